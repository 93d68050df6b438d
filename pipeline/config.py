"""The config of a run: one flat TOML file, every key known; the environment and flags go over it."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import get_type_hints

from pipeline import lexicon
from pipeline.tables import ENGINES


@dataclass(frozen=True)
class Config:
    """What a run reads, how, and where it writes.

    paths      folders, globs and files to read
    outputs    the folder of the tables
    engine     what finds names: embedded, stanza, camel or vote
    model      the model's directory, for the engines that need one; empty for the embedded one
    billion    the power of ten that بليون stands for: 9 as in the press, or 12
    country    the outlet's country (ISO 3166, two letters), which a bare ريال is then of; empty if unknown
    workers    processes that share the parts
    part       documents in a part, the unit that is written, skipped and resumed
    batch      documents that go through the stages together
    """

    paths: tuple[str, ...] = ("seeds",)
    outputs: str = "outputs"
    engine: str = "embedded"
    model: str = ""
    billion: int = 9
    country: str = ""
    workers: int = 1
    part: int = 1000
    batch: int = 50


ALLOWED = {"engine": ENGINES, "billion": (9, 12)}
AT_LEAST_ONE = ("workers", "part", "batch")


ENVIRONMENT = "MABLAGH_"


def config(file: Path | None = None, **flags: object) -> Config:
    """The config that `file` gives, with the environment's MABLAGH_<KEY> over it, and `flags` that are not None.

    Raises ValueError, in a sentence with the value, the place and the remedy, for an unknown key, a value of
    another type or one that the key does not take, and for a file that is missing or no TOML.

    >>> config(workers=2).workers
    2
    >>> config(wrokers=2)
    Traceback (most recent call last):
    ValueError: The flags have the key 'wrokers', which is none of ... Correct or remove it.
    """
    made = Config()
    for place, values in _layers(file, os.environ, flags):
        made = _over(made, values, place)
    return made


def origins(file: Path | None = None, **flags: object) -> dict[str, tuple[object, str]]:
    """Each key with its value and where that comes from: the default, the file, the environment or the flags.

    Raises what `config` raises.

    >>> origins(workers=2)["workers"], origins()["billion"]
    ((2, 'the flags'), (9, 'the default'))
    """
    made = config(file, **flags)
    places = {key: place for place, values in _layers(file, os.environ, flags) for key in values}
    return {
        field.name: (getattr(made, field.name), _inside(places.get(field.name, "The default")))
        for field in fields(Config)
    }


def _inside(place: str) -> str:
    """A place as it stands within a sentence."""
    return place.replace("The ", "the ", 1)


def _layers(
    file: Path | None, environment: Mapping[str, str], flags: Mapping[str, object]
) -> list[tuple[str, dict[str, object]]]:
    """Places and what they say, the weakest first."""
    said = {key: value for key, value in environment.items() if key.startswith(ENVIRONMENT) and value}
    return [
        *([(str(file), _read(file))] if file is not None else []),
        ("The environment", {key.removeprefix(ENVIRONMENT).lower(): _typed(key, said[key]) for key in said}),
        ("The flags", {key: value for key, value in flags.items() if value is not None}),
    ]


def _typed(key: str, text: str) -> object:
    """A value of the environment in the type of its key; several paths are parted as in PATH."""
    wanted = type(getattr(Config, key.removeprefix(ENVIRONMENT).lower(), ""))
    if wanted is tuple:
        return text.split(os.pathsep)
    return int(text) if wanted is int and text.removeprefix("-").isdecimal() else text


def _read(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(
            f"There is no config file '{file}'. Name one that exists, such as configs/default.toml."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(
            f"The config file '{file}' is not TOML: {error}. Write lines such as: engine = \"embedded\""
        ) from None
    except OSError as error:
        raise ValueError(f"The config file '{file}' cannot be read: {error.strerror}.") from None


def _over(made: Config, values: dict[str, object], place: str) -> Config:
    types = get_type_hints(Config)
    for key, value in values.items():
        if key not in types:
            known = ", ".join(field.name for field in fields(Config))
            verb = "have" if place == "The flags" else "has"
            raise ValueError(f"{place} {verb} the key '{key}', which is none of {known}. Correct or remove it.")
        made = replace(made, **{key: _checked(key, value, place)})  # type: ignore[arg-type]
    return made


def _checked(key: str, value: object, place: str) -> object:
    if key == "paths" and isinstance(value, list | tuple) and value and all(isinstance(v, str) for v in value):
        return tuple(value)
    if key == "paths" and isinstance(value, list | tuple) and not value:
        raise ValueError(f"{place}: paths is empty. Name a file, a folder or a glob, such as {Config.paths[0]}.")
    wanted = type(getattr(Config, key))
    names = {tuple: "a list of strings", str: "a string", int: "a whole number"}
    if type(value) is not wanted or wanted is tuple:
        raise ValueError(f"{place}: {key} = {value!r} is not {names[wanted]}. Give {key} {names[wanted]}.")
    if value not in ALLOWED.get(key, (value,)):
        allowed = ", ".join(map(str, ALLOWED[key]))
        raise ValueError(f"{place}: {key} = {value!r} is none of {allowed}. Choose one of these.")
    if key in AT_LEAST_ONE and isinstance(value, int) and value < 1:
        raise ValueError(f"{place}: {key} = {value} is less than 1. Give 1 or more.")
    if key == "outputs" and not value:
        raise ValueError(f"{place}: outputs is empty. Name a folder, such as {Config.outputs}.")
    if key == "country" and value and value not in (known := _countries()):
        upper = str(value).upper()
        remedy = f"Write {upper}" if upper in known else f"Choose one of {', '.join(known)}; or leave it empty"
        raise ValueError(
            f"{place}: country = {value!r} is no ISO 3166 code of a country whose currency is listed. {remedy}."
        )
    return value


def _countries() -> list[str]:
    """The codes of two letters of all that have a currency, without XA, which stands for all that share a CFA franc."""
    return sorted({code for row in lexicon.rows("currencies") for code in row["countries"].split()} - {"XA", "XCD"})
