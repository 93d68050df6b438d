"""Who pays, who gets, and what is described: the roles that a frame hands out to the phrases around it."""

from collections.abc import Callable

from pipeline.clauses import Line, Phrase, particles
from pipeline.doers import Doer, doer, done_to, holder, last_verb, pointed
from pipeline.figures import measured, whole_tax, work
from pipeline.frames import MEASURES, Choice, Frame, frames
from pipeline.inflections import Hit, letters, listed, one_of
from pipeline.parties import (
    ACTORS,
    SOMEBODY,
    Page,
    Party,
    actor,
    definite,
    nearest,
    noun,
    party,
    party_class,
    phrase,
    public,
)
from pipeline.prices import priced
from pipeline.slots import Slot, Span, complements, slots

PARTS = ("payer", "payee", "subject")
NAMED = ("investment", "acquisition", "contract", "spending", "grant", "debt", "tax")  # kinds that a thing is named for
PURPOSEFUL = ("contract", "spending", "investment")
SIGNED = ("contract", "order", "deal")
LENDING = ("debt", "grant", "investment")
INTO = ("invest", "investment", "contribution")  # of which a work or a sector gets the money
TIED = 5  # words that what بقيمة ties to the sum can be long

Fill = Callable[[str, Party | None], None]


def roles(page: Page, line: Line, chosen: Choice, span: Span) -> dict[str, Party]:
    """The parties around a sum by role, as the frame that governs it hands them out."""
    frame = chosen.frame
    if frame.kind == "price":
        who = priced(page, line, chosen, span)
    elif frame.kind in MEASURES or (frame.of == frame.does == "subject" and frame.kind != "contract"):
        who = measured(page, line, chosen, span)
    else:
        found = paid(page, line, chosen, span)
        tax = whole_tax(page, line, found["subject"]) if "subject" in found else None
        return found | ({"subject": tax} if tax else {})
    return {"subject": who} if who else {}


def paid(page: Page, line: Line, chosen: Choice, span: Span) -> dict[str, Party]:
    """The roles of a payment, each held by the first who is found for it.

    Asked in order: what completes the noun, what بقيمة ties to the sum, who is made to pay, the verb's subject and
    object, the prepositions, the noun itself, the work that a cost is told of.
    """
    frame, hit = chosen.frame, chosen.hit
    found: dict[str, Party] = {}

    def fill(role: str, who: Party | None) -> None:
        new = who and all(who[:2] != other[:2] and who.name != other.name for other in found.values())
        if who and new and role in PARTS and role not in found:  # frames.csv knows partner and doer too
            found[role] = who

    around = complements(page, line, hit, span)
    if hit.form == "noun":
        _complement(page, line, chosen, around, fill)
    hosted = host(page, line, chosen, span) if frame.kind in PURPOSEFUL else None
    fill("subject", hosted)
    if frame.kind == "penalty":
        fill("payer", forced(page, line, chosen, span))
    does = doer(page, line, hit, span)
    if does.verb and does.verb.last < hit.first:
        around += [slot for slot in slots(page, line, does.verb.last + 1, hit.first, span) if not slot.purpose]
    if does.between:
        fill(frames()[does.between.row].of, holder(page, line, does.between, hit))
    if any(one_of(word.text, listed("buying")) for word in line.words[hit.last + 1 : span.first]):
        fill("payer" if frame.name in SIGNED else "", does.who)
    _subject(frame, does, around, does.verb is hit, frame.name == "public_debt" and _settles(line, does), fill)
    fill(*_object(page, line, frame, does, does.verb is hit))
    for slot in around:
        fill(*_filled(frame, slot, hosted))
    for slot in around:
        if does.light and not slot.purpose:
            fill(does.light.by.get(slot.preposition, ""), actor(slot.party))
    if frame.name in INTO and "payee" not in found and found.get("subject") in _sunk_in(frame, around):
        found["payee"] = found.pop("subject")
    owned = frame.kind == "spending" and "payer" in found  # إنفاق المغرب: whose it is, not what for
    if frame.self and not owned and hit.form == "noun" and (own := phrase(line, hit.first)):
        fill(frame.self, noun(page, line, own.first, own.last, len(hit.before)))
    if frame.kind in PURPOSEFUL and "payee" not in found and not owned:
        fill("subject", work(page, line, span.first))
    return found


