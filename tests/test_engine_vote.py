"""The vote of several engines, on voters that the tests make up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import mentions
from pipeline.engine_vote import elected, load, voting
from pipeline.mentions import Tag, bio, spans

LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC"]


def tags(labels: str, score: float | None = None, cut: int | None = None) -> list[Tag]:
    return [Tag(label, score, cut) for label in labels.split()]


def read(*ballot: str) -> str:
    return " ".join(tag.label for tag in elected([tags(labels) for labels in ballot]))


@pytest.mark.parametrize(
    ("ballot", "outcome"),
    [
        (("B-PER I-PER O", "O O B-LOC"), "B-PER I-PER B-LOC"),  # two: one is enough
        (("B-PER I-PER O", "B-PER O O"), "B-PER I-PER O"),  # borders: the first of two
        (("B-PER O O", "B-PER I-PER O", "B-PER I-PER O"), "B-PER I-PER O"),  # the most of three
        (("B-PER O O", "O B-ORG O", "O O B-LOC"), "O O O"),  # three: nobody agrees
        (("B-PER O O", "B-ORG O O", "B-ORG O O"), "B-ORG O O"),  # the label that two see
        (("B-ORG I-ORG O", "O B-ORG I-ORG", "O O O"), "B-ORG I-ORG O"),  # a name there, with other borders
        (("B-ORG B-ORG", "B-ORG I-ORG", "O O"), "B-ORG B-ORG"),  # no word in two names
    ],
)
def test_outcomes(ballot, outcome):
    assert read(*ballot) == outcome


def test_the_score_is_the_mean_of_all_voters():
    (tag,) = elected([tags("B-PER", 0.9), tags("B-PER"), tags("O", 0.8)])
    assert tag == Tag("B-PER", round((0.9 + 1 + 0) / 3, 3))


def test_the_cut_is_that_of_a_voter_who_sees_the_name_begin_there():
    (tag,) = elected([tags("O", cut=0), tags("B-LOC"), tags("B-LOC", cut=2)])
    assert tag.cut == 2


BALLOTS = st.integers(1, 12).flatmap(
    lambda size: st.lists(st.lists(st.sampled_from(LABELS), min_size=size, max_size=size), min_size=2, max_size=3)
)


@given(BALLOTS)
def test_laws(ballot):
    said = [[Tag(label) for label in bio(labels)] for labels in ballot]
    labels = [tag.label for tag in elected(said)]
    votes = [set(spans([tag.label for tag in one])) for one in said]
    assert len(labels) == len(ballot[0])
    assert bio(labels) == labels
    assert set(spans(labels)) <= set().union(*votes)
    assert set.intersection(*votes) <= set(spans(labels))


@given(st.lists(st.sampled_from(LABELS), min_size=1, max_size=12))
def test_engines_that_agree_are_believed(labels):
    said = [Tag(label) for label in bio(labels)]
    assert [tag.label for tag in elected([said] * 3)] == bio(labels)


def test_each_voter_is_asked_once_for_the_batch():
    asked = []

    def voter(sentences):
        asked.append(len(sentences))
        return [[Tag("B-LOC") for _ in words] for words in sentences]

    assert [len(row) for row in voting([voter, voter])([["a"], ["b", "c"], []])] == [1, 2, 0]
    assert asked == [3, 3]


def test_those_vote_whose_models_are_there(tmp_path, monkeypatch):
    seen = []

    def engine_of(name, model):
        seen.append((name, model))
        return lambda sentences: [[Tag("O") for _ in words] for words in sentences]

    monkeypatch.setattr("pipeline.engine_vote.engine_of", engine_of)
    (tmp_path / "stanza").mkdir()
    load(tmp_path)
    (tmp_path / "camel").mkdir()
    load(tmp_path, voters=("camel", "stanza"))
    assert [name for name, _ in seen] == ["embedded", "stanza", "camel", "stanza"]
    assert [model for _, model in seen] == [
        None,
        tmp_path / "stanza",
        tmp_path / "camel",
        tmp_path / "stanza",
    ]


def test_a_single_voter_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(FileNotFoundError, match="needs two voters"):
        mentions.engine_of("vote", tmp_path)
