"""Each gate has a canary: an input that must turn it red."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


def run(*command: str, cwd: Path = ROOT, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run one of the tools of the environment the tests run in."""
    words = [str(BIN / command[0]), *command[1:]]
    return subprocess.run(words, cwd=cwd, input=text, capture_output=True, text=True, timeout=120)


def test_style() -> None:
    check = ("ruff", "check", "--stdin-filename", "src/briefbook/canary.py", "-")
    assert run(*check, text='"""A module."""\n').returncode == 0
    assert run(*check, text='"""A module."""\n\nimport os\n').returncode == 1
    assert run("ruff", "format", "--check", "--stdin-filename", "src/x.py", "-", text="x = {  }\n").returncode == 1


def test_types(tmp_path) -> None:
    (tmp_path / "canary.py").write_text('x: int = "no"\n')
    done = run(
        "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(tmp_path), str(tmp_path / "canary.py")
    )
    assert (done.returncode, "Incompatible types" in done.stdout) == (1, True)


def checkout(tmp_path: Path) -> Path:
    """A copy of the code, to be spoilt."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def layers(folder: Path) -> int:
    """The verdict on the imports of a checkout, seen instead of the installed package."""
    script = (
        "import sys; sys.path.insert(0, 'src'); from importlinter import cli; cli.lint_imports_command(['--no-cache'])"
    )
    return subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, timeout=120).returncode


def test_imports_point_down(tmp_path) -> None:
    copy = checkout(tmp_path)
    assert layers(copy) == 0
    with (copy / "src/briefbook/findings/finding.py").open("a") as file:
        file.write("\nimport briefbook.link\n")
    assert layers(copy) == 1


def test_only_the_door_knows_the_engine(tmp_path) -> None:
    copy = checkout(tmp_path)
    with (copy / "src/briefbook/web/page.py").open("a") as file:
        file.write("\nimport mkdocs.utils\n")
    assert layers(copy) == 1


def test_the_engine_stays_out_of_everything_but_the_door() -> None:
    script = "import sys, briefbook.check, briefbook.link, briefbook.web; sys.exit('mkdocs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], timeout=60).returncode == 0


def test_coverage_has_a_floor() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["coverage"]
    assert settings["report"]["fail_under"] >= 90
    assert settings["run"]["branch"] is True
