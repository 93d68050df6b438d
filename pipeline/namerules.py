"""What the words say of a tagged name: whether it is one, and where it begins and ends."""

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from pipeline import lexicon, money
from pipeline.nationalities import nisbas
from pipeline.normalise import fold
from pipeline.numerals import spellings

if TYPE_CHECKING:
    from pipeline.mentions import Tag
    from pipeline.tokens import Token

Span = tuple[int, int, str]  # a half-open run of words and its label
Words = tuple[str, ...]
REACH = 3  # words of a known name ahead of the first that an engine tagged

CLOSING = {'"': '"', ")": "(", "]": "[", "»": "«"}
STATES, UNITED = "الولايات", spellings("المتحدة")
FEMININE, NISBA = ("ة", "ه"), ("ية", "يه")

_UNITED = re.compile("[ _]+المتحد[ةه]")
_CAPITAL = re.compile("(?:ال)?راس (?:ال)?مال")  # a sum that is put in
_ADDRESS = re.compile(r"www\.|.*://")
_REALM = re.compile("(?:الجمهورية|المملكة)(?: ال[^ ]+ية)+")
_MODEL = re.compile(r"(?:[BCFST]|AH|CH|KC|MQ|RQ|UH|Mi|Mi[Gg]|Su)-\d+[A-Z]?|A3\d\d")  # F-15, A320; not G-20, TV5
_PERIOD = re.compile(r"(?:FY|[1-4]Q|Q[1-4]|[12]H|H[12]|9M)(?:[ '/-]?(?P<year>(?:20)?\d\d))?")
# و, a verbal noun and whose it is: وتطويره, وتنميتها, وإدارته
_VERBAL = r"(?:ت\w\wي[^\Wه]|إ\w{1,2}ا\w[ةت]?|ا\w{2,3}ا\w)"
_AND_ITS = re.compile(rf"و{_VERBAL}(?:ه|ها)")
_FATHERS = re.compile("[وف]?ب([لو]..+)")
_ARTICLE = re.compile("[وف]?[بك]?ال")
ARABIC = re.compile("[\u0600-\u06ff]")
HAMZA = re.compile("[وبل][أإآ]|[فك]إ")  # كأس and فأس are whole
_FOR = re.compile(rf"ل{_VERBAL}")


@cache
def _listed(use: str) -> frozenset[str]:
    """The words of a use in name_words.csv, as written."""
    return frozenset(word for row in lexicon.rows("name_words") if row["use"] == use for word in row["words"].split())


@cache
def _folded(use: str) -> frozenset[str]:
    return frozenset(fold(word).text for word in _listed(use))


@cache
def _bodies() -> frozenset[str]:
    """The bodies of a state, folded, spelled with ة and with ه."""
    return frozenset(chain(*map(spellings, _listed("of_state"))))


@cache
def _numbered() -> re.Pattern[str]:
    """A law that only has a number: القانون رقم 12/9, القانون التنظيمي 14."""
    law, kind, number = ("|".join(sorted(_folded(use))) for use in ("law", "law_kind", "number"))
    return re.compile(rf"(?:ال)?(?:{law})(?: (?:{kind}))?(?: (?:{number}))?[ \d/.\-]*\d")


@cache
def _attached(use: str) -> re.Pattern[str]:
    """The words of a use, proclitics before them or not."""
    return re.compile(f"[وف]?[بلك]?(?:{'|'.join(sorted(_listed(use)))})")


