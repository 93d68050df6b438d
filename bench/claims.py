"""What claims cost beside the other stages: seconds of each, and claims as a share of amounts and mentions together.

    python -m bench.claims [FILE …]

FILE holds texts, an article a line, plain or .xz; without one the seeds are repeated. A second table holds the same
for the articles that speak of a sum of money alone: where there is none, there is nothing to claim.
"""

import sys
from collections.abc import Sequence

from bench.amounts import texts
from pipeline import batch
from pipeline.config import Config
from pipeline.documents import Document
from pipeline.stage import extract

CHARACTERS = 500_000


def measured(articles: Sequence[str]) -> tuple[dict[str, float], list[bool]]:
    """Seconds of each stage, and of each article whether it speaks of a sum of money."""
    seconds: dict[str, float] = {}
    rich: list[bool] = []
    config = Config()
    rows = batch.batch([Document(str(number), text, None, None, None) for number, text in enumerate(articles)])
    for part in extract(batch.split(rows, config.batch), config, seconds):
        rich += [any(row["type"] == "MONEY" for row in found) for found in part.column("amounts").to_pylist()]
    return seconds, rich


def main() -> None:
    """Print both tables."""
    read = texts(sys.argv[1:], CHARACTERS)
    measured(read[:32])  # what is read in once and kept
    for name in ("all articles", "articles with sums of money"):
        spent, rich = measured(read)
        share = spent["claims"] / (spent["mentions"] + spent["amounts"])
        print(f"{name}: {len(read)}, {sum(map(len, read)):,} characters")
        print("  " + ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in spent.items()))
        print(f"  claims / (mentions + amounts): {share:.2f}")
        read = [text for text, has in zip(read, rich, strict=True) if has]


if __name__ == "__main__":
    main()
