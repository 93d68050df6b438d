"""How good the model is: on a file of words and tags as seqeval counts, or on annotated articles as users get them.

python -m training.evaluate FILE.conll             ANERcorp's words, tags and habits of labelling
python -m training.evaluate DIR/news.gold.jsonl    articles in the guide's convention, beside DIR/news.docs.jsonl
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pipeline.engine_embedded import TAGS, load
from pipeline.mentions import Mention, Tag, mentions, spans
from pipeline.normalise import Folded, fold
from pipeline.sentences import sentences
from pipeline.tokens import tokens
from training.calibrate import f1
from training.labels import conll, documents

Span = tuple[int, int, int, str]


def main() -> None:
    """Print precision, recall and F1."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--model", type=Path, help="a folder with model.json; by default the embedded one")
    arguments.add_argument("--convention", default="anercorp", help="whose habits to follow on a .conll file")
    arguments.add_argument("--errors", type=int, default=0, help="print so many disagreements of articles")
    given = arguments.parse_args()
    if given.file.name.endswith(".gold.jsonl"):
        print(articles(given.file, load(given.model), given.errors))
    else:
        print(words(given.file, load(given.model, given.convention)))


def words(path: Path, tag: Callable[[list[list[str]]], list[list[Tag]]]) -> str:
    """The table of a file of words and tags, its last line `micro avg P R F1 support` in hundredths."""
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
        yield f"{label or 'micro avg':9} {100 * p:9.2f} {100 * r:9.2f} {100 * f:9.2f} {len(some):9}"


def found_in(raws: Sequence[str], tag: Callable[[list[list[str]]], list[list[Tag]]]) -> list[list[Mention]]:
    """The mentions of raw texts in raw offsets, by the pipeline's own stages."""
    normal = [fold(raw) for raw in raws]
    parts = [sentences(n.text) for n in normal]
    cut = [tokens(n.text, p) for n, p in zip(normal, parts, strict=True)]
    made = mentions([n.plain for n in normal], [n.text for n in normal], parts, cut, tag)
    return [[placed(m, n) for m in row] for row, n in zip(made, normal, strict=True)]


def placed(mention: Mention, normal: Folded) -> Mention:
    """A mention in raw offsets."""
    return mention._replace(start=normal.starts[mention.start], stop=normal.stops[mention.stop - 1])


def articles(path: Path, tag: Callable[[list[list[str]]], list[list[Tag]]], errors: int = 0) -> str:
    """What is right in annotated articles: strictly, by overlap, in Latin letters, behind proclitics, by score."""
    rows = documents(path)
    texts = {
        row["doc_id"]: row["text"] for row in documents(path.parent / path.name.replace(".gold.", ".docs."))
    }
    answers = found_in([texts[row["doc_id"]] for row in rows], tag)
    gold = {(i, m["start"], m["stop"], m["label"]) for i, row in enumerate(rows) for m in row["mentions"]}
    scores = {(i, m.start, m.stop, m.label): m.score or 0.0 for i, row in enumerate(answers) for m in row}
    found = set(scores)
    raw = [texts[row["doc_id"]] for row in rows]
    lines = list(table(gold, found))

    def met(span: Span, others: Iterable[Span]) -> bool:
        return any(o[0] == span[0] and o[1] < span[2] and span[1] < o[2] and o[3] == span[3] for o in others)

    p, r = (sum(met(s, b) for s in a) / max(1, len(a)) for a, b in ((found, gold), (gold, found)))
    lines.append(f"overlap {2 * p * r / max(1e-9, p + r):.3f}")
    latin = [
        {s for s in some if any(c.isascii() and c.isalpha() for c in raw[s[0]][s[1] : s[2]])}
        for some in (gold, found)
    ]
    lines.append(
        "Latin or mixed P {:.3f} R {:.3f} F {:.3f} ({})".format(
            *f1(len(latin[0] & latin[1]), len(latin[1]), len(latin[0])), len(latin[0])
        )
    )
    behind = [s for s in gold if s[1] and raw[s[0]][s[1] - 1].isalpha()]
    starts = {(s[0], s[1]) for s in found}
    touched = [s for s in behind if any(o[0] == s[0] and o[1] < s[2] and s[1] < o[2] for o in found)]
    lines.append(
        f"behind proclitics: {sum(s[:2] in starts for s in behind)} of {len(behind)} begin right, {len(touched)} found"
    )
    for low in (0.9, 0.7, 0.5, 0.0):
        some = [s for s, score in scores.items() if score >= low]
        lines.append(f"score {low} and above: {sum(s in gold for s in some)} of {len(some)} right")
    for title, some in (("missed", gold - found), ("spurious", found - gold)):
        for s in sorted(some)[:errors]:
            lines.append(
                f"{title} {s[3]} {raw[s[0]][max(0, s[1] - 30) : s[1]]}[{raw[s[0]][s[1] : s[2]]}]{raw[s[0]][s[2] : s[2] + 20]}".replace(
                    "\n", " "
                )
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
