"""Mentions: names of people, organisations, places and other things, as an engine of choice reads them."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline import lexicon, namerules
from pipeline.amounts import amounts
from pipeline.normalise import fold
from pipeline.tables import ENGINES, LABELS
from pipeline.tokens import known

if TYPE_CHECKING:
    from pipeline.sentences import Sentence
    from pipeline.tokens import Token

CLEARLY = 1.5  # how much more a label must be spoken for to replace another; 1.5 and 2 did better than 1
SURE = 0.8  # the score from which a name is looked for in the rest of its text
LONG = 5  # letters of a word that ك or ف may be cut off, places apart
DOUBT, NONE = 0.5, 0.98  # between these an engine is not sure that a word is no name
RECALLED = 0.8  # the score of a name so found: of 36 in 130 articles, 30 were right

# what models call the four labels; whatever else they know is no name of ours
SYNONYMS = {"PERS": "PER", "PERSON": "PER", "GPE": "LOC", "FAC": "LOC"} | {label: label for label in LABELS}

OPENING = {")": "(", "]": "[", "}": "{", "»": "«", '"': '"'}


class Tag(NamedTuple):
    """What an engine says of one word.

    `label` is O, B-PER, I-PER, B-ORG … `score` is how sure the engine is, 0 to 1, None if it does not tell.
    `cut` counts the letters at the word's head that are proclitics and not name; None leaves it to our rules.
    """

    label: str
    score: float | None = None
    cut: int | None = None


class Mention(NamedTuple):
    """A name in folded offsets; `name` is the name as read, `score` the least of its words' scores."""

    start: int
    stop: int
    label: str
    name: str
    score: float | None
    zone: str


Words = tuple[str, ...]
Tagger = Callable[[list[list[str]]], list[list[Tag]]]


def mentions(
    plains: Sequence[str],
    texts: Sequence[str],
    sentences: Sequence[Sequence["Sentence"]],
    tokens: Sequence[Sequence["Token"]],
    tag: Tagger,
) -> list[list[Mention]]:
    """The names of each document, in order, none inside another and none across sentences.

    All sentences of the batch go to the engine in one call. Clitics and quotation marks stay out of spans.

    >>> from pipeline.sentences import Sentence
    >>> from pipeline.tokens import Token
    >>> tag = lambda batch: [[Tag("B-LOC" if "سعود" in word else "O") for word in words] for words in batch]
    >>> text = "باعت للسعودية"
    >>> words = [Token(0, 4, 0, "word", ""), Token(5, 13, 0, "word", "ل")]
    >>> mentions([text], [text], [[Sentence(0, 13, "body")]], [words], tag)
    [[Mention(start=6, stop=13, label='LOC', name='السعودية', score=None, zone='body')]]
    """
    grouped = [[list(run) for _, run in groupby(words, attrgetter("sentence"))] for words in tokens]
    pairs = list(zip(plains, grouped, strict=True))
    batch = [[plain[t.start : t.stop] for t in run] for plain, runs in pairs for run in runs]
    folded = (text for text, runs in zip(texts, grouped, strict=True) for _ in runs)
    answers = iter(
        namerules.bordered(text, words, run, tags, list(spans([tag.label for tag in tags])))
        for text, words, run, tags in zip(folded, batch, chain(*grouped), aligned(tag(batch), batch), strict=True)
    )
    found = []
    for plain, text, parts, runs in zip(plains, texts, sentences, grouped, strict=True):
        tagged = [(run, next(answers), parts[run[0].sentence].zone) for run in runs]
        beside = frozenset(text[token.start : token.stop] for run in runs for token in run)
        seen = (
            mention(plain, text, run, start, tags[start:stop], beside)._replace(zone=zone)
            for run, tags, zone in tagged
            for start, stop, _ in spans([t.label for t in tags])
        )
        read = [row for row in seen if row.start < row.stop and not button(row)]
        rows = agreed(recalled(plain, text, tagged, read))
        found.append([
            row for row in rows if not namerules.side(row.label, row.name) and not holds_sum(plain, text, parts, row)
        ])  # fmt: skip
    return found


