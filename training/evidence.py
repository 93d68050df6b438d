"""Fits the weights of pipeline/evidence.py: a log-linear model over clues and traits, from annotated articles."""

import json
import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, dropout, one_hot

from pipeline.amounts import Amount, amounts
from pipeline.claims import Sum, page_of, sums
from pipeline.config import Config
from pipeline.cues import Cue
from pipeline.dateline import dateline
from pipeline.evidence import Evidence, Seen, Text, Weights, about_kind, about_modality, text_of
from pipeline.learned import Span
from pipeline.mentions import engine_of, mentions
from pipeline.normalise import Folded, fold
from pipeline.parties import Page
from pipeline.sentences import sentences
from pipeline.tables import KINDS, MODALITIES
from pipeline.times import times
from pipeline.tokens import tokens

MARGIN = {"kind": 0.0, "modality": 1.5}  # by how much, as a logarithm, an answer must be likelier than the rules'
EPOCHS, RATE = 60, 0.05
CLUES, TRAITS, RULED = 0.5, 1.0, 1.0  # how much weights are pulled towards 0
SEEN = 3  # how often a mark must be met to get a weight
LEAST = 0.02  # smaller weights are dropped
FORGOTTEN = 0.3  # share of the traits that are forgotten while it is taught
HIDDEN, STALE = 0.1, 0.5  # share of the sums for which it is not told what the rules say; where they know the article

Question = Callable[[Text, Sequence[Sum], int], Seen]
ASKED: dict[str, tuple[Question, Sequence[str]]] = {
    "kind": (about_kind, KINDS),
    "modality": (about_modality, MODALITIES),
}


class Article(NamedTuple):
    """An annotated article as the rules read it; `gold` holds what readers say of a sum by its place among `read`.

    It is `stale` where the rules were written with it in sight, so that they are better there than elsewhere.
    """

    name: str
    stale: bool
    page: Page
    read: list[Sum]
    gold: dict[int, list[dict[str, Any]]]


def articles(docs: Path, gold: Path, stale: bool = False) -> Iterator[Article]:
    """A set of annotated articles; a sum that the pipeline does not read has no annotation.

    Percentages that are annotated as sums are, are read as sums.
    """
    texts = {row["doc_id"]: row["text"] for row in map(json.loads, docs.open(encoding="utf-8"))}
    tag = engine_of(Config().engine, None)
    for row in map(json.loads, gold.open(encoding="utf-8")):
        text = texts[row["doc_id"]]
        folded = fold(text)
        cut = sentences(folded.text)
        words = tokens(folded.text, cut)
        (names,) = mentions([folded.plain], [folded.text], [cut], [words], tag)
        spans = {amount["id"]: in_folded(folded, amount) for amount in row["amounts"]}
        money = _percentages_as_sums(
            amounts(folded.text, cut, names), [spans[claim["amount"]] for claim in row["claims"]]
        )
        dates = times(folded.text, cut, money, (dateline(text) or (None,))[0])
        page = page_of(folded.plain, folded.text, cut, words, names, money, dates)
        read = sums(page)
        said: dict[int, list[dict[str, Any]]] = {}
        for claims in (row["claims"], row.get("again", [])):
            for number, claim in _told(folded, read, spans, claims).items():
                said.setdefault(number, []).append(claim)
        yield Article(row["doc_id"], stale, page, read, said)


def _percentages_as_sums(found: list[Amount], claimed: Sequence[Span]) -> list[Amount]:
    """The amounts; percentages at the places of `claimed` are made sums."""
    return [
        amount._replace(type="MONEY")
        if amount.type == "PERCENT" and any(start < amount.stop and amount.start < stop for start, stop in claimed)
        else amount
        for amount in found
    ]


