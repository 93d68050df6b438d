"""What a number counts: currencies by noun, nationality, sign or code, percentages, and whose a bare ريال is."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.digits import Value
from pipeline.normalise import fold
from pipeline.numerals import Words, spellings


class Unit(NamedTuple):
    """The unit of a number: money in one of `codes`, or percent.

    `parts` says how many of the unit make one of the currency (a cent: 100), by code where codes disagree; for
    percent, how many of it make one percent. `last` is the word after it, `start` and `stop` its letters.
    """

    type: str
    codes: tuple[str, ...]
    parts: tuple[Fraction, ...]
    start: int
    stop: int
    last: int
    rule: str
    noun: str = ""

    @property
    def settled(self) -> bool:
        return len(self.codes) <= 1 or self.rule == "default"


class Noun(NamedTuple):
    """A form of a currency's noun; one that is not `free` needs a nationality beside it."""

    noun: str
    shape: str
    free: bool


class Currency(NamedTuple):
    """A currency that a noun can mean; `alone` is yes where the bare noun means it, no where it never does."""

    code: str
    countries: tuple[str, ...]
    alone: str
    parts: Fraction


@cache
def currencies() -> dict[str, tuple[Currency, ...]]:
    """The currencies that each noun can mean, units and their parts alike."""
    made: dict[str, list[Currency]] = {}
    countries = {}
    for row in lexicon.rows("currencies"):
        countries[row["code"]] = countries.get(row["code"]) or tuple(row["countries"].split())
        one = Currency(row["code"], tuple(row["countries"].split()), row["alone"], Fraction(1))
        made.setdefault(row["noun"], []).append(one)
    del made["تومان"]
    for row in lexicon.rows("subunits"):
        parts = Fraction(row["parts"])
        one = Currency(row["code"], countries[row["code"]], row["alone"], parts)
        made.setdefault(row["noun"], []).append(one)
    return {noun: tuple(rows) for noun, rows in made.items()}


@cache
def nouns() -> dict[str, Noun]:
    """Each folded form of a currency's noun, bare and with the article."""
    made = {}
    for row in lexicon.rows("currency_words"):
        for form in row["form"].split("|"):
            for spelled in spellings(form):
                for surface in (spelled, "ال" + spelled):
                    made[surface] = Noun(row["noun"], row["shape"], row["alone"] != "no")
    return made


@cache
def duals() -> dict[str, int]:
    """The duals of currency nouns with the letters of their clitics: وبدولارين is two dollars from its third."""
    return {
        before + form: len(before)
        for form, noun in nouns().items()
        if noun.shape == "two"
        for before in ("", "و", "ب", "ل", "ف", "وب", "ول")
    }


@cache
def adjectives() -> dict[str, str]:
    """Each folded form of a nationality, of one word or two, and its country."""
    made = {}
    for row in lexicon.rows("countries"):
        for adjective in filter(None, row["adjectives"].split("|")):
            folded = fold(adjective).text
            for form in _declined(folded):
                made.setdefault(form, row["code"])
        for name in row["names"].split("|"):
            made.setdefault(fold(name).text, row["code"])
    return made


def _declined(folded: str) -> Iterator[str]:
    """كندي, كنديا, كندية, الكندية …; of two words both take the same ending."""
    if not folded.endswith("ي"):
        yield folded
        return
    head, blank, last = folded.rpartition(" ")
    for ending in ("", "ا", "ة", "ه", "ين", "ان", "تين", "تان"):
        first = head + ("ة" if ending in ("ة", "ه") and head.endswith("ي") else "")
        yield first + blank + last + ending
        yield f"ال{first}{blank}{'ال' if blank else ''}{last}{ending}"


# --- units beside a number ---


