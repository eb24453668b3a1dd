"""How long the main commands take: `python tests/bench/run.py [ROUNDS]`, part of `make bench`.

Each command is run several times as a whole process, in turn with the others, so that a change in the machine's speed
touches all alike. Printed are medians and the ratio to two yardsticks: importing the libraries a check cannot do
without, and a plain MkDocs build of one page with the same theme.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORD = """\
- id: event-{n}
  date: 2026-{month:02d}
  title: Event number {n}
  text: >-
    Something happened for the {n}th time, see [another one][event-{other}].
  type: other
  certainty: confirmed
  support:
    why: own-analysis
    note: Made for measuring.
"""
# From an empty folder to a site that is built and checked: the budget is 60 seconds, and a minute is long.
BEGIN = """rm -rf new; {0} -m briefbook init new; cd new; {0} -m briefbook build; {0} -m briefbook check --strict"""


def seconds(command: list[str], cwd: Path) -> tuple[float, float]:
    """Wall and CPU seconds of a command that must succeed."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return time.perf_counter() - start, cpu


def many_records(folder: Path, count: int) -> None:
    """Write a site with so many events."""
    (folder / "data/many").mkdir(parents=True)
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("---\ntitle: Home\n---\n\n{{ briefings() }}\n")
    (folder / "mkdocs.yml").write_text("site_name: Many\ntheme:\n  name: material\nplugins: [search, briefbook]\n")
    events = "".join(RECORD.format(n=n, month=n % 5 + 1, other=(n + 1) % count) for n in range(count))
    (folder / "data/many/timeline.yml").write_text(events)
    briefing = "title: M\nbottom_line: M.\nsummary: M.\nstatus: living\nlanguage: en\nfacts_to: 2026-12-31\n"
    (folder / "data/many/briefing.yml").write_text(briefing)


def plain_site(folder: Path) -> None:
    """Write a site of one page for MkDocs alone."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Home\n")
    (folder / "mkdocs.yml").write_text("site_name: Plain\ntheme:\n  name: material\n  font: false\n")


def commands(folder: Path) -> dict[str, tuple[list[str], Path]]:
    """What is measured, and where it is run: the sites are made in a folder."""
    many_records(folder / "many", 10_000)
    plain_site(folder / "plain")
    python = sys.executable
    libraries = "import click, pydantic, yaml, markdown_it; from mdit_py_plugins import admon, deflist, footnote"
    briefbook = [python, "-m", "briefbook"]
    return {
        "libraries alone": ([python, "-c", libraries], ROOT),
        "check, shipped briefing": ([*briefbook, "check"], ROOT),
        "check, 10,000 records": ([*briefbook, "check"], folder / "many"),
        "plain MkDocs, one page": ([python, "-m", "mkdocs", "build", "-q"], folder / "plain"),
        "build, shipped briefing": ([*briefbook, "build", "--site-dir", str(folder / "site")], ROOT),
        "init, build, check": (["sh", "-ec", BEGIN.format(python)], folder),
    }


def main(rounds: int) -> None:
    """Measure and print."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with tempfile.TemporaryDirectory(prefix="briefbook-bench-") as folder:
        runs = commands(Path(folder))
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
        for _ in range(rounds):
            for name, (command, cwd) in runs.items():
                taken[name].append(seconds(command, cwd))
    print(f"medians of {rounds} rounds, whole processes\n")
    print(f"{'command':<26}{'wall s':>8}{'cpu s':>8}{'of libraries':>14}{'of plain MkDocs':>17}")
    wall = {name: statistics.median(pair[0] for pair in pairs) for name, pairs in taken.items()}
    for name, pairs in taken.items():
        cpu = statistics.median(pair[1] for pair in pairs)
        ratios = f"{wall[name] / wall['libraries alone']:>14.2f}{wall[name] / wall['plain MkDocs, one page']:>17.2f}"
        print(f"{name:<26}{wall[name]:>8.2f}{cpu:>8.2f}{ratios}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
