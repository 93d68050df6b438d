"""The vote engine: two or three engines read the same words, and what they agree on is kept."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.mentions import Tag, Tagger, engine_of, spans

VOTERS = ("embedded", "camel", "stanza")  # whose boundaries count first where votes are even


class Span(NamedTuple):
    """Words that one voter takes for a name, half-open in its sentence."""

    voter: int
    start: int
    stop: int
    label: str


def load(model: Path | None, voters: Sequence[str] = VOTERS) -> Tagger:
    """The tagger that asks the embedded engine, and stanza and camel if their models lie in `model`.

    `model` holds a folder for each, as `mablagh models` leaves them: stanza/ and camel/.
    """
    folder = model or Path("models")
    return voting([engine_of(name, None if name == "embedded" else folder / name) for name in present(folder, voters)])


def present(folder: Path, voters: Sequence[str] = VOTERS) -> list[str]:
    """The voters that can be asked, the embedded engine and those with a folder here; a FileNotFoundError if only one.

    >>> present(Path("no/such/folder"))
    Traceback (most recent call last):
    FileNotFoundError: The engine 'vote' needs two voters; 'no/such/folder' has no model for a second. ...
    """
    found = [name for name in voters if name == "embedded" or (folder / name).is_dir()]
    if len(found) < 2:
        raise FileNotFoundError(
            f"The engine 'vote' needs two voters; '{folder}' has no model for a second. Fetch one with "
            "`mablagh models stanza` or `mablagh models camel`, and name the folder above it in `model`."
        )
    return found


def voting(tags: Sequence[Tagger]) -> Tagger:
    """One tagger out of several, each of which is asked once for the whole batch."""

    def tag(sentences: list[list[str]]) -> list[list[Tag]]:
        ballots = zip(*(voter(sentences) for voter in tags), strict=True)
        return [elected(ballot) for ballot in ballots]

    return tag


def elected(ballot: Sequence[Sequence[Tag]]) -> list[Tag]:
    """The tags of one sentence that follow from what each voter gave it.

    Of three voters two must see a name of that label there, if not with the same borders; of two, one is
    enough. Borders are those that most voters draw. The score is the voters' mean, where one who sees no such
    name counts 0, and one who sees it but gives no scores 1.

    >>> one = [Tag("B-ORG", 0.9, 0), Tag("I-ORG", 0.8, 0), Tag("O", 0.9, 0)]
    >>> two = [Tag("B-ORG"), Tag("O"), Tag("B-LOC")]
    >>> [tag.label for tag in elected([one, two])]
    ['B-ORG', 'I-ORG', 'B-LOC']
    >>> [tag.label for tag in elected([one, two, two])]
    ['B-ORG', 'O', 'B-LOC']
    """
    votes = [Span(voter, *span) for voter, tags in enumerate(ballot) for span in spans([tag.label for tag in tags])]
    needed = 2 if len(ballot) > 2 else 1
    made = [Tag("O") for _ in ballot[0]]
    taken: set[int] = set()
    for span in sorted(votes, key=lambda span: (-_same(span, votes), span.voter, span.start)):
        places = range(span.start, span.stop)
        backers = {other.voter: other for other in _beside(span, votes)} | {span.voter: span}
        if len(backers) >= needed and taken.isdisjoint(places):
            score = round(sum(_score(ballot, other) for other in backers.values()) / len(ballot), 3)
            made[span.start] = Tag(f"B-{span.label}", score, _cut(ballot, span.start))
            for place in places[1:]:
                made[place] = Tag(f"I-{span.label}", score)
            taken.update(places)
    return made


def _same(span: Span, votes: Sequence[Span]) -> int:
    return sum(other[1:] == span[1:] for other in votes)


def _beside(span: Span, votes: Sequence[Span]) -> Iterator[Span]:
    """The votes for that label that overlap."""
    for other in votes:
        if other.label == span.label and other.start < span.stop and span.start < other.stop:
            yield other


def _score(ballot: Sequence[Sequence[Tag]], span: Span) -> float:
    scores = [tag.score for tag in ballot[span.voter][span.start : span.stop]]
    return min((score for score in scores if score is not None), default=1.0)


def _cut(ballot: Sequence[Sequence[Tag]], place: int) -> int | None:
    """What the first voter says that sees a name begin there and speaks of proclitics at all."""
    tags = (tags[place] for tags in ballot)
    return next((tag.cut for tag in tags if tag.cut is not None and tag.label.startswith("B-")), None)
