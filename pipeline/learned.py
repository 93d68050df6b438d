"""What a sum is and who holds its roles, as a network sees it: from the words around it and what rules made of them."""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby, product
from math import exp, log, log10, prod
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline import evidence
from pipeline.clauses import HASHES, Line, Phrase, Word, particles
from pipeline.cues import by_grammar, only_done, over, sayings
from pipeline.denials import denial
from pipeline.engine_embedded import HOME, STATES, opened, session, states
from pipeline.frames import delivery, frames
from pipeline.inflections import listed, one_of
from pipeline.parties import FORGET, LONE, Page, Party, adjective, cannot_mean, named, noun, party, party_class, phrase
from pipeline.roles import PARTS
from pipeline.tables import KINDS, LABELS, MODALITIES, ROLES
from pipeline.terms import each, paid_by
from pipeline.times import Time

if TYPE_CHECKING:
    from pipeline.claims import Sum

Span = tuple[int, int]
CLASSES = ("party", "state", "people", "speaker", "source", "epithet", "head")
PROCLITICS = ("و", "ف", "ب", "ل", "ك", "س", "ال")
FORMS = ("perfect", "imperfect", "noun")
SHORT = ("prep", "that", "relative", "break", "and", "from", "on", "toward", "against")
ACTING = ("payer", "source")  # who pays or speaks is somebody
SOUGHT = (*ROLES, "when")  # what is looked for among the words
MOST_POINTS, MOST_MARGIN, LEAST_POINTS = 5.0, 3.0, -2.0
MOST_LOGIT = 7.6  # what `logit` gives at most
SPEAKS = 0.6  # how likely a source must be that the rules do not see, and nobody where they see one
# how much it counts that nobody pays or gets, or that nothing dates a sum: what is nearly as likely is named
NOBODY = {"payer": 0.7, "payee": 0.7, "when": 0.6}
PLANNED = 6  # words behind a sum in which it can be called expected
LEAN = 0.5  # how much what was weighed before counts beside the network
HARDLY = 0.1  # of the likeliest word's chance: what a word at the head of a phrase must have to be meant
LEAST = 0.001  # a chance that is rounded to nothing
BANDS = (0, 1, 2, 3, 5, 8, 12, 18, 26, 40)  # words between a word and the sum
BEFORE, BEHIND = 90, 50  # words of a sum's own sentence that are looked at
WHOSE = 3  # words between a speaker without a name and the name of whose man he is
BACK, TAIL = 2, 60  # sentences before it, and words of their ends
HEAD = 40  # words of the headline
TURNING = 4  # words that open a paragraph on something else
PAST = 12  # names farther back
MOST = 3  # places at which a role may stand that are weighed against one another
# sums that are read at once, and words of which the network makes its own figures; always as many: figures round alike
GROUP, WORDS = 16, 256
OWN, HEADLINE, FIRST_BACK, FARTHER = (2 * len(BANDS) + more for more in (2, 3, 4, 6))
NEARS = FARTHER + 1


class Sheet(NamedTuple):
    """What does not hang on a sum: the flags of each word of a line, and where the noun phrase ends that it begins."""

    flags: np.ndarray  # (words, flags)
    ends: list[int]  # (words,) the last word of the phrase, -1 where none begins


class View(NamedTuple):
    """The words that are looked at for a sum: the line and the place of each, and how they stand to it."""

    at: list[tuple[int, int]]
    near: np.ndarray  # (words,) where each stands: a band before or behind the sum, or how far back
    flags: np.ndarray  # (words, flags)
    own: np.ndarray  # (words,) whether it belongs to the sum
    facts: np.ndarray  # (facts,) of the sum as a whole
    holders: list[list[int]]  # what may hold a role, each as the numbers of its words


def band(distance: int) -> int:
    """The number of the band of a distance in words.

    >>> band(0), band(4), band(99)
    (0, 4, 10)
    """
    return bisect_left(BANDS, distance)


