"""Sums that belong together: ranges, and numbers in a row that share a scale, a unit or a currency."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from pipeline import nationalities
from pipeline.bounds import bound_before
from pipeline.counts import head, is_year, label, pronoun, quoted
from pipeline.digits import Value
from pipeline.measures import counted_in
from pipeline.money import Unit, adjectives, named_unit, nouns, percents, unit_after
from pipeline.numbers import CENTURIES, MILLION, Reading, counted, named, number, whole
from pipeline.numerals import AND, Words, among, context, gap
from pipeline.sums import ARTICLE, LARGE, SPOKEN_IN_PARTS, Sum, after_between, read_again, read_beside

ROW_JOINTS = ("and", "or", "comma")  # 5، 6 و7 بالمئة; the last is no comma
JOINTS = {"until": "until", "or": "or", "and_between": "and"}  # classes of words, and what they are to a range
ROW = 12  # numbers that may share the unit of the last
SCALES = (1, 10**3, 10**6, 10**9)
WIDEST = 100  # times as much is the end of a range without من or بين as its beginning
LIKE, FOR = "ك", "ل"  # كمكافآت, لأوكرانيا
FAR = 6  # words before من 20 دينارا إلى 50 ألف دينار in which the word stands that makes it a range
MOVED = 9  # words before من … إلى in which the verb of change stands
CHANGED = 12  # words before 5% إلى 7% in which the verb of change stands that makes it two
NEAR = 6  # sums before and after one without a unit that are asked for theirs
CLOSING = frozenset(".،\n")  # what a verb of change does not reach across
ENDS = frozenset('،,.؛)"\n')  # what stands behind a number that counts nothing
BASES = ("EUR", "GBP", "AUD", "NZD", "USD")  # the market's order: each is quoted in those after it and in all others
_ASKED = re.compile(r"[^\W\d_]\? ?[^\W\d_]")  # a question, or a comma that was lost too
PERCENT = Unit("PERCENT", (), (Fraction(1),), 0, 0, 0, "", "%")
TIED = 3  # words before a number in which stands what ties it to the sum before it
ITEMS = 100  # no list is longer
NAMED = 3  # words of a name in a list of names and sums
PEOPLE = 5  # words before a million in which stands what it counts
BOUNDED = 5  # words of ولا تزيد قيمتها على, between two numbers that bound one thing
OPPOSITE = [{low, high} for low in ("at_least", "more_than") for high in ("at_most", "less_than")]
ROUND = (10, 100, 1000)  # units of money that a rate of exchange is for
ALIKE = 10  # times as much is still in the same unit
AGAIN = 4  # words of، أي ما يعادل between two that say one sum
UNSAID = "unsaid_one"  # a sum without a number, which lends its unit to none
RATE = 14  # words before a rate in which its currency is named


def together(read: Words, found: list[Sum], lines: list[int]) -> Iterator[Sum]:
    """The sums, ranges made one, what is said once given to all that share it.

    `lines` are the words at which sentences begin. A unit that was borrowed from another sum has the rule
    `shared`, and the sum's rule says how.
    """
    found = list(_ranges_and_rows(read, found))
    sentences = groupby(range(len(found)), lambda place: bisect_right(lines, found[place].first))
    for _, places in sentences:
        span = list(places)
        line = found[span[0] : span[-1] + 1]
        common = _common(read, line)
        for at, (place, one) in enumerate(zip(span, line, strict=True)):
            unit = None
            if one.unit is None and _stands_alone(read, line, at):
                unit = _lender(read, one, line, common, found[max(0, place - NEAR) : place])
            if one.unit is None and unit is None:
                yield _rate(read, one, lines) or _ratio(read, one) or one
            elif unit is None:
                yield one
            else:
                yield _elided(read, one, unit, line, found)


def _elided(read: Words, one: Sum, unit: Unit, line: list[Sum], found: list[Sum]) -> Sum:
    """A number with the unit that it shares. Moroccans and Algerians speak of centimes: 70 مليونا (700 ألف درهم)

    The rule says `centimes` where a sum beside it is its hundredth, `or_centimes` where nobody can tell.
    """
    shared = unit._replace(rule="shared")
    lent = _with(one, shared, "elided")
    if SPOKEN_IN_PARTS.isdisjoint(unit.codes) or unit.parts[0] != 1 or one.low is None:
        return lent
    if any(said_again(read, one, other) and other.low and one.low == 100 * other.low for other in line):
        value = whole(Fraction(one.low) / 100)
        return _with(one._replace(low=value, high=value), shared, "elided_centimes")
    values = _values(line, unit)
    spoken = any(other.unit is not None and _is_centime(other.unit) for other in found)
    alike = any(value <= ALIKE * one.low and one.low <= ALIKE * value for value in values)
    small = values != [] and max(values) < MILLION
    return _with(one, shared, "elided_or_centimes") if small or (spoken and not alike) else lent


def _is_centime(unit: Unit) -> bool:
    """Whether a unit is a part of a currency of which people speak in parts: 400 سنتيم"""
    return unit.type == "MONEY" and unit.parts[0] > 1 and not SPOKEN_IN_PARTS.isdisjoint(unit.codes)


def _lends(other: Sum, unit: Unit) -> bool:
    """Whether a sum is in the same money."""
    return other.unit is not None and other.unit.codes == unit.codes


def _values(line: list[Sum], unit: Unit) -> list[Value]:
    """What the sums of a sentence in this money are worth."""
    return [other.low for other in line if other.low is not None and _lends(other, unit)]


def said_again(read: Words, one: Sum, other: Sum) -> bool:
    """Whether two numbers are the same sum, one of them in brackets or behind أي."""
    left, right = sorted((one, other), key=lambda each: each.first)
    between = read.surfaces[left.last : right.first]
    again = len(between) <= AGAIN and (among(between, "that_is") or not context("equals").isdisjoint(between))
    return again or between == ["("]


def _ranges_and_rows(read: Words, found: list[Sum]) -> Iterator[Sum]:
    place = 0
    while place < len(found):
        made = _row(read, found, place) if place + 1 < len(found) else []
        yield from made or found[place : place + 1]
        place += max(1, len(made) + (len(made) == 1))


def _row(read: Words, found: list[Sum], place: int) -> list[Sum]:
    """What two sums or more that stand together are: one range, or a row with the unit handed on; else nothing."""
    left, right = found[place], found[place + 1]
    joint = link(read, left, right)
    if not joint:
        return [_lent(read, left, right, "shared_"), right] if _parallel(read, left, right) else []
    if _noun_and_one(read, left) or _tells_which(read, left) or (joint == "dash" and _heads_item(read, left)):
        return []
    if joint == "to" and left.unit is not None and _goes_unsaid(read, left, right):
        right = _with(right, left.unit._replace(rule="shared"), "elided")
    one = _range(read, left, right, joint)
    if one is not None:
        return [one]
    if right is not found[place + 1]:
        return [left, right]
    lends = right.unit is not None or right.reading.scale > 1
    if joint == "to" and left.unit is None and lends and _moves(read, left, right):
        return [] if _is_date(read, left, right) else [_lent(read, left, right, "shared_"), right]
    return _chain(read, found, place) if joint in ROW_JOINTS else []


def _parallel(read: Words, left: Sum, right: Sum) -> bool:
    """Whether the unit of the second number is the first's as well, though words part them.

    لا تقل عن 100 ولا تزيد على 500 دينار; ارتفع إلى 3.2 من 3.5 بالمئة; بلغت 3.2 مقابل 2.8 في المئة
    """
    words = read.surfaces[left.last : right.first]
    if left.unit is not None or right.unit is None or not 0 < len(words) <= BOUNDED or is_year(read, left.reading):
        return False
    if len(words) == 1:
        before = read.surfaces[left.first - 1] if left.first else ""
        percent = right.unit.type == "PERCENT" and isinstance(left.reading.value, Fraction)
        moved = words[0] in context("from") and before in context("to")
        return moved or (percent and words[0] in context("against"))
    bounds = {bound_before(read, left.first - 1, max(0, left.first - FAR))[0]}
    bounds.add(bound_before(read, right.first - 1, left.last)[0])
    return words[0][0] == AND and bounds in OPPOSITE


def link(read: Words, left: Sum, right: Sum) -> str:
    """What joins two sums: and, or, to, dash; nothing if anything else stands between them."""
    words = read.surfaces[left.last : right.first]
    if words[:1] == [")"] and _opened(read, left):  # (5) و(6) ملايين دولار
        words = words[1:]
    if words[-1:] == ["("]:
        words = words[:-1]
    numeral = read.numerals[right.first]
    and_one = numeral.kind == "unit" and read.surfaces[right.first] in context("and_one")  # وأحد وعشرين
    conj = right.reading.first == right.first and (numeral.bare or and_one)
    if not words:
        minus = right.negative and left.unit is None and not left.negative  # 600 -700
        return "and" if conj else "dash" if minus else ""
    first, rest = words[0], words[1:]
    if first in context("and") and rest in ([], [ARTICLE]):
        return "and"
    if first in context("to") and not conj and len(rest) < 2:
        return "to" if not rest or rest[0] in context("approximator") or rest == [ARTICLE] else ""
    if rest or first == "-":
        even = read.starts[right.first] - read.stops[left.last - 1] != 2 or left.unit is None
        return "dash" if even and not rest else ""
    if first in ("،", ",") and left.unit is None:
        return "comma"
    return next((joint for name, joint in JOINTS.items() if first in context(name)), "")


def _opened(read: Words, one: Sum) -> bool:
    """Whether a bracket opens right before a sum."""
    return one.first > 0 and read.surfaces[one.first - 1] == "("


def _heads_item(read: Words, one: Sum) -> bool:
    """Whether a number at the head of a line counts the items of a list: 1- 3 ملايين دولار"""
    heads = one.first == 0 or read.surfaces[one.first - 1] == "\n"
    item = one.unit is None and read.surfaces[one.first].isdigit() and one.reading.value < ITEMS
    return heads and item and gap(read, one.last) == "" and gap(read, one.last + 1) != ""


def _noun_and_one(read: Words, one: Sum) -> bool:
    """Whether واحد is of the noun before it: من مقر واحد إلى 100 ألف"""
    before = read.surfaces[one.first - 1] if one.first else ""
    others = ("preposition", "breaker", "between", "approximator")
    noun = before[:1].isalpha() and not any(before in context(name) for name in others)
    return noun and one.unit is None and pronoun(read, one)


def _tells_which(read: Words, one: Sum) -> bool:
    """Whether a number tells which of a row is meant: الربع الأول إلى 29 مليون ريال, عيار 24 إلى 289.5 درهما"""
    return one.reading.rule == "ordinal" or named(read, one.first)


def _goes_unsaid(read: Words, left: Sum, right: Sum) -> bool:
    """Whether the unit of the first sum is the second's as well: من 14.5 جنيه إلى 16"""
    from_ = left.first > 0 and read.surfaces[left.first - 1] in context("from")
    bare = right.unit is None and right.reading.rule != "ordinal" and not is_year(read, right.reading)
    return from_ and bare and right.reading.scale >= left.reading.scale and _ends(read, right)


