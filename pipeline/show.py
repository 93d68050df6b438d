"""One text in the terminal: its sentences with what was found drawn under each, or its numbers rule by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.amounts import Amount
    from pipeline.claims import Claim
    from pipeline.mentions import Mention
    from pipeline.normalise import Folded
    from pipeline.numbers import Number
    from pipeline.sentences import Sentence
    from pipeline.times import Time

FSI, PDI = "\u2068", "\u2069"  # first strong isolate, pop directional isolate
DISORDER = re.compile("[\u202a-\u202e\u2066-\u2069]")  # bidi controls of the text itself
BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")  # escape sequences too: a text must not steer the terminal
COLORS = {
    "PER": "36", "ORG": "34", "LOC": "32", "MISC": "35", "MONEY": "33", "PERCENT": "33", "NUMBER": "2",
    "TIME": "31", "claim": "1", "zone": "2",
}  # fmt: skip


class Line(NamedTuple):
    """What is written under a sentence: a label, and what stands behind it."""

    label: str
    words: str


class Page(NamedTuple):
    """The text that is drawn, and whether Arabic is isolated from what stands beside it."""

    raw: str
    folded: Folded
    isolate: bool


def shown(
    raw: str,
    folded: Folded,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    amounts: Sequence[Amount],
    times: Sequence[Time],
    claims: Sequence[Claim],
    color: bool = False,
    isolate: bool | None = None,
) -> str:
    r"""The text's sentences, each on a line, and under each its zone, names, amounts, times and claims.

    A terminal that knows Arabic reorders a line as a whole, so nothing is drawn into the sentence: each
    finding has a line that begins with a Latin label, and its Arabic is isolated there (U+2068, U+2069), so
    that neighbours stay in place. Without `isolate`, which follows `color` if it is not given, the output is
    plain letters, fit for a file or another program. An open side of a value is empty: `5..` is at least 5.

    >>> from pipeline.mentions import Mention
    >>> from pipeline.normalise import fold
    >>> from pipeline.sentences import Sentence
    >>> raw = "وصل إلى القاهرة."
    >>> rows = [Sentence(0, 16, "body")], [Mention(8, 15, "LOC", "القاهرة", 0.9, "body")], [], [], []
    >>> print(shown(raw, fold(raw), *rows))
    وصل إلى القاهرة.
      LOC      القاهرة  0.90
    >>> shown(raw, fold(raw), *rows, isolate=True)[16:]
    '\n  LOC      \u2068القاهرة\u2069  0.90'
    """
    page = Page(raw, folded, color if isolate is None else isolate)
    by_span = {(amount.start, amount.stop): amount for amount in amounts}
    found: list[tuple[int, int, list[Line]]] = []  # claims behind the rest; where; what to write
    found += [(0, row.start, [_mention(page, row)]) for row in mentions]
    found += [(0, row.start, [_amount(page, row)]) for row in amounts]
    found += [(0, row.start, [_time(page, row)]) for row in times]
    for row in claims:
        amount = by_span.get((row.amount_start, row.amount_stop))
        found.append((1, row.amount_start, list(_claim(page, row, amount))))
    found.sort(key=lambda entry: entry[:2])

    blocks = []
    starts = [0, *(sentence.start for sentence in sentences[1:]), len(folded.text)]
    for sentence, start, stop in zip(sentences, starts, starts[1:], strict=False):
        lines = [] if sentence.zone == "body" else [Line("zone", sentence.zone)]
        lines += [line for _, place, entry in found if start <= place < stop for line in entry]
        text = _words(page, sentence.start, sentence.stop)
        blocks.append("\n".join([text, *(_drawn(line, color) for line in lines)]))
    return "\n\n".join(blocks)


def _words(page: Page, start: int | None, stop: int | None) -> str:
    """The raw text of a folded span, on one line and with nothing in it that a terminal would obey."""
    if start is None or stop is None:
        return ""
    raw = page.raw[page.folded.starts[start] : page.folded.stops[stop - 1]]
    return BLANK.sub(" ", DISORDER.sub("", raw)).strip()


def _apart(page: Page, words: str) -> str:
    return f"{FSI}{words}{PDI}" if words and page.isolate else words


def _span(page: Page, start: int | None, stop: int | None) -> str:
    return _apart(page, _words(page, start, stop))


def _drawn(line: Line, color: bool) -> str:
    label = f"{line.label:<8}"
    if color and line.label in COLORS:
        label = f"\x1b[{COLORS[line.label]}m{label}\x1b[0m"
    return f"  {label} {line.words}"


def _mention(page: Page, row: Mention) -> Line:
    as_read = "" if row.name == _words(page, row.start, row.stop) else f"  ({_apart(page, row.name)})"
    score = "" if row.score is None else f"  {row.score:.2f}"
    return Line(row.label, _span(page, row.start, row.stop) + as_read + score)


def _amount(page: Page, row: Amount) -> Line:
    rules = row.rule + (f", currency: {row.currency_rule}" if row.currency_rule else "")
    return Line(row.type, f"{_span(page, row.start, row.stop)}  = {value(row)}  {row.bound}  [{rules}]")


def value(row: Amount) -> str:
    """The value of an amount with its currency, or with those that its bare name can mean.

    >>> from pipeline.amounts import Amount
    >>> side = Decimal("1500.50")
    >>> pound = Amount(0, 1, "MONEY", side, side, "EGP", (), "exact", None, None, "digits", None)
    >>> value(pound)
    '1,500.5 EGP'
    >>> value(pound._replace(high=None, currency=None, candidates=("QAR", "SAR"), bound="more_than"))
    '1,500.5.. QAR or SAR?'
    >>> value(pound._replace(low=None, high=None))
    '? EGP'
    """
    unit = "%" if row.type == "PERCENT" else row.currency or ""
    if row.type == "MONEY" and not unit:
        unit = " or ".join(row.candidates) + "?"
    return f"{between(row.low, row.high)} {unit}".rstrip()


def between(low: Decimal | None, high: Decimal | None) -> str:
    """What lies between two sides: `5` if they are one, `5..6`, `5..` with an open one, `?` where neither is told.

    >>> between(Decimal(5), Decimal("5.0")), between(Decimal(5), None), between(None, None)
    ('5', '5..', '?')
    """
    least, most = number(low), number(high)
    return (least or "?") if least == most else f"{least}..{most}"


def number(side: Decimal | None, comma: str = ",") -> str:
    """A decimal in full, its thousands set off unless `comma` is empty, without idle zeros; nothing for None.

    >>> number(Decimal("14800000000.50")), number(Decimal("14800000000.000"), ""), number(None)
    ('14,800,000,000.5', '14800000000', '')
    >>> number(Decimal("1" * 30 + ".5"), "")  # exact beyond the 28 digits of decimal's arithmetic
    '111111111111111111111111111111.5'
    """
    text = "" if side is None else f"{side:{comma}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _time(page: Page, row: Time) -> Line:
    return Line("TIME", f"{_span(page, row.start, row.stop)}  = {row.value or '?'}  [{row.rule}]")


def _claim(page: Page, row: Claim, amount: Amount | None) -> Iterator[Line]:
    worth = f"  = {value(amount)}" if amount else ""
    yield Line("claim", f"{row.kind}  {_span(page, row.amount_start, row.amount_stop)}{worth}")
    payer, payee = _role(page, row, "payer"), _role(page, row, "payee")
    cue = _span(page, row.cue_start, row.cue_stop)
    when = _span(page, row.when_start, row.when_stop)
    trigger = _span(page, row.trigger_start, row.trigger_stop)
    parts = {
        "who": f"{payer or '?'} \u2192 {payee or '?'}" if payer or payee else "",
        "subject": _role(page, row, "subject"),
        "stake": _span(page, row.stake_start, row.stake_stop),
        "per": _apart(page, row.per or ""),
        "is": row.modality + (f" ({cue})" if cue else ""),
        "source": _role(page, row, "source"),
        "when": when and f"{when}  = {row.when_value or '?'}",
        "by": f"[{row.rule}]" + (f" {trigger}" if trigger else ""),
    }
    yield from (Line("", f"{name:<8} {part}") for name, part in parts.items() if part)


def _role(page: Page, row: Claim, role: str) -> str:
    words = _span(page, getattr(row, f"{role}_start"), getattr(row, f"{role}_stop"))
    how = getattr(row, f"{role}_how")
    return words + (f" ({how})" if words and how != "name" else "")


def explained(plain: str, amounts: Sequence[Amount], numbers: Sequence[Number]) -> str:
    """An account of the amounts of a text, as it is spelled, then of its numbers, each with the rules that read it.

    >>> from pipeline.amounts import amounts
    >>> from pipeline.numbers import numbers
    >>> text = "نحو 5 ريالات قطرية"
    >>> print(explained(text, amounts(text), numbers(text)))
    5 ريالات قطرية
        MONEY 5 QAR, about [digits, nationality]
    5
        number 5 [digits]
    """
    lines = []
    for row in amounts:
        rules = ", ".join(filter(None, (row.rule, row.currency_rule)))
        lines.append(f"{plain[row.start : row.stop]}\n    {row.type} {value(row)}, {row.bound} [{rules}]")
    lines += [f"{plain[one.start : one.stop]}\n    number {number(one.value)} [{one.rule}]" for one in numbers]
    return "\n".join(lines)
