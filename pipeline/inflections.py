"""The forms that a verb or noun of a lexicon takes in a text, and the reading of a word back to its entry."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.normalise import fold

PRONOUNS = ("هما", "هم", "ها", "هن", "نا", "ه")
PREFIXES = ("", "س", "ب", "ل", "ك")
JOINERS = ("", "و", "ف")
SHORT = 3


class Base(NamedTuple):
    """One way to take a word apart: letters before the stem, whether ال stood there, the pronoun after it."""

    stem: str
    before: str
    article: bool
    pronoun: str


class Entry(NamedTuple):
    """One pattern of a vocabulary: its row, its form, the words that must follow, whether it needs its ال."""

    row: int
    form: str
    rest: tuple[str, ...]
    definite: bool = False
    attached: bool = False


class Hit(NamedTuple):
    """A pattern found in a row of words: words `first` to `last`, both in it."""

    row: int
    first: int
    last: int
    form: str
    before: str
    pronoun: str
    article: bool


Vocabulary = dict[str, list[Entry]]
Readings = Callable[[str], Sequence[tuple[Entry, Base]]]


def letters(word: str) -> str:
    """The word as it stands in folded text.

    >>> letters('أعلى')
    'اعلي'
    """
    return fold(word).text


@lru_cache(maxsize=1 << 16)
def bases(word: str) -> tuple[Base, ...]:
    """All ways to take و ف س ب ل ك and ال from a word's head, and a pronoun from its end.

    >>> Base('قيمة', 'ب', False, 'ها') in bases('بقيمتها')
    True
    >>> Base('شركة', 'ول', True, '') in bases('وللشركة')
    True
    """
    found: list[Base] = []
    for joiner in JOINERS:
        if not word.startswith(joiner):
            continue
        rest = word[len(joiner) :]
        for prefix in PREFIXES:
            if not rest.startswith(prefix):
                continue
            body = rest[len(prefix) :]
            before = joiner + prefix
            found += _ends(body, before)
            if prefix == "ل" and body.startswith("ل") and len(body) > SHORT:
                found.append(Base(body[1:], before, True, ""))
            if prefix != "س" and body.startswith("ال") and len(body) > SHORT + 1:
                found.append(Base(body[2:], before, True, ""))
    return tuple(found)


def _ends(body: str, before: str) -> Iterator[Base]:
    """The stems of a word once its head is cut: as it is, and without each pronoun (قيمتها: قيمة)."""
    yield Base(body, before, False, "")
    for pronoun in PRONOUNS:
        stem = body.removesuffix(pronoun)
        if stem != body and len(stem) >= SHORT - 1:
            yield Base(stem, before, False, pronoun)
            if stem.endswith("ت"):
                yield Base(stem[:-1] + "ة", before, False, pronoun)
            if stem.endswith(("ؤ", "ئ")):
                yield Base(stem[:-1] + "ء", before, False, pronoun)


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list of claim_words.csv, folded."""
    rows = (row for row in lexicon.rows("claim_words") if row["list"] == name)
    return frozenset(word for row in rows for word in letters(row["words"]).split("|"))


@lru_cache(maxsize=1 << 16)
def one_of(word: str, known: frozenset[str]) -> bool:
    """Whether some reading of a word stands in a list; asked a hundred times a sum, so kept."""
    return any(base.stem in known or base.stem.removesuffix("ا") in known for base in bases(word))


def verb_forms(perfect: str, imperfect: str) -> Iterator[tuple[str, str]]:
    """The third-person forms of a verb, folded, each with `perfect` or `imperfect`; either part may be empty.

    >>> [form for form, _ in verb_forms('اشترى', 'يشتري')][:4]
    ['اشتري', 'اشترت', 'اشتروا', 'اشترتا']
    >>> [form for form, _ in verb_forms('لجأ', '')][:2]
    ['لجا', 'لجات']
    """
    if perfect:
        whole = letters(perfect)
        stem = whole[:-1] if perfect[-1] in "ىا" and len(perfect) > SHORT - 1 else whole
        yield whole, "perfect"
        for end in ("ت", "وا", "تا", "ا"):
            yield stem + end, "perfect"
    if imperfect:
        stem = letters(imperfect)[1:]
        short = stem[:-1] if imperfect[-1] in "ىيوا" else stem
        for head in "يتن":
            yield head + stem, "imperfect"
            yield head + short, "imperfect"
            for end in ("ون", "وا", "ان", "ن"):
                yield head + short + end, "imperfect"


