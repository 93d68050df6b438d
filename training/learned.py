"""Fits what reads sums of money beside the rules, from annotated articles: weights of evidence, network of roles.

    python -m training.learned DOCS GOLD [DOCS GOLD …] APART.DOCS APART.GOLD --write pipeline/models

Reads the articles with the whole corridor and holds each sum against its annotation. Prints how the rules alone and
the network fare on articles that they were not fitted on, and how sure it is where it is right.
"""

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from functools import partial
from itertools import chain
from math import ceil, cos, pi, sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from onnx import ModelProto, TensorProto, helper
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, dropout

from pipeline.claims import Sum, weighed
from pipeline.engine_embedded import HOME, STATES, opened, states
from pipeline.evidence import Evidence
from pipeline.learned import (
    FACTS,
    FLAGS,
    NEARS,
    PARTS,
    SOUGHT,
    Answer,
    Scale,
    Span,
    View,
    arrays,
    decided,
    held,
    known,
    logit,
    pointed_at,
    ruled,
    score,
    silent,
    stands,
    sure,
    views,
    words_of,
)
from pipeline.parties import Page
from pipeline.tables import KINDS, MODALITIES
from training import evidence
from training.evidence import Article
from training.export import Graph, array
from training.network import FAR, run

EPOCHS = 18
WIDTHS = (144, 192)  # of the networks that answer together: figures of each direction
ROUNDS, RATE = 20, 1e-3  # of the first network once more, which then learns to answer as both do
SHARE = 0.6  # of what it is taught then is what both say, the rest what readers say
CAUTION = 0.2  # by how much a score is held back, so that those of 0.8 and more are right nine times in ten
PRIOR = 3.0  # how much the network trusts the rules before it has read anything
LESS, MORE = 0.2, 0.3  # shares of the figures of words that are forgotten, and of states
HIDDEN, STALE = 0.15, 0.7  # share of the sums for which it is not told what the rules say; where they know the article

PLAIN = [place for name, place in FACTS.items() if name.startswith(("kind ", "modality ", "chance "))]
HELD = [FACTS[f"has {role}"] for role in SOUGHT]
RULED = [FLAGS[f"rule {role}"] for role in SOUGHT]


class Reading(NamedTuple):
    """What is said of a sum, by the rules, the network or an annotator; kind is empty where none was annotated."""

    kind: str
    modality: str
    roles: dict[str, Span | None]


class Example(NamedTuple):
    """A sum with what is seen of it, what the rules say, and what each reader says; it is measured by the first.

    It is `stale` where the rules were written with its article in sight, so that they are better there than elsewhere.
    """

    stale: bool
    page: Page
    view: View
    told: np.ndarray  # (words, STATES)
    found: Sum
    rules: Reading
    readings: list[Reading]

    @property
    def gold(self) -> Reading:
        """What it is measured by."""
        return self.readings[0]


def examples(read: Iterable[tuple[Article, Evidence]]) -> Iterator[Example]:
    """The annotated sums of articles, each with weights of evidence that were not taught it."""
    read_states = partial(states, opened(HOME))
    for article, weights in read:
        found = weighed(weights, article.page, article.read)
        seen = views(article.page, found)
        figures, (rows,) = known(read_states, [article.page], [seen])
        for number, claims in article.gold.items():
            yield Example(
                article.stale,
                article.page,
                seen[number],
                figures[rows[number]],
                found[number],
                by_rule(found[number]),
                [read_by(claim) for claim in claims],
            )


def read_by(claim: dict[str, Any]) -> Reading:
    """What an annotator says."""
    return Reading(claim.get("kind", ""), claim["modality"], {role: claim[role] for role in SOUGHT if role in claim})


def by_rule(read: Sum) -> Reading:
    """What the rules say."""
    return Reading(read.kind, read.cue.modality, dict.fromkeys(SOUGHT) | ruled(read))


