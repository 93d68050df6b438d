"""What else is said of a sum: the percentage that it buys, and what it is for one of, a unit or a time."""

from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.amounts import Amount
from pipeline.clauses import Line, Word, particles
from pipeline.inflections import letters, listed, one_of
from pipeline.measures import unit_noun
from pipeline.numerals import NOTHING, context, numerals
from pipeline.slots import Span

GOODS = ("price", "profit", "dividend")  # what is told of one barrel, share or head
# what is paid by the month or year; a profit of a year (أرباح سنوية) is a profit all the same
PAID = ("compensation", "spending", "grant", "tax", "contract", "debt", "price")
TOTALLED = ("compensation",)  # of which a total is one of a month: أجرا شهريا إجماليه 5000
BEHIND = 4  # words behind a sum among which its unit stands, or سنويا
BEFORE = 6  # words before a sum among which سنويا stands
NAMED = 14  # words before a sum among which stands the unit that سعر names
PLURAL = ("ات", "ين", "ون")
SHARE = 3  # words between حصة and a percentage


class Terms(NamedTuple):
    """What is read about a sum once its kind is settled: the percentage that it buys, what it is for one of."""

    stake: Amount | None
    per: str | None


def terms(plain: str, amounts: Sequence[Amount], line: Line, span: Span, amount: Amount, kind: str) -> Terms:
    """The terms of a sum of a kind; `plain` is the text as written, `amounts` all of its document."""
    return Terms(stake(line, amounts, span, kind), per(plain, line, span, amount, kind))


def of_one(one: Terms, other: Terms) -> bool:
    """Whether two sums can be for one of the same thing: a riyal a minute is no riyal a megabyte."""
    return not one.per or not other.per or one.per == other.per