def window(page: Page, line: Line, first: int, last: int, others: Sequence[Party]) -> Iterator[tuple[int, int, int]]:
    """The line, place and nearness of the words that matter to a sum, in the order of the text but for the first ones.

    First the headline and the names farther back, then the sentences right before, then the sum's own.
    """
    number = line.number
    back = max(0, number - BACK)
    seen: set[tuple[int, int]] = set()
    if back > 0:
        for place in range(min(HEAD, len(page.lines[0].words))):
            seen.add((0, place))
            yield 0, place, HEADLINE
    for row, place in _past(page, back, others):
        if (row, place) not in seen:
            yield row, place, FARTHER
    for row in range(back, number):
        words = page.lines[row].words
        for place in range(max(0, len(words) - TAIL), len(words)):
            yield row, place, FIRST_BACK + number - row - 1
    for place in range(max(0, first - BEFORE), min(len(line.words), last + 1 + BEHIND)):
        if place < first:
            yield number, place, band(first - place - 1)
        elif place > last:
            yield number, place, len(BANDS) + 1 + band(place - last - 1)
        else:
            yield number, place, OWN


def _past(page: Page, back: int, others: Sequence[Party]) -> list[tuple[int, int]]:
    """The words of the names before line `back`, each where it stands last, and of the parties of the rules."""
    if not back:
        return []
    edge = page.lines[back].sentence.start
    last = bisect_right(page.mentions, edge, key=lambda mention: mention.start)
    spans: dict[str, tuple[int, int]] = {who.name: (who.start, who.stop) for who in others if who.start < edge}
    for mention in reversed(page.mentions[max(0, last - FORGET) : last]):
        if mention.name not in spans and len(spans) < PAST:
            spans[mention.name] = (mention.start, mention.stop)
    found = []
    starts = [row.sentence.start for row in page.lines[:back]]
    for start, stop in sorted(spans.values()):
        row = bisect_right(starts, start) - 1
        words = page.lines[row].words if row >= 0 else []
        found += [(row, place) for place, word in enumerate(words) if word.start < stop and start < word.stop]
    return found


FLAGS = {name: place for place, name in enumerate((
    *(f"name {label}" for label in LABELS),
    "sum", "other sum", "percent", "time", "number", "mark", "in brackets", "same clause",
    *(f"clitic {clitic}" for clitic in PROCLITICS),
    *(f"frame {kind}" for kind in (*KINDS, "none")),
    *(f"form {form}" for form in FORMS),
    *(f"cue {modality}" for modality in MODALITIES[1:]),
    *CLASSES, "noun phrase",
    *(f"small {name}" for name in SHORT),
    "speech", "verb", "trigger", "cue",
    *(f"rule {role}" for role in SOUGHT), *(f"former {role}" for role in SOUGHT),
))}  # fmt: skip


def sheet(page: Page, line: Line) -> Sheet:
    """What does not hang on a sum of the words of a line."""
    flags = np.zeros((len(line.words), len(FLAGS)), np.float32)
    rows: list[int] = []
    columns: list[int] = []
    depth = 0
    for place, word in enumerate(line.words):
        depth = max(0, depth + (word.text == "(") - (word.text == ")"))
        here = [*_bare(word.text, word.lead, word.kind), *(FLAGS[name] for name in _found(page, line, word))]
        here += [FLAGS["in brackets"]] if depth else []
        here += [FLAGS["verb"]] if place in line.verbs else []
        rows += [place] * len(here)
        columns += here
    flags[rows, columns] = 1
    for first, last, name in _patterns(line):
        flags[first : last + 1, FLAGS[name]] = 1
    return Sheet(flags, [_end(line, place) for place in range(len(line.words))])


def _found(page: Page, line: Line, word: Word) -> Iterator[str]:
    """What a word belongs to."""
    if word.mention >= 0:
        yield f"name {page.mentions[word.mention].label}"
    if word.amount >= 0:
        yield "percent" if line.percents[word.amount] else "other sum"
    if word.time >= 0:
        yield "time"


@lru_cache(maxsize=1 << 15)
def _bare(text: str, lead: int, kind: str) -> tuple[int, ...]:
    """The flags of a word by itself; words recur, so kept."""
    names = [kind] if kind in ("number", "mark") else []
    names += [f"clitic {clitic}" for clitic in _clitics(text, lead)]
    names += [f"small {name}" for name in SHORT if text in particles()[name]]
    return tuple(FLAGS[name] for name in names)


def _end(line: Line, place: int) -> int:
    """The last word of the noun phrase that a plain word begins, or -1."""
    word = line.words[place]
    if word.kind == "mark" or word.text in line.small:  # half of all words; `phrase` would say so, too
        return -1
    if word.mention >= 0 or word.amount >= 0 or word.time >= 0 or _describes(line, place):
        return -1
    if one_of(word.text, listed("aside_nouns")) and not word.text.startswith("ال"):  # من طرف الوزارة
        return -1
    if word.text.removeprefix("ال") in paid_by():  # الشهري of الإيجار الشهري
        return -1
    before = line.words[place - 1].text if place else ""
    if one_of(word.text, listed("pricing")) and one_of(before, listed("priced")):  # سعر بيع البنزين
        return -1
    whole = phrase(line, place)
    return whole.last if whole and whole.first == place else -1


