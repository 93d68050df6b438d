"""What bounds a sum: the words before and after it that make it about, more than, at most …"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.money import nouns, unit_after
from pipeline.normalise import fold
from pipeline.numbers import counted, number
from pipeline.numerals import Words, among, context

CLITICS = ("", "و", "ف", "ب", "ل", "س", "وس", "فس", "وب", "ول", "فب", "فل")
NEGATED = 5  # words before أكثر من in which a negation may stand
# the clitics of bounds that hang on what stands beside them: سيصل إلى is no limit, للغاية means very
HELD = {"limit": CLITICS[:5], "up_to": CLITICS[:2]}
FAR = 10  # words before a sum in which a verb may stand that bounds it


class Bound(NamedTuple):
    """A phrase that bounds: its words, the preposition between it and the sum, how many words may part them."""

    words: list[str]
    tail: str
    gap: int
    bound: str
    negated: str


@cache
def _before() -> dict[str, list[Bound]]:
    """The phrases that stand before a sum, by their last word."""
    made: dict[str, list[Bound]] = {}
    for row in _rows("before"):
        for phrase in row["phrase"].split("|"):
            first, *rest = fold(phrase).text.split()
            for clitic in HELD.get(row["bound"], CLITICS):
                spelled = [clitic + first, *rest]
                bound = Bound(spelled[:-1], fold(row["tail"]).text, int(row["gap"]), row["bound"], row["negated"])
                made.setdefault(spelled[-1], []).append(bound)
    for found in made.values():
        found.sort(key=lambda bound: -len(bound.words))
    return made


@cache
def _after() -> dict[str, list[tuple[list[str], str]]]:
    """The phrases that stand after a sum, by their first word."""
    made: dict[str, list[tuple[list[str], str]]] = {}
    for row in _rows("after"):
        for phrase in row["phrase"].split("|"):
            first, *rest = fold(phrase).text.split()
            made.setdefault(first, []).append((rest, row["bound"]))
    for found in made.values():
        found.sort(key=lambda phrase: -len(phrase[0]))
    return made


def _rows(side: str) -> Iterator[dict[str, str]]:
    return (row for row in lexicon.rows("bounds") if row["side"] == side)


def bound(read: Words, first: int, last: int, floor: int, roof: int) -> str:
    """The bound of the sum in words `first` to `last`, in a sentence of words `floor` to `roof`.

    What stands after the sum speaks first (على الأقل), then what stands before it; around نحو and its like a
    word that bounds more firmly wins: تجاوز نحو 500 is more than 500.
    """
    found = _bound_after(read, last, roof)
    if found != "exact":
        return found
    by = read.surfaces[first][: read.numerals[first].cut].endswith(BY)  # تجاوزت التوقعات بمليون
    found, at = bound_before(read, first - 1, floor, BY if by else "")
    if found == "exact" and first - 1 > floor and read.surfaces[first - 1] in context("that_is"):
        aside = read.surfaces[first - 2] in CLOSED  # لا يتجاوز راتب ثلاثة أشهر، أي 135 مليون
        found, at = bound_before(read, first - 2 - aside, floor)
    if found == "more_than" and last < roof and read.surfaces[last] in context("that"):
        known = read.numerals[first].article or (first > floor and read.surfaces[first - 1] in context("article"))
        return "exact" if known else found  # متجاوزة نسبة الـ10% التي توقعتها: a sum that was named before
    if found == "about" and not read.surfaces[at].startswith(BY):
        outer, _ = bound_before(read, at - 1, floor)
        if outer not in ("about", "exact"):
            return outer
    return found


def _bound_after(read: Words, last: int, roof: int) -> str:
    """The bound that a phrase behind the sum says (5% على الأقل), `exact` if none does."""
    last = _past_bracket(read, last, roof)
    for at in range(last, min(last + 2 + _behind_adjective(read, last, roof), roof)):
        for rest, found in _after().get(read.surfaces[at], ()):
            after = at + 1 + len(rest)
            said = read.surfaces[at + 1 : after] == rest
            if said and not (after < roof and _is_of_the_next(read, at, after, found)):
                return found
        if not read.surfaces[at].isalpha():
            break
    return "exact"


def _is_of_the_next(read: Words, at: int, after: int, found: str) -> bool:
    """Whether a phrase bounds what follows it and not the sum before: وأكثر من مليونين, بحد أقصى 500 ريال.

    Not so 20% تقريبا من الانبعاثات.
    """
    if read.numerals[after].kind:
        return True
    several = after > at + 1
    before_it = several and (_of_a_whole(read, after) or _of_each(read, at, after))
    return found != "about" and read.surfaces[after] in context("tail") and not before_it


def _of_a_whole(read: Words, at: int) -> bool:
    """Whether من at a word names the whole that a sum is of: 5% على الأقل من أوزانهم, 5% على الأقل من 40 مليون نسمة.

    Not على الأقل من حيث المبدأ, nor a number that counts no noun, which may be the one that is bounded.
    """
    behind = read.surfaces[at + 1 : at + 2]
    if read.surfaces[at] not in context("from") or context("aside").issuperset(behind):
        return False
    if not read.numerals[at + 1].kind:
        return True
    whole = number(read, at + 1)
    noun = read.surfaces[whole.last] if whole is not None and whole.last < len(read.surfaces) else "\n"
    return counted(noun) and noun not in nouns()


def _of_each(read: Words, at: int, after: int) -> bool:
    """Whether a preposition behind حد أقصى tells what the sum before is for: 500 ريال كحد أقصى عن كل مخالفة.

    Not so بحد أقصى من 500 ريال; and على الأقل على الورق says nothing of a limit.
    """
    own = read.surfaces[at] not in context("tail") and read.surfaces[after] not in context("from")
    return own and after + 1 < len(read.surfaces) and not read.numerals[after + 1].kind


def _behind_adjective(read: Words, at: int, roof: int) -> bool:
    """Whether such a phrase stands behind the noun at a word and its adjective: أربع عربات مدرعة على الأقل"""
    if at + 2 >= roof or read.surfaces[at + 2] not in _after():
        return False
    noun, adjective = read.surfaces[at : at + 2]
    return counted(noun) and counted(adjective) and adjective.endswith(("ة", "ا", "ين", "ون", "ات"))


def _past_bracket(read: Words, at: int, roof: int) -> int:
    """The word after the bracket that a sum ends in or that follows it: 90 مليون جنيه (110 ملايين دولار) على الأقل"""
    if at < roof and read.surfaces[at] in "()":
        for place in range(at, min(at + FAR, roof)):
            if read.surfaces[place] == ")":
                return place + 1
    return at


def bound_before(read: Words, at: int, floor: int, tail: str = "") -> tuple[str, int]:
    """The bound that the words up to `at` give to what follows, and the place where its phrase begins.

    `tail` is the preposition that the number has as a clitic.
    """
    fillers = context("filler")
    for place in range(at, max(floor - 1, at - 4), -1):
        found = _match(read, place, floor, tail)
        if found is not None:
            return found
        if read.surfaces[place] not in fillers and read.surfaces[place] not in OPENING:
            break
    return "exact", at


def _match(read: Words, at: int, floor: int, clitic: str) -> tuple[str, int] | None:
    """The bound of a phrase that ends at word `at` or shortly before it, and where it begins; None if there is none.

    The preposition between phrase and sum is the word `at` (تزيد على 5) or the `clitic` of the sum (يزيد بـ5).
    """
    heads, breakers, surfaces = _before(), context("breaker"), read.surfaces
    tail = surfaces[at] if surfaces[at] in context("tail") else ""
    nearest = at - 1 if tail else at
    tail = tail or clitic
    for place in range(nearest, max(floor, nearest - FAR) - 1, -1):
        surface = surfaces[place]
        for phrase in heads.get(surface, ()):
            start = place - len(phrase.words)
            if (
                phrase.tail == tail
                and nearest - place <= phrase.gap
                and start >= floor
                and surfaces[start:place] == phrase.words
            ):
                found = _turned(read, phrase, start, floor)
                if found is not None:
                    return found, start
        aside = tail and surface in context("between_aside")
        if (
            (surface.removeprefix("و") in breakers and not aside)
            or surface in nouns()
            or not (surface[0].isalpha() or surface in INSIDE)
        ):
            return None
        if place == nearest and not tail and surface in context("stop"):
            return None
    return None


OPENING = frozenset('"(+')  # أكثر من "7%"
OPENERS = "وفبك"  # clitics before an offer
TO = "ل"  # لتصل إلى: what something grew to
BY = "ب"  # يفوقه بنحو 5: by about five, not more than five
CLOSED = frozenset("،,)")  # what parts a quantity from أي, which says it again
INSIDE = frozenset('#_"')  # marks that do not part a verb from its sum


def _turned(read: Words, phrase: Bound, start: int, floor: int) -> str | None:
    """What a phrase bounds once what stands before it is heard: لا يتجاوز is at most; None where it bounds nothing."""
    if phrase.bound in HELD:
        shortly = read.surfaces[max(floor, start - 5) : start]
        moved = among(shortly, "change")  # ارتفع لغاية 5 ملايين tells where it is
        up_to = phrase.bound == "up_to" and not moved and _has_unit(read, start + 1)
        return "at_most" if up_to or among(shortly, "limit") or _is_offer(read, start, floor) else None
    reach = NEGATED if phrase.negated and not phrase.gap else 1  # لا يتقاضون أكثر من; لا يتجاوز
    negator, at = context("negator"), _past_helpers(read, start, floor) if phrase.gap else start
    if at < start and at > floor and read.surfaces[at - 1] in context("without"):  # دون أن تتجاوز
        return phrase.negated or phrase.bound
    for place in range(at - 1, max(floor, at - reach) - 1, -1):
        if read.surfaces[place] in context("still"):  # لا يزالون يعيشون بأقل من
            break
        if read.surfaces[place] in negator:
            return phrase.negated or phrase.bound
        if not read.surfaces[place].isalpha() or read.surfaces[place] in context("turn"):
            break
    return phrase.bound


def _is_offer(read: Words, at: int, floor: int) -> bool:
    """Whether a relative clause at a word tells how large at most is what is offered: قروض تصل إلى, بدعم مالي يصل إلى.

    Not so الدعم يصل إلى, قروضه تصل إلى, ارتفعت قروض البنك لتصل إلى, which tell of a total.
    """
    noun = at - 1
    if noun > floor and _describes(read.surfaces[noun]) and not _offers(read.surfaces[noun]):
        noun -= 1  # منح دراسية تصل إلى
    return noun >= floor and not read.surfaces[at].startswith(TO) and _offers(read.surfaces[noun])


def _describes(surface: str) -> bool:
    """Whether a word can be the adjective of a noun without ال: ميسرة, مالي, ميسرا."""
    return surface.endswith(("ة", "ا", "ي")) and not surface.startswith("ال")


def _offers(surface: str) -> bool:
    """Whether a word is an offer, without ال: قروض, وبدعم."""
    return surface in context("offer") or (surface[0] in OPENERS and surface.lstrip(OPENERS) in context("offer"))


def _has_unit(read: Words, place: int) -> bool:
    """Whether the number at a word is money or a percentage; لغاية 2007 and لغاية 13 من الشهر are times."""
    found = number(read, place) if place < len(read.surfaces) else None
    return found is not None and unit_after(read, found.last, read.text) is not None


def _past_helpers(read: Words, at: int, floor: int) -> int:
    """The place behind a negation that auxiliaries part from its verb: لا يجب أن تتجاوز, لم تكن الميزانية قد تجاوزت"""
    helper = context("helper")
    while at > floor and read.surfaces[at - 1] in helper:
        at -= 1
    if at - 2 >= floor and read.surfaces[at - 2] in helper and read.surfaces[at - 1] not in context("negator"):
        return _past_helpers(read, at - 1, floor)
    return at
