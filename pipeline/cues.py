"""Whether a sum is so, planned, expected, possible or denied; and who says it."""

from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clauses import Line, particles
from pipeline.frames import frames, governing
from pipeline.inflections import Hit, listed, one_of
from pipeline.parties import Page, Party, named, noun, party, party_class, phrase, topics

NEAR = 26
SAID = 30
SPEAKERS = ("PER", "ORG", "LOC", "party", "state", "people", "speaker", "source", "epithet")


class Cue(NamedTuple):
    """A modality and the span of the word that decided it, or no span."""

    modality: str
    start: int | None
    stop: int | None


@cache
def _cues() -> tuple[tuple[str, str, frozenset[str]], ...]:
    return tuple(
        (row["modality"], row["measure"], frozenset(filter(None, row["kinds"].split(","))))
        for row in lexicon.rows("cues")
    )


@cache
def _forms() -> tuple[str, ...]:
    return tuple(row["form"] for row in lexicon.rows("speech"))


def modality(line: Line, kind: str, trigger: Hit | None, first: int, last: int, measure: bool = False) -> Cue:
    """The modality of a sum: the cue nearest before it that its clause does not shut out, else a verb in the future, else actual."""
    words = line.words
    best: tuple[int, Cue] | None = None
    for hit in line.cues:
        says, measures, kinds = _cues()[hit.row]
        if hit.first > last or first - hit.last > NEAR:
            continue
        if "not" in kinds:
            if hit.last + 1 < len(words) and words[hit.last + 1].text in listed("bounded"):
                continue
            verb = governing(line, first)
            if hit.last + 1 not in ({trigger.first} if trigger else set()) | ({verb.first} if verb else set()):
                continue
        elif "undone" in kinds:
            verb = governing(line, first)
            if verb and verb.form == "perfect":
                continue
        elif "wide" in kinds:
            pass
        elif kinds and kind not in kinds:
            continue
        if "wide" not in kinds and (line.hard[hit.first] != line.hard[first] or _shut(line, hit, first, trigger)):
            continue
        if words[hit.first].text.lstrip("وف") == "قد" and not _imperfect(line, hit.last + 1):
            continue
        value = measures if measure else says
        if value == "forecast" and hit.first and words[hit.first - 1].text in listed("negations"):
            value = "possible"
        if best is None or hit.first > best[0]:
            best = (hit.first, Cue(value, words[hit.first].start, words[hit.last].stop))
    beside = [last + 1] if last + 1 < len(words) and not words[last + 1].text.startswith("و") else []
    for place in (*range(max(0, first - NEAR), first), *beside):
        if future(words[place].text) and words[place].mention < 0 and words[place].amount < 0:
            if line.hard[place] == line.hard[first] and (best is None or place > best[0] + 3):
                says = "forecast" if measure else "planned"
                best = (place, Cue(says, words[place].start, words[place].stop))
    return best[1] if best else Cue("actual", None, None)


def _imperfect(line: Line, place: int) -> bool:
    if place >= len(line.words):
        return False
    text = line.words[place].text
    perfect = any(hit.first == place and hit.form == "perfect" for hit in (*line.frames, *line.speech))
    return text[:1] == "ي" or (text[:1] in ("ت", "ن") and text[-1:] != "ت" and not perfect)


def _shut(line: Line, cue: Hit, first: int, trigger: Hit | None) -> bool:
    """Whether a clause of its own begins between the cue and the sum: a joined perfect verb, a relative clause."""
    small = particles()
    for place in range(cue.last + 1, first):
        if line.words[place].text in small["relative"]:
            return True
    return any(
        hit.form == "perfect"
        and cue.last < hit.first < first
        and (trigger is None or hit.first != trigger.first)
        and (hit.before[:1] in ("و", "ف") or (cue.form == "noun" and not _carries(line, hit)))
        for hit in (*line.frames, *line.speech)
    )


