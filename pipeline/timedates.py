"""Rules that read months and days of both calendars: 12 مارس 2024, يوليو الماضي, رمضان 1445."""

import re
from datetime import date
from functools import cache
from itertools import pairwise

from pipeline import lexicon, periods
from pipeline.periods import MONTHS, Period
from pipeline.phrases import Found, letter, letters
from pipeline.timepage import Page
from pipeline.timepoints import NEAR, NOT_ONE_YEAR, ROUND, Point, placed, same_month_day, steps, year_counts, year_of
from pipeline.timewords import folded, joined_vetoes, vetoes

FAR = 300  # days: how far a date without a year may be from the document's
LIBYAN_REVOLUTION = 9  # the month that Libya named after the first of it: الفاتح من سبتمبر
UNSIGNED = date(2026, 1, 1)  # a date that is later by the Hijri calendar, and has no sign of it, is of our own


def same_month(found: Found, _: Page) -> int | None:
    """مارس/آذار: two names of one month."""
    return found("a") if found("a") == found("b") else None


def two_months(found: Found, page: Page) -> Point | None:
    """مايو/يونيو 2014: of two months that follow on each other, both; else which of them is meant is open.

    أكتوبر/تشرين الثاني, one by each naming, should be one month, and which is an error is open.
    """
    if year_counts(found, page):
        return None
    of, said = year_of(found, page)
    glossed = len({_levantine(found, part, page) for part in "ab"}) == 2
    if (said is not None and said.period.grain in NOT_ONE_YEAR) or of is None or glossed:
        return Point(periods.UNKNOWN)
    if found("b") != found("a") + 1:
        return Point(periods.UNKNOWN)
    return Point(periods.across(*(periods.month(found(part), of) for part in "ab")), loose=not said or said.loose)


def _levantine(found: Found, part: str, page: Page) -> bool:
    """Whether a month has its Levantine name: تشرين الثاني."""
    place = found.match.start(part)
    return page.text[found.line.starts[place] : found.line.stops[place]].endswith(_levantine_names())


@cache
def _levantine_names() -> tuple[str, ...]:
    return tuple(folded(row["name"]) for row in lexicon.rows("months") if row["naming"].startswith("Levant"))


def first_day(found: Found, _: Page) -> int | None:
    """الفاتح نوفمبر: the first of it, though الفاتح by itself is the month in which Libya had its revolution."""
    return 1 if found("d") == LIBYAN_REVOLUTION else None


def named_month(found: Found, _: Page) -> int | None:
    """شهر مارس."""
    return found("a")


def as_written(found: Found, page: Page) -> Point | None:
    """12/03/2024, 2024-03."""
    if page.counted(found.stop):
        return None
    period = found("p")
    if found.is_a("p", "full_hijri") and not found.has("sign") and period.first > (page.published or UNSIGNED):
        return Point(periods.unknown("day"))  # 29/5/1453
    return Point(period, hijri=found.is_a("p", "full_hijri"))


def law(found: Found, page: Page) -> str | None:
    """القانون رقم 12/2023, ط.2/2019, م./2/2012: a number."""
    numbered = page.before(found.start) in vetoes("numbered") or page.text[max(0, found.start - 1)] == "/"
    return "" if numbered else None


def month_first(found: Found, _: Page) -> Point | None:
    """March 12, 2024."""
    number = found("m") or found("m2")
    return Point(periods.day(found("y"), number, found("d")), month=number, day=found("d"))


def spaced_date(found: Found, page: Page) -> Point | None:
    """12 / 3 / 2024, 2024 / 3 / 12, 12 -3-2024; not with two signs, 2 - 6/2024, which can be from month to month."""
    if found.has("p"):
        return _spaced_month(found, page)
    at, number, of = found("d"), found("n"), found("first") or found("y")
    if number > 12 >= at and not found.has("first"):
        at, number = number, at
    return Point(periods.day(of, number, at), month=number, day=at)


