"""Show: a text of every kind of finding drawn line by line, and laws for any text."""

import re
from decimal import Decimal
from typing import Any

import pytest
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st

from pipeline.amounts import Amount
from pipeline.claims import Claim
from pipeline.mentions import Mention
from pipeline.normalise import fold
from pipeline.sentences import Sentence
from pipeline.show import FSI, PDI, shown
from pipeline.times import Time

CASES = cases("show")
RAW = "\n".join(case.text for case in CASES if case.head.startswith("text"))
FOLDED = fold(RAW)
DRAWN = [case.text for case in CASES if case.head == "drawn"]


def place(surface: str) -> tuple[int, int]:
    folded = fold(surface).text
    start = FOLDED.text.index(folded)
    return start, start + len(folded)


def cut(text: str) -> list[Sentence]:
    return [Sentence(*line.span(), "body") for line in re.finditer(r"\S[^\n]*", text)]


def or_none(part: str) -> str | None:
    return None if part == "-" else part


def amount(kind: str, surface: str, parts: list[str]) -> Amount:
    low, high, currency, bound, rule, currency_rule = parts
    names = tuple(currency.split(",")) if "," in currency else ()
    code = None if names else or_none(currency)
    sides = Decimal(low), Decimal(high)
    return Amount(*place(surface), kind, *sides, code, names, bound, None, None, rule, or_none(currency_rule))


def claims() -> list[Claim]:
    found: list[dict[str, Any]] = []
    for case in CASES:
        head, *parts = case.head.split()
        start, stop = place(case.text) if head not in ("text", "drawn") else (0, 0)
        if head == "claim":
            row = dict.fromkeys(Claim._fields) | {"amount_start": start, "amount_stop": stop}
            found.append(row | dict(zip(("kind", "modality", "rule"), parts, strict=True)))
        elif f"{head}_start" in Claim._fields:
            how = {"when": "when_value"}.get(head, f"{head}_how")
            found[-1] |= {f"{head}_start": start, f"{head}_stop": stop} | ({how: parts[0]} if parts else {})
    return [Claim(**row) for row in found]


def rows() -> tuple[list, list, list, list, list]:
    """The rows that the cases describe, in the order in which `shown` takes them."""
    found: dict[str, list] = {"sentences": [], "mentions": [], "amounts": [], "times": []}
    for case in CASES:
        head, *parts = case.head.split()
        if head == "text":
            found["sentences"].append(Sentence(*place(case.text), parts[0]))
        elif head in ("PER", "ORG"):
            score = None if parts == ["-"] else float(parts[0])
            found["mentions"].append(Mention(*place(case.text), head, case.text, score, "body"))
        elif head in ("MONEY", "PERCENT"):
            found["amounts"].append(amount(head, case.text, parts))
        elif head == "TIME":
            found["times"].append(Time(*place(case.text), parts[0], None, None, parts[1]))
    return (*found.values(), claims())


def test_drawn():
    picture = shown(RAW, FOLDED, *rows())
    assert [line.strip() for line in picture.splitlines() if line] == DRAWN


def test_findings_are_indented_under_their_sentence():
    for block in shown(RAW, FOLDED, *rows()).split("\n\n"):
        sentence, *findings = block.split("\n")
        assert not sentence.startswith(" ")
        assert all(re.match(r"  (?:[A-Za-z]+ +|         )\S", line) for line in findings)


def test_color_changes_no_letter():
    plain = shown(RAW, FOLDED, *rows())
    painted = shown(RAW, FOLDED, *rows(), color=True, isolate=False)
    assert painted != plain
    assert re.sub(r"\x1b\[\d*m", "", painted) == plain
    assert "\x1b" not in plain


def test_isolates_stand_round_the_arabic_of_each_finding():
    plain, apart = shown(RAW, FOLDED, *rows()), shown(RAW, FOLDED, *rows(), isolate=True)
    assert re.sub(f"[{FSI}{PDI}]", "", apart) == plain
    for block in apart.split("\n\n"):
        sentence, *findings = block.split("\n")
        assert FSI not in sentence
        for line in findings:
            outside = re.sub(f"{FSI}[^{FSI}{PDI}]+{PDI}", "", line)
            assert not re.search("[\u0600-\u06ff]", outside)
            assert FSI not in outside
    assert shown(RAW, FOLDED, *rows(), color=True).count(FSI) == apart.count(FSI)


def test_a_swallowed_article_is_told():
    cairo = Mention(1, 4, "LOC", "other", None, "body")
    assert shown("abcd", fold("abcd"), [Sentence(0, 4, "body")], [cairo], [], [], []).endswith("bcd  (other)")


@pytest.mark.parametrize("mark", ["\x1b[31m", "\x07", "\u202e", "\u2067", "\x9b"])
def test_a_text_does_not_steer_the_terminal(mark):
    raw = f"a{mark}b. c{mark}d."
    found = [Mention(0, len(fold(raw).text), "PER", "n", None, "body")]
    picture = shown(raw, fold(raw), cut(fold(raw).text), found, [], [], [])
    assert mark[0] not in picture


TEXTS = st.text(st.sampled_from("\u0645\u0627 .\n\u0640\u064b\u200f\u202e\x1b1,%\u061fa"), max_size=60)


@given(TEXTS, st.data())
def test_any_span_of_any_text_can_be_drawn(raw, data):
    folded = fold(raw)
    found = []
    if folded.text:
        edges = st.integers(0, len(folded.text) - 1)
        for start, more in data.draw(st.lists(st.tuples(edges, edges), max_size=4)):
            found.append(Mention(start, min(len(folded.text), start + more + 1), "PER", "n", 0.5, "body"))
    lines = cut(folded.text)
    picture = shown(raw, folded, lines, found, [], [], [], isolate=True)
    drawn = sum(line.startswith("  PER ") for line in picture.split("\n"))
    assert drawn == (len(found) if lines else 0)
    assert picture.count(FSI) == picture.count(PDI) <= 2 * len(found)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", picture)


def test_a_text_without_sentences_draws_nothing():
    assert shown("", fold(""), [], [], [], [], []) == ""
