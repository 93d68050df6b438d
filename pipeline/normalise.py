"""The many spellings of Arabic folded into one, each letter knowing where it stood in the raw text."""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from camel_tools.utils.charmap import CharMapper
from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_unicode

from pipeline import lexicon

TATWEEL = "\u0640"
ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
# forms of letters that only old encodings and PDF text know: fi, Arabic, small, full-width
FORMS = (
    (0xFB00, 0xFB06),
    (0xFB50, 0xFDFF),
    (0xFE50, 0xFE6B),
    (0xFE70, 0xFEFC),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE1),
)
NEAR = 8  # letters beside a tatweel among which stand the digits that it parts
LAST_DIGIT = 0x1FBF9  # the highest decimal digit of Unicode


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
    A tatweel between blanks or digits is a dash: 2012 ـ 2013, 2ـ2. A question mark inside a percentage is the decimal
    mark ٫ that a page lost. Signs that mean money or a power are left
    alone: NFKC would spell ﷼ out and turn 10³ into 103.

    >>> fold("العقـــد").text
    'العقد'
    >>> fold("أُعلن إلى").text, fold("أُعلن إلى").plain
    ('اعلن الي', 'أعلن إلى')
    >>> fold("١٬٢٣٤٫٥٠ ﷼").text
    "1'234.50 ﷼"
    >>> list(fold("بـ٥٪").stops)
    [2, 3, 4]
    >>> fold("30 ـ 40%").text, fold("30ـ40%").text
    ('30 - 40%', '30-40%')
    >>> fold("21?6 %").text
    '21.6 %'
    """
    if not _UNEVEN.search(raw):
        plain = _LOST.sub(".", raw.translate(_EVEN))
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
        dash = TATWEEL in run[0] and _alone(raw, first, last)
        for place, letter in enumerate(run[0], first):
            opened = "-" if dash and place == first else _OPENED[letter]
            if opened:
                parts.append(opened)
                starts.extend([place] * len(opened))
                stops.extend([place + 1] * len(opened))
            elif letter in _MARKS and parts:
                stops[-1] = place + 1
                if joined := _JOINED.get(parts[-1][-1] + letter):
                    parts[-1] = parts[-1][:-1] + joined
        done = last
    parts.append(raw[done:].translate(_EVEN))
    starts += _places(done, len(raw))
    stops += _places(done + 1, len(raw) + 1)
    plain = _LOST.sub(".", "".join(parts))
    return Folded(plain.translate(_TEXT), plain, starts, stops)


def _alone(raw: str, first: int, last: int) -> bool:
    """Whether marks stand on no letter: between blanks, or between two digits, which no stroke joins (2ـ2, 8 ـ10)."""
    if any(_OPENED[letter] for letter in raw[first:last]):
        return False
    before, after = raw[max(0, first - NEAR) : first], raw[last : last + NEAR]
    if not (before[-1:] + after[:1]).strip():
        return True
    return before.rstrip(_BETWEEN)[-1:].isdecimal() and after.lstrip(_BETWEEN)[:1].isdecimal()


def _places(start: int, stop: int) -> array:
    return _RULER[start:stop] if stop <= len(_RULER) else array("i", range(start, stop))


_RULER = array("i", range(1 << 16))  # a slice of it is faster than a range

_WORDS = {"space": " ", "newline": "\n", "nothing": "", "mark": "mark"}


def _codes(cell: str) -> Iterator[str]:
    """The letters that a cell names.

    >>> [*_codes("U+0041..U+0043")], [*_codes("U+0041 U+0042")]
    (['A', 'B', 'C'], ['AB'])
    """
    first, _, last = cell.partition("..")
    if last:
        yield from map(chr, range(int(first[2:], 16), int(last[2:], 16) + 1))
    else:
        yield "".join(chr(int(code[2:], 16)) for code in first.split())


def _listed(into: str) -> dict[str, str]:
    """What the lexicon says that letters become in `plain` or `text`; "mark" for a mark."""
    rows = ((row, letter) for row in lexicon.rows("fold") if row["into"] == into for letter in _codes(row["code"]))
    becomes = {letter: _WORDS.get(row["becomes"], row["becomes"]) for row, letter in rows}
    return {letter: letter if to == "itself" else to for letter, to in becomes.items()}


def _letters(*blocks: tuple[int, int]) -> Iterator[str]:
    return (chr(code) for first, last in blocks for code in range(first, last + 1))


def _into_plain() -> dict[str, str]:
    """What letters become in `plain`: digits 0-9, PDF forms opened, marks "mark"; then as the list says."""
    digits = (letter for letter in _letters((0x80, LAST_DIGIT)) if letter.isdecimal())
    table = {letter: str(unicodedata.decimal(letter)) for letter in digits}
    marks = {letter for letter in _letters(*ARABIC) if unicodedata.category(letter) == "Mn"} | {TATWEEL}
    for letter in _letters(*FORMS):
        table[letter] = "".join(part for part in normalize_unicode(letter) if part not in marks).strip() or "mark"
    return table | dict.fromkeys(marks, "mark") | _listed("plain")


def _into_text() -> dict[str, str]:
    """What Arabic letters become in `text`: one for one as camel-tools' maps say; then as the list says."""
    clean = CharMapper.builtin_mapper("arclean")
    letters = (letter for letter in _letters(*ARABIC) if unicodedata.category(letter) == "Lo")
    table = {letter: normalize_alef_maksura_ar(normalize_alef_ar(clean(letter))) for letter in letters}
    return {letter: to for letter, to in table.items() if len(to) == 1 and to.isalpha()} | _listed("text")


_PLAIN = _into_plain()
_JOINED = {pair: to for pair, to in _PLAIN.items() if len(pair) > 1}  # ا and ٔ
_MARKS = frozenset(letter for letter, to in _PLAIN.items() if to == "mark")
_GONE = _MARKS | {letter for letter, to in _PLAIN.items() if not to}
_BETWEEN = "".join((" ", *_GONE))  # what can stand between a digit and the dash behind it
_LONG = {letter: to for letter, to in _PLAIN.items() if len(letter) == 1 < len(to) and letter not in _MARKS}
_OPENED = _LONG | dict.fromkeys(_GONE, "") | {"\r": ""}  # \r vanishes only before \n
_EVEN = str.maketrans({letter: to for letter, to in _PLAIN.items() if len(letter) == len(to) == 1})
_TEXT = str.maketrans(_into_text())
_LOST = re.compile(r"(?<=[0-9])\?(?=[0-9]{1,2} ?%)")
_CLASS = {name: f"[{re.escape(''.join(sorted(letters)))}]" for name, letters in (("gone", _GONE), ("long", _LONG))}
_UNEVEN = re.compile(rf"(?:{_CLASS['gone']}|{_CLASS['long']}|\r(?={_CLASS['gone']}*\n))+")