def _ends(read: Words, one: Sum) -> bool:
    return one.last >= len(read.surfaces) or read.surfaces[one.last] in ENDS


def _range(read: Words, left: Sum, right: Sum, joint: str) -> Sum | None:
    """Two sums as one range, with the scale and the unit of the second; None if they are two."""
    rule = _range_rule(read, left, right, joint)
    if not rule:
        return None
    if right.negative and joint == "dash" and right.low is not None:
        right = right._replace(low=-right.low, high=-right.low)
    alone, left = left.low, _lent(read, left, right, "")
    if left.low is None and _one_of_millions(right.reading):
        right = right._replace(low=None, high=None)  # بين 800 ومليار: millions, or not
        return _spanned(left, right, rule)
    if left.low is None and alone is not None and right.low is not None:
        value = _below(alone, right.low, right.reading.scale)
        left = left._replace(low=value, high=value)
    if left.low is None or right.low is None or left.low == right.low:
        return None
    if left.low > right.low and joint in ("to", "until", "or"):
        return None
    low, high = sorted((left.low, right.low))
    return _spanned(left, right._replace(low=low, high=high), rule)


def _spanned(left: Sum, right: Sum, rule: str) -> Sum:
    """The range from one sum to another, which has the values."""
    return right._replace(
        first=left.first, start=left.start, unit=right.unit or left.unit,
        rule=f"range_{rule}", bound="between", negative=False, unit_by="",
    )  # fmt: skip


