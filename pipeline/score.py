"""How well the tables of a run agree with annotated documents, in all and rule by rule."""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from pipeline.disk import digest
from pipeline.show import between
from pipeline.tables import LABELS, ROLES

NEEDED = {
    "mentions": ("doc_id", "start", "stop", "label"),
    "amounts": ("doc_id", "start", "stop", "type", "low", "high", "currency", "bound"),
    "claims": (
        "doc_id", "amount_start", "amount_stop", "kind", "modality", "when_value",
        *(f"{role}_{edge}" for role in ROLES for edge in ("start", "stop")),
    ),
}  # fmt: skip
WELCOME = ("rule", "surface", "amount")  # columns that are read where they are there

Row = Mapping[str, Any]
Span = tuple[int, int]


class Share(NamedTuple):
    """Counts of an agreement: `hit` of `gold` were found, `good` of `found` are in the gold."""

    hit: int
    gold: int
    good: int
    found: int

    def p(self) -> float:
        return self.good / self.found if self.found else 0.0

    def r(self) -> float:
        return self.hit / self.gold if self.gold else 0.0

    def f1(self) -> float:
        return 2 * self.p() * self.r() / (self.p() + self.r()) if self.hit and self.good else 0.0


class Score(NamedTuple):
    """What a comparison came to.

    `shares` are the agreements by name; `counts` how often an amount or claim went how; `by_rule` the same
    for each rule of amounts and claims (`?` where the table names none); `errors` the disagreements, a line
    each, by kind; `unread` the gold documents that the tables do not have, in which all counts as missed;
    `signature` says what was compared with what.
    """

    shares: dict[str, Share]
    counts: dict[str, dict[str, int]]
    by_rule: dict[str, dict[str, dict[str, int]]]
    errors: dict[str, list[str]]
    unread: list[str]
    signature: str


def score(gold: Path, outputs: Path) -> Score:
    """How well the tables in `outputs` agree with the annotated documents in `gold`, one a line.

    Only documents that are in the gold count, and plain numbers do not. A mention is right with its span and
    label. An amount is right where it overlaps a gold one and says the same type, low, high and currency,
    vague where it says the same but leaves the currency of money open, and else wrong. A claim is found where
    one stands on an overlapping amount; its roles are right where they overlap the gold's. Of several rows on
    one gold amount a right one counts, or the first; all the others weigh on precision alone.

    Raises FileNotFoundError or ValueError, in a sentence, for what is missing or not what it should be.
    """
    documents = _gold(gold)
    ids = [document["doc_id"] for document in documents]
    unread = _unread(outputs, ids)
    if len(unread) == len(ids):
        raise ValueError(
            f"None of the documents of '{gold}' is in the tables in '{outputs}'. Extract their texts, with their ids."
        )
    tables = {name: _by_document(outputs, name, ids) for name in NEEDED}
    tallies = _Tallies(defaultdict(lambda: [0, 0, 0, 0]), _counts(), _rules(), defaultdict(list))
    for document in documents:
        mentions, amounts, claims = (tables[name].get(document["doc_id"], []) for name in NEEDED)
        try:
            _mentions(document, mentions, tallies)
            _amounts(document, amounts, tallies)
            _claims(document, claims, tallies)
        except (KeyError, TypeError, ArithmeticError) as error:
            place = f"The document '{document['doc_id']}' in {gold}"
            raise ValueError(f"{place} is not annotated in full: {error}. See docs/score.md.") from error
    return Score(
        {name: Share(*tallies.shares[name]) for name in _names()},
        {name: dict(counts) for name, counts in tallies.counts.items()},
        {name: {rule: dict(rules[rule]) for rule in sorted(rules)} for name, rules in tallies.by_rule.items()},
        dict(tallies.errors),
        unread,
        _signature(gold, len(documents), outputs),
    )