def _patterns(line: Line) -> Iterator[tuple[int, int, str]]:
    """The patterns of the lexicons found in a line: first word, last word, flag."""
    for hit in line.frames:
        yield hit.first, hit.last, f"frame {frames()[hit.row].kind or 'none'}"
        yield hit.first, hit.last, f"form {hit.form}"
    for hit in line.cues:
        if sayings()[hit.row].paid in MODALITIES[1:]:
            yield hit.first, hit.last, f"cue {sayings()[hit.row].paid}"
    for hit in line.speech:
        yield hit.first, hit.first, "speech"
    for place, hit in line.parties.items():
        yield place, place, party_class(hit) if party_class(hit) in CLASSES else "noun phrase"


def _clitics(text: str, lead: int) -> list[str]:
    found = [letter for letter in text[:lead] if letter in PROCLITICS]
    return [*found, "ال"] if text.startswith("ال", lead) or text.endswith("لل", 0, lead) else found


FACTS = {name: place for place, name in enumerate((
    *(f"kind {kind}" for kind in KINDS), *(f"modality {modality}" for modality in MODALITIES),
    *(f"points {kind}" for kind in KINDS), *(f"has {role}" for role in SOUGHT),
    *(f"chance {kind}" for kind in KINDS), *(f"chance {modality}" for modality in MODALITIES),
    "points", "margin", "none", "as before", "same as before", "compared", "per", "headline", "furniture",
    "alone", "first", "last", "between", "at_most", "less_than", "more_than", "size",
))}  # fmt: skip


def view(page: Page, sheets: dict[int, Sheet], found: "Sum", former: "Sum | None", place: int) -> View:
    """What the network sees of a sum, the one numbered `place` of its sentence and the one after `former`.

    `sheets` keeps those of the lines of the page.
    """
    line = found.line
    placed = list(window(page, line, found.first, found.last, list(parties(found).values())))
    for number, _, _ in placed:
        if number not in sheets:
            sheets[number] = sheet(page, page.lines[number])
    runs = groupby(placed, key=itemgetter(0))
    flags = np.concatenate([sheets[number].flags[[place for _, place, _ in run]] for number, run in runs])
    spans = [(f"rule {role}", *span) for role, span in ruled(found).items()]
    spans += [(f"former {role}", *span) for role, span in (ruled(former) if former else {}).items()]
    spans += [(name, *span) for name, span in _deciding(found).items()]
    words = [page.lines[number].words[place] for number, place, _ in placed]
    near = np.array([near for _, _, near in placed], np.int32)
    own = near == OWN
    flags[own, FLAGS["other sum"]] = 0
    flags[own, FLAGS["sum"]] = 1
    same = [number == line.number and line.hard[place] == line.hard[found.first] for number, place, _ in placed]
    flags[same, FLAGS["same clause"]] = 1
    starts, stops = (np.array(list(map(attrgetter(edge), words))) for edge in ("start", "stop"))
    for name, start, stop in spans:
        flags[(starts < stop) & (start < stops), FLAGS[name]] = 1
    at = [(number, place) for number, place, _ in placed]
    told = {(line.number, place) for place in each(line, found.span, found.amount)}
    return View(at, near, flags, own, facts(found, place), holders(page, sheets, at, told))


def parties(found: "Sum") -> dict[str, Party]:
    """Roles and source as the rules hand them out."""
    return found.roles | ({"source": found.source} if found.source else {})


def ruled(found: "Sum") -> dict[str, Span]:
    """Where the rules see roles, source and time."""
    spans = {role: (who.start, who.stop) for role, who in parties(found).items()}
    return spans | ({"when": (found.when.start, found.when.stop)} if found.when else {})


def _deciding(found: "Sum") -> dict[str, Span]:
    """The spans of the words by which the rules decided."""
    spans = {"trigger": found.trigger}
    if found.cue.start is not None and found.cue.stop is not None:
        spans["cue"] = (found.cue.start, found.cue.stop)
    return {name: span for name, span in spans.items() if span}


