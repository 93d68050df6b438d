"""A text as a line of word kinds, one letter a word, and rules that rewrite it into phrases."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

_FIRST_LETTER = 0x4E00  # kinds are written with letters that no pattern uses
_NAME = re.compile(r"(?:([a-z_]\w*)=)?([A-Za-z_]\w*)")


class Line(NamedTuple):
    """Words or phrases in order: `kinds` has a letter for each, the lists where it stands and what it means.

    A run of words without meaning is one item.
    """

    kinds: str
    starts: list[int]
    stops: list[int]
    values: list[Any]


class Found(NamedTuple):
    """A stretch of a line that a rule's pattern fits; calling it with a part's name gives that part's value."""

    match: re.Match[str]
    line: Line

    def __call__(self, name: str) -> Any:
        """What the part means; None if the pattern was met without it."""
        return self.line.values[self.match.start(name)] if self.has(name) else None

    def has(self, name: str) -> bool:
        """Whether the pattern has this part and was met with it."""
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def is_a(self, name: str, kinds: str) -> bool:
        """Whether the part was met with a word of one of these kinds."""
        return self.has(name) and self.line.kinds[self.match.start(name)] in letters(kinds)

    def ahead(self, place: int, count: int = 1) -> str:
        """The kinds of so many words ahead of a place in the line."""
        return self.line.kinds[max(0, place - count) : place]

    def kind(self, name: str) -> str:
        """The kind of the word that the part was met with."""
        return name_of(self.line.kinds[self.match.start(name)])

    @property
    def start(self) -> int:
        """Where the first word of the stretch begins."""
        return self.line.starts[self.match.start()]

    @property
    def stop(self) -> int:
        """Where the last word of the stretch has ended."""
        return self.line.stops[self.match.end() - 1]


class Rule(NamedTuple):
    """A phrase: where `pattern` fits and `read` has an opinion, the stretch becomes one item of kind `kind`.

    If the pattern names a part `it`, only that part is replaced.
    """

    name: str
    kind: str
    pattern: re.Pattern[str]
    read: Callable[[Found, Any], Any]


@cache
def letter(kind: str) -> str:
    """The letter that stands for `kind` in a line, the same for the life of the process."""
    made = chr(_FIRST_LETTER + len(_NAMES))
    _NAMES[made] = kind
    return made


@cache
def letters(names: str) -> str:
    """The letters of kinds that are named with blanks between, in one string."""
    return "".join(map(letter, names.split()))


def name_of(made: str) -> str:
    """The kind that a letter stands for."""
    return _NAMES[made]


_NAMES: dict[str, str] = {}


def pattern(words: str, groups: Mapping[str, str] = {}) -> re.Pattern[str]:
    """The compiled pattern of `words`: names of kinds with the signs of `re` between them, blanks without meaning.

    `part=kind` names a part; a name in `groups` stands for several kinds.

    >>> found = pattern("in? y=year | m=month").search(letter("in") + letter("year"))
    >>> found.group("y") == letter("year")
    True
    """

    def written(name: re.Match[str]) -> str:
        part, kind = name.groups()
        kinds = groups.get(kind, kind).split()
        inside = letter(kinds[0]) if len(kinds) == 1 else "[" + "".join(map(letter, kinds)) + "]"
        return f"(?P<{part}>{inside})" if part else inside

    return re.compile(_NAME.sub(written, words).replace(" ", ""))


def rewritten(line: Line, rules: Iterable[Rule], about: Any) -> Line:
    """`line` after each rule in turn has put its phrases in the place of their words.

    `about` is handed to each rule's `read`; a `read` that gives None leaves the words to later rules.
    """
    for rule in rules:
        if rule.pattern.search(line.kinds):
            line = _once(line, rule, about)
    return line


def _once(line: Line, rule: Rule, about: Any) -> Line:
    kinds: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    values: list[Any] = []
    done = 0
    for match in rule.pattern.finditer(line.kinds):
        value = rule.read(Found(match, line), about)
        if value is None:
            continue
        first, last = match.span("it") if "it" in rule.pattern.groupindex else match.span()
        kinds += (line.kinds[done:first], letter(rule.kind))
        starts += line.starts[done:first]
        stops += line.stops[done:first]
        values += line.values[done:first]
        starts.append(line.starts[first])
        stops.append(line.stops[last - 1])
        values.append(value)
        done = last
    if not done:
        return line
    return Line(
        "".join(kinds) + line.kinds[done:],
        starts + line.starts[done:],
        stops + line.stops[done:],
        values + line.values[done:],
    )
