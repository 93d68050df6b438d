"""Sentences of a folded text, each with its zone: headline, body or page furniture."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.normalise import fold


class Sentence(NamedTuple):
    """A stretch of folded text without blanks at its edges; `zone` is headline, body or furniture."""

    start: int
    stop: int
    zone: str


class Line(NamedTuple):
    """A line with what the rules on zones ask of it: how many words, and whether it ends like a sentence."""

    start: int
    stop: int
    text: str
    words: int
    ended: bool


class Before(NamedTuple):
    """What stands above a line: the headline, "" if it is still to come, and whether the body has begun."""

    headline: str
    body: bool


LONGEST = 25  # words of a headline
USUAL = 18  # words of a headline that a section's label may stand above
SHORT = 8  # words of a subhead, of a line with a dash that says who writes, of a date
LABEL = 3  # words of a label
BYLINE = 4  # words of a line below the headline that need no dash to say who writes
AHEAD = 20  # lines that are searched for the headline below a label
ENDLESS = 120  # words: a sentence without a stop is cut at a lesser mark before it, or there

_LINE = re.compile(r"\S[^\n]*")
# a run of stops, the quotes and brackets that close behind it, then a blank or, glued on, Arabic
_STOP = re.compile(r"(?<![.!?؟…])[.!?؟…]++[\"')\]]*+(?=\s|[ء-ي]{2}|$)")
_ENDED = re.compile(r"(?:(?<!\.)\.|[:،])[\"')\]]*+$")
_ITEM = re.compile(r"(?:[-*+•▪●◦‣·]|[0-9]{1,2}[.)-]|[ء-يA-Za-z][.)-]) ?")
_DAY = re.compile(r"[0-9]{1,4}([/-])[0-9]{1,2}\1[0-9]{1,4}")
_PARTED = re.compile(r" [-|] |/")  # دبي - رويترز, الدوحة /قنا/
_PART = re.compile(r"[0-9]+|[^\W\d_]+")
_WORD = re.compile(r"\S+")
_LAST_WORD = re.compile(r"[^\W\d_]{1,12}$")
_NEXT_WORD = re.compile(r"\s*([^\W\d_]{1,12})(?![^\W\d_])")
_PAUSES = ("،", "؛", ";", "…", "..")
_EDGES = " :.-|*\"'<>"


def sentences(text: str) -> list[Sentence]:
    """The sentences of `text`, in order, none empty; blanks between them belong to none.

    A line always ends its sentence, and a headline is one sentence. Inside any other line a sentence ends at
    . ! ؟ ? with the quotes behind them; not at ، and ؛, nor at the two or three dots that stand for a dash.

    >>> text = "ارتفاع الارباح\\nبلغت الارباح 14.8 مليون. وقال د. علي: ننمو.. بسرعة؟ نعم."
    >>> [(text[start:stop], zone) for start, stop, zone in sentences(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('ارتفاع الارباح', 'headline'), ('بلغت الارباح 14.8 مليون.', 'body'),
     ('وقال د. علي: ننمو.. بسرعة؟', 'body'), ('نعم.', 'body')]
    """
    lines = [_line(text, *line.span()) for line in _LINE.finditer(text)]
    found = []
    for line, zone in zip(lines, zones(lines), strict=True):
        for start, stop in cuts(text, line.start, line.stop, stops=zone != "headline"):
            aside = zone == "body" and _begins_as_furniture(text[start:stop])
            found.append(Sentence(start, stop, "furniture" if aside else zone))
    return found


def _line(text: str, start: int, stop: int) -> Line:
    line = text[start:stop].rstrip()
    return Line(start, start + len(line), line, len(line.split()), bool(_ENDED.search(line, len(line) - 9)))


def cuts(text: str, start: int, stop: int, stops: bool = True) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of one line; with `stops` off, only what is endless is cut."""
    begun = start
    for mark in _STOP.finditer(text, start, stop) if stops else ():
        if not any(joins(text, begun, mark) for joins in JOINS):
            yield from shortened(text, begun, mark.end())
            begun = mark.end()
            while begun < stop and text[begun].isspace():
                begun += 1
    if begun < stop:
        yield from shortened(text, begun, stop)


def shortened(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The span itself, or pieces of at most `ENDLESS` words, cut behind a pause where there is one.

    >>> [stop - start for start, stop in shortened("كلمة " * 250, 0, 1249)]
    [599, 599, 49]
    """
    words = list(_WORD.finditer(text, start, stop)) if stop - start > 2 * ENDLESS else []
    first = 0
    while len(words) - first > ENDLESS:
        last = first + ENDLESS - 1
        pauses = (k for k in range(last, last - ENDLESS // 2, -1) if words[k][0].endswith(_PAUSES))
        last = next(pauses, last)
        yield words[first].start(), words[last].end()
        first = last + 1
    yield words[first].start() if first else start, stop


def dots(text: str, begun: int, mark: re.Match[str]) -> bool:
    """المليارات.. استثمار : two or three dots are a pause; nor does a sentence end where it begins."""
    stops = mark[0].rstrip("\"')]")
    return mark.start() == begun or (stops != "." and set(stops) <= set(".…"))


def after_letter(text: str, begun: int, mark: re.Match[str]) -> bool:
    """د. علي : a single letter before the dot is a title or an initial; but not in 2024 م. وقال."""
    before = text[max(begun, mark.start() - 4) : mark.start()].rstrip()
    head = before[:-1]
    if mark[0][0] != "." or not before[-1:].isalpha() or head[-1:].isalpha():
        return False
    return not head.rstrip()[-1:].isdecimal()


def after_abbreviation(text: str, begun: int, mark: re.Match[str]) -> bool:
    """Inc. : the word before the dot is one that is written with it."""
    return mark[0] == "." and _word_before(text, begun, mark) in _abbreviations("before")


def before_domain(text: str, begun: int, mark: re.Match[str]) -> bool:
    """العربية.نت : what is glued on behind the dot is the end of an address."""
    return mark[0] == "." and _glued(text, mark) and _word_after(text, mark) in _abbreviations("after")


def between_letters(text: str, begun: int, mark: re.Match[str]) -> bool:
    """اس.اند.بي : Latin letters that are spelled out, with dots between them."""
    letters = _abbreviations("letter")
    if mark[0] != "." or _word_before(text, begun, mark) not in letters:
        return False
    return _glued(text, mark) or _word_after(text, mark) in letters


def after_item_number(text: str, begun: int, mark: re.Match[str]) -> bool:
    """1. بند : a number of two digits at most that begins the sentence counts items."""
    return mark[0] == "." and text[begun : mark.start()].isdecimal() and mark.start() <= begun + 2


JOINS: Sequence[Callable[[str, int, re.Match[str]], bool]] = (
    dots,
    after_letter,
    after_abbreviation,
    before_domain,
    between_letters,
    after_item_number,
)


def _glued(text: str, mark: re.Match[str]) -> bool:
    return text[mark.end() : mark.end() + 1].isalpha()


def _word_before(text: str, begun: int, mark: re.Match[str]) -> str:
    word = _LAST_WORD.search(text[max(begun, mark.start() - 13) : mark.start()])
    return word[0].lower() if word else ""


def _word_after(text: str, mark: re.Match[str]) -> str:
    word = _NEXT_WORD.match(text, mark.end())
    return word[1].lower() if word else ""


@cache
def _abbreviations(where: str) -> frozenset[str]:
    return frozenset(fold(r["word"]).text.lower() for r in lexicon.rows("abbreviations") if r["where"] == where)


@cache
def _furniture(where: str) -> tuple[str, ...]:
    return tuple(fold(row["words"]).text.lower() for row in lexicon.rows("furniture") if row["where"] == where)


@cache
def _labels() -> frozenset[str]:
    return frozenset(words.strip(_EDGES) for words in _furniture("line"))


@cache
def _dates() -> tuple[frozenset[str], frozenset[str]]:
    """The names of days and months, and all words that stand in dates."""
    names = {fold(row["name"]).text for table in ("months", "weekdays") for row in lexicon.rows(table)}
    names = {part for name in names for part in name.split()} | set(_furniture("day"))
    return frozenset(names), frozenset(names | set(_furniture("date")))


def _begins_as_furniture(text: str) -> bool:
    return text[:40].lstrip(_EDGES).lower().startswith(_furniture("head"))


def zones(lines: Sequence[Line]) -> Iterator[str]:
    """The zone of each line: the first rule with an opinion wins, body where none has."""
    before = Before("", False)
    for number, line in enumerate(lines):
        zone = next((zone for rule in RULES if (zone := rule(lines, number, before))), "body")
        yield zone
        headline = before.headline or (line.text if zone == "headline" else "")
        before = Before(headline, before.body or (zone == "body" and (line.ended or line.words > SHORT)))


def listed(lines: Sequence[Line], number: int, before: Before) -> str:
    """The line is one that pages repeat, or begins as they do."""
    line = lines[number]
    whole = line.words <= SHORT and line.text.strip(_EDGES).lower() in _labels()
    return "furniture" if whole or (line.words <= LONGEST and _begins_as_furniture(line.text)) else ""


def dated(lines: Sequence[Line], number: int, before: Before) -> str:
    """The line is a date and nothing else."""
    text, words = lines[number].text, lines[number].words
    parts = _PART.findall(text.lower()) if words <= SHORT and len(text) < 80 else []
    names, allowed = _dates()
    alone = all(part in allowed or part.isdecimal() for part in parts)
    day = not names.isdisjoint(parts) or _DAY.search(text)
    return "furniture" if parts and alone and day and any(map(str.isdecimal, parts)) else ""


def wordless(lines: Sequence[Line], number: int, before: Before) -> str:
    """The line has neither letters nor digits."""
    return "" if any(map(str.isalnum, lines[number].text)) else "furniture"


def repeated(lines: Sequence[Line], number: int, before: Before) -> str:
    """The line is the headline once more."""
    return "headline" if lines[number].text == before.headline else ""


def label(lines: Sequence[Line], number: int, before: Before) -> str:
    """The line is a word or three above the headline: a section, a menu."""
    line = lines[number]
    if before.headline or before.body or line.words > LABEL or line.ended:
        return ""
    below = next((other for other in lines[number + 1 : number + AHEAD] if other.words > LABEL), None)
    last = below is None or below is lines[-1]
    return "" if below is None or last or below.ended or below.words > USUAL else "furniture"


def first(lines: Sequence[Line], number: int, before: Before) -> str:
    """The first line that is no furniture is the headline, if it reads like one and has a text below it."""
    line = lines[number]
    if before.headline or before.body or line is lines[-1] or line.ended:
        return ""
    return "headline" if line.words <= LONGEST else ""


def item(lines: Sequence[Line], number: int, before: Before) -> str:
    """A line of a list is body."""
    return "body" if _ITEM.match(lines[number].text) else ""


def byline(lines: Sequence[Line], number: int, before: Before) -> str:
    """Between headline and text, a short line or one with a dash or slash says who writes, and where."""
    line = lines[number]
    if before.body or line.ended or line.words > SHORT:
        return ""
    parts = line.text.split(maxsplit=1)
    signed = _PARTED.search(line.text) or parts[0].rstrip(":").lower() in _furniture("by")
    return "body" if line.words <= BYLINE or signed else ""


def subhead(lines: Sequence[Line], number: int, before: Before) -> str:
    """A short line without a stop, above a paragraph."""
    line = lines[number]
    if line.ended or line.words > SHORT or line is lines[-1]:
        return ""
    below = lines[number + 1]
    return "headline" if below.ended or below.words > SHORT else ""


RULES: Sequence[Callable[[Sequence[Line], int, Before], str]] = (
    listed,
    dated,
    wordless,
    repeated,
    label,
    first,
    item,
    byline,
    subhead,
)
