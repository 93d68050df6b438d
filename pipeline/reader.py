"""The tables of a finished run as pandas frames, and how a person reads a claim in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from pipeline.show import number, value
from pipeline.tables import ROLES, SCHEMA_VERSION, TABLES, schema
from pipeline.verify import manifest

COLORS = {
    "amount": "#ffe08a", "payer": "#b9d7ff", "payee": "#c4ecc4", "subject": "#e6d0ff", "source": "#ffd3bd",
    "trigger": "#fff3b0", "cue": "#ffc9d6", "when": "#c9f0f0", "stake": "#ffe08a",
}  # fmt: skip
KEYS = ("kind", "modality", "currency")
TOTALS = ("statements", "documents", "added", "low", "high")
WIDE = pa.decimal256(76, 12)  # holds the sum of any number of values of 38 digits


class Html:
    """Markup that a notebook draws."""

    def __init__(self, markup: str) -> None:
        self.markup = markup

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return f"<{len(self.markup):,} letters of HTML>"


class Tables:
    """The tables of a run, each an attribute (`tables.claims`), read from its files when it is first asked for.

    Columns have Arrow types: sums are exact decimals, offsets whole numbers, null is `<NA>`; closed
    vocabularies are plain strings. `manifest` tells what the tables were made of.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = manifest(folder)
        found = str(self.manifest.get("schema_version"))
        major = SCHEMA_VERSION.partition(".")[0]
        if found.partition(".")[0] != major:
            raise ValueError(
                f"The tables in '{folder}' have schema {found}, and this version reads {major}.x. "
                "Extract the texts anew, or use the version that wrote them."
            )

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(f"There is no table '{name}', only {', '.join(TABLES)}.")
        files = sorted((self.folder / name).glob("part-*.parquet"))
        if not files:
            raise FileNotFoundError(f"'{self.folder}' has no table '{name}'. Run extract again.")
        frame = _frame(ds.dataset([str(file) for file in files]).to_table())
        setattr(self, name, frame)
        return frame

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *TABLES]

    def __repr__(self) -> str:
        rows = ", ".join(f"{self.manifest['rows'].get(name, 0):,} {name}" for name in TABLES)
        return f"Tables in {self.folder}: {rows}"

    def view(self, claims: pd.DataFrame | None = None) -> pd.DataFrame:
        """The columns of claims that a person reads, a row a claim, with the id as index.

        `value` is the sum in figures with its currency: `5..` is at least 5, `SAR or QAR?` is not settled.
        """
        claims = self.claims if claims is None else claims
        rows = self.amounts[self.amounts.amount_id.isin(claims.claim_id)].astype(object)
        worth = {row.amount_id: value(row) for row in rows.where(rows.notna(), None).itertuples()}
        told = {name: claims[name] for name in ("kind", "modality", "bound")}
        told |= {"value": claims.claim_id.map(worth)}
        told |= {role: claims[f"{role}_name"] for role in ROLES}
        told |= {name: claims[name] for name in ("when_value", "score", "sentence")}
        return pd.DataFrame(told).set_index(claims.claim_id)

    def highlight(self, claim: Any) -> Html:
        """The sentences that a claim was read in, its parts marked in place, and what each was read as.

        `claim` is an id, or a row of `claims` or of `view()`. Raises KeyError for an id that no claim has,
        TypeError for anything else.
        """
        claim_id = claim if isinstance(claim, str) else getattr(claim, "claim_id", getattr(claim, "name", None))
        if not isinstance(claim_id, str):
            raise TypeError(f"Give the id of a claim, or one row of claims or of view(), not a {type(claim).__name__}.")
        rows = self.claims[self.claims.claim_id == claim_id]
        if rows.empty:
            raise KeyError(f"There is no claim '{claim_id}' in '{self.folder}'.")
        row = rows.astype(object).where(rows.notna(), None).iloc[0]
        text = self.documents.loc[self.documents.doc_id == row.doc_id, "text"].iloc[0]
        sentences = self.sentences[self.sentences.doc_id == row.doc_id]
        parts = {name: (row[f"{name}_start"], row[f"{name}_stop"]) for name in COLORS}
        parts = {name: span for name, span in parts.items() if span[0] is not None}
        shown = [
            f'<p dir="{direction(span.surface)}">{marked(text, span.start, span.stop, parts)}</p>'
            for span in sentences.itertuples()
            if any(start < span.stop and span.start < stop for start, stop in parts.values())
        ]
        lines = "".join(
            f'<tr><th scope="row" style="text-align:start">{name}</th>'
            f"{_cell(text[slice(*span)], marked(text, *span, {name: span}))}{_cell(_reading(name, row, self))}</tr>"
            for name, span in parts.items()
        )
        return Html(f"{''.join(shown)}<table>{lines}</table>")

    def totals(self, claims: pd.DataFrame | None = None, by: str | Sequence[str] = ()) -> pd.DataFrame:
        """What claims come to: a row for each kind, modality and currency, and each value of the columns `by`.

        Nothing is added over these, so planned never meets done, nor one currency another. Claims of a
        document with the same `group` say one thing and count once in a row; over documents nothing is joined,
        so two articles on one deal count it twice. A thing told as planned and as done is in both rows.

        statements   the things said; `documents` is in how many texts
        added        those in `low` and `high`: both sides are said, the currency is settled, no price of a unit
        low, high    their exact sums; null where there is nothing to add

        Raises ValueError for claims that lack a column, and for a total by one of its own columns.
        """
        claims = self.claims if claims is None else claims
        keys = list(dict.fromkeys([*([by] if isinstance(by, str) else by), *KEYS]))
        rows = _statements(claims, keys)
        sides = [pc.is_valid(rows[name]) for name in ("low", "high", "currency")]
        whole = pc.and_(pc.and_(*sides[:2]), pc.and_(sides[2], pc.is_null(rows["per"])))
        for side in ("low", "high"):
            cells = pc.if_else(whole, rows[side].cast(WIDE), pa.scalar(None, WIDE))
            rows = rows.set_column(rows.schema.get_field_index(side), side, cells)
        made = rows.append_column("added", pc.cast(whole, pa.int64())).group_by(keys).aggregate(
            [([], "count_all"), ("doc_id", "count_distinct"), ("added", "sum"), ("low", "sum"), ("high", "sum")]
        )  # fmt: skip
        made = made.rename_columns([*keys, *TOTALS])
        return _frame(made.sort_by([(key, "ascending") for key in keys])).set_index(keys)


