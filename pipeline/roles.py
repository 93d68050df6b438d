"""Who pays, who gets, and what is described: the roles that a frame hands out to the phrases around it."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.clauses import Line, particles
from pipeline.frames import MEASURES, Choice, Frame, frames
from pipeline.inflections import Hit, listed, one_of
from pipeline.parties import (
    Page,
    Party,
    Phrase,
    definite,
    earlier_name,
    named,
    nearest,
    noun,
    noun_too,
    owner,
    party,
    party_class,
    phrase,
    public,
    thing,
    topics,
    verbs,
)

AFTER = 16
STATE = ("party", "state", "people", "speaker", "epithet")
WARES = ("commodity", "shares", "money", "futures", "exchange")
ACTORS = ("ORG", "LOC", "PER")
NAMED = ("investment", "acquisition", "contract", "spending", "grant", "debt", "tax")
PURPOSEFUL = ("contract", "spending", "investment")
OWNED = ("trade", "assets", "spending", "debt", "other")  # kinds whose noun itself is the subject when it is described
OWNERS = ("ORG", "LOC", "PER", "MISC")


class Slot(NamedTuple):
    """What stands after a preposition: the party; whether it is a purpose; whether it is what a share is of."""

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


def roles(page: Page, line: Line, chosen: Choice, span: Span) -> dict[str, Party]:
    """The parties around a sum by role, as the frame that governs it hands them out."""
    kind = chosen.frame.kind
    if kind == "price":
        who = priced(page, line, chosen, span)
        return {"subject": who} if who else {}
    if kind in MEASURES or chosen.frame.of == chosen.frame.does == "subject":
        who = measured(page, line, chosen, span)
        return {"subject": who} if who else {}
    return paid(page, line, chosen, span)


def actor(who: Party | None) -> Party | None:
    """The party if it can act: a name of somebody, or a noun that means people or an institution."""
    if who is None:
        return None
    return who if who.label in ACTORS or who.label in STATE else None


def paid(page: Page, line: Line, chosen: Choice, span: Span) -> dict[str, Party]:
    """The roles of a payment."""
    frame, hit = chosen.frame, chosen.hit
    found: dict[str, Party] = {}

    def fill(role: str, who: Party | None) -> None:
        taken = any(who[:2] == other[:2] or who.name == other.name for other in found.values()) if who else True
        if who and role and role not in found and not taken:
            found[role] = who

    slots = [*complements(page, line, hit, span)]
    if hit.form == "noun":
        complement = phrase(line, hit.last + 1)
        titled = hit.last > hit.first and party_class(line.parties.get(hit.last)) in STATE
        if hit.pronoun:
            who = pointed(page, line, hit)
            plural = line.words[hit.last].text.removesuffix("ها").removesuffix("ه").endswith("ات")
            into = frame.kind == "investment" and who and who.label in ("LOC", "MISC") and plural
            who = who if plural or frame.kind != "investment" else None
            fill(
                "payee" if into and not any(s.preposition == "في" and actor(s.party) for s in slots) else frame.of, who
            )
        elif titled:
            fill(frame.of, party(page, line, phrase(line, hit.last)))
        elif frame.of and complement and not hit.article and _completes(line, complement):
            who = party(page, line, complement)
            if who and who.label == "MISC" and frame.kind == "investment":
                fill("payee", who)
            fill(frame.of, actor(who) if frame.of != "subject" else who)
    hosted = host(page, line, chosen, span)
    if hosted and frame.kind in PURPOSEFUL:
        fill("subject", hosted)
    doer, light, partner = _doer(page, line, chosen, span)
    ruling = _ruling(line, hit, span)
    if ruling and ruling.last < hit.first:
        slots += [slot for slot in _slots(page, line, ruling.last + 1, hit.first, span) if not slot.purpose]
    if hit.form == "noun" and (between := _light_noun(line, ruling, hit)):
        fill(frames()[between.row].of, _holder(page, line, between, hit))
    if frame.name in ("contract", "order") or (light and light.does == "doer"):
        _signed(frame, found, fill, doer, partner or _with(slots))
    elif doer:
        fill(_does(frame, light), doer)
    takes = frame.takes if ruling is hit else light.takes if light else ""
    if takes and ruling:
        fill(takes, _object(page, line, ruling, takes))
    for slot in slots:
        role = frame.by.get(slot.preposition, "")
        if slot.purpose:
            fill("subject" if frame.kind in PURPOSEFUL else "", slot.party)
        elif frame.kind == "acquisition" and slot.share:
            fill("subject", slot.party)
        elif slot.party.label == "head":
            continue
        elif role == "subject" and slot.preposition == "ل" and actor(slot.party):
            fill("payee" if frame.kind != "acquisition" else "subject", slot.party)
        elif slot.party.label == "MISC" and frame.kind not in NAMED:
            continue
        elif role == "subject" or slot.party.label == "MISC" or (role == "payee" and not _payable(slot)):
            fill("subject" if role else "", slot.party)
        elif role:
            placed = hosted is not None and slot.party.label == "LOC" and slot.preposition == "في"
            fill(
                "" if placed else role, actor(slot.party) or (slot.party if role == "payee" and slot.definite else None)
            )
    if light:
        for slot in slots:
            if not slot.purpose:
                fill(light.by.get(slot.preposition, "").replace("partner", ""), actor(slot.party))
    if frame.self and hit.form == "noun":
        fill(frame.self, own(page, line, hit))
    return found


def _completes(line: Line, found: Phrase) -> bool:
    return definite(line, found) or party_class(line.parties.get(found.first)) in STATE


def _object(page: Page, line: Line, verb: Hit, role: str) -> Party | None:
    """The object of a verb in a role: the pronoun on it, else the phrase after its subject."""
    if verb.first and line.words[verb.first - 1].text in particles()["relative"]:
        return None
    if verb.pronoun:
        return pointed(page, line, verb)
    who = party(page, line, thing(line, verb, topics(line).get(verb.first)))
    return who if role == "subject" else actor(who)


def _payable(slot: Slot) -> bool:
    """Whether what stands there can be paid: somebody, or a noun after ل; a noun after في is a thing."""
    return actor(slot.party) is not None or (slot.definite and slot.preposition in ("ل", "لفائدة", "لصالح"))


def _with(slots: list[Slot]) -> Party | None:
    return next((actor(slot.party) for slot in slots if slot.preposition == "مع"), None)


def _does(frame: Frame, light: Frame | None) -> str:
    if light is None or light.does in ("doer", "subject", ""):
        return frame.does
    return light.does


def _signed(frame: Frame, found: dict[str, Party], fill, doer: Party | None, partner: Party | None) -> None:
    """Two who sign: of a loan the bank pays; of a contract the public body, else the partner of the one that tells."""
    if doer is None:
        doer, partner = partner, None
    if doer is None:
        return
    lends = frame.kind in ("debt", "grant", "investment")
    pays = _lender if lends else public
    if partner is None:
        fill("payer" if pays(doer) else "payee", doer)
    elif pays(doer) and not pays(partner):
        fill("payer", doer)
        fill("payee", partner)
    else:
        fill("payer", partner)
        fill("payee", doer)


def _lender(who: Party) -> bool:
    return any(one_of(word, listed("lenders")) for word in who.name.split()[:2])


def _doer(page: Page, line: Line, chosen: Choice, span: Span) -> tuple[Party | None, Frame | None, Party | None]:
    """The subject of the verb that rules a frame, that verb's own frame if it has one, and who is joined to the subject."""
    verb = _ruling(line, chosen.hit, span)
    if verb is None:
        before = min(chosen.hit.first, span.first)
        return actor(_topic_before(page, line, _said_from(line, chosen.hit), before)), None, None
    topic = topics(line).get(verb.first)
    who = actor(party(page, line, topic))
    if topic is None:
        who = actor(_topic_before(page, line, _said_from(line, chosen.hit), verb.first))
    if who and who.label == "PER" and topic and any(hit.first == verb.first for hit in line.speech):
        who = None if party_class(line.parties.get(topic.first)) == "speaker" else who
    light = light_frame(line, verb) if verb is not chosen.hit else None
    if between := _light_noun(line, verb, chosen.hit):
        light = frames()[between.row]
        if light.does == "doer" and (own := _holder(page, line, between, chosen.hit)):
            who = own
    return who, light, _joined(page, line, topic)


