"""Amounts: the sums of money, percentages and plain numbers of a text, with exact values, bounds and currencies."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Protocol

from pipeline.bounds import bound
from pipeline.counts import is_count, is_year
from pipeline.digits import Value
from pipeline.measures import per
from pipeline.money import (
    Evidence,
    Unit,
    duals,
    evidence,
    in_units,
    near,
    nouns,
    percents,
    percents_alone,
    prevailing,
    rows_of,
    unit_after,
    unit_before,
)
from pipeline.numbers import Reading, decimal, joined, number, numeral_at, signed
from pipeline.normalise import fold
from pipeline.numerals import Words, among, context, words

PLACES = 12  # after the decimal point, as many as the table holds
DIGITS = 26  # before it


class Amount(NamedTuple):
    """A quantity in folded offsets.

    `low` == `high` for a plain one; one is null for an open bound. `rule` read the value, `currency_rule` settled
    whose currency it is; where nothing did, `currency` is null and `candidates` holds what it can be.
    """

    start: int
    stop: int
    type: str
    low: Decimal | None
    high: Decimal | None
    currency: str | None
    candidates: tuple[str, ...]
    bound: str
    unit_text: str | None
    per: str | None
    rule: str
    currency_rule: str | None


class Span(Protocol):
    """Anything with a place in the text: a sentence, a mention."""

    @property
    def start(self) -> int: ...

    @property
    def stop(self) -> int: ...


class Item(NamedTuple):
    """A number on its way to an amount: words `first` to `last`, letters `start` to `stop`, its unit if any."""

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


def amounts(
    text: str,
    sentences: Sequence[Span] = (),
    mentions: Sequence[Span] = (),
    country: str | None = None,
    billion: int = 9,
    plain: str | None = None,
) -> list[Amount]:
    """The amounts of a folded text, in order, none inside another.

    `country` is the outlet's (ISO 3166), where a bare ريال is at home; `billion` the power of ten that بليون
    stands for; `plain` the text as it is spelled, which tells د.إ from د.أ.

    >>> [(a.low, a.high, a.currency, a.bound) for a in amounts("بين 10 و15 مليون دولار")]
    [(Decimal('10000000'), Decimal('15000000'), 'USD', 'between')]
    >>> amounts("نحو 3 بالمئة")[0]._replace(unit_text=None)
    Amount(start=4, stop=12, type='PERCENT', low=Decimal('3'), high=Decimal('3'), currency=None, candidates=(),
        bound='about', unit_text=None, per=None, rule='digits', currency_rule=None)
    """
    read = words(text, billion)
    lines = _lines(read, sentences)
    items = list(_items(read, plain or text))
    if not items:
        return []
    items = list(_borrowed(read, list(_joined(read, items)), lines))
    settled = _settled(read, items, lines, country)
    names = [(mention.start, mention.stop) for mention in mentions]
    found: list[Amount] = []
    about: Item | None = None
    for item, (codes, currency_rule, parts) in zip(items, settled, strict=True):
        if item.unit is None and not is_count(read, item.first, item.last, item.reading, names):
            continue
        amount = _amount(read, item, lines, codes, currency_rule, parts, plain or text)
        if amount is not None:
            if amount.bound == "exact" and about is not None and _goes_on(read, about, item):
                amount = amount._replace(bound="about")
            found.append(amount)
            about = item if amount.bound == "about" else None
    return found


# --- numbers with their units ---


def _items(read: Words, plain: str) -> Iterator[Item]:
    seeds = [place for place, numeral in enumerate(read.numerals) if numeral is not None]
    alone = {**duals(), **percents_alone()}
    if not alone.keys().isdisjoint(read.surfaces):
        seeds = sorted({*seeds, *(place for place, surface in enumerate(read.surfaces) if surface in alone)})
    last, free = 0, 0
    for place in seeds:
        if place < last:
            continue
        item = _item(read, place, free, plain)
        if item is not None:
            last, free = item.last, item.stop
            yield item


def _item(read: Words, place: int, free: int, plain: str) -> Item | None:
    surface = read.surfaces[place]
    if surface in duals():
        return _dual(read, place, plain)
    if surface in percents_alone():
        return _percent_alone(read, place, plain)
    if read.numerals[place].kind == "half" and read.numerals[place].bare:
        and_half = _one_and_half(read, place, free, plain)
        if and_half is not None:
            return and_half
    if _is_percent_word(read, place):
        return None
    reading = number(read, place)
    if reading is None:
        return None
    if place and read.surfaces[place - 1] in context("between") and joined(read, reading.last, len(read.surfaces)) is None:
        reading = _split(read, reading) or reading
    numeral = read.numerals[place]
    start, negative = signed(read, place)
    unit = unit_after(read, reading.last, plain)
    if unit is None and _minus_behind(read, reading.last):
        unit, negative = unit_after(read, reading.last + 1, plain), True
    more = ""
    if unit is None and reading.last < len(read.surfaces):
        after = read.surfaces[reading.last]
        if after in context("and_some"):  # خمسة ملايين ونيف دولار
            unit, more = unit_after(read, reading.last + 1, plain), "more_than"
        elif after == ")" and place and read.surfaces[place - 1] == "(":  # (117) دولارا
            unit = unit_after(read, reading.last + 1, plain)
    if unit is None:
        unit = unit_before(read, start, free, plain)
        if unit is not None:
            last, stop = reading.last, read.stops[reading.last - 1]
            start = min(start, unit.start)
            if unit.type == "MONEY" and start != unit.start:
                unit = None
        else:
            one = _one_unit(read, place, reading, plain)
            if one is not None:
                return one
            last, stop = reading.last, read.stops[reading.last - 1]
    else:
        last, stop = unit.last, unit.stop
    if numeral is not None and numeral.kind == "digits" and reading.token >= 0 and unit is not None:
        reading = _reread(read, reading, unit)
    value, rule = reading.value, reading.rule
    if unit is not None and unit.last == last:
        value, rule, last, stop = _and_parts(read, reading, unit, last, stop, plain)
    if negative:
        if unit is not None and unit.type == "MONEY" and _begins_line(read, start):
            start, negative = read.starts[place] + (numeral.cut if numeral else 0), False
        else:
            value, rule = -value, "minus"
    first = bisect_right(read.starts, start) - 1  # the sign's, if one stands before the number
    return Item(reading, first, last, start, stop, value, value, unit, rule, more, negative)



def _minus_behind(read: Words, at: int) -> bool:
    """0.4-%: a minus that runs on between the number and its sign."""
    return (
        at + 1 < len(read.surfaces) and read.surfaces[at] == "-" and read.surfaces[at + 1] == "%"
        and read.starts[at] == read.stops[at - 1] and read.starts[at + 1] == read.stops[at]
    )  # fmt: skip


def _begins_line(read: Words, start: int) -> bool:
    return start == 0 or read.text[start - 1] == "\n"


def _is_percent_word(read: Words, place: int) -> bool:
    """Whether the hundred at a place is that of بالمئة or في المئة."""
    surface = read.surfaces[place]
    if surface in percents():
        return True
    return bool(place) and read.surfaces[place - 1] == "في" and any(
        form == ["في", surface] for form, _ in percents()["في"]
    ) and (place + 1 >= len(read.surfaces) or read.surfaces[place + 1] not in nouns())  # fmt: skip


def _dual(read: Words, place: int, plain: str) -> Item | None:
    """دولارين, ريالان: two of the currency in one word."""
    surface = read.surfaces[place]
    cut = duals()[surface]
    unit = _shifted_unit(read, place, cut, plain)
    if unit is None:
        return None
    start = read.starts[place] + cut
    reading = Reading(2, place, place + 1, "dual_currency")
    value, rule, last, stop = _and_parts(read, reading, unit, unit.last, unit.stop, plain)
    unit = unit._replace(start=start)
    return Item(reading, place, last, start, stop, value, value, unit, rule)


def _percent_alone(read: Words, place: int, plain: str) -> Item | None:
    """نقطة مئوية, نقطتين مئويتين: the words say how many."""
    surface = read.surfaces[place]
    cut, counts = percents_alone()[surface]
    rest = read.surfaces[place + 1] if place + 1 < len(read.surfaces) else ""
    if rest not in counts:
        return None
    unit = _shifted_unit(read, place, cut, plain)
    if unit is None:
        return None
    count, start = counts[rest], read.starts[place] + cut
    reading = Reading(count, place, place + 1, "unit_alone")
    unit = unit._replace(start=start)
    after = read.numerals[unit.last] if unit.last < len(read.surfaces) else None
    last, stop = unit.last, unit.stop
    if count == 1 and after is not None and after.kind == "unit" and after.value == 1 and not after.cut:
        last, stop = last + 1, read.stops[last]  # نقطة مئوية واحدة
    return Item(reading, place, last, start, stop, count, count, unit, "unit_alone")


def _shifted_unit(read: Words, place: int, cut: int, plain: str) -> Unit | None:
    """The unit that begins at a word once the clitics at its head are cut."""
    surfaces = [*read.surfaces[:place], read.surfaces[place][cut:], *read.surfaces[place + 1 : place + 4]]
    return unit_after(read._replace(surfaces=surfaces), place, plain)


def _one_and_half(read: Words, place: int, free: int, plain: str) -> Item | None:
    """دولار ونصف, دينار كويتي وربع: a noun without a number, and a part of it."""
    for at in (place - 1, place - 2):
        if at < 0 or read.starts[at] < free:
            continue
        for cut in (0, 1, 2):
            noun = nouns().get(read.surfaces[at][cut:])
            if noun is None or noun.shape != "one" or not noun.free or (cut and read.surfaces[at][0] not in CLITICS):
                continue
            unit = _shifted_unit(read, at, cut, plain)
            if unit is not None and unit.last == place:
                start = read.starts[at] + cut
                reading = Reading(1, at, place, "unit_alone")
                value, rule, last, stop = _and_parts(read, reading, unit, place, unit.stop, plain)
                if last > place:
                    return Item(reading, at, last, start, stop, value, value, unit._replace(start=start), rule)
    return None


CLITICS = fold("وبلف").text


def _one_unit(read: Words, place: int, reading: Reading, plain: str) -> Item | None:
    """دولار واحد, نقطة مئوية واحدة: the unit before the number one."""
    if reading.value != 1 or reading.rule != "words" or not place or read.numerals[place].cut:
        return None
    for at in (place - 1, place - 2):
        if at < 0:
            continue
        unit = unit_after(read, at, plain) if read.surfaces[at] in nouns() or read.surfaces[at] == "نقطة" else None
        if unit is not None and unit.last == place and unit.start == read.starts[at]:
            return Item(reading, at, reading.last, unit.start, read.stops[place], 1, 1, unit, "unit_and_one")
    return None


def _split(read: Words, reading: Reading) -> Reading | None:
    """بين خمسة وعشرين ألفا: with nothing else to be between, the و parts two numbers."""
    for place in range(reading.first + 1, reading.last):
        numeral = read.numerals[place]
        if numeral is not None and (numeral.bare or read.surfaces[place - 1] in context("and")):
            left = number(read, reading.first, place - (read.surfaces[place - 1] in context("and")))
            right = number(read, place)
            if left is not None and right is not None and left.value < right.value:
                return left
    return None


def _reread(read: Words, reading: Reading, unit: Unit) -> Reading:
    """A numeral in digits whose form is open (1.234), read again now that its unit is known."""
    if not reading.rule.endswith(("_open", "_by_zeros", "_by_document", "_groups")):
        return reading
    beside = "percent" if unit.type == "PERCENT" else "thirds" if THIRDS.issuperset(unit.codes) else "halves"
    found = numeral_at(read, read.surfaces[reading.token], beside)
    if found is None or found.other is None:
        return reading
    return reading._replace(value=found.value, mantissa=found.value, rule=found.rule)


THIRDS = frozenset(("KWD", "BHD", "IQD", "JOD", "TND", "LYD", "OMR", "DZD", "RSD", "MKD"))


def _and_parts(
    read: Words, reading: Reading, unit: Unit, last: int, stop: int, plain: str
) -> tuple[Value, str, int, int]:
    """The value with what follows the unit: 57 دولارا ونصف, 20 دولارا و50 سنتا."""
    value, rule = reading.value, reading.rule
    at = joined(read, last, len(read.surfaces))
    if at is None:
        return value, rule, last, stop
    numeral = read.numerals[at]
    if numeral.kind == "half" or (numeral.kind == "parts" and numeral.shape == "dual"):
        follows = read.surfaces[at + 1] if at + 1 < len(read.surfaces) else "."
        part = Fraction(1, numeral.part) if numeral.kind == "half" else Fraction(numeral.value, numeral.part)
        scale, end = reading.scale, at + 1
        scaled = read.numerals[at + 1] if at + 1 < len(read.surfaces) else None
        if scaled is not None and scaled.kind == "scale" and not scaled.cut and scaled.value <= reading.scale:
            scale, end = scaled.value, at + 2
        elif follows in nouns() and nouns()[follows].noun == unit.noun:
            scale, end = 1, at + 2
        elif follows[0].isalpha() and not _opens_phrase(follows):
            return value, rule, last, stop
        return _plain(value + part * scale), "and_a_part", end, read.stops[end - 1]
    if unit.type == "MONEY" and isinstance(value, int) and set(unit.parts) == {1}:
        small = number(read, at)
        below = unit_after(read, small.last, plain) if small is not None else None
        if below is not None and below.type == "MONEY" and min(below.parts) > 1:
            shared = [parts for code, parts in zip(below.codes, below.parts, strict=False) if code in unit.codes]
            if shared and len(set(shared)) == 1 and small.value < shared[0]:
                return _plain(value + small.value / shared[0]), "with_subunits", below.last, below.stop
    return value, rule, last, stop


def _opens_phrase(surface: str) -> bool:
    return surface in context("preposition") or surface.startswith(("لل", "لكل", "و", "ب"))



def _plain(value: Value) -> Value:
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


# --- ranges, and sums that share a scale or a unit ---


def _joined(read: Words, items: list[Item]) -> Iterator[Item]:
    """The items with those that are one range made one, and with what و and أو share handed on."""
    place = 0
    while place < len(items):
        item = items[place]
        if place + 1 < len(items):
            after = items[place + 1]
            link = _link(read, item, after)
            if link:
                merged = _range(read, item, after, link)
                if merged is not None:
                    yield merged
                    place += 2
                    continue
                if _moves(read, item, after, link):
                    yield _lent(item, after, "shared_unit")
                    yield after
                    place += 2
                    continue
                if link == "and" or link == "or":
                    chain = _chain(read, items, place)
                    if chain:
                        yield from chain
                        place += len(chain)
                        continue
        yield item
        place += 1


def _link(read: Words, left: Item, right: Item) -> str:
    """What joins two numbers: and, or, to, dash, or nothing."""
    between = read.surfaces[left.last : right.first]
    numeral = read.numerals[right.first]
    conj = numeral is not None and numeral.bare
    if not between:
        return "and" if conj else "dash" if right.negative and left.unit is None and not left.negative else ""
    if len(between) > 3:
        return ""
    if between[0] in context("and") and (len(between) == 1 or between[1:] == [ARTICLE]):
        return "and"
    if between[0] in context("to") and not conj:
        return "to" if len(between) == 1 or between[1] in context("approximator") or between[1] == ARTICLE else ""
    if len(between) == 1 and between[0] in context("until"):
        return "to"
    if between == ["-"]:
        spaces = read.text[read.stops[left.last - 1] : read.starts[right.first]]
        return "dash" if len(spaces) != 2 or (left.unit is None and right.unit is not None) else ""
    if len(between) == 1 and between[0] in context("or"):
        return "or"
    if len(between) == 1 and between[0] in context("and_between"):
        return "and"
    return ""


ARTICLE = fold("ال").text



def _range(read: Words, left: Item, right: Item, link: str) -> Item | None:
    before = read.surfaces[max(0, left.first - 4) : left.first]
    previous = before[-1] if before else ""
    spanned = previous in context("between") or (len(before) > 1 and previous in context("between_filler") and before[-2] in context("between"))
    cued = spanned or not context("span").isdisjoint(before)
    same = left.unit is None or right.unit is None or _alike(left.unit, right.unit)
    before_it = left.unit is not None and left.unit.start == left.start
    if not same or (right.unit is None and left.unit is not None and not spanned and not (before_it and link == "dash")):
        return None
    if left.negative and link != "to":
        return None
    if spanned and link in ("and", "to", "dash"):
        rule = "between"
    elif link == "dash" and left.unit is not None and left.unit.start == left.start and right.unit is None:
        rule = "dash"  # $10-15 مليون
    elif link == "dash" and right.unit is not None:
        rule = "dash"
    elif link == "to" and cued:
        rule = "from_to"
    elif link == "to" and left.unit is not None and right.unit is not None:
        if previous in context("from") or among(read.surfaces[max(0, left.first - 8) : left.first], "change"):
            return None
        rule = "to"
    elif link == "to" and left.unit is None and right.unit is not None:
        if _changes(read, left, right):
            return None
        rule = "from_to" if previous in context("from") else "to"
    elif link == "or" and left.unit is None and right.unit is not None:
        rule = "either_or"
    else:
        return None
    if is_year(read, left.reading) and right.unit is not None and left.unit is None:
        return None
    if right.negative and right.low is not None and link == "dash":  # 600 -700
        right = right._replace(low=-right.low, high=-right.low)
    low, high = _lent(left, right, rule), right
    if low.low is None or high.low is None:
        return None
    if low.low >= high.low and (link in ("to", "or") or low.low == high.low):
        return None
    least, most = sorted((low.low, high.low))
    unit = right.unit or left.unit
    return Item(
        right.reading._replace(first=left.first), left.first, right.last, left.start, right.stop,
        least, most, unit, f"range_{rule}", "between",
    )  # fmt: skip



def _alike(left: Unit, right: Unit) -> bool:
    return left.type == right.type and (left.noun == right.noun or left.codes == right.codes) and left.parts[:1] == right.parts[:1]


def _changes(read: Words, left: Item, right: Item) -> bool:
    """Whether from … to is a move from one value to another: ارتفع من 9 إلى 11 بالمئة; and all that falls."""
    before = read.surfaces[max(0, left.first - 7) : left.first]
    if not before or before[-1] not in context("from"):
        return False
    lent = _lent(left, right, "")
    if lent.low is not None and right.low is not None and lent.low > right.low:
        return True
    return among(before, "change") and context("span").isdisjoint(before)


def _moves(read: Words, left: Item, right: Item, link: str) -> bool:
    return (
        link == "to" and left.unit is None and right.unit is not None
        and not is_year(read, left.reading) and _changes(read, left, right)
    )  # fmt: skip


def _lent(left: Item, right: Item, rule: str) -> Item:
    """The left number with the scale and unit of the right one, where it has none of its own."""
    value = left.low
    reading = right.reading
    rule = f"{rule}_{left.rule}" if rule.startswith("shared") else left.rule
    signed = left.unit is not None and left.unit.stop <= left.start + len(left.unit.noun)
    if value is not None and (left.unit is None or signed) and left.reading.scale == 1 and reading.scale > 1:
        if reading.mantissa is None or reading.rule == "bare_scale":
            pass
        elif value < reading.mantissa or value < 100:
            value = _plain(value * reading.scale)
        else:
            value = None
    return left._replace(low=value, high=value, unit=left.unit or right.unit, rule=rule)


ROW = 12  # numbers that may share the unit of the last


def _chain(read: Words, items: list[Item], place: int) -> list[Item]:
    """25 و15 مليون ريال: numbers in a row of which only the last has a unit."""
    stop = place
    while stop + 1 < min(len(items), place + ROW) and _link(read, items[stop], items[stop + 1]) in ("and", "or"):
        if items[stop].unit is not None:
            return []
        stop += 1
    owner = items[stop]
    row = items[place : stop + 1]
    if owner.unit is None or len(row) < 2 or any(is_year(read, item.reading) for item in row[:-1]):
        return []
    lent = [_lent(item, owner, "shared") for item in row[:-1]]
    return [] if any(item.low is None for item in lent) else [*lent, owner]


def _borrowed(read: Words, items: list[Item], lines: list[int]) -> Iterator[Item]:
    """The items, those of a million or more without a unit given that of the sums about them."""
    for place, item in enumerate(items):
        if item.unit is None and _is_large(read, item) and _unit_left_out(read, item):
            donor = _donor(read, items, place, lines)
            if donor is not None:
                unit = donor._replace(start=item.stop, stop=item.stop, last=item.last, rule="shared")
                yield item._replace(unit=unit, rule=f"elided_{item.rule}")
                continue
        yield item


def _donor(read: Words, items: list[Item], place: int, lines: list[int]) -> Unit | None:
    """The unit of all sums in the sentence; of the sum before it, where a word such as بقيمة says it is money."""
    line = bisect_right(lines, items[place].first)
    near_by = [other for other in items[max(0, place - 6) : place + 7] if bisect_right(lines, other.first) == line]
    units = {(other.unit.noun, other.unit.codes): other.unit for other in near_by if _is_money(other)}
    counts = [other for other in near_by if other.unit is None and other.reading.scale >= 1000]
    if len(units) == 1 and all(_unit_left_out(read, other) for other in counts):
        (unit,) = units.values()
    elif not units and not context("worth").isdisjoint(read.surfaces[max(0, items[place].first - 2) : items[place].first]):
        earlier = [other.unit for other in items[max(0, place - 3) : place] if other.unit is not None and _is_money(other)]
        if len({(unit.noun, unit.codes) for unit in earlier}) != 1:
            return None
        unit = earlier[-1]
    else:
        return None
    return unit if set(unit.parts) == {1} else None


def _is_large(read: Words, item: Item) -> bool:
    """Whether the number ends on a scale that can stand without its noun: a million and more, ألفا with tanwin."""
    last = read.numerals[item.last - 1]
    return item.reading.scale >= 10**6 or (last is not None and last.shape == "one-or-two" and item.reading.mantissa != 2)


def _is_money(item: Item) -> bool:
    return item.unit is not None and item.unit.type == "MONEY"


def _unit_left_out(read: Words, item: Item) -> bool:
    """Whether nothing that could be counted follows the number: a mark, the text's end, a particle."""
    if item.last >= len(read.surfaces):
        return True
    follows = read.surfaces[item.last]
    if follows in context("in") and item.last + 1 < len(read.surfaces):  # 32 مليارا في 2015
        when = read.surfaces[item.last + 1]
        return when.isdigit() or any(when in context(name) for name in ("year", "month")) or among([when], "time")
    return not follows[0].isalnum() or follows in context("left_out") or follows.startswith("لل")



