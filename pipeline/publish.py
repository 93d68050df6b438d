"""The door: list columns unfolded into flat tables, folded offsets turned into raw ones."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables import ROLES, TABLES, Column, fields, schema


class Origins(NamedTuple):
    """The documents of a batch: their ids and texts, and where each folded letter stood in the raw text.

    `starts` and `stops` hold the letters of all documents one after the other; those of document i begin
    at `firsts[i]`.
    """

    doc_ids: list[str]
    texts: list[str]
    folded: list[str]
    firsts: np.ndarray
    starts: np.ndarray
    stops: np.ndarray


Flat = dict[str, pa.Array]


def publish(rows: pa.RecordBatch, engine: str) -> dict[str, pa.Table]:
    """The tables of a batch that has been through all stages, by name, in the schemas of `pipeline.tables`.

    A document that was rejected stands in `rejects` and nowhere else. `engine` names what found the mentions.
    Raises ValueError when a stage gives a word that its closed vocabulary does not hold.
    """
    good = pc.is_null(rows.column("reject_stage"))
    bad = rows.filter(pc.invert(good))
    rows = rows.filter(good)
    origins = _origins(rows)
    made = {
        "documents": {name: rows.column(name) for name in schema("documents").names},
        "rejects": dict(
            zip(
                schema("rejects").names,
                map(bad.column, ("doc_id", "reject_stage", "reject_error")),
                strict=True,
            )
        ),
    }
    for name in TABLES:
        if name not in made:
            made[name] = _flat(rows.column(name), origins, name, engine)
    _join_mentions(made["claims"], made["mentions"])
    return {name: _table(name, made[name]) for name in TABLES}


def _origins(rows: pa.RecordBatch) -> Origins:
    normal = rows.column("normal")
    starts, stops = (pc.struct_field(normal, name) for name in ("starts", "stops"))
    return Origins(
        rows.column("doc_id").to_pylist(),
        rows.column("text").to_pylist(),
        pc.struct_field(normal, "text").to_pylist(),
        np.asarray(starts.offsets),
        np.asarray(starts.values),
        np.asarray(stops.values),
    )


def _flat(cells: pa.ListArray, origins: Origins, table: str, engine: str) -> Flat:
    """The columns of a table but those that other tables lend it."""
    rows = cells.flatten()
    parents = np.asarray(pc.list_parent_indices(cells))
    flat: Flat = {column.name: pc.struct_field(rows, column.name) for column in fields(table)}
    flat["doc_id"] = pc.take(pa.array(origins.doc_ids, pa.string()), pa.array(parents))
    if table == "tokens":
        flat["normal"] = _slices(origins.folded, parents, flat["start"], flat["stop"])
    for start in [name for name in flat if name == "start" or name.endswith("_start")]:
        stop = start.replace("start", "stop")
        flat[start], flat[stop] = _raw_span(flat[start], flat[stop], parents, origins)
        surface = "surface" if start == "start" else start.removesuffix("_start")
        if surface not in flat:  # the stake is given as a number
            flat[surface] = _slices(origins.texts, parents, flat[start], flat[stop])
    key = "amount_" if table == "claims" else ""
    flat[f"{table.removesuffix('s')}_id"] = _ids(flat, key)
    flat["engine"] = pa.array([engine] * len(rows), pa.string())
    return flat


def _raw_span(starts: pa.Array, stops: pa.Array, parents: np.ndarray, origins: Origins) -> tuple[pa.Array, pa.Array]:
    """Folded spans as raw ones: from where the first letter begins to where the last one has ended."""
    empty = np.asarray(pc.is_null(starts))
    firsts = origins.firsts[parents]
    head = np.where(empty, 0, firsts + np.asarray(starts.fill_null(0)))
    last = np.where(empty, 0, firsts + np.asarray(stops.fill_null(1)) - 1)
    if not len(empty) or not len(origins.starts):
        return starts, stops
    return (
        pa.array(origins.starts[head], starts.type, mask=empty),
        pa.array(origins.stops[last], stops.type, mask=empty),
    )


def _slices(texts: list[str], parents: np.ndarray, starts: pa.Array, stops: pa.Array) -> pa.Array:
    return pa.array(
        [
            None if start is None else texts[parent][start:stop]
            for parent, start, stop in zip(parents.tolist(), starts.to_pylist(), stops.to_pylist(), strict=True)
        ],
        pa.string(),
    )


def _ids(flat: Flat, prefix: str = "") -> pa.Array:
    """`<doc_id>:<start>-<stop>` of each row; null where the span is."""
    start, stop = (pc.cast(flat[f"{prefix}{edge}"], pa.string()) for edge in ("start", "stop"))
    return pc.binary_join_element_wise(pc.binary_join_element_wise(flat["doc_id"], start, ":"), stop, "-")


def _join_mentions(claims: Flat, mentions: Flat) -> None:
    """Each role's mention, added to the claims: the one with the role's span, if there is one."""
    for role in ROLES:
        ids = _ids(claims, f"{role}_")
        known = pc.is_in(ids, mentions["mention_id"])
        claims[f"{role}_id"] = pc.if_else(known, ids, pa.scalar(None, pa.string()))


def _table(name: str, flat: Flat) -> pa.Table:
    return pa.table([_coded(flat[column.name], column, name) for column in TABLES[name]], schema=schema(name))


def _coded(cells: pa.Array, column: Column, table: str) -> pa.Array:
    """The cells as places in the column's closed vocabulary, where it has one."""
    if not column.values:
        return cells
    places = pc.index_in(cells, pa.array(column.values))
    unknown = pc.and_(pc.is_null(places), pc.is_valid(cells))
    if pc.any(unknown).as_py():
        word = cells.filter(unknown)[0].as_py()
        raise ValueError(f"The column {table}.{column.name} holds {word!r}, which is none of {column.values}.")
    return pa.DictionaryArray.from_arrays(pc.cast(places, pa.int8()), pa.array(column.values))
