"""The rules that read an expression of time off its words, in the order in which they are asked."""

from collections.abc import Callable
from functools import cache
from typing import Any

from pipeline import periods
from pipeline import timedates as dates
from pipeline import timedays as days
from pipeline import timespans as spans
from pipeline import timeyears as years
from pipeline.phrases import Found, Rule, pattern
from pipeline.timepage import Page
from pipeline.timepoints import Point
from pipeline.timewords import OLD_YEARS, YEARS

YEARS_IN_WORDS = range(OLD_YEARS.start, YEARS.stop)

_GROUPS = {
    "DAY": "n_day ord nth first_day first",
    "ORDINAL": "ord ord_f",
    "ORD": "ord ord_f ord_last",
    "JOINED": "and or",
    "NTH": "ord n_day",
    "MARK": "slash dash",
    "DIGITS": "n_day n",
    "MONTH": "month amonth",
    "YEAR": "Y year4",
    "YEAR_WORD": "sg_year the_year",
    "YEARS_OF": "years_of pl_year the_pl_year the_dual_year",
    "THIS_DAY": "the_day such_day",
    "ANY_YEAR": "Y year4 old hyear",
    "COUNT": "n_day n count",
    "THE_COUNT": "the_count n_day",
    "SMALL": "unit tens ten small",
    "SHIFT": "past next current",
    "ANY_SHIFT": "past next current past_both next_both",
    "MONTH_SHIFT": "past next current past_both next_both ord_last",
    "SHIFTS": "past next past_both next_both last_both ord_last",
    "IN": "in during by",
    "FROM": "of since from_on",
    "UP_TO": "to till",
    "AROUND": "before after",
    "MONTHS_WORD": "pl_month months_of",
    "SINGLE": "sg_year sg_month sg_week sg_day",
    "PLURAL": "pl_year pl_month pl_week pl_day pl_decade",
    "SOME": "sg_year pl_year years_of sg_month pl_month months_of sg_week pl_week sg_day pl_day days_of pl_decade",
    "DUAL": "dual_year dual_month dual_week dual_day dual_decade",
    "THE_DUAL": "the_dual_year the_dual_month the_dual_week the_dual_day the_dual_decade",
    "THE_PLURAL": "the_pl_year the_pl_month the_pl_week the_pl_day the_pl_decade",
    "ANOTHER": "P sg_day the_day the_week sg_week the_month of",
    "LENGTH": "the_year Y the_half P the_quarter the_trimester the_term the_dual_month the_month the_week period",
    "SHAPE": "period the_month the_quarter the_trimester the_half the_day",
    "DECADE_WORD": "decade_word period pl_year the_pl_year",
    "CE": "ce the_ce",
    "SORT": "school fiscal the_ce",
    "OWN_SORT": "school fiscal",
    "OF_WHICH_NTH": "the_week the_month the_quarter the_half the_third the_term the_count",
    "PART_OF_MANY": "the_half the_quarter the_third",
    "QUARTER": "the_quarter the_trimester the_term",
    "POINT": "P Y M year4",
    "PHRASE": "P Y M",
    "HOURS_END": "the_half the_quarter n_day n other",
    "CLOCK": "clock n_day n year4 hyear old ord ord_f figure",
}
_OF_YEAR = "((of|l|b)? y=ANY_YEAR | (of|l) now=the_year (?!same|prior|SORT|ended))"
_LATIN_YEAR = "(of|MARK)? y=ANY_YEAR"  # Q3 2025, H1-2026, and before others: Q1-Q3 2025
_YEAR_BEFORE = "(?<!MARK) y=YEAR MARK?"  # 2025 Q3, FY25-Q3
_LATIN_YEARS = (f"(?=((dash|and|or|comma and?|and? UP_TO) (q_sign|h_sign))+ {_LATIN_YEAR})", _LATIN_YEAR)
_DAY = "(?<!OF_WHICH_NTH) al? d=DAY"
_FROM_DAY = "(days_of|pl_day)? r=n_days of?"  # 10-14 رمضان
_HIJRI_YEARS = "(y=hyears|a=hyear (slash|dash) b=hyear)"
_HIJRI_YEAR = "comma? (of|l)? (this? YEAR_WORD SHIFT?)? y=hyear ah?"
_MONTHS = "((and|or|comma and?) IN? MONTH)+ comma?"  # the others of a list of months
_DAYS = "((and|or|comma and?) IN? al? DAY of? MONTH)+ comma?"
_CENTURIES = "((JOINED|comma and?|and? UP_TO) part? the_century? al? NTH)"  # another of a list of centuries
_DECADES = "((JOINED|comma and?|and? UP_TO) IN? part? (DECADE_WORD of?)? decade)"
_OUR_CENTURY = "(this our=the_century|our2=the_century current)"
_ITS_CENTURY = f"sign=the_ce? ((of|in)? (l=last_century|{_OUR_CENTURY}|the_century al? c=NTH) CE?)?"  # of a decade
_WEEKDAYS = "((and|or|comma and?|and? UP_TO) sg_day? weekday)+"
# الأسبوع الأول, العقود الأولى, آخر عقدين
_SOME_OF = (
    "((the_week|the_decade) al? (NTH|ord_last) | sg_day? weekday ord_last | the_count (ord|ord_last|ord_early)"
    " | THE_DUAL (ord_both|last_both) | THE_PLURAL (al? THE_COUNT)? (ORDINAL|ord_last)"
    " | (first|last) (COUNT SOME|DUAL|SINGLE|DECADE_WORD) | (?<=IN) (COUNT SOME|DUAL))"
)
_TWICE = "((?=before SHIFT|after next) twice=AROUND)?"  # قبل الماضي, بعد المقبل
_NOT_OF = "(?!of (PHRASE|MONTH|the_week SHIFT))"
_MORE = "((?=(and|or) (COUNT SOME|DUAL|SINGLE)|or COUNT) more=JOINED (COUNT SOME?|DUAL|SINGLE))?+"
_COUNTED = f"about=about? (c=COUNT u=SOME | u2=DUAL | u1=SINGLE | few? up=PLURAL few?) {_MORE}"


