"""What speaks for the kind and the modality of a sum: clues and traits are read off the text, weights decide."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_claims import parts

from pipeline.claims import page_of, sums, weighed
from pipeline.evidence import (
    Clue,
    Evidence,
    Seen,
    Weights,
    about_kind,
    about_modality,
    best_clue,
    chances,
    decided,
    text_of,
)
from pipeline.learned import load
from pipeline.tables import KINDS, MODALITIES

TEXT = """وخصصت الوزارة 5 ملايين دولار لدعم الفلاحين و3 ملايين دولار للطرق.
وقال الوزير إن الوزارة ستدفع مليوني دولار، وحصد النادي 5 ملايين دولار."""


def read_of(text):
    folded, *tables = parts(text, ())
    page = page_of(folded.plain, folded.text, *tables)
    return page, sums(page)


def bare(answers, margin=0.0, **traits):
    """Weights that know nothing but some traits."""
    zero = np.zeros(len(answers))
    made = {
        name: np.array([weight if answer == says else 0.0 for answer in answers])
        for name, (says, weight) in traits.items()
    }
    return Weights(answers, margin, 1.0, zero - 3, zero, {}, made)


def test_clues_are_frames_cues_futures_and_earlier_sums():
    page, read = read_of(TEXT)
    kinds = about_kind(text_of(page, read), read, 1)
    assert {clue.answer for clue in kinds.clues if clue.hit} >= {"grant"}
    assert [clue.sum for clue in kinds.clues if clue.sum is not None] == [0]
    future = about_modality(text_of(page, read), read, 2)
    words = read[2].line.words
    assert [words[clue.hit.first].text for clue in future.clues if clue.hit and clue.hit.row < 0] == ["ستدفع"]


def test_an_equal_sum_is_a_clue_from_afar():
    page, read = read_of(TEXT)
    equal = [clue for clue in about_kind(text_of(page, read), read, 3).clues if "equal" in clue.marks]
    assert [(clue.answer, clue.sum) for clue in equal] == [(read[0].kind, 0)]


@pytest.mark.parametrize(("sentences", "near"), [(0, True), (1, True), (2, False)])
def test_the_sum_before_is_a_clue_two_sentences_on(sentences, near):
    page, read = read_of(f"دفعت الوزارة 5 ملايين دولار. {'وعاد الوزير. ' * sentences}ثم 7 ملايين دولار.")
    assert any(clue.sum == 0 for clue in about_kind(text_of(page, read), read, 1).clues) == near


def test_traits_are_words_of_the_clause_and_no_names_or_sums():
    page, read = read_of("دفعت الشركة 5 ملايين دولار ثمنا للأرض.")
    traits = about_kind(text_of(page, read), read, 0).traits
    assert {"before دفعت", "right behind ثمنا", "size 6", "currency USD", "per False"} <= traits.keys()
    assert not any("دولار" in trait for trait in traits)


def test_the_words_of_a_sentence_and_the_kinds_of_a_text_count_as_the_weights_were_fitted():
    page, read = read_of(TEXT)
    traits = about_kind(text_of(page, read), read, 0).traits
    assert {worth for trait, worth in traits.items() if trait.startswith("sentence ")} == {0.4}
    assert sum(worth for trait, worth in traits.items() if trait.startswith("topic ")) == pytest.approx(3)


@pytest.mark.parametrize(("margin", "says"), [(0.0, "revenue"), (9.0, "other")])
def test_the_rules_answer_stands_unless_another_is_clearly_likelier(margin, says):
    weights = bare(KINDS, margin, حصد=("revenue", 4.0))
    assert decided(weights, Seen([], {"حصد": 1.0}, "other"))[0] == says
    assert decided(weights, Seen([], {}, "other"))[0] == "other"


def test_a_firm_rule_is_harder_to_outdo():
    weights = bare(KINDS, 0.0, حصد=("revenue", 0.5))
    assert decided(weights, Seen([], {"حصد": 1.0}, "other"))[0] == "revenue"
    assert decided(weights, Seen([], {"حصد": 1.0}, "other", firm=1.0))[0] == "other"


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.floats(-9, 20)), max_size=8), st.sampled_from(KINDS))
def test_chances_add_up_and_grow_with_a_clue(clues, ruled):
    weights = bare(KINDS)
    seen = Seen([Clue(kind, worth, []) for kind, worth in clues], {}, ruled)
    assert np.exp(chances(weights, seen)).sum() == pytest.approx(1)
    more = seen._replace(clues=[*seen.clues, Clue("tax", 3.0, [])])
    assert chances(weights, more)[KINDS.index("tax")] > chances(weights, seen)[KINDS.index("tax")] - 1e-9
    best = best_clue(weights, more, "tax")
    assert best
    assert best.worth == max(worth for kind, worth in [*clues, ("tax", 3.0)] if kind == "tax")


def test_a_sum_of_another_kind_is_read_anew_by_its_frame():
    page, read = read_of("باعت المنظمة حقوق البث وحصلت على منحة بقيمة 5 ملايين دولار.")
    kinds = {clue.answer for clue in about_kind(text_of(page, read), read, 0).clues if clue.hit}
    other = next(kind for kind in kinds if kind != read[0].kind)
    trait = "size 6"
    weights = Evidence(bare(KINDS, **{trait: (other, 20.0)}), bare(MODALITIES, **{"kind " + other: ("possible", 20.0)}))
    (found,) = weighed(weights, page, read)
    assert (found.kind, found.cue.modality) == (other, "possible")
    assert found.trigger
    assert found.trigger != read[0].trigger
    assert found.chosen
    assert found.rule == found.chosen.frame.name


def test_a_sum_without_a_frame_of_its_kind_is_told_by_the_words():
    page, read = read_of("كتب على اللوحة 5 ملايين دولار.")
    weights = Evidence(bare(KINDS, **{"size 6": ("dividend", 20.0)}), bare(MODALITIES))
    (found,) = weighed(weights, page, read)
    assert (found.kind, found.rule, found.trigger, found.roles) == ("dividend", "weighed", None, {})


def test_the_same_sum_in_another_currency_follows_the_one_before():
    page, read = read_of("بلغت الأرباح 3 مليارات دولار (11.2 مليار ريال).")
    weights = Evidence(bare(KINDS, **{"currency USD": ("tax", 20.0)}), bare(MODALITIES))
    first, second = weighed(weights, page, read)
    assert (first.kind, second.kind, second.rule) == ("tax", "tax", "same as before")


def test_shipped_weights_know_kinds_and_modalities():
    evidence = load().evidence
    assert tuple(evidence.kind.answers) == KINDS
    assert tuple(evidence.modality.answers) == MODALITIES
    page, read = read_of("كلفة بناء الجسر فاقت 5 ملايين دولار.")
    unread = [read[0]._replace(kind="other", chosen=None)]
    (found,) = weighed(evidence, page, unread)
    assert found.kind == "spending"
    assert found.kinds[KINDS.index("spending")] == max(found.kinds)
    assert sum(found.kinds) == pytest.approx(1, abs=0.02)
