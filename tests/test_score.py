"""Score: counted by hand on small tables, and laws that hold for all tables."""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from casefile import Case, cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline.score
from pipeline.score import NEEDED, ROLES, Score, Share, printed, score

EDGES = [f"{role}_{edge}" for role in ROLES for edge in ("start", "stop")]
TYPES = {"start": pa.int32(), "stop": pa.int32(), "low": pa.decimal128(38, 12), "high": pa.decimal128(38, 12)}


def schema(table: str, more: Iterable[str] = ("rule",)) -> pa.Schema:
    types = {name: TYPES.get(name.rpartition("_")[2], pa.string()) for name in (*NEEDED[table], *more)}
    return pa.schema(types)


def mention(start: int, stop: int, label: str = "ORG", doc_id: str = "a") -> dict:
    return {"doc_id": doc_id, "start": start, "stop": stop, "label": label}


def amount(start: int = 10, stop: int = 20, value: int | None = 5, **other: object) -> dict:
    low = None if value is None else Decimal(value)
    row = {"doc_id": "a", "start": start, "stop": stop, "type": "MONEY", "low": low, "high": low}
    return row | {"currency": "USD", "bound": "exact", "rule": "digits"} | other


def claim(start: int = 10, stop: int = 20, kind: str = "price", **other: object) -> dict:
    row = {"doc_id": "a", "amount_start": start, "amount_stop": stop, "kind": kind, "modality": "actual"}
    row |= {"when_value": None, "rule": "frame"} | dict.fromkeys(EDGES)
    for role in set(ROLES) & set(other):
        row[f"{role}_start"], row[f"{role}_stop"] = other.pop(role)
    return row | other


def gold_amount(name: str = "a1", start: int = 10, stop: int = 20, low: str | None = "5", **other: object) -> dict:
    row = {
        "id": name,
        "start": start,
        "stop": stop,
        "surface": "sum",
        "type": "MONEY",
        "low": low,
        "high": low,
    }
    return row | {"currency": "USD", "bound": "exact"} | other


def gold_claim(name: str = "a1", **other: object) -> dict:
    spans = {
        role: {"start": span[0], "stop": span[1], "surface": "role"} for role, span in other.items() if role in ROLES
    }
    row = {"amount": name, "kind": "price", "modality": "actual", "when": None, "when_value": None}
    return row | dict.fromkeys(ROLES) | {"stake": None} | other | spans


def write(folder: Path, **tables: list[dict]) -> Path:
    for name in NEEDED:
        (folder / name).mkdir(exist_ok=True)
        rows = pa.Table.from_pylist(tables.get(name, []), schema(name))
        pq.write_table(rows, folder / name / "part-00000.parquet")
    return folder


def gold_of(folder: Path, **document: list[dict]) -> Path:
    whole = {"doc_id": "a", "mentions": [], "amounts": [], "claims": []} | document
    path = folder / "small.gold.jsonl"
    path.write_text(json.dumps(whole) + "\n", encoding="utf-8")
    return path


def scored(folder: Path, gold: dict[str, list[dict]], **tables: list[dict]) -> Score:
    return score(gold_of(folder, **gold), write(folder, **tables))


@pytest.mark.parametrize("case", cases("score"), ids=lambda case: case.place)
def test_amounts(case: Case, tmp_path):
    start, stop, kind, low, high, currency, bound = (None if part == "-" else part for part in case.text.split())
    low, high = (side and Decimal(side) for side in (low, high))
    row = amount(int(start), int(stop), type=kind, low=low, high=high, currency=currency, bound=bound)
    found = scored(tmp_path, {"amounts": [gold_amount()]}, amounts=[row])
    counts = found.counts["amounts"]
    assert " ".join(name for name in counts if counts[name]) == case.head.replace("right bound", "right bound")
    assert found.shares["amounts"] == (counts["right"], 1, counts["right"], kind != "NUMBER")


def test_of_several_rows_on_one_amount_the_right_one_counts(tmp_path):
    rows = [amount(10, 12, 7), amount(13, 20), amount(13, 20, currency=None)]
    found = scored(tmp_path, {"amounts": [gold_amount()]}, amounts=rows)
    assert found.counts["amounts"]["right"] == 1
    assert found.shares["amounts"] == (1, 1, 1, 3)
    assert found.by_rule["amounts"]["digits"] == {
        "right": 1,
        "wrong": 0,
        "vague": 0,
        "spurious": 0,
        "bound": 1,
    }


