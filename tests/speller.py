"""Arabic numbers in words, spelled from the rules of grammar, for tests that read them back.

Nothing here comes from `pipeline`: the words are in `cases/laws_words.txt`, the rules below. num2words is no
oracle for Arabic: see `agrees_with_num2words` in `test_amounts_laws.py` for the numbers on which it is right.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from casefile import cases

DIALECTS = ("egyptian", "levantine", "gulf", "maghrebi")
POWERS = (15, 12, 9, 6, 3)
LARGEST = 10**18 - 1


class Style(NamedTuple):
    """One way of spelling; every field has the form that a schoolbook would choose as default.

    `variant` picks among the spellings of each word (مئة, مائة), `case` is nominative or oblique, `counted`
    the gender of the things counted; `noun` tells that one follows, so that a dual at the end loses its ن.
    """

    variety: str = "standard"
    case: str = "nominative"
    counted: str = "m"
    variant: int = 0
    joined: bool = True
    link: str = " و"
    noun: bool = False


SCHOOL = Style()


@cache
def words() -> dict[str, list[str]]:
    """The spellings by what they mean, as `cases/laws_words.txt` lists them."""
    table: dict[str, list[str]] = {}
    for case in cases("laws_words"):
        table.setdefault(case.head, []).append(case.text)
    return table


def spelled(number: int, style: Style = SCHOOL) -> str:
    """`number`, from 0 to just under 10^18, in words.

    >>> spelled(0)
    'صفر'
    >>> spelled(1999)
    'ألف وتسعمئة وتسعة وتسعون'
    >>> spelled(2_200_012, Style(case="oblique", counted="f"))
    'مليونين ومئتي ألف واثنتي عشرة'
    >>> spelled(2_000_000, Style(noun=True))
    'مليونا'
    >>> spelled(3_111, Style(variety="egyptian"))
    'تلات آلاف ومية وحداشر'
    """
    if number == 0:
        return word(style, "0")
    parts, rest = [], number
    for power in POWERS:
        count, rest = divmod(rest, 10**power)
        if count:
            parts.append(scaled(count, power, style, followed=rest == 0 and style.noun))
    if rest:
        parts += hundreds(rest, style, followed=style.noun)
    return style.link.join(parts)


def scaled(count: int, power: int, style: Style, followed: bool) -> str:
    """`count` thousands, millions, … ; `followed` tells that a noun comes right after.

    A scale is a masculine noun and is counted like one: three to ten take its plural, eleven to ninety-nine
    its singular accusative (tamyiz), hundreds its singular.

    >>> [scaled(count, 3, Style(), False) for count in (1, 2, 3, 11)]
    ['ألف', 'ألفان', 'ثلاثة آلاف', 'أحد عشر ألفا']
    >>> scaled(200, 6, Style(), False), scaled(203, 6, Style(), False), scaled(20, 3, Style(), True)
    ('مئتا مليون', 'مئتان وثلاثة ملايين', 'عشرون ألف')
    """
    scale = f"10^{power}"
    if count == 1:
        return word(style, scale, "one")
    if count == 2:
        return word(style, scale, "two", style.case, "construct" if followed else "")
    style = style._replace(counted="m")
    if style.variety != "standard" and power == 3 and count in range(3, 11):  # تلات آلاف, not تلاتة آلاف
        return f"{word(style, 'few', str(count))} {word(style, scale, 'few')}"
    head = style.link.join(hundreds(count, style, followed=True))
    form = counting(count)
    return f"{head} {word(style, scale, 'one' if followed and form == 'tamyiz' else form)}"


def counting(count: int) -> str:
    """The form that a noun takes after `count`: few, tamyiz or one."""
    last = count % 100
    if last in range(3, 11):
        return "few"
    return "tamyiz" if last >= 11 else "one"


def hundreds(number: int, style: Style, followed: bool) -> list[str]:
    """The parts of a number from 1 to 999 that و joins."""
    hundred, rest = divmod(number, 100)
    parts = []
    if hundred == 1:
        parts.append(word(style, "100"))
    elif hundred == 2:
        parts.append(word(style, "200", style.case, "construct" if followed and not rest else ""))
    elif hundred:
        parts.append(word(style, str(hundred * 100), "joined" if style.joined else "apart"))
    return parts + tens(rest, style)


def tens(number: int, style: Style) -> list[str]:
    """The parts of a number from 0 to 99 that و joins.

    >>> tens(21, Style(counted="f")), tens(18, Style(counted="f"))
    (['إحدى', 'عشرون'], ['ثماني عشرة'])
    """
    if number == 0:
        return []
    if number < 20:
        return [word(style, str(number), style.counted, style.case)]
    ten, unit = divmod(number, 10)
    parts = [word(style, str(ten * 10), style.case)]
    if unit == 1:
        parts.insert(0, word(style, "1", style.counted, "before tens"))
    elif unit:
        parts.insert(0, word(style, str(unit), style.counted, style.case))
    return parts


def word(style: Style, *meaning: str) -> str:
    """The spelling of `meaning` that `style` chooses: the most telling head of the list that is a part of it.

    What a variety does not tell apart (a dialect has one case, three has no case) is left out of its heads; a
    dialect without a word of its own for a scale uses the standard one, in the oblique.
    """
    table = words()
    for variety in (style.variety, "standard"):
        wanted = [part for part in meaning if part]
        if variety == "standard" != style.variety:
            wanted = ["oblique" if part == "nominative" else part for part in wanted if part != "construct"]
        for head in heads(variety, wanted):
            if head in table:
                return table[head][style.variant % len(table[head])]
    raise KeyError(f"no word for {meaning} in {style.variety}: add it to tests/cases/laws_words.txt")


def heads(variety: str, wanted: list[str]) -> Iterable[str]:
    """The heads that may hold what is wanted, the fullest first: its first part is never given up."""
    first, *rest = wanted
    for keep in range(len(rest), -1, -1):
        yield " ".join([variety, first, *rest[:keep]])
    for part in reversed(rest):
        yield " ".join([variety, first, part])
