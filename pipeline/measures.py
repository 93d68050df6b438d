"""The units in which things are measured, counted and priced: a barrel, an ounce, a share."""

from functools import cache

from pipeline import lexicon
from pipeline.inflections import bases
from pipeline.normalise import fold
from pipeline.numerals import Words, context, spellings


@cache
def _nouns(use: str) -> dict[str, str]:
    """The nouns of the units of a use in lexicon/measures.csv, by each folded spelling of theirs."""
    return {
        spelled: lexicon.cells(row, "forms")[0]
        for row in _rows(use)
        for form in lexicon.cells(row, "forms", "short")
        for spelled in spellings(form)
    }


@cache
def counted_in(use: str) -> frozenset[str]:
    """The folded words of the units of a use behind a number; not سعره, which is its price too.

    >>> counted_in("parts") >= {"طن", "طنا", "اطنان"}
    True
    """
    units = _rows(use)
    forms = [form for row in units for form in lexicon.cells(row, "forms", "short", "plurals")]
    tanwin = [f"{form}ا" for row in units for form in lexicon.cells(row, "forms")]  # not كما, from كم
    return frozenset(fold(form).text for form in (*forms, *tanwin))


def _rows(use: str) -> list[dict[str, str]]:
    return [row for row in lexicon.rows("measures") if use in lexicon.cells(row, "uses")]


def unit_noun(word: str, use: str) -> str | None:
    """The noun of the unit of a use that a folded word is, what is joined to its front left out; None if it is none.

    >>> unit_noun("ليتر", "per"), unit_noun("وللبرميل", "fine"), unit_noun("للكغ", "ware"), unit_noun("للمرة", "per")
    ('لتر', 'برميل', 'كيلوغرام', None)
    """
    short = (word.removeprefix("ال"), word.removeprefix("لل"))
    stems = (*short, *(base.stem for base in bases(word) if not base.pronoun))
    return next(filter(None, map(_nouns(use).get, stems)), None)


def partless(word: str) -> bool:
    """Whether a folded word behind a number is a thing that has no parts, a unit or another.

    >>> [word for word in ("سيارة", "موظفا", "طنا") if partless(word)]
    ['سيارة', 'موظفا']
    """
    return word in counted_in("whole") or word in context("whole") or word.removesuffix("ا") in context("whole")


def per(read: Words, at: int) -> str | None:
    """The noun that the price before word `at` is of, None if it is no price of a unit.

    >>> from pipeline.numerals import words
    >>> per(words("80 دولارا للبرميل"), 2)
    'برميل'
    """
    first, second, third = (*read.surfaces[at : at + 3], "", "", "")[:3]
    if first.startswith("لل"):
        return unit_noun(first, "per") or (first[2:] if second in context("one_each") else None)  # للسيارة الواحدة
    if first in context("each") or first == "/":
        return unit_noun(second, "per")
    return unit_noun(third, "per") if (first, second) == ("عن", "كل") else None
