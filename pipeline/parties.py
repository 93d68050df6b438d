"""Noun phrases and subjects of verbs in a sentence, and the names that nouns and pronouns point back to."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.amounts import Amount
from pipeline.clauses import Line, Phrase, Word, particles
from pipeline.inflections import Hit, letters, listed, one_of
from pipeline.mentions import Mention
from pipeline.namerules import ARABIC, institutions, things
from pipeline.times import Time

REACH = 14
LONGEST = 4
OWNED = ("ها", "هم", "هما")  # pronouns that no noun ends in by itself
QUOTES = frozenset("\"'#_")
LONE = ("و", "ف", "ب", "ل", "ك")  # clitics that a mark or blank parts from their word: لـ«رويترز»
ACTORS = ("ORG", "LOC", "PER")
SOMEBODY = ("party", "state", "people", "speaker", "epithet")
OWNERS = (*ACTORS, "MISC")
BODIES = ("party", "state", "epithet")  # classes of nouns that take up the name of a body or a country
THINGS = ("ORG", "LOC", "MISC")
TITLE = 60  # letters: an office stands no farther before its holder
HEAD = 20  # letters: the noun before a name stands no farther off
LEAST_VERB = 3  # letters; a verb that is told by its form alone has more
LEAST = 5  # letters of a noun with ال that names are looked for by
FORGET = 60  # names: a noun points back no further


class Party(NamedTuple):
    """Who or what fills a role: its span, its name as read, how it was found, its label or class."""

    start: int
    stop: int
    name: str
    how: str
    label: str


class Page(NamedTuple):
    """What roles are read from: the text as written and as folded, its lines, names, sums and times, and its date.

    `cited` are the names that only say something, `filed` those of a dateline, `owned` those told of as another's.
    """

    plain: str
    text: str
    lines: list[Line]
    mentions: Sequence[Mention]
    amounts: Sequence[Amount]
    times: Sequence[Time]
    cited: frozenset[int]
    filed: frozenset[int]
    owned: frozenset[int]
    published: date | None = None


@cache
def _parties() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((tuple(row["labels"].split()), row["class"]) for row in lexicon.rows("parties"))


@cache
def outlets() -> frozenset[str]:
    return frozenset(letters(row["name"]) for row in lexicon.rows("outlets"))


@cache
def _not_called(noun: str) -> frozenset[str]:
    """The heads of names that a noun never takes up: of محكمة and وزارة by المؤسسة, of صندوق by البنك."""
    rows = (
        [frozenset(letters(row[column]).split("|")) for column in ("heads", "called")] for row in lexicon.rows("bodies")
    )
    return frozenset().union(*(heads for heads, called in rows if not one_of(noun, called)))


def party_class(hit: Hit | None) -> str:
    """What sort of common noun it is: party, state, people, speaker, source, epithet, head, or nothing."""
    return _parties()[hit.row][1] if hit else ""


def named(mention: Mention) -> Party:
    """A name in a role."""
    return Party(mention.start, mention.stop, mention.name, "name", mention.label)


def companies(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The names, those of label MISC made ORG that the text calls شركة or the like even once."""
    heads = listed("company_heads")

    def headed(mention: Mention) -> bool:
        return one_of(word_before(text, mention.start), heads)

    known = {mention.name for mention in mentions if mention.label == "ORG"}
    known |= {mention.name for mention in mentions if mention.label == "MISC" and headed(mention)}
    return [
        mention._replace(label="ORG") if mention.label == "MISC" and mention.name in known else mention
        for mention in mentions
    ]


def actor(who: Party | None) -> Party | None:
    """The party if it can act: a name of somebody, or a noun that means people or an institution."""
    return who if who and (who.label in ACTORS or who.label in SOMEBODY) else None


