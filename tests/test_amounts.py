"""Amounts: each case as text, the amounts first; then laws of spans, marks and options."""

from decimal import Decimal

import pytest
from casefile import Case, cases
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.amounts import Amount, amounts
from pipeline.normalise import fold
from pipeline.sentences import sentences

TOPICS = ("percents", "ranges", "bounds", "currencies", "ambiguous", "elision", "nothing")
ALL = [case for topic in TOPICS for case in cases(f"amounts_{topic}")]


def marked(case: Case) -> object:
    return pytest.param(case, id=case.place, marks=[pytest.mark.xfail(strict=True)] if case.fails else [])


def read(raw: str, country: str | None = None, billion: int = 9) -> list[Amount]:
    folded = fold(raw)
    return amounts(folded.text, sentences(folded.text), (), country, billion, folded.plain)


def said(row: Amount) -> str:
    """An amount as the heads of the cases write it."""
    unit = {"PERCENT": "%", "NUMBER": "NUMBER"}.get(row.type) or row.currency or "?" + "|".join(row.candidates)
    values = [f"{value.normalize():f}" for value in (row.low, row.high) if value is not None]
    value = "..".join(values if row.bound == "between" else values[:1])
    return " ".join(filter(None, ("" if row.bound == "exact" else row.bound, unit, value)))


@pytest.mark.parametrize("case", [marked(case) for case in ALL])
def test_amounts(case: Case) -> None:
    wanted = [] if case.head == "nothing" else case.head.split(" + ")
    rows = [row for row in read(case.text) if row.type != "NUMBER" or "NUMBER" in case.head or not wanted]
    assert [said(row) for row in rows] == wanted


@pytest.mark.parametrize("case", ALL)
def test_spans_hold_the_sum_and_no_clitic(case: Case) -> None:
    text = fold(case.text).text
    place = 0
    for row in read(case.text):
        assert place <= row.start < row.stop <= len(text)
        assert text[row.start : row.stop].strip() == text[row.start : row.stop]
        place = row.stop


@pytest.mark.parametrize("case", [case for case in ALL if not case.fails and case.head != "nothing"])
def test_bounds_and_values_agree(case: Case) -> None:
    for row in read(case.text):
        open_above, open_below = row.bound in ("more_than", "at_least"), row.bound in ("less_than", "at_most")
        if (row.low, row.high) == (None, None):
            continue  # the text does not tell the value
        assert (row.high is None) == open_above
        assert (row.low is None) == open_below
        if row.bound in ("exact", "about"):
            assert row.low == row.high
        if row.bound == "between":
            assert row.low < row.high


def test_uses_of_units_are_known() -> None:
    uses = [set(row["uses"].split("|")) for row in lexicon.rows("measures")]
    assert set().union(*uses) == {"per", "ware", "fine", "ounce", "parts", "whole"}
    assert not any(use >= {"parts", "whole"} for use in uses)


def test_billion_is_an_option() -> None:
    (press,), (long,) = read("5 بلايين دولار"), read("5 بلايين دولار", billion=12)
    assert (press.low, long.low) == (Decimal(5 * 10**9), Decimal(5 * 10**12))


def test_the_country_of_the_outlet_settles_what_words_beside_the_sum_leave_open() -> None:
    assert [row.currency for row in read("5 ريالات", "QA")] == ["QAR"]
    assert [row.currency for row in read("دفعت السعودية 5 ريالات", "QA")] == ["SAR"]
    assert [row.currency for row in read("5 ريالات", "FR")] == [None]
    assert [row.currency for row in read("بلغ 5 دنانير.\nوارتفع الدينار الكويتي.", "JO")] == [None]
    assert [row.currency for row in read("بلغ 5 دنانير.\nوارتفع الدينار الكويتي.", "KW")] == ["KWD"]
    assert [row.currency for row in read("دفع 5 دراهم.\nودفع 20 سنتيما", "AE")] == ["MAD", "MAD"]
    assert [row.currency for row in read("زار الرياض ثم جدة.\nودفع 5 ريالات", "QA")] == ["QAR"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("الرأي الكويتية", "KWD"), ("القبس", "KWD"), ("وكالة الأنباء الكويتية (كونا)", "KWD"), ("alqabas.com", "KWD"),
        ("صحيفة عمون", "JOD"), ("صحيفة الغد", None), ("https://www.petra.gov.jo/page", "JOD"), ("شفق نيوز", "IQD"),
        ("البلاد البحرينية", "BHD"), ("الرأي", None), ("رويترز", None), ("الشرق الأوسط", None), ("فرانس 24", None),
        ("اتحاد الكويت والعراق", None),
        ("عكاظ", None), ("", None), ("x.y", None), ("صحيفة القبس", "KWD"), ("أخبار القبس", None), ("www.raya.ps", None),
    ],
)  # fmt: skip
def test_the_source_settles_what_the_text_leaves_open(source: str, code: str | None) -> None:
    text = fold("غرمت شركة وساطة 100 ألف دينار").text
    assert [row.currency for row in amounts(text, source=source)] == [code]


