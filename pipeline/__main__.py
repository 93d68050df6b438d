"""The command line: `python -m pipeline`."""

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

EXAMPLES = """\
examples:
  python -m pipeline extract                                the texts in seeds/ to outputs/
  python -m pipeline extract news/*.txt --out tables        texts of your own
  python -m pipeline extract dump.jsonl.zst --workers 2     a large file, two processes
  python -m pipeline show "استثمرت ميتا 14.8 مليار دولار"   what is read in one text
  python -m pipeline numbers "مليار ونصف المليار دولار"     how a number is read, rule by rule
  python -m pipeline score gold.jsonl outputs               how well tables agree with annotations
  python -m pipeline tables                                 every column and its meaning
  python -m pipeline models stanza                          fetch stanza's own model (network)

exit codes:
  0  done; texts that could not be read are rows in the table rejects
  1  the run failed: a worker was killed, the disk is full, another run holds the folder
  2  a wrong argument, config or path
  130  stopped by Ctrl-C; the next run goes on where this one stopped
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code, after the command has done its work."""
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        args.command(args)
    except (ValueError, FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        return _failed(error, 2)
    except BrokenProcessPool:
        return _failed("A worker process was killed, perhaps for want of memory. Run again to go on.", 1)
    except OSError as error:
        return _failed(error, 1)
    except KeyboardInterrupt:
        print("\nStopped. Run again to go on.", file=sys.stderr)
        return 130
    return 0


def _failed(error: object, code: int) -> int:
    sentence = error.args[0] if isinstance(error, Exception) and len(error.args) == 1 else error
    print(f"mablagh: {sentence}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pipeline",
        usage="python -m pipeline COMMAND …",
        description=EXAMPLES + "\nArabic news in, typed Parquet tables out.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    extract = commands.add_parser("extract", help="read texts and write the tables")
    extract.add_argument("paths", nargs="*", metavar="PATH", help="folder, glob or file: txt, jsonl, csv, parquet")
    extract.add_argument("--config", type=Path, metavar="FILE", help="a config, such as configs/default.toml")
    extract.add_argument("--out", metavar="FOLDER", help="where the tables go")
    extract.add_argument("--workers", type=int, metavar="N", help="processes that share the work")
    extract.set_defaults(command=_extract)

    show = commands.add_parser("show", help="draw what is found under one text")
    show.add_argument("text")
    show.add_argument("--config", type=Path, metavar="FILE")
    show.set_defaults(command=_show)

    numbers = commands.add_parser("numbers", help="tell how the numbers of a phrase are read")
    numbers.add_argument("text")
    numbers.set_defaults(command=_numbers)

    score = commands.add_parser("score", help="compare tables with annotated documents")
    score.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    score.add_argument("outputs", type=Path, metavar="OUTPUTS")
    score.add_argument("--errors", type=int, default=0, metavar="N", help="list N disagreements of each kind")
    score.set_defaults(command=_score)

    commands.add_parser("tables", help="print the data dictionary").set_defaults(command=_tables)

    models = commands.add_parser("models", help="fetch an engine's official model")
    models.add_argument("engine", choices=("stanza", "camel"))
    models.add_argument("--dir", type=Path, metavar="FOLDER", help="default: models/ENGINE")
    models.set_defaults(command=_models)
    return parser


def _extract(args: argparse.Namespace) -> None:
    from tqdm import tqdm

    from pipeline.config import config
    from pipeline.run import Marker, run

    settings = config(args.config, paths=args.paths or None, outputs=args.out, workers=args.workers)
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
    rows = ", ".join(f"{count:,} {name}" for name, count in summary.rows.items() if name != "tokens")
    print(
        f"{rows}\n{summary.seconds:.1f} s, {summary.peak_mb} MB; "
        f"parts written {summary.made}, found {summary.found}\ntables in {summary.outputs}/"
    )


def _show(args: argparse.Namespace) -> None:
    from pipeline import batch, stage
    from pipeline.config import config
    from pipeline.documents import Document
    from pipeline.show import shown

    document = Document("text", args.text, None, None, None)
    (rows,) = stage.extract([batch.batch([document])], config(args.config))
    if error := rows.column("reject_error")[0].as_py():
        raise ValueError(f"The text could not be read. {error}")
    names = ("normal", "sentences", "mentions", "amounts", "times", "claims")
    found = (batch.column(rows, name, stage.ROWS)[0] for name in names)
    color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    print(shown(args.text, *found, color=color, isolate=sys.stdout.isatty()))  # type: ignore[misc]


def _numbers(args: argparse.Namespace) -> None:
    from pipeline.amounts import explained
    from pipeline.normalise import fold

    print(explained(fold(args.text).text))


def _score(args: argparse.Namespace) -> None:
    from pipeline.score import printed, score

    print(printed(score(args.gold, args.outputs), errors=args.errors))


def _tables(_: argparse.Namespace) -> None:
    from pipeline.tables import dictionary

    print(dictionary(), end="")


def _models(args: argparse.Namespace) -> None:
    from pipeline.fetch import fetch

    folder = args.dir or Path("models", args.engine)
    fetch(args.engine, folder)
    print(f"The model is in {folder}/. Use it: python -m pipeline extract --config configs/{args.engine}.toml")


if __name__ == "__main__":
    sys.exit(main())