def named(label: str, text: str, start: int, words: Sequence["Token"], after: str) -> "Token | None":
    """The last word of a folded name that begins at `start` of the first of `words`; None if it is no name.

    `after` is the word behind it. No names are الله alone, الولايات without المتحدة, مراسلنا, a law that
    only has a number, an address, مسقط in مسقط رأسه, a currency, a financial period and a term in Latin letters.

    >>> from pipeline.tokens import Token
    >>> words = [Token(0, 8, 0, "word", ""), Token(9, 17, 0, "word", "")]
    >>> [named("LOC", text, 0, words, "") == words[1] for text in ("الولايات المتحدة", "الولايات المعنية")]
    [True, False]
    """
    last = words[-1] if label == "PER" else described(text, start, words)
    first, read = text[start : words[0].stop], text[start : words[-1].stop]
    whole = {first, "ا" + first}  # للشرق
    if (
        (len(words) == 1 and (whole & _folded("bare") or first in _listed("term")))
        or (
            len(words) < 3
            and label != "PER"
            and currency(first, text[words[1].start : words[1].stop] if words[1:] else after)
        )
        or period(label, read)
        or (label != "MISC" and first in _folded("our"))
        or (label == "MISC" and _numbered().fullmatch(read))
        or _ADDRESS.match(read)
        or _CAPITAL.fullmatch(read)
        or (first == "مسقط" and birthplace(text, words, after))
    ):
        return None
    return last


def currency(noun: str, adjective: str) -> bool:
    """Whether a folded noun and the word behind it are a currency; ريال is a club too.

    >>> [currency(*read.split()) for read in ("الريال اليمني", "الليرة التركية", "الريال المدريدي", "الدار القطرية")]
    [True, True, False, False]
    """
    unit = money.nouns().get(noun) or money.nouns().get("ا" + noun)  # للدينار
    if unit is None:
        return False
    country = money.adjectives().get(adjective)
    return any(country in row.countries for row in money.currencies()[unit.noun])


def period(label: str, read: str) -> bool:
    """Whether a name is a year, half or quarter of a company's accounts; Q3 alone may be a car.

    >>> [period("ORG", read) for read in ("FY25", "Q3", "1H24", "H1 2024", "H1N1")], period("MISC", "Q3")
    ([True, True, True, True, False], False)
    """
    match = _PERIOD.fullmatch(read)
    return bool(match) and (label != "MISC" or bool(match["year"]))  # type: ignore[index]


def birthplace(text: str, words: Sequence["Token"], after: str) -> bool:
    """Whether مسقط, the first of `words`, is no town but the place where somebody was born."""
    return (text[words[1].start : words[1].stop] if words[1:] else after).startswith("راس")


def side(label: str, read: str) -> bool:
    """Whether a name is a side of the sky, and no place.

    >>> side("LOC", "الشرق"), side("ORG", "الشرق"), side("LOC", "الشرق الأوسط")
    (True, False, False)
    """
    return label == "LOC" and read in _listed("side")


def described(text: str, start: int, words: Sequence["Token"]) -> "Token | None":
    """The last word of a name: after الحكومة, المملكة and الدولة the last adjective that tells whose they are.

    Without one they are no names, nor is الولايات without المتحدة. السلطات are no name, whosever they are.

    >>> from pipeline.tokens import Token
    >>> text = "الحكومه المصريه المساعدات"
    >>> described(text, 0, [Token(0, 7, 0, "word", ""), Token(8, 15, 0, "word", ""), Token(16, 25, 0, "word", "")])
    Token(start=8, stop=15, sentence=0, kind='word', clitics='')
    """
    body = text[start : words[0].stop]
    body = body if body.startswith("ا") else "ا" + body  # للحكومة
    if body == STATES:
        return words[-1] if _UNITED.match(text, words[0].stop, words[-1].stop) else None
    if body not in _bodies():
        return None if body in _folded("authority") else words[-1]
    last = None
    for word in words[1:]:
        ending = FEMININE if last is None else NISBA  # الحكومة المصرية, not الموازنة behind it
        if not text.startswith("ال", word.start) or not text.endswith(ending, word.start, word.stop):
            break
        if text[word.start : word.stop - 1] + "ة" not in _folded("vague"):
            last = word
    return last


