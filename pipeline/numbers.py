"""Numbers in a folded text, in digits and in words alike, each with its exact value and the rule that read it."""

from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from pipeline.digits import Digits, Value, decimal_mark, digits
from pipeline.numerals import Numeral, Words, context, words

PLACES = 28  # digits of a value that no decimal can hold, such as a third
_ROUNDED = Context(prec=PLACES)

GROUPS = frozenset(("digits", "zero", "unit", "one", "two", "ten", "teen", "tens", "hundred", "hundreds", "dozen"))
PARTS = frozenset(("half", "parts"))


class Number(NamedTuple):
    """A number with its exact value (a third is rounded to 28 digits) and the rule that read it."""

    value: Decimal
    start: int
    stop: int
    rule: str


class Reading(NamedTuple):
    """A number as the grammar leaves it: the words `first` to `last` (half-open) and what they are worth.

    `scale` is the last power of ten said (1 if none), `mantissa` what stands before it where the number is just
    that, None else: what a number beside it needs to borrow the scale. `token` is the place of a single
    numeral in digits, whose reading may still depend on the unit.
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

    Spans leave clitics out, hold the article and a sign.

    >>> [(n.value, n.rule) for n in numbers("ثلاثة ملايين ومئتا الف و14.8")]
    [(Decimal('3200000'), 'compound'), (Decimal('14.8'), 'point_decimal')]
    >>> [n.value for n in numbers("مليار ونصف المليار، سالب خمسة")]
    [Decimal('1500000000'), Decimal('-5')]
    """
    read = words(text, billion)
    found, place = [], 0
    while place < len(read.surfaces):
        numeral = read.numerals[place]
        if numeral is None or numeral.kind.startswith("ordinal"):
            place += 1
            continue
        reading = number(read, place)
        if reading is None:
            found += _pieces(read, place)
            place += 1
            continue
        reading = arithmetic(read, reading)
        start, negative = sign(read, reading.first)
        value = -reading.value if negative else reading.value
        found.append(Number(decimal(value), start, read.stops[reading.last - 1], reading.rule))
        place = reading.last
    return found


def _pieces(read: Words, place: int) -> Iterator[Number]:
    """The numbers of a numeral that is none as a whole: 192.168.1.2"""
    surface, start = read.surfaces[place], read.starts[place]
    if read.numerals[place] is not None and surface[0].isdigit():
        at = 0
        for letter, piece in enumerate(surface + ".", 1):
            if not piece.isdigit():
                whole = digits(surface[at : letter - 1])
                if whole:
                    yield Number(decimal(whole.value), start + at, start + letter - 1, "piece")
                at = letter


def decimal(value: Value) -> Decimal:
    """The value as a Decimal, exact where one can be.

    >>> decimal(Fraction(148, 10)), decimal(Fraction(1, 3))
    (Decimal('14.8'), Decimal('0.3333333333333333333333333333'))
    """
    if isinstance(value, int):
        return Decimal(value)
    above, below = value.numerator, value.denominator
    twos = (below & -below).bit_length() - 1
    rest, fives = below >> twos, 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest > 1:
        return _ROUNDED.divide(Decimal(above), Decimal(below))
    places = max(twos, fives)
    sign_, shown = ("-", -above) if above < 0 else ("", above)
    shown = str(shown * 2 ** (places - twos) * 5 ** (places - fives)).rjust(places + 1, "0")
    return Decimal(f"{sign_}{shown[:-places]}.{shown[-places:]}" if places else sign_ + shown)


def sign(read: Words, first: int) -> tuple[int, bool]:
    """Where the number that begins at a word starts, and whether it is negative: -0.6, ناقص 0.4."""
    start = read.starts[first] + (read.numerals[first].cut if read.numerals[first] else 0)
    if first == 0:
        return start, False
    before = read.surfaces[first - 1]
    if before == "." and read.stops[first - 1] == start and _opens(read, first - 1):
        return sign_at(read, first - 1, read.starts[first - 1])
    return sign_at(read, first, start)


def sign_at(read: Words, first: int, start: int) -> tuple[int, bool]:
    """`start`, or where the minus before it starts."""
    if first == 0:
        return start, False
    before, at = read.surfaces[first - 1], read.starts[first - 1]
    if before == "-" and read.stops[first - 1] == start and _opens(read, first - 1):
        return at, True
    if before in context("minus") and "\n" not in read.text[at:start]:
        return at, True
    return start, False


