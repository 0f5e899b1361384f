"""PyIceberg's file access, on the same file systems as all of the project's.

A table's metadata must be on the disk before the catalog points to it: after a loss of power
it would otherwise point to nothing. PyIceberg itself does not see to that.
"""

from typing import TYPE_CHECKING, Final

from pyiceberg.io import OutputStream
from pyiceberg.io.pyarrow import PyArrowFile, PyArrowFileIO
from pyiceberg.typedef import EMPTY_DICT, Properties
from typing_extensions import override

from transforms.storage import files

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

# Per scheme: what the names of properties begin with by which PyIceberg reaches a bucket.
_PROPERTIES: Final = {"gs": "gcs.", "s3": "s3."}


class OutputFileIO(PyArrowFileIO):
    """PyIceberg's own file access, with local files forced to the disk.

    Buckets are reached as `transforms.storage.files` reaches them, unless the catalog's
    properties, or those that a catalog sends with a table, say how.
    """

    def __init__(self, properties: Properties = EMPTY_DICT) -> None:
        super().__init__(properties)

    @override
    def _initialize_fs(self, scheme: str, netloc: str | None = None) -> "FileSystem":
        begin = _PROPERTIES.get(scheme)
        if begin is None or any(name.startswith(begin) for name in self.properties):
            return super()._initialize_fs(scheme, netloc)
        return files.arrow(f"{scheme}://{netloc}")[0]

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