def stake(line: Line, amounts: Sequence[Amount], span: Span, kind: str) -> Amount | None:
    """The percentage that a sum buys, the nearest in its clause; of an investment only one that is called a share."""
    found = [
        (abs(place - span.first), amounts[word.amount])
        for place, word in enumerate(line.words)
        if word.amount >= 0 and amounts[word.amount].type == "PERCENT" and line.hard[place] == line.hard[span.first]
        if kind == "acquisition" or (kind == "investment" and _shared(line, place))
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _shared(line: Line, place: int) -> bool:
    """Whether a percentage is called a share: حصة قدرها 49%; not حصته السوقية, which has one of its own."""
    before = line.words[max(0, place - SHARE) : place]
    return any(one_of(word.text, listed("bought_share")) for word in before) and not any(
        one_of(word.text, listed("markets")) for word in before
    )


def per(plain: str, line: Line, span: Span, amount: Amount, kind: str) -> str | None:
    """What a sum is for one of: a unit or time behind it, a time before it, or the unit whose price is told."""
    own = None if _of_next(line, span, amount) else amount.per or _behind(plain, line, span)
    return (
        own
        or _handed(line, span)
        or next(_times_before(line, span, kind), None)
        or next(_units_before(line, span, kind), None)
    )


def _of_next(line: Line, span: Span, amount: Amount) -> bool:
    """Whether the unit behind a sum belongs to the sum right behind it: ربح مليار ريال للسهم 0.88 ريال."""
    if not amount.per or span.last + 2 >= len(line.words):
        return False
    unit, after = line.words[span.last + 1 : span.last + 3]
    return unit_noun(unit.text, "per") == amount.per and after.amount >= 0


def _handed(line: Line, span: Span) -> str | None:
    """The unit right before a sum and behind another one, to which it does not belong: للسهم 0.88 ريال."""
    before = line.words[max(0, span.first - 2) : span.first]
    between = len(before) == 2 and before[0].amount >= 0 and before[1].text[: before[1].lead].endswith("ل")
    return unit_noun(before[1].text, "per") if between else None


def each(line: Line, span: Span, amount: Amount) -> range:
    """The places of the words behind a sum that say what it is for one of, and so hold no role: للقدم المربعة."""
    words, begin = line.words, span.last + 1
    behind = range(begin, min(len(words), begin + BEHIND))
    named = [place for place in behind if amount.per and unit_noun(words[place].text, "per") == amount.per]
    if not named:
        return range(0)
    stop = named[0] + 1
    while stop < len(words) and words[stop].text.startswith("ال"):
        stop += 1
    return range(begin, stop)


@cache
def _periods(column: str) -> dict[str, str]:
    """The times that something is paid for, by a form of theirs: سنويا, سنوية, عام."""
    rows = lexicon.rows("periods")
    return {letters(form): row["noun"] for row in rows for form in lexicon.cells(row, column)}


def paid_by() -> Container[str]:
    """The adjectives of times that something is paid by, folded: شهري, سنوية."""
    return _periods("adjective")


def _behind(plain: str, line: Line, span: Span) -> str | None:
    """What stands behind a sum before its clause goes on: سنويا, في الشهر, كل يوم, بشكل سنوي, لكل أسرة."""
    words = line.words
    for place in range(span.last + 1, min(len(words), span.last + 1 + BEHIND)):
        word = words[place]
        if word.kind == "mark" or word.amount >= 0 or place in line.verbs:
            return None
        if said := _periods("adverb").get(word.text) or _time(line, place):
            return said
        if word.text in listed("each_one") and place + 1 < len(words):
            follows = words[place + 1]
            return unit_noun(follows.text, "per") or plain[follows.start : follows.stop] if _counted(follows) else None
    return None


def _counted(word: Word) -> bool:
    """Whether a word behind لكل is a noun of one: لكل أسرة, not لكل المدارس, لكل منهم, لكل من فرنسا, لكل مئة دولار"""
    small = (*particles()["prep"], *particles()["this"], *particles()["what"], *particles()["bound"])
    plain = word.kind == "word" and word.mention < 0 and word.amount < 0 and word.text not in small
    return plain and not word.text.startswith(("ال", "من")) and not word.text.endswith(PLURAL)


def _time(line: Line, place: int) -> str | None:
    """The time of two words that begin at a place: في الشهر, كل يوم, بشكل سنوي."""
    if place + 1 >= len(line.words):
        return None
    first, second = line.words[place], line.words[place + 1].text
    if first.text in particles()["every"]:
        return _periods("one").get(second)
    if first.text in particles()["in"] and second.startswith("ال"):
        return _periods("one").get(second.removeprefix("ال")) if _bare(line, place + 2) else None
    return _periods("adjective").get(second) if one_of(first.text, listed("wise")) else None


def _bare(line: Line, place: int) -> bool:
    """Whether nothing from a place on tells which month الشهر is: الماضي, 12, نفسه."""
    if place >= len(line.words):
        return True
    word = line.words[place]
    return (
        word.text in context("one_each") or word.kind == "mark" or bool(word.lead) or word.text in particles()["prep"]
    )


def _times_before(line: Line, span: Span, kind: str) -> Iterator[str]:
    """The times before a sum, in its clause and behind the sum before it: يدفع سنويا, راتب شهري قدره, بشكل سنوي."""
    for place in reversed(range(max(span.left + 1, span.first - BEFORE, 0), span.first)):
        word = line.words[place]
        if line.hard[place] != line.hard[span.first] or (place in line.verbs and place + 1 < span.first and word.lead):
            return
        if kind not in TOTALLED and _totalled(line, place, span):
            return
        if said := _periods("adverb").get(word.text) or _time(line, place):
            if kind not in PAID and _describes(line, place):
                return
            if any(
                before.kind == "number" or numerals().get(before.text, NOTHING).kind == "scale"
                for before in line.words[max(0, place - BEHIND) : place]
            ):
                return  # 250 ألف متر مكعب يوميا بتكلفة
            yield said
        elif kind in PAID and place:
            said = _periods("adjective").get(word.text.removeprefix("ال"))
            if said and any(hit.first < place <= hit.last + 1 and hit.form == "noun" for hit in line.frames):
                yield said


def _totalled(line: Line, place: int, span: Span) -> bool:
    """Whether a sum is the whole of what is paid by the time that a word names: دعما شهريا بلغ إجماليه 8 مليارات."""
    return any(word.text in listed("totals") for word in line.words[place + 1 : span.first])


def _describes(line: Line, place: int) -> bool:
    """Whether سنويا or the like is the adjective of an indefinite noun before it: مكسبا أسبوعيا."""
    before = line.words[place - 1].text if place else ""
    noun = any(hit.last == place - 1 and hit.form == "noun" and not hit.article for hit in line.frames)
    return noun and before.endswith("ا") and line.words[place].text.endswith("يا")


def _units_before(line: Line, span: Span, kind: str) -> Iterator[str]:
    """The units before a sum in its clause whose price is told: سعر برميل النفط, العائد على السهم, طن الحديد."""
    words = line.words
    for place in reversed(range(max(1, span.first - NAMED), span.first)):
        noun = unit_noun(words[place].text, "per") if line.hard[place] == line.hard[span.first] else None
        if not noun or words[place].amount >= 0 or words[place - 1].kind == "number":
            continue
        one = any(word.text in context("one_each") for word in words[place + 1 : min(place + 3, span.first)])
        named = _price_of(line, place) and (kind in GOODS or one)
        if named or (kind == "price" and (one or _weighed(line, place))):
            yield noun


def _price_of(line: Line, place: int) -> bool:
    """Whether سعر or the like stands before a unit: سعر برميل, سعر بيع البرميل, العائد على السهم."""
    before = line.words[place - 1].text
    head = line.words[max(0, place - 2)].text if before in listed("pricing") else before
    return one_of(head, listed("priced"))


def _weighed(line: Line, place: int) -> bool:
    """Whether a unit of weight stands right before what it weighs: طن الحديد."""
    word, after = line.words[place], line.words[place + 1]
    joined = not word.text[word.lead :].startswith("ال") and (after.text.startswith("ال") or after.mention >= 0)
    return joined and unit_noun(word.text, "ware") is not None
