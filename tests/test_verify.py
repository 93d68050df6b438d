"""Verifying: a folder as the run left it passes, and each way of spoiling it is told."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import mablagh

from pipeline.tables import BOUNDS, TABLES, schema
from pipeline.verify import broken, verify


@pytest.fixture
def outputs(seeds: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(seeds, tmp_path / "outputs"))


def test_what_a_run_wrote_is_as_it_should_be(seeds: Path) -> None:
    assert list(verify(seeds)) == []


def test_a_flipped_byte_is_told(outputs: Path) -> None:
    file = outputs / "claims" / "part-00000.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert any("claims/part-00000.parquet: the bytes are not those" in said for said in verify(outputs))


def test_a_missing_file_is_told(outputs: Path) -> None:
    (outputs / "times" / "part-00000.parquet").unlink()
    said = list(verify(outputs))
    assert said[0] == "times/part-00000.parquet: the file is missing. Run extract again."
    assert said[1].startswith("times has 0 rows that can be read")


def test_another_schema_is_told(outputs: Path) -> None:
    manifest = json.loads((outputs / "_manifest.json").read_text(encoding="utf-8"))
    (outputs / "_manifest.json").write_text(json.dumps(manifest | {"schema_version": "0.9"}), encoding="utf-8")
    assert [said[:28] for said in verify(outputs)] == ["The tables have schema 0.9, "]


SPOILED: dict[str, tuple[str, Callable[[dict], dict], str]] = {
    "a span that gives another surface": ("mentions", lambda row: {"surface": "غير ذلك"}, "not 'غير ذلك'"),
    "a span past the text": ("mentions", lambda row: {"stop": 10**6}, "is no span of a text"),
    "an id of another span": ("amounts", lambda row: {"amount_id": "x:0-1"}, "amount_id = 'x:0-1' should be"),
    "low above high": ("amounts", lambda row: {"high": 0}, "the bound more_than has low alone; here low is"),
    "a claim without its sum": ("claims", lambda row: {"claim_id": "x:0-1"}, "is in no row of amounts"),
    "a payer that is no mention": ("claims", lambda row: {"payer_id": "x:0-1"}, "is in no row of mentions"),
    "a row of no document": ("times", lambda row: {"doc_id": "x"}, "there is no such document"),
    "a text with another digest": ("documents", lambda row: {"sha256": ""}, "not the one whose sha256"),
}


@pytest.mark.parametrize(("table", "change", "said"), SPOILED.values(), ids=SPOILED)
def test_a_row_that_breaks_a_law_is_told(outputs: Path, table: str, change: Callable, said: str) -> None:
    file = outputs / table / "part-00000.parquet"
    rows = pq.read_table(file).to_pylist()
    rows[0] |= change(rows[0])
    pq.write_table(pa.Table.from_pylist(rows, schema=schema(table)), file)
    manifest = json.loads((outputs / "_manifest.json").read_text(encoding="utf-8"))
    manifest["sha256"][f"{table}/{file.name}"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (outputs / "_manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert any(said in sentence for sentence in verify(outputs))


@pytest.mark.parametrize("bound", BOUNDS)
def test_a_bound_says_which_of_low_and_high_there_are(seeds: Path, bound: str) -> None:
    """5 and 5, 5 and 7, 7 and 5, one alone, none: only what the bound means passes, and a value left open."""
    part = {table: pq.read_table(seeds / table / "part-00000.parquet") for table in TABLES}
    sound = {
        "exact": {(5, 5)}, "about": {(5, 5)}, "between": {(5, 7)},
        "more_than": {(5, None)}, "at_least": {(5, None)}, "less_than": {(None, 5)}, "at_most": {(None, 5)},
    }[bound] | {(None, None)}  # fmt: skip
    first, *rest = part["amounts"].to_pylist()
    passed = set()
    for low, high in ((5, 5), (5, 7), (7, 5), (5, None), (None, 5), (None, None)):
        rows = [first | {"bound": bound, "low": low, "high": high}, *rest]
        said = list(broken(part | {"amounts": pa.Table.from_pylist(rows, schema=schema("amounts"))}))
        assert all(f"the bound {bound} has" in sentence for _, sentence in said)
        passed |= set() if said else {(low, high)}
    assert passed == sound


def test_a_file_that_the_run_did_not_write_is_told(outputs: Path) -> None:
    shutil.copy(outputs / "claims" / "part-00000.parquet", outputs / "claims" / "part-00007.parquet")
    (said,) = verify(outputs)
    assert said.startswith("claims/part-00007.parquet: the run did not write it")


def test_a_table_with_other_columns_is_told(outputs: Path) -> None:
    file = outputs / "rejects" / "part-00000.parquet"
    pq.write_table(pa.table({"source": ["a"], "why": ["b"]}), file)
    manifest = json.loads((outputs / "_manifest.json").read_text(encoding="utf-8"))
    manifest["sha256"]["rejects/part-00000.parquet"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (outputs / "_manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert "rejects/part-00000.parquet: its columns are not those of the table: error, stage, why." in verify(outputs)


def test_the_command_says_how_it_went(outputs: Path) -> None:
    good = mablagh("verify", str(outputs))
    assert (good.returncode, good.stdout) == (0, "")
    shutil.rmtree(outputs / next(iter(TABLES)))
    bad = mablagh("verify", str(outputs))
    assert bad.returncode == 1
    assert "faults" in bad.stderr
    (outputs / "_manifest.json").unlink()
    assert mablagh("verify", str(outputs)).returncode == 2
