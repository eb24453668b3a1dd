"""The jobs of the workflows, step by step as a code host runs them, in a copy that a code host would check out."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from tests.commands import workshop

pytestmark = pytest.mark.slow

ROOT = workshop.ROOT
FOLDERS = {"repository": ROOT / ".github/workflows", "site": ROOT / "src/briefbook/start/files/dot-github/workflows"}
PLACES = [(name, job) for name in FOLDERS for job in ("check/check", "check/review", "publish/publish")]
PLAN = yaml.safe_load((ROOT / "tests/commands/plan.yml").read_text(encoding="utf-8"))
AROUND = {"GITHUB_ACTIONS": "true", "GITHUB_REF_NAME": "2026-11-24"}


def steps(name: str, job: str) -> list[dict]:
    """The steps of a job. What installs a site's Briefbook is done by `tests/test_start.py`."""
    file, _, called = job.partition("/")
    flow = yaml.safe_load((FOLDERS[name] / f"{file}.yml").read_text(encoding="utf-8"))
    return [step for step in flow["jobs"][called]["steps"] if not step.get("run", "").startswith("pip install")]


def lost(place: workshop.Workshop, todo: list[dict]) -> str:
    """Run the steps, and look whether what is to be uploaded is there; what went wrong at the first that fails."""
    for step in todo:
        code, said = place.run(step.get("run", ""))
        if code:
            return f"{step['run']}\nended with {code}\n{said}"
        if "upload-artifact" in step.get("uses", ""):
            missing = [path for path in step["with"]["path"].split() if not (place.root / path).exists()]
            if missing:
                return f"{step['with']['name']}: {', '.join(missing)} is not there"
    return ""


def checked_out(name: str, folder: Path) -> workshop.Workshop:
    """What a host checks out of a pull request: our change, merged into `main`."""
    place = getattr(workshop, name)(folder)
    code, said = place.run("git switch --quiet main && git merge --quiet --no-ff --message Merged mine")
    assert code == 0, said
    return replace(place, environment={**place.environment, **AROUND})


@pytest.mark.parametrize(("name", "job"), PLACES)
def test_every_step_of_a_job_runs(name, job, tmp_path) -> None:
    place = checked_out(name, tmp_path)
    assert lost(place, steps(name, job)) == ""
    if job == "publish/publish":
        code, said = place.run("git ls-tree --name-only origin/pages 2026-11-24/ latest/ | head")
        assert (code, "2026-11-24/index.html" in said) == (0, True)


@pytest.mark.parametrize("job", ["check/check", "publish/publish"])
def test_a_job_ends_at_a_mistake(job, tmp_path) -> None:
    """The canary."""
    place = checked_out("site", tmp_path)
    (place.root / "data/bridge/timeline.yml").write_text("- titel: x\n", encoding="utf-8")
    assert "unknown-field" in lost(place, steps("site", job))


def test_what_a_job_leaves_out_is_noticed(tmp_path) -> None:
    """The canary."""
    place = checked_out("site", tmp_path)
    shutil.rmtree(place.root / "site", ignore_errors=True)
    left = [
        step
        for step in steps("site", "check/review")
        if step.get("run") not in ("briefbook build", "cp review/review.html site/")
    ]
    assert lost(place, left) == "preview: site is not there"


def test_what_is_measured_is_a_command_of_the_documents() -> None:
    """`measure.yml` takes long; its lines are those that `tests/test_commands.py` runs with less."""
    lines = [step["run"] for step in steps("repository", "measure/measure") if "run" in step]
    assert set(lines) <= set(PLAN["apart"])
