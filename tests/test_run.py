"""Runs: the same bytes however they are cut, shared, killed and resumed."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from conftest import ROOT, command, mablagh

from pipeline import tables
from pipeline.config import Config
from pipeline.documents import spelled
from pipeline.run import model_digest, plan, run
from pipeline.verify import verify

Copies = Callable[[int], Path]
DOCUMENTS = 60
PART = 5


def bytes_of(outputs: Path) -> dict[str, str]:
    """The digest of each table's parts."""
    files = sorted(outputs.glob("*/part-*.parquet"))
    return {str(file.relative_to(outputs)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def rows_of(outputs: Path, table: str) -> list[dict]:
    return ds.dataset(outputs / table).to_table().to_pylist()


def small(copies: Copies, outputs: Path, **changes: object) -> Config:
    settings = {"paths": (str(copies(DOCUMENTS)),), "outputs": str(outputs), "part": PART, **changes}
    return Config(**settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def whole(copies: Copies, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a run that nothing disturbed."""
    outputs = tmp_path_factory.mktemp("whole")
    run(small(copies, outputs))
    return outputs


def test_every_table_has_its_schema(whole: Path) -> None:
    for table in tables.TABLES:
        file = pq.ParquetFile(whole / table / "part-00000.parquet")
        assert file.schema_arrow.equals(tables.schema(table)), table
        assert file.schema_arrow.metadata == tables.schema(table).metadata


def test_a_second_run_of_the_same_signature_makes_nothing_anew(copies: Copies, whole: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in whole.glob("*/part-*")}
    summary = run(small(copies, whole))
    assert (summary.made, summary.found) == (0, DOCUMENTS // PART)
    assert {file: file.stat().st_mtime_ns for file in whole.glob("*/part-*")} == before


def test_two_runs_and_two_workers_give_the_same_bytes(copies: Copies, whole: Path, tmp_path: Path) -> None:
    run(small(copies, tmp_path / "again"))
    config = tmp_path / "two.toml"
    config.write_text(f"part = {PART}", encoding="utf-8")
    two = mablagh(
        "extract",
        str(copies(DOCUMENTS)),
        "--config",
        str(config),
        "--workers",
        "2",
        "--out",
        str(tmp_path / "two"),
    )
    assert two.returncode == 0, two.stderr
    assert bytes_of(tmp_path / "again") == bytes_of(tmp_path / "two") == bytes_of(whole)


def test_the_size_of_batches_changes_no_row(various: Path, tmp_path: Path) -> None:
    for batch in (1, 64):
        run(Config(paths=(str(various),), outputs=str(tmp_path / str(batch)), batch=batch, part=50 * batch))
    for table in tables.TABLES:
        assert rows_of(tmp_path / "1", table) == rows_of(tmp_path / "64", table), table


def test_the_order_of_sets_changes_no_byte(various: Path, tmp_path: Path) -> None:
    """Two processes that hash words differently, so that their sets have other orders."""
    for seed in "12":
        arguments = command("extract", str(various), "--out", str(tmp_path / seed))
        subprocess.run(arguments, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True)
    assert bytes_of(tmp_path / "1") == bytes_of(tmp_path / "2")


def test_another_signature_starts_afresh_and_says_so(copies: Copies, tmp_path: Path) -> None:
    said: list[str] = []
    run(small(copies, tmp_path))
    run(small(copies, tmp_path, part=50), said.append)
    assert said == [f"The config changed since the tables in '{tmp_path}' were begun: starting afresh."]
    assert len(list((tmp_path / "claims").iterdir())) == 2


def test_a_run_lets_alone_what_no_run_has_written(copies: Copies, tmp_path: Path) -> None:
    """Its own input below the outputs too; what a killed run left is removed all the same."""
    text = copies(1).read_bytes()
    kept = [
        "raw/part-00000.jsonl",
        "raw/part-00000.parquet",
        "raw/.part-00000.parquet.7.tmp",
        "claims/part-00000-abc.snappy.parquet",
        "claims/part-00007.csv",
        "claims/mine.tmp",
        "claims/old/part-00000.parquet",
        "_parts/part-00007.parquet",
        "keep/mine.tmp",
        "mine.tmp",
        "part-00007.parquet",
        "a.tmp/inside",
    ]
    left = [".report.html.7.tmp", "claims/.part-00000.parquet.7.tmp", "_parts/.part-100000.json.7.tmp"]
    for name in (*kept, *left):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text)
    for part in (1000, 500):  # the second starts afresh
        run(Config(paths=(str(tmp_path / kept[0]),), outputs=str(tmp_path), part=part))
        assert len(rows_of(tmp_path, "documents")) == 1
        assert {name: (tmp_path / name).read_bytes() for name in kept} == dict.fromkeys(kept, text)
        assert not any((tmp_path / name).exists() for name in left)


DAMAGED: dict[str, Callable[[Path], object]] = {
    "a file is gone": lambda outputs: (outputs / "times" / "part-00000.parquet").unlink(),
    "a table is gone": lambda outputs: shutil.rmtree(outputs / "claims"),
    "a file has other bytes": lambda outputs: (outputs / "claims" / "part-00000.parquet").write_bytes(b"PAR1"),
    "the marker is empty": lambda outputs: (outputs / "_parts" / "part-00000.json").write_bytes(b""),
    "the marker is a list": lambda outputs: (outputs / "_parts" / "part-00000.json").write_bytes(b"[]"),
    "the marker says nothing": lambda outputs: (outputs / "_parts" / "part-00000.json").write_bytes(b"{}"),
    "the marker is gone": lambda outputs: (outputs / "_parts" / "part-00000.json").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_part_is_made_anew(seeds: Path, tmp_path: Path, damage: Callable[[Path], object]) -> None:
    outputs = Path(shutil.copytree(seeds, tmp_path / "outputs"))
    damage(outputs)
    config = Config(outputs=str(outputs))
    assert plan(config).found == 0
    summary = run(config)
    assert (summary.made, summary.found) == (1, 0)
    assert bytes_of(outputs) == bytes_of(seeds)
    assert list(verify(outputs)) == []


def test_a_part_that_is_not_of_the_run_is_removed(seeds: Path, tmp_path: Path) -> None:
    """Whoever reads a table would read it too."""
    outputs = Path(shutil.copytree(seeds, tmp_path / "outputs"))
    shutil.copy(outputs / "claims" / "part-00000.parquet", outputs / "claims" / "part-00007.parquet")
    summary = run(Config(outputs=str(outputs)))
    assert (summary.made, summary.found) == (0, 1)
    assert bytes_of(outputs) == bytes_of(seeds)


def test_a_run_that_is_killed_goes_on_where_it_stopped(copies: Copies, whole: Path, tmp_path: Path) -> None:
    """SIGKILL at ten random moments, with one worker and with two; then one run to the end."""
    chance = random.Random(14_800_000_000)
    config = tmp_path / "small.toml"
    config.write_text(f"part = {PART}", encoding="utf-8")
    outputs = tmp_path / "outputs"
    arguments = command("extract", str(copies(DOCUMENTS)), "--config", str(config), "--out", str(outputs))
    for turn in range(10):
        workers = str(1 + turn % 2)
        running = subprocess.Popen([*arguments, "--workers", workers], cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            running.wait(timeout=chance.uniform(0.2, 4))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
        for file in outputs.glob("*/part-*.parquet"):
            pq.read_table(file, page_checksum_verification=True)
    run(small(copies, outputs))
    assert bytes_of(outputs) == bytes_of(whole)
    assert not list(outputs.rglob("*.tmp"))


def test_a_folder_that_another_run_holds_is_refused(copies: Copies, tmp_path: Path) -> None:
    holder = (
        "import fcntl, sys; file = open(sys.argv[1], 'w'); fcntl.flock(file, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path / "_lock")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(BlockingIOError, match="Another run is writing"):
            run(small(copies, tmp_path))
        other.communicate("")


def test_a_document_that_fails_costs_one_reject(
    copies: Copies, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stage fails on one text, alone and in a batch: the others are as they were."""
    from pipeline import stage

    poisoned = tmp_path / "poisoned.jsonl"
    lines = copies(DOCUMENTS).read_text(encoding="utf-8").splitlines(keepends=True)
    poison = json.dumps({"id": "poison", "text": "سم 5 دولارات"}, ensure_ascii=False) + "\n"
    poisoned.write_text("".join([*lines[:7], poison, *lines[7:]]), encoding="utf-8")
    honest = stage.rooms(Config())

    def failing(*columns: list) -> list:
        if any(text.startswith("سم") for text in columns[0]):
            raise ArithmeticError("no sum of this")
        return list(honest[4](*columns))

    monkeypatch.setattr(stage, "rooms", lambda config: (*honest[:4], failing, *honest[5:]))
    run(small(copies, tmp_path / "outputs", paths=(str(poisoned),)))
    assert rows_of(tmp_path / "outputs", "rejects") == [
        {"source": "poison", "stage": "amounts", "error": "ArithmeticError: no sum of this"}
    ]
    for table in set(tables.TABLES) - {"rejects"}:
        assert rows_of(tmp_path / "outputs", table) == rows_of(whole, table), table


ODD: dict[str, Callable[[Path], object]] = {
    "a name that is no UTF-8": lambda folder: Path(folder, os.fsdecode(b"\xe4.txt")).write_bytes(b"text"),
    "a link to nothing": lambda folder: Path(folder, "a.txt").symlink_to("nowhere"),
    "a pipe": lambda folder: os.mkfifo(folder / "a.txt"),
    "a file that may not be read": lambda folder: Path(folder, "a.txt").touch(0o000),
}


@pytest.mark.parametrize("make", ODD.values(), ids=ODD)
def test_an_odd_file_costs_one_reject(tmp_path: Path, make: Callable[[Path], object]) -> None:
    try:
        make(tmp_path)
    except OSError:
        pytest.skip("this file system knows no such names")
    (odd,) = tmp_path.iterdir()
    Path(tmp_path, "good.txt").write_text("نص", encoding="utf-8")
    arguments = (str(odd), str(tmp_path / "good.txt"), "--out", str(tmp_path / "outputs"))
    assert mablagh("extract", *arguments, "--dry-run").stdout.startswith("2 files, ")
    finished = mablagh("extract", *arguments)
    assert finished.returncode == 0, finished.stderr
    assert len(rows_of(tmp_path / "outputs", "documents")) == 1
    (reject,) = rows_of(tmp_path / "outputs", "rejects")
    assert reject["source"] == spelled(odd)


def test_a_file_that_was_moved_is_named_where_it_is(tmp_path: Path) -> None:
    for folder in ("before", "after"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(" ", encoding="utf-8")
        run(Config(paths=(str(tmp_path / folder),), outputs=str(tmp_path / "outputs")))
        (reject,) = rows_of(tmp_path / "outputs", "rejects")
        assert reject["source"] == str(tmp_path / folder / "a.txt")


@pytest.mark.parametrize("outputs", ["outputs", "."])
def test_its_own_tables_are_no_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outputs: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("دفعت الشركة 5 ملايين دولار.", encoding="utf-8")
    config = Config(paths=(".",), outputs=outputs)
    for found in range(2):
        assert run(config).found == found
        assert [row["doc_id"] for row in rows_of(Path(outputs), "documents")] == ["a"]
        assert rows_of(Path(outputs), "rejects") == []
    Path("linked").symlink_to(outputs)
    with pytest.raises(FileNotFoundError, match="Name another folder with --out"):
        run(Config(paths=(f"{outputs}/documents/*",), outputs="linked"))
    assert len(run(Config(paths=(f"{outputs}/documents",), outputs="others")).rows) == len(tables.TABLES)


def test_a_path_that_names_nothing_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        run(Config(paths=("nowhere/*.txt",), outputs=str(tmp_path)))


def test_the_manifest_counts_and_signs_what_lies_there(whole: Path) -> None:
    manifest = json.loads((whole / "_manifest.json").read_text(encoding="utf-8"))
    assert manifest["sha256"] == bytes_of(whole)
    assert manifest["rows"]["documents"] == DOCUMENTS
    assert manifest["rows"] == {name: len(rows_of(whole, name)) for name in tables.TABLES}
    assert manifest["model"]["name"] == "embedded"
    assert set(manifest["stage_seconds"]) >= {"mentions", "amounts", "claims", "publish"}


def test_ctrl_c_ends_with_130(copies: Copies, tmp_path: Path) -> None:
    running = subprocess.Popen(
        command("extract", str(copies(3000)), "--out", str(tmp_path), "--workers", "2"),
        cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(timeout=3)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert said.rstrip().endswith("Stopped. Run again to go on.")


def spans(whole: Path) -> Iterator[tuple[str, dict, str]]:
    """Every span of every table: its text as the table says it, and the row and columns that place it."""
    for table in tables.TABLES:
        for row in rows_of(whole, table):
            for start in [name for name in row if name == "start" or name.endswith("_start")]:
                yield table, row, start


def test_every_surface_is_the_raw_text_at_its_offsets(whole: Path) -> None:
    raws = {row["doc_id"]: row["text"] for row in rows_of(whole, "documents")}
    seen = 0
    for table, row, start in spans(whole):
        if row[start] is None:
            continue
        stop = row[start.replace("start", "stop")]
        surface = "surface" if start == "start" else start.removesuffix("_start")
        raw = raws[row["doc_id"]][row[start] : stop]
        assert raw, (table, row)
        if surface in row and surface != "stake":
            assert row[surface] == raw, (table, row)
            seen += 1
    assert seen > 1000


def test_a_run_needs_no_network_and_no_torch(tmp_path: Path) -> None:
    """With every socket refused; and neither torch nor transformers is imported."""
    code = f"""
import sys
def refuse(event, _):
    if event.startswith("socket."):
        raise ConnectionError(event)
sys.addaudithook(refuse)
from pipeline.__main__ import main
assert main(["extract", "--out", {str(tmp_path)!r}]) == 0
print([name for name in ("torch", "transformers", "stanza") if name in sys.modules])
"""
    finished = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.splitlines()[-1] == "[]"


def test_a_run_is_signed_with_the_claims_model_whatever_the_engine(tmp_path, monkeypatch):
    for folder in ("package/models", "stanza"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "learned.onnx").write_bytes(b"one")
    monkeypatch.setattr("pipeline.run.PACKAGE", tmp_path / "package")
    borrowed = Config(engine="stanza", model=str(tmp_path / "stanza"))
    digests = [model_digest(Config()), model_digest(borrowed)]
    for folder in ("package/models", "stanza"):
        (tmp_path / folder / "learned.onnx").write_bytes(b"other")
        digests.append(model_digest(borrowed))
    assert len(set(digests)) == 4
