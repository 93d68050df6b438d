"""Quoted currencies: which of two a rate of exchange is in, and which one it prices."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.digits import Value
from pipeline.money import Unit
from pipeline.normalise import fold
from pipeline.numerals import AND, Words, among, context
from pipeline.rates import STRONG, joins, singular

FAR = 12  # words before a rate in which the currency stands that has it
BEHIND = 3  # words behind a rate in which what it buys stands
ARTICLE = fold("ال").text
FOR = fold("لل").text
# currencies of one noun from the dearest to the cheapest: of two, many buy one of the dearer
WORTH = (
    "KWD", "BHD", "OMR", "JOD", "GBP", "TND", "AED", "QAR", "SAR", "LYD", "BRL", "MAD", "TRY", "EGP", "RSD", "MKD",
    "DZD", "SYP", "YER", "IQD", "SDG", "SSP", "LBP", "IRR",
)  # fmt: skip
EQUAL = {"QAR", "SAR"}  # which are about as dear
DEAR = frozenset(("KWD", "BHD", "OMR", "JOD", "GBP"))  # of which less than one buys a dollar


class Quote(NamedTuple):
    """A currency that is spoken of without a number, الريال اليمني: words `place` to `last`, its noun, what it can be,
    and whether another is told against it, أمام الدولار."""

    place: int
    last: int
    noun: str
    codes: tuple[str, ...]
    against: bool


class Rate(NamedTuple):
    """A sum as the rate that it may be: the currency that it is in, if the quotes beside it tell, and the quotes of
    those that it prices."""

    code: str | None
    priced: tuple[Quote, ...]


NO_RATE = Rate(None, ())


def quotes(read: Words) -> list[Quote]:
    """The currencies that a text speaks of, in the singular with ال, in order.

    >>> from pipeline.numerals import words
    >>> [(quote.codes[0], quote.against) for quote in quotes(words("الريال اليمني امام الدولار والاسترليني"))]
    [('YER', False), ('USD', True), ('GBP', False)]
    """
    made: list[Quote] = []
    for place, surface in enumerate(read.surfaces):
        against = surface.startswith(FOR) or (place > 0 and read.surfaces[place - 1] in context("per_currency"))
        found = _unit(read, place)
        if found is not None:
            made.append(Quote(place, found.last, found.noun, found.codes, against))
        elif among([surface], "sterling") and not (made and made[-1].last > place):
            made.append(Quote(place, place + 1, POUND, ("GBP",), against))
    return made


POUND = fold("جنيه").text


def _unit(read: Words, place: int) -> Unit | None:
    surface = read.surfaces[place].removeprefix(AND)
    if surface.startswith(FOR):
        surface = ARTICLE + surface.removeprefix(FOR)
    return singular(read, place, surface) if surface.startswith(ARTICLE) else None


def rate_of(read: Words, said: Sequence[Quote], first: int, unit: Unit, low: Value | None, floor: int) -> Rate:
    """What the quotes beside a sum tell of it; its number begins at word `first`, its clause at word `floor`.

    تحسن الريال اليمني إلى 1600 ريال للدولار is in the ريال of Yemen; والجنيه الإسترليني 63 جنيها is in no sterling. Of
    two that have its noun it is in the cheaper. In one alone it is where that is told against another, or where one
    of it buys nothing.
    """
    behind = [quote for quote in said if unit.last <= quote.place < unit.last + BEHIND and quote.against][:1]
    before = [quote for quote in said if max(floor, first - FAR) <= quote.place < quote.last <= first]
    if not behind and before and not all(map(joins, read.surfaces[before[-1].last : first])):
        return NO_RATE
    own = [quote for quote in (*before, *behind) if quote.noun == unit.noun]
    told = [quote for quote in own if len(quote.codes) == 1]
    if not told or low is None or low < 1 or not all(quote.codes[0] in WORTH for quote in told):
        return NO_RATE
    codes = sorted({quote.codes[0] for quote in told}, key=WORTH.index)
    if len(told) < len(own) or len(codes) > 1:  # أمام الجنيه, أمام الريال السعودي
        code = None if len(told) < len(own) or EQUAL.issuperset(codes) else codes[-1]
    else:
        code = codes[0] if _is_in(read, told[0], before, behind) else None
    return Rate(code, tuple(quote for quote in told if quote.codes[0] != code))


def _is_in(read: Words, quote: Quote, before: list[Quote], behind: list[Quote]) -> bool:
    """Whether a rate is in the one currency of its noun that is quoted: الريال اليمني 1600 ريال للدولار, أمام الريال
    اليمني 1600 ريال; not 425 ريالا للريال السعودي."""
    others = any(other.noun != quote.noun for other in (*before, *behind))
    if quote in behind:
        return others and not read.surfaces[quote.place].startswith(FOR)
    against = any(other.against for other in (*before, *behind))
    return quote.against or (others and against) or quote.codes[0] not in STRONG


def priced_words(read: Words, rates: Sequence[Rate]) -> set[int]:
    """The words of what rates price; of the dearest everywhere, for a document that prices one is of rates."""
    priced = [quote for rate in rates for quote in rate.priced]
    dear = {quote.codes for quote in priced if DEAR.issuperset(quote.codes)}
    everywhere = [quote for quote in quotes(read) if quote.codes in dear] if dear else []
    return {word for quote in (*priced, *everywhere) for word in range(quote.place, quote.last)}
