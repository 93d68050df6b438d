"""Rules that read days of the week, today and days of trading: الأحد المقبل, أمس, في وقت سابق."""

from datetime import date

from pipeline import periods
from pipeline.periods import DAY, Period
from pipeline.phrases import Found, letter, letters
from pipeline.timepage import Page, definite, is_future
from pipeline.timepoints import Point, steps, year_of
from pipeline.timewords import joined_vetoes, vetoes


def now(found: Found, page: Page) -> Point | None:
    """حتى الآن; not “الجزائر الآن”, a name."""
    return None if page.quoted(found) else Point(_on(page.published))


def _on(day: date | None) -> Period:
    return periods.on(day) if day else periods.unknown("day")


def deictic(found: Found, page: Page) -> Point | None:
    """أمس, غدا; a weekday beside it must agree to a day, else which of them is meant is open."""
    if page.after(found.stop) in vetoes("of_yesterday") or (found("d") == 1 and _is_no_morrow(found, page)):
        return None
    return _near_day(found, page, found("d"))


def _is_no_morrow(found: Found, page: Page) -> bool:
    # حزب الغد, a name; وغدا واضحا and غدا العالم قرية, it became so
    place = found.match.start()
    alone = found.match.start("d") == place
    joined = alone and found.ahead(place) == letter("and")
    after_time = found.ahead(place - 1) in tuple(letters("the_day deictic P"))
    timed = found.line.kinds[found.match.end() :][:1] in tuple(letters("hour P"))  # غدا الساعة الخامسة
    became = not page.clause(found.start) and definite(page.after(found.stop)) and not timed
    became = became or (joined and not after_time and not is_future(page.after(found.stop)))
    return became or page.before(found.start) in joined_vetoes("of_tomorrow")


def today(found: Found, page: Page) -> Point | None:
    """اليوم, هذا اليوم الثلاثاء."""
    after, before = page.after(found.stop), page.before(found.start)
    named = found.has("w")
    if not named and (after in vetoes("of_today") or before in vetoes("paper") or page.quoted(found)):
        return None
    if not named and _is_dated(found):
        return None
    return _near_day(found, page, 0)


def tonight(found: Found, page: Page) -> Point | None:
    """الليلة, هذا المساء; not تلك الليلة, الليلة التي, هذه الليلة المباركة."""
    after = page.after(found.stop)
    if definite(after) or after in vetoes("of_tonight") or page.before(found.start) in vetoes("before_tonight"):
        return None
    return None if page.quoted(found) else _near_day(found, page, 0)


def _is_dated(found: Found) -> bool:
    """Whether a date follows that says which day it is, so that اليوم ends a name: في بيان اليوم يوم 12 مارس 2024."""
    place = found.match.end()
    if found.line.kinds[place : place + 1] != letter("P"):
        return False
    point: Point = found.line.values[place]
    return point.period.grain == "day"


def _near_day(found: Found, page: Page, shift: int) -> Point | None:
    """The day so many days from the document's; a weekday beside it that is a day off settles it: الجمعة غدا."""
    if not page.published:
        return Point(periods.unknown("day"))
    day = page.published + shift * DAY
    if found.has("w") and day.isoweekday() != found("w"):
        beside = [day + step * DAY for step in (-1, 1) if (day + step * DAY).isoweekday() == found("w")]
        return Point(_on(beside[0] if beside else None))
    return Point(periods.on(day), loose=True)


def weekday(found: Found, page: Page) -> Point | None:
    """الثلاثاء: the last one, or the next where the clause speaks of what is to come."""
    if page.before(found.start) in joined_vetoes("weekday_noun") or page.after(found.stop) in vetoes("of_weekday"):
        return None
    if not page.published:
        return Point(periods.unknown("day"))
    ago = (page.published.isoweekday() - found("w")) % 7
    future = page.future(found)
    if ago and (page.overtaken(found) if future else page.either(found) or page.awaited(found)):
        return Point(periods.unknown("day"))
    if future:
        return Point(periods.on(page.published + (-ago % 7) * DAY), loose=True)
    return Point(periods.on(page.published - ago * DAY), loose=True)


