"""Instances far larger than any of the corpus, in a process of their own: time and memory."""

import json
import subprocess
import sys

import pytest

from tests.transforms.xbrl.instance.builders import (
    INLINE_NAMESPACES,
    NAMESPACES,
    context,
    explicit,
    header,
    unit,
)

MIB = 2**20
CONTEXTS = 2000

# What a worker does with a document, and what it cost.
READ = """
import json, sys, time
from pathlib import Path
from tests.peak_memory import peak_bytes
from transforms.xbrl.instance.reading import read_facts
path = Path(sys.argv[1])
content = path.read_bytes()
before = peak_bytes()
start = time.perf_counter()
instances = read_facts([(path.name, content)])
seconds = time.perf_counter() - start
peak = peak_bytes()
(facts,) = instances.facts
print(json.dumps({
    "bytes": len(content), "facts": len(facts.concepts), "rejects": len(facts.rejects),
    "seconds": seconds, "peak": peak, "before": before,
}))
"""


def contexts():
    return "".join(
        context(f"c{number}", segment=explicit("abc:AAxis", f"abc:M{number}Member"))
        for number in range(CONTEXTS)
    )


def write_instance(path, size):
    """An instance of `size` bytes: mostly numbers, and a text block for every fiftieth."""
    with path.open("w") as file:
        file.write(f"<xbrli:xbrl {NAMESPACES}>{contexts()}{unit()}\n")
        number = 0
        while file.tell() < size:
            number += 1
            file.write(
                f'<us-gaap:Assets id="f{number}" contextRef="c{number % CONTEXTS}" unitRef="usd" '
                f'decimals="-3">{number * 1000}</us-gaap:Assets>\n'
            )
            if number % 50 == 0:
                text = "&lt;p&gt;Lorem ipsum&lt;/p&gt;" * 100
                file.write(f'<abc:NoteTextBlock contextRef="c1">{text}</abc:NoteTextBlock>\n')
        file.write("</xbrli:xbrl>")
    return number + number // 50


def write_inline(path, size):
    """An inline document of `size` bytes: tables of tagged numbers in tagged notes."""
    with path.open("w") as file:
        file.write(f"<html {INLINE_NAMESPACES}><body>{header(contexts() + unit())}\n")
        notes = 0
        while file.tell() < size:
            notes += 1
            rows = "".join(
                f'<tr><td style="width:50%;padding:0 1pt">Line {row}</td><td style="text-align:right">'
                f'<ix:nonFraction name="us-gaap:Assets" contextRef="c{row}" unitRef="usd" '
                f'decimals="-3" scale="3" format="ixt:num-dot-decimal" id="f{notes}-{row}">'
                f"{row * notes:,}</ix:nonFraction></td></tr>\n"
                for row in range(100)
            )
            file.write(
                f'<ix:nonNumeric name="abc:NoteTextBlock" contextRef="c1" escape="true">'
                f"<div><p>{'Lorem ipsum dolor sit amet. ' * 50}</p><table>{rows}</table></div>"
                "</ix:nonNumeric>\n"
            )
        file.write("</body></html>")
    return notes * 101


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "memory"),
    [pytest.param(1, 512 * MIB, marks=pytest.mark.rounds), (0.2, 256 * MIB)],
    ids=["whole", "a fifth"],
)
@pytest.mark.parametrize(
    ("name", "write", "size"),
    [("large.xml", write_instance, 100 * MIB), ("large.htm", write_inline, 50 * MIB)],
)
def test_a_very_large_document_is_read_within_the_memory_of_a_worker(
    tmp_path, name, write, size, part, memory
):
    path = tmp_path / name
    expected = write(path, part * size)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True
    )
    cost = json.loads(done.stdout)
    print(  # noqa: T201 -- the figures are what this is run for
        f"\n{name}: {cost['bytes'] / MIB:.0f} MiB, {cost['facts']:,} facts, "
        f"{cost['seconds']:.1f} s, peak {cost['peak'] / MIB:.0f} MiB"
    )
    assert cost["facts"] == expected
    assert cost["rejects"] == 0
    assert cost["peak"] - cost["before"] < memory
