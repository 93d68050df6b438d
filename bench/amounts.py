"""The amounts stage beside its peers: characters a second, hard phrases, and hostile texts, as tables.

    python -m bench.amounts [FILE …]     texts, an article a line, plain or .xz; without: the seeds, repeated

How to install the peers, and what is compared, is in bench/README.md; what is not installed is skipped.
"""

import lzma
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from pipeline.amounts import amounts
from pipeline.normalise import fold
from pipeline.sentences import Sentence, sentences

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the phrases and the hostile texts are those of the tests

from casefile import cases  # noqa: E402

CHARACTERS = 2_000_000
ROUNDS = 5
HOSTILE = 100_000


class Sum(NamedTuple):
    """A quantity as a reader gives it; a reader that has no units or bounds leaves them empty."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: str


class Text(NamedTuple):
    """A text as the amounts stage gets it, folded and cut into sentences; `plain` is what its peers get."""

    text: str
    plain: str
    sentences: list[Sentence]


Reader = Callable[[Text], list[Sum]]


# ---- readers ----
def ours() -> Reader:
    def read(text: Text) -> list[Sum]:
        return [
            Sum(row.low, row.high, (row.currency or "?") if row.type == "MONEY" else row.type, row.bound)
            for row in amounts(text.text, text.sentences, [], plain=text.plain)
            if row.type != "NUMBER"
        ]

    return read


def plain_expression() -> Reader:
    """What one writes in a quarter of an hour: digits, a scale, a currency."""
    known = {case.text: case.head.removeprefix("plain ") for case in cases("laws") if case.head.startswith("plain ")}
    scales, units = (
        "|".join(word for word, meaning in known.items() if meaning.isdigit() is digit) for digit in (True, False)
    )
    form = re.compile(rf"(\d[\d,]*(?:\.\d+)?)\s*({scales})?\w?\s*({units})")

    def read(text: Text) -> list[Sum]:
        found = []
        for digits, scale, unit in form.findall(text.text):
            value = Decimal(digits.replace(",", "")).scaleb(int(known.get(scale, 0)))
            found.append(Sum(value, value, known[unit], ""))
        return found

    return read


def pyarabic() -> Reader:
    from pyarabic import number

    def read(text: Text) -> list[Sum]:
        values = [Decimal(number.text2number(part)) for part in number.extract_number_phrases(text.plain)]
        return [Sum(value, value, "", "") for value in values]

    return read


def price_parser() -> Reader:
    from price_parser import Price

    units = {"$": "USD", "€": "EUR", "£": "GBP", "₺": "TRY", "USD": "USD"}

    def read(text: Text) -> list[Sum]:
        found = []
        for line in text.sentences:  # it reads one price a text
            price = Price.fromstring(text.plain[line.start : line.stop])
            if price.amount is not None:
                found.append(Sum(price.amount, price.amount, units.get(price.currency or "", ""), ""))
        return found

    return read


def nemo() -> Reader:
    """NeMo's inverse text normalisation writes words as digits in the text; the digits are read off it."""
    from nemo_text_processing.inverse_text_normalization.inverse_normalize import InverseNormalizer

    writer = InverseNormalizer(lang="ar")
    signs = {"$": "USD", "%": "PERCENT", "€": "EUR"}
    form = re.compile(r"([$€])?(-?\d[\d,]*(?:\.\d+)?)\s*(%)?")

    def read(text: Text) -> list[Sum]:
        found = []
        for line in text.sentences:
            written = writer.inverse_normalize(text.plain[line.start : line.stop], verbose=False)
            for before, digits, after in form.findall(written):
                value = Decimal(digits.replace(",", ""))
                found.append(Sum(value, value, signs.get(before or after, ""), ""))
        return found

    return read


class Peer(NamedTuple):
    """A reader, the module that it needs, and the share of the texts that it gets: slow ones get little."""

    name: str
    module: str
    reader: Callable[[], Reader]
    share: float


PEERS = (
    Peer("mablagh amounts", "pipeline", ours, 1),
    Peer("regular expression", "re", plain_expression, 1),
    Peer("pyarabic text2number", "pyarabic", pyarabic, 0.1),
    Peer("price-parser", "price_parser", price_parser, 0.1),
    Peer("NeMo ITN", "nemo_text_processing", nemo, 0.002),
)


