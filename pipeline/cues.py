"""Whether a sum is so: planned, expected, possible or denied, and the word that says it."""

from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clauses import Line, particles
from pipeline.frames import frames, governing
from pipeline.inflections import Hit, listed, one_of

NEAR = 26  # words before a sum in which its cue can stand
SAYING = 8  # words from a verb of saying to its على أن
OBJECT = 6  # words from a verb of asking to the thing that it asks for
ONCE = 6  # words from a sum back to the كان of بعد أن كان
AIMED = 5  # words from a sum back to a verb of aiming
LATER = 3  # words that a verb in the future must stand behind a cue to outdo it
FUTURE = ("سي", "ست", "سن")
SHORTEST = 3  # letters; a verb of the future has more
NOUNS = ("ة", "ات")  # ends of words that begin like one and are none: سياحية, سترات


class Cue(NamedTuple):
    """A modality and the span of the word that decided it, or no span."""

    modality: str
    start: int | None
    stop: int | None


class Spoken(NamedTuple):
    """The words that tell a modality, `first` to `last`, both in it."""

    first: int
    last: int
    modality: str


class Saying(NamedTuple):
    """A line of cues.csv: the modality of what is paid, that of what is measured, and where the cue speaks."""

    paid: str
    measured: str
    where: frozenset[str]


@cache
def sayings() -> tuple[Saying, ...]:
    """The lines of cues.csv, in order."""
    return tuple(
        Saying(row["modality"], row["measure"], frozenset(filter(None, row["kinds"].split(","))))
        for row in lexicon.rows("cues")
    )


LENT = frozenset(("debt", "grant", "assets", "penalty", "investment"))
REACHED = frozenset(("spending", "investment", "debt", "grant", "assets"))  # ستصل التكلفة إلى is expected
OWED = frozenset(("debt", "penalty"))
STANDING = frozenset(("debt", "loss", "assets", "valuation", "revenue", "profit", "other", "compensation", "trade"))


def modality(line: Line, kind: str, trigger: Hit | None, first: int, last: int, measure: bool = False) -> Cue:
    """The modality of a sum of a kind: that of the nearest cue that reaches it or of a future verb; else actual.

    `measure` says that the sum describes something, so that its future is expected rather than planned.
    """
    words = line.words
    found = _by_cue(line, kind, trigger, first, last, measure)
    beside = [last + 1] if last + 1 < len(words) and not words[last + 1].text.startswith("و") else []
    for place in (*range(max(0, first - NEAR), first), *beside):
        later = found is None or (place > found.first + LATER and found.modality not in ("possible", "denied"))
        if later and line.hard[place] == line.hard[first] and will(line, place) and not left_behind(line, place, first):
            found = Spoken(place, place, future_answer(line, place, kind, measure))
    if found is None:
        return Cue("actual", None, None)
    return Cue(found.modality, words[found.first].start, words[found.last].stop)


def _by_cue(line: Line, kind: str, trigger: Hit | None, first: int, last: int, measure: bool) -> Spoken | None:
    """What the nearest cue says that reaches a sum, None where none does.

    A cue yields to the one before it that rules it: وافقت على بيع محتمل is planned, دعا النواب إلى تخصيص possible.
    """
    found: Spoken | None = None
    asked: Hit | None = None
    for hit in line.cues:
        near = hit.first <= last and first - hit.last <= NEAR and (found is None or hit.first > found.first)
        if not near or not reaches(line, hit, kind, trigger, first):
            continue
        saying, value = sayings()[hit.row], found.modality if found else "actual"
        weak = value == "planned" and hit.form == "noun" and saying.paid in ("possible", "forecast")
        if weak and first > hit.last and not measure and _adjective(hit, trigger):
            continue
        if value in ("possible", "denied") and hit.form == "noun" and asked and _asked_for(line, asked, hit):
            continue
        asked = hit if hit.form != "noun" else None
        said = saying.measured if measure else saying.paid
        if said == "forecast" and hit.first and line.words[hit.first - 1].text in listed("negations"):
            said = "possible"  # لا يتوقع
        found = Spoken(hit.first, hit.last, said)
    return found


def by_grammar(line: Line, kind: str, trigger: Hit | None, first: int) -> tuple[str, int] | None:
    """What grammar alone says of a sum, and the place of the word that says it; the first rule that sees it."""
    if (place := _once(line, first)) is not None:
        return "actual", place
    if (place := _targeted(line, first)) is not None:
        return "forecast" if kind == "price" else "planned", place
    if (place := _aimed(line, first)) is not None:
        return "planned", place
    place = _asked(line, trigger, first) if kind in LENT else None
    return ("possible", place) if place is not None else None