def facts(found: "Sum", place: int) -> np.ndarray:
    """The facts of a sum as a whole: (facts,)."""
    names = [f"kind {found.kind}", f"modality {found.cue.modality}", found.rule, found.line.sentence.zone]
    names += [f"has {role}" for role in ruled(found)]
    names += ["per"] if found.amount.per else []
    names += [found.amount.bound]
    names += [
        name for name, so in (("alone", found.sums == 1), ("first", not place), ("last", place == found.sums - 1)) if so
    ]
    made = dict.fromkeys(names, 1.0)
    if found.chosen:
        made["points"] = min(max(found.chosen.points, 0.0), MOST_POINTS) / MOST_POINTS
        made["margin"] = min(max(found.chosen.margin, 0.0), MOST_MARGIN) / MOST_MARGIN
        for kind, points in found.chosen.kinds.items():
            made[f"points {kind}"] = min(max(points - LEAST_POINTS, 0.0), MOST_POINTS) / MOST_POINTS
    for answer, chance in (*zip(KINDS, found.kinds, strict=False), *zip(MODALITIES, found.modalities, strict=False)):
        made[f"chance {answer}"] = 1 + logit(chance) / MOST_LOGIT
    made["size"] = log10(max(float(found.amount.low or found.amount.high or 1), 1.0)) / 12
    return np.array([made.get(name, 0.0) for name in FACTS], np.float32)


def views(page: Page, read: "Sequence[Sum]") -> list[View]:
    """What the network sees of each sum of a page."""
    sheets: dict[int, Sheet] = {}
    made, place = [], 0
    for number, found in enumerate(read):
        former = read[number - 1] if number and read[number - 1].line is found.line else None
        place = place + 1 if former else 0
        made.append(view(page, sheets, found, former, place))
    return made


class Answer(NamedTuple):
    """What the network says of a sum: how likely each kind and modality is, for all sought nobody and each word."""

    kinds: np.ndarray  # (kinds,)
    modalities: np.ndarray  # (modalities,)
    roles: np.ndarray  # (1 + words, roles, source and time), row 0 is nobody


Reader = Callable[[Sequence[Sequence[str]]], list[list[np.ndarray]]]


class Scale(NamedTuple):
    """What makes a score of how likely kind and roles are (`sure`): a weight for each, and a shift."""

    slopes: tuple[float, ...]
    shift: float


class Network(NamedTuple):
    """The network, what tells each word in its sentence (`engine_embedded.states`), its scale, its evidence.

    `words` makes the network's own figures of what tells words, which it need do once for all sums.
    """

    states: Reader
    words: Callable[..., list[np.ndarray]]
    run: Callable[..., list[np.ndarray]]
    scale: Scale
    evidence: evidence.Evidence


def load(folder: Path = HOME) -> Network:
    """The network of a folder.

    Raises FileNotFoundError where a file is missing, ValueError where one is not as learned.json says.
    """
    card = folder / "learned.json"
    plan = json.loads(card.read_bytes())
    files = {name: (folder / name).read_bytes() for name in plan["sha256"]}
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != plan["sha256"][name]:
            raise ValueError(f"{folder / name} is not the file that {card} speaks of. Fetch both anew, or fit again.")
    if plan["flags"] != list(FLAGS) or plan["facts"] != list(FACTS):
        raise ValueError(f"{card} was fitted on other flags and facts than this version reads. Fit again.")

    def run(name: str, outputs: Sequence[str]) -> Callable[..., list[np.ndarray]]:
        return partial(session(folder / name, plan["sha256"][name]).run, outputs)

    return Network(
        partial(states, opened(folder)),
        run("learned_words.onnx", ["words"]),
        run("learned.onnx", ["kinds", "modalities", "roles"]),
        Scale(tuple(plan["slopes"]), plan["shift"]),
        evidence.load(files["evidence.json"]),
    )


class Told(NamedTuple):
    """What tells the words that are looked at: figures of each word once, and their rows for each sum of each page."""

    figures: np.ndarray  # (words, STATES)
    rows: list[list[np.ndarray]]


def known(read: Reader, pages: Sequence[Page], seen: Sequence[Sequence[View]]) -> Told:
    """What tells the words that are looked at for the sums of pages."""
    needed = sorted({(number, line) for number, some in enumerate(seen) for one in some for line, _ in one.at})
    words = [spelt(pages[number], line) for number, line in needed]
    first: dict[tuple[int, int], int] = {}
    rows: list[np.ndarray] = []
    for key, some, told in zip(needed, words, read([[word for word, _ in some] for some in words]), strict=True):
        first[key] = len(rows)
        rows += [figures for figures, (_, counts) in zip(told, some, strict=True) if counts]
    return Told(
        np.array(rows),
        [
            [np.array([first[number, line] + place for line, place in one.at]) for one in some]
            for number, some in enumerate(seen)
        ],
    )


