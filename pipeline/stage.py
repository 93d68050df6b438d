"""What a stage is, and their order: each reads columns of a batch and adds one that bears its name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

import pyarrow as pa

from pipeline import amounts, batch, claims, learned, mentions, normalise, sentences, times, tokens
from pipeline.config import Config

Room = Callable[..., Sequence]


class Stage(NamedTuple):
    """A column's name, the columns that it is made from, its rows' type, and what makes it.

    `room(config)` gives the function that makes the column of a whole batch: it takes one sequence a column
    that it reads (an element a document) and gives one result a document.
    """

    name: str
    reads: tuple[str, ...]
    row: type
    room: Callable[[Config], Room]


def each(room: Callable) -> Room:
    """`room`, which reads one document, as a function of a whole batch."""
    return lambda *columns: [room(*document) for document in zip(*columns, strict=True)]


def _normal(_: Config) -> Room:
    return each(normalise.fold)


def _sentences(_: Config) -> Room:
    return each(sentences.sentences)


def _tokens(_: Config) -> Room:
    return each(tokens.tokens)


def _mentions(config: Config) -> Room:
    return partial(mentions.mentions, tag=mentions.engine_of(config.engine, config.model))


def _amounts(config: Config) -> Room:
    def room(plain: str, text: str, sentences: Sequence, mentions: Sequence, source: str | None) -> Sequence:
        return amounts.amounts(text, sentences, mentions, config.country or None, config.billion, plain, source)

    return each(room)


def _times(_: Config) -> Room:
    return each(times.times)


def _claims(_: Config) -> Room:
    return partial(claims.claims, network=learned.load())


STAGES = (
    Stage("normal", ("text",), normalise.Folded, _normal),
    Stage("sentences", ("normal.text",), sentences.Sentence, _sentences),
    Stage("tokens", ("normal.text", "sentences"), tokens.Token, _tokens),
    Stage("mentions", ("normal.plain", "normal.text", "sentences", "tokens"), mentions.Mention, _mentions),
    Stage("amounts", ("normal.plain", "normal.text", "sentences", "mentions", "source"), amounts.Amount, _amounts),
    Stage("times", ("normal.text", "sentences", "amounts", "published"), times.Time, _times),
    Stage(
        "claims",
        ("normal.plain", "normal.text", "sentences", "tokens", "mentions", "amounts", "times", "published"),
        claims.Claim,
        _claims,
    ),
)
ROWS = {stage.name: stage.row for stage in STAGES}


def check(stages: Sequence[Stage], given: Iterable[str] = batch.DOCUMENTS.names) -> None:
    """Nothing, or a ValueError when a stage reads a column that none before it makes.

    >>> check(STAGES)
    >>> check(STAGES[1:])
    Traceback (most recent call last):
    ValueError: The stage 'sentences' reads 'normal', which none before it makes.
    """
    made = set(given)
    for stage in stages:
        for column in (name.partition(".")[0] for name in stage.reads):
            if column not in made:
                raise ValueError(f"The stage '{stage.name}' reads '{column}', which none before it makes.")
        made.add(stage.name)


@cache
def rooms(config: Config) -> tuple[Room, ...]:
    """The function of each stage, its lexicons and models loaded: once a process and config."""
    return tuple(stage.room(config) for stage in STAGES)


def extract(
    batches: Iterable[pa.RecordBatch], config: Config, seconds: dict[str, float] | None = None
) -> Iterator[pa.RecordBatch]:
    """The batches with all columns added, one after the other, lazily.

    Each batch holds one row a document, with the columns of `batch.DOCUMENTS`. A document that makes a stage
    fail keeps its row, with the stage and the error in `reject_stage` and `reject_error`, and is left alone
    by the stages after it. The seconds that each stage takes are added to `seconds`.
    """
    check(STAGES)
    for given in batches:
        rows = given
        for stage, room in zip(STAGES, rooms(config), strict=True):
            rows = batch.added(rows, stage.name, stage.reads, room, ROWS, {} if seconds is None else seconds)
        yield rows
