"""The texts to read: files of four kinds, as a stream of documents and of what could not be read."""

import codecs
import csv
import glob
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

LONGEST = 16 * 2**20  # bytes of one text or line: a book of 2,500 pages; what is longer is no article
ROWS = 64  # of a Parquet file that are in memory together
PACKED = (".jsonl", ".csv")  # the kinds that may also be packed
PACKINGS = {".gz": "gzip", ".zst": "zstd"}
RFC_2822 = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d\d")

Record = Mapping[str, object]
Found = tuple[str, Record | str]  # the place, and the fields that stand there or why they cannot be had


class Document(NamedTuple):
    """One text as it was read, and what its file tells of it."""

    doc_id: str
    text: str
    title: str | None
    published: date | None
    source: str | None


class Reject(NamedTuple):
    """What could not be read: its place as a person would look it up, the stage, and why, in a sentence."""

    source: str
    stage: str
    error: str


def files(paths: Sequence[str]) -> list[Path]:
    """The files that folders, globs and names stand for, each once, sorted by their full names.

    Folders are searched to the bottom, and of them and of globs only the kinds of file that can be read are
    taken, without hidden ones; a file given by its name is taken whatever it is. Links to folders are not
    followed. Raises FileNotFoundError for a path behind which there is nothing to read.

    >>> [file.name for file in files(["seeds", "seeds/*.txt"])]
    ['000_75a44876167607cf.txt', '002_6a1483da18dfd3f9.txt']
    >>> files(["no/such/folder"])
    Traceback (most recent call last):
    FileNotFoundError: There is no file or folder 'no/such/folder', nor one that it matches. Correct the path.
    """
    named: dict[str, list[str]] = {}
    for path in paths:
        for file in _files(path):
            named.setdefault(os.path.realpath(file), []).append(file)
    chosen = (Path(min(names, key=lambda name: (len(name), name))) for names in named.values())
    return sorted(chosen, key=lambda file: file.absolute().parts)


def _files(path: str) -> list[str]:
    if os.path.isfile(path):
        return [path]
    if os.path.isdir(path):
        found = _below(path)
        nothing = f"The folder '{path}' holds no file that can be read. Put {_listed(SUFFIXES)} files there."
    elif os.path.lexists(path):
        return [path]  # a dangling link, a pipe: `documents` says what is wrong
    else:
        matches = glob.glob(path, recursive=True)
        found = [name for match in matches for name in ([match] if os.path.isfile(match) else _below(match))]
        nothing = f"There is no file or folder '{path}', nor one that it matches. Correct the path."
        if matches:
            nothing = f"Nothing that '{path}' matches can be read. Give {_listed(SUFFIXES)} files."
    found = [name for name in found if _known(name)]
    if not found:
        raise FileNotFoundError(nothing)
    return found


def _below(folder: str) -> list[str]:
    found = []
    for parent, folders, names in os.walk(folder, onerror=_stop):
        folders[:] = [name for name in folders if not name.startswith(".")]
        shown = (os.path.join(parent, name) for name in names if not name.startswith("."))
        found += [name for name in shown if os.path.isfile(name)]
    return found


def _stop(error: OSError) -> None:
    why = f"The folder '{error.filename}' cannot be searched: {error.strerror}."
    raise PermissionError(f"{why} Allow it, or leave it out.")


def _kind(name: str) -> tuple[str, str | None]:
    """The suffix that tells what is in the file, and how it is packed.

    >>> _kind("articles.JSONL.gz"), _kind("a.b.txt")
    (('.jsonl', 'gzip'), ('.txt', None))
    """
    stem, suffix = os.path.splitext(os.path.basename(name).lower())
    packing = PACKINGS.get(suffix)
    return (os.path.splitext(stem)[1] if packing else suffix), packing


def _known(name: str) -> bool:
    kind, packing = _kind(name)
    return kind in READERS and (not packing or kind in PACKED)


def documents(files: Iterable[Path]) -> Iterator[Document | Reject]:
    """The documents of the files, one after the other; in the place of each that cannot be read, a `Reject`.

    No more than one text is in memory at a time (of a Parquet file, `ROWS`), besides a digest of each
    `doc_id`: of two documents with the same one, the second is rejected. The text is as its file has it,
    letter by letter, line ends too; only a byte order mark at the head of a file is dropped. A `published`
    that is no ISO 8601 or RFC 2822 date becomes None: the text is still good.

    >>> for found in documents(files(["seeds"])):
    ...     print(found.doc_id, len(found.text))
    000_75a44876167607cf 2217
    002_6a1483da18dfd3f9 3380
    """
    seen: set[int] = set()
    for file in files:
        for place, found in _records(file):
            yield _read(place, found, seen)


