"""Fits how sure a reading of a sum is: the weights of pipeline/lexicon/certainty.csv, from annotated articles.

    python -m training.claims more.docs.jsonl more.gold.jsonl --write pipeline/lexicon/certainty.csv

Reads the articles with the whole corridor, holds each reading against the annotation, and fits a logistic regression
on the traits of the readings. Prints the calibration: for each tenth of the score, how many readings there are and how
many are right in kind and roles, once fitted on all and once held back document by document.
"""

import argparse
import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline.amounts import amounts
from pipeline.claims import Sum, certain, sums
from pipeline.config import Config
from pipeline.dateline import dateline
from pipeline.mentions import engine_of, mentions
from pipeline.normalise import Folded, fold
from pipeline.sentences import sentences
from pipeline.times import times
from pipeline.tokens import tokens

ROLES = ("payer", "payee", "subject")
RIDGE = 1.0
STEPS = 50


def readings(docs: Path, gold: Path) -> Iterator[tuple[str, dict[str, float], bool]]:
    """For each annotated claim the document, the traits of its reading, and whether kind and roles are right."""
    texts = {row["doc_id"]: row["text"] for row in map(json.loads, docs.open(encoding="utf-8"))}
    tag = engine_of(Config().engine, None)
    for row in map(json.loads, gold.open(encoding="utf-8")):
        folded = fold(texts[row["doc_id"]])
        cut = sentences(folded.text)
        words = tokens(folded.text, cut)
        (names,) = mentions([folded.plain], [folded.text], [cut], [words], tag)
        money = amounts(folded.text, cut, names)
        dates = times(folded.text, cut, money, (dateline(texts[row["doc_id"]]) or (None,))[0])
        found = sums(folded.text, cut, words, names, money, dates)
        spans = {amount["id"]: _folded(folded, amount) for amount in row["amounts"]}
        for claim in row["claims"]:
            start, stop = spans[claim["amount"]]
            for read in found:
                if read.amount.start < stop and start < read.amount.stop:
                    yield row["doc_id"], certain(read), _right(read, claim, folded)
                    break


def _folded(folded: Folded, span: dict[str, int]) -> tuple[int, int]:
    return bisect_right(folded.stops, span["start"]), bisect_left(folded.starts, span["stop"])


def _right(read: Sum, claim: dict, folded: Folded) -> bool:
    for role in ROLES:
        who, asked = read.roles.get(role), claim[role]
        if (who is None) != (asked is None):
            return False
        if who and asked:
            start, stop = _folded(folded, asked)
            if not (who.start < stop and start < who.stop):
                return False
    return read.kind == claim["kind"]


def fitted(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The weights of a logistic regression with a ridge, by Newton's steps; the first column is constant."""
    weights = np.zeros(rows.shape[1])
    ridge = np.diag([1e-6, *[RIDGE] * (rows.shape[1] - 1)])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - right) + ridge @ weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        weights -= np.linalg.solve(bend, slope)
    return weights


def calibration(scores: np.ndarray, right: np.ndarray) -> str:
    """A line for each tenth of the score: readings, and how many of them are right."""
    lines = []
    for tenth in range(10):
        here = (scores >= tenth / 10) & (scores < (tenth + 1) / 10 + (tenth == 9))
        if here.any():
            lines.append(f"{tenth / 10:.1f}  {here.sum():4d} readings  {right[here].mean():.2f} right")
    sure = scores >= 0.8
    lines.append(f">= 0.8: {sure.sum()} readings, {right[sure].mean() if sure.any() else 0:.3f} right")
    return "\n".join(lines)


def main() -> None:
    """Fit, print the calibration, and write the weights if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", type=Path, help="the CSV to write the weights to")
    parser.add_argument("--check", type=Path, nargs=2, metavar=("DOCS", "GOLD"), help="articles to try the fit on")
    asked = parser.parse_args()
    found = list(readings(asked.docs, asked.gold))
    names = sorted({name for _, traits, _ in found for name in traits})
    rows, right = matrix(found, names)
    weights = fitted(rows, right)
    print("fitted on all\n" + calibration(_chance(rows, weights), right))
    held = np.zeros(len(found))
    folds = defaultdict(list)
    for place, (document, _, _) in enumerate(found):
        folds[document].append(place)
    for places in folds.values():
        others = np.setdiff1d(np.arange(len(found)), places)
        held[places] = _chance(rows[places], fitted(rows[others], right[others]))
    print("held back by document\n" + calibration(held, right))
    if asked.check:
        rows, right = matrix(list(readings(*asked.check)), names)
        print("other articles\n" + calibration(_chance(rows, weights), right))
    if asked.write:
        head = asked.write.read_text(encoding="utf-8").splitlines()[:2]
        lines = [f"{name},{weight:.3f}" for name, weight in zip(["always", *names], weights, strict=True)]
        asked.write.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


def matrix(found: list[tuple[str, dict[str, float], bool]], names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """The traits as rows with a leading 1, and what is right as 0 and 1."""
    rows = np.array([[1.0, *(traits.get(name, 0.0) for name in names)] for _, traits, _ in found])
    return rows, np.array([float(right) for *_, right in found])


def _chance(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-rows @ weights))


if __name__ == "__main__":
    main()
