"""The embedded engine beside stanza's and camel-tools' networks: words a second, memory, start, size, and F1.

    python -m bench.names [FILE …] [--stanza DIR] [--camel DIR] [--gold GOLD.jsonl]

FILE holds texts, an article a line, plain or .xz; without one the seeds are repeated. DIR is a folder that
`make models` fills: with it F1 on GOLD is measured too. Without it a network of the official size with random
weights is made, which tells its speed and memory alone. Each reader has a process of its own, on one core.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from bench.amounts import texts
from pipeline.engine_embedded import HOME
from pipeline.mentions import Tagger, engine_of
from pipeline.normalise import fold
from pipeline.run import PACKAGE
from pipeline.sentences import sentences
from pipeline.tokens import tokens

WORDS = {"embedded": 200_000, "stanza": 6_000, "stanza as shipped": 6_000, "camel": 6_000, "camel as shipped": 1_500}
LETTERS = 6  # of a word, with the blank behind it
SEED = 7
VOCABULARY = 64_000  # word pieces of AraBERT v0.2


def words_of(files: Sequence[str], most: int) -> list[list[str]]:
    """Sentences of texts from all over `files`, or of the seeds, as the pipeline's words, about `most` in all."""
    found: list[list[str]] = []
    for text in texts(files, LETTERS * most):
        folded = fold(text)
        for _, group in groupby(tokens(folded.text, sentences(folded.text)), lambda word: word.sentence):
            found.append([folded.plain[word.start : word.stop] for word in group])
    return found


