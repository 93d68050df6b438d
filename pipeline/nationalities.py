"""Whose a bare ريال is: what in the text settles the currency that a shared noun stands for."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Set
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.money import Currency, Unit, adjectives, currencies, declensions
from pipeline.normalise import fold
from pipeline.numerals import AND, Words, among, context, spellings

ARTICLE, IN, FOR = (fold(letters).text for letters in ("ال", "ب", "ل"))
FAR = 60  # words from a sum to the country that settles its currency
CONFLICT = ""  # the evidence differs: nothing may settle it
COMMAS = frozenset("،,؛;")
JOINED = 9  # words from a country to another that و joins to it, each with its sum
OFTEN = 2  # times as often as any other must the country of the document be named


class Named(NamedTuple):
    """Where countries are named in a document, in order, which, and how: `with` for a partner, as in صادرات تونس إلى
    ليبيا, `in` behind في, `to` behind ل, `idle` where it tells of no sum (its money has its price in other money, it is
    a border's or a player's), empty for all else."""

    places: list[int]
    countries: list[str]
    how: list[str]


class Bare(NamedTuple):
    """A sum whose unit means one of several currencies: its words, the words of its sentence, and the currency that it
    is in as a rate of exchange."""

    unit: Unit
    first: int
    last: int
    floor: int
    roof: int
    quoted: str | None = None


class Page(NamedTuple):
    """What a document knows of currencies: the countries it names, how often and how often as no partner, full names
    by noun before the sum and anywhere, what each noun that is not settled can mean, what wholes and parts were settled
    to be by their own words, the outlet's country, the words at which clauses begin, what each bare noun was settled to
    be before, the country that the text's source tells, and the currencies that are spoken of without a number, الدينار
    التونسي, or have a sign or a code, 500 دج."""

    named: Named
    counts: Counter[str]
    own: Counter[str]
    earlier: dict[str, dict[str, int]]
    anywhere: dict[str, set[str]]
    open: dict[str, frozenset[str]]
    wholes: frozenset[str]
    parts: frozenset[str]
    country: str | None
    borders: list[int]
    settled: dict[str, set[str]]
    home: str | None = None
    spoken: frozenset[str] = frozenset()


def whose(found: Bare, page: Page) -> tuple[str | None, str | None]:
    """The code that the noun stands for here and the rule that says so: the first of `RULES` with an opinion."""
    for rule in RULES:
        code = rule(found, page)
        if code is not None:
            return (code, rule.__name__) if code != CONFLICT else (None, None)
    return None, None


def with_local_parts(found: Bare, page: Page) -> Bare:
    """The sum with what its noun is besides in a country of its sentence or outlet: a part, as درهم is in Libya."""
    first, last = bisect_left(page.named.places, found.floor), bisect_left(page.named.places, found.roof)
    here = {page.country, page.home, *page.named.countries[first:last]}
    local = [row for row in local_parts(found.unit) if not here.isdisjoint(row.countries)]
    codes = (*found.unit.codes, *(row.code for row in local))
    parts = (*found.unit.parts, *(row.parts for row in local))
    return found._replace(unit=found.unit._replace(codes=codes, parts=parts)) if local else found


@cache
def local_parts(unit: Unit) -> tuple[Currency, ...]:
    """The parts that a noun names in some countries and nobody calls by it alone elsewhere."""
    rows = currencies().get(unit.noun, ())
    return tuple(row for row in rows if row.alone == "no" and row.parts > 1 and row.code not in unit.codes)


def quoted_rate(found: Bare, page: Page) -> str | None:
    """The currency that is quoted at the sum: تحسن الريال اليمني إلى 1600 ريال للدولار."""
    return found.quoted


def country_near(found: Bare, page: Page) -> str | None:
    """The currency of the country named nearest in the sentence.

    A partner has no say: صادرات تونس إلى ليبيا are reckoned in the دينار of تونس, but where the document names ليبيا
    more often. Where two others are named, the nearest has it if it is twice as near and the document names it more
    often; what the document says later of its ريال then is no evidence either.

    Where the document has said before which currency it means, and the sentence names the country of another alone,
    they make a conflict. So does one behind the sum or behind في that the document names less often than another; and
    so does a foreigner of another clause: بغداد 1500 دينار. ووصل وفد كويتي، وبلغ سعر السكر 1200 دينار

    A text from one of the countries is in its own ريال where the sentence names it beside a place abroad (قدمت
    السعودية 5 ملايين ريال في اليمن), and in neither where it names that place alone.
    """
    near = _by_nearness(found, page)
    ranked = sorted((away, code) for code, away in near[""].items())
    if not ranked:
        return None
    code, said, times = ranked[0][1], page.earlier.get(found.unit.noun), _times(found.unit, page.counts)
    if said and code not in said:
        return CONFLICT if said.keys().isdisjoint(near[""]) else None
    at_home = _of(page.country, found.unit) or _of(page.home, found.unit)
    if at_home not in (None, code) and not said and (at_home in near[""] or _names_as_places(found, page, at_home)):
        return at_home if at_home in near[""] and _names_as_places(found, page, at_home) else CONFLICT
    others = [other for _, other in ranked[1:]]
    if others and (ranked[1][0] <= 2 * ranked[0][0] or times[code] <= max(times[other] for other in others)):
        alone = ranked[1][0] > 2 * ranked[0][0] and _alone_in_clause(found, page, code, others)
        return CONFLICT if not said and (alone or page.anywhere.get(found.unit.noun)) else None
    contradicted = (
        any(times[code] < times[other] for other in near["with"])
        or (_is_foreign(found, page, code) and not _in_clause(found, page, code))
        or (times[code] < max(times.values()) and not _before(found, page, code))
    )
    spoken = _only(page.spoken, found.unit)
    contradicted = contradicted or (spoken not in (None, code) and times[spoken or ""] > times[code])
    return CONFLICT if contradicted else code


def _alone_in_clause(found: Bare, page: Page, code: str, others: list[str]) -> bool:
    """Whether the clause of the sum names countries of this currency and none of the others'."""
    return _in_clause(found, page, code) and not any(_in_clause(found, page, other) for other in others)