class _Tallies(NamedTuple):
    shares: defaultdict[str, list[int]]
    counts: dict[str, dict[str, int]]
    by_rule: dict[str, defaultdict[str, dict[str, int]]]
    errors: defaultdict[str, list[str]]

    def add(self, name: str, hit: int, gold: int, good: int, found: int) -> None:
        self.shares[name] = [a + b for a, b in zip(self.shares[name], (hit, gold, good, found), strict=True)]


def _names() -> list[str]:
    labels = [f"mentions {label}" for label in LABELS]
    roles = [f"claim {role}" for role in (*ROLES, "when")]
    return [
        "mentions",
        "mentions, span only",
        "mentions, overlap",
        *labels,
        "amounts",
        "claims found",
        *roles,
    ]


def _counts() -> dict[str, dict[str, int]]:
    outcomes = ("right", "wrong", "vague", "missed", "spurious", "bound", "exact span")
    return {"amounts": dict.fromkeys(outcomes, 0), "claims": dict.fromkeys(("kind", "modality"), 0)}


def _rules() -> dict[str, defaultdict[str, dict[str, int]]]:
    amounts = ("right", "wrong", "vague", "spurious", "bound")
    claims = ("found", "spurious", "kind", "modality", *ROLES, "when")
    return {
        "amounts": defaultdict(lambda: dict.fromkeys(amounts, 0)),
        "claims": defaultdict(lambda: dict.fromkeys(claims, 0)),
    }


def _mentions(document: Row, rows: Sequence[Row], tallies: _Tallies) -> None:
    surfaces = {_label_span(row): row.get("surface", "") for row in (*rows, *document["mentions"])}
    gold = {_label_span(row) for row in document["mentions"]}
    found = {_label_span(row) for row in rows}
    both = len(gold & found)
    tallies.add("mentions", both, len(gold), both, len(found))
    for label in LABELS:
        of_gold, of_found = ({row for row in rows if row[0] == label} for rows in (gold, found))
        both = len(of_gold & of_found)
        tallies.add(f"mentions {label}", both, len(of_gold), both, len(of_found))
    gold_spans, found_spans = ({row[1] for row in rows} for rows in (gold, found))
    both = len(gold_spans & found_spans)
    tallies.add("mentions, span only", both, len(gold), both, len(found))
    hit, good = _touched(gold, found), _touched(found, gold)
    tallies.add("mentions, overlap", hit, len(gold), good, len(found))
    for kind, rows_left in (("missed", gold - found), ("spurious", found - gold)):
        for label, span in sorted(rows_left, key=lambda row: row[1]):
            tallies.errors[f"mention {kind}"].append(_line(document, span, label, surfaces[label, span]))


def _amounts(document: Row, rows: Sequence[Row], tallies: _Tallies) -> None:
    """Counts how each sum and percentage of the gold fared, and the rows that stand on none of them."""
    rows = [row for row in rows if row["type"] in ("MONEY", "PERCENT")]
    gold = [row for row in document["amounts"] if row["type"] in ("MONEY", "PERCENT")]
    counts, by_rule = tallies.counts["amounts"], tallies.by_rule["amounts"]
    found_on, gold_on = (_overlapping([_span(row) for row in side]) for side in (rows, gold))
    right = 0
    for wanted in gold:
        beside = [rows[place] for place in found_on(_span(wanted))]
        row = next((row for row in beside if _worth(row) == _worth(wanted)), beside[0] if beside else None)
        right += _amount_is_right(document, wanted, row, tallies)
    for row in rows:
        if not gold_on(_span(row)):
            counts["spurious"] += 1
            by_rule[_rule(row)]["spurious"] += 1
            line = _line(document, _span(row), row.get("surface", ""), f"= {_said(row)} [{_rule(row)}]")
            tallies.errors["amount spurious"].append(line)
    tallies.add("amounts", right, len(gold), right, len(rows))


