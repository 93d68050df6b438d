"""Expressions of time in a folded text: what days they mean, where the text or the document's date tells."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from pipeline import periods
from pipeline.periods import Period
from pipeline.phrases import Line, letter, rewritten
from pipeline.timepage import LEAD, Page, lead_day, night
from pipeline.timepoints import Point, placed
from pipeline.timerules import rules
from pipeline.timewords import Span, scanned
from pipeline.timeyears import written_in

_WITHOUT_YEAR = ("bare_month", "day_and_month")
_STRETCHES = ("first_months", "last_months", "same_period", "from_to", "between")  # unplaced, too, as الربع الثاني is
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
    sums = [a for a in amounts if a.type != "NUMBER"]
    line = scanned(text, sums)
    if not line.kinds.strip(letter("other") + letter("stop")):
        return []
    if published and published.year not in PRINTED:
        published = None
    starts, stops = [s.start for s in sentences], frozenset(a.stop for a in sums)
    page = Page(text, starts, published, None, lead_day(line), night(text), stops)
    page = page._replace(year=published.year if published else written_in(line, page))
    line = rewritten(line, rules(), page)
    return [*_emitted(line, page)]


class _Said(NamedTuple):
    """An expression that the text has passed: where it stands, its days, and what الفترة نفسها means from there on."""

    place: int
    period: Period
    stretch: Period


def _emitted(line: Line, page: Page) -> Iterator[Time]:
    """The times that the rules have found, those placed that point to another: in order, for each looks back."""
    phrases = {letter(kind) for kind in "PYM"}
    known: list[_Said] = []
    passed: _Said | None = None
    for place, kind in enumerate(line.kinds):
        if kind not in phrases:
            continue
        point: Point = line.values[place]
        start, stop = line.starts[place], line.stops[place]
        stretch = _stretch(point, start, known, page) if point.like == "same" else None
        if point.like == "month":
            period = _in_month(point, start, passed, page)
        else:
            period = _moved(point, stretch) if stretch else _alike(point, start, known, page)
        if point.rule in _WITHOUT_YEAR and _in_another_year(period, start, known, page):
            period = periods.unknown(period.grain)
        if point.like != "earlier" and _stretches(point, period, page):
            known.append(_Said(start, period, stretch or period))
        passed = _Said(start, period, period)
        yield Time(start, stop, period.value, period.first, period.last, point.rule)


def _stretches(point: Point, period: Period, page: Page) -> bool:
    """Whether what the text says later can point to an expression: days, or what has lasted up to one of them."""
    if point.rule == "until":  # not حتى نهاية السنة of what is to come
        return period.last is not None and not (page.published and period.last > page.published)
    return bool(period.first and period.last) or period.grain in periods.LENGTHS or point.rule in _STRETCHES


def _in_another_year(period: Period, start: int, known: Sequence[_Said], page: Page) -> bool:
    """Whether the sentence has just named a year gone by: شهد عام 2019 احتجاجات، ففي أبريل أطيح بالبشير."""
    last = next((said for said in reversed(known) if said.period.first), None)
    if not last or last.place < page.sentence(start) or last.period.grain != "year":
        return False
    return bool(last.period.first and period.first and last.period.first.year < period.first.year)


def _alike(point: Point, start: int, known: Sequence[_Said], page: Page) -> Period:
    """The days of an expression: its own, or those of the month or year before it that it points to."""
    if not point.like:
        return point.period
    if point.like == "named":
        return _named(point, known, page)
    if point.like == "earlier":
        return _earlier(point, start, known, page)
    last = next((said for said in reversed(known) if said.period.first or not said.period.last), None)
    if not last or last.place < page.sentence(start) or not last.period.first or not last.period.last:
        return periods.unknown("year")
    of = last.period.first.year
    # في مارس … العام التالي: the month's year may be reckoned
    if of != last.period.last.year or (point.years > 0 and last.period.grain != "year"):
        return periods.unknown("year")
    return placed(point.month, point.day, of + point.years)


def _earlier(point: Point, start: int, known: Sequence[_Said], page: Page) -> Period:
    """What the sentence tells of, that many years on: 17 مليارا في 2025 مقابل 13 مليارا قبل عام.

    Not of a day, on which it may be announced, nor of what goes on up to the document's date, nor of a time that
    something else is measured by.
    """
    here = (said for said in reversed(known) if said.place >= page.sentence(start) and not page.measures(said.place))
    last = next((said.period for said in here if said.period.grain not in ("day", "week")), None)
    if not last or not last.first or last.last == page.published:
        return point.period
    return periods.moved(last, point.years)


def _in_month(point: Point, start: int, passed: _Said | None, page: Page) -> Period:
    """The month of the expression right before it in its sentence, or a day of it; unknown where that is of no one."""
    first, last = (passed.period.first, passed.period.last) if passed else (None, None)
    if not passed or passed.place < page.sentence(start) or not first or not last:
        return point.period
    if first.replace(day=1) != last.replace(day=1):
        return point.period
    meant = placed(first.month, point.day, first.year)
    return periods.stretch(None, meant.last) if point.rule == "until" else meant


def _stretch(point: Point, start: int, known: Sequence[_Said], page: Page) -> Period:
    """What الفترة نفسها points to: the last stretch in this or the sentence before.

    Not one that something is measured by, if the year is said from now on: مقارنة بالربع الأول من 2021، و5 ملايين
    في الفترة نفسها من العام الماضي.
    """
    since = page.sentence(max(0, page.sentence(start) - 2))
    near = (said for said in reversed(known) if said.place >= since and said.stretch.grain not in _NO_STRETCH)
    said = next((said for said in near if point.of or not page.measures(said.place)), None)
    return said.stretch if said else periods.UNKNOWN


_NO_STRETCH = ("year", "day", "week")


def _moved(point: Point, stretch: Period) -> Period:
    """The stretch in the year that the point names or counts from there; unknown if it is in that year already."""
    if not stretch.last:
        return periods.UNKNOWN
    begins = (stretch.first or stretch.last).year
    if begins == point.of:
        return periods.UNKNOWN
    if point.of and begins == stretch.last.year:
        return periods.moved(stretch, point.of - begins)
    return periods.moved(stretch, point.years) if point.years else periods.UNKNOWN


def _named(point: Point, known: Sequence[_Said], page: Page) -> Period:
    """The month or quarter that the head of the text has named with its year, where no other year's is named.

    في نهاية مارس 2022 … في مارس الماضي; not زاد 5% عن مارس 2021 … في مارس الماضي, which measures by it.
    """
    same = {said.period: said.place < LEAD and not page.measures(said.place) for said in known
            if said.period.first and said.period.grain == point.period.grain
            and said.period.first.month == point.month}  # fmt: skip
    return next(iter(same)) if len(same) == 1 and all(same.values()) else point.period