def noun(page: Page, line: Line, first: int, last: int, lead: int = 0, label: str = "") -> Party | None:
    """The words `first` to `last` as a party of their own, clitics left out; words of another language are none."""
    word, begins = line.words[first], line.words[first].start
    counted = word.text.startswith("ل") and word.text[1:] in listed("counting")  # لكل, لألف: whole words elsewhere
    while last > first and line.words[last].text in QUOTES:
        last -= 1
    start, stop = begins + max(lead, word.lead, int(counted)), line.words[last].stop
    if page.text.count('"', start, stop) % 2 and page.text.startswith('"', stop):  # بناء "مجال 2"
        stop += 1
    if not ARABIC.search(page.text, start, stop):
        return None
    return Party(start, stop, name_of(page, begins, start, stop), "noun", label) if start < stop else None


def name_of(page: Page, begins: int, start: int, stop: int) -> str:
    """A noun phrase as the text spells it, the article's alef back behind the preposition ل: الأجراء of للأجراء.

    `begins` is where its first word does, clitics and all.
    """
    name = " ".join(page.plain[start:stop].split())
    swallowed = page.text[begins:start].endswith("ل") and page.text.startswith("ل", start)
    own = swallowed and one_of(page.text[start:stop].split(maxsplit=1)[0], listed("own_lam"))
    return "ا" + name if swallowed and not own else name


def owner(page: Page, line: Line, found: Phrase | None) -> Party | None:
    """The party in a phrase, or the name that ل hands it to: الناتج الاقتصادي لألمانيا."""
    who = party(page, line, found)
    if who and found and who.how == "noun" and found.last + 1 < len(line.words):
        word = line.words[found.last + 1]
        if word.mention >= 0 and word.text[: word.lead].endswith("ل") and word.lead:
            return named(page.mentions[word.mention])
    return who


def verbs(line: Line) -> dict[int, Hit]:
    """The verbs of a sentence by their place, whichever list knows them."""
    found: dict[int, Hit] = {}
    for hit in (*line.frames, *line.speech, *line.cues):
        if hit.form != "noun":
            found.setdefault(hit.first, hit)
    return found


def phrase(line: Line, first: int, limit: int = LONGEST) -> Phrase | None:
    """The noun phrase that begins at a word: a head and what follows it in idafa or as adjective.

    It ends before a preposition, a joined word, a verb, a sum, a time or a stop; a name in it is kept whole.
    """
    words, small = line.words, particles()
    while first < len(words) and (words[first].text in QUOTES or words[first].text in small["this"]):
        first += 1
    last, mention, taken = first - 1, -1, 0
    for place in range(first, min(len(words), first + REACH)):
        word = words[place]
        if last >= first and word.mention >= 0 and words[last].mention == word.mention:
            last = place
            continue
        if word.text in QUOTES:
            if last >= first and not _quoted(words, place):
                break
            continue
        named_in_quotes = word.mention >= 0 and words[place - 1].text in QUOTES and place > first
        if (taken >= limit and not named_in_quotes) or _ends(line, place, begun=last >= first):
            break
        if last >= first and words[place - 1].text not in QUOTES and _begins(words[last], word):
            break
        if last >= first and word.mention < 0 and (_disagrees(words[first], word) or _second(words[place - 1], word)):
            break
        if last >= first and (_imposed(line, first, place) or _returns(words, place)):
            break
        taken += 1
        last = place
        if word.mention >= 0 and mention < 0:
            mention = word.mention
    while last > first and _leans(words, last):
        last -= 1
    return Phrase(first, last, mention) if last >= first else None


def _leans(words: Sequence[Word], place: int) -> bool:
    """Whether a word is a participle that goes on behind the phrase: الوحدة التابعة للشركة, البالغة قيمتها"""
    if words[place].mention >= 0 or place + 1 >= len(words):
        return False
    after = words[place + 1]
    goes_on = after.text in particles()["prep"] or after.lead > 0 or after.text.endswith(OWNED) or after.amount >= 0
    return goes_on and any(one_of(words[place].text, listed(name)) for name in ("participles", "amounting"))


