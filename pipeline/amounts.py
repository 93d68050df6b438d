"""Amounts: the sums of money, percentages and plain numbers of a text, with exact values, bounds and currencies."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence, Set
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pipeline.bounds import bound
from pipeline.counts import Span, cut_by_name, in_name, is_count, spans, torn
from pipeline.digits import Value
from pipeline.measures import per
from pipeline.money import Unit, currencies, in_units
from pipeline.nationalities import Bare, Page, borders, home, meant, named, whose, with_local_parts
from pipeline.normalise import fold
from pipeline.numbers import decimal
from pipeline.numerals import Words, words
from pipeline.quoted import NO_RATE, Rate, priced_words, quotes, rate_of
from pipeline.ranges import about_goes_on, said_again, together
from pipeline.sums import Sum, beside_prices, in_doubt, in_thousands, sums

PLACES = 12  # after the decimal point, as many as the table holds
DIGITS = 26  # before it
MOST_PARTS = 10_000  # parts of a currency that anybody counts without a scale
DINAR = fold("د").text
DINARS = frozenset(("TND", "DZD"))  # which are written with that letter alone
SURE_WORD = ("nationality", "noun", "sign")  # rules by which the unit itself leaves no doubt whose currency it is
OWN_WORD = (*SURE_WORD, "default")  # rules by which it says so at all
BY_OUTLET = ("outlet_country", "source_country")


class Amount(NamedTuple):
    """A quantity in folded offsets.

    `low` == `high` for a plain one; one is null for an open bound, both where the text leaves two values possible
    (168.715 دينار). `rule` read the value, `currency_rule` settled whose currency it is; where nothing did,
    `currency` is null and `candidates` holds what it can be.
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


class Settled(NamedTuple):
    """What a sum's currency is or can be, the rule that settled it, and how many of the unit make one of it.

    `parts` is None where that hangs on the currency, and no value can be told.
    """

    codes: tuple[str, ...] = ()
    rule: str | None = None
    parts: Fraction | None = Fraction(1)


BORROWED = Settled(rule="shared")


def amounts(
    text: str,
    sentences: Sequence[Span] = (),
    mentions: Sequence[Span] = (),
    country: str | None = None,
    billion: int = 9,
    plain: str | None = None,
    source: str | None = None,
) -> list[Amount]:
    """The amounts of a folded text, in order, none inside another.

    `country` is the outlet's (ISO 3166), where a bare ريال is at home; `billion` the power of ten that بليون
    stands for; `plain` the text as it is spelled, which tells د.إ from د.أ; `source` the outlet that it is from, which
    settles what the text itself does not. A number inside a mention is part of
    a name unless it has a unit. Sums that the table cannot hold exactly (27 digits and more) are left out; a part
    without end, such as a third, is rounded to 12 places.

    >>> [(a.low, a.high, a.currency, a.bound) for a in amounts("بين 10 و15 مليون دولار")]
    [(Decimal('10000000'), Decimal('15000000'), 'USD', 'between')]
    >>> amounts("نحو 3 بالمئة")
    [Amount(start=4, stop=12, type='PERCENT', low=Decimal('3'), high=Decimal('3'), currency=None, candidates=(),
        bound='about', unit_text='بالمئة', per=None, rule='digits', currency_rule=None)]
    """
    read, plain = words(text, billion), plain or text
    lines = _lines(read, sentences)
    found = beside_prices(read, list(together(read, list(sums(read, plain)), lines)))
    names = spans(mentions)
    made: list[Amount] = []
    about: Sum | None = None
    for one, settled in zip(found, _settled(read, found, lines, country, source), strict=True):
        if _is_no_sum(one, settled) if one.unit is not None else not is_count(read, one, names):
            continue
        if one.unit_by == "elided" and one.reading.rule == "bare_scale" and in_name(one, names):  # شركة ألفا
            continue
        half = torn(read, one) or (one.unit is not None and cut_by_name(one, names))
        amount = _amount(read, one, settled, _line(lines, one.first), plain, half)
        if amount is not None:
            if amount.bound == "exact" and about is not None and about_goes_on(read, about, one):
                amount = amount._replace(bound="about")
            about = one if amount.bound == "about" else None
            made.append(amount)
    return made


def _is_no_sum(one: Sum, settled: Settled) -> bool:
    """Whether a number has د behind it, the dinar in Tunisia and Algeria, in a text that does not tell of them."""
    alone = one.unit is not None and one.unit.noun == DINAR and one.reading.scale == 1
    return alone and (settled.rule is None or DINARS.isdisjoint(settled.codes))


