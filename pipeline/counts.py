"""Which numbers without a unit are plain quantities, and which are years, times, ages, labels or parts of names."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import NamedTuple, Protocol

from pipeline.bounds import bound_before
from pipeline.money import nouns
from pipeline.numbers import Reading, counted, graded, lettered, named, raised
from pipeline.numerals import AND, NOTHING, Numeral, Words, context, gap, money_words, words
from pipeline.sums import ARTICLE, Sum

YEARS = range(1000, 2200)
LONG = 7  # digits without a separator that are more often a telephone's than a count's
LONGEST_WHOLE, LONGEST_PART = 4, 2  # digits before and behind a decimal mark that was lost
VALUED = ("filler", "price", "ratio", "against", "to", "approximator", "breaker")  # what stands before a value
UNTOLD = ("mirrored", "misspelt", "fifth_scale")  # rules of numbers whose form leaves their value open
QUOTE = '"'  # what every mark of a quotation is once folded
NAME = 3  # words before المليون of a name in quotes: «من سيربح المليون»
DECIMAL_MARKS = frozenset(".,،")
MARKS = frozenset("/:-._\\*+")  # what ties a number to another: 3/4, 10:30, 2-1


class Span(Protocol):
    """Anything with a place in the text: a sentence, a mention."""

    @property
    def start(self) -> int: ...

    @property
    def stop(self) -> int: ...


class Spans(NamedTuple):
    """Where names begin, in order, and how far those up to each reach."""

    starts: list[int]
    reach: list[int]


def spans(names: Iterable[Span]) -> Spans:
    """The places of names, ready to be asked what they cover."""
    ordered = sorted((name.start, name.stop) for name in names)
    return Spans([start for start, _ in ordered], list(accumulate((stop for _, stop in ordered), max)))


def is_count(read: Words, one: Sum, names: Spans) -> bool:
    """Whether a number that has no unit is a plain quantity: no rule of `RULES` may speak, and no name hold it.

    >>> from pipeline.numerals import words
    >>> from pipeline.sums import sums
    >>> reads = [words(text) for text in ("قتل 25 شخصا", "عمره 25 عاما", "عام 1998")]
    >>> [is_count(read, next(sums(read, read.text)), spans([])) for read in reads]
    [True, False, False]
    """
    return not any(rule(read, one) for rule in RULES) and not in_name(one, names)


def in_name(one: Sum, names: Spans) -> bool:
    """Whether a name reaches into a number."""
    at = bisect_right(names.starts, one.stop - 1)
    return at > 0 and names.reach[at - 1] > one.start


def cut_by_name(one: Sum, names: Spans) -> bool:
    """Whether a name ends on the first of the groups that blanks part: "تسلا 3" in تسلا 3 400 دولار."""
    at = bisect_left(names.starts, one.start)
    return one.reading.rule.startswith("blank_groups") and at > 0 and one.start < names.reach[at - 1] < one.stop


def is_year(read: Words, reading: Reading) -> bool:
    """Whether a number is four digits that look like a year."""
    return reading.last == reading.first + 1 and _looks_like_year(read.surfaces[reading.first])


def _looks_like_year(surface: str) -> bool:
    return surface.isdigit() and len(surface) == 4 and int(surface) in YEARS


def torn(read: Words, one: Sum) -> bool:
    """Whether a sum is read from a part of what says it, so that its value is not known.

    في حدود 733 7 مليون دينار lost its decimal mark, and 90 ,11 ألف دينار is in two; مليون دولار إلا ربعا,
    عشرين ونيف مليون دولار, 1.5 $ مليار, 5,,5 مليون دولار and عشرة (12) ألف دينار say more than one number tells.
    84 ،993 678 أورو is turned round, 5 نليون دولار may be two scales, خمس مليون دولار a fifth of one, 06% the 60%
    that a page turned round.
    $10³ may be a power or bear the mark of a note, 50/60 دولارا may be from one to the other or either; the number of
    A320 مليون دولار is a name.
    """
    return one.unit is not None and (
        one.reading.rule in UNTOLD
        or _heads_zeros(read, one)
        or _strayed_point(read, one)
        or (one.first > 0 and _torn_at(read, one.first))
        or _mark_astray(read, one.first)
        or _has_short_tail(read, one.first)
        or _slashed(read, one)
        or lettered(read, one.reading.first)
        or _goes_on(read, one)
        or _went_before(read, one)
    )


def _heads_zeros(read: Words, one: Sum) -> bool:
    """Whether zeros before a number tell that the page turned it round: 06%, 0001 مليار.

    A single one is a way to write what is no percentage: 05 دنانير, and 04 مليون و254 ألف, are five and 4,254,000.
    """
    surface = read.surfaces[one.reading.first]
    zeros = len(surface) - len(surface.lstrip("0"))
    percent = one.unit is not None and one.unit.type == "PERCENT"
    return surface.isdigit() and zeros < len(surface) and zeros > (not percent)


def _strayed_point(read: Words, one: Sum) -> bool:
    """Whether a point is glued to the head of a number: the full stop of what went before, or of a lost zero."""
    return read.text[one.start] == "."


def _slashed(read: Words, one: Sum) -> bool:
    """Whether a stroke ties the number to another, or what reads as a part counts by its plural: 5/6 دولارات"""
    place = one.reading.first
    if one.reading.rule == "slash":
        noun = nouns().get(read.surfaces[one.reading.last]) if one.reading.last < len(read.surfaces) else None
        return noun is not None and noun.shape == "many"
    said = one.unit is not None and one.unit.noun in nouns()  # 5 دولارات/100 كلم is no pair, 50 دولارا/60 دولارا is
    pair = not said or read.surfaces[one.last + 2 : one.last + 3] == [read.surfaces[one.last - 1]]
    return _tied_to(read, place - 1, -1) or _tied_to(read, one.first - 1, -1) or (pair and _tied_to(read, one.last, 1))


def _tied_to(read: Words, stroke: int, step: int) -> bool:
    """Whether a stroke at a place ties a sum to figures, or to a sum in money, before it or, by `step`, behind it."""
    if not 0 < stroke < len(read.surfaces) - 1 or read.surfaces[stroke] != "/":
        return False
    at = stroke + step
    at += step * (read.surfaces[at] in money_words())
    return gap(read, stroke) == gap(read, stroke + 1) == "" and _numeral(read, at).kind == "digits"


def _goes_on(read: Words, one: Sum) -> bool:
    """Whether words behind a number or a sum belong to its value: إلا ربعا, ونيف مليون, $ مليار, مليون و(200) ألف."""
    after = _after(read, one)
    if read.surfaces[one.last : one.last + 2] == ["و", "("] and _numeral(read, one.last - 1).kind == "scale":
        return _numeral(read, one.last + 2).kind == "digits"
    if after in context("less") or (one.unit is None and after in context("and_some")):
        return _numeral(read, one.last + 1).kind != ""
    if raised(read, one.last):
        return True
    follows = _numeral(read, one.last + (after == ")"))  # ($5) مليون
    return one.unit is not None and one.unit.rule == "sign" and follows.kind == "scale" and not follows.cut


def _went_before(read: Words, one: Sum) -> bool:
    """Whether words before a sum belong to its value."""
    if one.first < 2:
        return False
    earlier, before = read.surfaces[one.first - 2 : one.first]
    if before in context("less") or (before in context("and_some") and one.reading.rule == "bare_scale"):
        return _numeral(read, one.first - 2).kind != ""
    if before == "(" and ")" in read.surfaces[one.first : one.last]:
        added = earlier in context("and") and _numeral(read, one.first - 3).kind == "scale"
        return added or _says_another(read, one)
    if before in "$€£" and earlier[0].isdigit():
        return one.reading.rule == "bare_scale"
    return _after_two_marks(read, one)


def _after_two_marks(read: Words, one: Sum) -> bool:
    """Whether digits and two decimal marks stand right before a sum: 5,,5"""
    at = one.first - 3
    if at < 0 or not read.surfaces[at].isdigit():
        return False
    marks = read.text[read.stops[at] : one.start]
    return len(marks) == 2 and DECIMAL_MARKS.issuperset(marks)


def _numeral(read: Words, place: int) -> Numeral:
    """The numeral at a place, NOTHING where the text has no such place."""
    return read.numerals[place] if 0 <= place < len(read.numerals) else NOTHING


def _says_another(read: Words, one: Sum) -> bool:
    """Whether the words before the bracket of a sum say another number than its digits, or the digits than its words.

    عشرة (12) ألف دينار; not الواحد (61.48) دولارا, الثاني (300) دينار, عام 2007 (145) مليار
    """
    earlier, figures = read.numerals[one.first - 2], read.numerals[one.first].kind == "digits"
    counts = earlier.kind != "" and not earlier.kind.startswith("ordinal") and earlier.value != 1
    return counts and (earlier.kind == "digits") != figures


def _mark_astray(read: Words, place: int) -> bool:
    """Whether a blank stands beside the decimal mark before the numeral at `place`.

    90 ,11 ألف دينار is one number, and so is 90, 14 ألف behind what one value follows: بأسعار 90, 14 ألف دينار; not
    بنسبة 5، 6 و7 في المئة, a list.
    """
    if place < 2 or read.surfaces[place - 1] not in DECIMAL_MARKS or not _parts(read, place - 2, place):
        return False
    if _looks_like_year(read.surfaces[place - 2]):
        return False
    blanks, listed = (gap(read, place - 1), gap(read, place)), read.surfaces[place + 1 : place + 2]
    return blanks == (" ", "") or (blanks == ("", " ") and _told(read, place - 2) and AND not in listed)


def _torn_at(read: Words, place: int) -> bool:
    """Whether the numeral at `place` lost the mark before it, and what stands before both says that they are one."""
    after = read.surfaces[place]
    if not _parts(read, place - 1, place) or gap(read, place) != " ":
        return False
    return (after[0] == "0" and len(after) > 1) or _told(read, place - 1)  # 7 06 مليون


def _parts(read: Words, first: int, second: int) -> bool:
    """Whether two numerals are short enough to be what stood before and behind one decimal mark."""
    before, after = read.surfaces[first], read.surfaces[second]
    return before.isdigit() and after.isdigit() and len(before) <= LONGEST_WHOLE and len(after) <= LONGEST_PART


def _told(read: Words, place: int) -> bool:
    """Whether the word before a numeral is one that a value follows."""
    said = read.surfaces[place - 1] if place else ""
    return said != ARTICLE and any(form in context(name) for form in (said, said[1:]) for name in VALUED)


def _has_short_tail(read: Words, place: int) -> bool:
    """Whether the numeral at `place` ends groups of three, as where the page turned a number round: 759 958 1 أورو"""
    if place < 2:
        return False
    *groups, tail = read.surfaces[place - 2 : place + 1]
    gaps = [gap(read, at) for at in (place - 1, place)]
    grouped = all(group.isdigit() and len(group) == 3 for group in groups)
    return grouped and tail.isdigit() and len(tail) < 3 and gaps == [" ", " "]


def _before(read: Words, one: Sum) -> str:
    return read.surfaces[one.first - 1] if one.first else "\n"


def _after(read: Words, one: Sum) -> str:
    return read.surfaces[one.last] if one.last < len(read.surfaces) else "\n"


def head(read: Words, one: Sum) -> str:
    """The word that tells what a number is: before its article or bracket, and before the numbers that و joins to it.

    الدقيقة الـ53, القرار (2216), المادتين 2 و26; not المادة 25 و30 شخصا
    """
    at = one.first - 1
    if at >= 0 and len(read.surfaces[at]) > len(ARTICLE):
        return read.surfaces[at].removeprefix(AND)
    if at > 0 and read.surfaces[at] == "(" and _after(read, one) == ")":
        at -= 1
    if at > 1 and read.surfaces[at] in context("and") and not counted(_after(read, one)):
        while at > 1 and read.surfaces[at] in context("and") and read.numerals[at - 1].kind == "digits":
            at -= 2
    if at > 0 and read.surfaces[at] == ARTICLE:
        at -= 1
    return read.surfaces[at].removeprefix(AND) if at >= 0 else "\n"


def year(read: Words, one: Sum) -> bool:
    """عام 2017, في 2018, عام ألف وتسعمئة, بداية الألفين; not نحو 2000 شخص"""
    if _before(read, one) in context("year_noun"):
        return True
    if one.reading.rule == "dual_scale" and one.reading.value in YEARS and _before(read, one) in context("year"):
        return True
    return is_year(read, one.reading) and bound_before(read, one.first - 1, max(0, one.first - 3))[0] == "exact"


def time(read: Words, one: Sum) -> bool:
    """3 أشهر, 25 عاما, 15 يناير, العشرين من أبريل, الساعة 10, الدقيقة الـ53, السنوات السبع, الأربعين من عمره"""
    before, after = head(read, one), _after(read, one)
    if after in context("from") and one.last + 1 < len(read.surfaces):
        of = read.surfaces[one.last + 1]
        if of in context("month") or of in context("age"):
            return True
    return (
        after.removeprefix("ال") in context("time") or before.removeprefix("ال") in context("time")
        or after in context("clock") or before in context("clock")
        or after in context("month") or before in context("month")
        or before in context("date") or before in context("age")
    )  # fmt: skip


def first_of_dates(read: Words, one: Sum) -> bool:
    """في 15 و16 مايو, من 3 إلى 7 أيام"""
    at = one.last
    while at < min(one.last + 2, len(read.surfaces)) and not read.numerals[at].kind:
        if not any(read.surfaces[at] in context(name) for name in ("and", "to", "or")) and read.surfaces[at] != "-":
            return False
        at += 1
    if at + 1 >= len(read.surfaces) or not read.numerals[at].kind or (at == one.last and not read.numerals[at].bare):
        return False
    after = read.surfaces[at + 1]
    return after in context("month") or after.removeprefix("ال") in context("time")


def ordinal_of_time(read: Words, one: Sum) -> bool:
    """الربع الثالث, القرن التاسع عشر, كانون الأول"""
    return one.reading.rule == "ordinal" and _before(read, one) in context("ordinal_of_time")


def points(read: Words, one: Sum) -> bool:
    """10898.7 نقطة"""
    return _after(read, one) in context("index")


def label(read: Words, one: Sum) -> bool:
    """المادة 25, المادتين 2 و26, القرار (2216), رقم 7, Llama 4, 5G, #3"""
    before, after, noun = _before(read, one), _after(read, one), head(read, one)
    if any(noun in context(name) for name in ("label", "named", "model")):
        return True
    if named(read, one.first) or graded(read, one.first) or before in "#@_&" or _latin(before):
        return True
    return _latin(after) and read.starts[one.last] == one.stop