def holds_sum(plain: str, text: str, sentences: Sequence["Sentence"], row: Mention) -> bool:
    """Whether what looks like a name in Latin letters has the digits of a sum of money or a percentage in it.

    In Arabic letters it may be a name indeed, such as النضال من أجل 15 دولارا, a movement.

    >>> from pipeline.sentences import Sentence
    >>> text, label = "ستدفع $14.8 billion لشركة F-15", "ORG"
    >>> rows = [Mention(7, 19, label, "14.8 billion", None, "body"), Mention(26, 30, label, "F-15", None, "body")]
    >>> [holds_sum(text, text, [Sentence(0, 30, "body")], row) for row in rows]
    [True, False]
    """
    read = plain[row.start : row.stop]
    if not any(map(str.isdigit, read)) or namerules.ARABIC.search(read):
        return False
    start, stop = next((s.start, s.stop) for s in sentences if s.start <= row.start < s.stop)
    return any(
        start + amount.start < row.stop and row.start < start + amount.stop
        for amount in amounts(text[start:stop], plain=plain[start:stop])
        if amount.type != "NUMBER"
    )


def button(row: Mention) -> bool:
    """Whether what looks like a name is a word of the page's own menu: menu, close.

    >>> button(Mention(0, 4, "ORG", "menu", 0.7, "furniture")), button(Mention(0, 6, "ORG", "ميتا", 0.7, "furniture"))
    (True, False)
    """
    return row.zone == "furniture" and row.name.isascii() and row.name.islower()


def agreed(rows: Sequence[Mention]) -> list[Mention]:
    """The names of one document, those written alike with one label where the engine is surer of it.

    The label that the scores of all occurrences together speak for is given to all, if they speak for it
    `CLEARLY` times as much as for the label that one of them has: a text rarely means two things by one name.
    A person's full name speaks for the last of its words too.

    >>> rows = [Mention(0, 4, "LOC", "ميتا", 0.5, "body"), Mention(9, 13, "ORG", "ميتا", 0.9, "body")]
    >>> [row.label for row in agreed(rows)]
    ['ORG', 'ORG']
    >>> rows = [Mention(0, 11, "PER", "إيفان شبيغل", 0.9, "body"), Mention(20, 25, "ORG", "شبيغل", 0.5, "body")]
    >>> [row.label for row in agreed(rows)]
    ['PER', 'PER']
    """
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        names = {row.name, row.name.split(" ")[-1]} if row.label == "PER" else {row.name}
        for read in names:
            said[read][row.label] += 1 if row.score is None else row.score  # type: ignore[assignment]
    best = {name: max(labels, key=lambda label: (labels[label], label)) for name, labels in said.items()}
    return [
        row._replace(label=best[row.name])
        if said[row.name][best[row.name]] > CLEARLY * said[row.name][row.label]
        else row
        for row in rows
    ]


def recalled(
    plain: str, text: str, tagged: Sequence[tuple[Sequence["Token"], Sequence[Tag], str]], rows: Sequence[Mention]
) -> list[Mention]:
    """The names of one document with those that the engine doubted or broke up and was sure of elsewhere in it.

    `tagged` holds the words of each sentence, their tags and the sentence's zone. Where `قال علي العريض` is
    sure, `أوضح العريض` is a name too.
    """
    known: dict[str, list[tuple[Words, str]]] = defaultdict(list)
    for words, label in names_of(text, rows).items():
        known[words[0]].append((words, label))
    if not known:
        return list(rows)
    found = [more for run, tags, zone in tagged for more in _found(plain, text, run, tags, zone, known)]
    kept = [row for row in rows if not any(row.start < more.stop and more.start < row.stop for more in found)]
    return sorted([*kept, *found], key=attrgetter("start"))


def names_of(text: str, rows: Sequence[Mention]) -> dict[Words, str]:
    """The labels of the names of a document that the engine is sure of, and of people's last names, by their words.

    A place of one word is left out: it may be an adjective elsewhere, as السعودية in السوق السعودية.

    >>> rows = [Mention(0, 10, "PER", "علي العريض", 0.9, "body"), Mention(14, 19, "LOC", "ليبيا", 0.9, "body")]
    >>> names_of("علي العريض في ليبيا", rows)
    {('العريض',): 'PER', ('علي', 'العريض'): 'PER'}
    """
    sure = [(_words(text, row), row.label) for row in rows if row.score is not None and row.score >= SURE]
    last = {words[-1:]: label for words, label in sure if label == "PER" and len(words) > 1 and len(words[-1]) > 1}
    return last | {words: label for words, label in sure if label != "LOC" or len(words) > 1}


def _words(text: str, row: Mention) -> Words:
    """The folded words of a name, with the article's alef as the name has it."""
    read = text[row.start : row.stop]
    return tuple(("ا" + read if read.startswith("ل") and row.name.startswith("ا") else read).split())


