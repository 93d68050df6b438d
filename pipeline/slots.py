"""What stands after the prepositions around a frame and its sum."""

from typing import NamedTuple

from pipeline.clauses import Line, particles
from pipeline.inflections import Hit, listed, one_of
from pipeline.measures import unit_noun
from pipeline.parties import Page, Party, definite, noun, noun_too, owner, party, phrase

AFTER = 16  # words behind the sum that can still belong to its frame
PREPOSED = ("ل", "ب")


class Slot(NamedTuple):
    """What stands after a preposition: the party; whether it is a purpose, what a share is of, a definite phrase."""

    preposition: str
    place: int
    party: Party
    purpose: bool
    share: bool
    definite: bool


class Span(NamedTuple):
    """A sum's words, and the words of the sums before and after it."""

    first: int
    last: int
    left: int
    right: int


def complements(page: Page, line: Line, hit: Hit, span: Span) -> list[Slot]:
    """The slots of a frame: those between it and its sum, then those behind the sum, up to the next one.

    Where a sum stands between the frame and this one (500 على الإقامة و200 على السفر) those behind come first.
    """
    end = len(line.words)
    if hit.first > span.last:
        return slots(page, line, hit.last + 1, min(end, hit.last + AFTER), span)
    start = max(hit.last, span.left) + 1
    after = slots(page, line, span.last + 1, min(end, span.last + AFTER, span.right), span)
    before = slots(page, line, start, span.first, span)
    early = slots(page, line, hit.last + 1, start, span)
    return before + after + early if span.left < 0 else after + before + early


def slots(page: Page, line: Line, start: int, stop: int, span: Span) -> list[Slot]:
    """The slots in words `start` to `stop`, in the clause of the sum; behind the sum they end at a verb or a comma."""
    words, small = line.words, particles()
    found: list[Slot] = []
    for place in range(start, stop):
        word = words[place]
        behind = place > span.last
        if line.hard[place] != line.hard[span.last] or word.text in small["that"] or word.text in small["relative"]:
            if behind:
                break
            continue
        if behind and (_shut(line, place) or _verb(line, place)):
            break
        if word.amount >= 0 or word.time >= 0:
            continue
        if word.text in small["prep"]:
            if not _described(line, place):
                found += slot(page, line, word.text, place + 1, span)
        elif head := _preposed(line, place):
            found += slot(page, line, head, place, span)
    return found


def slot(page: Page, line: Line, preposition: str, place: int, span: Span) -> list[Slot]:
    """The slot of a preposition whose phrase begins at a word, or none if no party stands there."""
    found = phrase(line, place) if place < len(line.words) else None
    if found is None:
        return []
    word = line.words[found.first]
    stem = word.text[word.lead :]
    if stem in particles()["case"]:  # في حق فلان، بحق فلان
        return slot(page, line, stem, found.first + 1, span) if found.first < len(line.words) - 1 else []
    if word.mention < 0 and (one_of(word.text, listed("adverbial_nouns")) or unit_noun(word.text, "ware")):
        return []
    if preposition == "ل" and word.mention < 0:
        if _verbal(stem):
            return []
        if one_of(word.text, listed("purposes")):
            what = _purpose(page, line, found.first)
            return [Slot(preposition, found.first, what, True, False, True)] if what else []
    who = owner(page, line, found)
    known = definite(line, found) or word.text.startswith("لل")
    share = _share(line, preposition, place - 1, span)
    return [Slot(preposition, found.first, who, False, share, known)] if who else []


def _verbal(word: str) -> bool:
    """Whether a word after ل is a verb (ليبلغ, لتطرق) and no verbal noun (تمويل, تنمية)."""
    return word.startswith("ي") or (word.startswith("ت") and "ي" not in word and not word.endswith(("ة", "ات", "ا")))


def _purpose(page: Page, line: Line, place: int) -> Party | None:
    """What the money is for: the verbal noun and its object, or the object alone (لتنفيذ 23 طريقا)."""
    if one_of(line.words[place].text, listed("purposes_light")) and (rest := phrase(line, place + 1)):
        return party(page, line, rest)
    whole = phrase(line, place, 5)
    return noun(page, line, whole.first, whole.last) if whole else None


def _share(line: Line, preposition: str, place: int, span: Span) -> bool:
    """Whether في or من follows a share: حصة 49% في, 20% من."""
    small = particles()
    if (preposition not in small["in"] and preposition not in small["from"]) or place < 1:
        return False
    before = line.words[place - 1]
    percent = before.amount >= 0 and not span.first <= place - 1 <= span.last
    return percent or one_of(before.text, listed("shares"))


def _verb(line: Line, place: int) -> bool:
    return place in line.verbs and line.words[place].mention < 0 and not noun_too(line, place)


def _shut(line: Line, place: int) -> bool:
    """Whether a comma ends the clause here: none beside a time or a bracket does."""
    if line.words[place].text != "،":
        return False
    beside = (*line.words[max(0, place - 1) : place], *line.words[place + 1 : place + 2])
    return not any(word.time >= 0 or word.text == ")" for word in beside)


def _described(line: Line, place: int) -> bool:
    """Whether a preposition belongs to a participle before it: Scale AI المتخصصة في."""
    before = line.words[place - 1] if place else None
    return before is not None and before.mention < 0 and one_of(before.text, listed("participles"))


def _preposed(line: Line, place: int) -> str:
    """The preposition ل or ب on a word's head, if its clitics say so."""
    word = line.words[place]
    head = word.text[: word.lead].lstrip("وف")[:1]
    return head if head in PREPOSED and word.kind != "mark" else ""