def _opens(read: Words, place: int) -> bool:
    """Whether the mark at `place` stands free on its left: a minus, not a dash between two numbers."""
    start = read.starts[place]
    if start == 0 or read.text[start - 1] in " \n(\"[،:;/~+-*^=":
        return True
    return read.stops[place - 1] == start and read.surfaces[place - 1] in context("clitic")  # و-3,5%


# --- the grammar: number = term (و term)*, term = group scale* | part scale, group = below a thousand ---


def number(read: Words, place: int, limit: int | None = None) -> Reading | None:
    """The longest number that begins at a word (and ends before `limit`), None if none does."""
    stop = len(read.surfaces) if limit is None else limit
    first = _term(read, place, stop)
    if first is None:
        return None
    value, at, floor, mantissa, rule = first.value, first.last, first.scale, first.mantissa, first.rule
    while True:
        place_of_next = joined(read, at, stop)
        if place_of_next is None:
            break
        more = _part_after(read, place_of_next, stop, floor, at)
        if more is not None:
            part, at, scale = more
            if scale > floor == 1:  # 2 ونصف مليون
                value, floor, mantissa = (value + part / scale) * scale, scale, value + part / scale
            else:
                value, mantissa = value + part, None
                if scale == floor and first.mantissa is not None:
                    mantissa = value / Fraction(scale)
            rule = "and_a_part"
            break
        if floor == 1 or rule in ("part_of_scale", "ordinal"):
            break
        following = _term(read, place_of_next, stop)
        if following is None or following.rule == "part_of_scale":
            break
        if following.value < floor:
            value, at, floor, mantissa = value + following.value, following.last, following.scale, None
        elif floor == 1000 < following.scale and 100 <= (following.mantissa or 0) < 1000:  # ألف ومئتا مليون
            mantissa = value + following.mantissa
            value, at, floor = mantissa * following.scale, following.last, following.scale
        else:
            break
        rule = "compound"
    return Reading(value, place, at, rule, floor, mantissa, first.token if at == first.last else -1)


def joined(read: Words, place: int, stop: int) -> int | None:
    """The place of the number word that و joins on at `place`, None if there is none."""
    if place >= stop:
        return None
    numeral = read.numerals[place]
    if numeral is not None:
        if numeral.bare or (numeral.kind == "unit" and numeral.value == 1 and _and_one(read, place, stop)):
            return place
        return None
    if read.surfaces[place] == "و" and place + 1 < stop:
        numeral = read.numerals[place + 1]
        if numeral is not None and not numeral.cut:
            return place + 1
    return None


def _and_one(read: Words, place: int, stop: int) -> bool:
    """Whether واحد is وأحد, the one of eleven, twenty-one …: مئة وأحد عشر"""
    if read.surfaces[place] not in context("and_one") or not place or read.numerals[place - 1] is None:
        return False
    tens = joined(read, place + 1, stop)
    return tens is not None and read.numerals[tens].kind == "tens"


def _term(read: Words, place: int, stop: int) -> Reading | None:
    numeral = read.numerals[place]
    if numeral is None:
        return None
    kind = numeral.kind
    if kind == "scale":
        return _bare_scale(read, place, stop)
    if kind in PARTS:
        return _part(read, place, stop)
    if kind.startswith("ordinal"):
        return _ordinal(read, place, stop)
    if kind not in GROUPS:
        return None
    if kind == "digits":
        return _digits(read, place, stop)
    group = _group(read, place, stop)
    if group is None:
        return None
    value, at = group
    if at + 1 < stop and read.surfaces[at] in context("point") and read.numerals[at + 1] is not None:
        point = _group(read, at + 1, stop)  # خمسة فاصلة سبعة مليار
        if point is not None and read.numerals[at + 1].kind in GROUPS:
            part, at = point
            return _scaled(read, place, at, stop, value + Fraction(part, 10 ** len(str(part))), "point_said")
    follows = _next(read, at, stop)
    if follows is not None:
        if follows.kind == "parts" and follows.shape == "plural" and value < 100:  # ثلاثة أرباع المليون
            return _scaled_part(read, place, at + 1, stop, Fraction(value, follows.part), "parts")
        if 10 < value and (follows.part or follows.kind == "half") and not follows.article:  # ثلاثة وعشرون خمسا
            part = follows.part or follows.value
            return Reading(Fraction(value, part), place, at + 1, "parts")
    return _scaled(read, place, at, stop, value, "words")