def _told(
    folded: Folded, read: Sequence[Sum], spans: Mapping[str, Span], claims: Sequence[dict[str, Any]]
) -> dict[int, dict[str, Any]]:
    """What one reader says of each sum that is read, spans as offsets into the folded text."""
    said = {}
    for claim in claims:
        start, stop = spans[claim["amount"]]
        met = [i for i, found in enumerate(read) if found.amount.start < stop and start < found.amount.stop]
        if met:
            said[met[0]] = {
                key: in_folded(folded, value) if isinstance(value, dict) else value for key, value in claim.items()
            }
    return said


def in_folded(folded: Folded, span: Mapping[str, int]) -> Span:
    """A span of the raw text as offsets into the folded one."""
    return bisect_right(folded.stops, span["start"]), bisect_left(folded.starts, span["stop"])


class Row(NamedTuple):
    """A sum as one reader has it."""

    stale: bool
    seen: Seen
    answer: str


def rows_of(article: Article, key: str) -> Iterator[Row]:
    """The sums of an article of which `key` is annotated, once for each reader.

    The sums before have the first reader's answer.
    """
    question, _ = ASKED[key]
    text, read = text_of(article.page, article.read), list(article.read)
    for number, found in enumerate(article.read):
        answers = [claim[key] for claim in article.gold.get(number, []) if key in claim]
        if not answers:
            continue
        seen = question(text, read, number)
        yield from (Row(article.stale, seen, answer) for answer in answers)
        first = answers[0]
        read[number] = found._replace(kind=first) if key == "kind" else found._replace(cue=Cue(first, None, None))


class Model(nn.Module):
    """Scores of answers: of each the sum of what its clues say, the weights of the traits, and trust in the rules."""

    def __init__(self, clues: int, traits: int, answers: int) -> None:
        super().__init__()
        self.clues = nn.EmbeddingBag(clues, 1, mode="sum")
        self.traits = nn.Parameter(torch.zeros(traits, answers))
        self.worth = nn.Parameter(torch.ones(1))
        self.none = nn.Parameter(torch.full((answers,), -3.0))
        self.ruled = nn.Parameter(torch.ones(answers))
        nn.init.zeros_(self.clues.weight)

    def forward(self, fed: dict[str, Tensor], told: Tensor) -> Tensor:
        """Scores (sums, answers); `told` (sums) says for which sums the rules' answer is known."""
        n, size = len(told), len(self.none)
        strength = self.worth * fed["worth"] + self.clues(fed["marks"], fed["marks at"]).squeeze(1)
        place = fed["clue of"] * size + fed["clue says"]
        clues = torch.zeros(n * size).index_add(0, place, strength.clamp(max=20).exp()).view(n, size)
        much = dropout(fed["much"], FORGOTTEN, self.training).unsqueeze(1)
        traits = torch.zeros(n, size).index_add(0, fed["trait of"], self.traits[fed["trait"]] * much)
        ruled = one_hot(fed["ruled"], size) * (self.ruled[fed["ruled"]] * told).unsqueeze(1)
        return (clues + self.none.exp()).log() + traits + ruled

    def pull(self) -> Tensor:
        """What large weights cost."""
        return (
            CLUES * self.clues.weight.square().sum()
            + TRAITS * self.traits.square().sum()
            + RULED * (self.ruled - 1).square().sum()
        )


def known(marks: Iterator[str]) -> dict[str, int]:
    """The marks that are met often enough, numbered."""
    return {mark: place for place, mark in enumerate(m for m, n in Counter(marks).items() if n >= SEEN)}


