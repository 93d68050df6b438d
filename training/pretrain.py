"""The network's lower half taught on raw news to foretell words, before it ever sees a label.

The first LSTM reads forwards for the next word and backwards for the one before; what a word is (its letters, its
vector) is learned along. Runs on a CPU or a GPU, writes its state every so often and goes on from there.
"""

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from training.labels import CONVENTIONS, FINE
from training.network import LOWER, Network, Shape
from training.texts import articles, fingerprints_of, words
from training.train import Reader, vectors


class Foretelling(nn.Module):
    """A network and what it needs to foretell words: from states to vectors, against vectors of words."""

    def __init__(self, network: Network, outputs: int) -> None:
        super().__init__()
        self.network = network
        size, first = network.shape.size, network.shape.first
        self.ahead = nn.Linear(first, size)
        self.behind = nn.Linear(first, size)
        self.outputs = nn.Embedding(outputs, size)
        self.outputs.weight.data.copy_(network.vectors.weight[:outputs] * 0.3)
        self.bias = nn.Parameter(torch.zeros(outputs))

    def loss(self, x: tuple[Tensor, Tensor, Tensor], places: Tensor, targets: Tensor, sample: Tensor) -> Tensor:
        """Mean cross-entropy of words ahead and behind, among a sample of all words and those of the batch."""
        seen = self.network.drop(self.network.words(*x)[places])
        states, _ = self.network.first(seen)
        half = self.network.shape.first
        forwards = self.ahead(states[:, :-1, :half]), targets[:, 1:]
        backwards = self.behind(states[:, 1:, half:]), targets[:, :-1]
        chosen, where = torch.cat([sample, targets.flatten()]).unique(return_inverse=True)
        where = where[len(sample) :].view_as(targets)
        table, bias = self.outputs(chosen), self.bias[chosen]
        total = states.new_zeros(())
        for guess, aim in ((forwards[0], where[:, 1:]), (backwards[0], where[:, :-1])):
            scores = guess.flatten(0, 1) @ table.T + bias
            known = chosen[aim.flatten()] > 0
            total = total + cross_entropy(scores[known], aim.flatten()[known])
        return total / 2


def stretches(articles: Iterable[str], length: int) -> Iterator[list[str]]:
    """Runs of so many words of the news, sentence after sentence, a line's end marked by an empty word."""
    held: list[str] = []
    for article in articles:
        for sentence in words(article):
            held += sentence
        held.append("")
        while len(held) >= length:
            yield held[:length]
            held = held[length:]


def shuffled(runs: Iterator[list[str]], chance: np.random.Generator, held: int = 20_000) -> Iterator[list[str]]:
    """Much the same runs in another order: each is drawn from so many that wait."""
    waiting: list[list[str]] = []
    for new in runs:
        if len(waiting) < held:
            waiting.append(new)
        else:
            place = int(chance.integers(held))
            old, waiting[place] = waiting[place], new
            yield old
    for place in chance.permutation(len(waiting)):
        yield waiting[place]


