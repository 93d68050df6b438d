"""The report: one HTML file that shows what a run read, opened by a double click and without a network."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from gzip import GzipFile
from io import BytesIO
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.show import number
from pipeline.tables import KINDS, LABELS, MODALITIES, ROLES, TABLES

PAGE = Path(__file__).parent / "page"
SCRIPTS = ("figures.js", "totals.js", "article.js", "page.js")
CLAIMS = 20_000  # rows that a phone still filters at once
LETTERS = 20_000_000  # of articles that travel in the page; those beyond show the sentence of a claim alone
ARTICLE = 200_000  # letters of one article that a browser still lays out at once
BATCH = 1_000  # rows that are read at a time
BLOCK = 100_000  # letters of articles packed together, unpacked when one of them is opened
LISTED = 1_000  # open sums and rejects, each
NAMED = 20  # input files that are named
STANDING = ("valuation", "assets", "debt", "price")  # true on a day, of a unit: their totals mean nothing
SPANS = ("trigger", "cue", "when", "stake")
TOLD = ("doc_id", "kind", "low", "high", "currency", "bound", "modality", "when", "when_value", "stake", "per", "zone",
        "sentence", "rule", "group", "trigger", "cue")  # fmt: skip
SUM = ("doc_id", "start", "stop", "surface", "type", "low", "high", "currency", "bound", "candidates")
NEEDED = (*TOLD, "claim_id", "score", *(f"{span}_{edge}" for span in (*ROLES, *SPANS, "amount", "sentence")
                            for edge in ("start", "stop")),
          *(f"{role}_{what}" for role in ROLES for what in ("name", "how")))  # fmt: skip

Row = dict[str, Any]
Mask = Callable[[pa.RecordBatch], pa.Array]


def report(outputs: Path, manifest: Row) -> bytes:
    """The page of a folder of finished tables, in UTF-8: the same tables and signature give the same bytes.

    It holds the claims, the texts they stand in with their names and sums, the sums whose currency is open, the
    rejects, and what the run was made of; nothing that differs between two equal runs, such as seconds. Of very
    large runs it holds the first 20,000 claims and 20 million letters of text, and says so; the tables are read a
    few thousand rows at a time. What comes from texts travels packed (gzip, base64), what names the run as JSON
    without `<`, and the page puts both in place as text alone.
    """
    parts = manifest["parts"]
    opened = _rows(outputs, "amounts", parts, SUM, _open)
    wanted: set[str] = set()
    candidates = _candidates(outputs, parts)
    claims = (_claim(row, candidates) for row in islice(_rows(outputs, "claims", parts, NEEDED), CLAIMS))
    packs = {
        "claims": _packed(_noted(claims, wanted)),
        "sums": _packed(_noted(map(_told, islice(opened, LISTED)), wanted)),
        "lost": _packed(islice(_rows(outputs, "rejects", parts), LISTED)),
    }
    index, blocks = _blocks(_articles(outputs, parts, wanted))
    packs |= {"articles": _packed(index)} | {f"block-{number}": block for number, block in enumerate(blocks)}
    script = "".join(_part(name) for name in SCRIPTS)
    page = _part("page.html")
    for name, value in {
        "script-digest": _digest(script),
        "style-digest": _digest(_part("page.css")),
        "style": _part("page.css"),
        "words": _json(json.loads(_part("words.json"))),
        "run": _json(_run(manifest, _count(outputs, parts))),
        "packs": "\n".join(
            f'<script type="text/plain" id="pack-{name}">{pack}</script>' for name, pack in packs.items()
        ),
        "script": script,
    }.items():
        page = page.replace(f"<!--{name}-->", value)
    return page.encode()


def _part(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(value: object) -> str:
    r"""JSON that cannot end the element it stands in.

    >>> _json({"name": "</script>"})
    '{"name":"\\u003c/script>"}'
    """
    return _line(value).replace("<", "\\u003c")


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> str:
    """A decimal without idle zeros, a day as ISO 8601.

    >>> from datetime import date
    >>> _plain(Decimal("14800000000.000")), _plain(Decimal("0.05")), _plain(date(2025, 6, 1))
    ('14800000000', '0.05', '2025-06-01')
    """
    return number(value, "") if isinstance(value, Decimal) else str(value)


def _packed(rows: Iterable[object]) -> str:
    """The rows as lines of JSON, packed as they come."""
    sink = BytesIO()
    with GzipFile(fileobj=sink, mode="wb", compresslevel=6, mtime=0) as stream:
        for row in rows:
            stream.write(f"{_line(row)}\n".encode())
    return base64.b64encode(sink.getbuffer()).decode()


def _run(manifest: Row, opened: int) -> Row:
    """What the page says of the run as a whole."""
    return {
        "version": manifest["version"],
        "schema": manifest["schema_version"],
        "model": manifest["model"],
        "code": manifest["code"],
        "config": dict(sorted(manifest["config"].items())),
        "inputs": [file["name"] for file in manifest["inputs"][:NAMED]],
        "files": len(manifest["inputs"]),
        "rows": {name: manifest["rows"][name] for name in TABLES},
        "open": opened,
        "kinds": KINDS,
        "modalities": MODALITIES,
        "labels": LABELS,
        "standing": STANDING,
    }


def _rows(
    outputs: Path, table: str, parts: int, columns: Iterable[str] | None = None, mask: Mask | None = None
) -> Iterator[Row]:
    """The rows of a table, part after part; those alone for which `mask` is true."""
    for batch in _batches(outputs, table, parts, columns, mask):
        yield from batch.to_pylist()


def _batches(
    outputs: Path, table: str, parts: int, columns: Iterable[str] | None = None, mask: Mask | None = None
) -> Iterator[pa.RecordBatch]:
    for part in range(parts):
        with pq.ParquetFile(outputs / table / f"part-{part:05}.parquet") as file:
            for batch in file.iter_batches(BATCH, columns=columns and list(columns)):
                yield batch.filter(mask(batch)) if mask else batch


def _open(amounts: pa.RecordBatch) -> pa.Array:
    """Which rows are money of a currency that nothing settles."""
    return pc.and_(pc.equal(amounts["type"].cast(pa.string()), "MONEY"), pc.is_null(amounts["currency"]))


def _count(outputs: Path, parts: int) -> int:
    return sum(len(batch) for batch in _batches(outputs, "amounts", parts, ("type", "currency"), _open))


def _candidates(outputs: Path, parts: int) -> dict[str, list[str]]:
    """What the currency can be of each claim of the page that leaves it open, by the id of its sum."""
    claims = islice(_rows(outputs, "claims", parts, ("claim_id", "currency")), CLAIMS)
    ids = pa.array([row["claim_id"] for row in claims if row["currency"] is None], pa.string())
    rows = _rows(outputs, "amounts", parts, ("amount_id", "candidates"), lambda sums: pc.is_in(sums["amount_id"], ids))
    return {row["amount_id"]: row["candidates"] for row in islice(rows, len(ids))}


def _noted(rows: Iterable[Row], wanted: set[str]) -> Iterator[Row]:
    """The rows, their documents noted in passing."""
    for row in rows:
        wanted.add(row["doc_id"])
        yield row


def _claim(row: Row, candidates: dict[str, list[str]]) -> Row:
    """What the page shows of a claim; empty cells are left out."""
    made = {key: row[key] for key in TOLD} | {"candidates": candidates.get(row["claim_id"])}
    made |= {"at": _span(row, "amount"), "line": _span(row, "sentence"), "score": f"{row['score']:.2f}"}
    for role in ROLES:
        if row[f"{role}_name"]:
            made[role] = {"name": row[f"{role}_name"], "at": _span(row, role), "how": row[f"{role}_how"]}
    made["spans"] = {name: span for name in SPANS if (span := _span(row, name))}
    return _told(made)


def _told(row: Row) -> Row:
    """The cells that are not empty."""
    return {key: value for key, value in row.items() if value not in (None, "", {})}


def _span(row: Row, name: str) -> list[int] | None:
    start = row[f"{name}_start"]
    return None if start is None else [start, row[f"{name}_stop"]]


def _articles(outputs: Path, parts: int, wanted: set[str]) -> Iterator[Row]:
    """The documents that are wanted, each with its names, its sums and what is no running text, as places."""
    names = pa.array(sorted(wanted), pa.string())

    def mask(batch: pa.RecordBatch) -> pa.Array:
        return pc.is_in(batch["doc_id"], names)

    def rows(table: str, *columns: str) -> Iterator[Row]:
        return _rows(outputs, table, parts, ("doc_id", *columns), mask)

    order = [row["doc_id"] for row in rows("documents")]
    beside = (
        _aligned(order, rows("mentions", "start", "stop", "label")),
        _aligned(order, rows("amounts", "start", "stop", "type")),
        _aligned(order, rows("sentences", "start", "stop", "zone")),
    )
    documents = rows("documents", "title", "source", "published", "text")
    found = islice(documents, len(order))  # the parts behind the last of them are not read
    for document, mentions, amounts, sentences in zip(found, *beside, strict=False):
        yield document | {
            "mentions": [[row["start"], row["stop"], row["label"]] for row in mentions],
            "amounts": [[row["start"], row["stop"]] for row in amounts if row["type"] != "NUMBER"],
            "zones": [[row["start"], row["stop"], row["zone"]] for row in sentences if row["zone"] != "body"],
        }


def _aligned(doc_ids: Iterable[str], rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows of each document: both come in the same order, and some documents have no rows.

    >>> list(_aligned("abc", [{"doc_id": "a", "start": 1}, {"doc_id": "c", "start": 2}]))
    [[{'doc_id': 'a', 'start': 1}], [], [{'doc_id': 'c', 'start': 2}]]
    """
    groups = groupby(rows, itemgetter("doc_id"))
    name, group = next(groups, ("", iter(())))
    for doc_id in doc_ids:
        if name == doc_id:
            yield list(group)
            name, group = next(groups, ("", iter(())))
        else:
            yield []


def _blocks(articles: Iterable[Row]) -> tuple[list[Row], list[str]]:
    """What each article is called and which block holds it, and the blocks; too long a text is in none."""
    index: list[Row] = []
    blocks: list[str] = []
    held: list[Row] = []
    letters = in_block = 0
    for article in articles:
        called = _told({key: article[key] for key in ("doc_id", "title", "source", "published")})
        length = len(article["text"])
        if length <= ARTICLE and letters + length <= LETTERS:
            called["block"] = len(blocks)
            held.append({key: article[key] for key in ("doc_id", "text", "mentions", "amounts", "zones")})
            letters += length
            in_block += length
        index.append(called)
        if in_block >= BLOCK:
            blocks.append(_packed(held))
            held, in_block = [], 0
    return index, [*blocks, _packed(held)] if held else blocks
