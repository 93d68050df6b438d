"""Word vectors from tokenised news, by gensim's skip-gram."""

import argparse
import logging
from pathlib import Path

import numpy


def main() -> None:
    """Write `vectors.npy` and `words.txt`, most frequent first."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--words", type=Path, required=True, help="what training.texts wrote")
    arguments.add_argument("--out", type=Path, required=True, help="a folder")
    arguments.add_argument("--size", type=int, default=100)
    arguments.add_argument("--epochs", type=int, default=5)
    arguments.add_argument("--threads", type=int, default=1)
    given = arguments.parse_args()
    from gensim.models import Word2Vec

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    model = Word2Vec(
        corpus_file=str(given.words),
        vector_size=given.size,
        window=5,
        min_count=4,
        sg=1,
        negative=8,
        sample=1e-4,
        epochs=given.epochs,
        workers=given.threads,
        seed=1,
    )
    given.out.mkdir(parents=True, exist_ok=True)
    numpy.save(given.out / "vectors.npy", model.wv.vectors)
    rows = (f"{word} {model.wv.get_vecattr(word, 'count')}\n" for word in model.wv.index_to_key)
    (given.out / "words.txt").write_text("".join(rows), encoding="utf8")


if __name__ == "__main__":
    main()