def unit_after(read: Words, at: int, plain: str) -> Unit | None:
    """The unit that begins at word `at`: دولار أميركي, في المئة, %, ر.س; None if there is none."""
    if at >= len(read.surfaces):
        return None
    surface = read.surfaces[at]
    if surface in percents():
        found = _percent(read, at)
        if found is not None:
            return found
    if surface == "من" and at + 1 < len(read.surfaces) and read.surfaces[at + 1].startswith("ال"):
        noun = nouns().get(read.surfaces[at + 1])  # 5 ملايين من الدولارات
        return _money(read, at + 1, noun) if noun is not None and noun.shape == "many" else None
    noun = nouns().get(surface)
    if noun is not None and surface not in _SIGNS_ONLY:
        return _money(read, at, noun)
    return _sign_after(read, at, plain) or (_run_on(read, at) if len(surface) > SHORTEST_RUN_ON else None)


SHORTEST_RUN_ON = 6


def _run_on(read: Words, at: int) -> Unit | None:
    """The currency of two words that run on: دولارللبرميل, دولارأميركي"""
    surface = read.surfaces[at]
    for cut in range(3, len(surface) - 2):
        noun, rest = nouns().get(surface[:cut]), surface[cut:]
        if noun is not None and noun.shape != "two" and (rest.startswith("لل") or rest in adjectives()):
            start = read.starts[at]
            apart = Words(read.text, [start, start + cut], [start + cut, read.stops[at]], [surface[:cut], rest], [None] * 2)
            found = _money(apart, 0, noun)
            return found._replace(last=at + 1) if found is not None else None
    return None


_SIGNS_ONLY = ("\ufdfc",)


@cache
def percents() -> dict[str, list[tuple[list[str], Fraction]]]:
    """The ways to say percent by their first word, the longest first."""
    made: dict[str, list[tuple[list[str], Fraction]]] = {}
    rows = [(fold(row["form"]).text.split(), Fraction(row["percent"])) for row in lexicon.rows("percents")]
    for form, percent in list(rows):
        if form[-1].endswith("ة"):
            rows.append(([*form[:-1], form[-1][:-1] + "ه"], percent))
    for form, percent in sorted(rows, key=lambda row: -len(row[0])):
        made.setdefault(form[0], []).append((form, percent))
    return made


@cache
def percents_alone() -> dict[str, tuple[int, dict[str, int]]]:
    """The first words, clitics before them, of what says a percentage without a number: نقطتين مئويتين. The letters
    of the clitics, and by the words after how many are meant."""
    made: dict[str, tuple[int, dict[str, int]]] = {}
    for row in lexicon.rows("percents"):
        if row["alone"]:
            first, rest = fold(row["form"]).text.split(" ", 1)
            for before in ("", "و", "ب", "ل", "ف", "وب"):
                made.setdefault(before + first, (len(before), {}))[1][rest] = int(row["alone"])
    return made


def _percent(read: Words, at: int) -> Unit | None:
    for form, percent in percents()[read.surfaces[at]]:
        last = at + len(form)
        if read.surfaces[at:last] == form:
            return Unit("PERCENT", (), (1 / percent,), read.starts[at], read.stops[last - 1], last, " ".join(form))
    return None


def _money(read: Words, at: int, noun: Noun) -> Unit | None:
    rows = currencies()[noun.noun]
    start, last = read.starts[at], at + 1
    if _named(read, at):
        return None
    for size in (3, 2, 1):
        if last + size > len(read.surfaces):
            continue
        country = adjectives().get(" ".join(read.surfaces[last : last + size]))
        named = [row for row in rows if country in row.countries[:1]] or [r for r in rows if country in r.countries]
        if country and named:
            stop = read.stops[last + size - 1]
            codes = tuple(row.code for row in named[:1])
            return Unit("MONEY", codes, (named[0].parts,), start, stop, last + size, "nationality", noun.noun)
    if not noun.free:
        return None
    alone = [row for row in rows if row.alone == "yes"]
    chosen = alone + [row for row in rows if not row.alone]
    rule = "noun" if len(rows) == 1 else "default" if alone else ""
    return Unit(
        "MONEY", tuple(row.code for row in chosen), tuple(row.parts for row in chosen),
        start, read.stops[at], last, rule, noun.noun,
    )  # fmt: skip