def _below(value: Value, high: Value, scale: int) -> Value | None:
    """The value of a number that begins a range, by a scale below that of its end; None unless one alone will do.

    >>> _below(500, 5000, 1000), _below(900, 1_200_000_000, 10**9), _below(5, 2_000_000, 10**6)
    (500, 900000000, None)
    """
    by_scale = (whole(value * lower) for lower in SCALES if lower < scale)
    fits = [one for one in by_scale if one < high <= WIDEST * one]
    return fits[0] if len(fits) == 1 else None


class Pair(NamedTuple):
    """Two sums that are joined, and the words before them."""

    read: Words
    left: Sum
    right: Sum
    joint: str
    before: list[str]


def _range_rule(read: Words, left: Sum, right: Sum, joint: str) -> str:
    """The name of the rule that makes two sums one range; empty if they are two."""
    apart = left.unit is not None and right.unit is not None and not _alike(left.unit, right.unit)
    if apart or (left.negative and joint not in ("to", "until", "and")):
        return ""
    before = read.surfaces[max(0, left.first - 4) : left.first - _opened(read, left)]  # بين (10) و(15)
    pair = Pair(read, left, right, joint, before)
    return next((rule.__name__ for rule in RULES if rule(pair)), "")


def between(pair: Pair) -> bool:
    """بين 10 و15 مليون, ما بين 10 إلى 15"""
    return pair.joint not in ("or", "comma") and after_between(pair.before)


def dash(pair: Pair) -> bool:
    """10-15 مليون دولار, $10-15 مليون"""
    unit = pair.left.unit
    ahead = unit is not None and unit.start == pair.left.start
    return pair.joint == "dash" and (ahead or _owns_the_unit(pair))


def either_or(pair: Pair) -> bool:
    """5 أو 6 ملايين دولار"""
    return pair.joint == "or" and pair.left.unit is None and _owns_the_unit(pair)


def from_to(pair: Pair) -> bool:
    """تتراوح من 10 ملايين إلى 15 مليونا, من 10 إلى 15 مليون, بخطية من 20 دينارا إلى 50 ألف دينار"""
    if pair.joint not in ("to", "until") or not _owns_the_unit(pair):
        return False
    if not context("span").isdisjoint(pair.before):
        return True
    said = bool(pair.before) and pair.before[-1] in context("from")
    if not said or _moves(pair.read, pair.left, pair.right):
        return False
    earlier = pair.read.surfaces[max(0, pair.left.first - FAR) : pair.left.first]
    return pair.left.unit is None or among(earlier, "limits")


def to(pair: Pair) -> bool:
    """10 إلى 15 مليون; 5% إلى 7%, unless something rose by 5% to 7%"""
    if pair.joint not in ("to", "until") or not _owns_the_unit(pair):
        return False
    if pair.left.unit is None:
        return _near(pair) and not _moves(pair.read, pair.left, pair.right)
    before = pair.read.surfaces[max(0, pair.left.first - CHANGED) : pair.left.first]
    before = _behind(before, CLOSING)
    changed = among(before, "change") and not among(before, "span")
    return not changed and not (pair.before and pair.before[-1] in context("from"))


def _near(pair: Pair) -> bool:
    """Whether the two values are near enough to bound one thing; not so عيار 21 إلى 3600 جنيه, السبعة إلى مليون."""
    low, high = _lent(pair.read, pair.left, pair.right, "").low, pair.right.low
    if low is None or high is None:
        return not _one_of_millions(pair.right.reading)
    return high <= WIDEST * low


