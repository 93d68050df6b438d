"""What speaks for each kind and each modality of a sum, weighed: patterns, words around it, the sums before it."""

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp, log, log10
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.clauses import Line, Word, particles
from pipeline.cues import NEAR, future_answer, idle, left_behind, reaches, sayings, shut, will
from pipeline.frames import WINDOW, between, describes, frames, governing, needed, worth_of
from pipeline.inflections import Hit, bases
from pipeline.parties import Page

if TYPE_CHECKING:
    from pipeline.claims import Sum

BEFORE, BEHIND = 10, 6  # words around a sum that are traits of it
FAR = 20  # words behind a sum that are looked at
TOPIC = 3.0  # how strongly the kinds of all frames of a text speak
SENTENCE = 0.4  # and the words of its sentence
RECALLED = 2  # sentences back in which the sum before is still a clue
STEM = 4  # letters that a word keeps when its clitics are cut
SURE = 1.5  # points of a frame from which on the rules' kind is firm
FIRM = 1.75  # by how much, as a logarithm, another kind must then be likelier besides


class Clue(NamedTuple):
    """What speaks for one answer: how much by rule, its marks, and the pattern or the number of the sum that it is."""

    answer: str
    worth: float
    marks: list[str]
    hit: Hit | None = None
    sum: int | None = None


class Seen(NamedTuple):
    """What is seen of a sum when one question is asked: clues, traits of what stands around it, the rules' answer.

    `firm` is how much likelier another answer must be because the rules are sure of theirs.
    """

    clues: list[Clue]
    traits: dict[str, float]
    ruled: str
    firm: float = 0.0


class Text(NamedTuple):
    """A page with what is counted once for all its sums: shares of the kinds of its frames, earlier equal sums."""

    page: Page
    topic: dict[str, float]
    equal: list[int | None]


class Weights(NamedTuple):
    """The weights of one question; arrays hold one figure for each answer."""

    answers: Sequence[str]
    margin: float
    worth: float
    none: np.ndarray
    ruled: np.ndarray
    clues: Mapping[str, float]
    traits: Mapping[str, np.ndarray]


class Evidence(NamedTuple):
    """The weights of both questions."""

    kind: Weights
    modality: Weights


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without its clitics, as short as it can be read.

    >>> stem('وبالمساعدات'), stem('بنك')
    ('مساعدات', 'بنك')
    """
    return min((base.stem for base in bases(word) if len(base.stem) >= STEM), key=len, default=word)


def stems(words: Sequence[Word]) -> str:
    """The stems of some words, as one mark."""
    return " ".join(stem(word.text) for word in words)


def text_of(page: Page, read: "Sequence[Sum]") -> Text:
    """What is counted once: the kinds of all frames, and for each sum the first equal one before it."""
    counts = Counter(kind for line in page.lines for hit in line.frames if (kind := frames()[hit.row].kind))
    topic = {f"topic {kind}": TOPIC * count / counts.total() for kind, count in counts.items()}
    first: dict[tuple, int] = {}
    equal = []
    for place, found in enumerate(read):
        before = first.setdefault((found.amount.low, found.amount.high, found.amount.currency), place)
        equal.append(before if before < place else None)
    return Text(page, topic, equal)


def about_kind(text: Text, read: "Sequence[Sum]", number: int) -> Seen:
    """What speaks for the kinds of sum `number` of a text; the sums before it have theirs."""
    found = read[number]
    clues = [*_frames(found), *_earlier(text, read, number, attrgetter("kind"), _beside_frame)]
    words = (word for word in near(found) if word.amount < 0 and word.mention < 0)
    traits = dict.fromkeys(_around(found, stem), 1.0) | text.topic
    traits |= {f"sentence {stem(word.text)}": SENTENCE for word in words}
    amount, value = found.amount, found.amount.high or found.amount.low or 0
    traits[f"size {int(log10(value)) if value > 0 else '-'}"] = 1.0
    traits[f"per {bool(amount.per)}"] = traits[f"currency {amount.currency}"] = 1.0
    sure = found.chosen is not None and found.chosen.points >= SURE
    return Seen(clues, traits, found.kind, FIRM if sure else 0.0)


def about_modality(text: Text, read: "Sequence[Sum]", number: int) -> Seen:
    """What speaks for the modalities of sum `number` of a text; the sums before it have theirs."""
    found = read[number]
    clues = [*_cues(found), *_futures(found), *_earlier(text, read, number, attrgetter("cue.modality"), _beside_cue)]
    traits = dict.fromkeys((*_around(found, str), *_governed(found)), 1.0)
    return Seen(clues, traits, found.cue.modality)


def near(found: "Sum") -> Sequence[Word]:
    """The words of a sum's sentence that are looked at."""
    return found.line.words[max(0, found.first - WINDOW) : found.last + 1 + FAR]


