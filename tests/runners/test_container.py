"""The image, built, and what a container of it starts: a worker that gives the rows of a local run."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipelines.runs import config, run
from tests.runners import image_builder, prism
from tests.runners.image_builder import BUILDAH, buildah
from tests.runners.rows import differences

pytestmark = [
    pytest.mark.runners,
    pytest.mark.timeout(1200),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.skipif(
        not (image_builder.is_possible() and prism.is_possible()),
        reason="no buildah, debootstrap and Prism, or no right to use them",
    ),
]


# Prism puts the worker's id into quotes of its own.
_WORKER = """\
#!/bin/sh
id=$(echo "$1" | tr -d "'")
shift
exec {buildah} run --isolation chroot {volumes} {container} -- {entry} "$id" "$@"
"""


@pytest.fixture(scope="module")
def image() -> str:
    return image_builder.make_image()


@pytest.fixture
def container(image: str) -> Iterator[str]:
    name = buildah("from", "--pull-never", image)
    yield name
    buildah("rm", name)


def test_a_container_of_the_image_is_a_worker_that_gives_the_rows_of_a_local_run(
    image: str, container: str, sample_mirror: Path, tmp_path: Path
) -> None:
    local, output = tmp_path / "local", tmp_path / "container"
    worker = tmp_path / "worker"
    worker.write_text(
        _WORKER.format(
            buildah=BUILDAH,
            volumes=" ".join(f"--volume {place}:{place}" for place in (sample_mirror, tmp_path)),
            container=container,
            entry=" ".join(image_builder.entrypoint(image)),
        )
    )
    worker.chmod(0o755)
    run(
        config(sample_mirror, output),
        *prism.OPTIONS,
        "--environment_type=PROCESS",
        f"--environment_config={json.dumps({'command': str(worker)})}",
    )
    run(config(sample_mirror, local))
    # Counters are not compared: once half of them were missing, perhaps as Prism kills the process.
    assert differences(local, output) == {}