def _spaced_month(found: Found, page: Page) -> Point | None:
    if page.before(found.start) in vetoes("numbered"):
        return None
    at, first = found("d"), found("p").first
    sign, place = page.text[found.line.starts[found.match.start("s")]], found.line.starts[found.match.start("p")]
    if sign not in page.text[place : found.stop]:
        return Point(periods.unknown("day"))
    return Point(periods.day(first.year, first.month, at), month=first.month, day=at)


def _no_day(found: Found, page: Page) -> bool:
    """Whether what stands before a month is no day of it, but numbers another thing: الثلث الأول من مايو, كوب 28."""
    if found.is_a("d", "first"):  # أول من مارس العنف
        return found.line.kinds[found.match.start("d") + 1] == letter("of")
    if found.is_a("d", "n_day"):
        start = found.line.starts[found.match.start("d")]
        named = found.ahead(found.match.start("d"), 2) == letter("other") + letter("dash")
        named = named and _NUMBERED.search(page.text, max(0, start - 30), start) is not None
        return named or page.beside(start) in vetoes("numbered_name")
    return found.is_a("d", "ord") and _is_of_noun(found, page)


def _is_of_noun(found: Found, page: Page) -> bool:
    """Whether an ordinal before a month numbers the noun before it: الثلث الأول من مايو, البابا ليو الرابع عشر مايو."""
    place = found.match.start("d")
    followed = found.line.kinds[place + 1] == letter("of")
    while found.ahead(place, 2) == letter("ord") + letter("and"):  # الأول والثاني من مايو
        place -= 2
    before, beside = found.ahead(place), page.beside(found.line.starts[place])
    if before in ("", *_leaning(), *letters("weekday sg_day the_day days_of this")):
        return False
    return not followed or beside.startswith(("ال", "لل")) or beside.endswith(_OWNED)


_OBJECT = re.compile(r"(?!.*(?:وا|[هن]ا)$)\w{2,}ا")  # an indefinite noun: نشاطا, دورا
_NUMBERED = re.compile(r"[^\W\d_]-$")  # كوفيد-19
_OWNED = ("ه", "ها", "هم", "نا")  # زيارته, whose ordinal is no day


def dated(found: Found, page: Page) -> Point | None:
    """A day or a month with its year."""
    if _no_day(found, page):
        return None
    number, at = found("m"), found("d") or 0
    if year_counts(found, page):
        sure = found("y") % ROUND == 0 and page.counted(found.stop)  # في مارس 2050 إصابة
        if at and found("y") % ROUND:
            return Point(periods.day(found("y"), number, at), month=number, day=at)
        return None if sure else _unplaced(number, at)
    of, said = year_of(found, page)
    if said is not None and said.period.grain in NOT_ONE_YEAR:
        return None
    if of is None:
        return _pointing(_unplaced(number, at), said)
    return Point(placed(number, at, of), month=number, day=at, loose=bool(said and said.loose))


def _unplaced(number: int, at: int) -> Point:
    """A month, or a day of it, of a year that is not known."""
    return Point(periods.unknown("day" if at else "month"), month=number, day=at)


def _pointing(point: Point, of: Point | None) -> Point:
    """The month or day of the year that the text has named before, if its year points to that: مارس من العام السابق."""
    return point._replace(like=of.like, years=of.years) if of and of.like else point


def shifted(found: Found, page: Page) -> Point | None:
    """يوليو الماضي, 5 مارس المقبل: the nearest on that side of the document's date."""
    if _no_day(found, page):
        return None
    number, at, shift = found("m"), found("d") or 0, found("s")
    unsaid = _unplaced(number, at)
    if not page.published:
        return unsaid._replace(like="named") if shift < 0 and not at else unsaid
    now = page.published.month
    if (at and number == now and shift) or (shift == 0 and number != now) or _list_is_open(found):
        return unsaid
    of = _year_beside(page.published, number, shift) + steps(found) - found("s")
    return Point(placed(number, at, of), month=number, day=at, loose=True)


