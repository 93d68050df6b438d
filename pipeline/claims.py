"""Claims: one for each sum of money, with what it is, who pays or owns it, whether it is so, and who says it."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from typing import Any, NamedTuple

from pipeline import evidence, learned
from pipeline.amounts import Amount
from pipeline.byways import filed, owned
from pipeline.clauses import Line, Word, lines, particles
from pipeline.cues import Cue, by_grammar, modality, over
from pipeline.denials import denial
from pipeline.figures import announced, whole_tax
from pipeline.frames import Choice, choice, delivery, describes, frames, needed
from pipeline.inflections import Hit, bases, letters, listed, one_of
from pipeline.mentions import Mention
from pipeline.parties import Page, Party, companies, nearest, topics
from pipeline.roles import PARTS, roles
from pipeline.sentences import Sentence
from pipeline.settled import barred, settled, taken
from pipeline.slots import Span
from pipeline.sources import afterthought, cited, source
from pipeline.terms import Terms, of_one, terms
from pipeline.times import Time
from pipeline.tokens import Token

CLAUSE = 6  # words from a sum to the time of the relative clause behind it
LASTING = 20  # words: how far off a duration is taken to be, so that a date goes before it
RECALLED = 2  # sentences: how far back a sum without a frame is told of what was told of the one before
TOLD = 12  # sentences: how far back الصفقة and العجز point
SURE = 1.5  # points of a frame that settles what an equal sum elsewhere is
UNSURE = 1.0
UNTOLD = 0.4  # the highest score of a sum of which no frame and no role tells
DEALS = frozenset(("acquire", "buy", "purchase", "sell", "sale", "merger", "sold"))
# kinds that one sum cannot have both
OPPOSED = tuple(
    frozenset(pair.split())
    for pair in (
        "revenue spending", "revenue loss", "revenue debt", "profit loss", "profit spending", "profit debt",
        "tax penalty", "assets debt", "assets loss",
    )
)  # fmt: skip
GAPS = {"trade": "trade", "trade_gap": "trade", "deficit_budget": "other", "budget_gap": "other"}


class Claim(NamedTuple):
    """One sum that states something; spans are half-open offsets into the folded text, both null or neither."""

    kind: str
    amount_start: int
    amount_stop: int
    low: Decimal | None
    high: Decimal | None
    currency: str | None
    bound: str
    payer_start: int | None
    payer_stop: int | None
    payer_name: str | None
    payer_how: str | None
    payee_start: int | None
    payee_stop: int | None
    payee_name: str | None
    payee_how: str | None
    subject_start: int | None
    subject_stop: int | None
    subject_name: str | None
    subject_how: str | None
    source_start: int | None
    source_stop: int | None
    source_name: str | None
    source_how: str | None
    trigger_start: int | None
    trigger_stop: int | None
    modality: str
    cue_start: int | None
    cue_stop: int | None
    when_start: int | None
    when_stop: int | None
    when_value: str | None
    stake_start: int | None
    stake_stop: int | None
    stake: Decimal | None
    per: str | None
    zone: str
    sentence_start: int
    sentence_stop: int
    rule: str
    score: float
    group: int


class Sum(NamedTuple):
    """What was read about one sum before it is written out; `kinds` and `modalities` are how likely each is."""

    amount: Amount
    line: Line
    span: Span
    kind: str
    rule: str
    trigger: tuple[int, int] | None
    roles: dict[str, Party]
    source: Party | None
    cue: Cue
    when: Time | None
    chosen: Choice | None
    sums: int = 1
    kinds: tuple[float, ...] = ()
    modalities: tuple[float, ...] = ()
    score: float = 0.0

    @property
    def first(self) -> int:
        """The sum's first word."""
        return self.span.first

    @property
    def last(self) -> int:
        """Its last word."""
        return self.span.last

    @property
    def hit(self) -> Hit | None:
        """The pattern of the frame that governs it."""
        return self.chosen.hit if self.chosen else None


