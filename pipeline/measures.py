"""What a price is the price of: a barrel, an ounce, a share."""

from functools import cache

from pipeline import lexicon
from pipeline.numerals import Words, context, spellings


@cache
def _measures() -> dict[str, str]:
    return {
        spelled: row["noun"]
        for row in lexicon.rows("measures")
        for form in row["forms"].split("|")
        for spelled in spellings(form)
    }


def measure(word: str) -> str | None:
    """The noun that a folded word is, None if it is no measure.

    >>> measure("ليتر"), measure("قمح")
    ('لتر', None)
    """
    return _measures().get(word)


def per(read: Words, at: int) -> str | None:
    """The noun that the price before word `at` is of, None if it is no price of a unit.

    >>> from pipeline.numerals import words
    >>> per(words("80 دولارا للبرميل"), 2)
    'برميل'
    """
    following = read.surfaces[at : at + 4]
    if not following:
        return None
    first = following[0]
    if first.startswith("لل"):
        each = len(following) > 1 and following[1] in context("one_each")  # للسيارة الواحدة
        return measure(first[2:]) or measure(first[1:]) or (first[2:] if each else None)  # للبرميل, للتر
    if first in context("each") and len(following) > 1:
        return measure(following[1])
    if first == "عن" and len(following) > 2 and following[1] == "كل":
        return measure(following[2])
    if first == "/" and len(following) > 1:
        return measure(following[1].removeprefix("ال"))
    return None
