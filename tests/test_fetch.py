"""Fetching models, with the libraries' own downloaders, from a server that the test runs on this machine."""

import hashlib
import json
import os
import subprocess
import sys
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import stanza

from pipeline import engine_camel, engine_stanza
from pipeline.fetch import fetch

FETCH = """
import sys
from pathlib import Path
from pipeline.fetch import fetch
fetch(sys.argv[1], Path(sys.argv[2]))
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def server(tmp_path):
    """A folder and the address under which its files are served."""
    folder = tmp_path / "served"
    folder.mkdir()
    running = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def fetched(engine: str, folder: Path, **environment: str) -> subprocess.CompletedProcess:
    """`fetch` in a process of its own: the libraries read their addresses when they are imported."""
    return subprocess.run(
        [sys.executable, "-c", FETCH, engine, str(folder)],
        cwd=Path(__file__).parent.parent,
        env=os.environ | {"NO_PROXY": "127.0.0.1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def serve_stanza(folder: Path, said: bytes, given: bytes) -> None:
    """Two files for Arabic names: what the catalogue says of them, and what is given."""
    digest = hashlib.md5(said).hexdigest()
    arabic = {
        "lang_name": "Arabic",
        "packages": {"default": {"tokenize": "padt", "ner": "tiny"}},
        "ner": {"tiny": {"md5": digest, "dependencies": [{"model": "forward_charlm", "package": "wiki"}]}},
        "forward_charlm": {"wiki": {"md5": digest}},
    }
    name = f"resources_{stanza.resources.common.DEFAULT_RESOURCES_VERSION}.json"
    (folder / name).write_text(json.dumps({"ar": arabic}), encoding="utf-8")
    for place in ("ner/tiny.pt", "forward_charlm/wiki.pt"):
        (folder / "ar" / place).parent.mkdir(parents=True)
        (folder / "ar" / place).write_bytes(given)


def addresses(address: str) -> dict[str, str]:
    return {"STANZA_RESOURCES_URL": address, "STANZA_MODEL_URL": address + "/{lang}/{filename}"}


def test_stanza_is_fetched_with_what_it_stands_on(server, tmp_path):
    served, address = server
    serve_stanza(served, b"network", b"network")
    finished = fetched("stanza", tmp_path / "model", **addresses(address))
    assert finished.returncode == 0, finished.stderr
    assert engine_stanza.folder_of(tmp_path / "model") == tmp_path / "model"


def test_a_stanza_file_that_is_not_the_one_described_is_refused(server, tmp_path):
    served, address = server
    serve_stanza(served, b"network", b"something else")
    finished = fetched("stanza", tmp_path / "model", **addresses(address))
    assert "ConnectionError: stanza could not fetch its model" in finished.stderr


def serve_camel(folder: Path, address: str, model: Path, given: bytes) -> None:
    """A catalogue, laid into `model` as camel-tools fixes its address, and the archive that it names."""
    files = [{"path": name, "sha256": hashlib.sha256(name.encode()).hexdigest()} for name in FILES]
    with zipfile.ZipFile(folder / "ner.zip", "w") as archive:
        for name in FILES:
            archive.writestr(name, given or name.encode())
    package = {
        "package_type": "http",
        "private": False,
        "url": f"{address}/ner.zip",
        "destination": "ner/arabert",
        "version": "1",
        "files": files,
    }
    model.mkdir()
    catalogue = {"version": "1.6.0", "packages": {"ner-arabert": package}, "components": {}}
    (model / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")


FILES = ("config.json", "vocab.txt", "model.safetensors")


def test_camel_is_fetched_once(server, tmp_path):
    served, address = server
    serve_camel(served, address, tmp_path / "model", b"")
    finished = fetched("camel", tmp_path / "model")
    assert finished.returncode == 0, finished.stderr
    assert engine_camel.folder_of(tmp_path / "model") == tmp_path / "model" / "data" / "ner" / "arabert"
    (served / "ner.zip").unlink()
    assert fetched("camel", tmp_path / "model").returncode == 0


@pytest.mark.parametrize("given", [b"something else", None])
def test_a_camel_file_that_is_not_the_one_described_is_refused(server, tmp_path, given):
    served, address = server
    serve_camel(served, address, tmp_path / "model", given or b"")
    if given is None:
        (served / "ner.zip").write_text("404", encoding="utf-8")
    finished = fetched("camel", tmp_path / "model")
    assert "ConnectionError: camel-tools could not fetch its model" in finished.stderr
    assert not (tmp_path / "model" / "catalogue.json").exists()


@pytest.mark.parametrize(
    ("engine", "files"),
    [("stanza", "resources.json and the folder ar/"), ("camel", "the folder data/ner/arabert/")],
)
def test_without_a_network_it_says_what_to_do(tmp_path, engine, files):
    finished = fetched(engine, tmp_path / "model", HTTPS_PROXY="http://127.0.0.1:9")  # nobody listens there
    assert f"copy {files} into '{tmp_path / 'model'}'" in finished.stderr


def test_an_engine_without_a_model_to_fetch_is_refused(tmp_path):
    with pytest.raises(ValueError, match="nothing to fetch for the engine 'embedded'"):
        fetch("embedded", tmp_path)
