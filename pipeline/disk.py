"""Files on the disk: written whole or not at all, and told by their digests."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyarrow as pa


@contextmanager
def whole(file: Path, encoding: str | None = None) -> Iterator[IO[Any]]:
    """A stream to a file that appears under its name when all is written, and not before: of letters, or of bytes.

    Its folder is made where it is missing. Two processes that write one file do not meet.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with open(beside, "w" if encoding else "wb", encoding=encoding, newline="" if encoding else None) as stream:
            yield stream
        os.replace(beside, file)
    except OSError as error:
        if error.filename == str(beside):
            error.filename = str(file)  # the name that the user knows
        raise
    finally:
        beside.unlink(missing_ok=True)


def write(file: Path, content: bytes | pa.Buffer) -> None:
    """The file with its content, whole or not at all even where the machine stops: flushed to disk, then renamed."""
    with whole(file) as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def digest(file: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with open(file, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