def _found(
    plain: str,
    text: str,
    run: Sequence["Token"],
    tags: Sequence[Tag],
    zone: str,
    known: Mapping[str, Sequence[tuple[Words, str]]],
) -> Iterator[Mention]:
    """The names in a sentence, of those known by their first word, that the engine doubted or broke up."""
    read = [text[token.start : token.stop] for token in run]
    whole = [(start, stop) for start, stop, _ in spans([tag.label for tag in tags])]
    ends = {head[-2:] for head in known}  # proclitics leave the end of a word as it is
    done = 0
    for place, token in enumerate(run):
        if read[place][-2:] not in ends:
            continue
        here = [
            (len(words), lead, label)
            for lead, head in heads(read[place])
            for words, label in known.get(head, ())
            if place >= done and tuple(read[place + 1 : place + len(words)]) == words[1:]
            if doubted(tags, whole, place, place + len(words))
        ]
        if here:
            count, lead, label = max(here)
            done, start, stop = place + count, token.start + lead, run[place + count - 1].stop
            name_read = name(plain[start:stop], text[start:stop], text[token.start : start], label)
            yield Mention(start, stop, label, name_read, RECALLED, zone)


@lru_cache(maxsize=1 << 16)
def heads(word: str) -> tuple[tuple[int, str], ...]:
    """A folded word without each number of letters that can be proclitics, the article's alef put back.

    >>> heads("وليد"), heads("للاهلي")
    (((0, 'وليد'), (1, 'ليد'), (2, 'يد')), ((0, 'للاهلي'), (1, 'لاهلي'), (1, 'الاهلي')))
    """
    made = []
    for lead in range(_PROCLITICS.match(word).end() + 1):  # type: ignore[union-attr]
        made.append((lead, word[lead:]))
        if word[:lead].endswith("ل") and word[lead : lead + 1] == "ل":
            made.append((lead, "ا" + word[lead:]))
    return tuple(made)


def doubted(tags: Sequence[Tag], whole: Sequence[tuple[int, int]], start: int, stop: int) -> bool:
    """Whether words may be a name that the engine did not find: `whole` are those that it found.

    One word is not in a name, but the engine is not sure of it; of several the engine took at least one for a
    name or was not sure, and no name reaches over their edges.

    >>> doubted([Tag("O", 0.7)], [], 0, 1), doubted([Tag("O", 0.99)], [], 0, 1)
    (True, False)
    >>> doubted([Tag("B-ORG", 0.7), Tag("O", 0.9)], [(0, 1)], 0, 2)
    True
    """
    some = tags[start:stop]
    met = [(first, last) for first, last in whole if first < stop and start < last]
    if len(some) == 1:
        return not met and DOUBT <= _surety(some[0]) <= NONE
    inside = all(start <= first and last <= stop for first, last in met) and (start, stop) not in met
    return inside and any(tag.label != "O" or _surety(tag) <= NONE for tag in some)


def _surety(tag: Tag) -> float:
    """How sure an engine is of a word; one that does not say is sure."""
    return 1.0 if tag.score is None else tag.score


def aligned(answers: list[list[Tag]], batch: list[list[str]]) -> list[list[Tag]]:
    """The engine's answers as they are; a ValueError if they are not one tag a word."""
    if [len(answer) for answer in answers] != [len(words) for words in batch]:
        raise ValueError(
            f"The engine gave {sum(map(len, answers))} tags for {sum(map(len, batch))} words; "
            "it must give one a word, in their order. Choose another engine, and report this one."
        )
    return answers


def spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Half-open runs of words that are one name, with its label.

    As conlleval reads them: an I- that does not go on with a name of its own label begins one.

    >>> list(spans(["B-PER", "I-PER", "O", "I-LOC", "I-ORG", "B-ORG"]))
    [(0, 2, 'PER'), (3, 4, 'LOC'), (4, 5, 'ORG'), (5, 6, 'ORG')]
    """
    start, open_label = 0, ""
    for place, tag in enumerate([*labels, "O"]):
        head, _, label = tag.partition("-")
        if open_label and (head != "I" or label != open_label):
            yield start, place, open_label
            open_label = ""
        if label and not open_label:
            start, open_label = place, label


def bio(labels: Sequence[str]) -> list[str]:
    """A model's labels as BIO over ours: BIOES and other names for the four labels understood, all else O.

    >>> bio(["B-PERS", "E-PERS", "E-PERS", "S-LOC", "I-LOC", "B-DATE", "O"])
    ['B-PER', 'I-PER', 'B-PER', 'B-LOC', 'B-LOC', 'O', 'O']
    """
    made, going_on = [], ""
    for tag in labels:
        head, _, label = tag.replace("_", "-", 1).partition("-")
        label = SYNONYMS.get(label.upper(), "") if head in ("B", "I", "E", "S") else ""
        inside = head in ("I", "E") and label == going_on
        made.append(f"{'I' if inside else 'B'}-{label}" if label else "O")
        going_on = label if head in ("B", "I") else ""
    return made


def mention(
    plain: str, text: str, run: Sequence["Token"], begin: int, tags: Sequence[Tag], beside: Container[str]
) -> Mention:
    """The words of a sentence from `begin` on that `tags` take for one name as a row, its zone left empty.

    A title at its head is left out, and a common noun where the engine does not itself say where names begin: the
    corpora behind such engines draw that line elsewhere. The row is empty (start == stop) if the words are no name.
    `beside` holds the words of the text.
    """
    label, words = tags[0].label[2:], run[begin : begin + len(tags)]
    for at, first in enumerate(words):
        if _AHEAD.fullmatch(plain, first.start, first.stop):
            continue
        said = tags[at].cut
        noun = namerules.in_idafa(label, plain, run[max(begin + at - 2, 0) : begin + at])
        read, folded = plain[first.start : first.stop], text[first.start : first.stop]
        start = first.start + cut(read, folded, first, said, label, noun, beside)
        head = text[start : first.stop]
        titled = said is None or (label == "PER" and head not in namerules.given())  # السيد حافظ
        after = words[at + 1] if titled and at + 1 < len(words) else None
        if after and is_head(label, head, text[after.start : after.stop]):
            continue
        behind = run[begin + len(tags)] if begin + len(tags) < len(run) else None
        last = namerules.named(label, text, start, words[at:], text[behind.start : behind.stop] if behind else "")
        start, stop = stripped(plain, start, last.stop if last else start)
        scores = [tag.score for tag in tags[at:] if tag.score is not None]
        score = min(scores) if len(scores) == len(tags) - at else None
        called = name(plain[start:stop], text[start:stop], text[first.start : start], label)
        return Mention(start, stop, namerules.relabelled(label, called), called, score, "")
    return Mention(0, 0, label, "", None, "")


# what is no name before a name: a mark, or proclitics that stand alone, as in ل"ميتا"
_AHEAD = re.compile(r"[^\w+]|[وف]?[بك]?(?:ال)?|[وف]?لل?")
_PROCLITICS = re.compile("[وف]?[بلك]?")
_WAW = re.compile("و[^اويؤئ].")
HAMZAS = frozenset("أإآ")  # begin words, but for رأس and its like


def cut(
    plain: str,
    text: str,
    token: "Token",
    said: int | None,
    label: str = "",
    noun: str = "",
    beside: Container[str] = (),
) -> int:
    """How many letters at the head of a name's first word are proclitics; `text` is `plain` folded.

    The first opinion wins: what stands before Latin letters and digits; what letters and lists tell for `certain`;
    the engine, if it cuts what can be proclitics; a name behind them that is known to begin with و; the habit that
    و before a consonant is "and". `beside` holds the words of the text.

    >>> from pipeline.tokens import Token
    >>> words = {"وأفما": "وافما", "ودرافتكينغز": "ودرافتكينغز", "وليد": "وليد"}
    >>> [cut(plain, text, Token(0, len(text), 0, "word", ""), None) for plain, text in words.items()]
    [1, 1, 0]
    """
    if token.kind != "word":
        return len(token.clitics)
    sure = certain(plain, text, token, label, noun, beside)
    if sure is not None:
        return sure
    if said is not None:
        begins = plain[said : said + 1] in HAMZAS  # كأحمد
        return said if begins or believed(label, text, said, beside) else 0
    behind = text[:1] in ("ب", "ل") and text[1:2] == "و" and len(text) > 4 and text[1:] in whole_names()
    return 1 if behind or _WAW.match(text) else 0


def certain(
    plain: str, text: str, token: "Token", label: str = "", noun: str = "", beside: Container[str] = ()
) -> int | None:
    """How many letters at the head of a name's first word are proclitics, None where neither letters nor lists tell.

    The first opinion wins: و before a hamza that only begins words; a quarter (وحي); a name known to begin with و or
    ل; a `noun` before it that tells that it is whole; a person's name with ابن or أبو in it; the token; such a hamza
    behind other letters.

    >>> from pipeline.tokens import Token
    >>> words = {"وآي": ("واي", ""), "واي": ("واي", ""), "بحي": ("بحي", "LOC"), "بزنكل": ("بزنكل", "")}
    >>> [certain(plain, text, Token(0, len(text), 0, "word", ""), label) for plain, (text, label) in words.items()]
    [1, 0, 1, None]
    """
    own = whole_names()
    hamza = namerules.HAMZA.match(plain)
    if hamza and plain.startswith("و"):
        return 1
    if label == "LOC" and text[-2:] in namerules.quarters() and _PROCLITICS.fullmatch(text[:-2]):
        return len(text) - 2
    if text in own or namerules.whole(noun, plain, text):
        return 0
    if label == "PER" and namerules.melted(text, own, beside):
        return text.index("ب")
    if token.clitics:
        return len(token.clitics)
    return 1 if hamza else None


def believed(label: str, text: str, said: int, beside: Container[str]) -> bool:
    """Whether an engine may be right that `said` letters at the head of a folded word are proclitics.

    ب is cut off a person's name only where the rest is known, or is a word of the text: بشارة is none of شارة.
    So are ك and ف off any name, and where the rest is no place it must not be short: كمالوندي and فوليا are whole.

    >>> believed("PER", "بشاره", 1, ()), believed("PER", "بشاره", 1, {"شاره"}), believed("LOC", "سموال", 1, ())
    (False, True, False)
    >>> [believed("ORG", word, 1, ()) for word in ("كمالوندي", "فوليا", "كمايكروسوفت", "فروسيا")]
    [False, False, True, True]
    """
    rest = text[said:]
    if label == "PER" and text[:said] == "ب":
        return rest in whole_names() or rest in beside
    if text[:said] in ("ك", "ف"):
        return rest in beside or namerules.placed(rest) or (len(rest) >= LONG and known(rest))
    return bool(_PROCLITICS.fullmatch(text[:said]))


def is_head(label: str, word: str, after: str) -> bool:
    """Whether `word`, folded, is a common noun or title that is no part of the name behind it.

    >>> is_head("ORG", "شركة", "ميتا"), is_head("LOC", "مدينة", "الصدر"), is_head("ORG", "وزارة", "المالية")
    (True, False, False)
    """
    return after not in _heads().get((label, word), {after})


@cache
def _heads() -> dict[tuple[str, str], frozenset[str]]:
    return {
        (row["label"], word): frozenset(fold(row["unless"]).text.split())
        for row in lexicon.rows("name_heads")
        for word in fold(row["words"]).text.split()
    }


@cache
def whole_names() -> frozenset[str]:
    """First words of names, folded, whose first letter و or ل is their own."""
    return frozenset(fold(row["word"]).text for row in lexicon.rows("whole_names"))


def stripped(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span without blanks and marks at its edges; + stays, and a bracket or quote that the name opens.

    >>> stripped('"ميتا"،', 0, 7)
    (1, 5)
    >>> stripped("صندوق (أوبك)", 0, 12)
    (0, 12)
    """
    while start < stop and not _letter(text[start]):
        start += 1
    while start < stop and not (_letter(text[stop - 1]) or _closes(text[start:stop])):
        stop -= 1
    return start, stop