def _sum(*parts: str) -> Callable[[Found, Any], Any]:
    def read(found: Found, _: Any) -> Any:
        return sum(found(part) or 0 for part in parts)

    return read


def _long_year(found: Found, _: Any) -> Any:
    """A year in words: ألفين وأربعة وعشرين."""
    total = sum(found(part) or 0 for part in "thu")
    return total if YEARS_IN_WORDS.start < total < YEARS_IN_WORDS.stop else None


def _rising_year(found: Found, page: Any) -> Any:
    """A year said from its units up, تسعة وتسعين وتسعمائة وألف; not سنة واحدة وألف دينار."""
    total = _long_year(found, page)
    return total if found.has("h") or total in YEARS else None


def _near_year(found: Found, _: Any) -> Any:
    return found("y") if found("y") in YEARS else None


def _number(found: Found, _: Any) -> Any:
    return found("y")


def _left_out(_: Found, __: Page) -> Any:
    return ""


def _not_known(_: Found, __: Page) -> Any:
    """What nothing can place: قبل الميلاد, خلال ثلاثة أيام, صيف 2004."""
    return Point(periods.UNKNOWN)


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
        ("the_counted", "the_count", "u=the_unit (t=ten|and w=the_tens)?|v=the_ten", _sum("u", "v", "t", "w")),
        ("teen_ordinal", "ord", "(u=ordunit|v=ordteen|w=ord_one) t=ten", _sum("u", "v", "w", "t")),
        ("compound_ordinal", "ord", "(u=ordunit|v=ordteen|w=ord_one) and t=the_tens", _sum("u", "v", "w", "t")),
        ("teen_ordinal", "nth", "(u=nth|v=nth_teen) t=ten", _sum("u", "v", "t")),
        ("teen_ordinal", "ord_f", "(u=ford_unit|v=ford_teen|w=ford_one) t=ten", _sum("u", "v", "w", "t")),
        ("compound_ordinal", "ord_f", "(u=ford_unit|v=ford_teen|w=ford_one) and t=the_tens", _sum("u", "v", "w", "t")),
        ("ordinal", "ord", "u=ordunit|v=ord_one|w=the_tens", _sum("u", "v", "w")),
        ("ordinal", "ord_f", "u=ford_unit|v=ford_one", _sum("u", "v")),
        ("long_year", "year_words", "(?<=YEAR_WORD)(?!thousand) (u=SMALL and)? (h=hundred and)? t=thousand",
         _rising_year),
        ("long_year", "year_words", "t=thousand (and? h=hundred)? (and? u=SMALL)?", _long_year),
        *[("year4", "year4", f"(?<={before}) y=year_words", _near_year)  # مارس ألفين وخمسة, عامي ألفين وألفين وعشرة
          for before in ("MONTH", "YEARS_OF", "YEARS_OF year4 and")],
        ("counted", "count", "h=hundred (and u=SMALL)?|v=SMALL", _sum("h", "u", "v")),
        # times of the day
        ("clock", "hour", "clock_word CLOCK (and HOURS_END)? (zone_word other)?", _left_out),
        # dates in digits
        ("spaced_date", "P", "d=n_day s=MARK p=full_month", dates.spaced_date),
        ("law", "other", "full_date|full_month", dates.law),
        ("numeric_date", "P", "p=full_date ce?", dates.as_written),
        ("numeric_month", "P", "(?<!DIGITS MARK) p=full_month", dates.as_written),
        # the Hijri calendar
        ("hijri_date", "P", "p=full_hijri sign=ah?", dates.as_written),
        ("hijri_date", "P", "d=n_day MARK n=n_day MARK y=hyear (ah|(?=agreeing))", dates.spaced_hijri),
        ("hijri_date", "P", "y=hyear MARK n=n_day MARK d=n_day (ah|(?=agreeing))", dates.spaced_hijri),
        ("hijri_years", "Y", f"YEAR_WORD OWN_SORT? {_HIJRI_YEARS} ah?", years.hijri_years),
        ("hijri_years", "Y", f"YEAR_WORD OWN_SORT? open {_HIJRI_YEARS} ah? close", years.hijri_years),
        ("hijri_years", "Y", f"{_HIJRI_YEARS} ah", years.hijri_years),
        ("hijri_list", "P", f"({_DAY} of?)? sg_month? m=hmonth (?=(and|or|and? UP_TO) IN? (al? DAY of?)? sg_month? "
         f"n=hmonth {_HIJRI_YEAR})", dates.hijri_in_list),
        ("hijri_date", "P", f"({_DAY} of?|{_FROM_DAY})? sg_month? m=hmonth {_HIJRI_YEAR}", dates.hijri),
        ("hijri_year", "Y", "(this? YEAR_WORD SHIFT? OWN_SORT?)? y=hyear ah", years.hijri_year),
        ("hijri_year", "Y", "this? YEAR_WORD ah y=hyear ah?", years.hijri_year),
        ("hijri_year", "Y", "YEAR_WORD y=year_words ah", years.hijri_year),
        ("hijri_shift", "P", f"({_DAY} of?|{_FROM_DAY})? sg_month? m=hmonth s=SHIFT", dates.hijri),
        ("hijri_bare", "P", f"({_DAY} of?|{_FROM_DAY}) sg_month? m=hmonth", dates.hijri),
        ("hijri_bare", "P", "sg_month m=hmonth", dates.hijri),
        # years
        ("fiscal_year", "Y", "YEAR_WORD f=fiscal SHIFT? (r=years|a=year4 (s=slash|dash) b=year4)",
         years.two_years),
        ("fiscal_year", "Y", "YEAR_WORD f=fiscal SHIFT? open r=years close", years.two_years),
        ("fiscal_year", "Y", "YEAR_WORD r=years f=fiscal", years.two_years),
        ("fiscal_shift", "Y", "the_year fiscal s=SHIFT", years.fiscal_shift),
        ("fiscal_shift", "Y", "this the_year fiscal", years.fiscal_shift),
        ("fiscal_shift", "Y", "the_year fiscal open=prior", years.fiscal_shift),
        ("fiscal_year", "Y", "YEAR_WORD f=fiscal y=year4 ce?", years.one_fiscal_year),
        ("school_year", "Y", "YEAR_WORD school y=year4 ce?", years.school_year),
        ("year", "Y", "YEAR_WORD the_ce y=year4 ce?", years.one_year),
        ("fiscal_year", "Y", "f=fiscal_sign r=years", years.two_years),
        ("fiscal_year", "Y", "fiscal_sign y=year4", years.one_fiscal_year),
        ("between", "P", "between (YEAR_WORD|YEARS_OF)? (r=years|a=year4 MARK b=year4)", years.between),
        ("two_years", "Y", "YEAR_WORD (school=school SHIFT?)? (r=years|a=year4 (s=slash|dash) b=year4)",
         years.two_years),
        ("hijri_year", "Y", "YEAR_WORD year4 ah", years.no_year),
        ("year", "Y", "YEAR_WORD open y=year4 close", years.one_year),
        ("year", "Y", "this? YEAR_WORD (y=year4|y2=year_words|y3=old) sign=CE?", years.one_year),
        ("year", "Y", "YEAR_WORD y=hyear sign=CE?", years.either_year),
        ("year", "Y", "sg_year y=n (sign=ce|ah)?", years.early_year),
        ("two_years", "Y", "r=years|a=year4 (s=slash|dash) b=year4 ce?", years.two_years),
        ("relative_year", "Y", f"the_year {_TWICE} s=SHIFT", years.relative_year),
        ("relative_year", "Y", "here=this the_year|the_year this (?!the_week|the_month|the_day|the_year)",
         years.relative_year),
        ("year_before", "Y", "the_year prior", years.year_before),
        ("year_before", "Y", "sg_year of? before", years.year_earlier),
        ("year_after", "Y", "the_year following", years.year_after),
        ("year_same", "Y", "the_year same|same_before the_year", years.year_same),
        ("before_christ", "P", "(Y|sg_year (n|n_day)|the_century al? NTH) bc", _not_known),
        ("hijri_decade", "P", f"(DECADE_WORD of?)? decade {_DECADES}* "
         "((of|in)? the_century al? NTH ah|(of|in)? the_century ah (al? NTH|SHIFT)|ah)", _not_known),
        ("hijri_century", "P", f"(of (?=the_century al? NTH and? UP_TO))? the_century al? NTH {_CENTURIES}* ah"
         "|the_century ah (al? NTH|SHIFT)", _not_known),
        ("two_calendars", "Y", "a=Y (dash|slash|comma)? y=year4 ce", years.two_calendars),
        ("two_calendars", "Y", "a=Y (dash|slash) (y=year4|g=Y) (?!MARK)", years.two_calendars),
        ("two_calendars", "Y", "a=Y comma? said=agreeing l? (y=year4 ce?|g=Y)", years.two_calendars),
        ("two_calendars", "Y", "a=Y said=open (y=year4 ce?|g=Y) close", years.two_calendars),
        ("two_calendars", "Y", "(y=year4 ce?|g=Y) (dash|slash|comma? agreeing l?) a=Y", years.two_calendars),
        ("two_calendars", "Y", "(y=year4 ce?|g=Y) open a=Y close", years.two_calendars),
        ("restated_year", "Y", "p=Y open=open y=year4 close", years.restated),
        ("restated_year", "Y", "p=Y y=year4 sign=ce?", years.restated),
        ("decade", "P", f"(w=DECADE_WORD of?)? d=decade (?={_DECADES}+ {_ITS_CENTURY})", years.decade),
        ("decade", "P", f"(w=DECADE_WORD of?)? d=decade {_ITS_CENTURY}", years.decade),
        ("century", "P", "the_century al? o=NTH sign=CE?", years.century),
        ("century", "P", "the_dual_century al? a=NTH and al? o=NTH (hijri=ah|sign=CE)?", years.two_centuries),
        ("century", "P", "last_century", years.last_century),
        ("century", "P", "the_century s=SHIFT", years.century),
        ("century", "P", "this the_century", years.century),
        ("year4", "year4", "y=year4 ce", _number),  # نهاية 2017م
        # names of months
        ("doubled", "month", "a=MONTH slash b=MONTH", dates.same_month),
        ("doubled", "month", "a=MONTH dash b=MONTH", dates.same_month),
        ("doubled", "month", "a=MONTH open b=MONTH close", dates.same_month),
        ("doubled", "month", "a=MONTH b=MONTH", dates.same_month),
        ("named", "month", "sg_month a=MONTH", dates.named_month),
        ("two_months", "P", f"(?<!DAY)(?<!DAY of)(?<!MONTH slash) a=MONTH slash b=MONTH comma? {_OF_YEAR} ce?",
         dates.two_months),
        # days
        ("first_day", "first_day", "d=lmonth (?=of? MONTH)", dates.first_day),
        ("place", "other", f"NTH of? MONTH {_OF_YEAR}", dates.place),
        ("date", "P", "d=n_day MARK m=MONTH MARK y=year4", dates.dated),
        ("date", "P", "d=n_day slash of? m=MONTH slash? y=year4", dates.dated),
        ("in_list", "P", f"{_DAY} of? m=MONTH (?={_DAYS} ({_OF_YEAR}|s=ANY_SHIFT))", dates.in_list),
        ("date", "P", f"{_DAY} of? m=MONTH SHIFT (of|l|b)? y=Y", dates.dated),
        ("date", "P", f"{_DAY} of? m=MONTH comma? {_OF_YEAR} ce? SHIFT?", dates.dated),
        ("date", "P", f"{_DAY} of? m=MONTH open y=year4 close", dates.dated),
        ("date", "P", f"{_DAY} of? m=MONTH MARK y=year4", dates.dated),
        ("date", "P", f"d=DAY of? m=lmonth {_OF_YEAR} ce?", dates.dated),
        ("date", "P", "d=n_day m=emonth comma? y=year4", dates.dated),
        ("date", "P", "(m=MONTH|m2=emonth) d=n_day comma? y=year4", dates.month_first),
        ("spaced_date", "P", "d=n_day MARK n=n_day MARK y=year4", dates.spaced_date),
        ("spaced_date", "P", "first=year4 MARK n=n_day MARK d=n_day", dates.spaced_date),
        ("days", "P", f"(days_of|pl_day)? r=n_days of? m=MONTH {_OF_YEAR}?", dates.days_of_month),
        ("date_shift", "P", f"{_DAY} of? m=MONTH s=MONTH_SHIFT", dates.shifted),
        ("day_of_month", "P", f"{_DAY} of the_month s=SHIFT", dates.day_of_month),
        ("day_of_month", "P", "d=first_day the_month s=SHIFT", dates.day_of_month),
        ("day_of_month", "P", f"{_DAY} of this the_month", dates.day_of_month),
        ("month_same", "P", f"{_DAY} of (the_month same|same_before the_month)", dates.same_as_before),
        ("event", "other", "d=DAY of? MONTH", dates.event),
        ("day_and_month", "P", f"{_DAY} of? m=MONTH", dates.bare),
        ("days", "P", "(days_of|pl_day|(?<=in)) NTH or P", _not_known),
        *[("days", "P", "al? a=n_day each=and p=P", dates.days_of_month)] * 3,  # from the last on: 5 و6 و7 و8 مارس
        ("days", "P", "(?<!between)(days_of|pl_day|(?<=in)) a=NTH each=and p=P", dates.days_of_month),
        ("days", "P", "((days_of|pl_day) (weekday and weekday)?|weekday and weekday) p=P", dates.several),
        ("days", "P", "a=n_day dash p=P", dates.days_of_month),
        *[("month_same", "P", f"(?<={before}) d=n_day of_it", dates.day_of_it)
          for before in ("sg_day", "in", "and", "to", "till", "by")],
        *[("weekday_and_day", "n_day", f"(?<={before}) sg_day? weekday y=n_day (?=and? UP_TO|and)", _number)
          for before in ("FROM", "between")],  # من الخميس 12 إلى الأحد 15 يونيو
        ("weekday_and_date", "P", "sg_day? (w=weekday|eweekday) SHIFT? (comma|agreeing l?)? p=P", dates.with_weekday),
        ("weekday_and_date", "P", "sg_day? (w=weekday|eweekday) open p=P close", dates.with_weekday),
        ("day_and_date", "P", "(daypart of?)? this? sg_day? (THIS_DAY|deictic|sg_day) comma? p=P", dates.one_day),
        ("day_and_date", "P", "daypart of? p=P", dates.one_day),
        ("hijri_and_gregorian", "P", "a=P (comma|dash)? said=agreeing l? sg_day? comma? b=P", dates.agreeing),
        ("hijri_and_gregorian", "P", "a=P open b=P close", dates.agreeing),
        ("hijri_and_gregorian", "P", "a=P (dash|slash|comma)? b=P", dates.agreeing),
        # months
        ("in_list", "P", f"(?<!between)(?<!months_of)m=MONTH (?={_MONTHS} ({_OF_YEAR}|s=ANY_SHIFT))", dates.in_list),
        ("month_and_year", "P", "m=MONTH SHIFT (of|l|b)? y=Y", dates.dated),
        ("month_and_year", "P", f"m=MONTH comma? {_OF_YEAR} ce? SHIFT?", dates.dated),
        ("month_and_year", "P", "m=MONTH open y=year4 close", dates.dated),
        ("month_and_year", "P", "m=MONTH MARK y=year4", dates.dated),
        ("month_shift", "P", f"m=MONTH {_TWICE} s=MONTH_SHIFT", dates.shifted),
        ("nth_month", "P", f"(the_month (o=ord|ord_last)|sg_month o2=n_day (?=of|l)) {_OF_YEAR}", dates.nth_month),
        ("nth_month", "P", f"(o=first|last) sg_month (in (?=Y|year4))? {_OF_YEAR}", dates.nth_month),
        ("nth_month", "P", f"(the_day|sg_day)? {_DAY} of p=P", dates.nth_day),
        ("relative_month", "P", f"the_month {_TWICE} s=SHIFT", dates.relative_month),
        ("relative_month", "P", "this the_month", dates.relative_month),
        *[("bare_month", "M", f"(?<={before}) m=MONTH", dates.bare) for before in ("ended", "ended in", "ended b")],
        # quarters, halves, first months
        ("same_period", "P", f"shape=the_quarter ORD same {_OF_YEAR}", spans.same_period),
        *[("part_of_ended", "P", f"{part} of the_year f=fiscal? e=ended (IN|b)? (part=part of?)? sg_day? p=PHRASE",
           spans.part_of_ended) for part in (
             "u=the_half o=ORD", "u=QUARTER o=ORD", "the_pl_month al? c=THE_COUNT first=ORDINAL",
             "al? c=THE_COUNT MONTHS_WORD first=ORDINAL")],
        ("quarter", "P", f"(the_quarter|the_dual_quarter|the_term) o=ORD and the_quarter? o2=ORD {_OF_YEAR}",
         spans.quarter),
        ("quarter", "P", f"(the_quarter|the_term|the_trimester) o=ORD {_OF_YEAR}", spans.quarter),
        ("quarter", "P", "QUARTER o=ORD open y=ANY_YEAR close", spans.quarter),
        ("half", "P", "the_half o=ORD open y=ANY_YEAR close", spans.half),
        ("quarter", "P", "the_quarter o=ORD s=SHIFT", spans.quarter),
        ("quarter", "P", "the_quarter o=ORD (?!of|l)", spans.quarter),
        ("quarter", "P", "p=full_part", dates.as_written),
        *[("quarter", "P", f"o=q_sign {year}", spans.quarter) for year in _LATIN_YEARS],
        *[("half", "P", f"o=h_sign {year}", spans.half) for year in _LATIN_YEARS],
        ("quarter", "P", f"{_YEAR_BEFORE} o=q_sign (?!MARK)", spans.quarter),
        ("half", "P", f"{_YEAR_BEFORE} o=h_sign (?!MARK)", spans.half),
        ("half", "P", f"the_half o=ORD {_OF_YEAR}", spans.half),
        ("third", "P", f"the_third o=ORD {_OF_YEAR}", spans.third),
        ("half", "P", "the_half o=ORD s=SHIFT", spans.half),
        ("half", "P", "the_half o=ORD (?!of|l)", spans.half),
        ("relative_quarter", "P", "the_quarter s=SHIFT", spans.relative_quarter),
        ("relative_quarter", "P", "this the_quarter", spans.relative_quarter),
        ("relative_half", "P", "the_half s=SHIFT", spans.relative_half),
        ("first_months", "P", f"the_pl_month al? c=THE_COUNT o=ORDINAL {_OF_YEAR}?", spans.first_months),
        ("first_months", "P", f"(c=THE_COUNT|c2=COUNT) the_pl_month o=ORDINAL {_OF_YEAR}?", spans.first_months),
        ("first_months", "P", f"al? (c=THE_COUNT|c2=count) MONTHS_WORD o=ORDINAL {_OF_YEAR}?", spans.first_months),
        ("first_months", "P", f"first c=COUNT (sg_month|pl_month|months_of) {_OF_YEAR}?", spans.first_months),
        ("first_months", "P", f"(first dual_month|the_dual_month ord_both) {_OF_YEAR}?", spans.first_months),
        ("first_months", "P", f"(?<!AROUND|about) al? c=COUNT (MONTHS_WORD|sg_month) (?=of=of)? {_OF_YEAR}",
         spans.months_gone),
        ("last_months", "P", f"the_pl_month al? c=THE_COUNT ord_last {_OF_YEAR}", spans.last_months),
        ("last_months", "P", f"al? (c=THE_COUNT|c2=count) MONTHS_WORD ord_last {_OF_YEAR}", spans.last_months),
        ("last_months", "P", f"(last (c=COUNT (sg_month|MONTHS_WORD)|dual_month)|the_dual_month last_both) {_OF_YEAR}",
         spans.last_months),
        # days of the week, today
        ("every", "other", "every sg_day? weekday", _left_out),
        ("two_weekdays", "P", "(days_of|pl_day) w=weekday and w2=weekday (?!(and|or) sg_day? weekday) s=ANY_SHIFT?",
         days.two_weekdays),
        ("two_weekdays", "P", "daypart sg_day? night=weekday MARK? sg_day? w2=weekday s=ANY_SHIFT?", days.two_weekdays),
        ("such_day", "P", "such_day (of|l) y=ANY_YEAR", days.such_day),
        ("tonight", "P", "(?<!in)(?<!same_before)(?<!this)(daypart of?)? this? tonight (?!before|past|same|b|al)",
         days.tonight),
        ("weekday_of_week", "P", "(daypart of?)? sg_day? w=weekday (of|in)? "
         f"(the_week {_TWICE} s=SHIFT|this the_week)", days.weekday_of_week),
        ("weekday_of_day", "P", "(daypart of?)? sg_day? w=weekday (d=deictic|the_day (?!al|ORDINAL|ord_last))",
         days.weekday_of_day),
        ("deictic", "P", "(daypart of?)? sg_day? d=deictic (comma? sg_day? w=weekday)?", days.deictic),
        ("today", "P", "(daypart of?)? this? the_day comma? w=weekday", days.today),
        ("weekday_shift", "P", "(daypart of?)? sg_day? w=weekday "
         f"(daypart? {_TWICE} s=ANY_SHIFT|(?={_WEEKDAYS} s2=ANY_SHIFT))", days.weekday_shift),
        ("weekday", "P", "this sg_day? w=weekday", days.this_weekday),
        ("weekday", "P", "(daypart of?)? sg_day? w=weekday (?!ORDINAL|ord_last)", days.weekday),
        ("session_before", "P", "IN? session_before", days.session_before),
        ("today", "P", "daypart of? the_day (?!al|ORDINAL|ord_last)", days.today),
        ("today", "P", "(?<!in)(?<!this)(?<!b)the_day (?!al|ORDINAL|ord_last)", days.today),
        ("clock_day", "P", "by hour of? p=P", spans.inner),
        ("clock_day", "P", "by hour", days.session),
        # the same stretch of another year
        ("same_period", "P", f"shape=SHAPE same {_OF_YEAR}", spans.same_period),
        ("same_period", "P", f"shape=the_pl_month (al? THE_COUNT)? same {_OF_YEAR}", spans.same_period),
        ("same_period", "P", f"same_before shape=SHAPE {_OF_YEAR}", spans.same_period),
        ("month_same", "P", "the_month same|same_before the_month", dates.same_as_before),
        ("same_period", "P", "shape=SHAPE same of? before year_ago=sg_year", spans.same_period),
        # counted from the document's date
        ("last_some", "P", f"c=THE_COUNT u=THE_PLURAL s=SHIFTS {_NOT_OF}", spans.last_some),
        ("last_some", "P", f"u=THE_PLURAL (al? c=THE_COUNT|c2=ord|few)? s=SHIFTS {_NOT_OF}", spans.last_some),
        ("last_some", "P", f"al? (c=THE_COUNT|c2=ord|c3=n) u=SOME s=SHIFTS {_NOT_OF}", spans.last_some),
        ("last_some", "P", f"u2=THE_DUAL s=SHIFTS {_NOT_OF}", spans.last_some),
        ("last_some", "P", f"last (c=COUNT u=SOME|u2=DUAL) {_NOT_OF}", spans.last_some),
        ("long_ago", "P", "(before|since) about? long_while (?!of)", _not_known),
        ("every", "other", "(sg_year|years_of) after sg_year|(sg_month|months_of) after sg_month"
         "|(sg_week|pl_week) after sg_week|(sg_day|days_of) after sg_day", _left_out),  # عاما بعد عام
        ("from_now", "P", f"(before|on=after) {_COUNTED} of (now|today=P)", spans.from_now),
        ("ago", "P", f"back=before {_COUNTED} (?!of)", spans.ago),
        ("since_ago", "P", f"since {_COUNTED}", spans.since_ago),
        ("hence", "P", f"after {_COUNTED} (?!of)", spans.hence),
        ("relative_week", "P", f"the_week {_TWICE} s=SHIFT", spans.relative_week),
        ("relative_week", "P", "this the_week", spans.relative_week),
        ("one_before", "P", "(the_month|the_quarter|the_week) prior|the_decade s=SHIFT", _not_known),
        ("season", "P", "(season|x=lmonth) s=SHIFT | this (season|y=lmonth)", spans.season),
        ("season", "P", f"(sg_season|winter=sg_winter) {_OF_YEAR}", spans.season_of_year),
        # market reports
        ("session_day", "P", "IN? earlier of session trading?", days.session),
        ("at_a_time", "P", "(earlier|later) of p=PHRASE", spans.inner),
        ("part_of_now", "P", "(earlier|later) of (y=the_year|m=the_month|w=the_week) (?!same|prior|SORT)",
         spans.part_of_now),
        ("session_day", "P", "IN earlier (?!of)", days.session),
        ("session_day", "P", "IN? part of? session trading? (?!comma? ANOTHER)", days.session),
        ("session_day", "P", "IN session trading? (?!comma? ANOTHER)", days.session),
        # parts of a year or month
        ("season_year", "Y", "sport_season p=YEAR", years.of_season),
        ("event", "other", "MONTH (and MONTH)?", dates.event),
        ("bare_month", "M", "m=MONTH", dates.bare),
        ("part_of_many", "P", "u=PART_OF_MANY o=ORD (of|l) c=PHRASE", spans.part_of_many),
        ("edge_day", "P", "((n=first|n2=nth) (sg_day|pl_day)|last sg_day) (of|in)? p=PHRASE", spans.edge_day),
        ("nth_weekday", "P", "(n=first|n2=nth|last) sg_day? (w=bare_weekday|sunday=unit_teen) (of|in) p=PHRASE",
         spans.nth_weekday),
        ("nth_weekday", "P", "sg_day? w=weekday (n=ord_f|ord_last) (of|in) p=PHRASE", spans.nth_weekday),
        ("edge_day", "P", "the_day (n=ord|ord_last) (of|in) p=PHRASE", spans.edge_day),
        ("some_of_many", "P", f"{_SOME_OF} (of|l) c=PHRASE", spans.some_of_many),
        ("lasting", "P", "during about? (COUNT SOME|DUAL|few? PLURAL few?)", _not_known),
        ("ended", "P", "(u=LENGTH fiscal?|the_pl_month al? c=THE_COUNT"
         "|al? (c2=THE_COUNT|c3=COUNT) (MONTHS_WORD|sg_month)) ended (IN|b)? (part=part of?)? sg_day? p=PHRASE",
         spans.ended),
        ("ended", "P", "(?<!AROUND)(?<!since)(?<!about) al? c=COUNT (MONTHS_WORD|sg_month) till (part=part of?)? "
         "sg_day? p=PHRASE", spans.months_until),
        ("every", "other", "(P|M) of every SINGLE", _left_out),
        ("part", "P", "(part=part|last) of? p=POINT", spans.with_part),
        ("part_of_now", "P", "(part=part|last|f=first) (y=the_year|m=the_month|w=the_week) (?!same|prior|SORT)",
         spans.part_of_now),
        # intervals
        ("from_on", "P", "FROM p=POINT onwards", spans.from_on),
        ("since", "P", "(of|since) p=POINT ((and? UP_TO)? now|and? till_now)", spans.since),
        ("now", "P", "now|till_now", days.now),
        ("between", "P", "between (YEARS_OF|months_of|days_of)? a=POINT (and|and? UP_TO) b=POINT",
         spans.interval),
        ("between", "P", "between (days_of|pl_day|sg_day)? al? n=NTH (and|to) b=P", spans.interval),
        ("bracketed", "P", "(?<=FROM) open p=P close (?=and? UP_TO)", spans.inner),
        ("bracketed", "P", "(?<=P UP_TO) open p=P close", spans.inner),
        ("from_to", "P", "FROM a=POINT (comma? and)? UP_TO b=POINT", spans.interval),
        ("from_to", "P", "FROM (sg_day|the_day)? al? n=NTH and? UP_TO b=P", spans.interval),
        ("from_to", "P", "(days_of|pl_day) n=n_day UP_TO b=P", spans.interval),
        ("from_to", "P", "IN? period a=year4 and? UP_TO b=POINT", spans.interval),
        ("from_to", "P", "(?<!in)a=M UP_TO b=PHRASE", spans.interval),
        ("from_to", "P", "(?<!before)(?<!after)a=PHRASE till b=POINT", spans.year_to_year),
        ("dash", "P", "a=POINT dash=dash b=POINT", spans.interval),
        ("two_years", "Y", "(years_of|the_dual_year) a=YEAR and b=YEAR", years.listed_years),
        ("bare_year", "Y", "(YEARS_OF fiscal?|period) p=YEAR", years.headed),
        ("two_months", "P", "months_of a=POINT and b=POINT", spans.interval),
        ("since", "P", "since p=POINT", spans.since),
        ("from_on", "P", "from_on p=POINT", spans.from_on),
        ("until", "P", "till p=POINT", spans.until),
        ("until", "P", "to p=P", spans.up_to_end),
        ("before", "P", "before p=POINT", spans.before),
        ("after", "P", "after p=POINT", spans.after),
        # a year without a word for it
        ("bare_year", "P", "IN period? al? y=year4 ce?", years.bare_year),
        ("bare_year", "Y", "year_noun it=year4", years.beside),
        ("bare_year", "Y", "compared b? it=year4 (?!MARK)", years.compared),
        ("bare_year", "Y", "(?<=other) it=year4 (?!MARK)", years.paid_for),
        ("bare_year", "Y", "(?<=PHRASE other) it=year4 (?!MARK|IN)", years.against),
        # 2020 و2021 و2022 و2023, سنوات 2020، 2021، 2022 و2023
        *[("bare_year", "Y", "PHRASE (JOINED|comma (?=year4 JOINED year4|year4 comma year4)) it=year4 (?!MARK)",
           years.beside)] * 3,
        ("preposition", "P", "IN period? p=PHRASE", spans.inner),
    )  # fmt: skip
    return tuple(_rule(*row) for row in table)
