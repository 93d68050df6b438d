"""The config: every key known, every mistake a sentence."""

import os
from pathlib import Path

import pytest

from pipeline.config import Config, config, origins

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("file", sorted((ROOT / "configs").glob("*.toml")), ids=lambda file: file.stem)
def test_the_configs_that_are_shipped_can_be_read(file: Path) -> None:
    assert config(file)


def test_the_default_file_says_the_defaults() -> None:
    assert config(ROOT / "configs" / "default.toml") == Config()


def test_flags_go_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text("workers = 2\npart = 10", encoding="utf-8")
    made = config(file, workers=3, outputs=None)
    assert (made.workers, made.part, made.outputs) == (3, 10, "outputs")


MISTAKES = {
    "wrokers = 2": "my.toml has the key 'wrokers', which is none of paths, outputs",
    'workers = "2"': "workers = '2' is not a whole number. Give workers a whole number.",
    "workers = true": "workers = True is not a whole number",
    "workers = 0": "workers = 0 is less than 1. Give 1 or more.",
    'engine = "bert"': "engine = 'bert' is none of embedded, stanza, camel, vote. Choose one of these.",
    "billion = 10": "billion = 10 is none of 9, 12",
    'paths = "seeds"': "paths = 'seeds' is not a list of strings",
    "paths = []": "paths is empty. Name a file, a folder or a glob, such as seeds.",
    "paths = [1]": "paths = [1] is not a list of strings",
    'country = "Qatar"': "country = 'Qatar' is no ISO 3166 code of a country whose currency is listed. Choose one of A",
    'country = "XX"': "country = 'XX' is no ISO 3166 code",
    'country = "sa"': "country = 'sa' is no ISO 3166 code of a country whose currency is listed. Write SA.",
    'outputs = ""': "outputs is empty. Name a folder, such as outputs.",
    "workers 2": "is not TOML",
}


@pytest.mark.parametrize("line", MISTAKES)
def test_a_mistake_is_a_sentence(line: str, tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"^[A-Z/].*\.") as caught:
        config(file)
    assert MISTAKES[line] in str(caught.value)
    assert "my.toml" in str(caught.value)


def test_a_missing_file_is_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"There is no config file 'nowhere\.toml'"):
        config(Path("nowhere.toml"))


def test_the_environment_goes_over_the_file_and_under_the_flags(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "my.toml"
    file.write_text("workers = 2\npart = 10\nbatch = 3", encoding="utf-8")
    monkeypatch.setenv("MABLAGH_WORKERS", "4")
    monkeypatch.setenv("MABLAGH_PART", "20")
    monkeypatch.setenv("MABLAGH_PATHS", f"one{os.pathsep}two")
    made = config(file, workers=3)
    assert (made.workers, made.part, made.batch, made.paths) == (3, 20, 3, ("one", "two"))
    assert origins(file)["paths"] == (("one", "two"), "the environment")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("MABLAGH_WROKERS", "2", "The environment has the key 'wrokers'"),
        ("MABLAGH_WORKERS", "two", "'two' is not a whole"),
        ("MABLAGH_WORKERS", "-1", "workers = -1 is less than 1"),
    ],
)
def test_a_mistake_in_the_environment_is_a_sentence(
    key: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(key, value)
    with pytest.raises(ValueError, match=said):
        config()
