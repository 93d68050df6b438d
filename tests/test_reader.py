"""The reader: frames that are typed and readable, claims shown in their text, totals that add nothing blindly."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from html import unescape
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline import tables
from pipeline.config import Config
from pipeline.reader import COLORS, KEYS, Tables, drawn, marked, read
from pipeline.run import run


@pytest.fixture(scope="module")
def read_sample(sample: Path) -> Tables:
    return pipeline.read(sample)


def test_the_package_stays_light() -> None:
    code = "import sys, pipeline; print([name for name in ('pandas', 'pyarrow', 'numpy') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("table", tables.TABLES)
def test_every_table_is_an_attribute_with_the_rows_that_were_written(read_sample: Tables, table: str) -> None:
    frame = getattr(read_sample, table)
    written = ds.dataset(read_sample.folder / table).to_table()
    assert pa.Table.from_pandas(frame).to_pylist() == written.to_pylist()
    assert list(frame) == [column.name for column in tables.TABLES[table]]
    for column in tables.TABLES[table]:
        plain = pa.string() if column.values else column.type
        assert frame[column.name].dtype == pd.ArrowDtype(plain), column.name
    assert table in dir(read_sample)
    assert getattr(read_sample, table) is frame


def test_sums_are_exact_decimals_and_null_is_na(read_sample: Tables) -> None:
    claims = read_sample.claims.set_index("claim_id")
    assert claims.low["06-oil:23-35"] == Decimal("71.35")
    assert claims.currency["03-riyal:59-72"] is pd.NA


def test_a_folder_without_a_run_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"has no _manifest.json: no run has been finished there\. Run"):
        read(tmp_path)


@pytest.mark.parametrize("version", ["2.0", "10.0", "0.9", None])
def test_another_major_version_is_refused_in_a_sentence(sample: Path, tmp_path: Path, version: str | None) -> None:
    manifest = json.loads((sample / "_manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "_manifest.json").write_text(json.dumps(manifest | {"schema_version": version}), encoding="utf-8")
    with pytest.raises(ValueError, match=f"have schema {version}, and this version reads 1.x. Extract the texts anew"):
        read(tmp_path)


def test_a_younger_minor_version_is_read(sample: Path, tmp_path: Path) -> None:
    outputs = shutil.copytree(sample, tmp_path / "outputs")
    manifest = json.loads((outputs / "_manifest.json").read_text(encoding="utf-8"))
    (outputs / "_manifest.json").write_text(json.dumps(manifest | {"schema_version": "1.99"}), encoding="utf-8")
    assert len(read(outputs).claims) == manifest["rows"]["claims"]


def test_a_table_that_is_missing_or_unknown_is_told(sample: Path, tmp_path: Path) -> None:
    outputs = shutil.copytree(sample, tmp_path / "outputs")
    shutil.rmtree(outputs / "claims")
    with pytest.raises(FileNotFoundError, match="has no table 'claims'"):
        _ = read(outputs).claims
    with pytest.raises(AttributeError, match="There is no table 'clams', only documents, "):
        _ = read(outputs).clams


def test_a_view_has_a_row_a_claim_and_tells_what_is_open(read_sample: Tables) -> None:
    view = read_sample.view()
    assert list(view.index) == list(read_sample.claims.claim_id)
    assert view.value["01-deal:12-27"] == "120,000,000 USD"
    assert view.value["03-riyal:59-72"].startswith("3,000,000 SAR or ")
    assert view.value["05-range:43-66"] == "80,000,000..95,000,000 SAR"
    denied = read_sample.claims[read_sample.claims.modality == "denied"]
    assert list(read_sample.view(denied).index) == ["02-denied:52-73"]


def words_of(markup: str) -> str:
    return unescape(re.sub("<[^>]*>", "", markup))


def test_a_claim_is_shown_in_its_own_sentences(read_sample: Tables) -> None:
    texts = read_sample.documents.set_index("doc_id").text
    for claim in read_sample.claims.itertuples():
        markup = read_sample.highlight(claim.claim_id).markup
        paragraphs = [words_of(part) for part in re.findall('<p dir="rtl">(.*?)</p>', markup, re.DOTALL)]
        assert claim.sentence in paragraphs
        assert all(paragraph in texts[claim.doc_id] for paragraph in paragraphs)
        for part in COLORS:
            start, stop = getattr(claim, f"{part}_start"), getattr(claim, f"{part}_stop")
            row = re.search(rf'<th scope="row" [^>]*>{part}</th><td [^>]*>(.*?)</td>', markup, re.DOTALL)
            assert (row and words_of(row[1])) == (None if start is pd.NA else texts[claim.doc_id][start:stop])
        assert markup == read_sample.highlight(claim).markup


def test_hostile_text_is_shown_as_text(read_sample: Tables) -> None:
    hostile = read_sample.claims[read_sample.claims.doc_id == "10-markup"]
    for markup in (read_sample.highlight(hostile.iloc[0]).markup, drawn(read_sample.view(hostile)).markup):
        assert "&lt;script&gt;" in markup
        assert set(re.findall("<([a-z]+)", markup)) <= {"p", "mark", "table", "thead", "tbody", "tr", "th", "td"}


def test_a_row_of_a_view_is_shown_as_its_claim(read_sample: Tables) -> None:
    row = read_sample.view().iloc[0]
    assert read_sample.highlight(row).markup == read_sample.highlight(row.name).markup


def test_what_is_no_claim_is_told(read_sample: Tables) -> None:
    for other, kind in ((3, "int"), (read_sample.claims, "DataFrame"), (read_sample.documents.iloc[0], "Series")):
        with pytest.raises(TypeError, match=rf"or one row of claims or of view\(\), not a {kind}\.$"):
            read_sample.highlight(other)


def test_a_stake_of_no_one_value_is_shown_as_open(tmp_path: Path) -> None:
    said = "اشترت قطر أكثر من 49% من سابك مقابل مليار دولار"
    (tmp_path / "a.txt").write_text(said, encoding="utf-8")
    run(Config(paths=(str(tmp_path / "a.txt"),), outputs=str(tmp_path / "outputs")))
    made = read(tmp_path / "outputs")
    (claim,) = made.claims.itertuples()
    assert (claim.stake is pd.NA, said[claim.stake_start : claim.stake_stop]) == (True, "49%")
    assert ">?</td></tr></table>" in made.highlight(claim).markup


def test_an_unknown_claim_is_told(read_sample: Tables) -> None:
    with pytest.raises(KeyError, match="There is no claim 'nobody:0-1'"):
        read_sample.highlight("nobody:0-1")


@given(st.text("ab<&\u0645\U0001f680", min_size=1), st.data())
def test_marks_change_no_letter(text: str, data: st.DataObject) -> None:
    edges = st.integers(0, len(text)).flatmap(lambda start: st.tuples(st.just(start), st.integers(start, len(text))))
    parts = data.draw(st.dictionaries(st.sampled_from(list(COLORS)), edges))
    start, stop = data.draw(edges)
    assert words_of(marked(text, start, stop, parts)) == text[start:stop]


def claims(*rows: dict) -> pd.DataFrame:
    """Claims of 5 dollars that somebody paid, each with a group of its own, but for what the rows say."""
    plain = {"doc_id": "a", "kind": "debt", "modality": "actual", "currency": "USD", "low": Decimal(5)}
    made = [plain | {"high": row.get("low", Decimal(5)), "per": None, "group": i} | row for i, row in enumerate(rows)]
    names = ("doc_id", "kind", "modality", "currency", "low", "high", "per", "group", "payer_name")
    schema = pa.schema([tables.schema("claims").field(name) for name in names])
    plainer = pa.schema([pa.field(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type) for f in schema])
    return pa.Table.from_pylist(made, plainer).to_pandas(types_mapper=pd.ArrowDtype)


APART = {
    "planned beside done": {"modality": "planned"},
    "another kind": {"kind": "profit"},
    "another currency": {"currency": "EUR"},
    "no currency": {"currency": None},
}


@pytest.mark.parametrize("other", APART.values(), ids=APART)
def test_unlike_statements_are_not_added(read_sample: Tables, other: dict) -> None:
    totals = read_sample.totals(claims({}, other))
    assert list(totals.statements) == [1, 1]
    assert totals.low.loc["debt", "actual", "USD"] == 5
    assert totals.low.isna().sum() == (other == {"currency": None})


LEFT_OUT = {
    "a repeat": ({"group": 0}, 1, 1, 5),
    "at least": ({"high": None}, 2, 1, 5),
    "at most": ({"low": None}, 2, 1, 5),
    "a price": ({"per": "b"}, 2, 1, 5),
    "another document": ({"group": 0, "doc_id": "b"}, 2, 2, 10),
}


@pytest.mark.parametrize("case", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_added(read_sample: Tables, case: tuple[dict, int, int, int]) -> None:
    other, statements, added, total = case
    row = read_sample.totals(claims({}, other)).loc["debt", "actual", "USD"]
    assert (row.statements, row.added, row.low, row.high) == (statements, added, total, total)


def test_totals_of_what_cannot_be_added_are_null(read_sample: Tables) -> None:
    totals = read_sample.totals(claims({"currency": None}, {"currency": None}))
    assert totals[["statements", "added"]].to_numpy().tolist() == [[2, 0]]
    assert totals[["low", "high"]].isna().all(axis=None)


def test_totals_are_exact(read_sample: Tables) -> None:
    """Python's own decimals round sums at 28 digits."""
    large, small = Decimal("9" * 17), Decimal("0.000000000001")
    (low,) = read_sample.totals(claims({"low": large}, {"low": small})).low
    assert f"{low:f}" == "9" * 17 + ".000000000001"


