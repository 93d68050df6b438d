"""The notebooks, run whole: offline, on the seeds and on the sample, and what is kept of their outputs is fresh.

python tests/test_notebooks.py     runs them on the seeds and keeps their outputs; look at them before you commit
"""

import json
import os
import shutil
import tempfile
from contextlib import nullcontext
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

from pipeline import config, run

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
OFFLINE = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        raise ConnectionError(f"{event} {arguments}")
sys.addaudithook(refuse)
"""


def executed(notebook: Path, outputs: Path, folder: Path) -> nbformat.NotebookNode:
    """The notebook, run where `../outputs` are these; its kernel's Python is refused every socket."""
    room = folder / "notebooks"
    room.mkdir(exist_ok=True)
    (folder / "outputs").symlink_to(outputs.resolve(), target_is_directory=True)
    (folder / "sitecustomize.py").write_text(OFFLINE, encoding="utf-8")
    node = nbformat.read(notebook, as_version=4)
    client = NotebookClient(
        node, timeout=120, resources={"metadata": {"path": str(room)}}, record_timing=False,
        shutdown_kernel="immediate", config=Config(KernelManager={"connection_file": str(folder / "kernel.json")}),
    )  # fmt: skip
    client.execute(env=os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"})
    return node


def kept(node: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook as it is committed: no warnings, nothing of the machine."""
    for cell in node.cells:
        if cell.cell_type == "code":
            cell.metadata = {}
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    node.metadata = {"kernelspec": node.metadata["kernelspec"], "language_info": {"name": "python"}}
    return node


def said(node: nbformat.NotebookNode) -> list[list[str]]:
    """What the cells say, but for pictures."""
    data = [[output.get("data", {}) for output in cell.get("outputs", ())] for cell in node.cells]
    return [[part.get("text/html") or part.get("text/plain") for part in parts] for parts in data]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_says_of_the_seeds_what_is_kept(notebook: Path, seeds: Path, tmp_path: Path) -> None:
    committed = nbformat.read(notebook, as_version=4)
    assert said(kept(executed(notebook, seeds, tmp_path))) == said(committed)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_runs_on_other_texts(notebook: Path, sample: Path, tmp_path: Path) -> None:
    executed(notebook, sample, tmp_path)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_runs_or_ends_in_a_sentence_where_no_claim_is(notebook: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("نص", encoding="utf-8")
    (tmp_path / "room").mkdir()
    run.run(config.Config(paths=(str(tmp_path / "a.txt"),), outputs=str(tmp_path / "none")))
    shows_claims = notebook.stem[:2] in ("01", "02", "05")
    with (
        pytest.raises(CellExecutionError, match=r"SystemExit\S* This run has no claim")
        if shows_claims
        else nullcontext()
    ):
        executed(notebook, tmp_path / "none", tmp_path / "room")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda file: file.stem)
def test_what_is_kept_is_small_and_tells_nothing_of_a_machine(notebook: Path) -> None:
    text = notebook.read_text(encoding="utf-8")
    assert len(text) < 200_000
    assert not any(place in text for place in ("/tmp/", "/home/", "/root/", "/Users/"))
    node = nbformat.read(notebook, as_version=4)
    nbformat.validate(node)
    counts = [cell.execution_count for cell in node.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert not any(cell.source.strip().startswith(("!", "%")) for cell in node.cells)


def test_charts_join_arabic_letters() -> None:
    """Lam and alif in one are narrower than both apart; matplotlib did not join them before 3.11."""
    lam, alif = "\u0644", "\u0627"
    assert width(lam + alif) < 0.8 * (width(lam) + width(alif))


def width(word: str) -> float:
    return RendererAgg(1, 1, 72).get_text_width_height_descent(word, FontProperties(size=50), False)[0]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        run.run(config.Config(outputs=f"{place}/seeds"))
        for file in NOTEBOOKS:
            room = Path(tempfile.mkdtemp(dir=place))
            made = kept(executed(file, Path(place, "seeds"), room))
            file.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            shutil.rmtree(room)
