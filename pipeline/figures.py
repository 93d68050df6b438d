"""Whose figure a sum is: the owner of revenue, losses, trade, reserves and whatever else is measured, not paid."""

from collections.abc import Sequence

from pipeline.clauses import Line, particles
from pipeline.doers import done_to, last_verb, pointed, said_from
from pipeline.frames import Choice, frames
from pipeline.inflections import Hit, listed, one_of
from pipeline.parties import (
    OWNERS,
    Page,
    Party,
    definite,
    earlier_name,
    named,
    nearest,
    noun,
    owner,
    party,
    party_class,
    phrase,
    treasury,
)
from pipeline.slots import PREPOSED, Slot, Span, complements

OWNED = ("trade", "assets", "spending", "debt", "other")  # kinds whose noun is itself the subject when it is described


def measured(page: Page, line: Line, chosen: Choice, span: Span) -> Party | None:
    """Whose figure it is."""
    frame, hit = chosen.frame, chosen.hit
    if beside := listed_beside(page, line, chosen, span):
        return beside
    slots = [
        slot
        for slot in complements(page, line, hit, span)
        if frame.by.get(slot.preposition) == "subject" and not slot.purpose
    ]
    if hit.form != "noun":
        return _of_verb(page, line, chosen, slots)
    return _in_noun(page, line, hit) or _around_noun(page, line, chosen, span, slots)


def whole_tax(page: Page, line: Line, who: Party) -> Party | None:
    """The tax of which a phrase only says on what it is: الضريبة على الدخل of الدخل, not رسوم على السيارات."""
    words = line.words
    places = [place for place, word in enumerate(words) if who.start < word.stop and word.start < who.stop]
    if not places or words[places[0]].lead or not one_of(words[places[0]].text, listed("tax_bases")):
        return None
    on = words[places[0] - 1].text in particles()["on"]
    head = places[0] - 1 - on
    completed = on or (head >= 0 and not words[head].text[words[head].lead :].startswith("ال"))
    if head < 0 or not completed or not one_of(words[head].text, listed("taxes")):
        return None
    return noun(page, line, head, places[-1])


def listed_beside(page: Page, line: Line, chosen: Choice, span: Span) -> Party | None:
    """Whose sum it is in a list whose frame stands before the first: تركيا 478 مليونا، فإيطاليا (462 مليونا)."""
    words, place = line.words, span.first - 1
    if span.left < 0 or chosen.hit.first > span.left:
        return None
    while place > span.left and (words[place].text == "(" or one_of(words[place].text, particles()["close"])):
        place -= 1
    if place <= span.left or words[place].mention < 0:
        return None
    first = place
    while words[first - 1].mention == words[place].mention:
        first -= 1
    clitic = words[first].text[: words[first].lead].lstrip("وف")[:1]
    prepared = words[first - 1].text in particles()["prep"] or clitic in PREPOSED
    return None if prepared else named(page.mentions[words[place].mention])


def _of_verb(page: Page, line: Line, chosen: Choice, slots: Sequence[Slot]) -> Party | None:
    """The subject of a verb that measures, or its object where the frame says so (يقيم الشركة)."""
    frame, hit = chosen.frame, chosen.hit
    if frame.takes == "subject" and (what := done_to(page, line, hit, "subject")):
        return what
    told = _owner_in(slots)
    if frame.does != "subject":
        return told or next((slot.party for slot in slots), None)
    who = party(page, line, line.subjects.get(hit.first))
    return who if who and who.label in OWNERS else told or who


def _in_noun(page: Page, line: Line, hit: Hit) -> Party | None:
    """Who a pronoun on the noun points to, or the noun of somebody in a pattern of several words (قيمة الشركة)."""
    if hit.pronoun and (who := pointed(page, line, hit)):
        return who
    titled = hit.last > hit.first and party_class(line.parties.get(hit.last)) not in ("", "head")
    return party(page, line, phrase(line, hit.last)) if titled else None


