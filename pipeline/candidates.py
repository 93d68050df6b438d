"""Everybody and everything around a sum that may hold a role, and the traits by which they are told apart."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clauses import Line, particles
from pipeline.frames import Choice, frames
from pipeline.inflections import listed, one_of
from pipeline.parties import ACTORS, FORGET, NAMES, SOMEBODY, Page, Party, named, noun, outlets, party, phrase
from pipeline.prices import wares
from pipeline.slots import Span

BANDS = (0, 1, 3, 6, 12)  # words
BACK = (1, 2, 3, 6)  # sentences
RANKS = (0, 1, 2)
OFTEN = (1, 2, 4)  # times that a text has a name
PAYMENTS = frozenset(("investment", "spending", "grant", "debt", "tax", "compensation", "dividend"))
WORDS = ("public", "company_heads", "projects", "envelopes", "purposes", "adverbial_nouns", "reports", "lenders")
DEALS = frozenset(("acquisition", "contract"))


SURE = 0.5  # a role stays empty where no candidate is likelier than this
# kinds that nobody pays, and two of which a payer is guessed badly
UNPAID = ("price", "revenue", "profit", "loss", "trade", "valuation", "assets", "debt", "other")


class Candidate(NamedTuple):
    """A party that may hold a role; words `first` to `last` of its sentence, which stands `back` sentences before."""

    party: Party
    first: int
    last: int
    back: int


class Topics(NamedTuple):
    """How often a text has each name, and the names in its headline or first sentence."""

    counts: Mapping[str, int]
    opening: frozenset[str]


def topics_of(page: Page) -> Topics:
    """The names that a text is about."""
    counts = Counter(mention.name for mention in page.mentions)
    stop = page.lines[0].sentence.stop if page.lines else 0
    return Topics(counts, frozenset(mention.name for mention in page.mentions if mention.stop <= stop))


def candidates(page: Page, line: Line) -> list[Candidate]:
    """The parties of a sentence, left to right, then the names of the sentences before, nearest first."""
    return [*_here(page, line), *_before(page, line)]


def _here(page: Page, line: Line) -> list[Candidate]:
    found: dict[tuple[int, int], Candidate] = {}

    def add(who: Party | None, first: int, last: int) -> None:
        if who and who.start < who.stop:
            found.setdefault((first, who.start), Candidate(who, first, last, 0))

    words = line.words
    for place, word in enumerate(words):
        if word.mention >= 0 and (not place or words[place - 1].mention != word.mention):
            last = place
            while last + 1 < len(words) and words[last + 1].mention == word.mention:
                last += 1
            add(named(page.mentions[word.mention]), place, last)
    for place in sorted(_heads(line)):
        whole = phrase(line, place)
        if whole is None or words[whole.first].mention >= 0:
            continue
        who = party(page, line, whole)
        if who and who.how == "name":  # إيرادات القناة: the noun is a candidate beside the name in it
            who = noun(page, line, whole.first, whole.last)
        add(who, whole.first, whole.last)
    for ware in wares(page, line, 0, len(words)):
        first = bisect_left(words, ware.start + 1, key=lambda word: word.stop)
        if first < len(words) and not any(place == first for place, _ in found):
            add(ware, first, first)
    return sorted(found.values(), key=lambda one: (one.first, one.party.start))


def _heads(line: Line) -> set[int]:
    """The words at which a noun phrase may begin that holds a role."""
    words, small = line.words, particles()
    found = {place for place, hit in line.parties.items() if words[place].amount < 0}
    for hit in line.frames:
        if hit.form == "noun":
            found |= {hit.first, hit.last + 1}
    for place, word in enumerate(words):
        if word.text in small["prep"]:
            found.add(place + 1)
        if word.lead and word.kind == "word" and word.text[: word.lead].lstrip("وف")[:1] in ("ل", "ب"):
            found.add(place)
    found |= {topic.first for topic in line.subjects.values() if topic}
    return {
        place
        for place in found
        if place < len(words)
        and words[place].kind in ("word", "number")
        and words[place].amount < 0
        and words[place].time < 0
        and words[place].text not in line.small
    }


def _before(page: Page, line: Line) -> list[Candidate]:
    """The last place of each name in the sentences before, nearest first."""
    found: dict[str, Candidate] = {}
    last = bisect_left(page.mentions, line.sentence.start, key=lambda mention: mention.start)
    number = line.number
    for place in range(last - 1, max(-1, last - FORGET), -1):
        mention = page.mentions[place]
        while number and page.lines[number].sentence.start > mention.start:
            number -= 1
        if mention.name not in found:
            who = named(mention)._replace(how="resolved")
            found[mention.name] = Candidate(who, place, place, line.number - number)
    return list(found.values())


class Scene(NamedTuple):
    """What the traits of all candidates of a sum are read from."""

    page: Page
    line: Line
    span: Span
    kind: str
    chosen: Choice | None
    rules: Mapping[str, Party]
    said: Party | None
    topics: Topics


def band(distance: int, bands: tuple[int, ...] = BANDS) -> str:
    """The name of the band in which a number falls.

    >>> band(0), band(2), band(99)
    ('0', '3', 'far')
    """
    return next((str(most) for most in bands if distance <= most), "far")


def group(kind: str) -> str:
    """Kinds whose roles are told alike."""
    if kind in ("price", "penalty"):
        return kind
    return "pay" if kind in PAYMENTS else "deal" if kind in DEALS else "figure"


def told(scene: Scene, known: Sequence[Candidate]) -> list[list[str]]:
    """The traits of each candidate, and last those of nobody."""
    ranked = ranks(scene, known)
    return [*(traits(scene, one, rank) for one, rank in zip(known, ranked, strict=True)), empty(scene)]


def ranks(scene: Scene, known: Sequence[Candidate]) -> list[list[str]]:
    """For each candidate how many others of somebody stand between it and the sum, and whether it is the first."""
    found: list[list[str]] = [[] for _ in known]
    acting = [place for place, one in enumerate(known) if one.party.label in ACTORS or one.party.label in SOMEBODY]
    here = [place for place in acting if not known[place].back]
    before = [place for place in here if known[place].first < scene.span.first]
    behind = [place for place in here if known[place].first > scene.span.last]
    past: dict[str, list[int]] = {}
    for place in acting:
        if known[place].back:
            past.setdefault(known[place].party.label, []).append(place)
    rows = [("actor before", before[::-1]), ("actor behind", behind)]
    rows += [(f"past {label}", places) for label, places in past.items()]
    for name, places in rows:
        for rank, place in enumerate(places):
            found[place].append(f"{name} {band(rank, RANKS)}")
    if before:
        found[before[0]].append("actor first")
    for label in ACTORS:
        named_most = max(
            (place for place in acting if known[place].party.label == label),
            key=lambda place: scene.topics.counts.get(known[place].party.name, 0),
            default=-1,
        )
        if named_most >= 0:
            found[named_most].append("named most")
    if not before:
        for places in past.values():
            found[places[0]].append("nobody before")
    return found


def traits(scene: Scene, one: Candidate, ranked: Sequence[str] = ()) -> list[str]:
    """The traits of a candidate."""
    who, kind = one.party, scene.kind
    sort = who.label if who.label in (*NAMES, "people", "state", "party", "ware", "source", "speaker") else "thing"
    found = [f"sort {sort}", f"how {who.how}"]
    crossed = [f"sort {sort}", *ranked]
    ruled = [role for role, other in scene.rules.items() if who.start < other.stop and other.start < who.stop]
    again = [role for role, other in scene.rules.items() if role not in ruled and other.name == who.name]
    crossed += [f"rule {role}" for role in ruled] or ["rule none"]
    found += [f"rule {role} by {scene.rules[role].how}" for role in ruled] + [f"again {role}" for role in again]
    if scene.said and scene.said.name == who.name:
        found.append("source")
    if who.name in outlets():
        found.append("outlet")
    times = scene.topics.counts.get(who.name, 0)
    found.append(f"named {band(times, OFTEN)}")
    if who.name in scene.topics.opening:
        crossed.append("opening")
    if one.back:
        crossed += [f"back {band(one.back, BACK)} {sort}"]
    else:
        crossed += list(_standing(scene, one))
        crossed += [*_verbs(scene, one), *_words(scene, one)]
    g = group(kind)
    return [*found, *crossed, *(f"{g}: {trait}" for trait in crossed)]


def _standing(scene: Scene, one: Candidate) -> Iterator[str]:
    """Where a candidate stands to the sum, the trigger and the verbs."""
    line, span = scene.line, scene.span
    words, small = line.words, particles()
    after = one.first > span.last
    hit = scene.chosen.hit if scene.chosen else None
    preposition = _preposition(line, one.first)
    side = "behind" if after else "before"
    if hit and not after and hit.last < one.first:
        side = "between"
    yield f"{side} {preposition or 'bare'}"
    distance = one.first - span.last - 1 if after else span.first - one.last - 1
    yield f"{side} {band(distance)}"
    if hit:
        if hit.first <= one.first <= hit.last:
            yield "trigger"
        elif one.first == hit.last + 1:
            yield f"completes {'definite' if hit.article else 'bare'} {_role_of(scene, 'of')}"
        elif one.last < hit.first:
            yield f"trigger after {band(hit.first - one.last - 1)}"
        else:
            yield f"trigger before {band(one.first - hit.last - 1)}"
        role = frames()[hit.row].by.get(preposition, "")
        if role and one.first > hit.last:
            yield f"slot {role}"
    yield "clause same" if line.hard[one.first] == line.hard[span.first] else "clause other"
    that = next((place for place in range(span.first - 1, -1, -1) if words[place].text in small["that"]), -1)
    if one.first < that:
        yield "before that"


def _role_of(scene: Scene, what: str) -> str:
    return getattr(scene.chosen.frame, what) or "none" if scene.chosen else "none"


def _verbs(scene: Scene, one: Candidate) -> Iterator[str]:
    """Which verbs a candidate is the subject or the object of, and which noun it completes."""
    line = scene.line
    last = max((place for place in line.subjects if place <= scene.span.first), default=-1)
    for place, topic in line.subjects.items():
        if topic and topic.first <= one.first <= topic.last:
            speaks = any(hit.first == place for hit in line.speech)
            does = [frames()[hit.row].does for hit in line.frames if hit.first == place and hit.form != "noun"]
            for role in does or [""]:
                yield f"subject of {'last' if place == last else 'other'} {role or ('speech' if speaks else 'none')}"
            if speaks and place < scene.span.first:
                yield "spoke"
    for hit in line.frames:
        if hit.last + 1 == one.first and hit.form == "noun" and not (scene.chosen and hit == scene.chosen.hit):
            yield f"completes other {frames()[hit.row].of or 'none'}"
        if hit.last + 1 == one.first and hit.form != "noun":
            yield f"object of {frames()[hit.row].takes or 'none'}"


def _words(scene: Scene, one: Candidate) -> Iterator[str]:
    """What a candidate's own words say."""
    line = scene.line
    word, before = line.words[one.first], line.words[one.first - 1] if one.first else None
    if before and before.text == "(":
        yield "bracket"
    if word.text.startswith("و") and word.lead:
        yield "joined"
    if one.party.how == "noun":
        text = word.text[word.lead :]
        begun = {frames()[hit.row].kind for hit in line.frames if hit.first == one.first and hit.form == "noun"} - {""}
        yield "begins same" if scene.kind in begun else "begins other" if begun else "begins none"
        yield from (f"begins {name}" for name in WORDS if one_of(text, listed(name)))
        yield "definite" if text.startswith(("ال", "لل")) else "indefinite"
        yield "one word" if one.first == one.last else "more words"
    if one.first == 0:
        yield "opens"


