"""Versions on a branch of git, written without touching a working tree.

In: copies made beside. Out: one commit on the branch, here and, where there is a remote, there. Files become objects,
objects a tree, the tree a commit, and the branch moves from the commit it was planned on to the new one or not at all.
The remote moves first: interrupted between the two, the next run finds the remote's and catches up.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from briefbook.publish.folder import alone_in
from briefbook.publish.objects import Objects
from briefbook.publish.shelf import Lost, Refused

_TREE, _FILE = "040000", "100644"
Entry = tuple[str, str, str]  # mode, object, name
_BRANCH = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]*", re.ASCII)


class BranchStore:
    """A branch of the repository around a folder."""

    def __init__(self, branch: str, repository: Path, remote: str = "") -> None:
        """Take a branch; without a remote, the one configured for it, if any. Raises Refused where git has no use."""
        self._repository, self._branch = repository, branch
        if not _BRANCH.fullmatch(branch) or self._try("check-ref-format", f"refs/heads/{branch}") is None:
            raise Refused(f"'{branch}' is no name for a branch")
        folder = self._try("rev-parse", "--path-format=absolute", "--git-common-dir")
        if folder is None:
            raise Refused(f"{repository} is in no repository of git")
        self._git_folder = Path(folder.decode().strip())
        self._ref = f"refs/heads/{branch}"
        self._remote = remote or (self._try("config", "--get", f"branch.{branch}.remote") or b"").decode().strip()
        self._here = self._there = self._tip = self._tree = ""
        self._objects = Objects(repository)
        self._listings: dict[tuple[str, ...], list[Entry]] = {}

    def __str__(self) -> str:
        """How it is called in messages."""
        return f"git:{self._branch}" + (f" at {self._remote}" if self._remote else "")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others out of this clone."""
        with alone_in(self._git_folder / "briefbook"), closing(self._objects):
            yield

    def begin(self, dry_run: bool) -> None:
        """Find the tip to build on: the remote's, or ours where it is ahead."""
        listed = self._git("worktree", "list", "--porcelain", "-z").split(b"\0")
        if f"branch {self._ref}".encode() in listed:
            raise Refused(f"the branch '{self._branch}' is checked out; publish to one that nobody works on")
        self._here = self._commit(self._ref)
        self._there = self._fetched() if self._remote else ""
        self._tip = self._there or self._here
        if self._there and self._here and not self._is_ancestor(self._here, self._there):
            if not self._is_ancestor(self._there, self._here):
                raise Refused(
                    f"'{self._branch}' here and at {self._remote} have gone apart; nothing of either is given up. "
                    f"Look at both, then delete or reset the one here"
                )
            self._tip = self._here
        self._tree = self._git("rev-parse", f"{self._tip}^{{tree}}").decode().strip() if self._tip else ""

    def folders(self) -> list[str]:
        """The folders at its top."""
        return sorted(name for mode, _, name in self._top() if mode == _TREE and not name.startswith("."))

    def paths(self, folder: str) -> list[str]:
        """The files of one."""
        tree = next((one for mode, one, name in self._top() if mode == _TREE and name == folder), None)
        return [name for mode, _, name in self._entries(tree, "-r") if mode.startswith("100")] if tree else []

    def read(self, path: str) -> bytes | None:
        """One file."""
        return self._objects.blob(f"{self._tree}:{path}") if self._tree else None

    @contextmanager
    def stage(self) -> Iterator[Path]:
        """A folder of its own, gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="briefbook-publish-") as folder:
            yield Path(folder)

    def place(self, folder: Path, name: str) -> None:
        """Put a copy into the tree."""
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        names = "".join(f"{path}\n" for path in files)
        hashes = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", feed=os.fsencode(names)).split()
        lines = b"".join(
            b"%s %s\t%s\0" % (_FILE.encode(), one, os.fsencode(path.relative_to(folder)))
            for path, one in zip(files, hashes, strict=True)
        )
        with tempfile.TemporaryDirectory(prefix="briefbook-index-") as beside:
            index = {"GIT_INDEX_FILE": str(Path(beside) / "index")}
            self._git("update-index", "-z", "--index-info", feed=lines, env=index)
            tree = self._git("write-tree", env=index).decode().strip()
        self._put(_TREE, tree, name)

    def write(self, name: str, content: bytes) -> None:
        """Put a file into the tree."""
        self._put(_FILE, self._git("hash-object", "-w", "--stdin", feed=content).decode().strip(), name)

    def finish(self, message: str) -> None:
        """Move the branch, at the remote first. Raises Lost where it is no longer where it was."""
        new = self._tip
        if not self._tip or self._git("rev-parse", f"{self._tip}^{{tree}}").decode().strip() != self._tree:
            parent = ("-p", self._tip) if self._tip else ()
            made = self._git("commit-tree", self._tree, *parent, "-m", message, env=self._identity())
            new = made.decode().strip()
        if self._remote and new != self._there:
            self._push(new)
        if new != self._here and self._try("update-ref", self._ref, new, self._here or "0" * len(new)) is None:
            raise Lost

    def _push(self, new: str) -> None:
        lease = f"--force-with-lease={self._ref}:{self._there}"
        done = self._run("push", "--quiet", "--no-verify", lease, self._remote, f"{new}:{self._ref}")
        if done.returncode == 0:
            return
        if self._listed() != self._there:
            raise Lost
        raise Refused(f"{self._remote} did not take it: {done.stderr.decode(errors='replace').strip()}")

    def _listed(self) -> str:
        """The commit of the branch at the remote; empty if it has none."""
        done = self._run("ls-remote", self._remote, self._ref)
        if done.returncode:
            raise Refused(f"{self._remote} cannot be reached: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout.decode().split()[0] if done.stdout.strip() else ""

    def _fetched(self) -> str:
        there = self._listed()
        if there and self._try("cat-file", "-e", f"{there}^{{commit}}") is None:
            self._git("fetch", "--quiet", "--no-tags", self._remote, self._ref)
            there = self._commit("FETCH_HEAD")
        return there

    def _commit(self, name: str) -> str:
        return (self._try("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") or b"").decode().strip()

    def _is_ancestor(self, old: str, new: str) -> bool:
        return self._run("merge-base", "--is-ancestor", old, new).returncode == 0

    def _top(self) -> list[Entry]:
        """Everything at the top."""
        return self._entries(self._tree) if self._tree else []

    def _entries(self, tree: str, *how: str) -> list[Entry]:
        """What stands in a tree; a tree of one name never changes, so each is asked for once."""
        if (tree, *how) not in self._listings:
            listed = self._git("ls-tree", "-z", "--full-tree", *how, tree)
            entries = (os.fsdecode(entry).split("\t", 1) for entry in listed.split(b"\0") if entry)
            found = sorted((head.split()[0], head.split()[2], name) for head, name in entries)
            self._listings[(tree, *how)] = found
        return self._listings[(tree, *how)]

    def _put(self, mode: str, one: str, name: str) -> None:
        entries = [entry for entry in self._top() if entry[2] != name] + [(mode, one, name)]
        types = {_TREE: "tree", "160000": "commit"}
        lines = "".join(f"{mode} {types.get(mode, 'blob')} {one}\t{name}\0" for mode, one, name in entries)
        self._tree = self._git("mktree", "-z", feed=os.fsencode(lines)).decode().strip()

    def _identity(self) -> dict[str, str]:
        """Who commits, where git does not know: a build service has no name."""
        if self._try("var", "GIT_COMMITTER_IDENT") is not None and self._try("config", "--get", "user.email"):
            return {}
        named = {"NAME": "briefbook", "EMAIL": "briefbook@localhost"}
        names = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in named.items()}
        return {name: value for name, value in names.items() if name not in os.environ}

    def _git(self, *words: str, feed: bytes = b"", env: dict[str, str] | None = None) -> bytes:
        done = self._run(*words, feed=feed, env=env)
        if done.returncode:
            raise Refused(f"git {words[0]} failed: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout

    def _try(self, *words: str) -> bytes | None:
        done = self._run(*words)
        return None if done.returncode else done.stdout

    def _run(
        self, *words: str, feed: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        command: Sequence[str] = ("git", "-c", "core.quotePath=false", *words)
        around = os.environ | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"} | (env or {})
        try:
            return subprocess.run(
                command, cwd=self._repository, input=feed, capture_output=True, env=around, check=False
            )
        except OSError as error:
            raise Refused(f"git cannot be run: {error.strerror}") from None