def claims(
    plains: Sequence[str],
    texts: Sequence[str],
    sentences: Sequence[Sequence[Sentence]],
    tokens: Sequence[Sequence[Token]],
    mentions: Sequence[Sequence[Mention]],
    amounts: Sequence[Sequence[Amount]],
    times: Sequence[Sequence[Time]],
    published: Sequence[date | None] | None = None,
    network: learned.Network | None = None,
) -> list[list[Claim]]:
    """The claims of each document, one for each sum of money; without a network they are read by rules alone."""
    days = published or [None] * len(plains)
    documents = list(zip(plains, texts, sentences, tokens, mentions, amounts, times, days, strict=True))
    stated = [number for number, some in enumerate(amounts) if any(amount.type == "MONEY" for amount in some)]
    pages = [page_of(*documents[number]) for number in stated]
    read = [sums(page) for page in pages]
    if network and any(read):
        read = [weighed(network.evidence, page, found) for page, found in zip(pages, read, strict=True)]
        read = judged(network, pages, read)
    made: list[list[Claim]] = [[] for _ in documents]
    for number, page, found in zip(stated, pages, read, strict=True):
        made[number] = _written(page, found)
    return made


def page_of(
    plain: str,
    text: str,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    amounts: Sequence[Amount],
    times: Sequence[Time],
    published: date | None = None,
) -> Page:
    """The sentences of a document as lines, with its names, sums and times."""
    mentions = companies(text, mentions)
    read = lines(text, sentences, tokens, mentions, amounts, times)
    return Page(
        plain, text, read, mentions, amounts, times,
        frozenset().union(*(cited(line) for line in read)),
        frozenset().union(*(filed(text, line, mentions) for line in read)),
        owned(text, mentions), published,
    )  # fmt: skip


def sums(page: Page) -> list[Sum]:
    """What is read about each sum of money of a document, in order of the text."""
    speaker: Party | None = None
    read: list[Sum] = []
    for line, quoted in zip(page.lines, _in_quotation(page), strict=True):
        money = _money(line, page.amounts)
        if money or line.speech:
            line.subjects.update(topics(line))
        here: list[Sum] = []
        for number, (first, last, amount) in enumerate(money):
            span = Span(first, last, money[number - 1][1] if number else -1, _next(line, money, number))
            said = source(page, line, first, last, speaker) or (speaker if quoted else None)
            before = here[-1] if here else None
            earlier = before or (read[-1] if read else None)
            here.append(_read(page, line, span, amount, before, said, earlier))
        read += [found._replace(sums=len(here)) for found in here]
        if not money and afterthought(line):
            read = _cited_after(page, line, read)
        speaker = source(page, line, len(line.words), len(line.words), speaker)
    return agreed(read)


def _in_quotation(page: Page) -> Iterator[bool]:
    """For each line whether it begins inside a quotation that its paragraph opened before."""
    done, quoted = 0, False
    for line in page.lines:
        between = page.text[done : line.sentence.start]
        quoted = "\n" not in between and quoted != bool(between.count('"') % 2)
        yield quoted
        done, quoted = line.sentence.stop, quoted != bool(page.text.count('"', *line.sentence[:2]) % 2)


def _cited_after(page: Page, line: Line, read: Sequence[Sum]) -> list[Sum]:
    """The sums, those of the sentence before that nobody says said by whom this one only cites: بحسب رويترز."""
    said = source(page, line, len(line.words), len(line.words), None)
    open_ones = [found.source is None and found.line.number == line.number - 1 for found in read]
    return [found._replace(source=said) if ours else found for found, ours in zip(read, open_ones, strict=True)]


def weighed(weights: evidence.Evidence, page: Page, read: Sequence[Sum]) -> list[Sum]:
    """The sums of a page, kind and modality as all evidence says; a sum of another kind is read anew by its frame."""
    text = evidence.text_of(page, read)
    made = list(read)
    for number, found in enumerate(read):
        if number and found.rule == "same as before":
            made[number] = _again(made[number - 1], found)
        else:
            made[number] = _kind(weights.kind, text, made, number)
            made[number] = _modality(weights.modality, text, made, number)
    return made


def _again(before: Sum, found: Sum) -> Sum:
    """A sum in another currency: all that is said of the one before, but for where it stands."""
    return before._replace(amount=found.amount, span=found.span, rule=found.rule, when=before.when or found.when)


def _kind(weights: evidence.Weights, text: evidence.Text, read: Sequence[Sum], number: int) -> Sum:
    """A sum of the kind that all evidence says."""
    kind, kinds = evidence.decided(weights, evidence.about_kind(text, read, number))
    return as_kind(weights, text, read, number, kind)._replace(kinds=kinds)


