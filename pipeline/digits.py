"""Numbers written in digits: what the points, commas and blanks among them mean."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

Value = int | Fraction

LONGEST = 1000  # digits; what is longer is no number that anybody means

NUMERAL = r"[0-9]+(?: ?ر ?[0-9]+|[.,،'][0-9]+)*"  # 8ر1 is 1.8, see below
_MARK = re.compile(r"[.,،'ر]")
_POINTS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{1,2}(?![0-9.,])")
_COMMAS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{1,2}(?![0-9.,])")


class Digits(NamedTuple):
    """A numeral read: its value, the rule, and its other value where the form alone does not tell (None if it does)."""

    value: Value
    rule: str
    other: Value | None = None


def digits(numeral: str, mark: str = "", beside: str = "") -> Digits | None:
    """What a numeral says, None where its form is no number's (dates, IP addresses, sections).

    One mark before one, two or more than three digits is the decimal mark; marks between groups of three
    separate thousands; of two different marks the last is the decimal one. Three digits after a single point
    or comma may be either, and are settled in this order: by a zero in front (0.125); by what stands `beside`
    it; by the decimal `mark` of the rest of the document; else the comma groups and the point is decimal.
    With ر for the decimal mark, as agencies write it, the part stands first, so that from left to right the page
    shows 1ر8 where the letters run 8ر1.
    `beside` is `scale` or `percent` (1.234 مليون, 2.125%: decimal), `thirds` for currencies that
    have a thousand parts, `halves` for those that have a hundred, whose third digit is no part of a price.

    >>> digits("1,234,567").value, digits("1.071,2").value, digits("26،013,94").value
    (1234567, Fraction(5356, 5), Fraction(1300697, 50))
    >>> digits("1.234"), digits("1.234", mark=",").value
    (Digits(value=Fraction(617, 500), rule='point_decimal_open', other=1234), 1234)
    >>> digits("7.500", beside="halves").value, digits("192.168.1.2")
    (7500, None)
    >>> digits("8ر1").value
    Fraction(9, 5)
    """
    if len(numeral) > LONGEST:
        return None
    if numeral.isdigit():
        return Digits(int(numeral), "digits")
    numeral = numeral.replace(" ", "")
    parts = _MARK.split(numeral)
    marks = [letter for letter in numeral if letter in ".,،'ر"]
    whole, last = parts[:-1], parts[-1]
    groups = len(parts[0]) <= 3 and parts[0][0] != "0"
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        if marks[-1] in ".,،ر" and groups and all(len(part) == 3 for part in whole[1:]):
            return Digits(_decimal("".join(whole), last), f"{_NAMES[marks[-1]]}_decimal")
        return None
    if len(set(marks)) > 1:
        return None
    name = _NAMES[marks[0]]
    groups = groups and all(len(part) == 3 for part in parts[1:])
    if marks[0] == "ر":
        return Digits(_decimal(last, parts[0]), "reh_decimal") if len(marks) == 1 else None
    if len(marks) > 1:
        return Digits(int("".join(parts)), f"{name}_groups") if groups else None
    if marks[0] in "'،" and groups:
        return Digits(int("".join(parts)), f"{name}_groups")
    if marks[0] == "'" or (marks[0] != "." and len(last) > 3 and len(parts[0]) > 3):
        return None
    if marks[0] == "،" and len(last) > 2:
        return None
    if not groups:
        return Digits(_decimal(parts[0], last), f"{name}_decimal")
    return _open(parts, marks[0], mark, beside)


_NAMES = {".": "point", ",": "comma", "،": "arabic_comma", "'": "apostrophe", "ر": "reh"}


def _open(parts: list[str], used: str, mark: str, beside: str) -> Digits:
    grouped, decimal = int("".join(parts)), _decimal(*parts)
    name = _NAMES[used]
    if beside == "percent":
        return Digits(decimal, f"{name}_decimal_by_unit", grouped)
    if mark and (used == "," or mark == ","):
        if used == mark:
            return Digits(decimal, f"{name}_decimal_by_document", grouped)
        return Digits(grouped, f"{name}_groups_by_document", decimal)
    if beside == "scale":
        return Digits(decimal, f"{name}_decimal_by_scale", grouped)
    if used == ",":
        return Digits(grouped, "comma_groups_open", decimal)
    if parts[1] == "000":
        return Digits(grouped, "point_groups_by_zeros", decimal)
    if beside == "halves" and (parts[1].endswith("0") or (not mark and len(parts[0]) > 1)):
        return Digits(grouped, "point_groups_by_unit", decimal)
    return Digits(decimal, "point_decimal_open", grouped)


def _decimal(whole: str, part: str) -> Value:
    value = Fraction(int(whole + part), 10 ** len(part))
    return value.numerator if value.denominator == 1 else value


@lru_cache(maxsize=4)
def decimal_mark(text: str) -> str:
    """The decimal mark that a text uses where its form tells: `.`, `,`, or nothing if neither prevails.

    >>> decimal_mark("ارتفع 6,5 في المائة إلى 1.071 مليون")
    ','
    """
    points, commas = len(_POINTS.findall(text)), len(_COMMAS.findall(text))
    return "." if points > commas else "," if commas > points else ""