def relabelled(label: str, read: str) -> str:
    """The label that the words of a name tell: a state is a place, letters and digits of aircraft a model.

    A place behind which a firm tells its business is the firm.

    >>> relabelled("ORG", "الجمهورية اليمنية"), relabelled("ORG", "المملكة القابضة"), relabelled("ORG", "F-15")
    ('LOC', 'ORG', 'MISC')
    >>> relabelled("LOC", "رأس الخيمة العقارية"), relabelled("LOC", "العقارية")
    ('ORG', 'LOC')
    """
    if label == "LOC" and firm(*read.rpartition(" ")):
        return "ORG"
    if label == "ORG" and _MODEL.fullmatch(read):
        return "MISC"
    return "LOC" if label == "ORG" and _REALM.fullmatch(read) else label


def firm(place: str, blank: str, business: str) -> bool:
    """Whether a name behind a place tells what a firm does: دبي الإسلامي is a bank, but not المغرب الإسلامي.

    >>> [firm(*read.rpartition(" ")) for read in ("دبي الإسلامي", "المغرب الإسلامي", "مرفأ البحرين للاستثمار")]
    [True, False, False]
    """
    if business in _listed("bank"):
        return place in _listed("seat")
    return bool(blank) and business in _listed("firm") and place.split(maxsplit=1)[0] not in _listed("site")


def bordered(
    text: str, words: Sequence[str], run: Sequence["Token"], tags: list["Tag"], found: list[Span]
) -> list["Tag"]:
    """The tags of a sentence, its names drawn where the words say that they begin and end.

    `words` are the words as written, `run` their tokens in the folded `text`, `found` the names that the tags tell. A
    sentence of another language has none.
    """
    if found and foreign(words):
        return [tag._replace(label="O", score=None) for tag in tags]
    parts = [part for span in found for part in parted(words, span)]
    wide = [wider(words, span, bool(tags[span[0]].cut or run[span[0]].clitics)) for span in parts]
    drawn = joined(words, completed(text, run, wide))
    return tags if drawn == found else retagged(tags, found, drawn)


def completed(text: str, run: Sequence["Token"], found: Sequence[Span]) -> list[Span]:
    """The names of a sentence, those of known_names.csv whole; what another name has of one is none of its own."""
    made: list[Span] = []
    for span in found:
        whole = known(text, run, span)
        if whole != span:
            made = [(start, min(stop, whole[0]), label) for start, stop, label in made if start < whole[0]]
        made.append(whole)
    return made


def known(text: str, run: Sequence["Token"], span: Span) -> Span:
    """The span of a name of known_names.csv that an engine tagged words of, with its label; else the span as it is.

    >>> from pipeline.tokens import Token
    >>> text, ends = "قال برنامج الامم المتحدة للبيئة", [(0, 3), (4, 10), (11, 16), (17, 24), (25, 31)]
    >>> known(text, [Token(*end, 0, "word", "") for end in ends], (2, 4, "LOC"))
    (1, 5, 'ORG')
    """
    start, stop, label = span
    for begin in range(max(start - REACH, 0), start + 1):
        at = run[begin].start + len(run[begin].clitics)
        for rest, meant in _known_names().get(text[at : run[begin].stop], ()):
            last = begin + 1 + len(rest)
            if last > start and tuple(text[t.start : t.stop] for t in run[begin + 1 : last]) == rest:
                return begin, max(stop, last), meant if last >= stop else label
    return span


@cache
def _known_names() -> dict[str, tuple[tuple[Words, str], ...]]:
    """The rest of the names of known_names.csv by their first word, the longest first, with their label; folded.

    The alef of the article is away behind ل: لاونروا.
    """
    made: dict[str, list[tuple[Words, str]]] = {}
    for row in lexicon.rows("known_names"):
        for name in lexicon.cells(row, "names"):
            first, *rest = fold(name).text.split()
            for head in {first, first[1:] if first.startswith("ال") else first}:
                made.setdefault(head, []).append((tuple(rest), row["label"]))
    return {head: tuple(sorted(names, key=lambda name: -len(name[0]))) for head, names in made.items()}