def _amount_is_right(document: Row, wanted: Row, row: Row | None, tallies: _Tallies) -> bool:
    """Whether the row on an amount of the gold says the same; counts what came of it, and tells what is wrong."""
    counts, by_rule = tallies.counts["amounts"], tallies.by_rule["amounts"]
    outcome = "missed" if row is None else _outcome(row, wanted)
    counts[outcome] += 1
    if row is not None:
        by_rule[_rule(row)][outcome] += 1
    if row is None or outcome != "right":
        instead = [] if row is None else [f"is not {_said(row)} [{_rule(row)}]"]
        line = _line(document, _span(wanted), wanted["surface"], f"= {_said(wanted)}", *instead)
        tallies.errors[f"amount {outcome}"].append(line)
        return False
    counts["exact span"] += _span(row) == _span(wanted)
    if row["bound"] == wanted["bound"]:
        counts["bound"] += 1
        by_rule[_rule(row)]["bound"] += 1
    else:
        bounds = f"{wanted['bound']}, not {row['bound']} [{_rule(row)}]"
        tallies.errors["amount bound"].append(_line(document, _span(wanted), wanted["surface"], bounds))
    return True


def _claims(document: Row, rows: Sequence[Row], tallies: _Tallies) -> None:
    """Counts how each claim of the gold fared, part by part, and the rows that stand on none of them."""
    spans = {amount["id"]: _span(amount) for amount in document["amounts"]}
    surfaces = {amount["id"]: amount["surface"] for amount in document["amounts"]}
    by_rule = tallies.by_rule["claims"]
    found_on = _overlapping([_span(row, "amount_") for row in rows])
    gold_on = _overlapping([spans[claim["amount"]] for claim in document["claims"]])
    hit = 0
    for claim in document["claims"]:
        span, said = spans[claim["amount"]], f"{surfaces[claim['amount']]} {claim['kind']}"
        row = next((rows[place] for place in found_on(span)), None)
        for name, wanted, found, right in _parts(claim, row):
            tallies.add(f"claim {name}", right, wanted is not None, right, found is not None)
        if row is None:
            tallies.errors["claim missed"].append(_line(document, span, said))
            continue
        hit += 1
        _compare(claim, row, tallies, _line(document, span, said))
    for row in rows:
        span = _span(row, "amount_")
        found = gold_on(span)
        by_rule[_rule(row)]["found" if found else "spurious"] += 1
        if not found:
            line = _line(document, span, row.get("amount", ""), f"{row['kind']} [{_rule(row)}]")
            tallies.errors["claim spurious"].append(line)
    tallies.add("claims found", hit, len(document["claims"]), hit, len(rows))


def _compare(claim: Row, row: Row, tallies: _Tallies, place: str) -> None:
    """Counts the parts of a claim that are right, and tells at which `place` others are wrong."""
    counts, rule = tallies.counts["claims"], tallies.by_rule["claims"][_rule(row)]
    for name in counts:
        counts[name] += claim[name] == row[name]
    compared = ((name, claim[name], row[name], claim[name] == row[name]) for name in counts)
    for name, wanted, found, right in (*compared, *_parts(claim, row)):
        if right:
            rule[name] += 1
        elif wanted is not None or found is not None:
            both = f"{_part(wanted)}, not {_part(found)} [{_rule(row)}]"
            tallies.errors[f"claim {name}"].append(f"{place}: {both}")


def _parts(claim: Row, row: Row | None) -> Iterator[tuple[str, Any, Any, bool]]:
    """Each role and the time of a claim: its name, what the gold has, what was found, whether they agree."""
    for role in ROLES:
        wanted = claim[role]
        start, stop = (None, None) if row is None else (row[f"{role}_start"], row[f"{role}_stop"])
        found = None if start is None or stop is None else (start, stop)
        yield role, wanted, found, bool(wanted and found and _overlap(_span(wanted), found))
    wanted, found = claim["when_value"], None if row is None else row["when_value"]
    yield "when", wanted, found, wanted is not None and wanted == found


def _outcome(row: Row, wanted: Row) -> str:
    if _worth(row) == _worth(wanted):
        return "right"
    open_currency = row["type"] == "MONEY" and row["currency"] is None
    return "vague" if open_currency and _worth(row)[:3] == _worth(wanted)[:3] else "wrong"