def _owns_the_unit(pair: Pair) -> bool:
    """Whether the right sum has a unit or a scale, and the left one is no year before it: في 2018 إلى 5 دولارات

    Two that look like years are none where one has a unit: 1049 أو 1099 دولارا.
    """
    scaled = pair.left.unit is None and pair.right.reading.scale > 1  # 3 إلى 4 ملايين شخص
    if pair.right.unit is None and not scaled and not _counts_alike(pair):
        return False
    dated = among(pair.before[-1:], "year") or among(pair.before[-1:], "in")
    if pair.left.unit is not None or not is_year(pair.read, pair.left.reading):
        return True
    if not dated and not _is_date(pair.read, pair.left, pair.right):
        return True
    return is_year(pair.read, pair.right.reading) and not dated


def _is_date(read: Words, left: Sum, right: Sum) -> bool:
    """Whether a number that looks like a year is one beside the sum behind it: من 2015 إلى 3 آلاف دولار.

    Not so من 1500 إلى ألفي ريال, which is far from our time and near the sum.
    """
    value, sum_ = left.reading.value, right.low
    if right.unit is None or sum_ is None or value in CENTURIES:
        return is_year(read, left.reading)
    return is_year(read, left.reading) and not sum_ <= WIDEST * value <= WIDEST**2 * sum_


def _counts_alike(pair: Pair) -> bool:
    """Whether two numbers count the noun that stands behind the second: 4 إلى 5 مقاعد, ثلاثة أو أربعة لاعبين

    A dash needs a measure behind it, for scores have one (2-1 أمس), and so do labels (بوينغ 737-800 جديدة).
    """
    left, right, read = pair.left, pair.right, pair.read
    cardinal = all(one.reading.rule in ("words", "digits") or one.reading.token >= 0 for one in (left, right))
    after = read.surfaces[right.last] if right.last < len(read.surfaces) else "\n"
    if left.unit is not None or not cardinal or _has_number(read, left) or among(pair.before[-1:], "ratio"):
        return False  # بنسبة 1 إلى 5 أشخاص
    if pair.joint == "dash":
        return after in counted_in("parts") and left.reading.value < right.reading.value
    return counted(after)


def _has_number(read: Words, one: Sum) -> bool:
    """Whether the number is that of what stands before it: عيار 21, القرار 5, في الصف 3 أو 4 أطفال"""
    return label(read, one) or among([head(read, one)], "numbered")


RULES: tuple[Callable[[Pair], bool], ...] = (between, dash, either_or, from_to, to)


def _alike(left: Unit, right: Unit) -> bool:
    points = context("index")  # a rise by نصف نقطة مئوية to 5% is two things
    if left.type == right.type == "PERCENT":
        return left.parts == right.parts and (left.noun in points) == (right.noun in points)
    same = left.noun == right.noun or left.codes == right.codes
    return left.type == right.type and same and left.parts[:1] == right.parts[:1]


def _moves(read: Words, left: Sum, right: Sum) -> bool:
    """Whether from … to is a move from one value to another: ارتفع من 9 إلى 11 بالمئة; and all that falls."""
    before = read.surfaces[max(0, left.first - MOVED) : left.first]
    if not before or before[-1] not in context("from"):
        return False
    value = _lent(read, left, right, "").low
    if value is not None and right.low is not None and value > right.low:
        return True
    return among(before, "change") and context("span").isdisjoint(before)


def _lent(read: Words, left: Sum, right: Sum, rule: str) -> Sum:
    """The left sum with the scale and unit of the right one, where it has none of its own.

    Its value is None where the scale cannot be told: 900 إلى 1.2 مليار may be 900 millions. The unit can tell what a
    point means: 7.500 إلى 9.500 يورو.
    """
    alone = left.unit is None and left.reading.token >= 0 and not left.negative
    if alone and right.unit is not None and right.reading.scale == 1:
        reading = read_again(read, left.reading, right.unit)
        left = left._replace(reading=reading, low=reading.value, high=reading.value, rule=reading.rule)
    value, (scale, count) = left.low, _first_scale(right.reading)
    bare = left.unit is None or left.unit.start == left.start
    if value is not None and bare and left.reading.scale == 1 < scale:
        fits = value < count or (value < 100 and right.reading.mantissa is not None)
        if _one_of_millions(right.reading):
            fits = value < 100 and whole(value) != int(value)  # من 1.3 إلى مليار
        own = scale == 1000 and right.low is not None and value * scale > WIDEST * right.low  # من 3200 إلى 4 آلاف
        value = whole(value * scale) if fits else value if own else None
    return left._replace(low=value, high=value, unit=left.unit or right.unit, rule=rule + left.rule)


def _first_scale(lender: Reading) -> tuple[int, Value]:
    """The scale that a number lends to one before it, 1 if none, and how many of it there are.

    Of several it is the first: بين 3 و4 ملايين و200 ألف. A thousand alone lends none: من 500 إلى ألف
    """
    if lender.mantissa is not None:
        bare = lender.rule == "bare_scale" and not _one_of_millions(lender)
        return (1 if bare else lender.scale), lender.mantissa
    first = next((scale for scale in (10**12, 10**9, 10**6) if scale <= lender.value), 1)
    return first, Fraction(lender.value) / first


