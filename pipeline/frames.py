"""Which frame governs a sum: the pattern near it that says what it is."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.amounts import Amount
from pipeline.clauses import Line, particles
from pipeline.inflections import Hit, letters, listed, one_of

WINDOW = 60  # words before a sum in which its frame stands
AHEAD = 12  # and words behind it
STEP = 0.22  # points that a word of the way between them costs
FORWARD = 0.9  # points taken off a frame behind the sum
PER_WEIGHT = 4.0  # points given to a price where the sum is of a unit
NEAR = 12  # words around a frame in which what it needs stands
BILLION = 10**9
SMALL = 10**4
LEVIED = 1.5  # taken off a tax of which على only names what it is levied on, and off a frame in a clause set aside
RULED = 6  # words between what money is called and the purpose told of it
SHARED = 4.0  # taken off what a percentage is a part of: 15% من الناتج
BESIDE = 4  # words between what is spent and what it is spent on: تكلفة دعم, خصصت 3 مليارات لدعم
ALONE = 3.0  # added to the margin of a frame without rival
NEEDS = ("billions", "small", "owed", "exported", "unlisted")  # needs that are no list of words
SPENT = frozenset(("cost", "expense", "bill", "allocate", "requires", "project", "pay"))
MEASURES = frozenset(("valuation", "revenue", "profit", "loss", "price", "trade"))


class Frame(NamedTuple):
    """One line of frames.csv."""

    name: str
    kind: str
    does: str
    takes: str
    of: str
    by: dict[str, str]
    self: str
    weight: float
    needs: str


class Choice(NamedTuple):
    """The frame that governs a sum, the pattern that fired it, and how much better it was than the next kind.

    `kinds` holds the points of the best frame of each kind.
    """

    frame: Frame
    hit: Hit
    points: float
    margin: float
    kinds: Mapping[str, float]


@cache
def frames() -> tuple[Frame, ...]:
    """The lines of frames.csv, in order."""
    return tuple(
        Frame(
            row["frame"], row["kind"], row["does"], row["takes"], row["of"],
            {letters(word): role for word, role in (pair.split("=") for pair in row["by"].split())},
            row["self"], float(row["weight"] or 0), row["needs"],
        )
        for row in lexicon.rows("frames")
    )  # fmt: skip


def describes(frame: Frame) -> bool:
    """Whether a frame's sum describes something, so that its future is expected; else it is paid, and planned."""
    if frame.name in ("tariff", "goods"):
        return False
    return frame.kind in MEASURES or (frame.kind in ("other", "assets") and frame.of == frame.does == "subject")


def choice(line: Line, first: int, last: int, amount: Amount) -> Choice | None:
    """The frame that governs the sum at words `first` to `last`: the weightiest near it; clause breaks are distance."""
    points: dict[str, tuple[float, Hit, Frame]] = {}
    for hit in line.frames:
        frame = frames()[hit.row]
        if not frame.kind or hit.last < first - WINDOW or hit.first > last + AHEAD:
            continue
        if first <= hit.last <= last or not _met(line, hit, frame.needs, amount):
            continue
        worth = worth_of(line, hit, first, last, amount)
        if frame.kind not in points or worth > points[frame.kind][0]:
            points[frame.kind] = (worth, hit, frame)
    if not points:
        return None
    (best, hit, frame), *others = sorted(points.values(), key=lambda found: -found[0])
    if frame.kind == "tax" and "trade" in points and _nearer(points["trade"][1], hit, first):
        best, hit, frame = points["trade"]
    if frame.name in SPENT and "grant" in points and _spent_on(line, hit, points["grant"][1], first, last):
        _, hit, frame = points["grant"]
    kinds = {kind: worth for kind, (worth, _, _) in points.items()}
    return Choice(frame, hit, best, best - others[0][0] if others else best + ALONE, kinds)


def _spent_on(line: Line, spent: Hit, aid: Hit, first: int, last: int) -> bool:
    """Whether aid completes what is spent: تكلفة دعم القمح, خصصت 3 مليارات لدعم الفلاحين."""
    beside = 0 < aid.first - spent.last <= BESIDE or last < aid.first <= last + BESIDE
    return beside and aid.first - 1 != first and line.hard[aid.first] == line.hard[min(spent.last, first)]


def worth_of(line: Line, hit: Hit, first: int, last: int, amount: Amount) -> float:
    """How much a frame speaks for a sum: its weight, less the way between them, and what ties or parts the two."""
    each = PER_WEIGHT if amount.per and frames()[hit.row].kind in ("price", "dividend") else 0
    return _worth(line, hit, first, last) + each