def _ends(line: Line, place: int, begun: bool) -> bool:
    """Whether a phrase ends before a word; `begun` says that it has a word already."""
    word = line.words[place]
    if word.amount >= 0 or word.time >= 0:
        return True
    if word.kind == "mark":
        return True
    if word.mention >= 0:
        return bool(begun and word.lead)
    if _bare(word) in line.small or word.text in LONE or acts(word):
        return True
    if begun and (word.lead or place in line.joined or _counts(line, place)):
        return True
    return place in line.verbs and (begun or not noun_too(line, place))


def _bare(word: Word) -> str:
    """A word without the و or ف that joins it: منها of ومنها."""
    return word.text[word.lead :] if word.text[: word.lead] in ("و", "ف") else word.text


def acts(word: Word) -> bool:
    """Whether a word is a verb by its form, though no list knows it: يعمل, سيتم, أقاموا."""
    text = _bare(word)
    if word.mention >= 0 or len(text) <= LEAST_VERB or word.kind != "word":
        return False
    if text.endswith("وا") and not text.startswith("ال"):
        return not one_of(text, listed("waw_nouns"))
    third = text.removeprefix("س")
    noun = third.startswith("يو") or text.endswith("ية") or one_of(third, listed("ya_nouns"))
    return third.startswith("ي") and not noun and not one_of(text, listed("not_future"))


def _counts(line: Line, place: int) -> bool:
    """Whether a number begins a duration: 7 سنوات of متهم 7 سنوات; no part of المادة 26, قنينة 12 لترا."""
    after = line.words[place + 1 : place + 2]
    return line.words[place].kind == "number" and bool(after) and after[0].text in listed("durations")


def _begins(before: Word, word: Word) -> bool:
    """Whether an indefinite word after a definite one or a name begins a phrase of its own: طرح الحكومة حصة."""
    if word.mention >= 0:
        return before.mention >= 0
    known = before.mention >= 0 or _has_article(before)
    return known and word.kind == "word" and not word.text.startswith((*_definite_heads(), *listed("un")))


@cache
def _definite_heads() -> tuple[str, ...]:
    """What a word begins with that is definite or makes the next one so: ال, نفس الشركة, ذاتها."""
    return ("ال", *sorted(listed("selves")))


def _has_article(word: Word) -> bool:
    """Whether a word has the article, as it stands or behind ل: الشعب, للشعب."""
    lead, stem = word.text[: word.lead], word.text[word.lead :]
    article = stem.startswith("ال") and not (stem in listed("own_al") or one_of(stem, listed("own_al")))
    return article or (lead.endswith("ل") and stem.startswith("ل"))


def adjective(before: Word, word: Word) -> bool:
    """Whether a word of a phrase describes the one before: مشروعها السكني; in تغريم الشركة it completes it."""
    if word.text in listed("un"):
        return True
    return word.text.startswith("ال") and (_has_article(before) or before.text.endswith(OWNED))


def _disagrees(head: Word, word: Word) -> bool:
    """Whether a word is no adjective of a feminine noun with ال, and so the object: تدفع الحكومة المساعدات"""
    if head.mention >= 0 or not head.text.endswith("ة") or not _has_article(head) or not word.text.startswith("ال"):
        return False
    feminine = word.text.endswith(("ة", "ه", "ي", "ا", "اء"))
    return not feminine and not one_of(word.text, listed("elatives"))


def _second(before: Word, word: Word) -> bool:
    """Whether a noun with ال can be no adjective of the one before, and so the object: غرم القضاء الشركة"""
    person = word.text in _persons() and before.text[before.lead :] in _objects()  # النادي اللاعب
    return person or ((before.mention >= 0 or _has_article(before)) and word.text in _objects())


def _imposed(line: Line, first: int, place: int) -> bool:
    """Whether a word is what is imposed on the indefinite somebody before it: على تسع شركات غرامات."""
    words = line.words
    if words[place].lead or words[place].text not in listed("imposed") or _has_article(words[place - 1]):
        return False
    return any(party_class(line.parties.get(at)) in SOMEBODY for at in range(first, place))


