"""The plan of the tables: what the stages make, what is written and what the docs say are one.

python tests/test_tables.py     takes the examples of the data dictionary anew, and prints it to docs/tables.md
"""

import csv
import io
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline import tables
from pipeline.stage import STAGES

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "pipeline" / "examples.csv"


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage.name in tables.TABLES], ids=lambda s: s.name)
def test_a_stage_makes_the_columns_that_the_plan_names(stage) -> None:
    assert [column.name for column in tables.fields(stage.name)] == list(stage.row._fields)


def test_every_stage_but_normal_is_a_table() -> None:
    assert [stage.name for stage in STAGES if stage.name not in tables.TABLES] == ["normal"]


@pytest.mark.parametrize("table", tables.TABLES)
def test_columns_are_named_once_and_mean_something(table: str) -> None:
    columns = tables.TABLES[table]
    assert len({column.name for column in columns}) == len(columns)
    assert all(column.meaning for column in columns)


def test_every_table_says_what_a_row_is() -> None:
    assert list(tables.ROWS) == list(tables.TABLES)


def test_the_examples_are_fresh(seeds: Path, sample: Path) -> None:
    assert EXAMPLES.read_text(encoding="utf-8") == examples(seeds, sample)


def test_every_column_has_an_example() -> None:
    assert set(tables.examples()) == {(name, c.name) for name, columns in tables.TABLES.items() for c in columns}
    assert all(tables.examples().values())


def test_the_data_dictionary_is_fresh() -> None:
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == tables.dictionary()


def examples(seeds: Path, sample: Path) -> str:
    """A value of each column as CSV: of the seeds' row that has the most to tell, or of the first that has one."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(("table", "column", "example"))
    for name, columns in tables.TABLES.items():
        found = [ds.dataset(folder / name).to_table().to_pylist() for folder in (seeds, sample)]
        told = [[{key: said(value) for key, value in row.items()} for row in rows] for rows in found]
        fullest = max(told[0] or told[1], key=lambda row: sum(map(bool, row.values())))  # the first of equals
        for column in columns:
            others = [row[column.name] for row in (fullest, *told[0], *told[1])]
            table.writerow((name, column.name, next(filter(None, others), "")))
    return file.getvalue()


def said(value: object) -> str:
    """A cell as a person writes it, long texts cut."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, float):
        return f"{value:.1f}"  # later digits differ between processors
    if isinstance(value, date):
        return value.isoformat()
    words = "" if value is None else " ".join(str(value).split())
    return words if len(words) <= 60 else f"{words[:60]}…"


if __name__ == "__main__":
    from pipeline import config, run

    with tempfile.TemporaryDirectory() as place:
        outputs = Path(place, "seeds"), Path(place, "sample")
        run.run(config.Config(outputs=str(outputs[0])))
        run.run(config.Config(outputs=str(outputs[1]), paths=("tests/sample.jsonl",)))
        EXAMPLES.write_text(examples(*outputs), encoding="utf-8")
    tables.examples.cache_clear()
    (ROOT / "docs" / "tables.md").write_text(tables.dictionary(), encoding="utf-8")