class Network(nn.Module):
    """Scores of kinds and modalities, and for each role of nobody and of each word.

    Words are read by a bidirectional LSTM; the sum is the mean of its words and what they look at. At first the
    scores lean on what the rules say.
    """

    def __init__(self, hidden: int, word: int = 192, fact: int = 64, met: int = 32) -> None:
        super().__init__()
        self.state = nn.Linear(STATES, word)
        self.near = nn.Embedding(NEARS, word)
        self.flag = nn.Linear(len(FLAGS), word, bias=False)
        self.lstm = nn.LSTM(word, hidden, bidirectional=True, batch_first=True)
        self.fact = nn.Linear(len(FACTS), fact)
        whole = 4 * hidden + fact
        self.look = nn.Linear(2 * hidden + fact, 2 * hidden)
        self.kind, self.kind_rules = nn.Linear(whole, len(KINDS)), nn.Linear(len(FACTS), len(KINDS), bias=False)
        self.modality = nn.Linear(whole, len(MODALITIES))
        self.modality_rules = nn.Linear(len(FACTS), len(MODALITIES), bias=False)
        self.query, self.key = nn.Linear(whole, len(SOUGHT) * met), nn.Linear(2 * hidden + word, len(SOUGHT) * met)
        self.weight = nn.Parameter(torch.randn(len(SOUGHT), met) * 0.1)
        self.role_rules = nn.Linear(len(FLAGS), len(SOUGHT), bias=False)
        self.role_near = nn.Embedding(NEARS, len(SOUGHT))
        self.nobody, self.nobody_rules = nn.Linear(whole, len(SOUGHT)), nn.Linear(len(FACTS), len(SOUGHT), bias=False)
        with torch.no_grad():
            for layer in (self.kind_rules, self.modality_rules, self.role_rules, self.nobody_rules, self.role_near):
                layer.weight.zero_()
            for row, kind in enumerate(KINDS):
                self.kind_rules.weight[row, FACTS[f"kind {kind}"]] = PRIOR
            for row, modality in enumerate(MODALITIES):
                self.modality_rules.weight[row, FACTS[f"modality {modality}"]] = PRIOR
            for row, role in enumerate(SOUGHT):
                self.role_rules.weight[row, FLAGS[f"rule {role}"]] = PRIOR
                self.nobody_rules.weight[row, FACTS[f"has {role}"]] = -PRIOR / 2

    def forgot(self, x: Tensor, share: float = LESS) -> Tensor:
        """While it is taught, `x` (sums, words, figures) without a share of its figures, in all words the same."""
        return x * dropout(torch.ones_like(x[:, :1]), share, self.training)

    def forward(self, fed: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """Scores: (sums, kinds), (sums, modalities) and (sums, 1 + words, roles)."""
        there = fed["there"].unsqueeze(2)
        x = self.state(self.forgot(fed["words"])) + self.near(fed["near"]) + self.flag(self.forgot(fed["flags"]))
        x = self.forgot(x.relu(), MORE) * there
        # packing costs five times as much, and what padding does to a long sum is little
        h = self.lstm(x)[0] if self.training else run(self.lstm, x, fed["lengths"])
        h = self.forgot(h, MORE)
        own = (h * fed["own"].unsqueeze(2)).sum(1)
        fact = self.fact(fed["facts"]).relu()
        look = self.look(torch.cat([own, fact], 1)).unsqueeze(2)
        share = ((h @ look).squeeze(2) / sqrt(h.shape[2]) + FAR * (1 - fed["there"])).softmax(1)
        whole = torch.cat([own, (h * share.unsqueeze(2)).sum(1), fact], 1)
        shape = (*x.shape[:2], *self.weight.shape)
        met = (self.key(torch.cat([h, x], 2)) + self.query(whole).unsqueeze(1)).tanh().view(shape)
        roles = (met * self.weight).sum(3) + self.role_rules(fed["flags"]) + self.role_near(fed["near"])
        nobody = self.nobody(whole) + self.nobody_rules(fed["facts"])
        return (
            self.kind(whole) + self.kind_rules(fed["facts"]),
            self.modality(whole) + self.modality_rules(fed["facts"]),
            torch.cat([nobody.unsqueeze(1), roles + FAR * (1 - there)], 1),
        )


def batch(some: Sequence[Example]) -> dict[str, Tensor]:
    """Examples as what the network is fed, sums first, and the shares of their readers who say each answer."""
    fed = arrays([one.view for one in some], [one.told for one in some], len(some))
    made = {
        name: torch.from_numpy(value if name in ("facts", "lengths") else np.swapaxes(value, 0, 1).copy())
        for name, value in fed.items()
    }
    kinds, modalities = (np.zeros((len(some), len(names)), np.float32) for names in (KINDS, MODALITIES))
    roles = np.zeros((len(some), 1 + len(fed["there"]), len(SOUGHT)), np.float32)
    for i, one in enumerate(some):
        share = 1 / len(one.readings)
        for reading in one.readings:
            if reading.kind:
                kinds[i, KINDS.index(reading.kind)] += share
            modalities[i, MODALITIES.index(reading.modality)] += share
            for role, span in reading.roles.items():
                rows = _rows(one, span) or [0]
                roles[i, rows, SOUGHT.index(role)] += share / len(rows)
    shares = {"kinds": kinds, "modalities": modalities, "roles": roles}
    return made | {name: torch.from_numpy(share) for name, share in shares.items()}


def _rows(one: Example, span: Span | None) -> list[int]:
    """The rows of the words at which a reader sees a role."""
    if span is None:
        return []
    return [
        1 + number
        for number, word in enumerate(words_of(one.page, one.view))
        if word.start < span[1] and span[0] < word.stop
    ]


def fitted(
    network: Network,
    taught: Sequence[Example],
    seed: int,
    told: Sequence[Answer] = (),
    epochs: int = EPOCHS,
    size: int = 32,
    rate: float = 2.3e-3,
) -> Network:
    """The network after it was taught the examples, and `told` of each what others say: the mean of its weights."""
    chance = random.Random(seed)
    network.train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-3)
    mean = [weight.detach().clone() for weight in network.parameters()]
    step, steps = 0, epochs * ceil(len(taught) / size)
    for _ in range(epochs):
        order = sorted(range(len(taught)), key=lambda number: len(taught[number].view.at) + chance.random() * 40)
        bunches = [order[at : at + size] for at in range(0, len(order), size)]
        chance.shuffle(bunches)
        for numbers in bunches:
            bunch = [taught[number] for number in numbers]
            fed = batch(bunch)
            if told:
                lean(fed, [told[number] for number in numbers])
            hide(fed, bunch)
            with torch.autocast("cpu", dtype=torch.bfloat16):  # half the time where the CPU knows it
                scored = network(fed)
            kinds, modalities, roles = (part.float() for part in scored)
            pointed = -(fed["roles"] * roles.log_softmax(1).clamp(min=-20)).sum(1)
            loss = _missed(kinds, fed["kinds"]) + _missed(modalities, fed["modalities"]) + 0.5 * pointed.sum(1).mean()
            for part in optimiser.param_groups:
                part["lr"] = rate * min(1, 10 * (step + 1) / steps) * (0.02 + 0.98 * (1 + cos(pi * step / steps)) / 2)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            step += 1
            for old, new in zip(mean, network.parameters(), strict=True):
                old.lerp_(new.detach(), 0.01 if step > 20 else 1.0)
    for old, new in zip(mean, network.parameters(), strict=True):
        new.data.copy_(old)
    return network.eval()