def _returns(words: Sequence[Word], place: int) -> bool:
    """Whether a word is ب and what somebody must do with a sum: محتال برد 5 ملايين, محتال برد مبلغ."""
    after = words[place + 1 : place + 2]
    money = any(word.amount >= 0 or one_of(word.text, listed("envelopes")) for word in after)
    return money and words[place].text in listed("returning")


@cache
def _objects() -> frozenset[str]:
    """Institutions and what is paid, owed or sold, with ال."""
    return frozenset(map(letters, institutions() | things()))


@cache
def _persons() -> frozenset[str]:
    return frozenset("ال" + word for word in listed("persons"))


def _quoted(words: Sequence[Word], place: int) -> bool:
    return place + 1 < len(words) and (words[place + 1].mention >= 0 or words[place].text in "#_")


def noun_too(line: Line, place: int) -> bool:
    """Whether a word that can be a verb is a noun of the lexicon as well."""
    return place in line.parties or any(hit.first == place and hit.form == "noun" for hit in line.frames)


def definite(line: Line, found: Phrase) -> bool:
    """Whether a phrase after a noun completes it (idafa) rather than describes it: it holds a name, a number or ال."""
    words = line.words
    if found.mention >= 0:
        return True
    return any(
        words[place].kind == "number" or words[place].text[words[place].lead :].startswith("ال")
        for place in range(found.first, found.last + 1)
    )


def party(page: Page, line: Line, found: Phrase | None) -> Party | None:
    """The name in a phrase, else the earlier name that its noun points back to, else the noun phrase itself."""
    if found is None:
        return None
    head = found.first
    while line.words[head].kind == "number" and head < found.last:
        head += 1
    hit = line.parties.get(head)
    while party_class(hit) == "head" and head < found.last and hit:
        head = hit.last + 1
        hit = line.parties.get(head)
    speaks = party_class(hit) == "speaker"
    if found.mention >= 0:
        mention = page.mentions[found.mention]
        if mention.label == "PER" or not speaks:
            return named(mention)
    if speaks and (beside := _apposed(page, line, found)):
        return beside
    if head > found.last:
        return None
    earlier = _earlier(page, line, hit, found) or _headed_by(page, line, found, hit)
    if earlier:
        return earlier
    label = party_class(hit) or ("people" if _people(line.words[head]) else "")
    if found.mention >= 0 and not label:
        label = page.mentions[found.mention].label
    first = found.first if line.words[found.first].kind == "number" else head
    return noun(page, line, first, found.last, label=label)


def _people(word: Word) -> bool:
    """Whether a word is the plural of people by its ending: المصريين."""
    text = word.text[word.lead :]
    return (
        text.startswith("ال")
        and text.endswith(("ين", "ون"))
        and len(text) > 6
        and not one_of(text, listed("not_people"))
    )


def _apposed(page: Page, line: Line, found: Phrase) -> Party | None:
    """The person whom a comma sets beside an office: الرئيس الأميركي، دونالد ترامب."""
    words, place = line.words, found.last + 1
    while place < len(words) and words[place].text in "،,-":
        place += 1
    if place < len(words) and words[place].mention >= 0 and page.mentions[words[place].mention].label == "PER":
        return named(page.mentions[words[place].mention])
    return None


def _earlier(page: Page, line: Line, hit: Hit | None, found: Phrase) -> Party | None:
    """The earlier name that الشركة or عملاق التقنية means: one that holds the noun, else the nearest of its label."""
    if hit is None or not _parties()[hit.row][0]:
        return None
    described = hit.last < found.last and found.mention < 0 and definite(line, found)
    if party_class(hit) == "speaker" and (who := _titled(page, line, hit, found)):
        return who._replace(how="resolved")
    since = 0 if hit.article or hit.pronoun or party_class(hit) == "epithet" else line.sentence.start
    if (since and not described) or (not since and described and not _adjectives(line, hit.last + 1, found.last)):
        return None
    stem = line.words[hit.first].text[len(hit.before) :].removeprefix("ال").removeprefix("ل")
    labels, before = _parties()[hit.row][0], line.words[hit.first].start
    if labels == ("LOC",):
        who = _land(page, line, before, stem, own=bool(hit.pronoun))
    else:
        besides, skipped = _not_called(stem), page.owned if one_of(stem, listed("owners")) else frozenset()
        who = nearest(page, before, labels, since, stem) or nearest(page, before, labels, since, "", besides, skipped)
    return who._replace(how="resolved") if who else None


