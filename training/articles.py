"""Articles annotated by hand, kept as offsets into collections of news: joined with their texts to measure on.

    python -m training.articles NEWS OUT     OUT/PART.docs.jsonl and OUT/PART.gold.jsonl, for `extract` and `score`

`articles.jsonl` holds one article a line: the file of the collection and the line in it (from 1), its topic, and
what was annotated by the guide: mentions, amounts and claims, every span as [start, stop] in code points.
Its part is `held` where nobody who writes rules has read it, `developed` where rules were mended on it, and `claims`
where that is so too and no names are annotated. In `sums`, `sums-held`, `sums-fresh` and `sums-last` sums of money
and claims alone are annotated: the first to fit on, the next two to choose by, the last to measure on. `again` holds
the claims of a second reader who had not seen the first. In `percents` percentages are annotated instead: whether
they are so, of what, when and according to whom, which is said in the same ways. `gulf`, `gulf-held` and `gulf-last`
are as the three of `sums`, of a collection that lost its figures and stops: `put` says what was put back where.

`written.jsonl` holds items of news that were written for this, with their sums, in the same form and with the text.
"""

import json
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.learned import SOUGHT

ANNOTATED = Path(__file__).parent / "articles.jsonl"
WRITTEN = Path(__file__).parent / "written.jsonl"

Row = dict[str, Any]


def articles() -> list[Row]:
    """The annotations as they are kept, without texts."""
    return _rows(ANNOTATED)


def written() -> Iterator[tuple[Row, str]]:
    """The items that were made up, each with its text."""
    for number, row in enumerate(_rows(WRITTEN), 1):
        yield row | {"file": "written", "line": number, "part": "written", "mentions": None}, row["text"]


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def texts(news: Path, wanted: list[Row]) -> Iterator[tuple[Row, str]]:
    """Each article with its text, read from `news`, the folder of the collections.

    Raises ValueError when a text is not as long as the annotated one was: another edition of the collection.
    """
    by_file: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in wanted:
        by_file[row["file"]][row["line"]] = row
    for name, rows in sorted(by_file.items()):
        with lzma.open(news / name, "rt", encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if number in rows:
                    text = line.rstrip("\n")
                    if len(text) != rows[number]["letters"]:
                        raise ValueError(f"{name}:{number} is {len(text)} letters long, not {rows[number]['letters']}.")
                    yield rows[number], restored(rows[number], text)


def restored(row: Row, text: str) -> str:
    """The text that was annotated: the letters that were kept, and behind so many of them what was put back.

    >>> restored({"kept": 16, "put": [[4, " 3"], [16, "."]]}, "دفعت ملايين درهم للشركة")
    'دفعت 3 ملايين درهم.'
    """
    made, done = "", 0
    for at, piece in row.get("put", []):
        made, done = made + text[done:at] + piece, at
    return made + text[done : row.get("kept", len(text))]


def gold(row: Row, text: str) -> Row:
    """The annotations in the form that `python -m pipeline score` reads, surfaces and all."""

    def span(places: list[int] | None) -> Row | None:
        return places and {"start": places[0], "stop": places[1], "surface": text[places[0] : places[1]]}

    return {
        "doc_id": f"{row['file']}:{row['line']}",
        "mentions": [{**(span([start, stop]) or {}), "label": label} for start, stop, label in row["mentions"] or []],
        "amounts": [{key: a[key] for key in a if key != "span"} | (span(a["span"]) or {}) for a in row["amounts"]],
        **{
            reading: [claim | {role: span(claim[role]) for role in SOUGHT if role in claim} for claim in row[reading]]
            for reading in ("claims", "again")
            if reading in row
        },
    }


def main(news: Path, out: Path) -> None:
    """Write two files for each part."""
    out.mkdir(parents=True, exist_ok=True)
    made: dict[str, list[Row]] = defaultdict(list)
    for row, text in chain(texts(news, articles()), written()):
        made[row["part"]].append(gold(row, text) | {"text": text})
    for part, rows in made.items():
        golds = [{key: row[key] for key in row if key != "text"} for row in rows]
        docs = [{key: row[key] for key in ("doc_id", "text")} for row in rows]
        for kind, some in (("docs", docs), ("gold", golds)):
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in some)
            (out / f"{part}.{kind}.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
