"""The corridor: batches in, batches out, lazily, whatever their size."""

import pyarrow as pa
import pytest
from conftest import SEEDS

from pipeline import batch
from pipeline.config import Config
from pipeline.documents import Document
from pipeline.publish import publish
from pipeline.stage import STAGES, check, extract

TEXTS = [seed.read_bytes().decode("utf-8") for seed in SEEDS]
EDGES = ["\u200f", "ـ", "\n", "٪", "14.8", "🙂 10 دولارات 🙂", "ﷺ", "و" * 500]


def documents(texts: list[str]) -> list[Document]:
    return [Document(str(number), text, None, None, None) for number, text in enumerate(texts)]


def test_batches_flow_lazily() -> None:
    def endless():
        while True:
            yield batch.batch(documents(TEXTS))

    flow = extract(endless(), Config())
    assert [next(flow).num_rows, next(flow).num_rows] == [2, 2]


def test_each_stage_adds_the_column_of_its_name() -> None:
    (made,) = extract([batch.batch(documents(TEXTS))], Config())
    assert made.schema.names[-len(STAGES) - 2 : -2] == [stage.name for stage in STAGES]


def test_a_batch_is_as_its_documents_alone() -> None:
    """Also for texts that fold to nothing."""
    every = documents([*EDGES, *TEXTS])
    (together,) = extract([batch.batch(every)], Config())
    alone = extract(batch.split(batch.batch(every), 1), Config())
    tables = [publish(rows, "embedded") for rows in alone]
    for name, table in publish(together, "embedded").items():
        assert table.equals(pa.concat_tables(piece[name] for piece in tables)), name


def test_an_empty_batch_has_all_columns() -> None:
    (made,) = extract([batch.batch([])], Config())
    assert all(len(table) == 0 for table in publish(made, "embedded").values())


def test_a_missing_column_is_told_before_a_byte_is_read() -> None:
    with pytest.raises(ValueError, match="'claims' reads 'times', which none before it makes"):
        check([stage for stage in STAGES if stage.name != "times"])
