"""The words of the language: lists that a linguist can trust to say each thing once."""

import pytest

from pipeline import lexicon
from pipeline.normalise import fold

TALK = ("note", "what")  # columns of prose


@pytest.mark.parametrize("name", sorted(file.stem for file in lexicon.FOLDER.glob("*.csv")))
def test_no_cell_lists_a_word_twice(name: str) -> None:
    """Words are alike that differ in marks alone; أن and إن are two, though both are searched for as one."""
    for row in lexicon.rows(name):
        for cell in (cell for column, cell in row.items() if column not in TALK and "|" in cell):
            words = [fold(word).plain for word in cell.split("|")]
            assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("name", ["words", "name_words"])
def test_no_list_of_blanks_holds_a_word_twice(name: str) -> None:
    for row in lexicon.rows(name):
        words = row["words"].split()
        assert sorted(words) == sorted(set(words))
