"""Record batches of documents: the only room that knows Arrow's insides."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from itertools import accumulate, chain, pairwise
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import tables
from pipeline.dateline import dateline
from pipeline.documents import Document

REJECT = pa.schema([("reject_stage", tables.TEXT), ("reject_error", tables.TEXT)])
DOCUMENTS = pa.schema([(c.name, c.type) for c in tables.TABLES["documents"]] + list(REJECT))
NORMAL = pa.struct(
    [("text", tables.TEXT), ("plain", tables.TEXT)] + [(name, pa.list_(tables.OFFSET)) for name in ("starts", "stops")]
)

Rows = Sequence[Any]


def batch(documents: Sequence[Document]) -> pa.RecordBatch:
    """One row a document, with the columns of `DOCUMENTS`.

    >>> batch([Document("a", "نص", None, None, None)]).column("doc_id").to_pylist()
    ['a']
    """
    rows = [_document(document) for document in documents]
    return pa.RecordBatch.from_pylist(rows, schema=DOCUMENTS)


def _document(document: Document) -> dict[str, object]:
    given = (document.published, "field") if document.published else dateline(document.text)
    published, rule = given or (None, None)
    return document._asdict() | {
        "published": published,
        "published_rule": rule,
        "sha256": hashlib.sha256(document.text.encode("utf-8")).hexdigest(),
    }


def split(rows: pa.RecordBatch, size: int) -> Iterator[pa.RecordBatch]:
    """The batch in slices of at most `size` documents."""
    return (rows.slice(start, size) for start in range(0, len(rows), size))


def added(
    rows: pa.RecordBatch,
    name: str,
    reads: Sequence[str],
    room: Callable[..., Rows],
    row_types: Mapping[str, type],
    seconds: MutableMapping[str, float],
) -> pa.RecordBatch:
    """The batch with the column `name`, which `room` makes of the columns `reads`.

    Where the room fails on the whole batch, it is asked for one document at a time: those on which it fails
    again get an empty cell, and the error in their reject columns.
    """
    began = perf_counter()
    stages, errors = (rows.column(field).to_pylist() for field in REJECT.names)
    alive = [index for index, stage in enumerate(stages) if stage is None]
    whole = [column(rows, read, row_types) for read in reads]
    columns = [[every[index] for index in alive] for every in whole]
    made: list[Any] = [() for _ in stages]
    try:
        results: Rows = room(*columns) if alive else ()
        for index, result in zip(alive, results, strict=True):
            made[index] = result
        cells = _cells(name, made)
    except Exception:
        made = [() for _ in stages]
        for place, index in enumerate(alive):
            try:
                result = room(*([every[place]] for every in columns))
                _cells(name, result)
                (made[index],) = result
            except Exception as error:
                stages[index], errors[index] = name, _sentence(error)
        cells = _cells(name, made)
    rejects = [pa.array(texts, tables.TEXT) for texts in (stages, errors)]
    kept = {field: rows.column(field) for field in rows.schema.names if field not in REJECT.names}
    rows = pa.RecordBatch.from_pydict(kept | {name: cells} | dict(zip(REJECT.names, rejects, strict=True)))
    seconds[name] = seconds.get(name, 0.0) + perf_counter() - began
    return rows


def column(rows: pa.RecordBatch, name: str, row_types: Mapping[str, type]) -> Rows:
    """A column as Python values, one a document: plain values, or a list of the rows that its stage made."""
    head, _, field = name.partition(".")
    cells = rows.column(head)
    if field:
        return pc.struct_field(cells, field).to_pylist()
    if pa.types.is_list(cells.type):
        return _rows(cells, row_types[head])
    if pa.types.is_struct(cells.type):
        return list(map(row_types[head], *(child.to_pylist() for child in cells.flatten())))
    return cells.to_pylist()


def _sentence(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".strip().rstrip(":")


def _cells(name: str, made: Rows) -> pa.Array:
    return _normal(made) if name == "normal" else _lists(made, tables.row_type(name))


def _offsets(cells: Iterable[Sequence]) -> pa.Array:
    return pa.array([0, *accumulate(len(cell) for cell in cells)], pa.int32())


def _lists(cells: Sequence[Rows], row_type: pa.StructType) -> pa.ListArray:
    flat = list(chain.from_iterable(cells))
    values = list(zip(*flat, strict=True)) if flat else [()] * row_type.num_fields
    arrays = [pa.array(value, field.type) for value, field in zip(values, row_type, strict=True)]
    return pa.ListArray.from_arrays(_offsets(cells), pa.StructArray.from_arrays(arrays, fields=list(row_type)))


def _rows(cells: pa.ListArray, row: Callable) -> list[Rows]:
    flat = cells.flatten()
    made = list(map(row, *(child.to_pylist() for child in flat.flatten())))
    starts = (np.asarray(cells.offsets) - cells.offsets[0].as_py()).tolist()
    return [made[start:stop] for start, stop in pairwise(starts)]


def _normal(cells: Sequence[Any]) -> pa.StructArray:
    """Folded texts as a column; a document that has none has empty ones."""
    filled = [tuple(cell) or ("", "", (), ()) for cell in cells]
    texts, plains, starts, stops = zip(*filled, strict=True) if filled else ((), (), (), ())
    arrays = [
        pa.array(texts, tables.TEXT),
        pa.array(plains, tables.TEXT),
        *(
            pa.ListArray.from_arrays(_offsets(places), np.concatenate([np.asarray(p, np.int32) for p in (*places, ())]))
            for places in (starts, stops)
        ),
    ]
    return pa.StructArray.from_arrays(arrays, fields=list(NORMAL))