def cannot_mean(page: Page, line: Line, known: Party, who: Party) -> bool:
    """Whether the noun by which a party is known in a sentence can never mean another name: الشركة no صندوق or court.

    البلاد means no town and no firm. A noun that is not in the sentence, or no definite one, bars nobody.
    """
    places = line.parties if known.how != "name" else {}
    for place, hit in places.items():
        labels = _parties()[hit.row][0]
        if not labels or not (hit.article or hit.pronoun) or party_class(hit) not in BODIES:
            continue
        led = party(page, line, phrase(line, place))
        if led and led[:2] == known[:2]:
            stem = line.words[hit.first].text[len(hit.before) :].removeprefix("ال").removeprefix("ل")
            return not _can_be(stem, labels, who)
    return False


def _can_be(stem: str, labels: Sequence[str], who: Party) -> bool:
    """Whether a noun of parties.csv can mean a name."""
    name = letters(who.name)
    if labels == ("LOC",):
        return who.label == "LOC" and _governed(name, stem)
    return who.label in labels and (stem in name or not one_of(name.split()[0], _not_called(stem)))


def _headed_by(page: Page, line: Line, found: Phrase, hit: Hit | None) -> Party | None:
    """The earlier name of which a definite noun repeats a head: القناة for قناة السويس, المعهد for معهد الإحصاء.

    Of what speaks the head may stand before the name: الصحيفة for صحيفة ماركا.
    """
    word, sort = line.words[found.first], party_class(hit)
    stem = word.text[word.lead :]
    if found.first != found.last or sort not in ("", "source"):
        return None
    if not stem.startswith(("ال", "لل")) or len(stem) < LEAST:
        return None
    wanted = frozenset((stem[2:],))
    last = bisect_left(page.mentions, word.start, key=lambda mention: mention.start)
    for mention in reversed(page.mentions[max(0, last - FORGET) : last]):
        *heads, _ = page.text[mention.start : mention.stop].split(" ")
        heads = [head.removeprefix("ال") for head in heads]
        before = word_before(page.text, mention.start) if sort else ""
        if mention.label in THINGS and (stem[2:] in heads or one_of(before, wanted)):
            return named(mention)._replace(how="resolved")
    return None


def word_before(text: str, start: int) -> str:
    """The word that stands near before a name in its line, quotation marks left out; else nothing.

    >>> word_before('قالت صحيفه "ماركا"', 12)
    'صحيفه'
    """
    words = text[max(0, start - HEAD) : start].rpartition("\n")[2].replace('"', " ").split()
    return words[-1] if words else ""


def _titled(page: Page, line: Line, hit: Hit, found: Phrase) -> Party | None:
    """The person whom the text named with the same office before: وزير المالية."""
    office = [
        word.text[word.lead :].removeprefix("ال") for word in line.words[hit.first : min(found.last, hit.first + 1) + 1]
    ]
    if not hit.article and len(office) < 2:
        return None
    last = bisect_left(page.mentions, line.words[hit.first].start, key=lambda mention: mention.start)
    for place in range(last - 1, max(-1, last - FORGET), -1):
        mention = page.mentions[place]
        if mention.label == "PER":
            before = page.mentions[place - 1].stop if place else 0
            title = page.text[max(before, mention.start - TITLE) : mention.start]
            if all(word in title for word in office):
                return _latest(page, mention, last)
    return None


