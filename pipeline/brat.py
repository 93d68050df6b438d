"""Annotations of one document in brat's standoff form, and what was corrected in it by hand as annotated gold.

    T1  ORG 0 4            ميتا                 a name, as in `mentions`; NOUN marks a party that is none
    T2  MONEY 9 25         14.8 مليار دولار     a sum; its value stands in a note, its bound is an attribute
    A1  Bound T2 exact
    #1  AnnotatorNotes T2  14,800,000,000 USD   5.. is at least 5, ..5 at most, 5..6 a range, 5 ? of open currency,
                                               ? TND of open value
    T3  investment 9 25    14.8 مليار دولار     the kind of the claim on the sum, the trigger of its event
    E1  investment:T3 payer:T1
    A2  Modality E1 actual
    #2  AnnotatorNotes E1  2024                 the value of its time

Offsets are half-open and count code points, as in the tables. See https://brat.nlplab.org/standoff.html.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import count
from types import SimpleNamespace
from typing import Any, NamedTuple

from pipeline.show import value
from pipeline.tables import BOUNDS, KINDS, LABELS, MODALITIES, ROLES

IDS = "doc_ids.json"  # the id of each document by the name of its files
SUMS = ("MONEY", "PERCENT")
OTHERS = ("NOUN", "TIME")
COLORS = {
    "PER": "#b9f2d0", "ORG": "#b9d7ff", "LOC": "#e6d0ff", "MISC": "#ffd3bd", "NOUN": "#e8e8e8", "MONEY": "#ffe08a",
    "PERCENT": "#fff3b0", "TIME": "#c9f0f0",
}  # fmt: skip
BREAK = "[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"  # what ends a line or a field of an .ann file
PIECE = re.compile(BREAK.replace("[", "[^") + "+")
SIDE = r"-?[0-9][0-9,]*(?:\.[0-9]+)?"
VALUE = rf"(?P<open>\?(?= ))|(?P<low>{SIDE})?(?P<to>\.\.)?(?P<high>(?<=\.\.){SIDE})?"
WORTH = re.compile(rf"(?:{VALUE})\s*(?P<unit>%|[A-Z]{{3}}|[^0-9]*\?)")

Row = Mapping[str, Any]
Span = tuple[int, int]


def configs() -> dict[str, str]:
    """The files that tell brat the labels, kinds and roles, and that Arabic runs from the right."""
    parties = "|".join((*LABELS, "NOUN"))
    roles = ", ".join([*(f"{role}?:{parties}" for role in ROLES), "when?:TIME", "stake?:PERCENT|NOUN"])
    annotation = [
        "[entities]", *LABELS, *SUMS, *OTHERS, "", "[relations]", "",
        "[events]", *(f"{kind} {roles}" for kind in KINDS), "",
        "[attributes]", f"Bound Arg:{'|'.join(SUMS)}, Value:{'|'.join(BOUNDS)}",
        f"Modality Arg:<EVENT>, Value:{'|'.join(MODALITIES)}", "",
    ]  # fmt: skip
    drawing = [f"{label} bgColor:{color}" for label, color in COLORS.items()]
    visual = ["[labels]", "", "[drawing]", *drawing, "", "[options]", "Text direction:rtl", ""]
    return {"annotation.conf": "\n".join(annotation), "visual.conf": "\n".join(visual)}


def standoff(document: Row) -> str:
    """The content of the .ann file of a document with its rows in it, as `pipeline.export.nested` gives it.

    Plain numbers, which no gold has, are left out.
    """
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(document: Row) -> Iterator[str]:
    """The lines of brat's form: T a span, A an attribute, # a note, E an event, each kind numbered from 1."""
    text = document["text"]
    texts, events, attributes, notes = count(1), count(1), count(1), count(1)
    placed: dict[Span, str] = {}

    def mark(label: str, start: int, stop: int) -> tuple[str, str]:
        name = f"T{next(texts)}"
        pieces = [piece.span() for piece in PIECE.finditer(text, start, stop)] or [(start, stop)]
        where = ";".join(f"{begin} {end}" for begin, end in pieces)
        return name, f"{name}\t{label} {where}\t{_words(text, pieces)}"

    for row in document["mentions"]:
        name, line = mark(row["label"], row["start"], row["stop"])
        placed[row["start"], row["stop"]] = name
        yield line
    for row in document["amounts"]:
        if row["type"] in SUMS:
            name, line = mark(row["type"], row["start"], row["stop"])
            placed[row["start"], row["stop"]] = name
            yield line
            yield f"A{next(attributes)}\tBound {name} {row['bound']}"
            yield f"#{next(notes)}\tAnnotatorNotes {name}\t{_worth(row)}"
    spans = {row["id"]: (row["start"], row["stop"]) for row in document["amounts"]}
    for claim in document["claims"]:
        event, arguments = f"E{next(events)}", []
        for part in (*ROLES, "when", "stake"):
            if claim[part] is not None:
                span = claim[part]["start"], claim[part]["stop"]
                if span not in placed:
                    placed[span], line = mark("TIME" if part == "when" else "NOUN", *span)
                    yield line
                arguments.append(f" {part}:{placed[span]}")
        name, line = mark(claim["kind"], *spans[claim["amount"]])
        yield line
        yield f"{event}\t{claim['kind']}:{name}{''.join(arguments)}"
        yield f"A{next(attributes)}\tModality {event} {claim['modality']}"
        if claim["when_value"] is not None:
            yield f"#{next(notes)}\tAnnotatorNotes {event}\t{claim['when_value']}"


