"""Who stands in which role around a frame: noun phrases, subjects of verbs, and the names that nouns and pronouns point to."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clauses import Line, Word, particles
from pipeline.inflections import Hit
from pipeline.mentions import Mention

REACH = 14
LONGEST = 4
QUOTES = frozenset("\"'#_«»-")
NAMES = ("ORG", "PER", "LOC", "MISC")


class Party(NamedTuple):
    """Who or what fills a role: its span, its name as read, and how it was found."""

    start: int
    stop: int
    name: str
    how: str
    label: str


class Phrase(NamedTuple):
    """A noun phrase: words `first` to `last`, both in it; `mention` is the first name in it or -1."""

    first: int
    last: int
    mention: int


class Page(NamedTuple):
    """What roles are read from: the text, its lines and its names."""

    text: str
    lines: list[Line]
    mentions: Sequence[Mention]


@cache
def _parties() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((tuple(row["labels"].split()), row["class"]) for row in lexicon.rows("parties"))


def party_class(hit: Hit | None) -> str:
    """What sort of common noun it is: party, state, speaker, source, head or nothing."""
    return _parties()[hit.row][1] if hit else ""


def named(mention: Mention) -> Party:
    """A name in a role."""
    return Party(mention.start, mention.stop, mention.name, "name", mention.label)


def phrase(line: Line, first: int, limit: int = LONGEST) -> Phrase | None:
    """The noun phrase that begins at a word: a head and what follows it in idafa or as adjective.

    It ends before a preposition, a joined word, a verb, a sum, a time or a stop; a name in it is kept whole.
    """
    words, small = line.words, particles()
    while first < len(words) and words[first].text in QUOTES:
        first += 1
    verbs = _verbs(line)
    last, mention, taken = first - 1, -1, 0
    for place in range(first, min(len(words), first + REACH)):
        word = words[place]
        inside = word.mention >= 0 and last >= first and words[last].mention == word.mention
        if not inside:
            if word.amount >= 0 or word.time >= 0 or taken >= limit:
                break
            if word.text in QUOTES:
                if last < first or _quoted(words, place):
                    continue
                break
            if word.kind == "mark":
                break
            if word.text in small["prep"] or word.text in small["that"] or word.text in small["relative"]:
                break
            if word.text in small["break"] or word.text in small["close"] and word.mention < 0:
                break
            if last >= first and (word.lead or (place in verbs and word.mention < 0)):
                break
            if last < first and place in verbs and word.mention < 0 and not _also_noun(line, place):
                break
            taken += 1
        last = place
        if word.mention >= 0 and mention < 0:
            mention = word.mention
    return Phrase(first, last, mention) if last >= first else None


def _quoted(words: Sequence[Word], place: int) -> bool:
    return place + 1 < len(words) and (words[place + 1].mention >= 0 or words[place].text in "#_")


def _verbs(line: Line) -> frozenset[int]:
    return frozenset(hit.first for hit in (*line.frames, *line.speech, *line.cues) if hit.form != "noun")


def _also_noun(line: Line, place: int) -> bool:
    return place in line.parties or any(hit.first == place and hit.form == "noun" for hit in line.frames)


def party(page: Page, line: Line, found: Phrase | None, labels: Sequence[str] = NAMES) -> Party | None:
    """The name in a phrase, else the earlier name that its noun points back to, else the noun phrase itself."""
    if found is None:
        return None
    words = line.words
    if found.mention >= 0 and page.mentions[found.mention].label in labels:
        return named(page.mentions[found.mention])
    head = found.first
    hit = line.parties.get(head)
    while party_class(hit) == "head" and head < found.last:
        head = hit.last + 1 if hit else head + 1
        hit = line.parties.get(head)
    if hit and _parties()[hit.row][0] and hit.article and hit.last >= found.last - 1:
        earlier = nearest(page, words[head].start, _parties()[hit.row][0])
        if earlier:
            return earlier._replace(how="resolved")
    if head > found.last:
        return None
    start, stop = words[head].start + words[head].lead, words[found.last].stop
    if start >= stop:
        return None
    return Party(start, stop, " ".join(page.text[start:stop].split()), "noun", "")


def nearest(page: Page, before: int, labels: Sequence[str], since: int = 0) -> Party | None:
    """The nearest name of these labels that begins before an offset, cited outlets left out."""
    for mention in reversed(page.mentions):
        if mention.stop <= before and mention.start >= since and mention.label in labels:
            if mention.name not in outlets():
                return named(mention)
    return None


@cache
def outlets() -> frozenset[str]:
    """Names of news agencies, which are cited more than they act."""
    return frozenset(row["name"] for row in lexicon.rows("outlets"))


def subject(page: Page, line: Line, verb: Hit, topic: Phrase | None = None) -> Phrase | None:
    """The phrase that is the subject of a verb: after it, else the noun that its relative clause hangs on, else before it."""
    words, small = line.words, particles()
    place = verb.last + 1
    while place < len(words) and (
        words[place].time >= 0 or words[place].text in "،," and place + 1 < len(words) and words[place + 1].time >= 0
        or words[place].text in "،," and words[place - 1].time >= 0
    ):
        place += 1
    after = phrase(line, place)
    if after and not _adverbial(line, after):
        return after
    before = verb.first - 1
    if verb.before[:1] in ("و", "ف", "ل"):
        return topic
    if before >= 0 and words[before].text in small["relative"]:
        return antecedent(line, before)
    while before >= 0 and (words[before].time >= 0 or words[before].text in "،,-"):
        before -= 1
    return antecedent(line, before + 1) or topic


def _adverbial(line: Line, found: Phrase) -> bool:
    return line.words[found.first].text in lexicon_words("adverbs")


@cache
def lexicon_words(name: str) -> frozenset[str]:
    """The words of a plain list, folded."""
    from pipeline.inflections import letters

    return frozenset(word for row in lexicon.rows(name) for word in letters(row["words"]).split("|"))


def antecedent(line: Line, stop: int) -> Phrase | None:
    """The noun phrase that ends right before a word, with the preposition phrases that hang on it."""
    words, small = line.words, particles()
    first = stop
    while first > 0 and stop - first < REACH:
        word = words[first - 1]
        if word.amount >= 0 or word.time >= 0 or word.kind == "mark" and word.text not in QUOTES:
            break
        if word.text in small["that"] or word.text in small["break"] or word.text in small["relative"]:
            break
        if (first - 1) in _verbs(line) and word.mention < 0 and not _also_noun(line, first - 1):
            break
        first -= 1
        if word.lead and word.text[: word.lead].startswith(("و", "ف")):
            break
    while first < stop and words[first].text in small["prep"]:
        first += 1
        skip = phrase(line, first)
        first = skip.last + 1 if skip else first
    return phrase(line, first) if first < stop else None
