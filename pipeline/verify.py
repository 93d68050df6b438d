"""A finished folder held to what it promises: its files, their schemas, and the laws of every row."""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import disk, tables

Texts = dict[str, str]
SIDES = {
    "exact": "low = high",
    "about": "low = high",
    "between": "low < high",
    "more_than": "low alone",
    "at_least": "low alone",
    "less_than": "high alone",
    "at_most": "high alone",
}


def verify(outputs: Path) -> Iterator[str]:
    """A sentence for each thing in the folder of a run that is not as it should be; nothing where all is well.

    The manifest, the sha256 and page checksums of every file, files that it does not know, the schemas, the
    counts of rows, and row by row: spans give their surfaces, ids are those of their spans, low and high are as
    the bound says, claims point to sums and mentions that are there. One part is held at a time.
    Raises FileNotFoundError where the folder has no finished run.
    """
    told = manifest(outputs)
    if told["schema_version"] != tables.SCHEMA_VERSION:
        yield (
            f"The tables have schema {told['schema_version']}, this version reads {tables.SCHEMA_VERSION}. "
            "Extract the texts anew, or use the version that wrote them."
        )
        return
    rows = dict.fromkeys(tables.TABLES, 0)
    for number in range(told["parts"]):
        part: dict[str, pa.Table] = {}
        for name in tables.TABLES:
            file = f"{name}/part-{number:05}.parquet"
            fault = _fault(outputs / file, told["sha256"].get(file), name)
            if fault:
                yield f"{file}: {fault}"
            else:
                part[name] = pq.read_table(outputs / file)
                rows[name] += len(part[name])
        if len(part) == len(tables.TABLES):
            for name, sentence in broken(part):
                yield f"{name}/part-{number:05}.parquet: {sentence}"
    for name in tables.TABLES:
        for stray in sorted(
            {f"{name}/{file.name}" for file in (outputs / name).glob("*.parquet")} - told["sha256"].keys()
        ):
            yield f"{stray}: the run did not write it, but whoever reads the table reads it too. Move it elsewhere."
    for name, count in rows.items():
        if count != told["rows"].get(name):
            yield f"{name} has {count:,} rows that can be read, the manifest says {told['rows'].get(name, 0):,}."


def manifest(outputs: Path) -> dict[str, Any]:
    """What a finished run says of its tables; FileNotFoundError where none has been finished."""
    try:
        return json.loads((outputs / "_manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FileNotFoundError(
            f"'{outputs}' has no _manifest.json: no run has been finished there. Run extract, or name another folder."
        ) from None
    except ValueError as error:
        raise ValueError(f"'{outputs / '_manifest.json'}' is no JSON: {error}. Run extract again.") from None


def _fault(file: Path, digest: str | None, table: str) -> str:
    """What is wrong with a file as a whole, or nothing."""
    if not file.exists():
        return "the file is missing. Run extract again."
    if disk.digest(file) != digest:
        return "the bytes are not those that the run wrote. Run extract again."
    try:
        found = pq.read_table(file, page_checksum_verification=True).schema
    except (pa.ArrowInvalid, OSError) as error:
        return f"it cannot be read: {error}. Run extract again."
    wanted = tables.schema(table)
    if not found.equals(wanted):
        names = sorted({field.name for field in found} ^ {field.name for field in wanted})
        return f"its columns are not those of the table: {', '.join(names) or 'types differ'}."
    return ""


def broken(part: dict[str, pa.Table]) -> Iterator[tuple[str, str]]:
    """The table and a sentence for each row of a part that breaks a law.

    >>> list(broken({name: tables.schema(name).empty_table() for name in tables.TABLES}))
    []
    """
    texts: Texts = dict(zip(*(part["documents"].column(name).to_pylist() for name in ("doc_id", "text")), strict=True))
    for name, table in part.items():
        for row in table.to_pylist() if name not in ("documents", "rejects") else ():
            for law in (_spans, _ids, _values):
                for sentence in law(name, row, texts):
                    yield name, sentence
    for row in part["documents"].to_pylist():
        if hashlib.sha256(row["text"].encode()).hexdigest() != row["sha256"]:
            yield "documents", f"{row['doc_id']}: the text is not the one whose sha256 stands beside it."
    for column, table, key in _POINTERS:
        known = part[table].column(key)
        cells = part["claims"].column(column)
        for lost in pc.unique(cells.filter(pc.invert(pc.is_in(cells, known)))).to_pylist():
            if lost is not None:
                yield "claims", f"{column} = {lost!r} is in no row of {table}."


_POINTERS = (("claim_id", "amounts", "amount_id"), *((f"{role}_id", "mentions", "mention_id") for role in tables.ROLES))


def _spans(table: str, row: dict[str, Any], texts: Texts) -> Iterator[str]:
    """raw[start:stop] is the surface, for the row's own span and for every other span in it."""
    text = texts.get(row["doc_id"])
    if text is None:
        yield f"{row['doc_id']}: there is no such document."
        return
    for start in [name for name in row if name == "start" or name.endswith("_start")]:
        begins, ends = row[start], row[start.removesuffix("start") + "stop"]
        if begins is None:
            continue
        if not 0 <= begins < ends <= len(text):
            yield f"{row['doc_id']}: {start} {begins} to {ends} is no span of a text of {len(text)} letters."
        said = row.get("surface" if start == "start" else start.removesuffix("_start"))
        if isinstance(said, str) and text[begins:ends] != said:
            yield f"{row['doc_id']}: the text from {begins} to {ends} is {text[begins:ends]!r}, not {said!r}."


def _ids(table: str, row: dict[str, Any], _: Texts) -> Iterator[str]:
    key = f"{table.removesuffix('s')}_id"
    at = "amount_" if table == "claims" else ""
    if key in row and row[key] != (right := f"{row['doc_id']}:{row[at + 'start']}-{row[at + 'stop']}"):
        yield f"{key} = {row[key]!r} should be {right!r}."


def _values(table: str, row: dict[str, Any], _: Texts) -> Iterator[str]:
    """Low and high stand to each other as the bound says; both are empty where the text does not settle the value."""
    if "bound" not in row:
        return
    low, high, bound = row["low"], row["high"], row["bound"]
    if (low, high) != (None, None) and _sides(low, high) != SIDES.get(bound):
        name = f"{row['doc_id']}: {row.get('surface') or row.get('amount')!r}"
        yield f"{name}: the bound {bound} has {SIDES.get(bound, 'no meaning')}; here low is {low}, high {high}."


def _sides(low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None:
        return "high alone" if low is None else "low alone"
    return "low = high" if low == high else "low < high" if low < high else "low > high"
