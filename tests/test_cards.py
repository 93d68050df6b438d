"""The card and the package beside the tables: they tell of the files what is so, and the same each time."""

import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pytest
import yaml
from conftest import ROOT, mablagh

from pipeline import tables
from pipeline.cards import cards
from pipeline.config import Config
from pipeline.run import run

TYPES = {"string": str, "integer": int, "number": (Decimal, float), "array": list, "date": object}


@pytest.fixture(scope="module")
def package(sample: Path) -> dict:
    return json.loads((sample / "datapackage.json").read_text(encoding="utf-8"))


def rows_of(outputs: Path, table: str) -> list[dict]:
    return ds.dataset(outputs / table).to_table().to_pylist()


def test_the_head_of_the_card_is_yaml_and_names_every_table(sample: Path) -> None:
    head = (sample / "README.md").read_text(encoding="utf-8").split("---\n")[1]
    told = yaml.safe_load(head)
    assert told["language"] == ["ar"]
    assert told["size_categories"] == ["n<1K"]
    files = {config["config_name"]: list(sample.glob(config["data_files"])) for config in told["configs"]}
    assert list(files) == list(tables.TABLES)
    assert all(files.values())
    assert [config["config_name"] for config in told["configs"] if config.get("default")] == ["claims"]


def test_the_card_counts_the_rows(sample: Path) -> None:
    card = (sample / "README.md").read_text(encoding="utf-8")
    counts = dict(re.findall(r"\| `(\w+)` \| ([\d,]+) \|", card))
    assert {name: int(count.replace(",", "")) for name, count in counts.items()} == {
        name: len(rows_of(sample, name)) for name in tables.TABLES
    }


def test_every_file_is_in_the_package_with_its_digest(sample: Path, package: dict) -> None:
    for resource in package["resources"]:
        digest = hashlib.sha256((sample / resource["path"]).read_bytes()).hexdigest()
        assert resource["hash"] == f"sha256:{digest}"
    assert [resource["name"] for resource in package["resources"]] == list(tables.TABLES)


def test_a_table_of_several_parts_names_them_all(sample: Path) -> None:
    manifest = json.loads((sample / "_manifest.json").read_text(encoding="utf-8"))
    files = {f"{name}/part-0000{i}.parquet": "0" for name in tables.TABLES for i in (1, 0)}
    made = json.loads(cards(manifest | {"sha256": files})["datapackage.json"])
    assert made["resources"][0]["path"] == ["documents/part-00000.parquet", "documents/part-00001.parquet"]
    assert "hash" not in made["resources"][0]


@pytest.mark.parametrize("table", tables.TABLES)
def test_the_rows_are_as_the_package_describes_them(sample: Path, package: dict, table: str) -> None:
    (schema,) = (resource["schema"] for resource in package["resources"] if resource["name"] == table)
    rows = rows_of(sample, table)
    assert [field["name"] for field in schema["fields"]] == list(rows[0])
    for field in schema["fields"]:
        cells = [row[field["name"]] for row in rows]
        constraints = field.get("constraints", {})
        assert all(isinstance(cell, TYPES[field["type"]]) for cell in cells if cell is not None), field
        assert not (constraints.get("required") and None in cells), field
        assert set(cells) <= {None, *constraints["enum"]} if "enum" in constraints else True, field
        assert field["example"], field
        assert field["description"], field
    for key in schema.get("primaryKey", ()):
        cells = [row[key] for row in rows]
        assert len(set(cells)) == len(cells)
    for key in schema.get("foreignKeys", ()):
        (column,), other = key["fields"], key["reference"]
        known = {row[other["fields"][0]] for row in rows_of(sample, other["resource"])}
        assert {row[column] for row in rows} <= known | {None}, column


def test_every_id_is_a_key(package: dict) -> None:
    for resource in package["resources"]:
        schema = resource["schema"]
        keys = {*schema.get("primaryKey", ()), *(key["fields"][0] for key in schema.get("foreignKeys", ()))}
        assert keys == {field["name"] for field in schema["fields"] if field["name"].endswith("_id")}


def test_the_types_are_those_of_the_columns(package: dict) -> None:
    types = {(resource["name"], field["name"]): field["type"] for resource in package["resources"]
             for field in resource["schema"]["fields"]}  # fmt: skip
    assert types["claims", "low"] == types["claims", "score"] == "number"
    assert types["claims", "kind"] == types["claims", "currency"] == "string"
    assert types["documents", "published"] == "date"
    assert types["amounts", "candidates"] == "array"
    integers = {key for key, kind in types.items() if kind == "integer"}
    assert integers == {(n, c.name) for n, cs in tables.TABLES.items() for c in cs if pa.types.is_integer(c.type)}


def test_two_runs_describe_themselves_alike(sample: Path, tmp_path: Path) -> None:
    mablagh("extract", "tests/sample.jsonl", "--out", str(tmp_path))
    for name in ("README.md", "datapackage.json"):
        assert (tmp_path / name).read_bytes() == (sample / name).read_bytes()


def test_a_page_that_no_run_wrote_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# My project\n", encoding="utf-8")
    settings = Config(paths=(str(ROOT / "tests" / "sample.jsonl"),), outputs=str(tmp_path))
    run(settings)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "# My project\n"
    stale = (tmp_path / "datapackage.json").read_text(encoding="utf-8").replace('"news"', '"olds"')
    (tmp_path / "datapackage.json").write_text(stale, encoding="utf-8")
    run(settings)
    assert '"olds"' not in (tmp_path / "datapackage.json").read_text(encoding="utf-8")


def test_a_folder_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").mkdir()
    run(Config(paths=(str(ROOT / "tests" / "sample.jsonl"),), outputs=str(tmp_path)))
    assert (tmp_path / "README.md").is_dir()
    assert (tmp_path / "datapackage.json").is_file()