def _holder(page: Page, line: Line, noun: Hit, hit: Hit) -> Party | None:
    """Who a verbal noun belongs to: the pronoun on it or the name after it."""
    if noun.pronoun:
        return pointed(page, line, noun)
    complement = phrase(line, noun.last + 1)
    if complement and noun.last + 1 < hit.first and definite(line, complement):
        return actor(party(page, line, complement))
    return None


def _light_noun(line: Line, verb: Hit | None, hit: Hit) -> Hit | None:
    """The verbal noun that hands a frame's noun on: توقيعها اتفاق قرض, تقديم منحة."""
    for other in reversed(line.frames):
        if (
            (verb.first if verb else -1) < other.first < hit.first
            and hit.first - other.last < 5
            and other.form == "noun"
        ):
            if not frames()[other.row].kind:
                return other if frames()[other.row].does != "subject" else None
    return None


def light_frame(line: Line, verb: Hit) -> Frame | None:
    """The frame of a verb that rules a noun of another frame, one without kind before one that has its own."""
    found = [frames()[hit.row] for hit in line.frames if hit.first == verb.first and hit.form != "noun"]
    return min(found, key=lambda frame: frame.kind != "") if found else None


def _ruling(line: Line, hit: Hit, span: Span) -> Hit | None:
    """The verb that a frame's noun hangs on: one right after it that points back (صكوك أصدرتها قطر), else the last before it."""
    if hit.form != "noun":
        return hit
    known = verbs(line)
    for place in range(hit.last + 1, min(hit.last + 5, len(line.words))):
        if line.words[place].amount >= 0 or line.words[place].text == "،":
            break
        if place in known and known[place].pronoun:
            return known[place]
    before = min(hit.first, span.first)
    since = _said_from(line, hit)
    place = max((p for p in known if since <= p < before and line.hard[p] == line.hard[before]), default=-1)
    return known.get(place)


