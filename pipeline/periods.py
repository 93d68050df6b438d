"""Stretches of days with their ISO 8601 value: what an expression of time comes down to."""

from datetime import date, timedelta
from typing import NamedTuple

from hijridate import Gregorian, Hijri

MONTHS = 12
LENGTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}  # in months
FIRST_HIJRI, LAST_HIJRI = 1343, 1500  # the years that hijridate's table of the Umm al-Qura calendar covers
DAY = timedelta(days=1)


class Period(NamedTuple):
    """Days from `first` to `last`, both in it; all null where the text does not tell, one null where it is open.

    `grain` is century, decade, year, half, quarter, month, week, day, span, or fiscal: a year written as two, whose
    days are known (fiscal_days) or not.
    """

    value: str | None
    first: date | None
    last: date | None
    grain: str


UNKNOWN = Period(None, None, None, "span")


def unknown(grain: str) -> Period:
    """A period of a known grain that nothing places in the calendar."""
    return Period(None, None, None, grain)


def year(number: int) -> Period:
    """The year `number`.

    >>> year(2024).value
    '2024'
    """
    if not 1 <= number <= 9999:
        return unknown("year")
    return Period(f"{number:04}", date(number, 1, 1), date(number, 12, 31), "year")


def month(number: int, of: int) -> Period:
    """Month `number` of the year `of`.

    >>> month(2, 2024).value, month(2, 2024).last
    ('2024-02', datetime.date(2024, 2, 29))
    """
    return _months(number, 1, of, f"{of:04}-{number:02}", "month")


def quarter(number: int, of: int) -> Period:
    """A quarter of a calendar year.

    >>> quarter(3, 2025).value, quarter(3, 2025).first
    ('2025-Q3', datetime.date(2025, 7, 1))
    """
    return _months(3 * number - 2, 3, of, f"{of:04}-Q{number}", "quarter")


def third(number: int, of: int) -> Period:
    """A third of a calendar year, for which ISO 8601 has no sign.

    >>> third(1, 2025).value
    '2025-01-01/2025-04-30'
    """
    thirds = _months(4 * number - 3, 4, of, "", "span")
    return stretch(thirds.first, thirds.last)


def half(number: int, of: int) -> Period:
    """A half of a calendar year.

    >>> half(1, 2025).value
    '2025-H1'
    """
    return _months(6 * number - 5, 6, of, f"{of:04}-H{number}", "half")


def day(of: int, number: int, at: int) -> Period:
    """The day `at` of month `number` of the year `of`; unknown where the calendar has no such day.

    >>> day(2024, 2, 29).value, day(2023, 2, 29).value
    ('2024-02-29', None)
    """
    try:
        return on(date(of, number, at))
    except ValueError:
        return unknown("day")


def on(when: date) -> Period:
    """The day `when` alone."""
    return Period(when.isoformat(), when, when, "day")


def week(of: date) -> Period:
    """The week of the day `of`, Monday to Sunday as ISO 8601 counts.

    >>> week(date(2018, 6, 5)).value
    '2018-06-04/2018-06-10'
    """
    first = of - of.weekday() * DAY
    return stretch(first, first + 6 * DAY, "week")


def stretch(first: date | None, last: date | None, grain: str = "span") -> Period:
    """The days from `first` to `last`; a null one leaves that side open, and one that would run backwards is unknown.

    >>> stretch(date(2024, 1, 1), date(2024, 9, 30)).value
    '2024-01-01/2024-09-30'
    >>> stretch(date(2014, 1, 1), None).value
    '2014-01-01/..'
    """
    if (first is None and last is None) or (first and last and first > last):
        return unknown(grain)
    return Period(f"{first or '..'}/{last or '..'}", first, last, grain)


def across(a: Period, b: Period) -> Period:
    """From the first day of `a` to the last day of `b`; unknown if either is not known."""
    return stretch(a.first, b.last) if a.first and b.last else UNKNOWN


def fiscal(first: int, last: int) -> Period:
    """A year that is written as two, `2023/2024`: its months differ by country, so its days are the outer bounds.

    >>> fiscal(2023, 2024).value
    '2023/2024'
    """
    return year(first)._replace(value=f"{first:04}/{last:04}", last=date(last, 12, 31), grain="fiscal")


