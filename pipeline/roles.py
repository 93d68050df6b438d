"""Who pays, who gets, and what is described: the roles that a frame hands out to the phrases around it."""

from collections.abc import Callable

from pipeline.clauses import Line, Phrase, particles
from pipeline.doers import Doer, doer, done_to, holder, pointed
from pipeline.figures import measured
from pipeline.frames import MEASURES, Choice, Frame, frames
from pipeline.inflections import Hit, listed, one_of
from pipeline.parties import (
    ACTORS,
    SOMEBODY,
    Page,
    Party,
    actor,
    definite,
    noun,
    party,
    party_class,
    phrase,
    public,
)
from pipeline.prices import priced
from pipeline.slots import Slot, Span, complements, slots

NAMED = ("investment", "acquisition", "contract", "spending", "grant", "debt", "tax")  # kinds that a thing is named for
PURPOSEFUL = ("contract", "spending", "investment")
SIGNED = ("contract", "order", "deal")
LENDING = ("debt", "grant", "investment")
TIED = 5  # words that what بقيمة ties to the sum can be long

Fill = Callable[[str, Party | None], None]


def roles(page: Page, line: Line, chosen: Choice, span: Span) -> dict[str, Party]:
    """The parties around a sum by role, as the frame that governs it hands them out."""
    frame = chosen.frame
    if frame.kind == "price":
        who = priced(page, line, chosen, span)
    elif frame.kind in MEASURES or frame.of == frame.does == "subject":
        who = measured(page, line, chosen, span)
    else:
        return paid(page, line, chosen, span)
    return {"subject": who} if who else {}


def paid(page: Page, line: Line, chosen: Choice, span: Span) -> dict[str, Party]:
    """The roles of a payment: what completes the noun, the verb's subject and object, then the prepositions."""
    frame, hit = chosen.frame, chosen.hit
    found: dict[str, Party] = {}

    def fill(role: str, who: Party | None) -> None:
        new = who and all(who[:2] != other[:2] and who.name != other.name for other in found.values())
        if who and new and role and role not in found:
            found[role] = who

    around = complements(page, line, hit, span)
    if hit.form == "noun":
        _complement(page, line, chosen, around, fill)
    hosted = host(page, line, chosen, span) if frame.kind in PURPOSEFUL else None
    fill("subject", hosted)
    does = doer(page, line, hit, span)
    if does.verb and does.verb.last < hit.first:
        around += [slot for slot in slots(page, line, does.verb.last + 1, hit.first, span) if not slot.purpose]
    if does.between:
        fill(frames()[does.between.row].of, holder(page, line, does.between, hit))
    if any(one_of(word.text, listed("buying")) for word in line.words[hit.last + 1 : span.first]):
        fill("payer" if frame.name in SIGNED else "", does.who)
    _subject(frame, does, around, does.verb is hit, fill)
    takes = frame.takes if does.verb is hit else does.light.takes if does.light else ""
    if takes and does.verb:
        what = done_to(page, line, does.verb, takes)
        fill(takes, what if what and what.label != "head" else None)
    for slot in around:
        fill(*_filled(frame, slot, hosted))
    for slot in around:
        if does.light and not slot.purpose:
            fill(does.light.by.get(slot.preposition, ""), actor(slot.party))
    if frame.self and hit.form == "noun" and (own := phrase(line, hit.first)):
        fill(frame.self, noun(page, line, own.first, own.last, len(hit.before)))
    return found


def _complement(page: Page, line: Line, chosen: Choice, around: list[Slot], fill: Fill) -> None:
    """The role of what a noun belongs to: the pronoun on it, or what stands in idafa with it."""
    frame, hit = chosen.frame, chosen.hit
    invests = frame.kind == "investment"
    complement = phrase(line, hit.last + 1)
    if hit.pronoun:
        plural = line.words[hit.last].text.removesuffix(hit.pronoun).endswith("ات")
        who = pointed(page, line, hit) if plural or not invests else None  # ضخها: the pronoun is the money
        elsewhere = any(slot.preposition in particles()["in"] and actor(slot.party) for slot in around)
        into = invests and who and who.label in ("LOC", "MISC") and not elsewhere
        fill("payee" if into else frame.of, who)
    elif hit.last > hit.first and party_class(line.parties.get(hit.last)) in SOMEBODY:
        fill(frame.of, party(page, line, phrase(line, hit.last)))
    elif frame.of and complement and not hit.article and _completes(line, complement):
        who = party(page, line, complement)
        fill("payee" if invests and who and who.label == "MISC" else "", who)
        fill(frame.of, who if frame.of == "subject" else actor(who))


