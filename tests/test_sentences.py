"""Sentences: cases, laws over any text, and the two seed pages."""

from pathlib import Path

import pytest
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.normalise import fold
from pipeline.sentences import ENDLESS, sentences

SEEDS = Path(__file__).parent.parent / "seeds"
PIECES = [
    "قال",
    "د",
    "14.8",
    "1",
    ".",
    "..",
    "؟",
    "!",
    "،",
    '"',
    ")",
    " ",
    " ",
    "\n",
    "U",
    "S",
    "نت",
    "اس",
    "-",
    "قناة واتس اب",
]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=40)).map(
    lambda raw: fold(raw).text
)


@pytest.mark.parametrize("case", cases("sentences"), ids=lambda case: case.place)
def test_cuts(case):
    text = fold(case.text.replace(" | ", " ").replace("|", "")).text
    expected = [fold(part.strip()).text for part in case.text.split("|")]
    assert [text[start:stop] for start, stop, _ in sentences(text)] == expected


@pytest.mark.parametrize("case", cases("sentences_zones"), ids=lambda case: case.place)
def test_zones(case):
    assert " ".join(sentence.zone for sentence in sentences(fold(case.text).text)) == case.head


@given(TEXTS)
def test_sentences_part_the_text_and_leave_out_only_blanks(text):
    found = sentences(text)
    edges = [0, *(edge for sentence in found for edge in (sentence.start, sentence.stop)), len(text)]
    assert edges == sorted(edges)
    assert all(text[start:stop].strip() == text[start:stop] != "" for start, stop, _ in found)
    assert not any(text[start:stop].strip() for start, stop in zip(edges[::2], edges[1::2], strict=True))


@given(TEXTS)
def test_no_sentence_goes_over_a_line(text):
    assert not any("\n" in text[start:stop] for start, stop, _ in sentences(text))


@given(TEXTS)
def test_zones_are_of_the_closed_list(text):
    assert {sentence.zone for sentence in sentences(text)} <= {"headline", "body", "furniture"}


@given(st.lists(st.sampled_from(["قال", "14.8", "د.", "نعم،"]), min_size=1, max_size=600))
def test_no_sentence_is_endless(words):
    text = " ".join(words)
    assert all(len(text[start:stop].split()) <= ENDLESS for start, stop, _ in sentences(text))


@pytest.mark.parametrize(
    "hostile",
    ["!", ".", '."', "؟ ", "د. ", "1. ", "…", "ا.", '"', "ا\n", "\n", "ا، ", "اس.", "-", "قال ", "'!ا"],
)
def test_hostile_texts_are_cut(hostile):
    text = hostile * (100_000 // len(hostile))
    assert sum(stop - start for start, stop, _ in sentences(text)) <= len(text)


def test_seed_with_a_promotion_in_its_middle():
    text = fold((SEEDS / "000_75a44876167607cf.txt").read_text(encoding="utf-8")).text
    parts = [(text[start:stop], zone) for start, stop, zone in sentences(text)]
    assert [part for part, zone in parts if zone == "furniture"] == [
        "علوم وتكنولوجيا",
        "قناة واتس اب الخامسة للانباء",
        "مقالات ذات صلة",
        "زر الذهاب الي الاعلي",
    ]
    assert len([part for part, zone in parts if zone == "headline"]) == 4  # the headline and three subheads
    assert ("شبكة الخامسة للانباء - غزة", "body") in parts


def test_seed_with_a_menu_and_its_headline_twice():
    text = fold((SEEDS / "002_6a1483da18dfd3f9.txt").read_text(encoding="utf-8")).text
    parts = [(text[start:stop], zone) for start, stop, zone in sentences(text)]
    assert [part for part, zone in parts if zone == "furniture"] == [
        "menu",
        "close",
        "Source:",
        "Latest News",
    ]
    headlines = [part for part, zone in parts if zone == "headline"]
    assert len(headlines) == 2
    assert len(set(headlines)) == 1


def test_rows_of_the_lexicons_are_understood():
    assert {row["where"] for row in lexicon.rows("furniture")} == {"line", "head", "date", "day", "by"}
    assert {row["where"] for row in lexicon.rows("abbreviations")} == {"before", "after", "letter"}
    assert all(row["words"] for row in lexicon.rows("furniture"))
    assert all(row["word"] for row in lexicon.rows("abbreviations"))
