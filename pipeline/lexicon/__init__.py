"""The words of the language as data: each list is a CSV in this folder that a linguist can edit."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `<name>.csv`, a dict by column each, cells stripped; lines that begin with # are notes."""
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        reader = csv.DictReader((line for line in file if not line.startswith("#")), strict=True)
        return tuple({key: (value or "").strip() for key, value in row.items()} for row in reader)


def cells(row: dict[str, str], *columns: str) -> list[str]:
    """What stands in columns of a row, its alternatives one by one; nothing where one is empty or the list has none.

    >>> cells({"form": "طن|طنا", "short": ""}, "form", "short", "plural")
    ['طن', 'طنا']
    """
    return [word for column in columns for word in row.get(column, "").split("|") if word]
