"""Documents a second and peak memory of whole runs over copies of the seeds, printed as a table.

python -m bench.run [COUNT …]     default: 1000 and 10000 documents, each with 1 and 2 workers
"""

import json
import sys
import tempfile
from pathlib import Path

from pipeline.config import config
from pipeline.run import Summary, run

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def copies(count: int, file: Path) -> Path:
    """A JSON Lines file of so many copies of the seeds, each with an id of its own."""
    texts = [seed.read_bytes().decode("utf-8") for seed in SEEDS]
    with open(file, "w", encoding="utf-8") as stream:
        for number in range(count):
            stream.write(json.dumps({"id": f"{number:08}", "text": texts[number % len(texts)]}) + "\n")
    return file


def measured(count: int, workers: int) -> tuple[Summary, dict[str, float]]:
    """What a run over so many copies took, in all and by stage."""
    with tempfile.TemporaryDirectory() as folder:
        file = copies(count, Path(folder, "copies.jsonl"))
        summary = run(config(paths=[str(file)], outputs=str(Path(folder, "outputs")), workers=workers))
        manifest = json.loads((summary.outputs / "_manifest.json").read_text(encoding="utf-8"))
        return summary, manifest["stage_seconds"]


def main() -> None:
    """Print the table."""
    print("documents  workers  documents/s  peak MB  seconds by stage")
    for count in [int(argument) for argument in sys.argv[1:]] or [1000, 10000]:
        for workers in (1, 2):
            summary, stages = measured(count, workers)
            parts = " ".join(f"{name} {value:.1f}" for name, value in stages.items())
            speed = count / summary.seconds
            print(f"{count:9,}  {workers:7}  {speed:11,.1f}  {summary.peak_mb:7,}  {parts}", flush=True)


if __name__ == "__main__":
    main()