def _latin(surface: str) -> bool:
    return surface[0].isascii() and surface[0].isalpha()


def half(read: Words, one: Sum) -> bool:
    """64 of 64 3 بالمائة, which lost its mark; مليونا of مليونا إلا ربع دولار; 5 نليون طن; لكوفيد .19; 0001 مليار

    Also what has no value for lack of a scale: من 850 إلى مليون شخص
    """
    if one.low is None or one.reading.rule in UNTOLD or _heads_zeros(read, one):
        return True
    if _strayed_point(read, one) or _goes_on(read, one):
        return True
    if one.first and _torn_at(read, one.first):
        return True
    return one.last == one.first + 1 < len(read.surfaces) and _torn_at(read, one.last)


def tied(read: Words, one: Sum) -> bool:
    """3/4, 10:30, 2-1, 2 -صفر, 192.168.1.2, and 1. or 1- at a line's head"""
    before, after = _before(read, one), _after(read, one)
    dashed = after == "-" and _numeral(read, one.last + 1).kind and read.starts[one.last + 1] == read.stops[one.last]
    if dashed or (one.negative and before[0].isdigit()):
        return True
    if before == "\n" and after in ".)-:":
        return True
    if after in MARKS and one.last < len(read.surfaces) and read.starts[one.last] == one.stop:
        ends = one.last + 1 == len(read.surfaces) or not read.surfaces[one.last + 1][0].isdigit()
        if after != "." or not ends:
            return True
    if before in MARKS and one.first and read.stops[one.first - 1] == one.start:
        return True
    return before in ("-", ":") and one.first > 1 and read.surfaces[one.first - 2][0].isdigit()


