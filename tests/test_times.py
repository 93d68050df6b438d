"""Times: what days an expression means, by cases, by laws, and by what a library of dates writes."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from babel.dates import format_date
from casefile import Case, cases
from hijridate import Gregorian
from hypothesis import given, settings
from hypothesis import strategies as st
from speller import Style, spelled

from pipeline import lexicon, periods
from pipeline.normalise import fold
from pipeline.sentences import sentences
from pipeline.timerules import rules
from pipeline.times import Time, times

PUBLISHED = date(2025, 3, 11)
LOCALES = ("ar", "ar_DZ", "ar_EG", "ar_IQ", "ar_JO", "ar_LB", "ar_LY", "ar_MA", "ar_MR", "ar_SA", "ar_SY", "ar_TN")
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


class Sum(NamedTuple):
    start: int
    stop: int
    type: str


def read(raw: str, published: date | None = None, amounts: Sequence[Sum] = ()) -> list[Time]:
    text = fold(raw).text
    return times(text, sentences(text), amounts, published)


def values(raw: str, published: date | None = None) -> list[str | None]:
    return [time.value for time in read(raw, published)]


def wanted(case: Case) -> tuple[list[str | None], date | None]:
    head, _, day = case.head.partition("@")
    said = [None if value == "?" else value for value in head.split()]
    return ([] if head.strip() == "nothing" else said), (date.fromisoformat(day) if day else None)


def of(name: str) -> list:
    marks = {True: [pytest.mark.xfail(strict=True)], False: []}
    return [pytest.param(case, id=case.place, marks=marks[case.fails]) for case in cases(name)]


@pytest.mark.parametrize("case", of("times"))
def test_value(case: Case) -> None:
    value, published = wanted(case)
    assert values(case.text, published) == value


@pytest.mark.parametrize("case", of("times_spans"))
def test_span(case: Case) -> None:
    folded = fold(case.text)
    found = times(folded.text, [], [], PUBLISHED)
    surfaces = [case.text[folded.starts[t.start] : folded.stops[t.stop - 1]] for t in found]
    assert surfaces == case.head.split(" | ")


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("الربع الرابع من السنة المالية 2025", "part_of_fiscal_year"),
        ("الربع الرابع من السنة المالية 2024/2025", "part_of_fiscal_year"),
        ("النصف الأول من العام المالي الحالي", "part_of_fiscal_shift"),
        ("الفصل الأول من العام الدراسي 2024", "part_of_school_year"),
    ],
)
def test_a_part_of_a_year_without_days_says_of_which(said: str, rule: str) -> None:
    assert [(time.value, time.rule) for time in read(said, PUBLISHED)] == [(None, rule)]


@pytest.mark.parametrize(("letters", "value"), [(600, "2022-03"), (700, None)])
def test_the_head_of_a_text_is_its_first_letters(letters: int, value: str | None) -> None:
    named = "سجلت الودائع في نهاية مارس 2022 زيادة. وبلغت 5 ملايين في مارس الماضي"
    assert values("كلمة " * (letters // 5) + "\n" + named) == ["2022-03", value]


WIDENING = {
    "preposition", "part", "weekday_and_date", "day_and_date", "hijri_and_gregorian", "restated_year", "at_a_time",
    "bracketed",
}  # fmt: skip


def test_every_rule_is_fired_by_a_case() -> None:
    fired = {time.rule for case in cases("times") for time in read(case.text, wanted(case)[1])}
    named = {rule.name for rule in rules() if rule.kind in "PYM"} - WIDENING
    assert named - fired == set()


# ---- laws


@pytest.mark.parametrize("case", [case for case in cases("times") if "@" in case.head], ids=lambda case: case.place)
def test_nothing_is_reckoned_without_the_documents_date(case: Case) -> None:
    said = {"منذ 2014", "أعلى مستوى منذ 2014", "من 2015 حتى الآن", "منذ 2014 وحتى الآن", "من عام 2014 إلى يومنا هذا"}
    reckoned, _ = wanted(case)
    for value in values(case.text):
        told = re.search(r"\d{4}", case.text) and value in reckoned  # in full, so that no date can change it
        assert value is None or told or case.text in said


LISTS = (("time_words", "words"), ("time_numbers", "words"), ("months", "name"), ("weekdays", "name"))
ALPHABET = st.sampled_from([row[column].split("|")[0] for name, column in LISTS for row in lexicon.rows(name)] + [
    "2024", "1445", "12", "31", "12/03/2024", "2020-2024", "الثالث", "خمسة",
    "،", ".", "/", "-", "(", ")", "\n", "و", "ب", "قال", "سيتم", "الذهب", "9999999999", "٢٠٢٤", "0", "00/00/2024",
])  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(st.lists(ALPHABET, max_size=14).map(" ".join), st.none() | st.dates())
def test_no_text_raises_and_rows_are_in_order(raw: str, published: date | None) -> None:
    text = fold(raw).text
    found = times(text, sentences(text), [], published)
    stop = 0
    for time in found:
        assert stop <= time.start < time.stop <= len(text)
        assert not text[time.start].isspace()
        assert not text[time.stop - 1].isspace()
        assert days(time.value) == (time.first_day, time.last_day) or time.value is None
        assert time.value is not None or (time.first_day, time.last_day) == (None, None)
        assert time.rule
        stop = time.stop


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.none() | st.dates())
def test_no_letters_raise(raw: str, published: date | None) -> None:
    read(raw, published)


def days(value: str | None) -> tuple[date | None, date | None]:
    """The first and last day of an ISO 8601 value, reckoned apart from the pipeline."""
    if value is None:
        return None, None
    if "/" in value:
        first, last = value.split("/")
        return (None if first == ".." else days(first)[0]), (None if last == ".." else days(last)[1])
    year, *rest = value.split("-")
    if not rest:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if rest[0][0] in "QH":
        months = 3 if rest[0][0] == "Q" else 6
        last_month = int(rest[0][1]) * months
        return date(int(year), last_month - months + 1, 1), end(int(year), last_month)
    if len(rest) == 1:
        return date(int(year), int(rest[0]), 1), end(int(year), int(rest[0]))
    return date.fromisoformat(value), date.fromisoformat(value)


def end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


NAMES = {case.head: case.text.split(" | ") for case in cases("times_names")}
DECOR = (
    lambda raw: raw,
    lambda raw: raw.translate({ord("0") + i: 0x0660 + i for i in range(10)}),
    lambda raw: raw.translate({ord("0") + i: 0x06F0 + i for i in range(10)}),
    lambda raw: re.sub(r"(?<=[سمتين])(?=[ا-ي])", "\u0640", raw),
    lambda raw: re.sub(r"(?<=[ء-ي])", "\u064e", raw),
    lambda raw: "\u200f" + re.sub(r"(\d+)", "\u200f\\1\u200e", raw),
    lambda raw: raw.replace(" ", "\u00a0"),
    lambda raw: raw.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا"),
)


def months(naming: int, month: int) -> str:
    names = NAMES[str(month)]
    return names[naming % len(names)]


@settings(max_examples=400, deadline=None)
@given(DAYS, st.integers(0, 9), st.integers(0, 5), st.sampled_from(DECOR))
def test_a_spelled_day_is_read_back(day: date, naming: int, form: int, decor) -> None:
    month, weekday = months(naming, day.month), NAMES["weekdays"][day.weekday()]
    forms = (
        f"{day.day} {month} {day.year}",
        f"{weekday} {day.day} {month} {day.year}",
        f"{NAMES['ordinals'][day.day - 1]} من {month} {day.year}",
        f"{day.day} من شهر {month} عام {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{month} / {months(naming + 1, day.month)}".join((f"{day.day} ", f" {day.year}")),
    )
    assert values(decor(f"وقع الاتفاق في {forms[form]}، وقال")) == [day.isoformat()]


@settings(max_examples=200, deadline=None)
@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(0, 9), st.sampled_from(DECOR))
def test_a_spelled_month_is_read_back(year: int, month: int, naming: int, decor) -> None:
    assert values(decor(f"بلغ في {months(naming, month)} {year} نحو")) == [f"{year}-{month:02}"]


@settings(max_examples=200, deadline=None)
@given(st.integers(1900, 2099), st.integers(0, 2))
def test_a_year_in_words_is_read_back(year: int, variant: int) -> None:
    spelling = spelled(year, Style(case="oblique", variant=variant))
    assert values(f"وقع ذلك عام {spelling} في بلدة") == [str(year)]


@settings(max_examples=200, deadline=None)
@given(st.integers(1900, 2098), st.integers(1, 60))
def test_an_interval_of_years_is_read_back(first: int, length: int) -> None:
    last = min(first + length, 2099)
    for said in (f"بين {first} و{last}", f"من عام {first} إلى عام {last}", f"بين عامي {first} و{last}"):
        assert values(f"ارتفع {said} كثيرا") == [f"{first}-01-01/{last}-12-31"]


@settings(max_examples=200, deadline=None)
@given(DAYS)
def test_relative_days_are_reckoned_from_the_documents(day: date) -> None:
    one = timedelta(days=1)
    assert values("أمس", day) == [(day - one).isoformat()]
    assert values("غدا", day) == [(day + one).isoformat()]
    assert values("اليوم", day) == [day.isoformat()]
    for number, name in enumerate(NAMES["weekdays"]):
        (last,), (before,), (coming,) = (read(f"يوم {name}{which}", day) for which in ("", " الماضي", " المقبل"))
        for time in (last, before, coming):
            assert time.first_day is not None
            assert time.first_day.weekday() == number
        assert 0 <= (day - last.first_day).days < 7
        assert 0 < (day - before.first_day).days <= 7
        assert 0 < (coming.first_day - day).days <= 7


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(1, 12), st.integers(0, 9))
def test_a_past_month_lies_before_the_documents_and_a_coming_one_after(day: date, month: int, naming: int) -> None:
    (past,), (coming,) = (read(f"في {months(naming, month)} {which}", day) for which in ("الماضي", "المقبل"))
    assert 0 < (day - past.first_day).days < 397
    assert 0 < (coming.first_day - day).days < 397
    assert past.first_day.month == coming.first_day.month == month


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1930, 1, 1), date(2070, 12, 31)), st.booleans())
def test_a_hijri_day_of_the_calendar_library_is_read_back(day: date, signed: bool) -> None:
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    name = NAMES["hijri"][hijri.month - 1]
    text = f"{hijri.day} {name} {hijri.year}{' هـ' if signed else ''}"
    assert values(text) == [day.isoformat()]
    assert values(f"{text} الموافق {day.day}/{day.month}/{day.year}") == [day.isoformat()]


@pytest.mark.parametrize("locale", LOCALES)
@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_what_babel_writes_is_read_back(locale: str, day: date) -> None:
    for style in ("full", "long", "medium", "short"):
        assert values(format_date(day, style, locale=locale)) == [day.isoformat()]
    assert values(format_date(day, "d MMMM y", locale=locale)) == [day.isoformat()]
    assert values(format_date(day, "MMMM y", locale=locale)) == [day.isoformat()[:7]]
    assert values(format_date(day, "QQQQ y", locale=locale)) == [f"{day.year}-Q{(day.month + 2) // 3}"]
    assert values(f"يوم {format_date(day, 'EEEE', locale=locale)}", day) == [day.isoformat()]


# ---- beside sums of money


def test_a_sum_is_no_time() -> None:
    raw = "بلغ 2024 دولارا في عام 2023"
    assert [t.value for t in read(raw, amounts=[Sum(4, 16, "MONEY")])] == ["2023"]
    assert [t.value for t in read("في 2024 و2025", amounts=[Sum(3, 7, "NUMBER")])] == ["2024", "2025"]
    assert read("في 2024", amounts=[Sum(3, 7, "PERCENT")]) == []


@pytest.mark.parametrize(("raw", "expected"), [
    ("بلغت الأرباح 17 مليار درهم في 2025 مقابل 13 مليار درهم قبل عام", ["2025", "2024"]),
    ("ارتفعت الأرباح إلى 17 مليار درهم في 2025 من 13 مليار درهم قبل سنة", ["2025", "2024"]),
    ("بلغت الأرباح 17 مليار درهم في 2025 مقارنة بأرباح بلغت 13 مليار درهم قبل عام واحد", ["2025", "2024"]),
    ("بلغت الأرباح 17 مليار درهم في الربع الرابع من 2025 بعد أن كانت 13 مليار درهم قبل عام", ["2025-Q4", "2024-Q4"]),
    ("في 2025 ربح 17 مليار درهم مقابل 13 مليار درهم قبل عام، وخسر 7 مليار درهم مقابل 3 مليار درهم قبل عام",
     ["2025", "2024", "2024"]),
    ("أعلن يوم 3 فبراير ربحا بلغ 17 مليار درهم مقابل 13 مليار درهم قبل عام", ["2025-02-03", None]),
    ("ربح منذ 2021 ما بلغ 17 مليار درهم مقابل 13 مليار درهم قبل عام", ["2021-01-01/2025-03-11", None]),
    ("بلغ السعر 17 مليار درهم مقابل 13 مليار درهم قبل عام", [None]),
    ("بلغت الأرباح 17 مليار درهم في 2025 مقابل 13 مليار درهم قبل عام ونصف", ["2025", None]),
    ("اشترت الشركة البنك مقابل 13 مليار درهم قبل عام", ["2024"]),
    ("أنفق 17 مليار درهم، وخصص 13 مليار درهم قبل عام", ["2024"]),
])  # fmt: skip
def test_a_year_before_what_a_sum_is_held_against(raw: str, expected: list[str | None]) -> None:
    sums = [Sum(*found.span(), "MONEY") for found in re.finditer(r"\d+ مليار درهم", fold(raw).text)]
    assert [time.value for time in read(raw, PUBLISHED, sums)] == expected


@pytest.mark.parametrize("sum_", ["260 مليون دولار", "10%"])
def test_a_year_behind_a_sum_and_one_word(sum_: str) -> None:
    raw = f"بلغت {sum_} عن 2023"
    assert [t.value for t in read(raw, amounts=[Sum(5, 5 + len(sum_), "MONEY")])] == ["2023"]
    assert read(f"{raw} منحة", amounts=[Sum(5, 5 + len(sum_), "MONEY")]) == []


def test_times_do_not_reach_over_the_end_of_a_line() -> None:
    assert values("في 12 مارس\n2024 كان عاما") == [None]


def test_a_report_of_the_small_hours_tells_of_the_day_before() -> None:
    head = "الذهب يرتفع\nWed, 28 Mar 2018 00:12:00 GMT\n"
    found = read(head + "بلغ الذهب 1340 دولارا في أواخر جلسة التداول", date(2018, 3, 28))
    assert found[-1].value == "2018-03-27"


def test_a_lexicon_word_has_one_kind() -> None:
    seen: dict[str, str] = {}
    for row in lexicon.rows("time_words"):
        for word in row["words"].split("|"):
            folded = fold(word).text
            assert seen.setdefault(folded, row["kind"]) == row["kind"], word


def test_a_period_moved_there_and_back_is_itself() -> None:
    for period in (periods.quarter(3, 2024), periods.half(2, 2020), periods.month(2, 2023), periods.year(2000)):
        assert periods.moved(periods.moved(period, -3), 3) == period
