"""Numbers written in digits: what the points, commas and blanks among them mean."""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

Value = int | Fraction

LONGEST = 1000  # digits; what is longer is no number that anybody means

NUMERAL = r"[0-9]+(?: ?ر ?[0-9]+|[.,،'][0-9]+)*"
_MARK = re.compile(r"[.,،'ر]")
_POINTS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{1,2}(?![0-9.,])")
_COMMAS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{1,2}(?![0-9.,])")
_ARABIC = re.compile(r"(?<![0-9.,،])[0-9]{1,3}،[0-9]{1,2}(?![0-9.,،])")
_NAMES = {".": "point", ",": "comma", "،": "arabic_comma", "'": "apostrophe", "ر": "reh"}


class Digits(NamedTuple):
    """A numeral read: its value, the rule, and its other value where the form alone does not tell (None if it does)."""

    value: Value
    rule: str
    other: Value | None = None


class Form(NamedTuple):
    """A numeral cut at its marks: the parts, what marks there are in order, and whether the parts after the first
    are groups of three."""

    parts: list[str]
    marks: str
    groups: bool


def digits(numeral: str, mark: str = "", beside: str = "") -> Digits | None:
    """What a numeral says, None where its form is no number's (dates, IP addresses, sections).

    One mark before one, two or more than three digits is the decimal mark; marks between groups of three
    separate thousands; of two different marks the last is the decimal one. Three digits after a single point
    or comma may be either, and are settled in this order: by a zero in front (0.125); a percent sign, a thing
    without parts, the plural of a few or another currency beside it; the decimal `mark` of the rest of the
    document; a scale beside it; three zeros; the price or the currency beside it; else the comma groups and the
    point is decimal.
    `beside` is `scale` or `percent` (1.234 مليون, 2.125%: decimal), `whole` (3.155 شخص: thousands; so is 1.250 of
    a currency of which one buys nothing), `few` (3,800 دنانير: decimal), `rate` for what one of another currency
    costs (decimal), `near_rate` for what may be that, `priced` where a litre has the price, `ounce` where an ounce
    has it and `silver` where one of silver does, `thirds` for currencies that have a thousand parts, `halves` for
    those that have a hundred, whose third digit is no part of a price.
    With ر for the decimal mark, as agencies write it, the part stands first, so that from left to right the page
    shows 1ر8 where the letters run 8ر1.

    >>> digits("1,234,567").value, digits("1.071,2").value, digits("26،013,94").value
    (1234567, Fraction(5356, 5), Fraction(1300697, 50))
    >>> digits("1.234"), digits("1.234", mark=",").value
    (Digits(value=Fraction(617, 500), rule='point_decimal_open', other=1234), 1234)
    >>> digits("7.500", beside="halves").value, digits("8ر1").value, digits("192.168.1.2")
    (7500, Fraction(9, 5), None)
    """
    if len(numeral) > LONGEST:
        return None
    if numeral.isdigit():
        return Digits(int(numeral), "digits")
    parts = _MARK.split(numeral.replace(" ", ""))
    marks = "".join(letter for letter in numeral if letter in _NAMES)
    groups = len(parts[0]) <= 3 and parts[0][0] != "0" and all(len(part) == 3 for part in parts[1:])
    form = Form(parts, marks, groups)
    found = next((found for rule in FORMS if (found := rule(form)) is not None), None)
    if found is None or found.other is None:
        return found
    return next(said for rule in OPEN if (said := rule(form, mark, beside)) is not None)


def _two_marks(form: Form) -> Digits | None:
    """1.071,2 and 26،013,94: the last mark is the decimal one, the others group."""
    *whole, last = form.parts
    groups = len(whole[0]) <= 3 and whole[0][0] != "0" and all(len(part) == 3 for part in whole[1:])
    if len(set(form.marks)) == 2 and form.marks.count(form.marks[-1]) == 1 and form.marks[-1] in ".,،" and groups:
        return Digits(_decimal("".join(whole), last), f"{_NAMES[form.marks[-1]]}_decimal")
    return None


def _reh(form: Form) -> Digits | None:
    """8ر1 is 1.8"""
    return Digits(_decimal(form.parts[1], form.parts[0]), "reh_decimal") if form.marks == "ر" else None


def _groups(form: Form) -> Digits | None:
    """1,234,567 and 26'013"""
    if len(set(form.marks)) == 1 and form.groups and (len(form.marks) > 1 or form.marks == "'"):
        return Digits(int("".join(form.parts)), f"{_NAMES[form.marks[0]]}_groups")
    return None


def _one_decimal(form: Form) -> Digits | None:
    """14.8, 0,125, 2،5; not 2010،2011"""
    if form.marks not in (".", ",", "،") or form.groups:
        return None
    first, last = form.parts
    listed = (form.marks == "،" and len(last) > 2) or (form.marks == "," and len(first) > 3 < len(last))
    return None if listed else Digits(_decimal(first, last), f"{_NAMES[form.marks]}_decimal")


def _either(form: Form) -> Digits | None:
    """1.234, 1,234 and 26،013 may be either"""
    if form.marks not in (".", ",", "،") or not form.groups:
        return None
    return Digits(int("".join(form.parts)), "", _decimal(*form.parts))