def _once(line: Line, first: int) -> int | None:
    """The كان of what a sum was before: بعد أن كان 60 دولارا, بعدما كان سعره 60; not بعد أن كان متوقعا أن يبلغ 60."""
    words = line.words
    for place in range(first - 1, max(1, first - ONCE), -1):
        word = words[place].text
        if word in listed("was"):
            before = [word.text.lstrip("وف") for word in words[max(0, place - 2) : place]]
            return place if before[-1:] and {before[-1], " ".join(before)} & listed("once") else None
        cued = any(hit.first <= place <= hit.last for hit in line.cues)
        other = place in line.verbs or word in particles()["on"]  # كان أصر على دفع
        if cued or other or words[place].kind == "mark" or words[place].amount >= 0:
            return None
    return None


def _targeted(line: Line, first: int) -> int | None:
    """The noun of a target right before a sum: المستهدف 5 ملايين, هدفها البالغ 5 ملايين; not هدف 5 ملايين."""
    words, place = line.words, first - 1
    while place > 0 and words[place].text in listed("target_ties"):
        place -= 1
    if place < 0 or words[place].mention >= 0:
        return None
    apart = place < first - 1
    return place if one_of(words[place].text, listed("targets_apart" if apart else "targets")) else None


def _aimed(line: Line, first: int) -> int | None:
    """The verb of aiming whose object a sum is, or what leads to it: تستهدف 5 مليارات, تستهدف جمع 5 مليارات."""
    for place in range(first - 1, max(-1, first - AIMED), -1):
        word = line.words[place]
        if word.text.lstrip("وف") in listed("aiming"):
            return place
        verb = place in line.verbs and not any(hit.first == place for hit in line.parties.values())
        if verb or word.kind == "mark" or word.amount >= 0 or word.text in listed("worths"):
            return None
        if word.text in particles()["from"] or word.text in particles()["relative"]:
            return None
    return None


def _asked(line: Line, trigger: Hit | None, first: int) -> int | None:
    """The verb that asks for money, its object: طلب لبنان من الصندوق قرضا بقيمة مليار; not رسوم طلب القرض."""
    if trigger is None or trigger.form != "noun" or trigger.article or trigger.pronoun or trigger.before:
        return None
    for place in range(trigger.first - 1, max(-1, trigger.first - NEAR), -1):
        word = line.words[place]
        bare = word.text.lstrip("وف")
        if bare in listed("asked"):
            behind = line.words[place + 1]
            sure = bare not in listed("request") or behind.mention >= 0 or behind.text in particles()["from"]
            return place if sure and trigger.first < first else None
        if place in line.verbs or word.kind == "mark" or word.amount >= 0 or word.text in particles()["relative"]:
            return None
    return None


def future_answer(line: Line, place: int, kind: str, measure: bool) -> str:
    """What a future verb says of a sum: what reaches it is expected, what is paid or asked for it is planned."""
    reaching = one_of(line.words[place].text.removeprefix("و").removeprefix("ف")[1:], listed("reaching"))
    if line.words[place].text in listed("negations") or (kind in REACHED and reaching):
        return "forecast"
    if kind == "price":
        return "forecast" if reaching else "planned"
    return "forecast" if measure else "planned"


def left_behind(line: Line, place: int, first: int) -> bool:
    """Whether a clause of its own begins between a future verb and the sum: a relative one, or مشيرا إلى أنه."""
    relative = any(word.text in particles()["relative"] for word in line.words[place + 1 : first])
    return relative or _reported(line, place + 1, first)


def _adjective(cue: Hit, trigger: Hit | None) -> bool:
    """Whether a cue stands right behind the noun that governs the sum: بيع محتمل."""
    return trigger is not None and 0 <= cue.first - trigger.last <= 2


def _asked_for(line: Line, verb: Hit, noun: Hit) -> bool:
    """Whether a verb of asking, weighing or refusing has a planned thing for its object: اقترح تخصيص, رفض إبرام."""
    if sayings()[noun.row].paid != "planned" or noun.first - verb.last > OBJECT or noun.before[:1] in ("و", "ف"):
        return False
    between = line.words[verb.last + 1 : noun.first]
    return not any(word.kind == "mark" or word.text in particles()["that"] for word in between)


def _stands(line: Line, kind: str, cue: Hit, trigger: Hit | None, first: int) -> bool:
    """Whether the sum belongs to a thing that is there, whatever is planned with it: سداد ديونها البالغة 3 مليارات."""
    if kind not in STANDING or trigger is None or trigger.first < cue.first < first:
        return False
    return any(one_of(word.text, listed("amounting")) for word in line.words[max(0, first - 5) : first])


