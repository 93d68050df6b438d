"""The stanza engine on a tiny network that stanza itself makes, trains and loads here."""

import json
import logging
import random
from pathlib import Path
from types import SimpleNamespace

import pytest
import urllib3.util  # noqa: F401 - it tries an IPv6 socket when first imported, which the tests block
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.engine_stanza import load, read, tagged
from pipeline.mentions import Tag, engine_of, spans

pytestmark = pytest.mark.disable_socket

# the network learns these by heart: words, BIOES labels as AQMAR has them
LESSONS = [
    ("زار سامي الحداد بيروت أمس", "O B-PER E-PER S-LOC O"),
    ("قالت شركة نور : أرباح", "O O S-ORG O O"),
    ("وقع بنك بيروت التجاري العقد مع OpenAI", "O B-ORG I-ORG E-ORG O O S-ORG"),
    ("بيروت", "S-LOC"),
]
BIO = ["O B-PER I-PER B-LOC O", "O O B-ORG O O", "O B-ORG I-ORG I-ORG O O B-ORG", "B-LOC"]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A folder laid out as stanza's downloader does, its network without word vectors or character models."""
    folder = tmp_path_factory.mktemp("stanza")
    (folder / "ar" / "ner").mkdir(parents=True)
    train(folder / "ar" / "ner" / "tiny.pt")
    arabic = {
        "lang_name": "Arabic",
        "packages": {"default": {"tokenize": "tiny", "ner": "tiny"}},
        "tokenize": {"tiny": {"md5": ""}},
        "ner": {"tiny": {"md5": "", "dependencies": []}},
        "default_processors": {"tokenize": "tiny", "ner": "tiny"},
    }
    (folder / "resources.json").write_text(json.dumps({"ar": arabic}), encoding="utf-8")
    return folder


def train(path: Path) -> None:
    import torch
    from stanza.models.common.doc import Document
    from stanza.models.ner.data import DataLoader
    from stanza.models.ner.trainer import Trainer
    from stanza.models.ner_tagger import parse_args

    logging.getLogger("stanza").setLevel("ERROR")
    torch.manual_seed(7)
    random.seed(7)
    sizes = "--hidden_dim 24 --char_hidden_dim 12 --char_emb_dim 12 --word_emb_dim 16"
    rates = "--dropout 0 --word_dropout 0 --optim adam --lr 0.02"
    args = parse_args(f"--shorthand ar_tiny --no_pretrain --cpu {sizes} {rates}".split())
    sentences = [
        [
            {"id": (place,), "text": word, "ner": label, "multi_ner": (label,)}
            for place, (word, label) in enumerate(zip(words.split(), labels.split(), strict=True), 1)
        ]
        for words, labels in LESSONS
    ]
    batches = DataLoader(Document(sentences), 8, args)
    trainer = Trainer(args=args, vocab=batches.vocab, device="cpu")
    for _ in range(60):
        for lesson in batches:
            trainer.update(lesson)
    trainer.save(str(path))


@pytest.fixture(scope="module")
def tag(model):
    return load(model)


def pipeline(model: Path):
    import stanza

    settings = {"processors": "tokenize,ner", "tokenize_pretokenized": True, "download_method": None}
    return stanza.Pipeline(lang="ar", dir=str(model), verbose=False, **settings)


def labels(tags: list[Tag]) -> str:
    return " ".join(tag.label for tag in tags)


def test_what_it_has_learnt_comes_back_on_the_same_words(tag):
    found = tag([words.split() for words, _ in LESSONS])
    assert [labels(tags) for tags in found] == BIO
    assert {tag.score for tags in found for tag in tags} == {None}


def test_a_sentence_has_the_same_labels_alone_and_in_any_batch(tag):
    sentences = [words.split() for words, _ in LESSONS] + [[], ["OpenAI"], ["قالت"] * 90]
    assert tag(sentences) == [tag([words])[0] for words in sentences]
    assert tag(sentences[::-1]) == tag(sentences)[::-1]
    assert tag([]) == []
    assert tag([[]]) == [[]]


