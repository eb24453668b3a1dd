"""How many mistakes of one line the tests notice: `python tests/bench/mutants.py`; `--help` says what it can be told.

Lines of `check` and `link` are each spoilt once, in a copy of the repository, and the fast tests run against the copy.
Printed is what became of each mutant. A line is chosen by a seeded draw, so that a run can be repeated.
"""

import argparse
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHANGES = [
    (" == ", " != "),
    (" != ", " == "),
    (" not in ", " in "),
    (" is not None", " is None"),
    (" is None", " is not None"),
    (" and ", " or "),
    (" or ", " and "),
    (" < ", " >= "),
    (" > ", " <= "),
    (" + 1", " + 2"),
    ("if not ", "if "),
    ("return True", "return False"),
    ("return False", "return True"),
    ("[0]", "[-1]"),
    ("yield from ", "list("),
    ("continue", "pass"),
    (" |= ", " &= "),
    (" += ", " = "),
]
TESTS = ["tests", "--ignore=tests/test_build.py", "--ignore=tests/test_gates.py", "--ignore=tests/browser"]
PYTEST = ["-m", "pytest", "-x", "-q", "-n", "2", "-m", "not slow and not browser", "-p", "no:cacheprovider"]


def code_lines(path: Path) -> set[int]:
    """The lines that hold code: no comment, docstring or import."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline):
        if token.type in (tokenize.NAME, tokenize.OP):
            lines.add(token.start[0])
    return lines


def candidates() -> list[tuple[Path, int, str]]:
    """Every way to spoil one line: the file, the line's number and its new text."""
    found = []
    for folder in ("check", "link"):
        for path in sorted((ROOT / "src/briefbook" / folder).glob("*.py")):
            holding = code_lines(path)
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if number not in holding or re.match(r"\s*(from|import|@|\"\"\"|def|class)\b", line) or '"""' in line:
                    continue
                for old, new in CHANGES:
                    if old in line:
                        spoilt = line.replace(old, new, 1) + (")" if new == "list(" else "")
                        found.append((path.relative_to(ROOT), number, spoilt))
    return found


def lives(copy: Path, mutant: tuple[Path, int, str], tests: list[str]) -> bool:
    """Whether no test notices."""
    path, number, spoilt = mutant
    file = copy / path
    sound = file.read_text()
    lines = sound.splitlines()
    lines[number - 1] = spoilt
    try:
        compile("\n".join(lines), str(path), "exec")
    except SyntaxError:
        return False
    file.write_text("\n".join(lines) + "\n")
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *PYTEST, *tests], cwd=copy, env=environment, capture_output=True, check=False
    )
    file.write_text(sound)
    return done.returncode == 0


def main() -> None:
    """Draw, spoil, run and count."""
    told = _told()
    copy = Path(tempfile.mkdtemp(prefix="briefbook-mutants-")) / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "site", "__pycache__", ".*_cache"))
    drawn = random.Random(told.seed).sample(candidates(), told.count)
    alive = []
    for number, mutant in enumerate(drawn, 1):
        survived = lives(copy, mutant, told.tests or TESTS)
        print(
            f"{number:2d} {'LIVES ' if survived else 'caught'} {mutant[0]}:{mutant[1]}: {mutant[2].strip()}", flush=True
        )
        alive += [mutant] if survived else []
    shutil.rmtree(copy.parent)
    print(f"{told.count - len(alive)} of {told.count} caught (seed {told.seed})")


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Spoil lines one by one, and count how many the tests notice.")
    parser.add_argument("tests", nargs="*", help="what to run, instead of all fast tests that look at the rules")
    parser.add_argument("--seed", type=int, default=1, help="which lines are drawn (1)")
    parser.add_argument("--count", type=int, default=30, help="how many of them (30)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