def _around_noun(page: Page, line: Line, chosen: Choice, span: Span, slots: Sequence[Slot]) -> Party | None:
    """What completes the noun, else a name behind it, the verb's subject, the noun itself, a name before."""
    frame, hit = chosen.frame, chosen.hit
    known = hit.article or line.words[hit.last].text.startswith("ال")
    own = phrase(line, hit.first) if frame.self else None
    alone = noun(page, line, own.first, own.last, len(hit.before)) if own else None
    complement = phrase(line, hit.last + 1)
    if complement and (complement.mention >= 0 or (not known and definite(line, complement))):
        who = owner(page, line, complement)
        if who:
            return who if who.label in OWNERS else alone or who
    early = [slot for slot in slots if slot.place < span.first]
    who = _owner_in(early) or _achiever(page, line, hit, frame.kind in OWNED)
    if who and (who.label in OWNERS or one_of(who.name.split()[0], listed("balances"))):
        return who
    if early and (known or not alone):
        return early[0].party
    return _named_before(page, line, chosen, span, alone, known)


def _named_before(page: Page, line: Line, chosen: Choice, span: Span, alone: Party | None, known: bool) -> Party | None:
    """The noun itself where it is described, else the nearest name before; of a market's figures the exchange."""
    before = line.words[min(span.first, chosen.hit.first)].start
    if chosen.frame.self == "exchange":
        found = (nearest(page, before, ("ORG",), holding=word) for word in sorted(listed("exchanges")))
        return next((who for who in found if who), None) or nearest(page, before, ("ORG",)) or alone
    if chosen.frame.name == "cost":
        return _costing(page, line, chosen, span)
    if alone and chosen.frame.kind in OWNED and (known or " " in alone.name):
        return alone
    since = line.words[said_from(line, chosen.hit)].start
    who = earlier_name(page, line, before, since, OWNERS)
    return announced(page, line, chosen.hit, who) or who or alone


def announced(page: Page, line: Line, hit: Hit | None, who: Party | None) -> Party | None:
    """Revenue that a central bank, ministry or treasury only tells of: أعلن المصرف المركزي أن الإيرادات بلغت مليارا.

    None where it is not the one who tells, or the noun says whose the revenue is (إيرادات الوزارة, إيراداتها).
    """
    if hit is None or frames()[hit.row].name != "revenue" or hit.pronoun or not (who and treasury(who)):
        return None
    own = phrase(line, hit.first)
    words = line.words[hit.first : own.last + 1] if own else []
    if not own or own.mention >= 0 or not all(word.text[word.lead :].startswith("ال") for word in words):
        return None
    return noun(page, line, own.first, own.last, len(hit.before))


def _costing(page: Page, line: Line, chosen: Choice, span: Span) -> Party | None:
    """What costs a sum whose noun does not say it: what it is for (لدعم السكر), else the nearest work before it."""
    aims = (slot.party for slot in complements(page, line, chosen.hit, span) if slot.purpose)
    return next(aims, None) or work(page, line, span.first)


def work(page: Page, line: Line, before: int) -> Party | None:
    """The nearest thing before a word that is built or bought: مشروع, برنامج, طريق."""
    for place in range(before - 1, -1, -1):
        word = line.words[place]
        if word.amount < 0 and word.mention < 0 and one_of(word.text, listed("projects")) and place not in line.verbs:
            return party(page, line, phrase(line, place))
    return None


def _owner_in(slots: Sequence[Slot]) -> Party | None:
    return next((slot.party for slot in slots if slot.party.label in OWNERS), None)


def _achiever(page: Page, line: Line, hit: Hit, strict: bool) -> Party | None:
    """The subject of the verb, or the owner of the verbal noun, whose object a noun is: حققت الشركة أرباحا.

    `strict` leaves out verbs that only say or plan it: the central bank that tells of reserves does not own them.
    """
    place = last_verb(line, hit.first, said_from(line, hit))
    for other in reversed(line.frames):
        if place < other.first < hit.first and other.form == "noun" and not frames()[other.row].kind:
            if other.pronoun:
                return pointed(page, line, other)
            if frames()[other.row].does == "subject" and other.last + 1 < hit.first:
                return party(page, line, phrase(line, other.last + 1))
    lights = [frames()[found.row] for found in line.frames if found.first == place and found.form != "noun"]
    if place < 0 or (strict and not lights) or (lights and lights[0].does != "subject"):
        return None
    return party(page, line, line.subjects[place])
