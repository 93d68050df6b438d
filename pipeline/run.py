"""A run: parts of documents through all stages to files, resumed where it was stopped.

The only room that makes parts, resumes and rejects.

    outputs/<table>/part-00000.parquet    the rows of a part
    outputs/_parts/part-00000.json        the part is finished: its counts and digests
    outputs/report.html                   the page that shows the tables
    outputs/_run.json                     what the parts were made of: the run's signature
    outputs/README.md, datapackage.json   what a reader finds there
    outputs/_manifest.json                the run is finished
"""

import fcntl
import hashlib
import json
import os
import re
import resource
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from multiprocessing import active_children, connection, get_context, parent_process
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import __version__, batch, tables
from pipeline.cards import cards, ours
from pipeline.config import Config
from pipeline.disk import digest, write
from pipeline.documents import Document, Reject, documents, files, spelled
from pipeline.publish import publish
from pipeline.report import report
from pipeline.stage import extract, rooms

PACKAGE = Path(__file__).parent
FOLDERS = {**dict.fromkeys(tables.TABLES, ".parquet"), "_parts": ".json"}  # with the suffix of what a part has there
PART = "part-([0-9]{5,})"
UNFINISHED = rf"\.({PART}\.(parquet|json)|(_run|_manifest|datapackage)\.json|report\.html|README\.md)\.[0-9]+\.tmp"


class Part(NamedTuple):
    """Consecutive documents of the input, and what could not be read between them."""

    number: int
    documents: list[Document]
    rejects: list[Reject]


class Summary(NamedTuple):
    """What a run did: rows by table, how many parts it made and how many it found made, seconds, peak MB."""

    rows: dict[str, int]
    made: int
    found: int
    seconds: float
    peak_mb: int
    outputs: Path


class Plan(NamedTuple):
    """What a run would do: the files it reads and their bytes, where it writes, and what becomes of tables there."""

    files: list[str]
    bytes: int
    outputs: str
    found: int
    then: str

    def __str__(self) -> str:
        names = "\n".join(f"  {file}" for file in self.files[:20])
        more = f"\n  … and {len(self.files) - 20:,} more" if len(self.files) > 20 else ""
        return (
            f"{len(self.files):,} files, {self.bytes:,} bytes:\n{names}{more}\ntables in {self.outputs}/: {self.then}"
        )


Marker = dict[str, Any]


def _silent(*_: object) -> None:
    """Nobody is told."""


def run(config: Config, say: Callable[[str], None] = _silent, done: Callable[[int, Marker], None] = _silent) -> Summary:
    """The tables of all texts that the config names, written to `config.outputs`.

    Parts that a stopped run of the same signature (inputs, config, code, model) has finished are left as they
    are, unless one was damaged since; with another signature the run starts afresh. `say` is told in a sentence
    what a user should know; `done` gets the number and the marker of each part. Raises FileNotFoundError for a
    path that names nothing, BlockingIOError where another run holds the folder, BrokenProcessPool when a worker
    is killed.
    """
    began = perf_counter()
    found = inputs(config)
    outputs = Path(config.outputs)
    outputs.mkdir(parents=True, exist_ok=True)
    with _alone(outputs):
        signature = signed(config, found)
        _start(outputs, signature, say)
        rooms(config)  # a missing model stops the run here, before any part
        by_index: dict[int, Marker] = {}
        for index, marker in _made(parts(found, config.part), config, outputs):
            by_index[index] = marker
            done(index, marker)
        markers = [by_index[index] for index in sorted(by_index)]
        manifest = _manifest(signature, markers, perf_counter() - began)
        _drop_later_parts(outputs, len(markers))
        write(outputs / "report.html", report(outputs, manifest))
        _describe(outputs, manifest)
        write(outputs / "_manifest.json", _json(manifest))
    made = sum(marker["fresh"] for marker in markers)
    return Summary(manifest["rows"], made, len(markers) - made, manifest["seconds"], manifest["peak_mb"], outputs)


def plan(config: Config) -> Plan:
    """What `run` would do with this config; nothing is read beyond digests, and nothing is written.

    Raises what `run` raises for a path that names nothing or a model that is missing.
    """
    read = inputs(config)
    outputs = Path(config.outputs)
    rooms(config)
    place, content = outputs / "_run.json", _json(signed(config, read))
    made = 0
    if not place.exists():
        then = "they would be written anew"
    elif place.read_bytes() != content:
        changed = _changes(place.read_bytes(), json.loads(content))
        then = f"{changed} changed, so the run would start afresh"
    else:
        made = sum(_finished(outputs, number) is not None for number, _ in _parts(outputs, "_parts"))
        then = f"{made:,} parts are there already and would be left as they are, others would be written"
    size = sum(file.stat().st_size for file in read if file.is_file())
    return Plan([spelled(file) for file in read], size, str(outputs), made, then)


