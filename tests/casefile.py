"""Cases as text: the value first, then the ways to say it, each on a line of its own."""

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One text and what must come out of it; `fails` marks a known failure, a strict xfail."""

    head: str
    text: str
    fails: bool
    place: str


def cases(name: str) -> list[Case]:
    r"""The cases of `cases/<name>.txt`, in order.

    A line at the margin is the value that must come out (`!fails ` before it marks a known failure);
    the indented lines under it are texts, one a line, with `\n` and `\u200f` read as escapes.
    Empty lines and lines that begin with `#` are for the reader.
    """
    found, head, fails = [], "", False
    for number, line in enumerate((FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace():
            found.append(Case(head, unescaped(line.strip()), fails, f"{name}.txt:{number}"))
        else:
            fails = line.startswith("!fails ")
            head = line.removeprefix("!fails ").strip()
    return found


def unescaped(text: str) -> str:
    r"""`text` with `\n`, `\t` and `\uXXXX` turned into the letters they name."""
    text = text.replace(r"\n", "\n").replace(r"\t", "\t")
    head, *rest = text.split(r"\u")
    return head + "".join(chr(int(part[:4], 16)) + part[4:] for part in rest)