def _lines(read: Words, sentences: Sequence[Span]) -> list[int]:
    """The word at which each sentence begins, and the number of words."""
    starts = {bisect_left(read.starts, sentence.start) for sentence in sentences}
    return [*sorted({0, *starts}), len(read.surfaces)]


def _line(lines: list[int], place: int) -> tuple[int, int]:
    """The words at which the sentence of a word begins and has ended."""
    at = bisect_right(lines, place)
    return lines[at - 1], lines[min(at, len(lines) - 1)]


def _amount(read: Words, one: Sum, settled: Settled, line: tuple[int, int], plain: str, half: bool) -> Amount | None:
    """A sum as a row: in single units of its currency, with its bound; None where the table cannot hold it."""
    unit, codes, sure = one.unit, settled.codes, settled.rule is not None
    one = in_thousands(one, codes)
    low, high = one.low, one.high
    if settled.parts is None or in_doubt(one, codes) or half:
        low = high = None
    elif settled.parts != 1:
        low, high = (None if value is None else in_units(value, settled.parts) for value in (low, high))
    found = one.bound or bound(read, one.first, one.last, *line)
    if found in ("more_than", "at_least"):
        high = None
    elif found in ("less_than", "at_most"):
        low = None
    if any(value is not None and abs(value) >= 10**DIGITS for value in (low, high)):
        return None
    least, most = (None if value is None else _held(value) for value in (low, high))
    return Amount(
        _start(read.text, one), one.stop, unit.type if unit is not None else "NUMBER", least, most,
        codes[0] if codes and sure else None, () if sure else codes, found,
        plain[unit.start : unit.stop] or None if unit is not None else None,
        per(read, one.last) if unit is not None and unit.type == "MONEY" else None,
        f"torn_{one.rule}" if half else one.rule, settled.rule,
    )  # fmt: skip


def _start(text: str, one: Sum) -> int:
    """Where a sum begins: with the bracket that is closed in it, (117) دولارا."""
    before_closing, closed, _ = text[one.start : one.stop].partition(")")
    return one.start - (closed != "" and "(" not in before_closing and text[one.start - 1 : one.start] == "(")


def _held(value: Value) -> Decimal:
    """The value as the table holds it: exact up to 12 places, a third rounded there."""
    found = decimal(value)
    return round(found, PLACES) if -int(found.as_tuple().exponent) > PLACES else found


# --- whose currency each sum is in ---


def _settled(read: Words, found: list[Sum], lines: list[int], country: str | None, source: str | None) -> list[Settled]:
    """What the currency of each sum is: by its own word, else by what the text and its outlet tell, else as lent."""
    units = [one.unit for one in found]
    if not any(map(_is_bare, units)):
        return _shared(units, [_by_own_word(unit) for unit in units])
    rates = _rates(read, found, lines)
    priced = priced_words(read, rates)
    page = _page(read, units, country, priced)._replace(
        home=home(source) if source else None, spoken=_spoken_of(read, found, priced)
    )
    made = []
    said: dict[tuple[int, str], set[str | None]] = {}  # by sentence and noun, whose its sums were settled to be
    for one, unit, rate in zip(found, units, rates, strict=True):
        if unit is None or not _is_bare(unit):
            made.append(_by_own_word(unit))
            if unit is not None and _says_whose(unit):
                page.earlier.setdefault(unit.noun, {})[unit.codes[0]] = one.last
        else:
            line = _line(lines, one.first)
            bare = Bare(unit, one.first, one.last, *line, rate.code)
            wide = with_local_parts(bare, page) if _is_small(one) else bare
            code, rule = whose(wide, page)
            if wide is not bare and code not in unit.codes and rule not in BY_OUTLET:
                code, rule = None, None  # 150 درهما in Libya: a thousandth of a dinar, or money from abroad
            made.append(_of(wide.unit, code, rule))
            said.setdefault((line[0], unit.noun), set()).add(code)
            if code is not None:
                page.settled.setdefault(unit.noun, set()).add(code)
    for place, (one, unit) in enumerate(zip(found, units, strict=True)):
        near = unit is not None and made[place].rule == "country_near"
        if unit and near and len(said[_line(lines, one.first)[0], unit.noun]) > 1:
            made[place] = _of(unit, None, None)  # trade with تركيا (5 م د) and الجزائر (3 م د): the noun is neither's
    return _shared(units, made)