def _read(place: str, found: Record | str, seen: set[int]) -> Document | Reject:
    if isinstance(found, str):
        return Reject(place, "documents", found)
    try:
        made = document(found)
        _note(made.doc_id, seen)
    except ValueError as error:
        return Reject(place, "documents", str(error))
    return made


def _note(doc_id: str, seen: set[int]) -> None:
    digest = int.from_bytes(blake2b(doc_id.encode(), digest_size=12).digest(), "big")
    if digest in seen:
        raise ValueError(
            f"The doc_id '{doc_id[:100]}' was there before, so this document is left out."
            " Give it one of its own (a .txt file: another name)."
        )
    seen.add(digest)


def document(record: Record) -> Document:
    """The document that a record's fields make; ValueError says which field cannot be one.

    >>> document({"id": 17, "text": "نص", "published": "Fri, 13 Jun 2025 09:00:00 GMT"})
    Document(doc_id='17', text='نص', title=None, published=datetime.date(2025, 6, 13), source=None)
    >>> document({"id": 17})
    Traceback (most recent call last):
    ValueError: The field 'text' is missing. Give each document a 'text'.
    """
    key = "doc_id" if record.get("doc_id") is not None else "id"
    name = record.get(key)
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    if name is None:
        raise ValueError("The field 'doc_id' is missing. Give each document one of its own.")
    doc_id = _string(name, key)
    if _blank(doc_id):
        raise ValueError(f"The field '{key}' is empty. Give each document one of its own.")
    if record.get("text") is None:
        raise ValueError("The field 'text' is missing. Give each document a 'text'.")
    text = _string(record["text"], "text")
    if _blank(text):
        raise ValueError("The text is empty or white space alone. There is nothing to read in it.")
    return Document(
        doc_id,
        text,
        _optional(record, "title"),
        published(record.get("published")),
        _optional(record, "source"),
    )


def published(value: object) -> date | None:
    """The day that a date, a time or its text stands for, as its own time zone has it; None if it is none.

    >>> published("2025-06-13T23:30:00-05:00"), published("13/06/2025")
    (datetime.date(2025, 6, 13), None)
    """
    if isinstance(value, datetime):
        return date(value.year, value.month, value.day)
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    value = value.strip()
    try:
        read = parsedate_to_datetime if RFC_2822.match(value) else datetime.fromisoformat
        return read(value).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _optional(record: Record, key: str) -> str | None:
    value = record.get(key)
    return None if value is None or _blank(_string(value, key)) else str(value)


def _string(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"The field '{key}' is {_named(value)}, not text. Write it as a string.")
    if half := re.search("[\ud800-\udfff]", value):
        raise ValueError(
            f"The field '{key}' holds half a letter (\\u{ord(half[0]):04x}) at letter {half.start()}."
            " Write the letter whole, as two \\u escapes or as itself."
        )
    if len(value) > LONGEST // 4 and len(value.encode()) > LONGEST:
        raise ValueError(f"The field '{key}' is longer than {LONGEST} bytes. Cut it into documents.")
    return value


def _not_utf8(byte: int, place: str) -> str:
    return (
        f"The byte 0x{byte:02X} {place} is not UTF-8."
        " Convert the file, for instance with iconv -f WINDOWS-1256 -t UTF-8."
    )


def _blank(text: str) -> bool:
    # bidi marks, zero-width letters and control characters are no content either
    return not any(letter.isprintable() and not letter.isspace() for letter in text)