def _worth(line: Line, hit: Hit, first: int, last: int) -> float:
    """How much a frame speaks for a sum, whatever the sum is of."""
    frame = frames()[hit.row]
    if hit.first > last:
        shared = SHARED if _shared(line, hit) else 0
        return frame.weight - FORWARD - 2 * STEP * between(line, last, hit.first) + _tied(line, last, hit) - shared
    worth = frame.weight - STEP * between(line, hit.last, first) * _stretch(line, frame, first)
    on = any(word.text in particles()["on"] for word in line.words[max(0, first - 3) : first])
    levied = frame.kind == "tax" and hit.last < first - 3 and on
    apart = line.aside[hit.first] and line.aside[hit.first] != line.aside[first]
    bracketed = _closed(line, hit, first)
    worth -= (LEVIED if levied or apart or bracketed else 0) + (SHARED if _shared(line, hit) else 0)
    return worth + _standing(line, hit) + _adjacent(line, hit, first)


def _shared(line: Line, hit: Hit) -> bool:
    """Whether a percentage is told of what a frame names: 15% من الناتج المحلي."""
    before = [word for word in line.words[max(0, hit.first - 4) : hit.first] if word.text not in particles()["size"]]
    if len(before) < 2 or before[-1].text not in particles()["from"] or frames()[hit.row].kind == "acquisition":
        return False
    return line.percents[before[-2].amount] if before[-2].amount >= 0 else False


def _closed(line: Line, hit: Hit, first: int) -> bool:
    """Whether a bracket closes between a frame and the sum that none opens there: النفقات (منها الدين) بلغت."""
    depth = 0
    for word in line.words[hit.last + 1 : first]:
        depth += (word.text == "(") - (word.text == ")")
        if depth < 0:
            return True
    return False


def _nearer(goods: Hit, tax: Hit, first: int) -> bool:
    """Whether the goods under a tariff stand nearer to the sum than the tariff, which then is theirs: على سلع بقيمة."""
    return tax.first < goods.first < first or goods.first < first < tax.first


def between(line: Line, left: int, right: int) -> float:
    """The price of the way from one word to a later one."""
    return line.cost[right - 1] - line.cost[left]


def needed(line: Line, hit: Hit, amount: Amount) -> bool:
    """Whether what a frame needs stands near it."""
    return _met(line, hit, frames()[hit.row].needs, amount)


def _met(line: Line, hit: Hit, needs: str, amount: Amount) -> bool:
    """Whether a word that a frame needs stands near it in its clause, or the sum is as great as it needs."""
    value = max(amount.low or 0, amount.high or 0)
    return all(_has(line, hit, need, value) for need in needs.split())


def _has(line: Line, hit: Hit, need: str, value: Decimal | int) -> bool:
    """Whether a frame has one thing that it needs: a word of a list near it, or a sum of a size."""
    if need in ("billions", "small"):
        return value >= BILLION if need == "billions" else value < SMALL
    if need in ("owed", "exported"):
        return (_owed if need == "owed" else _exported)(line, hit)
    if need == "unlisted":  # a firm that earns, no exchange that gains: ربحت البورصة
        return not _has(line, hit, "markets", value)
    words = line.words
    for place in range(max(0, hit.first - NEAR), min(len(words), hit.last + NEAR)):
        if line.hard[place] == line.hard[hit.first] and one_of(words[place].text, listed(need)):
            return True
    return False


def _owed(line: Line, hit: Hit) -> bool:
    """Whether a verb that may condemn says that somebody owes a sum to somebody: يدين لفريقه بمبلغ مليون."""
    tie = _tie(line, hit)
    if tie < 0:
        return False
    behind = [place for place in range(tie, len(line.words) - 1) if line.words[place].amount >= 0]
    last = next((place for place in behind if line.words[place + 1].amount < 0), -1)
    to = (*line.words[hit.last + 1 : tie], *line.words[last + 1 : last + 2])
    return any(word.text[: word.lead].endswith("ل") or word.text in particles()["for"] for word in to)


def _exported(line: Line, hit: Hit) -> bool:
    """Whether a verb that may issue has goods for its object, indefinite right before بـ: تصدر غازا بمليار."""
    tie = _tie(line, hit)
    if tie < hit.last + 2:
        return False
    goods = line.words[tie - 1]
    paper = any(other.first == tie - 1 and frames()[other.row].name not in ("goods", "") for other in line.frames)
    return goods.mention < 0 and not paper and not goods.lead and goods.text.endswith(("ا", "ات"))


def _tie(line: Line, hit: Hit) -> int:
    """The place of ب that ties a sum to a verb before it, in its clause: بمبلغ مليون, بمليون; or -1."""
    for place in range(hit.last + 1, min(len(line.words), hit.last + NEAR)):
        word = line.words[place]
        if word.kind == "mark" or word.text in particles()["that"] or line.hard[place] != line.hard[hit.first]:
            return -1
        if word.amount >= 0 or word.text in listed("ties_by"):
            clitic = word.text[: word.lead].endswith("ب")
            return place if word.text in listed("ties_by") or clitic else -1
    return -1


