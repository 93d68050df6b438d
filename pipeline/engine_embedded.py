"""The engine that comes with the project: a small network read by onnxruntime, nothing to download."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from pipeline.disk import digest
from pipeline.mentions import Tag, Tagger

TAGS = ("O", *(f"{head}-{label}" for label in ("PER", "ORG", "LOC", "MISC") for head in "BI"))
PROCLITICS = frozenset("وفبكلس")
HOME = Path(__file__).parent / "models"

LENGTH = 18  # letters of a word that the network sees, its borders counted
ALPHABET = "".join(map(chr, [*range(0x21, 0x7F), *range(0x621, 0x64B), *range(0xC0, 0x180)])) + "پچژگیک،؛؟"
LETTERS = len(ALPHABET) + 4  # none, begin, stop, other
_BEGIN, _STOP, _OTHER = 1, 2, 3
_PLACE = {letter: place for place, letter in enumerate(ALPHABET, 4)}

_FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "گ": "ك"} | dict.fromkeys("0123456789", "0")
)
_LONG = re.compile("0{5,}")

BATCH = 32  # sentences that the network reads at once; always as many, so that sums round alike
LONGEST = 160  # words; a longer sentence is read in pieces
_KNOWN = 200_000  # words whose features are kept
STATES = 840  # figures that tell a word in its sentence: its vectors, and both LSTMs
_TOLD = 1500  # sentences whose states are kept from one call to the next: 63 MB if they are of 25 words

Features = tuple[int, int, list[int]]
T = TypeVar("T")


class Model(NamedTuple):
    """What `opened` read: the network as a function, and what stands in model.json.

    `network` gives the scores of labels and of cuts of what it is fed, the vectors of its words and the states of
    its two LSTMs. What words look like is kept in `seen`, the states of the sentences that were tagged last in `told`.
    """

    network: Callable[..., list[np.ndarray]]
    words: dict[str, int]
    moves: np.ndarray
    opens: np.ndarray
    slope: float
    shift: float
    corpus: int
    seen: dict[str, Features]
    told: dict[tuple[str, ...], np.ndarray]


def load(model: Path | None = None, convention: str = "guide") -> Tagger:
    """The function that gives each word of each sentence its `Tag`.

    `model` is a folder as training writes it, by default the one in the package. `convention` picks whose
    habits of labelling to follow, of those that model.json names; only `guide` cuts proclitics off.
    Raises FileNotFoundError where a file is missing, ValueError where one is not as model.json says.
    """
    return tagger(opened(Path(model) if model else HOME, convention))


def tagger(model: Model) -> Tagger:
    """The function that tags sentences by an opened model."""
    return partial(tagged, model)


def opened(folder: Path, convention: str = "guide") -> Model:
    """The model of a folder, its files checked; the same one where the same files were opened before."""
    card = folder / "model.json"
    if not card.is_file():
        raise FileNotFoundError(f"There is no {card}. Give a folder with one, or train one: training/README.md.")
    content = card.read_text(encoding="utf8")
    plan = json.loads(content)
    for name, sha256 in plan["sha256"].items():
        if digest(folder / name) != sha256:
            raise ValueError(f"{folder / name} is not the file that {card} speaks of. Fetch both anew, or train again.")
    if tuple(plan["tags"]) != TAGS or convention not in plan["conventions"]:
        raise ValueError(
            f"{card} knows {plan['tags']} by {plan['conventions']}, not '{convention}'. Choose one of these."
        )
    return _model(folder, content, convention)


@cache
def _model(folder: Path, card: str, convention: str) -> Model:
    plan = json.loads(card)
    run = session(folder / "network.onnx", plan["sha256"]["network.onnx"]).run
    return Model(
        network=lambda **fed: run(["labels", "cuts", "vectors", "first", "second"], fed),
        words=vocabulary((folder / "words.txt").read_text(encoding="utf8")),
        moves=np.array(plan["moves"], np.float32),
        opens=np.array(plan["opens"], np.float32),
        slope=plan["slope"],
        shift=plan["shift"],
        corpus=plan["conventions"].index(convention),
        seen={},
        told={},
    )


@cache
def session(path: Path, digest: str) -> Any:
    """The network of a file of that digest, opened once, on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def vocabulary(text: str) -> dict[str, int]:
    """The rows of the words of words.txt, most frequent first; row 0 is every other word."""
    return {word: row for row, word in enumerate(text.split("\n"), 1) if word}


def spelling(word: str) -> str:
    """The key under which a word is looked up: alef, yeh and digits folded, Latin letters small.

    >>> spelling('أوبك')
    'اوبك'
    >>> spelling('GPT-4')
    'gpt-0'
    """
    return _LONG.sub("0000", word.translate(_FOLD).lower())