def _by_nearness(found: Bare, page: Page) -> dict[str, dict[str, int]]:
    """How far from the sum the sentence names the countries of each currency, those of partners by themselves."""
    near: dict[str, dict[str, int]] = {"": {}, "with": {}}
    floor, roof = max(found.floor, found.last - FAR), min(found.roof, found.last + FAR)
    for at in range(bisect_left(page.named.places, floor), bisect_right(page.named.places, roof - 1)):
        for row in meant(found.unit):
            if page.named.countries[at] in row.countries and page.named.how[at] != "idle":
                away = _away(found, page.named.places[at])
                distances = near["with" if _is_partner(found, page, at) else ""]
                distances[row.code] = min(away, distances.get(row.code, away))
    return near


def _is_partner(found: Bare, page: Page, at: int) -> bool:
    """Whether the country at a place of `named` has a part in the sum only: مع ليبيا, 500 مليون ريال لليمن"""
    how = page.named.how[at]
    return how == "with" or (how == "to" and page.named.places[at] >= found.last)


def _away(found: Bare, place: int) -> int:
    """How many words part a word from the sum, whichever side of it the word is on."""
    return found.first - place if place < found.first else max(0, place - found.last + 1)


def _names_as_places(found: Bare, page: Page, code: str) -> bool:
    """Whether the sentence names the countries of other currencies only as where or to whom: في اليمن, لليمن"""
    first, last = bisect_left(page.named.places, found.floor), bisect_left(page.named.places, found.roof)
    others = {place for row in meant(found.unit) if row.code != code for place in row.countries}
    return all(page.named.how[at] for at in range(first, last) if page.named.countries[at] in others)


def _before(found: Bare, page: Page, code: str) -> bool:
    """Whether a country of the currency is named before the sum in its sentence, and not behind في."""
    first = bisect_left(page.named.places, max(found.floor, found.last - FAR))
    last = bisect_left(page.named.places, found.first)
    (countries,) = (row.countries for row in meant(found.unit) if row.code == code)
    return any(page.named.countries[at] in countries and page.named.how[at] in ("", "to") for at in range(first, last))


def _is_foreign(found: Bare, page: Page, code: str) -> bool:
    """Whether the document is about the country of another currency: what the bare noun was settled to be before was
    always that, or it is named twice as often as all others in question, partners left out."""
    settled, own = page.settled.get(found.unit.noun, set()), _times(found.unit, page.own)
    most = max(own.values(), default=0)
    return (len(settled) == 1 and code not in settled) or (own[code] < most >= OFTEN * (own.total() - most))


def _in_clause(found: Bare, page: Page, code: str) -> bool:
    """Whether a country of the currency is named in the clause of the sum."""
    at = bisect_right(page.borders, found.first)
    floor = max([found.floor, *page.borders[max(0, at - 1) : at]])
    roof = min([found.roof, *page.borders[at : at + 1]])
    (countries,) = (row.countries for row in meant(found.unit) if row.code == code)
    first, last = bisect_left(page.named.places, floor), bisect_left(page.named.places, roof)
    return any(
        page.named.countries[at] in countries and page.named.how[at] not in ("idle", "to") for at in range(first, last)
    )