def as_kind(weights: evidence.Weights, text: evidence.Text, read: Sequence[Sum], number: int, kind: str) -> Sum:
    """A sum of a kind: read by the strongest frame of that kind, or as an earlier sum, or by its words alone."""
    found = read[number]
    if kind == found.kind:
        return found
    clue = evidence.best_clue(weights, evidence.about_kind(text, read, number), kind)
    if clue and clue.hit:
        chosen = Choice(frames()[clue.hit.row], clue.hit, clue.worth, 0.0, found.chosen.kinds if found.chosen else {})
        again = framed(text.page, found.line, found.span, found.amount, chosen, found.source, found.when)
        return again._replace(kind=kind, sums=found.sums, kinds=found.kinds, modalities=found.modalities)
    bare = found._replace(kind=kind, trigger=None, chosen=None)
    if clue and clue.sum is not None:
        earlier = read[clue.sum]
        trigger = earlier.trigger if earlier.line is found.line else None
        return bare._replace(rule="as before", trigger=trigger, roles=earlier.roles)
    return bare._replace(rule="weighed", roles={})


def _modality(weights: evidence.Weights, text: evidence.Text, read: Sequence[Sum], number: int) -> Sum:
    """A sum that is so or not so as all evidence says."""
    said, modalities = evidence.decided(weights, evidence.about_modality(text, read, number))
    return as_modality(weights, text, read, number, said)._replace(modalities=modalities)


def as_modality(weights: evidence.Weights, text: evidence.Text, read: Sequence[Sum], number: int, said: str) -> Sum:
    """A sum of a modality, with the cue that speaks for it."""
    found = read[number]
    if said == found.cue.modality:
        return found
    plain = _plain(found.line, found.kind, found.hit, found.first, found.last)
    if plain and plain.modality == said:
        return found._replace(cue=plain)
    clue = evidence.best_clue(weights, evidence.about_modality(text, read, number), said)
    if clue and clue.hit:
        words = found.line.words
        return found._replace(cue=Cue(said, words[clue.hit.first].start, words[clue.hit.last].stop))
    return found._replace(cue=Cue(said, None, None))


def judged(network: learned.Network, pages: Sequence[Page], read: Sequence[Sequence[Sum]]) -> list[list[Sum]]:
    """The sums of each page as the network sees them, which knows what rules and evidence say."""
    seen = [learned.views(page, found) for page, found in zip(pages, read, strict=True)]
    told = learned.known(network.states, pages, seen)
    said = iter(learned.answers(network, list(chain(*seen)), told.figures, list(chain(*told.rows))))
    made = []
    for page, found, some in zip(pages, read, seen, strict=True):
        better, text = list(found), evidence.text_of(page, found)
        answers = levelled(found, list(islice(said, len(found))))
        for number, (one, view, answer) in enumerate(zip(found, some, answers, strict=True)):
            if number and one.rule == "same as before":
                better[number] = _again(better[number - 1], one)
            else:
                better[number] = _judged(network, text, better, number, view, answer)
        made.append(better)
    return made


def _judged(
    network: learned.Network,
    text: evidence.Text,
    read: Sequence[Sum],
    number: int,
    view: learned.View,
    answer: learned.Answer,
) -> Sum:
    """One sum as the network sees it."""
    weights, page, ruled = network.evidence, text.page, read[number]
    kind, modality = learned.decided(answer, ruled)
    spoken = learned.parties(ruled)
    stands = learned.stands(page, view, answer)
    held = learned.held(stands, spoken)
    when = page.times[learned.words_of(page, view)[rows[0]].time] if (rows := held.pop("when", None)) else None
    if when and (own := related(ruled.line, ruled.last)) is not None:
        when = page.times[own]
    if modality in ("forecast", "planned") and learned.past_base(page, ruled, when or ruled.when):
        modality = "actual"
    who = {role: learned.holder(page, view, role, rows, spoken.get(role)) for role, rows in held.items()}
    source = who.pop("source", None) or (None if learned.silent(stands["source"]) else ruled.source)
    roles: dict[str, Party] = {}
    for role, party in who.items():
        if party and all(learned.apart(party, other) for other in roles.values()):
            roles[role] = party
    roles = _sure(page, ruled, kind, roles)
    if source and learned.elsewhere(ruled, source) and "\n" in page.text[source.stop : ruled.line.sentence.start]:
        source = None
    spans = learned.pointed_at(page, view, {role: held[role] for role in roles if role in held})
    chances = learned.sure(page, view, answer, ruled, kind, spans)
    made = [*read[:number], as_kind(weights.kind, text, read, number, kind), *read[number + 1 :]]
    found = as_modality(weights.modality, text, made, number, modality)
    subject = roles.get("subject")
    if subject and source and subject.name == source.name and kind == "revenue":
        roles["subject"] = announced(page, found.line, found.hit, subject) or subject
    elif subject and (tax := whole_tax(page, found.line, subject)):
        roles["subject"] = tax
    score = learned.score(network.scale, chances)
    if found.rule in ("none", "weighed") and not roles:  # بقيمة 3 مليارات ريال: a caption, a line of a list
        score = min(score, UNTOLD)
    return found._replace(roles=roles, source=source, when=when, score=score)