def foreign(words: Sequence[str]) -> bool:
    """Whether a sentence is written in another language: Latin letters alone, and small words that are in no name.

    >>> [foreign(text.split()) for text in ("Profit was up and costs fell", "Institute for the Study of War", "في War")]
    [True, False, False]
    """
    small = [word for word in words if word.isascii() and word.isalpha() and word.islower() and len(word) > 1]
    return len(set(small) - _listed("small")) > 1 and all(word.isascii() or not ARABIC.search(word) for word in words)


def parted(words: Sequence[str], span: Span) -> Iterator[Span]:
    """A person's name without أمام, رفقة or مع, what follows them on its own; a road up to its number; other names up
    to an indefinite accusative or a noun with ال, which is the object of the verb before them.

    >>> list(parted("سامي أمام الناصري".split(), (0, 3, "PER")))
    [(0, 1, 'PER'), (2, 3, 'PER')]
    >>> list(parted("الطريق الوطني رقم 14 الرابط".split(), (0, 5, "LOC")))
    [(0, 4, 'LOC')]
    >>> list(parted("باعت أرامكو صكوكا".split(), (1, 3, "ORG")))
    [(1, 2, 'ORG')]
    >>> list(parted("غرم المجلس الشركة المغربية".split(), (1, 4, "ORG")))
    [(2, 4, 'ORG')]
    >>> list(parted("مجلس الوزراء السعودي الميزانية العامة".split(), (0, 5, "ORG")))
    [(0, 3, 'ORG')]
    """
    start, whole, label = span
    stop = whole
    if label != "PER":
        stop = next((at for at in range(start, stop) if ends(words[:stop], start, at)), stop)
    if label == "ORG":
        stop = _national(words, start, stop)
    start, label = office(words, start, stop, label)
    if start == stop or (label == "PER" and told(words, start, stop)):
        return
    if label == "PER":
        yield from _persons(words, start, stop)
    elif label == "LOC" and _attached("road").fullmatch(words[start]):
        numbered = (place + 2 for place in range(start, stop - 1) if words[place] in _listed("number"))
        yield start, next(numbered, stop), label
    else:
        yield from ((first, last, label) for first, last in _bodies_in(words, (start, whole, label), stop))


def _persons(words: Sequence[str], start: int, stop: int) -> Iterator[Span]:
    """The persons that أمام, رفقة or مع parts; أمام ends عادل أمام, who is Adel Emam."""
    parts, own = _listed("with"), _listed("surname")
    edges = [at for at in range(start, stop) if words[at] in parts and (at < stop - 1 or words[at] not in own)]
    for first, last in zip([start, *(place + 1 for place in edges)], [*edges, stop], strict=True):
        if first < last:
            yield first, last, "PER"


def _bodies_in(words: Sequence[str], span: Span, stop: int) -> Iterator[tuple[int, int]]:
    """The names in one that ends before word `stop`, each begun by a noun with ال that is no adjective.

    One that is left with a common noun alone (البلدية هبة) is none, nor is a part behind a place (السعودية الدولة).
    """
    start, whole, label = span
    alone = institutions() | _listed("office") | _listed("adjective")
    edges = [at for at in range(start + 1, stop) if second(words[at - 1], words[at])]
    for first, last in zip([start, *edges], [*edges, stop], strict=True):
        bare = (last == first + 1 and words[first] in alone) or (first > start and label != "ORG")
        if not bare or last - first == whole - start:
            yield first, last


