"""Folding: cases, laws over any text and over every Arabic letter, and agreement with camel-tools."""

import unicodedata

import pytest
from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_unicode
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.normalise import ARABIC, fold

LETTERS = [
    chr(code)
    for first, last in (*ARABIC, (0x10E60, 0x10E7F), (0x10EC0, 0x10EFF), (0x1EE00, 0x1EEFF), (0x2000, 0x206F))
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) != "Cn"
]
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
VANISHING = MARKS + "\u200b\u200e\u200f\u202a\u202c\u2067\u2069\ufeff"
TEXTS = st.text(st.one_of(st.sampled_from(LETTERS), st.sampled_from(" \r\n.ابلامي14٫"), st.characters()), max_size=40)


@pytest.mark.parametrize("case", cases("normalise"), ids=lambda case: case.place)
def test_cases(case):
    assert fold(case.text).text == case.head


@given(TEXTS)
def test_offsets_are_monotone_and_within_the_raw_text(raw):
    check_offsets(raw)


@given(TEXTS)
def test_folding_twice_changes_nothing(raw):
    folded = fold(raw)
    assert fold(folded.text).text == folded.text
    assert fold(folded.plain).plain == folded.plain
    assert fold(folded.plain).text == folded.text


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.sampled_from(VANISHING)), max_size=10))
def test_marks_put_in_change_no_folded_letter(raw, marks):
    marked = raw
    for place, mark in marks:
        before, after = (fold(part).plain for part in (marked[:place], marked[place:]))
        digits = before.rstrip(" ")[-1:].isdecimal() and after.lstrip(" ")[:1].isdecimal()
        if mark != "ـ" or ((before[-1:] + after[:1]).strip() and not digits):  # there a tatweel is a dash
            marked = marked[:place] + mark + marked[place:]
    assert fold(marked).text == fold(raw).text
    assert fold(marked).plain == fold(raw).plain


@given(TEXTS)
def test_each_letter_covers_the_raw_text_that_folds_to_it(raw):
    folded = fold(raw)
    for text, start, stop in zip(folded.plain, folded.starts, folded.stops, strict=True):
        if "\r" not in raw:
            assert text in fold(raw[start:stop]).plain


def check_offsets(raw):
    folded = fold(raw)
    count = len(folded.text)
    assert count == len(folded.plain) == len(folded.starts) == len(folded.stops)
    assert all(0 <= start < stop <= len(raw) for start, stop in zip(folded.starts, folded.stops, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.stops) == sorted(folded.stops)


def test_every_arabic_letter_keeps_the_laws():
    for letter in LETTERS:
        for raw in (letter, f"ب{letter}", f"ا{letter}ب", f"{letter}\u0654", f"{letter}\u064e{letter}"):
            check_offsets(raw)
            folded = fold(raw)
            assert fold(folded.text).text == folded.text, ascii(raw)
            assert fold(folded.plain)[:2] == (folded.text, folded.plain), ascii(raw)
            assert fold("\u200f".join(raw)).text == folded.text, ascii(raw)


def test_nothing_is_left_that_cannot_be_seen():
    for letter in LETTERS:
        assert not {unicodedata.bidirectional(left) for left in fold(letter).text} & {
            "LRE",
            "RLE",
            "PDF",
            "RLI",
            "PDI",
        }
        assert not any(unicodedata.category(left) == "Mn" for left in fold(letter).text), ascii(letter)


def test_marks_go_as_camel_tools_takes_them_out():
    for letter in LETTERS:
        if dediac_ar(letter) == "":
            assert fold(f"ب{letter}").text == "ب"


def test_letters_fold_as_camel_tools_normalises_them():
    ours = {row["code"] for row in lexicon.rows("fold")}
    for letter in LETTERS:
        theirs = normalize_alef_maksura_ar(normalize_alef_ar(letter))
        if theirs != letter and f"U+{ord(letter):04X}" not in ours:
            assert fold(letter).text == theirs


def test_forms_of_pdf_text_open_as_camel_tools_opens_them():
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD)):
        letter = chr(code)
        opened = dediac_ar(normalize_unicode(letter)).strip("\u0640 ")
        if unicodedata.category(letter) == "Lo" and opened:
            assert fold(letter).text == fold(opened).text, ascii(letter)
            assert set(fold(letter).starts) == {0}


def test_a_vanished_mark_belongs_to_the_letter_before_it_and_an_invisible_letter_to_nobody():
    folded = fold("\u200fع\u064eق\u0640\u0640د\u200f ")
    assert [*zip(folded.text, folded.starts, folded.stops, strict=True)] == [
        ("ع", 1, 3),
        ("ق", 3, 6),
        ("د", 6, 7),
        (" ", 8, 9),
    ]


def test_letters_of_a_ligature_share_its_interval():
    folded = fold("بﻼ\u064eل")
    assert [*folded.starts] == [0, 1, 1, 3]
    assert [*folded.stops] == [1, 2, 3, 4]


def test_lines_of_all_systems_end_alike():
    assert fold("ا\r\nب\rج\u2028د\u0085ه").text == "ا\nب\nج\nد\nه"
    assert [*fold("ا\r\nب").starts] == [0, 2, 3]


def test_rows_of_the_lexicon_are_understood():
    for row in lexicon.rows("fold"):
        assert row["into"] in ("plain", "text"), row
        assert row["code"].startswith("U+"), row
        single = row["becomes"] in ("space", "newline", "nothing", "mark", "itself") or len(row["becomes"]) == 1
        assert single, row


@pytest.mark.parametrize(
    "hostile", ["\u0654" * 100_000, "\r" * 100_000, "ا\u0654" * 50_000, "ﷺ" * 20_000, "\u200f" * 100_000]
)
def test_hostile_texts_are_folded(hostile):
    check_offsets("ا" * 50_000 + hostile)
