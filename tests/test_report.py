"""The report: one file that needs nothing else, in which what an article says stays text."""

import base64
import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, browser, chromium
from conftest import mablagh

from pipeline.report import report

HOSTILE = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
NEEDED = "CHROMIUM_REQUIRED"  # set where a browser must be there, so that its tests cannot be skipped


def data(page: bytes) -> dict:
    """What the page holds, unpacked."""
    found = re.search(rb'<script type="text/plain" id="data">([^<]*)</script>', page)
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds and three small articles: hostile, with an open currency, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("report")
    rows = [
        {
            "id": "hostile",
            "title": HOSTILE,
            "text": f"{HOSTILE}\nاستثمرت أرامكو 5 مليارات دولار في شركة Lucid. {HOSTILE}",
        },
        {"id": "open", "text": "بلغت أرباح الشركة 7 ملايين ريال."},
        {"id": "emoji", "text": "🚀🚀 خسرت شركة OpenAI نحو 5 مليارات دولار في عام 2024."},
        {"id": "empty"},
    ]
    file = folder / "rows.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    finished = mablagh("extract", "seeds", str(file), "--out", str(folder / "tables"))
    assert finished.returncode == 0, finished.stderr
    return folder / "tables"


def test_it_needs_nothing_else(outputs: Path) -> None:
    page = (outputs / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", page)
    assert "http://" not in page
    assert "https://" not in page
    assert "default-src 'none'" in page


def test_what_texts_say_is_not_in_the_page_as_markup(outputs: Path) -> None:
    page = (outputs / "report.html").read_bytes()
    assert b"owned" not in page
    assert page.count(b"<script") == 3
    assert data(page)["articles"]["hostile"]["title"] == HOSTILE


def test_the_same_tables_give_the_same_page(outputs: Path) -> None:
    manifest = json.loads((outputs / "_manifest.json").read_text(encoding="utf-8"))
    page = (outputs / "report.html").read_bytes()
    assert report(outputs, manifest) == page
    assert report(outputs, manifest | {"seconds": 99.0, "peak_mb": 1}) == page


def test_sums_are_exact_and_spans_are_those_of_the_text(outputs: Path) -> None:
    held = data((outputs / "report.html").read_bytes())
    assert len(held["claims"]) == held["rows"]["claims"]
    for claim in held["claims"]:
        text = held["articles"][claim["doc_id"]]["text"]
        assert text[slice(*claim["at"])] == claim["amount"]
        assert text[slice(*claim["line"])] == claim["sentence"]
        assert all(isinstance(claim[key], str) for key in ("low", "high") if key in claim)
    assert {"14800000000", "5000000000"} <= {claim.get("low") for claim in held["claims"]}


def test_open_currencies_and_rejects_have_lists_of_their_own(outputs: Path) -> None:
    held = data((outputs / "report.html").read_bytes())
    assert [row["surface"] for row in held["unsettled"]] == ["7 ملايين ريال"]
    assert "SAR" in held["unsettled"][0]["candidates"]
    assert len(held["rejects"]) == 1


def test_very_large_runs_are_cut_and_say_so(outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.report.CLAIMS", 4)
    monkeypatch.setattr("pipeline.report.LETTERS", 2500)
    held = data(report(outputs, json.loads((outputs / "_manifest.json").read_text(encoding="utf-8"))))
    assert len(held["claims"]) == 4
    assert held["rows"]["claims"] > 4
    assert {"text" in article for article in held["articles"].values()} == {True, False}


# ---- in a real browser ----


@pytest.fixture(scope="module")
def page(outputs: Path) -> Iterator[Browser]:
    if not chromium():
        if os.environ.get(NEEDED):
            pytest.fail(f"{NEEDED} is set, but no Chromium is installed.")
        pytest.skip("no Chromium is installed: apt-get install chromium")
    with browser() as opened:
        opened.open(outputs / "report.html")
        yield opened


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest, outputs: Path) -> None:
    if "page" in request.fixturenames:
        request.getfixturevalue("page").open(outputs / "report.html")


ROWS = "document.querySelectorAll('#rows tr').length"


def chosen(page: Browser, field: str, value: str) -> None:
    page.run(f"{{const f=document.getElementById({field!r}); f.value={json.dumps(value)};"
             "f.dispatchEvent(new Event('input',{bubbles:true}));}")  # fmt: skip


def test_it_loads_without_a_complaint(page: Browser) -> None:
    assert page.errors == []
    assert page.run(ROWS) == 16
    assert page.run("document.documentElement.dir") == "ltr"


def test_hostile_text_stays_text(page: Browser) -> None:
    chosen(page, "party", "Lucid")
    page.run("document.querySelector('#rows button').click()")
    assert page.run("document.title") == "Mablagh · مبلغ"
    assert page.run("document.getElementById('text').textContent").startswith(HOSTILE)
    assert page.run("document.querySelectorAll('#article img, #article script').length") == 0
    assert page.errors == []


def test_filters_narrow_the_table_and_reset(page: Browser) -> None:
    chosen(page, "kind", "valuation")
    assert page.run(ROWS) == 2
    assert "2 of 16" in page.run("document.getElementById('count').textContent")
    page.run("document.getElementById('filters').reset()")
    page.wait(f"{ROWS} === 16")
    chosen(page, "words", "لا يوجد")
    assert page.run(ROWS) == 0


def test_heads_sort_both_ways(page: Browser) -> None:
    first = "document.querySelector('#rows td.sum').innerText.split('\\n')[0]"
    page.run("document.querySelectorAll('#heads button')[1].click()")
    assert page.run("document.querySelectorAll('#heads th')[1].getAttribute('aria-sort')") == "ascending"
    least = page.run(first)
    page.run("document.querySelectorAll('#heads button')[1].click()")
    assert page.run("document.querySelectorAll('#heads th')[1].getAttribute('aria-sort')") == "descending"
    assert page.run(first) != least


def test_a_claim_opens_its_article_from_right_to_left(page: Browser) -> None:
    chosen(page, "words", "OpenAI نحو")
    page.run("document.querySelector('#rows button').click()")
    assert page.run("document.getElementById('article').open")
    assert page.run("document.querySelector('#text .chosen').textContent") == "5 مليارات دولار"
    assert page.run("document.querySelector('#text [data-mention]').textContent") == "OpenAI"
    assert page.run("document.querySelector('#text bdi').textContent") == "OpenAI"
    assert page.run("getComputedStyle(document.getElementById('text')).direction") == "rtl"
    page.run("document.getElementById('close').click()")
    assert not page.run("document.getElementById('article').open")


def test_the_keyboard_reaches_a_claim(page: Browser) -> None:
    page.run("document.getElementById('claims').focus()")
    for _ in range(40):
        page.press("Tab", 9)
        if page.run("document.activeElement.closest('#rows') !== null"):
            break
    page.press("Enter", 13)
    page.wait("document.getElementById('article').open")
    page.press("Escape", 27)
    page.wait("!document.getElementById('article').open")


def test_it_speaks_arabic(page: Browser) -> None:
    page.run("document.getElementById('language').click()")
    assert page.run("document.documentElement.lang + document.documentElement.dir") == "arrtl"
    assert page.run("document.getElementById('claims-title').textContent") == "الإفادات"
    assert "undefined" not in page.run("document.body.innerText")
    assert not re.search(r"\b(?:head|kind|modality|label)\.[a-z]", page.run("document.body.innerText"))


def test_it_fits_a_phone(page: Browser, tmp_path: Path) -> None:
    page.picture(tmp_path / "phone.png", 390, 844)
    assert page.run("document.documentElement.scrollWidth") <= 391
    assert (tmp_path / "phone.png").stat().st_size > 20_000
    page.picture(tmp_path / "desk.png")