def _next(read: Words, place: int, stop: int) -> Numeral | None:
    """The numeral at a place if it has no clitic that parts it from the word before."""
    if place >= stop:
        return None
    numeral = read.numerals[place]
    return numeral if numeral is not None and not numeral.cut else None


def _digits(read: Words, place: int, stop: int) -> Reading | None:
    surface, at, token = read.surfaces[place], place + 1, place
    while (  # 1 234 567
        at < stop
        and len(read.surfaces[place]) <= 3
        and surface[0] != "0"
        and surface.isdigit()
        and len(read.surfaces[at].partition(".")[0].partition(",")[0]) == 3
        and read.surfaces[at][:3].isdigit()
        and read.starts[at] == read.stops[at - 1] + 1
        and read.text[read.stops[at - 1]] == " "
    ):
        surface, at, token = surface + read.surfaces[at], at + 1, -1
    scale = _next(read, at, stop)
    beside = "scale" if scale is not None and scale.kind == "scale" else ""
    found: Digits | None = numeral_at(read, place, surface, beside)
    if found is None:
        return None
    value, rule = found.value, found.rule if token >= 0 else "blank_groups"
    if place and read.surfaces[place - 1] == "." and read.stops[place - 1] == read.starts[place]:
        if surface.isdigit() and _opens(read, place - 1):
            value, rule = Fraction(value, 10 ** len(surface)), "point_decimal"
    elif (
        at + 1 < stop and read.surfaces[at] in context("point") and read.surfaces[at + 1].isdigit()
        and read.numerals[at + 1] is not None and surface.isdigit()
    ):  # 5 فاصلة 7 مليار  # fmt: skip
        part = read.surfaces[at + 1]
        value, at, rule, token = value + Fraction(int(part), 10 ** len(part)), at + 2, "point_said", -1
    return _scaled(read, place, at, stop, value, rule)._replace(token=token if at == place + 1 else -1)


def numeral_at(read: Words, place: int, surface: str, beside: str) -> Digits | None:
    """The numeral in digits at a place, read by its form, then by what stands `beside` it, then by the document."""
    found = digits(surface, "", beside)
    if found is not None and found.other is not None:
        found = digits(surface, decimal_mark(read.text), beside)
    return found


def _group(read: Words, place: int, stop: int) -> tuple[int, int] | None:
    """A number below a thousand in words, and the place after it: مئة وخمسة وعشرون"""
    numeral = read.numerals[place]
    kind, value, at = numeral.kind, numeral.value, place + 1
    follows = _next(read, at, stop)
    if kind == "hundred" or kind == "hundreds":
        pass
    elif kind == "unit" and follows is not None and follows.kind.startswith("hundred") and follows.value == 100:
        value, at = value * 100, at + 1  # خمس مئة
    else:
        return _below_hundred(read, place, stop)
    if value < 1000:
        tail = joined(read, at, stop)
        if tail is not None and _of_parts(read, tail, stop):
            return value, at
        if tail is not None and read.numerals[tail].kind in ("unit", "one", "two", "ten", "teen", "tens"):
            more = _below_hundred(read, tail, stop)
            if more is not None:
                return value + more[0], more[1]
        if tail is not None and read.surfaces[tail].isdigit() and 0 < len(read.surfaces[tail]) <= 2:
            return value + int(read.surfaces[tail]), tail + 1  # مئة و50
    return value, at


def _of_parts(read: Words, place: int, stop: int) -> bool:
    """Whether the unit at a place counts parts: the ثلاثة of ثلاثة أرباع"""
    follows = _next(read, place + 1, stop)
    return read.numerals[place].kind == "unit" and follows is not None and follows.kind == "parts" and follows.shape == "plural"


def _ordinal(read: Words, place: int, stop: int) -> Reading | None:
    """الثالث, الحادي عشر, الخامسة والعشرون"""
    numeral = read.numerals[place]
    follows = _next(read, place + 1, stop)
    if follows is not None and follows.kind == "ten" and not follows.article and numeral.value < 10:
        return Reading(numeral.value + 10, place, place + 2, "ordinal")
    tail = joined(read, place + 1, stop)
    if tail is not None and read.numerals[tail].kind == "tens" and read.numerals[tail].article and numeral.value < 10:
        return Reading(numeral.value + read.numerals[tail].value, place, tail + 1, "ordinal")
    return Reading(numeral.value, place, place + 1, "ordinal") if numeral.kind == "ordinal" else None


