"""Documents: what is read equals what was written, whatever the kind of file; each fault costs one row."""

import csv
import gzip
import io
import json
import os
import re
import tracemalloc
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from casefile import Case, cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import documents as room
from pipeline.documents import Document, Reject, documents, files

FIELDS = ("doc_id", "text", "title", "published", "source")


def read(*paths: Path) -> list[Document | Reject]:
    return list(documents(paths))


def rejected(path: Path) -> Reject:
    """The one thing that comes out of `path`, a reject."""
    (found,) = read(path)
    assert isinstance(found, Reject)
    assert found.stage == "documents"
    assert re.fullmatch(r"[^\n]+\.", found.error), "a sentence"
    return found


def written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def line(**fields: object) -> str:
    return json.dumps(fields) + "\n"


def jsonl(rows: list[Document]) -> bytes:
    return "".join(json.dumps(row._asdict(), default=str, ensure_ascii=False) + "\n" for row in rows).encode()


def table(rows: list[Document], delimiter: str = ",") -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(FIELDS)
    writer.writerows(rows)
    return file.getvalue().encode()


def parquet(rows: list[Document], path: Path, **options: object) -> Path:
    columns = {name: [getattr(row, name) for row in rows] for name in FIELDS}
    pq.write_table(pa.table(columns), path, **options)
    return path


def as_parquet(rows: list[Document], folder: Path) -> list[Path]:
    return [parquet(rows, folder / "a.parquet", row_group_size=2)]


def packed(name: str, pack: object) -> object:
    return lambda rows, folder: [written(folder / name, pack(rows))]


FORMATS = {
    "jsonl": packed("a.jsonl", jsonl),
    "jsonl with a byte order mark": packed("a.jsonl", lambda rows: b"\xef\xbb\xbf" + jsonl(rows)),
    "jsonl with blank lines": packed("a.jsonl", lambda rows: jsonl(rows).replace(b"\n", b"\r\n \n")),
    "jsonl.gz": packed("a.jsonl.gz", lambda rows: gzip.compress(jsonl(rows))),
    "jsonl.gz in two members": packed(
        "a.jsonl.gz", lambda rows: gzip.compress(jsonl(rows[:1])) + gzip.compress(jsonl(rows[1:]))
    ),
    "jsonl.zst": packed("a.jsonl.zst", lambda rows: zstandard.compress(jsonl(rows))),
    "jsonl.zst in two frames": packed(
        "a.jsonl.zst", lambda rows: zstandard.compress(jsonl(rows[:1])) + zstandard.compress(jsonl(rows[1:]))
    ),
    "csv": packed("a.csv", table),
    "csv with a byte order mark": packed("a.csv", lambda rows: b"\xef\xbb\xbf" + table(rows)),
    "csv of semicolons": packed("a.csv", lambda rows: table(rows, ";")),
    "csv.gz": packed("a.csv.gz", lambda rows: gzip.compress(table(rows))),
    "csv.zst": packed("a.csv.zst", lambda rows: zstandard.compress(table(rows))),
    "parquet": as_parquet,
}

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
HARD = st.sampled_from('\r\n",;\t\ufeff\u200f\u0640\u0661')
TEXTS = st.text(LETTERS | HARD).map("x{}".format)
ROWS = st.lists(
    st.builds(
        Document,
        TEXTS,
        TEXTS,
        st.none() | TEXTS,
        st.none() | st.dates(date(1900, 1, 1)),
        st.none() | TEXTS,
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row.doc_id,
)


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(rows=ROWS)
def test_what_is_written_is_read(write, rows, tmp_path):
    assert read(*write(rows, tmp_path)) == rows


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(text=TEXTS)
def test_a_text_is_read_letter_by_letter(text, tmp_path):
    assert read(written(tmp_path / "a.b.txt", text)) == [Document("a.b", text, None, None, None)]


def test_the_byte_order_mark_of_a_text_is_dropped(tmp_path):
    path = written(tmp_path / "a.TXT", "\ufeff\ufeffone\r\ntwo\r")
    assert read(path) == [Document("a", "\ufeffone\r\ntwo\r", None, None, None)]


@pytest.mark.parametrize("case", cases("documents"), ids=lambda case: case.place)
def test_lines(case: Case, tmp_path):
    whole = line(id="other", text="other")
    first, found, last = read(written(tmp_path / "a.jsonl", f"{whole}{case.text}\n{whole.replace('o', 'a')}"))
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    if isinstance(found, Document):
        assert f"doc_id {found.doc_id}" == case.head
        assert found[2:] == (None, None, None)
    else:
        assert found.error.startswith(case.head)
        assert found.source == f"{tmp_path}/a.jsonl:2"


def test_a_stray_control_letter_costs_no_article(tmp_path):
    """Collections of news hold them: a NUL after the last stop, say. Folding leaves it out."""
    assert read(written(tmp_path / "a.jsonl", line(id=1, text="نص.\0")))[0].text == "نص.\0"
    assert read(written(tmp_path / "a.csv", b"id,text\n1,ok\0\n"))[0].text == "ok\0"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no\ud83d", r"The field 'text' holds half a letter (\ud83d) at letter 2."),
        ("\udc80no", r"The field 'text' holds half a letter (\udc80) at letter 0."),
        (" \n\t\r\x0b\x85\u2028\ufeff", "The text is empty or white space alone."),
    ],
)
def test_letters_that_no_text_holds(text, reason, tmp_path):
    assert rejected(written(tmp_path / "a.jsonl", line(id=1, text=text))).error.startswith(reason)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"id": ' + "9" * 5000 + "}"])
