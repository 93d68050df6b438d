"""The report: one HTML file that shows what a run read, opened by a double click and without a network."""

import base64
import gzip
import hashlib
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.tables import BOUNDS, KINDS, LABELS, MODALITIES, TABLES

PAGE = Path(__file__).parent / "page"
CLAIMS = 50_000  # rows that a browser still sorts at once
LETTERS = 30_000_000  # of articles that travel in the page; those beyond show the sentence of a claim alone
ROLES = ("payer", "payee", "subject", "source")
READ = ("documents", "mentions", "amounts", "claims", "rejects")
SPANS = ("trigger", "cue", "when", "stake")

Row = dict[str, Any]


def report(outputs: Path, manifest: Row) -> bytes:
    """The page of a folder of finished tables, in UTF-8: the same tables give the same bytes.

    It holds the claims, the texts they stand in with their names and sums, the sums whose currency is open, and
    the rejects. Of very large runs it holds the first 50,000 claims and 30 million letters of text, and says so.
    What comes from texts travels as base64 of packed JSON, and the page puts it in place as text alone.
    """
    data = json.dumps(_data(outputs, manifest), ensure_ascii=False, separators=(",", ":"), default=_plain)
    packed = base64.b64encode(gzip.compress(data.encode(), mtime=0)).decode()
    script, style = (_part(name) for name in ("page.js", "page.css"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = _part("page.html")
    for name, value in (
        ("digest", digest),
        ("style", style),
        ("words", _words()),
        ("data", packed),
        ("script", script),
    ):
        page = page.replace(f"<!--{name}-->", value)
    return page.encode()


@cache
def _part(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def _words() -> str:
    """The words of the page in both languages, as JSON that cannot end its element."""
    return json.dumps(json.loads(_part("words.json")), ensure_ascii=False).replace("<", "\\u003c")


def _plain(value: object) -> str:
    """A decimal without idle zeros, a day as ISO 8601.

    >>> _plain(Decimal("14800000000.000"))
    '14800000000'
    """
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _data(outputs: Path, manifest: Row) -> Row:
    claims: list[Row] = []
    articles: dict[str, Row] = {}
    letters = 0
    unsettled: list[Row] = []
    rejects: list[Row] = []
    for number in range(manifest["parts"]):
        part = {
            name: _rows(outputs, name, number) for name in ("documents", "mentions", "amounts", "claims", "rejects")
        }
        told = part["claims"][: CLAIMS - len(claims)]
        claims += map(_claim, told)
        rejects += part["rejects"]
        unsettled += (_unsettled(row) for row in part["amounts"] if row["type"] == "MONEY" and not row["currency"])
        with_claims = {row["doc_id"] for row in told}
        marks = _marks(part["mentions"], part["amounts"], with_claims)
        for row in part["documents"]:
            if row["doc_id"] in with_claims:
                letters += len(row["text"])
                article = {key: row[key] for key in ("title", "source", "published")}
                article |= {"text": row["text"], **marks[row["doc_id"]]} if letters <= LETTERS else {}
                articles[row["doc_id"]] = article
    return {
        "version": manifest["version"],
        "schema": manifest["schema_version"],
        "engine": manifest["model"]["name"],
        "rows": {name: manifest["rows"][name] for name in TABLES},
        "kinds": KINDS,
        "modalities": MODALITIES,
        "bounds": BOUNDS,
        "labels": LABELS,
        "claims": claims,
        "articles": articles,
        "unsettled": unsettled[:CLAIMS],
        "rejects": rejects[:CLAIMS],
    }


def _rows(outputs: Path, table: str, number: int) -> list[Row]:
    return pq.read_table(outputs / table / f"part-{number:05}.parquet").to_pylist()


def _claim(row: Row) -> Row:
    """What the page shows of a claim; empty cells are left out."""
    names = {role: {"name": row[f"{role}_name"], "at": _span(row, role), "how": row[f"{role}_how"]} for role in ROLES}
    spans = {name: _span(row, name) for name in SPANS}
    kept = ("doc_id", "kind", "amount", "low", "high", "currency", "bound", "modality", "when", "when_value", "stake",
            "per", "zone", "sentence", "rule", "group", "trigger", "cue")  # fmt: skip
    made = {key: row[key] for key in kept}
    made |= {"at": _span(row, "amount"), "line": _span(row, "sentence"), "score": f"{row['score']:.2f}"}
    made |= {role: who for role, who in names.items() if who["name"]}
    made["spans"] = {name: span for name, span in spans.items() if span}
    return {key: value for key, value in made.items() if value not in (None, "")}


def _span(row: Row, name: str) -> list[int] | None:
    start = row[f"{name}_start"]
    return None if start is None else [start, row[f"{name}_stop"]]


def _marks(mentions: list[Row], amounts: list[Row], wanted: set[str]) -> dict[str, Row]:
    """The names and the sums of each article, as places."""
    made: dict[str, Row] = {doc_id: {"mentions": [], "amounts": []} for doc_id in wanted}
    for row in mentions:
        if row["doc_id"] in wanted:
            made[row["doc_id"]]["mentions"].append([row["start"], row["stop"], row["label"]])
    for row in amounts:
        if row["doc_id"] in wanted and row["type"] != "NUMBER":
            made[row["doc_id"]]["amounts"].append([row["start"], row["stop"]])
    return made


def _unsettled(row: Row) -> Row:
    return {key: row[key] for key in ("doc_id", "surface", "low", "high", "bound", "candidates", "start")}
