"""Training end to end at a tiny scale: vectors, pretraining that resumes, a model that learns, files that load."""

import json
import lzma
import random
import shutil
from copy import deepcopy
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from pipeline import learned as reader  # noqa: E402
from pipeline import tables  # noqa: E402
from pipeline.claims import weighed  # noqa: E402
from pipeline.engine_embedded import HOME, load  # noqa: E402
from training import (  # noqa: E402
    augment,
    calibrate,
    evaluate,
    evidence,
    export,
    labels,
    learned,
    pretrain,
    silver,
    texts,
    train,
)
from training.__main__ import steps  # noqa: E402
from training.network import Network, Shape  # noqa: E402

PLACES = ["دبي", "مصر", "قطر", "باريس", "تونس", "لندن"]
PEOPLE = ["سالم", "هدى", "كريم", "ليلى"]


def sample(text, names, source="a"):
    mentions = [
        {"start": text.index(name), "stop": text.index(name) + len(name), "label": label} for name, label in names
    ]
    return list(labels.read(text, mentions, source))


def sentences():
    made = []
    for place in PLACES:
        for person in PEOPLE:
            made += sample(f"سافر {person} إلى {place} أمس", [(person, "PER"), (place, "LOC")], place)
            made += sample(f"باعت الشركة ب{place} مصنعا", [(place, "LOC")], place)
    return made


def words():
    found = {w for s in sentences() for w in s.words} | set(PLACES)
    return sorted(found)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    torch.manual_seed(3)
    torch.set_num_threads(1)
    vocabulary = words()
    shape = Shape(vectors=len(vocabulary) + 1, size=8, letter=6, letters=8, word=16, first=12, second=10)
    network = Network(shape, torch.randn(len(vocabulary) + 1, 8))
    network.drop.p = 0.0
    plan = train.PLAN | {"epochs": 12, "rate": 0.02, "sentences": 8, "prefixed": 0.0, "kept": 0.8}
    train.train(network, train.Reader(vocabulary), sentences(), plan, report=False)
    out = tmp_path_factory.mktemp("model")
    export.export(network, vocabulary, out, labels.CONVENTIONS)
    return network, vocabulary, out


def test_a_tiny_model_learns_and_loads(trained):
    tag = load(trained[2])
    answer = tag([["سافر", "كريم", "إلى", "قطر", "أمس"], ["باعت", "الشركة", "بقطر", "مصنعا"]])
    assert [t.label for t in answer[0]] == ["O", "B-PER", "O", "B-LOC", "O"]
    assert [(t.label, t.cut) for t in answer[1]] == [("O", 0), ("O", 0), ("B-LOC", 1), ("O", 0)]
    assert answer == tag([["سافر", "كريم", "إلى", "قطر", "أمس"], ["باعت", "الشركة", "بقطر", "مصنعا"]])


def test_files_say_what_the_network_says(trained):
    network, vocabulary, out = trained
    again = [s.words for s in sentences()[:20]]
    batch = train.Reader(vocabulary).batch(sentences()[:20])
    with torch.no_grad():
        scores, _, _ = network(batch.rows, batch.stems, batch.letters, batch.places, batch.lengths, batch.convention)
    best = [[t.label for t in answer] for answer in load(out)(again)]
    for i, tags in enumerate(best):
        assert tags == [export.TAGS[k] for k in scores[i, : len(tags)].argmax(1).tolist()]


def test_the_same_seed_makes_the_same_model(trained):
    def weights():
        torch.manual_seed(5)
        network = Network(Shape(vectors=len(words()) + 1, size=8, word=8, first=6, second=6))
        train.train(network, train.Reader(words()), sentences()[:16], train.PLAN | {"epochs": 2}, report=False)
        return network.label.weight.detach()

    assert torch.equal(weights(), weights())


def test_the_chain_gives_probabilities(trained):
    network = trained[0]
    scores = torch.randn(1, 2, len(export.TAGS))
    with torch.no_grad():
        every = [
            torch.exp(-network.loss(scores, torch.tensor([[a, b]]), torch.ones(1, 2)))
            for a in range(len(export.TAGS))
            for b in range(len(export.TAGS))
        ]
    assert abs(sum(every).item() - 1) < 1e-3


