"""The laws of numbers alone, quick enough to be run once for each mutant of the grammar."""

import random
from decimal import Decimal

import pytest
from casefile import Case, cases
from num2words import num2words
from speller import DIALECTS, LARGEST, Style, spelled

from pipeline.normalise import fold
from pipeline.numbers import Number, numbers

ROUND = (0, 0, 0, 1, 2, 3, 8, 10, 11, 12, 18, 21, 99, 100, 101, 102, 103, 111, 200, 201, 300, 800, 999)


def read(raw: str) -> list[Number]:
    return numbers(fold(raw).text)


def drawn(count: int, seed: int) -> list[int]:
    """Whole numbers of all sizes, made of round groups as often as of crooked ones; always the same ones."""
    dice = random.Random(seed)
    found = []
    for _ in range(count):
        number = 0
        for _ in range(dice.randrange(1, 7)):
            number = number * 1000 + (dice.choice(ROUND) if dice.random() < 0.6 else dice.randrange(1000))
        found.append(number)
    return found


def styles(varieties: tuple[str, ...], count: int, seed: int) -> list[Style]:
    dice = random.Random(seed)
    return [
        Style(
            dice.choice(varieties),
            dice.choice(["nominative", "oblique"]),
            dice.choice("mf"),
            dice.randrange(6),
            dice.random() < 0.5,
            dice.choice([" و", " و "]),
        )
        for _ in range(count)
    ]


def wrong(raws: list[tuple[str, int]]) -> list[tuple[str, int, list[Number]]]:
    """Those that are not read as one number of that value over their whole length."""
    found = []
    for raw, value in raws:
        rows = read(raw)
        if [(row.value, row.start, row.stop) for row in rows] != [(value, 0, len(fold(raw).text))]:
            found.append((raw, value, rows))
    return found


@pytest.mark.parametrize("varieties", [("standard",), DIALECTS], ids=["standard", "dialects"])
def test_spelled_numbers_read_back(varieties: tuple[str, ...]) -> None:
    raws = drawn(600, 1)
    assert not wrong([(spelled(raw, style), raw) for raw, style in zip(raws, styles(varieties, 600, 2), strict=True)])


@pytest.mark.parametrize("variety", ["standard", *DIALECTS])
def test_every_number_to_a_thousand(variety: str) -> None:
    chosen = styles((variety,), 1000, 3)
    assert not wrong([(spelled(number, chosen[number]), number) for number in range(1000)])


def test_num2words_reads_back() -> None:
    """Its grammar is weak, its numbers are clear, but for مائة و ألف ألف (101,000), which is none."""
    raws = [number % 10**12 for number in drawn(600, 4)]
    clear = [number for number in raws if not any(group > 100 and group % 100 in (1, 2) for group in scales(number))]
    assert not wrong([(num2words(number, lang="ar"), number) for number in clear])


def scales(number: int) -> list[int]:
    """How many thousands, millions, …"""
    return [number // 1000**place % 1000 for place in range(1, 6)]


@pytest.mark.parametrize("raw", ["0", "7", "14.8", "14,8", "1,234,567", "1 234 567", "0.05", "007", str(LARGEST)])
def test_digits_read_back(raw: str) -> None:
    value = raw.replace(" ", "").replace(",", "." if raw.count(",") == 1 else "")
    assert [row.value for row in read(raw)] == [Decimal(value)]
    assert [row.value for row in read(f"-{raw}")] == [-Decimal(value)]


def marked(case: Case) -> object:
    return pytest.param(case, id=case.place, marks=[pytest.mark.xfail(strict=True)] if case.fails else [])


@pytest.mark.parametrize("case", [marked(case) for case in cases("laws_numbers")])
def test_phrases(case: Case) -> None:
    values = [] if case.head == "nothing" else [Decimal(value) for value in case.head.split()]
    assert [row.value for row in read(case.text)] == values


@pytest.mark.parametrize("case", [marked(case) for case in cases("laws_rules")])
def test_rules(case: Case) -> None:
    rule, value = case.head.split()
    assert read(case.text) == [(Decimal(value), 0, len(fold(case.text).text), rule)]
    around = fold(f"« {case.text} »").text
    assert [around[row.start : row.stop] for row in numbers(around)] == [fold(case.text).text]