@pytest.mark.parametrize(
    ("source", "text", "code"),
    [
        ("واس", "قدم المركز 3 ملايين ريال في اليمن", None), ("وام", "استثمرت الشركة 3 ملايين درهم بالمغرب", None),
        ("كونا", "قدمت الجمعية للأردن مليون دينار", None),
        ("واس", "قدم مركز الملك سلمان 3 ملايين ريال في اليمن", "SAR"),
        ("واس", "قدم البرنامج السعودي 3 ملايين ريال في اليمن", "SAR"),
        ("وام", "استثمرت شركة إماراتية 3 ملايين درهم بالمغرب", "AED"),
        ("شفق نيوز", "قدم المركز مليون دينار في مدينة الكويت", None),
        ("واس", "دفع البنك اليمني 3 ملايين ريال", "YER"), ("هسبريس", "دفعت الشركة 3 ملايين درهم في المغرب", "MAD"),
        ("واس", "دفعت السعودية والبنك اليمني 3 ملايين ريال", None),
        ("لوسيل", "تحسن الريال اليمني إلى 1600 ريال للدولار بعد الدعم السعودي", "YER"),
        ("لوسيل", "قدمت السعودية وتسلم البنك اليمني 3 ملايين ريال", None),
        ("بوابة الوسط", "لتر البنزين 150 درهما", "LYD"), ("لوسيل", "وزعت 26 درهما للسهم", "QAR"),
        ("لوسيل", "دفعت 26 مليون درهم", None), ("هسبريس", "لتر البنزين في ليبيا 150 درهما", None),
        ("اليوم السابع", "سجل الدولار 47.5 جنيها والجنيه الإسترليني 63.1 جنيها", "EGP"),
    ],
)  # fmt: skip
def test_the_source_yields_to_the_sentence(source: str, text: str, code: str | None) -> None:
    assert {row.currency for row in amounts(fold(text).text, source=source)} == {code}


@pytest.mark.parametrize(
    ("source", "noun", "code"),
    [
        ("صحيفة عدن الغد", "ريال", "YER"), ("adengad.net", "ريال", "YER"), ("وكالة سانا", "ليرة", "SYP"),
        ("أرقام", "ريال", "SAR"), ("https://www.argaam.com/ar/1", "ريال", "SAR"), ("raya.com", "ريال", "QAR"),
        ("medias24.com", "درهم", "MAD"), ("emaratalyoum.com", "درهم", "AED"), ("أخبار أرقام", "ريال", None),
        ("سونا", "جنيه", "SDG"), ("المصري اليوم", "جنيه", "EGP"), ("almasryalyoum.com", "جنيه", "EGP"),
        ("جريدة البورصة", "جنيه", "EGP"), ("جريدة المال", "جنيه", "EGP"),
        ("البورصة", "جنيه", None), ("صحيفة المال", "جنيه", None),
    ],
)  # fmt: skip
def test_the_source_settles_each_noun(source: str, noun: str, code: str | None) -> None:
    assert [row.currency for row in amounts(fold(f"بلغ السعر 50 {noun}").text, source=source)] == [code]


def test_the_text_speaks_before_its_source() -> None:
    text = fold("قال الوزير التونسي إن تونس بخير.\nودفع 5 دنانير").text
    rows = amounts(text, sentences(text), source="القبس")
    assert [(row.currency, row.currency_rule) for row in rows] == [("TND", "document_country")]
    text = fold("ودفعت الشركة 5 دنانير.\nوستفتح فرعا في تونس").text
    assert [row.currency for row in amounts(text, sentences(text), source="القبس")] == [None]
    assert [row.currency for row in amounts(text, sentences(text))] == ["TND"]
    assert [row.currency for row in amounts("5 دينار", (), (), "JO", source="القبس")] == ["JOD"]