def _list_is_open(found: Found) -> bool:
    """Whether the month ends a list whose other months could not be placed: يونيو ويوليو المقبلين, written in June."""
    place = found.match.start()
    if found.ahead(place, 2) not in (letter("P") + letter("and"), letter("P") + letter("or")):
        return False
    before: Point = found.line.values[place - 2]
    return before.rule == "in_list" and not before.period.value


def _year_beside(when: date, number: int, shift: int) -> int:
    """The year of the last month of this number before the month of `when`, or of the next after it."""
    if shift < 0:
        return when.year - (number >= when.month)
    return when.year + (shift > 0 and number <= when.month)


def in_list(found: Found, page: Page) -> Point | None:
    """A month or day before others that the year or المقبلين behind the last belongs to: في مايو ويونيو 2024.

    Only if the list runs forward in time: which December ديسمبر ويناير 2024 means is open.
    """
    if _no_day(found, page) or found("s") == 0:
        return None
    number, at = found("m"), found("d") or 0
    unsaid = _unplaced(number, at)
    tail = max(found.match.start(part) for part in ("y", "now", "s"))
    months = [found.line.values[place] for place in range(found.match.start("m"), tail)
              if found.line.kinds[place] in letters("month amonth")]  # fmt: skip
    if found.has("s"):
        said, when = None, page.published
        years = [_year_beside(when, month, found("s")) for month in months] if when else []
        now = bool(at and when and number == when.month)
    else:
        of, said = year_of(found, page)
        years, now = [of] * len(months) if of else [], year_counts(found, page)
    if said is not None and said.period.grain in NOT_ONE_YEAR:
        return None
    ordered = all(a <= b for a, b in pairwise(zip(years, months, strict=False)))
    if not years or not ordered or now:
        return _pointing(unsaid, said) if not years and ordered else unsaid
    return Point(placed(number, at, years[0]), month=number, day=at, loose=not said or said.loose)


def bare(found: Found, page: Page) -> Point | None:
    """A month or a day of it without a year: the nearest that the clause's tense allows, null where two would do."""
    number, at = found("m"), found("d") or 0
    if _no_day(found, page) or page.after(found.stop) in vetoes("of_month"):
        return None
    if found.is_a("m", "amonth") and not at and not _leans(found, page):
        return None
    unsaid = _unplaced(number, at)._replace(loose=True)
    if not page.published or f"{at} {number}" in vetoes("event_day"):
        return unsaid._replace(like="" if at or page.future(found) else "named")
    of, ago = page.published.year, (page.published.month - number) % 12
    if page.future(found):
        ahead = (number - page.published.month) % 12
        period = placed(number, at, of + (number < page.published.month))
        late = period.last is not None and period.last < page.published
        return unsaid if ahead > NEAR or late else unsaid._replace(period=period)
    either = ago and (page.present(found) or (MONTHS - ago <= NEAR and page.awaited(found)))
    if ago > NEAR or either:
        return unsaid
    period = placed(number, at, of - (number > page.published.month))
    early = at and period.first is not None and period.first > page.published
    return unsaid if early else unsaid._replace(period=period)


def place(found: Found, page: Page) -> str | None:
    """ملعب 20 أوت 1955, حي 5 جويلية 1962: a name."""
    before = page.before(found.start)
    return "" if {before, before[1:]} & vetoes("place_of_day") else None


def event(found: Found, page: Page) -> str | None:
    """ثورة 25 يناير, حرب أكتوبر, بشركة السادس من أكتوبر: a name; not بحدود 20 يناير, about then."""
    kind, place = "event" if found.has("d") else "event_of_month", found.match.start()
    if found.ahead(place) == letter("till"):  # إلى حدود 20 يناير
        return None
    before = page.before(found.start)
    return "" if before in joined_vetoes(kind) and before not in vetoes("about") else None