def office(words: Sequence[str], start: int, stop: int, label: str) -> tuple[int, str]:
    """Where a name begins behind the governor of a place and behind a verb with a title, and its label; the governor
    alone before a place is no name.

    >>> office("قال والي القضارف".split(), 1, 3, "PER"), office("كرم الشيخ سلطان".split(), 0, 3, "PER")
    ((2, 'LOC'), (2, 'PER'))
    >>> office("والي بنك المغرب".split(), 0, 3, "ORG"), office("كرم الشيخ".split(), 0, 2, "PER")
    ((1, 'ORG'), (0, 'PER'))
    """
    if _attached("governor").fullmatch(words[start]):
        if stop == start + 1:
            return (stop if words[stop:] and placed(fold(words[stop]).text) else start), label
        return start + 1, label if label == "ORG" and "ال" + words[start + 1] in institutions() else "LOC"
    if label == "PER" and stop > start + 2 and words[start] in _listed("verb") and words[start + 1] in _listed("title"):
        return start + 2, label
    return start, label


def told(words: Sequence[str], start: int, stop: int) -> bool:
    """Whether what seems to be a person is a verb: لما راج, فند الوزير.

    >>> [told(*seen) for seen in ((["لما", "راج"], 1, 2), (["فند", "الوزير"], 0, 2), (["راج", "كابور"], 0, 2))]
    [True, True, False]
    """
    if stop == start + 1:
        return start > 0 and words[start - 1] in _listed("when")
    return stop == start + 2 and words[start + 1] in _listed("office") and words[start] in verbs()


@cache
def verbs() -> frozenset[str]:
    """The verbs of cues.csv in the perfect."""
    cells = (verb.partition("/")[0] for row in lexicon.rows("cues") for verb in row["verb"].split("|"))
    return frozenset(verb for verb in cells if verb and " " not in verb)


def ends(words: Sequence[str], start: int, at: int) -> bool:
    """Whether a word is no word of the name that begins at `start`: an object of the verb before it.

    A verbal noun or what is paid with ال behind a word with ال is no adjective of it: وزارة المالية الترفيع.

    >>> [ends(text.split(), 0, 1) for text in ("أرامكو صكوكا", "الوزارة الدعم", "صندوق الدعم", "تونس هبة")]
    [True, True, False, True]
    """
    word = words[at]
    if word in accusatives() or (word in _listed("object") and not definite(word)):
        return True
    if word in _listed("given"):
        alone = at > start or len(words) == start + 1
        return alone and not (at and "ال" + words[at - 1] in institutions())
    return at > start and definite(words[at - 1]) and word in things()


def second(before: str, word: str) -> bool:
    """Whether a word with ال begins a name of its own behind another: المجلس الشركة, but not مجلس الشركة.

    >>> [second(*text.split()) for text in ("المجلس الشركة", "مجلس الشركة", "الكاف الترجي", "النادي الرجاء")]
    [True, False, True, False]
    """
    if not definite(before) or before in _listed("of_club"):
        return False
    return word in institutions() or word in _listed("club")


def definite(word: str) -> bool:
    """Whether a word has its article for certain: الوزارة, بالوزارة; in للجنة the second ل may be the noun's own."""
    return bool(_ARTICLE.match(word))


@cache
def institutions() -> frozenset[str]:
    """Common nouns with ال that can be no adjective of the one before: الشركة, البنك."""
    rows = (row for row in lexicon.rows("parties") if row["class"] in ("party", "state"))
    nouns = {noun for row in rows for noun in row["noun"].split("|") if " " not in noun}
    return (frozenset("ال" + noun.removeprefix("ال") for noun in nouns) | _listed("body")) - _listed("adjective")


@cache
def things() -> frozenset[str]:
    """Common nouns with ال of what is paid, owed and sold: الدعم, السندات."""
    nouns = {noun for row in lexicon.rows("frames") if row["kind"] for noun in row["noun"].split("|")}
    single = {noun.removeprefix("ال") for noun in nouns if " " not in noun}
    known = {"ال" + noun for noun in single if len(noun) > 2 and noun[-1] != "ي"}
    return frozenset(known | {word for word in _listed("object") if word.startswith("ال")}) - _listed("adjective")


def _national(words: Sequence[str], start: int, stop: int) -> int:
    """Where a body's name ends: before a feminine noun behind its country, مجلس الوزراء السعودي الميزانية."""
    if words[start].endswith("ة"):
        return stop
    behind = (at for at in range(start + 2, stop) if words[at - 1].startswith("ال") and words[at - 1][2:] in nisbas())
    return next((at for at in behind if words[at].startswith("ال") and words[at].endswith("ة")), stop)