def _statements(claims: pd.DataFrame, keys: Sequence[str]) -> pa.Table:
    """What `totals` needs of claims, a row for each group of a document and each value of the keys."""
    if own := [key for key in keys if key in TOTALS]:
        raise ValueError(f"Totals cannot be by {', '.join(own)}: columns of their own have that name.")
    needed = list(dict.fromkeys([*keys, "doc_id", "group", "low", "high", "per"]))
    if missing := [name for name in needed if name not in claims]:
        raise ValueError(f"These claims have no {', '.join(missing)}. Give rows of tables.claims, and columns of them.")
    once = claims.drop_duplicates(["doc_id", "group", *keys])
    table = _spelled(pa.Table.from_pandas(once[needed], preserve_index=False))
    known = {field.name: field for field in schema("claims")}
    # a column of a frame from elsewhere that is null throughout has lost its type
    fields = [known.get(field.name, field) if pa.types.is_null(field.type) else field for field in table.schema]
    return _spelled(table.cast(pa.schema(fields)))


def read(folder: Path | str = "outputs") -> Tables:
    """The tables of a finished run.

    Raises FileNotFoundError where no run has been finished, ValueError for tables of another schema.

    >>> read("nowhere")
    Traceback (most recent call last):
    FileNotFoundError: 'nowhere' has no _manifest.json: no run has been finished there. Run extract, ...
    """
    return Tables(Path(folder))