def reaches(line: Line, cue: Hit, kind: str, trigger: Hit | None, first: int) -> bool:
    """Whether a cue speaks of a sum: of its kind, in its clause, nothing between them that shuts it out."""
    where = sayings()[cue.row].where
    if "wide" in where:
        return True
    if line.hard[cue.first] != line.hard[first] or shut(line, cue, first, trigger) or idle(line, cue):
        return False
    earned = kind == "compensation" and cue.form == "imperfect" and trigger and trigger.first == cue.first
    if earned or _stands(line, kind, cue, trigger, first):  # تقاضى راتبا, not تقاضي
        return False
    verb = governing(line, first)
    if "not" in where:
        return not _owed(line, cue, kind) and _denies(line, cue, first, {hit.first for hit in (trigger, verb) if hit})
    if "undone" in where:
        return verb is None or verb.form != "perfect"
    return not where or kind in where


def idle(line: Line, cue: Hit) -> bool:
    """Whether the words of a cue mean something else here: قد بلغ, لقد, شدد على أن."""
    word = line.words[cue.first].text
    if word.startswith("لق") or (word.lstrip("وف") in particles()["may"] and not _imperfect(line, cue.last + 1)):
        return True
    behind = line.words[cue.last + 1].text if cue.last + 1 < len(line.words) else ""
    expects = word.lstrip("وف") in listed("expects")
    if expects and behind in listed("signed"):  # توقع اتفاقية is signs
        return sayings()[cue.row].paid != "planned"
    if expects and sayings()[cue.row].paid == "planned":  # توقع is expects, seldom signs
        return not any(
            hit.form == "noun" and 0 < hit.first - cue.last < 4 and frames()[hit.row].kind in ("contract", "debt")
            for hit in line.frames
        )
    if cue.first and line.words[cue.first - 1].kind == "number":  # 80 هدفا
        return True
    if word in listed("un") and not _calls(line, cue):
        return True
    agreed = sayings()[cue.row].paid == "planned" and line.words[cue.last].text in particles()["that"]
    return agreed and _said(line, cue.first)


def _calls(line: Line, cue: Hit) -> bool:
    """Whether غير صحيح calls untrue what its أن opens: no رقما غير صحيح, بشكل غير صحيح, هذا غير صحيح."""
    behind = [word.text for word in line.words[cue.last + 1 : cue.last + 3]]
    if behind and behind[0].endswith("ا"):  # إطلاقا أن
        behind = behind[1:]
    return bool(behind) and behind[0] in particles()["that"]


def only_done(line: Line, first: int) -> bool:
    """Whether nothing but the قد of what was done calls a sum possible: وكان الوزير قد أمر بصرف مليون.

    What is said behind a أن of its own, or is still to come, may be doubtful all the same: قد رأت أنه ستكون.
    """
    near = (hit for hit in line.cues if hit.first < first and first - hit.last <= NEAR)
    doubts = [hit for hit in near if sayings()[hit.row].paid == "possible"]
    if not doubts or any(line.words[hit.first].text.lstrip("وف") not in particles()["may"] for hit in doubts):
        return False
    between = range(doubts[0].last + 1, first)
    opened = any(line.words[place].text in particles()["that"] or will(line, place) for place in between)
    return not opened and all(idle(line, hit) for hit in doubts)


def _owed(line: Line, cue: Hit, kind: str) -> bool:
    """Whether a debt or fine is only not settled, and so is there all the same: لم تسدد ديونا بقيمة مليون."""
    behind = line.words[cue.last + 1 : cue.last + 2]
    return kind in OWED and any(one_of(word.text, listed("settling")) for word in behind)


def _denies(line: Line, cue: Hit, first: int, verbs: set[int]) -> bool:
    """Whether لم or لا denies the verb of a sum: not لم يتجاوز and لن ينفق أكثر من, which bound it, nor لم ينفق سوى.

    ما لم يدفع and إذا لم يدفع are conditions.
    """
    before = line.words[cue.first - 1].text if cue.first else ""
    if before in listed("conditions"):
        return False
    if any(word.text in particles()["except"] for word in line.words[cue.last + 1 : first]):
        return False
    if any(word.text in particles()["than"] for word in line.words[max(cue.last + 1, first - 2) : first]):
        return False
    denied = cue.last + 1
    if line.words[cue.last].text in listed("there") and denied < len(line.words):  # ليس هناك أي قرض
        denied += line.words[denied].text in listed("any")
    bounded = denied < len(line.words) and line.words[denied].text in listed("bounded")
    return not bounded and denied in verbs


def _said(line: Line, place: int) -> bool:
    """Whether a verb of saying stands shortly before a word."""
    return any(0 < place - hit.last <= SAYING for hit in line.speech)


