"""The tables of a run in the forms of other programs: CSV, JSON Lines, CoNLL and brat's standoff."""

import csv
import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import brat
from pipeline.disk import whole
from pipeline.show import number
from pipeline.tables import TABLES
from pipeline.verify import manifest

Row = dict[str, Any]
Part = Mapping[str, pa.Table]

FORMULA = re.compile("'*[\\s\\x00\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]*[=+\\-@\\t\\r\\n\\x00＝＋－＠]")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*\.", re.IGNORECASE)  # no file's name on Windows


def export(outputs: Path, folder: Path, to: str) -> list[Path]:
    """The files that were written to `folder`: the tables of a finished run as csv, jsonl, conll or brat.

    One part of the run is held at a time. Raises FileNotFoundError where no run has been finished, and
    ValueError for another form or, for brat, a folder that has annotations already: they may be somebody's work.
    """
    if to not in FORMS:
        raise ValueError(f"There is no form '{to}'. Choose one of {', '.join(FORMS)}.")
    found = parts(outputs)
    folder.mkdir(parents=True, exist_ok=True)
    return FORMS[to](found, folder)


def parts(outputs: Path) -> Iterator[Part]:
    """The tables of each part of a finished run, by name."""
    count = manifest(outputs)["parts"]
    return (
        {name: pq.read_table(outputs / name / f"part-{number:05}.parquet") for name in TABLES}
        for number in range(count)
    )


def _csv(found: Iterable[Part], folder: Path) -> list[Path]:
    files = {name: folder / f"{name}.csv" for name in TABLES}
    with ExitStack() as open_files:
        rows = {name: csv.writer(open_files.enter_context(whole(file, "utf-8-sig"))) for name, file in files.items()}
        for name, columns in TABLES.items():
            rows[name].writerow(column.name for column in columns)
        for part in found:
            for name, table in part.items():
                rows[name].writerows(map(cell, row.values()) for row in table.to_pylist())
    return list(files.values())


