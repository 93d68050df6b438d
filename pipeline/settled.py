"""The roles of a sum that grammar settles, whatever the network finds likely."""

from typing import TYPE_CHECKING

from pipeline.clauses import Line, particles
from pipeline.frames import frames
from pipeline.inflections import Hit, letters, listed, one_of
from pipeline.parties import SOMEBODY, Page, Party, actor, party, party_class, phrase
from pipeline.slots import AFTER, Span, slots

if TYPE_CHECKING:
    from pipeline.claims import Sum

ACTIVE = frozenset(("borrow", "buy", "buy_thing", "earn_salary", "owes", "sell", "spend"))
OPPOSITE = {"payer": "payee", "payee": "payer"}
CRIMES = frozenset(("crime", "crime_of"))
GOT_FOR = frozenset(("acquisition", "price", "penalty"))  # kinds of sums that who gets something may pay
TAKEN = 4  # words from a verbal noun of taking to the sum
GIVES = 8  # words from a verb of giving or getting to the sum
BESIDE = 2  # words from a subject to its verb: الشركة قد اقترضت
BETWEEN = 6  # words between a verbal noun of awarding and على with its pronoun


def settled(page: Page, found: "Sum", kind: str) -> dict[str, Party]:
    """The payer and the payee that the clause of a sum names for certain; nothing where it does not."""
    line, span = found.line, found.span
    sure = _awarded(page, line, span) or _sold(page, line, span) or _given(page, line, span)
    if kind == "contract":
        return sure or _placed(page, line, span) or _ordered(page, line, span)
    return sure or (_signed(page, line, span) if kind == "grant" else {})


def barred(page: Page, found: "Sum", role: str, who: Party) -> bool:
    """Whether somebody cannot have a role: who borrows pays nothing, who buys gets nothing, who prosecutes neither."""
    if role == "payer" and _gets(page, found, who):
        return True
    hit = found.hit
    if hit is None:
        return False
    frame = frames()[hit.row]
    if frame.name in CRIMES and role in OPPOSITE:
        return any(letters(who.name).startswith(office) for office in listed("prosecutors"))
    if hit.form == "noun" or frame.name not in ACTIVE or role != OPPOSITE[frame.does]:
        return False
    does = _beside(page, found.line, hit)
    return does is not None and _alike(does, who)


def _beside(page: Page, line: Line, verb: Hit) -> Party | None:
    """The subject of a verb if it stands beside it: not بيلون من زبائن اشتروا."""
    topic = line.subjects.get(verb.first)
    beside = topic is not None and (topic.first > verb.last or topic.last >= verb.first - BESIDE)
    return actor(party(page, line, topic)) if beside else None


def _alike(one: Party, other: Party) -> bool:
    return one.name == other.name or (one.start < other.stop and other.start < one.stop)


def _gets(page: Page, found: "Sum", who: Party) -> bool:
    """Whether somebody is the subject of a verb by which he gets the sum, and so does not pay it: تلقى سامي مليونا.

    What is got for a sum (حصل على اللوحة مقابل مليون) is paid by him, and a fine that he gets too.
    """
    line, span = found.line, found.span
    verb = _handing(line, span, "getting")
    if verb is None or found.kind in GOT_FOR:
        return False
    paid_for = any(word.text in listed("in_return") for word in line.words[verb.last + 1 : span.first])
    does = None if paid_for else _beside(page, line, verb)
    return does is not None and _told(does) and _alike(does, who)


def _given(page: Page, line: Line, span: Span) -> dict[str, Party]:
    """Who gives a sum to whom, two names around or behind a verb of giving: سامي منح سعيدا مليونا, منح سامي سعيدا.

    With one name beside it the verb may be a passive: منح سعيد مليونا.
    """
    verb = _handing(line, span, "giving")
    topic = line.subjects.get(verb.first) if verb else None
    payer = actor(party(page, line, topic))
    if verb is None or topic is None or payer is None:
        return {}
    place = max(topic.last, verb.last) + 1
    got = phrase(line, place) if place < span.first and not line.words[place].lead else None
    payee = party(page, line, got)
    if got is None or payee is None or payee.name == payer.name or not (_told(payer) and _told(payee)):
        return {}
    word, sort = line.words[place], party_class(line.parties.get(place))
    somebody = word.mention >= 0 or sort in SOMEBODY  # not جائزة رونالدو
    acts = (somebody and actor(payee) is not None) or one_of(word.text, listed("persons"))
    return {"payer": payer, "payee": payee} if acts else {}


def _told(who: Party) -> bool:
    """Whether somebody is named or told of as he is, no firm or person that a noun leads back to: كل فريق, الشركة."""
    return who.how != "resolved" or who.label == "LOC"


def _handing(line: Line, span: Span, words: str) -> Hit | None:
    """The nearest verb of a list that rules the sum, no other verb between them."""
    for hit in sorted(line.frames, key=lambda hit: -hit.first):
        near = hit.form != "noun" and max(span.left, span.first - GIVES - 1) < hit.first < span.first
        if near and line.hard[hit.first] == line.hard[span.first]:
            verbal = one_of(line.words[hit.first].text.lstrip("وف"), listed(words))
            between = any(_other(line, place) for place in range(hit.last + 1, span.first))
            return hit if verbal and not between else None
    return None


def _other(line: Line, place: int) -> bool:
    small = particles()
    return line.words[place].text in small["that"] or line.words[place].text in small["relative"]