def _one_of_millions(reading: Reading) -> bool:
    """Whether a number is مليون or more alone, so that one before it may be of it, of a lower scale, or of none."""
    return reading.rule == "bare_scale" and reading.scale >= MILLION


def _chain(read: Words, found: list[Sum], place: int) -> list[Sum]:
    """25 و15 مليون ريال: numbers in a row of which only the last has a unit, each with that unit."""
    stop, joint = place, ""
    while found[stop].unit is None and stop + 1 < min(len(found), place + ROW):
        joint = link(read, found[stop], found[stop + 1])
        if joint not in ROW_JOINTS:
            break
        stop += 1
    owner, row = found[stop], found[place:stop]
    if owner.unit is None or not row or joint == "comma":
        return []
    notes = among(read.surfaces[max(0, row[0].first - 1) : row[0].first], "denomination")  # فئتي 1000 و500 ريال
    if not notes and any(is_year(read, one.reading) for one in row):
        return []
    lent = [_lent(read, one, owner, "shared_") for one in row]
    return [] if any(one.low is None for one in lent) else [*lent, owner]


# --- a unit left out ---


class Common(NamedTuple):
    """What the sums of a sentence have in common: the one currency of all, if nothing else is counted in it by
    the thousand, and whether it speaks of points."""

    unit: Unit | None
    points: bool


def _common(read: Words, line: list[Sum]) -> Common:
    """The currency that a number of a sentence without its own can borrow, if all sums of it have that alone."""
    if all(one.unit is not None for one in line):
        return Common(None, False)
    words = read.surfaces[max(0, line[0].first - 30) : line[-1].last + 2]
    units = _money(read, line)
    counts = [at for at, one in enumerate(line) if one.unit is None and one.reading.scale >= 1000]
    certain = len(units) == 1 and all(_stands_alone(read, line, at) for at in counts)
    unit = units.popitem()[1] if certain else None
    whole_units = unit is not None and (set(unit.parts) == {1} or any(one.reading.scale >= MILLION for one in line))
    return Common(unit if whole_units else None, not context("points_word").isdisjoint(words))


def _lender(read: Words, one: Sum, line: list[Sum], common: Common, earlier: list[Sum]) -> Unit | None:
    """The unit that a number without one shares with a sum before or after it, if that is certain."""
    if _is_large(read, one) or _is_listed(read, one, line, earlier):
        return None if _counts_people(read, one) else _lender_of_millions(read, one, line, common, earlier)
    before = read.surfaces[max(0, one.first - 2) : one.first]
    if earlier and _dealt(read, one, earlier[-1]):
        return earlier[-1].unit
    if not isinstance(one.reading.value, Fraction) or not before or one.bound:
        return None
    if before[-1] in context("at_price") and not common.points:  # أدنى سعر عند 690.55
        return common.unit if earlier and earlier[-1] in line and _money(read, earlier[-1:]) else None
    counterpart = before[-1] in context("against") and earlier and earlier[-1] in line[-NEAR - 1 :]
    percent = earlier[-1].unit if counterpart else None
    return percent if percent is not None and percent.type == "PERCENT" else None  # 53.1% مقابل 46.9


def _lender_of_millions(read: Words, one: Sum, line: list[Sum], common: Common, earlier: list[Sum]) -> Unit | None:
    """The currency of a million or more without one: that of its sentence, or of the sums before بقيمة 2.7 مليار.

    Where centimes are spoken, 15 مليونا beside 3000 أورو are no euros.
    """
    unit = common.unit or _unit_before(read, one, line, earlier)
    if unit is None or any(_lends(other, unit) and _otherwise_said(read, one, other) for other in line):
        return None  # 5 ملايين (18 مليون ريال) are in another money
    if all(other.rule == UNSAID for other in (*line, *earlier) if _lends(other, unit)):
        return None  # 5,2 مليون (أقل من دولار)
    values = _values(line, unit)
    small = values != [] and max(values) < MILLION <= (one.low or 0)
    foreign = small and SPOKEN_IN_PARTS.isdisjoint(unit.codes)
    return None if foreign and not {"MA", "DZ"}.isdisjoint(nationalities.named(read).countries) else unit


def _unit_before(read: Words, one: Sum, line: list[Sum], earlier: list[Sum]) -> Unit | None:
    """The one currency of the sums before a sentence without any: بقيمة 2.7 مليار, وبلغت المصروفات 22.4 مليارا.

    What is reckoned in money alone takes it only if the last of them is of millions.
    """
    units = _money(read, earlier[-4:])
    if _money(read, line) or len(units) != 1:
        return None
    last = next(sum_ for sum_ in reversed(earlier) if sum_.unit is not None and sum_.unit.type == "MONEY")
    of_money = last.reading.scale >= MILLION and _of_money(read, one)
    return units.popitem()[1] if of_money or _worth(read, one) else None


def _of_money(read: Words, one: Sum) -> bool:
    """Whether the clause tells before a number what is reckoned in money alone: وبلغت المصروفات الجارية 22.4 مليارا"""
    return among(_behind(read.surfaces[max(0, one.first - TIED) : one.first], ENDS), "reckoned")