def _named(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return "null" if value is None else kinds.get(type(value), f"of the type {type(value).__name__}")


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def spelled(file: Path) -> str:
    """The path as it was given, bytes of it that are no UTF-8 written out: it can be printed and kept in a table.

    >>> spelled(Path("news", os.fsdecode(b"\\xe4.txt")))
    'news/\\\\xe4.txt'
    """
    return os.fsencode(file).decode("utf-8", "backslashreplace")


def _records(file: Path) -> Iterator[Found]:
    """The records of a file, each with its place; last of all why there are no more, if it broke off."""
    place = spelled(file)
    if not _known(file.name):
        yield place, f"This is no kind of file that can be read. Give {_listed(SUFFIXES)}."
        return
    if file.exists() and not file.is_file():
        yield place, "This is no regular file but a folder, a pipe or a device. Give a file that holds the texts."
        return
    latest = None
    try:
        for latest, found in READERS[_kind(file.name)[0]](file, place):
            yield latest, found
    except (OSError, ValueError, csv.Error, pa.ArrowException) as error:
        where = "The file" if latest is None else "After this place the file"
        yield latest or place, f"{where} cannot be read: {_reason(error)}. Look whether it is whole."
        return
    if latest is None:
        yield place, "The file is empty: it holds no document."


def _reason(error: Exception) -> str:
    said = (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__
    return said.splitlines()[0].rstrip(".")


@contextmanager
def _opened(file: Path) -> Iterator[BufferedReader]:
    """The file's bytes, unpacked and without a byte order mark.

    Unlike others, Arrow's streams notice a .zst that is broken off.
    """
    packing = _kind(file.name)[1]
    with (
        file.open("rb", buffering=0) as raw,
        BufferedReader(pa.CompressedInputStream(raw, packing) if packing else raw, 2**16) as stream,
    ):
        if stream.peek(3).startswith(codecs.BOM_UTF8):
            stream.read(3)
        yield stream


def _texts(file: Path, place: str) -> Iterator[Found]:
    if not place.endswith(file.name):
        yield place, "The name of the file, which gives the doc_id, is not UTF-8. Rename it."
        return
    with _opened(file) as stream:
        data = stream.read(LONGEST + 1)
    try:
        yield place, _foreign(data) or {"doc_id": file.stem, "text": _decoded(data)}
    except ValueError as error:
        yield place, str(error)


def _decoded(data: bytes, within: str = "") -> str:
    if len(data) > LONGEST:
        raise ValueError(f"There are more than {LONGEST} bytes{within}. Cut it into documents.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(_not_utf8(data[error.start], f"at byte {error.start}{within}")) from None
    if "\0" in text:
        place = data.index(b"\0")
        raise ValueError(f"There is a NUL at byte {place}{within}: this is no text, or UTF-16. Give UTF-8.")
    return text


FOREIGN = (
    (codecs.BOM_UTF32_LE, "text in UTF-32"),
    (codecs.BOM_UTF32_BE, "text in UTF-32"),
    (codecs.BOM_UTF16_LE, "text in UTF-16"),
    (codecs.BOM_UTF16_BE, "text in UTF-16"),
    (b"{\0", "text in UTF-16"),
    (b"\0{", "text in UTF-16"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
    (b"PAR1", "a Parquet file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3\0", "a database"),
)


def _foreign(head: bytes) -> str | None:
    """What the file is instead of text in UTF-8, where its first bytes say so."""
    kind = next((kind for mark, kind in FOREIGN if head.startswith(mark)), None)
    return kind and f"The file is {kind}, whatever its name says. Save it as text in UTF-8, or name it so."


def _lines(stream: BufferedReader) -> Iterator[bytes]:
    """The lines with their ends; of a line that is too long, only as much as shows that it is."""
    while line := stream.readline(LONGEST + 1):
        yield line
        rest = line if len(line) > LONGEST else b"\n"
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(2**16)


def _objects(file: Path, place: str) -> Iterator[Found]:
    with _opened(file) as stream:
        if fault := _foreign(stream.peek(16)):
            yield place, fault
            return
        for number, line in enumerate(_lines(stream), 1):
            if line.strip():
                yield f"{place}:{number}", _object(line)


def _object(line: bytes) -> Record | str:
    try:
        text = _decoded(line.rstrip(b"\r\n"), " of the line")
    except ValueError as error:
        return str(error)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        fault = error.msg.removesuffix(" at")
        return f"The line is not JSON: {fault} at letter {error.pos}. Write one object a line."
    except (ValueError, RecursionError):  # a number of 5,000 digits, [[[[…
        return "The line holds a number too long or lists too deep to be read. Write one flat object a line."
    if not isinstance(value, dict):
        return f"The line is {_named(value)}, not an object. Write one object a line."
    return value


CARRIAGE_RETURN = (
    "A line ends in a carriage return alone (CR). End lines in LF or CRLF, for instance with tr '\\r' '\\n',"
    " and put cells that hold line ends in quotation marks."
)


def _rows(file: Path, place: str) -> Iterator[Found]:
    with _opened(file) as stream:
        if fault := _foreign(stream.peek(16)):
            yield place, fault
            return
        raw = _lines(stream)
        head = _decoded(next(raw, b""), " of the first line")
        if "\r" in head.rstrip("\r\n"):
            yield place, CARRIAGE_RETURN
            return
        lines = map(_line, raw)
        delimiter = next((mark for mark in ",;\t" if "text" in _cells(head, mark)), ",")
        header = _cells(head, delimiter)
        if head and (fault := _missing(header)):
            yield place, fault
            return
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        unread = 2  # lines that the reader does not count: the first one, and those that are too long
        while True:
            number = f"{place}:{reader.line_num + unread}"
            try:
                cells = _next(reader)
            except csv.Error as error:
                yield number, _broken(str(error), reader.line_num + unread - 1)
            except ValueError as error:
                unread += 1
                yield number, str(error)
            else:
                if cells is None:
                    return
                if cells:
                    yield number, _row(header, cells)


def _row(header: list[str], cells: list[str]) -> Record | str:
    if len(cells) != len(header):
        return (
            f"The row has {len(cells)} cells, the first line {len(header)}."
            " Put texts that hold commas or line ends in quotation marks."
        )
    for name, cell in zip(header, cells, strict=True):
        if foreign := re.search("[\udc80-\udcff]", cell):
            place = len(cell[: foreign.start()].encode())
            return _not_utf8(ord(foreign[0]) - 0xDC00, f"at byte {place} of the field '{name}'")
    return dict(zip(header, cells, strict=True))


def _missing(columns: Sequence[str]) -> str | None:
    """What no row of a file with these columns has, but every document needs."""
    for names in (("text",), ("doc_id", "id")):
        if not set(names) & set(columns):
            wanted = " or ".join(f"'{name}'" for name in names)
            return f"There is no column {wanted}, only {', '.join(columns)}. Name the columns doc_id, text."
    return None


def _line(line: bytes) -> str:
    if len(line) > LONGEST:
        raise ValueError(f"There are more than {LONGEST} bytes in the line. Cut it into documents.")
    return line.decode("utf-8", "surrogateescape")  # so that one bad byte costs its row, see _row


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next row, or None; a cell may be as long as a text, which csv allows all readers or none."""
    limit = csv.field_size_limit(LONGEST)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(limit)


def _broken(reason: str, line: int) -> str:
    if "unexpected end" in reason or "field limit" in reason:
        return f"A quotation mark that opens here is not closed (read up to line {line}). Close it."
    if "new-line character" in reason:
        return CARRIAGE_RETURN
    return f"The row is not CSV: {reason}. Double the quotation marks inside a cell."


def _parquet(file: Path, place: str) -> Iterator[Found]:
    with pq.ParquetFile(os.fspath(file), buffer_size=2**20, pre_buffer=False) as rows:
        names = rows.schema_arrow.names
        if fault := _missing(names):
            yield place, fault
            return
        columns = [name for name in ("doc_id", "id", "text", "title", "published", "source") if name in names]
        first = 1
        for group in range(rows.num_row_groups):
            count = rows.metadata.row_group(group).num_rows
            done = first
            try:
                for batch in rows.iter_batches(ROWS, [group], columns):
                    for index in range(len(batch)):
                        yield f"{place}:{done + index}", _record(batch, index)
                    done += len(batch)
            except (OSError, pa.ArrowException) as error:
                rows_lost = f"The rows {done} to {first + count - 1} cannot be read"
                yield f"{place}:{done}", f"{rows_lost}: {_reason(error)}. Look whether the file is whole."
            first += count


def _record(batch: pa.RecordBatch, index: int) -> Record | str:
    try:
        return {name: _cell(batch.column(name)[index]) for name in batch.schema.names}
    except UnicodeDecodeError as error:
        return _not_utf8(error.object[error.start], f"at byte {error.start} of a field")
    except (ValueError, OverflowError) as error:
        return f"The row cannot be read: {error}."


def _cell(cell: pa.Scalar) -> object:
    """What a cell holds; None for a day or time that no calendar has, such as one in the year 33658."""
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        if pa.types.is_temporal(cell.type):
            return None
        raise


READERS: dict[str, Callable[[Path, str], Iterator[Found]]] = {
    ".txt": _texts,
    ".jsonl": _objects,
    ".csv": _rows,
    ".parquet": _parquet,
}
SUFFIXES = (*READERS, *(kind + packing for kind in PACKED for packing in PACKINGS))