def spelt(page: Page, number: int) -> list[tuple[str, bool]]:
    """The words of a line's sentence as written, and whether each is a word of the line: # and _ are not."""
    made: list[tuple[str, bool]] = []
    line = page.lines[number]
    done = line.sentence.start
    for word in line.words:
        made += [(letter, False) for letter in page.plain[done : word.start] if letter in HASHES]
        made.append((page.plain[word.start : word.stop], True))
        done = word.stop
    return made + [(letter, False) for letter in page.plain[done : line.sentence.stop] if letter in HASHES]


def answers(network: Network, seen: Sequence[View], figures: np.ndarray, rows: Sequence[np.ndarray]) -> list[Answer]:
    """What the network says of each sum, whose words are told by those rows of the figures.

    Sums are read by length, GROUP at once, the last group filled up: which are given together changes no figure.
    """
    own = own_figures(network, figures)
    order = sorted(range(len(seen)), key=lambda place: len(seen[place].at))
    made: dict[int, Answer] = {}
    for at in range(0, len(order), GROUP):
        places = order[at : at + GROUP]
        fed = arrays([seen[place] for place in places], [own[rows[place]] for place in places], GROUP)
        kinds, modalities, roles = (part.round(3) for part in network.run(fed))
        for i, place in enumerate(places):
            made[place] = Answer(kinds[i], modalities[i], roles[: 1 + len(seen[place].at), i])
    return [made[place] for place in range(len(seen))]


def own_figures(network: Network, figures: np.ndarray) -> np.ndarray:
    """The network's own figures of words, of what tells them: (words, STATES) -> (words, figures)."""
    full = np.concatenate([figures, np.zeros((-len(figures) % WORDS, STATES), figures.dtype)])
    made = [network.words({"states": full[at : at + WORDS]})[0] for at in range(0, len(full), WORDS)]
    return np.concatenate(made)[: len(figures)]


def mean(chances: Sequence[np.ndarray]) -> np.ndarray:
    """The geometric mean of chances of the same answers."""
    made = np.exp(np.mean(np.log(np.array(chances) + LEAST), axis=0))
    return (made / made.sum()).round(3)


def arrays(seen: Sequence[View], told: Sequence[np.ndarray], size: int) -> dict[str, np.ndarray]:
    """What the network is fed for up to `size` sums: words first, sums second; `told` are figures of the words."""
    longest = max(len(view.at) for view in seen)
    fed = {
        "words": np.zeros((longest, size, told[0].shape[1]), np.float32),
        "near": np.zeros((longest, size), np.int32),
        "flags": np.zeros((longest, size, len(FLAGS)), np.float32),
        "own": np.zeros((longest, size), np.float32),
        "there": np.zeros((longest, size), np.float32),
        "lengths": np.zeros(size, np.int32),
        "facts": np.zeros((size, len(FACTS)), np.float32),
    }
    for i, (view, figures) in enumerate(zip(seen, told, strict=True)):
        n = len(view.at)
        fed["words"][:n, i] = figures
        fed["near"][:n, i] = view.near
        fed["flags"][:n, i] = view.flags
        fed["own"][:n, i] = view.own / view.own.sum()
        fed["there"][:n, i] = 1
        fed["lengths"][i] = n
        fed["facts"][i] = view.facts
    return fed


def holders(
    page: Page, sheets: Mapping[int, Sheet], at: Sequence[tuple[int, int]], told: Container[tuple[int, int]]
) -> list[list[int]]:
    """What may hold a role: names, and noun phrases that a plain word begins, each as the numbers of its words.

    `told` are the words that say what the sum is for one of, which hold none.
    """
    numbers = {place: number for number, place in enumerate(at)}
    made: list[list[int]] = []
    for number, (row, place) in enumerate(at):
        words = page.lines[row].words
        if (mention := words[place].mention) >= 0:
            before = numbers.get((row, place - 1))
            if made and before is not None and before == made[-1][-1] and words[place - 1].mention == mention:
                made[-1].append(number)
            else:
                made.append([number])
        elif (last := sheets[row].ends[place]) >= 0 and (row, place) not in told:
            made.append(list(_plain_run(words, numbers, row, place, last)))
    return made


