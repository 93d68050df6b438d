"""Sentences of a folded text, each with its zone: headline, body or page furniture."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon


class Sentence(NamedTuple):
    """A stretch of folded text without blanks at its edges; `zone` is headline, body or furniture."""

    start: int
    stop: int
    zone: str


class Line(NamedTuple):
    """A line with what the rules on zones ask of it: its words, and whether it ends like a sentence."""

    start: int
    stop: int
    text: str
    words: int
    ended: bool


LONG = 25  # words: a line longer than this is no headline
SHORT = 8  # words: a line in the middle of the text that is no longer and has no stop is a subhead
LABEL = 3  # words of a section's name, at most

_LINE = re.compile(r"\S[^\n]*")
# a stop, the quotes and brackets that close behind it, then a blank or, glued on, a letter of Arabic
_STOP = re.compile(r"(?:(?<!\.)\.(?!\.)|[!?؟])[!?؟]*[\"')\]]*(?=\s|[ء-ي]|$)")
_ENDED = re.compile(r"[.!?؟:…][\"')\]]*$")
_DATE = re.compile(r"\w+, \d{1,2} \w+ \d{4}(?: [\d:]+)?(?: \w+)?$")
_ITEM = re.compile(r"(?:[-*•▪◦+–]|\d{1,2}[.)\-]|[ء-ي][.)\-]) ?")


def sentences(text: str) -> list[Sentence]:
    """The sentences of `text`, in order, none empty; blanks between them belong to none.

    A line always ends its sentence. Inside a line a sentence ends at . ! ؟ ? with the quotes behind them, not
    at ، or ؛, nor at the two dots that stand for a dash in headlines.

    >>> [text[s.start : s.stop] for s in [*sentences(text)]] if (text := "بلغ 14.8. وقال د. علي") else []
    ['بلغ 14.8.', 'وقال د. علي']
    """
    lines = [_line(text, *found.span()) for found in _LINE.finditer(text)]
    found = []
    for number, zone in enumerate(zones(lines)):
        line = lines[number]
        for start, stop in cuts(text, line.start, line.stop):
            found.append(Sentence(start, stop, zone))
    return found


def _line(text: str, start: int, stop: int) -> Line:
    stop = start + len(text[start:stop].rstrip())
    line = text[start:stop]
    return Line(start, stop, line, len(line.split()), bool(_ENDED.search(line)))


def cuts(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of one line."""
    begun = start
    for mark in _STOP.finditer(text, start, stop):
        if begun < mark.start() and not any(joins(text, begun, mark) for joins in JOINS):
            yield begun, mark.end()
            begun = mark.end()
            while begun < stop and text[begun].isspace():
                begun += 1
    if begun < stop:
        yield begun, stop


def after_letter(text: str, begun: int, mark: re.Match[str]) -> bool:
    """د. / U. / ر.س. : a single letter before the dot is a title or an initial."""
    last = mark.start() - 1
    return mark[0] == "." and text[last].isalpha() and (last == begun or not text[last - 1].isalpha())


def after_abbreviation(text: str, begun: int, mark: re.Match[str]) -> bool:
    """Inc. / Dr. : the word before the dot is one that is written with it."""
    word = re.search(r"[^\W\d_]{1,9}$", text[max(begun, mark.start() - 10) : mark.start()])
    return mark[0] == "." and word is not None and word[0].lower() in _abbreviations()


def after_item_number(text: str, begun: int, mark: re.Match[str]) -> bool:
    """1. بند : a number of two digits at most that begins the sentence counts items."""
    return mark[0] == "." and mark.start() - begun < 3 and text[begun : mark.start()].isdecimal()


JOINS: Sequence[Callable[[str, int, re.Match[str]], bool]] = (after_letter, after_abbreviation, after_item_number)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["word"].lower() for row in lexicon.rows("abbreviations"))


@cache
def _furniture() -> tuple[frozenset[str], tuple[str, ...]]:
    rows = lexicon.rows("furniture")
    whole = frozenset(row["words"].lower() for row in rows)
    return whole, tuple(row["words"].lower() for row in rows if row["where"] == "head")


def zones(lines: Sequence[Line]) -> Iterator[str]:
    """The zone of each line: the first rule with an opinion wins, body where none has."""
    seen: dict[str, str] = {}
    for number, line in enumerate(lines):
        zone = next((zone for rule in RULES if (zone := rule(lines, number, seen))), "body")
        seen.setdefault(line.text, zone)
        yield zone


def listed(lines: Sequence[Line], number: int, seen: dict[str, str]) -> str:
    """The line is one that pages repeat, or begins as they do."""
    words = lines[number].text.strip(" :.-|*\"'").lower()
    whole, heads = _furniture()
    return "furniture" if words in whole or (words.startswith(heads) and lines[number].words < LONG) else ""


def empty(lines: Sequence[Line], number: int, seen: dict[str, str]) -> str:
    """The line has no letter, or is a date alone."""
    text = lines[number].text
    return "furniture" if not any(map(str.isalpha, text)) or _DATE.match(text) else ""


def repeated(lines: Sequence[Line], number: int, seen: dict[str, str]) -> str:
    """The line is the headline once more."""
    return "headline" if seen.get(lines[number].text) == "headline" else ""


def label(lines: Sequence[Line], number: int, seen: dict[str, str]) -> str:
    """The first line is a section's name: a word or three above a longer headline."""
    if number or lines[0].words > LABEL or lines[0].ended or len(lines) < 3:
        return ""
    after = lines[1]
    return "furniture" if LABEL < after.words <= LONG and not after.ended else ""


def first(lines: Sequence[Line], number: int, seen: dict[str, str]) -> str:
    """The first line that is no furniture is the headline, if it reads like one."""
    line = lines[number]
    alone = len(lines) == number + 1
    return "headline" if not alone and set(seen.values()) <= {"furniture"} and line.words <= LONG and not line.ended else ""


def item(lines: Sequence[Line], number: int, seen: dict[str, str]) -> str:
    """A line of a list is body."""
    return "body" if _ITEM.match(lines[number].text) else ""


def byline(lines: Sequence[Line], number: int, seen: dict[str, str]) -> str:
    """Place and outlet above the text are body: they say who writes."""
    line = lines[number]
    return "body" if "body" not in seen.values() and line.words <= SHORT and " - " in line.text else ""


def subhead(lines: Sequence[Line], number: int, seen: dict[str, str]) -> str:
    """A short line without a stop, above a longer one."""
    line = lines[number]
    if line.ended or line.words > SHORT or number + 1 == len(lines):
        return ""
    return "headline" if lines[number + 1].words > line.words else ""


RULES: Sequence[Callable[[Sequence[Line], int, dict[str, str]], str]] = (
    listed,
    empty,
    repeated,
    label,
    first,
    item,
    byline,
    subhead,
)
