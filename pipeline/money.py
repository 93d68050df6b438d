"""What a number counts: money by noun, nationality, sign or code, and percentages."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.digits import Value
from pipeline.normalise import fold
from pipeline.numbers import whole
from pipeline.numerals import NOTHING, Words, context, spellings

MILLION = 10**6
NEAR = 40  # words from أوقية to the gold that it is an ounce of
NAME = 3  # words that a nationality can have: غينيا بيساو
SIGN = 8  # letters that a sign can have
RUN_ON = 5  # letters of the shortest word that is a currency and more: ينللدولار


class Unit(NamedTuple):
    """The unit of a number: money in one of `codes`, or percent.

    `parts` tells, code by code, how many of the unit make one of the currency (a cent: 100); for percent, how
    many make one percent. The unit has the letters `start` to `stop`, and ends before word `last`. `rule` says
    what settled the currency, empty where nothing in the unit does.
    """

    type: str
    codes: tuple[str, ...]
    parts: tuple[Fraction, ...]
    start: int
    stop: int
    last: int
    rule: str
    noun: str = ""


class Noun(NamedTuple):
    """A form of a currency's noun; one that is not `free` needs a nationality beside it, or if `renewed`, جديدة,
    قديمة or a text of its country."""

    noun: str
    shape: str
    free: bool
    renewed: bool


class Currency(NamedTuple):
    """A currency that a noun can mean; `alone` is yes where the bare noun means it, no where it never does, old where a
    new one of the noun has replaced it."""

    code: str
    countries: tuple[str, ...]
    alone: str
    parts: Fraction


# --- the lexicon of units ---


@cache
def currencies() -> dict[str, tuple[Currency, ...]]:
    """The currencies that each noun can mean, those it means alone first; units and their parts alike."""
    made: dict[str, list[Currency]] = {}
    countries: dict[str, tuple[str, ...]] = {}
    for row in lexicon.rows("currencies"):
        places = tuple(row["countries"].split())
        countries.setdefault(row["code"], places)
        made.setdefault(row["noun"], []).append(Currency(row["code"], places, row["alone"], Fraction(1)))
    for row in lexicon.rows("subunits"):
        part = Currency(row["code"], countries[row["code"]], row["alone"], Fraction(row["parts"]))
        made.setdefault(row["noun"], []).append(part)
    return {noun: tuple(sorted(rows, key=lambda row: row.alone != "yes")) for noun, rows in made.items()}


@cache
def nouns() -> dict[str, Noun]:
    """Each folded form of a currency's noun, bare and with the article."""
    return {
        article + form: Noun(row["noun"], row["shape"], row["alone"] not in ("no", "new"), row["alone"] == "new")
        for row in lexicon.rows("currency_words")
        for spelled in row["form"].split("|")
        for form in spellings(spelled)
        for article in ("", "ال")
    }


@cache
def duals() -> dict[str, int]:
    """The duals of currency nouns, with the letters of their clitics: وبدولارين is two dollars from its third."""
    return {
        before + form: len(before)
        for form, noun in nouns().items()
        if noun.shape == "two"
        for before in ("", "و", "ب", "ل", "ف", "وب", "ول")
    }


@cache
def adjectives() -> dict[str, str]:
    """Each folded form of a nationality, of up to three words, and its country."""
    made: dict[str, str] = {}
    for row in lexicon.rows("countries"):
        names = [fold(name).text for name in lexicon.cells(row, "names")]
        declined = [form for word in lexicon.cells(row, "adjectives") for form in declensions(fold(word).text)]
        for form in (*declined, *names):
            made.setdefault(form, row["code"])
    return made


def declensions(adjective: str) -> Iterator[str]:
    """كندي, كنديا, كندية, الكندية …; of two words both take the feminine and the article.

    >>> [form for form in declensions("جنوب سوداني") if form.endswith("ية")]
    ['جنوب سودانية', 'الجنوب السودانية']
    """
    if not adjective.endswith("ي"):
        yield adjective
        return
    head, blank, last = adjective.rpartition(" ")
    for ending in ("", "ا", "ة", "ه", "ين", "ان", "تين", "تان"):
        first = head + ("ة" if ending in ("ة", "ه") and head.endswith("ي") else "")
        yield first + blank + last + ending
        yield f"ال{first}{blank}{'ال' if blank else ''}{last}{ending}"


