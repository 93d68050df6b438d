"""The doctor: what is there is found, what is missing comes with a remedy, and nothing is fetched."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import mablagh

from pipeline import doctor as room
from pipeline.config import Config
from pipeline.doctor import Finding, doctor


def found(findings: list[Finding], what: str) -> Finding:
    (one,) = (finding for finding in findings if finding.what == what)
    return one


def test_all_is_there_after_the_set_up() -> None:
    states = {finding.what: finding.state for finding in doctor(Config())}
    assert "missing" not in states.values()
    assert states["model of embedded"] == states["outputs"] == "ok"


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "NEEDED", ("numpy", "no-such-package"))
    assert found(doctor(Config()), "no-such-package").state == "missing"


def test_a_model_is_missing_only_to_who_wants_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert found(doctor(Config()), "engine camel").state == "optional"
    wanting = found(doctor(replace(Config(), engine="camel", model="models/camel")), "engine camel")
    assert wanting.state == "missing"
    assert "make models ENGINE=camel" in wanting.detail
    (tmp_path / "models" / "camel").mkdir(parents=True)
    assert found(doctor(Config()), "engine camel").state == "ok"


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
