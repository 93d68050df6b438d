"""The laws of amounts: what an independent speller writes comes back as itself, however it is dressed."""

import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies
from casefile import Case, cases
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from num2words import num2words
from speller import DIALECTS, LARGEST, Style, counting, spelled

from pipeline.amounts import Amount, amounts
from pipeline.mentions import Mention
from pipeline.normalise import fold
from pipeline.numerals import numerals
from pipeline.sentences import sentences

BOUNDS = ("exact", "about", "more_than", "at_least", "less_than", "at_most", "between")
law = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


class Reading(NamedTuple):
    """What a sum says, wherever it stands."""

    bound: str
    unit: str
    low: Decimal | None
    high: Decimal | None


class Noun(NamedTuple):
    """A counted noun: one, some, eleven to ninety-nine, and its gender."""

    one: str
    two: str
    few: str
    tamyiz: str
    gender: str

    def counted(self, number: int, style: Style) -> str:
        """`number` of it in words, each agreeing with the other."""
        if number == 1:
            return self.one
        if number == 2:
            return self.two
        form = {"one": self.one, "few": self.few, "tamyiz": self.tamyiz}[counting(number)]
        return f"{spelled(number, style._replace(counted=self.gender, noun=True))} {form}"


def listed(head: str) -> list[str]:
    """The strings of `cases/laws.txt` under `head`."""
    return [case.text for case in cases("laws") if case.head == head]


DOLLAR = Noun(*listed("noun USD m"), "m")
LIRA = Noun(*listed("noun TRY f"), "f")
SCALES = {power: listed(f"scale {power}")[0] for power in (3, 6, 9, 12, 15)}
PAID = listed("paid")[0]
LONG = listed("scale 9 or 12")
LETTERS = sorted({letter for scale in SCALES.values() for letter in scale} | set(DOLLAR.one))
UNITS = [unit if unit == "%" else " " + unit for unit in listed("unit")]


# ---- reading ----
def read(raw: str, country: str | None = None) -> tuple[str, list[Amount]]:
    """The folded text of `raw` and its amounts."""
    text, plain = fold(raw)[:2]
    return text, amounts(text, sentences(text), [], country, plain=plain)


def said(raw: str, numbers: bool = False) -> list[Reading]:
    """What the sums of money and the percentages of `raw` say, and its bare numbers if they are asked for."""
    wanted = ("MONEY", "PERCENT", "NUMBER") if numbers else ("MONEY", "PERCENT")
    return [reading(row) for row in read(raw)[1] if row.type in wanted]


def reading(row: Amount) -> Reading:
    unit = (row.currency or "?") if row.type == "MONEY" else row.type
    return Reading(row.bound, unit, row.low, row.high)


def exactly(unit: str, value: object) -> list[Reading]:
    return [Reading("exact", unit, Decimal(str(value)), Decimal(str(value)))]


def bounded(bound: str, unit: str, value: object) -> list[Reading]:
    number = Decimal(str(value))
    low = None if bound in ("less_than", "at_most") else number
    high = None if bound in ("more_than", "at_least") else number
    return [Reading(bound, unit, low, high)]


def wanted(head: str) -> list[Reading]:
    """The readings that the head of a case in `laws_phrases.txt` asks for."""
    if head == "nothing":
        return []
    found = []
    for part in head.split(" + "):
        *bound, unit, value = part.split()
        if ".." in value:
            low, high = value.split("..")
            found.append(Reading(bound[0], unit, Decimal(low), Decimal(high)))
        else:
            found += bounded(bound[0] if bound else "exact", unit, value)
    return found


# ---- what is drawn ----
@st.composite
def integers(draw: st.DrawFn, largest: int = LARGEST) -> int:
    """Whole numbers of all sizes, round ones as often as crooked ones."""
    groups = draw(
        st.lists(
            st.one_of(st.sampled_from([0, 0, 1, 2, 3, 10, 11, 12, 99, 100, 200, 300, 800]), st.integers(0, 999)),
            min_size=1,
            max_size=6,
        )
    )
    number = 0
    for group in groups:
        number = number * 1000 + group
    return min(number, largest) or 1


