"""Labelled sentences made to say more: names changed for others, proclitics put on and taken off, authored lines."""

import csv
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.labels import UNTOLD, Sample, read

COPIES = 6  # of each authored line, its slots filled anew

# the words of a name with no proclitic: what is behind ل is whole again
Name = tuple[str, ...]
Bank = dict[str, list[Name]]


def spans(sample: Sample) -> Iterator[tuple[int, int, str]]:
    """The names of a sentence: from word, to word, label."""
    start = None
    for place, tag in enumerate([*sample.tags, "O"]):
        if start is not None and tag[0] != "I":
            yield start, place, sample.tags[start][2:]
            start = None
        if tag[0] == "B":
            start = place


def bare(word: str, cut: int) -> str:
    """A word without its proclitics, the article's alef put back behind ل.

    >>> bare('للسعودية', 1), bare('وواشنطن', 1)
    ('السعودية', 'واشنطن')
    """
    rest = word[cut:]
    return "ا" + rest if cut and word[cut - 1] == "ل" and rest.startswith("ل") and len(rest) > 3 else rest


def behind(proclitics: str, word: str) -> tuple[str, int]:
    """A word with proclitics put before it, and how many letters of it are they.

    >>> behind('ل', 'السعودية'), behind('وب', 'Meta')
    (('للسعودية', 1), ('وبMeta', 2))
    """
    if proclitics.endswith("ل") and word.startswith("ال"):
        word = word[1:]
    return proclitics + word, len(proclitics)


def bank(samples: Iterable[Sample]) -> Bank:
    """The names of sentences in the guide's convention, by label; one said often is there three times."""
    found: dict[str, dict[Name, int]] = {}
    for sample in samples:
        for start, stop, label in spans(sample):
            name = (bare(sample.words[start], max(0, sample.cuts[start])), *sample.words[start + 1 : stop])
            counts = found.setdefault(label, {})
            counts[name] = min(3, counts.get(name, 0) + 1)
    return {label: [name for name, n in counts.items() for _ in range(n)] for label, counts in found.items()}


def changed(sample: Sample, names: Bank, swapped: float, prefixed: float, chance: random.Random) -> Sample:
    """The sample, or one like it: some names are others of the same label, some proclitics come or go.

    Only sentences in the guide's convention are changed: of others it is not told where their names begin.
    """
    if sample.convention:
        return sample
    words, tags, cuts, last = [], [], [], 0
    for start, stop, label in spans(sample):
        words += sample.words[last:start]
        tags += sample.tags[last:start]
        cuts += sample.cuts[last:start]
        last = stop
        cut = sample.cuts[start]
        head = sample.words[start][:cut]
        name = [bare(sample.words[start], cut), *sample.words[start + 1 : stop]]
        if chance.random() < swapped:
            other = chance.choice(names[label])
            if len(other) > 1 or len(name) == 1 or chance.random() < 0.5:
                name = list(other)
        if chance.random() < prefixed:
            head = "" if head else chance.choice(("و", "و", "ب", "ل", "ل", "وب", "ول", "ف", "ك"))
        name = respelt(name, chance)
        first, cut = behind(head, name[0])
        words += [first, *name[1:]]
        tags += [f"B-{label}", *[f"I-{label}"] * (len(name) - 1)]
        cuts += [cut, *[0] * (len(name) - 1)]
    words += sample.words[last:]
    tags += sample.tags[last:]
    cuts += sample.cuts[last:]
    return sample._replace(words=words, tags=tags, cuts=cuts, fine=[UNTOLD] * len(words))


def respelt(name: list[str], chance: random.Random) -> list[str]:
    """A name as some write it: spelled letters with dots between them, words of a hashtag with `_`.

    >>> respelt(['بي', 'بي', 'سي'], random.Random(4))
    ['بي', '.', 'بي', '.', 'سي']
    """
    if len(name) < 2 or not all(word.isalpha() for word in name):
        return name
    short = all(len(word) < 4 for word in name)
    draw = chance.random()
    mark = "." if short and draw < 0.3 else "_" if draw > 0.985 else ""
    return [part for word in name for part in (mark, word)][1:] if mark else name