def _otherwise_said(read: Words, one: Sum, other: Sum) -> bool:
    """Whether the sum right behind says a number again in its money, as neither the same nor its hundredth."""
    again = other.unit is not None and other.unit.type == "MONEY" and said_again(read, one, other)
    return again and one.first < other.first and one.low not in (other.low, 100 * (other.low or 0))


def _dealt(read: Words, one: Sum, earlier: Sum) -> bool:
    """Whether a number and the sum of money before it are the two sides of a rate: 47.85 جنيه للشراء و47.95 للبيع"""
    money = earlier.unit is not None and earlier.unit.type == "MONEY"
    sides = {side for at in (one.last, earlier.last) for side in read.surfaces[at : at + 1]}
    return money and one.first - earlier.last <= NEAR and sides == context("dealt")


def _counts_people(read: Words, one: Sum) -> bool:
    """Whether the clause says before a million without a noun what it counts: عدد سكانها 40 مليونا"""
    return among(_behind(read.surfaces[max(0, one.first - PEOPLE) : one.first], ENDS), "people")


def _behind(before: list[str], marks: frozenset[str]) -> list[str]:
    """The words behind the last of some marks, all where there is none."""
    return before[max((place + 1 for place, surface in enumerate(before) if surface in marks), default=0) :]


def _rate(read: Words, one: Sum, lines: list[int]) -> Sum | None:
    """A rate of exchange with its unit: تراجعت الليرة إلى 14.95 مقابل الدولار tells what a dollar costs in lira.

    Of two currencies the market quotes the first of `BASES` in the other: اليورو 1.04 مقابل الدولار is in dollars.
    Nothing where the currency beside it is not named shortly before, in the number's own sentence.
    """
    at = one.last
    if at >= len(read.surfaces) or not one.first:
        return None
    own = _quoted(read, max(lines[bisect_right(lines, one.first) - 1], one.first - RATE), one.first)
    if own is None:
        return None
    count, other = _bought(read, at)
    if count is not None and (count.value not in ROUND or pronoun(read, one)):  # للدولار الواحد مقابل 50000 ريال
        return None
    said = read.surfaces[one.first - 1] in context("at_rate") or _is_said_of(read, own, one)
    bare = isinstance(one.reading.value, Fraction) or said or count is not None
    if not bare or other is None or other.type != "MONEY" or own.noun == other.noun:
        return None
    first, second = _base(own), _base(other)
    unit = other if first < second else own
    if one.reading.token >= 0:
        reading = read_beside(read, one.reading, "whole" if LARGE.issuperset(unit.codes) else "rate")
        one = one._replace(reading=reading, low=reading.value, high=reading.value, rule=reading.rule)
    return None if first == second else _with(one, unit, "rate")


def _bought(read: Words, at: int) -> tuple[Reading | None, Unit | None]:
    """What a rate that ends before a word is for, and how many of it if that is said: للدولار, لكل مئة دولار."""
    surface = read.surfaces[at]
    if surface in context("per_currency"):
        counted_here = at + 1 < len(read.surfaces) and read.numerals[at + 1].kind != ""
        count = number(read, at + 1) if counted_here else None
        return count, unit_after(read, at + 1 if count is None else count.last, read.text)
    noun = nouns().get("ا" + surface[1:]) if surface.startswith("لل") else None
    return None, named_unit(read, at, noun) if noun is not None else None


def _is_said_of(read: Words, own: Unit, one: Sum) -> bool:
    """Whether a number stands right behind its currency, as the clause begins with it or says what it is at: بلغت
    الليرة 89,500 للدولار; not ارتفعت الليرة 500 مقابل الدولار"""
    at = bisect_left(read.starts, own.start)
    before = read.surfaces[at - 1] if at else "."
    opens = not before[0].isalnum() or before in context("at_rate") or among([before], "exchange")
    return own.last == one.first and opens


def _quoted(read: Words, floor: int, roof: int) -> Unit | None:
    """The currency that is named last between two words, against no other: الليرة التركية, not أمام الدولار."""
    for place in range(roof - 1, floor - 1, -1):
        surface = read.surfaces[place].removeprefix("و")
        if read.surfaces[place - 1] in context("per_currency"):
            continue
        if surface.startswith(ARTICLE) and surface in nouns():
            return named_unit(read, place, nouns()[surface])
    return None


def _ratio(read: Words, one: Sum) -> Sum | None:
    """A percentage whose sign is left out, or stands before it in words: بنسبة 10 من العدد, بالمائة 10."""
    before = read.surfaces[one.first - 1] if one.first else ""
    follows = read.surfaces[one.last : one.last + 2]
    if follows[:1] == ["?"] and not is_year(read, one.reading) and signs_lost(read.text):
        return _with_lost_sign(read, one)
    part = follows[:1] and follows[0] in context("from") and follows[1:] and follows[1].startswith(ARTICLE)
    tied = follows[1:] and follows[0] in ":-" and read.numerals[one.last + 1].kind  # بنسبة 1:10, 50-50
    stands = not follows or not (follows[0][0].isalnum() or follows[0] == "/" or tied) or part
    sign = any(form == [before] for form, _ in percents().get(before, ()))
    earlier = one.first - 2
    alone = earlier < 0 or not (read.numerals[earlier].kind or read.surfaces[earlier] == "-")  # not 15-%17
    said = (before in context("ratio") and not is_year(read, one.reading)) or (sign and alone)
    cardinal = one.reading.rule in ("words", "digits") or one.reading.token >= 0
    return _with(one, PERCENT, "ratio") if said and stands and cardinal and not one.bound else None