def _preposition(line: Line, first: int) -> str:
    """The preposition before a word, through a noun before it (على شركة)."""
    word = line.words[first]
    head = word.text[: word.lead].lstrip("وف")[:1]
    if head in ("ل", "ب", "ك"):
        return head
    for place in range(first - 1, max(-1, first - 3), -1):
        before = line.words[place]
        if before.text in particles()["prep"]:
            return before.text
        head = before.text[: before.lead].lstrip("وف")[:1]
        if before.kind == "word" and head in ("ل", "ب") and place == first - 1:
            return head + "_"
        if place == first - 1 and before.kind != "word":
            continue
        if place not in line.parties:
            break
    return ""


@cache
def weights() -> dict[str, dict[str, float]]:
    """For each role that may be filled the weight of each trait, as `training/roles.py` fitted them."""
    found: dict[str, dict[str, float]] = {}
    for row in lexicon.rows("roles"):
        found.setdefault(row["role"], {})[row["trait"]] = float(row["weight"])
    return found


def empty(scene: Scene) -> list[str]:
    """The traits of nobody: what speaks for a role's being left empty."""
    found = [f"nobody {scene.kind}", "nobody"]
    found += [f"nobody {role} by rule" for role in scene.rules] or ["nobody by rule"]
    if scene.chosen:
        found += [f"nobody: {what} {_role_of(scene, what)}" for what in ("does", "of", "takes")]
    found += [f"{group(scene.kind)}: {trait}" for trait in found]
    return found


def filled(scene: Scene, known: Sequence[Candidate]) -> dict[str, Party]:
    """The roles of a sum: those that the rules hand out, and the likeliest candidate where they left one empty."""
    found = dict(scene.rules)
    open_roles = [role for role in weights() if role not in found]
    if not open_roles or scene.kind in UNPAID or not known:
        return found
    rows = told(scene, known)
    chances = [
        (-chance, role, place)
        for role in open_roles
        for place, chance in enumerate(shares(rows, weights()[role])[:-1])
        if chance >= SURE
    ]
    for _, role, place in sorted(chances):
        who = known[place].party
        if role not in found and all(apart(who, other) for other in found.values()):
            found[role] = who
    return found


def apart(one: Party, other: Party) -> bool:
    """Whether two parties are not the same: they have no letter and no name in common."""
    return one.name != other.name and (one.stop <= other.start or other.stop <= one.start)


def shares(rows: Sequence[Sequence[str]], weight: Mapping[str, float]) -> list[float]:
    """The chance of each row of traits, all together 1."""
    totals = [sum(weight.get(trait, 0.0) for trait in row) for row in rows]
    most = max(totals)
    powers = [exp(total - most) for total in totals]
    whole = sum(powers)
    return [power / whole for power in powers]
