"""Words, numbers, Latin names and marks of a folded text, with the clitics at their heads."""

import re
from collections.abc import Container, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.sentences import Sentence


class Token(NamedTuple):
    """A token in folded offsets, the index of its sentence, its kind (word, latin, number, mark) and clitics.

    `clitics` are the sure proclitics at its head as they are written; the stem begins behind them.
    """

    start: int
    stop: int
    sentence: int
    kind: str
    clitics: str


_LETTER = "A-Za-zªºÀ-ÖØ-öø-ɏ\u0300-\u036fḀ-ỿ"
_LATIN = (
    r"(?:https?://|www\.)[^\s\"'<>()،؛]*[^\s\"'<>()،؛.,:!?]"  # an address
    rf"|(?:[A-Z]\.){{2,}}(?:[A-Z](?![{_LETTER}0-9]))?"  # U.S.
    # Llama, GPT-4, AT&T, L'Oréal, 5G, Disney+, a@b.com
    rf"|(?:[0-9]{{1,3}}(?=[A-Z]))?[{_LETTER}](?:[{_LETTER}0-9]|[.&'+@-](?=[{_LETTER}0-9]))*(?:\+{{1,2}}(?![+0-9]))?"
)
_NUMBER = r"[0-9]+(?:[.,ر][0-9]+|'[0-9]{3}(?![0-9]))*[²³¹⁰-⁹¼-¾⅐-⅞]*|[¼-¾⅐-⅞]"
_TOKEN = re.compile(
    rf"(?:(?<![^\W_])(?P<clitics>[وف]?(?:لل|[بلك]?(?:ال)?)(?=[0-9{_LETTER}])))?"
    rf"(?:(?P<latin>{_LATIN})|(?P<number>{_NUMBER}))"
    rf"|(?P<word>[^\W0-9_{_LETTER}]+)"
    r"|(?P<mark>[\U0001f1e6-\U0001f1ff]{2}|\S)"  # the two letters of a flag are one mark
)
SHORTEST = 3  # letters of a word that may stand behind a proclitic, the listed ones apart


def tokens(text: str, sentences: Sequence[Sentence]) -> list[Token]:
    """The tokens of `text`, in order; `sentence` is an index into `sentences`.

    >>> text = "وOpenAI ب14.8 مليار، 49%"
    >>> [(text[t.start : t.stop], t.kind, t.clitics) for t in tokens(text, [Sentence(0, len(text), "body")])]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('وOpenAI', 'latin', 'و'), ('ب14.8', 'number', 'ب'), ('مليار', 'word', ''), ('،', 'mark', ''),
     ('49', 'number', ''), ('%', 'mark', '')]
    """
    found = [
        (match, index)
        for index, sentence in enumerate(sentences)
        for match in _TOKEN.finditer(text, sentence.start, sentence.stop)
    ]
    beside = frozenset(match[0] for match, _ in found)
    rows = []
    for match, index in found:
        kind = match.lastgroup or ""
        head = clitics(match[0], beside) if kind == "word" else match["clitics"] or ""
        rows.append(Token(*match.span(), index, kind, head))
    return rows


def clitics(word: str, beside: Container[str] = ()) -> str:
    """The letters at the head of an Arabic word that are surely proclitics, '' if it is whole or unsure.

    `beside` holds the other words of the text: a word that no list knows is whole if it stands there.

    >>> [clitics(word) for word in ("للسعودية", "وبالرياض", "ومصر", "وزارة", "وكالة", "لندن", "بنك")]
    ['ل', 'وب', 'و', '', '', '', '']
    >>> clitics("لزنكلاب"), clitics("لزنكلاب", {"زنكلاب"})
    ('', 'ل')
    """
    if word[:1] not in _PROCLITICS:
        return ""
    return _listed(word) or ("" if known(word) else _beside(word, beside))


_PROCLITICS = frozenset("وفبلكس")
_INNER = frozenset("بلكس")  # stand between و or ف and the word
_ARTICLE = re.compile("(?:[وف]?[بك]|[وف])(?=ال..)|[وف]?ل(?=ل..)")


@cache
def _exceptions() -> dict[str, str]:
    return {row["word"]: row["clitics"] for row in lexicon.rows("clitics")}


@cache
def _words() -> dict[str, frozenset[str]]:
    lists: dict[str, set[str]] = {letter: set() for letter in ("", *_PROCLITICS)}
    for row in lexicon.rows("words"):
        lists[row["after"]].update(row["words"].split())
    return {letter: frozenset(listed) for letter, listed in lists.items()}


def known(word: str) -> bool:
    """Whether a list knows a folded word as one by itself."""
    return word in _exceptions() or word in _words()[""]


@lru_cache(maxsize=1 << 16)
def _listed(word: str) -> str:
    """The proclitics by the lists alone: first opinion wins."""
    if word in _exceptions():
        return _exceptions()[word]
    lists, letter, rest = _words(), word[:1], word[1:]
    if letter not in _PROCLITICS or word in lists[""]:
        return ""
    if article := _ARTICLE.match(word):
        return article[0]
    if rest in lists[letter]:
        return letter
    if letter in "وبل" and rest in lists[""] and (letter == "و" or len(rest) > SHORTEST):
        return letter
    inner = _listed(rest) if letter in "وف" and rest[:1] in _INNER and len(rest) > SHORTEST else ""
    return inner and letter + inner  # وبمراكش


def _beside(word: str, beside: Container[str]) -> str:
    """One proclitic, if what follows it is a word of the same text that no list knows."""
    rest = word[1:]
    return word[0] if len(rest) >= SHORTEST and rest in beside and not known(rest) else ""