def test_json_that_cannot_be_parsed(text, tmp_path):
    assert rejected(written(tmp_path / "a.jsonl", text)).source.endswith("a.jsonl:1")


def test_a_line_that_is_not_utf8_says_at_which_byte(tmp_path):
    first, second = read(written(tmp_path / "a.jsonl", b'{"id": "\xc7"}\n{"id": 1, "text": "yes"}'))
    assert first.error.startswith("The byte 0xC7 at byte 8 of the line is not UTF-8.")
    assert first.source.endswith("a.jsonl:1")
    assert second.doc_id == "1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The text is empty or white space alone."),
        (b"\xef\xbb\xbf \r\n", "The text is empty or white space alone."),
        (b"ok \xe4", "The byte 0xE4 at byte 3 is not UTF-8."),
        ("ok".encode("utf-16"), "The file is text in UTF-16"),
        ("ok".encode("utf-32"), "The file is text in UTF-32"),
        ("ok".encode("utf-16-le"), "There is a NUL at byte 1: this is no text, or UTF-16."),
        (b"\x7fELF\x02\x01\x01\0\0", "There is a NUL at byte 7: this is no text"),
        (b"%PDF-1.7 ...", "The file is a PDF, whatever its name says."),
        (gzip.compress(b"ok", mtime=0), "The file is packed with gzip"),
    ],
)
def test_texts_that_are_none(content, reason, tmp_path):
    found = rejected(written(tmp_path / "a.txt", content))
    assert found.error.startswith(reason)
    assert found.source == f"{tmp_path}/a.txt"


@pytest.mark.parametrize("suffix", room.SUFFIXES)
def test_a_file_that_is_something_else_costs_one_row(suffix, tmp_path):
    content = b"%PDF-1.7\n\x93\x8c\n\n\0"
    assert rejected(written(tmp_path / f"a{suffix}", content)).source == f"{tmp_path}/a{suffix}"


@pytest.mark.parametrize("suffix", room.SUFFIXES)
def test_an_empty_file_costs_one_row(suffix, tmp_path):
    assert "a." in rejected(written(tmp_path / f"a{suffix}", b"")).source


