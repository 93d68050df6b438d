"""Who says it: the subject of a verb of saying, whom وفق cites, and who speaks on in the next sentence."""

from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clauses import Line, Word, particles
from pipeline.inflections import Hit, listed, one_of
from pipeline.parties import LONE, Page, Party, named, noun, party, party_class, phrase

SAID = 30  # words in which a verb of saying must open what is said
NAMING = 6  # words in which who tells something is named; words before the colon of a headline
REPORT = 12
BEFORE = 16
ESTIMATED = 9  # words from توقعات to the sum
CITING = 16
UNKNOWN = 3  # words of a speaker whom no list knows
ARTICLE = "ال"
WHAT = "ما"
QUOTED = 4  # a quotation of fewer words is a name
SPEAKERS = ("PER", "ORG", "LOC", "party", "state", "people", "speaker", "source", "epithet")


AFTERTHOUGHT = 6  # words of a sentence that only cites
WEAK = 10  # words in which a verb that seldom says anything opens what is said: تابع, كتب
CITED = (*SPEAKERS, "MISC")  # وفقا لمبادرة سندات المناخ


class Speech(NamedTuple):
    """Who speaks, the word at which what is said begins, and the one before which it ends where no أن opens it."""

    who: Party
    opens: int
    ends: int


class Said(NamedTuple):
    """The words at which what is said begins, before which who says it is named, and before which it ends."""

    opens: int
    limit: int
    ends: int


@cache
def forms() -> tuple[str, ...]:
    """How each line of speech.csv hands on what is said."""
    return tuple(row["form"] for row in lexicon.rows("speech"))


def source(page: Page, line: Line, first: int, last: int, speaker: Party | None) -> Party | None:
    """Who says the sum at words `first` to `last`; `speaker` spoke in the sentence before."""
    said: Party | None = None
    for hit in line.speech:
        if forms()[hit.row] != "by" and hit.first <= first:
            speech = _speech(page, line, hit, said or speaker)
            if speech and speech.opens <= first < speech.ends:
                said = speech.who
    if said is None and line.sentence.zone == "headline":
        said = _headed(page, line, first)
    for hit in line.speech:
        if said is None and _cites(line, hit) and not first <= hit.first <= last:
            said = _cited(page, line, hit)
    return said or _estimated(page, line, first) or _told_behind(page, line, last)


def _estimated(page: Page, line: Line, first: int) -> Party | None:
    """Whose estimate a sum is: توقعات المحللين البالغة 5 ملايين, تقديرات الحكومة التي بلغت."""
    for place in range(first - 1, max(-1, first - ESTIMATED), -1):
        if not one_of(line.words[place].text, listed("estimates")) or line.words[place].text.startswith(ARTICLE):
            continue
        whose = phrase(line, place + 1)
        who = party(page, line, whose) if whose and _people(page, line, whose.first) else None
        between = line.words[whose.last + 1 : first] if whose else []
        tied = [word for word in between if word.text not in particles()["relative"]]
        sizes = all(one_of(word.text, listed("amounting")) or word.text in particles()["close"] for word in tied)
        return who if who and between and sizes else None
    return None


def _told_behind(page: Page, line: Line, last: int) -> Party | None:
    """Who is said to have said what stands before, at the sentence's end: "...5 ملايين"، يقول محمد."""
    for hit in line.speech:
        mark = line.words[hit.first - 1].text if hit.first else ""
        if hit.first <= last + 1 or forms()[hit.row] != "says" or hit.before or mark not in '،,"':
            continue
        if hit.form != "noun" and _opens(line, hit) is None and _plainly(page, line, hit):
            words = range(hit.last + 1, min(len(line.words), hit.last + 1 + NAMING))
            if not any(line.words[place].amount >= 0 for place in range(hit.last + 1, len(line.words))):
                return _who(page, line, hit.last + 1, words.stop)
    return None


def _headed(page: Page, line: Line, first: int) -> Party | None:
    """The name before the colon of a headline: البورصة المصرية: صفقات بقيمة."""
    for place, word in enumerate(line.words[: min(first, NAMING + 1)]):
        if word.text == ":":
            names = [before.mention for before in line.words[:place] if before.mention >= 0]
            return named(page.mentions[names[0]]) if names else None
    return None