@st.composite
def styles(draw: st.DrawFn, varieties: tuple[str, ...] = ("standard",)) -> Style:
    return Style(
        draw(st.sampled_from(varieties)),
        draw(st.sampled_from(["nominative", "oblique"])),
        "m",
        draw(st.integers(0, 5)),
        draw(st.booleans()),
        draw(st.sampled_from([" و", " و "])),
    )


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
# thousands mark, decimal mark; dots alone before three digits are left out: form does not tell what they are
TRADITIONS = (
    ("", "."),
    ("", ","),
    ("", "٫"),
    (",", "."),
    ("٬", "٫"),
    (".", ","),
    ("،", "."),
    ("٬", "."),
    (" ", ","),
    (" ", "."),
    ("\u00a0", ","),
    ("\u202f", ","),
    ("\u2009", "."),
)


# ---- the speller ----
def agrees_with_num2words(number: int) -> bool:
    """Whether num2words 0.5.14 spells `number` as the grammar has it.

    It is wrong where two hundred or a dual stands at the end (مئتا for مئتان, as if a noun followed),
    where eleven and more count a scale at the end (أحد عشر ألف for ألفا), and where 101 to 110 count one
    (مائة و ألف ألف for 101,000; ثلاثمائة و خمسة ألف, not آلاف).
    """
    text = str(number)
    groups = [int(text[max(0, stop - 3) : stop]) for stop in range(len(text), 0, -3)]
    last = next(place for place, group in enumerate(groups) if group)
    scales = groups[1:]
    return not (
        (groups[last] in (2, 200) and (last or groups[last] == 200))
        or (last and counting(groups[last]) == "tamyiz")
        or any(group > 100 and group % 100 in range(1, 11) for group in scales)
        or any(group == 200 for group in scales)
    )


@law
@given(integers(10**12))
@example(999)
@example(1_012)
def test_the_speller_agrees_with_num2words(number: int) -> None:
    if agrees_with_num2words(number):
        theirs = num2words(number, lang="ar")
        ours = spelled(number, Style(variant=1, link=" و "))
        assert same_words(theirs) == same_words(ours)


def same_words(text: str) -> str:
    """`text` without what two good spellers may write differently: مئة and مائة, tanwin, مليار and بليون."""
    text = fold(text).text
    for pair in listed("alike"):
        text = text.replace(*pair.split(" = "))
    return text


# ---- numbers in words ----
@law
@given(integers(), styles(), st.sampled_from([(DOLLAR, "USD"), (LIRA, "TRY")]))
@example(2_000_000, Style(), (DOLLAR, "USD"))
@example(2_000_000_000, Style(variant=1), (DOLLAR, "USD"))
@example(101_000, Style(), (LIRA, "TRY"))
def test_spelled_sums_read_back(number: int, style: Style, noun: tuple[Noun, str]) -> None:
    raw = noun[0].counted(number, style)
    text, rows = read(raw)
    if number > 1:  # one dollar is a dollar, not a sum
        assert [reading(row) for row in rows] == exactly(noun[1], number), raw
        assert (rows[0].start, rows[0].stop) == (0, len(text)), raw


@law
@given(integers(), styles(DIALECTS))
def test_dialects_read_back(number: int, style: Style) -> None:
    raw = DOLLAR.counted(number, style)
    if number > 2:
        assert said(raw) == exactly("USD", number), raw


@law
@given(integers(), styles())
def test_careless_spelling_reads_back(number: int, style: Style) -> None:
    raw = DOLLAR.counted(number, style).translate(str.maketrans("أإآةى", "اااهي"))
    if number > 2:
        assert said(raw) == exactly("USD", number), raw


@pytest.mark.parametrize(
    "style", [Style(), Style(case="oblique"), Style(counted="f"), *(Style(variety) for variety in DIALECTS)]
)
def test_every_number_to_a_thousand(style: Style) -> None:
    noun, code = (LIRA, "TRY") if style.counted == "f" else (DOLLAR, "USD")
    raws = {number: noun.counted(number, style) for number in range(3, 1001)}
    assert not [raw for number, raw in raws.items() if said(raw) != exactly(code, number)]


