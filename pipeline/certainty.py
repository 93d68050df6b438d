"""How sure the reading of a sum is: a logistic sum over plain traits of the reading, its weights in certainty.csv."""

from collections.abc import Mapping
from functools import cache
from math import exp

from pipeline import lexicon
from pipeline.parties import Party

MOST_POINTS, MOST_MARGIN = 5.0, 3.0


def traits(
    kind: str, rule: str, points: float, margin: float, per: bool, zone: str, sums: int, roles: Mapping[str, Party]
) -> dict[str, float]:
    """The traits of a reading by name, each between 0 and 1.

    `points` and `margin` are those of the frame that was chosen; `sums` counts the sums of the sentence.
    """
    found = {
        "points": min(max(points, 0.0), MOST_POINTS) / MOST_POINTS,
        "margin": min(max(margin, 0.0), MOST_MARGIN) / MOST_MARGIN,
        "per": float(per),
        "headline": float(zone == "headline"),
        "crowded": min(max(sums - 1, 0), 4) / 4,
        "no frame": float(rule in ("none", "as before")),
        "taken over": float(rule in ("same as before", "compared")),
        "price": float(kind == "price"),
    }
    paid = [role for role in ("payer", "payee") if role in roles]
    found["paid by none"] = float(kind != "price" and not paid and "subject" not in roles)
    found["two sides"] = float(len(paid) == 2)
    found["one side"] = float(len(paid) == 1)
    subject = roles.get("subject")
    how = "none" if subject is None else "ware" if subject.label == "ware" else subject.how
    for way in ("name", "resolved", "noun", "ware"):
        found[f"subject {way}"] = float(how == way)
    found["sides by name"] = float(bool(paid) and all(roles[role].how == "name" for role in paid))
    return found


@cache
def weights() -> dict[str, float]:
    """The weight of each trait, as `training/claims.py` fitted them."""
    return {row["trait"]: float(row["weight"]) for row in lexicon.rows("certainty")}


def certainty(found: Mapping[str, float]) -> float:
    """The chance that kind and roles are right, 0 to 1."""
    known = weights()
    total = known["always"] + sum(known.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + exp(-total))