def _topic_before(page: Page, line: Line, first: int, before: int) -> Party | None:
    """The name that opens a clause whose verb no list knows, as headlines have it."""
    for place in range(first, min(before, first + 4)):
        word = line.words[place]
        if word.mention >= 0 and line.hard[place] == line.hard[before]:
            mention = page.mentions[word.mention]
            return named(mention) if mention.label in ACTORS else None
    return None


def _joined(page: Page, line: Line, topic: Phrase | None) -> Party | None:
    """The name joined by و to a subject."""
    if topic is None or topic.last + 1 >= len(line.words):
        return None
    word = line.words[topic.last + 1]
    if word.text[:1] == "و" and word.lead:
        return actor(party(page, line, phrase(line, topic.last + 1)))
    return None


def measured(page: Page, line: Line, chosen: Choice, span: Span) -> Party | None:
    """Whose figure it is: the noun's own complement, then its prepositions, then the verb's subject, then the noun itself."""
    frame, hit = chosen.frame, chosen.hit
    slots = [
        s for s in complements(page, line, hit, span) if frame.by.get(s.preposition) == "subject" and not s.purpose
    ]
    owners = [s.party for s in slots if s.party.label in OWNERS]
    if hit.form != "noun":
        who = party(page, line, topics(line).get(hit.first))
        if frame.takes == "subject" and (what := _object(page, line, hit, "subject")):
            return what
        if frame.does != "subject":
            return next(iter(owners), None) or next((s.party for s in slots), None)
        return who if who and who.label in OWNERS else next(iter(owners), None) or who
    if hit.pronoun and (who := pointed(page, line, hit)):
        return who
    titled = hit.last > hit.first and party_class(line.parties.get(hit.last)) not in ("", "head")
    if titled and (who := party(page, line, phrase(line, hit.last))):
        return who
    known = hit.article or line.words[hit.last].text.startswith("ال")
    complement = phrase(line, hit.last + 1)
    who = None
    if complement and (complement.mention >= 0 or (not known and definite(line, complement))):
        who = owner(page, line, complement)
    if who and who.label in OWNERS:
        return who
    alone = own(page, line, hit) if frame.self else None
    if who:
        return alone or who
    early = [s.party for s in slots if s.place < span.first]
    owners = [party for party in early if party.label in OWNERS]
    if owners:
        return owners[0]
    who = _achiever(page, line, hit)
    if who and who.label in OWNERS:
        return who
    if early and (known or not alone):
        return early[0]
    before = line.words[min(span.first, hit.first)].start
    since = line.words[_said_from(line, hit)].start
    if frame.self == "exchange":
        found = (nearest(page, before, ("ORG",), holding=word) for word in sorted(listed("exchanges")))
        return next((who for who in found if who), None) or alone
    if alone and frame.kind in OWNED and (known or " " in alone.name):
        return alone
    return earlier_name(page, line, before, since, OWNERS) or alone


def _achiever(page: Page, line: Line, hit: Hit) -> Party | None:
    """The subject of the verb, or the owner of the verbal noun, whose object a measured noun is: حققت الشركة أرباحا."""
    known = topics(line)
    since = _said_from(line, hit)
    place = max((p for p in known if since <= p < hit.first and line.hard[p] == line.hard[hit.first]), default=-1)
    for other in reversed(line.frames):
        if place < other.first < hit.first and other.form == "noun" and not frames()[other.row].kind:
            if other.pronoun:
                return pointed(page, line, other)
            if frames()[other.row].does == "subject" and other.last + 1 < hit.first:
                return party(page, line, phrase(line, other.last + 1))
    if place < 0:
        return None
    lights = [frames()[h.row] for h in line.frames if h.first == place and h.form != "noun"]
    if lights and lights[0].does != "subject":
        return None
    return party(page, line, known[place])


