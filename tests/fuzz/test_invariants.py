"""A damaged member costs no other, and what it loses is named: by seed, over the samples."""

import os
import time
import zipfile
from io import BytesIO
from random import Random

import pyarrow as pa
import pytest

from samples.build import build_mirror
from tests.fuzz.invariants import Members, tables_of, violations
from tests.fuzz.mutation import mutated, mutated_xml
from tests.fuzz.readers import READERS
from transforms.datasets.schema import DATASETS

TOKENS = READERS["check"].tokens
FUZZ_SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))


def packages() -> list[Members]:
    found: list[Members] = []
    for path, content in sorted(build_mirror()):
        if path.endswith(".zip"):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                found.append([(name, archive.read(name)) for name in archive.namelist()])
    return found


def damaged(content: bytes, random: Random) -> bytes:
    """A member with its elements, its bytes or its encoding changed, or with nothing left of it."""
    match random.randrange(10):
        case 0:
            return content[: random.randrange(len(content) + 1)]
        case 1:
            return random.choice([b"", content[::-1], content * 2, b"<html>Not found</html>"])
        case 2:
            return content.replace(b"http://www.xbrl.org/2003", b"http://www.xbrl.org/2004")
        case 3:
            return mutated([content], TOKENS, random)
        case _:
            return mutated_xml([content], TOKENS, random)


@pytest.mark.fuzz
@pytest.mark.slow
@pytest.mark.timeout(0)
def test_a_damaged_member_costs_no_other_and_what_it_loses_is_named() -> None:
    seed = time.time_ns() if FUZZ_SECONDS else 7
    random = Random(seed)
    sound = [(members, tables_of(members)) for members in packages()[:6]]
    end = time.monotonic() + FUZZ_SECONDS
    done = 0
    while time.monotonic() < end if FUZZ_SECONDS else done < 90:
        members, before = random.choice(sound)
        number = random.randrange(len(members))
        name, content = members[number]
        after = tables_of(
            [*members[:number], (name, damaged(content, random)), *members[number + 1 :]]
        )
        assert violations(before, after, name) == [], f"seed {seed}, mutant {done}"
        done += 1


def test_what_is_lost_or_changed_or_twice_there_is_a_violation() -> None:
    members = packages()[0]
    before = tables_of(members)
    name = next(name for name, _ in members if name.endswith("_cal.xml"))
    without = before["arcs"].filter(pa.compute.not_equal(before["arcs"]["file"], name))
    silent = {each: DATASETS[each].schema.empty_table() for each in ("findings", "rejects")}
    [gone] = violations(before, {**before, "arcs": without, **silent}, name)
    assert gone == f"all rows of {name} are gone, and nothing names it"
    assert violations(before, {**before, "arcs": without, **silent}, "other.xml")
    twice = pa.concat_tables([before["facts"], before["facts"][:1]])
    assert any("2 times" in each for each in violations(before, {**before, "facts": twice}, name))