@pytest.mark.parametrize("suffix", room.SUFFIXES)
def test_a_file_that_is_gone_costs_one_row(suffix, tmp_path):
    assert "No such file" in rejected(tmp_path / f"a{suffix}").error


def test_empty_tables(tmp_path):
    assert "holds no document" in rejected(parquet([], tmp_path / "a.parquet")).error
    assert "holds no document" in rejected(written(tmp_path / "a.csv", "doc_id,text\n")).error


@pytest.mark.parametrize("end", ["\r", "\r9,nine\n"])
def test_a_table_whose_lines_end_in_a_carriage_return(end, tmp_path):
    found = rejected(written(tmp_path / "a.csv", f"id,text\r1,one{end}"))
    assert found.source == f"{tmp_path}/a.csv"
    assert found.error.startswith("A line ends in a carriage return alone (CR). End lines in LF")


def test_a_file_of_another_kind(tmp_path):
    assert "no kind of file that can be read" in rejected(written(tmp_path / "a.pdf", "ok")).error
    assert "no kind of file that can be read" in rejected(written(tmp_path / "a.txt.gz", "ok")).error


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gz", "zst"])
def test_a_broken_off_archive_gives_what_came_before(pack, tmp_path):
    lines = "".join(line(id=number, text=os.urandom(50).hex()) for number in range(5000))
    suffix = "gz" if pack is gzip.compress else "zst"
    *found, last = read(written(tmp_path / f"a.jsonl.{suffix}", pack(lines.encode())[:-1000]))
    assert len(found) > 2000
    assert all(isinstance(row, Document) for row in found)
    assert isinstance(last, Reject)
    assert last.source.endswith(f"a.jsonl.{suffix}:{len(found)}")
    assert last.error.startswith("After this place the file cannot be read")


def test_a_changed_byte_in_an_archive_is_noticed(tmp_path):
    content = bytearray(gzip.compress(line(id=1, text="ok").encode()))
    content[-8] ^= 1  # of the checksum
    assert isinstance(read(written(tmp_path / "a.jsonl.gz", bytes(content)))[-1], Reject)


@pytest.mark.parametrize(
    ("rows", "number", "reason"),
    [
        ("1,a,b\n", 2, "The row has 3 cells, the first line 2."),
        ("1\n", 2, "The row has 1 cells, the first line 2."),
        ("\n\n1,\n", 4, "The text is empty or white space alone."),
        (",ok\n", 2, "The field 'id' is empty."),
        ('1,"a"b\n', 2, "The row is not CSV:"),
        ("1,a\rb\n", 2, "A line ends in a carriage return alone (CR). End lines in LF"),
        ('1,"a\nb\n', 2, "A quotation mark that opens here is not closed (read up to line 3)."),
        ("1,abc\xe4\n", 2, "The byte 0xE4 at byte 3 of the field 'text' is not UTF-8."),
    ],
)
def test_rows_of_csv(rows, number, reason, tmp_path):
    before, after = b"id,text\n", b"" if "not closed" in reason else b"9,nine\n"
    found, *rest = read(written(tmp_path / "a.csv", before + rows.encode("latin-1") + after))
    assert found.error.startswith(reason)
    assert found.source == f"{tmp_path}/a.csv:{number}"
    assert [row.doc_id for row in rest] == ["9"] * bool(after)


@pytest.mark.parametrize("header", ["id,body", "text,title", "1,a text of no header"])
def test_a_missing_column_is_told_once(header, tmp_path):
    path = written(tmp_path / "a.csv", f"{header}\n1,2\n3,4\n")
    assert rejected(path).error.startswith("There is no column ")


def test_parquet_without_a_column(tmp_path):
    pq.write_table(pa.table({"id": [1, 2], "body": ["a", "b"]}), tmp_path / "a.parquet")
    assert rejected(tmp_path / "a.parquet").error.startswith("There is no column 'text', only id, body.")


