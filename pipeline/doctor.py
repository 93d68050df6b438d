"""Whether all is there that a run needs: versions, models, and how to get what is missing."""

import os
import platform
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from pipeline import __version__, engine_camel, engine_embedded, engine_stanza, engine_vote, learned, tables
from pipeline.config import Config
from pipeline.run import PACKAGE

NEEDED = ("numpy", "pyarrow", "pandas", "onnxruntime", "camel-tools", "hijridate", "tqdm")
BORROWED = {"stanza": ("torch", "stanza"), "camel": ("torch", "transformers", "camel-tools")}
FOLDER_OF = {"stanza": engine_stanza.folder_of, "camel": engine_camel.folder_of}


class Finding(NamedTuple):
    """Something that was looked at: `state` is `ok`, `optional` (missing, and not needed by default) or `missing`."""

    what: str
    state: str
    detail: str


def doctor(config: Config) -> list[Finding]:
    """What was found, in order: the program, its packages, the embedded model, the borrowed engines, the folder.

    Nothing is fetched and no network is asked.

    >>> {finding.state for finding in doctor(Config())} <= {"ok", "optional", "missing"}
    True
    """
    return [
        Finding("mablagh", "ok", f"{__version__}, schema {tables.SCHEMA_VERSION}"),
        Finding("python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        *(_package(name) for name in NEEDED),
        _embedded(config),
        *(_borrowed(engine, config) for engine in BORROWED),
        *([_vote(config)] if config.engine == "vote" else []),
        _folder(Path(config.outputs)),
    ]


def installed(name: str) -> str:
    """The version of a package, or nothing.

    >>> installed("no-such-package")
    ''
    """
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _package(name: str) -> Finding:
    found = installed(name)
    return Finding(name, "ok" if found else "missing", found or f"not installed. Run make, or pip install {name}")


def _embedded(config: Config) -> Finding:
    try:
        learned.load()  # and with it the model of names
        if config.engine == "embedded" and config.model:
            engine_embedded.load(Path(config.model))
    except (OSError, ValueError) as error:
        return Finding("model of embedded", "missing", str(error))
    size = sum(file.stat().st_size for file in (PACKAGE / "models").iterdir()) / 1e6
    return Finding("model of embedded", "ok", f"{size:.0f} MB in the package, its digests are right")


def _borrowed(engine: str, config: Config) -> Finding:
    """An engine of another library: its packages by name, its model where the config or `mablagh models` puts it."""
    what, folder = f"engine {engine}", _model(engine, config)
    asked = config.engine == "vote" and folder is not None and folder.is_dir()
    needed = "missing" if asked or config.engine == engine else "optional"
    lacking = [name for name in BORROWED[engine] if not installed(name)]
    if lacking:
        return Finding(
            what, needed, f"{', '.join(lacking)} not installed. Run make, or pip install {' '.join(lacking)}"
        )
    if folder is not None and not folder.is_dir():
        return Finding(what, needed, f"no model in {folder}/. Fetch it: mablagh models {engine}")
    try:
        FOLDER_OF[engine](folder)
    except (OSError, ValueError) as error:
        return Finding(what, needed, str(error))
    return Finding(what, "ok", f"model in {folder}/")


def _model(engine: str, config: Config) -> Path | None:
    """Where a run with this config looks for an engine's model; where `mablagh models` puts it if no run does."""
    if config.engine == engine:
        return Path(config.model) if config.model else None
    return Path((config.engine == "vote" and config.model) or "models", engine)


def _vote(config: Config) -> Finding:
    try:
        return Finding("engine vote", "ok", ", ".join(engine_vote.present(Path(config.model or "models"))))
    except FileNotFoundError as error:
        return Finding("engine vote", "missing", str(error))


def _folder(outputs: Path) -> Finding:
    place = next(folder for folder in (outputs.absolute(), *outputs.absolute().parents) if folder.exists())
    try:
        free = shutil.disk_usage(place).free / 1e9
        writable = place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    except OSError as error:
        return Finding(
            "outputs", "missing", f"'{outputs}' cannot be looked at: {error.strerror}. Name another with --out"
        )
    if not writable:
        return Finding("outputs", "missing", f"'{outputs}' cannot be written to. Name another with --out")
    return Finding("outputs", "ok", f"'{outputs}' can be written to, {free:.0f} GB free")


def printed(findings: list[Finding], color: bool = False) -> str:
    """The findings as lines, a mark before each.

    >>> print(printed([Finding("numpy", "ok", "2.4"), Finding("engine camel", "optional", "no model")]))
    ✓ numpy         2.4
    - engine camel  no model
    """
    marks = {"ok": "✓", "optional": "-", "missing": "✗"}
    tints = {"ok": "\x1b[32m", "optional": "", "missing": "\x1b[31m"}
    width = max(len(finding.what) for finding in findings)
    lines = []
    for what, state, detail in findings:
        mark = f"{tints[state]}{marks[state]}\x1b[0m" if color and tints[state] else marks[state]
        lines.append(f"{mark} {what:{width}}  {detail}")
    return "\n".join(lines)
