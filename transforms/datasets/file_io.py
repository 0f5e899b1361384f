"""PyIceberg's file access, with local files forced to the disk.

A table's metadata must be on the disk before the catalog points to it: after a loss of power
it would otherwise point to nothing. PyIceberg itself does not see to that.
"""

from pyiceberg.io import OutputStream
from pyiceberg.io.pyarrow import PyArrowFile, PyArrowFileIO
from pyiceberg.typedef import EMPTY_DICT, Properties
from typing_extensions import override

from transforms.storage import files


class DurableFileIO(PyArrowFileIO):
    """PyIceberg's own file access, with local files forced to the disk."""

    def __init__(self, properties: Properties = EMPTY_DICT) -> None:
        super().__init__(properties)

    @override
    def new_output(self, location: str) -> PyArrowFile:
        """The file to write at `location`."""
        scheme, netloc, path = self.parse_location(location, self.properties)
        if scheme != "file":
            return super().new_output(location)
        return _DurableFile(location, path, self.fs_by_scheme(scheme, netloc))


class _DurableFile(PyArrowFile):
    @override
    def create(self, overwrite: bool = False) -> OutputStream:
        if not overwrite and self.exists():
            raise FileExistsError(f"{self.location} already exists")
        return files.create(self._path)