def _leans(found: Found, page: Page) -> bool:
    """Whether a month whose name is also another word has a preposition or a part before it: في مارس.

    و, أو and من alone are none: ومارس الرئيس ضغوطا, كل من مارس العنف; nor is, behind a day or a year, a verb with its
    object: في 15 يناير ومارس ضغوطا.
    """
    place = found.match.start()
    before, further = found.ahead(place), found.ahead(place - 1)
    if re.match(f"[{letters('dash')}][{letters('P M')}]", found.line.kinds[found.match.end() :]):  # مارس - يونيو 2024
        return True
    if before in (letter("and"), letter("or")):
        listed = further in tuple(letters("M month amonth"))
        return listed or (further == letter("P") and not _OBJECT.fullmatch(page.after(found.stop)))
    if before == letter("of"):
        ends = found.line.kinds[found.match.end() : found.match.end() + 2]
        counted = further in tuple(letters("ord ord_f ord_last ord_both"))
        return counted or any(end in letters("to till") for end in ends)
    return before in tuple(_leaning())


@cache
def _leaning() -> str:
    return letters("in during by since till between before after part from_on to l b last slash dash months_of")


def with_weekday(found: Found, page: Page) -> Point | None:
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


def one_day(found: Found, _: Page) -> Point | None:
    """اليوم الثلاثاء 12 مارس 2024."""
    return found("p") if found("p").period.grain == "day" else None


def day_of_month(found: Found, page: Page) -> Point | None:
    """الخامس من الشهر الجاري."""
    if not page.published:
        return Point(periods.unknown("day"))
    month = _moved_month(page.published, found("s") or 0)
    return Point(periods.day(month.year, month.month, found("d")), loose=True)


def _moved_month(when: date, shift: int) -> date:
    return periods.later(when.replace(day=1), shift)


def days_of_month(found: Found, page: Page) -> Point | None:
    """يومي 5 و6 مارس 2024, 6 و7 و8 مارس, 12-14 مارس."""
    if found.has("r"):
        first, last = found("r")
        of = year_of(found, page)[0]
        a, b = (periods.day(of, found("m"), at) if of else periods.UNKNOWN for at in (first, last))
        return Point(periods.across(a, b), loose=True)
    end, at, each = found("p"), found("a"), found.has("each")
    if not end.day or at >= end.day or (end.period.grain != "day" and not (each and end.rule == "days")):
        return None
    if each and at + 1 < end.day:  # يومي 5 و9 مارس
        led = found.line.kinds[found.match.start()] in letters("days_of pl_day")
        return Point(periods.UNKNOWN) if led else None
    return Point(periods.across(same_month_day(end, at), end.period), day=at, loose=True, hijri=end.hijri)


def several(found: Found, _: Page) -> Point | None:
    """أيام 6 و7 و8 مارس, يومي الأربعاء والخميس 28 و29 ديسمبر."""
    return found("p") if found("p").rule == "days" else None


def relative_month(found: Found, page: Page) -> Point | None:
    """الشهر الماضي, هذا الشهر."""
    if not page.published:
        return Point(periods.unknown("month"), loose=True)
    month = _moved_month(page.published, steps(found))
    return Point(periods.month(month.month, month.year), month=month.month, loose=True)


def nth_month(found: Found, page: Page) -> Point | None:
    """الشهر الثالث من 2024, شهر 3 من 2024, آخر شهر من 2024."""
    of, said = year_of(found, page)
    number = found("o") or found("o2") or 12
    if not 1 <= number <= 12:
        return None
    if said is not None and said.rule == "hijri_year":
        hijri = periods.hijri_month_of(said.period.first) if said.period.first else None
        return Point(periods.hijri_month(number, hijri[0]) if hijri else periods.UNKNOWN, month=number)
    if said is not None and said.period.grain in NOT_ONE_YEAR:
        return None
    return Point(periods.month(number, of) if of else periods.unknown("month"), month=number)


