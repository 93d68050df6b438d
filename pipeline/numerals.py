"""The words of a text, and what the lexicon says of those that are part of a number."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from pipeline import lexicon
from pipeline.digits import NUMERAL
from pipeline.normalise import fold

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"  # digits above the line: behind digits a word, behind letters the mark of a note or m³
_CLITIC = r"(?<![^\W\d_])[وبلفكا]{1,3}(?=[A-Za-z])"  # of a word in Latin letters: بـUSD 50, وQR 20
_WORD = re.compile(rf"{NUMERAL}|{_CLITIC}|(?<=[0-9{RAISED}])[{RAISED}]+|[^\W\d_{RAISED}]+|[^\w\s]|[_\n]")


class Numeral(NamedTuple):
    """A word as part of a number; every other word is `NOTHING`, whose kind is empty.

    `kind` is as in lexicon/numerals.csv, or `scale`, or `digits`. `value` is what the word is worth: a scale's is
    its power of ten, that of parts their number (ثلثا: 2), `part` being of how many (3); a unit has a `part`
    where it can be an n-th as well (خمس). `shape` is that of a scale, or `plural` (أرباع), `dual` (ثلثا), `weak`
    (نص, which is also "text"). Of the word's letters `cut` are proclitics; `bare` says that و is the only one.
    """

    kind: str
    value: int = 0
    shape: str = ""
    part: int = 0
    cut: int = 0
    bare: bool = False
    article: bool = False


NOTHING = Numeral("")
DIGITS = Numeral("digits")
AND_ONE = Numeral("one", 1, cut=1, bare=True)  # واحد عشر is وأحد عشر


class Words(NamedTuple):
    """A text cut into words, numerals in digits and single marks, with what each is as part of a number."""

    text: str
    starts: list[int]
    stops: list[int]
    surfaces: list[str]
    numerals: list[Numeral]


def words(text: str, billion: int = 9) -> Words:
    """The words of a folded text; a line's end is a word too, which no number goes across.

    >>> [word for word, numeral in zip(*words("وخمسة ملايين، و1,5%")[3:]) if numeral.kind]
    ['وخمسة', 'ملايين', '1,5']
    """
    spans = [found.span() for found in _WORD.finditer(text)]
    surfaces = [text[start:stop] for start, stop in spans]
    run_on = _run_on()
    if not run_on.keys().isdisjoint(surfaces):
        spans = list(_apart(spans, surfaces, run_on))
        surfaces = [text[start:stop] for start, stop in spans]
    known, and_one = numerals(billion), context("and_one")
    found = [known.get(surface, NOTHING) for surface in surfaces]
    for place, surface in enumerate(surfaces):
        if "0" <= surface[0] <= "9":
            found[place] = DIGITS
        elif surface in and_one and place + 1 < len(found) and found[place + 1].kind == "ten":
            found[place] = AND_ONE
    return Words(text, [start for start, _ in spans], [stop for _, stop in spans], surfaces, found)


# --- classes of words around numbers ---


@cache
def context(name: str) -> frozenset[str]:
    """The folded words of a class of lexicon/number_context.csv."""
    rows = [row for row in lexicon.rows("number_context") if name in lexicon.cells(row, "class")]
    return frozenset(fold(word).text for row in rows for word in lexicon.cells(row, "words"))


def among(surfaces: list[str], name: str) -> bool:
    """Whether one of the words is of a class of the lexicon, one or two clitics before it aside.

    >>> among(["وقفز", "السعر"], "change")
    True
    """
    known = context(name)
    return any(surface[cut:] in known for surface in surfaces for cut in range(min(3, len(surface))))


# --- the words of numbers, with their spellings and clitics ---


@cache
def numerals(billion: int = 9) -> dict[str, Numeral]:
    """Each folded word that is part of a number, with all clitics that it can bear.

    >>> numerals()["وبخمسمائه"]
    Numeral(kind='hundreds', value=500, shape='', part=0, cut=2, bare=False, article=False)
    """
    made: dict[str, Numeral] = {}
    for form, numeral in reversed([*_scales(billion), *_hundreds(), *_small()]):
        for before, surface in _with_clitics(form, numeral):
            article = len(surface) - before > len(form) or numeral.kind.startswith("ordinal")
            bare = before == 1 and surface[0] == AND
            made[surface] = numeral._replace(cut=before, bare=bare, article=article)
    for surface in context("not_numeral"):
        made.pop(surface, None)
    return made


AND = fold("و").text
_CLITICS = [first + second for first, second in product(("", "و", "ف"), ("", "ب", "ل", "ك"))]


def _with_clitics(form: str, numeral: Numeral) -> Iterator[tuple[int, str]]:
    """The surfaces of a form, each with the letters that are clitics; the article stays with the word."""
    if numeral.shape in LATIN:
        yield 0, form
        return
    for before in _CLITICS:
        if numeral.kind.startswith("ordinal"):  # the article is part of the form
            yield len(before), before + (form[1:] if before.endswith("ل") else form)
        else:
            yield len(before), before + form
            yield len(before), before + ("ل" if before.endswith("ل") else "ال") + form


def _scales(billion: int) -> Iterator[tuple[str, Numeral]]:
    for row in lexicon.rows("scales"):
        power = billion if row["power"] == "billion" else int(row["power"])
        for form in spellings(row["form"]):
            yield form, Numeral("scale", 10**power, row["shape"])


def _hundreds() -> Iterator[tuple[str, Numeral]]:
    """ثلاثمئة … تسعمئة: the short form of a unit before each spelling of مئة."""
    rows = lexicon.rows("numerals")
    hundreds = [row["form"] for row in rows if row["kind"] == "hundred"]
    for row in rows:
        short = row["kind"] == "unit" and int(row["value"]) >= 3 and row["form"][-1] not in "ةها"
        if short or row["kind"] == "stem":
            for hundred in hundreds:
                for form in spellings(row["form"] + hundred):
                    yield form, Numeral("hundreds", int(row["value"]) * 100)


def _small() -> Iterator[tuple[str, Numeral]]:
    rows = lexicon.rows("numerals")
    parts = {fold(row["form"]).text: int(row["value"]) for row in rows if row["kind"] == "fifth"}
    for row in rows:
        kind, value = row["kind"], row["value"]
        for form in spellings(row["form"]):
            if kind == "parts":
                above, below = map(int, value.split("/"))
                yield form, Numeral(kind, above, "plural" if above == 1 else "dual", below)
            elif kind == "half":
                yield form, Numeral(kind, 1, row["note"], int(value))
            elif kind not in ("fifth", "stem"):
                yield form, Numeral(kind, int(value), part=parts.get(form, 0))


def gap(read: Words, at: int) -> str:
    """What stands between a word and the word before it.

    >>> gap(words("5 ،300 دولار"), 2)
    ''
    """
    return read.text[read.stops[at - 1] : read.starts[at]]


def spellings(form: str) -> list[str]:
    """The folded form, and the undotted one where it ends in ة.

    >>> spellings("أربعة")
    ['اربعة', 'اربعه']
    """
    folded = fold(form).text
    return [folded, folded[:-1] + "ه"] if folded.endswith("ة") else [folded]


# --- a scale that is misspelt: ملايبن ---

SPELT = 5  # letters of the shortest scale that is known though one is wrong; ألف is near too many words
LETTERS = ("letter", "capital")  # shapes of scales that are mostly one letter
LATIN = ("latin", *LETTERS)  # shapes of scales in Latin letters


@lru_cache(maxsize=1000)
def misspelt(surface: str) -> frozenset[int]:
    """The powers of ten of whose words a word is a slip: one letter wrong, too many, too few, or two changed about.

    A slip of بليون has both its powers, for what it stands for is an option.

    >>> [sorted(map(str, misspelt(word))) for word in ("ملايبن", "مليارت", "ملوين", "نليون", "دولار")]
    [['1000000'], ['1000000000'], ['1000000'], ['1000000', '1000000000', '1000000000000'], []]
    """
    return frozenset(power for form, power in _long_scales() if _slip(surface, form))


@cache
def _long_scales() -> tuple[tuple[str, int], ...]:
    """The words of scales in which a slip is known, with their powers of ten, both of بليون."""
    forms = (*_scales(9), *_scales(12))
    return tuple((form, scale.value) for form, scale in forms if len(form) >= SPELT and scale.shape not in LATIN)


def _slip(surface: str, form: str) -> bool:
    """Whether one edit parts two words: a letter put in, left out or changed, or two neighbours changed about."""
    shorter = min(len(surface), len(form))
    head = next((place for place in range(shorter) if surface[place] != form[place]), shorter)
    word, meant = surface[head:], form[head:]
    turned = word[:2] == meant[1::-1] and len(meant) > 1
    return word != meant and (
        word[1:] == meant[1:] or word[1:] == meant or word == meant[1:] or (turned and word[2:] == meant[2:])
    )


# --- a currency beside a scale ---


@cache
def money_words() -> frozenset[str]:
    """The nouns, signs and codes of currencies, which tell that a letter beside them is a scale: 5K دولار, 2M€."""
    return frozenset((*_money_nouns(), *(fold(row["sign"]).text for row in lexicon.rows("currency_signs"))))


def _money_nouns() -> Iterator[str]:
    """The nouns of currencies that are no other words, but for their duals."""
    for row in lexicon.rows("currency_words"):
        if row["shape"] != "two" and row["alone"] != "no":
            for spelled in row["form"].split("|"):
                yield from spellings(spelled)


# --- a scale that runs on into its currency: ملياردولار ---


@cache
def _run_on() -> dict[str, int]:
    """The words that are a scale and a currency's noun in one, with the letters of the scale."""
    short = fold("ألف").text  # before a short noun it is more often something else: عين الفكرون
    scales = {form: numeral for form, numeral in _scales(9) if numeral.shape in ("one", "many")}
    nouns = set(_money_nouns())
    return {scale + noun: len(scale) for scale in scales for noun in nouns if len(noun) > 3 + (scale == short)}


def _apart(spans: list[tuple[int, int]], surfaces: list[str], run_on: dict[str, int]) -> Iterator[tuple[int, int]]:
    for (start, stop), surface in zip(spans, surfaces, strict=True):
        cut = start + run_on.get(surface, 0)
        if cut > start:
            yield start, cut
        yield cut, stop
