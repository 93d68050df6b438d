"""The embedded engine: same labels whatever the batch, files checked, nothing raised by any text."""

import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engine_embedded import HOME, LENGTH, LONGEST, STATES, TAGS, letters, load, opened, states, tagged
from pipeline.mentions import spans

SENTENCES = [
    [
        "قال",
        "وزير",
        "المالية",
        "محمد",
        "الجدعان",
        "إن",
        "السعودية",
        "وقعت",
        "مع",
        "Microsoft",
        "عقدا",
        "في",
        "الرياض",
        ".",
    ],
    ["رويترز"],
    ["وتعتزم", "وزارة", "الطاقة", "المصرية", "بيع", "حصة", "لشركة", "أرامكو", "ب", "3", "مليارات", "دولار"],
    [],
    ["لا", "شيء", "هنا", "يسمى", "باسمه"],
    [
        "انتقل",
        "كريستيانو",
        "رونالدو",
        "من",
        "النصر",
        "إلى",
        "مانشستر",
        "يونايتد",
        "،",
        "وفق",
        "صحيفة",
        "ماركا",
        ".",
    ],
]


@pytest.fixture(scope="module")
def tag():
    return load()


def test_names_of_plain_sentences(tag):
    words = SENTENCES[0]
    found = {" ".join(words[a:b]): label for a, b, label in spans([t.label for t in tag([words])[0]])}
    assert found["محمد الجدعان"] == "PER"
    assert found["السعودية"] == "LOC"
    assert found["Microsoft"] == "ORG"


def test_one_tag_a_word(tag):
    answers = tag(SENTENCES)
    assert [len(answer) for answer in answers] == [len(words) for words in SENTENCES]
    assert {t.label for answer in answers for t in answer} <= set(TAGS)


def test_batch_and_order_change_nothing(tag):
    many = [words[i:] + words[:i] for i in range(9) for words in SENTENCES]
    together = tag(many)
    assert together == [tag([words])[0] for words in many]
    assert together == tag(many[::-1])[::-1]
    assert together == load()(many)


def test_states_are_the_same_whether_or_not_the_sentences_were_just_tagged():
    model = opened(HOME)
    tagged(model, SENTENCES)
    assert set(model.told) == {tuple(words) for words in SENTENCES if words}
    kept = states(model, [*SENTENCES, ["جديد"]])
    tagged(model, [])
    assert not model.told
    for words, one, other in zip(SENTENCES, kept, states(model, SENTENCES), strict=False):
        assert len(words) == len(one) == len(other)
        assert all(len(a) == STATES and (a == b).all() for a, b in zip(one, other, strict=True))


def test_a_name_has_one_score(tag):
    for words, answer in zip(SENTENCES, tag(SENTENCES), strict=True):
        for start, stop, _ in spans([t.label for t in answer]):
            assert len({t.score for t in answer[start:stop]}) == 1, words[start:stop]
            assert 0 <= answer[start].score <= 1


def test_no_name_goes_on_with_another_label(tag):
    for answer in tag(SENTENCES):
        for before, after in zip(["O", *(t.label for t in answer)], answer, strict=False):
            assert not after.label.startswith("I-") or before[2:] == after.label[2:]


def test_a_long_sentence_is_read_in_pieces(tag):
    words = ["وقال"] + ["دبي"] * (2 * LONGEST + 7)
    assert len(tag([words])[0]) == len(words)
    assert tag([]) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(min_size=1, max_size=40), max_size=12), max_size=5))
def test_no_text_raises(tag, sentences):
    answers = tag(sentences)
    assert [len(a) for a in answers] == [len(s) for s in sentences]
    for words, answer in zip(sentences, answers, strict=True):
        assert all(
            t.cut < len(word) and set(word[: t.cut]) <= set("وفبكلس") for word, t in zip(words, answer, strict=True)
        )


@given(st.text(max_size=60))
def test_letters_are_as_many_as_the_network_reads(word):
    assert len(letters(word)) == LENGTH


def test_a_changed_file_is_refused(tmp_path):
    shutil.copytree(HOME, tmp_path / "m")
    with (tmp_path / "m" / "words.txt").open("a", encoding="utf8") as words:
        words.write("زيادة\n")
    with pytest.raises(ValueError, match=r"words\.txt is not the file"):
        load(tmp_path / "m")


def test_a_missing_model_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"model\.json"):
        load(tmp_path)


def test_an_unknown_convention_is_refused():
    with pytest.raises(ValueError, match="conll"):
        load(convention="conll")


def test_the_model_is_small():
    size = sum((HOME / name).stat().st_size for name in ("network.onnx", "words.txt", "model.json"))
    assert size < 20_000_000
    assert json.loads((HOME / "model.json").read_text())["conventions"][0] == "guide"