def _worth(row: Row) -> str:
    low, high = (side if side is None else Decimal(side) for side in (row["low"], row["high"]))
    told: Any = SimpleNamespace(
        type=row["type"], low=low, high=high, currency=row["currency"], candidates=row["candidates"]
    )
    return value(told)


def _words(text: str, pieces: Sequence[Span]) -> str:
    return re.sub(BREAK, " ", " ".join(text[begin:end] for begin, end in pieces))


class Read(NamedTuple):
    """An .ann file taken apart: spans, events, what attributes and notes say of each, and where each is written."""

    spans: dict[str, tuple[str, Span]]
    events: dict[str, tuple[str, dict[str, str]]]
    told: defaultdict[str, dict[str, str]]
    places: dict[str, str]


def gold(doc_id: str, text: str, annotations: str, place: str = "") -> dict[str, Any]:
    """The annotated document, in the form of docs/score.md, that an .ann file and its text make.

    Raises ValueError in a sentence, with `place` and the line, for what brat's form or this use of it does not
    allow: an unknown label, a span outside of the text or with other words, a sum without a value, a kind on no sum,
    an attribute of what is not there.

    >>> document = gold("d", "5 USD", "T1\\tMONEY 0 5\\t5 USD\\n#1\\tAnnotatorNotes T1\\t5 USD\\n")
    >>> document["amounts"][0]["low"], document["amounts"][0]["bound"]
    ('5', 'exact')
    """
    read = _read(text, annotations, place)

    def part(name: str) -> dict[str, Any]:
        if name not in read.spans:
            raise ValueError(f"there is no span {name} in this file")
        start, stop = read.spans[name][1]
        return {"start": start, "stop": stop, "surface": text[start:stop]}

    mentions = [part(name) | {"label": label} for name, (label, _) in read.spans.items() if label in LABELS]
    money = {span: name for name, (label, span) in read.spans.items() if label == "MONEY"}
    amounts, claims = [], []
    for name, (label, _) in read.spans.items():
        if label in SUMS:
            with _at(read.places[name]):
                amounts.append({"id": name} | part(name) | {"type": label} | _value(label, read.told[name]))
    for name, (kind, arguments) in read.events.items():
        with _at(read.places[name]):
            claims.append(_claim(kind, arguments, money, part) | _rest(read.told[name]))
    in_order = [sorted(rows, key=lambda row: (row["start"], row["stop"])) for rows in (mentions, amounts)]
    return {"doc_id": doc_id, "mentions": in_order[0], "amounts": in_order[1], "claims": claims}


@contextmanager
def _at(place: str) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise ValueError(f"{place}: {error}.") from None


def _read(text: str, annotations: str, place: str) -> Read:
    read = Read({}, {}, defaultdict(dict), {})
    about: list[tuple[str, str, str]] = []
    for number, line in enumerate(annotations.split("\n"), 1):
        if not line.strip():
            continue
        name, _, rest = line.rstrip("\r").partition("\t")
        read.places[name] = f"{place}:{number}"
        with _at(read.places[name]):
            if name.startswith("T"):
                read.spans[name] = _span(text, rest)
            elif name.startswith("E"):
                read.events[name] = _event(rest)
            elif name.startswith(("A", "#")):
                key, target, said = _told(rest)
                read.told[target][key] = said
                about.append((name, key, target))
            else:
                raise ValueError(f"{name!r} is no span, event, attribute or note, and gold has nothing else. Remove it")
    sums = {name for name, (label, _) in read.spans.items() if label in SUMS}
    takes = {"Bound": ("sum", sums), "Modality": ("event", read.events), "AnnotatorNotes": ("line", read.places)}
    for name, key, target in about:
        what, known = takes[key]
        if target not in known:
            with _at(read.places[name]):
                raise ValueError(f"{key} is said of {target!r}, which is no {what} of this file. Correct or remove it")
    return read