def test_calibration_and_report(trained):
    slope, shift = calibrate.calibrated(trained[2], sentences())
    assert slope > 0
    assert isinstance(shift, float)
    assert "held back" in calibrate.report(trained[2], sentences())


def test_evaluation_counts_as_seqeval(trained, tmp_path):
    seqeval = pytest.importorskip("seqeval.metrics")
    rows = [
        [(w, "O" if t == "O" else t.replace("PER", "PERS")) for w, t in zip(s.words, s.tags, strict=True)]
        for s in sentences()
    ]
    rows[0][0] = (rows[0][0][0], "B-ORG")
    rows[3][1] = (rows[3][1][0], "B-LOC")
    path = tmp_path / "some.conll"
    path.write_text("\n\n".join("\n".join(f"{w} {t}" for w, t in row) for row in rows) + "\n", encoding="utf8")
    tag = load(trained[2], "anercorp")
    last = evaluate.words(path, tag).splitlines()[-1].split()
    said = [[t.label for t in answer] for answer in tag([[w for w, _ in row] for row in rows])]
    gold = [[t.replace("PERS", "PER") for _, t in row] for row in rows]
    assert last[:2] == ["micro", "avg"]
    assert float(last[4]) == pytest.approx(seqeval.f1_score(gold, said), abs=1e-4)


def test_evaluation_of_articles(trained, tmp_path):
    text = "سافر كريم إلى قطر أمس"
    gold = {
        "doc_id": "a",
        "mentions": [{"start": 5, "stop": 9, "label": "PER"}, {"start": 14, "stop": 17, "label": "LOC"}],
    }
    (tmp_path / "x.docs.jsonl").write_text(json.dumps({"doc_id": "a", "text": text}) + "\n", encoding="utf8")
    (tmp_path / "x.gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf8")
    table = evaluate.articles(tmp_path / "x.gold.jsonl", load(trained[2]))
    assert "micro avg    1.0000    1.0000    1.0000" in table