@cache
def percents() -> dict[str, list[tuple[list[str], Fraction]]]:
    """The ways to say percent by their first word, the longest first, with how many percent one is."""
    made: dict[str, list[tuple[list[str], Fraction]]] = {}
    for row in lexicon.rows("percents"):
        for form in spellings(row["form"]):
            made.setdefault(form.split()[0], []).append((form.split(), Fraction(row["percent"])))
    for found in made.values():
        found.sort(key=lambda form: -len(form[0]))
    return made


@cache
def percents_alone() -> dict[str, tuple[int, dict[str, int]]]:
    """The first words of what says a percentage without a number, نقطتين مئويتين: the letters of their clitics,
    and how many are meant, by the words that follow."""
    made: dict[str, tuple[int, dict[str, int]]] = {}
    for row in lexicon.rows("percents"):
        if row["alone"]:
            first, rest = fold(row["form"]).text.split(" ", 1)
            for before in ("", "و", "ب", "ل", "ف", "وب"):
                made.setdefault(before + first, (len(before), {}))[1][rest] = int(row["alone"])
    return made


class Signs(NamedTuple):
    """Signs, letters and abbreviations: what they mean, what finds one after a place and before it, and which of them
    are other words too."""

    codes: dict[str, tuple[str, ...]]
    parts: dict[str, Fraction]
    after: re.Pattern[str]
    before: re.Pattern[str]
    ends: frozenset[str]
    words: frozenset[str]


@cache
def signs() -> Signs:
    """The signs of the lexicon as written; folded, د.إ and د.أ are one that means either."""
    codes: dict[str, tuple[str, ...]] = {}
    parts: dict[str, Fraction] = {}
    after, before = set(), set()
    rows = lexicon.rows("currency_signs")
    for row in rows:
        for form in (row["sign"], row["sign"].replace(".", ". ", 1)):
            folded = fold(form)
            meant = tuple(row["codes"].split("|"))
            codes[folded.text] = tuple(dict.fromkeys((*codes.get(folded.text, ()), *meant)))
            parts[folded.text] = Fraction(row["parts"] or 1)
            if row["side"] != "before":
                after.add(folded.text)
            if row["side"] in ("before", "both"):
                before.add(folded.text)
    codes |= {  # as written it means one
        form: tuple(row["codes"].split("|"))
        for row in rows
        for form in (fold(row["sign"]).plain, fold(row["sign"].replace(".", ". ", 1)).plain)
        if form != fold(row["sign"]).text
    }
    letters = {sign for sign in before if sign[0].isalpha()}
    words_after = {sign for sign in after if sign[-1].isalpha() or sign[-1] == "."}
    return Signs(
        codes, parts,
        re.compile(rf" ?((?:{_either(words_after)})(?![^\W\d_])|{_either(after - words_after)})"),
        re.compile(rf"({_HEAD}(?:{_either(letters)})|{_either(before - letters)}) ?$"),
        frozenset(sign[-1] for sign in before),
        frozenset(fold(row["sign"]).text for row in rows if row["side"] == "word"),
    )  # fmt: skip


_HEAD = r"(?:(?<![^\W\d_])|(?<=(?<![^\W\d_])[وبلفك]))"  # of a word, with a clitic too: بـUSD 50


