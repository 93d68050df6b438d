"""Fetch: the official models of the borrowed engines, through their libraries' own downloaders."""

import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from pipeline import engine_camel, engine_stanza
from pipeline.disk import digest


def fetch(engine: str, folder: Path) -> None:
    """Nothing, but the official model of `engine` lies in `folder` afterwards, ready to be named in a config.

    This is the only place that uses a network. Raises ConnectionError, with what to do by hand, where it
    cannot be reached or gives something else; ValueError for an engine that there is nothing to fetch for.

    >>> fetch("embedded", Path("models"))
    Traceback (most recent call last):
    ValueError: There is nothing to fetch for the engine 'embedded'. Choose one of stanza, camel; ...
    """
    if engine not in FETCHERS:
        raise ValueError(
            f"There is nothing to fetch for the engine '{engine}'. Choose one of {', '.join(FETCHERS)}; "
            "the embedded model comes with the package."
        )
    FETCHERS[engine](folder)


def _stanza(folder: Path) -> None:
    """The network for names and what it stands on: word vectors and two character models."""
    import stanza

    try:
        stanza.download("ar", model_dir=str(folder), package=None, processors={"ner": "default"})
        engine_stanza.folder_of(folder)
    except (OSError, ValueError) as error:
        raise _unreached("stanza", "resources.json and the folder ar/", folder, error) from error


def _camel(folder: Path) -> None:
    """The network that camel-tools' catalogue has for names, unless its files are there as described."""
    for name in [name for name in sys.modules if name.startswith("camel_tools.data")]:
        del sys.modules[name]  # it fixes its folder when it is imported
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / engine_camel.OFFICIAL
    try:
        with engine_camel.data_in(folder.absolute()):
            catalogue = import_module("camel_tools.data").CATALOGUE
        sums = {file.path: file.sha256 for file in catalogue.get_package("ner-arabert").files}
        if wrong(place, sums):
            catalogue.download_package("ner-arabert", force=True, print_status=sys.stderr.isatty())
        if names := wrong(place, sums):
            raise ValueError(f"{', '.join(names)}: not as the catalogue describes.")
    except Exception as error:  # its downloader raises many kinds
        (folder / "catalogue.json").unlink(missing_ok=True)  # it may be a page that says 404
        raise _unreached("camel-tools", f"the folder {engine_camel.OFFICIAL}/", folder, error) from error


def wrong(folder: Path, sums: Mapping[str, str]) -> list[str]:
    """The names of those files in `folder` that are not there or have another SHA-256.

    >>> wrong(Path("nowhere"), {"vocab.txt": "e3b0c442"})
    ['vocab.txt']
    """
    return [name for name, sha256 in sums.items() if not (folder / name).is_file() or digest(folder / name) != sha256]


def _unreached(library: str, files: str, folder: Path, error: Exception) -> ConnectionError:
    return ConnectionError(
        f"{library} could not fetch its model: {str(error).strip() or type(error).__name__}\n"
        f"Try again where there is a network; or run the same command on a machine that has one and copy "
        f"{files} into '{folder}'."
    )


FETCHERS = {"stanza": _stanza, "camel": _camel}