@cache
def _names() -> dict[str, list[list[str]]]:
    made: dict[str, list[list[str]]] = {}
    for row in lexicon.rows("not_money"):
        name = fold(row["phrase"]).text.split()
        made.setdefault(name[0], []).append(name[1:])
    return made


def _named(read: Words, at: int) -> bool:
    """Whether the noun at a place begins a name: 2 ريال مدريد."""
    rest = read.surfaces[at + 1 : at + 4]
    return any(rest[: len(name)] == name for name in _names().get(read.surfaces[at].removeprefix("ال"), ()))


@cache
def signs() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str], re.Pattern[str]]:
    """Codes by sign (as written, and folded), and what finds a sign after and before a place."""
    table: dict[str, tuple[str, ...]] = {}
    sides: dict[str, set[str]] = {"after": set(), "before": set()}
    rows = [(row["sign"], tuple(row["codes"].split("|")), row["side"]) for row in lexicon.rows("currency_signs")]
    for sign, codes, side in rows:
        for form in {sign, sign.replace(".", ". ", 1)} if sign[1:2] == "." else {sign}:
            folded = fold(form).text
            table[fold(form).plain] = codes
            merged = (*table.get(folded, ()), *codes) if folded != fold(form).plain else codes
            table[folded] = tuple(dict.fromkeys(merged))
            for one in ("after", "before"):
                if side in (one, "both"):
                    sides[one].add(folded)
    for sign, codes, _ in rows:  # what is written plainly outweighs what is only folded alike
        table[fold(sign).plain] = codes
    for sign, codes, _ in rows:
        folded = fold(sign).text
        if folded != fold(sign).plain:
            table[folded] = tuple(dict.fromkeys([*codes, *table.get(folded, ())]))
    after = re.compile(rf" ?({_either(sides['after'])})(?![^\W\d_])")
    letters = {sign for sign in sides["before"] if sign[0].isalpha()}
    before = re.compile(rf"((?<![^\W\d_])(?:{_either(letters)})|{_either(sides['before'] - letters)}) ?$")
    return table, after, before


def _either(signs: set[str]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=lambda sign: (-len(sign), sign)))


def _sign_after(read: Words, at: int, plain: str) -> Unit | None:
    table, after, _ = signs()
    found = after.match(read.text, read.stops[at - 1] if at else 0)
    if found is None:
        return None
    start, stop = found.span(1)
    codes = table.get(plain[start:stop]) or table[read.text[start:stop]]
    parts = (_sign_parts().get(found[1], Fraction(1)),) * len(codes)
    last = bisect_left(read.starts, stop)
    return Unit("MONEY", codes, parts, start, stop, last, _sign_rule(codes), found[1])


@cache
def _sign_parts() -> dict[str, Fraction]:
    return {fold(row["sign"]).text: Fraction(row["parts"]) for row in lexicon.rows("currency_signs") if row["parts"]}


def _sign_rule(codes: Sequence[str]) -> str:
    return "sign" if len(codes) == 1 else ""


_LAST_OF_SIGN = frozenset("$€£₤¥￥₺₪₹₽₩₦₫₴₱฿₸₼₾﷼⃁.") | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZhsس قعيوبكتلامج")


def unit_before(read: Words, start: int, free: int, plain: str) -> Unit | None:
    """The sign that stands before letter `start` and not before letter `free`: $14, USD 14, %49."""
    text = read.text
    at = start - 1
    if at >= free and text[at] == " ":
        at -= 1
    if at < free or at < 0:
        return None
    if text[at] in "%٪" and text[at + 1 : start] == "":
        last = bisect_left(read.starts, start)
        return Unit("PERCENT", (), (Fraction(1),), at, at + 1, last, "%")
    if text[at] not in _LAST_OF_SIGN:
        return None
    table, _, before = signs()
    first = max(free, start - 8)
    found = before.search(text[first:start])
    if found is None or (first and found.start(1) == 0 and first > free and text[first - 1].isalpha()):
        return None
    where, stop = first + found.start(1), first + found.end(1)
    codes = table.get(plain[where:stop]) or table[text[where:stop]]
    last = bisect_left(read.starts, start)
    return Unit("MONEY", codes, (Fraction(1),) * len(codes), where, stop, last, _sign_rule(codes), found[1])