def _latest(page: Page, person: Mention, last: int) -> Party:
    """The last name before a place that has a person's last word: ساويرس for نجيب ساويرس."""
    family = person.name.split()[-1]
    for mention in reversed(page.mentions[max(0, last - FORGET) : last]):
        if mention.label == "PER" and mention.name.split()[-1] == family:
            return named(mention)
    return named(person)


def _land(page: Page, line: Line, before: int, word: str, own: bool) -> Party | None:
    """The country that البلاد means: one whose adjective stands before (الرئيس الصيني), else the one named most.

    That one is none that is only told of as where something comes from or goes to: القمح من روسيا. وأنفقت الدولة.
    `own` is بلاده, the land of who speaks, which his title (أمير قطر) or adjective tells and nothing else: he may
    speak in any other.
    المملكة means a kingdom, السلطنة and الإمارة none, الجمهورية neither; nothing a town.
    """
    last = bisect_left(page.mentions, before, key=lambda mention: mention.start)
    named_before = page.mentions[max(0, last - FORGET) : last]
    lands = [one for one in named_before if one.label == "LOC" and _governed(letters(one.name), word)]
    if not lands:
        return None
    if own and (ruled := _ruled(page, line, before, lands)):
        return named(ruled)
    adjectives = [
        _masculine(word)
        for word in line.words
        if word.stop <= before and word.text.startswith("ال") and word.text.endswith(("ي", "ية"))
    ]
    for adjective in reversed(adjectives):
        for mention in reversed(lands):
            if adjective in countries().get(letters(mention.name), ()):
                return named(mention)
    counts: dict[str, int] = {}
    for mention in lands:
        counts[mention.name] = counts.get(mention.name, 0) + 1
    told = [mention for mention in reversed(lands) if not _crossed(page.text, mention.start)]
    return None if own or not told else named(max(told, key=lambda mention: counts[mention.name]))


def _ruled(page: Page, line: Line, before: int, lands: Sequence[Mention]) -> Mention | None:
    """The country that a title names in idafa: أمير قطر, رئيس وزراء لبنان.

    Of two such titles, or beside an adjective of another country, it is the one right behind a verb of saying.
    """
    found: dict[int, Mention] = {}
    for place, word in enumerate(line.words):
        mention = page.mentions[word.mention] if word.mention >= 0 and word.stop <= before else None
        if mention in lands and mention and (head := _title_before(line, place)) >= 0:
            found[head] = mention
    if not found:
        return None
    spoken = [mention for head, mention in found.items() if any(hit.last == head - 1 for hit in line.speech)]
    stems = {_masculine(word) for word in line.words if word.stop <= before and word.text.startswith("ال")}
    abroad = {land for land, adjectives in countries().items() if not adjectives.isdisjoint(stems)}
    told = spoken or list(found.values())
    sole = {mention.name for mention in told}
    return told[-1] if len(sole) == 1 and (spoken or abroad <= {letters(name) for name in sole}) else None


def _title_before(line: Line, place: int) -> int:
    """The place of the title that a country completes, an office or a word for a state between them; else -1."""
    words, first = line.words, place - 1
    if words[place].lead:
        return -1
    while first > 0 and words[first].text in listed("offices"):
        first -= 1
    return first if first >= 0 and one_of(words[first].text[words[first].lead :], listed("titles")) else -1


def _masculine(word: Word) -> str:
    """An adjective with ال as countries.csv has it: قطري of القطرية."""
    return word.text[word.lead :].removeprefix("ال").removesuffix("ة")


@cache
def countries() -> dict[str, frozenset[str]]:
    """The adjectives of each country by its names, folded."""
    return {
        letters(name): frozenset(map(letters, lexicon.cells(row, "adjectives")))
        for row in lexicon.rows("countries")
        for name in lexicon.cells(row, "names")
    }


def _crossed(text: str, start: int) -> bool:
    """Whether a country stands where something comes from, goes to or is against: من روسيا, على السنغال, لفرنسا."""
    before = text[max(0, start - HEAD) : start].rpartition("\n")[2]
    words = before.replace('"', " ").split()
    if not before.endswith((" ", '"')):
        return bool(words) and words[-1] in ("ل", "ول")
    return bool(words) and words[-1].removeprefix("و") in listed("crossing")