def _sure(page: Page, found: Sum, kind: str, roles: dict[str, Party]) -> dict[str, Party]:
    """The roles of a sum as grammar settles them, without those that it bars."""
    sure = settled(page, found, kind)
    payer = roles.get("payer")
    if payer and "payee" not in roles and taken(found, payer):
        sure = {"payee": payer} | sure
    kept = {role: who for role, who in roles.items() if role not in sure and not barred(page, found, role, who)}
    return {role: who for role, who in kept.items() if all(learned.apart(who, one) for one in sure.values())} | sure


def levelled(read: Sequence[Sum], answers: Sequence[learned.Answer]) -> list[learned.Answer]:
    """The answers about the sums of a text, those about equal ones drawn to each other: mostly it says them twice."""
    made = list(answers)
    for numbers in _equal(read).values():
        if len(numbers) == 1:
            continue
        kinds = learned.mean([answers[number].kinds for number in numbers])
        modalities = learned.mean([answers[number].modalities for number in numbers])
        for number in numbers:
            own = answers[number]
            made[number] = own._replace(
                kinds=learned.mean([own.kinds, kinds]), modalities=learned.mean([own.modalities, modalities])
            )
    return made


def _equal(read: Sequence[Sum]) -> dict[tuple, list[int]]:
    """The numbers of the sums that are equal, by value and currency."""
    equal: dict[tuple, list[int]] = {}
    for number, found in enumerate(read):
        amount = found.amount
        if amount.currency and (amount.low is not None or amount.high is not None):
            equal.setdefault((amount.low, amount.high, amount.currency), []).append(number)
    return equal


def agreed(read: Sequence[Sum]) -> list[Sum]:
    """The sums, those whose frame is weak read as an equal one elsewhere, and headlines as modal as their text."""
    made = list(read)
    for numbers in _equal(read).values():
        for number in numbers:
            made[number] = _agreed(read[number], [read[other] for other in numbers if other != number])
    return made


def _agreed(found: Sum, others: Sequence[Sum]) -> Sum:
    """A sum that equal ones make clear: its kind by a stronger frame, a headline's modality by the text."""
    others = [other for other in others if other.chosen]
    points = found.chosen.points if found.chosen else -9.0
    best = max(others, key=lambda other: other.chosen.points if other.chosen else 0, default=None)
    if best and best.chosen and points < UNSURE and best.chosen.points >= SURE and found.kind != best.kind:
        found = found._replace(kind=best.kind)
    if found.line.number == 0 and found.cue.modality == "actual":
        for other in others:
            if other.line.number and other.kind == found.kind and other.cue.modality != "actual":
                return found._replace(cue=Cue(other.cue.modality, None, None))
    return found


def _next(line: Line, money: Sequence[tuple[int, int, Amount]], number: int) -> int:
    """The word at which the next sum stands that is not the same in another currency."""
    for before, (first, _, _) in zip(money[number:], money[number + 1 :], strict=False):
        if not _same(line.words[before[1] + 1 : first]):
            return first
    return len(line.words)


def _money(line: Line, amounts: Sequence[Amount]) -> list[tuple[int, int, Amount]]:
    """The sums of money of a sentence, each with its first and last word."""
    found: list[tuple[int, int, Amount]] = []
    for place, word in enumerate(line.words):
        if word.amount < 0 or amounts[word.amount].type != "MONEY":
            continue
        if found and found[-1][2] is amounts[word.amount]:
            found[-1] = (found[-1][0], place, found[-1][2])
        else:
            found.append((place, place, amounts[word.amount]))
    return found


