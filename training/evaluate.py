"""How good the model is: on a file of words and tags as seqeval counts, or on annotated articles as users get them.

python -m training.evaluate FILE.conll             ANERcorp's words, tags and habits of labelling
python -m training.evaluate DIR/news.gold.jsonl    articles in the guide's convention, beside DIR/news.docs.jsonl
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.engine_embedded import TAGS, load
from pipeline.mentions import Mention, Tagger, mentions, spans
from pipeline.normalise import Folded, fold
from pipeline.sentences import sentences
from pipeline.tokens import tokens
from training.calibrate import f1
from training.labels import conll, documents

Span = tuple[int, int, int, str]


def main() -> None:
    """Print precision, recall and F1."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--model", type=Path, help="a folder with model.json; by default the embedded one")
    arguments.add_argument("--convention", default="anercorp", help="whose habits to follow on a .conll file")
    arguments.add_argument("--errors", type=int, default=0, help="print so many disagreements of articles")
    given = arguments.parse_args()
    if given.file.name.endswith(".gold.jsonl"):
        print(articles(given.file, load(given.model), given.errors))
    else:
        print(words(given.file, load(given.model, given.convention)))


def words(path: Path, tag: Tagger) -> str:
    """The table of a file of words and tags, its last line `micro avg P R F1`, as seqeval counts and prints."""
    rows = conll(path)
    answers = tag([[word for word, _ in row] for row in rows])
    gold = {(i, *span) for i, row in enumerate(rows) for span in spans([renamed(t) for _, t in row])}
    found = {(i, *span) for i, row in enumerate(answers) for span in spans([t.label for t in row])}
    return "\n".join(table(gold, found))


def renamed(tag: str) -> str:
    """A corpus's tag in our labels: PERS is PER; a label that is none of ours is O."""
    made = tag.replace("PERS", "PER")
    return made if made in TAGS else "O"


def table(gold: set[Span], found: set[Span]) -> Iterable[str]:
    """Lines of precision, recall, F1 and support, by label and over all."""
    yield f"{'':9} {'precision':>9} {'recall':>9} {'f1-score':>9} {'support':>9}"
    for label in (*sorted({span[3] for span in gold | found}), ""):
        some, sure = ({span for span in spans_ if label in (span[3], "")} for spans_ in (gold, found))
        p, r, f = f1(len(some & sure), len(sure), len(some))
        support = f" {len(some):9}" if label else ""
        yield f"{label or 'micro avg':9} {p:9.4f} {r:9.4f} {f:9.4f}{support}"


def found_in(raws: Sequence[str], tag: Tagger) -> list[list[Mention]]:
    """The mentions of raw texts in raw offsets, by the pipeline's own stages."""
    normal = [fold(raw) for raw in raws]
    parts = [sentences(n.text) for n in normal]
    cut = [tokens(n.text, p) for n, p in zip(normal, parts, strict=True)]
    made = mentions([n.plain for n in normal], [n.text for n in normal], parts, cut, tag)
    return [[placed(m, n) for m in row] for row, n in zip(made, normal, strict=True)]


def placed(mention: Mention, normal: Folded) -> Mention:
    """A mention in raw offsets."""
    return mention._replace(start=normal.starts[mention.start], stop=normal.stops[mention.stop - 1])


def articles(path: Path, tag: Tagger, errors: int = 0) -> str:
    """What is right in annotated articles: strictly, by overlap, in Latin letters, behind proclitics, by score."""
    rows = documents(path)
    texts = {row["doc_id"]: row["text"] for row in documents(path.parent / path.name.replace(".gold.", ".docs."))}
    raws = [texts[row["doc_id"]] for row in rows]
    gold = {(i, m["start"], m["stop"], m["label"]) for i, row in enumerate(rows) for m in row["mentions"]}
    scores = {(i, m.start, m.stop, m.label): m.score or 0.0 for i, row in enumerate(found_in(raws, tag)) for m in row}
    found = set(scores)
    return "\n".join(
        [*table(gold, found), overlaps(gold, found), latin(raws, gold, found), starts(raws, gold, found)]
        + [f"score {low} and above: {right(scores, gold, low)} right" for low in (0.9, 0.7, 0.5, 0.0)]
        + [f"missed {shown(raws, span)}" for span in sorted(gold - found)[:errors]]
        + [f"spurious {shown(raws, span)}" for span in sorted(found - gold)[:errors]]
    )


def meets(span: Span, other: Span) -> bool:
    """Whether two spans of one text share a letter."""
    return span[0] == other[0] and other[1] < span[2] and span[1] < other[2]


def overlaps(gold: set[Span], found: set[Span]) -> str:
    """F1 where a name is right if it shares a letter and the label with one of the other side."""

    def share(some: set[Span], others: set[Span]) -> float:
        return sum(any(meets(s, o) and s[3] == o[3] for o in others) for s in some) / max(1, len(some))

    p, r = share(found, gold), share(gold, found)
    return f"overlap P {p:.3f} R {r:.3f} F {2 * p * r / max(1e-9, p + r):.3f}"


def latin(raws: Sequence[str], gold: set[Span], found: set[Span]) -> str:
    """Strict figures of names with a Latin letter in them."""

    def some(spans: set[Span]) -> set[Span]:
        return {s for s in spans if any(c.isascii() and c.isalpha() for c in raws[s[0]][s[1] : s[2]])}

    true, said = some(gold), some(found)
    p, r, f = f1(len(true & said), len(said), len(true))
    return f"Latin or mixed P {p:.3f} R {r:.3f} F {f:.3f} ({len(true)})"


def starts(raws: Sequence[str], gold: set[Span], found: set[Span]) -> str:
    """Of names behind a proclitic, how many are met at all and how many begin where they should."""
    behind = [s for s in gold if s[1] and raws[s[0]][s[1] - 1].isalpha()]
    heads = {s[:2] for s in found}
    met = sum(any(meets(s, o) for o in found) for s in behind)
    return f"behind proclitics: {sum(s[:2] in heads for s in behind)} begin right, {met} found, of {len(behind)}"


def right(scores: dict[Span, float], gold: set[Span], low: float) -> str:
    """How many names of a score or more are right."""
    some = [span for span, score in scores.items() if score >= low]
    return f"{sum(span in gold for span in some)} of {len(some)}"


def shown(raws: Sequence[str], span: Span) -> str:
    """A name with its label, in brackets amid its text."""
    number, start, stop, label = span
    raw = raws[number]
    before, after = raw[max(0, start - 30) : start], raw[stop : stop + 20]
    return f"{label} {before}[{raw[start:stop]}]{after}".replace("\n", " ")


if __name__ == "__main__":
    main()