def _letter(letter: str) -> bool:
    return letter.isalnum() or letter == "+"


def _closes(text: str) -> bool:
    inside, mark = text[:-1], text[-1]
    if mark == ".":  # U.S.
        return "." in inside.rpartition(" ")[2]
    if mark == '"':
        return inside.count('"') % 2 == 1
    return mark in OPENING and inside.count(OPENING[mark]) > inside.count(mark)


def name(plain: str, text: str, before: str, label: str) -> str:
    """The name as read: no quotes, one blank between words, the article's alef back behind the preposition ل.

    `before` is what was cut off the first word. A person is not taken to have an article.

    >>> name("لسعودية", "لسعودية", "ل", "LOC"), name("ليبيا", "ليبيا", "ل", "LOC")
    ('السعودية', 'ليبيا')
    >>> name('صندوق  "أوبك"', 'صندوق  "اوبك"', "", "ORG")
    'صندوق أوبك'
    """
    read = " ".join(plain.replace('"', " ").replace("_", " ").split())
    swallowed = before.endswith("ل") and text.startswith("ل") and label != "PER"
    if swallowed and text.split(maxsplit=1)[0] not in whole_names():
        return "ا" + read
    return read


def engine_of(engine: str, model: str | Path | None = None) -> Tagger:
    """The function that tags words, its model loaded; only the engine asked for is imported.

    Raises ValueError for an engine that there is none of, FileNotFoundError where its model is not.

    >>> engine_of("spacy")
    Traceback (most recent call last):
    ValueError: There is no engine 'spacy'. Choose one of embedded, stanza, camel, vote.
    """
    if engine not in ENGINES:
        raise ValueError(f"There is no engine '{engine}'. Choose one of {', '.join(ENGINES)}.")
    return import_module(f"pipeline.engine_{engine}").load(Path(model) if model else None)
