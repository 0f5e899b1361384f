"""FASB's trees: read from a small zip, and as the package carries them."""

import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq

from tests.corpus import CORPUS, requires_corpus
from transforms.datasets.schema import STANDARD_ARCS as DATASET
from transforms.xbrl.standard_arcs import STANDARD_ARCS, standard_arc_rows, write_standard_arcs


def written(directory: Path, **members: object) -> Path:
    path = directory / "relationships.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name.replace('_', '-')}.json", json.dumps(content))
    return path


def test_each_pair_of_a_version_is_a_row_with_its_weight_and_later_deprecation(
    tmp_path: Path,
) -> None:
    calcs = {"-1.0": {"us-gaap": {"Net": {"srt": ["Cost"]}}}, "1.0": {"us-gaap": {"Net": {"us-gaap": ["Gain"]}}}}  # fmt: skip
    path = written(
        tmp_path,
        us_gaap_rels_2023={"calcs": calcs, "axes": {}},
        us_gaap_deprecated_concepts={"Gain": "2024"},
    )
    rows = standard_arc_rows(path)
    assert rows == [
        ("2023", "us-gaap:Net", "srt:Cost", Decimal(-1), None, None),
        ("2023", "us-gaap:Net", "us-gaap:Gain", Decimal(1), None, "2024"),
    ]
    write_standard_arcs(rows, tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").cast(DATASET.schema).num_rows == 2


def test_the_package_carries_the_versions_from_2019_each_pair_once() -> None:
    table = pq.read_table(str(STANDARD_ARCS)).cast(DATASET.schema)
    assert set(table["version"].to_pylist()) == {str(year) for year in range(2019, 2026)}
    keys = list(zip(*(table[name].to_pylist() for name in DATASET.key), strict=True))
    assert keys == sorted(set(keys))
    assert ("2023", "us-gaap:Assets", "us-gaap:AssetsCurrent") in keys


@requires_corpus
def test_the_package_carries_what_the_command_builds(tmp_path: Path) -> None:
    rows = standard_arc_rows(CORPUS / "taxonomies" / "us-gaap-relationships.zip")
    write_standard_arcs(rows, tmp_path / "built.parquet")
    assert pq.read_table(tmp_path / "built.parquet").equals(pq.read_table(str(STANDARD_ARCS)))