def _read(
    page: Page,
    line: Line,
    span: Span,
    amount: Amount,
    before: Sum | None,
    said: Party | None,
    earlier: Sum | None,
) -> Sum:
    """A sum as rules read it: as the one before in other words, by the frame that governs it, else by what is near."""
    first, last = span.first, span.last
    chosen = choice(line, first, last, amount)
    when = dated(line, first, last, page.times)
    if before:
        gap = line.words[before.last + 1 : first]
        again = before._replace(amount=amount, span=span)
        if _same(gap) and (not amount.per or amount.per == before.amount.per):  # أي ألف دولار للفرد
            return again._replace(rule="same as before", when=when or before.when)
        if _compared(gap):
            return again._replace(rule="compared", when=when, cue=Cue("actual", None, None))
    if before and before.chosen and _joined(line, before, first):
        chosen = before.chosen._replace(points=before.chosen.points - 0.5)
    if chosen is None or chosen.points < -4:
        kind, rule, trigger, who = "other", "none", None, {}
        if amount.per:
            kind, rule = "price", "per"
        elif quoted := _quotation(page, line, span):
            kind, rule, who = "price", "quotation", {"subject": quoted}
        elif before:
            kind, rule, trigger, who = before.kind, "as before", before.trigger, before.roles
        elif earlier and line.number - earlier.line.number <= RECALLED:
            kind, rule = earlier.kind, "as before"
        cue = _plain(line, kind, None, first, last) or modality(line, kind, None, first, last)
        return Sum(amount, line, span, kind, rule, trigger, who, said, cue, when, None)
    return framed(page, line, span, amount, chosen, said, when)


def framed(
    page: Page,
    line: Line,
    span: Span,
    amount: Amount,
    chosen: Choice,
    said: Party | None,
    when: Time | None,
) -> Sum:
    """A sum as the frame that governs it says."""
    first, last = span.first, span.last
    who = roles(page, line, chosen, span)
    words = line.words
    trigger = (words[chosen.hit.first].start, words[chosen.hit.last].stop)
    taxed = chosen.frame.kind == "trade" and any(frames()[hit.row].name in ("tax", "tariff") for hit in line.frames)
    said_of = "tax" if taxed else chosen.frame.kind
    plain = _plain(line, chosen.frame.kind, chosen.hit, first, last)
    cue = plain or modality(line, said_of, chosen.hit, first, last, describes(chosen.frame) and not taxed)
    kind, rule = _meant(page, line, chosen, amount), chosen.frame.name
    return Sum(amount, line, span, kind, rule, trigger, who, said, cue, when, chosen)


def _plain(line: Line, kind: str, trigger: Hit | None, first: int, last: int) -> Cue | None:
    """The cue by which grammar alone says whether a sum is so."""
    if denied := _denied(line, kind, trigger, first, last):
        return denied
    told = by_grammar(line, kind, trigger, first)
    return Cue(told[0], line.words[told[1]].start, line.words[told[1]].stop) if told else None


def _denied(line: Line, kind: str, trigger: Hit | None, first: int, last: int) -> Cue | None:
    """The cue that plainly denies a sum."""
    found = denial(line, kind, trigger, first, last)
    return Cue("denied", line.words[found[0]].start, line.words[found[1]].stop) if found else None


def _meant(page: Page, line: Line, chosen: Choice, amount: Amount) -> str:
    """The kind of a sum; الصفقة and العجز are of the kind of what was told of before."""
    if chosen.frame.name not in ("deal", "gap"):
        return chosen.frame.kind
    for other in reversed(page.lines[max(0, line.number - TOLD) : line.number + 1]):
        for hit in reversed(other.frames):
            name = frames()[hit.row].name
            if (other is line and hit.first >= chosen.hit.first) or not frames()[hit.row].kind:
                continue
            if chosen.frame.name == "deal" and name in DEALS and needed(other, hit, amount):
                return "acquisition"
            balance = any(one_of(word.text, listed("gaps")) for word in other.words[hit.first : hit.last + 1])
            if chosen.frame.name == "gap" and name in GAPS and (balance or GAPS[name] == "other"):
                return GAPS[name]
    return chosen.frame.kind