def nth_day(found: Found, page: Page) -> Point | None:
    """الأول من الشهر الثالث من 2024."""
    of: Point = found("p")
    if of.rule != "nth_month" or _no_day(found, page):
        return None
    at, first = found("d"), of.period.first
    if not first:
        return Point(periods.unknown("day"))
    if of.period.grain == "month":
        return Point(placed(of.month, at, first.year), month=of.month, day=at)
    hijri = periods.hijri_month_of(first)
    return Point(periods.hijri_day(hijri[0], of.month, at) if hijri else periods.unknown("day"))


def same_as_before(found: Found, page: Page) -> Point | None:
    """الشهر نفسه, 22 من الشهر نفسه: of the month that the text has just named."""
    if found.has("d") and _no_day(found, page):
        return None
    at = found("d") or 0
    return Point(periods.unknown("day" if at else "month"), day=at, like="month")


def day_of_it(found: Found, page: Page) -> Point | None:
    """إلى غاية 21 منه: of the month that the sentence has named; without one it is no day."""
    place = found.match.start()
    while place and found.line.starts[place - 1] >= page.sentence(found.start):
        place -= 1
    named = set(found.line.kinds[place : found.match.start()]) & {*letters("P M month")}
    return same_as_before(found, page) if named else None


# the Hijri calendar


def hijri(found: Found, page: Page) -> Point | None:
    """رمضان 1445, 5 شوال المقبل, 10-14 رمضان 1447."""
    number, at = found("m"), found("d") or 0
    of = found("y") or _hijri_year_near(number, found("s"), page)
    if found.has("r"):
        first, last = (_hijri_placed(number, day, of) for day in found("r"))
        return Point(periods.across(first, last), hijri=True)
    return Point(_hijri_placed(number, at, of), day=at, hijri=True)


def spaced_hijri(found: Found, _: Page) -> Point | None:
    """16 / 12 / 1446هـ."""
    return Point(periods.hijri_day(found("y"), found("n"), found("d")), day=found("d"), hijri=True)


def hijri_in_list(found: Found, _: Page) -> Point | None:
    """A month or day before another that the year belongs to: شهري شعبان ورمضان 1447; not ذي الحجة ومحرم 1447."""
    number, at = found("m"), found("d") or 0
    return Point(_hijri_placed(number, at, found("y") if number <= found("n") else None), day=at, hijri=True)


def _hijri_year_near(number: int, shift: int | None, page: Page) -> int | None:
    """The year of a month that الماضي or المقبل places beside the document's date."""
    now = periods.hijri_month_of(page.published) if page.published else None
    if not now or shift is None or (shift == 0 and number != now[1]):
        return None
    return now[0] - (shift < 0 and number >= now[1]) + (shift > 0 and number <= now[1])


def _hijri_placed(number: int, at: int, of: int | None) -> Period:
    if of is None:
        return periods.unknown("day" if at else "month")
    return periods.hijri_day(of, number, at) if at else periods.hijri_month(number, of)


def agreeing(found: Found, _: Page) -> Point | None:
    """1 رمضان 1445 الموافق 11 مارس 2024: the one in the calendar that we count by.

    Without a word that says so the two must lie within a day or two of each other, as sighted and reckoned
    months do. Days before them are counted by the calendar of the first: من 1 إلى 10 رمضان 1447 الموافق 27 فبراير 2026.
    """
    a, b = found("a"), found("b")
    if not found.has("said"):
        if not a.period.first or not b.period.first or a.period.grain != "day" or b.period.grain != "day":
            return None
        apart = abs((a.period.first - b.period.first).days)
        if a.hijri == b.hijri or apart > 2:
            return None
    if a.hijri or not a.period.value:
        counted = b._replace(day=a.day) if a.hijri and a.day and not b.loose else b
        return counted if b.period.value or not a.period.value else a
    return a