@law
@given(integers(10**15), styles(("standard", *DIALECTS)))
def test_bare_numbers_read_back(number: int, style: Style) -> None:
    raw = spelled(number, style)
    if number > 10:
        assert said(raw, numbers=True) == exactly("NUMBER", number), raw


@law
@given(st.integers(1, 999), styles(), st.sampled_from([9, 12]))
def test_billion_is_what_it_is_said_to_be(count: int, style: Style, billion: int) -> None:
    raw = spelled(count * 10**9, style._replace(variant=1))  # the second spelling of 10^9 is بليون
    text = fold(raw).text
    values = [row.low for row in amounts(text, sentences(text), [], billion=billion)]
    assert values == [count * 10 ** (billion if any(word in text for word in LONG) else 9)], raw


# ---- digits ----
@law
@given(
    integers(10**15),
    st.sampled_from(["", "5", "25", "07"]),
    st.sampled_from(TRADITIONS),
    st.sampled_from(SCRIPTS),
)
def test_digits_of_all_scripts_and_groupings(number: int, cents: str, marks: tuple[str, str], script: str) -> None:
    thousands, point = marks
    raw = grouped(number, thousands) + (point + cents if cents else "")
    if thousands == "." and raw.count(".") == 1 and not cents:
        return  # 1.234: form does not tell
    raw = raw.translate(str.maketrans(SCRIPTS[0], script))
    value = Decimal(f"{number}.{cents or 0}")
    assert said(PAID.replace("…", raw)) == exactly("USD", value), raw


@law
@given(
    integers(999_999),
    st.sampled_from(["", "5", "25"]),
    st.sampled_from([3, 6, 9, 12, 15]),
    st.sampled_from(SCRIPTS),
)
def test_digits_before_a_scale(number: int, cents: str, power: int, script: str) -> None:
    digits = (str(number) + ("." + cents if cents else "")).translate(str.maketrans(SCRIPTS[0], script))
    value = Decimal(f"{number}.{cents or 0}") * 10**power
    for clitic in ("", *listed("clitic before digits")):
        raw = f"{clitic}{digits} {SCALES[power]} {DOLLAR.one}"
        assert said(raw) == exactly("USD", value), raw


@law
@given(st.integers(1, 999), st.integers(1, 999), st.booleans(), styles())
def test_digits_and_words_mixed(millions: int, thousands: int, apart: bool, style: Style) -> None:
    join = " و " if apart else " و"
    value = millions * 10**6 + thousands * 1000
    for head in (f"{millions} {SCALES[6]}", spelled(millions * 10**6, style)):
        for tail in (f"{thousands} {SCALES[3]}", spelled(thousands * 1000, style._replace(noun=True))):
            raw = f"{head}{join}{tail} {DOLLAR.one}"
            assert said(raw) == exactly("USD", value), raw


@law
@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from([*combinations((15, 12, 9, 6, 3), 2)]), styles())
def test_falling_scales_need_no_and(high: int, low: int, powers: tuple[int, int], style: Style) -> None:
    upper, lower = powers
    value = high * 10**upper + low * 10**lower
    for head in (f"{high} {SCALES[upper]}", spelled(high * 10**upper, style)):
        for tail in (f"{low} {SCALES[lower]}", spelled(low * 10**lower, style._replace(noun=True))):
            assert said(f"{head} {tail} {DOLLAR.one}") == exactly("USD", value), (head, tail)
        last = "" if low < 11 or high == 1 else f" {low}"  # مليون 150 is two numbers
        assert said(f"{head}{last} {DOLLAR.one}") == exactly("USD", high * 10**upper + (low if last else 0)), head


@law
@given(st.integers(3, 999), st.sampled_from([6, 9, 12]), st.integers(0, 7), st.sampled_from(LETTERS), st.data())
def test_a_scale_with_one_slip_is_that_scale_or_no_value(
    count: int, power: int, place: int, letter: str, data: st.DataObject
) -> None:
    scale = SCALES[power]
    before, after = scale[:place], scale[place:]
    slips = [before + letter + after, before + letter + after[1:], before + after[1:]]
    word = data.draw(st.sampled_from([*slips, before + after[1:2] + after[:1] + after[2:]]))
    if word not in numerals():
        (row,) = said(f"{count} {word} {DOLLAR.one}", numbers=True)
        assert row in (*exactly("USD", count * 10**power), Reading("exact", "USD", None, None)), word


