"""Rules that read years, decades and centuries: عام 2024, العام المالي الماضي, التسعينيات."""

import re
from datetime import date
from functools import cache, lru_cache

from pipeline import lexicon, periods
from pipeline.periods import Period
from pipeline.phrases import Found, Line, pattern
from pipeline.timepage import Page, begins
from pipeline.timepoints import ROUND, Point, counts, follows_year, steps, year_point
from pipeline.timewords import LONGEST_SPAN, folded, vetoes, with_clitics

EITHER = 10  # a century up to this one, without a sign of its calendar, can be of either
AGES = 60  # a decade up to this one may be an age: في الخمسينيات
UNSIGNED_HIJRI = range(1400, 1460)  # years of that calendar that news tells of without its sign
EARLY_YEARS = range(100, 1000)  # of three digits, read only after عام


def one_year(found: Found, page: Page) -> Point | None:
    """عام 2024, عام ألفين وأربعة; not إضراب عام 2000 عامل, a general strike."""
    if found.is_a("y", "year4") and found("y") % ROUND == 0 and page.counted(found.stop):
        return None
    if found.has("y2"):
        return _either(found, found("y2"))
    return Point(periods.year(found("y") or found("y3")))


def one_fiscal_year(found: Found, page: Page) -> Point | None:
    """السنة المالية 2025: of the calendar where it begins in January; by its number alone where nothing tells.

    Not known where it begins in another month: العام المالي 2023 الذي يبدأ في أكتوبر can be of 2022 or of 2023.
    """
    point, start = one_year(found, page), _fiscal_start(page.text)
    if point and start > 1:
        return Point(periods.unknown("fiscal"))
    return point if start else _on_other_days(point)


def school_year(found: Found, page: Page) -> Point | None:
    """العام الدراسي 2024."""
    return _on_other_days(one_year(found, page))


def _on_other_days(point: Point | None) -> Point | None:
    """A year by its number alone, which does not begin with the calendar's: its parts and its ends are not known."""
    return point._replace(part="middle") if point else None


def early_year(found: Found, page: Page) -> Point | None:
    """عام 970م; without a sign of its calendar عام 632 can be either."""
    digits = found.line.starts[found.match.start("y")]
    if page.counted(found.stop) or found("y") not in EARLY_YEARS or page.text[digits] == "0":
        return None
    return Point(periods.year(found("y")) if found.has("sign") else periods.unknown("year"))


def either_year(found: Found, _: Page) -> Point | None:
    """عام 1445 without a sign of its calendar can be either."""
    return _either(found, found("y"))


def _either(found: Found, of: int) -> Point:
    ours = found.has("sign") or of not in UNSIGNED_HIJRI
    return Point(periods.year(of) if ours else periods.unknown("year"))


def hijri_year(found: Found, _: Page) -> Point | None:
    """عام 1445هـ."""
    return Point(periods.hijri_year(found("y")))


def no_year(_: Found, __: Page) -> Point | None:
    """عام 1970 الهجري: a year that the calendar of its sign does not have yet."""
    return Point(periods.unknown("year"))


def hijri_years(found: Found, _: Page) -> Point | None:
    """عام 1445/1446, 1445 - 1446هـ."""
    a, b = found("y") or (found("a"), found("b"))
    if b - a != 1:
        return None
    return Point(periods.across(periods.hijri_year(a), periods.hijri_year(b)))


def two_calendars(found: Found, _: Page) -> Point | None:
    """1442هـ - 2021م, 1445/1446هـ (2024م), 2024م الموافق 1446هـ: one year, by both calendars, the one that we count by.

    Not known where a word or a bracket says that they are one and they are not: 1445هـ (2019م).
    """
    hijri, ours = found("a"), year_point(found("y") or found("g"))
    first, last = hijri.period.first, hijri.period.last
    if hijri.rule not in _HIJRI or not first or not last or ours.rule in _HIJRI or ours.period.grain != "year":
        return None
    if ours.period.first and first.year <= ours.period.first.year <= last.year:
        return Point(ours.period)
    return Point(periods.unknown("year")) if found.has("said") else None


_HIJRI = ("hijri_year", "hijri_years")


