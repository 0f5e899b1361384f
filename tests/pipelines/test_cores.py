"""Cores that affinity or a quota withholds are not used."""

import os
from pathlib import Path

import pytest

from pipelines.cores import usable_cores


@pytest.fixture
def groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Control groups, of which this process is in `a.slice/b.service`; 64 cores are for it."""
    own = tmp_path / "cgroup"
    own.write_text("4:cpu,cpuacct:/other\n0::/a.slice/b.service\n")
    (tmp_path / "groups/a.slice/b.service").mkdir(parents=True)
    monkeypatch.setattr("pipelines.cores._OWN_GROUP", own)
    monkeypatch.setattr("pipelines.cores._GROUPS", tmp_path / "groups")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    return tmp_path / "groups"


def test_without_a_quota_all_cores_of_the_affinity_are_used(
    groups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert usable_cores() == 64
    (groups / "a.slice/b.service/cpu.max").write_text("max 100000\n")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5})
    assert usable_cores() == 2


@pytest.mark.parametrize("group", [".", "a.slice", "a.slice/b.service"])
@pytest.mark.parametrize(
    ("limit", "cores"), [("200000 100000", 2), ("150000 100000", 2), ("5000 100000", 1)]
)
def test_a_quota_of_the_group_or_of_one_above_is_kept(
    groups: Path, group: str, limit: str, cores: int
) -> None:
    (groups / group / "cpu.max").write_text(f"{limit}\n")
    assert usable_cores() == cores


def test_where_there_are_no_control_groups_there_is_no_quota(
    groups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.cores._OWN_GROUP", groups / "none")
    assert usable_cores() == 64


@pytest.mark.usefixtures("groups")
def test_where_affinity_is_not_known_it_is_the_cores_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert usable_cores() == 8