def _governed(land: str, word: str) -> bool:
    """Whether a place can be meant by مملكة, سلطنة, إمارة or جمهورية; by any other noun each country can, no town.

    >>> _governed('قطر', 'مملكة'), _governed('قطر', 'دولة'), _governed('المغرب', 'جمهورية'), _governed('بيروت', 'بلاد')
    (False, True, False, False)
    """
    country, kingdom, emirate = land in countries(), land in listed("kingdoms"), land in listed("emirates")
    if word in ("سلطنة", "امارة"):
        return emirate
    return {"مملكة": kingdom, "جمهورية": country and not (kingdom or emirate)}.get(word, country)


def _adjectives(line: Line, first: int, last: int) -> bool:
    """Whether all words of a stretch are definite, as adjectives of a definite noun are; an epithet's idafa is too."""
    return all(line.words[place].text.startswith(_definite_heads()) for place in range(first, last + 1))


def earlier_name(page: Page, line: Line, before: int, since: int, labels: Sequence[str]) -> Party | None:
    """The nearest name from an offset in a sentence on, else before it; a public body that speaks is passed over."""
    found = nearest(page, before, labels, since)
    if not found and since > line.sentence.start:
        speaker = nearest(page, since, ("ORG",), line.sentence.start)
        found = None if speaker and public(speaker) else speaker
    return found or nearest(page, line.sentence.start, labels)


def public(who: Party) -> bool:
    """Whether a party is a state or one of its bodies."""
    return who.label in ("LOC", "state") or one_of(letters(who.name).split()[0], listed("public"))


def treasury(who: Party) -> bool:
    """Whether a party keeps or counts the money of a state, or is an outlet: a central bank, a ministry, the customs.

    >>> names = ("مصرف ليبيا المركزي", "بنك المغرب", "وزارة المالية", "البنك الشعبي", "بنك البركة الجزائر")
    >>> [treasury(Party(0, 1, name, "name", "ORG")) for name in names]
    [True, True, True, False, False]
    """
    head, *others = letters(who.name).split()
    state = len(others) == 1 and others[0] in listed("states_with_bank")
    bank = one_of(head, listed("banks")) and (state or not listed("central").isdisjoint(others))
    tells = bank or one_of(head, listed("treasuries")) or letters(who.name) in outlets()
    return who.label == "ORG" and tells


def nearest(
    page: Page,
    before: int,
    labels: Sequence[str],
    since: int = 0,
    holding: str = "",
    besides: frozenset[str] = frozenset(),
    skipped: frozenset[int] = frozenset(),
) -> Party | None:
    """The nearest name of these labels that ends before an offset, no cited outlet, no such head, none `skipped`."""
    last = bisect_left(page.mentions, before, key=lambda mention: mention.start)
    for place in range(last - 1, max(-1, last - FORGET), -1):
        mention = page.mentions[place]
        if mention.start < since:
            return None
        glossed = page.text[mention.start - 1 : mention.start] == "("
        quiet = place in page.cited or place in page.filed or place in skipped or glossed or mention.name in outlets()
        name = page.text[mention.start : mention.stop]
        fits = mention.stop <= before and mention.label in labels and holding in name and not quiet
        if fits and not one_of(name.split()[0], besides):
            return named(mention)
    return None


def subject(line: Line, verb: Hit, topic: Phrase | None) -> Phrase | None:
    """The subject of a verb: right before it, else what its relative clause hangs on, else behind or farther before.

    `topic` is the subject of the verb before, which a verb joined by و or standing after أنها keeps.
    """
    words, small = line.words, particles()
    before = verb.first - 1
    while before > 0 and words[before].text in small["skip"]:
        before -= 1
    word = words[before].text if before >= 0 else ""
    joined = verb.before[:1] in ("و", "ف", "ل")
    if (word in small["pronoun"] and topic) or word in small["clause"]:
        return topic if word in small["pronoun"] else None
    if not joined and word and word not in "،,-" and (standing := _standing(line, before)):
        return standing
    behind = _behind(line, verb)
    if word in small["relative"] and not _resumed(line, verb):
        return antecedent(line, before) or behind or topic
    if behind or joined:
        return behind or topic
    while before >= 0 and (words[before].time >= 0 or words[before].text in "،,-"):
        before -= 1
    return antecedent(line, before + 1) or topic


