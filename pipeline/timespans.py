"""Rules that read parts of years, stretches from the document's date, and intervals: منذ 2014, قبل شهرين."""

from collections.abc import Callable
from datetime import date

from pipeline import periods
from pipeline.periods import DAY, Period
from pipeline.phrases import Found, letter, letters
from pipeline.timepage import Page, begins, definite
from pipeline.timepoints import (
    NEAR,
    NOT_ONE_YEAR,
    Point,
    counts,
    described,
    placed,
    same_month_day,
    steps,
    year_counts,
    year_of,
    year_point,
)
from pipeline.timewords import vetoes

FRESH = 190  # days: a quarter without a year is one that ended no longer ago
_LONG = ("decade", "century")


def season(found: Found, _: Page) -> Point | None:
    """الصيف الماضي: its months differ; الربيع and الصيف are names of Libyan months too."""
    month = found("x") or found("y")
    return Point(periods.UNKNOWN) if month in (None, 3, 6) else None


def season_of_year(found: Found, page: Page) -> Point | None:
    """صيف 2004: in that year, though it does not tell on which day an interval begins or ends; شتاء is of two years."""
    of, _ = year_of(found, page)
    if found.has("winter"):
        return Point(periods.UNKNOWN)
    return Point(periods.year(of) if of else periods.UNKNOWN, part="middle")


# quarters, halves, and the first months of a year


def quarter(found: Found, page: Page) -> Point | None:
    """الربع الثالث من 2025."""
    return _fraction(found, page, 4, periods.quarter, "quarter")


def half(found: Found, page: Page) -> Point | None:
    """النصف الأول من العام."""
    return _fraction(found, page, 2, periods.half, "half")


def third(found: Found, page: Page) -> Point | None:
    """الثلث الأول من 2024."""
    return _fraction(found, page, 3, periods.third, "span")


def part_of_many(found: Found, _: Page) -> Point | None:
    """النصف الثاني من القرن الماضي, النصف الأول من التسعينيات, الثلث الأول من مايو: of whole years, or whole days."""
    of, parts = found("c"), {"the_half": 2, "the_third": 3, "the_quarter": 4}[found.kind("u")]
    number, years = parts if found("o") == -1 else found("o"), _YEARS.get(of.period.grain)
    if number not in range(1, parts + 1) or of.period.grain in ("day", "week"):
        return None
    if not of.period.first or of.part:
        return Point(periods.UNKNOWN)
    if years and years % parts == 0:
        months = 12 * years // parts
        return Point(periods.months_from(periods.later(of.period.first, months * (number - 1)), months, "span"))
    if of.period.grain == "month" and 30 % parts == 0:
        days = 30 // parts
        first = of.period.first + (number - 1) * days * DAY
        last = of.period.last if number == parts else first + (days - 1) * DAY
        return Point(periods.stretch(first, last), loose=of.loose)
    return Point(periods.UNKNOWN)


_YEARS = {"century": 100, "decade": 10}


def edge_day(found: Found, _: Page) -> Point | None:
    """أول يوم من يناير 2025, اليوم الأخير من العام; not of a week, which begins on another day from land to land."""
    return None if found("p").period.grain == "day" else _nth_day(found, 1, 0, 0)


def nth_weekday(found: Found, _: Page) -> Point | None:
    """ثالث ثلاثاء من مايو 2025, الجمعة الأولى من مايو, آخر جمعة من رمضان 1446."""
    first, last = found("p").period.first, found("p").period.last
    if found("p").period.grain == "day":
        return None
    number = 7 if found.has("sunday") else found("w")
    after, before = (first.isoweekday() if first else 0), (last.isoweekday() if last else 0)
    return _nth_day(found, 7, (number - after) % 7, (before - number) % 7)