def _speech(page: Page, line: Line, hit: Hit, speaker: Party | None) -> Speech | None:
    """Who speaks by a word of saying, and where what is said begins; None where nobody or nothing is said."""
    form, words, small = forms()[hit.row], line.words, particles()
    since = hit.last + 1
    if _nobodys(page, line, hit):
        return None
    opens = _opens(line, hit)
    if hit.form == "noun" and form == "says":  # بعد إعلان الوزارة أنها دفعت
        return _declared(page, line, hit, opens)
    if form == "adds":
        speaker = speaker or _first_actor(page, line, hit)
        return Speech(speaker, since if opens is None else opens, len(words) + 1) if speaker else None
    said = _without_that(page, line, hit, form) if opens is None else Said(opens, opens, len(words) + 1)
    if said is None:
        return None
    if form == "quotes":
        about = (place + 1 for place in range(since, said.limit) if words[place].text in small["about"])
        since = next(about, since)
    who = _speaker(page, line, hit, since, said.limit, speaker)
    return Speech(who, said.opens, said.ends) if who else None


def _without_that(page: Page, line: Line, hit: Hit, form: str) -> Said | None:
    """What is said without أن behind it: أشار الوزير إلى ارتفاع الديون, أعلنت الشركة أرباحا; None where nothing is."""
    words, since = line.words, hit.last + 1
    if hit.first and words[hit.first - 1].text in particles()["relative"]:  # الشركات التي أعلنت عن نتائجها
        return None
    limit, ends = min(len(words), since + NAMING), len(words) + 1
    far = min(len(words), since + SAID) if one_of(words[hit.first].text, listed("pointing")) else limit
    to = _toward(line, since, far) if form == "says" else None
    quoted = any(word.text == '"' for word in words[max(0, hit.first - 2) : hit.first])  # "سرقونا"، يقول سعيد الذي أودع
    if form not in ("tells", "issues") and to is None and (quoted or not _plainly(page, line, hit)):
        return None
    if one_of(words[hit.first].text, listed("denials")):  # نفى الرئيس وجود علاقة، ويطلب محاموه 5 ملايين
        ends = next((place for place in range(since, len(words)) if words[place].text in "،,"), ends)
    return Said(since, limit, ends) if to is None else Said(to, to, ends)


def _nobodys(page: Page, line: Line, hit: Hit) -> bool:
    """Whether nobody says what a verb says (يذكر أن), or what is issued says nothing (أصدرت صكوكا)."""
    words, since = line.words, hit.last + 1
    if words[hit.first].text.removeprefix("و") in listed("impersonal") and not _people(page, line, since):
        return True
    reports = any(one_of(word.text, listed("reports")) for word in words[since : since + REPORT])
    return forms()[hit.row] == "issues" and not reports


def _declared(page: Page, line: Line, hit: Hit, opens: int | None) -> Speech | None:
    """Who speaks by a verbal noun whose أن stands near: إعلان الوزارة أنها دفعت, not في إعلان للصحف أن."""
    since = hit.last + 1
    if hit.pronoun or opens is None or opens - since > NAMING or not _people(page, line, since):
        return None
    who = _who(page, line, since, opens)
    return Speech(who, opens, len(line.words) + 1) if who else None


def _people(page: Page, line: Line, place: int) -> bool:
    """Whether who speaks stands right behind a verb that mostly nobody says: ويقدر خبراء أن, not يتوقع أن.

    What stands for who spoke before (ويتوقع التقرير) is left out: readers name it, the rules would name who spoke.
    """
    if place >= len(line.words) or one_of(line.words[place].text, listed("same_source")):
        return False
    mention = line.words[place].mention
    if mention >= 0:
        return page.mentions[mention].label in ("PER", "ORG")
    return party_class(line.parties.get(place)) in ("people", "source", "speaker")


def _toward(line: Line, since: int, limit: int) -> int | None:
    """The إلى behind a verb of pointing and its subject: أشار الوزير إلى ارتفاع الديون."""
    words, small = line.words, particles()
    for place in range(since, limit):
        if words[place].text in small["toward"]:
            return place
        if words[place].text in small["break"] or words[place].amount >= 0:
            return None
    return None


def _plainly(page: Page, line: Line, hit: Hit) -> bool:
    """Whether somebody stands right behind a verb of saying that has no أن: أكد الوزير سعيه, قال سعيد بلغت الأرباح."""
    before = line.words[hit.first - 1].text if hit.first else ""
    if hit.pronoun or before in particles()["what"] or not one_of(line.words[hit.first].text, listed("plain_sayings")):
        return False
    return _people(page, line, hit.last + 1)


