"""The rules that read an expression of time off its words, in the order in which they are asked."""

import re
from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from pipeline import periods
from pipeline.periods import DAY, Period
from pipeline.phrases import Found, Rule, letter, pattern
from pipeline.timewords import LEAD, LONGEST_SPAN, YEARS, fiscal_start, noun_like, vetoes

NEAR = 8  # months: a bare month is read as a past or a coming one up to this far from the document's date
AGES = 60  # a decade up to this one may be an age: في الخمسينيات
FRESH = 190  # days: a quarter without a year is one that ended no longer ago
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

    def sentence(self, place: int) -> int:
        """Where the sentence that holds the place begins."""
        number = bisect_right(self.sentences, place) - 1
        return self.sentences[number] if number >= 0 else 0

    def clause(self, start: int) -> list[str]:
        """The words before a place, back to the edge of its clause."""
        words = _WORDS.findall(self.text, max(self.sentence(start), start - CLAUSE), start)
        for place in range(len(words) - 1, -1, -1):
            if not words[place].isalnum() or words[place] in vetoes("edge"):
                return words[place + 1 :]
        return words

    def future(self, found: Found) -> bool:
        """Whether the clause speaks of what is to come."""
        beside = self.after(found.stop)
        return any(_is_future(word) for word in (*self.clause(found.start), beside))

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


_WORD_BEFORE = re.compile(r"(\w+)\W{0,3}$")
_WORD_AFTER = re.compile(r" {0,2}(\w+)")
_WORDS = re.compile(r"\w+|[^\w\s]")


def _is_future(word: str) -> bool:
    # سيبلغ, ستعلن, not سيارة, ستة
    return word in vetoes("future") or (
        len(word) > 4 and word[0] == "س" and word[1] in "يتن" and not word.startswith(noun_like())
    )


_GROUPS = {
    "DAY": "n_day ord first_day",
    "ORD": "ord ord_last",
    "MONTH": "month amonth",
    "YEAR": "Y year4",
    "ANY_YEAR": "Y year4 old hyear",
    "COUNT": "n_day n count",
    "THE_COUNT": "the_count n_day",
    "SMALL": "unit tens ten small",
    "SHIFT": "past next current",
    "SHIFTS": "past next past_both next_both ord_last",
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
    "CLOCK": "clock n_day n year4 hyear old ord figure",
}
_OF_YEAR = "((of|l)? y=ANY_YEAR | (of|l) now=the_year (?!same|prior|school|fiscal))"
_LONG = ("decade", "century")
_DAY = "(?<!the_week)(?<!the_month)(?<!the_quarter)(?<!the_half)(?<!the_term) al? d=DAY"
_NOT_ONE_YEAR = ("fiscal", "fiscal_days", "span", "decade", "century")
_COUNTED = "about=about? (c=COUNT u=SOME | u2=DUAL | u1=SINGLE | few? up=PLURAL few?)"


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
        return (page.published.year if page.published else None), Point(periods.unknown("year"))
    value = found("y")
    if value is None:
        return None, None
    point = _year_point(value)
    plain = point.period.grain == "year" and point.period.first is not None
    return (point.period.first.year if plain and point.period.first else None), point


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


def _one_year(found: Found, _: Any) -> Any:
    return Point(periods.year(found("y") or found("y2") or found("y3")))


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
    if shift >= 0 and page.before(found.start) in vetoes("title") and found.has("s"):
        return None
    shift = -2 if found.has("twice") else shift
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


def _restated(found: Found, _: Any) -> Any:
    """العام الماضي 2023: the year that is said holds."""
    point = found("p")
    if point.period.grain != "year":
        return None
    return Point(periods.year(found("y")), "year")


def _last_century(_: Found, page: Page) -> Any:
    now = (page.published.year + 99) // 100 if page.published else 0
    return Point(periods.century(now - 1))


def _beside(found: Found, page: Page) -> Any:
    """A year that another year or a word stands beside: 2023 و2024, موازنة 2025."""
    if page.after(found.stop) in vetoes("unit"):
        return None
    return Point(periods.year(found("it")), "bare_year")