def _nth_day(found: Found, step: int, after: int, before: int) -> Point:
    """The day that a phrase counts in a month or a year: `after` days from its start, or `before` from its end."""
    of: Point = found("p")
    first, last = of.period.first, of.period.last
    whole = of.period.grain in periods.LENGTHS or of.rule.startswith("hijri")
    if of.part or not whole or not first or not last:
        return Point(periods.unknown("day"))
    number = found("n") or found("n2")
    day = first + (after + step * (number - 1)) * DAY if number else last - before * DAY
    return Point(periods.on(day) if day <= last else periods.unknown("day"), loose=of.loose)


def some_of_many(found: Found, _: Page) -> Point | None:
    """الأسبوع الأول من مايو, العقود الأولى من القرن العشرين: from which day to which is not told."""
    return Point(periods.UNKNOWN) if found("c").period.grain != "day" else None


def _fraction(found: Found, page: Page, count: int, made: Callable[[int, int], Period], grain: str) -> Point | None:
    """One of `count` parts of a year (الربع الثالث من 2025), without a value where nothing tells the year."""
    number = count if found("o") == -1 else found("o")
    if not 1 <= number <= count or page.after(page.skipped(found.stop)) in vetoes("in_a_row"):
        return None
    of, said = year_of(found, page)
    unsaid = Point(periods.unknown(grain), _of_which(said))
    if year_counts(found, page):  # في الربع الأول 2000 وحدة
        return unsaid
    if found.has("o2"):
        follow = of and found("o2") == number + 1 <= count
        return Point(periods.across(made(number, of), made(number + 1, of)) if of and follow else periods.UNKNOWN)
    if said is None:
        alone = unsaid._replace(month=12 // count * (number - 1) + 1)
        future = page.future(found) or page.expected(found.start)
        return _without_year(alone, made, number, found("s"), page, future)
    if said.period.grain == "fiscal_days" and said.period.first:
        months = 12 // count
        return Point(periods.months_from(periods.later(said.period.first, months * (number - 1)), months, "span"))
    return Point(made(number, of), loose=said.loose) if of else unsaid


def _of_which(said: Point | None) -> str:
    """The rule by which a part is not known of a year that may begin on any day: السنة المالية 2025, موسم 2024."""
    return f"part_of_{said.rule}" if said and (said.part or said.period.grain == "fiscal") else ""


def _without_year(
    alone: Point, made: Callable[[int, int], Period], number: int, shift: int | None, page: Page, future: bool
) -> Point:
    """The quarter or half that is meant where no year is said: one that has ended within half a year.

    With الماضي it is the last that has ended, with المقبل the next, with الجاري the one that runs. Without the
    document's date it is that which the text has named.
    """
    if not page.published:
        return alone._replace(like="named") if shift == -1 or (shift is None and not future) else alone
    this, former, coming = (made(number, page.published.year + step) for step in (0, -1, 1))
    if not this.first or not this.last or (shift is None and future):
        return alone
    ended = this if this.last < page.published else former
    fresh = ended.last is not None and (page.published - ended.last).days < FRESH
    meant = {
        0: this if this.first <= page.published <= this.last else None,
        1: this if this.first > page.published else coming,
        -1: ended,
        None: ended if fresh else None,
    }[shift]
    return Point(meant, loose=True) if meant else alone


def relative_quarter(found: Found, page: Page) -> Point | None:
    """الربع الحالي."""
    if not page.published:
        return Point(periods.unknown("quarter"))
    at = periods.later(page.published, 3 * (found("s") or 0))
    return Point(periods.quarter((at.month + 2) // 3, at.year), loose=True)


def relative_half(found: Found, page: Page) -> Point | None:
    """النصف الماضي."""
    if not page.published:
        return Point(periods.unknown("half"))
    at = periods.later(page.published.replace(day=1), 6 * (found("s") or 0))
    return Point(periods.half((at.month + 5) // 6, at.year), loose=True)


def first_months(found: Found, page: Page) -> Point | None:
    """الأشهر التسعة الأولى من 2024, أول شهرين من العام."""
    count = found("c") or found("c2") or 2
    if found.has("o") and found("o") != 1:
        return None
    if _of_another(found, "") or _after_an_event(found, page):  # الأشهر التسعة الأولى من الحمل
        return Point(periods.UNKNOWN)
    of, said = year_of(found, page)
    unsaid = Point(periods.UNKNOWN, _of_which(said))
    if not 1 <= count <= 12 or unsaid.rule:
        return unsaid
    if said is not None and said.period.grain == "fiscal_days" and said.period.first:
        return Point(periods.months_from(said.period.first, count, "span"))
    if said is None and page.published and not page.future(found):
        # الأشهر التسعة الأولى alone: those that have gone by lately
        fresh = (page.published.month - 1 - count) % 12 < NEAR
        of = page.published.year - (count > page.published.month) if fresh else None
    if of is None:
        return unsaid
    return Point(periods.stretch(date(of, 1, 1), periods.month(count, of).last), loose=not said or said.loose)


def months_gone(found: Found, page: Page) -> Point | None:
    """في 9 أشهر من 2023, أرباح 9 أشهر 2023: the first of them, if they have gone by.

    Where no word of results tells, only so many as are reported on, or of the year that runs: في أربعة أشهر من العام
    الماضي can be others; and so can two, and those behind no في: قضى 9 أشهر من 2023 في السجن.
    """
    count, results = found("c"), begins(page.words_before(found.start)[-_RESULTS:], "paid_for")
    within = page.beside(found.start) in vetoes("within") or found.ahead(found.match.start()) == letter("l")
    of, _ = year_of(found, page)
    reported = count % 3 == 0 or bool(page.published and of == page.published.year)
    if count <= 2 or not (results or (within and reported and found.has("of"))) or year_counts(found, page):
        return None
    point = first_months(found, page)
    last = point.period.last if point else None
    return Point(periods.UNKNOWN) if last and page.published and last > page.published else point


_RESULTS = 6  # words before 9 أشهر من 2023 in which one of results can stand


def _of_another(found: Found, kinds: str) -> bool:
    """Whether a stretch without a year is one of something else that follows: من الحمل, من حكمه; or of these kinds."""
    stop = found.match.end()
    if found.has("y") or found.has("now") or found.line.kinds[stop : stop + 1] != letter("of"):
        return False
    follows = found.line.kinds[stop + 1 : stop + 2]
    return not kinds or (follows != "" and follows in letters(kinds))


def _after_an_event(found: Found, page: Page) -> bool:
    # الأشهر الثلاثة الأولى بعد الجراحة
    return not (found.has("y") or found.has("now")) and page.after(found.stop) in vetoes("upon")


def last_months(found: Found, page: Page) -> Point | None:
    """الأشهر الثلاثة الأخيرة من 2024, آخر شهرين من العام الماضي."""
    of, said = year_of(found, page)
    count = found("c") or found("c2") or 2
    if not of or not 1 <= count <= 12 or (said is not None and said.period.grain in NOT_ONE_YEAR):
        return Point(periods.UNKNOWN, _of_which(said))
    return Point(periods.stretch(date(of, 13 - count, 1), date(of, 12, 31)), loose=bool(said and said.loose))


_MONTHS = {"the_year": 12, "Y": 12, "the_half": 6, "the_quarter": 3, "the_trimester": 3, "the_term": 3,
           "the_dual_month": 2, "the_month": 1}  # fmt: skip


def ended(found: Found, _: Page) -> Point | None:
    """السنة المنتهية في 30 يونيو 2017, الأشهر الثلاثة المنتهية في مارس: so long, up to that day."""
    said = found("u") if found.is_a("u", "Y P") else Point(periods.UNKNOWN)
    last = _end(found)
    if said.period.grain == "fiscal_days":  # السنة المالية 2023-2024 المنتهية في مارس
        return Point(said.period if last in (None, said.period.last) else periods.UNKNOWN)
    if not last:
        return Point(periods.UNKNOWN)
    if found.is_a("u", "the_week"):
        day = found("p").period.grain == "day"
        return Point(periods.stretch(last - 6 * DAY, last) if day else periods.UNKNOWN)
    count = found("c") or found("c2") or found("c3") or _length(found, said)
    if not count or not 1 <= count <= 60 or _outside(last, said):
        return Point(periods.UNKNOWN)
    return Point(periods.months_to(last, count))


def months_until(found: Found, page: Page) -> Point | None:
    """لستة أشهر حتى 30 يونيو 2024: so long, up to the last day of a month; where only a month is named, it is open."""
    last = _end(found)
    told = found.has("part") or found("p").period.grain == "day"
    return ended(found, page) if last and told and (last + DAY).day == 1 else None


def _end(found: Found) -> date | None:
    """The day on which something ends: in 30 يونيو 2017, يونيو 2017 or نهاية يونيو 2017."""
    end: Point = found("p")
    whole = found("part") in (None, "stop") and not end.part and end.period.grain in ("day", "month")
    return end.period.last if whole else None


_BEGINNINGS = (1, 4, 7)  # months in which most fiscal years begin that are told of by halves


def part_of_ended(found: Found, _: Page) -> Point:
    """النصف الأول من السنة المالية المنتهية في مارس 2023: of the year that ends then.

    المنتهي can as well be said of a part of its gender, النصف الأول من العام المالي المنتهي في سبتمبر: that is so
    where the part of the calendar year ends then; of a fiscal year it is not known, unless both are the same, or
    where a year with such a part would begin in a month in which few begin.
    """
    of_months = not found.has("u")
    months = found("c") if of_months else 6 if found.is_a("u", "the_half") else 3
    number = 12 // months if found("o") == -1 else found("o") or 1
    last = _end(found)
    if not last or found("first") not in (None, 1) or not 0 < months * number <= 12:
        return Point(periods.UNKNOWN)
    year, part = periods.months_to(last, 12), periods.months_to(last, months)
    if not year.first or not part.first:
        return Point(periods.UNKNOWN)
    of_year = periods.months_from(periods.later(year.first, months * (number - 1)), months, "span")
    if year.grain == "year":
        of_year = _named_part(of_year, months)
    begins = periods.later(part.first, -months * (number - 1)).month
    either = found("e") == ("she" if of_months else "he") and part.first != of_year.first
    if not either or (begins != 1 and not found.has("f")):
        return Point(of_year)
    if not found.has("f"):
        return Point(part)
    return Point(periods.UNKNOWN if months == 3 or begins in _BEGINNINGS else of_year)


def _named_part(period: Period, months: int) -> Period:
    """Those months of a calendar year by their own name, if they have one."""
    return periods.months_to(period.last, months) if period.last else period


def _length(found: Found, said: Point) -> int | None:
    """How many months what ends lasts."""
    if not found.is_a("u", "P"):
        return _MONTHS.get(found.kind("u"))
    return periods.LENGTHS[said.period.grain] if said.period.grain in ("half", "quarter") else None


def _outside(day: date, said: Point) -> bool:
    """Whether a day lies outside what is said to end on it: العام المالي 2018 المنتهي في مارس 2019."""
    first, last = said.period.first, said.period.last
    return bool(first and last and not said.loose and not first <= day <= last)


# stretches counted from the document's date


def _offset(when: date, unit: str, count: int) -> date | None:
    """The day `count` units after `when`."""
    if abs(count) > 10_000:
        return None
    if unit in ("day", "week"):
        return when + count * (7 if unit == "week" else 1) * DAY
    months = count * {"year": 12, "decade": 120}.get(unit, 1)
    return periods.later(when, months) if 1 < when.year + months // 12 < 9000 else None


def _unit(found: Found, part: str) -> str:
    """The unit of time that a part counts, from the tail of its kind."""
    units = {"years": "year", "months": "month", "days": "day"}
    kind = found.kind(part).removesuffix("_of").rsplit("_", 1)[-1]
    return units.get(kind, kind)


def _counted(found: Found) -> tuple[str, int | None]:
    """Unit and count of قبل ثلاثة أشهر, قبل شهرين, قبل عام; no count in قبل أيام, قبل نحو ثلاثة أشهر."""
    for part, count in (("u2", 2), ("u1", 1), ("up", None)):
        if found.has(part):
            return _unit(found, part), count
    return _unit(found, "u"), found("c")


def ago(found: Found, page: Page) -> Point | None:
    """قبل ثلاثة أشهر; مقابل 13 مليارا قبل عام is of what the sum is held against, a year earlier."""
    unit, at = _counted_back(found, page)
    if found.has("u1") and unit == "year" and page.held_against(found.start) and not _inexact(found, page):
        return Point(periods.unknown("year"), like="earlier", years=-1)
    return Point(_round(at, unit) if at else periods.unknown(unit), loose=True)


def _counted_back(found: Found, page: Page) -> tuple[str, date | None]:
    """The unit, and the day that lies so many of it before the document's date."""
    unit, count = _counted(found)
    if not page.published or not count or unit == "decade" or found.has("about") or _inexact(found, page):
        return unit, None
    return unit, _offset(page.published, unit, -count)


def _inexact(found: Found, page: Page) -> bool:
    """Whether what follows a count of days or years makes it another one, or one from an event.

    قبل عام ونصف, قبل شهرين أو ثلاثة, قبل يوم واحد من الانتخابات, قبل شهر على موعدها; قبل يوم الاقتراع.
    """
    stop = found.stop
    while page.after(stop) in vetoes("exactly"):
        stop = page.skipped(stop)
    follows, adverb = page.after(stop), stop > found.stop
    least = follows == "علي" and (found.has("back") or page.after(page.skipped(stop)) == "الاقل")
    if least or found.has("more") or follows in vetoes("inexact") or (adverb and follows == "من"):
        return True
    return found.has("u1") and not adverb and not _goes_on(follows)


def _goes_on(word: str) -> bool:
    # قبل عام في, قبل عام أعلنت; not قبل يوم عرفة
    adverb = word.endswith("ا") and not word.endswith(("ها", "نا"))  # منذ أسبوع احتجاجا
    verb = word.endswith("ت") and not definite(word)
    known = word in vetoes("after_counted") or word in vetoes("edge")
    return not word or known or verb or adverb or word.startswith(("وال", "لل"))


def hence(found: Found, _: Page) -> Point | None:
    """بعد شهرين counts from what the sentence speaks of, so its value stays null."""
    return Point(periods.unknown(_counted(found)[0]))


def from_now(found: Found, page: Page) -> Point | None:
    """قبل شهر من الآن, بعد أسبوعين من الآن."""
    unit, count = _counted(found)
    if found.has("today") and found("today").rule != "today":
        return None
    if not page.published or not count or unit == "decade" or found.has("about") or found.has("more"):
        return Point(periods.unknown(unit))
    at = _offset(page.published, unit, count if found.has("on") else -count)
    return Point(_round(at, unit) if at else periods.unknown(unit), loose=True)


def _round(at: date, unit: str) -> Period:
    if unit == "year":
        return periods.year(at.year)
    if unit == "month":
        return periods.month(at.month, at.year)
    return periods.week(at) if unit == "week" else periods.on(at)


def since_ago(found: Found, page: Page) -> Point | None:
    """منذ عامين."""
    at = _counted_back(found, page)[1]
    return Point(periods.stretch(at, page.published) if at else periods.UNKNOWN)


def last_some(found: Found, page: Page) -> Point | None:
    """الأشهر الثلاثة الماضية, السنوات الخمس المقبلة, آخر عامين, العامين الماضيين."""
    unit, count = _unit(found, "u2" if found.has("u2") else "u"), found("c") or found("c2") or found("c3")
    if found.has("u2"):
        count = 2
    past = not found.is_a("s", "ord_last last_both") and found.has("s")
    if _of_another(found, "year4 the_year" if past else ""):  # الأسابيع الثلاثة الأخيرة من المعرض
        return Point(periods.UNKNOWN)
    shift = found("s") or -1
    at = _offset(page.published, unit, shift * count) if page.published and count else None
    if not at or not page.published:
        return Point(periods.UNKNOWN)
    return Point(periods.stretch(min(at, page.published), max(at, page.published)), loose=True)


def relative_week(found: Found, page: Page) -> Point | None:
    """الأسبوع الماضي, هذا الأسبوع."""
    if not page.published:
        return Point(periods.unknown("week"))
    return Point(periods.week(page.published + 7 * steps(found) * DAY), loose=True)


# the same stretch of another year


def same_period(found: Found, page: Page) -> Point | None:
    """الفترة نفسها من العام الماضي."""
    if found.is_a("shape", "the_day"):  # اليوم نفسه من السنة الماضية
        return Point(periods.UNKNOWN)
    if found.has("year_ago"):  # الفترة نفسها قبل عام
        return Point(periods.UNKNOWN, like="same", years=-1)
    of, said = year_of(found, page)
    if said and said.rule == "two_years" and said.period.grain == "span":  # الفترة المناظرة لها 1998-2004
        return said
    if found.is_a("shape", "the_month") and said and said.like == "year" and not said.years:  # الشهر نفسه من العام نفسه
        return Point(periods.unknown("month"), like="month")
    return Point(periods.UNKNOWN, like="same", of=of or 0, years=said.years if said else 0)


# parts, prepositions, intervals


def inner(found: Found, _: Page) -> Point | None:
    """في مارس: the phrase behind a preposition."""
    return year_point(found("p"))


def with_part(found: Found, _: Page) -> Point | None:
    """نهاية 2025."""
    point = year_point(found("p"))
    return point._replace(part=point.part or found("part") or "")


def part_of_now(found: Found, page: Page) -> Point | None:
    """نهاية العام, مطلع الشهر: of the one that runs."""
    part = found("part") or ("start" if found.has("f") else "")
    if any(found.has(unit) and described(found, unit, page) for unit in "ymw"):
        return Point(periods.UNKNOWN, part=part)
    if found.has("y") and page.year:
        return Point(periods.year(page.year), part=part, loose=True)
    if not page.published:
        return Point(periods.UNKNOWN, part=part)
    if found.has("m"):
        return Point(periods.month(page.published.month, page.published.year), part=part, loose=True)
    return Point(periods.week(page.published) if part in ("start", "early") else periods.UNKNOWN, part=part)


def _first_day(point: Point) -> date | None:
    """Where an interval from this phrase begins; not known if it is from the middle of something, or from أواخر."""
    if point.part in ("middle", "late") or (point.part and point.period.grain in _LONG):
        return None
    return point.period.last if point.part == "stop" else point.period.first


def _last_day(point: Point) -> date | None:
    if point.part in ("middle", "early") or (point.part and point.period.grain in _LONG):
        return None
    return point.period.first if point.part == "start" else point.period.last


def _completed(a: Point, b: Point) -> tuple[Point, Point]:
    """Both ends with a year where one of them says it: من يناير إلى مارس 2024; with a month: إلى 20 من الشهر نفسه."""
    if b.like == "month" and a.month and a.period.first and a.period.grain in ("month", "day"):
        return a, b._replace(period=placed(a.month, b.day, a.period.first.year), like="")
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


def interval(found: Found, page: Page) -> Point | None:
    """بين 2020 و2024, من يناير إلى مارس 2024, من 5 إلى 7 مارس."""
    first, second = found("a"), found("b")
    if any(isinstance(end, Point) and end.rule == "days" for end in (first, second)):  # من 5 و6 يونيو إلى 9 يوليو
        return Point(periods.UNKNOWN)
    if found.is_a("b", "year4") and page.counted(found.stop):
        return None
    b = year_point(second)
    if found.has("n"):  # من 5 إلى 7 مارس
        if not b.day or b.period.grain != "day":
            return None
        a = Point(same_month_day(b, found("n")))
    else:
        a = year_point(first)
        if "fiscal" in (a.period.grain, b.period.grain) and a.period.grain != b.period.grain:
            return None
        a, b = _completed(a, b)
    start, stop = _first_day(a), _last_day(b)
    if start and stop and a.rule == "weekday" and (stop - start).days >= 7:  # من السبت حتى الثلاثاء المقبل
        start += (stop - start).days // 7 * 7 * DAY
    if not start or not stop:
        return None if found.has("dash") else Point(periods.UNKNOWN)
    period = periods.stretch(start, stop)
    weekdays = a.rule == b.rule == "weekday"  # من الاثنين إلى الجمعة: of two weeks, as each is read by itself
    return Point(period) if period.value or weekdays else None


def year_to_year(found: Found, page: Page) -> Point | None:
    """أوائل عام 1986 لغاية 2007, no من before it; other lengths stay two: في مارس حتى 2015."""
    first, second = (year_point(found(end)).period for end in "ab")
    rising = first.first and second.first and first.first < second.first
    return interval(found, page) if rising and first.grain == second.grain == "year" else None


def since(found: Found, page: Page) -> Point | None:
    """منذ 2014: to the document's date if that is known, else open."""
    point = year_point(found("p"))
    if counts(found, "p", page):
        return None
    start = _first_day(point)
    if not start:
        return Point(periods.UNKNOWN)
    last = page.published if page.published and page.published >= start else None
    record = not vetoes("record").isdisjoint(page.clause(found.start)[-6:])
    return Point(periods.stretch(start, last), "since_record" if record else "since")


def from_on(found: Found, page: Page) -> Point | None:
    """اعتبارا من 2025: open, whatever the document's date."""
    if counts(found, "p", page):
        return None
    start = _first_day(year_point(found("p")))
    return Point(periods.stretch(start, None) if start else periods.UNKNOWN)


def until(found: Found, page: Page) -> Point | None:
    """حتى نهاية 2025: open at its beginning."""
    point = year_point(found("p"))
    if counts(found, "p", page):
        return None
    if point.like == "month":  # حتى 20 من الشهر نفسه
        return point._replace(rule="")
    stop = _last_day(point)
    return Point(periods.stretch(None, stop) if stop else periods.UNKNOWN)


def up_to_end(found: Found, page: Page) -> Point | None:
    """إلى متم شتنبر 2025, as حتى has it; not of what goes back to then, or is put off: يعود إلى نهاية 2018."""
    return until(found, page) if found("p").part == "stop" and not page.goes_to(found.start) else None


def before(found: Found, page: Page) -> Point | None:
    """قبل 2020, up to the day before; قبل نهاية 2025, up to that end."""
    point = year_point(found("p"))
    if counts(found, "p", page):
        return None
    if not point.period.first or point.part == "middle":
        return Point(periods.UNKNOWN)
    stop = point.period.last if point.part in ("stop", "late") else point.period.first - DAY
    return Point(periods.stretch(None, stop))


def after(found: Found, page: Page) -> Point | None:
    """بعد 2020, from the next day on; بعد مطلع 2020, from its first; للمرة الثانية بعد 2020, in it."""
    point = year_point(found("p"))
    if counts(found, "p", page):
        return None
    if point.period.grain == "year" and page.again(found.start):
        return point
    if point.period.grain == "year" and page.nth(found.start):  # ثاني فرع بعد 2015
        return Point(periods.UNKNOWN)
    if not point.period.last or point.part == "middle":
        return Point(periods.UNKNOWN)
    start = point.period.first if point.part in ("start", "early") else point.period.last + DAY
    return Point(periods.stretch(start, None))
