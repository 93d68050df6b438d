"""Claims as read from sentences of our own, and what holds for all of them."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from casefile import Case, cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import lexicon, tables
from pipeline.amounts import amounts
from pipeline.claims import Claim, claims, page_of, sums
from pipeline.clauses import lines
from pipeline.frames import NEEDS, frames
from pipeline.inflections import bases, letters, listed, noun_forms, verb_forms
from pipeline.learned import load
from pipeline.mentions import Mention
from pipeline.normalise import fold
from pipeline.roles import PARTS
from pipeline.sentences import sentences
from pipeline.times import times
from pipeline.tokens import tokens

LABELS = ("ORG", "LOC", "PER", "MISC")
ROLES = (*PARTS, "source")
CASES = cases("claims")
CUES = cases("claims_cues")
SOURCES = cases("claims_sources")
GROUPS = cases("claims_groups")
TERMS = cases("claims_terms")
TIMES = cases("claims_times")
EVERY = (*CASES, *CUES, *SOURCES, *GROUPS, *TERMS, *TIMES)


def marked(cases: list[Case]) -> list:
    """Cases as parameters, known failures as strict xfails."""
    return [
        pytest.param(case, id=case.place, marks=[pytest.mark.xfail(strict=True)] if case.fails else [])
        for case in cases
    ]


def names(head: str) -> Iterator[tuple[str, str]]:
    """Label and name of all names that a head or the end of a text lists."""
    for part in head.split(" | "):
        words = part.removeprefix("names ").split(";")
        for word in words:
            label, _, name = word.strip().partition(" ")
            while name and label not in LABELS:
                label, _, name = name.partition(" ")
            if label in LABELS and name:
                yield label, name


def split(text: str) -> tuple[str, str]:
    """A case's text and the names that stand after it."""
    body, _, extra = text.partition(" | names ")
    return body, "names " + extra if extra else ""