def _quotation(page: Page, line: Line, span: Span) -> Party | None:
    """The share of a list such as باليما (-3.96 في المائة إلى 129.65 درهما): the name before a percentage and إلى."""
    before = line.words[max(0, span.first - 8) : span.first]
    percents = [word for word in before if word.amount >= 0 and page.amounts[word.amount].type == "PERCENT"]
    if not before or before[-1].text not in particles()["toward"] or not percents:
        return None
    return nearest(page, line.words[span.first].start, ("ORG", "MISC"), line.sentence.start)


def _same(gap: Sequence) -> bool:
    """Whether only brackets and words such as أي or ما يعادل stand between two sums; a comma only before these."""
    joins = particles()["and"]
    if len(gap) > 1 and gap[0].text in "،," and gap[1].text in particles()["equals"]:
        gap = gap[1:]
    return len(gap) <= 4 and all(word.text in joins or (word.kind == "mark" and word.text not in "،.") for word in gap)


def _joined(line: Line, before: Sum, first: int) -> bool:
    """Whether و joins a sum to the one before, no verb or frame between: 3 مليارات لرفع … و2 مليار لزيادة …"""
    word = line.words[first]
    joined = (word.text.startswith("و") and word.lead > 0) or line.words[first - 1].text in particles()["joined"]
    if not joined or line.hard[first] != line.hard[before.last]:
        return False
    between = [hit for hit in line.frames if before.last < hit.first < first]
    return all(hit.form == "noun" and (hit.before or frames()[hit.row].kind in ("", "price")) for hit in between)


def _compared(gap: Sequence) -> bool:
    return any(word.text in particles()["against"] for word in gap) and all(
        word.text in particles()["prep"] or word.kind == "mark" or word.time >= 0 or word.amount >= 0 for word in gap
    )


def dated(line: Line, first: int, last: int, times: Sequence[Time]) -> Time | None:
    """The time that dates a sum: the nearest in its clause, those left out that date a record or a delivery."""
    if (own := related(line, last)) is not None:
        return times[own]
    words, small = line.words, particles()
    best: tuple[float, Time] | None = None
    seen = set()
    for place, word in enumerate(words):
        if word.time < 0 or word.time in seen:
            continue
        seen.add(word.time)
        if line.hard[place] != line.hard[first] or _undating(line, place) or over(line, place, first):
            continue
        left, right = (place, first) if place < first else (last, place)
        gap = words[left + 1 : right]
        if any(w.text in small["that"] for w in gap) or (
            place > last and (any(w.amount >= 0 for w in gap) or _beyond(gap))
        ):
            continue
        distance = float(len(gap)) + (0 if place > last else 1)
        distance += LASTING if any(w.text in listed("lasting") for w in words[place - 1 : place + 2]) else 0
        if best is None or distance < best[0]:
            best = (distance, times[word.time])
    return best[1] if best else None


def related(line: Line, last: int) -> int | None:
    """The number of the time in a relative clause right behind a sum: تم تحقيقها في 2024, التي تحققت في 2024.

    Without الذي such a clause has a pronoun that stands for the sum: كانت قد حققتها, not كانت قد حققت ربحا.
    """
    words, end = line.words, last + 1
    while end < len(words) and words[end].time < 0 and end - last <= CLAUSE:
        if words[end].kind == "mark" or words[end].amount >= 0:
            return None
        end += 1
    gap = [word.text for word in words[last + 1 : end]]
    if not gap or end == len(words) or words[end].time < 0:
        return None
    if gap[0] in particles()["relative"]:
        return words[end].time
    back = [any(base.pronoun for base in bases(word)) for word in gap]
    done = gap[0] in listed("were_done") and back[1:2] == [True]
    return words[end].time if done or (gap[0] in listed("was") and any(back[1:])) else None


def _undating(line: Line, place: int) -> bool:
    """Whether a time says since when a record stands (أعلى مستوى منذ), when a good is delivered, which market it is."""
    words = line.words
    before = [word.text for word in words[max(0, place - 6) : place]]
    since = words[place].text in listed("since") or (before[-1:] and before[-1] in listed("since"))
    if since and any(one_of(word, listed("records")) for word in before):
        return True
    if delivery(line, place):
        return True
    if _announced(line, place):
        return True
    time = words[place].time
    return any(
        frames()[hit.row].name == "session" and words[hit.first].time == time and words[hit.last].time != time
        for hit in line.frames
    )


