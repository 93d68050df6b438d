"""The stanza engine: a stanza.Pipeline on our own words, each label on the word that it was given for."""

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.mentions import Tag, Tagger, bio

Run = Callable[[list[list[str]]], Any]


def load(model: Path | None) -> Tagger:
    """The tagger of the Arabic model in the folder `model`, laid out as stanza's downloader does.

    It gives no scores: stanza decodes the likeliest labels of a sentence without saying how likely they are.
    """
    folder = folder_of(model)
    import stanza  # takes seconds

    run = stanza.Pipeline(
        lang="ar",
        dir=str(folder),
        processors="tokenize,ner",
        tokenize_pretokenized=True,
        download_method=None,
        verbose=False,
    )
    return lambda sentences: tagged(run, sentences)


def tagged(run: Run, sentences: list[list[str]]) -> list[list[Tag]]:
    """One tag a word.

    Sentences of like length go through the network together: it pads all to the longest of 32. Where what
    comes back is not the words that were sent, each sentence is sent alone; one that even then comes back
    changed has no names, and a warning says so.
    """
    order = sorted((place for place, words in enumerate(sentences) if words), key=lambda i: len(sentences[i]))
    labels: list[list[str]] = [[] for _ in sentences]
    sent = [[word if word.strip() else "-" for word in sentences[place]] for place in order]
    try:
        found = read(run, sent)
    except (ValueError, AssertionError):
        found = [_alone(run, words) for words in sent]
    for place, tags in zip(order, found, strict=True):
        labels[place] = tags
    return [[Tag(label) for label in bio(tags)] for tags in labels]


def read(run: Run, sentences: list[list[str]]) -> list[list[str]]:
    """The network's BIOES label of each word; a ValueError if what it read is not what it was given.

    Labels are taken from the words, not from the entities that stanza makes of them, whose last word is
    counted in and whose offsets are those of a text that stanza makes up.
    """
    if not sentences:
        return []
    document = run(sentences)
    words = [[token.text for token in sentence.tokens] for sentence in document.sentences]
    if words != sentences:
        raise ValueError("stanza has cut, joined or dropped words that it was given.")
    return [[token.ner or "O" for token in sentence.tokens] for sentence in document.sentences]


def _alone(run: Run, words: list[str]) -> list[str]:
    try:
        return read(run, [words])[0]
    except (ValueError, AssertionError) as error:
        warnings.warn(f"The names of a sentence of {len(words)} words are left out: {error}", stacklevel=2)
        return ["O"] * len(words)


def folder_of(model: Path | None) -> Path:
    """The folder, once it is sure that it holds stanza's catalogue and the Arabic network that it names.

    Raises FileNotFoundError, or ValueError where the catalogue names none, with what to do about it.
    """
    remedy = (
        "Fetch it with `mablagh models stanza`, or give in `model` a folder with resources.json and "
        "ar/ner/*.pt as `stanza.download('ar')` fills it."
    )
    if model is None:
        raise FileNotFoundError(f"The engine 'stanza' needs a model and the config names none. {remedy}")
    if not (model / "resources.json").is_file():
        raise FileNotFoundError(f"The stanza model in '{model}' lacks resources.json. {remedy}")
    arabic = json.loads((model / "resources.json").read_text(encoding="utf-8")).get("ar", {})
    default = arabic.get("packages", {}).get("default", {})
    network = default.get("ner") or default.get("optional", {}).get("ner")
    if network is None:
        raise ValueError(f"'{model}/resources.json' names no network for Arabic names. {remedy}")
    dependencies = arabic.get("ner", {}).get(network, {}).get("dependencies", [])
    needs = [("ner", network), *((needed["model"], needed["package"]) for needed in dependencies)]
    for kind, package in needs:
        if not (model / "ar" / kind / f"{package}.pt").is_file():
            raise FileNotFoundError(f"The stanza model in '{model}' lacks ar/{kind}/{package}.pt. {remedy}")
    return model