def weekday_shift(found: Found, page: Page) -> Point | None:
    """الأحد المقبل; السبت والأحد المقبلين, where the days follow on each other after the document's, or up to it."""
    shift = found("s") if found.has("s") else found("s2")
    if not page.published or shift == 0:
        return Point(periods.unknown("day"))
    tail = found.match.start("s") if found.has("s") else found.match.start("s2")
    kinds, own = found.line.kinds, found.match.start("w")
    if letter("comma") in kinds[own:tail]:  # السبت، الأحد والاثنين المقبلة: the Saturday may be of another clause
        return Point(periods.unknown("day"))
    first = own
    while first and kinds[first - 1] in letters("and or to till sg_day weekday"):
        first -= 1
    places = [place for place in range(first, tail) if kinds[place] == letter("weekday")]
    weekdays = [found.line.values[place] for place in places]
    if kinds[tail] == letter("next"):  # ابتداء من الخميس إلى الأحد المقبل: the Thursday can be today
        days = _in_turn(weekdays[-1:], 1, page.published)
        days = [*_in_turn(weekdays[:-1], -1, days[0]), *days]
    else:
        days = _in_turn(weekdays, shift, page.published)
    day = days[places.index(own)] + 7 * (steps(found) - (found("s") or 0)) * DAY
    return Point(_on(day if shift < 0 or day >= page.published else None), loose=True)


def _in_turn(weekdays: list[int], shift: int, when: date) -> list[date]:
    """Days of the week one after the other, the first as the next after `when` or the last as the last before it."""
    days: list[date] = []
    for number in weekdays if shift > 0 else reversed(weekdays):
        apart = (shift * (number - when.isoweekday()) - 1) % 7 + 1
        when += shift * apart * DAY
        days.append(when)
    return days if shift > 0 else days[::-1]


def weekday_of_week(found: Found, page: Page) -> Point | None:
    """الثلاثاء من الأسبوع الماضي; null where it hangs on the day, from Saturday to Monday, with which weeks begin."""
    if not page.published:
        return Point(periods.unknown("day"))
    weeks = (page.published - (page.published.isoweekday() - start) % 7 * DAY for start in _WEEK_STARTS)
    days = {first + ((found("w") - first.isoweekday()) % 7 + 7 * steps(found)) * DAY for first in weeks}
    return Point(_on(days.pop() if len(days) == 1 else None), loose=True)


_WEEK_STARTS = (6, 7, 1)


def weekday_of_day(found: Found, page: Page) -> Point | None:
    """الجمعة غدا, الخميس اليوم, where the two agree; not الأحد اليوم العالمي للمرأة."""
    if page.after(found.stop) in vetoes("of_today"):
        return None
    day = page.published + (found("d") or 0) * DAY if page.published else None
    return Point(periods.on(day), loose=True) if day and day.isoweekday() == found("w") else None


def this_weekday(found: Found, page: Page) -> Point | None:
    """هذا السبت: today; on any other day null, since it can be the last or the next."""
    same = page.published and page.published.isoweekday() == found("w")
    return Point(_on(page.published if same else None))


def two_weekdays(found: Found, page: Page) -> Point | None:
    """يومي الأحد والاثنين الماضيين, ليل الأحد الاثنين; on a Sunday that night can be tonight or a week ago."""
    first = found("w") or found("night")
    if not page.published or found("w2") != first % 7 + 1:
        return Point(periods.UNKNOWN)
    if found("s"):
        one, other = _in_turn([first, found("w2")], found("s"), page.published)
        return Point(periods.stretch(one, other), loose=True)
    future = page.future(found)
    tonight = found.has("night") and first == page.published.isoweekday()
    if not future and (tonight or page.either(found)):
        return Point(periods.UNKNOWN)
    ago = (page.published.isoweekday() - found("w2")) % 7
    last = page.published + (7 - ago if future else -ago) * DAY
    return Point(periods.stretch(last - DAY, last), loose=True)


def such_day(found: Found, page: Page) -> Point | None:
    """في مثل هذا اليوم من عام 1871: the document's day and month in that year."""
    of = year_of(found, page)[0]
    when = page.published
    return Point(periods.day(of, when.month, when.day) if of and when else periods.unknown("day"))


def session(found: Found, page: Page) -> Point | None:
    """في أواخر جلسة التداول, في وقت سابق: in a market report, its day of trading."""
    return Point(_on(page.session())) if page.near(found.start, "market") else None


def session_before(found: Found, page: Page) -> Point | None:
    """في الجلسة السابقة: in a market report, the trading day before."""
    return Point(_on(page.session_before())) if page.near(found.start, "market") else None