def _stretch(line: Line, frame: Frame, first: int) -> float:
    """How much of the way to a frame counts: little where مقابل ties the sum to a deal told long before."""
    near = {word.text for word in line.words[max(0, first - 5) : first]}
    dealt = frame.kind in ("acquisition", "contract", "debt") and frame.name != "deal"
    return 0.4 if dealt and near & listed("in_return") else 1.0


def _adjacent(line: Line, hit: Hit, first: int) -> float:
    """A verb whose object is the sum itself says more than a noun farther off."""
    if hit.form == "noun":
        return 0.0
    gap = [word for word in line.words[hit.last + 1 : first] if word.text not in line.small and word.mention < 0]
    nouns = any(hit.last + 1 < other.first < first and frames()[other.row].kind for other in line.frames)
    return 0.6 if len(gap) < 3 and not nouns else 0.0


def _standing(line: Line, hit: Hit) -> float:
    """What the word before a noun says: after في it is a place, after ارتفاع a cause; after أن it is the topic."""
    if hit.form != "noun" or not hit.first:
        return 0.0
    small, before = particles(), line.words[hit.first - 1].text
    if before == "#" and hit.first > 1:
        before = line.words[hit.first - 2].text
    if hit.before.endswith("ل") and any(_rules(other, hit) for other in line.frames):
        return -1.6
    if before in small["in"] or one_of(before, listed("risen")) or _in_list(line, hit):
        return -0.5
    if before in small["size"] and hit.first > 1:
        before = line.words[hit.first - 2].text
    return 0.6 if before in small["that_it"] else 0.0


def _in_list(line: Line, hit: Hit) -> bool:
    """Whether و joins a noun to one that stands after في: في سندات وأذون."""
    if not hit.before.startswith("و") or hit.first < 2:
        return False
    joined = any(other.first == hit.first - 1 and other.form == "noun" for other in line.frames)
    return joined and line.words[hit.first - 2].text in particles()["in"]


def _rules(noun: Hit, purpose: Hit) -> bool:
    """Whether a noun stands so near before ل and a verbal noun that it is what the money is called: عقدا لشراء."""
    return (
        noun.form == "noun" and 0 < purpose.first - noun.last < RULED and frames()[noun.row].kind not in ("", "price")
    )


def _tied(line: Line, last: int, hit: Hit) -> float:
    """A frame behind the sum counts more where a preposition or the accusative ties it: 37 مليارا من قيمته."""
    small, gap = particles(), [word for word in line.words[last + 1 : hit.first] if word.kind != "mark"]
    if hit.before.startswith("و") or any(word.text == "(" for word in line.words[last + 1 : hit.first]):
        return -3.0
    if line.hard[hit.first] != line.hard[last]:
        return -2.0
    if hit.before.endswith(("ل", "ك")):
        purpose = hit.before.endswith("ل") and frames()[hit.row].kind != "acquisition"
        return 0.3 if purpose else 0.8
    if gap and gap[0].text in small["return"]:
        return 0.8 if len(gap) <= 2 else 0.2
    if len(gap) == 1 and gap[0].text in small["from"]:
        verb = governing(line, last)
        return 0.4 if verb and frames()[verb.row].kind else 1.1
    return 0.9 if not gap and not hit.before else 0.0


def governing(line: Line, first: int) -> Hit | None:
    """The nearest verb of a frame before a word in its clause."""
    for hit in reversed(line.frames):
        if hit.last < first and hit.form != "noun":
            near = line.hard[hit.last] == line.hard[max(first - 1, hit.last)] and first - hit.last < WINDOW
            return hit if near else None
    return None


def delivery(line: Line, place: int) -> bool:
    """Whether a time is that of a delivery: تسليم يونيو, لتسليم شهر أكتوبر, للتسليم في مارس; of priced شحنات أبريل."""
    words, first = line.words, place
    while first and words[first - 1].time == words[place].time:
        first -= 1
    before = [word.text for word in words[max(0, first - 2) : first]]
    if before and one_of(before[-1], listed("delivery")):
        return True
    inside = words[first].text in particles()["in"] or not particles()["in"].isdisjoint(before[-1:])
    cargo = [word for word in before if word not in particles()["in"]][-1:]
    if cargo and one_of(cargo[0], listed("cargo")) and any(frames()[hit.row].kind == "price" for hit in line.frames):
        return True
    return inside and any(word in listed("on_delivery") for word in before)