def test_totals_beyond_what_a_column_holds_are_exact(read_sample: Tables) -> None:
    largest = Decimal("9" * 26 + "." + "9" * 12)
    (low,) = read_sample.totals(claims(*[{"low": largest}] * 3)).low
    assert f"{low:f}" == "2" + "9" * 26 + "." + "9" * 11 + "7"


def test_totals_hold_every_statement(read_sample: Tables) -> None:
    said = read_sample.claims.drop_duplicates(["doc_id", "group", *KEYS])
    assert read_sample.totals(by=["doc_id"]).groupby("doc_id").statements.sum().to_dict() == Counter(said.doc_id)
    assert read_sample.totals().statements.sum() == len(said)


REPEATS = claims({"payer_name": None}, {"group": 0, "payer_name": "a"}, {"group": 0, "modality": "planned"})


def test_a_name_or_status_that_a_repeat_alone_has_is_there(read_sample: Tables) -> None:
    for rows in (REPEATS, REPEATS[::-1]):
        assert read_sample.totals(rows).statements.to_dict() == {
            ("debt", "actual", "USD"): 1,
            ("debt", "planned", "USD"): 1,
        }
        named = read_sample.totals(rows, by="payer_name").reset_index()
        assert list(named[named.payer_name == "a"].low) == [5]
        planned = read_sample.totals(rows[rows.modality == "planned"])
        assert planned.equals(read_sample.totals(rows).loc[["debt"], ["planned"], :])


