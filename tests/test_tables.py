"""The plan of the tables: what the stages make, what is written and what the docs say are one."""

from pathlib import Path

import pytest

from pipeline import tables
from pipeline.stage import STAGES

ROOT = Path(__file__).parent.parent


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


def test_the_data_dictionary_is_fresh() -> None:
    """`python -m pipeline tables > docs/tables.md` makes it so."""
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == tables.dictionary()
