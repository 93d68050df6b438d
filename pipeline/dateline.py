"""The document's date, where the page's first lines give it."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.normalise import fold
from pipeline.periods import MONTHS
from pipeline.times import Time, times

LINES = 20  # lines of the page's head in which its date is looked for
LETTERS = 4000  # and no further than this
OPENING = 1000  # letters of a line in which it may tell what day is today
CROWD = 4  # words that a line may hold beside its date and the furniture of dates
DATED = range(1990, 2101)
_BLANKS = re.compile(r"[ \t]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile(r"\d+")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_STAMP = re.compile(r" ?-? ?\d{1,2}:\d{2}(?::\d{2})? ?(\w+)")
_AGENCY = re.compile(r"^[\s\-]*(?:/[^/\n]{2,25}/|\([^()\n]{2,25}\)|-{1,2}|:)")
_ISO = re.compile(r"(?<![\d/-])(\d{4})-(\d{2})-(\d{2})(?=T\d{2}:| \d{2}:\d{2}|\s*$)")
_RFC = re.compile(r"(?:[A-Z][a-z]{2}, )(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) \d{2}:\d{2}")


class Line(NamedTuple):
    """A line of the head: its folded text, and the full dates in it."""

    text: str
    dates: list[Time]


def dateline(text: str) -> tuple[date, str] | None:
    """The day that the page's first lines give as its own, and the rule that found it; None where none does.

    A date inside prose is not the document's, unless the prose says that it is today. Where two lines give
    different days by the same rule, none of them is taken. The day is the one written, whatever its time zone.

    >>> dateline("اقتصاد\\nعنوان الخبر\\nFri, 20 Jul 2018 11:16:49 GMT\\n\\nقال الوزير")
    (datetime.date(2018, 7, 20), 'rfc_2822')
    >>> dateline("عنوان الخبر\\nالثلاثاء 12 مارس/ آذار 2024\\nقال الوزير")
    (datetime.date(2024, 3, 12), 'line')
    >>> dateline("وقعت الحكومة اتفاقا في 12 مارس 2024 مع الشركة")
    """
    lines = list(_head(text))
    for name, rule in RULES:
        days = list(dict.fromkeys(day for line in lines for day in rule(line)))
        if days:
            return (days[0], name) if len(days) == 1 else None
    return None


def _head(text: str) -> Iterator[Line]:
    number = 0
    for raw in text[:LETTERS].splitlines():
        folded = _BLANKS.sub(" ", fold(raw).text).strip()
        if not folded:
            continue
        dates = [t for t in times(folded, [], [], None) if _full(t) and _agrees(t, folded)]
        counted = [t for t in dates if not t.rule.startswith("hijri")]
        yield Line(folded, counted or dates)
        number += 1
        if number == LINES:
            return


def _full(time: Time) -> bool:
    return bool(time.first_day and time.first_day == time.last_day and time.first_day.year in DATED)


def _agrees(time: Time, text: str) -> bool:
    """Whether the day of the week that a date names, if it does, is its own."""
    named = _weekday(time, text)
    return not named or (time.first_day is not None and named == time.first_day.isoweekday())


def _weekday(time: Time, text: str) -> int | None:
    words = _WORD.findall(text[time.start : time.stop])
    return next((_weekdays()[word] for word in words if word in _weekdays()), None)


@cache
def _weekdays() -> dict[str, int]:
    return {fold(row["name"]).text: int(row["number"]) for row in lexicon.rows("weekdays")}


def _rfc(line: Line) -> Iterator[date]:
    """Fri, 20 Jul 2018 11:16:49 GMT."""
    for found in _RFC.finditer(line.text):
        yield from (t.first_day for t in line.dates if t.first_day and t.stop > found.start(1) >= t.start)


def _iso(line: Line) -> Iterator[date]:
    """2024-03-12T10:00:00+03:00, or 2024-03-12 at a line's end."""
    if _spare(line) <= CROWD:
        for found in _ISO.finditer(line.text):
            yield from (t.first_day for t in line.dates if t.first_day and t.start <= found.start() < t.stop)


def _labelled(line: Line) -> Iterator[date]:
    """تاريخ النشر: 12/03/2024; before prose only where nothing but a colon or the weekday is between."""
    for time in line.dates:
        before = line.text[max(0, time.start - 40) : time.start]
        filed = before.rstrip(" :").endswith(_words("filed")) and not _of_a_book(line)
        if time.first_day and filed and (before.rstrip().endswith(":") or _weekday(time, line.text)):
            yield time.first_day
            return
        if any(label in before for label in _words("label")) and _spare(line) <= 2 * CROWD and time.first_day:
            yield time.first_day
            return