def stems(word: str) -> Iterator[str]:
    """What may be left of a spelt word without its proclitics; the article's alef is put back behind ل.

    >>> list(stems('وللسعودية'))
    ['للسعودية', 'السعودية', 'لسعودية']
    """
    rest = word[1:] if word[:1] in ("و", "ف") else word
    if len(rest) > 2 and rest != word:
        yield rest
    if rest[:2] == "لل" and len(rest) > 4:
        yield "ا" + rest[1:]
    if rest[:1] in ("ب", "ل", "ك", "س") and len(rest) > 3:
        yield rest[1:]


def rows(word: str, words: dict[str, int]) -> tuple[int, int]:
    """The rows of a word and of its stem, 0 for neither; a stem counts only if it is the more frequent.

    >>> rows('بواشنطن', {'واشنطن': 7, 'بواشنطن': 900})
    (900, 7)
    """
    spelt = spelling(word)
    row = words.get(spelt, 0)
    known = [place for stem in stems(spelt) if (place := words.get(stem, 0))]
    stem = min(known, default=0)
    return row, stem if not row or stem < row else 0


def letters(word: str) -> list[int]:
    """The letters of a word as numbers, LENGTH of them; of a long word its head and its tail."""
    half = (LENGTH - 2) // 2
    seen = word if len(word) <= 2 * half else word[:half] + word[-half:]
    made = [_BEGIN, *(_PLACE.get(letter, _OTHER) for letter in seen), _STOP]
    return made + [0] * (LENGTH - len(made))


def allowed(before: str, after: str) -> bool:
    """Whether one label may follow another: I- only goes on with a name of its own kind.

    >>> allowed('B-PER', 'I-PER'), allowed('O', 'I-PER'), allowed('B-ORG', 'I-PER')
    (True, False, False)
    """
    return not after.startswith("I-") or before[2:] == after[2:]


def tagged(model: Model, sentences: Sequence[Sequence[str]]) -> list[list[Tag]]:
    """The tags of each word of each sentence; the states of the shortest `_TOLD` are kept for whoever asks next."""
    model.told.clear()
    return each_word(sentences, partial(read, model))


def states(model: Model, sentences: Sequence[Sequence[str]]) -> list[list[np.ndarray]]:
    """What the network knows of each word in its sentence before it decides on labels: STATES figures a word.

    The sentences that were tagged last need not be read again.
    """

    def read(group: Sequence[Sequence[str]]) -> list[list[np.ndarray]]:
        new = [words for words in group if tuple(words) not in model.told]
        told = inner(new, *model.network(**arrays(model, new)[0])[2:]) if new else {}
        return [list(told[key] if (key := tuple(words)) in told else model.told[key]) for words in group]

    return each_word(sentences, read)


def inner(group: Sequence[Sequence[str]], *parts: np.ndarray) -> dict[tuple[str, ...], np.ndarray]:
    """The states of the words of each sentence of a group side by side, as half floats: they lie near 0."""
    told = np.concatenate(parts, axis=2).astype(np.float16)
    return {tuple(words): told[: len(words), i].copy() for i, words in enumerate(group)}


def each_word(
    sentences: Sequence[Sequence[str]], read: Callable[[Sequence[Sequence[str]]], list[list[T]]]
) -> list[list[T]]:
    """What `read` says of each word of each sentence.

    Sentences are read by length, BATCH at once, the last group filled up with empty ones: how many are
    given together, and in which order, changes no figure.
    """
    pieces = [
        (number, words[at : at + LONGEST])
        for number, words in enumerate(sentences)
        for at in range(0, len(words), LONGEST)
    ]
    order = sorted(range(len(pieces)), key=lambda place: len(pieces[place][1]))
    answers: list[list[T]] = [[] for _ in pieces]
    for at in range(0, len(order), BATCH):
        group = order[at : at + BATCH]
        for place, said in zip(group, read([pieces[place][1] for place in group]), strict=True):
            answers[place] = said
    made: list[list[T]] = [[] for _ in sentences]
    for (number, _), said in zip(pieces, answers, strict=True):
        made[number] += said
    return made


def read(model: Model, group: Sequence[Sequence[str]]) -> list[list[Tag]]:
    """The tags of up to BATCH sentences."""
    fed, lengths = arrays(model, group)
    labels, cuts, *parts = model.network(**fed)
    if len(model.told) < _TOLD:
        model.told.update(inner(group, *parts))
    labels = labels.round(3)
    paths = viterbi(labels, lengths, model.moves, model.opens)
    sure = marginals(labels, lengths, model.moves, model.opens)
    sure = np.take_along_axis(sure, paths[:, :, None], 2)[:, :, 0]
    return [
        list(tags(model, words, paths[: len(words), i].tolist(), sure[: len(words), i].tolist(), cuts[:, i]))
        for i, words in enumerate(group)
    ]