@cache
def accusatives() -> frozenset[str]:
    """Common nouns as the objects of a verb, what is paid, owed and sold and institutions: صكوكا, قرضا, مصرفا."""
    nouns = {noun for row in lexicon.rows("frames") for noun in row["noun"].split("|")}
    nouns |= {noun.removeprefix("ال") for noun in institutions()}
    return frozenset(noun + "ا" for noun in nouns if len(noun) > 2 and " " not in noun and noun[-1] not in "ةاى")


def wider(words: Sequence[str], span: Span, attached: bool) -> Span:
    """A name with the words at its edges that are of it: أبا before a person, وتطويره behind لتحسين السكن.

    Nothing is taken in before a name that a proclitic is `attached` to.

    >>> wider("إن أبا سفيان".split(), (2, 3, "PER"), False), wider("ابن وسامي".split(), (1, 2, "PER"), True)
    ((1, 3, 'PER'), (1, 2, 'PER'))
    >>> wider("الشيخة بدور بنت سلطان".split(), (2, 4, "PER"), False)
    (1, 4, 'PER')
    >>> wider("وكالة تحسين السكن وتطويره".split(), (0, 3, "ORG"), False)
    (0, 3, 'ORG')
    >>> wider("الوكالة لتحسين السكن وتطويره".split(), (0, 3, "ORG"), False)
    (0, 4, 'ORG')
    """
    start, stop, label = span
    if label == "PER" and start and not attached:
        titled = start > 1 and words[start - 2] in _listed("title")
        daughter = titled and words[start] in _listed("daughter")
        start -= daughter or bool(_attached("kin").fullmatch(words[start - 1]))
    while stop < len(words) and goes_on(label, words[start:stop], words[stop]):
        stop += 1
    return start, stop, label


def goes_on(label: str, words: Sequence[str], after: str) -> bool:
    """Whether the word behind a name is of it.

    >>> goes_on("LOC", ["للولايات"], "المتحدة"), goes_on("LOC", ["الولايات", "المتحدة"], "الأميركية")
    (True, True)
    >>> goes_on("LOC", ["سلطنة"], "عمان"), goes_on("LOC", ["سلطنة"], "وعمان")
    (True, False)
    """
    last = words[-1]
    if after in CLOSING:  # صندوق (أوبك)
        return (after == '"' and words.count(after) % 2 == 1) or words.count(CLOSING[after]) > words.count(after)
    if last.endswith("لولايات"):
        return after in UNITED
    if last in UNITED and words[:-1] and words[-2].endswith("لولايات"):
        return after in _listed("american")
    if last.endswith("سلطنة"):
        return after == "عمان"
    return label == "ORG" and bool(_AND_ITS.fullmatch(after)) and any(map(_FOR.fullmatch, words[1:]))


def joined(words: Sequence[str], found: Sequence[Span]) -> list[Span]:
    """The names of a sentence, those in one that are one: محمد and بن سعود, جامعة الإمام and محمد بن سعود.

    >>> joined("جامعة الإمام محمد بن سعود".split(), [(0, 2, "ORG"), (2, 3, "PER"), (3, 5, "PER")])
    [(0, 5, 'ORG')]
    """
    made: list[Span] = []
    for span in found:
        before = made[-1] if made and span[2] == "PER" and made[-1][1] >= span[0] else None
        if before and (
            _memorial(words[before[0] : before[1]]) or _father(words[span[0]], before) or _one(before, span)
        ):
            made[-1] = (before[0], span[1], before[2])
        elif made and made[-1][1] > span[0]:
            made += [(made[-1][1], span[1], span[2])] if made[-1][1] < span[1] else []
        else:
            made.append(span)
    return made