FORMS: tuple[Callable[[Form], Digits | None], ...] = (_two_marks, _reh, _groups, _one_decimal, _either)


# --- three digits behind a single mark ---


def _grouped(form: Form, why: str) -> Digits:
    return Digits(int("".join(form.parts)), f"{_NAMES[form.marks]}_groups_{why}", _decimal(*form.parts))


def _pointed(form: Form, why: str) -> Digits:
    return Digits(_decimal(*form.parts), f"{_NAMES[form.marks]}_decimal_{why}", int("".join(form.parts)))


def _by_unit(form: Form, mark: str, beside: str) -> Digits | None:
    """2.125%, but 1,500% may be thousands and is beside 6.5; 3.155 شخص: nobody is a part of a person"""
    if beside == "whole":
        return _grouped(form, "by_unit")
    if beside == "percent" and form.marks == "," and mark == ".":
        return _grouped(form, "by_document")
    if beside == "percent" and form.marks == "," and not mark and form.parts[1][-1] == "0":
        return _pointed(form, "of_percent")
    return _pointed(form, "by_unit") if beside == "percent" else None


def _by_plural(form: Form, mark: str, beside: str) -> Digits | None:
    """3,800 دنانير: three to ten take the plural, thousands the singular; 5,000 دنانير, or beside 6.5, may be a slip"""
    if beside != "few":
        return None
    slip = form.parts[1] == "000" or (mark and mark != form.marks)
    return _grouped(form, "against_plural") if slip else _pointed(form, "by_plural")


def _by_rate(form: Form, mark: str, beside: str) -> Digits | None:
    """الدولار عند 47.850 جنيها: no thousands; مع صعود الدولار بلغ الأجر 22.104 ليرة may be, 22,104 is beside 6.5"""
    if beside == "rate":
        return _pointed(form, "by_rate")
    return _pointed(form, "near_rate") if beside == "near_rate" and (form.marks == "." or not mark) else None


def _by_document(form: Form, mark: str, beside: str) -> Digits | None:
    """1,234 where the document writes 6,5 or 6.5; 1.234 where it writes 6,5; 28،081 where it writes 10،5"""
    if form.marks == "،":
        return _pointed(form, "by_document") if mark == "،" else None
    if not mark or (form.marks == "." and mark == "."):
        return None
    return _pointed(form, "by_document") if form.marks == mark else _grouped(form, "by_document")


def _by_scale(form: Form, mark: str, beside: str) -> Digits | None:
    """1.234 مليون: a thousand millions would be said as one milliard"""
    if beside != "scale" or form.marks == "،":
        return None
    return _pointed(form, "by_document" if mark == form.marks else "by_scale")


def _by_zeros(form: Form, mark: str, beside: str) -> Digits | None:
    """10.000 and 250,000"""
    return _grouped(form, "by_zeros") if form.parts[1] == "000" else None


def _by_price(form: Form, mark: str, beside: str) -> Digits | None:
    """7.500 يورو: nobody writes half a euro with a third digit; but the litre costs 1.985 دينار"""
    if beside == "silver" and (form.marks != "." or len(form.parts[0]) == 1):
        return _grouped(form, "of_silver")
    if form.marks == "." and beside == "ounce" and len(form.parts[0]) == 1:
        return _grouped(form, "by_price")  # an ounce of gold costs 4.085 دولار
    if form.marks == "." and (beside in ("priced", "ounce", "silver") or (beside == "thirds" and mark == ".")):
        return _pointed(form, "by_document" if beside == "thirds" else "by_price")
    zero = form.parts[1].endswith("0") or (not mark and len(form.parts[0]) > 1)
    return _grouped(form, "by_unit") if form.marks == "." and beside == "halves" and zero else None


def _by_custom(form: Form, mark: str, beside: str) -> Digits | None:
    """Nothing tells: the commas group, the point is decimal; 90.744 the sooner where the document writes 6.5."""
    if form.marks == "." and mark == ".":
        return _pointed(form, "beside_points")
    return _pointed(form, "open") if form.marks == "." else _grouped(form, "open")


OPEN: tuple[Callable[[Form, str, str], Digits | None], ...] = (
    _by_unit, _by_plural, _by_rate, _by_document, _by_scale, _by_zeros, _by_price, _by_custom
)  # fmt: skip


def _decimal(whole: str, part: str) -> Value:
    value = Fraction(int(whole + part), 10 ** len(part))
    return value.numerator if value.denominator == 1 else value


@lru_cache(maxsize=4)
def decimal_mark(text: str, arabic: bool = False) -> str:
    """The decimal mark that a text uses where its form tells: `.`, `,`, or nothing if neither prevails.

    `arabic` asks whether `،` is one, which it can be besides.

    >>> decimal_mark("ارتفع 6,5 في المائة إلى 1.071 مليون")
    ','
    """
    if arabic:
        return "،" if _ARABIC.search(text) else ""
    points, commas = len(_POINTS.findall(text)), len(_COMMAS.findall(text))
    return "." if points > commas else "," if commas > points else ""