def pretrain(
    told: Foretelling,
    reader: Reader,
    runs: Iterator[list[str]],
    steps: int,
    out: Path,
    size: int = 48,
    rate: float = 2e-3,
    sampled: int = 1500,
    device: str = "cpu",
    every: int = 500,
    minutes: float = 1e9,
) -> float:
    """Teach `told` for so many steps or minutes, write its state to `out`; the last loss.

    If `out` is there already, it goes on behind the steps that were done, the runs of words that they took passed over.
    """
    told.to(device).train()
    taught = [weight for weight in told.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(taught, lr=rate, betas=(0.9, 0.98), weight_decay=1e-4)
    done, loss, began = 0, float("nan"), time.time()
    if out.exists():
        state = torch.load(out, weights_only=True, map_location=device)
        told.load_state_dict(state["told"])
        optimiser.load_state_dict(state["optimiser"])
        done = state["steps"]
    chance = np.random.default_rng(done + 1)
    n = told.outputs.num_embeddings
    running = 0.0
    for step in range(steps):
        group = [run for _, run in zip(range(size), runs, strict=False)]
        if len(group) < size:
            break
        if step < done:
            continue
        late = max(step / steps, (time.time() - began) / 60 / minutes)
        for part in optimiser.param_groups:
            part["lr"] = rate * min(1, (step + 1) / 200) * max(0.03, 1 - late)
        x, places, targets = fed(reader, group, chance, n)
        # words drawn about as often as they are said: the table is sorted by frequency
        sample = torch.from_numpy((n ** chance.random(sampled)).astype(np.int64).clip(1, n - 1))
        a, b, c = (tensor.to(device) for tensor in x)
        now = told.loss((a, b, c), places.to(device), targets.to(device), sample.to(device))
        optimiser.zero_grad()
        now.backward()
        nn.utils.clip_grad_norm_(taught, 2.0)
        optimiser.step()
        loss = now.item()
        running = loss if not running else 0.99 * running + 0.01 * loss
        over = (time.time() - began) / 60 > minutes
        if (step + 1) % every == 0 or step + 1 == steps or over:
            print(f"step {step + 1}: loss {running:.3f}, {time.time() - began:.0f} s", flush=True)
            state = {"told": told.state_dict(), "optimiser": optimiser.state_dict(), "steps": step + 1}
            state["network"] = {
                key: value.cpu() for key, value in told.network.state_dict().items() if key.partition(".")[0] in LOWER
            }
            half = out.with_suffix(".part")
            torch.save(state, half)
            half.replace(out)
        if over:
            break
    return loss


def fed(
    reader: Reader,
    group: Sequence[Sequence[str]],
    chance: np.random.Generator,
    outputs: int,
    forgotten: float = 0.1,
) -> tuple[list[Tensor], Tensor, Tensor]:
    """Runs of words as numbers: features of unique words, their places, and the rows of the words to foretell."""
    unique: dict[str, int] = {}
    places = torch.tensor([[unique.setdefault(word, len(unique)) for word in run] for run in group])
    found = [reader.features(word) for word in unique]
    rows = np.array([row for row, _, _ in found])
    stems = np.array([stem for _, stem, _ in found])
    targets = torch.from_numpy(np.where(rows < outputs, rows, 0))[places]
    gone = chance.random(len(rows)) < forgotten
    kept = gone & (chance.random(len(rows)) < 0.3)
    x = [
        torch.from_numpy(np.where(gone, 0, rows)),
        torch.from_numpy(np.where(gone & ~kept, 0, stems)),
        torch.tensor([spelt for _, _, spelt in found]),
    ]
    return x, places, targets


def main() -> None:
    """Pretrain on a folder of news, and write what training.train takes as --pretrained."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--news", type=Path, required=True, help="folder of *.txt.xz, an article a line")
    arguments.add_argument("--held-out", type=Path, nargs="*", default=[], help="*.docs.jsonl to leave out")
    arguments.add_argument("--leave", nargs="*", default=[], help="names of files not to read")
    arguments.add_argument("--vectors", type=Path, required=True, help="folder that training.embed wrote")
    arguments.add_argument("--out", type=Path, required=True, help="a file; gone on with if it is there")
    arguments.add_argument("--words", type=int, default=80_000, help="how many words have vectors")
    arguments.add_argument("--outputs", type=int, default=30_000, help="how many words are foretold")
    arguments.add_argument("--length", type=int, default=40)
    arguments.add_argument("--size", type=int, default=48, help="runs of words a step")
    arguments.add_argument("--steps", type=int, default=12_000)
    arguments.add_argument("--minutes", type=float, default=1e9)
    arguments.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments.add_argument("--threads", type=int, default=1)
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    held_out = fingerprints_of(given.held_out)
    known, table = vectors(given.vectors, given.words)
    network = Network(
        Shape(vectors=len(known) + 1, size=table.shape[1], corpora=len(CONVENTIONS), fine=len(FINE)), table
    )
    network.drop.p = 0.1

    def runs() -> Iterator[list[str]]:
        """Stretches of the news, over and over, each time in another order."""
        for seed in count(1):
            news = articles(given.news, held_out, given.leave)
            yield from shuffled(stretches(news, given.length), np.random.default_rng(seed))

    told = Foretelling(network, given.outputs)
    pretrain(
        told,
        Reader(known),
        runs(),
        given.steps,
        given.out,
        given.size,
        device=given.device,
        minutes=given.minutes,
    )


if __name__ == "__main__":
    main()