def places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands in a folded text; behind the preposition ل its article has lost the alef: للسعودية."""
    name = letters(name)
    searched = f"{re.escape(name)}|(?<=ل){re.escape(name[1:])}" if name.startswith("ال") else re.escape(name)
    for found in re.finditer(searched, text):
        yield found.span()


@cache
def parts(text: str, known: tuple[tuple[str, str], ...]) -> tuple:
    """What the stages before claims make of a text whose names are known."""
    folded = fold(text)
    found: dict[int, Mention] = {}
    for label, name in sorted(known, key=lambda pair: -len(pair[1])):
        for start, stop in places(folded.text, name):
            if not any(start < mention.stop and mention.start < stop for mention in found.values()):
                found[start] = Mention(start, stop, label, name, None, "body")
    mentions = [found[start] for start in sorted(found)]
    cut = sentences(folded.text)
    sums = list(amounts(folded.text, cut, mentions))
    dates = list(times(folded.text, cut, sums, None))
    return folded, cut, tokens(folded.text, cut), mentions, sums, dates


def read(text: str, known: Iterator[tuple[str, str]] | tuple = ()) -> tuple[str, list[Claim]]:
    """The folded text and its claims."""
    folded, *tables = parts(text, tuple(known))
    (found,) = claims([folded.plain], [folded.text], *([table] for table in tables))
    return folded.text, found


def case_parts(case: Case) -> tuple:
    text, extra = split(case.text)
    return parts(text, (*names(case.head), *names(extra)))


def case_claims(case: Case) -> tuple[str, list[Claim]]:
    text, extra = split(case.text)
    return read(text, (*names(case.head), *names(extra)))


def told(case: Case, text: str, claim: Claim, part: str) -> str:
    """What a claim says of a part, as heads write it: a role with its label, anything else by its words."""
    start, stop = getattr(claim, f"{part}_start"), getattr(claim, f"{part}_stop")
    if start is None:
        return "-"
    said = text[start:stop]
    if part not in ROLES:
        return said
    name, how = getattr(claim, f"{part}_name"), getattr(claim, f"{part}_how")
    label = next((mention.label for mention in case_parts(case)[3] if mention[:2] == (start, stop)), "unnamed")
    behind_lam = text[start - 1 : start] == "ل"
    whole = said in (letters(name), letters(name).removeprefix("ا") if behind_lam else "")
    sort = {"name": [label], "resolved": ["resolved", label], "noun": []}[how]
    return " ".join([*sort, name if whole else f"{name} at {said}"])


@pytest.mark.parametrize("case", marked(CASES))
def test_cases(case: Case) -> None:
    what, *wanted = case.head.split(" | ")
    text, found = case_claims(case)
    asked = {key: value for key, _, value in (part.partition(" ") for part in wanted)}
    claim = found[int(asked.pop("sum", "1")) - 1]
    kind, modality, rule = what.split(maxsplit=2)
    assert (claim.kind, claim.modality, claim.rule) == (kind, modality, rule)
    asked.pop("names", None)
    assert {part: told(case, text, claim, part) for part in asked} == {
        part: value if part in ROLES else letters(value) for part, value in asked.items()
    }


@pytest.mark.parametrize("case", marked(CUES))
def test_cues(case: Case) -> None:
    text, found = case_claims(case)
    claim = found[-1]
    modality, word = case.head.split(" ", 1)
    cue = text[claim.cue_start : claim.cue_stop] if claim.cue_start is not None else "-"
    assert claim.modality == modality, f"{claim.modality} by {cue}"
    assert cue == letters(word)


@pytest.mark.parametrize("case", marked(SOURCES))
def test_sources(case: Case) -> None:
    text, found = case_claims(case)
    assert told(case, text, found[-1], "source") == case.head


@pytest.mark.parametrize("case", marked(GROUPS))
def test_groups(case: Case) -> None:
    numbers, *_ = case.head.split(" | ")
    _, found = case_claims(case)
    assert [claim.group for claim in found] == [int(number) for number in numbers.split()]


@pytest.mark.parametrize("case", marked(TERMS))
def test_terms(case: Case) -> None:
    _, found = case_claims(case)
    staked = case.head.startswith("stake ")
    said = found[-1].stake if staked else found[-1].per
    assert str(said or "-") == case.head.removeprefix("stake ")


@pytest.mark.parametrize("case", marked(TIMES))
def test_times(case: Case) -> None:
    text, found = case_claims(case)
    start, stop, value = found[-1].when_start, found[-1].when_stop, found[-1].when_value
    said = [] if start is None else [text[start:stop]]
    assert " ".join([value or "-", *said]) == letters(case.head)


@pytest.mark.parametrize(("words", "kind"), [(28, "loss"), (32, "other")])
def test_a_frame_too_far_off_tells_nothing(words: int, kind: str) -> None:
    _, (found,) = read(f"خسرت الشركة {'كلمة ' * words}5 ملايين دولار")
    assert found.kind == kind


@pytest.mark.parametrize(("sentences", "kind"), [(11, "acquisition"), (12, "contract")])
def test_a_deal_is_what_was_told_of_not_long_before(sentences: int, kind: str) -> None:
    between = "قال محلل كلاما كثيرا جدا.\n" * sentences
    _, (found,) = read(f"اشترت ميتا شركة سكيل.\n{between}وتبلغ قيمة الصفقة 5 ملايين دولار.")
    assert found.kind == kind


def test_a_sum_that_and_joins_is_less_sure_than_the_one_before() -> None:
    folded, *tables = parts("خصصت الوزارة 5 ملايين دولار لدعم الفلاحين و3 ملايين دولار للطرق.", ())
    first, second = sums(page_of(folded.plain, folded.text, *tables))
    assert first.chosen
    assert second.chosen == first.chosen._replace(points=first.chosen.points - 0.5)


@pytest.mark.parametrize(("text", "same"), [
    ("5 ملايين دولار (18 مليون درهم)", True), ("5 ملايين دولار، أي 18 مليون درهم", True),
    ("5 ملايين دولار، 18 مليون درهم", False), ('5 ملايين دولار " ( أي ( " 18 مليون درهم', False),
])  # fmt: skip
def test_what_stands_between_a_sum_and_the_same_in_another_currency(text: str, same: bool) -> None:
    _, (_, found) = read(text)
    assert (found.rule == "same as before") == same


@pytest.mark.parametrize("name", sorted({frame.name for frame in frames() if frame.kind}))
def test_each_frame_fires(name: str) -> None:
    ruling = {case.head.split(" | ")[0].split()[2] for case in CASES}
    assert name in ruling, "no case has this frame; add one to claims.txt"


@pytest.mark.parametrize("row", range(len(lexicon.rows("cues"))))
def test_each_cue_fires(row: int) -> None:
    fired = {
        hit.row
        for case in (*CUES, *CASES)
        for line in case_lines(case)
        for hit in line.cues
        for claim in case_claims(case)[1]
        if line.words[hit.first].start == claim.cue_start
    }
    idle = {
        hit.row
        for case in (*CUES, *CASES)
        for line in case_lines(case)
        for hit in line.cues
        if all(line.words[hit.first].start != claim.cue_start for claim in case_claims(case)[1])
    }
    assert row in fired, "no case has this cue decide; add one to claims_cues.txt"
    assert row in idle, "no case has this cue decide nothing; add one to claims_cues.txt under actual"


def case_lines(case: Case) -> list:
    folded, *tables = case_parts(case)
    return lines(folded.text, *tables)


def test_a_sum_without_a_frame_is_of_the_kind_told_before() -> None:
    _, found = read("ارتفعت احتياطيات البلاد إلى 44 مليار دولار. وجاء ذلك بعد 42 مليار دولار")
    assert [(claim.kind, claim.rule) for claim in found] == [("assets", "assets"), ("assets", "as before")]


def test_a_headline_is_as_modal_as_its_text() -> None:
    _, found = read("شركة تستثمر 5 مليارات دولار\nأعلنت الشركة أنها تعتزم أن تستثمر 5 مليارات دولار في المصنع")
    assert [claim.modality for claim in found] == ["planned", "planned"]


def test_a_sum_with_a_weak_frame_is_of_the_kind_of_its_equal() -> None:
    _, found = read("الشركة و5 مليارات دولار\nبلغت أرباح الشركة 5 مليارات دولار")
    assert [claim.kind for claim in found] == ["profit", "profit"]


def test_fields_are_the_tables_columns() -> None:
    assert list(Claim._fields) == [column.name for column in tables.fields("claims")]


def sound(text: str, found: list[Claim] | tuple[Claim, ...], sums: int) -> None:
    """What holds for all claims of a text."""
    assert len(found) == sums
    assert [claim.amount_start for claim in found] == sorted({claim.amount_start for claim in found})
    for claim in found:
        assert claim.kind in tables.KINDS
        assert claim.modality in tables.MODALITIES
        assert 0 <= claim.score <= 1
        for name, value in claim._asdict().items():
            if name.endswith("_start"):
                stop = getattr(claim, name.removesuffix("start") + "stop")
                assert (value is None) == (stop is None)
                assert value is None or 0 <= value < stop <= len(text)
                assert value is None or text[value:stop] == text[value:stop].strip()
        spans = [
            (getattr(claim, f"{role}_start"), getattr(claim, f"{role}_name")) for role in ("payer", "payee", "subject")
        ]
        held = [start for start, _ in spans if start is not None]
        assert len(held) == len(set(held))


def test_all_cases_are_sound() -> None:
    for case in EVERY:
        text, found = case_claims(case)
        sound(text, found, sum(amount.type == "MONEY" for amount in case_parts(case)[4]))


WORDS = sorted(
    {word for case in (*CASES, *CUES, *SOURCES) for word in split(case.text)[0].split()}
    | {"،", ".", ":", "(", ")", '"', "\n", "-", "5%", "3", "مليون", "دولار"}
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.lists(st.sampled_from(WORDS), max_size=4))
def test_any_text_is_read(words: list[str], known: list[str]) -> None:
    text = " ".join(words)
    names = tuple((label, word) for label, word in zip(LABELS, known, strict=False) if word.strip('،.:()"\n-%'))
    check(text, names)


NETWORK = load()


def check(text: str, known: tuple = ()) -> None:
    """Fail unless the claims of a text are sound, by rules alone and as the network sees them."""
    folded, *tables = parts(text, known)
    for network in (None, NETWORK):
        (found,) = claims([folded.plain], [folded.text], *([table] for table in tables), network=network)
        sound(folded.text, found, sum(amount.type == "MONEY" for amount in tables[3]))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    check(text)


def test_a_partner_of_who_signs_holds_no_role_of_its_own() -> None:
    text = "أعلنت الشركة توقيع اتفاقية تسهيلات متوافقة مع الشريعة مع البنك الأهلي بإجمالي 550 مليون ريال."
    folded, *tables = parts(text, (("ORG", "البنك الأهلي"),))
    (found,) = sums(page_of(folded.plain, folded.text, *tables))
    assert found.roles.keys() <= set(PARTS)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ابتةجدرسعفقكلمنهويىؤءئ", min_size=1, max_size=12))
def test_a_word_is_put_together_again(word: str) -> None:
    for base in bases(word):
        assert len(base.before) + len(base.stem) + len(base.pronoun) <= len(word)
        assert word.startswith(base.before)
        assert word.endswith(base.pronoun)


@pytest.mark.parametrize("row", lexicon.rows("frames"), ids=lambda row: row["frame"])
def test_frames_are_well_formed(row: dict[str, str]) -> None:
    roles = {"payer", "payee", "subject", "doer", ""}
    assert row["kind"] in (*tables.KINDS, "")
    assert {row["does"], row["takes"], row["of"]} <= roles
    assert {pair.split("=")[1] for pair in row["by"].split()} <= roles | {"partner"}
    assert row["self"] in ("", "subject", "exchange")
    assert float(row["weight"]) >= 0
    for need in row["needs"].split():
        assert need in NEEDS or listed(need)


def test_forms() -> None:
    assert "اشترت" in {form for form, _ in verb_forms("اشترى", "يشتري")}
    assert list(noun_forms("عقد")) == ["عقد", "عقدا", "عقدان", "عقدين"]
