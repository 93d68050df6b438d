"""Words, numbers, Latin names and marks of a folded text, with the clitics at their heads."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

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


_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*[²³¹⁰-⁹¼-¾⅐-⅞]*|[¼-¾⅐-⅞]"
_NAME = rf"(?:[A-Z]\.){{2,}}|[0-9]{{0,9}}[{_LATIN}](?:[{_LATIN}0-9]|[.&'+_/@-](?=[{_LATIN}0-9]))*\+{{0,2}}"
_TOKEN = re.compile(
    rf"(?P<clitics>(?<![^\W_])[وف]?[بلك]?(?:ال)?(?=[0-9{_LATIN}]))?(?:(?P<latin>{_NAME})|(?P<number>{_NUMBER}))"
    rf"|(?P<word>[^\W\d_{_LATIN}]+)"
    r"|(?P<mark>[\U0001f1e6-\U0001f1ff]{2}|\S)"
)
_ARTICLE = re.compile(r"(?:[وف]?[بك]|[وف])(?=ال..)|[وف]?ل(?=ل..)")


def tokens(text: str, sentences: Sequence[Sentence]) -> list[Token]:
    """The tokens of `text`, in order; `sentence` is an index into `sentences`.

    >>> text = "وOpenAI ب14.8 مليار، 49%"
    >>> [(text[t.start : t.stop], t.kind, t.clitics) for t in tokens(text, [Sentence(0, len(text), "body")])]
    [('وOpenAI', 'latin', 'و'), ('ب14.8', 'number', 'ب'), ('مليار', 'word', ''), ('،', 'mark', ''), \
('49', 'number', ''), ('%', 'mark', '')]
    """
    found = []
    for index, (start, stop, _) in enumerate(sentences):
        for match in _TOKEN.finditer(text, start, stop):
            kind = match.lastgroup
            begun, ended = match.span()
            clitics = match["clitics"] or ""
            if kind == "word":
                head = _ARTICLE.match(match[0])
                clitics = head[0] if head else ""
            found.append(Token(begun, ended, index, kind, clitics))
    return found
