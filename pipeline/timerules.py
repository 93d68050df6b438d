"""The rules that read an expression of time off its words, in the order in which they are asked."""

import re
from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline import periods
from pipeline.periods import DAY, Period
from pipeline.phrases import Found, Rule, letter, pattern
from pipeline.timewords import LEAD, LONGEST_SPAN, YEARS, fiscal_start, noun_like, vetoes

NEAR = 8  # months: a bare month is read as a past or a coming one up to this far from the document's date
AGES = 60  # a decade up to this one may be an age: في الخمسينيات
FAR = 300  # days: how far a date without a year may be from the document's
UNSIGNED = date(2026, 1, 1)  # a date that is later by the Hijri calendar, and has no sign of it, is of our own
EARLY_YEARS = range(100, 1000)  # of three digits, read only after عام
FRESH = 190  # days: a quarter without a year is one that ended no longer ago
ROUND = 50  # a number that this divides is as often a count as a year: 1950, 2000
CLAUSE = 90  # letters before an expression in which a word can turn it to the future


class Point(NamedTuple):
    """A phrase on its way to a Time: its days as far as known, and what else a longer phrase can ask of it.

    `month` and `day` are those of a date; `loose` says that its year was reckoned, not said; `part` is the part
    of it that is meant. `like` asks for a stretch that the text named before: `same` for the same one in the year
    `of`, or that many `years` on; `year_same` and `year_before` for its year and the one before.
    """

    period: Period
    rule: str = ""
    month: int = 0
    day: int = 0
    part: str = ""
    loose: bool = False
    like: str = ""
    of: int = 0
    years: int = 0


class Page(NamedTuple):
    """The text around an expression, and the document's date.

    `lead` is the weekday that the report's first sentence names, `night` whether it came out in the small hours,
    null where the page does not print the time.
    """

    text: str
    sentences: list[int]
    published: date | None
    lead: int | None
    night: bool | None

    def before(self, start: int) -> str:
        """The word before a place, without its punctuation."""
        found = _WORD_BEFORE.search(self.text, max(0, start - 30), start)
        return found[1] if found else ""

    def after(self, stop: int) -> str:
        """The word that follows a place, if only blanks lie between."""
        found = _WORD_AFTER.match(self.text, stop)
        return found[1] if found else ""

    def beside(self, start: int) -> str:
        """The word right before a place, with nothing but blanks between."""
        found = _WORD_BESIDE.search(self.text, max(0, start - 30), start)
        return found[1] if found else ""

    def sentence(self, place: int) -> int:
        """Where the sentence that holds the place begins."""
        number = bisect_right(self.sentences, place) - 1
        return self.sentences[number] if number >= 0 else 0

    def clause(self, start: int) -> list[str]:
        """The words before a place, back to the edge of its clause.

        A comma that sets off the place itself is no edge: سيزور الرئيس، في مايو، العاصمة.
        """
        words = _WORDS.findall(self.text, max(self.sentence(start), start - CLAUSE), start)
        while words and words[-1] in vetoes("lead_in"):
            words.pop()
        if words[-1:] in (["،"], [","]):
            words.pop()
        for place in range(len(words) - 1, -1, -1):
            if not words[place].isalnum() or words[place] in vetoes("edge"):
                awaited = words[place] in vetoes("that") and words[place - 1 : place] and _awaits(words[place - 1])
                return words[place - 1 if awaited else place + 1 :]
        return words

    def future(self, found: Found) -> bool:
        """Whether the clause speaks of what is to come."""
        return _turn(self.clause(found.start)) >= 0 or _is_future(self.after(found.stop))

    def overtaken(self, found: Found) -> bool:
        """Whether what is to come is followed by what has been: سيحتشدون بعد احتجاجات الاثنين."""
        words = self.clause(found.start)
        return not vetoes("upon").isdisjoint(words[_turn(words) + 1 :])

    def present(self, found: Found) -> bool:
        """Whether the clause speaks in the present tense of what can as well be to come: تنطلق البطولة في ديسمبر."""
        return not vetoes("present").isdisjoint(map(_stripped, self.clause(found.start)))

    def near(self, place: int, words: str) -> bool:
        """Whether the sentence, or what stands shortly before it, has a word of this list."""
        start = max(0, self.sentence(place) - 200)
        return not vetoes(words).isdisjoint(_WORDS.findall(self.text, start, place + 120))

    def session(self) -> date | None:
        """The trading day that a market report is about.

        It is the day before where the page came out in the small hours or its lead names that weekday, else the
        day that it came out; on a Saturday the Friday before, and not known on a Sunday, when half of the
        markets trade.
        """
        if not self.published:
            return None
        today = self.published.isoweekday()
        eve = (today - self.lead) % 7 == 1 if self.lead else False
        if self.night or today == 6 or (eve and self.night is None):
            return self.published - DAY
        return None if today == 7 else self.published

    def session_before(self) -> date | None:
        """The trading day before that one; on a Monday only where the market is one that rests on Sundays."""
        today = self.session()
        if today is None:
            return None
        if today.isoweekday() != 1:
            return today - DAY
        world = not vetoes("world_market").isdisjoint(_WORDS.findall(self.text, 0, 4 * LEAD))
        return today - 3 * DAY if world else None


_WORD_BESIDE = re.compile(r"(\w+) {1,2}$")
_WORD_BEFORE = re.compile(r"(\w+)\W{0,3}$")
_WORD_AFTER = re.compile(r" {0,2}(\w+)")
_WORDS = re.compile(r"(?<!\w)\w+|[^\w\s]")


def _turn(words: list[str]) -> int:
    """The place of the last word that turns a clause to what is to come, -1 where none does."""
    turns = [place for place, (word, after) in enumerate(pairwise((*words, "")))
             if _is_future(word) or _is_future(_stripped(word))
             or (word in vetoes("appointed") and not _of_office(after))]  # fmt: skip
    return turns[-1] if turns else -1


def _is_future(word: str) -> bool:
    # سيبلغ, ستعلن, not سيارة, ستة
    if word in vetoes("future"):
        return True
    looks_so = len(word) > 4 and word[0] == "س" and word[1] in "يتن"
    return looks_so and word not in vetoes("noun_like_future") and not word.startswith(noun_like())


def _awaits(word: str) -> bool:
    # من المقرر أن يعقد, يتوقع أن
    return word in vetoes("future") or word in vetoes("appointed")


def _definite(word: str) -> bool:
    # التالي, الجديد; not إلى
    return word.startswith("ال") and word != "الي"


def _stripped(word: str) -> str:
    """وستنطلق without its و."""
    return word[1:] if word[0] in "وف" else word


def _of_office(word: str) -> bool:
    # المقرر الأممي, مقرر لجنة
    return _definite(word) or word in vetoes("office")


_GROUPS = {
    "DAY": "n_day ord first_day first",
    "ORDINAL": "ord ord_f",
    "ORD": "ord ord_f ord_last",
    "JOINED": "and or",
    "NTH": "ord n_day",
    "MONTH": "month amonth",
    "YEAR": "Y year4",
    "ANY_YEAR": "Y year4 old hyear",
    "COUNT": "n_day n count",
    "THE_COUNT": "the_count n_day",
    "SMALL": "unit tens ten small",
    "SHIFT": "past next current",
    "ANY_SHIFT": "past next current past_both next_both",
    "SHIFTS": "past next past_both next_both last_both ord_last",
    "IN": "in during by",
    "SINGLE": "sg_year sg_month sg_week sg_day",
    "PLURAL": "pl_year pl_month pl_week pl_day",
    "SOME": "sg_year pl_year years_of sg_month pl_month months_of sg_week pl_week sg_day pl_day days_of",
    "DUAL": "dual_year dual_month dual_week dual_day",
    "THE_DUAL": "the_dual_year the_dual_month the_dual_week the_dual_day the_dual_decade",
    "THE_PLURAL": "the_pl_year the_pl_month the_pl_week the_pl_day the_pl_decade",
    "ANOTHER": "P sg_day the_day the_week sg_week the_month of",
    "SHAPE": "period the_month the_quarter the_half the_day",
    "DECADE_WORD": "decade_word period",
    "POINT": "P Y M year4",
    "PHRASE": "P Y M",
    "HOURS_END": "the_half the_quarter n_day n other",
    "CLOCK": "clock n_day n year4 hyear old ord ord_f figure",
}
_OF_YEAR = "((of|l)? y=ANY_YEAR | (of|l) now=the_year (?!same|prior|school|fiscal))"
_LONG = ("decade", "century")
_DAY = "(?<!the_week)(?<!the_month)(?<!the_quarter)(?<!the_half)(?<!the_term) al? d=DAY"
_MONTHS = "((and|or|comma and?) IN? MONTH)+ comma?"  # the others of a list of months
_DAYS = "((and|or|comma and?) IN? al? DAY of? MONTH)+ comma?"
_WEEKDAYS = "((and|or|comma and?|and? (to|till)) sg_day? weekday)+"
_NOT_ONE_YEAR = ("fiscal", "fiscal_days", "span", "decade", "century")
_MORE = "((?=(and|or) (COUNT SOME|DUAL|SINGLE)|or COUNT) more=JOINED (COUNT SOME?|DUAL|SINGLE))?+"
_COUNTED = f"about=about? (c=COUNT u=SOME | u2=DUAL | u1=SINGLE | few? up=PLURAL few?) {_MORE}"