def _compared(found: Found, page: Page) -> Any:
    """مقارنة بـ2016, where nothing follows that it could count."""
    after = page.after(found.stop)
    return _beside(found, page) if not after or after in vetoes("after_year") else None


def _bare_year(found: Found, page: Page) -> Any:
    if page.after(found.stop) in vetoes("unit"):
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
    return None if page.after(found.stop) in vetoes("unit") else Point(found("p"))


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


def _dated(found: Found, page: Page) -> Any:
    """A day or a month with its year."""
    number, at = found("m"), found("d") or 0
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
    number, shift = found("m"), found("s")
    at = found("d") or 0
    unsaid = Point(periods.unknown("day" if at else "month"), month=number, day=at)
    if not page.published:
        return unsaid
    of, now = page.published.year, page.published.month
    if at and number == now and shift:
        return unsaid
    if shift < 0:
        of -= number >= now
    elif shift > 0:
        of += number <= now
    elif number != now:
        return unsaid
    return Point(placed(number, at, of), month=number, day=at, loose=True)


def _bare(found: Found, page: Page) -> Any:
    """A month or a day of it without a year: the nearest that the clause's tense allows, null where two would do."""
    number, at = found("m"), found("d") or 0
    if found.is_a("m", "amonth") and not at and not _leans(found, page):
        return None
    unsaid = Point(periods.unknown("day" if at else "month"), month=number, day=at, loose=True)
    if not page.published:
        return unsaid
    of, ago = page.published.year, _months_ago(page, number)
    if page.future(found):
        ahead = (number - page.published.month) % 12
        period = placed(number, at, of + (number < page.published.month))
        late = period.last is not None and period.last < page.published
        return unsaid if ahead > NEAR or late else unsaid._replace(period=period)
    if ago > NEAR:
        return unsaid
    period = placed(number, at, of - (number > page.published.month))
    early = at and period.first is not None and period.first > page.published
    return unsaid if early else unsaid._replace(period=period)


def _event(found: Found, page: Page) -> Any:
    """ثورة 25 يناير: a name."""
    return "" if page.before(found.start) in vetoes("event") else None


def _leans(found: Found, page: Page) -> bool:
    """Whether a month whose name is also another word has a preposition or a part before it: في مارس."""
    place = found.match.start()
    before = found.line.kinds[place - 1 : place] if place else ""
    return before != "" and before in _leaning()


@cache
def _leaning() -> str:
    kinds = "in during by since till between before after part from_on to and of l b last slash dash"
    return "".join(map(letter, kinds.split()))


def _with_weekday(found: Found, page: Page) -> Any:
    """الجمعة 13 مارس: the weekday settles the year where it is not said."""
    point: Point = found("p")
    if not (point.day and point.loose and page.published) or point.period.grain != "day":
        return point
    years = [page.published.year + shift for shift in (-1, 0, 1)]
    fits = [p for p in (periods.day(of, point.month, point.day) for of in years)
            if p.first and p.first.isoweekday() == found("w")]  # fmt: skip
    near = [p for p in fits if p.first and abs((p.first - page.published).days) < 183]
    return point._replace(period=near[0]) if len(near) == 1 else point


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
        b = end.period
        a = periods.on(b.first.replace(day=found("a"))) if b.first else periods.UNKNOWN
    return Point(periods.across(a, b), loose=True)


def _relative_month(found: Found, page: Page) -> Any:
    if not page.published:
        return Point(periods.unknown("month"), loose=True, years=0)
    month = _moved_month(page.published, found("s") or 0)
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
    if not page.published or not count or found.has("about"):
        return unit, None
    return unit, _offset(page.published, unit, -count)


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
    return Point(periods.week(page.published + 7 * (found("s") or 0) * DAY), loose=True)


def _now(_: Found, page: Page) -> Any:
    """حتى الآن."""
    return Point(periods.on(page.published) if page.published else periods.unknown("day"))