# ---- currencies ----
def nouns() -> list[tuple[str, Noun]]:
    """The currencies of `cases/laws_nouns.txt`, each with its code."""
    forms: dict[str, list[str]] = {}
    for case in cases("laws_nouns"):
        forms.setdefault(case.head, []).append(case.text)
    return [
        (head[:3], Noun(*texts[first : first + 4], head[-1]))
        for head, texts in forms.items()
        for first in range(0, len(texts), 4)
    ]


@pytest.mark.parametrize(("code", "noun"), nouns())
@settings(law, max_examples=20)
@given(number=integers(10**12), style=styles())
def test_currencies_agree_with_their_numbers(code: str, noun: Noun, number: int, style: Style) -> None:
    for count in (number, 2, 3 + number % 8, 11 + number % 89, 100, 200, 1000, 2000, 2 * 10**6, 3 * 10**9):
        raw = noun.counted(count, style)
        if count > 2 or (count == 2 and noun.two != noun.one):
            assert said(raw) == exactly(code, count), raw
        if count > 2:
            digits = str(count) + raw.removeprefix(spelled(count, style._replace(counted=noun.gender, noun=True)))
            assert said(digits) == exactly(code, count), digits


def shared() -> list[tuple[str, str, str]]:
    """Currencies whose first word several countries share: code, full name, bare name."""
    full = [(code, noun.one) for code, noun in nouns() if len(noun.one.split()) > 1]
    heads = Counter(name.split()[0] for code, name in dict(full).items())
    return [(code, name, name.split()[0]) for code, name in full if heads[name.split()[0]] > 1 and code != "USD"]


@pytest.mark.parametrize(("code", "name", "bare"), shared())
def test_what_settles_a_shared_name(code: str, name: str, bare: str) -> None:
    """The adjective comes before an earlier full mention, that before the country of the outlet."""
    others = [row for row in shared() if row[2] == bare and row[0] != code]
    if bare == DOLLAR.one:
        return  # alone it is American
    (alone,) = read(f"500 {bare}")[1]
    assert (alone.type, alone.currency) == ("MONEY", None)
    assert code in alone.candidates
    assert {row.currency for row in read(f"500 {name}")[1]} == {code}
    if code not in ("GBP", "BRL"):
        assert {row.currency for row in read(f"500 {bare}", code[:2])[1]} == {code}
    for other, full, _ in others:
        earlier = f"500 {name}. 700 {bare}."
        assert [row.currency for row in read(earlier, other[:2])[1]] == [code, code], (earlier, other)
        both = f"500 {name}. 700 {full}."
        assert [row.currency for row in read(both, "XX")[1]] == [code, other], both


def in_use() -> list[str]:
    """The currencies that are money somewhere today."""
    places = [place for place in ARABIC.territories if len(place) == 2]
    return sorted({code for place in places for code in get_territory_currencies(place)})


ARABIC = Locale("ar")
UNNAMED = {"XCG", "ZWG"}  # CLDR has no Arabic name for these two yet


@pytest.mark.parametrize("code", [code for code in in_use() if code not in UNNAMED])
def test_names_of_cldr(code: str) -> None:
    """What CLDR calls a currency is understood as it, or as one of several that it may be."""
    for count in (5, 11, 100, 25_000_000):
        raw = f"{count} {get_currency_name(code, count, 'ar')}"
        (row,) = read(raw)[1]
        assert row.low == row.high == count
        assert row.currency == code or (row.currency is None and code in row.candidates), raw


# ---- phrases, bounds, ranges, percentages ----
def marked(case: Case) -> object:
    return pytest.param(case, id=case.place, marks=[pytest.mark.xfail(strict=True)] if case.fails else [])


