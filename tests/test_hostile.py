"""Text that tries to run code, read a file, show the environment or reach the network; and files made to exhaust us.

Every field of every kind takes every payload in turn. What must happen: an error in the payload's own line, and
nothing else anywhere.
"""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
import yaml

from briefbook.findings import FORMATS
from briefbook.kinds import KINDS
from briefbook.kinds.pages import FrontMatter
from briefbook.load.text import SourceFile
from briefbook.load.tree import plain
from briefbook.load.yaml import read_yaml
from briefbook.model.fields import Address, DateMark, Identifier, LanguageTag, Reference
from briefbook.model.shape import Field, fields_of

SECRET = "the-secret-of-the-environment"
MARK = "put-it-here"
PAGE = "---\ntitle: Note\n---\n\n"
PAYLOADS = {
    "call": "{{{{ cycler.__init__.__globals__.os.popen('touch {canary}').read() }}}}",
    "attribute": "{{{{ ''.__class__.__mro__[1].__subclasses__() }}}}",
    "filter": "A {{{{ config|attr('__class__') }}}} word",
    "statement": "{{% include '/etc/passwd' %}}",
    "import": "{{% import os %}}{{{{ os.system('touch {canary}') }}}}",
    "comment": "Words {{# and more",
    "variable": "Home is ${{BRIEFBOOK_CANARY}}",
    "script": "<script>fetch('http://127.0.0.1:{port}')</script>",
    "picture": "Words <img src='http://127.0.0.1:{port}/x' onerror='alert(1)'>",
    "drawing": "<svg/onload=alert(1)>",
    "hidden": "<!-- hidden -->",
    "image": "![x](http://127.0.0.1:{port}/x.png)",
    "javascript": "[x](javascript:alert(1))",
    "file": "[x](file:///etc/passwd)",
    "data": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "relative": "[x](../../../etc/passwd)",
    "snippet": '--8<-- "/etc/passwd"',
    "include": "{{!/etc/passwd!}}",
    "reference": "[x][../../etc/passwd]",
}
SECONDS = {
    "actors": "- {id: region, name: Region, type: state}\n",
    "timeline": "- {id: survey, after: [closure], title: Survey, text: It begins., type: other, certainty: reported,"
    " sources: [minutes]}\n",
    "sources": "- {id: minutes, publisher: Council, title: Minutes, type: other, gaps: [author, published, url],"
    " read: full}\n",
}


@pytest.fixture
def canaries(tmp_path, monkeypatch) -> Iterator[dict[str, str]]:
    """A file that must not appear, a variable that must not be shown, and a socket that must not be called."""
    monkeypatch.setenv("BRIEFBOOK_CANARY", SECRET)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield {"canary": str(tmp_path / "canary"), "port": str(server.getsockname()[1])}
        with pytest.raises(BlockingIOError):
            server.accept()
    assert not (tmp_path / "canary").exists()


def _good(shape: Field) -> object:
    """A value that has nothing wrong with it."""
    marker = shape.marker
    if shape.choices:
        return shape.choices[0]
    if isinstance(marker, Reference):
        kinds = {"sources": "minutes", "actors": "region", "timeline": "survey", "pages": "index"}
        return kinds[marker.kinds[0]] if marker.kinds else "region"
    if isinstance(marker, Identifier):
        return "wait" if shape.name == "chosen" else "an-id"
    simple = {DateMark: "2026-03-09", Address: "https://gazette.example/x", LanguageTag: "en"}
    by_says = {"number": 5, "true or false": True}
    return simple.get(type(marker)) or by_says.get(marker.says if marker else "", "Words.")


def _part(model: type) -> dict[str, object]:
    """The smallest mapping that is well formed."""
    return {name: _value(shape) for name, shape in fields_of(model).items() if shape.required}


def _value(shape: Field) -> object:
    value = _part(shape.part) if shape.part else _good(shape)
    return [value] if shape.many else value


