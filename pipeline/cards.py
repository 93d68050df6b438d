"""What lies beside the tables so that the folder can be published as it is: a dataset card and a data package."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.tables import OFFSETS, ROWS, TABLES, Column, examples

MARK = "Written by mablagh extract"
KEYS = {"documents": "doc_id"} | {name: f"{name[:-1]}_id" for name in ("mentions", "amounts", "times", "claims")}
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))

Manifest = Mapping[str, Any]


def cards(manifest: Manifest) -> dict[str, str]:
    """The card and the package of a run, by the name of their file; the same for the same texts and settings."""
    return {"README.md": card(manifest), "datapackage.json": package(manifest)}


def ours(file: Path) -> bool:
    """Whether a card may be written there: nothing is, or what an earlier run wrote; no folder, none unreadable."""
    try:
        return MARK in file.read_text(encoding="utf-8", errors="replace")[:500]
    except FileNotFoundError:
        return True
    except OSError:
        return False


def card(manifest: Manifest) -> str:
    """A dataset card: its head is YAML as on Hugging Face, a config a table, so that a loader finds every table."""
    rows, model = manifest["rows"], manifest["model"]
    size = next((name for limit, name in SIZES if rows["documents"] < limit), "n>1M")
    configs = "".join(
        f"- config_name: {name}\n  data_files: {name}/*.parquet\n" + ("  default: true\n" if name == "claims" else "")
        for name in TABLES
    )
    table = "\n".join(f"| `{name}` | {rows[name]:,} | {ROWS[name]} |" for name in TABLES)
    return f"""---
# {MARK}; the next run writes this page anew.
pretty_name: Sums of money in Arabic news
language:
- ar
task_categories:
- token-classification
size_categories:
- {size}
configs:
{configs}---

# Sums of money in Arabic news

Who is said to pay, owe, earn or be worth how much, when, according to whom, and is it done, planned or denied: read from {rows["documents"]:,} texts, each answer with the characters of the text that bear it out.

| table | rows | a row is |
|---|---|---|
{table}

Every column has its meaning, its unit and an example in `datapackage.json`, in the manner of [Frictionless Data](https://datapackage.org); the meanings are in the schema of the Parquet files too. Offsets are {OFFSETS}. A value, currency or day that the text does not settle is null, never a guess; kind, modality and parties are the likeliest reading, with a `score`. Sums are exact decimals.

```python
import pandas as pd

claims = pd.read_parquet("claims", dtype_backend="pyarrow")
```

## Before you add sums up

A claim is a statement, not a payment. Within a document, claims with the same `group` state the same thing; over documents nothing is joined. Kinds, currencies and modalities do not mix, and a null currency is one that the text leaves open. A claim may be misread: `score` says how sure the reading is, `sentence` is the proof.

## Before you publish

The texts in `documents` belong to their publishers, and names in news are personal data. Add a `license:` to the head of this page that you may give.

## How it was made

mablagh {manifest["version"]}, schema {manifest["schema_version"]}, code {manifest["code"][:8]}, model {model["name"]} {model["sha256"][:8]}. `_manifest.json` has the digests of all inputs and files.
"""  # noqa: E501 - a paragraph is a line


def package(manifest: Manifest) -> str:
    """A Frictionless data package, version 2: every table with its files, columns, keys and vocabularies."""
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "mablagh",
        "title": "Sums of money in Arabic news",
        "description": f"{MARK} {manifest['version']}. Offsets are {OFFSETS}.",
        "schema_version": manifest["schema_version"],
        "keywords": ["Arabic", "news", "money", "named entities"],
        "resources": [_resource(name, manifest["sha256"]) for name in TABLES],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _resource(table: str, digests: Mapping[str, str]) -> dict[str, Any]:
    files = sorted(file for file in digests if file.startswith(f"{table}/"))
    one = {"path": files[0], "hash": f"sha256:{digests[files[0]]}"} if len(files) == 1 else {"path": files}
    columns = TABLES[table]
    keys = [
        {"fields": [column.name], "reference": {"resource": other, "fields": [KEYS[other]]}}
        for column in columns
        if (other := _pointed(table, column.name))
    ]
    return {
        "name": table,
        "description": f"A row is {ROWS[table]}.",
        **one,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {
            "fields": [_field(table, column) for column in columns],
            "missingValues": [],  # null alone; an empty text is a value
            **({"primaryKey": [KEYS[table]]} if table in KEYS else {}),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _pointed(table: str, column: str) -> str | None:
    """The table whose keys a column holds."""
    if table != "documents" and column == "doc_id":
        return "documents"
    if table == "claims" and column.endswith("_id"):
        return "amounts" if column == "claim_id" else "mentions"
    return None


def _field(table: str, column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.null else {"required": True}
    constraints |= {"enum": list(column.values)} if column.values else {}
    kind, example = _type(column.type), examples().get((table, column.name), "")
    return {
        "name": column.name,
        "type": kind,
        "description": column.meaning + (f"; empty when: {column.null}" if column.null else ""),
        **({"unit": column.unit} if column.unit else {}),
        "example": example.split(", ") if kind == "array" else example,
        **({"constraints": constraints} if constraints else {}),
    }


def _type(kind: pa.DataType) -> str:
    """
    >>> _type(pa.decimal128(38, 12)), _type(pa.int32()), _type(pa.list_(pa.string()))
    ('number', 'integer', 'array')
    """
    for word, fits in (
        ("integer", pa.types.is_integer),
        ("date", pa.types.is_date),
        ("array", pa.types.is_list),
        ("number", lambda of: pa.types.is_decimal(of) or pa.types.is_floating(of)),
    ):
        if fits(kind):
            return word
    return "string"
