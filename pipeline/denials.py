"""What grammar alone denies of a sum, whatever else speaks: لن تدفع مليونا, لم يقبض درهما واحدا, تخلت عن قرض."""

from collections.abc import Iterator
from functools import cache

from pipeline.clauses import Line, Word, particles, read
from pipeline.cues import NEAR, reaches, sayings
from pipeline.frames import frames
from pipeline.inflections import Hit, listed, one_of, verb_forms

GAP = 13  # words from a particle or verb that denies to the sum
NEGATED = 5  # words from ليس هناك to the sum that is not there
STANDS = 5  # words before a sum in which البالغ says that it is there
AFTER = 6  # words from a verb to its preposition or its أن
WEAK = "ايو"  # letters that a verb loses behind لم
UNBROUGHT = frozenset(("achieve", "nothing"))  # frames whose verbs measure a sum or mean something else
GIVEN_UP = frozenset(("debt", "grant", "investment", "spending", "contract", "acquisition", "tax"))
LOST = frozenset(("grant", "compensation"))


def denial(line: Line, kind: str, trigger: Hit | None, first: int, last: int) -> tuple[int, int] | None:
    """The first and last word of what denies a sum at words `first` to `last`, or None; the first rule that sees it."""
    untrue = _untrue(line, kind, trigger, first)
    if untrue:
        return untrue.first, untrue.last
    if any("wide" in sayings()[hit.row].where and sayings()[hit.row].paid == "possible" for hit in line.cues):
        return None  # إذا لم يدفع
    words = line.words
    if any(one_of(word.text, listed("amounting")) for word in words[max(0, first - STANDS) : first]):
        return None  # لم يتسلم أجره البالغ ألفا: it is owed all the same
    for place in _back(line, first):
        if _negates(line, place):
            single = any(one_of(word.text, listed("single")) for word in words[last : last + 2])
            bounded = one_of(words[place + 1].text, listed("bounded"))
            denied = not bounded and (single or _undone(line, place, first))
            return (place, place) if denied else None
        if _ruled_out(line, place, kind, first) and not (place and words[place - 1].text in listed("negations")):
            return place, place
    far = next(_far(line, first), None)
    return (far, far) if far is not None else None


def _untrue(line: Line, kind: str, trigger: Hit | None, first: int) -> Hit | None:
    """What calls all that follows it untrue (ليس صحيحا أنها دفعت), or says that a thing is not there (ليس هناك قرض)."""
    for hit in line.cues:
        near = hit.first < first and first - hit.last <= NEAR and sayings()[hit.row].paid == "denied"
        if near and _calls_untrue(line, hit, first) and reaches(line, hit, kind, trigger, first):
            return hit
    return None


def _calls_untrue(line: Line, cue: Hit, first: int) -> bool:
    words = line.words[cue.first : cue.last + 1]
    if "not" in sayings()[cue.row].where:
        return words[-1].text in listed("there") and first - cue.last <= NEGATED
    return " ".join(word.text for word in words).lstrip("وف") in listed("untrue")


def _back(line: Line, first: int) -> Iterator[int]:
    """The words before a sum from the nearest on, up to where another clause, sum, bound or exception begins."""
    for place in range(first - 1, max(-1, first - GAP), -1):
        if line.hard[place] != line.hard[first] or _parts(line.words[place]):
            return
        yield place


def _parts(word: Word) -> bool:
    small = particles()
    mark = word.kind == "mark" and word.text not in "\"'()"
    apart = any(word.text in small[name] for name in ("that", "relative", "except", "than", "clause"))
    return word.amount >= 0 or mark or apart or word.text in listed("rather")


def _negates(line: Line, place: int) -> bool:
    """Whether a word is a particle that denies the verb behind it: not that of ما لم, قد لا and لا يزال."""
    before = line.words[place - 1].text.lstrip("وف") if place else ""
    behind = line.words[place + 1].text if place + 1 < len(line.words) else ""
    doubtful = before in listed("conditions") or before in particles()["may"] or behind in listed("still")
    return line.words[place].text in listed("negations") and not doubtful


def _undone(line: Line, place: int, first: int) -> bool:
    """Whether the verb behind a particle would have brought the sum about: لم تتلق دعما قدره مليون, لم يتم صرف مليون.

    What is owed and not settled (لم تسدد ديونها) is there all the same, and what is not paid yet may be planned.
    """
    words, small = line.words, particles()
    gap = words[place + 2 : first]
    if place + 1 >= first or any(
        word.text in listed("not_yet") or one_of(word.text, listed("bounded")) for word in gap
    ):
        return False
    preps = [word.text for word in gap if word.text in small["prep"] and word.time < 0]
    if not listed("along").issuperset(preps) or sum(word in listed("along_once") for word in preps) > 1:
        return False
    if preps and gap[-1].text in (*small["from"], *small["about"]):
        return False
    behind = words[place + 1].text
    if behind in listed("done"):
        paid = any(hit.first == place + 2 and hit.form == "noun" for hit in line.frames)
        moved, settled = (bool(gap) and one_of(gap[0].text, listed(name)) for name in ("risen", "settlement"))
        moved = moved and any(word.text in small["toward"] for word in gap)
        return (paid or moved) and not settled and _verbless(line, place + 2, first)
    return _brings(behind, words[place].text.endswith("لم")) and _verbless(line, place + 1, first)