def near_hits(hits: Sequence[Hit], found: "Sum") -> Sequence[Hit]:
    """The patterns that begin among these words."""
    key = attrgetter("first")
    return hits[bisect_left(hits, found.first - WINDOW, key=key) : bisect_right(hits, found.last + FAR, key=key)]


def _frames(found: "Sum") -> Iterator[Clue]:
    """Each frame near a sum as a clue of its kind."""
    line, first, last, amount = found.line, found.first, found.last, found.amount
    words, hits = line.words, near_hits(line.frames, found)
    for hit in hits:
        frame = frames()[hit.row]
        if not frame.kind or first <= hit.last <= last or not needed(line, hit, amount):
            continue
        behind = hit.first > last
        gap, way = _gap(hit, found)
        side, far = "behind" if behind else "before", min(6, int(way // 2))
        marks = [
            f"frame {frame.name}",
            f"{side} {far}", f"{side} {far} {hit.form}", f"{side} {far // 2} {frame.kind}",
            f"{side} same clause {line.hard[hit.first] == line.hard[first]}",
            f"form {hit.form} {hit.before[-1:]}", f"pronoun {bool(hit.pronoun)}", f"article {hit.article} {frame.kind}",
            f"says {stems(words[hit.first : hit.last + 1])} {frame.kind}",
            f"{side} frames between {min(4, _within(hits, hit, found))}",
            f"{side} sums between {min(3, len({word.amount for word in gap if word.amount >= 0}))}",
        ]  # fmt: skip
        if hit.first:
            marks += [f"after {words[hit.first - 1].text}", f"after {words[hit.first - 1].text} {frame.kind}"]
        if hit.last + 1 < len(words) and (behind or hit.last + 1 < first):
            marks.append(f"followed by {words[hit.last + 1].text}")
        if line.aside[hit.first] and line.aside[hit.first] != line.aside[first]:
            marks.append("aside")
        yield Clue(frame.kind, worth_of(line, hit, first, last, amount), marks, hit)


def _gap(hit: Hit, found: "Sum") -> tuple[Sequence[Word], float]:
    """The words between a pattern and a sum, and the price of the way."""
    line, (left, right) = found.line, _ends(hit, found)
    return line.words[left + 1 : right], between(line, left, right) if left < right else 0.0


def _ends(hit: Hit, found: "Sum") -> tuple[int, int]:
    """The last word of the one that stands first, and the first word of the other."""
    return (hit.last, found.first) if hit.first < found.first else (found.last, hit.first)


def _within(hits: Sequence[Hit], hit: Hit, found: "Sum") -> int:
    """How many frames stand between one and a sum."""
    left, right = _ends(hit, found)
    return sum(left < other.first < right and frames()[other.row].kind != "" for other in hits)


def _cues(found: "Sum") -> Iterator[Clue]:
    """Each cue of a sum's sentence as a clue of its modality."""
    line, first, last, kind = found.line, found.first, found.last, found.kind
    trigger = found.hit
    measure = bool(found.chosen and describes(found.chosen.frame))
    cues, near_frames = near_hits(line.cues, found), near_hits(line.frames, found)
    for hit in cues:
        answer = sayings()[hit.row].measured if measure else sayings()[hit.row].paid
        reached = reaches(line, hit, kind, trigger, first)
        behind = hit.first > last
        gap, way = _gap(hit, found)
        near = not behind and first - hit.last <= NEAR
        side, far, said = "behind" if behind else "before", min(6, int(way // 2)), stems(_of(line, hit))
        done = [other for other in near_frames if other.form == "perfect" and hit.last < other.first < first]
        yield Clue(answer, (1.0 if reached and near else -3.0) - 0.04 * way, [
            f"says {said}", f"says {said} {answer}",
            f"reaches {reached} {answer}", f"{side} {far}", f"{side} {far // 3} {reached}",
            f"form {hit.form} {answer}", f"of {kind} {answer}", f"measure {measure} {answer}",
            f"same clause {line.hard[hit.first] == line.hard[first]} {answer}",
            f"relative between {any(word.text in particles()['relative'] for word in gap)}",
            f"shut {not behind and shut(line, hit, first, trigger)}", f"idle {idle(line, hit)}",
            f"{side} sums between {min(2, len({word.amount for word in gap if word.amount >= 0}))}",
            f"done between {min(2, len(done))}",
            f"trigger {'none' if not trigger else 'behind' if hit.last < trigger.first else 'before'}",
            f"nearer cue {any(hit.first < other.first and other.last < first for other in cues)}",
            f"after {line.words[hit.first - 1].text if hit.first else ''}",
            f"followed by {line.words[hit.last + 1].text[:3] if hit.last + 1 < len(line.words) else ''}",
        ], hit)  # fmt: skip


def _of(line: Line, hit: Hit) -> list[Word]:
    return line.words[hit.first : hit.last + 1]


def _futures(found: "Sum") -> Iterator[Clue]:
    """Each verb in the future of a sum's sentence as a clue."""
    line, first, last, kind = found.line, found.first, found.last, found.kind
    measure = bool(found.chosen and describes(found.chosen.frame))
    for place in range(max(0, first - WINDOW), min(len(line.words), last + 1 + FAR)):
        if not will(line, place):
            continue
        behind, way = place > last, abs(place - first)
        answer = future_answer(line, place, kind, measure)
        left = not behind and left_behind(line, place, first)
        same = line.hard[place] == line.hard[first]
        worth = (1.0 if same and not left and not behind and way < NEAR else -2.0) - 0.04 * way
        side = "behind" if behind else "before"
        yield Clue(answer, worth, [
            "will", f"will {answer} {kind}", f"will {answer} measure {measure}", f"will {same} {left} {side}",
            f"will {side} {min(6, way // 4)}", f"will {stem(line.words[place].text)[:6]}",
        ], Hit(-1, place, place, "imperfect", "", "", False))  # fmt: skip


def _around(found: "Sum", written: Callable[[str], str]) -> Iterator[str]:
    """The words around a sum in its clause, as `written`, and those right beside it."""
    words, first, last, hard = found.line.words, found.first, found.last, found.line.hard
    for side, places in (
        ("before", range(max(0, first - BEFORE), first)),
        ("behind", range(last + 1, min(len(words), last + 1 + BEHIND))),
    ):
        for place in places:
            if words[place].amount < 0 and words[place].mention < 0 and hard[place] == hard[first]:
                yield f"{side} {written(words[place].text)}"
    if first:
        yield f"right before {words[first - 1].text}"
    if first > 1:
        yield f"right before {words[first - 2].text} {words[first - 1].text}"
    if last + 1 < len(words):
        yield f"right behind {words[last + 1].text}"
    yield f"headline {found.line.number == 0}"


def _governed(found: "Sum") -> Iterator[str]:
    """The trigger of a sum and the verb that governs it, how they are written, and the times of its sentence."""
    line, words = found.line, found.line.words
    if found.chosen:
        hit = found.chosen.hit
        yield from (f"trigger {hit.form}", f"trigger {hit.form} {hit.before[-1:]}")
        yield from (f"trigger {stem(words[hit.first].text)}", f"frame {found.chosen.frame.name}")
        yield f"measure {describes(found.chosen.frame)}"
    if verb := governing(line, found.first):
        yield from (f"verb {verb.form}", f"verb {stem(words[verb.first].text)}", f"verb {words[verb.first].text}")
    yield from (f"kind {found.kind}", f"kind {found.kind} {line.number == 0}")
    yield from (f"opens {place} {word.text}" for place, word in enumerate(words[:3]) if word.mention < 0)
    yield from (f"time {word.text}" for word in near(found) if word.time >= 0)


Beside = Callable[["Sum", "Sum", int], Iterator[str]]


def _earlier(
    text: Text, read: "Sequence[Sum]", number: int, told: "Callable[[Sum], str]", beside: Beside
) -> Iterator[Clue]:
    """The sum right before, and the first equal one, as clues of what was answered for them."""
    found = read[number]
    if number and found.line.number - read[number - 1].line.number <= RECALLED:
        before, back = read[number - 1], found.line.number - read[number - 1].line.number
        per = f"per {bool(found.amount.per)} {bool(before.amount.per)}"
        if back:
            broken = "\n" in text.page.text[before.line.sentence.stop : found.line.sentence.start]
            currency = f"currency {before.amount.currency == found.amount.currency}"
            marks = [f"back {back}", f"back {per}", f"back {currency}", f"back paragraph {broken}"]
            marks += [f"back {back} {mark}" for mark in beside(before, found, 0)]
        else:
            gap = found.line.words[before.last + 1 : found.first]
            joined = _joined(found, gap)
            marks = ["sum before", f"sum before {joined}", f"sum before {per}", f"sum before {min(len(gap) // 4, 5)}"]
            marks += [f"sum before {joined} {mark}" for mark in beside(before, found, before.last + 1)]
            marks += [f"sum before {gap[-1].text}"] if gap else []
            marks += [f"between {' '.join(word.text for word in gap)}"] if 0 < len(gap) <= 3 else []
        yield Clue(told(before), -2.0 if back else -1.0, marks, sum=number - 1)
    place = text.equal[number]
    if place is not None:
        away = min(found.line.number - read[place].line.number, 2)
        marks = ["equal", f"equal {away}", f"equal {read[place].line.number == 0}"]
        yield Clue(told(read[place]), -0.5, marks, sum=place)


def _joined(found: "Sum", gap: Sequence[Word]) -> str:
    word = found.line.words[found.first]
    if (word.text.startswith("و") and word.lead) or (gap and gap[-1].text in particles()["joined"]):
        return "and"
    return "comma" if any(word.text in "،," for word in gap) else "gap"


def _beside_frame(before: "Sum", found: "Sum", begin: int) -> Iterator[str]:
    """How many frames stand between a word and a sum, and whether verbs are among them."""
    hits = [hit for hit in near_hits(found.line.frames, found) if begin <= hit.first < found.first]
    hits = [hit for hit in hits if frames()[hit.row].kind]
    yield f"frames {min(len(hits), 2)} {any(hit.form != 'noun' for hit in hits)}"


def _beside_cue(before: "Sum", found: "Sum", begin: int) -> Iterator[str]:
    """Whether a cue stands between a word and a sum, and whether the sum is of the kind of the one before."""
    yield f"cue {any(begin <= hit.first < found.first for hit in near_hits(found.line.cues, found))}"
    yield f"kind {before.kind == found.kind}"
    yield from _beside_frame(before, found, begin)


def chances(weights: Weights, seen: Seen) -> np.ndarray:
    """The logarithm of how likely each answer is: (answers,)."""
    total = np.exp(weights.none)
    for clue in seen.clues:
        total[weights.answers.index(clue.answer)] += exp(strength(weights, clue))
    known = [trait for trait in seen.traits if trait in weights.traits]
    much = np.array([seen.traits[trait] for trait in known])
    points = np.log(total) + much @ np.array([weights.traits[trait] for trait in known]).reshape(-1, len(total))
    ruled = weights.answers.index(seen.ruled)
    points[ruled] += weights.ruled[ruled]
    most = points.max()
    return points - (most + log(np.exp(points - most).sum()))


def strength(weights: Weights, clue: Clue) -> float:
    """How much a clue speaks for its answer."""
    return min(weights.worth * clue.worth + sum(weights.clues.get(mark, 0.0) for mark in clue.marks), 20.0)


def decided(weights: Weights, seen: Seen) -> tuple[str, tuple[float, ...]]:
    """The likeliest answer, the rules' own where none is clearly likelier; and how likely each answer is."""
    likely = chances(weights, seen).round(3)
    best, ruled = int(likely.argmax()), weights.answers.index(seen.ruled)
    place = ruled if likely[best] - likely[ruled] <= weights.margin + seen.firm else best
    return weights.answers[place], tuple(np.exp(likely).round(3).tolist())


def best_clue(weights: Weights, seen: Seen, answer: str) -> Clue | None:
    """The strongest clue of an answer."""
    clues = [clue for clue in seen.clues if clue.answer == answer]
    return max(clues, key=lambda clue: strength(weights, clue), default=None)


def load(content: bytes) -> Evidence:
    """The weights that evidence.json holds."""
    plan = json.loads(content)
    return Evidence(*(_weights(plan[name]) for name in Evidence._fields))


def _weights(plan: dict) -> Weights:
    answers, traits = plan["answers"], {}
    for trait, row in plan["traits"].items():
        traits[trait] = np.zeros(len(answers))
        for answer, weight in row.items():
            traits[trait][answers.index(answer)] = weight
    none, ruled = np.array(plan["none"]), np.array(plan["ruled"])
    return Weights(answers, plan["margin"], plan["worth"], none, ruled, plan["clues"], traits)