def test_rules_are_named() -> None:
    (row,) = read("دفعت السعودية بين 5 و6 ريالات للبرميل")
    assert (row.rule, row.currency_rule, row.per) == ("range_between", "country_near", "برميل")


def test_plain_tells_two_abbreviations_apart() -> None:
    folded = fold("5 د.إ")
    (row,) = amounts(folded.text)
    assert (row.currency, row.candidates) == (None, ("AED", "JOD"))
    (row,) = amounts(folded.text, plain=folded.plain)
    assert row.currency == "AED"


def test_numbers_inside_names_are_no_counts() -> None:
    text = fold("مجموعة العشرين و20 شخصا").text
    (name,) = [row._replace(start=7, stop=14) for row in read("20 شخصا")]
    assert [text[row.start : row.stop] for row in amounts(text, (), [name])] == ["20"]


def test_a_name_that_swallows_a_sum_leaves_it_money() -> None:
    text = fold("صفقة بقيمة 5 ملايين دولار").text
    (sum_,) = amounts(text)
    assert amounts(text, (), [sum_._replace(start=0)]) == [sum_]


def test_a_scale_inside_a_name_borrows_no_unit() -> None:
    text = fold("حصلت شركة المليون، على 20 مليون دولار").text
    lent, sum_ = amounts(text)
    assert (lent.currency_rule, amounts(text, (), [lent._replace(start=5)])) == ("shared", [sum_])


def test_a_name_that_ends_on_the_first_of_groups_leaves_the_value_open() -> None:
    text = fold("سعر سيارة تسلا 3 400 دولار").text
    (sum_,) = amounts(text)
    (open_,) = amounts(text, (), [sum_._replace(start=4, stop=16)])
    assert (sum_.low, open_.low, open_.rule) == (Decimal(3400), None, "torn_blank_groups_behind_word")


def test_more_digits_than_the_table_holds_are_no_amount() -> None:
    assert read("9" * 27 + " دولار") == []
    assert len(read("9" * 26 + " دولار")) == 1


def test_parts_without_end_are_rounded_to_the_table() -> None:
    (row,) = read("ثلث مليون دولار")
    assert row.low == Decimal("333333.333333333333")


@pytest.mark.parametrize(
    ("raw", "surfaces"),
    [
        ("بـ14.8 مليار دولار", ["14.8 مليار دولار"]),
        ("والـ400 مليون دولار", ["400 مليون دولار"]),
        ("وبخمسة ملايين دولار أميركي.", ["خمسة ملايين دولار أميركي"]),
        ("المئة مليار دولار", ["المئة مليار دولار"]),
        ("للمليون دولار", ["لمليون دولار"]),
        ("بين 10 و15 مليون دولار", ["10 و15 مليون دولار"]),
        ("57 دولارا ونصف للبرميل", ["57 دولارا ونصف"]),
        ("بدولارين أميركيين", ["دولارين أميركيين"]),
        ("درهم مغربي واحد", ["درهم مغربي واحد"]),
        ("بدولار ونصف", ["دولار ونصف"]),
        ("نقطة مئوية واحدة", ["نقطة مئوية واحدة"]),
        ("ناقص 0.4 بالمئة (-0.6%) (+7%)", ["ناقص 0.4 بالمئة", "-0.6%", "7%"]),
        ("$5 ملايين و%7", ["$5 ملايين", "%7"]),
        ("25 و15 مليون ريال سعودي", ["25", "15 مليون ريال سعودي"]),
        ("- 5 ملايين دولار\n-6 ملايين دولار", ["5 ملايين دولار", "6 ملايين دولار"]),
        ("كلف وأحد عشر دولارا", ["أحد عشر دولارا"]),
        ("مئة ألف (100) دولار", ["(100) دولار"]),
        ("بقيمة 7 ملايين دينار من المليمات التونسية", ["7 ملايين دينار من المليمات التونسية"]),
    ],
)
def test_surfaces(raw: str, surfaces: list[str]) -> None:
    plain = fold(raw).plain
    assert [plain[row.start : row.stop] for row in read(raw) if row.type != "NUMBER"] == surfaces


@given(st.text(alphabet="0123456789.,-%$ وبالنمىر٪\n/:()", max_size=60))
def test_no_text_makes_it_fail(raw: str) -> None:
    for row in read(raw):
        assert row.start < row.stop
