"""Golden tables: what the seeds give, row by row, kept as text so that a change shows what it changed.

python tests/test_golden.py     writes them anew; read the difference before you commit it
"""

import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline.config import Config
from pipeline.run import run

FOLDER = Path(__file__).parent / "golden"
TABLES = ("sentences", "mentions", "amounts", "times", "claims")
LEFT_OUT = {
    "score",
    "sentence",
}  # scores differ in their last digits between processors; sentences have a table


def lines(outputs: Path, table: str) -> str:
    """The rows of a table, a JSON object a line, empty cells left out."""
    rows = ds.dataset(outputs / table).to_table().to_pylist()
    kept = ({k: plain(v) for k, v in row.items() if v not in (None, [], "") and k not in LEFT_OUT} for row in rows)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)


def plain(value: object) -> object:
    """A cell as JSON can hold it, decimals without idle zeros."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("table", TABLES)
def test_the_seeds_give_the_golden_tables(seeds: Path, table: str) -> None:
    golden = (FOLDER / f"{table}.jsonl").read_text(encoding="utf-8")
    assert lines(seeds, table).splitlines() == golden.splitlines()


BEFORE = {"more_than": "> ", "at_most": "≤ ", "about": "about ", "exact": ""}


def test_the_readme_shows_claims_of_the_seeds() -> None:
    shown = set()
    for line in (FOLDER / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        amount = f"{BEFORE[claim['bound']]}{int(claim.get('low', claim.get('high'))):,} {claim['currency']}"
        parties = (claim.get(f"{role}_name", "") for role in ("payer", "payee", "subject"))
        stake = f"{claim['stake']} %" if "stake" in claim else ""
        shown.add((claim["kind"], amount, *parties, claim["modality"], claim.get("when_value", ""), stake))
    readme = (FOLDER.parents[1] / "README.md").read_text(encoding="utf-8")
    rows = readme.split("| is it so | when | stake |\n")[1].split("\n\n")[0].splitlines()[1:]
    assert len(rows) == 7
    assert {tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows} <= shown


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        run(Config(outputs=folder))
        for name in TABLES:
            (FOLDER / f"{name}.jsonl").write_text(lines(Path(folder), name), encoding="utf-8")
