"""Emulated object stores on loopback: a bucket that is found as the cloud's own tools find it."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

from transforms.storage import files


@dataclass(frozen=True)
class Bucket:
    """A bucket by its URL, and the options of Beam's own client of it."""

    url: str
    options: tuple[str, ...] = ()


@contextmanager
def s3_bucket() -> Iterator[Bucket]:
    """A bucket of S3, emulated by moto."""
    import boto3
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    environment = {
        "AWS_ENDPOINT_URL": "http://{}:{}".format(*server.get_host_and_port()),
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    try:
        with _environment(environment):
            client = boto3.client("s3")
            client.create_bucket(Bucket="bucket")
            client.close()
            yield Bucket("s3://bucket")
    finally:
        server.stop()


_GS_SERVER = """
import logging, sys
from gcp_storage_emulator.server import create_server
logging.getLogger("gcp_storage_emulator").setLevel(logging.ERROR)
server = create_server("127.0.0.1", 0, in_memory=True, default_bucket="bucket")
server.start()
print(server._api._httpd.server_port, flush=True)  # that the system chose
sys.stdin.read()
server.stop()
"""


@contextmanager
def gs_bucket() -> Iterator[Bucket]:
    """A bucket of Google Cloud Storage, emulated by gcp-storage-emulator.

    In a process of its own: Arrow asks for the size of a file without giving other threads a turn.
    """
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _GS_SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        port = int(server.stdout.readline())
        # Beam would look for credentials for twenty seconds before it does without
        with (
            _environment({"STORAGE_EMULATOR_HOST": f"http://127.0.0.1:{port}"}),
            mock.patch("apache_beam.internal.gcp.auth.get_service_credentials", _no_credentials),
        ):
            yield Bucket("gs://bucket", ("--no_auth", "--project=project"))
    finally:
        server.communicate()


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    """Variables of this process and its children; clients that are there know others."""
    with mock.patch.dict(os.environ, variables):
        files._system.cache_clear()
        yield
    files._system.cache_clear()


def _no_credentials(*_: object) -> None:
    return None