def _opens(line: Line, hit: Hit) -> int | None:
    """The word that opens what is said: أن, a colon, a quotation; None if the clause ends before."""
    words, small = line.words, particles()
    aside = False  # أوضح الوزير، فيما يخص الدعم، أن
    reach = WEAK if one_of(words[hit.first].text, listed("weak_sayings")) else SAID
    for place in range(hit.last + 1, min(len(words), hit.last + reach)):
        text = words[place].text
        if text in small["that"] or text == ":" or (text == '"' and _quotation(line, place)):
            return place if not aside or words[place - 1].text == "،" else None
        if text in small["break"] and place > hit.last + 2:
            if words[place - 1].text != "،":
                return None
            aside = True
    return None


def _quotation(line: Line, place: int) -> bool:
    """Whether a quotation mark opens words that are said, and not a name."""
    behind = line.words[place + 1 : place + 1 + QUOTED]
    return not (behind and behind[0].mention >= 0) and all(word.text != '"' for word in behind)


def _speaker(page: Page, line: Line, hit: Hit, since: int, limit: int, speaker: Party | None) -> Party | None:
    """The subject of a verb of saying: behind it, else before it; a verb without one goes on for who spoke before."""
    limit = next((place for place in range(since + 1, limit) if _occasion(line, place)), limit)
    beside = forms()[hit.row] != "tells" or _opens(line, hit) is not None or _begins_with_somebody(line, since)
    who = _who(page, line, since, limit) if beside else None
    if who is None and not beside:
        return _who_before(page, line, hit)
    if hit.form == "perfect" and (was := _who_was(page, line, hit)):
        return was
    if who:
        again = (
            forms()[hit.row] != "quotes"
            and who.label == "source"
            and one_of(line.words[since].text, listed("same_source"))
        )
        return speaker._replace(how="resolved") if again and speaker and speaker.label != "source" else who
    if forms()[hit.row] in ("tells", "issues"):
        return None
    who = _who_before(page, line, hit)
    if who is None and since < limit and _somebody(line.words[since].text):
        who = _unknown(page, line, since, limit)
    unnamed = since < limit and line.words[since].text not in line.small and line.words[since].kind != "mark"
    return who if unnamed else who or speaker


def _first_actor(page: Page, line: Line, hit: Hit) -> Party | None:
    """The subject of the first verb of a sentence, which a participle of saying hangs on."""
    place, topic = next(iter(line.subjects.items()), (hit.first + 1, None))
    who = party(page, line, topic) if place <= hit.first else None
    return who if who and who.label in SPEAKERS else None


def _who(page: Page, line: Line, first: int, stop: int) -> Party | None:
    """Who is not named, else the person, else the institution, else the noun phrase in words `first` to `stop`."""
    bound = particles()["bound"]
    while first < stop and (line.words[first].kind == "mark" or line.words[first].text in bound):
        first += 1
    if first >= stop:
        return None
    return _anonymous(page, line, first, stop) or _somebody_of(page, line, first, stop)


def _somebody_of(page: Page, line: Line, first: int, stop: int) -> Party | None:
    """The person, else the institution, else the noun phrase that speaks in words `first` to `stop`."""
    spoken = [word.mention for place, word in enumerate(line.words[first:stop], first)
              if word.mention >= 0 and (place == first or not _told(line, place))]  # fmt: skip
    names = [page.mentions[mention] for mention in spoken]
    for label in ("PER", "ORG"):
        for mention in names:
            if mention.label == label:
                return named(mention)
    if names and line.words[first].mention >= 0:
        return named(names[0])
    if line.words[first].text in particles()["prep"]:  # أعلن عن نتائجه
        return None
    for place in range(first + 1, min(stop, first + 3)):
        if place == first + 1 and _reports(line, place) and not line.words[first].text.startswith(ARTICLE):
            whose = phrase(line, place)  # تقرير لمركز معلومات, not البيانات المالية للشركة
            return noun(page, line, whose.first, whose.last, label="source") if whose else None
        if line.words[place].text in particles()["in"] or line.words[place].lead:  # الشركة في بيانها
            break
        if party_class(line.parties.get(place)) in ("source", "people"):
            return noun(page, line, first, place, label="source")
    who = party(page, line, phrase(line, first, 3))
    return who if who and who.label in SPEAKERS else None