# --- whose currency it is ---


class Evidence(NamedTuple):
    """Where countries are named in a document, in order."""

    places: list[int]
    countries: list[str]


@cache
def _spoken() -> dict[str, list[tuple[list[str], tuple[str, ...]]]]:
    """Words that name a country, by their first; with all that the word can name."""
    made: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for row in lexicon.rows("countries"):
        forms = [fold(name).text for name in (row["names"] + "|" + row["places"]).split("|") if name]
        for adjective in filter(None, row["adjectives"].split("|")):
            forms += _declined(fold(adjective).text)
            if fold(adjective).text.endswith("ي"):
                forms += [article + fold(adjective).text + "ون" for article in ("", "ال")]
        for form in forms:
            first, *rest = form.split()
            for before in ("", "و", "ب", "ل", "ف", "ك", "وب", "ول"):
                surfaces = [before + first]
                if before.endswith("ل") and first.startswith("ال"):
                    surfaces = [before + first[1:]]  # للسعودية
                for surface in surfaces:
                    made.setdefault(surface, {}).setdefault(tuple(rest), []).append(row["code"])
    return {
        first: sorted(((list(rest), tuple(dict.fromkeys(codes))) for rest, codes in found.items()), key=lambda f: -len(f[0]))
        for first, found in made.items()
    }


def evidence(read: Words) -> Evidence:
    """The countries that a document names, by place of the word."""
    known, places, countries = _spoken(), [], []
    for at, surface in enumerate(read.surfaces):
        for rest, codes in known.get(surface, ()):
            if read.surfaces[at + 1 : at + 1 + len(rest)] == rest:
                for code in codes:
                    places.append(at)
                    countries.append(code)
                break
    return Evidence(places, countries)


FAR = 60  # words from a sum to the country that settles its currency


def near(unit: Unit, rows: Sequence[Currency], seen: Evidence, first: int, last: int, at: int) -> str | None:
    """The one code whose country is named nearest within words `first` to `last`, None if two are about as near."""
    distances: dict[str, int] = {}
    first, last = max(first, at - FAR), min(last, at + FAR)
    for place in range(bisect_left(seen.places, first), bisect_right(seen.places, last - 1)):
        for row in rows:
            if row.code in unit.codes and seen.countries[place] in row.countries:
                away = abs(seen.places[place] - at)
                distances[row.code] = min(away, distances.get(row.code, away))
    ranked = sorted((away, code) for code, away in distances.items())
    if ranked and (len(ranked) == 1 or 2 * ranked[0][0] < ranked[1][0]):
        return ranked[0][1]
    return None


def prevailing(unit: Unit, rows: Sequence[Currency], seen: Evidence) -> str | None:
    """The one code whose country the document names at least twice as often as any other's."""
    counts: Counter[str] = Counter()
    for country in seen.countries:
        for row in rows:
            if row.code in unit.codes and country in row.countries:
                counts[row.code] += 1
    ranked = counts.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        return ranked[0][0]
    return None


def rows_of(unit: Unit) -> tuple[Currency, ...]:
    """The currencies that a unit can mean, with their countries, for a sign as well as for a noun."""
    found = currencies().get(unit.noun)
    return found if found is not None else tuple(row for row in _all_rows() if row.code in unit.codes)


@cache
def _all_rows() -> tuple[Currency, ...]:
    return tuple(row for rows in currencies().values() for row in rows if row.parts == 1)


def in_units(value: Value, parts: Fraction) -> Value:
    """The value in single units of the currency: 60 of a hundredth is 0.6."""
    if parts == 1:
        return value
    whole = value / parts
    return whole.numerator if whole.denominator == 1 else whole