def _brings(verb: str, jussive: bool) -> bool:
    """Whether a verb in the imperfect brings a sum about: one of a frame that pays, or of the list `brought`.

    >>> _brings("يدفع", False), _brings("يستفد", True), _brings("يستفد", False), _brings("تسدد", True)
    (True, True, False, False)
    """
    forms = list(_indicative(verb) if jussive else [verb])
    if any(form in listed("settling") or form in listed("bounded") for form in forms):
        return False
    found = [entry for form in forms for entry, base in read("frames")(form) if not base.before]
    names = {frames()[entry.row].name for entry in found if entry.form == "imperfect"}
    return bool(names and not names & UNBROUGHT) or any(form in _brought() for form in forms)


def _indicative(verb: str) -> Iterator[str]:
    """What a verb behind لم may be: as it is, or with the weak letter that it lost (يستفد, يتلق), also of I (أحصل).

    >>> list(_indicative("يبع"))
    ['يبع', 'يباع', 'يبيع', 'يبوع', 'يبعا', 'يبعي']
    """
    verb = "ي" + verb[1:] if verb.startswith("ا") else verb
    yield verb
    yield from (verb[:-1] + letter + verb[-1] for letter in WEAK)
    yield from (verb + letter for letter in WEAK[:2])


@cache
def _brought() -> frozenset[str]:
    """The forms of the verbs that bring a sum about and are of no frame that pays."""
    return frozenset(form for verb in listed("brought") for form, _ in verb_forms("", verb))


def _verbless(line: Line, place: int, first: int) -> bool:
    """Whether no verb stands between a word and the sum that would have it for its own."""
    nouns = {hit.first for hit in (*line.frames, *line.cues, *line.parties.values()) if hit.form == "noun"}
    inside = (verb for verb in line.verbs if place < verb < first and verb not in nouns)
    return all(line.words[verb].text in listed("risen") for verb in inside)  # استبعد رفع السعر


def _far(line: Line, first: int) -> Iterator[int]:
    """The words that deny what their أن opens: لم يسبق للحكومة أن صرفت مليونا, استبعد أن تبلغ الكلفة مليونا."""
    words, negations = line.words, listed("negations")
    for place in range(max(0, first - 2 * GAP), first - 1):
        never = _negates(line, place) and words[place + 1].text in listed("before_now")
        denied = place and words[place - 1].text in negations
        if not never and (denied or not one_of(words[place].text, listed("dismissing"))):
            continue
        that = [at for at in range(place + 1, first) if words[at].text in particles()["that"]]
        told = that[0] if that and that[0] <= place + AFTER else place
        opens = told + 1 in line.verbs if told > place else not never
        between = (*words[place + 1 : told], *words[told + 1 : first])
        adds = any(told < hit.first < first for hit in line.speech)
        if opens and not adds and _verbless(line, told + 1, first) and not any(map(_parts, between)):
            yield place


def _ruled_out(line: Line, place: int, kind: str, first: int) -> bool:
    """Whether a word gives a sum up, takes it away or fails to bring it about: تخلت عن قرض بقيمة مليون."""
    small, tie = particles(), line.words[first - 1].text
    if not _verbless(line, place, first):
        return False
    verb, gap = line.words[place].text, [word.text for word in line.words[place + 1 : first]]
    bought = one_of(verb, listed("withdrawing")) and _followed(gap, "about", "obtaining")
    if bought and tie in small["return"]:  # تراجعت عن شراء البنك مقابل مليون
        return kind in GIVEN_UP
    return tie not in small["prep"] and (_given_up(verb, kind, gap) or _taken_away(verb, kind, gap))


def _given_up(verb: str, kind: str, gap: list[str]) -> bool:
    """Whether a deal or loan comes to nothing by a verb, `gap` the words between it and the sum.

    تخلت عن قرض بقيمة مليون, انسحبت من صفقة بمليون, فشلت في جمع مليون, انهارت صفقة بمليون.
    """
    if one_of(verb, listed("withdrawing")):
        bought = _followed(gap, "about", "obtaining")
        failed = not particles()["about"].isdisjoint(gap[:AFTER]) and (bought or not _exchanged(gap))
    else:
        collapsed = one_of(verb, listed("collapsing")) and any(one_of(word, listed("dealt")) for word in gap[:1])
        left = one_of(verb, listed("leaving")) and _followed(gap, "from", "dealt")
        failed = collapsed or left or (one_of(verb, listed("failing")) and _followed(gap, "in", "obtaining"))
    return kind in GIVEN_UP and failed


def _taken_away(verb: str, kind: str, gap: list[str]) -> bool:
    """Whether a verb lets somebody off a fine, or takes or suspends what he would have got.

    أعفاه من غرامة قدرها مليون, حرم من منحة بمليون, علقت مساعدات بمليون; not علق على منحة بمليون, which comments on it.
    """
    small = particles()
    if one_of(verb, listed("sparing")):
        return kind == "penalty"
    if one_of(verb, listed("suspending")):
        return kind == "grant" and bool(gap) and small["on"].isdisjoint(gap)
    return kind in LOST and one_of(verb, listed("depriving")) and not small["from"].isdisjoint(gap[:AFTER])


def _followed(gap: list[str], preposition: str, nouns: str) -> bool:
    """Whether a preposition and one of these nouns follow a verb and its subject: فشلت الشركة في جمع."""
    at = next((at for at, word in enumerate(gap[:AFTER]) if word in particles()[preposition]), len(gap))
    return any(one_of(word, listed(nouns)) for word in gap[at + 1 : at + 2])


def _exchanged(gap: list[str]) -> bool:
    """Whether a sum is what something is given up for: تخلى عن مدافعه مقابل مليون."""
    return not particles()["return"].isdisjoint(gap)