def drawn(frame: Any) -> Html:
    """A frame, or what DuckDB found, as a table with every cell in the direction of its own words.

    Decimals are in full, without idle zeros; null is blank. An index with a name is shown, one without is not.

    >>> drawn(pd.DataFrame({"name": ["a<b"], "low": [Decimal("1500.50")]})).markup
    '<table><thead>...<tbody><tr><td dir="ltr" ...>a&lt;b</td><td dir="ltr" ...>1,500.5</td></tr></tbody></table>'
    """
    frame = frame if isinstance(frame, pd.DataFrame) else _frame(pa.table(frame))
    frame = frame.reset_index() if frame.index.names != [None] else frame
    head = "".join(f'<th scope="col" style="text-align:start">{escape(str(name))}</th>' for name in frame)
    rows = ("".join(_cell(_plain(cell)) for cell in row) for row in frame.itertuples(index=False, name=None))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return Html(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def _cell(words: str, markup: str | None = None) -> str:
    wide = ";min-width:24em" if len(words) > 60 else ""
    return f'<td dir="{direction(words)}" style="text-align:start{wide}">{markup or escape(words)}</td>'


def direction(words: str) -> str:
    """`rtl` for words with an Arabic letter anywhere, else `ltr`.

    HTML's own `auto` asks the first letter alone, and many an Arabic sentence begins with a Latin name.

    >>> direction("Scale AI \u0641\u064a"), direction("14 USD")
    ('rtl', 'ltr')
    """
    return "rtl" if any(bidirectional(letter) in ("R", "AL") for letter in words) else "ltr"


def _plain(cell: object) -> str:
    if isinstance(cell, Decimal):
        return number(cell)
    if pd.api.types.is_list_like(cell):
        return ", ".join(map(str, cell))  # type: ignore[call-overload]
    if pd.isna(cell):
        return ""
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def marked(text: str, start: int, stop: int, parts: Mapping[str, tuple[int, int]]) -> str:
    """The text from `start` to `stop` as HTML, with the spans in `parts` marked and named; they may overlap.

    >>> marked("a<b> c", 0, 6, {"payer": (1, 4), "source": (3, 4)})
    'a<mark title="payer" ...>&lt;b</mark><mark title="payer source" ...>&gt;</mark> c'
    """
    return "".join(_pieces(text, start, stop, parts))


def _pieces(text: str, start: int, stop: int, parts: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    edges = {start, stop, *(edge for span in parts.values() for edge in span if start < edge < stop)}
    for begin, end in pairwise(sorted(edges)):
        names = [name for name, span in parts.items() if span[0] <= begin and end <= span[1]]
        piece = escape(text[begin:end])
        style = f"background:{COLORS[names[0]]};color:#000" if names else ""
        yield f'<mark title="{" ".join(names)}" style="{style}">{piece}</mark>' if names else piece


def _reading(name: str, row: Any, tables: Tables) -> str:
    """What a part of a claim was read as."""
    if name == "amount":
        (told,) = tables.view(tables.claims[tables.claims.claim_id == row.claim_id]).value
        return f"{told} ({row.bound})"
    if name in ROLES:
        return f"{row[f'{name}_name']} ({row[f'{name}_how']})"
    stake = f"{number(row.stake)} %" if row.stake is not None else None
    return {"stake": stake, "trigger": row.kind, "cue": row.modality, "when": row.when_value}[name] or "?"


def _frame(table: pa.Table) -> pd.DataFrame:
    """A table as a frame of Arrow types, the words of closed vocabularies spelled out."""
    return _spelled(table).to_pandas(types_mapper=pd.ArrowDtype)


def _spelled(table: pa.Table) -> pa.Table:
    """A table with the words of closed vocabularies spelled out."""
    plain = [
        pa.field(field.name, field.type.value_type) if pa.types.is_dictionary(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(plain))
