"""The plan of all tables: every column that a run writes, with its type and its meaning."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

SCHEMA_VERSION = "1.0"
OFFSETS = "Unicode code points into documents.text, half-open"
POINTS = "code points"
SINGLE = "single units of the currency"

TEXT = pa.string()
OFFSET = pa.int32()
DATE = pa.date32()
SCORE = pa.float32()
AMOUNT = pa.decimal128(38, 12)
CODE = pa.dictionary(pa.int8(), pa.string())

LABELS = ("PER", "ORG", "LOC", "MISC")
ROLES = ("payer", "payee", "subject", "source")
ZONES = ("headline", "body", "furniture")
BOUNDS = ("exact", "about", "more_than", "at_least", "less_than", "at_most", "between")
KINDS = (
    "investment", "acquisition", "valuation", "revenue", "profit", "loss", "spending", "contract", "debt",
    "grant", "penalty", "compensation", "price", "trade", "assets", "tax", "dividend", "other",
)  # fmt: skip
MODALITIES = ("actual", "planned", "forecast", "possible", "denied")
HOW = ("name", "resolved", "noun")
ENGINES = ("embedded", "stanza", "camel", "vote")


class Column(NamedTuple):
    """One column: `null` says what an empty cell means, `values` closes the vocabulary, `unit` is what it counts.

    A column that is `joined` is added when the tables are published; the others are the fields of the row
    that the stage of the same name makes.
    """

    name: str
    type: pa.DataType
    meaning: str
    null: str = ""
    values: tuple[str, ...] = ()
    joined: bool = False
    unit: str = ""


def _joined(name: str, meaning: str, null: str = "", values: tuple[str, ...] = ()) -> Column:
    return Column(name, CODE if values else TEXT, meaning, null, values, joined=True)


def _span(what: str, prefix: str = "", null: str = "") -> tuple[Column, Column]:
    return (
        Column(f"{prefix}start", OFFSET, f"where {what} begins", null, unit=POINTS),
        Column(f"{prefix}stop", OFFSET, f"where {what} has ended", null, unit=POINTS),
    )


def _code(name: str, meaning: str, values: tuple[str, ...], null: str = "") -> Column:
    return Column(name, CODE, meaning, null, values)


def _value(null_low: str, null_high: str, unit: str = SINGLE) -> tuple[Column, ...]:
    return (
        Column("low", AMOUNT, "the least value said", null_low, unit=unit),
        Column("high", AMOUNT, "the greatest value said; equal to `low` for a plain sum", null_high, unit=unit),
    )


def _role(name: str, meaning: str) -> tuple[Column, ...]:
    null = "the text does not say, or nobody was found"
    return (
        *_span(f"the {name}", f"{name}_", null),
        Column(f"{name}_name", TEXT, f"the {name} as read: {meaning}", null),
        _code(f"{name}_how", "`name` stands by the sum; `resolved` is the name that a noun or pronoun points"
              " to; `noun` is a common noun", HOW, null),
        _joined(f"{name}_id", f"the mention that is the {name}", "no mention has this span"),
    )  # fmt: skip


DOC_ID = _joined("doc_id", "the document, as in `documents`")
SURFACE = _joined("surface", "the raw text from `start` to `stop`")

TABLES: dict[str, tuple[Column, ...]] = {
    "documents": (
        Column("doc_id", TEXT, "the name of the text: its field `doc_id` or `id`, or its file's name"),
        Column("source", TEXT, "the outlet or place that the input names", "the input names none"),
        Column("title", TEXT, "the title that the input gives", "the input gives none"),
        Column("published", DATE, "the day of publication", "neither the input nor the page's head tells"),
        Column("published_rule", TEXT, "what gave the day: `field`, or the rule that read the page's head",
               "no day is known"),
        Column("text", TEXT, "the raw text that all offsets point into"),
        Column("sha256", TEXT, "the digest of the text in UTF-8"),
    ),
    "sentences": (
        DOC_ID,
        *_span("the sentence"),
        SURFACE,
        _code("zone", "headline, running text, or the page's furniture", ZONES),
    ),
    "tokens": (
        DOC_ID,
        *_span("the word with its clitics"),
        SURFACE,
        Column("sentence", OFFSET, "which sentence of the document holds it, counted from 0"),
        Column("kind", CODE, "word, latin, number or mark", "", ("word", "latin", "number", "mark")),
        Column("clitics", TEXT, "the proclitics at its head, as they stand; empty if none"),
        _joined("normal", "the word with its letters folded"),
    ),
    "mentions": (
        _joined("mention_id", "`<doc_id>:<start>-<stop>`"),
        DOC_ID,
        *_span("the name (clitics left out)"),
        SURFACE,
        _code("label", "person, organisation, place or other named thing", LABELS),
        Column("name", TEXT, "the name as read: one blank between words, a swallowed article restored"),
        Column("score", SCORE, "how sure the engine is, 0 to 1", "the engine gives no score", unit="probability"),
        _code("zone", "the zone of its sentence", ZONES),
        _joined("engine", "what found it", values=ENGINES),
    ),
    "amounts": (
        _joined("amount_id", "`<doc_id>:<start>-<stop>`"),
        DOC_ID,
        *_span("the amount (from its first digit, number word, sign or minus to its unit's last word)"),
        SURFACE,
        _code("type", "money, percentage or plain number", ("MONEY", "PERCENT", "NUMBER")),
        *_value(
            "none is said (`at_most`, `less_than`), or the text does not settle it",
            "none is said (`at_least`, `more_than`), or the text does not settle it",
            f"{SINGLE}, percent, or things counted",
        ),
        Column("currency", TEXT, "ISO 4217 code", "no money, or nothing in the text settles it"),
        Column("candidates", pa.list_(TEXT), "what the bare currency word can mean; empty once settled"),
        _code("bound", "how the text bounds the value", BOUNDS),
        Column("unit_text", TEXT, "the unit's words as read", "no unit stands beside the number"),
        Column("per", TEXT, "what one of is priced: برميل", "the sum is no price of a unit"),
        Column("rule", TEXT, "the rule that read the value"),
        Column("currency_rule", TEXT, "the rule that settled the currency", "no money, or nothing settled it"),
    ),
    "times": (
        _joined("time_id", "`<doc_id>:<start>-<stop>`"),
        DOC_ID,
        *_span("the expression"),
        SURFACE,
        Column("value", TEXT, "ISO 8601 year, month, day or interval of days; also quarter `2025-Q3`, half `2025-H1`, "
               "fiscal year `2023/2024`, `..` at an open end",
               "nothing tells which days are meant"),
        Column("first_day", DATE, "its first day", "not known, or open"),
        Column("last_day", DATE, "its last day", "not known, or open"),
        Column("rule", TEXT, "the rule that read it"),
    ),
    "claims": (
        _joined("claim_id", "`<doc_id>:<amount_start>-<amount_stop>`"),
        DOC_ID,
        _code("kind", "what the sum is", KINDS),
        *_span("the sum", "amount_"),
        _joined("amount", "the sum as written"),
        *_value("no least value is said or settled", "no greatest value is said or settled"),
        Column("currency", TEXT, "ISO 4217 code", "nothing in the text settles it"),
        _code("bound", "how the text bounds the value", BOUNDS),
        *_role("payer", "who gives the money"),
        *_role("payee", "who gets it"),
        *_role("subject", "what the figure describes or what is bought"),
        *_role("source", "who says it"),
        *_span("the word that decided the kind", "trigger_", "no frame governs the sum"),
        _joined("trigger", "the word that decided the kind", "no frame governs the sum"),
        _code("modality", "whether it is so", MODALITIES),
        *_span("the word that decided the modality", "cue_", "no word says it"),
        _joined("cue", "the word that decided the modality", "no word says it"),
        *_span("the time expression that dates the sum", "when_", "no time in the sentence dates it"),
        _joined("when", "the time expression that dates the sum", "no time in the sentence dates it"),
        Column("when_value", TEXT, "its value, as in `times`", "no time, or one that cannot be reckoned"),
        *_span("the percentage of a deal", "stake_", "no stake is said"),
        Column("stake", AMOUNT, "the percentage of a deal",
               "no stake is said, or it is not one value (`أكثر من 49%`, a range)", unit="percent"),
        Column("per", TEXT, "what the sum is for one of: a unit, or a time that it is paid for again and again",
               "for the whole"),
        _code("zone", "the zone of its sentence", ZONES),
        *_span("the sentence", "sentence_"),
        _joined("sentence", "the sentence in full"),
        Column("rule", TEXT, "the frame that was read; `weighed` where the words around it alone tell the kind"),
        Column("score", SCORE, "how often kind and roles of such a reading are right, 0 to 1", unit="probability"),
        Column("group", OFFSET, "claims of a document with the same number state the same thing"),
    ),
    "rejects": (
        Column("source", TEXT, "where the text came from: file and line, or document"),
        Column("stage", TEXT, "the stage that could not go on"),
        Column("error", TEXT, "why, in a sentence"),
    ),
}  # fmt: skip


ROWS = {
    "documents": "a text that was read",
    "sentences": "a sentence, with the zone of the page that it stands in",
    "tokens": "a word with its clitics, a number or a mark",
    "mentions": "a name in a text",
    "amounts": "a sum of money, a percentage or a plain number",
    "times": "a time expression",
    "claims": "a sum that states something about somebody",
    "rejects": "a text that could not be read, or that failed in a stage",
}


def fields(table: str) -> list[Column]:
    """The columns of a table that its stage gives, in order: the fields of its row."""
    return [column for column in TABLES[table] if not column.joined]


def row_type(table: str) -> pa.DataType:
    """The type of a stage's list column: its fields, with closed vocabularies still as text."""
    return pa.struct([(c.name, TEXT if c.values else c.type) for c in fields(table)])


