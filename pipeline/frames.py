"""Which frame governs a sum, and the roles that the frame hands out."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clauses import Line, particles
from pipeline.inflections import Hit, bases, letters
from pipeline.roles import Page, Party, Phrase, antecedent, nearest, party, party_class, phrase, subject

WINDOW = 60
AHEAD = 12
STEP = 0.22
FORWARD = 0.9
PER_WEIGHT = 4.0
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


class Choice(NamedTuple):
    """The frame that governs a sum, the pattern that fired it, and how much better it was than the next kind."""

    frame: Frame
    hit: Hit
    points: float
    margin: float


@cache
def frames() -> tuple[Frame, ...]:
    """The lines of frames.csv, in order."""
    return tuple(
        Frame(
            row["frame"], row["kind"], row["does"], row["takes"], row["of"],
            {letters(word): role for word, role in (pair.split("=") for pair in row["by"].split())},
            row["self"], float(row["weight"] or 0),
        )
        for row in lexicon.rows("frames")
    )  # fmt: skip


def choice(line: Line, first: int, last: int, per: str | None) -> Choice | None:
    """The frame that governs the sum at words `first` to `last`: the weightiest near it, clause breaks counted as distance."""
    points: dict[str, tuple[float, Hit, Frame]] = {}
    for hit in line.frames:
        frame = frames()[hit.row]
        if not frame.kind or hit.last < first - WINDOW or hit.first > last + AHEAD:
            continue
        if hit.last < first:
            worth = frame.weight - STEP * between(line, hit.last, first)
            worth -= _aside(line, hit)
        elif hit.first > last:
            worth = frame.weight - FORWARD - 2 * STEP * between(line, last, hit.first) + _tied(line, last, hit)
        else:
            continue
        if frame.kind == "tax" and hit.last < first and line.words[first - 1].text == "علي":
            worth -= 1.5
        if per and frame.kind == "price":
            worth += PER_WEIGHT
        if frame.kind not in points or worth > points[frame.kind][0]:
            points[frame.kind] = (worth, hit, frame)
    if not points:
        return None
    ranked = sorted(points.values(), key=lambda found: -found[0])
    best, hit, frame = ranked[0]
    return Choice(frame, hit, best, best - ranked[1][0] if len(ranked) > 1 else best + 3)


def between(line: Line, left: int, right: int) -> float:
    """The price of the way from one word to a later one."""
    return line.cost[right - 1] - line.cost[left]


def _aside(line: Line, hit: Hit) -> float:
    """A noun after في is a place rather than the topic: في المعاملات الفورية."""
    before = line.words[hit.first - 1].text if hit.first else ""
    return 0.5 if before in ("في",) and hit.form == "noun" else 0.0


def _tied(line: Line, last: int, hit: Hit) -> float:
    """A frame after the sum counts more where a preposition or the accusative ties it: 37 مليارا من قيمته."""
    gap = [word.text for word in line.words[last + 1 : hit.first] if word.kind != "mark"]
    if line.hard[hit.first] != line.hard[last]:
        return -2.0
    if hit.before.endswith(("ل", "ك")) or gap[:1] in (["مقابل"], ["لقاء"], ["نظير"]):
        return 0.8 if len(gap) <= 2 else 0.2
    if gap == ["من"]:
        return 0.4
    if not gap and not hit.before:
        return 0.9
    return 0.0


def governing(line: Line, first: int) -> Hit | None:
    """The nearest verb before a sum in its clause that hands out roles."""
    for hit in reversed(line.frames):
        if hit.last < first and hit.form != "noun":
            if line.hard[hit.last] == line.hard[max(first - 1, hit.last)] and first - hit.last < WINDOW:
                return hit
    return None


def topics(page: Page, line: Line, inherited: Phrase | None = None) -> dict[int, Phrase | None]:
    """The subject of each verb of a sentence; a verb joined on without one keeps the subject of the verb before."""
    found: dict[int, Phrase | None] = {}
    topic = inherited
    for hit in line.frames:
        if hit.form != "noun" and hit.first not in found:
            topic = subject(page, line, hit, topic)
            found[hit.first] = topic
    return found


def roles(page: Page, line: Line, chosen: Choice, first: int, last: int) -> dict[str, Party]:
    """The parties around a frame by role: the noun's own complement, then subject, object and prepositions."""
    frame, hit = chosen.frame, chosen.hit
    subjects = topics(page, line)
    verb = hit if hit.form != "noun" else governing(line, min(first, hit.first) if hit.first < first else first)
    light = frames()[verb.row] if verb else None
    found: dict[str, Party] = {}
    before = line.words[min(first, hit.first)].start

    def fill(role: str, who: Party | None) -> None:
        if who and role and role not in found and all(who[:2] != other[:2] for other in found.values()):
            found[role] = who

    if hit.form == "noun":
        if hit.pronoun and frame.of:
            fill(frame.of, _pointed(page, line, hit))
        elif frame.of:
            complement = phrase(line, hit.last + 1)
            fill(frame.of, party(page, line, complement))
    if verb is not None and light is not None:
        fill(_does(frame, light, verb is hit), party(page, line, subjects.get(verb.first)))
    for preposition, who in complements(page, line, hit, first, last):
        fill(frame.by.get(preposition, ""), who)
    if verb is not None and light is not None and verb is not hit and light.by:
        for preposition, who in complements(page, line, verb, first, last):
            role = light.by.get(preposition, "")
            fill(role if role != "partner" else "payee", who)
    if frame.self and frame.self not in found and hit.form == "noun":
        own = phrase(line, hit.first)
        fill(frame.self, _itself(page, line, own))
    if frame.kind in MEASURES and "subject" not in found:
        fill("subject", nearest(page, before, ("ORG", "LOC", "MISC", "PER"), line.sentence.start))
    return found


