"""Fits who holds the roles of a sum: the weights of pipeline/lexicon/roles.csv, from annotated articles.

    python -m training.roles more.docs.jsonl more.gold.jsonl dev.docs.jsonl dev.gold.jsonl --write roles.csv

For each role of each claim the candidates of pipeline/candidates.py, and nobody, stand against each other: a
conditional logit over their traits, with a ridge. Prints precision, recall and F1 by role of the rules alone and of
the fitted choice, each document read with weights that were fitted without it (ten folds).
"""

import argparse
import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipeline.amounts import amounts
from pipeline.candidates import SURE, UNPAID, Candidate, apart, candidates, shares, told
from pipeline.claims import Sum, sums
from pipeline.config import Config
from pipeline.dateline import dateline
from pipeline.inflections import letters
from pipeline.mentions import engine_of, mentions
from pipeline.normalise import Folded, fold
from pipeline.parties import Party
from pipeline.sentences import sentences
from pipeline.times import times
from pipeline.tokens import tokens
from tests.casefile import cases
from tests.test_claims import LABELS, case_sums

RIDGE = 2.0
RARE = 3  # a trait that fewer documents show is not weighed
FOLDS = 10
LEAST = 0.1  # lighter weights are left out of the file
ROLES = ("payer", "payee", "subject")
FILLED = ("payer",)  # the roles that are filled where the rules leave them empty


class Reading(NamedTuple):
    """One annotated sum: its document, its candidates with their traits (nobody last), and who is right by role."""

    document: str
    known: list[Candidate]
    told: list[list[str]]
    gold: dict[str, tuple[int, int] | None]
    rules: dict[str, Party]
    kind: str


def readings(docs: Path, gold: Path) -> Iterator[Reading]:
    """The annotated sums of a set of articles as the pipeline reads them."""
    texts = {row["doc_id"]: row["text"] for row in map(json.loads, docs.open(encoding="utf-8"))}
    tag = engine_of(Config().engine, None)
    for row in map(json.loads, gold.open(encoding="utf-8")):
        folded = fold(texts[row["doc_id"]])
        cut = sentences(folded.text)
        words = tokens(folded.text, cut)
        (names,) = mentions([folded.plain], [folded.text], [cut], [words], tag)
        money = amounts(folded.text, cut, names)
        dates = times(folded.text, cut, money, (dateline(texts[row["doc_id"]]) or (None,))[0])
        found = sums(folded.text, cut, words, names, money, dates)
        spans = {amount["id"]: _folded(folded, amount) for amount in row["amounts"]}
        for claim in row["claims"]:
            start, stop = spans[claim["amount"]]
            for read in found:
                if read.scene and read.amount.start < stop and start < read.amount.stop:
                    asked = {
                        role: claim[role] and _folded(folded, claim[role]) for role in ROLES if claim[role] != "skip"
                    }
                    yield reading(row["doc_id"], read, asked)
                    break


def taught(name: str) -> Iterator[Reading]:
    """The cases of `tests/cases/<name>.txt` whose head asks for roles, each a document of its own."""
    for case in cases(name):
        text, found = case_sums(case)
        _, *wanted = case.head.split(" | ")
        asked = dict(part.partition(" ")[::2] for part in wanted)
        read = found[int(asked.get("sum", "1")) - 1]
        gold: dict[str, tuple[int, int] | None] = {}
        for role in ROLES:
            label, _, rest = asked.get(role, "").partition(" ")
            said = letters(rest if label in LABELS else asked.get(role, ""))
            start = text.find(said) if said not in ("", "-") else -1
            if said == "-":
                gold[role] = None
            elif start >= 0:
                gold[role] = (start, start + len(said))
        if gold and read.scene and not case.fails:
            yield reading(case.place, read, gold)


def reading(document: str, read: Sum, gold: dict[str, tuple[int, int] | None]) -> Reading:
    """A sum with its candidates and their traits."""
    assert read.scene
    known = candidates(read.scene.page, read.line)
    return Reading(document, known, told(read.scene, known), gold, dict(read.scene.rules), read.kind)


def _folded(folded: Folded, span: dict[str, int]) -> tuple[int, int]:
    return bisect_right(folded.stops, span["start"]), bisect_left(folded.starts, span["stop"])


def right(one: Candidate, span: tuple[int, int] | None) -> bool:
    """Whether a candidate is the annotated one."""
    return span is not None and one.party.start < span[1] and span[0] < one.party.stop