def moments(page: Page, view: View) -> list[list[int]]:
    """The times of the sum's own sentence but those of a delivery or an earlier clause, each as its words' numbers."""
    own, first = view.at[int(view.own.argmax())]
    line, made = page.lines[own], dict[int, list[int]]()
    for number, (row, place) in enumerate(view.at):
        time = line.words[place].time if row == own else -1
        if time >= 0 and not delivery(line, place) and not over(line, place, first):
            made.setdefault(time, []).append(number)
    return list(made.values())


def _describes(line: Line, place: int) -> bool:
    """Whether a word is an adjective of a frame's noun that has a pronoun: قيمتها السوقية الأخيرة"""
    if not line.words[place].text.startswith("ال"):
        return False
    return any(hit.first < place <= hit.last + 1 and hit.form == "noun" and hit.pronoun for hit in line.frames)


def _plain_run(
    words: Sequence[Word], numbers: Mapping[tuple[int, int], int], row: int, first: int, last: int
) -> Iterator[int]:
    """The words of a noun phrase up to the first name in it: إقراض of إقراض تونس."""
    for place in range(first, last + 1):
        if words[place].mention >= 0 or (row, place) not in numbers:
            return
        yield numbers[row, place]


class Stand(NamedTuple):
    """Where a role may stand: the numbers of the words, none where nobody holds it, and how likely that is."""

    words: list[int]
    chance: float


def likeliest(some: Sequence[list[int]], chances: Sequence[float]) -> list[Stand]:
    """The places, of those that may hold a role, at which it stands most likely, likeliest first.

    Of places that share words the likeliest counts: مشروع بناء المستشفى holds بناء المستشفى.
    """
    made: list[Stand] = []
    likely = {number for number, chance in enumerate(chances) if chance}
    hoped = (Stand(group, sum(map(chances.__getitem__, group))) for group in some if not likely.isdisjoint(group))
    found = (stand for stand in hoped if stand.chance > LEAST)
    for stand in sorted(found, key=lambda stand: -stand.chance):
        if len(made) == MOST:
            break
        if _disjoint((*made, stand)):
            made.append(stand)
    return made


def words_of(page: Page, view: View) -> list[Word]:
    """The words that are looked at."""
    return [page.lines[line].words[place] for line, place in view.at]


def stands(page: Page, view: View, answer: Answer) -> dict[str, list[Stand]]:
    """Where each role, the source and the time may stand: nobody first, then the likeliest places.

    That nobody pays or gets and that nothing dates a sum counts less than it is likely (`NOBODY`).
    """
    dates = moments(page, view)
    made = {}
    for role, (nobody, *chances) in zip(SOUGHT, answer.roles.T.tolist(), strict=True):
        absent = Stand([], max(nobody * NOBODY.get(role, 1), LEAST))
        some = likeliest(dates if role == "when" else view.holders, chances)
        some = [stand._replace(words=_meant(page, view, stand.words, chances)) for stand in some]
        some = [stand for stand in some if role not in PARTS or not _files(page, view, stand)]
        made[role] = [absent, *(stand for stand in some if role != "payer" or not _pays_nothing(page, view, stand))]
    return made


def _files(page: Page, view: View, stand: Stand) -> bool:
    """Whether a role stands at the outlet or the reporter of a dateline: الدوحة - الشرق."""
    row, place = view.at[stand.words[0]]
    return page.lines[row].words[place].mention in page.filed


def _pays_nothing(page: Page, view: View, stand: Stand) -> bool:
    """Whether a role stands at a law, a judgement or a punishment: ينص النظام على غرامة."""
    row, place = view.at[stand.words[0]]
    word = page.lines[row].words[place]
    return word.mention < 0 and one_of(word.text, listed("no_payers"))


def _meant(page: Page, view: View, group: list[int], chances: Sequence[float]) -> list[int]:
    """The words of a noun phrase without those at its head that are hardly meant: الشركة of تغريم الشركة."""
    row, place = view.at[group[0]]
    word = page.lines[row].words[place]
    if word.mention >= 0 or word.time >= 0:
        return group
    least = HARDLY * max(chances[number] for number in group)
    words = page.lines[row].words[place : place + len(group)]
    likely = (at for at, number in enumerate(group) if chances[number] >= least)
    return group[next((at for at in likely if not at or not adjective(words[at - 1], words[at])), 0) :]


