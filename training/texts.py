"""Raw news read as tokenised sentences, for embeddings and pretraining."""

import argparse
import lzma
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from pipeline.engine_embedded import spelling
from training.labels import documents

SHARED = 5  # runs of words that an article has in common with another only if it is the same

_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# وOpenAI and ب14.8 stay whole, as the pipeline's tokens do; a number keeps its separators
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'.&][A-Za-z0-9]+)*\d*|\S")
_STOP = re.compile(r"(?<=[.!?؟])\s+|\n")


def articles(news: Path, held_out: frozenset[str] = frozenset(), leave: Sequence[str] = ()) -> Iterator[str]:
    """The articles of every `*.txt.xz` below a folder, one a line, one of each file in turn while it lasts.

    `held_out` is what `fingerprints_of` made of the articles to leave out; one that `shares` runs of words with them
    is passed over. `leave` names files not to read.
    """
    with ExitStack() as stack:
        paths = [path for path in sorted(news.glob("*.txt.xz")) if path.name not in leave]
        files = [stack.enter_context(lzma.open(path, "rt", encoding="utf8", errors="replace")) for path in paths]
        while files:
            for file in list(files):
                line = file.readline()
                if not line:
                    files.remove(file)
                elif not shares(line, held_out):
                    yield line


def fingerprints(text: str) -> frozenset[str]:
    """The runs of eight words of a text, marks and spelling variants aside, to know it again.

    >>> len(fingerprints('a b c d e f g h i'))
    2
    """
    words = [spelling(word) for word in re.findall(r"[^\W_]+", _MARKS.sub("", text))]
    return frozenset(" ".join(words[i : i + 8]) for i in range(len(words) - 7))


def fingerprints_of(paths: Iterable[Path]) -> frozenset[str]:
    """The fingerprints of all articles of some `*.docs.jsonl`."""
    return frozenset().union(*(fingerprints(document["text"]) for path in paths for document in documents(path)))


def shares(text: str, held_out: frozenset[str]) -> bool:
    """Whether a text has so many fingerprints of articles that are held out that it must be one of them."""
    return bool(held_out) and len(fingerprints(text) & held_out) >= SHARED


def words(line: str) -> Iterator[list[str]]:
    """The sentences of a line of text as lists of plain words and marks.

    >>> list(words('قالت OpenAI إنها ستدفع 1.5 مليار. انتهى'))[0][-1]
    '.'
    """
    for sentence in _STOP.split(_MARKS.sub("", line)):
        found = _WORD.findall(sentence)
        if found:
            yield found


def main() -> None:
    """Write the spelt words of all articles, one sentence a line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--news", type=Path, required=True, help="folder of *.txt.xz, an article a line")
    arguments.add_argument("--held-out", type=Path, nargs="*", default=[], help="*.docs.jsonl to leave out")
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    held_out = fingerprints_of(given.held_out)
    with given.out.open("w", encoding="utf8") as out:
        for article in articles(given.news, held_out):
            for sentence in words(article):
                out.write(" ".join(map(spelling, sentence)) + "\n")


if __name__ == "__main__":
    main()