def _paths(model: type, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Every field that takes a value, parts of parts included."""
    for name, shape in fields_of(model).items():
        if shape.part:
            yield from _paths(shape.part, (*path, name))
        else:
            yield (*path, name), shape


def _with(record: dict, model: type, path: tuple[str, ...], value: object) -> dict:
    """A copy of a record with a value at a path; parts that are not there are made."""
    name, *rest = path
    shape = fields_of(model)[name]
    if rest:
        there = record.get(name) or _value(shape)
        first = there[0] if shape.many else there
        inner = _with(first, shape.part, tuple(rest), value)
        return {**record, name: [inner, *there[1:]] if shape.many else inner}
    return {**record, name: [value] if shape.many else value}


def _lay_out(value: object, payload: object) -> tuple[str, int]:
    """Write a value as YAML with the payload in place of the mark; give the line it stands in."""
    text = yaml.dump(value, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=1_000_000)
    line = text[: text.index(MARK)].count("\n") + 1
    return text.replace(MARK, json.dumps(payload)), line


def _files(payload) -> tuple[dict[str, str], dict[tuple[str, int], str]]:
    """A site that has the payload in every field of every kind, and the place and name of each."""
    files, places = {}, {}
    for kind in KINDS:
        example = plain(read_yaml(SourceFile("", kind.example))[0])
        first = example[0] if kind.is_list else example
        text = kind.example + SECONDS.get(kind.name, "")
        for number, (path, shape) in enumerate(_paths(kind.model)):
            value = _good(shape) if payload is None else payload
            named = {**first, "id": f"{first['id']}-{number}"} if kind.is_list else first
            if not kind.is_list and path[0] == "withdrawn":
                named = {**named, "status": "withdrawn"}
            record = _with(named, kind.model, path, MARK)
            where = f"{kind.name}: {'.'.join(path)}"
            if kind.is_list:
                if path == ("id",):  # an id of its own, so that the other records' references do not find it
                    value = f"{kind.css}-own" if payload is None else f"{payload} {kind.name}"
                elif path == ("formerly",) and payload is None:  # a former id is one record's
                    value = f"{kind.css}-once"
                added, line = _lay_out([record], value)
                places[f"data/bridge/{kind.name}.yml", text.count("\n") + line] = where
                text += added
            else:
                added, line = _lay_out(record, value)
                files[f"data/b{number}/briefing.yml"] = added
                files[f"data/b{number}/key_points.yml"] = "[]\n"
                places[f"data/b{number}/briefing.yml", line] = where
        files[f"data/bridge/{kind.name}.yml"] = text
    return files, places


def _lines_with_errors(site) -> set[tuple[str, int]]:
    return {(f.position.path, f.position.line) for f in site.findings() if f.level == "error"}


def test_a_good_value_in_every_field_has_no_error_in_its_line(full_site):
    files, places = _files(None)
    assert len(places) > 200
    wrong = _lines_with_errors(full_site.write(files)) & set(places)
    assert [places[place] for place in wrong] == ["sources: gaps"]  # the example has no gap that could be named


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_in_any_field_is_an_error_in_its_line(name, full_site, canaries):
    files, places = _files(PAYLOADS[name].format(**canaries))
    missed = set(places) - _lines_with_errors(full_site.write(files))
    assert sorted(places[place] for place in missed) == []
    _nothing_shown(full_site)


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_on_a_page_is_an_error_in_its_line(name, site, canaries):
    payload = PAYLOADS[name].format(**canaries)
    body = f"{payload}\n\n- {payload}\n\n> {payload}\n\nWords {payload}\n\n| a |\n|---|\n| {payload} |\n"
    site.write({"docs/bridge/note.md": PAGE + body})
    wanted = {5, 7, 9, 11, 15} - ({11, 7, 9, 15} if name == "snippet" else set())  # a snippet begins its line
    assert {line for path, line in _lines_with_errors(site) if path == "docs/bridge/note.md"} >= wanted
    _nothing_shown(site)


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_in_front_matter_is_an_error_in_its_line(name, site, canaries):
    payload = PAYLOADS[name].format(**canaries)
    places = {}
    for number, (path, _) in enumerate(_paths(FrontMatter)):
        front, line = _lay_out(_with({"title": "Note"}, FrontMatter, path, MARK), payload)
        site.write({f"docs/bridge/note-{number}.md": f"---\n{front}---\n\nWords.\n"})
        places[f"docs/bridge/note-{number}.md", line + 1] = path
    assert sorted(set(places) - _lines_with_errors(site)) == []
    _nothing_shown(site)


def _nothing_shown(site) -> None:
    """What was found does not show what it was after."""
    findings = site.findings()
    for form in FORMATS.values():
        said = form(findings)
        assert SECRET not in said
        assert "root:x:" not in said


LAUGHS = "- &a [x, x]\n" + "".join(f"- &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))
MERGES = "- &a {x: y}\n" + "".join(f"- &{chr(98 + n)} {{<<: [*{chr(97 + n)}, *{chr(97 + n)}]}}\n" for n in range(20))
DEEP = "".join(f"{' ' * n}a:\n" for n in range(900))
LIST = "".join(f"{'  ' * n}- a\n" for n in range(300))
BOMBS = {
    "brackets in data": {"data/bridge/terms.yml": "[" * 50_000},
    "closed brackets in data": {"data/bridge/terms.yml": "[" * 50_000 + "]" * 50_000},
    "brackets in front matter": {"docs/bridge/note.md": f"---\ntitle: {'[' * 50_000}\n---\n"},
    "brackets on a page": {"docs/bridge/note.md": PAGE + "[" * 50_000},
    "brackets in a text": {"data/bridge/terms.yml": f"- {{id: a, term: A, definition: '{'[' * 15_000}'}}\n"},
    "brackets in the settings": {"mkdocs.yml": "[" * 50_000},
    "billion laughs": {"data/bridge/terms.yml": LAUGHS},
    "merges": {"data/bridge/terms.yml": MERGES},
    "cycle": {"data/bridge/terms.yml": "- &a [*a]\n"},
    "deep mapping": {"data/bridge/terms.yml": DEEP},
    "deep list": {"docs/bridge/note.md": PAGE + LIST},
    "deep quote": {"docs/bridge/note.md": PAGE + ">" * 2_000},
    "long digits": {"data/bridge/terms.yml": f"- {{id: a, term: {'9' * 10_000}, definition: 0x{'f' * 10_000}}}\n"},
    "long call": {"docs/bridge/note.md": PAGE + "{{ a(" + "(" * 20_000 + " }}\n"},
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_a_finding_and_not_in_a_crash(name, site):
    site.write(BOMBS[name])
    command = [sys.executable, "-m", "briefbook", "check"]
    done = subprocess.run(command, cwd=site.root, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1, done.stderr
    assert "error[" in done.stdout
    assert done.stderr == ""
    assert next(iter(BOMBS[name])) in done.stdout