def _deictic(found: Found, page: Page) -> Any:
    """أمس, غدا; a weekday beside it must agree to a day, else which of them is meant is open."""
    return _near_day(found, page, found("d"))


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
    """الثلاثاء: the last one, or the next where the clause speaks of what is to come; الماضي and المقبل say which."""
    shift = found("s")
    if shift is None and page.before(found.start) in vetoes("weekday_noun"):
        return None
    if not page.published or shift == 0:
        return Point(periods.unknown("day"))
    ago = (page.published.isoweekday() - found("w")) % 7
    if shift == -1:
        day = page.published - (ago or 7) * DAY
    elif shift == 1:
        day = page.published + (7 - ago) * DAY
    elif page.future(found):
        day = page.published + (-ago % 7) * DAY
    else:
        day = page.published - ago * DAY
    return Point(periods.on(day), loose=True)


def _this_weekday(found: Found, page: Page) -> Any:
    """هذا السبت: today, or else the last or the next."""
    today = page.published and page.published.isoweekday() == found("w")
    return Point(periods.on(page.published) if page.published and today else periods.unknown("day"))


def _two_weekdays(found: Found, page: Page) -> Any:
    """يومي الأحد والاثنين الماضيين."""
    if not page.published or found("w2") != found("w") % 7 + 1:
        return Point(periods.UNKNOWN)
    coming = found("s") == 1 or page.future(found)
    ago = (page.published.isoweekday() - found("w2")) % 7
    last = page.published + (7 - ago if coming else -ago) * DAY
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
    if not page.published:
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
    return Point(found_period) if found_period.value else None


def _since(found: Found, page: Page) -> Any:
    """منذ 2014: to the document's date if that is known, else open."""
    point = _year_point(found("p"))
    if found.is_a("p", "year4") and page.after(found.stop) in vetoes("unit"):
        return None
    start = _first_day(point)
    if not start:
        return Point(periods.UNKNOWN)
    until = page.published if page.published and page.published >= start else None
    record = not vetoes("record").isdisjoint(page.clause(found.start)[-6:])
    return Point(periods.stretch(start, until), "since_record" if record else "since")


def _from_on(found: Found, page: Page) -> Any:
    """اعتبارا من 2025: open, whatever the document's date."""
    if found.is_a("p", "year4") and page.after(found.stop) in vetoes("unit"):
        return None
    start = _first_day(_year_point(found("p")))
    return Point(periods.stretch(start, None) if start else periods.UNKNOWN)


def _until(found: Found, page: Page) -> Any:
    """حتى نهاية 2025: open at its beginning."""
    point = _year_point(found("p"))
    if found.is_a("p", "year4") and page.after(found.stop) in vetoes("unit"):
        return None
    stop = _last_day(point)
    return Point(periods.stretch(None, stop) if stop else periods.UNKNOWN)


def _before(found: Found, page: Page) -> Any:
    """قبل 2020, up to the day before; قبل نهاية 2025, up to that end."""
    point = _year_point(found("p"))
    if found.is_a("p", "year4") and page.after(found.stop) in vetoes("unit"):
        return None
    if not point.period.first or point.part == "middle":
        return Point(periods.UNKNOWN)
    stop = point.period.last if point.part == "stop" else point.period.first - DAY
    return Point(periods.stretch(None, stop))


