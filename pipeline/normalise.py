"""The many spellings of Arabic folded into one, each letter knowing where it stood in the raw text."""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from camel_tools.utils.charmap import CharMapper
from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_unicode

from pipeline import lexicon

ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
PRESENTED = ((0xFB00, 0xFB06), (0xFB50, 0xFDFF), (0xFE50, 0xFE6B), (0xFE70, 0xFEFE), (0xFF01, 0xFFE6))
LAST_DIGIT = 0x1FBF9  # the highest decimal digit of Unicode; 660 letters between it and ٠ are digits


class Folded(NamedTuple):
    """A text in two spellings of one length, and the raw interval that each letter of them covers.

    `plain` is cleaned but spelled as written; `text` has its letters folded one to one, to search in.
    """

    text: str
    plain: str
    starts: array
    stops: array


def fold(raw: str) -> Folded:
    """The folded text; letter i of it covers `raw[starts[i]:stops[i]]`.

    A mark that vanishes (tashkeel, tatweel) belongs to the letter before it, so a span that ends on that
    letter keeps it; invisible letters belong to nobody; the letters of one ligature share its interval.
    Signs that mean money or a power are left alone: NFKC would spell ﷼ out and turn 10³ into 103.

    >>> fold("العقـــد").text
    'العقد'
    >>> fold("أُعلن إلى").text, fold("أُعلن إلى").plain
    ('اعلن الي', 'أعلن إلى')
    >>> fold("١٬٢٣٤٫٥٠ ﷼").text
    '1,234.50 ﷼'
    >>> list(fold("بـ٥٪").stops)
    [2, 3, 4]
    """
    if not _UNEVEN.search(raw):
        plain = raw.translate(_EVEN)
        return Folded(plain.translate(_TEXT), plain, _places(0, len(raw)), _places(1, len(raw) + 1))
    parts: list[str] = []
    starts, stops = array("i"), array("i")
    done = 0
    for run in _UNEVEN.finditer(raw):
        first, last = run.span()
        if done < first:
            parts.append(raw[done:first].translate(_EVEN))
            starts += _places(done, first)
            stops += _places(done + 1, first + 1)
        for place, letter in enumerate(run[0], first):
            becomes = _OPENED.get(letter)
            if becomes:
                parts.append(becomes)
                starts.extend([place] * len(becomes))
                stops.extend([place + 1] * len(becomes))
            elif becomes is None and parts:  # a mark
                stops[-1] = place + 1
                if letter in _HAMZAS:
                    parts[-1] = parts[-1][:-1] + _JOINED.get(parts[-1][-1] + letter, parts[-1][-1])
        done = last
    parts.append(raw[done:].translate(_EVEN))
    starts += _places(done, len(raw))
    stops += _places(done + 1, len(raw) + 1)
    plain = "".join(parts)
    return Folded(plain.translate(_TEXT), plain, starts, stops)


def _places(start: int, stop: int) -> array:
    return _RULER[start:stop] if stop <= len(_RULER) else array("i", range(start, stop))


_RULER = array("i", range(1 << 16))
_WORDS = {"space": " ", "newline": "\n", "nothing": "", "mark": None}


def _codes(code: str) -> Iterator[str]:
    """The letters of a cell: U+0041..U+0043 -> A, B, C; U+0627 U+0654 -> the two letters as one string."""
    first, _, last = code.partition("..")
    if last:
        yield from map(chr, range(int(first[2:], 16), int(last[2:], 16) + 1))
    else:
        yield "".join(chr(int(part[2:], 16)) for part in first.split())


def _listed(into: str) -> dict[str, str | None]:
    """The lexicon's rows for `plain` or `text`: what each letter becomes, None for a mark."""
    found = {}
    for row in lexicon.rows("fold"):
        if row["into"] == into:
            for letter in _codes(row["code"]):
                found[letter] = letter if row["becomes"] == "itself" else _WORDS.get(row["becomes"], row["becomes"])
    return found


def _letters(*blocks: tuple[int, int]) -> Iterator[str]:
    return (chr(code) for first, last in blocks for code in range(first, last + 1))


def _plain_table() -> dict[str, str | None]:
    """What each letter becomes in `plain` where that is not itself: digits, forms of PDF text, marks, the list."""
    table: dict[str, str | None] = {
        letter: str(unicodedata.decimal(letter)) for letter in _letters((0x80, LAST_DIGIT)) if letter.isdecimal()
    }
    marks = {letter for letter in _letters(*ARABIC) if unicodedata.category(letter) == "Mn"} | {"\u0640"}
    table |= dict.fromkeys(marks)
    for letter in _letters(*PRESENTED):
        opened = "".join(part for part in normalize_unicode(letter) if part not in marks).strip()
        if opened != letter and letter not in table:
            table[letter] = opened or None
    return table | _listed("plain")


def _text_table() -> dict[str, str]:
    """What each Arabic letter becomes in `text` where that is not itself: camel-tools' maps, then the list."""
    clean = CharMapper.builtin_mapper("arclean")
    table = {}
    for letter in _letters(*ARABIC):
        if unicodedata.category(letter) == "Lo":
            folded = normalize_alef_maksura_ar(normalize_alef_ar(clean(letter)))
            if len(folded) == 1 and folded.isalpha():
                table[letter] = folded
    return {letter: to for letter, to in (table | _listed("text")).items() if to and to != letter}


_PLAIN = _plain_table()
_JOINED = {pair: to for pair, to in _PLAIN.items() if len(pair) == 2 and to}
_HAMZAS = frozenset(pair[1] for pair in _JOINED)
_OPENED = {letter: to for letter, to in _PLAIN.items() if len(letter) == 1 and (to is None or len(to) != 1)}
_OPENED["\r"] = ""
_EVEN = str.maketrans({letter: to for letter, to in _PLAIN.items() if len(letter) == 1 and letter not in _OPENED and to != letter} | {"\r": "\n"})
_TEXT = str.maketrans(_text_table())
_VANISHED = "[" + re.escape("".join(letter for letter, to in _OPENED.items() if not to and letter != "\r")) + "]"
_UNEVEN = re.compile("(?:[" + re.escape("".join(_OPENED.keys() - {"\r"})) + rf"]|\r(?={_VANISHED}*\n))+")