def _said_from(line: Line, hit: Hit) -> int:
    """The word at which the clause that أن opens begins, so that the speaker is not taken for the owner; else 0."""
    that = particles()["that"]
    return next((place for place in range(hit.first - 1, -1, -1) if line.words[place].text in that), 0)


def host(page: Page, line: Line, chosen: Choice, span: Span) -> Party | None:
    """The noun phrase that بقيمة or قيمته ties to the sum, if it is not the frame's own noun: 75 مشروعا بقيمة."""
    words, small = line.words, particles()
    place = span.first - 1
    while place >= 0 and words[place].text in small["close"] and words[place].text not in listed("ties"):
        place -= 1
    if place < 1 or words[place].text not in listed("ties"):
        return None
    for first in range(max(0, place - 5), place):
        if (
            (first
            and words[first - 1].text in small["close"])
            or words[first].text in line.small
            or words[first].kind == "mark"
            or chosen.hit.first <= first <= chosen.hit.last
        ):
            continue
        found = phrase(line, first, 5)
        if found and found.last == place - 1:
            if found.first <= chosen.hit.last + 1 and chosen.hit.first <= found.last:
                return None
            if any(
                hit.first == first and hit.form == "noun" and frames()[hit.row].kind not in ("", "spending")
                for hit in line.frames
            ):
                return None
            who = party(page, line, found)
            return None if who and who.label in ACTORS else who
    return None


def own(page: Page, line: Line, hit: Hit) -> Party | None:
    """The noun of a frame with what completes it, as a party of its own."""
    found = phrase(line, hit.first)
    return noun(page, line, found.first, found.last, len(hit.before)) if found else None


def pointed(page: Page, line: Line, hit: Hit) -> Party | None:
    """The name that a pronoun on a noun points to: the nearest before it in the sentence, else before that."""
    start = line.words[hit.first].start
    who = nearest(page, start, OWNERS, line.sentence.start) or nearest(page, start, ("ORG", "LOC", "PER"))
    return who._replace(how="resolved") if who else None


def priced(page: Page, line: Line, chosen: Choice, span: Span) -> Party | None:
    """What costs the sum: the nearest ware, share or currency named before it, else after it, else earlier in the text."""
    hit = chosen.hit
    if chosen.frame.name == "price" and hit.last > hit.first:
        after = phrase(line, hit.last + 1)
        if after and after.mention >= 0 and after.first == hit.last + 1:
            return named(page.mentions[after.mention])
        return noun(page, line, hit.last, hit.last)
    if chosen.frame.name == "price" and hit.form == "noun" and hit.first < span.first:
        complement = phrase(line, hit.last + 1)
        if complement and not hit.article and definite(line, complement):
            inside = [w for w in wares(page, line, complement.first, complement.last + 1)]
            if inside:
                return inside[0]
            if line.hard[hit.first] == line.hard[span.first]:
                return party(page, line, complement)
    before = list(wares(page, line, 0, span.first))
    if before:
        return before[-1]
    after = list(wares(page, line, span.last + 1, min(len(line.words), span.last + 10)))
    if chosen.frame.name == "price" and hit.first > span.last:
        complement = phrase(line, hit.last + 1)
        if after:
            return after[0]
        if complement:
            return party(page, line, complement)
    earlier = _earlier_ware(page, line)
    if earlier and (hit.first > span.last or chosen.frame.name != "price"):
        return earlier
    if chosen.frame.self and hit.form == "noun":
        complement = phrase(line, hit.last + 1)
        if complement and definite(line, complement) and chosen.frame.name == "price":
            return party(page, line, complement)
        return earlier or own(page, line, hit)
    return earlier or (after[0] if after else None)


def _earlier_ware(page: Page, line: Line) -> Party | None:
    here = page.lines.index(line)
    for other in reversed(page.lines[max(0, here - 4) : here]):
        found = list(wares(page, other, 0, len(other.words)))
        if found:
            return found[0]
    return None