def test_of_several_rows_none_of_them_right_the_first_counts(tmp_path):
    rows = [amount(13, 20, currency=None, rule="second"), amount(10, 12, 7, rule="first")]
    found = scored(tmp_path, {"amounts": [gold_amount()]}, amounts=rows)
    assert found.counts["amounts"]["vague"] == 1
    assert list(found.by_rule["amounts"]) == ["second"]


def test_an_open_side_is_a_value(tmp_path):
    gold = {"amounts": [gold_amount(high=None, bound="more_than")]}
    assert scored(tmp_path, gold, amounts=[amount(high=None)]).counts["amounts"]["right"] == 1
    assert scored(tmp_path, gold, amounts=[amount()]).counts["amounts"]["wrong"] == 1


def test_mentions(tmp_path):
    gold = [{"start": s, "stop": t, "label": x, "surface": "name"} for s, t, x in [(0, 5, "ORG"), (9, 12, "PER")]]
    rows = [
        mention(0, 5),
        mention(0, 5),
        mention(9, 11, "PER"),
        mention(9, 12, "LOC"),
        mention(0, 5, "ORG", "b"),
    ]
    shares = scored(tmp_path, {"mentions": gold}, mentions=rows).shares
    assert shares["mentions"] == (1, 2, 1, 3)
    assert shares["mentions, span only"] == (2, 2, 2, 3)
    assert shares["mentions, overlap"] == (2, 2, 2, 3)
    assert shares["mentions ORG"] == (1, 1, 1, 1)
    assert shares["mentions PER"] == (0, 1, 0, 1)
    assert shares["mentions LOC"] == (0, 0, 0, 1)


def test_spans_that_only_touch_do_not_overlap(tmp_path):
    gold = [{"start": 0, "stop": 5, "label": "ORG", "surface": "name"}]
    assert scored(tmp_path, {"mentions": gold}, mentions=[mention(5, 8)]).shares["mentions, overlap"] == (
        0,
        1,
        0,
        1,
    )


def test_claims(tmp_path):
    gold = {
        "amounts": [gold_amount("a1", 10, 20), gold_amount("a2", 30, 40), gold_amount("a3", 50, 60)],
        "claims": [
            gold_claim("a1", payer=(0, 4), payee=(5, 9), when_value="2024"),
            gold_claim("a2", kind="debt", payer=(0, 4)),
        ],
    }
    rows = [
        claim(15, 22, payer=(3, 6), subject=(1, 2), when_value="2024", modality="planned"),
        claim(50, 60, "tax", rule="other"),
    ]
    found = scored(tmp_path, gold, claims=rows)
    assert found.shares["claims found"] == (1, 2, 1, 2)
    assert found.counts["claims"] == {"kind": 1, "modality": 0}
    assert found.shares["claim payer"] == (1, 2, 1, 1)
    assert found.shares["claim payee"] == (0, 1, 0, 0)
    assert found.shares["claim subject"] == (0, 0, 0, 1)
    assert found.shares["claim when"] == (1, 1, 1, 1)
    assert found.by_rule["claims"]["frame"] == {
        "found": 1, "spurious": 0, "kind": 1, "modality": 0,
        "payer": 1, "payee": 0, "subject": 0, "source": 0, "when": 1,
    }  # fmt: skip
    assert found.by_rule["claims"]["other"]["spurious"] == 1
    assert found.errors["claim missed"] == ["a 30-40 sum debt"]
    assert found.errors["claim spurious"] == ["a 50-60 tax [other]"]
    assert found.errors["claim payee"] == ["a 10-20 sum price: role 5-9, not nothing [frame]"]


def test_a_claim_may_stand_where_no_amount_was_found(tmp_path):
    gold = {"amounts": [gold_amount()], "claims": [gold_claim()]}
    found = scored(tmp_path, gold, claims=[claim()])
    assert found.shares["claims found"] == (1, 1, 1, 1)
    assert found.counts["amounts"]["missed"] == 1


def test_parts_of_a_table_are_read_together(tmp_path):
    path = gold_of(tmp_path, mentions=[{"start": 0, "stop": 5, "label": "ORG", "surface": "name"}])
    write(tmp_path, mentions=[mention(7, 8)])
    more = pa.Table.from_pylist([mention(0, 5)], schema("mentions"))
    pq.write_table(more, tmp_path / "mentions" / "part-00001.parquet")
    assert score(path, tmp_path).shares["mentions"] == (1, 1, 1, 2)


