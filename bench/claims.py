"""What claims cost beside the other stages: seconds of each, and claims as a share of amounts and mentions together.

    python -m bench.claims [FILE …]

FILE holds texts, an article a line, plain or .xz; without one the seeds are repeated. A second table holds the same
for the articles that speak of a sum of money alone: where there is none, there is nothing to claim.
"""

import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench.amounts import texts
from pipeline.amounts import amounts
from pipeline.claims import claims
from pipeline.config import Config
from pipeline.dateline import dateline
from pipeline.learned import load
from pipeline.mentions import engine_of, mentions
from pipeline.normalise import fold
from pipeline.sentences import sentences
from pipeline.times import times
from pipeline.tokens import tokens

CHARACTERS = 500_000
TOGETHER = 32  # articles that are read at once


def measured(articles: Sequence[str]) -> tuple[dict[str, float], list[bool]]:
    """CPU seconds of each stage, and of each article whether it speaks of a sum of money."""
    spent = dict.fromkeys(("mentions", "amounts", "times", "claims"), 0.0)
    tag, network = engine_of(Config().engine, None), load()
    rich: list[bool] = []

    def timed(stage: str, read: Callable[..., Any], *given: Any) -> Any:
        began = time.process_time()
        found = read(*given)
        spent[stage] += time.process_time() - began
        return found

    for at in range(0, len(articles), TOGETHER):
        some = articles[at : at + TOGETHER]
        folded = [fold(text) for text in some]
        plains, clean = [one.plain for one in folded], [one.text for one in folded]
        cut = [sentences(text) for text in clean]
        words = [tokens(text, parts) for text, parts in zip(clean, cut, strict=True)]
        names = timed("mentions", mentions, plains, clean, cut, words, tag)
        sums = [timed("amounts", amounts, *each) for each in zip(clean, cut, names, strict=True)]
        days = [(dateline(text) or (None,))[0] for text in some]
        dates = [timed("times", times, *each) for each in zip(clean, cut, sums, days, strict=True)]
        timed("claims", claims, plains, clean, cut, words, names, sums, dates, network)
        rich += [any(amount.type == "MONEY" for amount in found) for found in sums]
    return spent, rich


def main() -> None:
    """Print both tables."""
    read = texts(sys.argv[1:], CHARACTERS)
    measured(read[:TOGETHER])  # what is read in once and kept
    for name in ("all articles", "articles with sums of money"):
        spent, rich = measured(read)
        share = spent["claims"] / (spent["mentions"] + spent["amounts"])
        print(f"{name}: {len(read)}, {sum(map(len, read)):,} characters")
        print("  " + ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in spent.items()))
        print(f"  claims / (mentions + amounts): {share:.2f}")
        read = [text for text, has in zip(read, rich, strict=True) if has]


if __name__ == "__main__":
    main()