def _of_a_book(line: Line) -> bool:
    """Whether a line tells of a book, whose day it may give: الكتاب: تاريخ عمان. تاريخ النشر: 12/03/2019. الناشر:"""
    return any(word in _words("book") for word in _WORD.findall(line.text))


def _line(line: Line) -> Iterator[date]:
    """A line that holds a date and little else."""
    if len(line.dates) == 1 and _spare(line) <= CROWD and line.dates[0].first_day and not _moving(line):
        yield line.dates[0].first_day


def _moving(line: Line) -> bool:
    """Whether a word before the date says that it is another one: منذ 12 مارس 2024."""
    time = line.dates[0]
    return any(word in _words("other") for word in _WORD.findall(line.text[: time.stop]))


def _stamp(line: Line) -> Iterator[date]:
    """20/10/2012 12:00 صباحا, before prose, too; not 05/06/2012, in which the month can come first."""
    for time in line.dates:
        surface, clock = line.text[time.start : time.stop], _STAMP.match(line.text, time.stop)
        bare = not _governed(time, line.text)
        stamped = clock is not None and clock[1] in _words("half_day") and not _either_first(surface)
        if bare and stamped and time.start <= OPENING and time.first_day:
            yield time.first_day


def _governed(time: Time, text: str) -> bool:
    """Whether a preposition stands before a date or the word before it, so that a sentence tells of that day.

    في 20/10/2012 12:00 صباحا, أقلعت من بيروت 20/10/2012 12:00 صباحا
    """
    surface, before = text[time.start : time.stop], _WORD.findall(text[max(0, time.start - 40) : time.start])
    leads = surface[0].isdigit() or surface.startswith(tuple(_weekdays()))
    return not leads or any(word in _words("governs") for word in before[-2:])


def _either_first(surface: str) -> bool:
    figures = [int(figure) for figure in _FIGURE.findall(surface)][:2]
    return len(set(figures)) == 2 and max(figures) <= MONTHS


def _agency(line: Line) -> Iterator[date]:
    """الرباط 12 مارس 2024 (ومع) - ..., and where the headline stands in the same line, رام الله 19-7-2012 وفا- ..."""
    for time in line.dates:
        named = _named_agency().match(line.text, time.stop) and not _governed(time, line.text)
        if time.start <= OPENING and time.first_day and named:
            yield time.first_day
            return
    for time in line.dates[:1]:
        before, after = line.text[: time.start], line.text[time.stop :]
        opens = len(_WORD.findall(before)) <= CROWD and time.start < 40
        if opens and _AGENCY.match(after) and not _moving(line) and time.first_day:
            yield time.first_day


def _today(line: Line) -> Iterator[date]:
    """اليوم الثلاثاء 12 مارس 2024."""
    for time in line.dates:
        if time.start > OPENING:
            return
        before = _WORD.findall(line.text[max(0, time.start - 30) : time.start])
        inside = _WORD.findall(line.text[time.start : time.stop])
        if time.first_day and any(word in _words("today") for word in [*before[-1:], *inside]):
            yield time.first_day


@cache
def _named_agency() -> re.Pattern[str]:
    return re.compile(rf"[\s\-]*(?:{'|'.join(_words('agency'))}) ?-")


RULES: tuple[tuple[str, Callable[[Line], Iterator[date]]], ...] = (
    ("rfc_2822", _rfc),
    ("labelled", _labelled),
    ("iso_8601", _iso),
    ("line", _line),
    ("stamp", _stamp),
    ("agency", _agency),
    ("today", _today),
)


def _spare(line: Line) -> int:
    """How many words of the line are neither its dates nor what stands beside dates: a label, a clock, a zone."""
    rest = line.text
    for time in reversed(line.dates):
        rest = rest[: time.start] + " " + rest[time.stop :]
    for label in _words("label"):
        rest = rest.replace(label, " ")
    words = _WORD.findall(_CLOCK.sub(" ", rest))
    return sum(word not in _words("beside") for word in words)


@cache
def _words(kind: str) -> tuple[str, ...]:
    rows = [row for row in lexicon.rows("datelines") if row["kind"] == kind]
    return tuple(fold(word).text for row in rows for word in row["words"].split("|"))