def borders(read: Words) -> list[int]:
    """The words at which a clause begins: و behind a comma, and before what happens; بينما. What وهو and والذي tell is
    of the clause before.

    >>> from pipeline.numerals import words
    >>> borders(words("وصل الوفد الكويتي، أمس، وبلغ السعر 5 دنانير، والذي زاد، بينما كان 4"))
    [6, 14]
    """
    events, others = context("breaker") | context("change"), context("other_clause")
    return [
        at for at, surface in enumerate(read.surfaces)
        if surface in others or (
            surface[0] == AND and surface[1:] not in context("goes_on")
            and (surface[1:] in events or (at and read.surfaces[at - 1] in COMMAS and not read.numerals[at].kind))
        )
    ]  # fmt: skip


def earlier_in_document(found: Bare, page: Page) -> str | None:
    """What the noun was said to be before, with its nationality, if that was always the same; a conflict where the
    document went on to another country."""
    code = _only(page.earlier.get(found.unit.noun, ()), found.unit)
    return CONFLICT if code is not None and _told_of_another_since(found, page, code) else code


def _told_of_another_since(found: Bare, page: Page, code: str) -> bool:
    """Whether the last country named before the sum, behind what said its noun's, has another currency of the noun."""
    first = bisect_right(page.named.places, page.earlier[found.unit.noun][code])
    last = bisect_left(page.named.places, found.floor)
    whose = {place: row.code for row in meant(found.unit) for place in row.countries}
    told = [
        whose[page.named.countries[at]]
        for at in range(first, last)
        if page.named.how[at] not in ("with", "idle") and page.named.countries[at] in whose
    ]
    return bool(told) and told[-1] != code


def elsewhere_in_document(found: Bare, page: Page) -> str | None:
    """What the noun is said to be later on, if that is always the same; a conflict where the document names another
    country as often, or says it of another place."""
    code = _only(page.anywhere.get(found.unit.noun, ()), found.unit)
    if code is None:
        return None
    own = _times(found.unit, page.own)
    rivals = own[code] <= max(own[other] for other in own if other != code) > 0
    return CONFLICT if rivals or _named_later(found, page, code) else code


def _named_later(found: Bare, page: Page, code: str) -> bool:
    """Whether the countries of a currency are named first behind the sum, as another place: وفي قطر 4 ريالات قطرية"""
    (countries,) = (row.countries for row in meant(found.unit) if row.code == code)
    first = next((at for at, country in enumerate(page.named.countries) if country in countries), None)
    return first is not None and page.named.places[first] >= found.roof and page.named.how[first] == "in"


def spoken_of(found: Bare, page: Page) -> str | None:
    """The one currency that the document speaks of (الدينار التونسي) or has with a sign (500 دج); a conflict where it
    names the country of another as often, or another is that of its sentence or its outlet."""
    code = _only(page.spoken, found.unit)
    if code is None:
        return None
    own = _times(found.unit, page.own)
    rivals = own[code] <= max(own[other] for other in own if other != code) > 0
    near = _by_nearness(found, page)[""]
    apart = {other for other, away in near.items() if away != near.get(code)}  # جويلية is of Tunisia and Algeria
    nearer = {*apart, *(_of(place, found.unit) for place in (page.country, page.home))}
    return CONFLICT if rivals or not nearer <= {code, None} else code


def beside_its_parts(found: Bare, page: Page) -> str | None:
    """The one currency that this noun and another of the document can both mean: درهم beside سنتيم is Moroccan.

    So is سنتيم beside دج Algerian; of two wholes a settled one tells nothing, for it may be what the other is worth.
    """
    settled = page.wholes if min(found.unit.parts) > 1 else page.parts
    shared = settled.intersection(found.unit.codes) | {
        code for noun, codes in page.open.items() if noun != found.unit.noun
        for code in codes.intersection(found.unit.codes)
    }  # fmt: skip
    return _only(shared, found.unit)


def outlet_country(found: Bare, page: Page) -> str | None:
    """The currency of the outlet's country, where the sentence does not name others alone."""
    return _at_home(found, page, page.country)