def inputs(config: Config) -> list[Path]:
    """The files that a run reads: those that its paths stand for, but for the tables where it writes.

    So `extract .` reads the same texts each time, whatever folder its tables are in.
    """
    own = [Path(config.outputs, folder).resolve() for folder in FOLDERS]
    read = [file for file in files(config.paths) if not any(map(file.resolve().is_relative_to, own))]
    if not read:
        raise FileNotFoundError(
            f"All that can be read there are tables in '{config.outputs}', which the run would write anew."
            " Name another folder with --out."
        )
    return read


def signed(config: Config, found: Iterable[Path]) -> dict[str, Any]:
    """What the bytes of a run's tables depend on: inputs, config, code and model, each by its digest.

    Inputs by their paths too, as `rejects` names them.
    """
    settings = asdict(config)
    for key in ("workers", "outputs", "paths"):
        del settings[key]
    return {
        "version": __version__,
        "schema_version": tables.SCHEMA_VERSION,
        "inputs": [{"name": spelled(file), "sha256": _digest_of_text(file)} for file in found],
        "config": settings,
        "code": _digest_of(sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.csv"), *(PACKAGE / "page").iterdir()])),
        "model": {"name": config.engine, "sha256": model_digest(config)},
    }


def model_digest(config: Config) -> str:
    """The digest of the models' files: those in the package, by which claims are read, and those the config names."""
    folders = [PACKAGE / "models", *([Path(config.model)] if config.model else [])]
    return _digest_of(sorted(file for folder in folders for file in folder.rglob("*") if file.is_file()))


def _digest_of_text(file: Path) -> str:
    """The digest of an input; empty where it cannot be read, which the reject that it becomes will tell."""
    try:
        return digest(file) if file.is_file() else ""
    except OSError:
        return ""


def _digest_of(found: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for file in found:
        whole.update(f"{file.name} {digest(file)}\n".encode())
    return whole.hexdigest()


@contextmanager
def _alone(outputs: Path) -> Iterator[None]:
    """The folder held for this run: another one that wants it is refused."""
    with open(outputs / "_lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BlockingIOError(
                f"Another run is writing to '{outputs}'. Wait for it, or name another folder with --out."
            ) from None
        yield


def _start(outputs: Path, signature: dict[str, Any], say: Callable[[str], None]) -> None:
    """The folder made ready: leftovers of a killed run removed, and all parts where the signature changed."""
    for leftover in _left(outputs):
        leftover.unlink()
    (outputs / "_manifest.json").unlink(missing_ok=True)
    place, content = outputs / "_run.json", _json(signature)
    if place.exists():
        before = place.read_bytes()
        if before == content:
            return
        what = _changes(before, signature)
        say(f"{what} changed since the tables in '{outputs}' were begun: starting afresh.")
    _drop_later_parts(outputs, 0)
    write(place, content)


def _left(outputs: Path) -> Iterator[Path]:
    """What a killed run had begun to write. A folder may hold files of somebody else's, which are let alone."""
    for folder in (outputs, *map(outputs.joinpath, FOLDERS)):
        for file in folder.glob(".*.tmp"):
            if re.fullmatch(UNFINISHED, file.name) and file.is_file():
                yield file


def _parts(outputs: Path, folder: str) -> Iterator[tuple[int, Path]]:
    """The files of parts in one of the `FOLDERS`, each with its number."""
    for file in (outputs / folder).glob("part-*"):
        if (part := re.fullmatch(PART, file.stem)) and file.suffix == FOLDERS[folder] and file.is_file():
            yield int(part[1]), file


def _changes(before: bytes, signature: dict[str, Any]) -> str:
    try:
        old = json.loads(before)
        changed = [key for key in signature if old.get(key) != signature[key]]
    except (ValueError, AttributeError):
        changed = []
    return "The " + (" and the ".join(changed) or "signature")


def _drop_later_parts(outputs: Path, count: int) -> None:
    """Parts from number `count` on removed, markers first: they are of another input."""
    for folder in reversed(FOLDERS):
        for number, file in _parts(outputs, folder):
            if number >= count:
                file.unlink()


def parts(found: Iterable[Path], size: int) -> Iterator[Part]:
    """The documents of all files in parts of `size`, with the rejects met on the way; one part at least."""
    read = documents(list(found))
    index = 0
    while True:
        taken = list(islice(read, size))
        if not taken and index:
            return
        good = [item for item in taken if isinstance(item, Document)]
        yield Part(index, good, [item for item in taken if isinstance(item, Reject)])
        if len(taken) < size:
            return
        index += 1


def _made(todo: Iterable[Part], config: Config, outputs: Path) -> Iterator[tuple[int, Marker]]:
    if config.workers == 1:
        for item in todo:
            yield item.number, _finished(outputs, item.number) or make_part(item, config)
        return
    pool = ProcessPoolExecutor(config.workers, get_context("spawn"), _begin_worker, (config,))
    try:
        yield from _pooled(pool, todo, config, outputs)
    except BaseException:  # Ctrl-C too: the parts that are being made are given up
        for worker in active_children():
            worker.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _pooled(
    pool: ProcessPoolExecutor, todo: Iterable[Part], config: Config, outputs: Path
) -> Iterator[tuple[int, Marker]]:
    """The parts as the workers finish them, never more than two a worker in flight."""
    flying: dict[Future, int] = {}
    for item in todo:
        done = _finished(outputs, item.number)
        if done:
            yield item.number, done
            continue
        flying[pool.submit(make_part, item, config)] = item.number
        if len(flying) >= 2 * config.workers:
            yield from _landed(flying)
    while flying:
        yield from _landed(flying)


def _landed(flying: dict[Future, int]) -> Iterator[tuple[int, Marker]]:
    for future in wait(flying, return_when=FIRST_COMPLETED).done:
        yield flying.pop(future), future.result()


def _begin_worker(config: Config) -> None:
    """A worker made ready: models loaded, Ctrl-C left to its parent, and its end tied to its parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    rooms(config)


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _marker(outputs: Path, index: int) -> Path:
    return outputs / "_parts" / f"part-{index:05}.json"


def _finished(outputs: Path, index: int) -> Marker | None:
    """The marker of a part that a run of this signature has finished, if all its files are as they were written.

    To know that, they are read: much sooner done than making them anew, and neither size nor time would tell.
    """
    names = [f"{name}/part-{index:05}.parquet" for name in tables.TABLES]
    try:
        marker = json.loads(_marker(outputs, index).read_bytes())
        whole = marker["sha256"] == {name: digest(outputs / name) for name in names}
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return marker | {"fresh": False} if whole else None


def make_part(part: Part, config: Config) -> Marker:
    """The part's tables written, then its marker, which is returned."""
    seconds: dict[str, float] = {}
    outputs = Path(config.outputs)
    pieces: dict[str, list[pa.Table]] = {"rejects": [_rejects(part.rejects)]}
    for rows in extract(batch.split(batch.batch(part.documents), config.batch), config, seconds):
        began = perf_counter()
        for name, table in publish(rows, config.engine).items():
            pieces.setdefault(name, []).append(table)
        seconds["publish"] = seconds.get("publish", 0.0) + perf_counter() - began
    marker: Marker = {"rows": {}, "sha256": {}}
    began = perf_counter()
    for name in tables.TABLES:
        table = pa.concat_tables([tables.schema(name).empty_table(), *pieces.get(name, [])]).combine_chunks()
        file = outputs / name / f"part-{part.number:05}.parquet"
        write(file, _parquet(table))
        marker["rows"][name] = len(table)
        marker["sha256"][f"{name}/{file.name}"] = digest(file)
    seconds["write"] = perf_counter() - began
    marker["seconds"] = {name: round(value, 3) for name, value in seconds.items()}
    marker["peak_mb"] = _peak_mb()
    write(_marker(outputs, part.number), _json(marker))
    return marker | {"fresh": True}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _peak_mb() -> int:
    """The most memory that this process has held; macOS counts it in bytes, Linux in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)


def _rejects(rejects: list[Reject]) -> pa.Table:
    return pa.Table.from_pylist([reject._asdict() for reject in rejects], schema=tables.schema("rejects"))


def _parquet(table: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", version="2.6", write_page_checksum=True, write_page_index=True)
    return sink.getvalue()


def _describe(outputs: Path, manifest: dict[str, Any]) -> None:
    """The dataset card and the data package beside the tables; a page that no run wrote is left as it is."""
    for name, text in cards(manifest).items():
        if ours(outputs / name):
            write(outputs / name, text.encode())


def _manifest(signature: dict[str, Any], markers: list[Marker], seconds: float) -> dict[str, Any]:
    rows: Counter[str] = Counter()
    stages: Counter[str] = Counter()
    digests: dict[str, str] = {}
    for marker in markers:
        rows.update(marker["rows"])
        stages.update(marker["seconds"])
        digests |= marker["sha256"]
    return signature | {
        "offsets": tables.OFFSETS,
        "rows": {name: rows[name] for name in tables.TABLES},
        "sha256": digests,
        "parts": len(markers),
        "seconds": round(seconds, 3),
        "stage_seconds": {name: round(value, 3) for name, value in stages.items()},
        "peak_mb": max([_peak_mb(), *(marker["peak_mb"] for marker in markers)]),
    }