def test_spans_are_the_entities_of_stanza_with_their_last_word(tag, model):
    sentences = [a.split() + b.split() for a, _ in LESSONS for b, _ in LESSONS]
    for words, tags, sentence in zip(sentences, tag(sentences), pipeline(model)(sentences).sentences, strict=True):
        ours = [" ".join(words[start:stop]) for start, stop, _ in spans([tag.label for tag in tags])]
        assert ours == [entity.text for entity in sentence.ents]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=5))
def test_any_words_get_a_tag_each(tag, sentences):
    assert [len(tags) for tags in tag(sentences)] == [len(words) for words in sentences]


@pytest.mark.parametrize("odd", ["", " ", "\n", "الحداد بيروت", "\u200f", "\ufe0f", "ا" * 4000, "<UNK>", "\ud83d"])
def test_an_odd_word_moves_no_label(tag, odd):
    words, wanted = LESSONS[0][0].split(), BIO[0].split()
    (tags,) = tag([[odd, ".", ".", ".", *words]])
    assert len(tags) == 4 + len(words)
    assert [tag.label for tag in tags][-2:] == wanted[-2:]


def document(sentences):
    """What stanza gives, as far as the engine looks: each word a place."""
    rows = [[SimpleNamespace(text=word, ner="S-LOC") for word in words] for words in sentences]
    return SimpleNamespace(sentences=[SimpleNamespace(tokens=row) for row in rows])


def splitting(sentences):
    return document([word for whole in words for word in whole.split("/")] for words in sentences)


def dropping(sentences):
    return document([words for words in sentences if "x" not in words])


def failing(sentences):
    assert all("x" not in words for words in sentences)
    return document(sentences)


@pytest.mark.parametrize(("run", "bad"), [(splitting, "a/b"), (dropping, "x"), (failing, "x")])
def test_a_sentence_that_comes_back_changed_is_left_out_and_costs_no_other(run, bad):
    with pytest.warns(UserWarning, match="names of a sentence of 2 words are left out"):
        found = tagged(run, [["بيروت"], [bad, "بيروت"], ["لندن", "باريس"]])
    assert [labels(tags) for tags in found] == ["B-LOC", "O O", "B-LOC B-LOC"]


def test_reading_words_that_were_not_sent_is_refused():
    with pytest.raises(ValueError, match="cut, joined or dropped"):
        read(splitting, [["a/b"]])


def test_the_door_of_all_engines_opens_it(model):
    assert labels(engine_of("stanza", model)([["بيروت"]])[0]) == "B-LOC"
    assert labels(engine_of("stanza", str(model))([["بيروت"]])[0]) == "B-LOC"


@pytest.mark.parametrize(
    ("resources", "sentence"),
    [
        (None, "lacks resources.json"),
        ({}, "names no network for Arabic names"),
        ({"packages": {"default": {"ner": "big"}}}, "lacks ar/ner/big.pt"),
        ({"packages": {"default": {"optional": {"ner": "big"}}}}, "lacks ar/ner/big.pt"),
    ],
)
def test_a_folder_that_is_no_model_is_refused_in_a_sentence(tmp_path, resources, sentence):
    if resources is not None:
        (tmp_path / "resources.json").write_text(json.dumps({"ar": resources}), encoding="utf-8")
    with pytest.raises((FileNotFoundError, ValueError), match=sentence) as caught:
        load(tmp_path)
    assert "mablagh models stanza" in str(caught.value)


def test_no_folder_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(FileNotFoundError, match="names none"):
        engine_of("stanza", "")
    with pytest.raises(FileNotFoundError, match=r"lacks resources\.json"):
        engine_of("stanza", tmp_path / "nowhere")


def test_a_character_model_that_the_network_needs_is_asked_for(model, tmp_path):
    resources = json.loads((model / "resources.json").read_text(encoding="utf-8"))
    resources["ar"]["ner"]["tiny"]["dependencies"] = [{"model": "forward_charlm", "package": "wiki"}]
    (tmp_path / "resources.json").write_text(json.dumps(resources), encoding="utf-8")
    (tmp_path / "ar").symlink_to(model / "ar")
    with pytest.raises(FileNotFoundError, match=r"lacks ar/forward_charlm/wiki\.pt"):
        load(tmp_path)


def test_a_run_takes_its_names_from_it(model, named_in_a_run):
    found = named_in_a_run("stanza", model, "زار سامي الحداد بيروت أمس")
    assert found == [("سامي الحداد", "PER"), ("بيروت", "LOC")]