def _below_hundred(read: Words, place: int, stop: int) -> tuple[int, int] | None:
    numeral = read.numerals[place]
    kind, value, at = numeral.kind, numeral.value, place + 1
    if kind in ("teen", "tens", "ten", "zero"):
        return value, at
    if kind == "dozen":
        return value, at
    if kind not in ("unit", "one", "two"):
        return None
    follows = _next(read, at, stop)
    if follows is not None and follows.kind == "ten" and not follows.article:
        return value + 10, at + 1  # خمسة عشر
    if follows is not None and follows.kind == "dozen":
        return value * follows.value, at + 1  # ثلاث دستات
    tail = joined(read, at, stop)
    if tail is not None and read.numerals[tail].kind == "tens":
        return value + read.numerals[tail].value, tail + 1  # خمسة وعشرون
    return (value, at) if kind == "unit" else None


def _scaled(read: Words, place: int, at: int, stop: int, value: Value, rule: str) -> Reading:
    """The group that ends before `at`, times the scales that follow: 14.8 مليار, مئة ألف مليون"""
    if at + 1 < stop and read.surfaces[at] == ")" and place and read.surfaces[place - 1] == "(":
        scale = _next(read, at + 1, stop)  # (117) مليار
        if scale is not None and scale.kind == "scale" and scale.shape != "two":
            return _more_scales(read, place, at + 2, stop, value, scale.value, rule + "_scale")
    follows = _next(read, at, stop)
    if follows is None or follows.kind != "scale":
        if follows is not None and follows.kind == "dozen" and read.surfaces[place][0].isdigit():
            return Reading(value * follows.value, place, at + 1, "dozens")
        return Reading(value, place, at, rule, 1, value)
    if follows.shape == "two" or (follows.shape == "letter" and not _glued(read, at)):
        return Reading(value, place, at, rule, 1, value)
    if follows.article and not (read.numerals[place].article or _after_article(read, place)):
        return Reading(value, place, at, rule, 1, value)
    return _more_scales(read, place, at + 1, stop, value, follows.value, rule + "_scale")


def _more_scales(read: Words, place: int, at: int, stop: int, value: Value, scale: int, rule: str) -> Reading:
    follows = _next(read, at, stop)
    if follows is not None and follows.kind == "scale" and follows.value >= scale and follows.shape not in (
        "two", "letter", "latin"
    ):  # fmt: skip
        value, scale, at = value * scale, follows.value, at + 1
    whole = value * scale
    if isinstance(whole, Fraction) and whole.denominator == 1:
        whole = whole.numerator
    return Reading(whole, place, at, rule, scale, value)


def _glued(read: Words, at: int) -> bool:
    return read.starts[at] == read.stops[at - 1]


def _after_article(read: Words, place: int) -> bool:
    return place > 0 and read.surfaces[place - 1].endswith("ال") and read.stops[place - 1] == read.starts[place]


def _bare_scale(read: Words, place: int, stop: int) -> Reading | None:
    """A scale word by itself: مليار, مليونان; ملايين says no number.

    مليونا is two millions right before what is counted (مليونا دولار), one million with its tanwin elsewhere.
    """
    numeral = read.numerals[place]
    at = place + 1
    if numeral.shape in ("many", "latin", "letter") or (place and _unread(read, place - 1)):
        return None
    count = 2 if numeral.shape == "two" else 1
    rule = "dual_scale" if count == 2 else "bare_scale"
    if numeral.shape == "one-or-two" and at < stop and read.numerals[at] is None and _counted(read.surfaces[at]):
        count, rule = 2, "dual_before_noun"
    follows = _next(read, at, stop)
    if numeral.shape == "one-or-two" and follows is not None and follows.kind == "scale":
        count, rule = 2, "dual_before_noun"
    if follows is not None and follows.kind == "scale" and (follows.article and not numeral.article):
        follows = None
        return Reading(count * numeral.value, place, at, rule, numeral.value, count)
    return _more_scales(read, place, at, stop, count, numeral.value, rule)


def _unread(read: Words, place: int) -> bool:
    """Whether a numeral stands before the scale that the grammar could not read: 1.2.3 مليون, (س+3) مليون"""
    if read.surfaces[place] in ")]":
        place -= 1
    return place >= 0 and read.surfaces[place][0].isdigit()


def _counted(surface: str) -> bool:
    """Whether the word after مليونا can be what is counted: no mark, no particle, nothing with a clitic or article."""
    return surface[0].isalpha() and surface not in context("particle") and not surface.startswith(("و", "ال", "لل", "بال"))