# ---- texts ----
def texts(files: Sequence[str], most: int = CHARACTERS) -> list[str]:
    """About so many characters: articles from all over `files`, or the seeds over and over."""
    if files:
        stride = max(1, sum(map(len, articles(files))) // most)
        return list(islice(articles(files), 0, None, stride))
    seeds = [seed.read_bytes().decode("utf-8") for seed in sorted((ROOT / "seeds").glob("*.txt"))]
    return seeds * max(1, most // sum(map(len, seeds)))


def articles(files: Sequence[str]) -> Iterator[str]:
    for file in files:
        with lzma.open(file, "rt", encoding="utf-8") if file.endswith(".xz") else open(file, encoding="utf-8") as lines:
            yield from lines


def prepared(raw: str) -> Text:
    text, plain = fold(raw)[:2]
    return Text(text, plain, sentences(text))


# ---- tables ----
def speed(readers: dict[str, Reader], shares: dict[str, float], chosen: list[Text]) -> None:
    """Print the characters a second of each reader, the median of a few rounds, all in this run."""
    print(f"\n{sum(len(text.text) for text in chosen):,} characters, {len(chosen)} articles, one core\n")
    print("reader                  characters/s      ours is")
    first = 0.0
    for name, read in readers.items():
        part = chosen[: max(1, int(len(chosen) * shares[name]))]
        size = sum(len(text.text) for text in part)
        rate = size / median(seconds(read, part) for _ in range(ROUNDS if shares[name] == 1 else 3))
        first = first or rate
        print(f"{name:22}  {rate:12,.0f}  {first / rate:9.1f} ×", flush=True)


def seconds(read: Reader, chosen: list[Text]) -> float:
    begun = time.perf_counter()
    for text in chosen:
        read(text)
    return time.perf_counter() - begun


def quality(readers: dict[str, Reader]) -> None:
    """Print how many of the hard phrases of tests/cases/laws_phrases.txt each reader gets right."""
    phrases = [(wanted(case.head), prepared(case.text)) for case in cases("laws_phrases")]
    sums = [row for row in phrases if row[0]]
    print(f"\n{len(sums)} phrases with sums, {len(phrases) - len(sums)} without\n")
    print("reader                  value  +unit  +bound  silently wrong  says nothing  sums in phrases without")
    for name, read in readers.items():
        found = [(expected, attempt(read, text)) for expected, text in phrases]
        right = [(one, two) for one, two in found if one and same(one, two, 2)]
        unit = [pair for pair in right if same(*pair, 3)]
        bound = [pair for pair in unit if same(*pair, 4)]
        silent = sum(1 for one, two in found if one and not two)
        spurious = sum(1 for one, two in found if not one and any(row.unit for row in two))
        wrong = len(sums) - len(right) - silent
        counts = f"{len(right):5}  {len(unit):5}  {len(bound):6}"
        print(f"{name:22}  {counts}  {wrong:14}  {silent:12}  {spurious:23}")


def same(one: list[Sum], two: list[Sum], fields: int) -> bool:
    """Whether two lists agree in their values, or in the first three or all four fields."""
    return sorted(map(str, (values(row, fields) for row in one))) == sorted(
        map(str, (values(row, fields) for row in two))
    )


def values(row: Sum, fields: int) -> list[object]:
    """The numbers of a sum, open ends left out so that a reader without bounds can be right, and the rest."""
    return [sorted({number.normalize() for number in row[:2] if number is not None}), *row[2:fields]]


def attempt(read: Reader, text: Text) -> list[Sum]:
    try:
        return read(text)
    except (
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        InvalidOperation,
    ):  # a peer that falls over says nothing
        return []


def wanted(head: str) -> list[Sum]:
    """The sums that a head of laws_phrases.txt asks for."""
    found = []
    for part in [] if head == "nothing" else head.split(" + "):
        *bound, unit, value = part.split()
        low, _, high = value.partition("..")
        found.append(Sum(Decimal(low), Decimal(high or low), unit, bound[0] if bound else "exact"))
    return found


def worst(readers: dict[str, Reader]) -> None:
    """Print what 100 KB of hostile texts take, and by how much more twice as much takes: 2 is linear."""
    read = readers["mablagh amounts"]
    print(f"\nhostile texts of {HOSTILE:,} characters\n\n      ms  t(2n)/t(n)  piece")
    rows = []
    for case in cases("laws"):
        if case.head == "hostile":
            once, twice = (prepared(case.text * (size // len(case.text))) for size in (HOSTILE, 2 * HOSTILE))
            first = min(seconds(read, [once]) for _ in range(2))
            second = min(seconds(read, [twice]) for _ in range(2))
            rows.append((first * 1000, second / first, case.text))
    for row in sorted(rows, reverse=True)[:15]:
        print("{:8.1f}  {:10.2f}  {!r}".format(*row))
    highest = max(row[1] for row in rows if row[0] > 5)
    print(f"{len(rows)} pieces; of those above 5 ms the highest t(2n)/t(n) is {highest:.2f}")


def main() -> None:
    """Print the three tables."""
    installed = [peer for peer in PEERS if find_spec(peer.module)]
    readers = {peer.name: peer.reader() for peer in installed}
    for peer in PEERS:
        if peer not in installed:
            print(f"{peer.name} is not installed and is skipped: see bench/README.md")
    chosen = [prepared(raw) for raw in texts(sys.argv[1:])]
    speed(readers, {peer.name: peer.share for peer in installed}, chosen)
    quality(readers)
    worst(readers)


if __name__ == "__main__":
    main()