def test_totals_of_a_frame_that_pandas_read(read_sample: Tables) -> None:
    plain = pd.read_parquet(read_sample.folder / "claims")
    for by in ("zone", ["kind", "payer_name"], ["per", "score"]):
        assert drawn(read_sample.totals(plain, by)).markup == drawn(read_sample.totals(by=by)).markup
    drawn(read_sample.totals(plain[plain.currency.isna()].assign(note=None), "note"))


def test_totals_that_cannot_be_made_are_told(read_sample: Tables) -> None:
    with pytest.raises(ValueError, match=r"have no currency, doc_id, .*, per\. Give rows of tables\.claims"):
        read_sample.totals(read_sample.view())
    with pytest.raises(ValueError, match=r"These claims have no payer\."):
        read_sample.totals(by="payer")
    with pytest.raises(ValueError, match=r"Totals cannot be by low: "):
        read_sample.totals(by=["low"])


def test_cells_are_drawn_plainly() -> None:
    frame = pd.DataFrame({"a": [Decimal("1500.500"), None], "b": [pd.NA, 0.25], "c": [["SAR", "QAR"], "x"]})
    cells = re.findall("<td[^>]*>(.*?)</td>", drawn(frame).markup)
    assert cells == ["1,500.5", "", "SAR, QAR", "", "0.25", "x"]
    assert drawn(frame.set_index("a")).markup.count("<th ") == 3


def test_what_duckdb_finds_is_drawn_alike(read_sample: Tables) -> None:
    import duckdb

    found = duckdb.sql(f"select claim_id, kind, low, when_value from '{read_sample.folder}/claims/*.parquet'")
    assert drawn(found).markup == drawn(read_sample.claims[["claim_id", "kind", "low", "when_value"]]).markup


def test_a_run_that_found_nothing_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\u0646\u0635", encoding="utf-8")
    run(Config(paths=(str(tmp_path / "a.txt"),), outputs=str(tmp_path / "outputs")))
    tables = read(tmp_path / "outputs")
    for frame in (tables.claims, tables.view(), tables.totals(), tables.totals(by=["payer_name"])):
        assert frame.empty
        assert drawn(frame).markup.endswith("<tbody></tbody></table>")