def held(found: Mapping[str, Sequence[Stand]], given: Container[str]) -> dict[str, list[int]]:
    """The words of the roles that somebody is likelier to hold than nobody; `given` are those that rules hand out.

    Payer, payee and subject, the likeliest first, are taken together, so that no two stand at the same word. A source
    that no rule sees must be likely indeed.
    """
    made = dict(zip(PARTS, together([found[role] for role in PARTS]), strict=True))
    made = dict(sorted(made.items(), key=lambda pair: -pair[1].chance))
    for role in ("source", "when"):
        nobody, *some = found[role]
        least = SPEAKS if role == "source" and role not in given else nobody.chance
        made[role] = some[0] if some and some[0].chance > least else nobody
    return {role: stand.words for role, stand in made.items() if stand.words}


def together(each: Sequence[Sequence[Stand]]) -> tuple[Stand, ...]:
    """The likeliest choice of one stand of each role in which no word is taken twice.

    >>> nobody, here, there = Stand([], 0.2), Stand([1, 2], 0.7), Stand([5], 0.1)
    >>> [stand.words for stand in together([[nobody, here, there], [Stand([], 0.5), Stand([2], 0.5)]])]
    [[1, 2], []]
    """
    likeliest_first = sorted(product(*each), key=lambda some: -prod(stand.chance for stand in some))
    return next(filter(_disjoint, likeliest_first))


def _disjoint(some: Sequence[Stand]) -> bool:
    """Whether no word stands in two of them."""
    words = [number for stand in some for number in stand.words]
    return len(set(words)) == len(words)


def silent(found: Sequence[Stand]) -> bool:
    """Whether a source that the rules see is none."""
    return found[0].chance > SPEAKS


def pointed_at(page: Page, view: View, held: Mapping[str, Sequence[int]]) -> dict[str, Span | None]:
    """The spans of the words at which each role stands, None where nobody holds it."""
    words = words_of(page, view)
    return dict.fromkeys(SOUGHT) | {role: (words[rows[0]].start, words[rows[-1]].stop) for role, rows in held.items()}


def holder(page: Page, view: View, role: str, rows: Sequence[int], ruled: Party | None) -> Party | None:
    """Who or what stands at the words of those numbers; as the rules have it where they mean the same.

    A plain noun that pays or speaks is led back to the name that it stands for (الصحيفة); who gets or is told of may
    be any thing, and keeps its noun.
    """
    (line, first), (_, last) = view.at[rows[0]], view.at[rows[-1]]
    words = page.lines[line].words
    if ruled and ruled.start < words[last].stop and words[first].start < ruled.stop:
        return ruled
    if ruled and role == "source" and _whose(page.lines[line], ruled, first):
        return ruled
    if words[first].mention >= 0:
        who = named(page.mentions[words[first].mention])
        own = view.at[-1][0]
        if line == own:
            return who
        if ruled and role in ACTING and cannot_mean(page, page.lines[own], ruled, who):  # الشركة is no fund
            return ruled
        return who._replace(how="resolved")
    meant = party(page, page.lines[line], Phrase(first, last, -1)) if role in ACTING else None
    return meant if meant and meant.how == "resolved" else noun(page, page.lines[line], first, last)


def elsewhere(found: "Sum", source: Party | None) -> bool:
    """Whether a paragraph turns to something else, so that who spoke before says nothing of it: في سياق منفصل."""
    line = found.line
    if source is None or found.source or source.start >= line.sentence.start:
        return False
    opening = " ".join(word.text for word in line.words[:TURNING]).removeprefix("و")
    return any(opening.startswith(turn) for turn in listed("turns"))


def _whose(line: Line, ruled: Party, place: int) -> bool:
    """Whether a name tells whose man it is that speaks without a name: وزارة النفط of مسؤول بوزارة النفط."""
    words = line.words
    unnamed = [word for word in words if ruled.start <= word.start < ruled.stop and word.text in listed("anonymous")]
    if not unnamed or words[place].mention < 0 or words[place].start < ruled.stop:
        return False
    between = [at for at in range(place) if words[at].start >= ruled.stop]
    return len(between) <= WHOSE and not any(words[at].text in "،," or at in line.verbs for at in between)