def _missed(scored: Tensor, shares: Tensor) -> Tensor:
    """How far scores are from what readers say, over all sums; one of which nothing is said counts nothing."""
    return (cross_entropy(scored, shares, label_smoothing=0.05, reduction="none") * shares.sum(1)).mean()


def lean(fed: dict[str, Tensor], told: Sequence[Answer]) -> None:
    """Make what readers say of what they were asked partly what `told` says of it."""
    roles = np.zeros(fed["roles"].shape, np.float32)
    for i, answer in enumerate(told):
        roles[i, : len(answer.roles)] = answer.roles
    kinds, modalities = (np.stack([getattr(one, name) for one in told]) for name in ("kinds", "modalities"))
    for name, shares in (("kinds", kinds), ("modalities", modalities), ("roles", roles)):
        asked = fed[name].sum(1, keepdim=True) > 0
        fed[name] += SHARE * (torch.from_numpy(shares) * asked - fed[name])


def hide(fed: dict[str, Tensor], bunch: Sequence[Example]) -> None:
    """Take away, here and there, what the rules say of kind and modality, or of roles: then the words must tell."""
    share = torch.tensor([STALE if one.stale else HIDDEN for one in bunch])
    for facts, flags in ((PLAIN, []), (HELD, RULED)):
        told = (torch.rand(len(bunch)) >= share).float()
        fed["facts"][:, facts] *= told.unsqueeze(1)
        fed["flags"][:, :, flags] *= told.view(-1, 1, 1)


