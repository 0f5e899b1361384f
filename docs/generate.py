"""Write the pages of this directory that show the schema and its codes: `make docs`."""

from pathlib import Path

from pipelines.codes import CODE_TABLES
from transforms.datasets.describe import codes_to_markdown, to_markdown
from transforms.datasets.schema import DATASETS

_DATASETS = """# Datasets

Generated from `transforms/datasets/schema.py` by `make docs`; `edgar-arcs schema` prints the same, and the
views with their SQL. Columns with codes are explained in [codes.md](codes.md).

"""
_CODES = """# Codes

Generated from the tables that the code itself uses by `make docs`; `edgar-arcs schema --codes` prints the same.
A code keeps its meaning; new ones may come.

"""


def pages() -> dict[str, str]:
    """Content of each page by its name."""
    return {
        "datasets.md": _DATASETS + to_markdown(DATASETS.values()),
        "codes.md": _CODES + codes_to_markdown(CODE_TABLES),
    }


if __name__ == "__main__":
    for name, content in pages().items():
        Path(__file__).with_name(name).write_text(content, encoding="utf-8")