def cell(value: object) -> str:
    """A cell of a CSV file for Excel: null is empty, lists are joined, no text is a formula.

    >>> cell(Decimal("-0.600")), cell("=1+1"), cell("-0.6"), cell(None), cell(["SAR", "QAR"])
    ('-0.6', "'=1+1", '-0.6', '', 'SAR, QAR')
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return harmless(", ".join(value))
    return harmless(value) if isinstance(value, str) else str(json_value(value))


def harmless(text: str) -> str:
    """A text that no spreadsheet runs as a formula: an apostrophe stands before what would begin one.

    What begins one: = + - @, wide ones too, a tab, an end of line or NUL, also behind blanks and invisible
    marks. A plain number begins none and stays, so a negative sum is still a number. `harmed` gives the text back.
    """
    return f"'{text}" if FORMULA.match(text) and not PLAIN_NUMBER.fullmatch(text) else text


def harmed(text: str) -> str:
    """
    >>> harmed(harmless("=1")), harmed(harmless("'=1")), harmed("'tis")
    ('=1', "'=1", "'tis")
    """
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def _jsonl(found: Iterable[Part], folder: Path) -> list[Path]:
    with whole(folder / "documents.jsonl", "utf-8") as stream:
        for part in found:
            for document in nested(part):
                stream.write(json.dumps(document, ensure_ascii=False) + "\n")
    return [folder / "documents.jsonl"]


def nested(part: Part) -> Iterator[Row]:
    """Each document of a part with its mentions, amounts, times and claims in it, in values of JSON.

    The form is that of annotated documents (docs/score.md) and more: spans are `{start, stop, surface}`,
    sums decimal strings without idle zeros, days ISO 8601.
    """
    rows = {name: by_document(part[name]) for name in ("mentions", "amounts", "times", "claims")}
    for document in part["documents"].to_pylist():
        doc_id, text = document["doc_id"], document["text"]
        inner = {name: [_inner(name, row, text) for row in found.get(doc_id, ())] for name, found in rows.items()}
        yield {key: json_value(value) for key, value in document.items()} | inner


def by_document(table: pa.Table) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in table.to_pylist():
        found[row.pop("doc_id")].append(row)
    return found


def _inner(table: str, row: Row, text: str) -> Row:
    """A row as it stands in its document: its id as `id`, the columns of each span together."""
    made: Row = {"id": row.pop(f"{table[:-1]}_id")}
    for start in [name for name in row if name.endswith("_start")]:
        name = start.removesuffix("_start")
        begin, end = row.pop(start), row.pop(f"{name}_stop")
        more = {key.removeprefix(f"{name}_"): row.pop(key) for key in list(row) if key.startswith(f"{name}_")
                and key != "when_value"}  # fmt: skip
        worth = {"value": json_value(row.pop(name))} if name == "stake" else {}
        row[name] = None if begin is None else {"start": begin, "stop": end, "surface": text[begin:end]} | more | worth
    made |= {key: value if isinstance(value, dict) else json_value(value) for key, value in row.items()}
    if table == "claims":
        made["amount"] = made.pop("id")
    return made


def json_value(value: Any) -> Any:
    """
    >>> json_value(Decimal("14800000000.000")), json_value(date(2025, 6, 1)), json_value(0.656000018119812)
    ('14800000000', '2025-06-01', 0.656)
    """
    if isinstance(value, Decimal):
        return number(value, "")
    if isinstance(value, float):
        return round(value, 4)
    return value.isoformat() if isinstance(value, date) else value


def _conll(found: Iterable[Part], folder: Path) -> list[Path]:
    with whole(folder / "mentions.conll", "utf-8") as stream:
        for part in found:
            tokens, mentions = by_document(part["tokens"]), by_document(part["mentions"])
            for document in part["documents"].to_pylist():
                doc_id, text = document["doc_id"], document["text"]
                stream.write(f"-DOCSTART-\t{' '.join(doc_id.split())}\t-\tO\n\n")
                stream.writelines(conll(text, tokens.get(doc_id, ()), mentions.get(doc_id, ())))
    return [folder / "mentions.conll"]


def conll(text: str, tokens: Sequence[Row], mentions: Sequence[Row]) -> Iterator[str]:
    r"""A line for each word, `form, start, stop, tag` between tabs, and an empty one after each sentence.

    Tags are BIO. A word is cut where a name begins or ends in it, so a clitic is a word of its own. Names come in
    order, none inside another.

    >>> list(conll("w-OK.", [{"start": 0, "stop": 4, "sentence": 0}, {"start": 4, "stop": 5, "sentence": 0}],
    ...            [{"start": 2, "stop": 4, "label": "ORG"}]))
    ['w-\t0\t2\tO\n', 'OK\t2\t4\tB-ORG\n', '.\t4\t5\tO\n', '\n']
    """
    before = None
    starts, stops = ([row[edge] for row in mentions] for edge in ("start", "stop"))
    for token in tokens:
        if before is not None and token["sentence"] != before:
            yield "\n"
        before = token["sentence"]
        begin, end = token["start"], token["stop"]
        inside = mentions[bisect_right(stops, begin) : bisect_left(starts, end)]
        edges = {begin, end, *(row[edge] for row in inside for edge in ("start", "stop") if begin < row[edge] < end)}
        for start, stop in pairwise(sorted(edges)):
            over = next((row for row in inside if row["start"] <= start and stop <= row["stop"]), None)
            tag = "O" if over is None else f"{'B' if over['start'] == start else 'I'}-{over['label']}"
            yield f"{'_'.join(text[start:stop].split()) or '_'}\t{start}\t{stop}\t{tag}\n"
    if tokens:
        yield "\n"


def _brat(found: Iterable[Part], folder: Path) -> list[Path]:
    if any(folder.glob("*.ann")):
        raise ValueError(f"'{folder}' has annotations already, perhaps corrected by hand. Name another folder.")
    ids: dict[str, str] = {}
    taken: set[str] = set()
    files = []
    for part in found:
        for document in nested(part):
            name = file_name(document["doc_id"], taken)
            ids[name] = document["doc_id"]
            for suffix, content in (("txt", document["text"]), ("ann", brat.standoff(document))):
                files.append(folder / f"{name}.{suffix}")
                with whole(files[-1], "utf-8") as stream:
                    stream.write(content)
    for name, content in {**brat.configs(), brat.IDS: json.dumps(ids, ensure_ascii=False, indent=1)}.items():
        files.append(folder / name)
        with whole(files[-1], "utf-8") as stream:
            stream.write(content)
    return files


def file_name(doc_id: str, taken: set[str]) -> str:
    """A name for a document's files that is not yet `taken`, and is then.

    The id itself where it is a plain name of Latin letters, digits, `.`, `_` and `-`. From any other id what is
    plain is taken and its digest added, so no id leads out of a folder and no two of them to one file, not even
    where large and small letters are the same.

    >>> file_name("a/../b", set()), file_name("News", {"news"})
    ('a-b-900ea8b7e0d8', 'News-69752f2313b2')
    """
    digest = hashlib.sha256(doc_id.encode()).hexdigest()[:12]
    name = doc_id
    if not SAFE.fullmatch(name) or RESERVED.fullmatch(name):
        name = "-".join(filter(None, (re.sub("[^A-Za-z0-9]+", "-", doc_id).strip("-")[:80], digest)))
    while name.casefold() in taken:
        name = f"{name}-{digest}"
    taken.add(name.casefold())
    return name


FORMS: dict[str, Callable[[Iterable[Part], Path], list[Path]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "conll": _conll,
    "brat": _brat,
}


def imported(folder: Path, gold: Path) -> tuple[int, int]:
    """How many documents and claims of a folder that brat has worked on were written to `gold`, one a line.

    Raises FileNotFoundError for a folder without annotations, ValueError for a line that cannot be read.
    """
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise FileNotFoundError(f"'{folder}' has no .ann files. Name a folder that was exported with --to brat.")
    ids = _ids(folder / brat.IDS)
    claims = 0
    with whole(gold, "utf-8") as stream:
        for file in files:
            text, annotations = (_text(file.with_suffix(suffix)) for suffix in (".txt", ".ann"))
            document = brat.gold(ids.get(file.stem, file.stem), text, annotations, str(file))
            claims += len(document["claims"])
            stream.write(json.dumps(document, ensure_ascii=False) + "\n")
    return len(files), claims


def _ids(file: Path) -> dict[str, str]:
    """The id of each document by the name of its files; none where the folder came without them."""
    try:
        ids = json.loads(_text(file)) if file.exists() else {}
        if not isinstance(ids, dict) or not all(isinstance(doc_id, str) for doc_id in ids.values()):
            raise TypeError
    except (json.JSONDecodeError, TypeError):
        raise ValueError(
            f"'{file}' does not tell the ids of documents by their files. Export the folder again and take the file "
            "from there, or remove it: documents are called as their files then."
        ) from None
    return ids


def _text(file: Path) -> str:
    """A file's letters as they stand, ends of lines too."""
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise FileNotFoundError(f"'{file}' is missing. Export the folder again, or put it back.") from None
    except UnicodeDecodeError:
        raise ValueError(f"'{file}' is not UTF-8. Save it as UTF-8.") from None