def _with_lost_sign(read: Words, one: Sum) -> Sum | None:
    """The percentage whose sign a page turned into a question mark: 70? من الموظفين."""
    cardinal = one.reading.rule in ("words", "digits") or one.reading.token >= 0
    name = read.text[one.start - 1 : one.start].isalpha() and read.surfaces[one.first - 1].isascii()  # PS3
    if not cardinal or name or one.bound or read.starts[one.last] - one.stop > 1:
        return None
    reading = read_again(read, one.reading, PERCENT) if one.reading.token >= 0 else one.reading
    value = -reading.value if one.negative else reading.value
    last, start, stop = one.last + 1, read.starts[one.last], read.stops[one.last]
    unit = PERCENT._replace(start=start, stop=stop, last=last)
    return one._replace(
        reading=reading, last=last, stop=stop, low=value, high=value, unit=unit, rule=f"lost_sign_{reading.rule}"
    )


@lru_cache(maxsize=4)
def signs_lost(text: str) -> bool:
    """Whether ? stands for percent in a text: behind a ratio, or before من and its whole, twice or in a text that
    names a ratio, and behind no word. Before من أين and من يدري it asks.

    >>> [signs_lost(text) for text in ("بنسبة 70? وبلغت", "43 ? من الموظفين بنسبة", "بنسبة 70? لماذا? قال")]
    [True, True, False]
    >>> [signs_lost(text) for text in ("43? من الموظفين", "30? من النساء و70? منهم", "30? من اين و40? من يدري")]
    [False, True, False]
    """
    ratio, said, whole_of = _lost()
    parts = len(whole_of.findall(text))
    lost = ratio.search(text) is not None or parts > 1 or (parts == 1 and said.search(text) is not None)
    return lost and _ASKED.search(text) is None