@pytest.mark.parametrize("case", [marked(case) for case in cases("laws_phrases")])
def test_phrases(case: Case) -> None:
    assert said(case.text, numbers="NUMBER" in case.head) == wanted(case.head)


@pytest.mark.parametrize("case", [marked(case) for case in cases("laws_bounds")])
@pytest.mark.parametrize("plain", [marked(case) for case in cases("laws_sums")])
def test_bounds(case: Case, plain: Case) -> None:
    raw = case.text.replace("…", plain.text)
    expected = bounded(case.head, *plain.head.split())
    assert said(raw) == expected, raw
    assert said(listed("carrier")[-1].replace("…", raw)) == expected, raw


ORDINALS = ("الأول", "الثانية", "الثالث", "الرابعة", "الخامس", "العاشر", "الحادي عشر", "الثانية عشرة")


@law
@given(
    st.sampled_from(ORDINALS),
    st.sampled_from([" إلى ", " حتى ", " و", " أو ", " - ", "، "]),
    st.integers(2, 900),
    st.sampled_from(UNITS),
)
def test_an_ordinal_is_no_part_of_a_sum(ordinal: str, joint: str, number: int, unit: str) -> None:
    alone = f"{number}{unit}"
    assert said(f"في المركز {ordinal}{joint}{alone}") == said(alone)


@law
@given(
    st.sampled_from(cases("laws_ranges")),
    st.integers(6, 400),
    st.integers(1, 500),
    st.sampled_from([0, 3, 6, 9]),
    st.sampled_from(UNITS),
)
def test_ranges_share_scale_and_unit(case: Case, low: int, more: int, power: int, unit: str) -> None:
    (plain,) = said("5" + unit)  # and 3 إلى 424 بالمئة is no range: its ends are too far apart
    power = 0 if plain.unit == "PERCENT" else power
    scale = f" {SCALES[power]}" if power else ""
    raw = case.text.replace("…", str(low), 1).replace("…", str(low + more), 1) + scale + unit
    value = Decimal(10) ** power
    assert said(raw) == [Reading("between", plain.unit, low * value, (low + more) * value)], raw


@law
@given(
    st.sampled_from([case for case in cases("laws_ranges") if case.head == "between"]),
    st.integers(3, 500),
    st.integers(1, 499),
    styles(),
)
def test_ranges_in_words(case: Case, low: int, more: int, style: Style) -> None:
    high = low + more
    oblique = style._replace(case="oblique")
    raw = case.text.replace("…", DOLLAR.counted(low * 1000, oblique), 1)
    raw = raw.replace("…", DOLLAR.counted(high * 1000, oblique), 1)
    assert said(raw) == [Reading("between", "USD", Decimal(low * 1000), Decimal(high * 1000))], raw


PERCENTS = listed("percent")


@law
@given(st.integers(3, 999), st.sampled_from(["", "5", "25"]), st.sampled_from(PERCENTS), st.sampled_from(SCRIPTS))
def test_percentages(number: int, cents: str, wording: str, script: str) -> None:
    digits = str(number) + ("." + cents if cents else "")
    raw = wording.replace("…", digits.translate(str.maketrans(SCRIPTS[0], script)))
    assert said(raw) == exactly("PERCENT", digits), raw


@law
@given(
    st.integers(3, 999),
    styles(),
    st.sampled_from([p for p in PERCENTS if p[-1].isalpha()]),
    st.sampled_from("mf"),
)
def test_percentages_in_words(number: int, style: Style, wording: str, gender: str) -> None:
    raw = wording.replace("…", spelled(number, style._replace(counted=gender)))
    assert said(raw) == exactly("PERCENT", number), raw


# ---- dress: what changes no value ----
WORDINGS = [case.text for case in cases("laws_bounds")]


@st.composite
def plain_sums(draw: st.DrawFn) -> str:
    """A sum of money or a percentage, alone."""
    number = draw(integers(10**12)) + 2
    unit = draw(st.sampled_from(UNITS))
    digits = draw(st.sampled_from([str(number % 1000 + 1), f"{number % 1000}.5", grouped(number, ",")]))
    scale = draw(st.sampled_from(["", SCALES[3], SCALES[6], SCALES[9]])) if "," not in digits else ""  # 1,234 or 1.234
    if "%" in unit:
        head = digits
    elif draw(st.booleans()):
        head = spelled(number, draw(styles())._replace(noun=True))
    else:
        head = f"{digits} {scale}".rstrip()
    return head + unit