def document_country(found: Bare, page: Page) -> str | None:
    """The currency of the country that the document names at least twice as often as any other in question, partners
    left out, and partners counted no less often; in an outlet of another country it has to act, and more than once."""
    own, times = _times(found.unit, page.own), _times(found.unit, page.counts)
    first, second = (*own.most_common(2), ("", 0))[:2]
    often = first[1] and first[1] >= OFTEN * second[1] and times[first[0]] >= max(times.values())
    if not often:
        return None
    at_home = _of(page.home, found.unit)
    return CONFLICT if at_home not in (None, first[0]) and _acts(found, page, first[0]) < OFTEN else first[0]


def _acts(found: Bare, page: Page, code: str) -> int:
    """How often the countries of a currency are named, but not as where or to whom something is."""
    (countries,) = (row.countries for row in meant(found.unit) if row.code == code)
    named = zip(page.named.countries, page.named.how, strict=True)
    return sum(country in countries and not how for country, how in named)


def source_country(found: Bare, page: Page) -> str | None:
    """The currency of the country of the outlet that the text is from, likewise."""
    return _at_home(found, page, page.home)


def _at_home(found: Bare, page: Page, country: str | None) -> str | None:
    code = _of(country, found.unit)
    near = _by_nearness(found, page)[""]
    return CONFLICT if code is not None and near and code not in near else code


def _times(unit: Unit, counts: Counter[str]) -> Counter[str]:
    """How often the countries of each currency that the unit can mean are named."""
    return Counter({row.code: sum(counts[place] for place in row.countries) for row in meant(unit)})


Rule = Callable[[Bare, Page], str | None]
RULES: tuple[Rule, ...] = (
    quoted_rate, country_near, earlier_in_document, elsewhere_in_document, spoken_of, beside_its_parts,
    outlet_country, document_country, source_country,
)  # fmt: skip


def _of(country: str | None, unit: Unit) -> str | None:
    """The currency of a country among those that a unit can mean."""
    return _only([row.code for row in meant(unit) if country in row.countries], unit)


def _only(codes: Iterable[str], unit: Unit) -> str | None:
    possible = set(unit.codes).intersection(codes)
    return possible.pop() if len(possible) == 1 else None


@cache
def _rows() -> tuple[Currency, ...]:
    return tuple(row for rows in currencies().values() for row in rows if row.parts == 1)


@cache
def meant(unit: Unit) -> tuple[Currency, ...]:
    """The currencies that a unit can mean, with their countries, for a sign as well as for a noun."""
    rows = currencies().get(unit.noun) or _rows()
    return tuple(row for row in rows if row.code in unit.codes)


@cache
def home(source: str) -> str | None:
    """The country of an outlet as the source of a text names it, None where the name does not tell one alone.

    >>> [home(name) for name in ("الشرق القطرية", "صحيفة القبس", "https://www.okaz.com.sa/news/1", "الشرق الأوسط")]
    ['QA', 'KW', 'SA', None]
    """
    address = _ADDRESS.fullmatch(source.strip())
    if address is not None:
        labels = address["host"].lower().split(".")
        known = {row.upper() for row in adjectives().values()}
        land = labels[-1].upper()
        return land if land in known else next((homes[name] for name in labels if name in (homes := _homes())), None)
    words = re.findall(r"[^\W_]+", fold(source).text)
    phrases = [" ".join(words[at : at + size]) for at in range(len(words)) for size in (1, 2)]
    spoken = {adjectives().get(form) for phrase in phrases for form in (phrase, phrase.removeprefix(AND))}
    countries = spoken - {None}
    if len(countries) == 1:
        return countries.pop()
    whole, bare = " ".join(words), " ".join(words[1:])  # جريدة المال; القبس and صحيفة القبس, but not أخبار القبس
    names = (whole, bare) if among(words[:1], "outlet") else (whole,)
    return None if countries else next((_homes()[name] for name in names if name in _homes()), None)