def _memorial(words: Sequence[str]) -> bool:
    heads, titles = _attached("memorial"), _listed("title")
    honoured = words[1:-1] == [] or (len(words) == 3 and words[1] in _listed("honour"))
    return len(words) > 1 and words[-1] in titles and bool(heads.fullmatch(words[0])) and honoured


def _father(word: str, before: Span) -> bool:
    return word in _listed("son") or (before[2] == "PER" and word in _listed("kin"))


def _one(before: Span, span: Span) -> bool:
    return before[2] == "PER" and before[1] > span[0]  # بدور, and بنت سلطان that took it in


def retagged(tags: Sequence["Tag"], found: Sequence[Span], drawn: Sequence[Span]) -> list["Tag"]:
    """The tags for the names `drawn` in place of those `found`; a name keeps the least score of its tagged words."""
    made = list(tags)
    for start, stop, _ in found:
        made[start:stop] = [tag._replace(label="O", score=None) for tag in tags[start:stop]]
    for start, stop, label in drawn:
        scores = [tag.score for tag in tags[start:stop] if tag.label != "O" and tag.score is not None]
        score = min(scores, default=None)
        for place in range(start, stop):
            cut = tags[place].cut if tags[place].label.startswith("B") else None
            head = "I" if place > start else "B"
            made[place] = tags[place]._replace(label=f"{head}-{label}", score=score, cut=cut)
    return made


def in_idafa(label: str, plain: str, before: Sequence["Token"]) -> str:
    """What stands before a name without an article, as شركة in `شركة براند` and `شركة "براند"`: "" if it is none.

    The noun itself, with the quotation mark or bracket between them.
    """
    read = [plain[token.start : token.stop] for token in before[-2:]]
    mark = read.pop() if read and read[-1] in ('"', "(") else ""
    return read[-1] + mark if read and _attached(f"idafa-{label}").fullmatch(read[-1]) else ""


def whole(noun: str, plain: str, text: str) -> bool:
    """Whether the first letter of a name, ب ك or ف, is its own, because `noun` (see `in_idafa`) is before it.

    An article or a hamza behind the letter tells that it is none, so do a country and a district in a place.

    >>> [whole(noun, "براند", "براند") for noun in ("شركة", "")]
    [True, False]
    >>> [whole("قرية", word, word) for word in ("كسلا", "بمصر", "بالجيزة")]
    [True, False, False]
    """
    if not noun or noun.endswith(('"', "(")):
        return bool(noun)
    article = text[1:].startswith("ال")
    return text[:1] in ("ب", "ك", "ف") and not (article or placed(text[1:]) or HAMZA.match(plain))


def placed(word: str) -> bool:
    """Whether a folded word begins the name of a country, a town or a district."""
    return word in _places() or word in _listed("district")


def given() -> frozenset[str]:
    """Titles that are given names too, folded: السيد."""
    return _folded("given_title")


def quarters() -> frozenset[str]:
    """The nouns before a place that are too short for the lists of words behind proclitics: حي."""
    return _listed("quarter")


@cache
def _places() -> frozenset[str]:
    """The first words of countries, capitals, towns and provinces."""
    rows = (*lexicon.rows("countries"), *lexicon.rows("places"))
    return frozenset(fold(name).text.split()[0] for row in rows for name in lexicon.cells(row, "names", "places"))


def melted(text: str, known: Container[str], beside: Container[str]) -> bool:
    """Whether ب at the head of a person's name, و or ف before it or not, is its own.

    In بلماضي and بوقدوم it is what is left of ابن and أبو, unless the rest is `known` as a name's head or is one
    of the words `beside` it in the text.

    >>> [melted(word, {"لوكاس"}, {"ومدين"}) for word in ("بلماضي", "وبوقدوم", "بلوكاس", "بومدين", "بمحمد")]
    [True, True, False, False, False]
    """
    match = _FATHERS.fullmatch(text)
    return bool(match) and match[1] not in known and match[1] not in beside  # type: ignore[index]
