"""Numbers in a folded text, in digits and in words alike, each with its exact value and the rule that read it."""

from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from pipeline.digits import Digits, Value, decimal_mark, digits
from pipeline.measures import counted_in, partless
from pipeline.numerals import LATIN, LETTERS, NOTHING, RAISED, Numeral, Words, among, context, gap, money_words, words

MILLION = 10**6
DOZEN = 12
COUNTED = ("digits_scale", "words_scale", "point_decimal_scale", "comma_decimal_scale")  # a scale and how many of it
CENTURIES = range(1900, 2100)
IN_A_ROW = 12  # years that a date before them dates: عامي 2015 و2020
GRADES = frozenset((*range(80, 101), 180, 380))  # of petrol, by its octane, and of fuel oil
OVER = 10_000  # times a scale, which is said by the next one: 320 500 مليون
LEAST_PART = 10  # 9/10 is the last fraction that is written with a stroke
AVERAGED = 6  # words before a number in which stands that it is an average
PLACES = 28  # digits of a value that no decimal can hold, such as a third
NUMBERED = ("model", "label", "numbered")  # classes of what may have a number as its name
# classes of words behind which a value stands
VALUED = (
    "filler", "worth", "ratio", "limits", "preposition", "particle", "tail", "to", "stop", "left_out", "approximator",
    "breaker", "change", "span", "between", "at_price", "at_rate", "against", "or", "that_is",
)  # fmt: skip
LONGEST_SIGN = 4  # words of a currency's sign: ر.س.
ENCLOSED = {"(": ")", '"': '"', "«": "»"}  # marks that stand around a number alone: (117) مليار
_ROUNDED = Context(prec=PLACES)


class Number(NamedTuple):
    """A number with its exact value (a third is rounded to 28 digits) and the rule that read it."""

    value: Decimal
    start: int
    stop: int
    rule: str


class Reading(NamedTuple):
    """A number as the grammar leaves it: the words `first` to `last` (half-open) and what they are worth.

    `scale` is the last power of ten said (1 if none), `mantissa` what stands before it, None where that is not
    one number: what a number beside this one needs in order to share the scale. `token` is the place of a single
    numeral in digits, whose reading may still depend on its unit, -1 for all else.
    """

    value: Value
    first: int
    last: int
    rule: str
    scale: int = 1
    mantissa: Value | None = None
    token: int = -1


def numbers(text: str, billion: int = 9) -> list[Number]:
    """Every number in a folded text: bare, in a date, before a unit; also 3/4, واحد على ثلاثة and 1.1^23.

    Spans leave clitics out, hold the article and a minus.

    >>> [(n.value, n.rule) for n in numbers("ثلاثة ملايين ومئتا الف، 14.8")]
    [(Decimal('3200000'), 'compound'), (Decimal('14.8'), 'point_decimal')]
    >>> [n.value for n in numbers("مليار ونصف المليار، سالب خمسة")]
    [Decimal('1500000000'), Decimal('-5')]
    """
    read = words(text, billion)
    found: list[Number] = []
    place = 0
    while place < len(read.surfaces):
        kind = read.numerals[place].kind
        reading = number(read, place) if kind else None
        if reading is not None and (reading.rule == "ordinal" or raised(read, reading.last)):
            place = reading.last  # الخامس والعشرون is not twenty
            continue
        if reading is None:
            found += _pieces(read, place) if kind == "digits" else ()
            place += 1
            continue
        reading = _arithmetic(read, reading)
        start, negative = signed(read, reading.first)
        value = -reading.value if negative else reading.value
        found.append(Number(decimal(value), start, read.stops[reading.last - 1], reading.rule))
        place = reading.last
    return found


def _pieces(read: Words, place: int) -> Iterator[Number]:
    """The numbers of a numeral that is none as a whole: 192.168.1.2"""
    at, surface = read.starts[place], read.surfaces[place]
    for piece in "".join(letter if letter.isdigit() else " " for letter in surface).split(" "):
        found = digits(piece) if piece else None
        if found is not None:
            yield Number(decimal(found.value), at, at + len(piece), "piece")
        at += len(piece) + 1


def raised(read: Words, last: int) -> bool:
    """Whether digits above the line touch the digits that end before `last`: a power or a note, which nothing tells.

    >>> [raised(words(text), 1) for text in ("10³ دولار", "10 م³", "10")]
    [True, False, False]
    """
    if last == len(read.surfaces) or read.starts[last] != read.stops[last - 1]:
        return False
    return read.surfaces[last - 1][-1].isdigit() and read.surfaces[last][0] in RAISED


