"""Rates of exchange: whether a sum of money is what one of another currency costs."""

from pipeline.money import Unit, adjectives, named_unit, nouns
from pipeline.numerals import Words, among, context

FAR = 14  # words before a sum in which the currency stands that costs it
BEHIND = 3  # words behind a sum in which it does
ENDS = frozenset(".\n")
# currencies of which less than a thousand buy one of any other: no rate in them is of thousands
STRONG = frozenset(
    (
        "AED", "AUD", "BHD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD", "ILS", "INR",
        "JOD", "JPY", "KWD", "LYD", "MAD", "MXN", "MYR", "NOK", "NZD", "OMR", "PHP", "PLN", "QAR", "RUB", "SAR",
        "SEK", "SGD", "THB", "TND", "TRY", "USD", "ZAR",
    )
)  # fmt: skip
# classes of words that may stand between a currency and what it costs
BETWEEN = (
    "at_rate", "at_price", "change", "rise", "breaker", "approximator", "per_currency", "dealt", "market", "clitic",
    "equals", "preposition", "one_each", "ratio", "green",
)  # fmt: skip


def exchange(read: Words, first: int, unit: Unit) -> str:
    """What is known of a sum whose number begins at word `first`: `rate` where it is what one of another currency
    costs, `near_rate` where it only may be, since a currency is spoken of near it, empty else.

    >>> from pipeline.money import unit_after
    >>> from pipeline.numerals import words
    >>> texts = ("بلغ الدولار 47.8 جنيه", "مع صعود الدولار بلغ الاجر 47.8 جنيه", "بلغ الاجر 47.8 جنيه")
    >>> reads = [words(text) for text in texts]
    >>> places = [read.surfaces.index("47.8") for read in reads]
    >>> [exchange(read, at, unit_after(read, at + 1, read.text)) for read, at in zip(reads, places, strict=True)]
    ['rate', 'near_rate', '']
    """
    said, sure = _behind(read, unit), not among(read.surfaces[max(0, first - FAR) : first], "dear")
    for place in range(first - 1, max(-1, first - 1 - FAR), -1):
        if said == "rate" or read.surfaces[place] in ENDS:
            break
        known = _names(read, place, unit)
        if known == "rate" and not sure:
            return "near_rate"
        said = known or said
        sure = sure and (known != "" or _may_part(read, place))
    return said


def _behind(read: Words, unit: Unit) -> str:
    """The same by the words behind: 1.985 دينار للدولار, 47.850 جنيها مقابل الدولار, 131.250 دينار لكل مئة دولار"""
    for place in range(unit.last, min(unit.last + BEHIND, len(read.surfaces))):
        surface = read.surfaces[place]
        if surface.startswith("لل") and _is_money("ا" + surface[1:]):
            return "rate"
        if surface in context("per_currency"):
            noun, counted = [*read.surfaces[place + 1 : place + 3], "", ""][:2]
            return "rate" if _is_money(noun) else "near_rate" if _is_money(counted) else ""
        if surface not in context("dealt"):
            return ""
    return ""


def _is_money(surface: str) -> bool:
    """Whether a word is the noun of a currency and no other: not للأوقية, an ounce."""
    return surface in nouns() and nouns()[surface].free


def _names(read: Words, place: int, unit: Unit) -> str:
    """`rate` where a word names what is bought or against what, الدولار, سعر الصرف, أمام الليرة; `near_rate` where it
    is the sum's own money or the like, العملة الخضراء.

    Money without ال is one where it is said to be (1 دولار, كل دولار), else it is counted: 500 دولار (67.500 دينار).
    """
    surface, before = read.surfaces[place].removeprefix("و"), read.surfaces[place - 1] if place else ""
    if surface in context("exchange"):
        return "rate" if among([before], "price") else ""
    if read.surfaces[place + 1] in context("gold"):  # الجنيه الذهب is a coin
        return ""
    if surface in context("sterling"):
        return "near_rate" if "GBP" in unit.codes else "rate"
    single = surface.startswith("ال") or before in context("one_of")
    known = singular(read, place, surface) if single else None
    if known is None:
        told = surface in context("money_at_large") and _is_described(read, place + 1)
        return "" if not told else "rate" if before in context("per_currency") else "near_rate"
    own = known.noun == unit.noun and not set(unit.codes).isdisjoint(known.codes)
    return "near_rate" if own and before not in context("per_currency") else "rate"


def singular(read: Words, place: int, surface: str) -> Unit | None:
    """The currency that a noun in the singular names; `surface` is the word at the place without its clitics."""
    noun = nouns().get(surface)
    return named_unit(read, place, noun) if noun is not None and noun.shape == "one" else None


def _is_described(read: Words, place: int) -> bool:
    """Whether a word tells whose العملة is: الأوروبية, الخضراء; not المشفرة"""
    surface = read.surfaces[place] if place < len(read.surfaces) else ""
    return surface in adjectives() or surface in context("green")


def _may_part(read: Words, place: int) -> bool:
    """Whether a word may stand between a currency and what it costs: a number, a nationality, البنوك, a bracket."""
    surface = read.surfaces[place]
    return read.numerals[place].kind != "" or surface in nouns() or surface in adjectives() or joins(surface)


def joins(surface: str) -> bool:
    """Whether a word ties a currency to its rate: بلغ, عند, مقابل, a mark."""
    return not surface.isalnum() or any(among([surface], name) for name in BETWEEN)
