"""Labelled sentences, from each corpus in its own convention, as the pipeline's own words."""

import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pipeline.engine_embedded import TAGS, spelling
from pipeline.normalise import fold
from pipeline.sentences import sentences
from pipeline.tokens import tokens

CONVENTIONS = ("guide", "anercorp", "newsfane", "aqmar")
UNTOLD = -1  # a cut, or a fine class, that the corpus does not tell

# the fifty classes of NewsFANE, brought to ours; what is not here (peoples, food, plants) is no name
_FINE = {
    "PER": "Politician Athlete Artist Other_PER Religious_PER Scientist Businessperson Lawyer Police Engineer",
    "ORG": "Government Non-Governmental Commercial Media Sports Educational Medical-Science Religious_ORG "
    "Entertainment",
    "LOC": "Nation Population-Center GPE-Cluster State-or-Province Continent Water-Body Land-Region-Natural "
    "County-or-District Path Airport Building-Grounds Subarea-Facility Celestial",
    "MISC": "Book Movie Hardware Software Land Air Water Projectile Shooting Sound",
}
_OURS = {fine: label for label, names in _FINE.items() for fine in names.split()}
FINE = ("O", "Group", *sorted(_OURS))
_COARSE = {"PERS": "PER", "PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
_COARSE |= {f"MIS{n}": "MISC" for n in ("", *range(4))}


class Sample(NamedTuple):
    """A sentence: words, their labels, proclitic letters before a name, fine classes, whose convention, where from."""

    words: list[str]
    tags: list[str]
    cuts: list[int]
    fine: list[int]
    convention: int
    source: str


def documents(path: Path) -> list[dict]:
    """The rows of a file of JSON lines."""
    with path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def gold(folder: Path, name: str) -> Iterator[Sample]:
    """The sentences of annotated articles: NAME.docs.jsonl with the texts, NAME.gold.jsonl with the names."""
    texts = {row["doc_id"]: row["text"] for row in documents(folder / f"{name}.docs.jsonl")}
    for row in documents(folder / f"{name}.gold.jsonl"):
        yield from read(texts[row["doc_id"]], row["mentions"], row["doc_id"])


def names(path: Path) -> Iterator[Sample]:
    """The sentences of news_names.jsonl, each known by the article that it is from."""
    for row in documents(path):
        yield from read(row["text"], row["mentions"], f"{row['file']}:{row['line']}")


def ours_read(path: Path, news: Path) -> Iterator[Sample]:
    """The sentences that we read ourselves: kept as file, line and offsets, their text in the folder of news."""
    rows = sorted(documents(path), key=lambda row: (row["file"], row["line"]))
    for file, group in groupby(rows, lambda row: row["file"]):
        with lzma.open(news / file, "rt", encoding="utf8") as lines:
            wanted = {row["line"]: row for row in group}
            for number, line in enumerate(lines):
                if row := wanted.get(number):
                    text = line[row["start"] : row["stop"]]
                    found = [dict(zip(("start", "stop", "label"), name, strict=True)) for name in row["mentions"]]
                    yield from read(text, found, f"{file}:{number}")


def read(raw: str, mentions: Iterable[dict], source: str) -> Iterator[Sample]:
    """The sentences of a text with names in raw offsets, cut into words as the pipeline does.

    >>> found = {"start": 6, "stop": 13, "label": "LOC"}
    >>> [(s.words, s.tags, s.cuts) for s in read("باعت للسعودية", [found], "")]
    [(['باعت', 'للسعودية'], ['O', 'B-LOC'], [0, 1])]
    """
    normal = fold(raw)
    parts = sentences(normal.text)
    words = tokens(normal.text, parts)
    tags, cuts = ["O"] * len(words), [0] * len(words)
    for mention in mentions:
        within = [
            place
            for place, word in enumerate(words)
            if normal.starts[word.start] < mention["stop"] and normal.stops[word.stop - 1] > mention["start"]
        ]
        for place in within:
            tags[place] = f"{'I' if place > within[0] else 'B'}-{mention['label']}"
        if within:
            first = words[within[0]]
            cuts[within[0]] = sum(normal.stops[i] <= mention["start"] for i in range(first.start, first.stop))
    rows = zip(words, tags, cuts, strict=True)
    for _, group in groupby(rows, lambda row: row[0].sentence):
        some = list(group)
        said = [normal.plain[word.start : word.stop] for word, _, _ in some]
        yield Sample(said, mended([t for _, t, _ in some]), [c for _, _, c in some], [UNTOLD] * len(some), 0, source)


def mended(tags: Sequence[str]) -> list[str]:
    """Labels in which every name begins with B-, whatever a corpus or a cut between sentences did.

    >>> mended(["I-PER", "I-PER", "B-LOC", "I-ORG"])
    ['B-PER', 'I-PER', 'B-LOC', 'B-ORG']
    """
    made, before = [], "O"
    for tag in tags:
        made.append(f"B-{tag[2:]}" if tag[0] == "I" and before[2:] != tag[2:] else tag)
        before = tag
    return made


def conll(path: Path) -> list[list[tuple[str, str]]]:
    """The sentences of a file of words and tags, a blank line between sentences."""
    made: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf8").splitlines():
        parts = line.split()
        if len(parts) > 1:
            made[-1].append((parts[0], parts[-1]))
        elif made[-1]:
            made.append([])
    return [sentence for sentence in made if sentence]


def ours(tag: str) -> str:
    """A corpus's tag as one of ours, O if it is misspelt or no name of ours.

    >>> ours('I-PERS'), ours('B-MIS1'), ours('I--ORG'), ours('OO')
    ('I-PER', 'B-MISC', 'I-ORG', 'O')
    """
    head, _, kind = tag.partition("-")
    label = _COARSE.get(kind.strip("-`")) or _OURS.get(kind)
    made = f"{head}-{label}"
    return made if made in TAGS else "O"


def coarse(path: Path, convention: str) -> Iterator[Sample]:
    """The sentences of ANERcorp or AQMAR, their source their number in the file."""
    for place, sentence in enumerate(conll(path)):
        words, tags = [word for word, _ in sentence], mended([ours(tag) for _, tag in sentence])
        n = len(words)
        yield Sample(words, tags, [UNTOLD] * n, [UNTOLD] * n, CONVENTIONS.index(convention), f"{convention}:{place}")


def fine(path: Path) -> Iterator[Sample]:
    """The sentences of NewsFANE, و put back on the word that it was cut from."""
    for place, sentence in enumerate(conll(path)):
        words, tags, classes = [], [], []
        held = ""
        for word, tag in sentence:
            if word == "و":
                held = word
                continue
            words.append(held + word)
            tags.append(ours(tag))
            kind = tag.partition("-")[2]
            classes.append(FINE.index(kind) if kind in FINE else 0)
            held = ""
        if words:
            convention = CONVENTIONS.index("newsfane")
            yield Sample(words, mended(tags), [UNTOLD] * len(words), classes, convention, f"newsfane:{place}")


def apart(samples: Iterable[Sample], others: Iterable[Sample]) -> list[Sample]:
    """The samples that share less than a third of their runs of four words with the others."""
    seen = {run for sample in others for run in runs(sample)}
    return [s for s in samples if 3 * sum(run in seen for run in runs(s)) < max(1, len(runs(s)))]


def runs(sample: Sample) -> list[tuple[str, ...]]:
    """The runs of four words of a sentence, spelling variants and a leading و aside."""
    spelt = [spelling(word).removeprefix("و") for word in sample.words]
    spelt = [word for word in spelt if word]
    return [tuple(spelt[i : i + 4]) for i in range(len(spelt) - 3)]