def noun_forms(noun: str) -> Iterator[str]:
    """A noun as written bare, in the accusative, the dual, and its plural in ات where it ends in ة.

    >>> list(noun_forms('صفقة'))
    ['صفقة', 'صفقتان', 'صفقتين', 'صفقات', 'صفقتي']
    """
    yield noun
    if noun.endswith("ة"):
        yield from (noun[:-1] + end for end in ("تان", "تين", "ات", "تي"))
    elif not noun.endswith(("ات", "ا")):
        yield from (noun + end for end in ("ا", "ان", "ين"))


def vocabulary(rows: Iterable[dict[str, str]]) -> Vocabulary:
    """The stems of all rows, each with its entries; a cell holds alternatives by `|`, a verb its two parts by `/`.

    A noun that is written with ال and stands alone needs its ال in the text: الذهب is gold, ذهب went.
    """
    found: Vocabulary = {}

    def add(stem: str, entry: Entry) -> None:
        entries = found.setdefault(stem, [])
        if entry not in entries:
            entries.append(entry)

    for number, row in enumerate(rows):
        for verb in lexicon.cells(row, "verb"):
            parts = [part.split() for part in verb.split("/")]
            perfect, imperfect = parts if len(parts) > 1 else (parts[0], [])
            rest = tuple(map(letters, (perfect or imperfect)[1:]))
            past, present = ("".join(part[:1]) for part in (perfect, imperfect))
            joining = letters(past)[:-1] + "ا" if past.endswith("ى") else ""  # أنهاها; إنها is none of أنهى
            for form, name in verb_forms(past, present):
                add(form, Entry(number, name, rest, attached=form == joining))
        for noun in lexicon.cells(row, "noun"):
            first, *others = (word.removeprefix("ال") for word in letters(noun).split())
            whole = letters(noun).split()[0]
            alone = whole != first and not others
            for form in {*noun_forms(first), *((whole,) if len(whole) <= SHORT + 1 else ())}:
                add(form, Entry(number, "noun", tuple(others), alone and form != whole))
    return found


def readings(known: Vocabulary) -> Readings:
    """What a word may be: entries of a vocabulary, each with how the word is taken apart for it; words recur, so kept.

    >>> buy = vocabulary([{"verb": "اشترى/يشتري"}])
    >>> [(entry.form, base.before) for entry, base in readings(buy)("سيشتري")]
    [('imperfect', 'س')]
    """

    @lru_cache(maxsize=1 << 15)
    def of(word: str) -> tuple[tuple[Entry, Base], ...]:
        return tuple(
            (entry, base)
            for base in bases(word)
            for entry in known.get(base.stem, ())
            if (base.article or not entry.definite) and (base.pronoun or not entry.attached)
            if _stands(base, entry.form)
        )

    return of


def hits(words: Sequence[str], read: Readings, opaque: frozenset[str] = frozenset()) -> list[Hit]:
    """The patterns found in a row of words, from left to right, words inside a longer pattern left to it.

    Of two patterns at a word the longer stands; rows that share the word all do, the plainest reading first.
    An `opaque` word is whole or begins a longer pattern: no clitic is cut from بعدما, which is not ب and عدم.
    """
    found: list[Hit] = []
    taken = -1
    for first, word in enumerate(words):
        if first <= taken or not (known := read(word)):
            continue
        here = [
            Hit(entry.row, first, first + len(entry.rest), entry.form, base.before, base.pronoun, base.article)
            for entry, base in known
            if (_follows(words, first + 1, entry.rest) if entry.rest else base.stem == word or word not in opaque)
        ]
        if not here:
            continue
        here.sort(key=lambda hit: (-hit.last, len(hit.before) + len(hit.pronoun), hit.row))
        taken = here[0].last
        seen: set[int] = set()
        for hit in here:
            if hit.last == taken and hit.row not in seen:
                seen.add(hit.row)
                found.append(hit)
    return found


def _stands(base: Base, form: str) -> bool:
    prefix = base.before.lstrip("وف") if form != "noun" else base.before
    if form == "noun":
        return not prefix.endswith("س") and not (base.article and base.pronoun)
    if base.article:
        return False
    return prefix in ("", "س", "ل") if form == "imperfect" else prefix == ""


def _follows(words: Sequence[str], first: int, rest: tuple[str, ...]) -> bool:
    if first + len(rest) > len(words):
        return False
    for place, word in enumerate(rest, first):  # noqa: SIM110 - asked thirty times a sum, `all` takes twice as long
        if word not in _bare(words[place]):
            return False
    return True


@lru_cache(maxsize=1 << 15)
def _bare(word: str) -> frozenset[str]:
    """What a word may be that nothing is joined to in front but ال."""
    return frozenset((word, *(base.stem for base in bases(word) if not base.before)))