def two_years(found: Found, page: Page) -> Point | None:
    """2021-2025, عام 2023/2024, السنة المالية 2023-2024."""
    if found.has("r"):
        a, b, sign = found("r")
    else:
        a, b, sign = found("a"), found("b"), "/" if found.has("s") else "-"
    if not 0 < b - a <= LONGEST_SPAN or page.counted(found.stop):
        return None
    both = Point(periods.stretch(date(a, 1, 1), date(b, 12, 31)))
    if b - a > 1:
        return both
    season = not vetoes("season_of").isdisjoint(page.words_before(found.start)[-5:])  # الموسم الكروي الحالي (2020-2021)
    season = season or found.has("school") or (a, b) in _seasons(page.text)
    bracketed = page.text[max(0, found.start - 1)] == "("  # الوزير السابق (1977-1978)
    told = page.beside(found.start) in vetoes("budget") or _tells_of_fiscal_years(page.text)
    if found.has("f") or (told and not season and not bracketed):
        return Point(_fiscal(a, page))
    return Point(periods.fiscal(a, b)) if sign == "/" or season else both


def between(found: Found, page: Page) -> Point | None:
    """بين 2020/2021, ما بين عامي 2019-2021: from the one to the other, whatever the sign."""
    a, b = found("r")[:2] if found.has("r") else (found("a"), found("b"))
    if page.counted(found.stop):
        return None
    return Point(periods.across(periods.year(a), periods.year(b)))


def _fiscal(of: int, page: Page) -> Period:
    """The fiscal year that begins in the year `of`, to the day where the text tells of which country it is."""
    start = _fiscal_start(page.text)
    if start <= 1:
        return periods.fiscal(of, of + 1)
    return periods.months_from(date(of, start, 1), 12, "fiscal_days")


def listed_years(found: Found, _: Page) -> Point | None:
    """عامي 2023 و2024."""
    a, b = year_point(found("a")), year_point(found("b"))
    if a.period.first and b.period.first and b.period.first.year - a.period.first.year == 1:
        return Point(periods.across(a.period, b.period))
    return None


def fiscal_shift(found: Found, page: Page) -> Point | None:
    """العام المالي الماضي: of a country that the text tells, else not known."""
    shift = -1 if found.has("open") else found("s") or 0
    start = _fiscal_start(page.text) if page.published and not found.has("open") else 0
    if not page.published or not start:
        return Point(periods.unknown("fiscal"), years=shift)
    of = page.published.year + shift - (page.published.month < start)
    return Point(periods.year(of) if start == 1 else _fiscal(of, page), loose=True, years=shift)


def relative_year(found: Found, page: Page) -> Point | None:
    """العام الماضي, هذا العام; not المدير العام الحالي."""
    shift = steps(found)
    if shift >= 0 and not found.has("here") and page.before(found.start) in vetoes("title"):
        return None
    period = periods.year(page.year + shift) if page.year else periods.unknown("year")
    return Point(period, loose=True, years=shift)


def year_before(found: Found, page: Page) -> Point | None:
    """العام السابق: the one before that which the text has just named."""
    if page.before(found.start) in vetoes("title"):
        return None
    return Point(periods.unknown("year"), like="year", years=-1)


def year_earlier(found: Found, page: Page) -> Point | None:
    """سنة من قبل: the one before that which the text has just named; not من قبل الحكومة, by it."""
    after = page.after(found.stop)
    return None if after[:1].isalpha() and after != "ذلك" else Point(periods.unknown("year"), like="year", years=-1)


def year_after(_: Found, __: Page) -> Point | None:
    """العام التالي: the one after that which the text has just named."""
    return Point(periods.unknown("year"), like="year", years=1)


def year_same(_: Found, __: Page) -> Point | None:
    """العام نفسه: the one that the text has just named."""
    return Point(periods.unknown("year"), like="year")


def restated(found: Found, page: Page) -> Point | None:
    """العام الماضي 2023: the year that is said holds; the digits can be a count: العام الماضي 2010 سائح."""
    point = found("p")
    if point.period.grain != "year" or counts(found, "y", page):
        return None
    same = (point.period.first or date.min).year == found("y")
    return Point(periods.year(found("y")) if same or _surely_year(found, page) else periods.unknown("year"), "year")


