"""The command line: what a user types, and what is said."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, mablagh

from pipeline.__main__ import main


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
    ("score", "/dev/null", "outputs"): "'/dev/null' holds no annotated document",
    ("verify", "README.md"): "'README.md/_manifest.json': Not a directory. Name another path",
    ("export", "nowhere", "README.md", "--to", "csv"): "'nowhere' has no _manifest.json",
    ("show", ""): "The text is empty",
    ("numbers", " "): "The text is empty",
    ("numbers", "\udcff"): "half a letter",
}


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_a_mistake_ends_with_2_and_a_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    out = ("--out", str(tmp_path)) if arguments[0] == "extract" else ()
    finished = mablagh(*arguments, *out)
    assert finished.returncode == 2
    assert MISTAKES[arguments] in finished.stderr
    assert "Traceback" not in finished.stderr
    assert finished.stdout == ""


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place, why in (("file", "File exists"), ("file/tables", "Not a directory")):
        finished = mablagh("extract", "--out", str(tmp_path / place))
        assert finished.returncode == 2
        assert f"'{tmp_path / place}': {why}. Name another path" in finished.stderr


def test_a_run_tells_the_first_text_that_could_not_be_read(tmp_path: Path) -> None:
    finished = mablagh("extract", "README.md", "--out", str(tmp_path))
    assert "1 could not be read; the first, README.md: This is no kind of file that can be read." in finished.stderr
    assert f"All are in {tmp_path}/rejects/." in finished.stderr


def test_help_names_the_command_as_it_is_typed() -> None:
    assert mablagh("extract", "--help").stdout.startswith("usage: mablagh extract ")


def test_show_draws_claims_under_a_text() -> None:
    said = mablagh("show", "استثمرت شركة ميتا 14.8 مليار دولار في شركة Scale AI.").stdout
    assert "14,800,000,000 USD" in said
    assert "investment" in said


def test_numbers_tells_how_a_phrase_is_read() -> None:
    assert "1500000000" in mablagh("numbers", "مليار ونصف المليار دولار").stdout.replace(",", "")


@pytest.mark.parametrize(
    ("text", "settings", "values"),
    [
        ("دفع 5 د.إ", {}, ["5 AED"]),
        ("دفع 5 بليون دولار", {"MABLAGH_BILLION": "12"}, ["5,000,000,000,000 USD"]),
        ("دفع 5 ريالات", {"MABLAGH_COUNTRY": "SA"}, ["5 SAR"]),
        ("دفع بين 5.5 و6 ريالات", {}, ["5.5..6 SAR or QAR or OMR or YER or IRR or BRL?"]),
        ("فازت شركة Studio 54", {}, []),  # a number in a name is none
    ],
)
def test_numbers_and_show_answer_alike(
    text: str, settings: dict[str, str], values: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, setting in settings.items():
        monkeypatch.setenv(name, setting)
    drawn = re.findall("(?:MONEY|NUMBER) .* = (.*?)  ", mablagh("show", text).stdout)
    told = re.findall(r"(?:MONEY|NUMBER) (.*), \w+ \[", mablagh("numbers", text).stdout)
    assert drawn == told == values


def test_tables_prints_the_data_dictionary() -> None:
    assert mablagh("tables").stdout.startswith("# The tables\n")


def test_a_dry_run_says_what_would_be_done_and_does_nothing(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    said = mablagh("extract", "--out", str(out), "--dry-run").stdout
    assert said.startswith("2 files, ")
    assert "written anew" in said
    assert not out.exists()
    mablagh("extract", "--out", str(out))
    assert json.loads(mablagh("extract", "--out", str(out), "--dry-run", "--json").stdout)["found"] == 1
    again = mablagh("extract", "seeds/000_75a44876167607cf.txt", "--out", str(out), "--dry-run").stdout
    assert "The inputs changed, so the run would start afresh" in again


def test_json_is_all_that_goes_to_stdout(tmp_path: Path) -> None:
    rows = json.loads(mablagh("extract", "--out", str(tmp_path), "--json").stdout)["rows"]
    assert rows["documents"] == 2
    tables = json.loads(mablagh("show", "--json", "خسرت الشركة 5 ملايين دولار").stdout)
    assert [claim["kind"] for claim in tables["claims"]] == ["loss"]


def test_a_sentence_of_another_language_has_sums_but_no_names_and_parties() -> None:
    tables = json.loads(mablagh("show", "--json", "Apple reported revenue of $90.1 billion, and costs fell").stdout)
    (claim,) = tables["claims"]
    assert claim["low"] == "90100000000.000000000000"
    assert [claim[f"{role}_name"] for role in ("payer", "payee", "subject", "source")] == [None] * 4
    assert tables["mentions"] == []


def test_config_show_tells_where_each_value_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MABLAGH_WORKERS", "2")
    monkeypatch.setenv("MABLAGH_PART", "7")
    said = mablagh("config", "show", "--config", "configs/fast.toml", "--workers", "3", "--json").stdout
    found = {key: (row["value"], row["from"]) for key, row in json.loads(said).items()}
    assert found["workers"] == (3, "the flags")
    assert found["part"] == (7, "the environment")
    assert found["batch"] == (200, "configs/fast.toml")
    assert found["engine"] == ("embedded", "the default")
    assert "workers = 2          # the environment\n" in mablagh("config", "show").stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command(shell: str) -> None:
    script = mablagh("completion", shell).stdout
    assert all(word in script for word in ("extract", "verify", "workers", "dry-run"))


def test_bash_takes_the_completion(tmp_path: Path) -> None:
    script = tmp_path / "completion"
    script.write_text(mablagh("completion", "bash").stdout, encoding="utf-8")
    asked = f'source {script}; COMP_WORDS=(mablagh ver); COMP_CWORD=1; _shtab_mablagh; echo "${{COMPREPLY[@]}}"'
    said = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["verify"]


def test_a_closed_pipe_is_no_fault() -> None:
    piped = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {sys.executable} -m pipeline tables | head -1"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (piped.returncode, piped.stdout, piped.stderr) == (0, "# The tables\n", "")


def test_a_fetched_model_can_be_used_as_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pipeline.fetch.fetch", lambda engine, folder: None)
    main(["models", "stanza", "--dir", str(tmp_path)])
    assert f"MABLAGH_ENGINE=stanza MABLAGH_MODEL={tmp_path} mablagh extract" in capsys.readouterr().out