def telephone(read: Words, one: Sum) -> bool:
    """0123456, 9627654321"""
    surface = read.surfaces[one.reading.first]
    alone = surface.isdigit() and one.last == one.reading.first + 1
    return alone and (len(surface) >= LONG or (surface[0] == "0" and len(surface) > 1))


def part(read: Words, one: Sum) -> bool:
    """نصف السكان, 1/2, واحد على مليون: a part of something is no count"""
    before, one_over = _before(read, one), _numeral(read, one.first - 2)
    below = before in context("over") and one_over.kind == "unit" and one_over.value == 1
    return below or one.reading.rule in ("part", "parts", "slash")


def quoted(read: Words, one: Sum) -> bool:
    """شركة «ألفا», رواية «مليون», «شاعر المليون»: a scale without a number that is quoted alone, or ends a few quoted
    words with its article, is a name; not «3 مليارات»"""
    if one.reading.rule != "bare_scale" or _after(read, one) != QUOTE:
        return False
    before = read.surfaces[max(0, one.first - NAME) : one.first]
    return before[-1:] == [QUOTE] or (read.numerals[one.first].article and QUOTE in before)


def relational(read: Words, one: Sum) -> bool:
    """المشروع الملياري الذي: a dual without its ن is an adjective where nothing that it counts is behind it"""
    surface, numeral = read.surfaces[one.first], read.numerals[one.first]
    construct = numeral.shape == "two" and surface.endswith("ي") and one.last == one.first + 1
    return construct and numeral.article and not counted(_after(read, one))  # المليوني حاج


def torn_ordinal(read: Words, one: Sum) -> bool:
    """عشرة of المصنفة خامسة عشرة"""
    if read.numerals[one.first].kind != "ten":
        return False
    units = words(ARTICLE + _before(read, one)).numerals[0]
    return units.kind == "ordinal-part" or (units.kind == "ordinal" and units.value > 1)  # not أول عشر دول


def pronoun(read: Words, one: Sum) -> bool:
    """واحد من: oftener a pronoun than a number"""
    return one.reading.value == 1 and read.surfaces[one.reading.first][0].isalpha() and one.rule != "ordinal"


RULES: tuple[Callable[[Words, Sum], bool], ...] = (
    year, time, first_of_dates, ordinal_of_time, points, label, half, tied, telephone, part, quoted, relational,
    torn_ordinal, pronoun
)  # fmt: skip