def _worth(row: Row) -> tuple[str, Decimal | None, Decimal | None, str | None]:
    low, high = (None if row[side] is None else Decimal(row[side]) for side in ("low", "high"))
    return row["type"], low, high, row["currency"]


def _said(row: Row) -> str:
    _, low, high, _ = _worth(row)
    return f"{between(low, high)} {'%' if row['type'] == 'PERCENT' else row['currency'] or '?'}"


def _part(part: Any) -> str:
    if isinstance(part, Mapping):
        return f"{part['surface']} {part['start']}-{part['stop']}"
    return "nothing" if part is None else "-".join(map(str, part)) if isinstance(part, tuple) else str(part)


def _rule(row: Row) -> str:
    return row.get("rule") or "?"


def _span(row: Row, prefix: str = "") -> Span:
    return row[f"{prefix}start"], row[f"{prefix}stop"]


def _label_span(row: Row) -> tuple[str, Span]:
    return row["label"], _span(row)


def _overlap(one: Span, other: Span) -> bool:
    """
    >>> _overlap((0, 5), (4, 9)), _overlap((0, 5), (5, 9))
    (True, False)
    """
    return one[0] < other[1] and other[0] < one[1]


def _overlapping(spans: Sequence[Span]) -> Callable[[Span], list[int]]:
    """What gives the places in `spans`, in order, of those that overlap a span; it looks at few of the others.

    >>> _overlapping([(6, 9), (0, 5), (4, 7)])((4, 7))
    [0, 1, 2]
    """
    order = sorted(range(len(spans)), key=lambda place: spans[place])
    starts = [spans[place][0] for place in order]
    reached = list(accumulate((spans[place][1] for place in order), max))  # how far any span has come

    def beside(span: Span) -> list[int]:
        near = order[bisect_right(reached, span[0]) : bisect_left(starts, span[1])]
        return sorted(place for place in near if _overlap(spans[place], span))

    return beside


def _touched(rows: Iterable[tuple[str, Span]], others: Iterable[tuple[str, Span]]) -> int:
    """How many rows overlap one of the others with the same label."""
    spans = defaultdict(list)
    for label, span in others:
        spans[label].append(span)
    beside = {label: _overlapping(of_label) for label, of_label in spans.items()}
    return sum(bool(beside[label](span)) for label, span in rows if label in beside)


def _line(document: Row, span: Span, *words: str) -> str:
    return " ".join([document["doc_id"], f"{span[0]}-{span[1]}", *filter(None, words)])


def _gold(gold: Path) -> list[Row]:
    try:
        lines = gold.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError:
        raise FileNotFoundError(f"There is no file '{gold}'. Name the annotated documents, a .jsonl file.") from None
    except UnicodeDecodeError:
        raise ValueError(f"The file '{gold}' is not UTF-8. Name the annotated documents, a .jsonl file.") from None
    documents = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                document = json.loads(line)
                missing = [key for key in ("doc_id", *NEEDED) if key not in document]
            except (ValueError, TypeError):
                missing = ["doc_id"]
            if missing:
                why = f"holds no annotated document: it lacks '{missing[0]}'"
                raise ValueError(f"The line {gold}:{number} {why}. See docs/score.md for its form.")
            documents.append(document)
    if not documents:
        raise ValueError(f"The file '{gold}' holds no annotated document. See docs/score.md for its form.")
    return documents