@torch.no_grad()
def said(networks: Sequence[Network], some: Sequence[Example]) -> list[Answer]:
    """What networks say together of examples, as `pipeline.learned.answers` does."""
    made = []
    for at in range(0, len(some), 32):
        bunch = some[at : at + 32]
        fed = batch(bunch)
        each = [[part.softmax(1).numpy() for part in network(fed)] for network in networks]
        kinds, modalities, roles = (np.mean(parts, axis=0).round(3) for parts in zip(*each, strict=True))
        made += [Answer(kinds[i], modalities[i], roles[i, : 1 + len(one.view.at)]) for i, one in enumerate(bunch)]
    return made


def by_network(one: Example, answer: Answer) -> Reading:
    """What is said of an example by network, evidence and rules together, before nouns are led back to names."""
    found = stands(one.page, one.view, answer)
    kind, modality = decided(answer, one.found)
    roles = pointed_at(one.page, one.view, held(found, {role for role, span in one.rules.roles.items() if span}))
    if not (roles["source"] or silent(found["source"])):
        roles["source"] = one.rules.roles["source"]
    return Reading(kind, modality, roles)


def _counted(role: str, found: object, gold: object, right: bool) -> list[tuple[str, str]]:
    """What to count of a role: found, in the gold, both and the same."""
    so = {"found": found is not None, "gold": gold is not None, "right": right and gold is not None}
    return [(role, name) for name, true in so.items() if true]


def _meet(one: Span | None, other: Span | None) -> bool:
    return bool(one and other and one[0] < other[1] and other[0] < one[1])


def scores(some: Sequence[Example], readings: Sequence[Reading]) -> str:
    """How many kinds and modalities are right, and the F1 of each role."""
    n: Counter[str | tuple[str, str]] = Counter()
    for one, read in zip(some, readings, strict=True):
        n["kind"] += read.kind == one.gold.kind
        n["modality"] += read.modality == one.gold.modality
        for role, span in one.gold.roles.items():
            n.update(_counted(role, read.roles[role], span, _meet(read.roles[role], span)))
    shares = [f"{name} {n[name] / max(1, len(some)):.3f}" for name in ("kind", "modality")]
    shares += [
        f"{role} {2 * n[role, 'right'] / max(1, n[role, 'found'] + n[role, 'gold']):.3f} ({n[role, 'gold']})"
        for role in SOUGHT
    ]
    return f"{len(some)} sums: " + ", ".join(shares)


def calibrated(some: Sequence[Example], said_of: Sequence[Answer]) -> Scale:
    """The scale that makes of the chances of kind and roles how often all of them are right."""
    read = [by_network(one, answer) for one, answer in zip(some, said_of, strict=True)]
    likely = [chances(one, answer, said) for one, answer, said in zip(some, said_of, read, strict=True)]
    x = np.array([[1.0, *map(logit, each)] for each in likely])
    y = np.array([right(one, said) for one, said in zip(some, read, strict=True)], float)
    weights = np.zeros(x.shape[1])
    for _ in range(50):  # Newton's steps, with a slight pull towards 0
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - 0.1 * weights
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 0.1 * np.eye(len(weights)), slope)
    shift, *slopes = (round(float(weight), 4) for weight in weights)
    return Scale(tuple(slopes), round(shift - CAUTION, 4))


def chances(one: Example, answer: Answer, read: Reading) -> tuple[float, ...]:
    """How likely kind and roles are that were decided on."""
    return sure(one.page, one.view, answer, one.found, read.kind, read.roles)


def right(one: Example, read: Reading) -> bool:
    """Whether kind and all three roles are the annotator's."""
    return read.kind == one.gold.kind and all(
        _meet(read.roles[role], one.gold.roles[role]) or read.roles[role] is one.gold.roles[role] is None
        for role in PARTS
    )