def _either(forms: set[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


# --- the unit beside a number ---


def unit_after(read: Words, at: int, plain: str) -> Unit | None:
    """The unit that begins at word `at`: دولار أميركي, من الدولارات, في المئة, %, ر.س; None if there is none.

    >>> from pipeline.numerals import words
    >>> unit_after(words("5 ريالات قطرية"), 1, "5 ريالات قطرية")[:2]
    ('MONEY', ('QAR',))
    """
    if at >= len(read.surfaces):
        return None
    surface = read.surfaces[at]
    if surface in percents():
        found = _percent(read, at)
        if found is not None:
            return found
    if surface in context("from") and at + 1 < len(read.surfaces):
        noun = nouns().get(read.surfaces[at + 1])  # 5 ملايين من الدولارات
        return named_unit(read, at + 1, noun) if noun is not None and noun.shape == "many" else None
    noun = nouns().get(surface)
    if noun is not None:
        return named_unit(read, at, noun)
    return _sign_after(read, at, plain) or (_run_on(read, at) if len(surface) > RUN_ON else None)


def _percent(read: Words, at: int) -> Unit | None:
    for form, percent in percents()[read.surfaces[at]]:
        last = at + len(form)
        if read.surfaces[at:last] == form:
            return Unit("PERCENT", (), (1 / percent,), read.starts[at], read.stops[last - 1], last, "", form[0])
    return None


def named_unit(read: Words, at: int, noun: Noun) -> Unit | None:
    """The currency whose noun stands at a word, with the nationality or the age behind it: أوقية موريتانية قديمة."""
    if _begins_a_name(read, at):
        return None
    rows, last = currencies()[noun.noun], at + 1
    if " ".join(read.surfaces[last : last + 2]) in context("of_currency"):  # 900 دينار من العملة الليبية
        last += 2
    elif last < len(read.surfaces) and read.surfaces[last] in context("of_currency"):
        last += 1
    for size in range(min(NAME, len(read.surfaces) - last), 0, -1):
        country = adjectives().get(" ".join(read.surfaces[last : last + size]))
        named = sorted((row for row in rows if country in row.countries), key=lambda row: row.countries[0] != country)
        if named:
            last += size
            if (aged := _of_age(read, last, named)) is not None:  # أوقية موريتانية قديمة
                return _money(read, at, last + 1, [aged], "nationality", noun)
            several = named if country not in named[0].countries[:1] else named[:1]  # فرنك أفريقي
            return _money(read, at, last, several, "nationality" if len(several) == 1 else "", noun)
    aged = _of_age(read, at + 1, rows)
    if aged is not None:  # أوقية جديدة
        return _money(read, at, at + 2, [aged], "nationality", noun)
    if not noun.free and not (noun.renewed and _in_mauritania(read, at)):
        return None
    meant = [row for row in rows if row.alone != "no"]
    rule = "noun" if len(rows) == 1 else "default" if meant[0].alone == "yes" else ""
    return _money(read, at, at + 1, meant, rule, noun)


def _money(read: Words, at: int, last: int, meant: Sequence[Currency], rule: str, noun: Noun) -> Unit:
    """The unit in words `at` to `last` that means one of some currencies."""
    codes, parts = tuple(row.code for row in meant), tuple(row.parts for row in meant)
    return Unit("MONEY", codes, parts, read.starts[at], read.stops[last - 1], last, rule, noun.noun)


def _of_age(read: Words, at: int, rows: Sequence[Currency]) -> Currency | None:
    """The one that جديدة or قديمة at a word means, of a noun whose money was renewed."""
    surface = read.surfaces[at] if at < len(read.surfaces) else ""
    new, old = (surface in context(name) for name in ("new_money", "old_money"))
    if not (new or old) or all(row.alone != "old" for row in rows):
        return None
    return next(row for row in rows if (row.alone == "old") == old)


def _in_mauritania(read: Words, at: int) -> bool:
    """Whether أوقية is money: the text names موريتانيا, and no gold near it of which it is an ounce."""
    near = read.surfaces[max(0, at - NEAR) : at + NEAR]
    return context("precious").isdisjoint(near) and not context("mauritania").isdisjoint(read.surfaces)


def _begins_a_name(read: Words, at: int) -> bool:
    """Whether the noun at a word is part of a name: 2 ريال مدريد"""
    names = context("not_money")
    return any(" ".join(read.surfaces[at : at + size]).removeprefix("ال") in names for size in (2, 3))


def _sign_after(read: Words, at: int, plain: str) -> Unit | None:
    found = signs().after.match(read.text, read.stops[at - 1] if at else 0)
    if found is None or (found[1] in signs().words and not _is_dinars(read, at, found[1])):
        return None
    return _sign(read, *found.span(1), bisect_left(read.starts, found.end(1)), plain)


def _is_dinars(read: Words, at: int, sign: str) -> bool:
    """Whether a sign that is a word too is money behind this number: 150 مليون د, 5,600 د, 500 د, 150 مد.

    Not so the minutes of 30 د, the doctor of 5 آلاف د. محمد, the head of another sign (د.م), nor a verb behind a year.
    """
    counted, before = (read.numerals[at - 1], read.surfaces[at - 1]) if at else (NOTHING, "")
    dot, word = [*read.surfaces[at + 1 : at + 3], "", ""][:2]
    glued = dot == "." and word[:1].isalpha() and read.starts[at + 2] == read.stops[at + 1]
    titled = dot == "." and word[:1].isalpha()
    if counted.kind == "scale":
        many = at > 1 and read.numerals[at - 2].kind != ""
        return many and not (glued or (titled and counted.value < MILLION))
    if titled or _YEAR.fullmatch(before):
        return False
    return _FIGURES.fullmatch(before) is not None and (len(sign) > 1 or _NO_MINUTES.fullmatch(before) is not None)


_FIGURES = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_YEAR = re.compile(r"19[0-9]{2}|20[0-9]{2}")
_NO_MINUTES = re.compile(r"[0-9]+[.,][0-9]{3}|[2-9][0-9]{2}|[0-9]{4,}")  # nobody counts two hundred of them


def _sign(read: Words, start: int, stop: int, last: int, plain: str) -> Unit:
    sign = read.text[start:stop]
    codes = signs().codes.get(plain[start:stop]) or signs().codes[sign]
    parts = (signs().parts[sign],) * len(codes)
    return Unit("MONEY", codes, parts, start, stop, last, "sign" if len(codes) == 1 else "", sign)


def _run_on(read: Words, at: int) -> Unit | None:
    """The currency of two words that run on: دولارللبرميل, دولارأميركي, دولارأو"""
    surface, start = read.surfaces[at], read.starts[at]
    for cut in range(3, len(surface) - 1):
        noun, rest = nouns().get(surface[:cut]), surface[cut:]
        if (
            noun is not None
            and noun.shape != "two"
            and (rest.startswith("لل") or rest in adjectives() or rest in context("preposition"))
        ):
            places = [start, start + cut], [start + cut, read.stops[at]]
            found = named_unit(Words(read.text, *places, [surface[:cut], rest], [NOTHING] * 2), 0, noun)
            return None if found is None else found._replace(last=at + 1)
    return None


def unit_before(read: Words, start: int, free: int, plain: str) -> Unit | None:
    """The sign that stands before letter `start` and not before letter `free`: $14, USD 14, %49."""
    text, last = read.text, bisect_left(read.starts, start)
    at = start - 1 - (start - 1 >= free and text[start - 1] == " ")
    if at < free:
        return None
    if text[at] == "%" and at == start - 1:
        return Unit("PERCENT", (), (Fraction(1),), at, start, last, "", "%")
    if text[at] not in signs().ends:
        return None
    first = max(free, start - SIGN)
    found = signs().before.search(text[first:start])
    if found is None or (found.start(1) == 0 and first > free and text[first - 1].isalpha()):
        return None
    return _sign(read, first + found.start(1), first + found.end(1), last, plain)


def in_units(value: Value, parts: Fraction) -> Value:
    """The value in single units of the currency: 60 of a hundredth is 0.6.

    >>> in_units(60, Fraction(100)), in_units(200, Fraction(100))
    (Fraction(3, 5), 2)
    """
    return value if parts == 1 else whole(value / parts)