def decade(first: int) -> Period:
    """Ten years from `first`."""
    return stretch(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def century(number: int) -> Period:
    """A century by its ordinal.

    >>> century(20).value
    '1901-01-01/2000-12-31'
    """
    if not 1 <= number <= 99:
        return unknown("century")
    return stretch(date(100 * number - 99, 1, 1), date(100 * number, 12, 31), "century")


def months_from(first: date, count: int, grain: str) -> Period:
    """So many whole months from the day `first`.

    >>> months_from(date(2017, 7, 1), 12, "span").value
    '2017-07-01/2018-06-30'
    """
    return stretch(first, later(first, count) - DAY, grain)


def months_to(last: date, count: int) -> Period:
    """So many months up to the day `last`, by their own name where they are a year, half, quarter or month.

    >>> months_to(date(2017, 6, 30), 12).value, months_to(date(2020, 3, 31), 3).value
    ('2016-07-01/2017-06-30', '2020-Q1')
    """
    first = later(last + DAY, -count)
    named = next((whole(first, grain) for grain, months in LENGTHS.items() if months == count), UNKNOWN)
    return named if (named.first, named.last) == (first, last) else stretch(first, last)


def hijri_year(of: int) -> Period:
    """A year of the Umm al-Qura calendar; unknown outside its table."""
    if not FIRST_HIJRI <= of <= LAST_HIJRI:
        return unknown("year")
    return stretch(_hijri(of, 1), _hijri(of, 12, last=True))


def hijri_month(number: int, of: int) -> Period:
    """A month of the Umm al-Qura calendar, as the days that it covers.

    >>> hijri_month(9, 1445).value
    '2024-03-11/2024-04-09'
    """
    if not FIRST_HIJRI <= of <= LAST_HIJRI:
        return unknown("month")
    return stretch(_hijri(of, number), _hijri(of, number, last=True))


def hijri_day(of: int, number: int, at: int) -> Period:
    """A day of the Umm al-Qura calendar; unknown where it has no such day.

    >>> hijri_day(1445, 9, 1).value
    '2024-03-11'
    """
    try:
        return on(Hijri(of, number, at).to_gregorian())
    except (ValueError, OverflowError):
        return unknown("day")


def hijri_month_of(when: date) -> tuple[int, int] | None:
    """Year and month of the Umm al-Qura calendar in which `when` falls, if its table covers it."""
    try:
        found = Gregorian(when.year, when.month, when.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return found.year, found.month


def later(when: date, months: int) -> date:
    """The day `months` after `when`, before it where they are negative; the last of a month that is shorter.

    >>> later(date(2024, 3, 31), -1)
    datetime.date(2024, 2, 29)
    """
    count = when.year * MONTHS + when.month - 1 + months
    of, number = divmod(count, MONTHS)
    of = min(max(of, 1), 9998)
    return min(date(of, number + 1, 1) + (when.day - 1) * DAY, _last_day(of, number + 1))


def whole(of: date, grain: str) -> Period:
    """The year, half, quarter or month in which a day lies.

    >>> whole(date(2024, 5, 7), "quarter").value
    '2024-Q2'
    """
    if grain == "year":
        return year(of.year)
    made = {"half": half, "quarter": quarter, "month": month}[grain]
    return made((of.month - 1) // LENGTHS[grain] + 1, of.year)


def moved(period: Period, years: int) -> Period:
    """The same stretch of another year: the second quarter of 2024 by -1 is that of 2023.

    >>> moved(quarter(2, 2024), -1).value
    '2023-Q2'
    >>> moved(stretch(date(2017, 7, 1), date(2018, 3, 31)), -1).value
    '2016-07-01/2017-03-31'
    >>> moved(stretch(None, date(2024, 2, 29)), -1).value
    '../2023-02-28'
    """
    if not period.last or not 1 < (period.first or period.last).year + years < 9000:
        return unknown(period.grain)
    if not period.first:
        return stretch(None, _same_day(period.last, years), period.grain)
    of, number = period.first.year + years, period.first.month
    if period.grain in LENGTHS:
        return whole(date(of, number, 1), period.grain)
    if period.grain == "day":
        return day(of, number, period.first.day)
    last = period.last.year + years, period.last.month
    full = period.first.day == 1 and period.last == _last_day(period.last.year, period.last.month)
    return stretch(date(of, number, 1), _last_day(*last), period.grain) if full else unknown(period.grain)


def _same_day(day: date, years: int) -> date:
    """The day in another year, the last of a month where it is that."""
    last = _last_day(day.year + years, day.month)
    return last if (day + DAY).day == 1 else last.replace(day=day.day)


def _months(first: int, count: int, of: int, value: str, grain: str) -> Period:
    last = first + count - 1
    if not (1 <= of <= 9999 and first >= 1 and last <= MONTHS):
        return unknown(grain)
    return Period(value, date(of, first, 1), _last_day(of, last), grain)


def _last_day(of: int, number: int) -> date:
    return date(of, 12, 31) if number == MONTHS else date(of, number + 1, 1) - DAY


def _hijri(of: int, number: int, last: bool = False) -> date:
    found = Hijri(of, number, 1)
    return Hijri(of, number, found.month_length() if last else 1).to_gregorian()