def _by_document(outputs: Path, table: str, ids: Sequence[str]) -> dict[str, list[Row]]:
    """The rows of a table by document, in the table's order; of its documents only those with these ids."""
    parts = sorted((outputs / table).glob("*.parquet"))
    if not parts:
        raise FileNotFoundError(
            f"There is no table '{table}' in '{outputs}'. Name the folder that a run wrote, such as outputs."
        )
    try:
        rows = ds.dataset([str(part) for part in parts], format="parquet")
    except (OSError, pa.ArrowException) as error:
        why = f"The table '{table}' in '{outputs}' cannot be read: {str(error).splitlines()[0]}"
        raise ValueError(f"{why}. Run extract again.") from None
    for column in NEEDED[table]:
        if column not in rows.schema.names:
            known = ", ".join(rows.schema.names)
            why = f"The table '{table}' in '{outputs}' has no column '{column}', only {known}."
            raise ValueError(f"{why} Run extract again.")
    columns = [*NEEDED[table], *(name for name in WELCOME if name in rows.schema.names)]
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows.to_table(columns, filter=pc.field("doc_id").isin(list(ids))).to_pylist():
        found[row["doc_id"]].append(row)
    return found


def _unread(outputs: Path, ids: Sequence[str]) -> list[str]:
    """Those of the ids that the table of documents does not have; none where another program made no such table."""
    parts = sorted((outputs / "documents").glob("*.parquet"))
    if not parts:
        return []
    read = ds.dataset([str(part) for part in parts], format="parquet").to_table(["doc_id"])
    known = set(read.column("doc_id").to_pylist())
    return [name for name in ids if name not in known]


def _signature(gold: Path, documents: int, outputs: Path) -> str:
    parts = [
        f"gold:{gold.name}#{digest(gold)[:8]}",
        f"documents:{documents}",
    ]
    try:
        manifest = json.loads((outputs / "_manifest.json").read_text(encoding="utf-8"))
        model = manifest["model"]
        parts += [f"version:{manifest['version']}", f"schema:{manifest['schema_version']}"]
        parts += [f"code:{manifest['code'][:8]}", f"model:{model['name']}#{model['sha256'][:8]}"]
    except (OSError, ValueError, KeyError, TypeError):
        parts.append("run:unsigned")  # tables of another program, or a run that has not ended
    return "|".join(parts)


def printed(score: Score, errors: int = 0) -> str:
    """The score as lines for a terminal; `errors` disagreements of each kind at most are listed under it."""
    lines = [_printed_share(name, share) for name, share in score.shares.items()]
    amounts, claims = score.counts["amounts"], score.counts["claims"]
    outcomes = " ".join(f"{name} {amounts[name]}" for name in ("right", "wrong", "vague", "missed", "spurious"))
    of_right = " ".join(f"{name} {_rate(amounts[name], amounts['right'])}" for name in ("bound", "exact span"))
    of_gold = [f"{f'claim {name}':<20} {_rate(claims[name], score.shares['claims found'].gold)}" for name in claims]
    where = list(score.shares)
    lines[where.index("amounts")] += f" {outcomes} {of_right}"
    lines[where.index("claims found") + 1 : where.index("claims found") + 1] = of_gold
    for table, rules in score.by_rule.items():
        if rules:
            lines += ["", *_grid(f"{table} by rule", rules)]
    if errors:
        for kind, found in score.errors.items():
            lines += ["", f"## {kind}: {len(found)}", *found[:errors]]
    if score.unread:
        some = ", ".join(score.unread[:3]) + (" …" if len(score.unread) > 3 else "")
        lines += ["", f"not in the tables, so that all in them counts as missed: {len(score.unread)} documents, {some}"]
    return "\n".join([*lines, "", score.signature])


def _printed_share(name: str, share: Share) -> str:
    rates = f"p {share.p():.3f} r {share.r():.3f} f1 {share.f1():.3f}"
    return f"{name:<20} {rates} gold {share.gold} found {share.found}"


def _rate(part: int, whole: int) -> str:
    return f"{part / whole if whole else 0:.3f}"


def _grid(title: str, rows: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The rows as a table in letters, those with the largest sums first."""
    ordered = sorted(rows, key=lambda name: (-sum(rows[name].values()), name))
    width = max(len(name) for name in (title, *rows)) + 1
    columns = list(rows[ordered[0]])
    head = title.ljust(width) + "".join(f" {column:>8}" for column in columns)
    return [head] + [name.ljust(width) + "".join(f" {rows[name][column]:>8}" for column in columns) for name in ordered]