def _unit(found: Found, part: str) -> str:
    """The unit of time that a part counts, from the tail of its kind."""
    units = {"years": "year", "months": "month", "days": "day"}
    kind = found.kind(part).removesuffix("_of").rsplit("_", 1)[-1]
    return units.get(kind, kind)


def _year_point(value: Any) -> Point:
    return value if isinstance(value, Point) else Point(periods.year(value), "year")


def _year_of(found: Found, page: Page) -> tuple[int | None, Point | None]:
    """The year that a phrase names, None where it is not known; and the phrase for it."""
    if found.has("now"):
        known = page.published and not _described(found, "now", page)
        return (page.published.year if page.published and known else None), Point(periods.unknown("year"))
    value = found("y")
    if value is None:
        return None, None
    point = _year_point(value)
    plain = point.period.grain == "year" and point.period.first is not None
    return (point.period.first.year if plain and point.period.first else None), point


def _described(found: Found, part: str, page: Page) -> bool:
    """Whether what follows makes العام or الشهر another one than that which runs: العام التالي, الشهر قبل الماضي."""
    place = found.match.start(part)
    tail = found.line.kinds[place + 1 : place + 3]
    return _definite(page.after(found.line.stops[place])) or tail == letter("before") + letter("past")


def _counts(found: Found, part: str, page: Page) -> bool:
    """Whether four digits are a count: في 2010 موظف, حتى 2000 طفل."""
    if not found.is_a(part, "year4"):
        return False
    place = found.match.start(part)
    after = page.after(found.line.stops[place])
    return after in vetoes("unit") or _round_count(found(part), after)


def _year_counts(found: Found, page: Page) -> bool:
    """Whether the year behind a month or a quarter, without من before it, is a count: في يناير 2000 مهاجر."""
    return _counts(found, "y", page) and found.line.kinds[found.match.start("y") - 1] not in _kinds("of l open")


def _round_count(number: int, after: str) -> bool:
    """Whether the word after a round number can be what it counts: 2000 سائح, 1950 سائحا; not 2000 00:30 GMT."""
    if number % ROUND or not after.isalpha() or after.isascii():
        return False
    if after == "من" or after.endswith("ة"):
        return True
    return not _follows_year(after) and after.endswith("ا") == bool(number % 100)


def _follows_year(word: str) -> bool:
    # 2000 بدأت, 2000 الذي: no noun that a number counts
    verb = word.endswith("ت") and len(word) > 3
    return verb or word in vetoes("after_year") or word.startswith(_DEFINITE)


_DEFINITE = ("ال", "وال", "بال", "لل")


# numbers


def _sum(*parts: str) -> Callable[[Found, Any], Any]:
    def read(found: Found, _: Any) -> Any:
        return sum(found(part) or 0 for part in parts)

    return read


def _long_year(found: Found, _: Any) -> Any:
    """A year in words: ألفين وأربعة وعشرين."""
    total = sum(found(part) or 0 for part in "thu")
    return total if total in YEARS else None


# times of the day


def _number(found: Found, _: Any) -> Any:
    return found("y")


def _left_out(_: Found, __: Page) -> Any:
    return ""


# years


def _one_year(found: Found, page: Page) -> Any:
    # إضراب عام 2000 عامل, a general strike
    if found.is_a("y", "year4") and found("y") % ROUND == 0 and page.after(found.stop) in vetoes("unit"):
        return None
    return Point(periods.year(found("y") or found("y2") or found("y3")))


def _early_year(found: Found, page: Page) -> Any:
    """عام 970م; without a sign of its calendar عام 632 can be either."""
    digits = found.line.starts[found.match.start("y")]
    if page.after(found.stop) in vetoes("unit") or found("y") not in EARLY_YEARS or page.text[digits] == "0":
        return None
    return Point(periods.year(found("y")) if found.has("sign") else periods.unknown("year"))


def _either_year(found: Found, _: Any) -> Any:
    """عام 1445 without a sign of its calendar can be either."""
    of = found("y")
    return Point(periods.year(of)) if of < 1400 or of > 1500 else Point(periods.unknown("year"))


def _hijri_year(found: Found, _: Any) -> Any:
    return Point(periods.hijri_year(found("y")))


def _hijri_years(found: Found, _: Any) -> Any:
    a, b = found("y")
    return Point(periods.across(periods.hijri_year(a), periods.hijri_year(b)))


def _two_years(found: Found, page: Page) -> Any:
    if found.has("r"):
        a, b, sign = found("r")
    else:
        a, b, sign = found("a"), found("b"), "/" if found.has("s") else "-"
    if not 0 < b - a <= LONGEST_SPAN or page.after(found.stop) in vetoes("unit"):
        return None
    if b - a == 1 and (sign == "/" or found.has("f")):
        return Point(_fiscal(a, page) if found.has("f") else periods.fiscal(a, b))
    return Point(periods.stretch(date(a, 1, 1), date(b, 12, 31)))


def _fiscal(of: int, page: Page) -> Period:
    """The fiscal year that begins in the year `of`, to the day where the text tells of which country it is."""
    start = fiscal_start(page.text)
    if start <= 1:
        return periods.fiscal(of, of + 1)
    return periods.months_from(date(of, start, 1), 12, "fiscal_days")


def _listed_years(found: Found, _: Any) -> Any:
    a, b = _year_point(found("a")), _year_point(found("b"))
    if a.period.first and b.period.first and b.period.first.year - a.period.first.year == 1:
        return Point(periods.across(a.period, b.period))
    return None


def _fiscal_shift(found: Found, page: Page) -> Any:
    """العام المالي الماضي: of a country that the text tells, else not known."""
    shift = -1 if found.has("open") else found("s") or 0
    start = fiscal_start(page.text) if page.published and not found.has("open") else 0
    if not page.published or not start:
        return Point(periods.unknown("fiscal"), years=shift)
    of = page.published.year + shift - (page.published.month < start)
    return Point(periods.year(of) if start == 1 else _fiscal(of, page), loose=True, years=shift)


def _relative_year(found: Found, page: Page) -> Any:
    # المدير العام الحالي
    shift = found("s") or 0
    if shift >= 0 and not found.has("here") and page.before(found.start) in vetoes("title"):
        return None
    shift -= found.has("twice")
    if page.published:
        return Point(periods.year(page.published.year + shift), loose=True, years=shift)
    return Point(periods.unknown("year"), loose=True, years=shift)


def _year_before(found: Found, page: Page) -> Any:
    if page.before(found.start) in vetoes("title"):
        return None
    return Point(periods.unknown("year"), like="year_before")


def _year_same(found: Found, page: Page) -> Any:
    """العام نفسه: the one that the text has just named."""
    return Point(periods.unknown("year"), like="year_same")


def _not_known(_: Found, __: Page) -> Any:
    return Point(periods.UNKNOWN)


def _season(found: Found, _: Any) -> Any:
    """الصيف الماضي: its months differ; الربيع and الصيف are names of Libyan months too."""
    month = found("x") or found("y")
    return Point(periods.UNKNOWN) if month in (None, 3, 6) else None


def _restated(found: Found, page: Page) -> Any:
    """العام الماضي 2023: the year that is said holds; the digits can be a count: العام الماضي 2010 سائح."""
    point = found("p")
    if point.period.grain != "year" or _counts(found, "y", page):
        return None
    after = page.after(found.stop)
    other = point.period.first and point.period.first.year != found("y")
    if other and after and not found.has("sign") and not _follows_year(after):
        return Point(periods.unknown("year"), "year")
    return Point(periods.year(found("y")), "year")


def _last_century(_: Found, page: Page) -> Any:
    now = (page.published.year + 99) // 100 if page.published else 0
    return Point(periods.century(now - 1))


def _beside(found: Found, page: Page) -> Any:
    """A year that another year or a word stands beside: 2023 و2024, موازنة 2025."""
    if _counts(found, "it", page):
        return None
    return Point(periods.year(found("it")), "bare_year")


