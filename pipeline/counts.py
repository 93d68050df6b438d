"""Which numbers without a unit are plain quantities, and which are years, times, ages, labels or names."""

from collections.abc import Sequence

from pipeline.bounds import bound_before
from pipeline.numbers import Reading
from pipeline.numerals import Words, context

YEARS = range(1000, 2200)
LONG = 7  # digits without a separator that are more often a telephone's than a count's


def is_year(read: Words, reading: Reading) -> bool:
    """Whether a number is four digits that look like a year."""
    return (
        reading.last == reading.first + 1
        and read.surfaces[reading.first].isdigit()
        and len(read.surfaces[reading.first]) == 4
        and reading.value in YEARS
    )


def is_count(read: Words, first: int, last: int, reading: Reading, names: Sequence[tuple[int, int]]) -> bool:
    """Whether a number that has no unit is a plain quantity: every rule below must let it pass.

    >>> from pipeline.numbers import number
    >>> from pipeline.numerals import words
    >>> [is_count(r, 1, 2, number(r, 1), ()) for r in map(words, ("قتل 25 شخصا", "عمره 25 عاما", "عام 1998"))]
    [True, False, False]
    """
    return not any(rule(read, first, last, reading) for rule in RULES) and not _in_name(read, first, last, names)


def _in_name(read: Words, first: int, last: int, names: Sequence[tuple[int, int]]) -> bool:
    start, stop = read.starts[first], read.stops[last - 1]
    return any(begins < stop and start < ends for begins, ends in names)


def _before(read: Words, first: int) -> str:
    return read.surfaces[first - 1] if first else "\n"


def _after(read: Words, last: int) -> str:
    return read.surfaces[last] if last < len(read.surfaces) else "\n"


def year(read: Words, first: int, last: int, reading: Reading) -> bool:
    """عام 2017, في 2018, عام ألف وتسعمئة"""
    if _before(read, first) in context("year_noun"):
        return True
    return is_year(read, reading) and bound_before(read, first - 1, max(0, first - 3))[0] == "exact"


def time(read: Words, first: int, last: int, reading: Reading) -> bool:
    """3 أشهر, 25 عاما, 15 يناير, الساعة 10"""
    after, before = _after(read, last), _before(read, first)
    months = context("month")
    return (
        (reading.rule == "ordinal" and before in context("ordinal_of_time"))
        or after.removeprefix("ال") in context("time") or before.removeprefix("ال") in context("time")
        or after in context("clock") or after in months
        or before in months or before in context("clock") or before in context("date") or before in context("age")
    )  # fmt: skip


def points(read: Words, first: int, last: int, reading: Reading) -> bool:
    """10898.7 نقطة"""
    return _after(read, last) in context("index")


def label(read: Words, first: int, last: int, reading: Reading) -> bool:
    """المادة 25, رقم 7, Llama 4, 5G, #3"""
    before, after = _before(read, first), _after(read, last)
    if before in context("label") or before in "#@_&" or _latin(before):
        return True
    return _latin(after) and read.starts[last] == read.stops[last - 1]


def _latin(surface: str) -> bool:
    return surface[0].isascii() and surface[0].isalpha()


def marked(read: Words, first: int, last: int, reading: Reading) -> bool:
    """3/4, 10:30, 2-1, 192.168.1.2, 1. at a line's head"""
    before, after = _before(read, first), _after(read, last)
    if after in MARKS and last < len(read.surfaces) and read.starts[last] == read.stops[last - 1]:
        if after != "." or (last + 1 < len(read.surfaces) and read.surfaces[last + 1][0].isdigit()):
            return True
        if before == "\n":
            return True
    if before in MARKS and first and read.stops[first - 1] == read.starts[first]:
        return True
    if before == "\n" and after in ".)-:":
        return True
    return before in "-:" and before != "\n" and first > 1 and read.surfaces[first - 2][0].isdigit()


MARKS = frozenset("/:-._\\*+")


def telephone(read: Words, first: int, last: int, reading: Reading) -> bool:
    """0123456, 9627654321"""
    surface = read.surfaces[first]
    return surface.isdigit() and last == first + 1 and (len(surface) >= LONG or (surface[0] == "0" and len(surface) > 1))


def part(read: Words, first: int, last: int, reading: Reading) -> bool:
    """نصف السكان: a part of something is no count"""
    return reading.rule in ("part", "parts")


def one(read: Words, first: int, last: int, reading: Reading) -> bool:
    """واحد من: oftener a pronoun than a number"""
    return reading.value == 1 and not read.surfaces[first][0].isdigit()


RULES = (year, time, points, label, marked, telephone, part, one)
