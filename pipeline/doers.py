"""Who does: the verb or verbal noun that rules a frame's noun, and its subject."""

from typing import NamedTuple

from pipeline.clauses import Line, Phrase, particles
from pipeline.frames import Frame, frames
from pipeline.inflections import Hit
from pipeline.parties import (
    ACTORS,
    OWNERS,
    Page,
    Party,
    actor,
    definite,
    named,
    nearest,
    party,
    party_class,
    phrase,
    thing,
    verbs,
)
from pipeline.slots import Span

POINTING = 5  # words behind a noun in which a verb can point back to it
OPENING = 4  # words at the head of a clause in which its topic is named
HANDING = 5  # words between a verbal noun and what it hands on


class Doer(NamedTuple):
    """The verb that rules a frame, a verbal noun between them, who does it, with whom, and that word's frame."""

    verb: Hit | None
    between: Hit | None
    who: Party | None
    partner: Party | None
    light: Frame | None


def doer(page: Page, line: Line, hit: Hit, span: Span) -> Doer:
    """Who does what a frame tells."""
    verb = ruling(line, hit, span)
    between = _between(line, verb, hit) if hit.form == "noun" else None
    light = frames()[between.row] if between else _light(line, verb) if verb and verb is not hit else None
    since = said_from(line, hit)
    if verb is None:
        return Doer(None, between, actor(_opening(page, line, since, min(hit.first, span.first))), None, light)
    topic = line.subjects.get(verb.first)
    who = actor(party(page, line, topic) if topic else _opening(page, line, since, verb.first))
    who = _meant(page, line, verb, who) or _farther(page, line, verb, since)
    if who and topic and _speaks_for(line, verb, topic, who):
        who = None
    if between and light and light.does == "doer" and (holding := holder(page, line, between, hit)):
        who = holding
    return Doer(verb, between, who, _joined(page, line, topic), light)


def _meant(page: Page, line: Line, verb: Hit, who: Party | None) -> Party | None:
    """The subject, or the name before it that إنه means after people who only say so: قال مسؤولون إنه قد يجمع."""
    small, before = particles(), verb.first - 1
    while before > 0 and line.words[before].text in small["skip"]:
        before -= 1
    told = before >= 0 and line.words[before].text in small["pronoun"]
    return pointed(page, line, verb) if who and who.label in ("people", "source") and told else who


def _farther(page: Page, line: Line, verb: Hit, since: int) -> Party | None:
    """Somebody who is the subject of an earlier verb of the clause: أصبحت إندونيسيا أول دولة تبيع."""
    near = (place for place in reversed(line.subjects) if since <= place < verb.first)
    here = (line.subjects[place] for place in near if line.hard[place] == line.hard[verb.first])
    return next((who for topic in here if (who := actor(party(page, line, topic)))), None)


def ruling(line: Line, hit: Hit, span: Span) -> Hit | None:
    """The verb that a noun hangs on: one behind it that points back (صكوك أصدرتها قطر), else the last before it."""
    if hit.form != "noun":
        return hit
    known = verbs(line)
    for place in range(hit.last + 1, min(hit.last + POINTING, len(line.words))):
        if line.words[place].amount >= 0 or line.words[place].text == "،":
            break
        if place in known and known[place].pronoun:
            return known[place]
    return known.get(last_verb(line, min(hit.first, span.first), said_from(line, hit)))


def last_verb(line: Line, before: int, since: int) -> int:
    """The place of the last verb before a word in its clause, or -1."""
    here = (place for place in line.subjects if since <= place < before and line.hard[place] == line.hard[before])
    return max((place for place in here if line.aside[place] in (0, line.aside[before])), default=-1)


def said_from(line: Line, hit: Hit) -> int:
    """The word at which the clause that أن opens begins, so that the speaker is not taken for the owner; else 0."""
    that = particles()["that"]
    return next((place for place in range(hit.first - 1, -1, -1) if line.words[place].text in that), 0)


def _light(line: Line, verb: Hit) -> Frame | None:
    """The frame of a verb that rules a noun of another frame, one without kind before one that has its own."""
    found = [frames()[hit.row] for hit in line.frames if hit.first == verb.first and hit.form != "noun"]
    return min(found, key=lambda frame: frame.kind != "") if found else None


def _between(line: Line, verb: Hit | None, hit: Hit) -> Hit | None:
    """The verbal noun that hands a frame's noun on: توقيعها اتفاق قرض, تقديم منحة."""
    after = verb.first if verb else -1
    for other in reversed(line.frames):
        near = after < other.first < hit.first and hit.first - other.last < HANDING
        if near and other.form == "noun" and not frames()[other.row].kind:
            return other if frames()[other.row].does != "subject" else None
    return None


def holder(page: Page, line: Line, noun: Hit, hit: Hit) -> Party | None:
    """Who a verbal noun belongs to: the pronoun on it or the name behind it."""
    if noun.pronoun:  # توقيعها: who signs; تقديمه: what is given
        return None if frames()[noun.row].does == "payer" else pointed(page, line, noun)
    complement = phrase(line, noun.last + 1)
    if complement and noun.last + 1 < hit.first and definite(line, complement):
        return actor(party(page, line, complement))
    return None


def _speaks_for(line: Line, verb: Hit, topic: Phrase, who: Party) -> bool:
    """Whether an official only announces it: أعلن وزير الخارجية عن خطة لإنفاق."""
    announces = who.label == "PER" and any(hit.first == verb.first for hit in line.speech)
    return announces and party_class(line.parties.get(topic.first)) == "speaker"


def _opening(page: Page, line: Line, first: int, before: int) -> Party | None:
    """The name that opens a clause whose verb no list knows, as headlines have it."""
    for place in range(first, min(before, first + OPENING)):
        word = line.words[place]
        if word.mention >= 0 and line.hard[place] == line.hard[before]:
            return named(page.mentions[word.mention])
    return None


def _joined(page: Page, line: Line, topic: Phrase | None) -> Party | None:
    """The name joined by و to a subject."""
    if topic is None or topic.last + 1 >= len(line.words):
        return None
    word = line.words[topic.last + 1]
    joined = word.text[:1] == "و" and word.lead > 0
    return actor(party(page, line, phrase(line, topic.last + 1))) if joined else None


def done_to(page: Page, line: Line, verb: Hit, role: str) -> Party | None:
    """The object of a verb in a role: the pronoun on it, else the phrase behind its subject."""
    if verb.first and line.words[verb.first - 1].text in particles()["relative"]:
        return None
    if verb.pronoun:
        return pointed(page, line, verb)
    who = party(page, line, thing(line, verb, line.subjects.get(verb.first)))
    return who if role == "subject" else actor(who)


def pointed(page: Page, line: Line, hit: Hit) -> Party | None:
    """The name that a pronoun on a word points to: the nearest before it in the sentence, else before that."""
    start = line.words[hit.first].start
    who = nearest(page, start, OWNERS, line.sentence.start) or nearest(page, start, ACTORS)
    return who._replace(how="resolved") if who else None