def _itself(page: Page, line: Line, own: Phrase | None) -> Party | None:
    if own is None:
        return None
    start, stop = line.words[own.first].start + line.words[own.first].lead, line.words[own.last].stop
    return Party(start, stop, " ".join(page.text[start:stop].split()), "noun", "") if start < stop else None


def _pointed(page: Page, line: Line, hit: Hit) -> Party | None:
    """The name that a pronoun on a noun points to."""
    who = nearest(page, line.words[hit.first].start, ("ORG", "LOC", "MISC", "PER"), line.sentence.start)
    who = who or nearest(page, line.words[hit.first].start, ("ORG", "LOC", "MISC", "PER"))
    return who._replace(how="resolved") if who else None


def _does(frame: Frame, light: Frame, same: bool) -> str:
    if same:
        return frame.does
    if frame.kind in MEASURES or frame.does == "subject":
        return "subject"
    if light.does == "doer":
        return frame.does or "payer"
    if light.does == "subject":
        return frame.does
    return light.does


def complements(page: Page, line: Line, hit: Hit, first: int, last: int) -> list[tuple[str, Party]]:
    """What stands after each preposition between a frame and the end of its clause, the sum's own left out."""
    words, small = line.words, particles()
    found = []
    start = hit.last + 1
    stop = min(len(words), max(last, hit.last) + 16)
    edge = line.hard[max(last, hit.last)]
    for place in range(start, stop):
        word = words[place]
        if line.hard[place] > edge or word.text in small["that"]:
            if place > last:
                break
            continue
        if word.amount >= 0 or word.time >= 0:
            continue
        if word.text in small["prep"] and place + 1 < len(words):
            who = party(page, line, phrase(line, place + 1))
            if who:
                found.append((word.text, who))
        elif word.lead:
            head = word.text[: word.lead].lstrip("وف")
            if head[:1] in ("ل", "ب") and word.kind != "mark":
                who = party(page, line, phrase(line, place))
                if who:
                    found.append((head[:1], who))
    return found
