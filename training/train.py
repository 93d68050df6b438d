"""From labelled corpora and word vectors to the files of the embedded model, in one command."""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from math import cos, pi
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from pipeline.engine_embedded import TAGS, letters, rows
from training import augment, calibrate, export, labels, silver
from training.labels import CONVENTIONS, FINE, Sample
from training.network import LOWER, Network, Shape, side

Plan = dict[str, float]
PLAN: Plan = {
    "epochs": 9,
    "rate": 2e-3,
    "sentences": 32,
    "forgotten": 0.08,  # share of words that are made unknown
    "swapped": 0.3,  # share of names that are changed for others
    "prefixed": 0.12,  # share of names that get a proclitic, or lose theirs
    "kept": 0.998,  # how much of the averaged weights is kept at each step
    "guide": 2.0,  # how often a sentence in the guide's convention is seen in an epoch
    "authored": 1.0,
    "others": 0.7,
    "silver": 0.3,
    "seed": 1,
}


class Batch(NamedTuple):
    """Sentences as numbers: unique words, places of the words of sentences among them, and what they are."""

    rows: Tensor
    stems: Tensor
    letters: Tensor
    places: Tensor
    lengths: Tensor
    convention: Tensor
    tags: Tensor
    cuts: Tensor
    fine: Tensor
    mask: Tensor


