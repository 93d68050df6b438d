"""From raw news and labelled corpora to the model, in one command: each step is left out whose result is there.

python -m training --ner DIR --news DIR --gold DIR --work DIR --out DIR
"""

import argparse
import subprocess
import sys
from pathlib import Path

PRETRAINING = 7_000  # steps of 48 runs of 40 words: thirteen million words


def steps(ner: Path, news: Path, gold: Path, work: Path, out: Path) -> list[tuple[Path, str, list[str]]]:
    """What each step makes, which module makes it, and with which arguments, in order.

    >>> here = Path("w")
    >>> for made, module, _ in steps(here, here, here, here, here / "model"):
    ...     print(made, "by", module)
    w/words.txt by training.texts
    w/vectors/words.txt by training.embed
    w/lower.pt by training.pretrain
    w/one/model.json by training.train
    w/two/model.json by training.train
    w/silver.jsonl by training.silver
    w/three/model.json by training.train
    w/model/model.json by training.train
    """
    held_out = ["--held-out", *(str(gold / f"{name}.docs.jsonl") for name in ("news", "seeds"))]
    data = ["--ner", str(ner), "--news", str(news), "--gold", str(gold), "--development"]
    known = ["--vectors", str(work / "vectors")]
    leave = ["--leave", "aizen991_sanad_like.txt.xz"]  # its digits and marks are stripped
    lower = work / "lower.pt"
    words, vectors, silver = work / "words.txt", work / "vectors", work / "silver.jsonl"
    one, two, three, weights, third = work / "one", work / "two", work / "three", work / "two.pt", work / "three.pt"
    raw = ["--news", str(news), *held_out]
    taught = [*data, *known, "--pretrained", str(lower)]
    second = ["--epochs", "12", "--seed", "2"]
    last = ["--epochs", "5", "--rate", "0.0015", "--seed", "3", "--silver-file", str(silver), "--mean", str(weights)]
    upper = ["--anew", "--epochs", "7", "--rate", "0.0015", "--seed", "12", "--others", "1.2", "--forgotten", "0.12"]
    return [
        (words, "training.texts", [*raw, "--out", str(words)]),
        (vectors / "words.txt", "training.embed", ["--words", str(words), "--out", str(vectors), "--epochs", "4"]),
        (lower, "training.pretrain", [*raw, *leave, *known, "--out", str(lower), "--steps", str(PRETRAINING)]),
        (one / "model.json", "training.train", [*taught, "--out", str(one)]),
        (two / "model.json", "training.train", [*taught, *second, "--out", str(two), "--keep", str(weights)]),
        (silver, "training.silver", [*raw, *leave, "--models", str(one), str(two), "--out", str(silver)]),
        (
            three / "model.json",
            "training.train",
            [*data, *known, "--pretrained", str(weights), *last, "--out", str(three), "--keep", str(third)],
        ),
        (
            out / "model.json",
            "training.train",
            [*data, *known, "--pretrained", str(third), *upper, "--out", str(out)],
        ),
    ]


def main() -> None:
    """Take the steps that are still to be taken."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, what in (
        ("ner", "folder of the labelled corpora"),
        ("news", "folder of *.txt.xz, an article a line"),
        ("gold", "folder of the annotated articles"),
        ("work", "folder for what is made on the way"),
        ("out", "folder for the model"),
    ):
        arguments.add_argument(f"--{name}", type=Path, required=True, help=what)
    given = arguments.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    for made, module, options in steps(**vars(given)):
        if made.exists() and module != "training.pretrain":  # which goes on by itself
            print(f"{made} is there")
            continue
        print(f"{module} makes {made}", flush=True)
        subprocess.run([sys.executable, "-m", module, *options], check=True)


if __name__ == "__main__":
    main()