def taken(found: "Sum", who: Party) -> bool:
    """Whether a sum is one that somebody before it took: القبض على كاتب عدل لتسلمه مبلغ مليون."""
    line = found.line
    for hit in line.frames:
        near = 0 < found.first - hit.last <= TAKEN and hit.form == "noun" and hit.pronoun
        if near and frames()[hit.row].name == "receive" and line.words[hit.last + 1].text not in particles()["from"]:
            return line.sentence.start <= who.start and who.stop <= line.words[hit.first].start
    return False


def _awarded(page: Page, line: Line, span: Span) -> dict[str, Party]:
    """Who is given a contract that somebody awards to him by a pronoun: أعلنت الشركة ترسية مشروع عليها من أرامكو."""
    for place in range(span.first - 1, max(-1, span.first - AFTER), -1):
        if line.words[place].text not in listed("on_him") or line.hard[place] != line.hard[span.first]:
            continue
        awards = (word.text for word in line.words[max(0, place - BETWEEN) : place])
        from_ = line.words[place + 1].text in particles()["from"] if place + 1 < len(line.words) else False
        if from_ and any(one_of(word, listed("awarding")) for word in awards):
            payer = actor(party(page, line, phrase(line, place + 2)))
            told = (line.subjects[verb] for verb in sorted(line.subjects) if verb < place)
            payee = next((who for topic in told if (who := actor(party(page, line, topic)))), None)
            return {"payer": payer, "payee": payee} if payer and payee and payer.name != payee.name else {}
    return {}


def _sold(page: Page, line: Line, span: Span) -> dict[str, Party]:
    """Who buys what is sold, behind the sum and ل: بيعت اللوحة بمليون دولار لمتحف اللوفر."""
    sold = any(hit.first < span.first and _sells(line, hit, span) for hit in line.frames)
    if not sold:
        return {}
    behind = slots(page, line, span.last + 1, min(len(line.words), span.last + AFTER, span.right), span)
    for slot in behind:
        between = line.words[span.last + 1 : slot.place]
        if any(word.time < 0 and word.kind != "mark" and word.text != slot.preposition for word in between):
            return {}  # في مزاد لسوذبيز
        word = line.words[slot.place].text[line.words[slot.place].lead :]
        buys = actor(slot.party) or (slot.party if one_of(word, listed("buyers")) else None)
        if slot.preposition in listed("handed") and buys:
            return {"payer": buys}
    return {}


def _sells(line: Line, hit: Hit, span: Span) -> bool:
    """Whether a verb of the sum's clause says in the passive that something is sold."""
    near = line.hard[hit.first] == line.hard[span.first] and hit.first > span.left
    return near and hit.form != "noun" and line.words[hit.first].text.lstrip("وف") in listed("sold")


def _ordered(page: Page, line: Line, span: Span) -> dict[str, Party]:
    """Who orders goods, and from whom: طلبت فلاي دبي من بوينغ 75 طائرة بقيمة."""
    words = line.words
    for place in range(span.first - 1, max(-1, span.first - AFTER), -1):
        if words[place].text.lstrip("وف") not in listed("ordering") or line.hard[place] != line.hard[span.first]:
            continue
        goods = any(word.mention < 0 and word.text in listed("goods") for word in words[place + 1 : span.first])
        from_ = (at for at in range(place + 1, span.first) if words[at].text in particles()["from"])
        payee = next((actor(party(page, line, phrase(line, at + 1))) for at in from_), None)
        payer = actor(party(page, line, phrase(line, place + 1)))
        return {"payer": payer, "payee": payee} if goods and payer and payee and payer.name != payee.name else {}
    return {}


def _placed(page: Page, line: Line, span: Span) -> dict[str, Party]:
    """Who places an order, of two of whom one alone makes such goods: أعلنت الاتحاد للطيران طلبية من بوينغ."""
    for place in range(span.first - 1, max(-1, span.first - AFTER), -1):
        if not one_of(line.words[place].text, listed("orders")) or line.hard[place] != line.hard[span.first]:
            continue
        from_ = (at for at in range(place + 1, span.first) if line.words[at].text in particles()["from"])
        other = next((actor(party(page, line, phrase(line, at + 1))) for at in from_), None)
        does = (line.subjects[verb] for verb in sorted(line.subjects, reverse=True) if verb < place)
        one = next((who for topic in does if (who := actor(party(page, line, topic)))), None)
        if one and other and _makes(one) != _makes(other):
            return {"payer": one, "payee": other} if _makes(other) else {"payer": other, "payee": one}
    return {}


def _makes(who: Party) -> bool:
    return letters(who.name) in listed("makers")


def _signed(page: Page, line: Line, span: Span) -> dict[str, Party]:
    """Who gives, of a fund or a centre that signs with an agency that brings relief: وقع مركز الإغاثة مع اليونيسف."""
    for hit in line.frames:
        if hit.first > span.first or hit.form == "noun" or frames()[hit.row].name != "sign":
            continue
        who = actor(party(page, line, line.subjects.get(hit.first)))
        behind = (place for place in range(hit.last + 1, span.first) if line.words[place].text in particles()["with"])
        partner = next((actor(party(page, line, phrase(line, place + 1))) for place in behind), None)
        for one, other in ((who, partner), (partner, who)):
            if one and other and _gives(one) and letters(other.name) in listed("agencies"):
                return {"payer": one}
    return {}


def _gives(who: Party) -> bool:
    return one_of(letters(who.name).split()[0], listed("donors")) and letters(who.name) not in listed("agencies")