def _is_bare(unit: Unit | None) -> bool:
    """Whether a unit is a currency's whose own word does not say which, and that no other sum lent: 5 ريالات"""
    return unit is not None and unit.type == "MONEY" and unit.rule not in (*OWN_WORD, "shared")


def _is_small(one: Sum) -> bool:
    """Whether a sum is no more than anybody counts in parts of a currency."""
    return one.reading.scale == 1 and one.high is not None and one.high < MOST_PARTS


def _by_own_word(unit: Unit | None) -> Settled:
    if unit is None:
        return Settled()
    if unit.rule == "shared" and unit.type == "MONEY":
        return BORROWED
    return Settled(unit.codes[:1], unit.rule or None, unit.parts[0])


def _of(unit: Unit, code: str | None, rule: str | None) -> Settled:
    if code is None:
        return Settled(unit.codes, None, unit.parts[0] if len(set(unit.parts)) == 1 else None)
    return Settled((code,), rule, dict(zip(unit.codes, unit.parts, strict=True))[code])


def _rates(read: Words, found: list[Sum], lines: list[int]) -> list[Rate]:
    """What each sum is as a rate of exchange, by the currencies that its clause names behind the sum before it."""
    said, clauses, free = quotes(read), borders(read), 0
    made = []
    for one in found:
        if one.unit is None or one.unit.type != "MONEY" or not said:
            made.append(NO_RATE)
            continue
        at = bisect_right(clauses, one.first)
        floor = max(_line(lines, one.first)[0], free, *clauses[max(0, at - 1) : at])
        made.append(rate_of(read, said, one.first, one.unit, one.low, floor))
        free = one.last
    return made


def _page(read: Words, units: list[Unit | None], country: str | None, priced: Set[int]) -> Page:
    """What the text says of currencies before any sum is settled: the countries it names, what its units say."""
    anywhere: dict[str, set[str]] = {}
    open_: dict[str, frozenset[str]] = {}
    for unit in units:
        if unit is not None and _says_whose(unit):
            anywhere.setdefault(unit.noun, set()).update(unit.codes)
        elif unit is not None and unit.type == "MONEY" and not unit.rule:
            open_[unit.noun] = frozenset(row.code for row in meant(unit))
    places = named(read, priced)
    own = Counter(code for code, how in zip(places.countries, places.how, strict=True) if how not in ("with", "idle"))
    counts = Counter(code for code, how in zip(places.countries, places.how, strict=True) if how != "idle")
    own_words = [unit for unit in units if unit is not None and unit.type == "MONEY" and unit.rule in SURE_WORD]
    wholes = frozenset(unit.codes[0] for unit in own_words if unit.parts[0] <= 1)
    parts = frozenset(unit.codes[0] for unit in own_words if unit.parts[0] > 1)
    return Page(places, counts, own, {}, anywhere, open_, wholes, parts, country, borders(read), {})


def _spoken_of(read: Words, found: list[Sum], priced: Set[int]) -> frozenset[str]:
    """The currencies that a text speaks of, but as what is bought, and those of its signs and codes, but what another
    sum says once more: 500 دج (3 دنانير)"""
    quoted = [quote for quote in quotes(read) if len(quote.codes) == 1 and quote.place not in priced]
    signed = [
        one.unit.codes[0]
        for at, one in enumerate(found)
        if one.unit is not None and one.unit.type == "MONEY" and one.unit.rule == "sign" and one.unit.parts[0] <= 1
        and not any(said_again(read, one, other) for other in (*found[max(0, at - 1) : at], *found[at + 1 : at + 2]))
    ]  # fmt: skip
    return frozenset((*(quote.codes[0] for quote in quoted), *signed))


def _says_whose(unit: Unit) -> bool:
    """Whether a sum says itself whose a shared noun is: by its nationality or its part (15 دينارا و500 مليم)."""
    return unit.rule == "nationality" or (unit.rule == "noun" and len(currencies().get(unit.noun, ())) > 1)


def _shared(units: list[Unit | None], made: list[Settled]) -> list[Settled]:
    """What was settled; a sum that borrowed its unit gets what the nearest of its noun was settled to be, the
    nearest before it if there is one."""
    for order in (range(len(made)), range(len(made) - 1, -1, -1)):
        nouns: dict[str, Settled] = {}
        for place in order:
            unit = units[place]
            if unit is None or unit.type != "MONEY":
                continue
            if unit.rule != "shared":
                nouns[unit.noun] = made[place]
            elif made[place] is BORROWED and unit.noun in nouns:
                lender = nouns[unit.noun]
                made[place] = lender._replace(rule="shared" if lender.rule is not None else None)
    return made
