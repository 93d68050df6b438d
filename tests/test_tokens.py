"""Tokens: cases, laws over any text, and agreement with camel-tools' own tokeniser."""

import unicodedata
from itertools import groupby
from pathlib import Path

import pytest
from camel_tools.tokenizers.word import simple_word_tokenize
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.normalise import fold
from pipeline.sentences import Sentence, sentences
from pipeline.tokens import clitics, tokens

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
PIECES = [
    "و",
    "ب",
    "ل",
    "ال",
    "قال",
    "السعودية",
    "OpenAI",
    "U.S.",
    "&",
    "T",
    "14",
    ".",
    ",",
    "8",
    "5",
    "G",
    " ",
    " ",
    "\n",
]
PIECES += ["%", "-", "_", "#", "؟", "،", "…", "+", "'", "@", "³", "½", "é", "http://", "🚀", "﷼", "م"]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=40)).map(
    lambda raw: fold(raw).text
)

# skin colours and the letters of flags, which camel-tools knows in sequences only
SEQUENCES = {chr(code) for code in (*range(0x1F3FB, 0x1F400), *range(0x1F1E6, 0x1F200))}


def read(text):
    return tokens(text, sentences(text))


@pytest.mark.parametrize("case", cases("tokens"), ids=lambda case: case.place)
def test_cases(case):
    text = fold(case.text).text
    found = tokens(text, [Sentence(0, len(text), "body")])
    drawn = [f"{t.clitics}{'+' if t.clitics else ''}{text[t.start + len(t.clitics) : t.stop]}" for t in found]
    assert "|".join(drawn) == case.head


@pytest.mark.parametrize("case", cases("tokens_kinds"), ids=lambda case: case.place)
def test_kinds(case):
    text = fold(case.text).text
    assert " ".join(token.kind for token in read(text)) == case.head


@given(TEXTS)
def test_tokens_part_the_text_and_leave_out_only_blanks(text):
    found = read(text)
    edges = [0, *(edge for token in found for edge in (token.start, token.stop)), len(text)]
    assert edges == sorted(edges)
    assert not any(text[start:stop].strip() for start, stop in zip(edges[::2], edges[1::2], strict=True))
    assert not any(character.isspace() for token in found for character in text[token.start : token.stop])


@given(TEXTS)
def test_each_token_lies_in_its_sentence(text):
    parts = sentences(text)
    for token in tokens(text, parts):
        assert parts[token.sentence].start <= token.start < token.stop <= parts[token.sentence].stop


@given(TEXTS)
def test_clitics_are_the_head_of_the_token_and_leave_a_stem(text):
    for token in read(text):
        word = text[token.start : token.stop]
        assert word.startswith(token.clitics)
        assert len(token.clitics) < len(word)
        assert set(token.clitics) <= set("وفبلكسا")


@given(TEXTS.filter(SEQUENCES.isdisjoint))
def test_agreement_with_camel_tools(text):
    assert camel_pieces(text) == ours_as_camel_cuts(text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_agreement_with_camel_tools_on_the_seeds(path):
    text = fold(path.read_text(encoding="utf-8")).text
    assert camel_pieces(text) == ours_as_camel_cuts(text)


def camel_pieces(text):
    return simple_word_tokenize(text)


def ours_as_camel_cuts(text):
    """Our tokens with the differences that docs/tokens.md names undone.

    camel-tools cuts at every sign and mark, also inside numbers and Latin names, and nowhere else: a word
    glued to a number or to Latin letters is one piece with it.
    """
    pieces = []
    for token in read(text):
        glued = bool(pieces) and pieces[-1][1] == token.start and not is_mark(text[token.start])
        for marks, run in groupby(range(token.start, token.stop), lambda place: is_mark(text[place])):
            places = list(run)
            spans = [(place, place + 1) for place in places] if marks else [(places[0], places[-1] + 1)]
            if token.kind == "mark":
                spans = [(token.start, token.stop)]
            for start, stop in spans:
                if glued and not marks and not is_mark(text[pieces[-1][1] - 1]):
                    pieces[-1] = (pieces[-1][0], stop)
                else:
                    pieces.append((start, stop))
                glued = False
    return [text[start:stop] for start, stop in pieces]


def is_mark(character):
    return unicodedata.category(character)[0] in "PS"


@pytest.mark.parametrize(
    "hostile",
    [
        "ا",
        "1",
        "a",
        "A.",
        "1.",
        "1,",
        "a.",
        "a+",
        "a&",
        "ب1",
        "وب",
        "ول",
        "http://",
        "www.",
        "\U0001f1e6",
        "'",
        "لل",
        "9A",
    ],
)
def test_hostile_texts_are_read(hostile):
    text = hostile * (100_000 // len(hostile))
    for sample in (text, text + "!", text + " "):
        assert tokens(sample, [Sentence(0, len(sample), "body")])[-1].stop >= len(text)


def test_clitics_are_the_same_whatever_else_the_text_holds_when_the_lists_know_the_word():
    for word in ("للسعودية", "وفرنسا", "لندن", "وزارة", "بنك"):
        assert clitics(word) == clitics(word, {"ندن", "زارة", "نك", "فرنسا"})


def test_rows_of_the_lexicons_are_understood():
    assert {row["after"] for row in lexicon.rows("words")} == {"", *"فبلكس"}
    for row in lexicon.rows("words"):
        assert fold(row["words"]).text == row["words"], row
    for row in lexicon.rows("clitics"):
        assert row["word"].startswith(row["clitics"]), row
        assert fold(row["word"]).text == row["word"], row
