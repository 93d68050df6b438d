"""The camel engine: camel-tools' NERecognizer, each label on the word that it was given for."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline.mentions import Tag, Tagger, bio

if TYPE_CHECKING:
    from camel_tools.ner import NERecognizer

OFFICIAL = Path("data", "ner", "arabert")  # where camel-tools' downloader puts the model in its folder
FILES = ("config.json", "vocab.txt")
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
PIECES = 254  # 256 as in NERecognizer.predict, less [CLS] and [SEP]
LETTERS = 100  # of a word that are read: more could alone fill a segment

Word = list[int]


def load(model: Path | None) -> Tagger:
    """The tagger of the model in the folder `model`, or in data/ner/arabert below it, as fetched.

    NERecognizer loads network and word pieces. The sentences run through them one by one without padding,
    where `NERecognizer.predict` pads each to 256 pieces: the same labels about five times sooner, with scores,
    and whatever else is in the batch.
    """
    recognizer = _recognizer(str(folder_of(model)))
    labels = [recognizer.labels_map[index] for index in sorted(recognizer.labels_map)]
    if not any(label != "O" for label in bio(labels)):
        raise ValueError(
            f"The model in '{model}' knows the labels {', '.join(labels[:9])}: none is a name's. "
            "Give a model with labels such as B-PERS, I-PERS and O."
        )
    return lambda sentences: [tagged(recognizer, labels, words) for words in sentences]


def tagged(recognizer: "NERecognizer", labels: list[str], words: list[str]) -> list[Tag]:
    """One tag a word, `score` the network's probability of its label.

    A sentence of more pieces than the network takes is read in segments, cut between words.
    """
    pieces = [_pieces(recognizer.tokenizer, word) for word in words]
    found = [pair for segment in segments(pieces) for pair in _read(recognizer, segment)]
    tags = bio([labels[index] for index, _ in found])
    return [Tag(label, score) for label, (_, score) in zip(tags, found, strict=True)]


def segments(pieces: list[Word], most: int = PIECES) -> Iterator[list[Word]]:
    """The words in runs of at most `most` pieces, each as long as it can be; a longer word runs alone.

    >>> list(segments([[1, 2], [3], [4, 5]], most=3))
    [[[1, 2], [3]], [[4, 5]]]
    """
    run: list[Word] = []
    for word in pieces:
        if run and sum(map(len, run)) + len(word) > most:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _pieces(tokenizer: Any, word: str) -> Word:
    """The word's pieces, at least one.

    The unknown piece stands for a word that has none (U+FE0F, a private sign): without it every label
    after that word would move one word to the left. Half a surrogate pair, which JSON can hold and no
    tokenizer takes, is read as a question mark.
    """
    text = word[:LETTERS].encode("utf-8", "replace").decode("utf-8")
    pieces = tokenizer.tokenize(text) or [tokenizer.unk_token]
    return tokenizer.convert_tokens_to_ids(pieces)[:PIECES]


def _read(recognizer: "NERecognizer", words: list[Word]) -> Iterator[tuple[int, float]]:
    """The label's index and its probability for each word, read off at its first piece."""
    import torch

    ids = [recognizer.tokenizer.cls_token_id, *(piece for word in words for piece in word)]
    ids.append(recognizer.tokenizer.sep_token_id)
    firsts = list(accumulate(map(len, words[:-1]), initial=1))
    with torch.no_grad():
        logits = recognizer.model(torch.tensor([ids], device=recognizer.model.device)).logits[0, firsts]
    scores, indices = torch.softmax(logits.float(), dim=-1).max(dim=-1)
    return zip(indices.tolist(), scores.tolist(), strict=True)


def folder_of(model: Path | None) -> Path:
    """The folder that holds the model's files; a FileNotFoundError that says what is lacking."""
    remedy = (
        "Fetch it with `mablagh models camel`, or give in `model` a folder with "
        f"{', '.join(FILES)} and {' or '.join(WEIGHTS)}."
    )
    if model is None:
        raise FileNotFoundError(f"The engine 'camel' needs a model and the config names none. {remedy}")
    folder = model / OFFICIAL if (model / OFFICIAL).is_dir() else model
    missing = [name for name in FILES if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in WEIGHTS):
        missing.append(WEIGHTS[0])
    if missing:
        raise FileNotFoundError(f"The camel model in '{folder}' lacks {', '.join(missing)}. {remedy}")
    return folder


def _recognizer(folder: str) -> "NERecognizer":
    """NERecognizer on the model, its network at rest and on the graphics card if there is one."""
    import torch
    from transformers.utils import logging

    logging.disable_progress_bar()
    _import_data()
    loaded = import_module("camel_tools.ner").NERecognizer(folder)
    loaded.model.to("cuda" if torch.cuda.is_available() else "cpu").eval()
    return loaded


def _import_data() -> None:
    """Nothing, but camel_tools.data is imported afterwards, and nothing was looked up on a network for it.

    That module downloads a catalogue of models unless one lies in $CAMELTOOLS_DATA or ~/.camel_tools. Where
    the user has none it is shown an empty one, in a folder that vanishes.
    """
    own = Path(os.environ.get("CAMELTOOLS_DATA") or "~/.camel_tools").expanduser()
    if (own / "catalogue.json").is_file():
        import_module("camel_tools.data")
        return
    with TemporaryDirectory() as folder:
        empty = json.dumps({"version": "", "packages": {}, "components": {}})
        Path(folder, "catalogue.json").write_text(empty, encoding="utf-8")
        with data_in(Path(folder)):
            import_module("camel_tools.data")


@contextmanager
def data_in(folder: Path) -> Iterator[None]:
    """A context in which camel_tools.data, if first imported there, takes `folder` for its own.

    It makes ~/.camel_tools in any case: here that is a folder that vanishes.
    """
    with TemporaryDirectory() as home:
        kept = {name: os.environ.get(name) for name in ("CAMELTOOLS_DATA", "HOME")}
        os.environ |= {"CAMELTOOLS_DATA": str(folder), "HOME": home}
        try:
            yield
        finally:
            for name, value in kept.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
