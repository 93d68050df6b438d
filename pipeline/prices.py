"""What a price is the price of: wares, shares and currencies around a sum."""

from collections.abc import Iterator
from functools import cache

from pipeline.clauses import Line, particles
from pipeline.doers import pointed
from pipeline.frames import Choice, frames
from pipeline.inflections import Hit, listed, one_of
from pipeline.measures import unit_noun
from pipeline.parties import Page, Party, adjective, countries, definite, name_of, named, noun, party, phrase
from pipeline.slots import Span

WARES = ("commodity", "shares", "money", "futures", "exchange")
BEHIND = 10  # words behind the sum in which its ware can stand
EARLIER = 4  # sentences before in which its ware can have been named


def priced(page: Page, line: Line, chosen: Choice, span: Span) -> Party | None:
    """What costs the sum: what سعر names, else the nearest ware before it, else behind it, else earlier in the text."""
    hit = chosen.hit
    named_price = chosen.frame.name == "price"
    if named_price and hit.last > hit.first and not _deals(line, hit.last):
        return _told(page, line, hit)
    told = _completed(page, line, hit, span) if named_price and hit.first < span.first else None
    before = list(wares(page, line, 0, span.first))
    if not told and not before and named_price and hit.pronoun:
        told = pointed(page, line, hit)
    if told or before:
        return told or before[-1]
    behind = list(wares(page, line, span.last + 1, min(len(line.words), span.last + BEHIND)))
    complement = phrase(line, _behind(line, hit)) if named_price else None
    if named_price and hit.first > span.last and (behind or complement):
        return behind[0] if behind else party(page, line, complement)
    earlier = _earlier(page, line)
    if complement and definite(line, complement):
        return party(page, line, complement)
    if earlier or not (chosen.frame.self and hit.form == "noun"):
        return earlier or next(iter(behind), None)
    own = phrase(line, hit.first)
    return noun(page, line, own.first, own.last, len(hit.before)) if own else None


def _told(page: Page, line: Line, hit: Hit) -> Party | None:
    """The ware in a pattern of several words (سعر السهم), or the name right behind it (سعر سهم أرامكو)."""
    behind = phrase(line, hit.last + 1)
    if behind and behind.mention >= 0 and behind.first == hit.last + 1:
        return named(page.mentions[behind.mention])
    return noun(page, line, hit.last, hit.last)


def _completed(page: Page, line: Line, hit: Hit, span: Span) -> Party | None:
    """What stands in idafa with سعر: a ware in it, else the phrase if it is of the sum's clause."""
    complement = phrase(line, _behind(line, hit) + _deals(line, hit.last + 1))
    if complement is None or hit.article or not definite(line, complement):
        return None
    if inside := next(wares(page, line, complement.first, complement.last + 1), None):
        return inside
    return party(page, line, complement) if line.hard[hit.first] == line.hard[span.first] else None


def _behind(line: Line, hit: Hit) -> int:
    """The place behind سعر, or behind سعر الصرف and its adjectives: سعر الصرف الرسمي لعملته."""
    place = hit.last + 1
    while place < len(line.words) and _deals(line, hit.last) and adjective(*line.words[place - 1 : place + 1]):
        place += 1
    return place


def _deals(line: Line, place: int) -> bool:
    """Whether a word only says that what is priced is bought or sold: سعر البيع, سعر بيع البنزين."""
    return place < len(line.words) and one_of(line.words[place].text, listed("pricing"))


def _earlier(page: Page, line: Line) -> Party | None:
    for other in reversed(page.lines[max(0, line.number - EARLIER) : line.number]):
        if found := next(wares(page, other, 0, len(other.words)), None):
            return found
    return None


def wares(page: Page, line: Line, first: int, stop: int) -> Iterator[Party]:
    """The things that have a price in words `first` to `stop`, left to right.

    Left out are units (للأوقية), what only stands beside (مقابل الدولار, مخزونات النفط), common nouns before a name.
    """
    words = line.words
    starting: dict[int, Hit] = {}
    for hit in line.frames:
        if hit.form == "noun" and first <= hit.first < stop and frames()[hit.row].name in WARES:
            starting.setdefault(hit.first, hit)
    for place in range(first, stop):
        word = words[place]
        if word.time >= 0 or (place and words[place - 1].text in listed("ware_beside")):
            continue
        if word.mention >= 0 and page.mentions[word.mention].label == "MISC":
            if place == first or words[place - 1].mention != word.mention:
                yield named(page.mentions[word.mention])
        elif place in starting and (company := _share_of(page, line, starting[place], stop)):
            yield company
        elif place in starting and not _passed(line, starting[place], stop):
            who = party(page, line, phrase(line, place)) if place in line.parties else None
            yield who if who and who.how == "resolved" else _ware(page, line, starting[place])


def _share_of(page: Page, line: Line, hit: Hit, stop: int) -> Party | None:
    """The company whose share it is: أسهم تيسلا."""
    behind = line.words[hit.last + 1].mention if hit.last + 1 < stop else -1
    share = frames()[hit.row].name == "shares" and not hit.before.endswith("ل")
    return named(page.mentions[behind]) if share and behind >= 0 else None


def _passed(line: Line, hit: Hit, stop: int) -> bool:
    """Whether a ware is a unit, the head of a name, or a market that something else is sold on (في العقود الآجلة)."""
    words, before = line.words, line.words[hit.first - 1].text if hit.first else ""
    if unit_noun(words[hit.first].text, "ware") and (hit.before.endswith("ل") or before == "("):
        return True
    if hit.last + 1 < stop and words[hit.last + 1].mention >= 0:
        return True
    return frames()[hit.row].name == "futures" and before in particles()["in"]


def _ware(page: Page, line: Line, hit: Hit) -> Party:
    exchange = frames()[hit.row].name == "exchange"
    last = hit.first if exchange else hit.last + _national(line, hit)
    begins = line.words[hit.first].start
    start, stop = begins + max(line.words[hit.first].lead, len(hit.before)), line.words[last].stop
    return Party(start, stop, name_of(page, begins, start, stop), "noun", "ware")


def _national(line: Line, hit: Hit) -> bool:
    """Whether an adjective of nationality that agrees stands behind a ware: الدولار الأسترالي, العملة التركية."""
    if hit.last + 1 >= len(line.words):
        return False
    head, word = line.words[hit.first], line.words[hit.last + 1]
    stem = head.text[head.lead :]
    known = stem.startswith("ال") or (head.text[: head.lead].endswith("ل") and stem.startswith("ل"))
    agrees = word.text.startswith("ال") == known and word.text.endswith("ة") == stem.endswith("ة")
    plain = word.mention < 0 and word.amount < 0 and word.time < 0
    return plain and agrees and word.text.removeprefix("ال").removesuffix("ة") in _nationalities()


@cache
def _nationalities() -> frozenset[str]:
    return frozenset().union(*countries().values())
