"""Exports: nothing is lost or run as a formula, no file lies outside, and what brat gives back scores in full."""

import csv
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest
from conftest import mablagh
from hypothesis import given
from hypothesis import strategies as st

from pipeline import brat, tables
from pipeline.config import Config
from pipeline.export import FORMS, RESERVED, conll, export, file_name, harmed, harmless, imported, nested, parts
from pipeline.run import run
from pipeline.score import score

TEXTS = st.text(st.sampled_from("=+-@\t\r\n\x00 '5a.\u0645\u200f\u202e\ufeff\uff1d\uff0d\U0001f680\"|,"), max_size=12)


def runs(text: str) -> bool:
    """Whether a spreadsheet may run a cell: what stands first, blanks and unseen marks aside, begins a formula."""
    if re.fullmatch(r"[+-]?\d+(\.\d+)?", text, re.ASCII):
        return False
    if text.startswith(("\t", "\r", "\n", "\x00")):
        return True
    seen = [letter for letter in text if not letter.isspace() and unicodedata.category(letter) not in ("Cf", "Cc")]
    return bool(seen) and unicodedata.normalize("NFKC", seen[0]) in "=+-@"


@given(TEXTS)
def test_no_text_is_run_and_none_is_lost(text: str) -> None:
    assert not runs(harmless(text))
    assert harmed(harmless(text)) == text


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u200f=1",
        "=cmd|' /C calc'!A0",
        "\uff1d1+1",
        "--5",
        "-",
    ],
)
def test_formulas_become_text(formula: str) -> None:
    assert harmless(formula) == f"'{formula}"


@pytest.mark.parametrize("text", ["-5", "-0.6", "+12", "14.8", "", "\u0645\u064a\u062a\u0627", "a=b", "'tis", "5-6"])
def test_numbers_and_plain_words_stay(text: str) -> None:
    assert harmless(text) == text


def rows_of(outputs: Path, table: str) -> list[dict[str, Any]]:
    return ds.dataset(outputs / table).to_table().to_pylist()


def test_csv_holds_every_cell_and_opens_in_excel(sample: Path, tmp_path: Path) -> None:
    export(sample, tmp_path, "csv")
    for table in tables.TABLES:
        content = (tmp_path / f"{table}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\xef\xbb\xbf") == 1
        head, *rows = csv.reader(content.decode("utf-8-sig").splitlines(keepends=True))
        assert head == [column.name for column in tables.TABLES[table]]
        assert not any(runs(cell) for row in rows for cell in row)
        wanted = rows_of(sample, table)
        assert len(rows) == len(wanted)
        for row, cells in zip(wanted, rows, strict=True):
            for (name, value), cell in zip(row.items(), cells, strict=True):
                assert same(value, cell), (table, name, value, cell)


def same(value: object, cell: str) -> bool:
    if value is None:
        return cell == ""
    if isinstance(value, Decimal):
        return Decimal(cell) == value
    if isinstance(value, float):
        return abs(float(cell) - value) < 1e-4
    return harmed(cell) == (", ".join(value) if isinstance(value, list) else str(value))


def test_sums_in_csv_are_exact_and_signed(sample: Path, tmp_path: Path) -> None:
    export(sample, tmp_path, "csv")
    rows = list(csv.DictReader((tmp_path / "amounts.csv").open(encoding="utf-8-sig", newline="")))
    assert {"-0.6", "71.35", "120000000"} <= {row["low"] for row in rows}
    hostile = next(csv.DictReader((tmp_path / "rejects.csv").open(encoding="utf-8-sig", newline="")))
    assert hostile["stage"] == "documents"


@pytest.mark.parametrize("to", ["csv", "jsonl", "conll"])
def test_how_a_run_was_cut_changes_no_byte(sample: Path, tmp_path: Path, to: str) -> None:
    run(Config(paths=("tests/sample.jsonl",), outputs=str(tmp_path / "cut"), part=5))
    one, other = export(sample, tmp_path / "one", to), export(tmp_path / "cut", tmp_path / "other", to)
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in other]
    assert not list(tmp_path.rglob("*.tmp"))