def _complement(page: Page, line: Line, chosen: Choice, around: list[Slot], fill: Fill) -> None:
    """The role of what a noun belongs to: the pronoun on it, or what stands in idafa with it."""
    frame, hit = chosen.frame, chosen.hit
    invests = frame.kind == "investment"
    complement = phrase(line, hit.last + 1)
    if hit.pronoun:
        plural = line.words[hit.last].text.removesuffix(hit.pronoun).endswith("ات")
        fines = pointing_past_subject(page, line, hit) if frame.kind == "penalty" else None
        who = fines or (pointed(page, line, hit) if plural or not invests else None)  # ضخها: the pronoun is the money
        elsewhere = any(slot.preposition in particles()["in"] and actor(slot.party) for slot in around)
        into = invests and who and who.label in ("LOC", "MISC") and not elsewhere
        fill("payee" if into else frame.of, who)
    elif hit.last > hit.first and party_class(line.parties.get(hit.last)) in SOMEBODY:
        fill(frame.of, party(page, line, phrase(line, hit.last)))
    elif frame.name == "deal" and complement and complement.mention >= 0 and not hit.article:  # صفقة محمد صلاح
        player = party(page, line, complement)
        fill("subject" if player and player.label == "PER" else "", player)
    elif frame.kind == "grant" and not frame.of and complement and not hit.article and _completes(line, complement):
        fill(*_granted(page, line, complement))
    elif frame.of and complement and not hit.article and _completes(line, complement):
        who = party(page, line, complement)
        fill("payee" if invests and who and who.label == "MISC" else "", who)
        fill(frame.of, who if frame.of == "subject" else actor(who))


def _granted(page: Page, line: Line, complement: Phrase) -> tuple[str, Party | None]:
    """Who stands behind دعم: who gives before ل (دعم الحكومة للسكر), else who gets it, else what it is for."""
    who = party(page, line, complement)
    behind = line.words[complement.last + 1] if complement.last + 1 < len(line.words) else None
    onward = behind and behind.text[: behind.lead].lstrip("وف")[:1] == "ل"
    if actor(who):
        return ("payer" if onward else "payee"), who
    return ("payee" if one_of(line.words[complement.first].text, listed("sectors")) else "subject"), who


def _completes(line: Line, found: Phrase) -> bool:
    return definite(line, found) or party_class(line.parties.get(found.first)) in SOMEBODY


def _subject(frame: Frame, does: Doer, around: list[Slot], own: bool, settles: bool, fill: Fill) -> None:
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
        # who issues bonds gets the money, whatever the verb; who settles dues pays: سددت الوزارة مستحقات المصدرين
        owed = frame.kind == "debt" and frame.does == "payee" and not settles
        plain = owed or light is None or light.does in ("doer", "subject", "")
        fill(frame.does if plain or light is None else light.does, does.who)


def _object(page: Page, line: Line, frame: Frame, does: Doer, own: bool) -> tuple[str, Party | None]:
    """The role of what the verb does its deed to, and what that is: اشترت ميتا الشركة; "" for none."""
    takes = frame.takes if own else does.light.takes if does.light else ""
    what = done_to(page, line, does.verb, takes) if takes and does.verb else None
    return takes, what if what and what.label != "head" else None


def _sunk_in(frame: Frame, around: list[Slot]) -> list[Party]:
    """What stands behind a preposition of getting, whether it can act or not: استثمار مليار في قطاع النفط."""
    return [slot.party for slot in around if frame.by.get(slot.preposition) == "payee" and slot.party.label != "MISC"]


def _settles(line: Line, does: Doer) -> bool:
    """Whether the verb that rules a debt pays it: سددت; not واجهت."""
    verb = does.verb
    return verb is not None and any(hit.first == verb.first and frames()[hit.row].name == "pay" for hit in line.frames)


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
    return any(one_of(word, listed("lenders")) for word in letters(who.name).split()[:2])


def _filled(frame: Frame, slot: Slot, hosted: Party | None) -> tuple[str, Party | None]:
    """The role that a frame gives a slot, and who fills it; "" for none."""
    role, acts = frame.by.get(slot.preposition, ""), actor(slot.party)
    if slot.party.label == "LOC" and slot.preposition in particles()["in"] and (hosted or frame.kind == "spending"):
        return "", None
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
    return role, acts or (slot.party if role == "payee" else None)


def forced(page: Page, line: Line, chosen: Choice, span: Span) -> Party | None:
    """Who is made to pay a penalty: whom إلزام or تغريم before it names."""
    for hit in reversed(line.frames):
        here = span.left < hit.first < chosen.hit.first and line.hard[hit.first] == line.hard[span.first]
        if here and hit.form == "noun" and frames()[hit.row].name in ("force", "punish"):
            if hit.pronoun:
                return pointed(page, line, hit)
            return actor(party(page, line, phrase(line, hit.last + 1)))
    return None


def pointing_past_subject(page: Page, line: Line, hit: Hit) -> Party | None:
    """Whom the pronoun on تغريمه means: the nearest name before that is not the verb's subject."""
    place = last_verb(line, hit.first, 0)
    who = party(page, line, line.subjects.get(place)) if place >= 0 else None
    found = nearest(page, line.words[hit.first].start, ACTORS)
    while found and who and found.name == who.name:
        found = nearest(page, found.start, ACTORS)
    return found._replace(how="resolved") if found else None


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
    word, before = line.words[first], line.words[first - 1].text if first else ""
    return (
        word.text in line.small
        or word.kind == "mark"
        or before in particles()["close"]
        or hit.first <= first <= hit.last
    )


def _kinded(line: Line, first: int) -> bool:
    here = (hit for hit in line.frames if hit.first == first and hit.form == "noun")
    return any(frames()[hit.row].kind not in ("", "spending") for hit in here)