def authored(folder: Path) -> Iterator[Sample]:
    """Sentences of our own: lines with slots, filled with names of our lists."""
    if not folder.is_dir():
        return
    chance = random.Random(11)
    kinds: dict[str, list[str]] = {}
    labels = {"coined": "ORG", "coinedmodel": "MISC"}
    with (folder / "names.csv").open(encoding="utf8", newline="") as lines:
        for row in csv.DictReader(lines):
            kinds.setdefault(row["kind"], []).extend(name for name in row["names"].split("|") if name)
            labels[row["kind"]] = row["label"]
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf8").splitlines()):
            if line.strip() and not line.startswith("#"):
                for _ in range(COPIES):
                    yield from filled(line, kinds, labels, chance, f"authored/{path.stem}:{number}")


def filled(
    line: str, kinds: dict[str, list[str]], labels: dict[str, str], chance: random.Random, source: str
) -> Iterator[Sample]:
    """The sentences of a line such as `قالت {company} إن ل{place} ...`, its slots filled by chance."""
    text, mentions = "", []
    for at, part in enumerate(line.replace("}", "{").split("{")):
        if at % 2 == 0:
            text += part
            continue
        kind, _, name = other(part, chance).partition("=")
        name = name or (coined(kind, chance) if kind.startswith("coined") else chance.choice(kinds[kind]))
        if text.endswith("ل") and (len(text) == 1 or text[-2] in ' وف"') and name.startswith("ال"):
            name = name[1:]
        mentions.append({"start": len(text), "stop": len(text) + len(name), "label": labels[kind]})
        text += name
    yield from read(text, mentions, source)


def other(kind: str, chance: random.Random) -> str:
    """The kind of a slot, or one that goes as well: a company is written in Arabic or in Latin letters."""
    either = {"lat": "tech", "tech": "lat", "model": "armodel", "armodel": "model", "product": "arproduct"}
    return either[kind] if kind in either and chance.random() < 0.25 else kind


def coined(kind: str, chance: random.Random) -> str:
    """A name that nobody bears, of a company or of a model: how it is used must tell what it is.

    >>> coined('coinedmodel', random.Random(3))
    'Luta-1'
    """
    if kind == "coined" and chance.random() < 0.35:
        made = "".join(chance.choice(_ARABIC) for _ in range(chance.choice((2, 2, 3))))
        return made + chance.choice(("", "", "", " تك", " كابيتال", " تكنولوجيز", " إيه آي", " باي", " فارما"))
    made = "".join(chance.choice(_LATIN) for _ in range(chance.choice((2, 2, 3)))).capitalize()
    return made + chance.choice(_MODELS if kind == "coinedmodel" else _COMPANIES)


_LATIN = [
    "no",
    "va",
    "ra",
    "zi",
    "len",
    "tor",
    "qua",
    "mi",
    "xen",
    "do",
    "ka",
    "li",
    "sy",
    "bri",
    "vel",
    "ar",
    "on",
    "ta",
    "lu",
    "per",
    "fin",
    "dex",
    "gra",
    "ven",
    "sol",
    "ori",
    "pu",
    "ze",
]
_ARABIC = [
    "نو",
    "فا",
    "را",
    "زي",
    "لين",
    "تور",
    "كوا",
    "مي",
    "دو",
    "كا",
    "لي",
    "سي",
    "فيل",
    "آر",
    "تا",
    "لو",
    "بير",
    "فين",
    "دكس",
    "غرا",
    "فن",
    "سول",
    "أوري",
    "بو",
    "زا",
]
_COMPANIES = (
    "",
    "",
    "",
    " AI",
    " Labs",
    " Technologies",
    " Capital",
    " Group",
    " Health",
    " Pay",
    "Tech",
    ".ai",
    " Robotics",
)
_MODELS = (" 2", " 3", "-1", "-2 Mini", " Pro", " 4.5", " 70B", "-VL", "", " Ultra", "-R2", " v3")
