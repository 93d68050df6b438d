"""The camel engine on a tiny network that the test makes, beside camel-tools' own NERecognizer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import urllib3.util  # noqa: F401 - it tries an IPv6 socket when first imported, which the tests block
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engine_camel import LETTERS, OFFICIAL, PIECES, _import_data, load, segments
from pipeline.mentions import Tag, bio, engine_of

pytestmark = pytest.mark.disable_socket

# the network learns these by heart; the labels stand in the order of camel-tools' model
LESSONS = [
    ("زار سامي الحداد بيروت أمس", "O B-PERS I-PERS B-LOC O"),
    ("قالت شركة نور : أرباح", "O O B-ORG O O"),
    ("وقع بنك بيروت التجاري العقد مع OpenAI", "O B-ORG I-ORG I-ORG O O B-ORG"),
    ("سباق دبي السنوي", "O B-MISC I-MISC"),
]
NAMES = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
WORDS = [word for words, _ in LESSONS for word in words.split()]
BIO = [labels.replace("PERS", "PER") for _, labels in LESSONS]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A folder with a network of two layers, word pieces for all letters and some words, and safe weights."""
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer

    folder = tmp_path_factory.mktemp("camel")
    letters = sorted({letter for word in WORDS for letter in word.lower()} | set("ابتلمنوي.a"))
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    pieces += [word for word in WORDS[::2] if len(word) > 1]
    (folder / "vocab.txt").write_text("\n".join(dict.fromkeys(pieces)), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)

    torch.manual_seed(7)
    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    still = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    labels = {"id2label": dict(enumerate(NAMES)), "label2id": {name: i for i, name in enumerate(NAMES)}}
    network = BertForTokenClassification(BertConfig(vocab_size=len(set(pieces)), **sizes, **still, **labels))
    learn(network, BertTokenizer.from_pretrained(folder))
    network.save_pretrained(folder)
    return folder


def learn(network, tokenizer) -> None:
    import torch

    optimizer = torch.optim.Adam(network.parameters(), lr=3e-3)
    for step in range(160):
        words, labels = LESSONS[step % len(LESSONS)]
        pieces, targets = [tokenizer.cls_token_id], [-100]
        for word, label in zip(words.split(), labels.split(), strict=True):
            ids = tokenizer.convert_tokens_to_ids(tokenizer.tokenize(word))
            pieces += ids
            targets += [NAMES.index(label)] + [-100] * (len(ids) - 1)
        out = network(
            input_ids=torch.tensor([[*pieces, tokenizer.sep_token_id]]),
            labels=torch.tensor([[*targets, -100]]),
        )
        optimizer.zero_grad()
        out.loss.backward()
        optimizer.step()


@pytest.fixture(scope="module")
def tag(model):
    return load(model)


@pytest.fixture(scope="module")
def recognizer(model):
    """camel-tools' own, as shipped."""
    _import_data()
    from camel_tools.ner import NERecognizer

    return NERecognizer(str(model), use_gpu=False)


def labels(tags: list[Tag]) -> str:
    return " ".join(tag.label for tag in tags)


def test_what_it_has_learnt_comes_back_on_the_same_words(tag):
    found = tag([words.split() for words, _ in LESSONS])
    assert [labels(tags) for tags in found] == BIO
    assert all(0.5 < tag.score <= 1 for tags in found for tag in tags)


def test_labels_are_those_of_camel_tools_as_shipped(tag, recognizer):
    sentences = [a.split() + b.split()[::-1] for a, _ in LESSONS for b, _ in LESSONS]
    sentences += [WORDS * 20, ["OpenAI."] * 60, ["بيروت"] * (PIECES + 1), ["قالت"]]  # longer than 256 pieces
    shipped = [bio(names) for names in recognizer.predict(sentences)]
    assert [[tag.label for tag in tags] for tags in tag(sentences)] == shipped


def test_a_sentence_has_the_same_tags_alone_and_in_any_batch(tag):
    sentences = [words.split() for words, _ in LESSONS] + [[], ["OpenAI"], WORDS * 20]
    assert tag(sentences) == [tag([words])[0] for words in sentences]
    assert tag(sentences[::-1]) == tag(sentences)[::-1]
    assert tag([]) == []
    assert tag([[]]) == [[]]


