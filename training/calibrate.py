"""How sure the model may be, and how good it is, on sentences that were held back."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.engine_embedded import load
from pipeline.mentions import spans
from training.labels import CONVENTIONS, Sample

Name = tuple[int, int, int, str]


def gold_names(samples: Sequence[Sample]) -> set[Name]:
    """The names of labelled sentences: sentence, start, stop, label."""
    return {(i, *span) for i, sample in enumerate(samples) for span in spans(sample.tags)}


def found_names(model: Path, samples: Sequence[Sample], convention: str = "guide") -> dict[Name, float]:
    """The names that a model finds in sentences, and how sure it is of each."""
    answers = load(model, convention)([sample.words for sample in samples])
    return {
        (i, *span): tags[span[0]].score or 0.0
        for i, tags in enumerate(answers)
        for span in spans([tag.label for tag in tags])
    }


def calibrated(model: Path, samples: Sequence[Sample]) -> tuple[float, float]:
    """Slope and shift that make of raw scores how often names are right, by logistic regression."""
    gold = gold_names(samples)
    found = found_names(model, samples)
    if len(found) < 20:
        return 1.0, 0.0
    raw = np.array(list(found.values())).clip(1e-4, 1 - 1e-4)
    x, y = np.log(raw / (1 - raw)), np.array([name in gold for name in found], float)
    slope, shift = 1.0, 0.0
    for _ in range(50):  # Newton's steps, with a slight pull towards 1 and 0
        p = 1 / (1 + np.exp(-(slope * x + shift)))
        w = p * (1 - p)
        g = np.array([((p - y) * x).sum() + (slope - 1), (p - y).sum() + shift])
        h = np.array([[(w * x * x).sum() + 1, (w * x).sum()], [(w * x).sum(), w.sum() + 1]])
        slope, shift = (slope, shift) - np.linalg.solve(h, g)
    return round(float(slope), 4), round(float(shift), 4)


def f1(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    p, r = right / max(1, found), right / max(1, gold)
    return p, r, 2 * p * r / max(1e-9, p + r)


def report(model: Path, guide: Sequence[Sample], anercorp: Sequence[Sample] = ()) -> str:
    """What is right on held-back sentences: by label, by score."""
    made = []
    for title, samples, convention in (
        ("held back", guide, CONVENTIONS[0]),
        ("ANERcorp", anercorp, CONVENTIONS[1]),
    ):
        if not samples:
            continue
        gold, found = gold_names(samples), found_names(model, samples, convention)
        for label in ("PER", "ORG", "LOC", "MISC", ""):
            some, sure = ({n for n in names if label in n[3]} for names in (gold, found))
            p, r, f = f1(len(some & sure), len(sure), len(some))
            made.append(f"{title:10} {label or 'all':5} P {p:.3f} R {r:.3f} F {f:.3f} ({len(some)})")
        if convention == CONVENTIONS[0]:
            for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
                within = [name for name, score in found.items() if low <= score < high]
                right = sum(name in gold for name in within)
                made.append(f"score {low:.1f} to {min(high, 1):.1f}: {right} of {len(within)} right")
    return "\n".join(made)
