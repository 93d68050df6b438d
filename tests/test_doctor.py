"""The doctor: what is there is found, what is missing comes with a remedy, and nothing is fetched."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import mablagh

from pipeline import doctor as room
from pipeline.config import Config
from pipeline.doctor import Finding, doctor
from pipeline.engine_camel import FILES, WEIGHTS


def found(findings: list[Finding], what: str) -> Finding:
    (one,) = (finding for finding in findings if finding.what == what)
    return one


def filled(folder: Path) -> None:
    """The folder with the names of what camel-tools' model is made of."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*FILES, WEIGHTS[0]):
        (folder / name).touch()


def test_all_is_there_after_the_set_up() -> None:
    states = {finding.what: finding.state for finding in doctor(Config())}
    assert "missing" not in states.values()
    assert states["model of embedded"] == states["outputs"] == "ok"


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "NEEDED", ("numpy", "no-such-package"))
    missing = found(doctor(Config()), "no-such-package")
    assert (missing.state, missing.detail) == ("missing", "not installed. Run make, or pip install no-such-package")


def test_a_model_is_missing_only_to_who_wants_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert found(doctor(Config()), "engine camel").state == "optional"
    wanting = found(doctor(replace(Config(), engine="camel", model="models/camel")), "engine camel")
    assert wanting.state == "missing"
    assert "mablagh models camel" in wanting.detail
    filled(tmp_path / "models" / "camel")
    assert found(doctor(Config()), "engine camel").state == "ok"


def test_a_model_of_ones_own_is_looked_at(tmp_path: Path) -> None:
    finding = found(doctor(Config(model=str(tmp_path))), "model of embedded")
    assert finding.state == "missing"
    assert str(tmp_path) in finding.detail


@pytest.mark.parametrize("engine", ["stanza", "camel"])
def test_a_folder_that_no_run_could_use_is_told(tmp_path: Path, engine: str) -> None:
    """Empty, or none named: the engine itself would refuse it, and says what it lacks."""
    wanting = found(doctor(Config(engine=engine, model=str(tmp_path))), f"engine {engine}")
    assert wanting.state == "missing"
    assert "lacks" in wanting.detail
    unnamed = found(doctor(Config(engine=engine)), f"engine {engine}")
    assert unnamed.state == "missing"
    assert "the config names none" in unnamed.detail


def test_a_vote_needs_a_second_voter_that_can_be_loaded(tmp_path: Path) -> None:
    config = Config(engine="vote", model=str(tmp_path))
    assert found(doctor(config), "engine vote").state == "missing"
    (tmp_path / "camel").mkdir()
    states = {finding.what: finding.state for finding in doctor(config)}
    assert (states["engine vote"], states["engine camel"], states["engine stanza"]) == ("ok", "missing", "optional")
    filled(tmp_path / "camel")
    assert "missing" not in {finding.state for finding in doctor(config)}


def test_a_spoiled_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled() -> None:
        raise ValueError("network.onnx is not the file that model.json speaks of.")

    monkeypatch.setattr("pipeline.learned.load", spoiled)
    assert found(doctor(Config()), "model of embedded").state == "missing"


def test_a_file_is_no_folder_for_tables(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("", encoding="utf-8")
    assert found(doctor(Config(outputs=str(tmp_path / "outputs"))), "outputs").state == "missing"


def test_the_command_is_plain_where_nobody_looks() -> None:
    finished = mablagh("doctor")
    assert finished.returncode == 0, finished.stdout
    assert "✓ python" in finished.stdout
    assert "\x1b" not in finished.stdout
