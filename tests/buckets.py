"""Emulated object stores on loopback: a bucket, and the options by which Beam finds it."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock


@dataclass(frozen=True)
class Bucket:
    """A bucket by its URL, and the Beam options to reach it."""

    url: str
    options: tuple[str, ...]


@contextmanager
def s3_bucket() -> Iterator[Bucket]:
    """A bucket of S3, emulated by moto."""
    import boto3
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        endpoint = "http://{}:{}".format(*server.get_host_and_port())
        client = boto3.client(
            "s3",
            endpoint_url=endpoint,
            aws_access_key_id="key",
            aws_secret_access_key="secret",
            region_name="us-east-1",
        )
        client.create_bucket(Bucket="bucket")
        client.close()
        yield Bucket(
            "s3://bucket",
            (
                f"--s3_endpoint_url={endpoint}",
                "--s3_access_key_id=key",
                "--s3_secret_access_key=secret",
                "--s3_region_name=us-east-1",
            ),
        )
    finally:
        server.stop()


@contextmanager
def gs_bucket() -> Iterator[Bucket]:
    """A bucket of Google Cloud Storage, emulated by gcp-storage-emulator."""
    from gcp_storage_emulator.server import create_server

    logging.getLogger("gcp_storage_emulator").setLevel(logging.ERROR)
    server = create_server("127.0.0.1", 0, in_memory=True, default_bucket="bucket")
    server.start()
    port = server._api._httpd.server_port  # that the system chose
    before = os.environ.get("STORAGE_EMULATOR_HOST")
    os.environ["STORAGE_EMULATOR_HOST"] = f"http://127.0.0.1:{port}"
    try:
        # Beam would look for credentials for twenty seconds before it does without
        with mock.patch("apache_beam.internal.gcp.auth.get_service_credentials", _no_credentials):
            yield Bucket("gs://bucket", ("--no_auth", "--project=project"))
    finally:
        server.stop()
        if before is None:
            del os.environ["STORAGE_EMULATOR_HOST"]
        else:
            os.environ["STORAGE_EMULATOR_HOST"] = before


def _no_credentials(*_: object) -> None:
    return None
