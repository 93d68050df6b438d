"""The network that reads names: word vectors and letters, two bidirectional LSTMs, a chain over the labels."""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from pipeline.engine_embedded import LETTERS, TAGS, allowed

CUTS = 4  # none, or up to three proclitic letters: و، وب، فلل
FAR = -1e4
LOWER = ("unknown", "letter", "convolution", "word", "first")  # the layers that raw news can teach


class Shape(NamedTuple):
    """The sizes of a network; `corpora` is how many conventions of labelling it is taught."""

    vectors: int
    size: int = 100
    letter: int = 24
    letters: int = 64
    word: int = 192
    first: int = 192
    second: int = 128
    corpora: int = 4
    corpus: int = 8
    fine: int = 1


class Network(nn.Module):
    """Scores of labels and of cuts for each word of each sentence.

    A word is its vector, the vector of what is left without its proclitics, and a convolution over its
    letters as written; row 0 of the vectors is the unknown word. Vectors stay as they are given.
    """

    barred: Tensor
    closed: Tensor

    def __init__(self, shape: Shape, vectors: Tensor | None = None) -> None:
        super().__init__()
        self.shape = shape
        self.vectors = nn.Embedding(shape.vectors, shape.size)
        if vectors is not None:
            self.vectors.weight.data.copy_(vectors)
        self.vectors.weight.requires_grad_(False)
        self.unknown = nn.Parameter(torch.zeros(2, shape.size))
        self.letter = nn.Embedding(LETTERS, shape.letter, padding_idx=0)
        self.convolution = nn.Conv1d(shape.letter, shape.letters, 3, padding=1)
        self.word = nn.Linear(2 * shape.size + shape.letters, shape.word)
        self.first = nn.LSTM(shape.word, shape.first, bidirectional=True, batch_first=True)
        self.corpus = nn.Embedding(shape.corpora, shape.corpus)
        self.second = nn.LSTM(2 * shape.first + shape.corpus, shape.second, bidirectional=True, batch_first=True)
        self.label = nn.Linear(2 * shape.second, len(TAGS))
        self.cut = nn.Linear(2 * shape.second + shape.word, CUTS)
        self.fine = nn.Linear(2 * shape.second, shape.fine)
        self.moves = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.opens = nn.Parameter(torch.zeros(len(TAGS)))
        barred = torch.tensor([[0.0 if allowed(a, b) else FAR for b in TAGS] for a in TAGS])
        self.register_buffer("barred", barred)
        self.register_buffer("closed", torch.tensor([0.0 if allowed("O", b) else FAR for b in TAGS]))
        self.drop = nn.Dropout(0.35)

    def words(self, rows: Tensor, stems: Tensor, letters: Tensor) -> Tensor:
        """The vectors of unique words: rows (U), stems (U), letters (U, LENGTH) -> (U, word)."""
        word = self.vectors(rows) + (rows == 0).unsqueeze(1) * self.unknown[0]
        stem = self.vectors(stems) + (stems == 0).unsqueeze(1) * self.unknown[1]
        seen = self.convolution(self.letter(letters).transpose(1, 2)).relu().amax(2)
        return self.word(self.drop(torch.cat([word, stem, seen], 1))).relu()

    def forward(
        self, rows: Tensor, stems: Tensor, letters: Tensor, places: Tensor, lengths: Tensor, corpus: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Label, cut and fine scores, each (sentences, words, kinds); `places` (sentences, words) point into rows."""
        x = self.drop(self.words(rows, stems, letters)[places])
        one = self.drop(run(self.first, x, lengths))
        kind = self.corpus(corpus).unsqueeze(1).expand(-1, x.shape[1], -1)
        two = self.drop(run(self.second, torch.cat([one, kind], 2), lengths))
        return self.label(two), self.cut(torch.cat([two, x], 2)), self.fine(two)

    def chain(self) -> tuple[Tensor, Tensor]:
        """Scores of moving between labels and of opening a sentence with one."""
        return self.moves + self.barred, self.opens + self.closed

    def loss(self, scores: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Mean over sentences of minus the log-likelihood of the gold labels."""
        moves, opens = self.chain()
        at = scores.gather(2, gold.unsqueeze(2)).squeeze(2)
        path = (at * mask).sum(1) + opens[gold[:, 0]]
        path = path + (moves[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
        total = opens + scores[:, 0]
        for place in range(1, scores.shape[1]):
            step = (total.unsqueeze(2) + moves).logsumexp(1) + scores[:, place]
            total = torch.where(mask[:, place].unsqueeze(1) > 0, step, total)
        return (total.logsumexp(1) - path).mean()


def run(lstm: nn.LSTM, x: Tensor, lengths: Tensor) -> Tensor:
    """What an LSTM makes of padded sentences."""
    packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    return pad_packed_sequence(lstm(packed)[0], batch_first=True, total_length=x.shape[1])[0]


def side(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy where gold is not -1; 0 where it is -1 everywhere."""
    if not (gold >= 0).any():
        return scores.sum() * 0
    return cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-1)