_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?:[:/?#].*)?", re.DOTALL)


@cache
def _homes() -> dict[str, str]:
    """The country of each outlet whose name does not tell it."""
    rows = lexicon.rows("outlet_homes")
    return {fold(name).text: row["country"] for row in rows for name in row["names"].split("|")}


def named(read: Words, priced: Set[int] = frozenset()) -> Named:
    """The countries that a document names: by name, nationality or a place in them; at `priced` words, as money that is
    bought.

    >>> from pipeline.numerals import words
    >>> named(words("باعت القاهرة للسعودية مع الجارة ليبيا وتونس"))
    Named(places=[1, 2, 5, 6], countries=['EG', 'SA', 'LY', 'TN'], how=['', 'to', 'with', 'with'])
    """
    places: list[int] = []
    countries: list[str] = []
    how: list[str] = []
    spoken, last = _spoken(), 0
    for at, surface in enumerate(read.surfaces):
        for rest, codes in spoken.get(surface, ()):
            if tuple(read.surfaces[at + 1 : at + 1 + len(rest)]) == rest:
                again = at < last or (at == last and how[-1:] == ["idle"])  # الحدود التونسية الجزائرية
                joined = places and (again or (surface.startswith(AND) and _goes_on(read, places[-1], at)))
                said = how[-1] if joined else _how(read.surfaces[max(0, at - 2) : at], surface)
                last = at + 1 + len(rest)
                places += [at] * len(codes)
                countries += codes
                how += [("idle" if at in priced else said) or _by_clitic(surface)] * len(codes)
                break
    return Named(places, countries, how)


def _goes_on(read: Words, place: int, at: int) -> bool:
    """Whether و joins a country to the one named before it: مع فرنسا وليبيا, مع فرنسا بقيمة مليار وليبيا بقيمة مليار"""
    follows = read.surfaces[at + 1 : at + 2]
    valued = follows == ["("] or not context("worth").isdisjoint(follows)
    return place == at - 1 or (valued and at - place <= JOINED)


def _how(before: list[str], surface: str) -> str:
    """How a country is named behind some words: `with` behind مع, إلى الجارة, على السوق and the like, `in` behind في.

    A nationality is a partner's only as its market's; behind الحدود and اللاعب, or alone behind a player's verb, ساهم
    السوداني, it tells of no sum.
    """
    player = among(before[-1:], "player_does") and surface in _definite_nisbas()
    if (among(before[-1:], "of_no_sum") or player) and surface not in states():
        return "idle"
    if among(before[-1:], "market_of"):
        return "with" if among(before[:-1], "onto") else "in" if among(before[:-1], "in") else ""
    if among(before[-1:], "neighbour"):
        before = before[:-1]
    with_one = not context("partner").isdisjoint(before[-1:]) and surface in states()
    return "with" if with_one else "in" if among(before[-1:], "in") else ""


def _by_clitic(surface: str) -> str:
    """How a country is named by the letter before its name: `in` for بالمغرب, `to` for للمغرب and لقطر."""
    word = surface.removeprefix(AND)
    how = "in" if word.startswith(IN) else "to" if word.startswith(FOR) else ""
    bare = word[1:] if word[1:] in states() else ARTICLE[0] + word[1:]
    return how if word not in states() and bare in states() else ""


@cache
def states() -> frozenset[str]:
    """The first words of the names of countries, bare and behind و: no towns, from which and to which one goes at
    home."""
    names = [name for row in lexicon.rows("countries") for name in row["names"].split("|")]
    return frozenset(before + fold(name).text.split()[0] for name in names for before in ("", "و"))


@cache
def nisbas() -> frozenset[str]:
    """The masculine adjectives of countries without their article, as the lexicon spells them: سعودي, أردني."""
    return frozenset(word for row in lexicon.rows("countries") for word in lexicon.cells(row, "adjectives"))


@cache
def _definite_nisbas() -> frozenset[str]:
    """السوداني, المغربي: alone behind a verb it is somebody from there."""
    return frozenset(ARTICLE + fold(word).text for word in nisbas() if word.endswith("ي"))


@cache
def _spoken() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """What names a country by its first word with any clitic: the words after it, and whom it names, since
    عمان is Oman and Amman, طرابلس in Libya and in Lebanon."""
    made: dict[str, dict[tuple[str, ...], dict[str, None]]] = {}
    for row in (*lexicon.rows("countries"), *lexicon.rows("places")):
        forms = [form for name in lexicon.cells(row, "names", "places") for form in spellings(name)]
        for adjective in lexicon.cells(row, "adjectives"):
            folded = fold(adjective).text
            forms += [*declensions(folded), folded + "ون", f"ال{folded}ون"]
        for form in forms:
            first, *rest = re.findall(r"[^\W\d_]+", form)
            for before in ("", "و", "ب", "ل", "ف", "ك", "وب", "ول"):
                swallowed = before.endswith("ل") and first.startswith("ال")  # للسعودية
                surface = before + (first[1:] if swallowed else first)
                made.setdefault(surface, {}).setdefault(tuple(rest), {})[row.get("code") or row["country"]] = None
    return {
        first: sorted(((rest, tuple(codes)) for rest, codes in found.items()), key=lambda phrase: -len(phrase[0]))
        for first, found in made.items()
    }