def decided(answer: Answer, found: "Sum") -> tuple[str, str]:
    """The kind and the modality of a sum that are likeliest by network and evidence together.

    What a verb of denial or grammar plainly denies stays denied: in news it is too rare for either to learn; so does
    what else grammar settles (`cues.by_grammar`). What only the قد of what was done would make possible (وكان الوزير قد
    أمر) is not.
    """
    kind = KINDS[_likeliest(answer.kinds, found.kinds)]
    if denies(found):
        return kind, "denied"
    if told := by_grammar(found.line, found.kind, found.hit, found.first):
        return kind, told[0]
    modalities = answer.modalities
    if only_done(found.line, found.first):
        modalities = np.where(np.array(MODALITIES) == "possible", 0, modalities)
    return kind, MODALITIES[_likeliest(modalities, found.modalities)]


def past_base(page: Page, found: "Sum", when: Time | None) -> bool:
    """Whether a sum is what another is held against, of a time that is over: 15 مليارا هذا العام، مقارنة ب7 في 2021.

    A time is over that says so (العام الماضي), or that ends before one of the sentence that lasts (هذا العام) begins,
    or before the document's date, unless the sum is of a budget or expected itself (255 مليارا متوقعة).
    """
    words, place = found.line.words, found.first - 1
    if when is None or not any(word.amount >= 0 for word in words[: found.first]):
        return False
    while place > 0 and (words[place].text in LONE or words[place].text in listed("base_ties")):
        place -= 1
    if place < 0 or words[place].text not in listed("compared"):
        return False
    if any(word.text in listed("past") for word in words if when.start <= word.start < when.stop):
        return True
    if when.last_day is None:
        return False
    if page.published and when.last_day < page.published and not _expected(found.line, place, found.last):
        return True
    present = {word.time for word in words if word.time >= 0 and word.text in listed("present")}
    begins = [day for time in present if (day := page.times[time].first_day)]
    return any(when.last_day < day for day in begins)


def _expected(line: Line, place: int, last: int) -> bool:
    """Whether a sum that another is held against at a word is called a plan itself: 255 مليارا متوقعة, في الموازنة."""
    behind = range(place, min(len(line.words), last + PLANNED))
    cued = any(hit.first in behind and sayings()[hit.row].paid in ("planned", "forecast") for hit in line.cues)
    return cued or any(one_of(line.words[at].text, listed("budgets")) for at in behind)


def denies(found: "Sum") -> bool:
    """Whether نفى or the like denies a sum, or grammar does plainly (لن تدفع مليونا), not a refusal or ما لم يدفع."""
    said, start, _ = found.cue
    cue = (word.text for word in found.line.words if word.start == start)
    if said == "denied" and any(one_of(word, listed("denials")) for word in cue):
        return True
    return denial(found.line, found.kind, found.hit, found.first, found.last) is not None


def _likeliest(seen: np.ndarray, weighed: Sequence[float]) -> int:
    return int((np.log(seen + LEAST) + LEAN * np.log(np.array(weighed) + LEAST)).round(3).argmax())


def apart(one: Party, other: Party) -> bool:
    """Whether two parties have no letter and no name in common."""
    return one.name != other.name and (one.stop <= other.start or other.stop <= one.start)


def sure(
    page: Page, view: View, answer: Answer, found: "Sum", kind: str, roles: Mapping[str, Span | None]
) -> tuple[float, ...]:
    """How likely a sum's kind is to the evidence and to the network, and its three roles together to the network.

    `kind` and `roles` are those that were decided on, by whomever: spans, or None for nobody.
    """
    words = words_of(page, view)
    chances = []
    for column, role in enumerate(PARTS):
        span, likely = roles.get(role), answer.roles[:, column]
        at = (
            [0]
            if span is None
            else [1 + n for n, word in enumerate(words) if word.start < span[1] and span[0] < word.stop]
        )
        chances.append(float(likely[at].sum()))
    place = KINDS.index(kind)
    return found.kinds[place], float(answer.kinds[place]), prod(chances)


def score(scale: Scale, chances: Sequence[float]) -> float:
    """How often a sum of such chances is right in kind and roles, 0 to 1."""
    total = scale.shift
    for slope, chance in zip(scale.slopes, chances, strict=True):
        total += slope * logit(chance)
    return round(1 / (1 + exp(-total)), 3)


def logit(chance: float) -> float:
    """The logarithm of the odds of a chance that was rounded to a thousandth.

    >>> logit(0.5), round(logit(1.0), 2)
    (0.0, 7.6)
    """
    held = min(max(chance, 0.0005), 0.9995)
    return log(held / (1 - held))