@pytest.mark.parametrize("nothing", ["", " ", "\ufe0f", "\u200f", "\x00", "\ufffd", "\ue000\u0301"])
def test_a_word_without_pieces_moves_no_label(tag, recognizer, nothing):
    words, wanted = LESSONS[0][0].split(), BIO[0].split()
    (tags,) = tag([[*words, nothing, *words]])
    assert len(tags) == 2 * len(words) + 1
    assert [tag.label for tag in tags][: len(words)] == wanted


def test_camel_tools_as_shipped_does_move_labels(recognizer):
    """The fault that the engine guards against: where it is gone, so may the guard be."""
    assert len(recognizer.predict([["\ufe0f", "زار", "سامي"]])[0]) == 2


@pytest.mark.parametrize("word", ["ا" * 4000, "a." * 400, "[SEP]", "[CLS]", "[PAD]", "<unk>", "\ud83d", "😀" * 300])
def test_an_odd_word_moves_no_label(tag, word):
    words = LESSONS[0][0].split()
    assert labels(tag([[*words, word]])[0]).startswith(BIO[0][:12])
    assert len(tag([[word, *words, word]])[0]) == len(words) + 2


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.text(max_size=2 * LETTERS), max_size=8), max_size=3))
def test_any_words_get_a_tag_each(tag, sentences):
    assert [len(tags) for tags in tag(sentences)] == [len(words) for words in sentences]


@given(st.lists(st.lists(st.integers(), min_size=1, max_size=PIECES)))
def test_segments_are_all_words_in_order_and_none_is_too_long(pieces):
    runs = list(segments(pieces))
    assert [word for run in runs for word in run] == pieces
    assert all(0 < sum(map(len, run)) <= PIECES for run in runs)


def test_the_folder_may_be_as_the_downloader_leaves_it(model, tmp_path):
    (tmp_path / OFFICIAL).parent.mkdir(parents=True)
    (tmp_path / OFFICIAL).symlink_to(model)
    assert labels(engine_of("camel", tmp_path)([LESSONS[1][0].split()])[0]) == BIO[1]


@pytest.mark.parametrize("missing", ["vocab.txt", "config.json", "model.safetensors"])
def test_a_folder_that_is_no_model_is_refused_in_a_sentence(model, tmp_path, missing):
    for file in model.iterdir():
        if file.name != missing:
            (tmp_path / file.name).symlink_to(file)
    with pytest.raises(FileNotFoundError, match=f"lacks {missing}") as caught:
        load(tmp_path)
    assert "mablagh models camel" in str(caught.value)


def test_no_folder_is_refused_in_a_sentence():
    with pytest.raises(FileNotFoundError, match="names none"):
        engine_of("camel", "")


def test_a_network_for_something_else_is_refused(model, tmp_path):
    for file in model.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    config = tmp_path / "config.json"
    config.write_text(config.read_text().replace("B-", "NOUN-").replace("I-", "VERB-"))
    with pytest.raises(ValueError, match="none is a name's"):
        load(tmp_path)


IMPORTING = """
import os, sys
from pytest_socket import disable_socket
import urllib3.util
disable_socket()
before = dict(os.environ)
from pipeline.engine_camel import _import_data
_import_data()
assert dict(os.environ) == before, "the environment has changed"
print(sys.modules["camel_tools.data"].CATALOGUE.version or "none")
"""


@pytest.mark.enable_socket  # for the process that is started, not in it
@pytest.mark.parametrize(("place", "version"), [(None, "none"), ("HOME", "home"), ("CAMELTOOLS_DATA", "own")])
def test_the_import_looks_nothing_up_and_writes_nothing(tmp_path, place, version):
    """Without a catalogue an empty one serves; the user's own, where there is one, is left in force."""
    environment = {name: value for name, value in os.environ.items() if name != "CAMELTOOLS_DATA"}
    environment["HOME"] = str(tmp_path)
    if place:
        folder = tmp_path / (".camel_tools" if place == "HOME" else "data")
        folder.mkdir()
        (folder / "catalogue.json").write_text(
            f'{{"version": "{version}", "packages": {{}}, "components": {{}}}}', encoding="utf-8"
        )
        environment |= {} if place == "HOME" else {place: str(folder)}
    finished = subprocess.run(
        [sys.executable, "-c", IMPORTING],
        env=environment,
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.stdout.strip(), finished.returncode) == (version, 0), finished.stderr
    if place is None:
        assert not (tmp_path / ".camel_tools").exists()


def test_a_run_takes_its_names_from_it(model, named_in_a_run):
    found = named_in_a_run("camel", model, "زار سامي الحداد بيروت أمس")
    assert found == [("سامي الحداد", "PER"), ("بيروت", "LOC")]