class Reader:
    """Words as features, each looked up once."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.words = {word: row for row, word in enumerate(vocabulary, 1)}
        self.seen: dict[str, tuple[int, int, list[int]]] = {}

    def features(self, word: str) -> tuple[int, int, list[int]]:
        if word not in self.seen:
            self.seen[word] = (*rows(word, self.words), letters(word))
        return self.seen[word]

    def batch(self, samples: Sequence[Sample], forgotten: float = 0.0, chance: random.Random | None = None) -> Batch:
        """Samples as one batch; a share of their words is made unknown, as a reader meets new names."""
        unique: dict[str, int] = {"": 0}
        longest = max(len(sample.words) for sample in samples)
        places = np.zeros((len(samples), longest), np.int64)
        known = {name: np.full((len(samples), longest), -1, np.int64) for name in ("tags", "cuts", "fine")}
        for i, sample in enumerate(samples):
            n = len(sample.words)
            places[i, :n] = [unique.setdefault(word, len(unique)) for word in sample.words]
            known["tags"][i, :n] = [TAGS.index(tag) for tag in sample.tags]
            known["cuts"][i, :n] = [
                cut if tag[0] == "B" else -1 for cut, tag in zip(sample.cuts, sample.tags, strict=True)
            ]
            known["fine"][i, :n] = sample.fine
        found = [self.features(word) for word in unique]
        row, stem = [f[0] for f in found], [f[1] for f in found]
        if chance is not None and forgotten:
            for place in range(1, len(found)):
                if chance.random() < forgotten:
                    row[place] = 0
                    stem[place] = 0 if chance.random() < 0.8 else stem[place]
        mask = known["tags"] >= 0
        return Batch(
            rows=torch.tensor(row),
            stems=torch.tensor(stem),
            letters=torch.tensor([f[2] for f in found]),
            places=torch.from_numpy(places),
            lengths=torch.tensor([len(sample.words) for sample in samples]),
            convention=torch.tensor([sample.convention for sample in samples]),
            tags=torch.from_numpy(known["tags"].clip(0)),
            cuts=torch.from_numpy(known["cuts"].clip(-1, 3)),
            fine=torch.from_numpy(known["fine"]),
            mask=torch.from_numpy(mask).float(),
        )


def batches(samples: Sequence[Sample], size: int, chance: random.Random) -> Iterator[list[Sample]]:
    """The samples in groups of about equal length, the groups in any order."""
    order = sorted(samples, key=lambda sample: len(sample.words) + chance.random() * 6)
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(groups)
    return iter(groups)


def epoch_of(samples: Sequence[Sample], plan: Plan, bank: augment.Bank, chance: random.Random) -> list[Sample]:
    """What is seen in one epoch: samples as often as the plan says, some of their names changed."""
    seen = []
    for sample in samples:
        kind = sample.source.partition("/")[0]
        share = plan[kind if kind in ("authored", "silver") else "others" if sample.convention else "guide"]
        for _ in range(int(share) + (chance.random() < share % 1)):
            seen.append(augment.changed(sample, bank, plan["swapped"], plan["prefixed"], chance))
    return seen


def train(
    network: Network,
    reader: Reader,
    samples: Sequence[Sample],
    plan: Plan,
    report: bool = True,
    after: object = None,
) -> None:
    """Teach the network, in place."""
    torch.manual_seed(int(plan["seed"]))
    chance = random.Random(int(plan["seed"]))
    bank = augment.bank(s for s in samples if s.convention == 0 and s.source != "silver")
    taught = [weight for weight in network.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(taught, lr=plan["rate"], weight_decay=1e-4, betas=(0.9, 0.98))
    n = int(plan["epochs"])
    mean = [weight.detach().clone() for weight in taught]
    for epoch in range(n):
        network.train()
        began, total, steps = time.time(), 0.0, 0
        groups = list(batches(epoch_of(samples, plan, bank, chance), int(plan["sentences"]), chance))
        for at, group in enumerate(groups):
            done = (epoch + at / len(groups)) / n
            for part in optimiser.param_groups:
                part["lr"] = plan["rate"] * min(1, done * n / 0.5 + 0.05) * (0.02 + 0.98 * (1 + cos(pi * done)) / 2)
            b = reader.batch([cropped(s) for s in group], plan["forgotten"], chance)
            scores, cuts, fine = network(b.rows, b.stems, b.letters, b.places, b.lengths, b.convention)
            loss = network.loss(scores, b.tags, b.mask) + side(cuts, b.cuts) + 0.5 * side(fine, b.fine)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(taught, 2.0)
            optimiser.step()
            for old, new in zip(mean, taught, strict=True):
                old.lerp_(new.detach(), 1 - plan["kept"] if epoch else 1.0)
            total, steps = total + loss.item(), steps + 1
        if report:
            print(f"epoch {epoch + 1}: loss {total / steps:.3f}, {time.time() - began:.0f} s", flush=True)
        if callable(after):
            after(epoch + 1)
    for old, new in zip(mean, taught, strict=True):
        new.data.copy_(old)
    network.eval()


def cropped(sample: Sample, longest: int = 120) -> Sample:
    """The first words of a very long sentence."""
    if len(sample.words) <= longest:
        return sample
    return sample._replace(**{k: getattr(sample, k)[:longest] for k in ("words", "tags", "cuts", "fine")})


def vectors(folder: Path, size: int) -> tuple[list[str], Tensor]:
    """The most frequent words and their vectors as they will be read, row 0 for every other word."""
    table = np.load(folder / "vectors.npy")[:size]
    words = [line.split(" ")[0] for line in (folder / "words.txt").read_text(encoding="utf8").splitlines()[:size]]
    table = table / np.linalg.norm(table, axis=1, keepdims=True).mean() * 3
    small, scale = export.quantised(np.concatenate([np.zeros((1, table.shape[1])), table]).astype(np.float32))
    return words, torch.from_numpy(small * scale)


def corpora(ner: Path, gold: Path, news: Path | None) -> dict[str, list[Sample]]:
    """All labelled sentences by corpus; those that also stand in the articles we measure on are left out."""
    measured = [sample for name in ("news", "seeds") for sample in labels.gold(gold, name)]
    return {
        "names": labels.apart(labels.names(ner / "news_names.jsonl"), measured),
        "read": list(labels.ours_read(Path(__file__).parent / "read.jsonl", news)) if news else [],
        "more": list(labels.gold(gold, "more")),
        "anercorp": list(labels.coarse(ner / "anercorp_train.conll", "anercorp")),
        "newsfane": list(labels.fine(ner / "newsfane_train.conll")),
        "aqmar": list(labels.coarse(ner / "aqmar.conll", "aqmar")),
        "authored": list(augment.authored(Path(__file__).parent / "authored")),
    }


def held_back(samples: Sequence[Sample], share: int) -> tuple[list[Sample], list[Sample]]:
    """The samples parted by where they are from: one source in `share` is held back."""
    sources = sorted({sample.source for sample in samples})
    back = set(random.Random(7).sample(sources, len(sources) // share)) if share else set()
    return [s for s in samples if s.source not in back], [s for s in samples if s.source in back]


def split(found: dict[str, list[Sample]], development: bool) -> tuple[list[Sample], list[Sample], list[Sample]]:
    """What is taught, what is held back in the guide's convention, and ANERcorp's development part.

    For development the last tenth of ANERcorp, and what NewsFANE has of it, is held back too.
    """
    names, back = held_back(found["names"], 10)
    anercorp, last = found["anercorp"], found["anercorp"][-len(found["anercorp"]) // 10 :]
    newsfane = found["newsfane"]
    if development:
        anercorp = anercorp[: -len(last)]
        newsfane = labels.apart(newsfane, last)
    return (
        [
            *names,
            *found["read"],
            *found["silver"],
            *found["more"],
            *found["authored"],
            *anercorp,
            *newsfane,
            *found["aqmar"],
        ],
        back,
        last,
    )


def main() -> None:
    """Train, calibrate and write the model."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--ner", type=Path, required=True, help="folder of the labelled corpora")
    arguments.add_argument("--gold", type=Path, required=True, help="folder of more.gold.jsonl")
    arguments.add_argument("--news", type=Path, help="folder of the texts that training/read.jsonl points into")
    arguments.add_argument("--vectors", type=Path, required=True, help="folder that training.embed wrote")
    arguments.add_argument(
        "--pretrained", type=Path, help="what training.pretrain wrote, or --keep of an earlier training"
    )
    arguments.add_argument("--silver-file", type=Path, help="what training.silver wrote")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument(
        "--mean", type=Path, help="--keep of an earlier training: take the mean of the weights with it"
    )
    arguments.add_argument("--anew", action="store_true", help="take the lower half of --pretrained only")
    arguments.add_argument("--keep", type=Path, help="a file for the weights as torch keeps them")
    arguments.add_argument("--words", type=int, default=80_000, help="how many words have vectors")
    arguments.add_argument("--development", action="store_true", help="hold back a part of ANERcorp")
    arguments.add_argument("--without", nargs="*", default=[], help="corpora to leave out")
    arguments.add_argument("--threads", type=int, default=1)
    for key, value in PLAN.items():
        arguments.add_argument(f"--{key}", type=float, default=value)
    given = vars(arguments.parse_args())
    torch.set_num_threads(given["threads"])
    torch.manual_seed(int(given["seed"]))
    plan = {key: given[key] for key in PLAN}
    words, table = vectors(given["vectors"], given["words"])
    network = Network(
        Shape(vectors=len(words) + 1, size=table.shape[1], corpora=len(CONVENTIONS), fine=len(FINE)), table
    )
    if given["pretrained"]:
        kept = torch.load(given["pretrained"], weights_only=True)
        kept = kept.get("network", kept)
        if given["anew"]:
            kept = {key: value for key, value in kept.items() if key.partition(".")[0] in LOWER}
        network.load_state_dict(kept, strict=False)
    found = corpora(given["ner"], given["gold"], given["news"])
    found |= {name: [] for name in given["without"]}
    found["silver"] = silver.silver(given["silver_file"]) if given["silver_file"] else []
    taught, back, last = split(found, given["development"])
    print({name: len(samples) for name, samples in found.items()}, "taught:", len(taught), flush=True)
    train(network, Reader(words), taught, plan)
    if given["mean"]:
        other = torch.load(given["mean"], weights_only=True)
        network.load_state_dict({key: (value + other[key]) / 2 for key, value in network.state_dict().items()})
    export.export(network, words, given["out"], CONVENTIONS)
    slope, shift = calibrate.calibrated(given["out"], back)
    export.export(network, words, given["out"], CONVENTIONS, slope, shift)
    if given["keep"]:
        torch.save(network.state_dict(), given["keep"])
    print(calibrate.report(given["out"], back, last if given["development"] else []))


if __name__ == "__main__":
    main()