@cache
def _lost() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What tells that ? stands for percent: a ratio with it, the word of a ratio, and من with a whole behind it."""
    ratio, of, of_them, that = ("|".join(sorted(context(name))) for name in ("ratio", "from", "of_them", "that"))
    whole_of = rf"[0-9] ?\? (?:(?:{of}) (?!(?:{that})\b){ARTICLE}\w|(?:{of_them})\b)"
    return (
        re.compile(rf"(?<!\w)(?:{ratio}) [0-9.,]+ ?\?"), re.compile(rf"(?<!\w)(?:{ratio})(?!\w)"), re.compile(whole_of)
    )  # fmt: skip


def _with(one: Sum, unit: Unit, by: str) -> Sum:
    """The sum with a unit that does not stand beside it."""
    unit = unit._replace(start=one.stop, stop=one.stop, last=one.last)
    return one._replace(unit=unit, rule=f"{by}_{one.rule}", unit_by=by)


def _base(unit: Unit) -> int:
    """The place of a currency among those that others are quoted for."""
    return BASES.index(unit.codes[0]) if unit.rule and unit.codes[0] in BASES else len(BASES)


def _is_large(read: Words, one: Sum) -> bool:
    """Whether a number says a million or more, or ألفا with tanwin, which can stand without its noun."""
    tanwin = read.numerals[one.last - 1].shape == "one-or-two" and one.reading.mantissa != 2
    return one.reading.scale >= 10**6 or tanwin


def _is_listed(read: Words, one: Sum, line: list[Sum], earlier: list[Sum]) -> bool:
    """Whether a number of thousands stands inside a list of names and sums of money: الجزيرة 800 ألف جنيه، سبورتنج 400
    ألف، هليوبوليس 375 ألفا"""
    after = next((other for other in line if other.first >= one.last), None)
    if after is None or not _follows_in_list(read, one, after):
        return False
    for before in reversed(earlier):
        if not _follows_in_list(read, before, one):
            return False
        if before.unit is not None:
            return before.unit.type == "MONEY"
        one = before
    return False


def _follows_in_list(read: Words, before: Sum, one: Sum) -> bool:
    """Whether a comma and a name alone part two numbers of thousands."""
    comma, *name = read.surfaces[before.last : one.first] or [""]
    alone = 0 < len(name) <= NAMED and all(word.isalpha() and not _opens(word) for word in name)
    return comma in ("،", ",", "؛") and alone and before.reading.scale == one.reading.scale == 1000


def _opens(surface: str) -> bool:
    """Whether a word is of a phrase, or tells of people, and is no name in a list of sums: من, ارتفع, وبلغ, سكان"""
    classes = ("breaker", "change", "people")
    return surface[0] == AND or surface in context("preposition") or any(among([surface], name) for name in classes)


def _nothing_counted(read: Words, one: Sum) -> bool:
    """Whether nothing that the number could count follows it, and it is no name: «ألفا»"""
    if one.last >= len(read.surfaces):
        return True
    follows = read.surfaces[one.last]
    if follows in context("in") and one.last + 1 < len(read.surfaces):  # 32 مليارا في 2015
        when = read.surfaces[one.last + 1]
        times = ("year", "month", "ordinal_of_time")  # 32 مليارا في الربع الأول
        return when.isdigit() or among([when], "time") or any(when in context(name) for name in times)
    return not quoted(read, one) and (not follows[0].isalnum() or follows in context("left_out"))


def _stands_alone(read: Words, line: list[Sum], place: int) -> bool:
    """Whether a number without a unit counts nothing: as nothing follows that it could count, or only what the sum is
    for or made of, which is no thing that is counted where the number is tied to a sum of money before it."""
    one = line[place]
    if _nothing_counted(read, one):
        return True
    if _differs(read, line, place):
        return True
    if read.surfaces[one.last].startswith("لل"):  # 3 مليارات للتعليم
        before = _behind(read.surfaces[max(0, one.first - PEOPLE) : one.first], ENDS)
        return among(before[-1:], "to") or not among(before, "moved")
    return _tells_what_for(read, one.last) and (_worth(read, one) or _hangs_on(read, line, place))


def _differs(read: Words, line: list[Sum], place: int) -> bool:
    """Whether a number tells by how much the sum of money right before it is another: بزيادة 20 مليونا عن العام"""
    one, earlier = line[place], line[place - 1] if place else None
    if earlier is None or earlier.unit is None or earlier.unit.type != "MONEY":
        return False
    between_them = read.surfaces[earlier.last : one.first]
    may_stand = ("difference", "approximator", "that_is", "clitic")
    only = all(not word.isalnum() or any(among([word], name) for name in may_stand) for word in between_them)
    return only and among(between_them, "difference") and read.surfaces[one.last] in context("than")


def _hangs_on(read: Words, line: list[Sum], place: int) -> bool:
    """Whether a number is tied to the sum of money right before it, with no people and no move between them.

    95 مليار دولار تتضمن 61 مليارا لأوكرانيا و26 مليارا لإسرائيل; not تلقت 6 مليارات دولار، ونقلت 3 ملايين لسوريا
    """
    at = next((at for at in range(place - 1, -1, -1) if not _tells_when(read, line[at])), -1)
    if at < 0 or not _is_tied(read, line[place]):
        return False
    earlier, between_them = line[at], read.surfaces[line[at].last : line[place].first]
    money = earlier.unit is not None and earlier.unit.type == "MONEY"
    also = earlier.unit is None and _is_large(read, earlier) and _stands_alone(read, line, at)
    return (money or also) and not (among(between_them, "people") or among(between_them, "moved"))


def _tells_when(read: Words, one: Sum) -> bool:
    """Whether a number is a year or counts a span of time: 60 مليارا لأجل 91 يوما و40 مليارا لأجل 273 يوما"""
    return is_year(read, one.reading) or (one.unit is None and among(read.surfaces[one.last : one.last + 1], "time"))


def _is_tied(read: Words, one: Sum) -> bool:
    """Whether و, منها, تتضمن or the like stands before a number, perhaps with an approximator or a bracket between."""
    if read.numerals[one.reading.first].bare:
        return True
    before = [read.surfaces[at] for at in range(max(0, one.first - TIED), one.first)]
    while before and (before[-1] == "(" or before[-1] in context("approximator")):
        before.pop()
    if before[-2:-1] != [] and before[-2] in context("besides"):  # إضافة إلى 20 مليونا أخرى
        return before[-1] in context("preposition")
    return before[-1:] != [] and (before[-1] in context("tie") or before[-1] in context("and"))


def _worth(read: Words, one: Sum) -> bool:
    """Whether a word right before a number tells that it is money: بقيمة 2.7 مليار"""
    return not context("worth").isdisjoint(read.surfaces[max(0, one.first - 2) : one.first])


def _tells_what_for(read: Words, at: int) -> bool:
    """Whether a word tells what a sum is for or made of: مخصصة, ودائع, كمكافآت, لأوكرانيا, لكل شركة"""
    surface = read.surfaces[at]
    made_of = surface in context("made_of") or (surface[0] == LIKE and surface[1:] in context("made_of"))
    return made_of or _goes_to(read, at) or _is_for_each(read, at)


def _is_for_each(read: Words, at: int) -> bool:
    """Whether a word tells that a sum is for one of several: 750 مليونا لكل شركة, لكل واحد; not لكل 100 ألف نسمة"""
    if read.surfaces[at] not in context("each") or at + 1 >= len(read.surfaces):
        return False
    count = number(read, at + 1) if read.numerals[at + 1].kind else None
    return count is None or count.value == 1


def _goes_to(read: Words, at: int) -> bool:
    """Whether ل at a word tells whom or what a sum is for: 61 مليارا لأوكرانيا, مليار لهيئة التأمين, لدعم الليرة"""
    surface = read.surfaces[at]
    if not surface.startswith(FOR):
        return False
    whom = [surface[1:], *read.surfaces[at + 1 : at + 2]]
    return whom[0] in context("purpose") or not adjectives().keys().isdisjoint((whom[0], " ".join(whom)))


def _money(read: Words, found: list[Sum]) -> dict[tuple[str, tuple[str, ...]], Unit]:
    """The currencies of the sums; one in brackets, mostly what another amounts to, has a say only where all are."""
    money = [one for one in found if one.unit is not None and one.unit.type == "MONEY"]
    free = [one for one in money if not one.first or read.surfaces[one.first - 1] != "("]
    units = [one.unit for one in free or money]
    return {(unit.noun, unit.codes): unit for unit in units if unit is not None}


def about_goes_on(read: Words, left: Sum, right: Sum) -> bool:
    """نحو 6% و10%: what is about the first is about the second."""
    both = left.unit is not None and right.unit is not None and _alike(left.unit, right.unit)
    return both and link(read, left, right) == "and"
