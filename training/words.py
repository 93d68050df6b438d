"""Which words begin with a proclitic, decided by counting: makes `pipeline/lexicon/words.csv`.

    python training/words.py NEWS_FOLDER NAMES_JSONL > pipeline/lexicon/words.csv

NEWS_FOLDER holds `*.txt.xz`, one article a line; NAMES_JSONL has the names of sentences with their offsets,
so that words that begin a name are known to be whole. What goes out is a list of words, no text of articles.

A word X is the letter p before the word Y = X[1:] if Y is common beside X, and if X is never seen behind a
proclitic of its own: no الوقال, no بوقال, but الوزارة, بوزارة.
"""

import json
import lzma
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.normalise import fold

WORD = re.compile(r"[ء-ي]+")
TOO_FREE = "aizen991"  # has no punctuation and is big: every third of its articles is enough
THIRD = 3

# by proclitic and by letters of Y (3, 4, 5 and more): how many doublings Y must be more frequent than X
LEAST = {
    "و": (1.5, 1, 0),
    "ب": (1.5, 0.5, 0.5),
    "ل": (3, 1.5, 0.5),
    "ف": (4, 3, 3),
    "ك": (99, 99, 4),
    "س": (2, 1, 0),
}
COMMON = 1000  # a Y as frequent as this may be rarer than X: قال beside وقال
LEAST_COMMON = {"و": -3, "ب": -1.5, "ل": -0.5}
OWN = {"و": 0.2, "ل": 0.05}  # of what is X, how much may stand behind a proclitic of its own
SEEN = {"ف": 30, "ك": 30, "س": 10}  # these are rare before names: X itself must be seen so often
SHORTEST = 3  # letters of Y, at least
SHORT = (100, 0)  # how often a Y of three letters, or of more, is seen at least behind ب and ل
STEM, EXCEPTION = 15, 4  # how often a word is seen at least to be listed


def counted(folder: Path) -> Counter[str]:
    """How often each folded word stands in the articles."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt.xz")):
        step = THIRD if path.name.startswith(TOO_FREE) else 1
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % step == 0:
                    counts.update(WORD.findall(fold(line).text))
    return Counter({word: count for word, count in counts.items() if count > 1})


def first_words(path: Path) -> Iterator[tuple[str, str]]:
    """The word that each name begins in, and its letters before the name."""
    with open(path, encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            folded = fold(row["text"])
            begun = {mention["start"] for mention in row["mentions"]}
            for word in WORD.finditer(folded.text):
                inside = (k for k in range(*word.span()) if folded.starts[k] in begun)
                for place in list(inside)[:1]:
                    yield word[0], word[0][: place - word.start()]


def proclitic(word: str, counts: Counter[str]) -> str:
    """The letter that is surely no part of the word, or ''."""
    letter, rest = word[:1], word[1:]
    return letter if letter in LEAST and len(rest) >= SHORTEST and _follows(letter, rest, counts) else ""


def _follows(letter: str, rest: str, counts: Counter[str]) -> bool:
    word = letter + rest
    behind = ["ال", "ب", "ك"] + ["ل"] * (letter != "ل") + ["و"] * (letter in "وف")
    own = sum(counts[head + word] for head in behind) / (counts[word] + 1)
    more = math.log2((counts[rest] + 0.5) / (counts[word] + 0.5))
    if word.startswith("لل"):
        return len(rest) > SHORTEST and own < OWN["ل"]
    if rest.startswith("ال") and letter != "س":
        return len(rest) > SHORTEST and more >= -3 and own < 0.1 and counts[rest] > 1
    if own < 0.02 and counts[rest] >= COMMON and more >= LEAST_COMMON.get(letter, 99):
        return True
    if letter == "س" and not (rest[0] in "يتن" and all(counts["س" + of + rest[1:]] >= 5 for of in "يت")):
        return False  # سيعلن and ستعلن, not سيارة
    if letter in "بل" and counts[rest] < SHORT[len(rest) > SHORTEST]:
        return False
    return (
        counts[word] >= SEEN.get(letter, 0)
        and own <= OWN.get(letter, 0.03)
        and more >= LEAST[letter][min(len(rest), 5) - 3]
    )


def words(counts: Counter[str], names: set[tuple[str, str]]) -> dict[str, set[str]]:
    """The words to list: under '' those that are whole, under a proclitic those that it surely precedes."""
    whole_names = {word for word, cut in names if not cut and (word, word[:1]) not in names}
    cuts = {word: "" if word in whole_names else proclitic(word, counts) for word in counts}
    whole = {
        word
        for word, count in counts.items()
        if count >= STEM and len(word) >= SHORTEST and word[:2] != "ال" and not cuts[word]
        if any(counts[letter + word] for letter in "وبلفك")
    }
    for word, cut in names:
        stem = word[len(cut) :]
        if len(stem) >= SHORTEST and stem[:2] != "ال" and not (stem[0] == "ل" and word.endswith("ل" + stem)):
            whole.add(stem)  # but للبنك is no لبنك
    lists = defaultdict(set, {"": whole})
    for word in sorted(counts.keys() | whole_names):
        letter, rest = word[:1], word[1:]
        if letter not in LEAST or len(rest) < SHORTEST:
            continue
        article = rest.startswith("ال") or word.startswith("لل")
        if not cuts.get(word):
            if (rest in whole or article) and (counts[word] >= EXCEPTION or word in whole_names):
                whole.add(word)
        elif letter in "فكس" or (letter in "بل" and len(rest) == SHORTEST):
            lists[letter] |= {rest} if counts[word] > EXCEPTION and not article else set()
    return lists


def main() -> None:
    """Writes the list to stdout."""
    folder, names = map(Path, sys.argv[1:])
    lists = words(counted(folder), set(first_words(names)))
    print("# Words as news writes them, folded, counted by training/words.py: edit clitics.csv instead.")
    print("# after: empty = whole words, which may follow و ب ل; a letter = what may follow it besides.")
    print("after,words")
    for letter in sorted(lists):
        grouped = defaultdict(list)
        for word in sorted(lists[letter]):
            grouped[word[:2]].append(word)
        for group in grouped.values():
            print(f"{letter},{' '.join(group)}")


if __name__ == "__main__":
    main()
