"""Where the package's own folders are.

In: a name such as `macros`. Out: its folder, in the installed package or, in a checkout, at its root. One copy and
one function that finds it.
"""

from pathlib import Path

import briefbook


def package_folder(name: str) -> Path:
    """The folder of that name that ships with the package.

    Raises FileNotFoundError where neither the package nor the checkout has it (a broken installation).
    """
    inside = Path(briefbook.__file__).parent
    for folder in (inside / name, inside.parents[1] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder '{name}' is missing from this installation of briefbook")