def spans(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        if "surface" in value:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_json_lines_nest_every_row(sample: Path, tmp_path: Path) -> None:
    (file,) = export(sample, tmp_path, "jsonl")
    documents = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [document["doc_id"] for document in documents] == [row["doc_id"] for row in rows_of(sample, "documents")]
    for table in ("mentions", "amounts", "times", "claims"):
        assert sum(len(document[table]) for document in documents) == len(rows_of(sample, table))
    for document in documents:
        for span in spans(document):
            assert document["text"][span["start"] : span["stop"]] == span["surface"]
    claims = {f"{row['doc_id']}:{row['amount_start']}-{row['amount_stop']}": row for row in rows_of(sample, "claims")}
    for claim in (claim for document in documents for claim in document["claims"]):
        row = claims[claim["amount"]]
        for role in brat.ROLES:
            told = claim[role] or dict.fromkeys(("start", "stop", "name", "how", "id"))
            assert all(told[key] == row[f"{role}_{key}"] for key in ("start", "stop", "name", "how", "id"))
        assert claim["when_value"] == row["when_value"]
        assert (claim["low"] and Decimal(claim["low"])) == row["low"]
        assert (claim["stake"] and Decimal(claim["stake"]["value"])) == row["stake"]


def full(gold: Path, outputs: Path) -> bool:
    found = score(gold, outputs)
    shares = [share for share in found.shares.values() if share.gold or share.found]
    amounts, claims = found.counts["amounts"], found.counts["claims"]
    right = amounts["right"] == amounts["bound"] == amounts["exact span"] == found.shares["amounts"].gold
    all_claims = found.shares["claims found"].gold
    return not found.errors and right and all(s.f1() == 1 for s in shares) and set(claims.values()) == {all_claims}


@pytest.mark.parametrize("outputs", ["seeds", "sample"])
def test_a_round_by_brat_scores_in_full(outputs: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    outputs = request.getfixturevalue(outputs)
    assert mablagh("export", str(outputs), str(tmp_path / "brat"), "--to", "brat").returncode == 0
    told = mablagh("import", str(tmp_path / "brat"), str(tmp_path / "gold.jsonl"))
    claims = len(rows_of(outputs, "claims"))
    assert (
        told.stdout
        == f"{len(rows_of(outputs, 'documents'))} documents, {claims} claims\ngold in {tmp_path}/gold.jsonl\n"
    )
    assert full(tmp_path / "gold.jsonl", outputs)


@pytest.mark.parametrize("outputs", ["seeds", "sample"])
def test_json_lines_are_gold(outputs: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    outputs = request.getfixturevalue(outputs)
    assert full(*export(outputs, tmp_path, "jsonl"), outputs)


def test_what_is_corrected_by_hand_comes_back(sample: Path, tmp_path: Path) -> None:
    export(sample, tmp_path, "brat")
    file = tmp_path / "02-denied.ann"
    before = file.read_text(encoding="utf-8")
    after = before.replace("penalty", "grant").replace("E1 denied", "E1 possible").replace("40,000,000 AED", "4..5 USD")
    file.write_text(after, encoding="utf-8")
    imported(tmp_path, tmp_path / "gold.jsonl")
    documents = map(json.loads, (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    (document,) = (document for document in documents if document["doc_id"] == "02-denied")
    claim, amount = document["claims"][0], document["amounts"][0]
    assert (claim["kind"], claim["modality"]) == ("grant", "possible")
    assert (amount["low"], amount["high"], amount["currency"]) == ("4", "5", "USD")
    assert not full(tmp_path / "gold.jsonl", sample)


def test_brat_keeps_texts_and_ids(sample: Path, tmp_path: Path) -> None:
    export(sample, tmp_path, "brat")
    ids = json.loads((tmp_path / brat.IDS).read_text(encoding="utf-8"))
    texts = {row["doc_id"]: row["text"] for row in rows_of(sample, "documents")}
    assert {ids[file.stem]: file.read_bytes().decode() for file in tmp_path.glob("*.txt")} == texts
    imported(tmp_path, tmp_path / "gold.jsonl")
    golds = map(json.loads, (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    assert {gold["doc_id"] for gold in golds} == set(texts)


def test_brat_reads_every_line(sample: Path, seeds: Path, tmp_path: Path) -> None:
    """As its server does: a line a row, the words those of the pieces with a blank between, known labels alone."""
    conf = brat.configs()["annotation.conf"]
    entities = set(re.findall(r"^\w+$", conf.split("[relations]")[0], re.MULTILINE))
    events = {line.split()[0]: line for line in conf.split("[events]\n")[1].split("\n\n")[0].splitlines()}
    for outputs in (sample, seeds):
        for document in (document for part in parts(outputs) for document in nested(part)):
            marks = {}
            for line in brat.standoff(document).splitlines():
                name, head, *words = line.split("\t")
                if name[0] == "T":
                    label, _, where = head.partition(" ")
                    pieces = [document["text"][slice(*map(int, piece.split()))] for piece in where.split(";")]
                    assert words == [" ".join(pieces)]
                    assert label in entities | set(events)
                    marks[name] = label
                elif name[0] == "E":
                    (kind, trigger), *arguments = (word.split(":") for word in head.split())
                    assert marks[trigger] == kind
                    for role, argument in arguments:
                        (allowed,) = re.findall(rf"\b{role}\?:(\S+?)(?:,|$)", events[kind])
                        assert marks[argument] in allowed.split("|")


def test_names_come_back_from_conll(sample: Path, tmp_path: Path) -> None:
    (file,) = export(sample, tmp_path, "conll")
    found: list[tuple] = []
    doc_id = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        form, *fields = line.split("\t") if line else ("",)
        assert not re.search(r"\s", form)
        if form == "-DOCSTART-":
            doc_id = fields[0]
        elif form:
            start, stop, tag = int(fields[0]), int(fields[1]), fields[2]
            if tag.startswith("B-"):
                found.append((doc_id, start, stop, tag[2:]))
            elif tag.startswith("I-"):
                assert found[-1][3] == tag[2:]
                found[-1] = (*found[-1][:2], stop, tag[2:])
    mentions = rows_of(sample, "mentions")
    assert found == [tuple(row[key] for key in ("doc_id", "start", "stop", "label")) for row in mentions]


def test_each_name_is_looked_at_beside_its_own_words() -> None:
    looks = 0

    class Watched(dict[str, Any]):
        def __getitem__(self, key: str) -> Any:
            nonlocal looks
            looks += 1
            return super().__getitem__(key)

    words = [{"start": at, "stop": at + 2, "sentence": 0} for at in range(0, 2000, 2)]
    names = [Watched(start=at, stop=at + 1, label="ORG") for at in range(0, 2000, 2)]
    assert sum(line.endswith("B-ORG\n") for line in conll("a " * 1000, words, names)) == len(names)
    assert looks < 20 * len(names)


IDS = st.text(
    st.sampled_from("aA/.\\:\x00 ~-_\u0645\U0001f680") | st.characters(exclude_categories=["Cs"]), max_size=120
)


@given(
    st.lists(IDS | st.sampled_from(["..", "/etc/passwd", "CON", "nul.txt", "a.", "~", "C:\\x", "a" * 300]), unique=True)
)
def test_no_id_leads_out_of_the_folder_or_onto_another(ids: list[str]) -> None:
    taken: set[str] = set()
    names = [file_name(doc_id, taken) for doc_id in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    folder = Path("/folder")
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", name)
        assert (folder / f"{name}.txt").parent == folder
        assert len(name) < 200
        assert not RESERVED.fullmatch(name)


def test_exported_files_stay_inside(sample: Path, tmp_path: Path) -> None:
    """One of the sample's ids is `11/../salary:x`."""
    before = set(tmp_path.rglob("*"))
    for to in FORMS:
        files = export(sample, tmp_path / "out" / to, to)
        assert all(file.parent == tmp_path / "out" / to for file in files)
    outside = {file for file in set(tmp_path.rglob("*")) - before if tmp_path / "out" not in (file, *file.parents)}
    assert outside == set()


MARKS = st.text(st.sampled_from("ab \n\t\r\x85\u2028\u0645\u200f\U0001f680"), min_size=2, max_size=30)
SIDES = st.decimals(-(10**25), 10**25, places=12).map(lambda side: f"{side:f}".rstrip("0").rstrip("."))


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A document with rows at any place in it, but for spans that begin or end at a break of lines."""
    text = draw(MARKS)
    places = [
        (start, stop)
        for start in range(len(text))
        for stop in range(start + 1, len(text) + 1)
        if not re.search("^[\t\n\r\x85\u2028]|[\t\n\r\x85\u2028]$", text[start:stop])
    ]
    if not places:
        return {"doc_id": "d", "text": text, "mentions": [], "amounts": [], "claims": []}
    place = st.sampled_from(places)

    def span(start: int, stop: int) -> dict[str, Any]:
        return {"start": start, "stop": stop, "surface": text[start:stop]}

    mentions = [span(*at) | {"label": draw(st.sampled_from(tables.LABELS))} for at in draw(st.lists(place, max_size=4))]
    amounts, claims = [], []
    for at in draw(st.lists(place, unique=True, max_size=4)):
        kind = draw(st.sampled_from(("MONEY", "PERCENT", "NUMBER")))
        low, high = draw(st.tuples(SIDES | st.none(), SIDES | st.none()))
        currency = draw(st.sampled_from(("USD", None))) if kind == "MONEY" else None
        row = {"id": f"d:{at}", "type": kind, "low": low, "high": high, "currency": currency}
        candidates = ["SAR", "QAR"] if kind == "MONEY" and currency is None and draw(st.booleans()) else []
        amounts.append(span(*at) | row | {"candidates": candidates, "bound": draw(st.sampled_from(tables.BOUNDS))})
        if kind == "MONEY" and draw(st.booleans()):
            roles = (*brat.ROLES, "when", "stake")
            some = {role: draw(st.none() | place.map(lambda found: span(*found))) for role in roles}
            modality, kind = draw(st.sampled_from(tables.MODALITIES)), draw(st.sampled_from(tables.KINDS))
            when = draw(st.sampled_from((None, "2024", "2025-Q3", "2024-01-01/2024-06-30")))
            claims.append({"amount": f"d:{at}", "kind": kind, "modality": modality, "when_value": when} | some)
    return {"doc_id": "d", "text": text, "mentions": mentions, "amounts": amounts, "claims": claims}


def meant(document: dict[str, Any]) -> tuple:
    """What an annotated document says, the names of its sums aside."""
    where = {row["id"]: (row["start"], row["stop"]) for row in document["amounts"]}
    keys = ("start", "stop", "surface", "type", "low", "high", "currency", "bound")
    sums = [tuple(row[key] for key in keys) for row in document["amounts"] if row["type"] != "NUMBER"]
    names = [(row["start"], row["stop"], row["surface"], row["label"]) for row in document["mentions"]]
    claims = [claim | {"amount": where[claim["amount"]]} for claim in document["claims"]]
    return sorted(names, key=lambda row: row[:2]), sorted(sums, key=lambda row: row[:2]), claims


@given(documents())
def test_any_document_comes_back_from_brat(document: dict[str, Any]) -> None:
    annotations = brat.standoff(document)
    assert meant(brat.gold("d", document["text"], annotations)) == meant(document)


SUM = "T1\tMONEY 0 5\t5 USD\n#1\tAnnotatorNotes T1\t5 USD\n"
WRONG = {
    "T1\tCITY 0 1\t5": "'CITY' is none of PER, ORG",
    "T1\tORG 0\t5": "'0' is no span",
    "T1\tORG 0 99\t5": "the span 0 99 is not within the text of 11 letters",
    "T1\tORG 3 3\t": "the span 3 3 is not within",
    "T1\tORG 0 1\tx": "the text has '5' at 0 1, not 'x'",
    "T1\tMONEY 0 5\t5 USD": "the note '' is no value. Write one such as",
    "T1\tMONEY 0 5\t5 USD\n#1\tAnnotatorNotes T1\tfive": "the note 'five' is no value",
    "T1\tMONEY 0 5\t5 USD\n#1\tAnnotatorNotes T1\t5 %": "the note '5 %' is no value of MONEY",
    "T1\tPERCENT 0 5\t5 USD\n#1\tAnnotatorNotes T1\t5 USD": "the note '5 USD' is no value of PERCENT",
    SUM + "A1\tBound T1 roughly": "Bound 'roughly' is none of exact",
    SUM + "A1\tCertain T1": "'Certain' is none of Bound",
    SUM + "T2\tdebt 6 11\tb c d\nE1\tdebt:T2": "the debt on 'b c d' stands on no MONEY. Mark the sum too",
    SUM + "T2\tdebt 0 5\t5 USD\nE1\tloan:T2": "'loan' is no kind of claim",
    SUM + "T2\tdebt 0 5\t5 USD\nE1\tdebt:T2 payer:T9": "there is no span T9 in this file",
    SUM + "T2\tdebt 0 5\t5 USD\nE1\tdebt:T2 payer2:T1": "a claim has no 'payer2'",
    "E1\t": "'' is no event; write its kind and its span",
    "E1": "'' is no event",
    SUM + "E1\tdebt": "'debt' is no event",
    SUM + "T2\tdebt 0 5\t5 USD\nE1\tdebt:T2 payer": "'debt:T2 payer' is no event",
    SUM + "A1\tBound T9 exact": "Bound is said of 'T9', which is no sum of this file",
    "T1\tORG 0 1\t5\nA1\tBound T1 exact": "Bound is said of 'T1', which is no sum",
    SUM + "T2\tdebt 0 5\t5 USD\nE1\tdebt:T2\nA1\tModality E2 denied": "Modality is said of 'E2', which is no event",
    SUM + "T2\tdebt 0 5\t5 USD\nE1\tdebt:T2\nA1\tModality T2 denied": "Modality is said of 'T2', which is no event",
    SUM + "#2\tAnnotatorNotes E7\t2024": "AnnotatorNotes is said of 'E7', which is no line",
    "A1\tBound": "'Bound' says nothing; write what it says and of what",
    "#1\t": "'' says nothing",
    "R1\tSame Arg1:T1 Arg2:T2": "'R1' is no span, event, attribute or note",
}


@pytest.mark.parametrize("annotations", WRONG)
def test_a_line_that_cannot_be_read_is_told_with_its_place(annotations: str) -> None:
    with pytest.raises(ValueError, match=re.escape(WRONG[annotations])) as told:
        brat.gold("d", "5 USD b c d", annotations, "d.ann")
    assert re.match(r"d\.ann:\d: ", str(told.value))
    assert str(told.value).endswith(".")


def test_an_attribute_or_a_note_may_stand_before_what_it_is_of() -> None:
    early = "A1\tBound T1 about\n#1\tAnnotatorNotes T1\t5 USD\n#2\tAnnotatorNotes A1\tsure?\nT1\tMONEY 0 5\t5 USD\n"
    (row,) = brat.gold("d", "5 USD", early)["amounts"]
    assert (row["low"], row["bound"]) == ("5", "about")


def test_a_trigger_drawn_by_hand_is_of_the_sum_that_it_overlaps_most_nearly() -> None:
    sums = "".join(
        f"T{n}\tMONEY {at}\t{words}\n#{n}\tAnnotatorNotes T{n}\t5 USD\n"
        for n, at, words in ((1, "0 5", "5 USD"), (2, "4 11", "D b c d"))
    )
    for trigger, amount in (("0 5\t5 USD", "T1"), ("2 7\tUSD b", "T1"), ("4 9\tD b c", "T2")):
        event = f"T3\tdebt {trigger}\nE1\tdebt:T3\n"
        assert brat.gold("d", "5 USD b c d", sums + event)["claims"][0]["amount"] == amount


@pytest.mark.parametrize(
    ("note", "low", "high", "currency", "bound"),
    [
        ("14,800,000,000 USD", "14800000000", "14800000000", "USD", "exact"),
        ("0.5..1.5 EUR", "0.5", "1.5", "EUR", "between"),
        ("5.. USD", "5", None, "USD", "at_least"),
        ("..65,000 USD", None, "65000", "USD", "at_most"),
        ("3 SAR or QAR?", "3", "3", None, "exact"),
        ("-2 ?", "-2", "-2", None, "exact"),
    ],
)
def test_a_note_is_read_as_a_person_writes_it(note: str, low: str, high: str, currency: str, bound: str) -> None:
    (row,) = brat.gold("d", "5 USD", f"T1\tMONEY 0 5\t5 USD\n#1\tAnnotatorNotes T1\t{note}\n")["amounts"]
    assert (row["low"], row["high"], row["currency"], row["bound"]) == (low, high, currency, bound)


def test_annotations_are_never_overwritten(sample: Path, tmp_path: Path) -> None:
    export(sample, tmp_path, "brat")
    with pytest.raises(ValueError, match="has annotations already, perhaps corrected by hand"):
        export(sample, tmp_path, "brat")


def test_what_cannot_be_exported_or_imported_is_told(sample: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="There is no form 'xml'"):
        export(sample, tmp_path, "xml")
    with pytest.raises(FileNotFoundError, match=r"has no _manifest.json"):
        export(tmp_path, tmp_path / "out", "csv")
    with pytest.raises(FileNotFoundError, match=r"has no .ann files"):
        imported(tmp_path, tmp_path / "gold.jsonl")
    (tmp_path / "a.ann").write_bytes(b"")
    with pytest.raises(FileNotFoundError, match=r"a\.txt' is missing"):
        imported(tmp_path, tmp_path / "gold.jsonl")
    (tmp_path / "a.txt").write_bytes(b"\xff")
    with pytest.raises(ValueError, match=r"a\.txt' is not UTF-8"):
        imported(tmp_path, tmp_path / "gold.jsonl")
    assert not list(tmp_path.glob("*gold.jsonl*"))
    finished = mablagh("export", str(tmp_path), str(tmp_path / "out"), "--to", "csv")
    assert finished.returncode == 2
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize("ids", [b"{x", b"[]", b'{"a": 5}', b"\xff"])
def test_ids_that_cannot_be_read_are_told_with_their_file(ids: bytes, tmp_path: Path) -> None:
    for name, content in (("a.txt", b"5 USD"), ("a.ann", b""), (brat.IDS, ids)):
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=rf"^'{tmp_path}/doc_ids\.json' .*\. "):
        imported(tmp_path, tmp_path / "gold.jsonl")


def test_gold_goes_into_a_new_folder_and_over_none(tmp_path: Path) -> None:
    for name in ("a.txt", "a.ann"):
        (tmp_path / name).touch()
    assert imported(tmp_path, tmp_path / "new" / "gold.jsonl") == (1, 0)
    told = mablagh("import", str(tmp_path), str(tmp_path / "new"))
    assert (told.returncode, told.stderr.partition(". ")[0]) == (2, f"mablagh: '{tmp_path}/new': Is a directory")
    assert {file.name for file in tmp_path.rglob("*")} == {"a.txt", "a.ann", "new", "gold.jsonl"}


def test_a_folder_of_brat_without_our_ids_is_gold_too(sample: Path, tmp_path: Path) -> None:
    export(sample, tmp_path / "brat", "brat")
    (tmp_path / "brat" / brat.IDS).unlink()
    shutil.copy(tmp_path / "brat" / "06-oil.ann", tmp_path / "oil.ann")
    shutil.copy(tmp_path / "brat" / "06-oil.txt", tmp_path / "oil.txt")
    assert imported(tmp_path, tmp_path / "gold.jsonl")[0] == 1
    assert json.loads((tmp_path / "gold.jsonl").read_text(encoding="utf-8"))["doc_id"] == "oil"
