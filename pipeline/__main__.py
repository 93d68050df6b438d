"""The command line: `python -m pipeline`."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

import shtab

from pipeline import __version__

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.config import Config

EXAMPLES = """\
examples:
  mablagh extract                                the texts in the folder seeds to the folder outputs
  mablagh extract news/*.txt --out tables        texts of your own
  mablagh extract dump.jsonl.zst --workers 2     a large file, two processes
  mablagh show "استثمرت ميتا 14.8 مليار دولار"   what is read in one text
  mablagh numbers "مليار ونصف المليار دولار"     how a number is read, rule by rule
  mablagh verify outputs                         hold a finished folder to what it promises
  mablagh diff before after                      what two runs read otherwise, claim by claim
  mablagh score gold.jsonl outputs               how well tables agree with annotations
  mablagh export outputs sheets --to csv         for Excel; also jsonl, conll, brat
  mablagh import corrected gold.jsonl            brat's annotations, corrected by hand, as gold for score
  mablagh tables                                 every column and its meaning
  mablagh doctor                                 what is installed, what is missing, how to get it
  mablagh config show                            every setting, and where its value comes from
  mablagh models stanza                          fetch stanza's own model (network)

`python -m pipeline` is the same as `mablagh`. Data goes to stdout, messages to stderr.
Settings: flags go over the environment (MABLAGH_WORKERS=2), which goes over the file of --config.

exit codes:
  0  done; texts that could not be read are rows in the table rejects
  1  the run failed (a worker was killed, the disk is full, another run holds the folder),
     or verify or doctor found a fault
  2  a wrong argument, config or path
  130  stopped by Ctrl-C; the next run goes on where this one stopped
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code, after the command has done its work."""
    args = parser().parse_args(arguments)
    try:
        return args.command(args) or 0
    except (ValueError, FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        return _failed(error, 2)
    except BrokenProcessPool:
        return _failed("A worker process was killed, perhaps for want of memory. Run again to go on.", 1)
    except BrokenPipeError:  # the reader of a pipe has gone, as in `mablagh tables | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _failed(error, 1)
    except KeyboardInterrupt:
        print("\nStopped. Run again to go on.", file=sys.stderr)
        return 130


def _failed(error: object, code: int) -> int:
    sentence = error.args[0] if isinstance(error, Exception) and len(error.args) == 1 else error
    if isinstance(error, OSError) and error.filename is not None:
        sentence = f"'{error.filename}': {error.strerror}. Name another path, or see to it that this one can be used."
    print(f"mablagh: {sentence}", file=sys.stderr)
    return code


def parser() -> argparse.ArgumentParser:
    """All commands and their flags."""
    whole = argparse.ArgumentParser(
        prog="mablagh",
        usage="mablagh COMMAND …",
        description=EXAMPLES + "\nArabic news in, typed Parquet tables out.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"mablagh {__version__}")
    commands = whole.add_subparsers(title="commands", prog="mablagh", metavar="COMMAND", required=True)

    def command(name: str, does: Callable[[argparse.Namespace], int | None], what: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
        made.set_defaults(command=does)
        return made

    extract = command("extract", _extract, "read texts and write the tables")
    extract.add_argument("paths", nargs="*", metavar="PATH", help="folder, glob or file: txt, jsonl, csv, parquet")
    _settings(extract)
    extract.add_argument("--dry-run", action="store_true", help="say what would be read and written, and do nothing")
    extract.add_argument("--json", action="store_true", help="the summary as JSON")

    show = command("show", _show, "draw what is found under one text")
    show.add_argument("text")
    show.add_argument("--config", type=Path, metavar="FILE")
    show.add_argument("--json", action="store_true", help="the rows of all tables as JSON")

    numbers = command("numbers", _numbers, "tell how the numbers of a phrase are read")
    numbers.add_argument("text")
    numbers.add_argument("--config", type=Path, metavar="FILE")

    verify = command("verify", _verify, "hold a finished folder to its hashes, its schema and the laws of every row")
    verify.add_argument("outputs", type=Path, nargs="?", default=Path("outputs"), metavar="OUTPUTS")

    diff = command("diff", _diff, "tell what changed between the tables of two runs, row by row")
    diff.add_argument("before", type=Path, metavar="OUT1")
    diff.add_argument("after", type=Path, metavar="OUT2")
    diff.add_argument("--table", default="claims", help="claims (default), amounts, mentions or times")
    diff.add_argument("--json", action="store_true", help="a JSON object a line")

    score = command("score", _score, "compare tables with annotated documents")
    score.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    score.add_argument("outputs", type=Path, metavar="OUTPUTS")
    score.add_argument("--errors", type=int, default=0, metavar="N", help="list N disagreements of each kind")

    _trade(command)
    command("tables", _tables, "print the data dictionary")

    doctor = command("doctor", _doctor, "tell what is installed, what is missing and how to get it")
    doctor.add_argument("--config", type=Path, metavar="FILE")
    doctor.add_argument("--json", action="store_true", help="the findings as JSON")

    settings = command("config", _config, "show every setting and where its value comes from")
    settings.add_argument("what", choices=("show",))
    _settings(settings)
    settings.add_argument("--json", action="store_true", help="the settings as JSON")

    models = command("models", _models, "fetch an engine's official model")
    models.add_argument("engine", choices=("stanza", "camel"))
    models.add_argument("--dir", type=Path, metavar="FOLDER", help="default: models/ENGINE")

    completion = command("completion", _completion, "print a shell's script for tab completion")
    completion.add_argument("shell", choices=shtab.SUPPORTED_SHELLS)
    for made in commands.choices.values():
        for action in made._actions:
            if action.type is Path or action.dest in ("paths", "out"):
                action.complete = shtab.FILE  # type: ignore[attr-defined]
    return whole


def _trade(command: Callable[..., argparse.ArgumentParser]) -> None:
    """What goes out to other programs and comes back."""
    export = command("export", _export, "write the tables in the form of another program")
    export.add_argument("outputs", type=Path, metavar="OUTPUTS")
    export.add_argument("folder", type=Path, metavar="FOLDER", help="where the files go")
    export.add_argument("--to", required=True, choices=("csv", "jsonl", "conll", "brat"))

    importing = command("import", _import, "make gold for score of annotations that were corrected in brat")
    importing.add_argument("folder", type=Path, metavar="FOLDER", help="with .txt and .ann files")
    importing.add_argument("gold", type=Path, metavar="GOLD.jsonl")


def _settings(command: argparse.ArgumentParser) -> None:
    """The flags that go over the config."""
    command.add_argument("--config", type=Path, metavar="FILE", help="a config, such as configs/default.toml")
    command.add_argument("--out", metavar="FOLDER", help="where the tables go")
    command.add_argument("--workers", type=int, metavar="N", help="processes that share the work")


def _flags(args: argparse.Namespace) -> dict[str, object]:
    return {"paths": getattr(args, "paths", None) or None, "outputs": args.out, "workers": args.workers}


def _colored() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _json(value: object) -> None:
    """A value on stdout as JSON, decimals and days as text."""
    print(json.dumps(value, ensure_ascii=False, default=str))


def _extract(args: argparse.Namespace) -> None:
    from tqdm import tqdm

    from pipeline.config import config
    from pipeline.run import Marker, plan, run

    settings = config(args.config, **_flags(args))
    if args.dry_run:
        planned = plan(settings)
        _json(planned._asdict()) if args.json else print(planned)
        return
    with tqdm(unit=" documents", disable=not sys.stderr.isatty()) as bar:

        def say(sentence: str) -> None:
            bar.write(sentence, file=sys.stderr)

        def done(index: int, marker: Marker) -> None:
            rows = marker["rows"]
            bar.update(rows["documents"] + rows["rejects"])
            if bar.disable:
                say(f"Part {index} {'written' if marker['fresh'] else 'was there already'}: "
                    f"{rows['documents']:,} documents, {rows['claims']:,} claims.")  # fmt: skip

        summary = run(settings, say, done)
        if summary.rows["rejects"]:
            say(_unread(summary.outputs, summary.rows["rejects"]))
    if args.json:
        _json(summary._asdict())
        return
    rows = ", ".join(f"{count:,} {name}" for name, count in summary.rows.items() if name != "tokens")
    print(
        f"{rows}\n{summary.seconds:.1f} s, {summary.peak_mb} MB; "
        f"parts written {summary.made}, found {summary.found}\n"
        f"tables in {summary.outputs}/, a page that shows them in {summary.outputs}/report.html"
    )


def _unread(outputs: Path, count: int) -> str:
    """How many texts could not be read, and of the first of them where it is and why."""
    import pyarrow.parquet as pq

    first = pq.read_table(outputs / "rejects").slice(0, 1).to_pylist()[0]
    return f"{count:,} could not be read; the first, {first['source']}: {first['error']} All are in {outputs}/rejects/."


def _show(args: argparse.Namespace) -> None:
    from pipeline import batch, stage
    from pipeline.config import config
    from pipeline.publish import publish
    from pipeline.show import shown

    settings = config(args.config)
    rows = _read(args.text, settings)
    if args.json:
        _json({name: table.to_pylist() for name, table in publish(rows, settings.engine).items()})
        return
    names = ("normal", "sentences", "mentions", "amounts", "times", "claims")
    found = (batch.column(rows, name, stage.ROWS)[0] for name in names)
    print(shown(args.text, *found, color=_colored(), isolate=sys.stdout.isatty()))  # type: ignore[misc]


def _numbers(args: argparse.Namespace) -> None:
    from pipeline import batch, stage
    from pipeline.config import config
    from pipeline.numbers import numbers
    from pipeline.show import explained

    settings = config(args.config)
    rows = _read(args.text, settings)
    folded, found = (batch.column(rows, name, stage.ROWS)[0] for name in ("normal", "amounts"))
    said = explained(folded.plain, found, numbers(folded.text, settings.billion))
    print(said or "No number is read in it.")


def _read(text: str, settings: "Config") -> "pa.RecordBatch":
    """What all stages find in one text, as a run would: a batch of one row."""
    from pipeline import batch, stage
    from pipeline.documents import document

    (rows,) = stage.extract([batch.batch([document({"id": "text", "text": text})])], settings)
    if error := rows.column("reject_error")[0].as_py():
        raise ValueError(f"The text could not be read. {error}")
    return rows


def _verify(args: argparse.Namespace) -> int:
    from pipeline.verify import verify

    faults = 0
    for sentence in verify(args.outputs):
        faults += 1
        print(sentence)
    print(f"{args.outputs}: {f'{faults:,} faults' if faults else 'all is as it should be'}.", file=sys.stderr)
    return int(faults > 0)


def _diff(args: argparse.Namespace) -> None:
    from pipeline.diff import diff, printed

    counts = dict.fromkeys(("added", "removed", "changed"), 0)
    for change in diff(args.before, args.after, args.table):
        counts[change.how] += 1
        _json(change._asdict()) if args.json else print(printed(change))
    print(", ".join(f"{count:,} {how}" for how, count in counts.items()), file=sys.stderr)


def _score(args: argparse.Namespace) -> None:
    from pipeline.score import printed, score

    print(printed(score(args.gold, args.outputs), errors=args.errors))


def _export(args: argparse.Namespace) -> None:
    from pipeline.export import export

    files = export(args.outputs, args.folder, args.to)
    print(f"{len(files):,} files in {args.folder}/")


def _import(args: argparse.Namespace) -> None:
    from pipeline.export import imported

    documents, claims = imported(args.folder, args.gold)
    print(f"{documents:,} documents, {claims:,} claims\ngold in {args.gold}")


def _tables(_: argparse.Namespace) -> None:
    from pipeline.tables import dictionary

    print(dictionary(), end="")


def _doctor(args: argparse.Namespace) -> int:
    from pipeline.config import config
    from pipeline.doctor import doctor, printed

    findings = doctor(config(args.config))
    if args.json:
        _json([finding._asdict() for finding in findings])
    else:
        print(printed(findings, _colored()))
    return int(any(finding.state == "missing" for finding in findings))


def _config(args: argparse.Namespace) -> None:
    from pipeline.config import origins

    found = origins(args.config, **_flags(args))
    if args.json:
        _json({key: {"value": value, "from": place} for key, (value, place) in found.items()})
        return
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, (value, _) in found.items()]
    width = max(map(len, lines))
    for line, (_, place) in zip(lines, found.values(), strict=True):
        print(f"{line:{width}}  # {place}")


def _models(args: argparse.Namespace) -> None:
    from pipeline.fetch import fetch

    folder = args.dir or Path("models", args.engine)
    fetch(args.engine, folder)
    print(f"The model is in {folder}/. Use it: MABLAGH_ENGINE={args.engine} MABLAGH_MODEL={folder} mablagh extract")


def _completion(args: argparse.Namespace) -> None:
    print(shtab.complete(parser(), args.shell))


if __name__ == "__main__":
    sys.exit(main())