# ---- networks of the official sizes with random weights ----
def random_camel(folder: Path) -> None:
    """BERT of twelve layers of 768, as AraBERT is, over the words of our own list as its pieces."""
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer

    torch.manual_seed(SEED)
    known = (PACKAGE / "models" / "words.txt").read_text(encoding="utf-8").split("\n")
    alphabet = sorted({letter for word in known[:20_000] for letter in word})
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *alphabet, *(f"##{letter}" for letter in alphabet)]
    pieces = list(islice(dict.fromkeys([*pieces, *filter(None, known)]), VOCABULARY))
    (folder / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    names = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
    labels: dict[str, Any] = {"id2label": dict(enumerate(names)), "label2id": {name: i for i, name in enumerate(names)}}
    BertForTokenClassification(BertConfig(vocab_size=len(pieces), **labels)).save_pretrained(folder)


def random_stanza(folder: Path) -> None:
    """stanza's BiLSTM of 256 over word vectors of 100 and two character models of 1,024, laid out as it downloads."""
    import numpy as np
    import torch
    from stanza.models.common.char_model import CharacterLanguageModel, build_charlm_vocab
    from stanza.models.common.doc import Document
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.ner.data import DataLoader
    from stanza.models.ner.trainer import Trainer
    from stanza.models.ner_tagger import parse_args

    torch.manual_seed(SEED)
    random.seed(SEED)
    for name in ("ner", "pretrain", "forward_charlm", "backward_charlm"):
        (folder / "ar" / name).mkdir(parents=True)
    known = (PACKAGE / "models" / "words.txt").read_text(encoding="utf-8").split()[:20_000]
    text = folder / "letters.txt"
    text.write_text(" ".join(known), encoding="utf-8")
    alphabet = build_charlm_vocab(str(text))
    sizes = {"char_emb_dim": 100, "char_hidden_dim": 1024, "char_num_layers": 1, "char_dropout": 0.0}
    files = {}
    for way in ("forward", "backward"):
        files[way] = folder / "ar" / f"{way}_charlm" / "news.pt"
        plan = sizes | {"char_rec_dropout": 0.0, "char_unit_dropout": 0.0}
        CharacterLanguageModel(plan, {"char": alphabet}, is_forward_lm=way == "forward").save(str(files[way]))
    vectors = np.random.default_rng(SEED).normal(size=(len(known), 100)).round(3)
    text.write_text("".join(f"{word} {' '.join(map(str, row))}\n" for word, row in zip(known, vectors, strict=True)))
    file = folder / "ar" / "pretrain" / "news.pt"
    Pretrain(str(file), str(text)).load()
    args = parse_args(["--shorthand", "ar_random", "--cpu", "--charlm", "--wordvec_pretrain_file", str(file),
                       "--charlm_forward_file", str(files["forward"]),
                       "--charlm_backward_file", str(files["backward"]), "--hidden_dim", "256"])  # fmt: skip
    labels = ["O", *(f"{place}-{label}" for label in ("PER", "ORG", "LOC", "MIS") for place in "BIES")]
    row = [{"id": (i,), "text": known[i], "ner": label, "multi_ner": (label,)} for i, label in enumerate(labels, 1)]
    pretrain = Pretrain(str(file))
    batches = DataLoader(Document([row]), 8, args, pretrain, None)
    Trainer(args=args, vocab=batches.vocab, pretrain=pretrain, device="cpu").save(
        str(folder / "ar" / "ner" / "news.pt")
    )
    needs = [{"model": kind, "package": "news"} for kind in ("pretrain", "forward_charlm", "backward_charlm")]
    arabic = {
        "lang_name": "Arabic",
        "packages": {"default": {"tokenize": "news", "ner": "news"}},
        "tokenize": {"news": {"md5": ""}},
        "ner": {"news": {"md5": "", "dependencies": needs}},
        **{kind: {"news": {"md5": ""}} for kind in ("pretrain", "forward_charlm", "backward_charlm")},
        "default_processors": {"tokenize": "news", "ner": "news"},
        "default_dependencies": {"ner": needs},
    }
    (folder / "resources.json").write_text(json.dumps({"ar": arabic}), encoding="utf-8")


RANDOM = {"stanza": random_stanza, "camel": random_camel}


# ---- readers ----
def camel_as_shipped(model: Path) -> Callable[[list[list[str]]], Any]:
    from pipeline.engine_camel import _import_data, folder_of

    _import_data()
    return import_module("camel_tools.ner").NERecognizer(str(folder_of(model)), use_gpu=False).predict


def stanza_as_shipped(model: Path) -> Callable[[list[list[str]]], Any]:
    import stanza

    return stanza.Pipeline(lang="ar", dir=str(model), processors="tokenize,ner", tokenize_pretokenized=True,
                           download_method=None, verbose=False, use_gpu=False)  # fmt: skip


def reader(name: str, model: Path | None) -> Callable[[list[list[str]]], Any]:
    """What takes sentences of words and labels them."""
    if name.endswith("as shipped"):
        return {"camel": camel_as_shipped, "stanza": stanza_as_shipped}[name.split(maxsplit=1)[0]](model or Path())
    tag: Tagger = engine_of(name, str(model or ""))
    return tag


def measured(name: str, model: Path | None, files: Sequence[str]) -> dict[str, float]:
    """Seconds to start, words a CPU second and the most memory of one reader, in this process."""
    found = words_of(files, WORDS[name])
    began = time.process_time()
    read = reader(name, model)
    read([["كلمة"]])
    start = time.process_time() - began
    began = time.process_time()
    read(found)
    seconds = time.process_time() - began
    return {"start": start, "speed": sum(map(len, found)) / seconds, "memory": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def size(model: Path | None) -> float:
    """Megabytes of the files of a model; beside the embedded one lie those that read claims."""
    own = [HOME / name for name in ("model.json", *json.loads((HOME / "model.json").read_text())["sha256"])]
    return sum(file.stat().st_size for file in (model.rglob("*") if model else own) if file.is_file()) / 1e6


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="*", metavar="FILE")
    arguments.add_argument("--stanza", type=Path, metavar="DIR", help="a folder with the official model")
    arguments.add_argument("--camel", type=Path, metavar="DIR", help="a folder with the official model")
    arguments.add_argument("--gold", type=Path, help="annotated articles, beside their NAME.docs.jsonl")
    for hidden in ("--one", "--make"):  # what a process of its own is asked for
        arguments.add_argument(hidden, help=argparse.SUPPRESS)
    arguments.add_argument("--model", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.make:
        RANDOM[given.make](given.model)
        return
    if given.one:
        print(json.dumps(measured(given.one, given.model, given.files)))
        return
    with tempfile.TemporaryDirectory() as folder:
        models: dict[str, tuple[Path | None, bool]] = {"embedded": (None, True)}
        for name in RANDOM:
            official = getattr(given, name)
            place = official or Path(folder, name)
            if not official:
                place.mkdir()
                spawned("--make", name, "--model", str(place))
            models[name] = (place, bool(official))
        print("| reader | words/s | MB | start s | model MB | strict F1 |\n|---|---|---|---|---|---|")
        for name in WORDS:
            model, weights = models[name.split()[0]]
            row = alone(name, model, given.files)
            judged = weights and given.gold and "shipped" not in name
            f1 = score(name, model, given.gold) if judged else "-"
            cells = (f"{row['speed']:,.0f}", f"{row['memory']:,.0f}", f"{row['start']:.1f}", f"{size(model):,.0f}", f1)
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


def alone(name: str, model: Path | None, files: Sequence[str]) -> dict[str, float]:
    """What `measured` finds in a process of its own, on one core."""
    return json.loads(spawned("--one", name, *files, *(["--model", str(model)] if model else [])).splitlines()[-1])


def spawned(*options: str) -> str:
    """What this module prints in a process of its own, which inherits no memory and runs on one core."""
    one = os.environ | {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "bench.names", *options]
    return subprocess.run(command, env=one, check=True, capture_output=True, text=True).stdout


def score(name: str, model: Path | None, gold: Path) -> str:
    """Strict F1 on annotated articles, as the pipeline reads them."""
    from training.evaluate import articles as evaluated

    said = evaluated(gold, engine_of(name, str(model or ""))).splitlines()
    return next(line.split()[-1] for line in said if line.startswith("micro avg"))


if __name__ == "__main__":
    main()