def reliability(some: Sequence[Example], said_of: Sequence[Answer], scale: Scale) -> str:
    """How many sums are right in kind and roles, by score."""
    scored = []
    for one, answer in zip(some, said_of, strict=True):
        read = by_network(one, answer)
        scored.append((score(scale, chances(one, answer, read)), right(one, read)))
    lines = []
    for low, high in ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        within = [good for value, good in scored if low <= value < high]
        lines.append(f"  score {low:.1f} to {min(high, 1):.1f}: {sum(within)} of {len(within)} right")
    return "\n".join(lines)


def export(network: Network, out: Path, scale: Scale, weights: Evidence) -> None:
    """Write learned.onnx, learned_words.onnx, evidence.json and learned.json to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    said = {name: evidence.written(getattr(weights, name)) for name in weights._fields}
    files = {
        "learned.onnx": graph(network).SerializeToString(),
        "learned_words.onnx": words_graph(network).SerializeToString(),
        "evidence.json": (json.dumps(said, indent=0, ensure_ascii=False) + "\n").encode(),
    }
    for name, content in files.items():
        (out / name).write_bytes(content)
    plan = {
        "flags": list(FLAGS),
        "facts": list(FACTS),
        **scale._asdict(),
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    (out / "learned.json").write_text(json.dumps(plan, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def words_graph(network: Network) -> ModelProto:
    """The network's first layer for reading: its own figures of words, of what tells them."""
    made = Graph()
    made.linear(network.state, made.node("Cast", ["states"], "floats", to=TensorProto.FLOAT), "words")
    inputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT16, ["words", STATES])]
    return made.made("words", inputs, {"words": ["words", network.state.out_features]})


def graph(network: Network) -> ModelProto:
    """The rest of the network for reading, words first."""
    made = Graph()
    for name, value in (("zero", 0), ("two", 2), ("three", 3)):
        made.constant(name, np.array([value], np.int64))
    made.constant("far", np.array(FAR, np.float32))
    for name in ("there", "own"):
        made.node("Unsqueeze", [name, "two"], f"{name}.each")
    made.constant("all", np.array(1, np.float32))
    made.node("Mul", [made.node("Sub", ["all", "there"], "absent"), "far"], "away")
    made.node("Unsqueeze", ["away", "two"], "barred")
    _nodes(made, network)
    floats = {"words": network.state.out_features, "flags": len(FLAGS)}
    each = {"own": [], "there": [], **{name: [size] for name, size in floats.items()}}
    places = ["places", "sums"]
    inputs = [
        *(helper.make_tensor_value_info(name, TensorProto.FLOAT, [*places, *size]) for name, size in each.items()),
        helper.make_tensor_value_info("near", TensorProto.INT32, places),
        helper.make_tensor_value_info("lengths", TensorProto.INT32, ["sums"]),
        helper.make_tensor_value_info("facts", TensorProto.FLOAT, ["sums", len(FACTS)]),
    ]
    outputs = {
        "kinds": ["sums", len(KINDS)],
        "modalities": ["sums", len(MODALITIES)],
        "roles": ["rows", "sums", len(SOUGHT)],
    }
    return made.made("sums", inputs, outputs)


