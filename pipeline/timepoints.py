"""What rules of time share: a phrase on its way to a time, the year that it names, and whether digits are a count."""

from typing import Any, NamedTuple

from pipeline import periods
from pipeline.periods import DAY, Period
from pipeline.phrases import Found, letter, letters
from pipeline.timepage import Page, definite
from pipeline.timewords import vetoes

NEAR = 8  # months: a bare month is read as a past or a coming one up to this far from the document's date
TENS = 10  # behind a month only what this divides can be a count
ROUND = 50  # a number that this divides is as often a count as a year: 1950, 2000


class Point(NamedTuple):
    """A phrase on its way to a Time: its days as far as known, and what else a longer phrase can ask of it.

    `month` and `day` are those of a date, or of where it begins; `loose` says that its year was reckoned, not said;
    `part` is the part of it that is meant. `like` asks for a stretch that the text named before: `same` for the same
    one in the year `of`, or that many `years` on; `earlier` for what the sentence tells of, that many `years` on;
    `year` for the year that many `years` from its own, -1 for the one before; `month` for the month of what stands
    right before, or the `day` of it; `named` for the month or quarter itself. Without `like`, `years` says how far a
    year lies from the document's. `hijri` is a date of that calendar, which has no `month`.
    """

    period: Period
    rule: str = ""
    month: int = 0
    day: int = 0
    part: str = ""
    loose: bool = False
    like: str = ""
    of: int = 0
    years: int = 0
    hijri: bool = False


NOT_ONE_YEAR = ("fiscal", "fiscal_days", "span", "decade", "century")


def year_point(value: Any) -> Point:
    """A phrase, or a year in digits as one."""
    return value if isinstance(value, Point) else Point(periods.year(value), "year")


def year_of(found: Found, page: Page) -> tuple[int | None, Point | None]:
    """The year that a phrase names, None where it is not known; and the phrase for it."""
    if found.has("now"):
        return (None if described(found, "now", page) else page.year), Point(periods.unknown("year"))
    value = found("y")
    if value is None:
        return None, None
    point = year_point(value)
    plain = point.period.grain == "year" and point.period.first is not None and not point.part
    return (point.period.first.year if plain and point.period.first else None), point


def steps(found: Found) -> int:
    """How far from the one that runs: -1 الماضي, -2 قبل الماضي, 2 بعد المقبل."""
    twice = 1 if found.is_a("twice", "after") else -1
    return (found("s") or 0) + twice * found.has("twice")


def described(found: Found, part: str, page: Page) -> bool:
    """Whether what follows makes العام or الشهر another one than that which runs: العام التالي, الشهر قبل الماضي."""
    place = found.match.start(part)
    tail = found.line.kinds[place + 1 : place + 3]
    return definite(page.after(found.line.stops[place])) or tail == letter("before") + letter("past")


def counts(found: Found, part: str, page: Page) -> bool:
    """Whether four digits are a count: في 2010 موظف, حتى 2000 طفل."""
    if not found.is_a(part, "year4"):
        return False
    stop = found.line.stops[found.match.start(part)]
    return page.counted(stop) or _round_count(found(part), page.after(stop))


def year_counts(found: Found, page: Page) -> bool:
    """Whether the year behind a month or a quarter is a count: في يناير 2000 مهاجر; not behind من, nor 2023 شركة."""
    rounded = found.is_a("y", "year4") and found("y") % TENS == 0
    return (
        rounded
        and counts(found, "y", page)
        and found.line.kinds[found.match.start("y") - 1] not in letters("of l open")
    )


def _round_count(number: int, after: str) -> bool:
    """Whether the word after a round number can be what it counts: 2000 سائح, 1950 سائحا; not 2000 00:30 GMT."""
    if number % ROUND or not after.isalpha() or after.isascii():
        return False
    if after == "من" or after.endswith("ة"):
        return True
    return not follows_year(after) and after.endswith("ا") == bool(number % 100)


def follows_year(word: str) -> bool:
    """Whether a word is no noun that a number counts: 2000 بدأت, 2000 الذي."""
    verb = word.endswith("ت") and len(word) > 3
    return verb or word in vetoes("after_year") or word.startswith(_DEFINITE)


_DEFINITE = ("ال", "وال", "بال", "لل")


def same_month_day(end: Point, at: int) -> Period:
    """The day `at` of the month in which a day lies, by the calendar that names that: 10 in من 10 إلى 14 رمضان 1447."""
    return periods.on(end.period.first - (end.day - at) * DAY) if end.period.first else periods.unknown("day")


def placed(number: int, at: int, of: int) -> Period:
    """The year `of`, or month `number` of it, or day `at` of that."""
    if not number:
        return periods.year(of)
    return periods.day(of, number, at) if at else periods.month(number, of)