def _surely_year(found: Found, page: Page) -> bool:
    """Whether a sign or what follows shows that the digits at the end are a year, no count."""
    after = page.after(found.stop)
    return found.has("sign") or found.has("open") or not after or follows_year(after)


def written_in(line: Line, page: Page) -> int | None:
    """The year in which a text says that it was written, by one that it counts from there and names: العام الماضي 2017.

    None where it says none, or two.
    """
    said = {found("y") - (found("s") or 0) + found.has("twice")
            for found in (Found(match, line) for match in _RESTATED.finditer(line.kinds))
            if _surely_year(found, page) and not counts(found, "y", page)
            and page.before(found.start) not in vetoes("title")}  # fmt: skip
    return said.pop() if len(said) == 1 else None


_RESTATED = pattern("(the_year twice=before? s=SHIFT | this the_year) open=open? y=year4 sign=ce?",
                    {"SHIFT": "past next current"})  # fmt: skip


def last_century(_: Found, page: Page) -> Point | None:
    """القرن الماضي."""
    return _century_beside(page, -1)


def beside(found: Found, page: Page) -> Point | None:
    """A year that another year or a word stands beside: 2023 و2024, موازنة 2025."""
    if counts(found, "it", page):
        return None
    return Point(periods.year(found("it")))


def headed(found: Found, page: Page) -> Point | None:
    """A year behind a noun that tells that it is one: سنوات 2019, الفترة 2020-2024, موسم 2022-2023."""
    return None if counts(found, "p", page) else year_point(found("p"))


def of_season(found: Found, page: Page) -> Point | None:
    """موسم 2024, which does not begin with the year."""
    point = headed(found, page)
    point = _on_other_days(point) if point and point.period.grain == "year" else point
    return point._replace(rule="season_year") if point else None


def compared(found: Found, page: Page) -> Point | None:
    """مقارنة بـ2016, where nothing follows that it could count."""
    after = page.after(found.stop)
    return beside(found, page) if not after or after in vetoes("after_year") else None


def paid_for(found: Found, page: Page) -> Point | None:
    """أرباحه عن 2025, 5 ملايين دولار عن 2025, بارتفاع عن 2025, where nothing follows that it could count.

    Not أرباح تزيد عن 2025, نتحدث عن 2025.
    """
    words = page.words_before(found.start)
    if page.beside(found.start) != "عن" or not vetoes("exceeds").isdisjoint(words[-2:]):
        return None
    paid = page.behind_sum(found.start) or begins(words[-_PAY:], "paid_for") or begins(words[-2:-1], "changed")
    return compared(found, page) if paid else None


def against(found: Found, page: Page) -> Point | None:
    """سنة 2025 مقابل 2024: right behind a year alone, where nothing follows that it could count.

    Not الربع الأول من 2025 مقابل 2024, whose quarter can go on, nor بلغ العدد 2100 في 2025 مقابل 2024.
    """
    place = found.match.start()
    of: Point = found.line.values[place - 2]
    said = of.period.grain == "year" and not of.loose
    adjoining = page.text[found.line.stops[place - 2] : found.line.starts[place]].strip() in vetoes("against")
    counted = sum(word.isdecimal() and len(word) == 4 for word in page.words_before(found.start)) > 1
    return compared(found, page) if said and adjoining and not counted else None


_PAY = 12  # words before عن 2025 in which one of pay or results can stand


def bare_year(found: Found, page: Page) -> Point | None:
    """في 2024."""
    if counts(found, "y", page):
        return None
    return Point(periods.year(found("y")))