def _nodes(made: Graph, network: Network) -> None:
    """The nodes between what is fed and the chances of kinds, of modalities and of roles."""
    node, linear = made.node, made.linear

    def total(some: Sequence[str], output: str) -> str:
        return node("Sum", some, output)

    near = made.constant("near.weight", array(network.near.weight))
    x = total(["words", node("Gather", [near, "near"], "near.word"),
               linear(network.flag, "flags", "flag")], "x.sum")  # fmt: skip
    x = node("Mul", [node("Relu", [x], "x.relu"), "there.each"], "x")
    h = made.lstm(network.lstm, x, "lstm")
    own = node("ReduceSum", [node("Mul", [h, "own.each"], "own.words"), "zero"], "own.sum", keepdims=0)
    fact = node("Relu", [linear(network.fact, "facts", "fact.sum")], "fact")
    look = linear(network.look, node("Concat", [own, fact], "own.fact", axis=1), "look")
    root = made.constant("root", np.array(1 / sqrt(2 * network.lstm.hidden_size), np.float32))
    seen = node(
        "Mul", [node("ReduceSum", [node("Mul", [h, look], "looked"), "two"], "seen.sum", keepdims=0), root], "seen"
    )
    share = node("Softmax", [total([seen, "away"], "seen.there")], "share", axis=0)
    shared = node("Mul", [h, node("Unsqueeze", [share, "two"], "share.each")], "shared")
    rest = node("ReduceSum", [shared, "zero"], "rest", keepdims=0)
    whole = node("Concat", [own, rest, fact], "whole", axis=1)
    met = total(
        [linear(network.key, node("Concat", [h, x], "h.x", axis=2), "key"), linear(network.query, whole, "query")],
        "met",
    )
    sizes = made.constant("sizes", np.array([0, 0, *network.weight.shape], np.int64))
    each = node("Reshape", [node("Tanh", [met], "met.tanh"), sizes], "met.roles")
    weighed = node("Mul", [each, made.constant("weight", array(network.weight))], "weighed")
    near = made.constant("role.near.weight", array(network.role_near.weight))
    roles = total([node("ReduceSum", [weighed, "three"], "weighed.sum", keepdims=0),
                   linear(network.role_rules, "flags", "role.rules"), node("Gather", [near, "near"], "role.near"),
                   "barred"], "roles.words")  # fmt: skip
    nobody = total(
        [linear(network.nobody, whole, "nobody"), linear(network.nobody_rules, "facts", "nobody.rules")], "nobody.sum"
    )
    roles = node("Concat", [node("Unsqueeze", [nobody, "zero"], "nobody.row"), roles], "roles.rows", axis=0)
    kinds = total([linear(network.kind, whole, "kind"), linear(network.kind_rules, "facts", "kind.rules")], "kind.sum")
    ways = (linear(network.modality, whole, "modality"), linear(network.modality_rules, "facts", "modality.rules"))
    node("Softmax", [kinds], "kinds", axis=1)
    node("Softmax", [total(ways, "modality.sum")], "modalities", axis=1)
    node("Softmax", [roles], "roles", axis=0)


def main() -> None:
    """Fit, print how the network fares on articles that it has not seen, and write it if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+", help="DOCS GOLD [DOCS GOLD ...]")
    parser.add_argument("--stale", type=int, default=0, help="sets, from the first, on which the rules were written")
    parser.add_argument("--apart", type=int, default=1, help="sets, the last, that are not taught: the scale is theirs")
    parser.add_argument("--folds", type=int, default=2, help="in how many parts articles are weighed by the others")
    parser.add_argument("--write", type=Path, help="the folder to write the models and their card to")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    pairs = list(zip(asked.sets[::2], asked.sets[1::2], strict=True))
    if not 1 <= asked.apart < len(pairs):
        parser.error("--apart must leave a set to teach, and one at least that is not taught.")
    read = [list(evidence.articles(docs, gold, number < asked.stale)) for number, (docs, gold) in enumerate(pairs)]
    taught = [article for some in read[: -asked.apart] for article in some]
    weights = evidence.fitted(taught)
    rows = list(examples(evidence.crossed(taught, asked.folds)))
    teachers = []
    for seed, width in enumerate(WIDTHS, 1):
        torch.manual_seed(seed)
        teachers.append(fitted(Network(hidden=width), rows, seed))
    network = fitted(deepcopy(teachers[0]), rows, len(WIDTHS) + 1, said(teachers, rows), ROUNDS, rate=RATE)
    unseen = [list(examples((article, weights) for article in some)) for some in read[-asked.apart :]]
    answers = [said([network], some) for some in unseen]
    for (_, path), some, told in zip(pairs[-asked.apart :], unseen, answers, strict=True):
        print(path.name)
        print("  rules  ", scores(some, [one.rules for one in some]))
        print("  network", scores(some, [by_network(one, answer) for one, answer in zip(some, told, strict=True)]))
    every, all_answers = list(chain(*unseen)), list(chain(*answers))
    scale = calibrated(every, all_answers)
    print(reliability(every, all_answers, scale))
    if asked.write:
        export(network, asked.write, scale, weights)


if __name__ == "__main__":
    main()