def _anonymous(page: Page, line: Line, first: int, stop: int) -> Party | None:
    """Somebody whom a text does not name, whosever he is: مصدر of مصدر بوزارة النفط, متحدث of متحدث باسم الشركة."""
    found = phrase(line, first, UNKNOWN)
    if found is None:
        return None
    head, last = found.first, found.last
    last = next((place - 1 for place in range(head + 1, last + 1) if line.words[place].text in listed("behalf")), last)
    if any(line.words[place].mention >= 0 for place in range(head, last + 1)):
        return None
    while head < last and (line.words[head].kind == "number" or line.words[head].text in listed("some_of")):
        head += 1
    if line.words[head].text not in listed("anonymous"):
        return None
    while last + 1 < stop and one_of(line.words[last + 1].text, listed("participles")):  # مصدر مسؤول في
        last += 1
    if last + 1 >= stop or not _hangs_on(line.words[last + 1]):
        return None
    secret = one_of(line.words[head].text, listed("secret"))
    if not secret and any(_person(page, line, place) for place in range(last + 1, stop)):  # المتحدث باسم الوزارة علي
        return None
    return noun(page, line, found.first, last, label="source")


def _hangs_on(word: Word) -> bool:
    """Whether a word tells whose man the one before is, or to whom he tells it: مصدر في الوزارة, مصدر ل"القبس"."""
    return word.lead > 0 or word.text in particles()["prep"] or word.text in LONE or word.text in listed("behalf")


def _occasion(line: Line, place: int) -> bool:
    """Whether what follows tells of the speaker or of the day he spoke, not who he is: الوثيقة التي, خلال لقاء مع."""
    text = line.words[place].text
    return text in particles()["relative"] or (text in listed("occasions") and line.words[place].mention < 0)


def _begins_with_somebody(line: Line, place: int) -> bool:
    """Whether a name or a noun for somebody stands right behind a verb: أعلنت الشركة أرباحا, not قدر تكلفة الصيانة."""
    while place < len(line.words) and line.words[place].kind == "mark":
        place += 1
    return place < len(line.words) and (line.words[place].mention >= 0 or place in line.parties)


def _reports(line: Line, place: int) -> bool:
    """Whether ل names whose a report is: تقرير لرويترز, بيان لوزارة المالية."""
    word, before = line.words[place], [word.text for word in line.words[max(0, place - 2) : place]]
    given = word.lead > 0 and word.text[: word.lead].endswith("ل")
    return given and any(one_of(text, listed("reports")) for text in before)


def _told(line: Line, place: int) -> bool:
    """Whether a name is who is spoken to, or whose speaker it is: صرح لرويترز, الكاتب العام للنقابة."""
    word = line.words[place]
    while place and line.words[place - 1].mention == word.mention:
        place -= 1
    if _reports(line, place):
        return False
    head, before = line.words[place], [word.text for word in line.words[max(0, place - 2) : place]]
    if before[-1:] == ["ل"] or before == ["ل", '"']:  # قال الوزير لـ«القبس»
        return True
    return head.lead > 0 and head.text[: head.lead].endswith("ل")


def _unknown(page: Page, line: Line, first: int, stop: int) -> Party | None:
    """A speaker whom no list knows, by the place between the verb and أن: ذكر المركزي في بيان أن."""
    last = first
    while last < stop and last < first + UNKNOWN and _names_somebody(line, last):
        last += 1
    return noun(page, line, first, last - 1, label="speaker") if last > first else None


def _somebody(word: str) -> bool:
    """Whether a word that no list knows can be who speaks: المركزي, محامون."""
    return word.startswith(ARTICLE) or (word.endswith("ون") and not one_of(word, listed("not_people")))


def _names_somebody(line: Line, place: int) -> bool:
    word = line.words[place]
    plain = word.kind == "word" and word.amount < 0 and word.time < 0 and word.text not in line.small
    adverb = one_of(word.text, listed("adverbs")) or (word.text.endswith("ا") and not word.text.startswith("ال"))
    return plain and not adverb and place not in line.verbs