def _compared(found: Found, page: Page) -> Any:
    """مقارنة بـ2016, where nothing follows that it could count."""
    after = page.after(found.stop)
    return _beside(found, page) if not after or after in vetoes("after_year") else None


def _bare_year(found: Found, page: Page) -> Any:
    if _counts(found, "y", page):
        return None
    return Point(periods.year(found("y")), "bare_year")


def _decade(found: Found, page: Page) -> Any:
    """التسعينيات; one that can be somebody's age, في الثلاثينيات, only with its century or a word for a decade."""
    following = page.after(found.stop), page.after(_skip(page, found.stop))
    if any(word.startswith(age) for word in following for age in vetoes("age")):
        return None
    tens = found("d")
    if found.has("c"):  # تسعينيات القرن التاسع عشر
        return Point(periods.decade(100 * (found("c") - 1) + tens))
    if found.has("l") or tens > AGES or (tens > 20 and found.has("w")):
        return Point(periods.decade(1900 + tens))
    return Point(periods.unknown("decade"))


def _skip(page: Page, stop: int) -> int:
    """The place after the next word: التسعينيات من عمره."""
    found = _WORD_AFTER.match(page.text, stop)
    return found.end() if found else stop


def _century(found: Found, page: Page) -> Any:
    if found.has("o"):
        return Point(periods.century(found("o")))
    shift = found("s") or 0
    if not page.published:
        return Point(periods.unknown("century"))
    return Point(periods.century((page.published.year + 99) // 100 + shift))


# months and days


def _same_month(found: Found, _: Any) -> Any:
    """مارس/آذار: two names of one month."""
    return found("a") if found("a") == found("b") else None


def _named_month(found: Found, _: Any) -> Any:
    return found("a")


def _as_written(found: Found, page: Page) -> Any:
    if page.after(found.stop) in vetoes("unit"):
        return None
    period = found("p")
    if found.is_a("p", "full_hijri") and not found.has("sign") and period.first > (page.published or UNSIGNED):
        return Point(periods.unknown("day"))  # 29/5/1453
    return Point(period)


def _law(found: Found, page: Page) -> Any:
    """القانون رقم 12/2023: a number."""
    return "" if page.before(found.start) in vetoes("numbered") else None


def _month_first(found: Found, _: Any) -> Any:
    """March 12, 2024."""
    number = found("m") or found("m2")
    return Point(periods.day(found("y"), number, found("d")), month=number, day=found("d"))


def _spaced_date(found: Found, _: Any) -> Any:
    """12 / 3 / 2024."""
    at, number = found("d"), found("n")
    if number > 12 >= at:
        at, number = number, at
    return Point(periods.day(found("y"), number, at), month=number, day=at)


def _no_day(found: Found, page: Page) -> bool:
    """Whether what stands before a month is no day of it, but numbers another thing: الثلث الأول من مايو, كوب 28."""
    if found.is_a("d", "first"):  # أول من مارس العنف
        return found.line.kinds[found.match.start("d") + 1] == letter("of")
    if found.is_a("d", "n_day"):
        start = found.line.starts[found.match.start("d")]
        named = _ahead(found, found.match.start("d"), 2) == letter("other") + letter("dash")
        named = named and _NUMBERED.search(page.text, max(0, start - 30), start) is not None
        return named or page.beside(start) in vetoes("numbered_name")
    return found.is_a("d", "ord") and _is_of_noun(found, page)


def _is_of_noun(found: Found, page: Page) -> bool:
    """Whether an ordinal before a month numbers the noun before it: الثلث الأول من مايو, البابا ليو الرابع عشر مايو."""
    place = found.match.start("d")
    followed = found.line.kinds[place + 1] == letter("of")
    while _ahead(found, place, 2) == letter("ord") + letter("and"):  # الأول والثاني من مايو
        place -= 2
    before, beside = _ahead(found, place), page.beside(found.line.starts[place])
    if before in ("", *_leaning(), *_kinds("weekday sg_day days_of this")):
        return False
    return not followed or beside.startswith(("ال", "لل")) or beside.endswith(_OWNED)


def _ahead(found: Found, place: int, count: int = 1) -> str:
    """The kinds of so many words ahead of a place in the line."""
    return found.line.kinds[max(0, place - count) : place]


_NUMBERED = re.compile(r"[^\W\d_]-$")  # كوفيد-19
_OWNED = ("ه", "ها", "هم", "نا")  # زيارته, whose ordinal is no day


@cache
def _kinds(names: str) -> str:
    return "".join(map(letter, names.split()))


def _dated(found: Found, page: Page) -> Any:
    """A day or a month with its year."""
    if _no_day(found, page):
        return None
    number, at = found("m"), found("d") or 0
    if _year_counts(found, page):
        sure = found("y") % ROUND == 0 and page.after(found.stop) in vetoes("unit")  # في مارس 2050 إصابة
        if at and found("y") % ROUND:
            return Point(periods.day(found("y"), number, at), month=number, day=at)
        return None if sure else Point(periods.unknown("day" if at else "month"), month=number, day=at)
    of, said = _year_of(found, page)
    if said is not None and said.period.grain in _NOT_ONE_YEAR:
        return None
    if of is None:
        unsaid = periods.unknown("day" if at else "month")
        return Point(unsaid, month=number, day=at, loose=True, like=said.like if said else "")
    period = periods.day(of, number, at) if at else periods.month(number, of)
    return Point(period, month=number, day=at, loose=bool(said and said.loose))


def _months_ago(page: Page, number: int) -> int:
    """How many months lie between the last month of this number and the document's date."""
    return (page.published.month - number) % 12 if page.published else 0


def placed(number: int, at: int, of: int) -> Period:
    """The year `of`, or month `number` of it, or day `at` of that."""
    if not number:
        return periods.year(of)
    return periods.day(of, number, at) if at else periods.month(number, of)


def _shifted(found: Found, page: Page) -> Any:
    """يوليو الماضي, 5 مارس المقبل: the nearest on that side of the document's date."""
    if _no_day(found, page):
        return None
    number, shift = found("m"), found("s")
    at = found("d") or 0
    unsaid = Point(periods.unknown("day" if at else "month"), month=number, day=at)
    if not page.published:
        return unsaid
    now = page.published.month
    if (at and number == now and shift) or (shift == 0 and number != now) or _list_is_open(found):
        return unsaid
    of = _year_beside(page.published, number, shift) - found.has("twice")
    return Point(placed(number, at, of), month=number, day=at, loose=True)


def _list_is_open(found: Found) -> bool:
    """Whether the month ends a list whose other months could not be placed: يونيو ويوليو المقبلين, written in June."""
    place = found.match.start()
    if _ahead(found, place, 2) not in (letter("P") + letter("and"), letter("P") + letter("or")):
        return False
    before: Point = found.line.values[place - 2]
    return before.rule == "in_list" and not before.period.value


def _year_beside(when: date, number: int, shift: int) -> int:
    """The year of the last month of this number before the month of `when`, or of the next after it."""
    if shift < 0:
        return when.year - (number >= when.month)
    return when.year + (shift > 0 and number <= when.month)


def _in_list(found: Found, page: Page) -> Any:
    """A month or day before others that the year or المقبلين behind the last belongs to: في مايو ويونيو 2024.

    Only if the list runs forward in time: which December ديسمبر ويناير 2024 means is open.
    """
    if _no_day(found, page) or found("s") == 0:
        return None
    number, at = found("m"), found("d") or 0
    unsaid = Point(periods.unknown("day" if at else "month"), month=number, day=at)
    tail = max(found.match.start(part) for part in ("y", "now", "s"))
    months = [found.line.values[place] for place in range(found.match.start("m"), tail)
              if found.line.kinds[place] in _kinds("month amonth")]  # fmt: skip
    if found.has("s"):
        said, when = None, page.published
        years = [_year_beside(when, month, found("s")) for month in months] if when else []
        now = bool(at and when and number == when.month)
    else:
        of, said = _year_of(found, page)
        years, now = [of] * len(months) if of else [], _year_counts(found, page)
    if said is not None and said.period.grain in _NOT_ONE_YEAR:
        return None
    ordered = all(a <= b for a, b in pairwise(zip(years, months, strict=False)))
    if not years or not ordered or now:
        return unsaid._replace(like=said.like if said and not years and ordered else "")
    return Point(placed(number, at, years[0]), month=number, day=at, loose=not said or said.loose)


def _bare(found: Found, page: Page) -> Any:
    """A month or a day of it without a year: the nearest that the clause's tense allows, null where two would do."""
    number, at = found("m"), found("d") or 0
    if _no_day(found, page) or page.after(found.stop) in vetoes("of_month"):
        return None
    if found.is_a("m", "amonth") and not at and not _leans(found):
        return None
    unsaid = Point(periods.unknown("day" if at else "month"), month=number, day=at, loose=True)
    if not page.published or f"{at} {number}" in vetoes("event_day"):
        return unsaid
    of, ago = page.published.year, _months_ago(page, number)
    if page.future(found):
        ahead = (number - page.published.month) % 12
        period = placed(number, at, of + (number < page.published.month))
        late = period.last is not None and period.last < page.published
        return unsaid if ahead > NEAR or late else unsaid._replace(period=period)
    if ago > NEAR or (ago and page.present(found)):
        return unsaid
    period = placed(number, at, of - (number > page.published.month))
    early = at and period.first is not None and period.first > page.published
    return unsaid if early else unsaid._replace(period=period)


def _event(found: Found, page: Page) -> Any:
    """ثورة 25 يناير, حرب أكتوبر: a name."""
    kind, place = "event" if found.has("d") else "event_of_month", found.match.start()
    if _ahead(found, place) == letter("till"):  # إلى حدود 20 يناير
        return None
    return "" if page.before(found.start) in vetoes(kind) else None


def _leans(found: Found) -> bool:
    """Whether a month whose name is also another word has a preposition or a part before it: في مارس.

    و, أو and من alone are none: ومارس الرئيس ضغوطا, كل من مارس العنف.
    """
    place = found.match.start()
    before, further = _ahead(found, place), _ahead(found, place - 1)
    if before in (letter("and"), letter("or")):
        return further in tuple(_kinds("P M month amonth year4 Y"))
    if before == letter("of"):
        ends = found.line.kinds[found.match.end() : found.match.end() + 2]
        counted = further in tuple(_kinds("ord ord_f ord_last ord_both"))
        return counted or any(end in _kinds("to till") for end in ends)
    return before in tuple(_leaning())


@cache
def _leaning() -> str:
    return _kinds("in during by since till between before after part from_on to l b last slash dash months_of")


def _with_weekday(found: Found, page: Page) -> Any:
    """الجمعة 13 مارس: the weekday settles the year where it is not said."""
    point: Point = found("p")
    if found.has("w") and point.day and not point.loose and _is_nth_weekday(found, page):
        return point._replace(period=periods.unknown("day"))
    if not (found.has("w") and point.day and point.loose and page.published) or point.period.grain != "day":
        return point
    years = [page.published.year + shift for shift in (-1, 0, 1)]
    near = [p for p in (periods.day(of, point.month, point.day) for of in years)
            if p.first and abs((p.first - page.published).days) < FAR]  # fmt: skip
    fits = [p for p in near if p.first and p.first.isoweekday() == found("w")]
    return point._replace(period=fits[0] if fits else periods.unknown("day"))


def _is_nth_weekday(found: Found, page: Page) -> bool:
    """Whether الأول is the first Sunday of the month, not its first day: الأحد الأول من مايو 2025."""
    point, start = found("p"), found.line.starts[found.match.start("p")]
    first = point.period.first
    return point.day <= 5 and not page.text[start].isdigit() and (first is None or first.isoweekday() != found("w"))


def _one_day(found: Found, _: Any) -> Any:
    """اليوم الثلاثاء 12 مارس 2024."""
    return found("p") if found("p").period.grain == "day" else None


def _day_of_month(found: Found, page: Page) -> Any:
    """الخامس من الشهر الجاري."""
    if not page.published:
        return Point(periods.unknown("day"))
    month = _moved_month(page.published, found("s") or 0)
    return Point(periods.day(month.year, month.month, found("d")), loose=True)


def _moved_month(when: date, shift: int) -> date:
    return periods.back(when.replace(day=1), -shift)


def _days_of_month(found: Found, page: Page) -> Any:
    """يومي 5 و6 مارس 2024, 12-14 مارس."""
    if found.has("r"):
        first, last = found("r")
        of = _year_of(found, page)[0]
        a, b = (periods.day(of, found("m"), at) if of else periods.UNKNOWN for at in (first, last))
    else:
        end: Point = found("p")
        if not end.day or end.period.grain != "day" or found("a") >= end.day:
            return None
        if found.has("each") and found("a") + 1 < end.day:  # يومي 5 و9 مارس
            return None if found.match.start() == found.match.start("a") else Point(periods.UNKNOWN)
        b = end.period
        a = periods.on(b.first.replace(day=found("a"))) if b.first else periods.UNKNOWN
    return Point(periods.across(a, b), loose=True)


def _relative_month(found: Found, page: Page) -> Any:
    if not page.published:
        return Point(periods.unknown("month"), loose=True, years=0)
    month = _moved_month(page.published, (found("s") or 0) - found.has("twice"))
    return Point(periods.month(month.month, month.year), month=month.month, loose=True)


def _nth_month(found: Found, page: Page) -> Any:
    of, said = _year_of(found, page)
    if (said is not None and said.period.grain in _NOT_ONE_YEAR) or not 1 <= found("o") <= 12:
        return None
    return Point(periods.month(found("o"), of) if of else periods.unknown("month"), month=found("o"))


# the Hijri calendar


def _hijri(found: Found, page: Page) -> Any:
    number, at, of = found("m"), found("d") or 0, found("y")
    if of is None:
        return Point(_hijri_near(number, at, found("s"), page))
    return Point(periods.hijri_day(of, number, at) if at else periods.hijri_month(number, of))


def _hijri_near(number: int, at: int, shift: int | None, page: Page) -> Period:
    now = periods.hijri_month_of(page.published) if page.published else None
    if not now or shift is None or (shift == 0 and number != now[1]):
        return periods.unknown("month")
    of = now[0] - (shift < 0 and number >= now[1]) + (shift > 0 and number <= now[1])
    return periods.hijri_day(of, number, at) if at else periods.hijri_month(number, of)


def _agreeing(found: Found, _: Any) -> Any:
    """1 رمضان 1445 الموافق 11 مارس 2024: the one in the calendar that we count by.

    Without a word that says so the two must lie within a day or two of each other, as sighted and reckoned
    months do.
    """
    a, b = found("a"), found("b")
    if not found.has("said"):
        if not a.period.first or not b.period.first or a.period.grain != "day" or b.period.grain != "day":
            return None
        apart = abs((a.period.first - b.period.first).days)
        if a.rule == b.rule or "hijri_date" not in (a.rule, b.rule) or apart > 2:
            return None
    if a.rule == "hijri_date" or not a.period.value:
        return b if b.period.value or not a.period.value else a
    return a


# quarters, halves, and the first months of a year


def _quarter(found: Found, page: Page) -> Any:
    return _fraction(found, page, 4, periods.quarter, "quarter")


def _half(found: Found, page: Page) -> Any:
    return _fraction(found, page, 2, periods.half, "half")


def _fraction(found: Found, page: Page, count: int, made: Callable[[int, int], Period], grain: str) -> Any:
    number = count if found("o") == -1 else found("o")
    if not 1 <= number <= count or page.after(_skip(page, found.stop)) in vetoes("in_a_row"):
        return None
    of, said = _year_of(found, page)
    unsaid = Point(periods.unknown(grain))
    if _year_counts(found, page):  # في الربع الأول 2000 وحدة
        return unsaid
    if found.has("o2"):
        follow = of and found("o2") == number + 1 <= count
        return Point(periods.across(made(number, of), made(number + 1, of)) if of and follow else periods.UNKNOWN)
    if said is None:
        period = _lately(made, number, found("s"), page, page.future(found))
        return Point(period, loose=True) if period else unsaid
    if said.period.grain == "fiscal_days" and said.period.first:
        months = 12 // count
        return Point(periods.months_from(periods.back(said.period.first, -months * (number - 1)), months, "span"))
    return Point(made(number, of), loose=said.loose) if of else unsaid


def _lately(
    made: Callable[[int, int], Period], number: int, shift: int | None, page: Page, future: bool
) -> Period | None:
    """The quarter or half that is meant where no year is said: one that has ended within half a year.

    With الماضي it is the last that has ended, with المقبل the next, with الجاري the one that runs.
    """
    if not page.published or (shift is None and future):
        return None
    this, before, after = (made(number, page.published.year + step) for step in (0, -1, 1))
    if not this.first or not this.last:
        return None
    if shift == 0:
        return this if this.first <= page.published <= this.last else None
    if shift == 1:
        return this if this.first > page.published else after
    ended = this if this.last < page.published else before
    fresh = ended.last is not None and (page.published - ended.last).days < FRESH
    return ended if fresh or shift == -1 else None


def _relative_quarter(found: Found, page: Page) -> Any:
    if not page.published:
        return Point(periods.unknown("quarter"))
    at = periods.back(page.published, -3 * (found("s") or 0))
    return Point(periods.quarter((at.month + 2) // 3, at.year), loose=True)


def _relative_half(found: Found, page: Page) -> Any:
    if not page.published:
        return Point(periods.unknown("half"))
    at = periods.back(page.published.replace(day=1), -6 * (found("s") or 0))
    return Point(periods.half((at.month + 5) // 6, at.year), loose=True)


def _first_months(found: Found, page: Page) -> Any:
    """الأشهر التسعة الأولى من 2024, أول شهرين من العام."""
    count = found("c") or found("c2") or 2
    if found.has("o") and found("o") != 1:
        return None
    if _of_another(found, ""):  # الأشهر التسعة الأولى من الحمل
        return Point(periods.UNKNOWN)
    of, said = _year_of(found, page)
    if not 1 <= count <= 12 or (said is not None and said.period.grain == "fiscal"):
        return Point(periods.UNKNOWN)
    if said is not None and said.period.grain == "fiscal_days" and said.period.first:
        return Point(periods.months_from(said.period.first, count, "span"))
    if said is None and page.published and not page.future(found):
        # الأشهر التسعة الأولى alone: those that have gone by lately
        fresh = (page.published.month - 1 - count) % 12 < NEAR
        of = page.published.year - (count > page.published.month) if fresh else None
    if of is None:
        return Point(periods.UNKNOWN)
    return Point(periods.stretch(date(of, 1, 1), periods.month(count, of).last), loose=not said or said.loose)


def _of_another(found: Found, kinds: str) -> bool:
    """Whether a stretch without a year is one of something else that follows: من الحمل, من حكمه; or of these kinds."""
    stop = found.match.end()
    if found.has("y") or found.has("now") or found.line.kinds[stop : stop + 1] != letter("of"):
        return False
    after = found.line.kinds[stop + 1 : stop + 2]
    return not kinds or (after != "" and after in _kinds(kinds))


def _last_months(found: Found, page: Page) -> Any:
    """الأشهر الثلاثة الأخيرة من 2024, آخر شهرين من العام الماضي."""
    of, said = _year_of(found, page)
    count = found("c") or found("c2") or 2
    if not of or not 1 <= count <= 12 or (said is not None and said.period.grain in _NOT_ONE_YEAR):
        return Point(periods.UNKNOWN)
    return Point(periods.stretch(date(of, 13 - count, 1), date(of, 12, 31)), loose=bool(said and said.loose))


# stretches counted from the document's date


def _offset(when: date, unit: str, count: int) -> date | None:
    """The day `count` units after `when`."""
    if abs(count) > 10_000:
        return None
    if unit in ("day", "week"):
        return when + count * (7 if unit == "week" else 1) * DAY
    months = count * {"year": 12, "decade": 120}.get(unit, 1)
    return periods.back(when, -months) if 1 < when.year + months // 12 < 9000 else None


def _counted(found: Found) -> tuple[str, int | None]:
    """Unit and count of قبل ثلاثة أشهر, قبل شهرين, قبل عام; no count in قبل أيام, قبل نحو ثلاثة أشهر."""
    for part, count in (("u2", 2), ("u1", 1), ("up", None)):
        if found.has(part):
            return _unit(found, part), count
    return _unit(found, "u"), found("c")


def _ago(found: Found, page: Page) -> Any:
    unit, at = _counted_back(found, page)
    return Point(_round(at, unit) if at else periods.unknown(unit), loose=True)


def _counted_back(found: Found, page: Page) -> tuple[str, date | None]:
    """The unit, and the day that lies so many of it before the document's date."""
    unit, count = _counted(found)
    if not page.published or not count or found.has("about") or _inexact(found, page):
        return unit, None
    return unit, _offset(page.published, unit, -count)


def _inexact(found: Found, page: Page) -> bool:
    """Whether what follows a count of days or years makes it another one, or one from an event.

    قبل عام ونصف, قبل شهرين أو ثلاثة, قبل يوم واحد من الانتخابات, قبل شهر على موعدها; قبل يوم الاقتراع.
    """
    stop = found.stop
    while page.after(stop) in vetoes("exactly"):
        stop = _skip(page, stop)
    after, adverb = page.after(stop), stop > found.stop
    least = after == "علي" and (found.has("back") or page.after(_skip(page, stop)) == "الاقل")
    if least or found.has("more") or after in vetoes("inexact") or (adverb and after == "من"):
        return True
    return found.has("u1") and not adverb and not _goes_on(after)


def _goes_on(word: str) -> bool:
    # قبل عام في, قبل عام أعلنت; not قبل يوم عرفة
    adverb = word.endswith("ا") and not word.endswith(("ها", "نا"))  # منذ أسبوع احتجاجا
    verb = word.endswith("ت") and not _definite(word)
    known = word in vetoes("after_counted") or word in vetoes("edge")
    return not word or known or verb or adverb or word.startswith(("وال", "لل"))


def _hence(found: Found, page: Page) -> Any:
    """بعد شهرين counts from what the sentence speaks of, so its value stays null."""
    return Point(periods.unknown(_counted(found)[0]))


def _round(at: date, unit: str) -> Period:
    if unit == "year":
        return periods.year(at.year)
    if unit == "month":
        return periods.month(at.month, at.year)
    return periods.week(at) if unit == "week" else periods.on(at)


def _since_ago(found: Found, page: Page) -> Any:
    at = _counted_back(found, page)[1]
    return Point(periods.stretch(at, page.published) if at else periods.UNKNOWN)


def _last_some(found: Found, page: Page) -> Any:
    """الأشهر الثلاثة الماضية, السنوات الخمس المقبلة, آخر عامين, العامين الماضيين."""
    unit, count = _unit(found, "u2" if found.has("u2") else "u"), found("c") or found("c2") or found("c3")
    if found.has("u2"):
        count = 2
    past = not found.is_a("s", "ord_last last_both") and found.has("s")
    if _of_another(found, "Y P year4 the_year" if past else ""):  # الأسابيع الثلاثة الأخيرة من المعرض
        return Point(periods.UNKNOWN)
    shift = found("s") or -1
    at = _offset(page.published, unit, shift * count) if page.published and count else None
    if not at or not page.published:
        return Point(periods.UNKNOWN)
    return Point(periods.stretch(min(at, page.published), max(at, page.published)), loose=True)


def _lasting(_: Found, __: Any) -> Any:
    return Point(periods.UNKNOWN)


def _relative_week(found: Found, page: Page) -> Any:
    if not page.published:
        return Point(periods.unknown("week"))
    return Point(periods.week(page.published + 7 * ((found("s") or 0) - found.has("twice")) * DAY), loose=True)


def _now(_: Found, page: Page) -> Any:
    """حتى الآن."""
    return Point(periods.on(page.published) if page.published else periods.unknown("day"))


def _deictic(found: Found, page: Page) -> Any:
    """أمس, غدا; a weekday beside it must agree to a day, else which of them is meant is open."""
    if page.after(found.stop) in vetoes("of_yesterday") or (found("d") == 1 and _is_no_morrow(found, page)):
        return None
    return _near_day(found, page, found("d"))


def _is_no_morrow(found: Found, page: Page) -> bool:
    # حزب الغد, a name; وغدا واضحا and غدا العالم قرية, it became so
    place = found.match.start()
    alone = found.match.start("d") == place
    joined = alone and _ahead(found, place) == letter("and")
    after_time = _ahead(found, place - 1) in tuple(_kinds("the_day deictic P"))
    became = not page.clause(found.start) and _definite(page.after(found.stop))
    became = became or (joined and not after_time and not _is_future(page.after(found.stop)))
    return became or page.before(found.start) in vetoes("of_tomorrow")


def _today(found: Found, page: Page) -> Any:
    after, before = page.after(found.stop), page.before(found.start)
    named = found.has("w")
    if not named and (after in vetoes("of_today") or before in vetoes("paper")):
        return None
    return _near_day(found, page, 0)


def _near_day(found: Found, page: Page, shift: int) -> Any:
    if not page.published:
        return Point(periods.unknown("day"))
    day = page.published + shift * DAY
    if found.has("w") and day.isoweekday() != found("w"):
        beside = [day + step * DAY for step in (-1, 1) if (day + step * DAY).isoweekday() == found("w")]
        return Point(periods.on(beside[0]) if beside else periods.unknown("day"))
    return Point(periods.on(day), loose=True)


def _weekday(found: Found, page: Page) -> Any:
    """الثلاثاء: the last one, or the next where the clause speaks of what is to come."""
    if page.before(found.start) in vetoes("weekday_noun") or page.after(found.stop) in vetoes("of_weekday"):
        return None
    if not page.published:
        return Point(periods.unknown("day"))
    ago = (page.published.isoweekday() - found("w")) % 7
    future = page.future(found)
    if ago and (page.overtaken(found) if future else page.present(found)):
        return Point(periods.unknown("day"))
    if future:
        return Point(periods.on(page.published + (-ago % 7) * DAY), loose=True)
    return Point(periods.on(page.published - ago * DAY), loose=True)


def _weekday_shift(found: Found, page: Page) -> Any:
    """الأحد المقبل; السبت والأحد المقبلين, where the days follow on each other after the document's, or up to it."""
    shift = found("s") if found.has("s") else found("s2")
    if not page.published or shift == 0:
        return Point(periods.unknown("day"))
    tail = found.match.start("s") if found.has("s") else found.match.start("s2")
    kinds, own = found.line.kinds, found.match.start("w")
    if letter("comma") in kinds[own:tail]:  # السبت، الأحد والاثنين المقبلة: the Saturday may be of another clause
        return Point(periods.unknown("day"))
    first = own
    while first and kinds[first - 1] in _kinds("and or to till sg_day weekday"):
        first -= 1
    places = [place for place in range(first, tail) if kinds[place] == letter("weekday")]
    weekdays = [found.line.values[place] for place in places]
    if kinds[tail] == letter("next"):  # ابتداء من الخميس إلى الأحد المقبل: the Thursday can be today
        days = _in_turn(weekdays[-1:], 1, page.published)
        days = [*_in_turn(weekdays[:-1], -1, days[0]), *days]
    else:
        days = _in_turn(weekdays, shift, page.published)
    day = days[places.index(own)] - 7 * found.has("twice") * DAY
    return Point(periods.on(day) if shift < 0 or day >= page.published else periods.unknown("day"), loose=True)


def _in_turn(weekdays: list[int], shift: int, when: date) -> list[date]:
    """Days of the week one after the other, the first as the next after `when` or the last as the last before it."""
    days: list[date] = []
    for weekday in weekdays if shift > 0 else reversed(weekdays):
        apart = (shift * (weekday - when.isoweekday()) - 1) % 7 + 1
        when += shift * apart * DAY
        days.append(when)
    return days if shift > 0 else days[::-1]


def _this_weekday(found: Found, page: Page) -> Any:
    """هذا السبت: today, or else the last or the next."""
    today = page.published and page.published.isoweekday() == found("w")
    return Point(periods.on(page.published) if page.published and today else periods.unknown("day"))


def _two_weekdays(found: Found, page: Page) -> Any:
    """يومي الأحد والاثنين الماضيين."""
    if not page.published or found("w2") != found("w") % 7 + 1:
        return Point(periods.UNKNOWN)
    if found("s"):
        first, last = _in_turn([found("w"), found("w2")], found("s"), page.published)
        return Point(periods.stretch(first, last), loose=True)
    ago = (page.published.isoweekday() - found("w2")) % 7
    last = page.published + (7 - ago if page.future(found) else -ago) * DAY
    return Point(periods.stretch(last - DAY, last), loose=True)


def _session(found: Found, page: Page) -> Any:
    """في أواخر جلسة التداول, في وقت سابق: in a market report, its day of trading."""
    if not page.near(found.start, "market"):
        return None
    day = page.session()
    return Point(periods.on(day) if day else periods.unknown("day"))


def _session_before(found: Found, page: Page) -> Any:
    if not page.near(found.start, "market"):
        return None
    day = page.session_before()
    return Point(periods.on(day) if day else periods.unknown("day"))


# the same stretch of another year


def _same_period(found: Found, page: Page) -> Any:
    """الفترة نفسها من العام الماضي."""
    if found.is_a("shape", "the_day"):  # اليوم نفسه من السنة الماضية
        return Point(periods.UNKNOWN)
    if found.has("year_ago"):  # الفترة نفسها قبل عام
        return Point(periods.UNKNOWN, like="same", years=-1)
    of, said = _year_of(found, page)
    years = said.years if said else 0
    return Point(periods.UNKNOWN, like="same", of=of or 0, years=-1 if said and said.like else years)


# parts, prepositions, intervals


def _inner(found: Found, _: Any) -> Any:
    return _year_point(found("p"))


def _with_part(found: Found, _: Any) -> Any:
    return _year_point(found("p"))._replace(part=found("part") or "")


def _part_of_now(found: Found, page: Page) -> Any:
    """نهاية العام, مطلع الشهر: of the one that runs."""
    part = found("part") or ""
    if not page.published or any(found.has(unit) and _described(found, unit, page) for unit in "ymw"):
        return Point(periods.UNKNOWN, "part_of_now", part=part)
    if found.has("y"):
        return Point(periods.year(page.published.year), part=part, loose=True)
    if found.has("m"):
        return Point(periods.month(page.published.month, page.published.year), part=part, loose=True)
    return Point(periods.week(page.published) if part == "start" else periods.UNKNOWN, part=part)


def _first_day(point: Point) -> date | None:
    """Where an interval from this phrase begins; not known if it is from the middle of something."""
    if point.part == "middle" or (point.part and point.period.grain in _LONG):
        return None
    return point.period.last if point.part == "stop" else point.period.first


def _last_day(point: Point) -> date | None:
    if point.part == "middle" or (point.part and point.period.grain in _LONG):
        return None
    return point.period.first if point.part == "start" else point.period.last


def _completed(a: Point, b: Point) -> tuple[Point, Point]:
    """Both ends with a year where one of them says it: من يناير إلى مارس 2024."""
    if a.loose and a.month and b.period.first and b.period.grain in ("month", "day"):
        of = b.period.first.year
        period = placed(a.month, a.day, of)
        if period.first and period.first > b.period.first:
            period = placed(a.month, a.day, of - 1)
        a = a._replace(period=period)
    elif b.loose and b.month and a.period.first and not a.loose and a.period.grain in ("month", "day"):
        of = a.period.first.year
        period = placed(b.month, b.day, of)
        if period.first and period.first < a.period.first:
            period = placed(b.month, b.day, of + 1)
        b = b._replace(period=period)
    return a, b


def _interval(found: Found, page: Page) -> Any:
    """بين 2020 و2024, من يناير إلى مارس 2024, من 5 إلى 7 مارس."""
    first, second = found("a"), found("b")
    if found.is_a("b", "year4") and page.after(found.stop) in vetoes("unit"):
        return None
    b = _year_point(second)
    if found.has("n"):  # من 5 إلى 7 مارس
        if not b.day or b.period.grain != "day":
            return None
        of = b.period.first.year if b.period.first else 0
        a = Point(periods.day(of, b.month, found("n")) if of else periods.unknown("day"))
    else:
        a = _year_point(first)
        if "fiscal" in (a.period.grain, b.period.grain) and a.period.grain != b.period.grain:
            return None
        a, b = _completed(a, b)
    start, stop = _first_day(a), _last_day(b)
    if start and stop and a.rule == "weekday" and (stop - start).days >= 7:  # من السبت حتى الثلاثاء المقبل
        start += (stop - start).days // 7 * 7 * DAY
    if not start or not stop:
        return None if found.has("dash") else Point(periods.UNKNOWN)
    found_period = periods.stretch(start, stop)
    weekdays = a.rule == b.rule == "weekday"  # من الاثنين إلى الجمعة: of two weeks, as each is read by itself
    return Point(found_period) if found_period.value or weekdays else None


def _since(found: Found, page: Page) -> Any:
    """منذ 2014: to the document's date if that is known, else open."""
    point = _year_point(found("p"))
    if _counts(found, "p", page):
        return None
    start = _first_day(point)
    if not start:
        return Point(periods.UNKNOWN)
    until = page.published if page.published and page.published >= start else None
    record = not vetoes("record").isdisjoint(page.clause(found.start)[-6:])
    return Point(periods.stretch(start, until), "since_record" if record else "since")


def _from_on(found: Found, page: Page) -> Any:
    """اعتبارا من 2025: open, whatever the document's date."""
    if _counts(found, "p", page):
        return None
    start = _first_day(_year_point(found("p")))
    return Point(periods.stretch(start, None) if start else periods.UNKNOWN)


def _until(found: Found, page: Page) -> Any:
    """حتى نهاية 2025: open at its beginning."""
    point = _year_point(found("p"))
    if _counts(found, "p", page):
        return None
    stop = _last_day(point)
    return Point(periods.stretch(None, stop) if stop else periods.UNKNOWN)


def _before(found: Found, page: Page) -> Any:
    """قبل 2020, up to the day before; قبل نهاية 2025, up to that end."""
    point = _year_point(found("p"))
    if _counts(found, "p", page):
        return None
    if not point.period.first or point.part == "middle":
        return Point(periods.UNKNOWN)
    stop = point.period.last if point.part == "stop" else point.period.first - DAY
    return Point(periods.stretch(None, stop))


def _after(found: Found, page: Page) -> Any:
    point = _year_point(found("p"))
    if _counts(found, "p", page):
        return None
    if not point.period.last or point.part == "middle":
        return Point(periods.UNKNOWN)
    start = point.period.first if point.part == "start" else point.period.last + DAY
    return Point(periods.stretch(start, None))


def _rule(name: str, kind: str, words: str, read: Callable[[Found, Any], Any]) -> Rule:
    def named(found: Found, page: Any) -> Any:
        value = read(found, page)
        return value._replace(rule=value.rule or name) if isinstance(value, Point) else value

    return Rule(name, kind, pattern(words, _GROUPS), named)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order in which they are asked; those of one name are ways to write the same thing."""
    table = (
        # numbers in words
        ("teen", "small", "(u=unit|v=unit_teen) t=ten", _sum("u", "v", "t")),
        ("compound", "small", "(u=unit|v=unit_teen) and t=tens", _sum("u", "v", "t")),
        ("teen_ordinal", "ord", "(u=ordunit|v=ordteen|w=ord_one) t=ten", _sum("u", "v", "w", "t")),
        ("compound_ordinal", "ord", "(u=ordunit|v=ordteen|w=ord_one) and t=the_tens", _sum("u", "v", "w", "t")),
        ("teen_ordinal", "ord_f", "(u=ford_unit|v=ford_teen|w=ford_one) t=ten", _sum("u", "v", "w", "t")),
        ("compound_ordinal", "ord_f", "(u=ford_unit|v=ford_teen|w=ford_one) and t=the_tens", _sum("u", "v", "w", "t")),
        ("ordinal", "ord", "u=ordunit|v=ord_one|w=the_tens", _sum("u", "v", "w")),
        ("ordinal", "ord_f", "u=ford_unit|v=ford_one", _sum("u", "v")),
        ("long_year", "year_words", "t=thousand (and? h=hundred)? (and? u=SMALL)?", _long_year),
        ("counted", "count", "u=SMALL", _sum("u")),
        ("the_counted", "the_count", "u=the_unit|v=the_ten", _sum("u", "v")),
        # times of the day
        ("clock", "hour", "clock_word CLOCK (and HOURS_END)? (zone_word other)?", _left_out),
        # dates in digits
        ("law", "other", "full_date|full_month", _law),
        ("numeric_date", "P", "p=full_date ce?", _as_written),
        ("numeric_month", "P", "p=full_month", _as_written),
        # the Hijri calendar
        ("hijri_date", "P", "p=full_hijri sign=ah?", _as_written),
        ("hijri_years", "Y", "(sg_year|the_year) fiscal? y=hyears ah?", _hijri_years),
        ("hijri_date", "P", "(d=DAY of?)? sg_month? m=hmonth comma? (of|l)? (sg_year|the_year)? y=hyear ah?", _hijri),
        ("hijri_year", "Y", "(sg_year|the_year)? y=hyear ah", _hijri_year),
        ("hijri_shift", "P", "(d=DAY of?)? sg_month? m=hmonth s=SHIFT", _hijri),
        ("hijri_bare", "P", "d=DAY of? sg_month? m=hmonth", _hijri),
        ("hijri_bare", "P", "sg_month m=hmonth", _hijri),
        # years
        ("fiscal_year", "Y", "(sg_year|the_year) f=fiscal (r=years|a=year4 (s=slash|dash) b=year4)", _two_years),
        ("fiscal_shift", "Y", "the_year fiscal s=SHIFT", _fiscal_shift),
        ("fiscal_shift", "Y", "this the_year fiscal", _fiscal_shift),
        ("fiscal_shift", "Y", "the_year fiscal open=prior", _fiscal_shift),
        ("fiscal_year", "Y", "(sg_year|the_year) (fiscal|school) y=year4 ce?", _one_year),
        ("two_years", "Y", "(sg_year|the_year) (r=years|a=year4 (s=slash|dash) b=year4)", _two_years),
        ("year", "Y", "(sg_year|the_year) open y=year4 close", _one_year),
        ("year", "Y", "(sg_year|the_year) (y=year4|y2=year_words|y3=old) ce?", _one_year),
        ("year", "Y", "(sg_year|the_year) y=hyear", _either_year),
        ("year", "Y", "sg_year y=n (sign=ce|ah)?", _early_year),
        ("two_years", "Y", "r=years", _two_years),
        ("relative_year", "Y", "the_year twice=before s=past", _relative_year),
        ("relative_year", "Y", "the_year s=SHIFT", _relative_year),
        ("relative_year", "Y", "here=this the_year|the_year this (?!the_week|the_month|the_day|the_year)",
         _relative_year),
        ("year_before", "Y", "the_year prior", _year_before),
        ("year_same", "Y", "the_year same|same_before the_year", _year_same),
        ("before_christ", "P", "(Y|sg_year (n|n_day)|the_century al? NTH) bc", _not_known),
        ("hijri_century", "P", "the_century al? NTH ah", _not_known),
        ("restated_year", "Y", "p=Y open y=year4 close", _restated),
        ("restated_year", "Y", "p=Y y=year4 sign=ce?", _restated),
        ("decade", "P", "(w=DECADE_WORD of?)? d=decade ((of|in)? (l=last_century|the_century al? c=NTH))?", _decade),
        ("century", "P", "the_century al? o=NTH", _century),
        ("century", "P", "last_century", _last_century),
        ("century", "P", "the_century s=SHIFT", _century),
        ("century", "P", "this the_century", _century),
        ("year4", "year4", "y=year4 ce", _number),  # نهاية 2017م
        # names of months
        ("doubled", "month", "a=MONTH slash b=MONTH", _same_month),
        ("doubled", "month", "a=MONTH dash b=MONTH", _same_month),
        ("doubled", "month", "a=MONTH open b=MONTH close", _same_month),
        ("doubled", "month", "a=MONTH b=MONTH", _same_month),
        ("named", "month", "sg_month a=MONTH", _named_month),
        # days
        ("date", "P", "d=n_day (dash|slash) m=MONTH (dash|slash) y=year4", _dated),
        ("in_list", "P", f"{_DAY} of? m=MONTH (?={_DAYS} ({_OF_YEAR}|s=ANY_SHIFT))", _in_list),
        ("date", "P", f"{_DAY} of? m=MONTH comma? {_OF_YEAR} ce?", _dated),
        ("date", "P", f"{_DAY} of? m=MONTH open y=year4 close", _dated),
        ("date", "P", f"{_DAY} of? m=MONTH (dash|slash) y=year4", _dated),
        ("date", "P", f"d=DAY of? m=lmonth {_OF_YEAR} ce?", _dated),
        ("date", "P", "d=n_day m=emonth comma? y=year4", _dated),
        ("date", "P", "(m=MONTH|m2=emonth) d=n_day comma y=year4", _month_first),
        ("spaced_date", "P", "d=n_day (slash|dash) n=n_day (slash|dash) y=year4", _spaced_date),
        ("days", "P", f"(days_of|pl_day)? r=n_days of? m=MONTH {_OF_YEAR}?", _days_of_month),
        ("date_shift", "P", f"{_DAY} of? m=MONTH s=ANY_SHIFT", _shifted),
        ("day_of_month", "P", f"{_DAY} of the_month s=SHIFT", _day_of_month),
        ("day_of_month", "P", f"{_DAY} of this the_month", _day_of_month),
        ("event", "other", "d=DAY of? MONTH", _event),
        ("day_and_month", "P", f"{_DAY} of? m=MONTH", _bare),
        ("days", "P", "(days_of|pl_day|(?<=in)) NTH or P", _not_known),
        ("days", "P", "(days_of|pl_day|(?<=in)) a=NTH each=and p=P", _days_of_month),
        ("days", "P", "a=n_day dash p=P", _days_of_month),
        ("weekday_and_date", "P", "sg_day? (w=weekday|eweekday) SHIFT? (comma|agreeing l?)? p=P", _with_weekday),
        ("weekday_and_date", "P", "sg_day? (w=weekday|eweekday) open p=P close", _with_weekday),
        ("day_and_date", "P", "(daypart of?)? this? sg_day? (the_day|deictic|sg_day) comma? p=P", _one_day),
        ("day_and_date", "P", "daypart of? p=P", _one_day),
        ("hijri_and_gregorian", "P", "a=P comma? said=agreeing l? sg_day? comma? b=P", _agreeing),
        ("hijri_and_gregorian", "P", "a=P open b=P close", _agreeing),
        ("hijri_and_gregorian", "P", "a=P (dash|slash|comma)? b=P", _agreeing),
        # months
        ("in_list", "P", f"(?<!between)(?<!months_of)m=MONTH (?={_MONTHS} ({_OF_YEAR}|s=ANY_SHIFT))", _in_list),
        ("month_and_year", "P", f"m=MONTH comma? {_OF_YEAR} ce?", _dated),
        ("month_and_year", "P", "m=MONTH open y=year4 close", _dated),
        ("month_and_year", "P", "m=MONTH (dash|slash) y=year4", _dated),
        ("month_shift", "P", "m=MONTH (twice=before)? s=ANY_SHIFT", _shifted),
        ("nth_month", "P", f"the_month o=ord {_OF_YEAR}", _nth_month),
        ("relative_month", "P", "the_month twice=before s=past", _relative_month),
        ("relative_month", "P", "the_month s=SHIFT", _relative_month),
        ("relative_month", "P", "this the_month", _relative_month),
        # quarters, halves, first months
        ("quarter", "P", f"(the_quarter|the_dual_quarter|the_term) o=ORD and the_quarter? o2=ORD {_OF_YEAR}", _quarter),
        ("quarter", "P", f"(the_quarter|the_term|the_trimester) o=ORD {_OF_YEAR}", _quarter),
        ("quarter", "P", "the_quarter o=ORD s=SHIFT", _quarter),
        ("quarter", "P", "the_quarter o=ORD (?!of|l)", _quarter),
        ("half", "P", f"the_half o=ORD {_OF_YEAR}", _half),
        ("half", "P", "the_half o=ORD s=SHIFT", _half),
        ("half", "P", "the_half o=ORD (?!of|l)", _half),
        ("relative_quarter", "P", "the_quarter s=SHIFT", _relative_quarter),
        ("relative_quarter", "P", "this the_quarter", _relative_quarter),
        ("relative_half", "P", "the_half s=SHIFT", _relative_half),
        ("first_months", "P", f"the_pl_month al? c=THE_COUNT o=ORDINAL {_OF_YEAR}?", _first_months),
        ("first_months", "P", f"al? (c=THE_COUNT|c2=count) pl_month o=ORDINAL {_OF_YEAR}?", _first_months),
        ("first_months", "P", f"first c=COUNT (sg_month|pl_month|months_of) {_OF_YEAR}?", _first_months),
        ("first_months", "P", f"(first dual_month|the_dual_month ord_both) {_OF_YEAR}?", _first_months),
        ("last_months", "P", f"the_pl_month al? c=THE_COUNT ord_last {_OF_YEAR}", _last_months),
        ("last_months", "P", f"al? (c=THE_COUNT|c2=count) pl_month ord_last {_OF_YEAR}", _last_months),
        ("last_months", "P", f"last (c=COUNT (sg_month|pl_month|months_of)|dual_month) {_OF_YEAR}", _last_months),
        # days of the week, today
        ("every", "other", "every sg_day? weekday", _left_out),
        ("two_weekdays", "P", "(days_of|pl_day) w=weekday and w2=weekday (?!(and|or) sg_day? weekday) s=ANY_SHIFT?",
         _two_weekdays),
        ("deictic", "P", "(daypart of?)? sg_day? d=deictic (comma? sg_day? w=weekday)?", _deictic),
        ("today", "P", "(daypart of?)? this? the_day comma? w=weekday", _today),
        ("weekday_shift", "P", "(daypart of?)? sg_day? w=weekday "
         f"(daypart? (twice=before)? s=ANY_SHIFT|(?={_WEEKDAYS} s2=ANY_SHIFT))", _weekday_shift),
        ("weekday", "P", "this sg_day? w=weekday", _this_weekday),
        ("weekday", "P", "(daypart of?)? sg_day? w=weekday (?!ORDINAL|ord_last)", _weekday),
        ("session_before", "P", "IN? session_before", _session_before),
        ("today", "P", "daypart of? the_day (?!al|ORDINAL|ord_last)", _today),
        ("today", "P", "(?<!in)(?<!this)(?<!b)the_day (?!al|ORDINAL|ord_last)", _today),
        ("clock_day", "P", "by hour of? p=P", _inner),
        ("clock_day", "P", "by hour", _session),
        ("since", "P", "(of|since) p=POINT now", _since),
        ("now", "P", "now", _now),
        # the same stretch of another year
        ("same_period", "P", f"shape=SHAPE same {_OF_YEAR}", _same_period),
        ("same_period", "P", f"same_before shape=SHAPE {_OF_YEAR}", _same_period),
        ("same_period", "P", "shape=SHAPE same of? before year_ago=sg_year", _same_period),
        # counted from the document's date
        ("last_some", "P", "u=THE_PLURAL (al? c=THE_COUNT|few)? s=SHIFTS", _last_some),
        ("last_some", "P", "al? (c=THE_COUNT|c2=ord|c3=n) u=SOME s=SHIFTS", _last_some),
        ("last_some", "P", "u2=THE_DUAL s=SHIFTS", _last_some),
        ("last_some", "P", "last (c=COUNT u=SOME|u2=DUAL)", _last_some),
        ("ago", "P", f"back=before {_COUNTED} (?!of)", _ago),
        ("since_ago", "P", f"since {_COUNTED}", _since_ago),
        ("hence", "P", f"after {_COUNTED} (?!of)", _hence),
        ("lasting", "P", "during about? (COUNT SOME|DUAL|few? PLURAL few?)", _lasting),
        ("relative_week", "P", "the_week (twice=before)? s=SHIFT", _relative_week),
        ("relative_week", "P", "this the_week", _relative_week),
        ("one_before", "P", "(the_month|the_quarter|the_week) prior|the_decade s=SHIFT", _not_known),
        ("season", "P", "(season|x=lmonth) s=SHIFT | this (season|y=lmonth)", _season),
        # market reports
        ("session_day", "P", "IN? earlier of session trading?", _session),
        ("at_a_time", "P", "(earlier|later) of p=PHRASE", _inner),
        ("part_of_now", "P", "(earlier|later) of (y=the_year|m=the_month|w=the_week) (?!same|prior|school|fiscal)",
         _part_of_now),
        ("session_day", "P", "IN earlier (?!of)", _session),
        ("session_day", "P", "IN? part of? session trading? (?!comma? ANOTHER)", _session),
        ("session_day", "P", "IN session trading? (?!comma? ANOTHER)", _session),
        # parts of a year or month
        ("event", "other", "MONTH", _event),
        ("bare_month", "M", "m=MONTH", _bare),
        ("every", "other", "(P|M) of every SINGLE", _left_out),
        ("part", "P", "(part=part|last) of? p=POINT", _with_part),
        ("part_of_now", "P", "(part=part|last) (y=the_year|m=the_month|w=the_week) (?!same|prior|school|fiscal)",
         _part_of_now),
        # intervals
        ("between", "P", "between (years_of|months_of|days_of|the_pl_year|the_dual_year)? a=POINT (and|to) b=POINT",
         _interval),
        ("between", "P", "between days_of? n=n_day and b=P", _interval),
        ("from_to", "P", "of a=POINT and? (to|till) b=POINT", _interval),
        ("from_to", "P", "of n=n_day and? (to|till) b=P", _interval),
        ("from_to", "P", "since a=POINT and? (to|till) b=POINT", _interval),
        ("dash", "P", "a=POINT dash=dash b=POINT", _interval),
        ("two_years", "Y", "(years_of|the_dual_year) a=YEAR and b=YEAR", _listed_years),
        ("two_months", "P", "months_of a=POINT and b=POINT", _interval),
        ("since", "P", "since p=POINT (?!when)", _since),
        ("from_on", "P", "from_on p=POINT", _from_on),
        ("until", "P", "till p=POINT", _until),
        ("before", "P", "before p=POINT", _before),
        ("after", "P", "after p=POINT", _after),
        # a year without a word for it
        ("bare_year", "P", "IN period? y=year4 ce?", _bare_year),
        ("bare_year", "Y", "(years_of|pl_year|the_pl_year|period|year_noun) it=year4", _beside),
        ("bare_year", "Y", "compared b? it=year4 (?!dash|slash)", _compared),
        ("bare_year", "Y", "PHRASE and it=year4 (?!dash|slash)", _beside),
        ("bare_year", "Y", "PHRASE and it=year4 (?!dash|slash)", _beside),
        ("preposition", "P", "IN period? p=PHRASE", _inner),
    )  # fmt: skip
    return tuple(_rule(*row) for row in table)
