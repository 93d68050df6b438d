"""Sentences as rows of words that know their clause, and which sum, name or time each word belongs to."""

from bisect import bisect_left
from collections.abc import Container, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from pipeline import lexicon
from pipeline.amounts import Amount
from pipeline.inflections import Hit, Readings, Vocabulary, hits, letters, listed, one_of, readings, vocabulary
from pipeline.mentions import Mention
from pipeline.nationalities import nisbas
from pipeline.sentences import Sentence
from pipeline.times import Time
from pipeline.tokens import Token

SOFT, HARD = 2.0, 6.0
OPAQUE = ("prep", "that", "relative", "break", "close", "and", "either", "bound", "clause")
HASHES = ("#", "_")
PARENS = {"(": 1, "[": 1, ")": -1, "]": -1}


class Word(NamedTuple):
    """A word; `lead` counts its clitic letters; amount, mention and time are places in their lists or -1."""

    start: int
    stop: int
    lead: int
    text: str
    kind: str
    amount: int
    mention: int
    time: int


class Phrase(NamedTuple):
    """A noun phrase: words `first` to `last`, both in it; `mention` is the first name in it or -1."""

    first: int
    last: int
    mention: int


class Line(NamedTuple):
    """A sentence: its words, the patterns found in them, and running totals that price the way between two words.

    `hard` counts clause breaks, `cost` the price of the words, `aside` numbers the relative clauses that commas
    close; `percents` says of each amount of the document whether it is a percentage; `verbs` are the places of
    verbs, `joined` of nouns that و or ف joins on, `small` the words that end a phrase; `subjects` holds the subject
    of each verb once it has been looked for.
    """

    sentence: Sentence
    words: list[Word]
    frames: list[Hit]
    cues: list[Hit]
    speech: list[Hit]
    parties: dict[int, Hit]
    hard: list[int]
    cost: list[float]
    aside: list[int]
    percents: Sequence[bool]
    verbs: frozenset[int]
    joined: frozenset[int]
    small: frozenset[str]
    number: int
    subjects: dict[int, Phrase | None]


@cache
def particles() -> dict[str, frozenset[str]]:
    """The small words of each class."""
    found: dict[str, set[str]] = {}
    for row in lexicon.rows("particles"):
        found.setdefault(row["class"], set()).update(letters(row["words"]).split("|"))
    return {name: frozenset(words) for name, words in found.items()}


@cache
def known(name: str) -> Vocabulary:
    """The vocabulary of `lexicon/<name>.csv`."""
    return vocabulary(lexicon.rows(name))


@cache
def read(name: str) -> Readings:
    """What a word may be in `lexicon/<name>.csv`."""
    return readings(known(name))


def covering(spans: Sequence[tuple[int, int]], start: int, stop: int) -> int:
    """The place of the span that [start, stop) overlaps, or -1; spans are sorted and do not overlap.

    >>> covering([(0, 4), (6, 9)], 6, 8), covering([(0, 4), (6, 9)], 4, 6)
    (1, -1)
    """
    place = bisect_left(spans, (stop, -1)) - 1
    return place if place >= 0 and start < spans[place][1] else -1


def lines(
    text: str,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    amounts: Sequence[Amount],
    times: Sequence[Time],
) -> list[Line]:
    """The sentences as lines; a sentence without a sum has its words too, for what later sentences point back to."""
    rows: list[list[Word]] = [[] for _ in sentences]
    sums, names, dates = ([(row.start, row.stop) for row in table] for table in (amounts, mentions, times))
    for token in tokens:
        start, stop = token.start, token.stop
        if text[start:stop] in HASHES:  # مشروع #الموازنة_المصرية
            continue
        lead = len(token.clitics)
        in_amount, in_time = covering(sums, start, stop), covering(dates, start, stop)
        if in_amount >= 0 and amounts[in_amount].type == "NUMBER":
            in_amount = -1  # 5 شركات is a phrase like any other
        if in_time >= 0 and (times[in_time].start > start + lead or (lead and _verb(text[start:stop]))):
            in_time = -1  # لامس is not ل and أمس
        in_mention = covering(names, start, stop)
        word = Word(start, stop, lead, text[start:stop], token.kind, in_amount, in_mention, in_time)
        rows[token.sentence].append(word)
    percents = [amount.type == "PERCENT" for amount in amounts]
    return [
        line(number, sentence, words, mentions, percents)
        for number, (sentence, words) in enumerate(zip(sentences, rows, strict=True))
    ]