def test_rows_of_parquet(tmp_path):
    columns = {"id": pa.array([1, None, 3]), "text": pa.array(["one", "two", ""]).dictionary_encode()}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    first, second, third = read(tmp_path / "a.parquet")
    assert first == Document("1", "one", None, None, None)
    assert second == Reject(f"{tmp_path}/a.parquet:2", "documents", second.error)
    assert third.error.startswith("The text is empty")


@pytest.mark.parametrize(
    "day",
    [
        pa.array([10**18], pa.timestamp("us")),
        pa.array([-(10**18)], pa.timestamp("us", "UTC")),
        pa.array([0], pa.timestamp("us", "Nowhere/At_All")),
        pa.array([2**31 - 1], pa.date32()),
    ],
    ids=("too late", "too early", "in no zone", "days beyond all"),
)
def test_a_day_that_no_calendar_has_is_none(tmp_path, day):
    pq.write_table(pa.table({"id": ["a"], "text": ["ok"], "published": day}), tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet") == [Document("a", "ok", None, None, None)]


def test_text_in_parquet_that_is_not_utf8(tmp_path):
    offsets, letters = b"\0\0\0\0\2\0\0\0\4\0\0\0", b"o\xe4ok"
    texts = pa.StringArray.from_buffers(2, pa.py_buffer(offsets), pa.py_buffer(letters))
    pq.write_table(pa.table({"id": ["a", "b"], "text": texts}), tmp_path / "a.parquet")
    first, second = read(tmp_path / "a.parquet")
    assert first.error.startswith("The byte 0xE4 at byte 1")
    assert second.text == "ok"


def test_a_broken_row_group_costs_one_row(tmp_path):
    rows = [Document(f"d{number}", os.urandom(500).hex(), None, None, None) for number in range(6)]
    path = parquet(rows, tmp_path / "a.parquet", row_group_size=2, compression="zstd")
    content = bytearray(path.read_bytes())
    group = pq.ParquetFile(path).metadata.row_group(1).column(1)
    begin = min(group.data_page_offset, group.dictionary_page_offset or group.data_page_offset)
    content[begin : begin + group.total_compressed_size] = b"\xff" * group.total_compressed_size
    found = read(written(path, bytes(content)))
    assert [row.doc_id for row in found if isinstance(row, Document)] == ["d0", "d1", "d4", "d5"]
    assert found[2].source == f"{path}:3"
    assert found[2].error.startswith("The rows 3 to 4 cannot be read: ")


def test_a_parquet_file_that_is_broken_off(tmp_path):
    path = parquet([Document("a", "ok", None, None, None)], tmp_path / "a.parquet")
    assert rejected(written(path, path.read_bytes()[:-4])).error.startswith("The file cannot be read: ")


def test_of_two_documents_with_one_id_the_first_stays(tmp_path):
    first = written(tmp_path / "a.jsonl", line(id=1, text="first") + line(id="1", text="second"))
    (tmp_path / "b").mkdir()
    second = written(tmp_path / "b" / "1.txt", "third")
    good, *bad = read(first, second)
    assert good.text == "first"
    assert [row.source for row in bad] == [f"{first}:2", str(second)]
    assert all(row.error.startswith("The doc_id '1' was there before") for row in bad)


def test_an_id_may_come_again_after_a_reject(tmp_path):
    _, good = read(written(tmp_path / "a.jsonl", line(id=1, text="") + line(id=1, text="ok")))
    assert good.text == "ok"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-06-13", date(2025, 6, 13)),
        ("2025-06-13T23:30:00Z", date(2025, 6, 13)),
        ("2025-06-13 23:30:00.123-05:00", date(2025, 6, 13)),
        ("Fri, 13 Jun 2025 23:30:00 +0400", date(2025, 6, 13)),
        ("13 Jun 2025 23:30 GMT", date(2025, 6, 13)),
        (" 2025-06-13 ", date(2025, 6, 13)),
        (date(2025, 6, 13), date(2025, 6, 13)),
        (datetime(2025, 6, 13, 23, 30, tzinfo=UTC), date(2025, 6, 13)),
        (datetime(2025, 6, 13, 23, 30, tzinfo=timezone(timedelta(hours=-5))), date(2025, 6, 13)),
        ("2025-06", None),
        ("2025-13-01", None),
        ("13/06/2025", None),
        ("Fri, 33 Jun 2025 23:30:00 +0400", None),
        ("Fri, 13 Jun 2025 99:30:00 +0400", None),
        ("", None),
        (1749772800, None),
        (None, None),
    ],
)
def test_published(value, day):
    assert room.published(value) == day


