"""Sentences of raw news on which a model is unsure, for a reader to correct: one of an article.

    python -m training.unsure NEWS OUT.jsonl --held-out gold/news.docs.jsonl

Each row has what `read.jsonl` keeps (file, line from 0, offsets of the sentence in the line, names as the model
sees them, with offsets in the sentence) and the text itself, which is for the reader and is not kept.
"""

import argparse
import json
import lzma
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.engine_embedded import load
from pipeline.mentions import Tag, mentions
from pipeline.normalise import Folded, fold
from pipeline.sentences import sentences
from pipeline.tokens import Token, tokens
from training.labels import documents
from training.texts import fingerprints_of, shares

READ = Path(__file__).parent / "read.jsonl"
HEAD = 6000  # letters of an article that are looked at


class Candidate(NamedTuple):
    """A sentence of an article: where it stands, its raw text folded, and its words there."""

    file: str
    line: int
    raw: str
    folded: Folded
    words: tuple[Token, ...]

    def said(self) -> list[str]:
        return [self.folded.plain[word.start : word.stop] for word in self.words]


def candidates(path: Path, every: int, held_out: frozenset[str], known: frozenset[int]) -> Iterator[list[Candidate]]:
    """The sentences of 8 to 60 words of one article in `every`, those held out or read already passed over."""
    with lzma.open(path, "rt", encoding="utf8", newline="\n") as lines:
        for number, line in enumerate(lines):
            if number % every or number in known or shares(line, held_out):
                continue
            raw = line.rstrip("\n")[:HEAD]
            folded = fold(raw)
            words = tokens(folded.text, sentences(folded.text))
            groups = (tuple(group) for _, group in groupby(words, lambda word: word.sentence))
            yield [Candidate(path.name, number, raw, folded, group) for group in groups if 8 <= len(group) <= 60]


def doubt(tags: Sequence[Tag]) -> float:
    """How unsure the least sure word of a sentence is, 0 to 1.

    >>> doubt([Tag("O", 0.99), Tag("B-ORG", 0.6)])
    0.4
    """
    return round(1 - min(1.0 if tag.score is None else tag.score for tag in tags), 3)


def row(found: Candidate, tag: Any) -> dict[str, Any]:
    """The sentence as a row of JSON, its names as the model sees them."""
    starts, stops = found.folded.starts, found.folded.stops
    start, stop = starts[found.words[0].start], stops[found.words[-1].stop - 1]
    text = found.raw[start:stop]
    folded = fold(text)
    parts = sentences(folded.text)
    (names,) = mentions([folded.plain], [folded.text], [parts], [tokens(folded.text, parts)], tag)
    spans = [[folded.starts[name.start], folded.stops[name.stop - 1], name.label] for name in names]
    return {"file": found.file, "line": found.line, "start": start, "stop": stop, "text": text, "mentions": spans}


def unsure(paths: Sequence[Path], each: int, every: int, held_out: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Of each file the `each` sentences on which the shipped model is least sure, no two of one article."""
    tag = load()
    for path in paths:
        known = frozenset(read["line"] for read in documents(READ) if read["file"] == path.name)
        worst: list[tuple[float, Candidate]] = []
        for some in candidates(path, every, held_out, known):
            if some:
                doubts = [doubt(tags) for tags in tag([found.said() for found in some])]
                worst.append(max(zip(doubts, some, strict=True), key=lambda pair: pair[0]))
        worst.sort(key=lambda pair: -pair[0])
        yield from (row(found, tag) for _, found in worst[:each])


def main() -> None:
    """Write the sentences, one JSON object a line."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("news", type=Path, nargs="+", help="*.txt.xz, an article a line")
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--held-out", type=Path, nargs="*", default=[], help="*.docs.jsonl to leave out")
    arguments.add_argument("--each", type=int, default=600, help="sentences of a file")
    arguments.add_argument("--every", type=int, default=10, help="one article in so many is looked at")
    given = arguments.parse_args()
    held_out = fingerprints_of(given.held_out)
    with given.out.open("w", encoding="utf8") as out:
        for found in unsure(given.news, given.each, given.every, held_out):
            out.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