def decimal(value: Value) -> Decimal:
    """The value as a Decimal, exact where one can be.

    >>> decimal(Fraction(148, 10)), decimal(Fraction(1, 3))
    (Decimal('14.8'), Decimal('0.3333333333333333333333333333'))
    """
    if isinstance(value, int):
        return Decimal(value)
    below = value.denominator
    twos = (below & -below).bit_length() - 1
    rest, fives = below >> twos, 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest > 1:
        return _ROUNDED.divide(Decimal(value.numerator), Decimal(below))
    places = max(twos, fives)
    shown = str(abs(value.numerator) * 10**places // below).rjust(places + 1, "0")
    minus = "-" if value < 0 else ""
    return Decimal(f"{minus}{shown[:-places]}.{shown[-places:]}" if places else minus + shown)


# --- the minus ---


def signed(read: Words, place: int) -> tuple[int, bool]:
    """Where the number that begins at a word starts, its minus with it, and whether it has one: -0.6, بناقص 0.4."""
    start = read.starts[place] + read.numerals[place].cut
    if place and read.surfaces[place - 1] == "." and _stands_free(read, place - 1, start):  # .5
        place, start = place - 1, read.starts[place - 1]
    if not place:
        return start, False
    before, at = read.surfaces[place - 1], read.starts[place - 1]
    if before == "-":
        return (at, True) if _stands_free(read, place - 1, start) else (start, False)
    for cut in range(3):
        if before[cut:] in context("minus") and (not cut or before[:cut] in context("clitic")):
            return at + cut, True
    return start, False


def _stands_free(read: Words, place: int, start: int) -> bool:
    """Whether a mark touches the number that starts behind it and no number before it: a minus, not a dash."""
    at = read.starts[place]
    if at + 1 != start:
        return False
    if at == 0 or read.text[at - 1] in ' \n("[،:;/~+-*^=':
        return True
    return read.stops[place - 1] == at and read.surfaces[place - 1] in context("clitic")  # و-3,5%


# --- the grammar ---
# number = term { و smaller term } [ و part ]
# term   = group { scale } | scale | part [ scale ] | ordinal
# group  = digits | hundreds [ و below a hundred ] | below a hundred


def number(read: Words, place: int, limit: int | None = None) -> Reading | None:
    """The longest number that begins at a word and ends before word `limit`, None if none does."""
    stop = len(read.surfaces) if limit is None else limit
    found = _term(read, place, stop)
    while found is not None:
        after = joined(read, found.last, stop)
        longer = None if after is None else _and_part(read, found, after, stop) or _and_term(read, found, after, stop)
        if longer is None:
            return found
        found = longer
        if found.rule == "and_a_part":
            return found
    return None


def joined(read: Words, place: int, stop: int) -> int | None:
    """The place of the number word that و joins on at `place`, None if there is none.

    >>> joined(words("مئة وعشرون"), 1, 2), joined(words("مئة و 20"), 1, 3), joined(words("مئة وبعشرين"), 1, 2)
    (1, 2, None)
    """
    if place >= stop:
        return None
    numeral = read.numerals[place]
    if numeral.kind:
        return place if numeral.bare or _and_one(read, place, stop) else None
    if read.surfaces[place] in context("and") and place + 1 < stop:
        numeral = read.numerals[place + 1]
        if numeral.kind and not numeral.cut:
            return place + 1
    return None


def _and_one(read: Words, place: int, stop: int) -> bool:
    """Whether واحد is وأحد, the one of 21, 31 …: مئة وأحد وعشرون"""
    if read.surfaces[place] not in context("and_one") or not place or not read.numerals[place - 1].kind:
        return False
    tens = joined(read, place + 1, stop)
    return tens is not None and read.numerals[tens].kind == "tens"


def _and_term(read: Words, found: Reading, place: int, stop: int) -> Reading | None:
    """The number with a smaller term after و: مليار و200 مليون; or, ألف ومئتا مليون, both before one scale."""
    if found.scale == 1 or found.rule in ("part_of_scale", "ordinal"):
        return None
    term = _term(read, place, stop)
    if term is None or term.rule == "part_of_scale":
        return None
    if term.value < found.scale:
        return found._replace(
            value=found.value + term.value, last=term.last, rule="compound",
            scale=term.scale, mantissa=None, token=-1,
        )  # fmt: skip
    thousands = found.scale == 1000 and found.value < MILLION
    if thousands and term.scale > 1000 and term.rule in COUNTED and 1 < (term.mantissa or 0) < 1000:
        # سبعة آلاف و29 تريليون: seven thousand and 29, both of them trillions
        mantissa = found.value + (term.mantissa or 0)
        return found._replace(
            value=mantissa * term.scale, last=term.last, rule="compound",
            scale=term.scale, mantissa=mantissa, token=-1,
        )  # fmt: skip
    return None


def _and_part(read: Words, found: Reading, place: int, stop: int) -> Reading | None:
    """The number with a part after و: مليونين ونصف, مليار ونصف المليار, 2 ونصف مليون, 3 و1/2, مئة وثلاثة أرباع"""
    part, at = part_at(read, place, stop)
    if part is None:
        part, at = _fraction(read, place, stop), place + 3
    if part is None:
        return None
    numeral, scale = read.numerals[place], _next(read, at, stop)
    if scale.kind == "scale" and scale.shape in ("one", "one-or-two"):
        if 1 < found.scale < scale.value:
            return None
        if found.scale == 1:
            mantissa: Value | None = found.value + part
            value: Value = (found.value + part) * scale.value
        else:
            mantissa, value = None, found.value + part * scale.value
        return found._replace(
            value=whole(value), last=at + 1, rule="and_a_part", scale=scale.value, mantissa=mantissa, token=-1
        )
    if numeral.shape in ("weak", "price") and at < stop and read.surfaces[at][0].isalpha():
        return None  # ونص الاتفاق: "and the text of"
    ends = read.numerals[found.last - 1].kind
    worth = found.scale if ends == "scale" else DOZEN if ends == "dozen" else 1
    mantissa = None if found.mantissa is None else found.mantissa + (part if worth == found.scale else 0)
    return found._replace(
        value=whole(found.value + part * worth), last=at, rule="and_a_part", mantissa=mantissa, token=-1
    )


def part_at(read: Words, place: int, stop: int) -> tuple[Fraction | None, int]:
    """The part of something that begins at a word, and the place after it: نصف, ثلثي, ثلاثة أرباع.

    >>> part_at(words("ثلاثة ارباع"), 0, 2), part_at(words("ثلاثة اشخاص"), 0, 2)
    ((Fraction(3, 4), 2), (None, 0))
    """
    numeral, follows = read.numerals[place], _next(read, place + 1, stop)
    if numeral.kind == "half" or (numeral.kind == "parts" and numeral.shape == "dual"):
        plural = follows.kind == "scale" and follows.shape == "many"
        return (None, place) if plural else (Fraction(numeral.value, numeral.part), place + 1)
    if numeral.kind == "unit" and follows.kind == "parts" and follows.shape == "plural":
        return Fraction(numeral.value, follows.part), place + 2
    if numeral.part and not numeral.article and place + 1 < stop and _divided(read, place + 1):
        return Fraction(1, numeral.part), place + 1
    return None, place


def _divided(read: Words, place: int) -> bool:
    """Whether what stands behind خمس is one whole, of which it is a fifth: خمس السكان, خمس المليون, خمس ما يملكه.

    Five of anything would be خمس نساء, without the article.
    """
    surface, numeral = read.surfaces[place], read.numerals[place]
    if numeral.kind:
        return numeral.kind == "scale" and numeral.article and not numeral.cut
    definite = surface.startswith("ال") and len(surface) > 3
    return (definite and surface not in context("own_al")) or surface in context("undivided")


def whole(value: Value) -> Value:
    """The value as an int where it is one."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def _next(read: Words, place: int, stop: int) -> Numeral:
    """The numeral at a place if it goes on with the word before it, having no clitic of its own; else NOTHING."""
    if place >= stop or read.numerals[place].cut:
        return NOTHING
    return read.numerals[place]


# --- terms ---


def _term(read: Words, place: int, stop: int) -> Reading | None:
    """A number that و does not join from several, by what it begins with."""
    kind = read.numerals[place].kind
    if kind == "digits":
        return _digits(read, place, stop)
    if kind == "scale":
        return _bare_scale(read, place, stop)
    if kind in ("half", "parts"):
        return _part(read, place, stop)
    if kind.startswith("ordinal"):
        return _ordinal(read, place, stop)
    return _words(read, place, stop)


def _words(read: Words, place: int, stop: int) -> Reading | None:
    """A group in words with its scales: خمسة وعشرون مليونا; or counting parts: ثلاثة أرباع المليون"""
    part, at = part_at(read, place, stop)
    if part is not None:
        return _scaled_part(read, place, at, stop, part)
    group, at = _group(read, place, stop)
    if group is None:
        return None
    value: Value = group
    rule = "words"
    if at + 1 < stop and read.surfaces[at] in context("point") and read.numerals[at + 1].kind:
        part, after = _said_part(read, at + 1, stop)  # خمسة فاصلة سبعة مليار
        if part is not None:
            value, at, rule = value + part, after, "point_said"
    follows = _next(read, at, stop)
    if at == place + 1 and read.numerals[place].part and follows.value >= MILLION and follows.shape.startswith("one"):
        rule = "fifth"  # خمس مليون is a fifth of one, or five as the careless write it
    if follows.shape.startswith("one") and not follows.article and _describes(read, place):
        return Reading(value, place, at, rule, 1, value)
    if value > 10 and (follows.part or follows.kind == "half") and not follows.article:
        part = Fraction(value) / follows.part  # ثلاثة وعشرون خمسا
        return Reading(part, place, at + 1, "parts")
    return scaled(read, place, at, stop, value, rule)


def _said_part(read: Words, place: int, stop: int) -> tuple[Fraction | None, int]:
    """What stands behind فاصلة, None if it says no number, and the place after it: سبعة, صفر خمسة, 05."""
    first = place
    while place + 1 < stop and read.numerals[place].kind == "zero" and _group(read, place + 1, stop)[0] is not None:
        place += 1
    if place == first and read.surfaces[place].isdigit():
        return Fraction(int(read.surfaces[place]), 10 ** len(read.surfaces[place])), place + 1
    part, after = _group(read, place, stop)
    return None if part is None else Fraction(part, 10 ** (place - first + len(str(part)))), after


def _describes(read: Words, place: int) -> bool:
    """Whether a numeral with ال is the adjective of what stands before it: الدول الخمس مليار دولار is one milliard.

    Three to ten count ملايين, so before مليون they tell how many countries there are; twenty do not (الثلاثين مليون).
    Not so in المبلغ الخمسة مليون either.
    """
    numeral, before = read.numerals[place], read.surfaces[place - 1] if place else ""
    if not numeral.article or before in context("group_of"):
        return numeral.article
    plural = before.endswith(("اته", "اتها", "اتهم")) or (before.startswith("ال") and len(before) > 4)
    worth = any(before.removeprefix("ال") in context(name) for name in ("filler", "worth"))
    return plural and not worth and numeral.kind in ("unit", "ten") and not read.numerals[place - 1].kind


def _digits(read: Words, place: int, stop: int) -> Reading | None:
    """A numeral in digits with its scales: 14.8 مليار; also 1 234 567 and 5 فاصلة 7."""
    if dated(read, place):
        return Reading(int(read.surfaces[place]), place, place + 1, "digits", 1, int(read.surfaces[place]), place)
    part = _fraction(read, place, stop)
    if part is not None:
        parted = _scaled_part(read, place, place + 3, stop, part)
        return parted if parted.scale > 1 else parted._replace(rule="slash")
    surface, at = read.surfaces[place], place + 1
    while at < stop and _goes_on(read, place, at):
        surface, at = surface + read.surfaces[at], at + 1
    part, after = _more(read, at, stop) if surface.isdigit() else (None, at)
    if part is not None:
        return scaled(read, place, after, stop, int(surface) + part, "and_a_part")
    scale = _next(read, at, stop)
    whole = not surface.isdigit() and _no_parts(read, place, at + bracketed(read, place, at))
    found = numeral_at(read, surface, "scale" if scale.kind == "scale" else "whole" if whole else "")
    if found is None or (found.value >= MILLION <= scale.value and scale.kind == "scale"):
        return None  # 2.280.000.000 مليار: one of the two is a slip
    value, rule = found.value, found.rule if at == place + 1 else _by_blanks(read, place, at)
    if surface.isdigit() and _pointed(read, place):
        value, rule = Fraction(value, 10 ** len(surface)), "point_decimal"
    elif surface.isdigit() and (tenths := _said_tenths(read, at, stop)) is not None:
        value, at, rule = value + tenths, at + 2, "point_said"
    token = place if at == place + 1 and rule == found.rule else -1
    return scaled(read, place, at, stop, value, rule)._replace(token=token)


def _pointed(read: Words, place: int) -> bool:
    """Whether a decimal point stands right before a numeral: .5"""
    return place > 0 and read.surfaces[place - 1] == "." and _stands_free(read, place - 1, read.starts[place])


def _said_tenths(read: Words, at: int, stop: int) -> Fraction | None:
    """What a decimal point that is said and the digits behind it add to those before it: 7/10 of 5 فاصلة 7"""
    if at + 1 >= stop or read.surfaces[at] not in context("point") or not read.surfaces[at + 1].isdigit():
        return None
    tenths = read.surfaces[at + 1][:100]
    return Fraction(int(tenths), 10 ** len(tenths))


def dated(read: Words, place: int) -> bool:
    """Whether the numeral at `place` is the year of a date or of a name: a scale behind it is a number of its own.

    عام 2020 مليار, 5 يونيو 2018 مليون, الربع الأول من 2019 مليون, 15/5/2018 مليون, كوفيد-19 مليار, Q4-2025 مليار
    """
    for _ in range(IN_A_ROW):
        if _dated(read, place):
            return True
        if not _in_a_row(read, place):
            return False
        place -= 2
    return False


def _in_a_row(read: Words, place: int) -> bool:
    """Whether the numeral at `place` is dated if the one before it is: عامي 2015 و2020, Q4-2025, FY24/25"""
    if place < 2:
        return False
    surface, before, earlier = read.surfaces[place], read.surfaces[place - 1], read.surfaces[place - 2]
    if before in context("and") or before in context("or"):
        return _year(surface)
    return _tied(read, place) and surface.isdigit() and earlier.isdigit() and len(surface) in (len(earlier), 4)


def _tied(read: Words, place: int) -> bool:
    """Whether a stroke or a dash without blanks ties the word at `place` to the one before it."""
    before = read.surfaces[place - 1]
    return place > 1 and before in "/-" and read.text[read.stops[place - 2] : read.starts[place]] == before


def _year(surface: str) -> bool:
    return len(surface) == 4 and surface.isdigit() and int(surface) in CENTURIES


def _dated(read: Words, place: int) -> bool:
    """Whether the numeral at `place` is dated by itself."""
    surface = read.surfaces[place]
    if not (surface.isdigit() and place):
        return False
    before, earlier = read.surfaces[place - 1], read.surfaces[place - 2] if place > 1 else ""
    tied = _tied(read, place)
    if tied and before == "-" and len(earlier) > 2 and earlier.isalpha():
        return len(surface) <= 2  # كوفيد-19
    if before.isascii() and named(read, place):  # Q4, FY25, G20
        return True
    return _year(surface) and (
        (tied and before == "/" and earlier.isdigit())
        or any(before in context(name) for name in ("year_noun", "month"))
        or (before in context("fiscal") and earlier in context("year_noun"))
        or (place > 1 and before in context("from") and read.numerals[place - 2].kind.startswith("ordinal"))
        or (int(surface) % 100 > 0 and any(before in context(name) for name in ("year", "in")))
    )


def _fraction(read: Words, place: int, stop: int) -> Fraction | None:
    """The proper fraction that the three words at `place` write, 3/4; not those of 1/2/2020, 30/4, 4/5 000."""
    texts = read.surfaces
    if place + 3 > stop or texts[place + 1] != "/" or not (texts[place].isdigit() and texts[place + 2].isdigit()):
        return None
    glued = read.text[read.starts[place] : read.stops[place + 2]] == "".join(texts[place : place + 3])
    alone = "/" not in (*texts[max(0, place - 1) : place], *texts[place + 3 : place + 4])
    alone = alone and not (place + 3 < stop and _goes_on(read, place + 2, place + 3))
    above, below = int(texts[place][:9]), int(texts[place + 2][:9])
    return Fraction(above, below) if glued and alone and 0 < above < below <= LEAST_PART else None


def _more(read: Words, at: int, stop: int) -> tuple[Fraction | None, int]:
    """The fraction that goes on from the numeral before `at`, and the place after it: 2 1/2 مليون, 2½"""
    part, gap = _fraction(read, at, stop), read.text[read.stops[at - 1] :][:1]
    if part is not None:
        return (part, at + 3) if gap == " " else (None, at)
    if at < stop and not read.surfaces[at][0].isalpha() and read.starts[at] == read.stops[at - 1]:
        return part_at(read, at, stop)
    return None, at


def _goes_on(read: Words, place: int, at: int) -> bool:
    """Whether the numeral at `at` is the next group of three of the one that begins at `place`: 1 234 567,89

    Not so عيار 21 279 ريالا, وقود 95 240 بيسة.
    """
    first, group = read.surfaces[place], read.surfaces[at].partition(".")[0].partition(",")[0]
    return (
        len(first) <= 3 and first[0] != "0" and first.isdigit() and len(group) == 3 and group.isdigit()
        and read.starts[at] == read.stops[at - 1] + 1 and read.text[read.stops[at - 1]] == " "
        and (group[0] == "0" or not _parts_from(read, place, at))
    )  # fmt: skip


def _parts_from(read: Words, place: int, at: int) -> bool:
    """Whether the number at `place` is a name, and the three digits at `at`, which could be its next group, are none.

    A name that may be one is, where the groups are more of a scale than anybody says: إيرباص 320 500 مليون.
    """
    if named(read, place) or graded(read, place) or lettered(read, place):
        return True
    scale = read.numerals[at + 1] if at + 1 < len(read.numerals) else NOTHING
    over = scale.value == 1000 or int(read.surfaces[place]) * 1000 >= OVER
    return scale.kind == "scale" and not scale.cut and over and _numbered(read, place)


def _by_blanks(read: Words, place: int, at: int) -> str:
    """The rule of groups that blanks part: `_open` where the first may be a name (آيفون 15 900 دولار), `_behind_word`
    where two stand behind a word without ال that opens no value (كامري 25 500 ريال)."""
    before = read.surfaces[place - 1] if place else ""
    if read.surfaces[place + 1][0] == "0" or not before[:1].isalpha():
        return "blank_groups"
    if _numbered(read, place):
        return "blank_groups_open"
    opens = at > place + 2 or before.startswith("ال") or any(among([before], name) for name in VALUED)
    return "blank_groups" if opens else "blank_groups_behind_word"


def _numbered(read: Words, place: int) -> bool:
    """Whether the number at `place` may be the name of what stands before it: آيفون 15, الدرجة 1"""
    return any(among(read.surfaces[max(0, place - 1) : place], name) for name in NUMBERED)


def named(read: Words, place: int) -> bool:
    """Whether the number at `place` is the name of what stands before it: عيار 21, وبالمادة 25"""
    before = read.surfaces[place - 1].lstrip("وف") if place else ""
    return before in context("named") or (before[:1] in ("ب", "ل") and before[1:] in context("named"))


def lettered(read: Words, place: int) -> bool:
    """Whether Latin letters that are no money touch the number at `place`: A320 and F-16 are names; not USD50."""
    dash = place > 1 and read.surfaces[place - 1] == "-" and gap(read, place) == ""
    at = place - dash
    letters = read.surfaces[at - 1] if at and gap(read, at) == "" else ""
    return letters.isascii() and letters.isalpha() and letters not in money_words()


def graded(read: Words, place: int) -> bool:
    """Whether the number at `place` is the grade of the fuel before it: بنزين 95; not البنزين 95 مليون لتر."""
    scaled_up = read.numerals[place + 1 : place + 2] and read.numerals[place + 1].kind == "scale"
    grade = read.surfaces[place].isdigit() and len(read.surfaces[place]) <= 3 and int(read.surfaces[place]) in GRADES
    return grade and not scaled_up and among(read.surfaces[max(0, place - 1) : place], "fuel")


def numeral_at(read: Words, surface: str, beside: str) -> Digits | None:
    """A numeral in digits, read by its form, then by what stands `beside` it, then by the rest of the document."""
    found = digits(surface, "", beside)
    if found is not None and found.other is not None:
        found = digits(surface, decimal_mark(read.text, "،" in surface), beside)
    return found


def _no_parts(read: Words, place: int, at: int) -> bool:
    """Whether a thing that has no parts is counted at a word: شخص, and what stands as tamyiz, خبزة, قرضا.

    Not so a measure, an adverb (يوميا), a participle that goes on with the sentence (مسجلة), and nothing that the
    number at `place` counts on an average (معدل الخصوبة 1.625 طفلا).
    """
    surface = read.surfaces[at] if at < len(read.surfaces) else "\n"
    if among(read.surfaces[max(0, place - AVERAGED) : place], "average"):
        return False
    if partless(surface):
        return True
    tamyiz = len(surface) > 3 and surface[-1] in "ةا" and not surface.endswith("يا") and surface[0] != "م"
    others = ("index", "time", "adverb", "left_out", "made_of", "change", "stop", "ratio")
    other = surface in counted_in("parts") or any(surface in context(name) for name in others)
    return tamyiz and counted(surface) and not other


def _bare_scale(read: Words, place: int, stop: int) -> Reading | None:
    """A scale by itself: مليار is one, مليونان two; ملايين says no number.

    مليونا is two millions right before what is counted (مليونا دولار), one million with its tanwin elsewhere.
    """
    numeral, follows = read.numerals[place], _next(read, place + 1, stop)
    if numeral.shape in ("many", *LATIN) or (place and not numeral.cut and _unread(read, place - 1)):
        return None
    count, rule = (2, "dual_scale") if numeral.shape == "two" else (1, "bare_scale")
    if numeral.shape == "one-or-two" and place + 1 < stop:
        noun = not read.numerals[place + 1].kind and counted(read.surfaces[place + 1])
        if noun or follows.kind == "scale":
            count, rule = 2, "dual_before_noun"
    if follows.article and not numeral.article:
        return Reading(count * numeral.value, place, place + 1, rule, numeral.value, count)
    return _more_scales(read, place, place + 1, stop, count, numeral.value, rule)


def _unread(read: Words, place: int) -> bool:
    """Whether a numeral that the grammar could not read stands before a scale: 1.2.3 مليون, (3-4) مليون, 5 "مليون"""
    before = read.surfaces[place - 1] if place else ""
    year = before.isdigit() and len(before) == 4  # في 2018 (مليار دولار)
    if read.surfaces[place] in ")]" or (read.surfaces[place] in ENCLOSED and not year):
        place -= 1
    return place >= 0 and read.surfaces[place][0].isdigit() and not dated(read, place)


def counted(surface: str) -> bool:
    """Whether the word after مليونا can be what is counted: no mark, no particle, no clitic or article."""
    return (
        surface[0].isalpha()
        and surface not in context("particle")
        and not surface.startswith(tuple(context("uncounted")))
    )


def _part(read: Words, place: int, stop: int) -> Reading | None:
    """نصف مليون, ثلثا المليار, نصف; and ثلث آلاف, three thousand as dialects shorten it"""
    part, at = part_at(read, place, stop)
    if part is not None:
        return _scaled_part(read, place, at, stop, part)
    numeral, follows = read.numerals[place], _next(read, place + 1, stop)
    if numeral.kind == "half" and numeral.part > 2 and follows.kind == "scale" and not follows.article:
        return _more_scales(read, place, place + 2, stop, numeral.part, follows.value, "words_scale")
    return None


def _scaled_part(read: Words, place: int, at: int, stop: int, part: Fraction) -> Reading:
    """A part of a scale or a dozen, نصف مليون, نصف دزينة, else the part alone."""
    follows = _next(read, at, stop)
    if follows.kind == "dozen" and follows.value == DOZEN:  # نصف دزينة
        return Reading(whole(part * DOZEN), place, at + 1, "dozens")
    price = read.numerals[place].shape == "price"  # ثمن مليون برميل: the price of a million barrels
    if follows.kind == "scale" and follows.shape in ("one", "one-or-two") and not price:
        return _more_scales(read, place, at + 1, stop, part, follows.value, "part_of_scale")
    return Reading(part, place, at, "part")


def _ordinal(read: Words, place: int, stop: int) -> Reading | None:
    """الثالث, الحادي عشر, الخامسة والعشرون"""
    numeral, follows = read.numerals[place], _next(read, place + 1, stop)
    if follows.kind == "ten" and not follows.article and numeral.value < 10:
        return Reading(numeral.value + 10, place, place + 2, "ordinal")
    tens = joined(read, place + 1, stop)
    if tens is not None and read.numerals[tens].kind == "tens" and read.numerals[tens].article:
        return Reading(numeral.value + read.numerals[tens].value, place, tens + 1, "ordinal")
    return Reading(numeral.value, place, place + 1, "ordinal") if numeral.kind == "ordinal" else None


# --- groups and scales ---


def _group(read: Words, place: int, stop: int) -> tuple[int | None, int]:
    """A number below a thousand in words, None if there is none, and the place after it: مئة وخمسة وعشرون"""
    numeral, follows, at = read.numerals[place], _next(read, place + 1, stop), place + 1
    if numeral.kind == "unit" and follows.kind.startswith("hundred") and follows.value == 100:
        value, at = numeral.value * 100, at + 1  # خمس مئة
    elif numeral.kind in ("hundred", "hundreds"):
        value = numeral.value
    else:
        return _below_hundred(read, place, stop)
    tail = joined(read, at, stop)
    if tail is None or part_at(read, tail, stop)[0] is not None:
        return value, at
    if read.surfaces[tail].isdigit() and len(read.surfaces[tail]) <= 2:
        return value + int(read.surfaces[tail]), tail + 1  # مئة و50
    more, after = _below_hundred(read, tail, stop)
    return (value, at) if more is None else (value + more, after)


def _below_hundred(read: Words, place: int, stop: int) -> tuple[int | None, int]:
    """A number below a hundred in words, None if there is none, and the place after it: خمسة عشر, خمسة وعشرون"""
    numeral, follows = read.numerals[place], _next(read, place + 1, stop)
    if numeral.kind in ("teen", "tens", "ten", "zero", "dozen"):
        return numeral.value, place + 1
    if numeral.kind not in ("unit", "one", "two"):
        return None, place
    if follows.kind == "ten" and not follows.article:
        return numeral.value + 10, place + 2  # خمسة عشر
    if follows.kind == "dozen":
        return numeral.value * follows.value, place + 2  # ثلاث دستات
    tens = joined(read, place + 1, stop)
    if tens is not None and read.numerals[tens].kind == "tens":
        return numeral.value + read.numerals[tens].value, tens + 1  # خمسة وعشرون
    return (numeral.value, place + 1) if numeral.kind == "unit" else (None, place)


def scaled(read: Words, place: int, at: int, stop: int, value: Value, rule: str) -> Reading:
    """The group that ends before `at`, times the scales that follow: 14.8 مليار, ألف مليون, (117) مليار, "5" مليار."""
    follows = _next(read, at, stop)
    if follows.kind == "scale" and _fits(read, place, at):
        return _more_scales(read, place, at + 1, stop, value, follows.value, rule + "_scale")
    if follows.kind == "dozen" and read.numerals[place].kind == "digits":
        return Reading(value * follows.value, place, at + 1, "dozens")
    if bracketed(read, place, at):
        after = at + 1 + (at + 1 < stop and read.surfaces[at + 1] == read.surfaces[place - 1])
        scale = _next(read, after, stop)
        slip = value >= MILLION <= scale.value  # (1,989,210) مليون
        if scale.kind == "scale" and scale.shape != "two" and not slip:
            return _more_scales(read, place, after + 1, stop, value, scale.value, rule + "_scale")
    return Reading(value, place, at, rule, 1, value)


def bracketed(read: Words, place: int, at: int) -> bool:
    """Whether words `place` to `at` stand between brackets or quotation marks of their own."""
    return place > 0 and at < len(read.surfaces) and ENCLOSED.get(read.surfaces[place - 1]) == read.surfaces[at]


def _fits(read: Words, place: int, at: int) -> bool:
    """Whether the scale at `at` can be that of the group that begins at `place`."""
    scale = read.numerals[at]
    if scale.shape in LETTERS:
        return _letter_fits(read, place, at)
    article = read.numerals[place].article or (place > 0 and read.surfaces[place - 1] in context("article"))
    return scale.shape != "two" and (article or not scale.article)


def _letter_fits(read: Words, place: int, at: int) -> bool:
    """Whether a letter behind digits is their scale: 5m; beside money 5K دولار, 60 K$, USD 5M; 5B is a name."""
    if gap(read, at) not in ("", " "):
        return False
    if _money_behind(read, at + 1):
        return True
    ahead = place > 0 and read.surfaces[place - 1] in money_words() and gap(read, place) in ("", " ")
    return gap(read, at) == "" and (read.numerals[at].shape == "letter" or ahead)


def _money_behind(read: Words, at: int) -> bool:
    """Whether a currency begins at a word; not so the sign of a number behind it: 4K $500"""
    if at >= len(read.surfaces) or gap(read, at) not in ("", " "):
        return False
    lasts = range(at + 1, min(at + LONGEST_SIGN, len(read.surfaces)) + 1)
    last = next((last for last in lasts if "".join(read.surfaces[at:last]) in money_words()), 0)
    return last > 0 and (last == len(read.surfaces) or read.numerals[last].kind != "digits")


def _more_scales(read: Words, place: int, at: int, stop: int, value: Value, scale: int, rule: str) -> Reading:
    """The value times its scale, and times a greater one right behind: ألف مليار"""
    follows = _next(read, at, stop)
    if follows.kind == "scale" and follows.value >= scale and follows.shape in ("one", "one-or-two", "many"):
        value, scale, at = value * scale, follows.value, at + 1
    return Reading(whole(value * scale), place, at, rule, scale, value)


# --- the notation of sums, which only numbers() reads ---


def _arithmetic(read: Words, reading: Reading) -> Reading:
    """The reading with what the notation of sums adds: 3/4, واحد على ثلاثة, واحد من أربعة, 1.1^23, 12e-1."""
    at, texts = reading.last, read.surfaces
    if at + 1 >= len(texts):
        return reading
    if texts[at] == "/":
        return _slash(read, reading)
    over = texts[at] in context("over")
    if over or (texts[at] in context("out_of") and texts[at - 1].isalpha() and texts[at + 1].isalpha()):
        below = number(read, at + 1)
        if below is not None and below.value and (over or reading.value < below.value):
            return reading._replace(value=Fraction(reading.value) / below.value, last=below.last, rule="over")
    return _power(read, reading)


def _slash(read: Words, reading: Reading) -> Reading:
    """3/4 where it stands alone; in 5/17/2018 and 12/2024 nothing is divided."""
    at, texts = reading.last, read.surfaces
    glued = read.stops[at - 1] == read.starts[at] and read.stops[at] == read.starts[at + 1]
    alone = "/" not in (*texts[max(0, at - 2) : at - 1], *texts[at + 2 : at + 3])
    below = texts[at + 1]
    alone = alone and not _year(below) and not (at + 2 < len(texts) and _goes_on(read, at + 1, at + 2))
    if glued and alone and texts[at - 1].isdigit() and below.isdigit() and len(below) < 10 and int(below):
        return reading._replace(value=Fraction(reading.value) / int(below), last=at + 2, rule="slash")
    return reading


def _power(read: Words, reading: Reading) -> Reading:
    """1.1^23, 12e-1: a power without blanks."""
    at, texts = reading.last, read.surfaces
    mark = texts[at]
    if mark not in ("^", "e", "E") or read.stops[at - 1] != read.starts[at]:
        return reading
    minus, place = texts[at + 1] == "-", at + 1
    if texts[place] in "+-" and place + 1 < len(texts):
        place += 1
    if not (texts[place].isdigit() and len(texts[place]) <= 2 and read.starts[place] == read.stops[place - 1]):
        return reading
    power = -int(texts[place]) if minus else int(texts[place])
    if not reading.value and minus:
        return reading
    value = Fraction(reading.value)
    value = value**power if mark == "^" else value * Fraction(10) ** power
    return reading._replace(value=whole(value), last=place + 1, rule="power")
