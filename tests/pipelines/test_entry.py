"""The command before its modules are there."""

import subprocess
import sys

from tests.pipelines.terminal import heed_interrupts

INTERRUPTED_IMPORT = """
import signal
import sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from pipelines.entry import main
main()
"""


def test_ctrl_c_while_modules_are_imported_is_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_IMPORT],
        capture_output=True,
        text=True,
        preexec_fn=heed_interrupts,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrupted\n")
