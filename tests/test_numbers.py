"""Numbers: each case as text, its values first; and what the digits of a numeral mean."""

from decimal import Decimal

import pytest
from casefile import Case, cases

from pipeline.digits import decimal_mark, digits
from pipeline.normalise import fold
from pipeline.numbers import numbers

TOPICS = ("digits", "words", "mixtures", "fractions")


def marked(case: Case) -> object:
    return pytest.param(case, id=case.place, marks=[pytest.mark.xfail(strict=True)] if case.fails else [])


@pytest.mark.parametrize("case", [marked(case) for topic in TOPICS for case in cases(f"numbers_{topic}")])
def test_numbers(case: Case) -> None:
    wanted = [] if case.head == "nothing" else [Decimal(value) for value in case.head.split()]
    assert [found.value for found in numbers(fold(case.text).text)] == wanted


@pytest.mark.parametrize("case", [case for topic in TOPICS for case in cases(f"numbers_{topic}")])
def test_spans_lie_in_the_text_in_order(case: Case) -> None:
    text = fold(case.text).text
    place = 0
    for found in numbers(text):
        assert place <= found.start < found.stop <= len(text)
        place = found.stop


@pytest.mark.parametrize(
    ("mark", "beside", "value"),
    [("", "", 1234), ("", "scale", Decimal("1.234")), (",", "", Decimal("1.234")), (".", "scale", 1234)],
)
def test_three_digits_after_a_comma(mark: str, beside: str, value: object) -> None:
    assert digits("1,234", mark, beside).value == value


@pytest.mark.parametrize(
    ("numeral", "mark", "beside", "value"),
    [
        ("1.234", "", "", Decimal("1.234")),
        ("1.234", ",", "", 1234),
        ("1.234", ",", "scale", 1234),
        ("1.234", ".", "scale", Decimal("1.234")),
        ("10.000", "", "", 10000),
        ("7.500", ".", "halves", 7500),
        ("12.345", "", "halves", 12345),
        ("12.345", ".", "halves", Decimal("12.345")),
        ("1.985", "", "thirds", Decimal("1.985")),
        ("2.125", ",", "percent", Decimal("2.125")),
        ("0.125", ",", "", Decimal("0.125")),
        ("1.512", "", "halves", Decimal("1.512")),
        ("1.510", "", "halves", 1510),
        ("123,4567", "", "", Decimal("123.4567")),
        ("1234,56", "", "", Decimal("1234.56")),
        ("12،5", "", "", Decimal("12.5")),
        ("12.345.678,9", "", "", Decimal("12345678.9")),
    ],
)
def test_three_digits_after_a_point(numeral: str, mark: str, beside: str, value: object) -> None:
    assert digits(numeral, mark, beside).value == value


@pytest.mark.parametrize(
    "numeral",
    [
        "1234.567,8",
        "0.123,4",
        "012.345,6",
        "1,2345,6",
        "1234,5678",
        "1.2.3",
        "12.34.567",
        "1,2.3,4",
        "2010،2011",
        "1'2",
        "9" * 1001,
    ],
)
def test_no_numeral(numeral: str) -> None:
    assert digits(numeral) is None


def test_decimal_mark() -> None:
    assert decimal_mark("6,5 8,5 1.071") == ","
    assert decimal_mark("6.5 8.5 1,071") == "."
    assert decimal_mark("6,5 8.5") == decimal_mark("") == ""