def test_pretraining_resumes(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    article = " ".join(w for s in sentences() for w in s.words)
    with lzma.open(news / "a.txt.xz", "wt", encoding="utf8") as out:
        out.write(f"{article}\n" * 8)
    vocabulary = words()

    def told():
        torch.manual_seed(1)
        return pretrain.Foretelling(Network(Shape(vectors=len(vocabulary) + 1, size=8, first=8)), len(vocabulary))

    def taught(steps, path):
        runs = pretrain.stretches(texts.articles(news), 12)
        return pretrain.pretrain(
            told(), train.Reader(vocabulary), runs, steps, path, size=6, rate=0.01, sampled=10, every=4
        )

    first = taught(4, tmp_path / "a.pt")
    assert taught(12, tmp_path / "a.pt") < first
    kept = torch.load(tmp_path / "a.pt", weights_only=True)
    assert kept["steps"] == 12
    network = Network(Shape(vectors=len(vocabulary) + 1, size=8, first=8))
    missing = network.load_state_dict(kept["network"], strict=False)
    assert not missing.unexpected_keys
    assert torch.equal(network.first.weight_hh_l0, kept["network"]["first.weight_hh_l0"])


def test_articles_in_turn_and_without_the_held_out(tmp_path):
    long = " ".join(f"كلمة{i}" for i in range(30))
    for name, lines in (("a", ["واحد", long, "ثلاثة"]), ("b", ["أول"])):
        with lzma.open(tmp_path / f"{name}.txt.xz", "wt", encoding="utf8") as out:
            out.write("".join(f"{line}\n" for line in lines))
    assert [a.strip() for a in texts.articles(tmp_path)] == ["واحد", "أول", long, "ثلاثة"]
    kept = texts.articles(tmp_path, texts.fingerprints(long), leave=["b.txt.xz"])
    assert [a.strip() for a in kept] == ["واحد", "ثلاثة"]


def test_vectors_are_read_as_they_will_be_stored(tmp_path):
    np.save(tmp_path / "vectors.npy", np.random.default_rng(0).normal(size=(5, 4)).astype(np.float32))
    (tmp_path / "words.txt").write_text("".join(f"كلمة{i} {9 - i}\n" for i in range(5)), encoding="utf8")
    known, table = train.vectors(tmp_path, 3)
    assert known == ["كلمة0", "كلمة1", "كلمة2"]
    assert table.shape == (4, 4)
    assert not table[0].any()
    small, scale = export.quantised(table.numpy())
    assert np.allclose(small * scale, table.numpy(), atol=1e-6)


def test_names_changed_stay_names():
    chance = random.Random(2)
    some = sentences()
    names = augment.bank(some)
    for s in some:
        new = augment.changed(s, names, 1.0, 0.5, chance)
        assert [label for _, _, label in augment.spans(new)] == [label for _, _, label in augment.spans(s)]
        for start, _, _ in augment.spans(new):
            assert set(new.words[start][: new.cuts[start]]) <= set("وفبكل")


def test_authored_lines_fill_their_slots():
    made = list(augment.authored(Path(train.__file__).parent / "authored"))
    assert len(made) > 500
    assert not any("{" in word for s in made for word in s.words)


def test_older_corpora_come_to_our_words(tmp_path):
    (tmp_path / "f.conll").write_text("و O\nقال O\nو O\nبوش B-Politician\n\nالعرب B-Group\n", encoding="utf8")
    made = list(labels.fine(tmp_path / "f.conll"))
    assert [(s.words, s.tags) for s in made] == [(["وقال", "وبوش"], ["O", "B-PER"]), (["العرب"], ["O"])]


def test_models_label_together(trained, tmp_path):
    both = silver.tagger(silver.blended([silver.opened(trained[2])] * 2))
    some = [s.words for s in sentences()[:6]]
    alone = load(trained[2])(some)
    assert [[t[::2] for t in answer] for answer in both(some)] == [[t[::2] for t in answer] for answer in alone]
    assert not silver.sure(alone[0], 1.01)
    row = {"words": some[0], "tags": [t.label for t in alone[0]], "cuts": [t.cut for t in alone[0]]}
    (tmp_path / "s.jsonl").write_text(json.dumps(row) + "\n", encoding="utf8")
    assert [s.words for s in silver.silver(tmp_path / "s.jsonl")] == some[:1]


def test_sentences_drawn_are_neither_short_nor_long():
    text = "\n".join([" ".join(["كلمة"] * n) + "." for n in (3, 10, 20, 90)])
    assert {len(words) for words in silver.drawn([text], 9, random.Random(1))} == {11, 21}


def test_our_own_reading_points_into_the_news(tmp_path):
    with lzma.open(tmp_path / "n.txt.xz", "wt", encoding="utf8") as out:
        out.write("سطر\nأولا. سافر كريم إلى قطر أمس\n")
    row = {"file": "n.txt.xz", "line": 1, "start": 6, "stop": 27, "mentions": [[5, 9, "PER"], [14, 17, "LOC"]]}
    (tmp_path / "read.jsonl").write_text(json.dumps(row) + "\n", encoding="utf8")
    made = list(labels.ours_read(tmp_path / "read.jsonl", tmp_path))
    assert [(s.words, s.tags) for s in made] == [
        (["سافر", "كريم", "إلى", "قطر", "أمس"], ["O", "B-PER", "O", "B-LOC", "O"])
    ]


def test_the_recipe_names_modules_that_are_there(tmp_path):
    recipe = steps(tmp_path, tmp_path, tmp_path, tmp_path, tmp_path / "model")
    assert [made.name for made, _, _ in recipe][-1] == "model.json"
    for _, module, options in recipe:
        known = Path(import_module(module).__file__).read_text(encoding="utf8")
        for option in options:
            assert not option.startswith("--") or f'"{option}"' in known or option[2:] in train.PLAN, option


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """Articles whose payers, payees and kinds are told by their words alone, and networks that were taught them."""
    out = tmp_path_factory.mktemp("sums")
    docs, gold = [], []
    for number, (payer, payee) in enumerate((a, b) for a in PLACES[:4] for b in PLACES[:4] if a != b):
        text = (
            f"منحت {payer} اليوم 5 ملايين دولار إلى {payee}."
            if number % 2
            else f"في {payee} خسرت {payer} 7 ملايين يورو."
        )
        sum_ = "5 ملايين دولار" if number % 2 else "7 ملايين يورو"
        spans = {
            name: {"start": text.index(name), "stop": text.index(name) + len(name)} for name in (payer, payee, sum_)
        }
        docs.append({"doc_id": str(number), "text": text})
        claim = {"amount": "a1", "kind": "grant", "payer": spans[payer], "payee": spans[payee], "subject": None}
        if not number % 2:
            claim |= {"kind": "loss", "payer": None, "payee": None, "subject": spans[payer]}
        claim |= {"modality": "actual", "source": None, "when": None, "when_value": None}
        gold.append({"doc_id": str(number), "amounts": [{"id": "a1", **spans[sum_]}], "claims": [claim]})
    for name, rows in (("docs", docs), ("gold", gold)):
        (out / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    read = list(evidence.articles(out / "docs", out / "gold"))
    some = list(learned.examples(list(evidence.crossed(read, 3))))
    torch.manual_seed(1)
    networks = [learned.fitted(learned.Network(144), some, seed, epochs=30, size=4) for seed in (1, 2)]
    return read, some, networks


def test_weights_learn_what_sums_are(taught):
    read, _, _ = taught
    shuffled = [article._replace(read=[found._replace(kind="other") for found in article.read]) for article in read]
    weights = evidence.fitted(shuffled)
    for article in shuffled:
        (found,) = weighed(weights, article.page, article.read)
        assert found.kind == article.gold[0][0]["kind"]
        assert found.cue.modality == "actual"


def test_articles_are_weighed_by_weights_that_do_not_know_them(taught):
    read, _, _ = taught
    crossed = list(evidence.crossed(read, 3))
    assert [article.name for article, _ in crossed] == [article.name for article in read]
    by_weights = {}
    for article, weights in crossed:
        by_weights.setdefault(id(weights), []).append(article.name)
    assert sorted(map(len, by_weights.values())) == [4, 4, 4]


def test_a_network_learns_what_sums_are(taught):
    _, some, networks = taught
    found = learned.said(networks, some)
    assert [tables.KINDS[answer.kinds.argmax()] for answer in found] == [one.gold.kind for one in some]
    read = [learned.by_network(one, answer) for one, answer in zip(some, found, strict=True)]
    agree = [read_.roles["payer"] == one.gold.roles["payer"] for read_, one in zip(read, some, strict=True)]
    assert sum(agree) >= 0.8 * len(some)


def test_a_fitted_network_is_read_as_it_was_taught(taught, tmp_path):
    read, some, networks = taught
    weights = evidence.fitted(read)
    shutil.copytree(HOME, tmp_path / "models")
    answers_of = learned.said(networks[:1], some)
    learned.export(networks[0], tmp_path / "models", learned.calibrated(some, answers_of), weights)
    network = reader.load(tmp_path / "models")
    for before, after in zip(weights, network.evidence, strict=True):
        assert (before.clues, before.worth, before.margin) == (after.clues, after.worth, after.margin)
        assert before.traits.keys() == after.traits.keys()
        assert all((before.traits[trait] == after.traits[trait]).all() for trait in before.traits)
    lengths = np.cumsum([len(one.told) for one in some])
    rows = np.split(np.arange(lengths[-1]), lengths[:-1])
    found = reader.answers(network, [one.view for one in some], np.concatenate([one.told for one in some]), rows)
    for one, other in zip(answers_of, found, strict=True):
        assert all(np.allclose(a, b, atol=0.002) for a, b in zip(one, other, strict=True))


def test_a_network_learns_from_what_others_say(taught):
    _, some, networks = taught
    found = learned.said(networks, some)
    unlike = [answer._replace(kinds=np.roll(answer.kinds, 1)) for answer in found]
    (after,) = learned.said([learned.fitted(deepcopy(networks[0]), some[:1], 3, unlike[:1], epochs=60)], some[:1])
    said = unlike[0].kinds.argmax()
    assert after.kinds[said] > found[0].kinds[said] + 0.1


def test_what_others_say_is_a_share_of_what_is_taught(taught):
    _, (one, *_), networks = taught
    (answer,) = learned.said(networks[:1], [one])
    fed, unasked = learned.batch([one]), learned.batch([one._replace(readings=[one.gold._replace(kind="", roles={})])])
    before = fed["kinds"].clone()
    for some in (fed, unasked):
        learned.lean(some, [answer])
    said = torch.from_numpy(answer.kinds)
    assert torch.allclose(fed["kinds"][0], before[0] + learned.SHARE * (said - before[0]))
    assert torch.allclose(fed["roles"].sum(1), torch.ones(1, len(reader.SOUGHT)), atol=0.01)
    assert not unasked["kinds"].any()
    assert not unasked["roles"].any()


def test_what_is_told_by_score_is_told_of_every_sum(taught):
    _, some, networks = taught
    found = learned.said(networks, some)
    report = learned.reliability(some, found, learned.calibrated(some, found))
    assert sum(int(line.split(" of ")[1].split()[0]) for line in report.splitlines()) == len(some)


def test_readers_who_differ_are_taught_by_halves(taught):
    _, (one, *_), _ = taught
    other = one.gold._replace(kind="tax", roles=one.gold.roles | {"payer": None})
    fed = learned.batch([one._replace(readings=[one.gold, other])])
    assert fed["kinds"][0, tables.KINDS.index("tax")] == fed["kinds"].max() == 0.5
    assert fed["roles"][0, 0, 0] == (0.5 if one.gold.roles["payer"] else 1)
    assert fed["roles"].sum(1).tolist() == [[pytest.approx(1)] * len(reader.SOUGHT)]


def test_each_reader_is_a_row_of_evidence(taught):
    (article, *_), _, _ = taught
    other = article.gold[0][0] | {"kind": "tax"}
    rows = list(evidence.rows_of(article._replace(gold={0: [article.gold[0][0], other]}), "kind"))
    assert [row.answer for row in rows] == [article.gold[0][0]["kind"], "tax"]


def test_percentages_teach_what_was_annotated_of_them(tmp_path):
    text = "دفعت الشركة 5 ملايين دولار. وارتفع السهم 7 بالمئة. وهبط الذهب 8 بالمئة."
    spans = {part: {"start": text.index(part), "stop": text.index(part) + len(part)} for part in ("7 بالمئة", "السهم")}
    claim = {"amount": "a1", "modality": "actual", "subject": spans["السهم"], "source": None, "when": None}
    row = {"doc_id": "1", "amounts": [{"id": "a1", **spans["7 بالمئة"]}], "claims": [claim]}
    (tmp_path / "docs").write_text(json.dumps({"doc_id": "1", "text": text}), encoding="utf8")
    (tmp_path / "gold").write_text(json.dumps(row), encoding="utf8")
    (article,) = evidence.articles(tmp_path / "docs", tmp_path / "gold")
    assert [found.amount.low for found in article.read] == [5_000_000, 7]  # 8 بالمئة is none
    assert list(evidence.rows_of(article, "kind")) == []
    assert [row.answer for row in evidence.rows_of(article, "modality")] == ["actual"]
    (one,) = learned.examples([(article, reader.load().evidence)])
    fed = learned.batch([one])
    assert fed["roles"].sum(1).tolist() == [[0, 0, 1, 1, 1]]  # payer and payee teach nothing
    kinds = torch.randn(1, len(tables.KINDS), requires_grad=True)
    learned._missed(kinds, fed["kinds"]).backward()
    assert not kinds.grad.any()
