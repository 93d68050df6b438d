"""Articles annotated by hand, kept as offsets into collections of news: joined with their texts to measure on.

    python -m training.articles NEWS OUT     OUT/docs.jsonl and OUT/gold.jsonl, for `extract` and `score`

`articles.jsonl` holds one article a line: the file of the collection and the line in it (from 1), its topic, and
what was annotated by the guide: mentions, amounts and claims, every span as [start, stop] in code points.
"""

import json
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ANNOTATED = Path(__file__).parent / "articles.jsonl"
ROLES = ("payer", "payee", "subject", "source", "when")

Row = dict[str, Any]


def articles() -> list[Row]:
    """The annotations as they are kept, without texts."""
    return [json.loads(line) for line in ANNOTATED.read_text(encoding="utf-8").splitlines()]


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
                    yield rows[number], text


def gold(row: Row, text: str) -> Row:
    """The annotations in the form that `python -m pipeline score` reads, surfaces and all."""

    def span(places: list[int] | None) -> Row | None:
        return places and {"start": places[0], "stop": places[1], "surface": text[places[0] : places[1]]}

    return {
        "doc_id": f"{row['file']}:{row['line']}",
        "mentions": [{**(span([start, stop]) or {}), "label": label} for start, stop, label in row["mentions"]],
        "amounts": [{key: a[key] for key in a if key != "span"} | (span(a["span"]) or {}) for a in row["amounts"]],
        "claims": [claim | {role: span(claim[role]) for role in ROLES} for claim in row["claims"]],
    }


def main(news: Path, out: Path) -> None:
    """Write the two files."""
    out.mkdir(parents=True, exist_ok=True)
    with (
        open(out / "docs.jsonl", "w", encoding="utf-8") as docs,
        open(out / "gold.jsonl", "w", encoding="utf-8") as golds,
    ):
        for row, text in texts(news, articles()):
            made = gold(row, text)
            docs.write(json.dumps({"doc_id": made["doc_id"], "text": text}, ensure_ascii=False) + "\n")
            golds.write(json.dumps(made, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
