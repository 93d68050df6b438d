"""Five questions that an analyst asks, answered alike by pandas, pandas with Arrow types, Polars and DuckDB.

Each answer is a sorted list of rows of plain Python values: None where the table is null, sums exact decimals.
The answer to hold them against is counted row by row in plain Python.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pytest

Rows = list[tuple]


def in_order(rows: Iterable[Iterable[Any]]) -> Rows:
    """The rows sorted, nulls first, and every kind of null as None."""
    plain = [tuple(None if not isinstance(cell, list) and pd.isna(cell) else cell for cell in row) for row in rows]
    return sorted(plain, key=lambda row: [(cell is not None, cell) for cell in row])


def of_pandas(frame: pd.DataFrame) -> Rows:
    return in_order(frame.itertuples(index=False, name=None))


def plain_python(outputs: Path) -> dict[str, Rows]:
    claims, amounts, documents = (ds.dataset(outputs / t).to_table().to_pylist() for t in TABLES)
    money: dict[Any, list[Decimal]] = defaultdict(list)
    payers: dict[str, list[Decimal]] = defaultdict(list)
    months: dict[Any, list[Decimal]] = defaultdict(list)
    published = {row["doc_id"]: row["published"] for row in documents}
    for row in claims:
        money[row["currency"]].append(row["low"] or Decimal(0))
        if row["payer_name"] and row["low"]:
            payers[row["payer_name"]].append(row["low"])
    for row in amounts:
        day = published[row["doc_id"]]
        if row["type"] == "MONEY" and day:
            months[f"{day:%Y-%m}", row["currency"]].append(row["low"] or Decimal(0))
    return {
        "sums by currency": in_order((key, len(lows), sum(lows)) for key, lows in money.items()),
        "claims by kind and modality": in_order(
            (*key, count) for key, count in Counter((row["kind"], row["modality"]) for row in claims).items()
        ),
        "top payers": in_order(
            sorted(((name, len(lows), max(lows)) for name, lows in payers.items()), key=lambda row: (-row[2], row[0]))[
                :5
            ]
        ),
        "claims with a named source": in_order(
            (row["claim_id"], row["source_name"]) for row in claims if row["source_how"] == "name"
        ),
        "amounts by month": in_order((*key, len(lows), sum(lows)) for key, lows in months.items()),
    }


TABLES = ("claims", "amounts", "documents")


def pandas(outputs: Path, **how: Any) -> dict[str, Rows]:
    claims, amounts, documents = (pd.read_parquet(outputs / table, **how) for table in TABLES)
    claims["low"], amounts["low"] = claims.low.fillna(Decimal(0)), amounts.low.fillna(Decimal(0))
    paid = claims[claims.payer_name.notna() & (claims.low > 0)].groupby("payer_name").low.agg(["size", "max"])
    dated = amounts[amounts.type == "MONEY"].merge(documents[documents.published.notna()], on="doc_id")
    dated["month"] = dated.published.astype(str).str[:7]
    return {
        "sums by currency": of_pandas(
            claims.groupby("currency", dropna=False).agg(n=("low", "size"), low=("low", "sum")).reset_index()
        ),
        "claims by kind and modality": of_pandas(
            claims.groupby(["kind", "modality"], observed=True).size().reset_index()
        ),
        "top payers": of_pandas(paid.reset_index().sort_values(["max", "payer_name"], ascending=[False, True]).head(5)),
        "claims with a named source": of_pandas(claims[claims.source_how == "name"][["claim_id", "source_name"]]),
        "amounts by month": of_pandas(
            dated.groupby(["month", "currency"], dropna=False).agg(n=("low", "size"), low=("low", "sum")).reset_index()
        ),
    }


def pandas_with_arrow_types(outputs: Path) -> dict[str, Rows]:
    return pandas(outputs, dtype_backend="pyarrow")


def polars(outputs: Path) -> dict[str, Rows]:
    claims, amounts, documents = (pl.scan_parquet(outputs / table / "*.parquet") for table in TABLES)
    low = pl.col("low")
    dated = amounts.filter(pl.col("type") == "MONEY").join(documents.drop_nulls("published"), on="doc_id")
    frames = {
        "sums by currency": claims.group_by("currency").agg(pl.len(), low.sum()),
        "claims by kind and modality": claims.group_by("kind", "modality").agg(pl.len()),
        "top payers": claims.filter(pl.col("payer_name").is_not_null(), low > 0)
        .group_by("payer_name").agg(pl.len(), low.max()).sort("low", "payer_name", descending=[True, False]).head(5),
        "claims with a named source": claims.filter(pl.col("source_how") == "name").select("claim_id", "source_name"),
        "amounts by month": dated.group_by(pl.col("published").dt.strftime("%Y-%m"), "currency")
        .agg(pl.len(), low.sum()),
    }  # fmt: skip
    return {name: in_order(frame.collect().rows()) for name, frame in frames.items()}


QUESTIONS = {
    "sums by currency": "select currency, count(*), coalesce(sum(low), 0) from claims group by all",
    "claims by kind and modality": "select kind, modality, count(*) from claims group by all",
    "top payers": """
        select payer_name, count(*), max(low) from claims where payer_name is not null and low > 0
        group by all order by max(low) desc, payer_name limit 5""",
    "claims with a named source": "select claim_id, source_name from claims where source_how = 'name'",
    "amounts by month": """
        select strftime(published, '%Y-%m'), currency, count(*), coalesce(sum(low), 0)
        from amounts join documents using (doc_id)
        where type = 'MONEY' and published is not null group by all""",
}


def in_duckdb(outputs: Path) -> dict[str, Rows]:
    base = duckdb.connect()
    for table in TABLES:
        base.sql(f"create view {table} as from '{outputs}/{table}/*.parquet'")
    return {name: in_order(base.sql(question).fetchall()) for name, question in QUESTIONS.items()}


@pytest.fixture(scope="module", params=["seeds", "sample"])
def outputs(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("engine", [pandas, pandas_with_arrow_types, polars, in_duckdb], ids=lambda f: f.__name__)
def test_every_engine_gives_the_same_answer(
    outputs: Path, engine: Callable[[Path], dict[str, Rows]], question: str
) -> None:
    wanted, found = plain_python(outputs)[question], engine(outputs)[question]
    assert found == wanted
    assert all(type(cell) in (str, int, Decimal, type(None)) for row in found for cell in row)


def test_the_questions_have_answers(sample: Path) -> None:
    assert all(plain_python(sample).values())
    assert None in [row[0] for row in plain_python(sample)["sums by currency"]]
