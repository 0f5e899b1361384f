"""The files of a store, wherever it lies."""

from pathlib import Path

from transforms.storage.file_system import FileSystem
from transforms.storage.local_files import LocalFiles


def open_files(path: str) -> FileSystem:
    """The file system below `path`, a local directory or a URL such as `gs://bucket/store`."""
    if "://" not in path:
        return LocalFiles(Path(path))
    from transforms.beam_files import BeamFiles  # with Beam, which takes seconds to import

    return BeamFiles(path)