@st.composite
def dressed(draw: st.DrawFn) -> str:
    """A sum in some wording of a bound."""
    return draw(st.sampled_from(WORDINGS)).replace("…", draw(plain_sums()))


MARKS = "".join(map(chr, range(0x064B, 0x0653))) + "\u0670"
CONTROLS = "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2069\u200b\ufeff"


def with_marks(raw: str, dice: random.Random) -> str:
    return "".join(c + (dice.choice(MARKS) if "\u0621" <= c <= "\u064a" and dice.random() < 0.5 else "") for c in raw)


def with_tatweel(raw: str, dice: random.Random) -> str:
    joining = re.compile(r"(?<=[\u0626\u0628\u062a-\u062e\u0633-\u063a\u0641-\u0647\u064a])(?=[\u0621-\u064a])")
    return joining.sub(lambda _: "\u0640" * dice.randrange(3), raw)


def with_controls(raw: str, dice: random.Random) -> str:
    return "".join(c + (dice.choice(CONTROLS) if dice.random() < 0.3 else "") for c in raw)


def in_presentation_forms(raw: str, dice: random.Random) -> str:
    return "".join(dice.choice(FORMS.get(c, [c])) for c in raw)


def in_other_digits(raw: str, dice: random.Random) -> str:
    raw = re.sub(r"(?<=\d)\.(?=\d)", dice.choice(".\u066b"), raw)
    raw = re.sub(r"(?<=\d),(?=\d)", dice.choice(",\u066c"), raw)
    return raw.translate(str.maketrans(SCRIPTS[0], dice.choice(SCRIPTS))).replace("%", dice.choice("%\u066a"))


def in_quotes(raw: str, dice: random.Random) -> str:
    opening, closing = dice.choice(listed("around"))
    return opening + raw + closing


def before_a_mark(raw: str, dice: random.Random) -> str:
    return raw + dice.choice(listed("after"))


def after_a_clitic(raw: str, dice: random.Random) -> str:
    if raw[0].isdigit():
        return dice.choice(listed("clitic before digits")) + raw
    return dice.choice(listed("clitic before words")) + raw


def in_a_sentence(raw: str, dice: random.Random) -> str:
    return dice.choice(listed("carrier")).replace("…", raw)


def forms() -> dict[str, list[str]]:
    """The presentation forms of each Arabic letter, as a PDF leaves them: U+FED9..U+FEDC for ك."""
    found: dict[str, list[str]] = {}
    for code in range(0xFE80, 0xFEF5):
        letter = unicodedata.normalize("NFKC", chr(code))
        found.setdefault(letter, []).append(chr(code))
    return found


FORMS = forms()
DRESSES = (
    with_marks,
    with_tatweel,
    with_controls,
    in_presentation_forms,
    in_other_digits,
    in_quotes,
    before_a_mark,
    after_a_clitic,
    in_a_sentence,
)


@pytest.mark.parametrize("dress", DRESSES)
@settings(law, max_examples=120)
@given(raw=dressed(), seed=st.integers(0, 2**32))
def test_dress_changes_no_value(dress: Callable[[str, random.Random], str], raw: str, seed: int) -> None:
    other = dress(raw, random.Random(seed))
    assert said(other) == said(raw), (raw, other)


@law
@given(
    plain_sums(), st.sampled_from(WORDINGS), st.sampled_from(listed("carrier")), st.booleans(), st.integers(0, 2**32)
)
def test_spans_hold_the_sum_alone(plain: str, wording: str, carrier: str, clothed: bool, seed: int) -> None:
    """The words of the bound, clitics and the sentence around stay out, also where marks are all over them."""
    raw = carrier.replace("…", wording)
    if clothed:
        dice = random.Random(seed)
        raw = with_controls(with_marks(with_tatweel(raw, dice), dice), dice)
    text, rows = read(raw.replace("…", plain))
    surfaces = [text[row.start : row.stop].rstrip(".") for row in rows]  # د.إ. may be written with a last dot
    assert surfaces == [fold(plain).text], raw


