"""Measure a synthetic backfill: `python -m tests.benchmarks.scale FILINGS OUTPUT [BEAM OPTION]...`.

Prints filings per second, CPU seconds, memory of this process and of each worker, bytes into each
GroupByKey, sizes of files and the time of the commit. Needs the corpus.
"""

import logging
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import apache_beam as beam
import psutil
from apache_beam.portability.common_urns import primitives

from pipelines.graph import RunContext, build
from pipelines.local_run import new_pipeline, run_local
from pipelines.options import beam_options
from tests.benchmarks import multiplied
from tests.corpus import CORPUS
from tests.pipelines.runs import config, state
from tests.watched_processes import WatchedProcesses
from transforms.datasets.runs import new_run_id
from transforms.datasets.schema import DATASETS
from transforms.datasets.table_files import TableFile

_PLUGIN = f"--beam_plugins={multiplied.__name__}.MultipliedFiles"


def processes() -> dict[str, list[psutil.Process]]:
    """This one, and its workers."""
    me = psutil.Process()
    return {"main": [me], "worker": me.children(recursive=True)}


def grouped_bytes(pipeline: beam.Pipeline, infos: Any) -> dict[str, int]:
    """Encoded bytes into each GroupByKey: Beam measures a sample of the elements."""
    proto = pipeline.to_runner_api()
    sizes: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    of_sample: Counter[str] = Counter()
    for info in infos:
        collection = info.labels.get("PCOLLECTION", "")
        if info.urn == "beam:metric:sampled_byte_size:v1":
            count, total = _distribution(info.payload)
            sizes[collection] += total
            of_sample[collection] += count
        elif info.urn == "beam:metric:element_count:v1":
            counts[collection] += _varint(info.payload, 0)[0]
    found = {}
    for transform in proto.components.transforms.values():
        if transform.spec.urn == primitives.GROUP_BY_KEY.urn:
            (into,) = transform.inputs.values()
            mean = sizes[into] / of_sample[into] if of_sample[into] else 0
            found[transform.unique_name] = round(mean * counts[into])
    return found


def _varint(payload: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = payload[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, at


def _distribution(payload: bytes) -> tuple[int, int]:
    count, at = _varint(payload, 0)
    return count, _varint(payload, at)[0]


def commit_seconds(output: Path, files: list[TableFile]) -> float:
    """From the last data file that a worker finished to the last metadata file of table `runs`."""
    written = max(Path(file.path).stat().st_mtime for file in files if file.quarter is not None)
    metadata = (output / "runs" / "metadata").glob("*.metadata.json")
    return max(path.stat().st_mtime for path in metadata) - written


def measure(filings: int, output: Path, arguments: list[str]) -> dict[str, object]:
    """Run once, and say what it took."""
    last = multiplied.FIRST_YEAR + multiplied.QUARTERS // 4 - 1
    period = {"from": f"{multiplied.FIRST_YEAR}Q1", "to": f"{last}Q4"}
    configuration = config(f"{multiplied.SCHEME}://{filings}", output, select=period)
    logging.getLogger("apache_beam").setLevel(logging.ERROR)
    options = beam_options([_PLUGIN, *arguments])
    context = RunContext.of(new_run_id(), configuration)
    pipeline = new_pipeline(options)
    build(pipeline, configuration, context)
    started = time.monotonic()
    with WatchedProcesses(processes) as watched:
        result: Any = run_local(pipeline)
    seconds = time.monotonic() - started
    infos = list(result.monitoring_infos())
    shuffled = grouped_bytes(pipeline, infos)
    files = [file for name in DATASETS for file in state(output).files(name)]
    sizes = sorted(file.bytes for file in files)
    cpu = sum(watched.cpu.values())
    return {
        "filings": filings,
        "seconds": round(seconds, 1),
        "filings/s": round(filings / seconds, 2),
        "CPU seconds": round(cpu, 1),
        "CPU seconds a filing": round(cpu / filings, 3),
        "MB of this process": round(max(watched.peaks["main"].values()) / 1e6),
        "MB of each worker": sorted(round(peak / 1e6) for peak in watched.peaks["worker"].values()),
        "bytes into each GroupByKey": shuffled,
        "shuffled bytes a filing": round(sum(shuffled.values()) / filings),
        "files": len(files),
        "MB of files": round(sum(sizes) / 1e6, 1),
        "median KB of a file": round(sizes[len(sizes) // 2] / 1e3, 1),
        "seconds of the commit": round(commit_seconds(output, files), 1),
    }


def main() -> None:
    """Print the measures, a line each."""
    if not CORPUS.is_dir():
        sys.exit(f"no corpus at {CORPUS}; EDGAR_ARCS_CORPUS says where it is")
    filings, output, *arguments = sys.argv[1:]
    for name, value in measure(int(filings), Path(output).absolute(), arguments).items():
        print(f"{name}: {value}")  # noqa: T201 # a command


if __name__ == "__main__":
    main()
