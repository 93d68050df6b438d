"""Annotated articles: what is kept as offsets points into its text, and readers are told apart."""

from pathlib import Path

from pipeline.learned import SOUGHT
from pipeline.tables import KINDS, MODALITIES
from training.articles import gold, written

GUIDE = (Path(__file__).parent.parent / "training" / "README.md").read_text(encoding="utf-8")


def test_written_items_are_annotated_in_their_text():
    items = list(written())
    counted = f"{len(items):,} items", f"{sum(len(row['claims']) for row, _ in items):,} sums"
    assert all(count in GUIDE for count in counted), counted
    for row, text in items:
        sums = {amount["id"]: amount["span"] for amount in row["amounts"]}
        assert sums.keys() == {claim["amount"] for claim in row["claims"]}
        for claim in row["claims"]:
            assert claim["kind"] in KINDS
            assert claim["modality"] in MODALITIES
            for start, stop in filter(None, (claim[role] for role in SOUGHT)):
                assert text[start:stop].strip() == text[start:stop] != ""
        assert all(any(letter.isalnum() for letter in text[start:stop]) for start, stop in sums.values())


def test_two_readers_are_told_apart():
    text = "دفع سالم 5 دولارات"
    one = {"amount": "a1", "kind": "price", "modality": "actual", **dict.fromkeys(SOUGHT), "payer": [4, 8]}
    row = {
        "file": "n", "line": 1, "mentions": None, "amounts": [{"id": "a1", "type": "MONEY", "span": [9, 18]}],
        "claims": [one], "again": [one | {"payer": None}],
    }  # fmt: skip
    made = gold(row, text)
    assert made["claims"][0]["payer"] == {"start": 4, "stop": 8, "surface": "سالم"}
    assert made["again"][0]["payer"] is None
    assert "again" not in gold({key: row[key] for key in row if key != "again"}, text)


def test_what_was_not_annotated_is_not_there():
    text = "ارتفع السهم 5 بالمئة"
    row = {
        "file": "n", "line": 1, "mentions": None, "amounts": [{"id": "a1", "type": "PERCENT", "span": [12, 20]}],
        "claims": [{"amount": "a1", "modality": "actual", "subject": [6, 11], "source": None, "when": None}],
    }  # fmt: skip
    (claim,) = gold(row, text)["claims"]
    assert claim["subject"]["surface"] == "السهم"
    assert claim.keys() == {"amount", "modality", "subject", "source", "when"}