def _after(found: Found, page: Page) -> Any:
    point = _year_point(found("p"))
    if found.is_a("p", "year4") and page.after(found.stop) in vetoes("unit"):
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
        ("ordinal", "ord", "u=ordunit|v=ord_one|w=the_tens|x=ord_both", _sum("u", "v", "w", "x")),
        ("long_year", "year_words", "t=thousand (and? h=hundred)? (and? u=SMALL)?", _long_year),
        ("counted", "count", "u=SMALL", _sum("u")),
        ("the_counted", "the_count", "u=the_unit|v=the_ten", _sum("u", "v")),
        # times of the day
        ("clock", "hour", "clock_word CLOCK (and HOURS_END)? (zone_word other)?", _left_out),
        # dates in digits
        ("numeric_date", "P", "p=full_date ce?", _as_written),
        ("numeric_month", "P", "p=full_month", _as_written),
        # the Hijri calendar
        ("hijri_date", "P", "p=full_hijri ah?", _as_written),
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
        ("two_years", "Y", "r=years", _two_years),
        ("relative_year", "Y", "the_year twice=before s=past", _relative_year),
        ("relative_year", "Y", "the_year s=SHIFT", _relative_year),
        ("relative_year", "Y", "this the_year|the_year this", _relative_year),
        ("year_before", "Y", "the_year prior", _year_before),
        ("year_same", "Y", "the_year same|same_before the_year", _year_same),
        ("before_christ", "P", "(Y|sg_year (n|n_day)|the_century ord) bc", _not_known),
        ("hijri_century", "P", "the_century ord ah", _not_known),
        ("restated_year", "Y", "p=Y open y=year4 close", _restated),
        ("restated_year", "Y", "p=Y y=year4", _restated),
        ("decade", "P", "(w=DECADE_WORD of?)? d=decade ((of|in)? (l=last_century|the_century c=ord))?", _decade),
        ("century", "P", "the_century o=ord", _century),
        ("century", "P", "last_century", _last_century),
        ("century", "P", "the_century s=SHIFT", _century),
        ("century", "P", "this the_century", _century),
        ("year4", "year4", "y=year4 ce", _number),  # نهاية 2017م
        # names of months
        ("doubled", "month", "a=MONTH slash b=MONTH", _same_month),
        ("doubled", "month", "a=MONTH open b=MONTH close", _same_month),
        ("doubled", "month", "a=MONTH b=MONTH", _same_month),
        ("named", "month", "sg_month a=MONTH", _named_month),
        # days
        ("date", "P", "d=n_day (dash|slash) m=MONTH (dash|slash) y=year4", _dated),
        ("date", "P", f"{_DAY} of? m=MONTH comma? {_OF_YEAR} ce?", _dated),
        ("date", "P", f"d=DAY of? m=lmonth {_OF_YEAR} ce?", _dated),
        ("date", "P", "d=n_day m=emonth comma? y=year4", _dated),
        ("date", "P", "(m=MONTH|m2=emonth) d=n_day comma y=year4", _month_first),
        ("spaced_date", "P", "d=n_day (slash|dash) n=n_day (slash|dash) y=year4", _spaced_date),
        ("days", "P", f"(days_of|pl_day)? r=n_days of? m=MONTH {_OF_YEAR}?", _days_of_month),
        ("date_shift", "P", f"{_DAY} of? m=MONTH s=SHIFT", _shifted),
        ("day_of_month", "P", f"{_DAY} of the_month s=SHIFT", _day_of_month),
        ("day_of_month", "P", f"{_DAY} of this the_month", _day_of_month),
        ("event", "other", "DAY of? MONTH", _event),
        ("day_and_month", "P", f"{_DAY} of? m=MONTH", _bare),
        ("days", "P", "(days_of|pl_day) a=n_day and p=P", _days_of_month),
        ("days", "P", "a=n_day dash p=P", _days_of_month),
        ("weekday_and_date", "P", "sg_day? (w=weekday|eweekday) SHIFT? (comma|agreeing l?)? p=P", _with_weekday),
        ("weekday_and_date", "P", "sg_day? (w=weekday|eweekday) open p=P close", _with_weekday),
        ("day_and_date", "P", "(daypart of?)? this? sg_day? (the_day|deictic|sg_day) comma? p=P", _one_day),
        ("day_and_date", "P", "daypart of? p=P", _one_day),
        ("hijri_and_gregorian", "P", "a=P comma? said=agreeing l? sg_day? comma? b=P", _agreeing),
        ("hijri_and_gregorian", "P", "a=P open b=P close", _agreeing),
        ("hijri_and_gregorian", "P", "a=P (dash|slash|comma)? b=P", _agreeing),
        # months
        ("month_and_year", "P", f"m=MONTH comma? {_OF_YEAR} ce?", _dated),
        ("month_shift", "P", "m=MONTH s=SHIFT", _shifted),
        ("nth_month", "P", f"the_month o=ord {_OF_YEAR}", _nth_month),
        ("relative_month", "P", "the_month s=SHIFT", _relative_month),
        ("relative_month", "P", "this the_month", _relative_month),
        # quarters, halves, first months
        ("quarter", "P", f"(the_quarter|the_term) o=ORD {_OF_YEAR}", _quarter),
        ("quarter", "P", "the_quarter o=ORD s=SHIFT", _quarter),
        ("quarter", "P", "the_quarter o=ORD (?!of|l)", _quarter),
        ("half", "P", f"the_half o=ORD {_OF_YEAR}", _half),
        ("half", "P", "the_half o=ORD s=SHIFT", _half),
        ("half", "P", "the_half o=ORD (?!of|l)", _half),
        ("relative_quarter", "P", "the_quarter s=SHIFT", _relative_quarter),
        ("relative_quarter", "P", "this the_quarter", _relative_quarter),
        ("relative_half", "P", "the_half s=SHIFT", _relative_half),
        ("first_months", "P", f"the_pl_month al? c=THE_COUNT o=ord {_OF_YEAR}?", _first_months),
        ("first_months", "P", f"al? (c=THE_COUNT|c2=count) pl_month o=ord {_OF_YEAR}?", _first_months),
        ("first_months", "P", f"first c=COUNT (sg_month|pl_month|months_of) {_OF_YEAR}?", _first_months),
        ("first_months", "P", f"(first dual_month|the_dual_month o=ord) {_OF_YEAR}?", _first_months),
        # days of the week, today
        ("two_weekdays", "P", "(days_of|pl_day) w=weekday and w2=weekday s=SHIFT?", _two_weekdays),
        ("deictic", "P", "(daypart of?)? sg_day? d=deictic (comma? sg_day? w=weekday)?", _deictic),
        ("today", "P", "(daypart of?)? this? the_day comma? w=weekday", _today),
        ("weekday_shift", "P", "(daypart of?)? sg_day? w=weekday daypart? s=SHIFT", _weekday),
        ("weekday", "P", "this sg_day? w=weekday", _this_weekday),
        ("weekday", "P", "(daypart of?)? sg_day? w=weekday", _weekday),
        ("session_before", "P", "IN? session_before", _session_before),
        ("today", "P", "daypart of? the_day", _today),
        ("today", "P", "(?<!in)(?<!this)(?<!b)the_day", _today),
        ("clock_day", "P", "by hour of? p=P", _inner),
        ("clock_day", "P", "by hour", _session),
        ("now", "P", "now", _now),
        # the same stretch of another year
        ("same_period", "P", f"SHAPE same {_OF_YEAR}", _same_period),
        ("same_period", "P", f"same_before SHAPE {_OF_YEAR}", _same_period),
        ("same_period", "P", "SHAPE same of? before year_ago=sg_year", _same_period),
        # counted from the document's date
        ("last_some", "P", "u=THE_PLURAL (al? c=THE_COUNT|few)? s=SHIFTS", _last_some),
        ("last_some", "P", "al? (c=THE_COUNT|c2=ord|c3=n) u=SOME s=SHIFTS", _last_some),
        ("last_some", "P", "u2=THE_DUAL s=SHIFTS", _last_some),
        ("last_some", "P", "last (c=COUNT u=SOME|u2=DUAL)", _last_some),
        ("ago", "P", f"before {_COUNTED} (?!of)", _ago),
        ("since_ago", "P", f"since {_COUNTED}", _since_ago),
        ("hence", "P", f"after {_COUNTED} (?!of)", _hence),
        ("lasting", "P", "during about? (COUNT SOME|DUAL|few? PLURAL few?)", _lasting),
        ("relative_week", "P", "the_week s=SHIFT", _relative_week),
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
        ("bare_month", "M", "m=MONTH", _bare),
        ("part", "P", "(part=part|last) of? p=POINT", _with_part),
        ("part_of_now", "P", "(part=part|last) (y=the_year|m=the_month|w=the_week) (?!same|prior|school|fiscal)",
         _part_of_now),
        # intervals
        ("between", "P", "between (years_of|months_of|days_of|the_pl_year)? a=POINT and b=POINT", _interval),
        ("between", "P", "between days_of? n=n_day and b=P", _interval),
        ("from_to", "P", "of a=POINT and? (to|till) b=POINT", _interval),
        ("from_to", "P", "of n=n_day and? (to|till) b=P", _interval),
        ("from_to", "P", "since a=POINT and? till b=POINT", _interval),
        ("dash", "P", "a=POINT dash=dash b=POINT", _interval),
        ("two_years", "Y", "years_of a=YEAR and b=YEAR", _listed_years),
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
