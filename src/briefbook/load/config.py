"""The site's own settings, read from `mkdocs.yml`.

In: the path of `mkdocs.yml`. Out: frozen `Settings`, and findings for a file that would silently mislead the engine.
Read here, and not by MkDocs, so that `check` needs no engine.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from briefbook.findings import Finding, Position
from briefbook.load.languages import check_language
from briefbook.load.settings import check_settings, named_plugins
from briefbook.load.text import read_source
from briefbook.load.tree import Mapping, Tree, plain
from briefbook.load.yaml import read_yaml


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are. Folders are absolute; `config` is the path of `mkdocs.yml`.

    `macros`, `overrides` and `words` are what the site brings of its own; none of them need be there.
    `site_url` is where the site will be read, `repo_url` where its files are kept, each with a slash at its end, or
    empty; `edit_uri` leads from there to the pages.
    """

    root: Path
    config: Path
    site_name: str
    docs: Path
    data: Path
    macros: Path
    overrides: Path
    words: Path
    site: Path
    passthrough: tuple[str, ...] = ()
    site_url: str = ""
    repo_url: str = ""
    edit_uri: str = ""

    def name(self, path: Path) -> str:
        """The path of a file as findings write it: relative to the site's folder, with forward slashes."""
        return Path(os.path.relpath(path, self.root)).as_posix()


def read_settings(config: Path) -> tuple[Settings | None, list[Finding]]:
    """Read `mkdocs.yml`. Gives None for the settings where the file cannot be used."""
    config = config.absolute()
    if not config.exists():
        message = f"there is no {config.name} here"
        return None, [Finding(Position(config.name), "no-config", message, "run briefbook in the folder of your site")]
    source, findings = read_source(config, config.name)
    if source is None:
        return None, findings
    tree, more = read_yaml(source, lenient=True)
    findings += more
    if not isinstance(tree, Mapping):
        if not more:
            findings.append(
                Finding(
                    Position(config.name),
                    "wrong-top-level",
                    f"{config.name} is not a mapping of settings",
                    "begin with 'site_name: ...'",
                )
            )
        return None, findings
    findings += check_settings(source, tree, config.parent)
    findings += check_language(source, tree, config.parent)
    options, place = _plugin(tree)
    if place is None:
        findings.append(
            Finding(
                Position(config.name),
                "plugin-missing",
                f"the plugin 'briefbook' is not named in {config.name}",
                "add 'briefbook' under 'plugins:'",
            )
        )
    return _settings(config, tree, options), findings


def usual_settings(config: Path) -> Settings:
    """What is so where `mkdocs.yml` says nothing, for whoever goes on although it cannot be used."""
    return _settings(config.absolute(), Mapping(0), {})


def _plugin(tree: Mapping) -> tuple[dict[str, object], int | None]:
    """Find our own entry under `plugins`, with its options."""
    for item in named_plugins(tree):
        if plain(item) == "briefbook":
            return {}, item.start
        if isinstance(item, Mapping) and "briefbook" in item.values:
            options = plain(item.values["briefbook"])
            return options if isinstance(options, dict) else {}, item.start
    return {}, None


def _settings(config: Path, tree: Mapping, options: dict[str, object]) -> Settings:
    root = config.parent

    def folder(value: object, default: str) -> Path:
        return root / (value if isinstance(value, str) and value else default)

    def setting(name: str) -> object:
        found: Tree | None = tree.values.get(name)
        return plain(found) if found is not None else None

    theme = setting("theme")
    passthrough = options.get("passthrough")
    return Settings(
        root=root,
        config=config,
        site_name=str(setting("site_name") or ""),
        docs=folder(setting("docs_dir"), "docs"),
        data=folder(options.get("data_dir"), "data"),
        macros=folder(options.get("macros_dir"), "macros"),
        overrides=folder(theme.get("custom_dir") if isinstance(theme, dict) else None, "overrides"),
        words=folder(None, "words"),
        site=folder(setting("site_dir"), "site"),
        passthrough=tuple(str(name).strip("/") for name in passthrough) if isinstance(passthrough, list) else (),
        site_url=_address(setting("site_url")),
        repo_url=_address(setting("repo_url")),
        edit_uri=str(setting("edit_uri") or ""),
    )


def _address(value: object) -> str:
    return f"{value.rstrip('/')}/" if isinstance(value, str) and value.startswith(("https://", "http://")) else ""