def _verb(word: str) -> bool:
    return any(entry.form != "noun" for entry in known("frames").get(word, ()))


def line(
    number: int, sentence: Sentence, words: list[Word], mentions: Sequence[Mention], percents: Sequence[bool]
) -> Line:
    """One sentence with its patterns and its clause breaks."""
    texts = [word.text for word in words]
    uncut = _opaque("whole")
    frames = [hit for hit in hits(texts, read("frames"), uncut) if free(words, hit, mentions)]
    cues = [hit for hit in hits(texts, read("cues"), uncut) if _plain(words[hit.first]) and not _nine(texts, hit)]
    cues = [hit for hit in cues if texts[hit.first].lstrip("وف") not in listed("no_negations")]
    speech = [hit for hit in hits(texts, read("speech"), uncut) if _plain(words[hit.first])]
    parties: dict[int, Hit] = {}
    for hit in hits(texts, read("parties"), uncut):
        parties.setdefault(hit.first, hit)
    frames = [hit for hit in frames if not _particle(texts, frames, hit) and not _after_preposition(texts, hit)]
    ruling = {hit.first for hit in frames if texts[hit.first] not in listed("demanded")}
    frames, cues = ([hit for hit in found if not _student(words, hit, ruling)] for found in (frames, cues))
    speech, cues = ([hit for hit in found if not _signs(words, hit, mentions)] for found in (speech, cues))
    joined = {hit.first for hit in (*frames, *speech) if hit.form != "noun" and hit.before[:1] in ("و", "ف")}
    verbs = frozenset(hit.first for hit in (*frames, *speech, *cues) if hit.form != "noun")
    nouns = frozenset(hit.first for hit in frames if hit.form == "noun" and hit.before[:1] in ("و", "ف"))
    aside = asides(words)
    way = _way(words, joined, aside)
    ending = _opaque("carrier", "skip")
    return Line(sentence, words, frames, cues, speech, parties, *way, aside, percents, verbs, nouns, ending, number, {})


def _plain(word: Word) -> bool:
    """Whether a word is of no sum and no name: نجيب ساويرس does not answer."""
    return word.amount < 0 and word.mention < 0


def _nine(texts: Sequence[str], hit: Hit) -> bool:
    """Whether تسع is the number, and not the jussive of سعى, which has لم before it: على تسع شركات, لم تسع إلى."""
    return texts[hit.first] in listed("nine") and (not hit.first or texts[hit.first - 1] not in listed("negations"))


def _way(words: Sequence[Word], joined: Container[int], aside: Sequence[int]) -> tuple[list[int], list[float]]:
    """How many clauses have ended up to each word, and what the way costs that leads to it.

    `joined` are the verbs that و or ف joins on.
    """
    small, hard, cost, depth = particles(), [], [], 0
    for place, word in enumerate(words):
        depth = max(0, depth + PARENS.get(word.text, 0))
        parts = word.kind == "mark" and word.text in "؛:;" and word.time < 0 and not _clock(words, place)
        breaks = word.text in small["break"] or parts
        hard.append(int(breaks))
        if depth or word.text in PARENS or word.time >= 0 or aside[place]:
            step = 0.15
        elif breaks:
            step = HARD
        elif word.kind == "mark":
            step = SOFT if word.text in "،," else 0.2
        elif place in joined:
            step = SOFT
        elif word.mention >= 0 or word.text in small["close"] or word.text in small["carrier"]:
            step = 0.5
        else:
            step = 1.0
        cost.append(step)
    return list(accumulate(hard)), list(accumulate(cost))