def _imperfect(line: Line, place: int) -> bool:
    """Whether an imperfect verb stands at a word, as after قد that means may: قد يبلغ, not قد بلغ."""
    if place >= len(line.words):
        return False
    text = line.words[place].text
    perfect = any(hit.first == place and hit.form == "perfect" for hit in (*line.frames, *line.speech))
    perfect = perfect or text in listed("perfects") or text.endswith(("ت", "وا")) or _was(line, place)
    return text[:1] == "ي" or (text[:1] in ("ت", "ن") and not perfect)


def _was(line: Line, place: int) -> bool:
    """Whether كان stands right before the قد of a verb, which then is in the perfect: كان قد ترك, وكان قد تسلم."""
    return place > 1 and line.words[place - 2].text.lstrip("وف") in listed("was")


def shut(line: Line, cue: Hit, first: int, trigger: Hit | None) -> bool:
    """Whether a clause of its own begins between a cue and the sum: a relative clause, a verb of what was done."""
    small = particles()
    gap = line.words[cue.last + 1 : first]
    if any(word.text in small["relative"] or word.text in listed("rather") for word in gap):
        return True
    if _reported(line, cue.last + 2, first):
        return True
    if cue.first and line.words[cue.first - 1].text in listed("whens"):  # بعدما رفضت طلبه، حصل على
        main = (place for place in range(cue.last + 1, first) if line.words[place - 1].text in "،,")
        if any(hit.form == "perfect" and hit.first == place for place in main for hit in line.frames):
            return True
    opens = any(word.text in small["that"] for word in line.words[cue.last : cue.last + 2])  # ليس صحيحا أن البلدية دفعت
    return any(
        hit.form == "perfect"
        and cue.last < hit.first < first
        and (trigger is None or hit.first != trigger.first)
        and (hit.before[:1] in ("و", "ف") or (cue.form == "noun" and not (opens or _carries(line, hit))))
        for hit in (*line.frames, *line.speech)
    )


def _reported(line: Line, begin: int, first: int) -> bool:
    """Whether a participle of saying begins a clause of its own before a sum: يستهدف زعزعة البلاد، مؤكدا أن."""
    near = (hit for hit in line.speech if begin <= hit.first < first and hit.form == "noun")
    return any(lexicon.rows("speech")[hit.row]["form"] == "adds" for hit in near)


def _carries(line: Line, hit: Hit) -> bool:
    """Whether a verb only ties a sum to its noun, as بلغ does."""
    return any(other.first == hit.first and frames()[other.row].does == "subject" for other in line.frames)


def over(line: Line, place: int, first: int) -> bool:
    """Whether a time stands in a clause that ends before the sum, whose own is of what is to come or has begun then.

    أنفقت 5 مليارات في 2023، وتخطط لإنفاق 8; تأسست في 2021، وبلغت أصولها. Not ارتفعت منذ 2021، وبلغت.
    """
    verbs = {hit.first for hit in (*line.frames, *line.cues) if hit.form != "noun"}
    behind = (at for at in range(place + 1, first) if line.words[at].text[:1] == "و")
    joined = [at for at in behind if at in verbs or will(line, at)]
    if not joined:
        return False
    earlier = range(place - 1, -1, -1)
    ruling = next((at for at in earlier if at in verbs or will(line, at) or _founds(line, at)), None)
    if ruling is None:
        return False
    done = any(hit.first == ruling and hit.form == "perfect" for hit in line.frames)
    return _founds(line, ruling) or (done and any(_to_come(line, at) for at in joined))


def _to_come(line: Line, place: int) -> bool:
    """Whether a verb tells of what is planned or to come: وتخطط, وسيبلغ."""
    planned = (hit for hit in line.cues if hit.first == place and hit.form == "imperfect")
    return will(line, place) or any(sayings()[hit.row].paid in ("planned", "forecast") for hit in planned)


def _founds(line: Line, place: int) -> bool:
    return line.words[place].text.lstrip("وف") in listed("founding")


def will(line: Line, place: int) -> bool:
    """Whether a word tells of what is to come: a verb with س, or لن before what is bounded."""
    word, after = line.words[place], line.words[place + 1 : place + 2]
    if word.text in particles()["wont"]:  # لن تتعدى 2 مليار
        return bool(after) and after[0].text in listed("bounded")
    return word.mention < 0 and word.amount < 0 and future(word.text)


def future(word: str) -> bool:
    """Whether a word is an imperfect verb with س or the word سوف itself.

    >>> future('سيستثمر'), future('سيارات')
    (True, False)
    """
    bare = word[1:] if word[:1] in ("و", "ف") and word[1:2] == "س" else word
    if bare in particles()["will"]:
        return True
    noun = bare.endswith(NOUNS) or one_of(bare, listed("not_future"))
    return bare.startswith(FUTURE) and len(bare) > SHORTEST and not noun
