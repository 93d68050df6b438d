"""Arabic news in, typed Parquet tables out.

In a notebook, `pipeline.read("outputs")` gives the tables of a run (see `pipeline.reader`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.reader import Tables

__version__ = "0.1.0"


def read(folder: Path | str = "outputs") -> Tables:
    """The tables of a finished run, as pandas frames: `read().claims`, `read().mentions` and so on."""
    from pipeline.reader import read

    return read(folder)
