"""The report: one file that needs nothing else, in which what an article says stays text."""

import base64
import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest
from browser import Browser, browser, chromium
from conftest import mablagh

from pipeline import read, tables
from pipeline.normalise import fold
from pipeline.report import PAGE, SCRIPTS, STANDING, report

HOSTILE = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
NEEDED = "CHROMIUM_REQUIRED"  # set where a browser must be there, so that its tests cannot be skipped
COUNT = 16  # claims in the articles below and the seeds

Packs = dict[str, list[dict]]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds and three small articles: hostile, with an open currency, after emoji; and one without a text."""
    folder = tmp_path_factory.mktemp("report")
    rows = [
        {
            "id": "hostile<b>",
            "title": HOSTILE,
            "text": f"{HOSTILE}\nاستثمرت أرامكو 5 مليارات دولار في شركة Lucid. {HOSTILE}",
        },
        {"id": "open", "text": "بلغت أرباح الشركة 7 ملايين ريال."},
        {"id": "emoji", "text": "🚀🚀 خسرت شركة OpenAI نحو 5 مليارات دولار في عام 2024."},
        {"id": "empty"},
    ]
    file = folder / "rows<b>.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    copytree("seeds", folder / "seeds")  # beside the file: rows come in the order of full names
    finished = mablagh("extract", str(folder / "seeds"), str(file), "--out", str(folder / "tables"))
    assert finished.returncode == 0, finished.stderr
    return folder / "tables"


def packs(page: bytes) -> Packs:
    """What the page holds, unpacked, by the names of the packs."""
    found = re.findall(rb'<script type="text/plain" id="pack-([\w-]+)">([^<]*)</script>', page)
    lines = {name.decode(): gzip.decompress(base64.b64decode(pack)).decode().splitlines() for name, pack in found}
    return {name: [json.loads(line) for line in rows] for name, rows in lines.items()}


def texts(held: Packs) -> dict[str, str]:
    return {row["doc_id"]: row["text"] for name, rows in held.items() if name.startswith("block-") for row in rows}


def manifest(outputs: Path) -> dict:
    return json.loads((outputs / "_manifest.json").read_text(encoding="utf-8"))


def test_it_needs_nothing_else(outputs: Path) -> None:
    page = (outputs / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", page)
    assert "http://" not in page
    assert "https://" not in page
    assert not re.search(r"@import|url\(|fetch\(|XMLHttp|import\(|innerHTML|document\.write|\beval\b", page)


def test_its_policy_lets_its_own_script_and_style_run_alone(outputs: Path) -> None:
    page = (outputs / "report.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = dict(rule.split(None, 1) for rule in policy[1].split(";"))
    script, style = re.findall(r"<script>(.*?)</script>", page, re.S), re.findall(r"<style>(.*?)</style>", page, re.S)
    assert rules["default-src"] == "'none'"
    for name, found in (("script-src", script), ("style-src", style)):
        (own,) = found
        assert rules[name] == f"'sha256-{base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()}'"


def test_what_texts_and_names_of_files_say_is_no_markup(outputs: Path) -> None:
    page = (outputs / "report.html").read_bytes()
    assert b"owned" not in page
    assert b"<b>" not in page
    held = packs(page)
    assert page.count(b"<script") == 3 + len(held)
    assert [row["title"] for row in held["articles"] if "title" in row] == [HOSTILE]


def test_the_same_tables_give_the_same_page(outputs: Path) -> None:
    page = (outputs / "report.html").read_bytes()
    assert report(outputs, manifest(outputs)) == page
    assert report(outputs, manifest(outputs) | {"seconds": 99.0, "peak_mb": 1}) == page


def test_parts_change_nothing_but_the_setting(outputs: Path, tmp_path: Path) -> None:
    config = tmp_path / "small.toml"
    config.write_text("part = 2", encoding="utf-8")
    inputs = (str(outputs.parent / name) for name in ("seeds", "rows<b>.jsonl"))
    finished = mablagh("extract", *inputs, "--config", str(config), "--out", str(tmp_path / "tables"))
    assert finished.returncode == 0, finished.stderr
    assert packs((tmp_path / "tables/report.html").read_bytes()) == packs((outputs / "report.html").read_bytes())


def test_sums_are_exact_and_spans_are_those_of_the_text(outputs: Path) -> None:
    held = packs((outputs / "report.html").read_bytes())
    assert len(held["claims"]) == COUNT
    raws = texts(held)
    for claim in held["claims"]:
        text = raws[claim["doc_id"]]
        assert text[slice(*claim["line"])] == claim["sentence"]
        assert text[slice(*claim["at"])] in claim["sentence"]
        assert all(isinstance(claim[key], str) for key in ("low", "high", "stake") if key in claim)
        for role in ("payer", "payee", "subject", "source"):
            who = claim.get(role, {"at": (0, 0), "name": ""})
            assert fold(text[slice(*who["at"])]).text == fold(who["name"]).text
    exact = {Decimal(claim[key]) for claim in held["claims"] for key in ("low", "high") if key in claim}
    wanted = read(outputs).claims[["low", "high"]].stack()
    assert exact == set(wanted.dropna())
    assert "14800000000" in {claim.get("low") for claim in held["claims"]}


def test_open_currencies_and_rejects_have_lists_of_their_own(outputs: Path) -> None:
    held = packs((outputs / "report.html").read_bytes())
    assert [row["surface"] for row in held["sums"]] == ["7 ملايين ريال"]
    assert "SAR" in held["sums"][0]["candidates"]
    assert len(held["lost"]) == 1


def test_a_claim_has_its_candidates_also_where_its_sum_is_not_listed(
    outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.report.LISTED", 0)
    claims = packs(report(outputs, manifest(outputs)))["claims"]
    assert ["SAR" in claim.get("candidates", ()) for claim in claims if "currency" not in claim] == [True]


def test_very_large_runs_are_cut_and_say_so(outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = next(iter(texts(packs((outputs / "report.html").read_bytes())).values()))
    for name, value in {"CLAIMS": 4, "LETTERS": len(first), "BLOCK": 10, "LISTED": 0}.items():
        monkeypatch.setattr(f"pipeline.report.{name}", value)
    page = report(outputs, manifest(outputs))
    held = packs(page)
    assert [len(held[name]) for name in ("claims", "sums", "lost")] == [4, 0, 0]
    assert list(texts(held).values()) == [first]
    assert ["block" in row for row in held["articles"]] == [True, False, False, False]
    assert b'"open":1' in page
    monkeypatch.setattr("pipeline.report.ARTICLE", 10)
    assert texts(packs(report(outputs, manifest(outputs)))) == {}


WORDS = json.loads((PAGE / "words.json").read_text(encoding="utf-8"))
SAID = "".join((PAGE / name).read_text(encoding="utf-8") for name in (*SCRIPTS, "page.html"))
MADE = {
    "head": ["sum", "exact", "candidates", *re.findall(r"\b(?:payer|payee|subject|source)\b", SAID)],
    "kind": tables.KINDS,
    "modality": tables.MODALITIES,
    "label": [*tables.LABELS, "money"],
    "bound": [bound for bound in tables.BOUNDS if bound not in ("exact", "between")],
    "how": [how for how in tables.HOW if how != "name"],
    "by": ["payer", "payee", "subject"],
}


def test_every_word_is_there_in_both_languages_and_is_used() -> None:
    used = set(re.findall(r"""(?:say\(|data-(?:word|label)=)"([\w.]+)["]""", SAID)) | {"language"}
    used |= {f"{group}.{name}" for group, names in MADE.items() if group != "by" for name in names}
    used |= {f"by_{name}" for name in MADE["by"]} | set(re.findall(r'\[\d+, "(\w+)"\]', SAID))
    used |= {key for key in WORDS if key.startswith(("head.", "read.", "made.")) and f"{key.split('.')[1]}" in SAID}
    assert used - {key for key in used if key.endswith((".", "_"))} == set(WORDS)
    for key, said in WORDS.items():
        assert set(said) == {"en", "ar"}, key
        assert all(said.values()), key
        assert re.findall(r"\{\d\}", said["en"]) == re.findall(r"\{\d\}", said["ar"]), key


# ---- in a real browser ----


@pytest.fixture(scope="module")
def shared(outputs: Path) -> Iterator[Browser]:
    if not chromium():
        if os.environ.get(NEEDED):
            pytest.fail(f"{NEEDED} is set, but no Chromium is installed.")
        pytest.skip("no Chromium is installed: apt-get install chromium")
    with browser() as opened:
        yield opened


@pytest.fixture
def page(shared: Browser, outputs: Path) -> Browser:
    """The report, opened anew."""
    shared.open(outputs / "report.html")
    shared.errors.clear()
    return shared


ROWS = "document.querySelectorAll('#rows tr[data-id]').length"
LOOK = "document.body.dataset.article"


def chosen(page: Browser, field: str, value: str) -> None:
    page.run(f"document.getElementById({field!r}).value = {json.dumps(value)}")
    page.run(f"document.getElementById({field!r}).dispatchEvent(new Event('input', {{bubbles: true}}))")
    page.run("new Promise((done) => setTimeout(done, 20))")


def opened(page: Browser, words: str) -> None:
    chosen(page, "words", words)
    page.run("document.querySelector('#rows a').click()")
    page.wait(LOOK)


def test_it_loads_without_a_complaint(shared: Browser, outputs: Path) -> None:
    shared.open(outputs / "report.html")
    assert shared.errors == []
    assert shared.run(ROWS) == COUNT
    assert shared.run("document.documentElement.dir") == "ltr"


def test_hostile_text_stays_text(page: Browser) -> None:
    opened(page, "Lucid")
    assert page.run("document.title") == "Mablagh · مبلغ"
    assert HOSTILE in page.run("document.getElementById('text').textContent")
    assert page.run("document.getElementById('article-name').textContent").startswith(HOSTILE)
    assert page.run("document.querySelectorAll('img, iframe, #article script, main script').length") == 0
    assert page.errors == []


def test_its_policy_stops_a_script_that_got_in_all_the_same(page: Browser) -> None:
    page.run("document.body.append(Object.assign(document.createElement('script'), {text: 'document.title = 1'}))")
    page.run("document.body.insertAdjacentHTML('beforeend', '<p onclick=\"document.title = 1\" id=\"bait\"></p>')")
    page.run("document.getElementById('bait').click()")
    assert page.run("document.title") == "Mablagh · مبلغ"


def test_filters_narrow_the_table_and_reset(page: Browser) -> None:
    chosen(page, "kind", "revenue")
    assert page.run(ROWS) == 2
    assert f"2 / {COUNT}" in page.run("document.getElementById('count').textContent")
    page.run("document.getElementById('filters').reset()")
    page.wait(f"{ROWS} === {COUNT}")
    chosen(page, "currency", "?")
    assert page.run(ROWS) == 1
    chosen(page, "currency", "")
    chosen(page, "words", "لا يوجد")
    assert page.run(ROWS) == 0
    assert "No claim fits" in page.run("document.getElementById('rows').textContent")


@pytest.mark.parametrize("words", ["ارامكو", "lucid أرامكو", "ارام\u0640كو", "LUCID ٥"])
def test_a_search_finds_other_spellings(page: Browser, words: str) -> None:
    chosen(page, "words", words)
    assert page.run(ROWS) == 1


def test_heads_sort_both_ways(page: Browser) -> None:
    sums = "state.shown.map((claim) => [claim.currency ?? '', claim.low ?? claim.high])"
    for way in ("ascending", "descending"):
        page.run("document.querySelectorAll('#heads button')[0].click()")
        assert page.run("document.querySelector('#heads th').ariaSort") == way
        assert page.run("document.activeElement.textContent") == "Sum"
        found = [Decimal(value) for currency, value in page.run(sums) if currency == "USD"]
        assert found == sorted(found, reverse=way == "descending")
        assert page.run(sums)[-1][0] == ""
    page.run("document.querySelectorAll('#heads button')[3].click()")
    names = page.run("state.shown.map((claim) => claim.payer?.name ?? '')")
    assert names == [name for name in names if name] + [name for name in names if not name]


def test_a_value_that_nothing_settles_is_told_and_stands_last(page: Browser) -> None:
    values = "[undefined, '-2', '5'].map((low) => ({...claims[0], currency: 'TND', low, high: low}))"
    page.run(f"claims = {values}; known(); state.sort = 'sum'")
    for down, wanted in (("false", ["-2", "5", "?"]), ("true", ["5", "-2", "?"])):
        page.run(f"state.down = {down}; renew()")
        assert page.run("[...document.querySelectorAll('#rows .sum .number')].map((n) => n.textContent)") == wanted
    assert page.run("inFull(claims[0]).textContent") == "? Tunisian Dinar"


def test_what_there_is_none_of_is_quiet(page: Browser) -> None:
    page.run("run.rows.rejects = 0; speak()")
    classes = page.run("[...document.querySelectorAll('#read > div')].map((node) => node.className)")
    assert classes == ["documents", "claims", "mentions", "amounts", "open", "zero"]


FIGURES = ["0", "7", "0.05", "-0.6", "999999", "1000000", "14800000000", "64812345678.5", "1234567890123456789",
           "-2500000", "0.000000000001", "99999999999999999999999999", "1500000000000000"]  # fmt: skip


def test_figures_are_exact(page: Browser) -> None:
    for text in FIGURES:
        value = Decimal(text)
        assert Decimal(page.run(f"decimal(exact('{text}'))")) == value
        assert page.run(f"grouped('{text}')") == f"{value:,f}"
        figure, unit = page.run(f"brief('{text}')")
        power = {"": 0, "million": 6, "billion": 9, "trillion": 12}[unit]
        assert Decimal(figure.replace(",", "")).scaleb(power) == value
    rounded = {"64812345678": "≈\u00a064.8 billion", "14800000000": "14.8 billion", "999960000": "≈\u00a01,000 million",
               "259400000000000": "≈\u00a0259 trillion", "1500000000000000": "1,500 trillion",
               "-2500000": "-2.5 million"}  # fmt: skip
    for text, wanted in rounded.items():
        assert " ".join(page.run(f"rounded(exact('{text}'))")) == wanted


def test_totals_are_those_of_the_reader(page: Browser, outputs: Path) -> None:
    """Each statement once, nothing over kinds, currencies or modalities, what stands on a day not at all."""
    run = read(outputs)
    for modality in ("actual", "planned"):
        told = run.totals(run.claims[run.claims.modality == modality]).reset_index()
        chosen(page, "modality", modality)
        rows = "statements(passing(wanted()))"
        found = page.run(f"totals({rows}, (c) => c.kind, 'USD').map(([k, t]) => [k, t.added, decimal(t.high)])")
        wanted = told[(told.currency == "USD") & (told.added > 0) & ~told.kind.isin(STANDING)]
        assert len(wanted)
        assert {kind: (count, Decimal(high)) for kind, count, high in found if count} == {
            row.kind: (row.added, row.high) for row in wanted.itertuples()
        }


def test_names_have_the_statements_of_the_reader(page: Browser, outputs: Path) -> None:
    name = "(c) => c.payer?.name"
    found = page.run(f"totals(statements(claims, {name}), {name}).map(([k, t]) => [k, t.count])")
    assert dict(found) == read(outputs).totals(by="payer_name").groupby("payer_name").statements.sum().to_dict()


def test_a_bar_filters_and_then_names_show_sums(page: Browser) -> None:
    page.run("document.querySelector('#charts button').click()")
    assert page.run("document.getElementById('kind').value") == "investment"
    assert page.run("document.activeElement.getAttribute('aria-pressed')") == "true"
    assert "investment · sums in USD" in page.run("document.querySelectorAll('figcaption')[1].textContent")
    assert page.run(ROWS) < COUNT
    page.run("document.activeElement.click()")
    assert page.run(ROWS) == COUNT


def test_a_claim_opens_its_article_from_right_to_left(page: Browser) -> None:
    opened(page, "OpenAI نحو")
    assert page.run("document.getElementById('article').open")
    assert page.run("document.activeElement.id") == "article-title"
    assert page.run("document.querySelector('#text .chosen').textContent") == "5 مليارات دولار"
    assert page.run("document.querySelector('#text .ORG').textContent") == "OpenAI"
    assert page.run("document.querySelector('#text .ORG').closest('bdi').textContent") == "OpenAI"
    assert page.run("document.querySelector('#text .subject').dataset.tag") == "Subject"
    assert page.run("getComputedStyle(document.getElementById('text')).direction") == "rtl"
    assert "5,000,000,000 US" in page.run("document.getElementById('facts').textContent")
    page.run("document.getElementById('close').click()")
    page.wait(f"!document.getElementById('article').open && !{LOOK}")


def test_the_other_claims_of_an_article_are_one_step_away(page: Browser) -> None:
    opened(page, "Lucid")
    page.run("document.getElementById('filters').reset()")
    page.run("document.getElementById('close').click()")
    page.wait(f"{ROWS} === {COUNT}")
    chosen(page, "words", "29 مليار")
    page.run("document.querySelector('#rows a').click()")
    page.wait(LOOK)
    before = page.run(LOOK)
    assert page.run("document.querySelectorAll('#siblings a').length") == 10
    assert page.run("document.querySelectorAll('#text a.money').length") == 10
    page.run("document.querySelectorAll('#text a.money')[2].click()")
    page.wait(f"{LOOK} && {LOOK} !== {before!r}")
    page.run("document.getElementById('earlier').click()")
    page.run("document.getElementById('earlier').click()")
    page.wait(f"{LOOK} === {before!r}")
    page.run("history.go(-2)")
    page.wait("!document.getElementById('article').open")


def test_an_address_opens_its_claim(page: Browser, outputs: Path) -> None:
    claims = packs((outputs / "report.html").read_bytes())["claims"]
    (place,) = (claim["at"] for claim in claims if claim["doc_id"] == "hostile<b>")
    name = f"hostile<b>:{place[0]}-{place[1]}"
    page.run(f"location.hash = encodeURIComponent({json.dumps(name)})")
    page.wait(f"{LOOK} === {json.dumps(name)}")


def test_an_open_sum_opens_its_article_and_names_what_it_can_be(page: Browser) -> None:
    page.run("document.querySelector('#open a').click()")
    page.wait(LOOK)
    assert page.run("document.querySelector('#text .chosen').textContent") == "7 ملايين ريال"
    assert "Saudi" in page.run("document.getElementById('facts').textContent")
    assert page.run("document.querySelectorAll('#refused li').length") == 1


def test_a_name_that_marks_cut_is_isolated_as_a_whole(page: Browser) -> None:
    marks = ("[{start: 2, stop: 10, name: 'ORG', apart: true}, {start: 2, stop: 7, name: 'payer', apart: true},"
             "{start: 0, stop: 8, name: 'line'}]")  # fmt: skip
    page.run(f"var drawn = make('p', marked(Array.from('x Scale AI y'), {marks}, 0, 12))")
    assert page.run("drawn.textContent") == "x Scale AI y"
    assert page.run("[...drawn.querySelectorAll('bdi')].map((node) => node.textContent)") == ["Scale AI"]
    assert page.run("[...drawn.querySelectorAll('.payer')].map((node) => node.textContent)") == ["Scale"]


def test_an_article_that_does_not_travel_shows_its_sentence(
    page: Browser, outputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.report.LETTERS", 0)
    (tmp_path / "report.html").write_bytes(report(outputs, manifest(outputs)))
    page.open(tmp_path / "report.html")
    opened(page, "OpenAI نحو")
    assert page.run("document.querySelector('#text .chosen').textContent") == "5 مليارات دولار"
    assert "only the sentence" in page.run("document.getElementById('text').textContent")


def test_a_long_table_is_paged(page: Browser) -> None:
    page.run("claims = Array.from({length: 250}, (_, i) => ({...claims[0], id: String(i)})); renew()")
    assert page.run(ROWS) == 100
    for _ in range(2):
        page.run("document.getElementById('after').click()")
    assert page.run(ROWS) == 50
    assert page.run("document.getElementById('after').disabled")
    assert "201–250" in page.run("document.getElementById('page').textContent")


def test_the_keyboard_reaches_a_claim(page: Browser) -> None:
    page.press("Tab", 9)
    assert page.run("document.activeElement.className") == "skip"
    page.press("Enter", 13)
    for _ in range(20):
        page.press("Tab", 9)
        if page.run("document.activeElement.closest('#rows') !== null"):
            break
    name = page.run("document.activeElement.hash")
    page.press("Enter", 13)
    page.wait(LOOK)
    page.press("Escape", 27)
    page.wait("!document.getElementById('article').open")
    assert page.run("document.activeElement.hash") == name


def test_it_speaks_arabic(page: Browser) -> None:
    page.run("document.getElementById('language').click()")
    assert page.run("document.documentElement.lang + document.documentElement.dir") == "arrtl"
    assert page.run("document.getElementById('claims-title').textContent") == "الإفادات"
    opened(page, "OpenAI نحو")
    said = page.run("document.body.innerText")
    assert "نحو" in page.run("document.getElementById('article-title').textContent")
    assert not re.search(r"undefined|null|NaN|\[object|\b(?:head|kind|modality|label|read|made|how)[._][a-z]", said)


CONTRAST = """(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const paint = (colors) => {
    for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const faults = [];
  for (const node of document.querySelectorAll("body *")) {
    const texts = [...node.childNodes].filter((child) => child.nodeType === 3);
    const text = texts.map((child) => child.data).join("").trim();
    if (!text || !node.checkVisibility() || node.closest("script, :disabled, option, .unseen, .skip")) continue;
    if (document.getElementById("article").open && !node.closest("dialog")) continue;
    const under = [];
    for (let up = node; up; up = up.parentElement) under.unshift(getComputedStyle(up).backgroundColor);
    const ground = paint(["Canvas", ...under]);
    const ink = paint([`rgb(${ground})`, getComputedStyle(node).color]);
    const [low, high] = [light(ground), light(ink)].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) faults.push(`${text.slice(0, 30)} ${node.className} ${ratio.toFixed(2)}`);
  }
  return faults;
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(page: Browser, scheme: str) -> None:
    page.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    assert page.run(CONTRAST) == []
    page.run("document.querySelectorAll('#rows a')[10].click()")
    page.wait(LOOK)
    assert page.run(CONTRAST) == []


def test_a_screen_reader_finds_names_for_all_it_can_use(page: Browser) -> None:
    page.run("document.querySelectorAll('#heads button')[0].click()")
    nodes = page.ask("Accessibility.getFullAXTree")["nodes"]
    found = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]]
    roles = [role for role, _ in found]
    assert {"banner", "main", "search", "navigation", "table", "region"} <= set(roles) | {"navigation"}
    assert roles.count("columnheader") == 10
    assert roles.count("table") == 1
    usable = {"button", "link", "textbox", "searchbox", "combobox", "table", "region", "dialog"}
    assert [role for role, name in found if role in usable and not name] == []
    headings = page.run("[...document.querySelectorAll('main h2')].map((node) => node.textContent.trim())")
    assert len(headings) == 5
    assert all(headings)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_fits_a_phone(page: Browser, tmp_path: Path, language: str) -> None:
    try:
        page.picture(tmp_path / "phone.png", 360, 740)
        if language == "ar":
            page.run("document.getElementById('language').click()")
        assert page.run("document.documentElement.scrollWidth") <= 360
        assert page.run("document.getElementById('order').checkVisibility()")
        assert not page.run("document.getElementById('kind').checkVisibility()")
        page.run("document.getElementById('narrow').click()")
        assert page.run("document.getElementById('kind').checkVisibility()")
        page.run("document.querySelector('#rows a').click()")
        page.wait(LOOK)
        assert page.run("document.querySelector('.sheet').scrollWidth") <= 360
        assert (tmp_path / "phone.png").stat().st_size > 15_000
    finally:
        page.picture(tmp_path / "desk.png")