def _part(read: Words, place: int, stop: int) -> Reading | None:
    """نصف مليون, ثلثا المليار, نصف; and ثلث آلاف, three thousand as dialects shorten it"""
    numeral = read.numerals[place]
    if numeral.shape == "plural":
        return None
    follows = _next(read, place + 1, stop)
    if follows is not None and follows.kind == "scale" and follows.shape == "many":
        if numeral.kind != "half" or numeral.part == 2 or follows.article:
            return None
        return _more_scales(read, place, place + 2, stop, numeral.part, follows.value, "words_scale")
    return _scaled_part(read, place, place + 1, stop, Fraction(numeral.value, numeral.part), "part")


def _scaled_part(read: Words, place: int, at: int, stop: int, part: Fraction, rule: str) -> Reading:
    follows = _next(read, at, stop)
    if follows is not None and follows.kind == "scale" and follows.shape in ("one", "one-or-two"):
        scaled = _more_scales(read, place, at + 1, stop, part, follows.value, "part_of_scale")
        return scaled
    return Reading(part, place, at, rule, 1, None)


def _part_after(
    read: Words, place: int, stop: int, floor: int, before: int
) -> tuple[Fraction, int, int] | None:
    """What و adds as a part: ونصف, ونصف المليار, وثلاثة أرباع. The part's worth, the place after, its scale."""
    numeral = read.numerals[place]
    at = place + 1
    if numeral.kind == "half" or (numeral.kind == "parts" and numeral.shape == "dual"):
        part = Fraction(numeral.value, numeral.part)
        many = _next(read, at, stop)
        if many is not None and many.kind == "scale" and many.shape == "many":
            return None
    elif numeral.kind == "unit":
        plural = _next(read, at, stop)
        if plural is None or plural.kind != "parts":
            return None
        part, at = Fraction(numeral.value, plural.part), at + 1
    else:
        return None
    follows = _next(read, at, stop)
    if follows is not None and follows.kind == "scale" and follows.shape in ("one", "one-or-two"):
        if 1 < floor < follows.value:
            return None
        return part * follows.value, at + 1, follows.value
    if numeral.shape == "weak" and at < stop and read.surfaces[at][0].isalpha() and read.numerals[at] is None:
        return None  # ونص الاتفاق: "and the text of"
    last = read.numerals[before - 1]
    return part * (floor if last is not None and last.kind == "scale" else 1), at, floor


def arithmetic(read: Words, reading: Reading) -> Reading:
    """The reading with what the notation of sums adds: 3/4, واحد على ثلاثة, واحد من أربعة, فاصلة, 1.1^23, 12e-1."""
    at, texts = reading.last, read.surfaces
    if at + 1 >= len(texts):
        return reading
    mark, stop = texts[at], len(texts)
    glued = read.stops[at - 1] == read.starts[at] and read.stops[at] == read.starts[at + 1]
    if mark == "/" and glued and texts[at - 1].isdigit() and texts[at + 1].isdigit():
        alone = (at < 2 or texts[at - 2] != "/") and (at + 2 >= stop or texts[at + 2] != "/")
        if alone and int(texts[at + 1][:9]):
            return reading._replace(value=Fraction(reading.value) / int(texts[at + 1][:9]), last=at + 2, rule="slash")
    if mark in context("over") or mark in context("out_of"):
        below = number(read, at + 1)
        over = mark in context("over")
        said = over or (texts[at - 1].isalpha() and texts[at + 1].isalpha())
        if below is not None and below.value and said and (over or reading.value < below.value):
            return reading._replace(value=Fraction(reading.value) / below.value, last=below.last, rule="over")
    return _power(read, reading)


def _power(read: Words, reading: Reading) -> Reading:
    at, texts = reading.last, read.surfaces
    mark = texts[at]
    if mark not in ("^", "e", "E") or read.stops[at - 1] != read.starts[at]:
        return reading
    sign_, place = 1, at + 1
    if texts[place] in "+-" and place + 1 < len(texts):
        sign_, place = (-1 if texts[place] == "-" else 1), place + 1
    if not (texts[place].isdigit() and len(texts[place]) <= 2 and read.starts[place] == read.stops[place - 1]):
        return reading
    power = sign_ * int(texts[place])
    if mark == "^":
        if not reading.value and power < 0:
            return reading
        value: Value = Fraction(reading.value) ** power
    else:
        value = Fraction(reading.value) * Fraction(10) ** power
    value = value.numerator if value.denominator == 1 else value
    return reading._replace(value=value, last=place + 1, rule="power")
