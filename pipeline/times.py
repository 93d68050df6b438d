"""Expressions of time in a folded text: what days they mean, where the text or the document's date tells."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from pipeline import periods
from pipeline.periods import Period
from pipeline.phrases import Line, letter, rewritten
from pipeline.timepage import Page, lead_day, night
from pipeline.timepoints import Point, placed
from pipeline.timerules import rules
from pipeline.timewords import Span, scanned

_WITHOUT_YEAR = ("bare_month", "day_and_month")
PRINTED = range(1500, 8000)  # years that a document can be of: others would reckon past the calendar's ends


class Time(NamedTuple):
    """An expression of time with its ISO 8601 value, null where nothing tells which days are meant."""

    start: int
    stop: int
    value: str | None
    first_day: date | None
    last_day: date | None
    rule: str


def times(text: str, sentences: Sequence[Span], amounts: Sequence[Any], published: date | None) -> list[Time]:
    """The expressions of time in `text`, in order, none over another and none over a sum of money or a percentage.

    A relative expression is reckoned from `published`; without it the value is null. A preposition that stands
    alone is in the span, a clitic one is not. A time of the day is left out.

    >>> [(t.value, t.rule) for t in times("بلغ الدخل 5 ملايين في عام 2024", [], [], None)]
    [('2024', 'year')]
    >>> text = "من يناير الي مارس 2024"
    >>> times(text, [], [], None)[0].value
    '2024-01-01/2024-03-31'
    >>> times("العام الماضي", [], [], None)[0].value
    >>> times("العام الماضي", [], [], date(2025, 3, 1))[0].value
    '2024'
    """
    line = scanned(text, [a for a in amounts if a.type != "NUMBER"])
    if not line.kinds.strip(letter("other") + letter("stop")):
        return []
    if published and published.year not in PRINTED:
        published = None
    page = Page(text, [s.start for s in sentences], published, lead_day(line), night(text))
    line = rewritten(line, rules(), page)
    return [*_emitted(line, page)]


def _emitted(line: Line, page: Page) -> Iterator[Time]:
    phrases = {letter(kind) for kind in "PYM"}
    known: list[tuple[int, Period]] = []
    for place, kind in enumerate(line.kinds):
        if kind not in phrases:
            continue
        point: Point = line.values[place]
        start, stop = line.starts[place], line.stops[place]
        period = _alike(point, start, known, page) if point.like else point.period
        if point.rule in _WITHOUT_YEAR and _in_another_year(period, start, known, page):
            period = periods.unknown(period.grain)
        if (period.first and period.last) or period.grain in periods.LENGTHS:  # الربع الثاني, unplaced, too
            known.append((start, period))
        yield Time(start, stop, period.value, period.first, period.last, point.rule)


def _in_another_year(period: Period, start: int, known: Sequence[tuple[int, Period]], page: Page) -> bool:
    """Whether the sentence has just named a year gone by: شهد عام 2019 احتجاجات، ففي أبريل أطيح بالبشير."""
    place, before = next((one for one in reversed(known) if one[1].first), (0, periods.UNKNOWN))
    if place < page.sentence(start) or before.grain != "year" or not before.first or not period.first:
        return False
    return before.first.year < period.first.year


def _alike(point: Point, start: int, known: Sequence[tuple[int, Period]], page: Page) -> Period:
    """The stretch that an expression before it points to: the same one of another year, or the year before."""
    here = page.sentence(start)
    if point.like == "year":
        place, before = known[-1] if known else (0, periods.UNKNOWN)
        if place < here or not before.first or not before.last or before.first.year != before.last.year:
            return periods.unknown("year")
        if point.years > 0 and before.grain != "year":  # في مارس … العام التالي: the month's year may be reckoned
            return periods.unknown("year")
        return placed(point.month, point.day, before.first.year + point.years)
    near = [period for place, period in known if place >= page.sentence(max(0, here - 2))]
    before = next((period for period in reversed(near) if period.grain not in ("year", "day", "week")), periods.UNKNOWN)
    if not before.first or not before.last or not (point.of or point.years):
        return periods.UNKNOWN
    if not point.of or before.first.year != before.last.year:
        return periods.moved(before, point.years)
    years = point.of - before.first.year
    return periods.moved(before, years) if years else periods.UNKNOWN
