"""Differences: none between a folder and itself; each row that came, went or changed is told once."""

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import mablagh

from pipeline.diff import KEYS, diff, printed
from pipeline.tables import schema


@pytest.fixture
def other(seeds: Path, tmp_path: Path) -> Path:
    """The seeds' tables with one claim less, one claim more and one of another kind."""
    outputs = Path(shutil.copytree(seeds, tmp_path / "outputs"))
    file = outputs / "claims" / "part-00000.parquet"
    _gone, changed, *rest = pq.read_table(file).to_pylist()
    changed |= {"kind": "other", "score": 0.0}
    new = rest[0] | {"claim_id": f"{rest[0]['doc_id']}:99998-99999"}
    scored = rest[1] | {"score": 0.0}
    rows = [changed, rest[0], scored, *rest[2:], new]
    pq.write_table(pa.Table.from_pylist(rows, schema=schema("claims")), file)
    return outputs


@pytest.mark.parametrize("table", KEYS)
def test_a_folder_does_not_differ_from_itself(seeds: Path, table: str) -> None:
    assert list(diff(seeds, seeds, table)) == []


def test_what_came_went_and_changed(seeds: Path, other: Path) -> None:
    changes = list(diff(seeds, other))
    assert sorted(change.how for change in changes) == ["added", "changed", "removed"]
    (changed,) = (change for change in changes if change.how == "changed")
    assert list(changed.cells) == ["kind"]
    assert changed.cells["kind"][1] == "other"
    assert {change.how for change in diff(other, seeds)} == {"added", "changed", "removed"}


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("claims", {"score": 0.0, "group": 99, "sentence": "", "sentence_start": 0, "sentence_stop": 1}),
        ("mentions", {"score": 0.0, "sentence": 99, "engine": "vote"}),
    ],
)
def test_sentences_scores_engine_and_groups_count_for_nothing(
    seeds: Path, tmp_path: Path, table: str, change: dict
) -> None:
    outputs = Path(shutil.copytree(seeds, tmp_path / "outputs"))
    file = outputs / table / "part-00000.parquet"
    rows = [row | change for row in pq.read_table(file).to_pylist()]
    pq.write_table(pa.Table.from_pylist(rows, schema=schema(table)), file)
    assert list(diff(seeds, outputs, table)) == []


def test_changes_are_told_in_the_order_of_the_text(seeds: Path, tmp_path: Path) -> None:
    outputs = Path(shutil.copytree(seeds, tmp_path / "empty"))
    pq.write_table(schema("claims").empty_table(), outputs / "claims" / "part-00000.parquet")
    places = [(change.row["doc_id"], change.row["amount_start"]) for change in diff(outputs, seeds)]
    assert len(places) == 13
    assert places == sorted(places)


def test_the_command_prints_lines_or_json(seeds: Path, other: Path) -> None:
    said = mablagh("diff", str(seeds), str(other))
    assert said.stderr == "1 added, 1 removed, 1 changed\n"
    assert said.stdout.startswith("- 000_")
    rows = [json.loads(line) for line in mablagh("diff", str(seeds), str(other), "--json").stdout.splitlines()]
    assert [row["how"] for row in rows] == [change.how for change in diff(seeds, other)]
    assert all(printed(change) in said.stdout for change in diff(seeds, other))


def test_a_folder_without_tables_is_a_sentence(seeds: Path, tmp_path: Path) -> None:
    finished = mablagh("diff", str(seeds), str(tmp_path))
    assert finished.returncode == 2
    assert "has no table 'claims'" in finished.stderr
