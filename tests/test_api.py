"""What programs read of a site: every file agrees with its published schema, and names it."""

import json
import posixpath

import pytest
from jsonschema import Draft202012Validator, ValidationError

from briefbook.api import all_files
from briefbook.editions import digest_of
from briefbook.load import read_settings
from tests.building import here
from tests.test_editions_canonical import linked
from tests.test_feeds import released


def files(site) -> dict[str, bytes]:
    settings, _ = read_settings(site.root / "mkdocs.yml")
    return dict(all_files(linked(site), settings))


def validated(made: dict[str, bytes], name: str) -> dict:
    """A file that agrees with the schema it names, found where it says."""
    told = json.loads(made[name])
    schema = json.loads(made[posixpath.normpath(posixpath.join(posixpath.dirname(name), told["$schema"]))])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(told)
    return told


@pytest.mark.parametrize("editions", [False, True])
def test_every_document_agrees_with_the_schema_it_names(full_site, editions) -> None:
    made = files(released(full_site) if editions else full_site)
    for name in ("api/index.json", "api/briefings/bridge.json"):
        assert validated(made, name)["format"] == 1
    timeline = Draft202012Validator(json.loads(made["api/schema/timeline.json"]))
    timeline.validate(json.loads(made["bridge/timeline.json"]))


def test_a_document_with_something_else_in_it_does_not_agree(full_site) -> None:
    made = files(full_site)
    told = json.loads(made["api/briefings/bridge.json"])
    for spoilt in ({**told, "format": 2}, {**told, "more": 1}, {**told, "digest": "x"}, {**told, "model": {}}):
        with pytest.raises(ValidationError):
            validated(
                {**made, "b/c/x.json": json.dumps({**spoilt, "$schema": "../../api/schema/briefing.json"})},
                "b/c/x.json",
            )


def test_the_index_names_what_is_there(full_site) -> None:
    made = files(released(full_site))
    told = json.loads(made["api/index.json"])
    [briefing] = told["briefings"]
    named = [*told["schemas"], briefing["data"], *(file["path"] for file in (*told["files"], *briefing["files"]))]
    assert set(named) == made.keys() - {"api/index.json"}
    assert briefing["digest"] == digest_of(json.loads(made[briefing["data"]])["model"])
    assert [(one["edition"], one["significance"], one["withdrawn"]) for one in briefing["editions"]] == [
        ("2026-03-10", "major", None),
        ("2026-04-01", "minor", None),
        ("2026-05-01", "major", None),
    ]


def test_the_published_schema_of_changes_is_that_of_the_command(full_site) -> None:
    made = files(released(full_site))
    done = here("diff", "bridge@2026-03-10", "bridge@2026-05-01", "--format", "json", cwd=full_site.root)
    told = json.loads(done.stdout)
    Draft202012Validator(json.loads(made["api/schema/diff.json"])).validate(told)
    assert told["briefings"][0]["changes"]