def _completes(line: Line, found: Phrase) -> bool:
    return definite(line, found) or party_class(line.parties.get(found.first)) in SOMEBODY


def _subject(frame: Frame, does: Doer, around: list[Slot], own: bool, fill: Fill) -> None:
    """The role of the subject, and of who signs with it."""
    light = does.light
    if frame.name in SIGNED or (light and light.does == "doer"):
        partner = does.partner or next(
            (actor(slot.party) for slot in around if slot.preposition in particles()["with"]), None
        )
        _signed(frame, fill, does.who, partner)
    elif frame.kind == "debt" and does.who and does.verb and light is None and frame.does == "payer" and not own:
        fill("payer" if _lender(does.who) else "payee", does.who)
    else:
        owed = frame.kind == "debt" and frame.does == "payee"  # who issues bonds gets the money, whatever the verb
        plain = owed or light is None or light.does in ("doer", "subject", "")
        fill(frame.does if plain or light is None else light.does, does.who)


def _signed(frame: Frame, fill: Fill, who: Party | None, partner: Party | None) -> None:
    """Two who sign: of a loan the bank pays; of a contract the public body, else the partner of the one that tells."""
    if who is None:
        who, partner = partner, None
    if who is None:
        return
    pays = _lender if frame.kind in LENDING else public
    first = pays(who) if partner is None else pays(who) and not pays(partner)
    fill("payer" if first else "payee", who)
    fill("payee" if first else "payer", partner)
    fill("payee", partner)


def _lender(who: Party) -> bool:
    return any(one_of(word, listed("lenders")) for word in who.name.split()[:2])


def _filled(frame: Frame, slot: Slot, hosted: Party | None) -> tuple[str, Party | None]:
    """The role that a frame gives a slot, and who fills it; "" for none."""
    role, acts = frame.by.get(slot.preposition, ""), actor(slot.party)
    if slot.purpose or (frame.kind == "acquisition" and slot.share):
        return ("subject" if slot.share or frame.kind in PURPOSEFUL else ""), slot.party
    thing = slot.party.label == "MISC"
    if slot.party.label == "head" or not role or (thing and frame.kind not in NAMED):
        return "", None
    if role == "subject" and slot.preposition == "ل" and frame.kind != "acquisition":
        role = "payee" if acts else role
    given = slot.definite and (slot.preposition == "ل" or slot.preposition in particles()["for"])
    if role == "subject" or thing or (role == "payee" and not acts and not given):
        return "subject", slot.party
    if hosted and slot.party.label == "LOC" and slot.preposition in particles()["in"]:
        return "", None
    return role, acts or (slot.party if role == "payee" else None)


def host(page: Page, line: Line, chosen: Choice, span: Span) -> Party | None:
    """The noun phrase that بقيمة or قيمته ties to the sum, if it is not the frame's own noun: 75 مشروعا بقيمة."""
    words, small = line.words, particles()
    place = span.first - 1
    while place >= 0 and words[place].text in small["close"] and words[place].text not in listed("ties"):
        place -= 1
    if place < 1 or words[place].text not in listed("ties"):
        return None
    for first in range(max(0, place - TIED), place):
        if _begins_none(line, first, chosen.hit):
            continue
        found = phrase(line, first, TIED)
        if found and found.last == place - 1:
            apart = found.first > chosen.hit.last + 1 or chosen.hit.first > found.last
            apart = apart and not one_of(words[found.first].text, listed("envelopes"))
            who = party(page, line, found) if apart and not _kinded(line, first) else None
            return who if who and who.label not in ACTORS else None
    return None


def _begins_none(line: Line, first: int, hit: Hit) -> bool:
    """Whether no phrase that بقيمة ties can begin at a word."""
    word, after = line.words[first], line.words[first - 1].text if first else ""
    return (
        word.text in line.small
        or word.kind == "mark"
        or after in particles()["close"]
        or hit.first <= first <= hit.last
    )


def _kinded(line: Line, first: int) -> bool:
    here = (hit for hit in line.frames if hit.first == first and hit.form == "noun")
    return any(frames()[hit.row].kind not in ("", "spending") for hit in here)