def fed(
    rows: Sequence[Row], answers: Sequence[str], clues: dict[str, int], traits: dict[str, int]
) -> dict[str, Tensor]:
    """Sums as numbers."""
    made: dict[str, list] = {name: [] for name in (
        "worth", "marks", "marks at", "clue of", "clue says", "much", "trait", "trait of", "ruled", "answer",
    )}  # fmt: skip
    for number, row in enumerate(rows):
        for clue in row.seen.clues:
            made["worth"].append(clue.worth)
            made["marks at"].append(len(made["marks"]))
            made["marks"] += [clues[mark] for mark in clue.marks if mark in clues]
            made["clue of"].append(number)
            made["clue says"].append(answers.index(clue.answer))
        for trait, much in row.seen.traits.items():
            if trait in traits:
                made["much"].append(much)
                made["trait"].append(traits[trait])
                made["trait of"].append(number)
        made["ruled"].append(answers.index(row.seen.ruled))
        made["answer"].append(answers.index(row.answer))
    floats = ("worth", "much")
    return {
        name: torch.tensor(some, dtype=torch.float32 if name in floats else torch.long) for name, some in made.items()
    }


def fitted(articles: Sequence[Article]) -> Evidence:
    """The weights that were taught some articles."""
    return Evidence(*(_fitted(articles, key) for key in Evidence._fields))


def _fitted(articles: Sequence[Article], key: str) -> Weights:
    torch.manual_seed(1)
    answers = ASKED[key][1]
    rows = [row for article in articles for row in rows_of(article, key)]
    clues = known(mark for row in rows for clue in row.seen.clues for mark in clue.marks)
    traits = known(trait for row in rows for trait in row.seen.traits)
    numbers = fed(rows, answers, clues, traits)
    hidden = torch.tensor([STALE if row.stale else HIDDEN for row in rows])
    model = Model(len(clues), len(traits), len(answers))
    optimiser = torch.optim.Adam(model.parameters(), lr=RATE)
    for epoch in range(EPOCHS):
        for part in optimiser.param_groups:
            part["lr"] = RATE * (1 - epoch / EPOCHS)
        told = (torch.rand(len(rows)) >= hidden).float()
        loss = cross_entropy(model(numbers, told), numbers["answer"], reduction="sum", label_smoothing=0.02)
        optimiser.zero_grad()
        (loss + model.pull()).backward()
        optimiser.step()
    return _weights(model, answers, MARGIN[key], clues, traits)


@torch.no_grad()
def _weights(
    model: Model, answers: Sequence[str], margin: float, clues: dict[str, int], traits: dict[str, int]
) -> Weights:
    """The weights of a model, rounded, small ones dropped."""
    of_clues, of_traits = (part.numpy().astype(float).round(2) for part in (model.clues.weight[:, 0], model.traits))
    kept = np.where(np.abs(of_traits) < LEAST, 0.0, of_traits)
    return Weights(
        answers,
        margin,
        round(float(model.worth), 3),
        model.none.numpy().astype(float).round(3),
        model.ruled.numpy().astype(float).round(3),
        {mark: float(of_clues[row]) for mark, row in clues.items() if abs(of_clues[row]) >= LEAST},
        {trait: kept[row] for trait, row in traits.items() if kept[row].any()},
    )


def written(weights: Weights) -> dict[str, object]:
    """Weights as JSON holds them; traits by answer, without zeros."""
    return {
        "answers": list(weights.answers),
        "margin": weights.margin,
        "worth": weights.worth,
        "none": weights.none.tolist(),
        "ruled": weights.ruled.tolist(),
        "clues": dict(sorted(weights.clues.items())),
        "traits": {
            trait: {answer: weight for answer, weight in zip(weights.answers, row.tolist(), strict=True) if weight}
            for trait, row in sorted(weights.traits.items())
        },
    }


def folds_of(names: Iterable[str], folds: int) -> dict[str, int]:
    """The fold of each document, drawn by lot."""
    documents = sorted(set(names))
    random.Random(3).shuffle(documents)
    return {name: number % folds for number, name in enumerate(documents)}


def crossed(articles: Sequence[Article], folds: int) -> Iterator[tuple[Article, Evidence]]:
    """Each article with weights that were not taught it."""
    fold_of = folds_of((article.name for article in articles), folds)
    weights = [fitted([a for a in articles if fold_of[a.name] != number]) for number in range(folds)]
    yield from ((article, weights[fold_of[article.name]]) for article in articles)