def _who_before(page: Page, line: Line, hit: Hit) -> Party | None:
    """The subject that stands before its verb: محمد جدري، المحلل، قال إن."""
    if hit.before[:1] in ("و", "ف"):
        return None
    for place in range(hit.first - 1, max(-1, hit.first - 1 - BEFORE), -1):
        word = line.words[place]
        if word.amount >= 0:
            return None
        if word.mention >= 0 and _told(line, place):  # اليماني، الكاتب العام للنقابة، أكد
            continue
        if word.mention >= 0 and page.mentions[word.mention].label in ("PER", "ORG"):
            return named(page.mentions[word.mention])
        if hit.first - place <= UNKNOWN and party_class(line.parties.get(place)) == "source":  # مصادر مطلعة قالت
            return noun(page, line, place, hit.first - 1, label="source")
    return None


def _who_was(page: Page, line: Line, hit: Hit) -> Party | None:
    """The subject between كان and a verb in the perfect: وكان ممثل النيابة قد التمس, وكانت الشركة أعلنت."""
    for place in range(hit.first - 1, max(-1, hit.first - 1 - BEFORE), -1):
        if line.words[place].text.lstrip("وف") in listed("was"):
            return _who(page, line, place + 1, hit.first)
        if line.words[place].kind == "mark" or place in line.verbs or line.words[place].amount >= 0:
            return None
    return None


def _cites(line: Line, hit: Hit) -> bool:
    """Whether a word cites, كما only where a verb of saying follows."""
    if forms()[hit.row] != "by":
        return False
    what = hit.first < hit.last and line.words[hit.last].text == WHAT  # على ما أكد, هذا ما قاله
    if line.words[hit.first].text not in particles()["as"] and not what:
        return True
    behind = [other for other in line.speech if other.first == hit.last + 1 and forms()[other.row] != "by"]
    return bool(behind) and not one_of(line.words[hit.last + 1].text, listed("denials"))  # وهو ما نفاه الوزير


def _cited(page: Page, line: Line, hit: Hit) -> Party | None:
    """What follows وفق or بحسب up to a comma: a name in it, else its head noun."""
    words = line.words
    first = hit.last + 1
    while first < len(words) and _passed(line, first):
        first += 1
    who = party(page, line, phrase(line, first))
    if who is None or who.label not in CITED or who.how != "noun":
        return who if who and who.label in CITED else None
    stop = next((place for place in range(first, len(words)) if _closes(line, place)), len(words))
    stop = min(stop, first + CITING)
    if who.label == "speaker":
        near = range(first, min(len(words), first + CITING))
        stop = next((place + 1 for place in near if _person(page, line, place)), stop)
    return _who(page, line, first, stop)


def _passed(line: Line, place: int) -> bool:
    """Whether a word stands between وفق and who is cited: ما, a verb of saying, عنه, a time."""
    word, small = line.words[place], particles()
    verb = any(hit.first == place and hit.form != "noun" for hit in line.speech)
    return verb or word.time >= 0 or word.text in small["what"] or word.text in small["bound"]


def _closes(line: Line, place: int) -> bool:
    word = line.words[place]
    stops = word.mention < 0 and word.text in "،.؛,:"
    before = line.words[place - 1].text if place else ""
    stops = stops or (place in line.verbs and word.mention < 0 and before not in particles()["relative"])
    return stops or word.amount >= 0 or word.text in particles()["that"]


def _person(page: Page, line: Line, place: int) -> bool:
    mention = line.words[place].mention
    return mention >= 0 and page.mentions[mention].label == "PER"


def afterthought(line: Line) -> bool:
    """Whether a sentence does nothing but cite, and so cites for the one before: بحسب فرانس برس."""
    words = [word for word in line.words if word.kind != "mark"]
    by = [hit for hit in line.speech if forms()[hit.row] == "by"]
    return bool(by) and by[0].first == 0 and len(words) <= AFTERTHOUGHT


def cited(line: Line) -> set[int]:
    """The names that a sentence cites with وفق or بحسب, which say things and own nothing."""
    found: set[int] = set()
    for hit in line.speech:
        if forms()[hit.row] == "by" and line.words[hit.first].text not in particles()["as"]:
            for word in line.words[hit.last + 1 : hit.last + CITING]:
                if word.text in "،.:" or word.amount >= 0 or (word.text.startswith("ف") and word.lead):
                    break
                found |= {word.mention} - {-1}
    return found
