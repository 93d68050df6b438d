"""The words of a text that can be part of an expression of time, each by its kind."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

from pipeline import lexicon, periods
from pipeline.normalise import fold
from pipeline.periods import Period
from pipeline.phrases import Line, letter


class Span(Protocol):
    """Anything with a place in the text: a sentence, an amount."""

    @property
    def start(self) -> int: ...

    @property
    def stop(self) -> int: ...


YEARS = range(1900, 2101)  # four digits that may be a year without the word عام before them
OLD_YEARS = range(1000, 1900)
HIJRI_YEARS = range(1300, 1500)
LONGEST_SPAN = 120  # years between the ends of 1990-2010


def folded(text: str) -> str:
    return fold(text).text


@cache
def vetoes(kind: str) -> frozenset[str]:
    """The folded words of one kind of `time_vetoes.csv`."""
    rows = [row for row in lexicon.rows("time_vetoes") if row["kind"] == kind]
    return frozenset(folded(word) for row in rows for word in row["words"].split("|"))


@cache
def joined_vetoes(kind: str) -> frozenset[str]:
    """Those words, with clitics too: سوق, بسوق, وبسوق."""
    return vetoes(kind) | {spelled for word in vetoes(kind) for _, spelled in with_clitics(word)}


@cache
def noun_like() -> tuple[str, ...]:
    """How nouns begin that look like verbs of the future."""
    return tuple(vetoes("noun_like_start"))


class Entry(NamedTuple):
    """What a spelled word is: its clitics with their kinds, the words that must follow it, its kind and meaning."""

    clitics: tuple[str, ...]
    rest: tuple[str, ...]
    kind: str
    value: Any


# 2025-Q4 is one word, Q4FY25 and FY25Q4 three; 2024-03-12T10:00 begins with a date; 2000D and A320 are names
_TOKEN = re.compile(
    r"FY(?=\d)|(?<=FY)\d{2,4}(?=[QH][1-4]\b)|(?:[QH][1-4]|[1-4][QH])(?=FY\d)|(?<![A-Za-z\d]-)(?<!FY)20\d\d[/-][QH][1-4](?!\w|-\d)|\d++(?:[./,:\-]\d++)*+(?!(?!T\d)[A-Za-z])|[A-Za-z\d][A-Za-z\d]*+|[^\W\d_A-Za-z]++|\n|[^\w\s]"
)
# Q12025, 1H2025, 3Q25, 2025-Q4, 2025Q4
_SIGNED = re.compile(
    r"(?:[QH](?P<a>[1-4])(?=20)|(?P<b>[1-4])[QH])(?P<y>(?:20)?\d\d)|(?P<z>20\d\d)[/-]?[QH](?P<c>[1-4])"
)
_FISCAL = re.compile(r"(\d\d)(?:([/-])(\d\d))?")  # what follows FY: 25, 24/25
_MARKS = {
    ",": "comma", "،": "comma", "/": "slash", "-": "dash", "(": "open", ")": "close",
    "\\": "slash", "~": "dash", "|": "slash",
}  # fmt: skip
_CLITICS = tuple(tuple(kinds.split()) for kinds in ("and", "b", "l", "k", "and b", "and l", "and k"))
_PROCLITIC = {"and": "وف", "b": "ب", "l": "ل", "k": "ك"}


def _vocabulary() -> Iterator[tuple[str, str, Any, bool]]:
    """Words as spelled in the lexicons, each with its kind, its meaning, and whether clitics may stand before it."""
    for kind, letters in _PROCLITIC.items():  # و2024, بـ2024
        yield from ((written, kind, None, False) for written in letters)
    for row in lexicon.rows("months"):
        calendar, alone = row["calendar"], row["alone"] == "yes"
        kind = {"gregorian": "month" if alone else "amonth", "hijri": "hmonth", "libyan": "lmonth"}.get(
            calendar, "emonth"
        )
        yield row["name"], kind, int(row["month"]), len(row["name"]) > 2
    for row in lexicon.rows("weekdays"):
        kind = "eweekday" if row["name"].isascii() else "weekday"
        yield row["name"], kind, int(row["number"]), True
    for row in lexicon.rows("time_numbers"):
        for word in row["words"].split("|"):
            yield word, row["kind"], int(row["value"]), True
    for row in lexicon.rows("time_words"):
        value = row["value"]
        for word in row["words"].split("|"):
            yield word, row["kind"], int(value) if value.lstrip("-").isdigit() else value, len(word) > 1


@cache
def _forms() -> dict[str, tuple[Entry, ...]]:
    """All spellings with their clitics; of several readings the one of most words comes first."""
    plain: dict[str, list[Entry]] = {}
    joined: dict[str, list[Entry]] = {}
    for spelled, kind, value, open_to in _vocabulary():
        word, *rest = folded(spelled).split()
        plain.setdefault(word, []).append(Entry((), tuple(rest), kind, value))
        for clitics, spelled_so in with_clitics(word) if open_to else ():
            joined.setdefault(spelled_so, []).append(Entry(clitics, tuple(rest), kind, value))
    for word, entries in joined.items():
        kept = [e for e in entries if e.rest or word not in plain]
        if kept:
            plain.setdefault(word, []).extend(kept)
    return {word: tuple(sorted(entries, key=lambda e: -len(e.rest))) for word, entries in plain.items()}


def with_clitics(word: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """A word with each run of proclitics that may stand before it: their kinds, and how both are spelled."""
    for clitics in _CLITICS:
        for heads in _spellings(clitics):
            yield clitics, _with(heads, word)


def _spellings(clitics: tuple[str, ...]) -> Iterator[str]:
    if not clitics:
        yield ""
        return
    for first in _PROCLITIC[clitics[0]]:
        for rest in _spellings(clitics[1:]):
            yield first + rest


def scanned(text: str, taken: Sequence[Span] = ()) -> Line:
    """The words of `text` by kind; what lies in a span of `taken`, a sum of money say, has none.

    >>> from pipeline.phrases import name_of
    >>> [name_of(kind) for kind in scanned("بلغ الدخل في مارس 2024").kinds]
    ['other', 'in', 'amonth', 'year4']
    """
    forms, other, fiscal = _forms(), letter("other"), letter("fiscal_sign")
    kinds: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    values: list[Any] = []
    found = [*_TOKEN.finditer(_masked(text, taken))]
    words = [match[0] for match in found]
    number, count = 0, len(words)
    while number < count:
        word = words[number]
        entries = forms.get(word, ())
        if not entries and kinds[-1:] == [other] and word.isalpha():
            number += 1
            continue
        start, stop = found[number].span()
        number += 1
        entry = next((e for e in entries if not e.rest or _follows(e.rest, words, number)), None)
        if entry:
            for clitic in entry.clitics:
                kinds.append(letter(clitic))
                starts.append(start)
                stops.append(start + 1)
                values.append(None)
                start += 1
            number += len(entry.rest)
            stop = found[number - 1].end()
            kind, value = letter(entry.kind), entry.value
        else:
            name, value = _unlisted(word, kinds[-1:] == [fiscal] and stops[-1] == start)
            kind = letter(name)
        if kind != other or kinds[-1:] != [other]:
            kinds.append(kind)
            starts.append(start)
            stops.append(stop)
            values.append(value)
    return Line("".join(kinds), starts, stops, values)


def _unlisted(word: str, signed: bool) -> tuple[str, Any]:
    """The kind and value of a word that no list has: 2024, 3Q25, a mark; `signed` says that FY touches it: FY25."""
    if word[0].isdecimal() and word.upper() == word.lower():
        return (_fiscal if signed else _digits)(word)
    match = _SIGNED.fullmatch(word)
    if match and (part := _part_of_year(match)).value:
        return "full_part", part
    return ("other" if word[0].isalnum() else _MARKS.get(word, "stop")), None


def _masked(text: str, taken: Sequence[Span]) -> str:
    """`text` with the letters of all spans in `taken` made into ones that mean nothing."""
    parts: list[str] = []
    done = 0
    for start, stop in sorted((span.start, span.stop) for span in taken):
        if stop > done:
            parts += (text[done:start], "x" * (stop - max(start, done)))
            done = stop
    return "".join(parts) + text[done:]


def _follows(rest: tuple[str, ...], words: list[str], number: int) -> bool:
    return all(number + i < len(words) and words[number + i] == word for i, word in enumerate(rest))


def _digits(word: str) -> tuple[str, Any]:
    """What digits can be in a date, and the number, the pair of numbers or the period that they mean.

    >>> _digits("2024"), _digits("12/03/2024")[1].value, _digits("2021-2025")[0]
    (('year4', 2024), '2024-03-12', 'years')
    """
    if word.isdecimal():
        return _number(word)
    parts = re.split(r"[./,:\-]", word)
    lengths, figures = [len(part) for part in parts], [int(part) for part in parts if len(part) <= 4]
    signs = {sign for sign in word if not sign.isdigit()}
    if len(signs) == 1 and len(figures) == len(parts) and signs != {","}:
        sign = signs.pop()
        if sign == ":":
            return "clock", None
        if len(parts) == 3:
            return _written_date(lengths, figures)
        if len(parts) == 2 and sign != ".":
            return _pair(lengths, figures[0], figures[1], sign)
    return "figure", None


def _fiscal(word: str) -> tuple[str, Any]:
    """What digits right behind FY are: a year also where it has two of them, FY25, FY24/25."""
    found = _FISCAL.fullmatch(word)
    if not found:
        return _digits(word)
    a = _year(found[1])
    if not found[3]:
        return "year4", a
    return ("years", (a, a + 1, found[2])) if _year(found[3]) == a + 1 else ("figure", None)


def _year(digits: str) -> int:
    """
    >>> _year("2025"), _year("25"), _year("98")
    (2025, 2025, 1998)
    """
    return int(digits) if len(digits) == 4 else (int(digits) + 30) % 100 + 1970


def _part_of_year(found: re.Match[str]) -> Period:
    """1H2025, 3Q25, 2025-Q4: a quarter or a half that is written with its year; unknown for 3H25."""
    made = periods.quarter if "Q" in found[0] else periods.half
    return made(int(found["a"] or found["b"] or found["c"]), _year(found["y"] or found["z"]))


def _number(word: str) -> tuple[str, int]:
    """What digits alone may be: a day, a year of ours or of the Hijra, a number."""
    value = int(word) if len(word) < 10 else 0
    if len(word) <= 2:
        return ("n_day" if 1 <= value <= 31 else "n"), value
    if len(word) == 4:
        for kind, years in (("year4", YEARS), ("hyear", HIJRI_YEARS), ("old", OLD_YEARS)):
            if value in years:
                return kind, value
    return "n", value


def _written_date(lengths: list[int], figures: list[int]) -> tuple[str, Any]:
    """2024-03-12, 12/03/2024 with the day first; the month first only where it cannot be otherwise: 03/25/2024."""
    if lengths[0] == 4 and max(lengths[1:]) <= 2:
        of, number, at = figures
    elif lengths[2] == 4 and max(lengths[:2]) <= 2:
        at, number, of = figures
        if number > 12 >= at:
            at, number = number, at
    else:
        return "figure", None
    found = periods.day(of, number, at) if of in YEARS else periods.hijri_day(of, number, at)
    if not found.value:
        return "figure", None
    return "full_date" if of in YEARS else "full_hijri", found


def _pair(lengths: list[int], a: int, b: int, sign: str) -> tuple[str, Any]:
    """2021-2025, 1445/1446, 1445/46, 2023/24, 2024-03, 3/2024, 12-14."""
    season = lengths == [4, 2] and b == (a + 1) % 100
    if lengths == [4, 4] or (season and (a in YEARS or a in HIJRI_YEARS)):
        return _pair_of_years(a, a + 1 if season else b, sign)
    if 4 in lengths:
        of, number = (a, b) if lengths[0] == 4 else (b, a)
        found = periods.month(number, of) if of in YEARS and min(lengths) <= 2 else periods.UNKNOWN
        return ("full_month", found) if found.value else ("figure", None)
    if sign == "-" and max(lengths) <= 2 and 0 < a < b <= 31:
        return "n_days", (a, b)
    return "figure", None


def _pair_of_years(a: int, b: int, sign: str) -> tuple[str, Any]:
    if a in YEARS and 0 < b - a <= LONGEST_SPAN:
        return "years", (a, b, sign)
    if a in HIJRI_YEARS and b == a + 1:
        return "hyears", (a, b)
    return "figure", None


def _with(heads: str, word: str) -> str:
    """A word with proclitics, ل swallowing the ا of its article."""
    return heads + (word[1:] if heads.endswith("ل") and word.startswith("ال") else word)