def _announced(line: Line, place: int) -> bool:
    """Whether a time says when something was announced: أعلن الوزير الاثنين عن."""
    words = line.words
    after = place
    while after < len(words) and (words[after].time == words[place].time or words[after].text in "،,"):
        after += 1
    if after >= len(words) or words[after].text not in listed("announced"):
        return False
    return any(hit.form != "noun" and place - 8 < hit.first < place for hit in line.speech)


def _beyond(gap: Sequence[Word]) -> bool:
    """Whether a time stands in a part of the sentence that a comma sets off, with words of its own before it."""
    commas = [place for place, word in enumerate(gap) if word.text in "،,"]
    return bool(commas) and len(gap) - commas[-1] > 5


def _written(page: Page, found: Sequence[Sum]) -> list[Claim]:
    """The claims of all sums; those of equal value that state the same thing get one group."""
    rows: list[Claim] = []
    groups: list[list[tuple[Sum, Terms]]] = []
    equal: dict[tuple, list[int]] = {}
    for read in found:
        told = terms(page.plain, page.amounts, read.line, read.span, read.amount, read.kind)
        alike = equal.setdefault(_worth(page, read.amount), [])
        group = next((n for n in alike if all(_alike(read, it) and of_one(told, its) for it, its in groups[n])), None)
        if group is None:
            group = len(groups)
            alike.append(group)
            groups.append([])
        groups[group].append((read, told))
        rows.append(_claim(read, told, group))
    return rows


def _worth(page: Page, amount: Amount) -> tuple:
    """What equal sums share: value and currency, and their words where the text leaves the value open."""
    open_value = amount.low is None and amount.high is None
    words = letters(page.text[amount.start : amount.stop]) if open_value else ""
    return amount.low, amount.high, amount.currency, words


def _alike(one: Sum, other: Sum) -> bool:
    """Whether no role is held by two different parties, no two times date them, and their kinds are not opposed.

    Kind and modality may differ: of one deal the headline is often read otherwise than the text.
    """
    both = (role for role in PARTS if role in one.roles and role in other.roles)
    days = {read.when.value for read in (one, other) if read.when and read.when.value}
    return (
        len(days) < 2
        and not _opposed(one, other)
        and all(_one_party(one.roles[role], other.roles[role]) for role in both)
    )


def _opposed(one: Sum, other: Sum) -> bool:
    """Whether their frames make two sums what no one sum can be: revenue and spending, a fee and a fine."""
    told = all(read.chosen and read.chosen.frame.kind == read.kind for read in (one, other))
    return told and {one.kind, other.kind} in OPPOSED


def _one_party(one: Party, other: Party) -> bool:
    """Whether two names are the same, or of two noun phrases one says what the other does: الأوراق النقدية الجديدة."""
    if one.how != "noun" or other.how != "noun":
        return letters(one.name) == letters(other.name)
    said, again = ({word.removeprefix("ال") for word in letters(who.name).split()} for who in (one, other))
    return said <= again or again <= said


def _claim(found: Sum, told: Terms, group: int) -> Claim:
    """The row of a sum: its cells in the order of `Claim`."""
    amount, cue, when, sentence = found.amount, found.cue, found.when, found.line.sentence
    parties = (*(found.roles.get(role) for role in PARTS), found.source)
    bought = told.stake
    share = bought.low if bought and bought.low == bought.high else None  # over 49% is not 49%
    cells: tuple[Any, ...] = (
        (found.kind, amount.start, amount.stop, amount.low, amount.high, amount.currency, amount.bound)
        + sum(((who.start, who.stop, who.name, who.how) if who else (None,) * 4 for who in parties), ())
        + (found.trigger or (None, None))
        + (found.cue.modality, cue.start, cue.stop)
        + ((when.start, when.stop, when.value) if when else (None,) * 3)
        + ((bought.start, bought.stop, share) if bought else (None,) * 3)
        + (told.per, sentence.zone, sentence.start, sentence.stop)
        + (found.rule, found.score, group)
    )
    return Claim(*cells)