def decade(found: Found, page: Page) -> Point | None:
    """التسعينيات; one that can be an age, في الثلاثينيات, only with its century, its era or a word for a decade."""
    following = page.after(found.stop), page.after(page.skipped(found.stop))
    if any(word.startswith(age) for word in following for age in vetoes("age")):
        return None
    tens = found("d")
    if found.has("c"):  # تسعينيات القرن التاسع عشر
        return Point(periods.decade(100 * (found("c") - 1) + tens))
    if found.has("our") or found.has("our2"):  # عشرينيات القرن الحالي
        now = page.published
        return Point(periods.decade(now.year // 100 * 100 + tens) if now else periods.unknown("decade"))
    if found.has("l") or tens > AGES or (tens > 20 and (found.has("w") or found.has("sign"))):
        return Point(periods.decade(1900 + tens))
    return Point(periods.unknown("decade"))


def century(found: Found, page: Page) -> Point | None:
    """القرن التاسع عشر, القرن الحالي."""
    if found.has("o"):
        said = found.has("sign") or found("o") > EITHER
        return Point(periods.century(found("o")) if said else periods.unknown("century"))
    return _century_beside(page, found("s") or 0)


def two_centuries(found: Found, _: Page) -> Point | None:
    """القرنين السابع عشر والثامن عشر."""
    a, b = found("a"), found("o")
    told = b == a + 1 and not found.has("hijri") and (found.has("sign") or a > EITHER)
    return Point(periods.across(periods.century(a), periods.century(b)) if told else periods.unknown("century"))


def _century_beside(page: Page, shift: int) -> Point:
    """The century so many after that of the document's date."""
    now = (page.published.year + 99) // 100 if page.published else None
    return Point(periods.century(now + shift) if now else periods.unknown("century"))


# the fiscal year


@lru_cache(maxsize=4)
def _fiscal_start(text: str) -> int:
    """The month in which the fiscal year of this text begins, 0 where it does not tell.

    It tells by saying so, or by naming one country more often than any other.
    """
    said = _said_start(text)
    if said:
        return said
    counts: dict[str, int] = {}
    starts = _fiscal_countries()
    for word in re.findall(r"\w+", text):
        if word in starts:
            counts[word] = counts.get(word, 0) + 1
    by_country: dict[tuple[str, int], int] = {}
    for word, count in counts.items():
        by_country[starts[word]] = by_country.get(starts[word], 0) + count
    ranked = sorted(by_country.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return 0
    return ranked[0][0][1]


@lru_cache(maxsize=4)
def _said_start(text: str) -> int:
    """The month in which the fiscal year begins where the text says so, else 0."""
    said = _fiscal_clause().search(text)
    if not said:
        return 0
    month = {folded(row["name"]): int(row["month"]) for row in lexicon.rows("months")}[said["month"]]
    return month if said["begins"] else month % 12 + 1


@lru_cache(maxsize=4)
def _tells_of_fiscal_years(text: str) -> bool:
    """Whether a text has السنة المالية in it, so that 2017-2018 alone is one too."""
    years = rf"(?:{'|'.join(sorted(vetoes('fiscal_noun')))}) (?:{'|'.join(sorted(vetoes('fiscal')))})"
    return re.search(rf"\b\w{{0,3}}{years}\b", text) is not None


@lru_cache(maxsize=4)
def _seasons(text: str) -> frozenset[tuple[int, int]]:
    """The seasons that a text names, so that their years alone are one, too: موسم 2022-2023 … في 2022-2023."""
    nouns = "|".join(sorted(vetoes("season_of")))
    found = re.findall(rf"\b(?:{nouns}) (?:\w+ ){{0,2}}\(?([12]\d{{3}}) ?[-/] ?([12]\d{{3}})\b", text)
    return frozenset((int(a), int(b)) for a, b in found)


@cache
def _fiscal_clause() -> re.Pattern[str]:
    """السنة المالية التي بدأت في الأول من يوليو, السنة المالية المنتهية في 31 مارس."""
    months = "|".join(sorted((folded(row["name"]) for row in lexicon.rows("months")
                              if row["calendar"] == "gregorian"), key=len, reverse=True))  # fmt: skip
    words = {kind: "|".join(sorted(vetoes(kind), key=len, reverse=True)) for kind in ("fiscal", "begins", "ends")}
    return re.compile(
        rf"\b(?:{words['fiscal']})\b[^.\n]{{0,30}}?\b(?:(?P<begins>{words['begins']})|{words['ends']})\b"
        rf"[^.\n]{{0,20}}?\b(?P<month>{months})\b"
    )


@cache
def _fiscal_countries() -> dict[str, tuple[str, int]]:
    """Each word for a country, with clitics too: the country and the month in which its fiscal year begins."""
    found = {}
    for row in lexicon.rows("fiscal_years"):
        for name in row["words"].split("|"):
            word = folded(name)
            for spelled in (word, *(joined for _, joined in with_clitics(word))):
                found[spelled] = (row["words"], int(row["month"]))
    return found
