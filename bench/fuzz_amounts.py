"""Random texts for the amounts stage until the time is up: any exception or unsound row ends the run.

python -m bench.fuzz_amounts [SECONDS]     with atheris where it is installed, else with hypothesis
"""

import sys
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

try:
    import atheris
except ImportError:
    atheris = None

if atheris:
    with atheris.instrument_imports(include=["pipeline"]):
        import pipeline.amounts  # noqa: F401

from casefile import cases
from test_amounts_laws import amounts, fold, sentences, sound, texts

WORDS = [case.text for case in cases("laws") if case.head == "piece"]
ALPHABET = ([*map(chr, range(128)), *WORDS, *map(chr, range(0x620, 0x6A0))])[:256]


def check(raw: str) -> None:
    """Read `raw` with both scales of بليون and fail on what no text should bring about."""
    text, plain = fold(raw)[:2]
    for billion in (9, 12):
        rows = amounts(text, sentences(text), [], None, billion, plain)
        for row in rows:
            sound(row, text)
        for one, other in pairwise(rows):
            if one.stop > other.start:
                raise ValueError(f"{one} and {other} overlap in {raw!r}")


def piece_by_piece(data: bytes) -> None:
    """Read the text that `data` spells: each byte is a letter of ASCII, a word, or an Arabic letter."""
    check("".join(ALPHABET[byte] for byte in data))


def main() -> None:
    """Run for as long as asked, ten minutes by default, and say how many texts were read."""
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 600
    if atheris:
        atheris.Setup([sys.argv[0], f"-max_total_time={int(limit)}", "-max_len=200"], piece_by_piece)
        atheris.Fuzz()
        return
    from hypothesis import HealthCheck, given, settings

    stop, count = time.monotonic() + limit, 0

    @settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def round_(raw: str) -> None:
        nonlocal count
        count += 1
        check(raw)

    while time.monotonic() < stop:
        round_()
    print(f"{count:,} texts, no exception")


if __name__ == "__main__":
    main()
