"""Roles that grammar settles or bars, whatever the network finds likely."""

import pytest
from casefile import Case, cases
from test_claims import case_parts, parts

from pipeline.claims import page_of, sums
from pipeline.parties import Party, named
from pipeline.settled import barred, settled, taken


def labelled(who: Party) -> str:
    return f"{who.label if who.how != 'noun' else 'unnamed'} {who.name}"


@pytest.mark.parametrize("case", cases("settled"), ids=lambda case: case.place)
def test_cases(case: Case) -> None:
    kind, *wanted = case.head.split(" | ")
    folded, *tables = case_parts(case)
    page = page_of(folded.plain, folded.text, *tables)
    found = settled(page, sums(page)[-1], kind)
    told = [part for part in wanted if not part.startswith("names") and part != "-"]
    assert [f"{role} {labelled(who)}" for role, who in found.items()] == told


def first(text: str, names: tuple[tuple[str, str], ...]) -> tuple:
    """The page of a text, its first sum, and its first name as a party."""
    folded, *tables = parts(text, names)
    page = page_of(folded.plain, folded.text, *tables)
    return page, sums(page)[0], named(page.mentions[0])


@pytest.mark.parametrize(("text", "role", "bars"), [
    ("اقترضت تونس 3 مليارات دولار.", "payer", True), ("اقترضت تونس 3 مليارات دولار.", "payee", False),
    ("كان البنك قد اقترض من تونس 3 مليارات دولار.", "payer", False),
    ("تونس قد اقترضت 3 مليارات دولار.", "payer", True),
    ("حرم تونس من زبائن جدد اقترضوا 3 مليارات دولار.", "payer", False),
    ("ذكر أن تونس حصلت على 3 مليارات دولار.", "payer", True), ("تلقت تونس 3 مليارات دولار.", "payee", False),
    ("حصلت تونس على المصنع مقابل 3 مليارات دولار.", "payer", False),
    ("تلقت تونس غرامة قدرها 3 مليارات دولار.", "payer", False),
    ("أنفقت تونس 3 مليارات دولار.", "payee", True), ("قرض تونس بقيمة 3 مليارات دولار.", "payer", False),
])  # fmt: skip
def test_the_subject_of_a_verb_has_no_opposite_role(text: str, role: str, bars: bool) -> None:
    page, found, who = first(text, (("LOC", "تونس"),))
    assert barred(page, found, role, who) == bars


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("أحيل المدير على الوكيل العام بسبب اختلاس 3 ملايين درهم.", True),
        ("دفع الوكيل العام غرامة قدرها 3 ملايين درهم.", False),
    ],
)
def test_who_prosecutes_gets_nothing(text: str, bars: bool) -> None:
    page, found, who = first(text, (("ORG", "الوكيل العام"),))
    assert barred(page, found, "payee", who) == bars


@pytest.mark.parametrize(("text", "took"), [
    ("القبض على سامي لتسلمه مبلغ 50 ألف ريال.", True), ("القبض على سامي لتلقيه رشوة بقيمة 50 ألف ريال.", True),
    ("القبض على سامي لدفعه مبلغ 50 ألف ريال.", False), ("تسلم المدير من سامي مبلغ 50 ألف ريال.", False),
])  # fmt: skip
def test_who_takes_a_sum_pays_none(text: str, took: bool) -> None:
    _, found, who = first(text, (("PER", "سامي"),))
    assert taken(found, who) == took
