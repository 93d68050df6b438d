"""Raw sentences labelled by several models together, for one model to learn from all of them."""

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from pipeline.engine_embedded import Model, opened, tagger
from pipeline.mentions import Tag
from pipeline.normalise import fold
from pipeline.sentences import sentences
from pipeline.tokens import tokens
from training.labels import UNTOLD, Sample, documents
from training.texts import articles, fingerprints_of


def blended(models: Sequence[Model]) -> Model:
    """One model whose scores are the mean of those of models with the same words."""

    def network(**fed: np.ndarray) -> list[np.ndarray]:
        each = [model.network(**fed) for model in models]
        return [np.mean(some, axis=0) for some in zip(*each, strict=True)]

    return models[0]._replace(
        network=network,
        moves=np.mean([model.moves for model in models], axis=0),
        opens=np.mean([model.opens for model in models], axis=0),
        told={},
    )


def drawn(texts: Iterable[str], each: int, chance: random.Random) -> Iterator[list[str]]:
    """Up to so many sentences of each text, of 6 to 60 words, as the pipeline's words."""
    for text in texts:
        normal = fold(text[:8000])
        parts = sentences(normal.text)
        held: dict[int, list[str]] = {}
        for word in tokens(normal.text, parts):
            held.setdefault(word.sentence, []).append(normal.plain[word.start : word.stop])
        fit = [words for words in held.values() if 6 <= len(words) <= 60]
        yield from chance.sample(fit, min(each, len(fit)))


def sure(tags: Sequence[Tag], least: float) -> bool:
    """Whether no name among the tags is less sure than that."""
    return all(tag.score is None or tag.score >= least for tag in tags if tag.label != "O")


def line(words: Sequence[str], tags: Sequence[Tag]) -> str:
    """A labelled sentence as a line of JSON."""
    row = {"words": words, "tags": [t.label for t in tags], "cuts": [t.cut for t in tags]}
    return json.dumps(row, ensure_ascii=False) + "\n"


def silver(path: Path) -> list[Sample]:
    """The sentences that `main` wrote, in the guide's convention."""
    return [
        Sample(row["words"], row["tags"], row["cuts"], [UNTOLD] * len(row["words"]), 0, "silver")
        for row in documents(path)
    ]


def main() -> None:
    """Write sentences with the labels of all models together, one JSON object a line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--news", type=Path, required=True, help="folder of *.txt.xz, an article a line")
    arguments.add_argument("--held-out", type=Path, nargs="*", default=[], help="*.docs.jsonl to leave out")
    arguments.add_argument("--leave", nargs="*", default=[], help="names of files not to read")
    arguments.add_argument("--models", type=Path, nargs="+", required=True, help="folders of models")
    arguments.add_argument("--out", type=Path, required=True, help="a file")
    arguments.add_argument("--articles", type=int, default=14_000, help="how many to draw from")
    arguments.add_argument("--each", type=int, default=3, help="sentences of an article")
    arguments.add_argument("--least", type=float, default=0.6, help="a sentence with a less sure name is left")
    given = arguments.parse_args()
    held_out = fingerprints_of(given.held_out)
    tag = tagger(blended([opened(folder) for folder in given.models]))
    texts = islice(articles(given.news, held_out, given.leave), given.articles)
    found = list(drawn(texts, given.each, random.Random(1)))
    kept = 0
    with given.out.open("w", encoding="utf8") as out:
        for at in range(0, len(found), 3200):
            group = found[at : at + 3200]
            for words, tags in zip(group, tag(group), strict=True):
                if sure(tags, given.least):
                    kept += 1
                    out.write(line(words, tags))
    print(f"{kept} of {len(found)} sentences kept", flush=True)


if __name__ == "__main__":
    main()