def told_alone(text: str) -> bool:
    """Whether no other sentence tells what its marks mean: not so 1,002%, which is 1002 beside 3.5."""
    return "," not in fold(text).text or all(row.unit != "PERCENT" for row in said(f"{text}."))


@law
@given(dressed().filter(told_alone), dressed().filter(told_alone))
def test_sentences_do_not_touch_each_other(one: str, other: str) -> None:
    assert said(f"{one}.\n{other}.") == said(f"{one}.") + said(f"{other}.")


# ---- no text breaks it ----
LETTERS = "0123456789\u0660\u0665\u06f9 .,\u066b\u066c\u060c-\u2013/%\u066a$\u20ac\u00a3\ufdfc+()\n:'\"\u200f\u0640"
PIECES = st.one_of(st.sampled_from([*LETTERS]), st.sampled_from([*listed("piece"), " ", " "]))
texts = st.one_of(
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=30).map(" ".join),
    st.text(max_size=80),
)


@settings(law, max_examples=1500)
@given(
    texts,
    st.sampled_from([None, "SA", "EG", "XX"]),
    st.sampled_from([9, 12]),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=3),
)
def test_no_text_breaks_it(raw: str, country: str | None, billion: int, places: list[tuple[int, int]]) -> None:
    text, plain = fold(raw)[:2]
    lines = sentences(text)
    names = [named(start, start + size) for start, size in sorted(places) if start + size <= len(text)]
    rows = amounts(text, lines, names, country, billion, plain)
    for row in rows:
        sound(row, text)
        assert any(line.start <= row.start and row.stop <= line.stop for line in lines), (raw, row)
    assert all(one.stop <= other.start for one, other in pairwise(rows)), (raw, rows)


def named(start: int, stop: int) -> Mention:
    return Mention(start, stop, "MISC", "", None, "body")


@pytest.mark.parametrize("raw", listed("named"))
def test_a_number_in_a_name_is_none(raw: str) -> None:
    """… stands before and after the name."""
    before, name, after = (fold(part).text for part in raw.split("…"))
    text = before + name + after
    assert amounts(text, sentences(text), [named(len(before), len(before + name))]) == []


def sound(row: Amount, text: str) -> None:
    """Fail unless the fields of `row` agree with each other and with the guide."""
    assert 0 <= row.start < row.stop <= len(text)
    surface = text[row.start : row.stop]
    assert surface == surface.strip(), surface
    assert row.type in ("MONEY", "PERCENT", "NUMBER")
    assert row.bound in BOUNDS
    assert row.rule
    empty = (row.low is None, row.high is None)
    if empty == (True, True):  # the text does not tell the value: بين 4 و9 قروش, 168.715 دينار, 64 3 بالمائة
        assert row.type == "MONEY" or (row.type == "PERCENT" and row.rule.startswith("torn_"))
    elif row.bound in ("more_than", "at_least"):
        assert empty == (False, True)
    elif row.bound in ("less_than", "at_most"):
        assert empty == (True, False)
    elif row.bound == "between":
        assert empty == (False, False)
    else:
        assert row.low == row.high
    for value in (row.low, row.high):
        assert value is None or (isinstance(value, Decimal) and value.is_finite())
    if row.type == "MONEY":
        assert row.currency is None or re.fullmatch("[A-Z]{3}", row.currency)
        assert row.currency or row.candidates
    else:
        assert row.currency is None
        assert not row.candidates


@pytest.mark.parametrize("piece", listed("hostile"))
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    once, twice = (work(piece * (size // len(piece))) for size in (4000, 8000))
    assert twice <= 2.5 * once + 2000, (once, twice)


def work(raw: str) -> int:
    """How many calls, of Python and of C, reading `raw` takes: the same on every machine."""
    text = fold(raw).text
    lines = sentences(text)
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        amounts(text, lines, [])
    finally:
        sys.setprofile(before)
    return count