def _goes_on(read: Words, left: Item, right: Item) -> bool:
    """نحو 6% و10%: what is about the first is about the second."""
    return (
        left.unit is not None and right.unit is not None and _alike(left.unit, right.unit)
        and _link(read, left, right) == "and"
    )  # fmt: skip


# --- sentences, currencies, rows ---


def _lines(read: Words, sentences: Sequence[Span]) -> list[int]:
    """The word at which each sentence begins, and the number of words."""
    starts = [bisect_left(read.starts, sentence.start) for sentence in sentences]
    return [*sorted({0, *starts}), len(read.surfaces)]


def _line(lines: list[int], place: int) -> tuple[int, int]:
    at = bisect_right(lines, place)
    return lines[at - 1], lines[min(at, len(lines) - 1)]


Settled = tuple[tuple[str, ...], str | None, Fraction]


def _settled(read: Words, items: list[Item], lines: list[int], country: str | None) -> list[Settled]:
    """For each item its currency (or what it can be), the rule that settled it, and what it is a part of."""
    named: dict[str, list[str]] = {}
    everywhere: dict[str, set[str]] = {}
    for item in items:
        if item.unit is not None and item.unit.rule == "nationality":
            everywhere.setdefault(item.unit.noun, set()).update(item.unit.codes)
    seen: Evidence | None = None
    made: list[Settled] = []
    for item in items:
        unit = item.unit
        if unit is None or unit.type != "MONEY":
            made.append(((), None, unit.parts[0] if unit is not None else Fraction(1)))
            continue
        if unit.rule == "nationality":
            named.setdefault(unit.noun, []).append(unit.codes[0])
        if unit.rule in ("nationality", "noun", "default", "sign"):
            made.append((unit.codes[:1], unit.rule, unit.parts[0]))
            continue
        if unit.rule == "shared":
            made.append(((), "shared", unit.parts[0]))
            continue
        if seen is None:
            seen = evidence(read)
        code, rule = _whose(read, item, lines, country, seen, named.get(unit.noun, []), everywhere.get(unit.noun, set()))
        if code is not None:
            made.append(((code,), rule, dict(zip(unit.codes, unit.parts, strict=True))[code]))
        else:
            made.append((unit.codes, None, unit.parts[0] if len(set(unit.parts)) == 1 else Fraction(0)))
    for place, item in enumerate(items):
        if made[place][1] == "shared" and item.unit is not None:
            donors = [other for other in (*range(place - 1, -1, -1), *range(place + 1, len(items))) if made[other][1] != "shared"]
            same = next(other for other in donors if _is_money(items[other]) and items[other].unit.noun == item.unit.noun)
            codes, rule, parts = made[same]
            made[place] = (codes, "shared" if rule is not None else None, parts)
    return made


