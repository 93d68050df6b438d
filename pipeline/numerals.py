"""The words of a text, and what the lexicon says of those that are part of a number."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from pipeline import lexicon
from pipeline.digits import NUMERAL
from pipeline.normalise import fold

_WORD = re.compile(rf"{NUMERAL}|[^\W\d_]+|[^\w\s]|[_\n]")


class Numeral(NamedTuple):
    """A word that is part of a number.

    `kind` as in lexicon/numerals.csv, or `scale`, or `digits`; `value` is what it is worth, for a scale its
    power of ten, for parts (ثلثا) the numerator over `part`; `part` is n where the word can also be an n-th.
    `cut` letters at its head are proclitics; `conj`: the first of them is و; `bare`: that is the only one.
    """

    kind: str
    value: int
    shape: str = ""
    part: int = 0
    cut: int = 0
    conj: bool = False
    bare: bool = False
    article: bool = False


class Words(NamedTuple):
    """A text cut into words, numerals and single marks, with what each is if it is part of a number."""

    text: str
    starts: list[int]
    stops: list[int]
    surfaces: list[str]
    numerals: list[Numeral | None]


DIGITS = Numeral("digits", 0)
AND_ONE = Numeral("one", 1, cut=1, conj=True, bare=True)  # واحد عشر is وأحد عشر


@cache
def context(name: str) -> frozenset[str]:
    """The folded words of a class of lexicon/number_context.csv."""
    found = [row["words"] for row in lexicon.rows("number_context") if row["class"] == name]
    return frozenset(fold(word).text for words in found for word in words.split("|"))


def among(surfaces: list[str], name: str) -> bool:
    """Whether one of the words is of a class of the lexicon, clitics of one or two letters before it aside.

    >>> among(["وقفز", "السعر"], "change")
    True
    """
    known = context(name)
    return any(surface[cut:] in known for surface in surfaces for cut in range(min(3, len(surface))))


def words(text: str, billion: int = 9) -> Words:
    """The words of a folded text; a line's end is a word too, which no number goes across.

    >>> [w for w, n in zip(*words("وخمسة ملايين، و1,5%")[3:]) if n]
    ['وخمسة', 'ملايين', '1,5']
    """
    spans = [found.span() for found in _WORD.finditer(text)]
    surfaces = [text[start:stop] for start, stop in spans]
    if not GLUED.keys().isdisjoint(surfaces):
        spans = list(_unglued(spans, surfaces))
        surfaces = [text[start:stop] for start, stop in spans]
    known = numerals(billion)
    found = list(map(known.get, surfaces))
    one = context("and_one")
    for place, surface in enumerate(surfaces):
        if "0" <= surface[0] <= "9":
            found[place] = DIGITS
        elif surface in one and place + 1 < len(found) and (ten := found[place + 1]) is not None and ten.kind == "ten":
            found[place] = AND_ONE
    return Words(text, [s for s, _ in spans], [s for _, s in spans], surfaces, found)


def _unglued(spans: list[tuple[int, int]], surfaces: list[str]) -> Iterator[tuple[int, int]]:
    for (start, stop), surface in zip(spans, surfaces, strict=True):
        if surface in GLUED:
            cut = start + GLUED[surface]
            yield start, cut
            start = cut
        yield start, stop


@cache
def numerals(billion: int = 9) -> dict[str, Numeral]:
    """Each folded word that is part of a number, with all clitics that it can bear."""
    made: dict[str, Numeral] = {}
    for form, numeral in reversed(list(_forms(billion))):
        for surface, cut, conj, bare, article in _clitics(form, numeral):
            made[surface] = numeral._replace(cut=cut, conj=conj, bare=bare, article=article)
    return made


def _glued() -> dict[str, int]:
    scales = {form for row in lexicon.rows("scales") if row["shape"] in ("one", "many") for form in spellings(row["form"])}
    nouns = {
        form
        for row in lexicon.rows("currency_words")
        if row["shape"] != "two" and row["alone"] != "no"
        for spelled in row["form"].split("|")
        for form in spellings(spelled)
        if len(form) > 3
    }
    short = fold("ألف").text  # a place is called عين الفكرون
    return {scale + noun: len(scale) for scale in scales for noun in nouns if scale != short or len(noun) > 4}


NOT_NUMERALS = frozenset(fold(row["word"]).text for row in lexicon.rows("not_numerals"))


def _clitics(form: str, numeral: Numeral) -> Iterator[tuple[str, int, bool, bool, bool]]:
    if numeral.shape in ("latin", "letter"):
        yield form, 0, False, False, False
        return
    if numeral.kind.startswith("ordinal"):
        for before in ("", "و", "ف", "ب", "ك", "وب"):
            yield before + form, len(before), before.startswith("و"), before == "و", True
        yield "ل" + form[1:], 1, False, False, True  # للثالث
        return
    for first, second, article in product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال")):
        before = first + second
        if second == "ل" and article:
            surface = before + "ل" + form  # للمليون
        else:
            surface = before + article + form
        if surface not in NOT_NUMERALS:
            yield surface, len(before), first == "و", before == "و", bool(article)


def _forms(billion: int) -> Iterator[tuple[str, Numeral]]:
    for row in lexicon.rows("scales"):
        power = billion if row["power"] == "billion" else int(row["power"])
        for form in spellings(row["form"]):
            yield form, Numeral("scale", 10**power, row["shape"])
    rows = lexicon.rows("numerals")
    parts = {fold(row["form"]).text: int(row["value"]) for row in rows if row["kind"] == "fifth"}
    hundreds = [row["form"] for row in rows if row["kind"] == "hundred"]
    for row in rows:
        form, kind, value = row["form"], row["kind"], row["value"]
        if kind in ("fifth", "stem"):
            pass
        elif kind == "parts":
            above, below = map(int, value.split("/"))
            for spelled in spellings(form):
                yield spelled, Numeral(kind, above, "plural" if above == 1 else "dual", below)
        elif kind in ("half", "eighth"):
            weak = "weak" if kind == "eighth" or row["note"] == "weak" else ""
            for spelled in spellings(form):
                yield spelled, Numeral("half", 1, weak, int(value))
        else:
            for spelled in spellings(form):
                yield spelled, Numeral(kind, int(value), "", parts.get(spelled, 0))
        if kind == "stem" or (kind == "unit" and 3 <= int(value) <= 9 and form[-1] not in "ةها"):
            for hundred in hundreds:
                for spelled in spellings(form + hundred):
                    yield spelled, Numeral("hundreds", int(value) * 100)


def spellings(form: str) -> list[str]:
    """The folded form, and the undotted one where it ends in ة.

    >>> spellings("أربعة")
    ['اربعة', 'اربعه']
    """
    folded = fold(form).text
    return [folded, folded[:-1] + "ه"] if folded.endswith("ة") else [folded]


GLUED = _glued()  # ملياردولار