def _span(text: str, rest: str) -> tuple[str, Span]:
    """The label and the span of a `T` line; of a span in pieces the first begins it and the last ends it."""
    head, _, words = rest.partition("\t")
    label, _, where = head.partition(" ")
    if label not in (*LABELS, *SUMS, *OTHERS, *KINDS):
        raise ValueError(f"{label!r} is none of {', '.join((*LABELS, *SUMS, *OTHERS))} and no kind of claim")
    try:
        pieces = [(int(begin), int(end)) for begin, end in (piece.split() for piece in where.split(";"))]
    except ValueError:
        raise ValueError(f"{where!r} is no span; write where it begins and ends, such as 0 4") from None
    if not all(0 <= begin < end <= len(text) for begin, end in pieces):
        raise ValueError(f"the span {where} is not within the text of {len(text)} letters")
    if (found := _words(text, pieces)) != words:
        raise ValueError(f"the text has {found!r} at {where}, not {words!r}; the .txt file must stay as it was")
    return label, (pieces[0][0], pieces[-1][1])


def _event(rest: str) -> tuple[str, dict[str, str]]:
    parts = [word.partition(":")[::2] for word in rest.split()]
    if not parts or not all(name for _, name in parts):
        raise ValueError(f"{rest!r} is no event; write its kind and its span, then its roles, such as debt:T2 payer:T1")
    (kind, trigger), *arguments = parts
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of claim; there are {', '.join(KINDS)}")
    roles = {"trigger": trigger}
    for role, name in arguments:
        if role not in (*ROLES, "when", "stake"):
            raise ValueError(f"a claim has no {role!r}, only {', '.join(ROLES)}, when and stake, one of each")
        roles[role] = name
    return kind, roles


def _told(rest: str) -> tuple[str, str, str]:
    """What an `A` or `#` line says: its name, of what, and the value."""
    head, _, note = rest.partition("\t")
    if len(words := head.split()) < 2:
        raise ValueError(f"{rest!r} says nothing; write what it says and of what, such as Bound T1 exact")
    key, target, *values = words
    said = note.strip() if key == "AnnotatorNotes" else " ".join(values)
    allowed = {"Bound": BOUNDS, "Modality": MODALITIES, "AnnotatorNotes": (said,)}
    if key not in allowed:
        raise ValueError(f"{key!r} is none of {', '.join(allowed)}")
    if said not in allowed[key]:
        raise ValueError(f"{key} {said!r} is none of {', '.join(allowed[key])}")
    return key, target, said


def _value(label: str, told: Mapping[str, str]) -> dict[str, Any]:
    """The value of a sum as its note says it, and its bound, which the value tells where no attribute does."""
    note = told.get("AnnotatorNotes", "")
    found = WORTH.fullmatch(note)
    if not found or not (found["low"] or found["high"] or found["open"]):
        raise ValueError(f"the note {note!r} is no value. Write one such as 14,800,000,000 USD, 5..6 %, 5.. ? or ? USD")
    low, high = (side and side.replace(",", "") for side in (found["low"], found["high"]))
    high = high if found["to"] else low
    unit = found["unit"]
    if (unit == "%") != (label == "PERCENT"):
        raise ValueError(f"the note {note!r} is no value of {label}. Correct its unit, or mark it otherwise")
    bound = "exact" if low == high else "at_most" if low is None else "at_least" if high is None else "between"
    return {
        "low": low,
        "high": high,
        "currency": None if unit == "%" or unit.endswith("?") else unit,
        "bound": told.get("Bound", bound),
    }


def _claim(
    kind: str, arguments: Mapping[str, str], money: Mapping[Span, str], part: Callable[[str], dict[str, Any]]
) -> dict[str, Any]:
    """The claim of an event. It is on the sum that its trigger covers, or one drawn by hand overlaps most nearly."""
    trigger = part(arguments["trigger"])
    start, stop = trigger["start"], trigger["stop"]
    under = (
        [(start, stop)]
        if (start, stop) in money
        else [(begin, end) for begin, end in money if begin < stop and start < end]
    )
    if not under:
        raise ValueError(f"the {kind} on '{trigger['surface']}' stands on no MONEY. Mark the sum too")
    roles = {role: part(arguments[role]) if role in arguments else None for role in (*ROLES, "when", "stake")}
    nearest = min(under, key=lambda span: abs(span[0] - start) + abs(span[1] - stop))
    return {"amount": money[nearest], "kind": kind} | roles


def _rest(told: Mapping[str, str]) -> dict[str, str | None]:
    return {"modality": told.get("Modality", "actual"), "when_value": told.get("AnnotatorNotes")}