def schema(table: str) -> pa.Schema:
    """The Arrow schema of a published table, its meanings kept as the fields' metadata.

    >>> schema("rejects").names
    ['source', 'stage', 'error']
    >>> schema("amounts").field("low").type
    Decimal128Type(decimal128(38, 12))
    """
    return pa.schema(
        [pa.field(c.name, c.type, bool(c.null), {"meaning": c.meaning}) for c in TABLES[table]],
        metadata={"schema_version": SCHEMA_VERSION, "offsets": OFFSETS},
    )


@cache
def examples() -> dict[tuple[str, str], str]:
    """A value of each column, by table and column, from texts in the repository.

    >>> examples()["mentions", "label"]
    'ORG'
    """
    with open(Path(__file__).parent / "examples.csv", encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"]): row["example"] for row in csv.DictReader(file)}


def dictionary() -> str:
    """All tables and columns as Markdown: the data dictionary."""
    parts = [
        "# The tables",
        f"Schema version {SCHEMA_VERSION}. Offsets are {OFFSETS}. Examples are from the texts in `seeds/`, or where "
        "these have none from `tests/sample.jsonl`; those of a table are not all of one row. Printed by "
        "`python -m pipeline tables`.",
    ]
    for table, columns in TABLES.items():
        head = "| column | type | unit | meaning | empty when | example |"
        lines = [f"## {table}", "", f"A row is {ROWS[table]}.", "", head, "|---|---|---|---|---|---|"]
        for c in columns:
            kind = ", ".join(f"`{value}`" for value in c.values) or f"{c.type}"
            example = examples().get((table, c.name), "").replace("|", "\\|")
            lines.append(f"| `{c.name}` | {kind} | {c.unit} | {c.meaning} | {c.null or 'never'} | `{example}` |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