def _carries(line: Line, hit: Hit) -> bool:
    """Whether a verb only ties a sum to its noun, as بلغ does."""
    return any(other.first == hit.first and frames()[other.row].does == "subject" for other in line.frames)


def future(word: str) -> bool:
    """Whether a word is an imperfect verb with س or the word سوف itself.

    >>> future('سيستثمر'), future('سيارات')
    (True, False)
    """
    bare = word[1:] if word[:1] in ("و", "ف") and word[1:2] == "س" else word
    if bare == "سوف":
        return True
    return bare[:2] in ("سي", "ست", "سن") and len(bare) > 3 and not one_of(bare, listed("not_future"))


def source(page: Page, line: Line, first: int, last: int, speaker: Party | None) -> tuple[Party | None, Party | None]:
    """Who says the sum at words `first` to `last`, and who speaks on in the next sentence; `speaker` spoke before."""
    words, small = line.words, particles()
    covering: Party | None = None
    spoken = False
    for hit in line.speech:
        form = _forms()[hit.row]
        if form == "by" or hit.first > first:
            continue
        who, opens = _speaker(page, line, hit, form, covering or speaker)
        if opens is not None and opens <= first:
            covering, spoken = who, True
    if covering is None and line.sentence.zone == "headline":
        covering = _headed(page, line, first)
    if covering is None:
        for hit in line.speech:
            if _forms()[hit.row] != "by" or (words[hit.first].text == "كما" and not _says_next(line, hit)):
                continue
            if hit.first > last or hit.first < first:
                who = _cited(page, line, hit)
                if who:
                    covering = who
                    break
    return covering, covering if covering else (speaker if spoken else None)


def _headed(page: Page, line: Line, first: int) -> Party | None:
    """The name before the colon of a headline: البورصة المصرية: صفقات بقيمة."""
    for place, word in enumerate(line.words[:first]):
        if word.text == ":" and 0 < place <= 6:
            names = [w.mention for w in line.words[:place] if w.mention >= 0]
            return named(page.mentions[names[0]]) if names else None
    return None


def _says_next(line: Line, hit: Hit) -> bool:
    return any(other.first == hit.last + 1 and _forms()[other.row] != "by" for other in line.speech)


def _speaker(page: Page, line: Line, hit: Hit, form: str, speaker: Party | None) -> tuple[Party | None, int | None]:
    """The subject of a verb of saying, and the word at which what it says begins (None: it opens nothing)."""
    words, small = line.words, particles()
    if words[hit.first].text.removeprefix("و") in listed("impersonal"):
        return None, None
    opens, stop = None, min(len(words), hit.last + SAID)
    for place in range(hit.last + 1, stop):
        text = words[place].text
        if text in small["that"] or text == ":" or (text == '"' and _speech_in_quotes(line, place)):
            opens = place
            break
        if text in small["break"] and place > hit.last + 2:
            break
    if form == "issues" and not any(one_of(w.text, listed("reports")) for w in words[hit.last + 1 : hit.last + 12]):
        return None, None
    if form == "adds":
        speaker = speaker or _actor_before(page, line, hit)
        return speaker, opens if opens is not None else hit.last + 1
    if opens is None and form == "says" and hit.last + 1 < len(words) and words[hit.last + 1].text in small["toward"]:
        opens = hit.last + 1
    if opens is None:
        opens = hit.last + 1 if form in ("tells", "issues") else None
        limit = min(stop, hit.last + 6)
    else:
        limit = opens
    if opens is None:
        return None, None
    since = hit.last + 1
    if form == "quotes":
        for place in range(since, limit):
            if words[place].text == "عن":
                since = place + 1
                break
    who = _who(page, line, since, limit)
    if who is None and form in ("tells", "issues"):
        return None, None
    spoken = since < limit and words[since].text not in line.small and words[since].kind != "mark"
    if who is None and spoken:
        who = _before(page, line, hit)
    elif who is None:
        who = _before(page, line, hit) or speaker
    elif who.label == "source" and speaker and one_of(words[since].text, listed("same_source")):
        who = speaker._replace(how="resolved")
    return who, opens if who else None


