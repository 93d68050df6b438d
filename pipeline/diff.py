"""What changed between two runs, row by row: which claims came, which went, which are read otherwise."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.dataset as ds

from pipeline.show import number
from pipeline.tables import TABLES

KEYS = {"mentions": "mention_id", "amounts": "amount_id", "times": "time_id", "claims": "claim_id"}
# what differs without a difference in what is said
QUIET = {"score", "sentence", "sentence_start", "sentence_stop", "group", "engine"}
SHOWN = (
    "label",
    "name",
    "type",
    "value",
    "kind",
    "payer_name",
    "payee_name",
    "subject_name",
    "low",
    "high",
    "currency",
)

Row = dict[str, Any]


class Change(NamedTuple):
    """A row that differs: `how` is `added`, `removed` or `changed`; `cells` has, by column, before and after."""

    key: str
    how: str
    row: Row
    cells: dict[str, tuple[Any, Any]]


def diff(before: Path, after: Path, table: str = "claims") -> Iterator[Change]:
    """The changes of a table between two folders of runs, in the order of their ids.

    Rows are met by their ids: the same span of the same document. Scores, sentences, engines and numbers of
    groups alone are no change. Raises ValueError for a table without ids, FileNotFoundError for a folder without
    the table.

    >>> next(diff(Path("outputs"), Path("outputs"), "tokens"))
    Traceback (most recent call last):
    ValueError: Rows of 'tokens' have no ids to meet by. Choose one of mentions, amounts, times, claims.
    """
    if table not in KEYS:
        raise ValueError(f"Rows of '{table}' have no ids to meet by. Choose one of {', '.join(KEYS)}.")
    old, new = _rows(before, table), _rows(after, table)
    for key in sorted(old.keys() | new.keys(), key=_place):
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            yield Change(key, "removed" if now is None else "added", now or was or {}, {})
        elif cells := {name: (was[name], now[name]) for name in now if was[name] != now[name]}:
            yield Change(key, "changed", now, cells)


def _place(key: str) -> tuple[str, int]:
    """Ids in the order of the text: `a:9-12` before `a:10-11`."""
    doc_id, _, span = key.rpartition(":")
    return doc_id, int(span.partition("-")[0])


def _rows(folder: Path, table: str) -> dict[str, Row]:
    place = folder / table
    if not place.is_dir():
        raise FileNotFoundError(f"'{folder}' has no table '{table}'. Name a folder that extract wrote.")
    names = [column.name for column in TABLES[table] if column.name not in QUIET]
    try:
        rows = ds.dataset(place, format="parquet").to_table(columns=names).to_pylist()
    except KeyError as error:
        raise ValueError(f"The table '{place}' is of another version: {error.args[0]}.") from None
    return {row[KEYS[table]]: row for row in rows}


def printed(change: Change) -> str:
    """A change as lines: a sign, the id and what the row says; then each cell before and after.

    >>> print(printed(Change("a:0-3", "changed", {"kind": "debt"}, {"kind": ("grant", "debt")})))
    ~ a:0-3  debt
        kind: grant → debt
    """
    sign = {"added": "+", "removed": "-", "changed": "~"}[change.how]
    said = " ".join(plain(change.row[name]) for name in SHOWN if change.row.get(name) is not None)
    cells = (f"    {name}: {plain(was)} → {plain(now)}" for name, (was, now) in change.cells.items())
    return "\n".join([f"{sign} {change.key}  {said}", *cells])


def plain(value: object) -> str:
    """A cell as text; `-` where it is empty, no idle zeros.

    >>> plain(Decimal("14800000000.000")), plain(None)
    ('14800000000', '-')
    """
    if isinstance(value, Decimal):
        return number(value, "")
    return "-" if value is None else str(value)