def wares(page: Page, line: Line, first: int, stop: int) -> Iterator[Party]:
    """The things that have a price in words `first` to `stop`, left to right; units (للأوقية) and moving backgrounds left out."""
    words = line.words
    seen = set()
    for place in range(first, stop):
        word = words[place]
        if (place and words[place - 1].text in listed("ware_beside")) or word.time >= 0:
            continue
        if word.mention >= 0 and word.mention not in seen:
            seen.add(word.mention)
            if page.mentions[word.mention].label == "MISC":
                yield named(page.mentions[word.mention])
                continue
        if word.mention >= 0 and page.mentions[word.mention].label == "MISC":
            continue
        for hit in line.frames:
            if hit.first == place and frames()[hit.row].name in WARES and hit.form == "noun":
                unit = one_of(word.text, listed("ware_units")) and (
                    hit.before.endswith("ل") or (place and words[place - 1].text == "(")
                )
                if unit or (hit.last + 1 < stop and words[hit.last + 1].mention >= 0 and hit.last + 1 < len(words)):
                    break
                if frames()[hit.row].name == "futures" and place and words[place - 1].text == "في":
                    break
                if place in line.parties and (who := party(page, line, phrase(line, place))) and who.how == "resolved":
                    yield who
                    break
                start = word.start + max(word.lead, len(hit.before))
                last = hit.first if frames()[hit.row].name == "exchange" else hit.last
                yield Party(start, words[last].stop, page.text[start : words[last].stop], "noun", "ware")
                break


def complements(page: Page, line: Line, hit: Hit, span: Span) -> list[Slot]:
    """What stands after each preposition around a frame: first what follows the sum, up to the next sum, then what lies before it."""
    start = max(hit.last + 1, span.left + 1) if hit.first < span.first else span.left + 1
    after = _slots(page, line, span.last + 1, min(len(line.words), span.last + AFTER, span.right), span)
    if hit.first > span.last:
        return _slots(page, line, hit.last + 1, min(len(line.words), hit.last + AFTER), span)
    before = _slots(page, line, start, span.first, span)
    early = _slots(page, line, hit.last + 1, start, span) if start > hit.last + 1 and hit.last < span.first else []
    return before + after + early if span.left < 0 else after + before + early


def _slots(page: Page, line: Line, start: int, stop: int, span: Span) -> list[Slot]:
    words, small = line.words, particles()
    found: list[Slot] = []
    edge = line.hard[span.last]
    for place in range(start, stop):
        word = words[place]
        if line.hard[place] != edge or word.text in small["that"] or word.text in small["relative"]:
            if place > span.last:
                break
            continue
        if place > span.last and place in line.verbs and word.mention < 0 and not noun_too(line, place):
            break
        if place > span.last and word.text == "،" and not _timed(line, place):
            break
        if word.amount >= 0 or word.time >= 0:
            continue
        if word.text in small["prep"] and _described(line, place):
            continue
        if word.text in small["prep"]:
            found += _slot(page, line, word.text, place + 1)
        elif word.kind != "mark" and (head := _preposition(line, place)):
            found += _slot(page, line, head, place)
    return found


def _described(line: Line, place: int) -> bool:
    """Whether a preposition belongs to an adjective before it: Scale AI المتخصصة في."""
    return place > 0 and line.words[place - 1].mention < 0 and one_of(line.words[place - 1].text, listed("participles"))


def _timed(line: Line, place: int) -> bool:
    beside = (*line.words[max(0, place - 1) : place], *line.words[place + 1 : place + 2])
    return any(word.time >= 0 or word.text == ")" for word in beside)


def _preposition(line: Line, place: int) -> str:
    """The preposition ل or ب on a word's head, if its clitics say so."""
    word = line.words[place]
    head = word.text[: word.lead].lstrip("وف")[:1]
    return head if head in ("ل", "ب") and word.lead else ""


def _slot(page: Page, line: Line, preposition: str, place: int) -> list[Slot]:
    if place >= len(line.words):
        return []
    found = phrase(line, place)
    if found is None:
        return []
    word = line.words[found.first]
    if word.mention < 0 and one_of(word.text, listed("adverbial_nouns")):
        return []
    if preposition == "ل" and word.mention < 0 and one_of(word.text, listed("purposes")):
        thing = phrase(line, found.first, 5)
        light = one_of(word.text, listed("purposes_light"))
        rest = phrase(line, found.first + 1) if light else None
        who = party(page, line, rest) if rest else (noun(page, line, thing.first, thing.last) if thing else None)
        return [Slot("ل", found.first, who, True, False, True)] if who else []
    who = owner(page, line, found)
    known = definite(line, found) or word.text.startswith("لل")
    return [Slot(preposition, found.first, who, False, _share(line, preposition, place - 1), known)] if who else []


def _share(line: Line, preposition: str, place: int) -> bool:
    """Whether في or من follows a share: حصة 49% في, 20% من."""
    if preposition not in ("في", "من") or place < 1:
        return False
    before = line.words[place - 1]
    return before.amount >= 0 or one_of(before.text, listed("shares"))