@given(st.text() | st.from_regex(room.RFC_2822))
def test_no_text_breaks_published(value):
    day = room.published(value)
    assert day is None or isinstance(day, date)


def test_days_in_parquet(tmp_path):
    moment = datetime(2025, 6, 13, 23, 30)
    for kind in (pa.timestamp("us"), pa.timestamp("ms", "Asia/Riyadh"), pa.timestamp("ns"), pa.date32()):
        columns = {"id": [1, 2], "text": ["a", "b"], "published": pa.array([moment, None]).cast(kind)}
        pq.write_table(pa.table(columns), tmp_path / "a.parquet")
        first, second = read(tmp_path / "a.parquet")
        assert first.published in (date(2025, 6, 13), date(2025, 6, 14))
        assert type(first.published) is date
        assert second.published is None


@pytest.mark.parametrize("suffix", room.SUFFIXES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(content=st.binary(max_size=300) | st.text('id,text"\\{}[]:\n\r\0\ufeff 1').map(str.encode))
def test_no_file_raises(suffix, content, tmp_path):
    for data in (content, gzip.compress(content), zstandard.compress(content)):
        for found in read(written(tmp_path / f"a{suffix}", data)):
            assert isinstance(found, Document | Reject)
            "".join(filter(None, (field for field in found if isinstance(field, str)))).encode()


def test_a_name_that_is_no_utf8(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe4.txt"))
    try:
        written(path, "ok")
    except OSError:
        pytest.skip("this file system knows no such names")
    found = rejected(path)
    assert found.source.endswith("\\xe4.txt")
    assert found.error.endswith("Rename it.")


COUNT, LENGTH = 2000, 10_000


def many(folder: Path, suffix: str) -> Path:
    path = folder / f"a{suffix}"
    rows = (Document(f"d{number}", f"{number} " * (LENGTH // 5), None, None, None) for number in range(COUNT))
    if suffix == ".parquet":
        return parquet(list(rows), path, write_batch_size=64)  # one row group, small pages
    content = jsonl(list(rows)) if "jsonl" in suffix else table(list(rows))
    pack = {"gz": gzip.compress, "zst": zstandard.compress}.get(suffix.rpartition(".")[2], bytes)
    return written(path, pack(content))


@pytest.mark.parametrize("suffix", [suffix for suffix in room.SUFFIXES if suffix != ".txt"])
def test_no_file_is_held_whole(suffix, tmp_path):
    path = many(tmp_path, suffix)
    held = pa.total_allocated_bytes()
    tracemalloc.start()
    count = peak = 0
    for found in documents([path]):
        count += len(found.text) > LENGTH // 5
        peak = max(peak, pa.total_allocated_bytes() - held)
    peak += tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == COUNT
    assert peak < COUNT * LENGTH / 3, "of twenty megabytes"


def test_the_second_file_is_opened_when_the_first_is_read(tmp_path):
    def given():
        yield written(tmp_path / "a.txt", "ok")
        raise AssertionError("asked for too early")

    assert next(documents(given())).text == "ok"


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".csv.zst"])
def test_a_line_of_any_length_costs_one_row(suffix, tmp_path, monkeypatch):
    monkeypatch.setattr(room, "LONGEST", 100_000)
    bomb, short = "0" * 50_000_000, "9,nine\n8,eight\n"
    if suffix == ".csv.zst":
        content, pack = f"id,text\n1,{bomb}\n{short}", zstandard.compress
    else:
        content = line(id=1, text=bomb) + line(id=9, text="nine") + line(id=8, text="eight")
        pack = gzip.compress
    path = written(tmp_path / f"a{suffix}", pack(content.encode()))
    del content, bomb
    tracemalloc.start()
    found, *rest = read(path)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert "more than 100000 bytes" in found.error
    assert found.source == f"{path}:{2 if 'csv' in suffix else 1}"
    assert [row.doc_id for row in rest] == ["9", "8"]


def test_a_long_line_leaves_the_count_of_lines_right(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "LONGEST", 100)
    path = written(tmp_path / "a.csv", f"id,text\n1,{'0' * 200}\n2\n")
    assert [found.source for found in read(path)] == [f"{path}:2", f"{path}:3"]


def test_texts_and_cells_that_are_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "LONGEST", 100)
    assert "more than 100 bytes" in rejected(written(tmp_path / "a.txt", "0" * 101)).error
    long = Document("a", "0" * 101, None, None, None)
    assert "longer than 100 bytes" in rejected(parquet([long], tmp_path / "a.parquet")).error
    path = written(tmp_path / "a.csv", 'id,text\n1,"' + "0\n" * 60 + "\n")
    assert "quotation mark that opens here is not closed" in read(path)[0].error


def test_the_limit_of_csv_is_put_back(tmp_path):
    limit = csv.field_size_limit()
    reading = documents([written(tmp_path / "a.csv", "id,text\n1,one\n2,two\n")])
    assert next(reading).doc_id == "1"
    assert csv.field_size_limit() == limit


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "a.jsonl", "README.md", ".c.txt", "deep/er/d.csv.gz", ".hidden/e.txt", "deep/f.md"):
        written(tmp_path / name, "ok")
    return tmp_path


def names(found: list[Path], folder: Path) -> list[str]:
    return [str(file.relative_to(folder)) for file in found]


def test_a_folder_is_searched_to_the_bottom(folder):
    assert names(files([str(folder)]), folder) == ["a.jsonl", "b.txt", "deep/er/d.csv.gz"]


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["*.txt"], ["b.txt"]),
        (["*"], ["a.jsonl", "b.txt", "deep/er/d.csv.gz"]),
        (["**/*.gz", "a.jsonl", "a.*"], ["a.jsonl", "deep/er/d.csv.gz"]),
        (["README.md", ".c.txt"], [".c.txt", "README.md"]),
        (["deep", "b.txt", "deep/../b.txt", "."], ["a.jsonl", "b.txt", "deep/er/d.csv.gz"]),
    ],
)
def test_paths(paths, found, folder):
    paths = [f"{folder}/{path}" for path in paths]
    assert names(files(paths), folder) == found
    assert names(files(paths[::-1]), folder) == found


def test_a_name_with_the_signs_of_a_glob(tmp_path):
    written(tmp_path / "a[1].txt", "ok")
    assert names(files([f"{tmp_path}/a[1].txt"]), tmp_path) == ["a[1].txt"]


def test_a_link_and_its_file_are_one(folder):
    (folder / "link.txt").symlink_to(folder / "b.txt")
    (folder / "loop").symlink_to(folder)
    assert names(files([str(folder)]), folder) == ["a.jsonl", "b.txt", "deep/er/d.csv.gz"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("no", "There is no file or folder '"),
        ("no*.txt", "There is no file or folder '"),
        (".hidden/none", "There is no file or folder '"),
        ("empty", "holds no file that can be read. Put .txt, .jsonl, .csv, .parquet, "),
        ("deep/*.md", "can be read. Give .txt, "),
    ],
)
def test_paths_behind_which_there_is_nothing(path, reason, folder):
    (folder / "empty").mkdir()
    with pytest.raises(FileNotFoundError, match=re.escape(reason)):
        files([f"{folder}/b.txt", f"{folder}/{path}"])