def asides(words: Sequence[Word]) -> list[int]:
    """For each word the number of the relative clause with commas around it, or 0: الموازنة، التي تتضمن …، تبلغ."""
    relative, found, open_since, count = particles()["relative"], [0] * len(words), -1, 0
    for place, word in enumerate(words):
        if word.text in relative and place and words[place - 1].text == "،":
            open_since = place
        elif word.amount >= 0:
            open_since = -1
        elif word.text == "،" and 0 <= open_since < place:
            count += 1
            found[open_since:place] = [count] * (place - open_since)
            open_since = -1
    return found


@cache
def _opaque(*more: str) -> frozenset[str]:
    """The small words that are whole, and those of more classes."""
    return frozenset().union(*(particles()[name] for name in (*OPAQUE, *more)))


def _particle(texts: Sequence[str], frames: Sequence[Hit], hit: Hit) -> bool:
    """Whether فقد is the particle before a perfect verb and not the verb of losing."""
    if texts[hit.first] not in particles()["either"]:
        return False
    return any(other.first == hit.first + 1 and other.form == "perfect" for other in frames)


def _student(words: Sequence[Word], hit: Hit, ruling: Container[int]) -> bool:
    """Whether طالب is a student and not the verb: كل طالب, 300 طالب, دفع طالب, طالب سعودي, طالب وطالبة.

    `ruling` are the words of frames, of which he is a part or the subject; a verb of demanding has its ب.
    """
    if words[hit.first].text not in listed("demanded"):
        return False
    behind = words[hit.last + 1].text if hit.last + 1 < len(words) else ""
    if behind in listed("student_beside") or behind in _nationalities():
        return True
    if not hit.first or (behind.startswith("ب") and words[hit.last + 1].lead):
        return False
    before = words[hit.first - 1]
    counted = before.kind == "number" or one_of(before.text, listed("counting"))
    return counted or before.text in particles()["prep"] or hit.first - 1 in ruling


def _signs(words: Sequence[Word], hit: Hit, mentions: Sequence[Mention]) -> bool:
    """Whether توقع, read as expecting, is to sign, behind a name and before what is signed: أكوا باور توقع اتفاقيات.

    Of a feminine subject, as firms and countries are, the perfect of expecting would be توقعت.
    """
    signing = words[hit.first].text in listed("expects") and hit.form != "imperfect"  # of وقع it is the imperfect
    if not signing or hit.first == 0 or hit.last + 1 == len(words):
        return False
    before, after = hit.first - 1, words[hit.last + 1]
    while before > 0 and words[before].text == '"':
        before -= 1
    mention = words[before].mention
    who = mentions[mention] if mention >= 0 else None
    firm = who is not None and who.label != "PER" and letters(who.name.split()[0]) not in listed("masculine_heads")
    return firm and after.text in listed("signed")


@cache
def _nationalities() -> frozenset[str]:
    """The adjectives of countries, folded, as they stand beside an indefinite noun."""
    return frozenset(map(letters, nisbas()))


def _clock(words: Sequence[Word], place: int) -> bool:
    """Whether a colon stands between two numbers: 07:44."""
    beside = words[max(0, place - 1) : place + 2]
    return len(beside) > 2 and beside[0].kind == beside[2].kind == "number"


def _after_preposition(texts: Sequence[str], hit: Hit) -> bool:
    """Whether a verb stands after a preposition and so is a noun: على صرف, تحت تصرف."""
    return hit.form != "noun" and not hit.before and hit.first > 0 and texts[hit.first - 1] in particles()["governs"]


def free(words: Sequence[Word], hit: Hit, mentions: Sequence[Mention]) -> bool:
    """Whether the pattern stands outside sums, and outside names unless a priced thing is named (خام برنت)."""
    covered = words[hit.first : hit.last + 1]
    if any(word.amount >= 0 for word in covered):
        return False
    names = {word.mention for word in covered} - {-1}
    if not names:
        return True
    priced = lexicon.rows("frames")[hit.row]["kind"] == "price"
    return priced and all(mentions[name].label == "MISC" for name in names)
