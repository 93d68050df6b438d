"""The benches read what they say that they read."""

from pathlib import Path

import pytest

from bench.amounts import articles, texts
from bench.names import WORDS, size, words_of
from pipeline.engine_embedded import HOME


@pytest.mark.parametrize("most", sorted(set(WORDS.values())))
def test_without_a_file_the_seeds_are_repeated(most: int) -> None:
    assert 0.5 * most < sum(map(len, words_of([], most))) < 1.5 * most
    assert texts([], 1)


def test_texts_are_from_all_over_a_file(tmp_path: Path) -> None:
    file = tmp_path / "articles.txt"
    file.write_text("".join(f"{number:04} ميتا\n" for number in range(1000)), encoding="utf-8")
    chosen = texts([str(file)], 1000)
    assert chosen[0] == next(articles([str(file)]))
    assert chosen[-1] > "0900"
    read = [words[0] for words in words_of([str(file)], 200)]
    assert 50 < len(read) < 200
    assert read[-1] > "0900"


def test_the_size_of_the_model_of_names_is_its_own() -> None:
    assert round(size(None)) == 14  # as README and its card say
    assert size(HOME) > size(None)  # those that read claims lie there too
