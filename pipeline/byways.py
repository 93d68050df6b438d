"""Names that a text only gives by the way: where and by whom it was written, and what a company is said to own."""

from collections.abc import Sequence

from pipeline.clauses import Line
from pipeline.inflections import letters, listed, one_of
from pipeline.mentions import Mention
from pipeline.parties import countries, outlets

MARKS = frozenset('-:/|،,"()')  # marks between the parts of a dateline
CLOSING = frozenset("-:/|)")  # those behind which the text goes on
OWNER = 40  # letters before a name in which its owner is told: المالكة لشبكة


def filed(text: str, line: Line, mentions: Sequence[Mention]) -> set[int]:
    """The outlet and the reporter of a dateline, alone in its line or before its dash: الدوحة - الشرق, دبي: "الخليج".

    A dateline begins with a town, or with an outlet that is known: a country before a name can be a heading.
    """
    place, found, seen = 0, set[int](), set[int]()
    if not line.words or text[: line.sentence.start].rstrip(" ")[-1:] not in ("", "\n"):
        return found
    while place < len(line.words) and (line.words[place].mention >= 0 or _beside(line, place)):
        mention = line.words[place].mention
        if mention >= 0 and not seen and not _dates(mentions[mention]):
            return found
        if mention >= 0 and seen and mention not in seen and line.words[place - 1].text not in MARKS:
            return found
        seen |= {mention} - {-1}
        if line.words[place].text in CLOSING:
            found = {name for name in seen if mentions[name].label != "LOC"}
        place += 1
    alone = place == len(line.words) and text[line.sentence.stop :].lstrip(" .")[:1] in ("", "\n")
    return {name for name in seen if mentions[name].label != "LOC"} if alone and len(seen) > 1 else found


def _beside(line: Line, place: int) -> bool:
    word = line.words[place]
    return word.text in MARKS or word.time >= 0


def _dates(mention: Mention) -> bool:
    """Whether a dateline can begin with a name: a town, an outlet."""
    town = mention.label == "LOC" and letters(mention.name) not in countries()
    return town or mention.name in outlets()


def owned(text: str, mentions: Sequence[Mention]) -> frozenset[int]:
    """The names that stand behind their owner, one that و joins to them too: ميتا المالكة لفيسبوك وإنستغرام."""
    found: set[int] = set()
    for place, mention in enumerate(mentions):
        before = text[max(0, mention.start - OWNER) : mention.start].rpartition("\n")[2].replace('"', " ")
        joined = place - 1 in found and text[mentions[place - 1].stop : mention.start].strip(' "') == "و"
        if joined or _owns(before.split(), before.endswith(" ")):
            found.add(place)
    return frozenset(found)


def _owns(before: Sequence[str], parted: bool) -> bool:
    """Whether the words before a name tell that it belongs to somebody: المالكة ل, المشغلة لمطاعم, مالكة."""
    if parted and before and before[-1] in listed("owners_of"):
        return True
    lent = len(before) > 1 and before[-1].startswith("ل") and not before[-1].endswith("،")
    return lent and (one_of(before[-2], listed("owning")) or before[-2] in listed("parents"))