def _standing(line: Line, last: int) -> Phrase | None:
    """The phrase that ends at a word, if it can be a subject."""
    found = antecedent(line, last + 1)
    return found if found and found.last == last and not _no_subject(line.words[found.first]) else None


def _behind(line: Line, verb: Hit) -> Phrase | None:
    """The phrase behind a verb, times and فيه passed over, if it can be its subject."""
    words, place = line.words, verb.last + 1
    while place < len(words) and (
        words[place].time >= 0
        or words[place].text in particles()["bound"]
        or (words[place].text == "،" and _timed(words, place))
    ):
        place += 1
    found = phrase(line, place)
    return found if found and not _no_subject(words[found.first]) else None


def _resumed(line: Line, verb: Hit) -> bool:
    """Whether a pronoun takes up the noun before الذي, so that the verb has a subject of its own: التي أصدرتها قطر."""
    small = particles()
    if verb.pronoun:
        return True
    after = line.words[verb.last + 1 : verb.last + 5]
    return any(word.text in small["bound"] or (word.mention < 0 and word.text.endswith("ها")) for word in after)


def _no_subject(word: Word) -> bool:
    """Whether a word after a verb cannot begin its subject: an adverb, one with a preposition, an accusative in ا."""
    text = word.text
    if text in listed("adverbs") or (word.lead > 0 and text[: word.lead].lstrip("وف")[:1] in ("ل", "ب", "ك")):
        return True
    return (
        word.mention < 0 and len(text) > 3 and text.endswith("ا") and not text.startswith("ال") and text[-2] not in "يا"
    )


def _timed(words: Sequence[Word], place: int) -> bool:
    beside = (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
    return any(word.time >= 0 for word in beside)


def thing(line: Line, verb: Hit, topic: Phrase | None) -> Phrase | None:
    """The object of a verb: the phrase that follows its subject, or the verb if its subject stands before."""
    place = verb.last + 1
    if topic and topic.first >= verb.last:
        place = topic.last + 1
    if place >= len(line.words) or place > verb.last + REACH:
        return None
    found = phrase(line, place)
    if found and found.first == place and not line.words[place].lead:
        return found
    return None


def antecedent(line: Line, stop: int) -> Phrase | None:
    """The noun phrase that ends right before a word, with the preposition phrases that hang on it."""
    words, small = line.words, particles()
    first = stop
    while first > 0 and stop - first < REACH:
        word = words[first - 1]
        if word.amount >= 0 or word.time >= 0 or (word.kind == "mark" and word.text not in QUOTES):
            break
        if word.text in small["that"] or word.text in small["break"] or word.text in small["relative"]:
            break
        if (first - 1) in line.verbs and word.mention < 0 and not noun_too(line, first - 1):
            break
        first -= 1
        if word.lead and word.text[: word.lead].startswith(("و", "ف")):
            if first and word.mention >= 0 and words[first - 1].mention >= 0:
                continue
            break
    while first < stop and words[first].text in small["prep"]:
        first += 1
        skip = phrase(line, first)
        first = skip.last + 1 if skip else first
    return phrase(line, first) if first < stop else None


def topics(line: Line) -> dict[int, Phrase | None]:
    """The subject of each verb of a sentence; a verb joined on without one keeps the subject of the verb before."""
    found: dict[int, Phrase | None] = {}
    topic: Phrase | None = None
    known = verbs(line)
    for place in sorted(known):
        topic = subject(line, known[place], topic)
        found[place] = topic
    return found