def _whose(
    read: Words, item: Item, lines: list[int], country: str | None, seen: Evidence, named: list[str], everywhere: set[str]
) -> tuple[str | None, str | None]:
    """The code that a bare noun stands for here, and the rule that says so: the first that has an opinion."""
    unit = item.unit
    rows = rows_of(unit)
    floor, roof = _line(lines, item.first)
    code = near(unit, rows, seen, floor, roof, item.last)
    if code is not None and (not named or code in named):
        return code, "country_near"
    earlier = dict.fromkeys(code for code in named if code in unit.codes)
    if len(earlier) == 1:
        return next(iter(earlier)), "earlier_in_document"
    later = everywhere.intersection(unit.codes)
    if len(later) == 1:
        return next(iter(later)), "elsewhere_in_document"
    for row in rows:
        if country is not None and country in row.countries and row.code in unit.codes:
            return row.code, "outlet_country"
    code = prevailing(unit, rows, seen)
    return code, "document_country" if code is not None else None


def _amount(
    read: Words, item: Item, lines: list[int], codes: tuple[str, ...], currency_rule: str | None, parts: Fraction, plain: str
) -> Amount | None:
    unit = item.unit
    floor, roof = _line(lines, item.first)
    found = item.bound or bound(read, item.first, item.last, floor, roof)
    low = high = None
    if parts:
        low, high = (None if value is None else _held(in_units(value, parts)) for value in (item.low, item.high))
        if (low is None and item.low is not None) or (high is None and item.high is not None):
            return None
    if found in ("more_than", "at_least"):
        high = None
    elif found in ("less_than", "at_most"):
        low = None
    settled = currency_rule is not None
    return Amount(
        item.start, item.stop, unit.type if unit is not None else "NUMBER", low, high,
        codes[0] if codes and settled else None, () if settled else codes, found,
        plain[unit.start : unit.stop] or None if unit is not None else None,
        per(read, item.last) if unit is not None and unit.type == "MONEY" else None,
        item.rule, currency_rule,
    )  # fmt: skip


def _held(value: Value) -> Decimal | None:
    """The value as the table holds it: 12 places, a third rounded there; None if it has more digits than fit."""
    found = decimal(value)
    if abs(found) >= 10**DIGITS:
        return None
    places = -int(found.as_tuple().exponent)
    return round(found, PLACES).normalize() if places > PLACES else found


def explained(text: str) -> str:
    """A readable account of the amounts and numbers of a folded text, and of the rules that read them."""
    from pipeline.numbers import numbers

    lines = []
    for amount in amounts(text):
        value = f"{amount.low}" if amount.low == amount.high else f"{amount.low} .. {amount.high}"
        unit = amount.currency or "|".join(amount.candidates)
        lines.append(
            f"{text[amount.start : amount.stop]}\n    {amount.type} {value} {unit}".rstrip()
            + f"  {amount.bound}  [{amount.rule}]" + (f" [{amount.currency_rule}]" if amount.currency_rule else "")
        )  # fmt: skip
    for found in numbers(text):
        lines.append(f"{text[found.start : found.stop]}\n    number {found.value}  [{found.rule}]")
    return "\n".join(lines)
