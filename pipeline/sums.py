"""Numbers with their units: each number of a text, the unit beside it, and what follows the unit and belongs to it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from pipeline.digits import Value
from pipeline.inflections import one_of
from pipeline.measures import counted_in, partless, unit_noun
from pipeline.money import (
    Noun,
    Unit,
    duals,
    in_units,
    named_unit,
    nouns,
    percents,
    percents_alone,
    unit_after,
    unit_before,
)
from pipeline.normalise import fold
from pipeline.numbers import MILLION, Reading, bracketed, joined, number, numeral_at, part_at, scaled, signed, whole
from pipeline.numerals import NOTHING, SPELT, Words, among, context, gap, misspelt
from pipeline.rates import STRONG, exchange

# currencies whose thousandths are paid: three digits behind a point can be those of a price in them
THIRDS = frozenset(("KWD", "BHD", "JOD", "TND", "LYD", "OMR"))
# currencies of which one buys nothing: what stands behind a point are thousands, but in a rate of the second kind
LARGE = frozenset(("IQD", "SYP", "LBP", "IRR", "SOS"))
TRADED = frozenset(("DZD", "YER", "SDG"))
# rules that know no currency for certain
UNTIL_SETTLED = ("by_price", "by_document", "open", "beside_points", "by_rate", "near_rate")
BESIDE_POINTS = "point_decimal_beside_points"
OPEN_POINT = ("point_decimal_open", BESIDE_POINTS)
PRICES = (*OPEN_POINT, "point_decimal_by_price")
ZEROS = ("point_groups_by_unit", "point_groups_by_zeros")
BESIDE_PRICES = "point_groups_beside_prices"
TENS = 10
PARTLESS = frozenset(("JPY", "KRW", "VND"))  # no price in them has a part: 108.730 ين is a rate
UNSURE = LARGE | TRADED | {"EGP"}  # nothing tells thousands of them from thousandths
# a comma is the decimal mark there, as in French
MAGHREB = frozenset(("MAD", "DZD", "TND", "LYD", "MRU", "MRO"))
# nobody there parts thousands by a blank, as others do in French
MASHRIQ = frozenset(("AED", "BHD", "EGP", "IQD", "JOD", "KWD", "OMR", "QAR", "SAR", "SDG", "SYP", "YER"))
SPOKEN_IN_PARTS = frozenset(("MAD", "DZD"))  # a million without a noun may be one of centimes
METAL = 20  # words before the price of an ounce in which it is told what of
PRICED = 8  # words before a sum in which the litre or the share stands that costs it
CLITICS = fold("وبلف").text
ARTICLE = fold("ال").text
AND_FOR = fold("وب").text  # للدولار الواحد is no dollar but a rate
LONG = 4  # letters that a noun has from which clitics are cut: بيان is not ب and يان
BROKEN = (["", " "], [" ", ""], [" ", " "])  # blanks before and behind a point that parts a decimal: 65. 5, 65 .5
LONG_NUMBER = 12  # words of a number that is said again between brackets
LEAST_HUNDREDS = 100  # what stands behind thousands without و: 5 آلاف 300 دولار, not 5 آلاف 20 دولارا
_MINUS_BEHIND = re.compile(r"-%(?![0-9])")
THOUSANDTH = Fraction(1, 1000)
RISEN = 8  # words before ب-3,5% in which the verb of rising stands
TRILLION = 10**12  # nobody speaks of thousands of them
ONE_GROUP = 10_000  # 6,265: one digit before the comma
FEW = range(3, 11)  # what takes a noun in the plural


class Sum(NamedTuple):
    """A number with its unit, if it has one: words `first` to `last`, letters `start` to `stop`.

    `low` and `high` are its values in the unit said, the same until it becomes a range. `reading` is the number
    by itself. A `bound` is set only where the number itself bears it: a range, خمسة ونيف. `unit_by` says how a unit
    was found that does not stand beside it: `elided`, `elided_centimes`, `elided_or_centimes`, `rate`, `ratio`.
    """

    reading: Reading
    first: int
    last: int
    start: int
    stop: int
    low: Value | None
    high: Value | None
    unit: Unit | None
    rule: str
    bound: str = ""
    negative: bool = False
    unit_by: str = ""


def sums(read: Words, plain: str) -> Iterator[Sum]:
    """The numbers of a text in order, with their units; none inside another."""
    seeds = [place for place, numeral in enumerate(read.numerals) if numeral.kind]
    alone = {**duals(), **percents_alone()}
    if not alone.keys().isdisjoint(read.surfaces):
        seeds = sorted({*seeds, *(place for place, surface in enumerate(read.surfaces) if surface in alone)})
    if seeds and not context("one_unsaid").isdisjoint(read.surfaces):
        seeds = sorted({*seeds, *_unsaid_ones(read)})
    last, free = 0, 0
    for place in seeds:
        if place >= last:
            found = _unit_that_counts(read, place, free, plain) or _number_and_unit(read, place, free, plain)
            if found is not None:
                last, free = found.last, found.stop
                yield found


# --- units that are numbers by themselves ---


def _unit_that_counts(read: Words, place: int, free: int, plain: str) -> Sum | None:
    """A sum whose unit says the number or a part of it: دولارين, دولار ونصف, دولار واحد, أقل من دولار."""
    surface, numeral = read.surfaces[place], read.numerals[place]
    if surface in duals():
        return _dual(read, place, plain)
    if surface in percents_alone():
        return _percent_alone(read, place, plain)
    if (numeral.kind == "half" and numeral.bare) or _joined_to_unit(read, place):
        return _one_and_more(read, place, free, plain)
    if numeral.kind == "unit" and numeral.value == 1 and not numeral.cut:
        return _unit_and_one(read, place, free, plain)
    return _unsaid_one(read, place, plain) if surface in nouns() else None


def _dual(read: Words, place: int, plain: str) -> Sum | None:
    """دولارين, ريالان قطريان: two of the currency in one word."""
    return _alone(read, place, duals()[read.surfaces[place]], 2, "dual_currency", plain)


def _percent_alone(read: Words, place: int, plain: str) -> Sum | None:
    """نقطة مئوية, نقطتين مئويتين, نقطة مئوية واحدة"""
    cut, counts = percents_alone()[read.surfaces[place]]
    following = read.surfaces[place + 1] if place + 1 < len(read.surfaces) else ""
    signed_behind = place > 1 and read.surfaces[place - 1] in "+-" and read.numerals[place - 2].kind  # 1,9+ نقطة مئوية
    if following not in counts or signed_behind:
        return None
    found = _alone(read, place, cut, counts[following], "unit_alone", plain)
    return found and _with_its_one(read, found)


def _joined_to_unit(read: Words, place: int) -> bool:
    """Whether و joins a numeral to the unit right before it, without ال: دولارا و50, بدينار كويتي و250, دينار وخمسين"""
    end = place if read.numerals[place].bare else place - 1
    if end == place - 1 and not (read.surfaces[place].isdigit() and read.surfaces[end:place] == ["و"]):
        return False
    for at in range(end - 1, max(-1, end - 3), -1):
        cut = _before_noun(read.surfaces[at])
        if cut is None or read.surfaces[at][:cut].strip(AND_FOR):  # 5 سنتات للدولار و3 سنتات
            continue
        noun = read.surfaces[at][cut:]
        alone = _without(read, at, cut)
        unit = named_unit(alone, at, nouns()[noun]) if not noun.startswith(ARTICLE) else None
        if unit is not None and unit.last == end:
            return at == 0 or read.surfaces[at - 1] not in context("per_currency")  # 5 سنتات لكل دولار و3 سنتات
    return False


def _one_and_more(read: Words, place: int, free: int, plain: str) -> Sum | None:
    """دولار ونصف, دينار كويتي وربع, دولارا و50 سنتا: a noun without a number, and a part of it."""
    for at in range(place - 1, max(-1, place - 4), -1):
        cut = _before_noun(read.surfaces[at])
        if cut is not None and nouns()[read.surfaces[at][cut:]].shape == "one" and read.starts[at] >= free:
            found = _alone(read, at, cut, 1, "unit_alone", plain)
            if found is not None and found.rule in ("and_a_part", "with_subunits"):
                return found
    return None


def _unit_and_one(read: Words, place: int, free: int, plain: str) -> Sum | None:
    """دولار واحد, درهم مغربي واحد, بجنيه واحد, ريال واحد و50 هللة; not the plural of سعر الفلوس الواحد, a chick"""
    for at in range(place - 1, max(-1, place - 3), -1):
        cut = _before_noun(read.surfaces[at])
        if cut is None or nouns()[read.surfaces[at][cut:]].shape != "one":
            continue
        if read.surfaces[at][:cut].strip(AND_FOR) == "" and read.starts[at] >= free:
            unit = unit_after(_without(read, at, cut), at, plain)
            if unit is not None and unit.last == place:
                unit = unit._replace(start=unit.start + cut)
                reading = Reading(1, at, place + 1, "unit_and_one")
                one = Sum(reading, at, place + 1, unit.start, read.stops[place], 1, 1, unit, reading.rule)
                return _with_more(read, one, plain)
    return None


def _unsaid_ones(read: Words) -> Iterator[int]:
    """The places of a noun in the singular behind a word that bounds one of it: أقل من دولار, بنحو درهم.

    Only in a text that writes digits: in others they may be lost, and what stood there is no one.
    """
    if any(numeral.kind == "digits" for numeral in read.numerals):
        for place, surface in enumerate(read.surfaces[1:], 1):
            if surface in nouns() and nouns()[surface].shape == "one":
                of = read.surfaces[place - 1] in context("from")
                if place > of and read.surfaces[place - 1 - of] in context("one_unsaid"):
                    yield place


def _unsaid_one(read: Words, place: int, plain: str) -> Sum | None:
    """أقل من دولار, بحوالي درهم للتر: one of the currency.

    Not the accusative of a number that was lost (دولارا), nor what has an adjective (أكثر من دولار رقمي).
    """
    surface = read.surfaces[place]
    if surface.startswith(ARTICLE) or surface.endswith("ا"):
        return None
    found = _alone(read, place, 0, 1, "unsaid_one", plain)
    if found is None or found.unit is None or found.unit.parts != (1,) * len(found.unit.parts):
        return None
    after = read.surfaces[found.last] if found.last < len(read.surfaces) else "\n"
    ends = not after[0].isalnum() or after in context("preposition") or after.startswith("لل")
    return found if ends or found.rule != "unsaid_one" else None


def _before_noun(surface: str) -> int | None:
    """How many letters are clitics before the noun of a currency; None where it is no such noun.

    >>> [_before_noun(fold(word).text) for word in ("دولار", "وبدولار", "بيان", "بين")]
    [0, 2, None, None]
    """
    cuts = (0,) if surface[:1] not in CLITICS else (0, 1, 2)
    return next((cut for cut in cuts if surface[cut:] in nouns() and (not cut or len(surface) - cut >= LONG)), None)


def _without(read: Words, at: int, cut: int) -> Words:
    """The words, that at a place without its first letters."""
    return read._replace(surfaces=[*read.surfaces[:at], read.surfaces[at][cut:], *read.surfaces[at + 1 : at + 4]])


def _alone(read: Words, place: int, cut: int, count: int, rule: str, plain: str) -> Sum | None:
    """The sum of a unit that says how many it is, once the clitics at the head of its first word are cut."""
    unit = unit_after(_without(read, place, cut), place, plain)
    if unit is None:
        return None
    start = read.starts[place] + cut
    unit = unit._replace(start=start)
    reading = Reading(count, place, place + 1, rule)
    found = Sum(reading, place, unit.last, start, unit.stop, count, count, unit, rule)
    return _with_more(read, found, plain)


# --- numbers with a unit beside them ---


def _number_and_unit(read: Words, place: int, free: int, plain: str) -> Sum | None:
    """14.8 مليار دولار, $14.8, 49%, 200 موظف: a number, its minus, and its unit behind it, else the one before it."""
    reading = _reading(read, place, plain)
    if reading is None:
        return None
    one_or_two = _and_one_or_two(read, reading, plain)
    if one_or_two is not None:
        return one_or_two
    start, negative = signed(read, place)
    unit, bound, minus = _unit_behind(read, reading, plain)
    last, stop = reading.last, read.stops[reading.last - 1]
    if unit is not None:
        last, stop = unit.last, unit.stop
    elif reading.rule != "ordinal":  # مركز BD الأول
        unit = unit_before(read, start, free, plain)
        if unit is not None:
            start = unit.start
    if unit is not None and reading.token >= 0:
        reading = read_again(read, reading, unit)
    if negative and _tied(read, place, unit):
        start, negative = read.starts[place], False
    if unit is not None and read.surfaces[place - 2 : place] == ["(", "-"] and read.surfaces[last : last + 1] == [")"]:
        start, negative = read.starts[place - 1], True  # (- 9.83 %)
    first = bisect_right(read.starts, start) - 1  # a sign's, if one stands before the number
    value: Value | None = reading.value
    parts = _in_its_parts(read, unit, plain) if unit is not None else None
    if parts is not None:
        unit, last, stop, value = parts, parts.last, parts.stop, None
    found = Sum(reading, first, last, start, stop, value, value, unit, reading.rule, bound)
    if unit is not None and unit.last == last:
        found = _with_more(read, found, plain)
    return _turned(read, found, place) if negative or minus else found


def _reading(read: Words, place: int, plain: str) -> Reading | None:
    """The number that begins at a word, with what says it again or goes on with it before its unit; None if none does.

    مليارين 300 مليون, 4.5 ملايبن, خمسة آلاف (5.000), 5.000 خمسة آلاف; not the hundred of بالمئة.
    """
    if not read.numerals[place].kind or _is_percent(read, place):
        return None
    reading = _mirrored(read, place, plain) or _then_in_words(read, place) or number(read, place)
    if reading is None or _damaged(read, reading):
        return None
    reading = _without_and(read, _by_misspelt_scale(read, reading), plain)
    if after_between(read.surfaces[max(0, place - 2) : place]):
        reading = _parted(read, reading, plain) or reading
    return _said_twice(read, reading) or reading


def _tied(read: Words, place: int, unit: Unit | None) -> bool:
    """Whether the dash before a number ties a clitic to it and is no minus: ب-12 مليار, الـ-500, ارتفع ب-3,5%

    A percentage before which nothing is said to rise keeps its minus: بـ-3.5%, تراجع ب-3,5%
    """
    clitic, dash = read.surfaces[place - 2 : place] if place > 1 else ("", "")
    if dash != "-" or clitic == "و" or clitic not in context("clitic") or gap(read, place - 1) not in ("", " "):
        return False
    return clitic.endswith(ARTICLE) or unit is None or unit.type == "MONEY" or _rises(read, place - 2)


def _rises(read: Words, place: int) -> bool:
    """Whether the last word of change shortly before a place, in its sentence, says that something rises."""
    for surface in reversed(read.surfaces[max(0, place - RISEN) : place]):
        if among([surface], "rise"):
            return True
        if surface in ".\n" or among([surface], "change"):
            return False
    return False


def _and_one_or_two(read: Words, reading: Reading, plain: str) -> Sum | None:
    """مئة ودولار, ألف ودولاران: whole hundreds in words, and the one or two more that the noun itself counts."""
    in_words = not any(read.numerals[place].kind == "digits" for place in range(reading.first, reading.last))
    more = _one_or_two(read, reading.last, plain) if in_words and reading.value % LEAST_HUNDREDS == 0 else None
    if more is None or more.low is None:
        return None
    first, value = reading.first, whole(reading.value + more.low)
    start = read.starts[first]
    return more._replace(reading=reading, first=first, start=start, low=value, high=value, rule="compound")


def _one_or_two(read: Words, at: int, plain: str) -> Sum | None:
    """ودولار, ودولار واحد, ودولاران: what و joins to whole hundreds before it."""
    surface = read.surfaces[at] if at < len(read.surfaces) else ""
    cut, count = (duals()[surface], 2) if surface in duals() else (_before_noun(surface), 1)
    if cut != 1 or not surface.startswith("و") or (count == 1 and nouns()[surface[cut:]].shape != "one"):
        return None
    found = _alone(read, at, 1, count, "unit_alone", plain)
    return found and _with_its_one(read, found)


def _with_its_one(read: Words, found: Sum) -> Sum:
    """The sum of one unit with the واحد that says so once more: نقطة مئوية واحدة."""
    after = read.numerals[found.last] if found.last < len(read.numerals) else NOTHING
    if after.kind == "unit" and after.value == found.low == 1 and not after.cut:
        return found._replace(last=found.last + 1, stop=read.stops[found.last])
    return found


def _mirrored(read: Words, place: int, plain: str) -> Reading | None:
    """A sum that the page turned round, its cents first, with its groups from right to left: 49 ،807 779 723 52 دج

    It is told by the blank before the comma and none behind. What it says cannot be told from 49, and 807 779 …
    """
    cents, first, at = read.surfaces[place], place + 2, place + 2
    if read.surfaces[place + 1 : first] != ["،"] or not (cents.isdigit() and len(cents) == 2):
        return None
    while at < len(read.surfaces) and read.surfaces[at].isdigit() and gap(read, at) == (" " if at > first else ""):
        at += 1
    *groups, tail = read.surfaces[first:at] or [""]
    grouped = groups and all(len(group) == 3 for group in groups) and len(tail) <= 3
    if not grouped or gap(read, place + 1) != " " or unit_after(read, at, plain) is None:
        return None
    return Reading(int("".join((tail, *reversed(groups)))) + Fraction(int(cents), 100), place, at, "mirrored")


def _without_and(read: Words, reading: Reading, plain: str) -> Reading:
    """A number with the smaller ones behind it, each before a scale or a unit, where و is left out.

    10 ملايين 603 دراهم, مليارين 300 مليون دولار; not 1.2 مليون 700 ألف, which are two cells of a table, as is all that
    more than one blank parts. Nor are مليون 500 دولار لكل منهم and 5 آلاف 20 دولارا, so many people and what each has.
    """
    at = reading.last
    if reading.scale == 1 or at >= len(read.surfaces) or reading.value % reading.scale:
        return reading
    if plain[read.stops[at - 1] : read.starts[at]] != " ":
        return reading
    numeral = read.numerals[at]
    if numeral.kind in ("", "half", "parts") or numeral.cut or numeral.article or read.numerals[reading.first].article:
        return reading
    small = number(read, at)
    if small is None or small.value >= reading.scale or not _goes_without_and(read, reading, small, plain):
        return reading
    joined_up = reading._replace(
        value=reading.value + small.value, last=small.last, rule="compound", scale=small.scale, mantissa=None, token=-1
    )
    return _without_and(read, joined_up, plain)


def _goes_without_and(read: Words, reading: Reading, small: Reading, plain: str) -> bool:
    """Whether a smaller number behind another can be more of it: not one that tells what each of them has."""
    unit = unit_after(read, small.last, plain)
    after = small.last + 1 if unit is None else unit.last
    if among(read.surfaces[after : after + 1], "each"):
        return False
    if small.scale > 1:
        return True
    too_small = reading.scale < MILLION and small.value < LEAST_HUNDREDS
    return reading.rule != "bare_scale" and not too_small and _measured(read, small.last, plain)


def _by_misspelt_scale(read: Words, reading: Reading) -> Reading:
    """A number with its scale, one letter of which is wrong: 4.5 ملايبن طن; `misspelt` where it may be two scales."""
    at = reading.last
    if reading.scale > 1 or reading.mantissa is None or at + 1 >= len(read.surfaces) or read.numerals[at].kind:
        return reading
    counted = read.surfaces[at + 1] in nouns() or _counts(read.surfaces[at + 1])
    powers = misspelt(read.surfaces[at]) if counted and len(read.surfaces[at]) >= SPELT - 1 else frozenset()
    if not powers:
        return reading
    rule = f"{reading.rule}_scale" if len(powers) == 1 else "misspelt"
    scale = min(powers)
    return reading._replace(
        value=whole(reading.value * scale), last=at + 1, rule=rule, scale=scale, mantissa=reading.value, token=-1
    )


def _measured(read: Words, at: int, plain: str) -> bool:
    """Whether money, a measure or a thing that has no parts stands at a word: what ends a number."""
    if at >= len(read.surfaces):
        return False
    unit = unit_after(read, at, plain)
    return _counts(read.surfaces[at]) or (unit is not None and unit.type == "MONEY")


def _counts(surface: str) -> bool:
    """Whether a word is a measure or a thing that has no parts."""
    return surface in counted_in("parts") or partless(surface)


def _said_twice(read: Words, reading: Reading) -> Reading | None:
    """A number in words and once more in digits, or the other way round: خمسة آلاف (5.000), أربعمائة (400) ألف."""
    at = reading.last
    if read.surfaces[at : at + 1] != ["("] or ")" not in read.surfaces[at + 2 : at + LONG_NUMBER]:
        return None
    close = read.surfaces.index(")", at + 2)
    again = number(read, at + 1, close)
    if again is None or again.last != close or (reading.token >= 0) == (again.token >= 0):
        return None
    words, figures = (again, reading) if reading.token >= 0 else (reading, again)
    open_form = numeral_at(read, read.surfaces[figures.token], "")
    if words.value != figures.value and (open_form is None or words.value != open_form.other):
        return None
    if words.scale > 1:
        return words._replace(first=reading.first, last=close + 1)
    return scaled(read, reading.first, close + 1, len(read.surfaces), words.value, words.rule)


def _then_in_words(read: Words, place: int) -> Reading | None:
    """A number in digits with the same in words right behind: 5.000 خمسة آلاف, (1,210) ألف ومائتين وعشرة."""
    at = place + 1 + bracketed(read, place, place + 1)
    if read.numerals[place].kind != "digits" or at >= len(read.surfaces):
        return None
    word = read.numerals[at]
    figures = None if word.kind in ("", "digits") or word.cut else numeral_at(read, read.surfaces[place], "")
    if figures is None or word.value > max(figures.value, figures.other or 0):  # 14.8 مليار
        return None
    alone = read._replace(surfaces=[*read.surfaces[:place], "x", *read.surfaces[place + 1 :]])  # no figures ahead
    said = number(alone, at)
    if said is None or said.rule == "bare_scale" or said.value not in (figures.value, figures.other):
        return None
    return said._replace(first=place)


def _damaged(read: Words, reading: Reading) -> bool:
    """Whether a numeral was broken on its way: 21?6, and the decimals 65. 5 and 4 . 7, which may be two numbers."""
    first, last = reading.first, reading.last
    return _broken(read, first - 1) or _broken(read, last)


def _broken(read: Words, at: int) -> bool:
    """Whether the mark at a place stands between two numerals that it does not part as any writer would."""
    if not 0 < at < len(read.surfaces) - 1:
        return False
    left, mark, right = read.surfaces[at - 1 : at + 2]
    if not (left.isdigit() and right[0].isdigit()):
        return False
    gaps = [gap(read, place) for place in (at, at + 1)]
    if mark in context("damage"):
        return gaps == ["", ""]
    return mark == "." and gaps in BROKEN and len(left) <= 3 and len(right) <= 2


def _is_percent(read: Words, place: int) -> bool:
    """Whether the hundred at a word is that of بالمئة or في المئة; not so in في المئة دولار."""
    surface, before = read.surfaces[place], read.surfaces[place - 1] if place else ""
    if read.numerals[place].kind != "hundred":
        return False
    if surface in percents():
        return True
    split = any(form == [before, surface] for form, _ in percents().get(before, ()))
    return split and (place + 1 == len(read.surfaces) or read.surfaces[place + 1] not in nouns())


def after_between(before: list[str]) -> bool:
    """Whether the words end on بين, an approximator or the like behind it."""
    between = context("between")
    return bool(before) and (
        before[-1] in between
        or (before[-1] in context("between_filler") and before[-2:-1] != [] and before[-2] in between)
    )


def _parted(read: Words, reading: Reading, plain: str) -> Reading | None:
    """بين خمسة وعشرين ألفا: with no other number to be between, و parts the two that it seems to join."""
    unit = unit_after(read, reading.last, plain)
    after = reading.last if unit is None else unit.last
    other = joined(read, after, len(read.surfaces)) is not None
    if other or (after < len(read.surfaces) and read.surfaces[after] in context("to") | context("and_between")):
        return None
    for place in range(reading.first + 1, reading.last):
        alone = read.surfaces[place - 1] in context("and")
        if read.numerals[place].bare or alone:
            left, right = number(read, reading.first, place - alone), number(read, place)
            if left is not None and right is not None and left.value < right.value:
                return left
    return None


def _unit_behind(read: Words, reading: Reading, plain: str) -> tuple[Unit | None, str, bool]:
    """The unit behind a number, the bound that stands between them, and whether a minus does."""
    at = reading.last
    two_of_its_own = at < len(read.surfaces) and reading.value != 2 and _is_dual(read, at)  # دفع في 2018 دولارين
    if two_of_its_own or reading.rule == "ordinal":  # الهدف الثاني جوردي ألبا
        return None, "", False
    unit = unit_after(read, at, plain)
    if unit is not None or at >= len(read.surfaces):
        return unit, "", False
    if read.surfaces[at] in context("and_some"):  # خمسة ملايين ونيف دولار
        return unit_after(read, at + 1, plain), "more_than", False
    if bracketed(read, reading.first, at):  # (117) دولارا
        return unit_after(read, at + 1, plain), "", False
    if _MINUS_BEHIND.match(read.text, read.stops[at - 1]):  # 0.4-%, not 15-%17
        return unit_after(read, at + 1, plain), "", True
    return None, "", False


def _in_its_parts(read: Words, unit: Unit, plain: str) -> Unit | None:
    """The unit of 7 ملايين دينار من المليمات, which says two: no value can be told, but whose dinars they are can."""
    if unit.last >= len(read.surfaces) or read.surfaces[unit.last] not in context("from"):
        return None
    below = unit_after(read, unit.last, plain)
    if below is None or below.type != "MONEY" or below.parts[0] <= 1:
        return None
    codes = tuple(code for code in unit.codes if code in below.codes)
    rule = "nationality" if below.rule == "nationality" else "noun" if len(codes) == 1 else ""
    parts = (Fraction(1),) * len(codes)
    return below._replace(codes=codes, parts=parts, start=unit.start, rule=rule, noun=unit.noun) if codes else None


def _is_dual(read: Words, at: int) -> bool:
    """Whether the unit at a word is two by its form: دولارين, نقطتين مئويتين."""
    surface = read.surfaces[at]
    counts = percents_alone().get(surface, (0, {}))[1]
    following = read.surfaces[at + 1] if at + 1 < len(read.surfaces) else ""
    return surface in duals() or counts.get(following) == 2


def read_again(read: Words, reading: Reading, unit: Unit) -> Reading:
    """A numeral in digits whose form is open (1.234), read again now that its unit is known."""
    return read_beside(read, reading, "few" if _few(read, reading, unit) else _beside(read, reading, unit))


def read_beside(read: Words, reading: Reading, beside: str) -> Reading:
    """A numeral in digits read again by what stands beside it, as `digits` takes that."""
    found = numeral_at(read, read.surfaces[reading.token], beside)
    if found is None or found.other is None or reading.scale > 1:
        return reading
    return reading._replace(value=found.value, mantissa=found.value, rule=found.rule)


def _beside(read: Words, reading: Reading, unit: Unit) -> str:
    """What a unit and the price it is of tell of three digits behind a point, as `digits` takes it."""
    if unit.type == "PERCENT":
        return "percent"
    if unit.parts[0] > 1:
        return "halves"  # 2.500 مليم
    if _says_scale(unit):
        return "thirds"
    return _beside_money(read, reading, unit)


def _beside_money(read: Words, reading: Reading, unit: Unit) -> str:
    """The same of money by the single unit, whose three digits may be thousandths in some countries."""
    rate = exchange(read, reading.first, unit)
    if LARGE.issuperset(unit.codes) or (TRADED.issuperset(unit.codes) and not rate):
        return "whole"  # 1.250 ليرة سورية
    price = _priced(read, reading, unit)
    if rate == "rate" or (rate and not price):
        return rate
    if price == "ounce" and _is_of_silver(read, reading):
        return "silver"
    if PARTLESS.issuperset(unit.codes):
        return price
    return price or ("thirds" if _of_thirds(unit) else "halves")


def _few(read: Words, reading: Reading, unit: Unit) -> bool:
    """Whether the noun has the plural that three to ten take, and only the whole before the mark is so many.

    3,800 دنانير and 5.250 ريالات, not 3,805 ريالات, which is three thousand and five of them.
    """
    noun = nouns().get(read.surfaces[reading.last]) if reading.last < len(read.surfaces) else None
    if noun is None or noun.shape != "many" or unit.parts[0] != 1:
        return False
    whole_part, thousandths = divmod(int("".join(filter(str.isdigit, read.surfaces[reading.token]))), 1000)
    return whole_part in FEW and thousandths % 100 not in FEW


def _of_thirds(unit: Unit) -> bool:
    """Whether a unit has a thousand parts; most of what a bare دينار can mean does, a bare ريال does not."""
    return unit.type == "MONEY" and unit.parts[0] == 1 and unit.codes[0] in THIRDS


def _says_scale(unit: Unit) -> bool:
    """Whether a unit says a scale too: KDH, م د"""
    return unit.type == "MONEY" and unit.parts[0] <= THOUSANDTH


def _priced(read: Words, reading: Reading, unit: Unit) -> str:
    """What `_fine` says of the words beside a sum: البرميل بـ61.482 دولارا; nothing beside 700 غرام, a quantity."""
    before = read.surfaces[max(0, reading.first - PRICED) : reading.first]
    for place in range(reading.first - 1, reading.first - len(before) - 1, -1):
        if read.surfaces[place] in ".\n":
            break
        counted = place > 0 and read.numerals[place - 1].kind != ""
        if not counted and (price := _fine(read.surfaces[place])):
            return price
    return next(filter(None, map(_fine, read.surfaces[unit.last : unit.last + 2])), "")


def beside_prices(read: Words, found: list[Sum]) -> list[Sum]:
    """The sums, with a rule of their own for those whose zero behind a point tells of thousands (1.750 درهما), where
    the text has the price of a share that another figure ends, in the same money and as long: 1.995 درهما"""
    pointed = {_shape(read, one) for one in found if one.reading.rule.startswith(PRICES)} - {None}
    if not pointed or not any(map(_fine, read.surfaces)):
        return found
    return [
        one._replace(rule=BESIDE_PRICES, reading=one.reading._replace(rule=BESIDE_PRICES))
        if one.reading.rule in ZEROS and _shape(read, one) in pointed else one
        for one in found
    ]  # fmt: skip


def _shape(read: Words, one: Sum) -> tuple[str, int] | None:
    """The money of a sum that is no scale, and how many figures stand before its point; None for others."""
    unit, reading = one.unit, one.reading
    if unit is None or unit.type != "MONEY" or unit.parts[0] != 1 or reading.scale > 1 or reading.token < 0:
        return None
    return None if LARGE.issuperset(unit.codes) else (unit.noun, len(read.surfaces[reading.token].split(".")[0]))


def _is_of_silver(read: Words, reading: Reading) -> bool:
    """Whether silver is the metal that is named last before the price of an ounce."""
    for place in range(reading.first - 1, max(-1, reading.first - 1 - METAL), -1):
        surface = read.surfaces[place : place + 1]
        if among(surface, "silver") or among(surface, "gold"):
            return among(surface, "silver")
    return False


def _fine(surface: str) -> str:
    """`ounce` or `priced` if a price beside a word has three decimals (للأوقية; اللتر, للدولار), else empty."""
    if unit_noun(surface, "ounce"):
        return "ounce"
    return "priced" if unit_noun(surface, "fine") or one_of(surface, context("fine")) else ""


def in_thousands(one: Sum, codes: tuple[str, ...]) -> Sum:
    """A sum as the currency tells that it was settled to be in: of 1.310 دينار the digits are thousands in Iraq."""
    reading = one.reading
    open_point = "_decimal_" in reading.rule and reading.rule.endswith(UNTIL_SETTLED)
    if not (
        open_point and codes and LARGE.issuperset(codes) and one.low == one.high == reading.value and reading.scale == 1
    ):
        return one
    value, rule = whole(1000 * reading.value), f"{reading.rule.partition('_decimal_')[0]}_groups_by_unit"
    return one._replace(low=value, high=value, rule=rule, reading=reading._replace(value=value, rule=rule))


def in_doubt(one: Sum, codes: tuple[str, ...]) -> bool:
    """Whether a sum may be thousands as well as thousandths of what is said.

    So are 168.715 دينار; 5.845 جنيها, and 89.650 ليرة, which a Syrian groups; 18,096 دينارا where it can be
    Tunisian, since other writers of a thousand parts group with the comma; 4،058 مليون دينار in any country;
    1,313 مليار ريال, and 17.636 مليار دينار where it can be Algerian, where the document shows no decimal mark;
    1.250 MDH and 168,715 م د, whose writers group and part alike; 6,265 مليار where the document writes 6.5, for that
    many milliards would mostly be called trillions; and 5,000 دنانير, whose plural says five.
    """
    unit, rule = one.unit, one.reading.rule
    if unit is None:
        return False
    if one.unit_by == "rate" or rule.endswith("_by_rate"):
        return rule.endswith("_by_rate") and not STRONG.issuperset(codes)
    if rule.startswith("blank_groups"):
        return _blanks_in_doubt(one.reading, unit, codes)
    if one.unit_by == "elided_or_centimes":  # 25 مليونا beside 10 آلاف درهم
        return not SPOKEN_IN_PARTS.isdisjoint(codes)
    if one.reading.scale > 1 or unit.parts[0] < 1:
        return _scale_in_doubt(one.reading, unit, codes)
    return _thousandths_in_doubt(one.reading, unit, codes)


def _thousandths_in_doubt(reading: Reading, unit: Unit, codes: tuple[str, ...]) -> bool:
    """Whether three digits behind a mark may be thousands as well: 168.715 دينار, 5.845 جنيها, 18,096 دينارا"""
    rule = reading.rule
    if rule.endswith(("_against_plural", "_near_rate", "_of_silver", "_of_percent", "_beside_prices")):
        return True
    if unit.type == "MONEY" and unit.parts[0] == 1 and rule.startswith(OPEN_POINT):
        return _point_in_doubt(reading, codes)
    pointed = rule.startswith(("point_decimal_by_price", "point_decimal_by_document"))
    if unit.type == "MONEY" and unit.parts[0] == 1 and pointed and not UNSURE.isdisjoint(codes):
        return True
    if rule == "point_groups_by_unit" and unit.parts[0] == 1 and not THIRDS.isdisjoint(codes):  # 2.350 ريال in Oman
        return True
    if rule == "point_groups_by_price":  # 1.250 دينار كويتي for an ounce of gold, or 9.250 for one of silver
        return _of_thirds(unit)
    open_comma = rule.endswith("comma_groups_open") and "TND" in codes
    return open_comma


def _point_in_doubt(reading: Reading, codes: tuple[str, ...]) -> bool:
    """Whether nothing beside a point before three digits tells what it is: a fine of 1.245 ريالا.

    Who writes 6.5 elsewhere mostly means 90.744 دولار so, but Arab money has no third digit, unless it has a thousand
    parts, and prices of one digit (4.325 دولار) are thousands as often.
    """
    if THIRDS.issuperset(codes):
        return not reading.rule.startswith(BESIDE_POINTS)
    local = not (MAGHREB | MASHRIQ).isdisjoint(codes)
    return local or reading.value < TENS or not reading.rule.startswith(BESIDE_POINTS)


def _blanks_in_doubt(reading: Reading, unit: Unit, codes: tuple[str, ...]) -> bool:
    """Whether groups that blanks part may be a name and a number: آيفون 15 900 دولار, كامري 25 500 ريال.

    So are 95 240 بيسة and 12 800 ألف درهم, sums that everybody says otherwise.
    """
    if reading.rule.startswith("blank_groups_open") or reading.scale == 1000:
        return True
    if not MAGHREB.isdisjoint(codes):
        return False
    if reading.scale > 1 and (reading.mantissa or 0) >= ONE_GROUP:
        return True
    behind_word = reading.rule.startswith("blank_groups_behind_word") and not MASHRIQ.isdisjoint(codes)
    return behind_word or unit.parts[0] > 1


def _scale_in_doubt(reading: Reading, unit: Unit, codes: tuple[str, ...]) -> bool:
    """Whether so many of a scale may be a thousand times as many, or a thousandth of them: 1,313 مليار, 6,265 مليار"""
    rule = reading.rule
    if reading.scale >= 10**9 and rule.startswith(("comma_groups_by_document", "point_groups_by_document")):
        return (reading.mantissa or 0) < ONE_GROUP
    if rule.startswith("comma_decimal_by_scale"):  # of thousands nobody says 25,800 ألف
        return unit.type == "MONEY" and reading.scale >= MILLION and not MAGHREB.issuperset(codes)
    if rule.startswith("comma_decimal_by_document") and (reading.mantissa or 0) < 10:
        return unit.type == "MONEY" and MILLION <= reading.scale < TRILLION and not MAGHREB.issuperset(codes)
    if rule.startswith("point_decimal_by_scale"):  # Algerians write 17,636 milliards as 17.636 مليار
        return unit.type == "MONEY" and reading.scale >= MILLION and reading.value < 10**12 and "DZD" in codes
    open_unit = _says_scale(unit) and rule.endswith("_open")
    return open_unit or rule.startswith(("arabic_comma_groups_open", "arabic_comma_decimal_by_document"))


def _turned(read: Words, found: Sum, place: int) -> Sum:
    """The sum with its minus; a dash at the head of a line before money is that of a list."""
    heads_a_line = found.start == 0 or read.text[found.start - 1] == "\n"
    if heads_a_line and read.text[found.start] == "-" and found.unit is not None and found.unit.type == "MONEY":
        return found._replace(start=read.starts[place] + read.numerals[place].cut, first=place)
    value = None if found.low is None else -found.low
    return found._replace(low=value, high=value, rule="minus", negative=True)


# --- what follows the unit ---


def _with_more(read: Words, found: Sum, plain: str) -> Sum:
    """The sum with what و adds to it behind its unit: 57 دولارا ونصف, 20 دولارا و50 سنتا, مئة دولار ودولاران."""
    more = _with_one_or_two(read, found, plain)
    if more is not None:
        return more
    at = joined(read, found.last, len(read.surfaces))
    if at is None:
        return found
    part, after = part_at(read, at, len(read.surfaces))
    if part is not None:
        return _with_part(read, found, part, after)
    small = number(read, at)
    if small is None:
        return found
    return _with_lower_scale(read, found, small) or _with_subunits(read, found, small, plain)


def _with_one_or_two(read: Words, found: Sum, plain: str) -> Sum | None:
    """مئة دولار ودولاران: one or two more of the unit, behind whole hundreds of it."""
    value, unit = found.low, found.unit
    if value is None or not value or value % LEAST_HUNDREDS or _between(read, found):
        return None
    more = _one_or_two(read, found.last, plain)
    if more is None or more.low is None or unit is None or more.unit is None or more.unit.noun != unit.noun:
        return None
    value = whole(value + more.low)
    return found._replace(low=value, high=value, last=more.last, stop=more.stop, rule="and_more")


def _between(read: Words, found: Sum) -> bool:
    """Whether بين, or an approximator behind it, stands before a sum."""
    return after_between(read.surfaces[max(0, found.first - 4) : found.first])


def _with_part(read: Words, found: Sum, part: Fraction, at: int) -> Sum:
    """The sum with a part of its scale (3 ملايين دولار ونصف) or of one unit (57 دولارا ونصف) that stands behind it."""
    unit, scale, value = found.unit, found.reading.scale, found.low
    if unit is None or value is None:
        return found
    if at < len(read.surfaces):
        surface, numeral = read.surfaces[at], read.numerals[at]
        if numeral.kind == "scale" and not numeral.cut and numeral.value <= scale:  # ونصف المليون
            scale, at = numeral.value, at + 1
            if at < len(read.surfaces) and read.surfaces[at] in nouns():
                return found  # ونصف مليار يورو: a sum of its own
        elif surface in nouns() and nouns()[surface].noun == unit.noun:  # ونصف الدولار
            scale, at = 1, at + 1
        elif (nation := _nation(read, at, unit)) is not None:  # وربع ليبية
            unit, at = nation, nation.last
        elif surface[0].isalpha() and not _opens_phrase(surface):  # ونصف الأرباح
            return found
    value = whole(value + part * scale)
    return found._replace(low=value, high=value, last=at, stop=read.stops[at - 1], unit=unit, rule="and_a_part")


def _nation(read: Words, at: int, unit: Unit) -> Unit | None:
    """The unit with the nationality that stands behind a part of it: 3 دنانير وربع ليبية; not the country, نصف ليبيا"""
    if unit.rule in ("nationality", "sign") or not read.surfaces[at].endswith(("ي", "ية", "يه")):
        return None
    settled = named_unit(read, at - 1, Noun(unit.noun, "one", free=False, renewed=False))
    return settled and settled._replace(start=unit.start, stop=unit.stop)


def _opens_phrase(surface: str) -> bool:
    opens = surface in context("preposition") or surface in context("roughly")
    return opens or surface.startswith(tuple(context("phrase")))


def _with_lower_scale(read: Words, found: Sum, small: Reading) -> Sum | None:
    """ملياري دولار و100 مليون: a lower scale behind the first and its unit adds to it if nothing else follows."""
    unit, value = found.unit, found.low
    lower = 1 < small.scale < found.reading.scale and small.value < found.reading.scale
    if unit is None or unit.type != "MONEY" or not isinstance(value, int) or not lower:
        return None
    follows = read.surfaces[small.last] if small.last < len(read.surfaces) else "."
    ends = follows in ".،\n" or follows in context("breaker")
    if not ends or _between(read, found):
        return None
    value = whole(value + small.value)
    return found._replace(low=value, high=value, last=small.last, stop=read.stops[small.last - 1], rule="and_more")


def _with_subunits(read: Words, found: Sum, small: Reading, plain: str) -> Sum:
    """20 دولارا و50 سنتا: the sum with parts of its currency behind it, fewer than make one."""
    below = unit_after(read, small.last, plain)
    unit, value = found.unit, found.low
    if below is None or below.type != "MONEY" or unit is None or unit.type != "MONEY":
        return found
    parts = {code: part for code, part in zip(below.codes, below.parts, strict=True) if code in unit.codes}
    if not isinstance(value, int) or set(unit.parts) != {1} or len(set(parts.values())) != 1:
        return found
    part = next(iter(parts.values()))
    if not part > 1 or small.value >= part:
        return found
    if len(parts) < len(unit.codes):  # 5 ريالات و20 هللة: only one of the rials has them
        rule = "noun" if len(parts) == 1 else unit.rule
        unit = unit._replace(codes=tuple(parts), parts=(Fraction(1),) * len(parts), rule=rule)
    value = whole(value + in_units(small.value, part))
    return found._replace(low=value, high=value, last=below.last, stop=below.stop, unit=unit, rule="with_subunits")