def _speech_in_quotes(line: Line, place: int) -> bool:
    """Whether a quotation mark opens words that are said, and not a name."""
    words = line.words
    if place + 1 < len(words) and words[place + 1].mention >= 0:
        return False
    return all(word.text != '"' for word in words[place + 1 : place + 5])


def _actor_before(page: Page, line: Line, hit: Hit) -> Party | None:
    """The subject of the first verb of a sentence, which a participle of saying hangs on."""
    found = next(iter((line.subjects or topics(line)).items()), None)
    if found is None or found[0] > hit.first:
        return None
    who = party(page, line, found[1])
    return who if who and who.label in SPEAKERS else None


def _who(page: Page, line: Line, first: int, stop: int) -> Party | None:
    """The person, else the institution, else the noun phrase that speaks in words `first` to `stop`."""
    names = []
    for place in range(first, stop):
        mention = line.words[place].mention
        if mention >= 0 and page.mentions[mention] not in names:
            names.append(page.mentions[mention])
    for label in ("PER", "ORG"):
        for mention in names:
            if mention.label == label:
                return named(mention)
    if names and line.words[first].mention >= 0:
        return named(names[0])
    while first < stop and line.words[first].kind == "mark":
        first += 1
    if first >= stop:
        return None
    for place in range(first, min(stop, first + 3)):
        if party_class(line.parties.get(place)) in ("source", "people") and place > first:
            return noun(page, line, first, place, label="source")
    who = party(page, line, phrase(line, first, 3))
    return who if who and who.label in SPEAKERS else None


def _before(page: Page, line: Line, hit: Hit) -> Party | None:
    """The subject that stands before its verb: محمد جدري، المحلل، قال إن."""
    if hit.before[:1] in ("و", "ف"):
        return None
    for place in range(hit.first - 1, max(-1, hit.first - 12), -1):
        mention = line.words[place].mention
        if mention >= 0 and page.mentions[mention].label in ("PER", "ORG"):
            return named(page.mentions[mention])
        if line.words[place].amount >= 0:
            break
    return None


def _cited(page: Page, line: Line, hit: Hit) -> Party | None:
    """What follows وفق or بحسب up to a comma: a name in it, else its head noun."""
    words, small = line.words, particles()
    first = hit.last + 1
    while first < len(words) and (
        words[first].text in ("ما", "عن")
        or words[first].text in small["bound"]
        or words[first].time >= 0
        or any(h.first == first and h.form != "noun" for h in line.speech)
    ):
        first += 1
    stop = first
    while stop < len(words) and stop < first + 16:
        word = words[stop]
        if (word.text in "،.؛,:" and word.mention < 0) or word.text in small["that"] or word.amount >= 0:
            break
        stop += 1
    head = phrase(line, first)
    if head is None:
        return None
    who = party(page, line, head)
    if who is None or who.label not in SPEAKERS:
        return None
    if who.label == "speaker":
        stop = next((p + 1 for p in range(first, min(len(words), first + 16)) if _person(page, line, p)), stop)
    return who if who.how != "noun" else _who(page, line, first, stop)


def _person(page: Page, line: Line, place: int) -> bool:
    mention = line.words[place].mention
    return mention >= 0 and page.mentions[mention].label == "PER"


def cited(page: Page, line: Line) -> set[int]:
    """The names that a sentence cites with وفق or بحسب, which say things and own nothing."""
    found: set[int] = set()
    for hit in line.speech:
        if _forms()[hit.row] == "by" and line.words[hit.first].text != "كما":
            for word in line.words[hit.last + 1 : hit.last + 10]:
                if word.text in "،.:" or word.amount >= 0 or (word.text.startswith("ف") and word.lead):
                    break
                found |= {word.mention} - {-1}
    return found
