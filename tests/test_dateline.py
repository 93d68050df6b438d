"""The document's date in the page's first lines: found where it stands, and nowhere else."""

from datetime import date
from email.utils import format_datetime

import pytest
from babel.dates import format_date
from casefile import Case, cases
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dateline import dateline

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize("case", cases("dateline"), ids=lambda case: case.place)
def test_dateline(case: Case) -> None:
    found = dateline(case.text)
    assert (f"{found[0]} {found[1]}" if found else "nothing") == case.head


def test_the_seeds_have_no_dateline() -> None:
    for case in ("menu\nclose\n\nعنوان الخبر", ""):
        assert dateline(case) is None


@settings(max_examples=100, deadline=None)
@given(st.datetimes().filter(lambda when: 1990 <= when.year < 2100))
def test_the_mail_format_of_the_standard_library_is_read(when) -> None:
    assert dateline(f"عنوان\n{format_datetime(when)}\nقال") == (when.date(), "rfc_2822")


@settings(max_examples=100, deadline=None)
@given(DAYS, st.sampled_from(("full", "long", "medium", "short")), st.sampled_from(("ar", "ar_MA", "ar_DZ", "ar_SY")))
def test_what_babel_writes_on_a_line_is_read(day: date, style: str, locale: str) -> None:
    assert dateline(f"عنوان الخبر\n{format_date(day, style, locale=locale)}\nقال الوزير") == (day, "line")


@settings(max_examples=100, deadline=None)
@given(DAYS, DAYS)
def test_a_day_in_prose_changes_nothing(day: date, other: date) -> None:
    prose = f"وقعت الحكومة في {format_date(other, 'long', locale='ar')} اتفاقا مع الشركة لبناء محطة كبيرة جديدة"
    assert dateline(f"عنوان الخبر\n{prose}") is None
    assert dateline(f"عنوان الخبر\n{format_date(day, 'long', locale='ar')}\n{prose}") == (day, "line")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(raw: str) -> None:
    dateline(raw)


def test_only_the_head_is_read() -> None:
    assert dateline("سطر\n" * 30 + "12 مارس 2024") is None
