"""What commands of the documents need beyond the environment of the tests.

In: the name of a program, or `chromium` or `registry`. Out: why it cannot be had, so that a test can say what it leaves
out. It stands apart because only a try tells whether a registry answers.
"""

import shutil
import subprocess
import sys
import tempfile
from functools import cache

from tests.browser.chrome import CHROMIUM


@cache
def lacking(need: str) -> str:
    """Why something is not here; nothing where it is."""
    if need == "registry":
        return "" if _answers() else "no registry of packages answers"
    is_here = CHROMIUM if need == "chromium" else shutil.which(need)
    return "" if is_here else f"{need} is not installed"


def _answers() -> bool:
    """Whether pip can fetch a small package that everybody has who can build a wheel of ours."""
    with tempfile.TemporaryDirectory() as folder:
        fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, "editables"]
        return subprocess.run(fetch, capture_output=True, check=False).returncode == 0