def arrays(model: Model, group: Sequence[Sequence[str]]) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """What the network is fed for a group of sentences, and their lengths."""
    seen = model.seen
    if len(seen) > _KNOWN:
        seen.clear()
    lengths = np.zeros(BATCH, np.int32)
    lengths[: len(group)] = [len(words) for words in group]
    places = np.zeros((int(lengths.max()), BATCH), np.int32)
    unique: dict[str, int] = {"": 0}
    for i, words in enumerate(group):
        places[: len(words), i] = [unique.setdefault(word, len(unique)) for word in words]
    for word in unique:
        if word not in seen:
            seen[word] = (*rows(word, model.words), letters(word))
    found = [seen[word] for word in unique]
    fed = {
        "rows": np.array([row for row, _, _ in found], np.int32),
        "stems": np.array([stem for _, stem, _ in found], np.int32),
        "letters": np.array([spelt for _, _, spelt in found], np.int32),
        "places": places,
        "lengths": lengths,
        "corpus": np.array([model.corpus], np.int32),
    }
    return fed, lengths


def tags(model: Model, words: Sequence[str], path: list[int], sure: list[float], cuts: np.ndarray) -> Iterator[Tag]:
    """The tags of one sentence; all words of a name bear the name's score."""
    for place, kind in enumerate(path):
        if kind % 2:  # B-
            score = name_score(model, path, sure, place)
            yield Tag(TAGS[kind], score, cut(words[place], cuts[place]))
        elif kind:
            yield Tag(TAGS[kind], score, 0)
        else:
            yield Tag("O", round(sure[place], 3), 0)


def name_score(model: Model, path: list[int], sure: list[float], place: int) -> float:
    """How often a name like the one that begins at `place` is right in span and label."""
    stop = place + 1
    while stop < len(path) and path[stop] == path[place] + 1:
        stop += 1
    least = min(max(min(sure[place:stop]), 1e-6), 1 - 1e-6)
    return round(float(1 / (1 + np.exp(-(model.slope * np.log(least / (1 - least)) + model.shift)))), 3)


def cut(word: str, scores: np.ndarray) -> int:
    """How many letters of a name's first word are proclitics: the likeliest number that the letters allow.

    >>> cut('بواشنطن', np.array([0.1, 2.0, 1.0, 0.0]))
    1
    >>> cut('OpenAI', np.array([0.1, 2.0, 1.0, 0.0]))
    0
    """
    most = next((k for k, letter in enumerate(word[:3]) if letter not in PROCLITICS), min(3, len(word)))
    return int(scores[: min(most, len(word) - 1) + 1].argmax())


def viterbi(scores: np.ndarray, lengths: np.ndarray, moves: np.ndarray, opens: np.ndarray) -> np.ndarray:
    """The best path of labels of each sentence: (words, sentences, labels) -> (words, sentences)."""
    best = opens + scores[0]
    back = np.zeros(scores.shape, np.int64)
    for place in range(1, len(scores)):
        ways = best[:, :, None] + moves
        back[place] = ways.argmax(1)
        best = np.where((place < lengths)[:, None], ways.max(1) + scores[place], best)
    paths = np.zeros(scores.shape[:2], np.int64)
    now, each = best.argmax(1), np.arange(scores.shape[1])
    for place in range(len(scores) - 1, -1, -1):
        paths[place] = now
        now = np.where(place < lengths, back[place][each, now], now)
        if place:
            now = np.where(place < lengths, now, paths[place])
    return paths


def marginals(scores: np.ndarray, lengths: np.ndarray, moves: np.ndarray, opens: np.ndarray) -> np.ndarray:
    """The probability of each label of each word, over all paths of its sentence."""
    step = np.exp(moves.astype(np.float64))
    here = np.exp(scores.astype(np.float64) - scores.max(2, keepdims=True))
    ahead, behind = np.zeros_like(here), np.ones_like(here)
    ahead[0] = here[0] * np.exp(opens.astype(np.float64))
    for place in range(1, len(here)):
        ahead[place] = (ahead[place - 1] @ step) * here[place]
        ahead[place] /= ahead[place].sum(1, keepdims=True)
    for place in range(len(here) - 2, -1, -1):
        before = (behind[place + 1] * here[place + 1]) @ step.T
        before /= before.sum(1, keepdims=True)
        behind[place] = np.where((place + 1 < lengths)[:, None], before, behind[place])
    both = ahead * behind
    return both / both.sum(2, keepdims=True)
