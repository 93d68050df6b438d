"""What several test files need: a corpus made of the seeds, and runs in processes of their own."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from casefile import cases

from pipeline.batch import batch
from pipeline.config import Config
from pipeline.documents import Document
from pipeline.stage import extract

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """A function that gives a JSON Lines file of so many copies of the seeds, each with an id of its own."""

    def made(count: int) -> Path:
        file = tmp_path_factory.getbasetemp() / f"copies-{count}.jsonl"
        if not file.exists():
            texts = [seed.read_bytes().decode("utf-8") for seed in SEEDS]
            rows = ({"id": f"{i:06}", "text": texts[i % len(texts)]} for i in range(count))
            file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return file

    return made


@pytest.fixture(scope="session")
def various(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A JSON Lines file of texts that differ in length and matter: the cases of claims and times, and the seeds."""
    file = tmp_path_factory.getbasetemp() / "various.jsonl"
    names = ("claims", "claims_cues", "claims_sources", "claims_terms", "times")
    texts = [case.text for name in names for case in cases(name)][::3] + [seed.read_text("utf-8") for seed in SEEDS]
    rows = ({"id": f"{i:06}", "text": text} for i, text in enumerate(texts))
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of tables that the seeds give, extracted by the command line."""
    outputs = tmp_path_factory.mktemp("seeds")
    finished = mablagh("extract", "--out", str(outputs))
    assert finished.returncode == 0, finished.stderr
    return outputs


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of tables that tests/sample.jsonl gives: open currencies, a denial, a reject, hostile text."""
    outputs = tmp_path_factory.mktemp("sample")
    finished = mablagh("extract", "tests/sample.jsonl", "--out", str(outputs))
    assert finished.returncode == 0, finished.stderr
    return outputs


@pytest.fixture
def named_in_a_run() -> Callable[[str, Path, str], list[tuple[str, str]]]:
    """A function that gives the names of a text, and their labels, as a run with an engine and its model has them."""

    def named(engine: str, model: Path, raw: str) -> list[tuple[str, str]]:
        (rows,) = extract([batch([Document("a", raw, None, None, None)])], Config(engine=engine, model=str(model)))
        assert rows.column("reject_error").to_pylist() == [None]
        (found,) = rows.column("mentions").to_pylist()
        return [(raw[row["start"] : row["stop"]], row["label"]) for row in found]

    return named


def mablagh(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line, run to its end."""
    return subprocess.run(command(*arguments), cwd=ROOT, capture_output=True, text=True, check=False)


def command(*arguments: str) -> list[str]:
    """What starts the command line."""
    return [sys.executable, "-m", "pipeline", *arguments]