def test_a_byte_order_mark_is_no_letter_of_the_gold(tmp_path):
    path = gold_of(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert score(path, write(tmp_path)).shares["mentions"] == (0, 0, 0, 0)


SPANS = st.builds(lambda start, length: (start, start + length), st.integers(0, 40), st.integers(1, 8))
VALUES = st.none() | st.integers(1, 3)


@st.composite
def rows(draw) -> list[dict]:
    """Amounts that do not overlap, as the gold's never do."""
    edges = sorted(draw(st.sets(st.integers(0, 60), max_size=12)))
    currencies = st.sampled_from(["USD", "EUR", None])
    spans = zip(edges[::2], edges[1::2], strict=False)
    return [amount(start, stop, draw(VALUES), currency=draw(currencies)) for start, stop in spans]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(rows(), rows())
def test_each_amount_goes_one_way(tmp_path, gold, found):
    texts = {"low": str, "high": str}
    wanted = [
        gold_amount(f"a{index}", row["start"], row["stop"], currency=row["currency"])
        | {side: row[side] and kind(row[side]) for side, kind in texts.items()}
        for index, row in enumerate(gold)
    ]
    result = scored(tmp_path, {"amounts": wanted}, amounts=found)
    counts = result.counts["amounts"]
    assert sum(counts[way] for way in ("right", "wrong", "vague", "missed")) == len(gold)
    assert counts["spurious"] <= len(found)
    by_rule = result.by_rule["amounts"].values()
    for way in ("right", "wrong", "vague", "spurious"):
        assert sum(rule[way] for rule in by_rule) == counts[way]
    kinds = ("wrong", "vague", "missed", "spurious")
    assert [len(result.errors.get(f"amount {way}", [])) for way in kinds] == [counts[way] for way in kinds]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(rows(), st.lists(SPANS, max_size=5))
def test_the_gold_itself_scores_one(tmp_path, amounts, spans):
    mentions = [{"start": start, "stop": stop, "label": "PER", "surface": "x"} for start, stop in spans]
    gold = {
        "mentions": mentions,
        "amounts": [
            gold_amount(f"a{index}", row["start"], row["stop"], currency=row["currency"])
            | {"low": row["low"] and str(row["low"]), "high": row["high"] and str(row["high"])}
            for index, row in enumerate(amounts)
        ],
        "claims": [gold_claim(f"a{index}", payer=(0, 1), when_value="2024") for index in range(len(amounts))],
    }
    claims = [claim(row["start"], row["stop"], payer=(0, 1), when_value="2024") for row in amounts]
    found = scored(tmp_path, gold, mentions=[mention(*s, "PER") for s in spans], amounts=amounts, claims=claims)
    for share in found.shares.values():
        assert (share.p(), share.r(), share.f1()) == ((1, 1, 1) if share.gold else (0, 0, 0))
    assert not found.errors


@given(st.lists(SPANS, max_size=8), SPANS)
def test_spans_that_overlap_are_all_found_in_their_order(spans, span):
    beside = [place for place, other in enumerate(spans) if other[0] < span[1] and span[0] < other[1]]
    assert pipeline.score._overlapping(spans)(span) == beside


def test_a_long_document_is_not_compared_row_by_row(tmp_path, monkeypatch):
    calls, overlap = [], pipeline.score._overlap
    monkeypatch.setattr(pipeline.score, "_overlap", lambda *spans: calls.append(spans) or overlap(*spans))
    spans = [(start, start + 5) for start in range(0, 3000, 10)]
    gold = {
        "mentions": [mention(*span) for span in spans],
        "amounts": [gold_amount(f"a{start}", start, stop) for start, stop in spans],
        "claims": [gold_claim(f"a{start}") for start, _ in spans],
    }
    rows = {"mentions": gold["mentions"], "amounts": [amount(*span) for span in spans]}
    found = scored(tmp_path, gold, **rows, claims=[claim(*span) for span in spans])
    assert found.shares["claims found"] == (300, 300, 300, 300)
    assert len(calls) < 10 * len(spans)


def test_printed(tmp_path):
    gold = {"amounts": [gold_amount("a1"), gold_amount("a2", 30, 40)], "claims": [gold_claim()]}
    found = scored(tmp_path, gold, amounts=[amount(), amount(50, 60, bound="about")], claims=[claim(kind="debt")])
    assert printed(found, errors=1).splitlines() == [
        *(
            f"{name:<20} p 0.000 r 0.000 f1 0.000 gold 0 found 0"
            for name in list(found.shares)[: list(found.shares).index("amounts")]
        ),
        "amounts              p 0.500 r 0.500 f1 0.500 gold 2 found 2"
        " right 1 wrong 0 vague 0 missed 1 spurious 1 bound 1.000 exact span 1.000",
        "claims found         p 1.000 r 1.000 f1 1.000 gold 1 found 1",
        "claim kind           0.000",
        "claim modality       1.000",
        *(f"claim {role:<14} p 0.000 r 0.000 f1 0.000 gold 0 found 0" for role in (*ROLES, "when")),
        "",
        "amounts by rule     right    wrong    vague spurious    bound",
        "digits                  1        0        0        1        1",
        "",
        "claims by rule     found spurious     kind modality    payer    payee  subject   source     when",
        "frame                  1        0        0        1        0        0        0        0        0",
        "",
        "## amount missed: 1",
        "a 30-40 sum = 5 USD",
        "",
        "## amount spurious: 1",
        "a 50-60 = 5 USD [digits]",
        "",
        "## claim kind: 1",
        "a 10-20 sum price: price, not debt [frame]",
        "",
        found.signature,
    ]


def test_the_list_of_errors_is_cut(tmp_path):
    found = scored(tmp_path, {}, amounts=[amount(start, start + 1) for start in range(9)])
    assert printed(found, errors=4).count("\na ") == 4
    assert "## amount spurious: 9" in printed(found, errors=4)
    assert "##" not in printed(found)


def test_the_signature(tmp_path):
    path = gold_of(tmp_path)
    write(tmp_path)
    before = score(path, tmp_path).signature
    assert before.startswith("gold:small.gold.jsonl#")
    assert before.endswith("|documents:1|run:unsigned")
    manifest = {"version": "0.1.0", "schema_version": "1.0", "code": "0123456789"}
    manifest |= {"model": {"name": "embedded", "sha256": "9876543210"}, "seconds": 5}
    (tmp_path / "_manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    after = score(path, tmp_path).signature
    assert after.endswith("|documents:1|version:0.1.0|schema:1.0|code:01234567|model:embedded#98765432")
    assert after == score(path, tmp_path).signature


def test_gold_that_the_tables_do_not_have_is_told(tmp_path):
    path = gold_of(tmp_path)
    path.write_text(path.read_text("utf-8") + path.read_text("utf-8").replace('"a"', '"b"', 1), encoding="utf-8")
    write(tmp_path)
    (tmp_path / "documents").mkdir()
    for ids, told in ((["a", "b", "c"], ""), (["a"], "1 documents, b")):
        pq.write_table(pa.table({"doc_id": ids}), tmp_path / "documents" / "part-00000.parquet")
        said = printed(score(path, tmp_path))
        assert told in said
        assert ("not in the tables" in said) == bool(told)
    pq.write_table(pa.table({"doc_id": ["c"]}), tmp_path / "documents" / "part-00000.parquet")
    with pytest.raises(ValueError, match="None of the documents"):
        score(path, tmp_path)


def test_shares_of_nothing():
    assert (Share(0, 0, 0, 0).p(), Share(0, 0, 0, 0).r(), Share(0, 0, 0, 0).f1()) == (0, 0, 0)
    assert Share(1, 2, 1, 1).f1() == pytest.approx(2 / 3)


def test_a_missing_table(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"There is no table 'mentions' in '.*'. Name the folder"):
        score(gold_of(tmp_path), tmp_path / "none")


def test_a_missing_column(tmp_path):
    path = gold_of(tmp_path)
    columns = {"doc_id": ["a"], "start": [0], "stop": [5]}
    pq.write_table(pa.table(columns), write(tmp_path) / "mentions" / "part-00000.parquet")
    with pytest.raises(ValueError, match=r"'mentions' in '.*' has no column 'label', only doc_id, start, stop."):
        score(path, tmp_path)


def test_a_broken_table(tmp_path):
    path = gold_of(tmp_path)
    (write(tmp_path) / "amounts" / "part-00000.parquet").write_bytes(b"PAR1")
    with pytest.raises(ValueError, match=r"The table 'amounts' in '.*' cannot be read: .* Run extract again."):
        score(path, tmp_path)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "lacks 'doc_id'"),
        ("5", "lacks 'doc_id'"),
        ('{"doc_id": "a", "mentions": [], "claims": []}', "lacks 'amounts'"),
        ('{"doc_id": "a", "mentions": [{}], "amounts": [], "claims": []}', "not annotated in full: 'label'"),
        ('{"doc_id": "a", "mentions": [], "amounts": [], "claims": [{"amount": "a9"}]}', "in full: 'a9'"),
    ],
)
def test_a_gold_that_is_none(line, reason, tmp_path):
    path = tmp_path / "g.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        score(path, write(tmp_path))


def test_a_missing_gold(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"There is no file '.*'. Name the annotated documents"):
        score(tmp_path / "no.jsonl", write(tmp_path))
