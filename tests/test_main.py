"""The command line: what a user types, and what is said."""

from pathlib import Path

import pytest
from conftest import mablagh


def test_help_begins_with_examples() -> None:
    said = mablagh("--help").stdout
    assert said.index("examples:") < said.index("exit codes:") < said.index("commands:")


def test_a_run_says_what_it_made(tmp_path: Path) -> None:
    finished = mablagh("extract", "--out", str(tmp_path))
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.startswith("2 documents, ")
    assert f"tables in {tmp_path}/" in finished.stdout
    assert finished.stderr == "Part 0 written: 2 documents, 13 claims.\n"


MISTAKES = {
    ("extract", "nowhere/*.txt"): "nowhere/*.txt",
    ("extract", "--config", "nowhere.toml"): "There is no config file 'nowhere.toml'",
    ("extract", "--workers", "0"): "workers = 0 is less than 1",
    ("extract", "--config", "configs/stanza.toml"): "models/stanza",
    ("score", "nowhere.jsonl", "outputs"): "nowhere.jsonl",
}


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_a_mistake_ends_with_2_and_a_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    out = ("--out", str(tmp_path)) if arguments[0] == "extract" else ()
    finished = mablagh(*arguments, *out)
    assert finished.returncode == 2
    assert MISTAKES[arguments] in finished.stderr
    assert "Traceback" not in finished.stderr
    assert finished.stdout == ""


def test_show_draws_claims_under_a_text() -> None:
    said = mablagh("show", "استثمرت شركة ميتا 14.8 مليار دولار في شركة Scale AI.").stdout
    assert "14,800,000,000 USD" in said
    assert "investment" in said


def test_numbers_tells_how_a_phrase_is_read() -> None:
    assert "1500000000" in mablagh("numbers", "مليار ونصف المليار دولار").stdout.replace(",", "")


def test_tables_prints_the_data_dictionary() -> None:
    assert mablagh("tables").stdout.startswith("# The tables\n")