def fitted(rows: Sequence[Reading], role: str, ridge: float = RIDGE) -> dict[str, float]:
    """The weight of each trait for a role."""
    seen: dict[str, set[str]] = {}
    for read in rows:
        for trait in {trait for row in read.told for trait in row}:
            seen.setdefault(trait, set()).add(read.document)
    names = {trait: number for number, trait in enumerate(sorted(t for t, d in seen.items() if len(d) >= RARE))}
    indices, pointers, good, starts = [], [0], [], [0]
    for read in rows:
        if role not in read.gold or role in read.rules or read.kind in UNPAID:
            continue
        answers = [*(right(one, read.gold[role]) for one in read.known), read.gold[role] is None]
        if not any(answers):
            continue
        for row, answer in zip(read.told, answers, strict=True):
            indices += [names[trait] for trait in set(row) if trait in names]
            pointers.append(len(indices))
            good.append(answer)
        starts.append(len(good))
    matrix = csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(good), len(names)))
    mask, first = np.array(good, dtype=float), np.array(starts[:-1])
    sizes = np.diff(starts)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        totals = matrix @ weights
        totals -= np.repeat(np.maximum.reduceat(totals, first), sizes)
        powers = np.exp(totals)
        whole = np.add.reduceat(powers, first)
        some = np.add.reduceat(powers * mask, first)
        chance, wanted = powers / np.repeat(whole, sizes), powers * mask / np.repeat(some, sizes)
        return (
            float(np.sum(np.log(whole) - np.log(some)) + ridge / 2 * weights @ weights),
            matrix.T @ (chance - wanted) + ridge * weights,
        )

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: float(found.x[number]) for name, number in names.items()}


def chosen(read: Reading, weights: dict[str, dict[str, float]], sure: float = SURE) -> dict[str, tuple[int, int]]:
    """The spans of the roles as `filled` would choose them."""
    found = dict(read.rules)
    chances = [
        (-chance, role, place)
        for role in weights
        if role not in found and read.kind not in UNPAID
        for place, chance in enumerate(shares(read.told, weights[role])[:-1])
        if chance >= sure
    ]
    for _, role, place in sorted(chances):
        who = read.known[place].party
        if role not in found and all(apart(who, other) for other in found.values()):
            found[role] = who
    return {role: (who.start, who.stop) for role, who in found.items()}


def scores(rows: Sequence[Reading], choose: Callable[[Reading], dict[str, tuple[int, int]]]) -> str:
    """Precision, recall and F1 of each role in one line."""
    line = []
    for role in ROLES:
        n: Counter[str] = Counter()
        for read in rows:
            if role not in read.gold:
                continue
            span, asked = choose(read).get(role), read.gold[role]
            n["found"] += span is not None
            n["gold"] += asked is not None
            n["right"] += bool(span and asked and span[0] < asked[1] and asked[0] < span[1])
        p, r = n["right"] / max(1, n["found"]), n["right"] / max(1, n["gold"])
        line.append(f"{role} p {p:.3f} r {r:.3f} f1 {2 * p * r / max(1e-9, p + r):.3f} ({n['gold']})")
    return "   ".join(line)


def main() -> None:
    """Fit, print what it gains document by document, and write the weights if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+", help="DOCS GOLD [DOCS GOLD ...]")
    parser.add_argument("--write", type=Path, help="the CSV to write the weights to")
    parser.add_argument("--ridge", type=float, default=RIDGE)
    asked = parser.parse_args()
    sets = [list(readings(*pair)) for pair in zip(asked.sets[::2], asked.sets[1::2], strict=True)]
    sets.append(list(taught("claims")))
    rows = [read for found in sets for read in found]
    documents = {name: number % FOLDS for number, name in enumerate(sorted({read.document for read in rows}))}
    held: dict[int, dict[str, dict[str, float]]] = {}
    for fold_number in range(FOLDS):
        others = [read for read in rows if documents[read.document] != fold_number]
        held[fold_number] = {role: fitted(others, role, asked.ridge) for role in FILLED}
    for found, path in zip(sets, [*asked.sets[1::2], Path("cases")], strict=True):
        print(path.name)
        print("  rules ", scores(found, lambda read: {r: (who.start, who.stop) for r, who in read.rules.items()}))
        print("  filled", scores(found, lambda read: chosen(read, held[documents[read.document]])))
    if asked.write:
        lines = asked.write.read_text(encoding="utf-8").splitlines()[:2]
        for role in FILLED:
            weights = fitted(rows, role, asked.ridge)
            lines += [f"{role},{trait},{weight:.2f}" for trait, weight in weights.items() if abs(weight) >= LEAST]
        asked.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
