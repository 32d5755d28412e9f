"""States out of a Git repository, by its plumbing commands alone.

History is read along the first parents: what the branch itself showed, one state after the other. A merge counts with
its own date. Hooks, pagers and external programs of the repository's configuration are not run.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Final
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from noticepress.errors import EnvironmentFault, UsageError
from noticepress.importing.states import EVIDENCE, Remark, State

LOCALE: Final = "{locale}"
"""What stands in a pattern of paths where translations have their language."""

_GIT: Final = (
    "git", "--no-pager", "--literal-pathspecs", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false",
    "-c", "core.quotePath=false", "-c", "diff.renameLimit=5000",
)  # fmt: skip
_OBJECT: Final = re.compile(rb"[0-9a-f]{40,64} (\w+) (\d+)")
_RENAMED: Final = re.compile(r"(?:\A|\0)R\d+\0([^\0]+)\0([^\0]+)")
_DELETED: Final = re.compile(r"(?:\A|\0)D\0([^\0]+)")
_NAMED: Final = 5
_FORMER: Final = "If one of them is its former self, name it after the path."
_SIDE: Final = "It stood on a side branch alone, where readers did not see it; it is left out."
_SIMILARITY: Final = "-M40%"


class History(Struct, frozen=True):
    """The states of a file and its translations in the order of the branch, and what is worth telling."""

    states: tuple[State, ...]
    remarks: tuple[Remark, ...]


class _Commit(Struct, frozen=True):
    id: str
    at: datetime
    place: int


class Repository:
    """A local repository, at one revision.

    `objects` reads from it; EnvironmentFault where Git is not installed, UsageError where the folder is no repository
    or the revision does not exist.
    """

    def __init__(self, folder: Path, revision: str = "HEAD") -> None:
        self.folder = folder
        self.tip = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
        listed = self._run("rev-list", "--first-parent", "--reverse", "--format=%H %cI", self.tip).splitlines()
        rows = [line.split(" ", 1) for line in listed if not line.startswith("commit ")]
        self._commits = {
            commit: _Commit(commit, datetime.fromisoformat(at), place) for place, (commit, at) in enumerate(rows)
        }
        self._order = list(self._commits)

    def history(self, paths: Sequence[str], locale: str, patterns: Sequence[str], rename: Mapping[str, str]) -> History:
        """Every state of the file `paths[0]`, of names that it had before (followed, and the other `paths`), and of
        the translations whose paths are like one of `patterns`; `rename` maps languages to those of the site."""
        remarks: list[Remark] = []
        found = dict.fromkeys(paths, locale)
        for path, tag in self._translations(patterns):
            found.setdefault(path, rename.get(tag, tag))
        rows: list[tuple[int, bool, State]] = []
        for tag in dict.fromkeys(found.values()):
            own = [path for path, each in found.items() if each == tag]
            begun: list[Remark] = []
            states = self._with_sides(list(self._states(own, tag, remarks, begun)), begun)
            rows.extend((place, tag != locale, state) for place, state in states)
            if tag == locale:
                remarks.extend(begun)
        if not any(state.locale == locale for _, _, state in rows):
            known = ", ".join(self._files_like(paths[0])[:5]) or "none of that name"
            msg = f"“{paths[0]}” is not in the history of {self.folder}. Files there: {known}."
            raise UsageError(msg)
        rows.sort(key=lambda row: row[:2])
        return History(tuple(state for _, _, state in rows), tuple(remarks))

    def _with_sides(self, states: list[tuple[int, State]], remarks: list[Remark]) -> list[tuple[int, State]]:
        """The states, each with the commits of merged branches in its evidence that wrote it; what stood on such a
        branch alone is told."""
        paths = tuple(dict.fromkeys(state.evidence.split(" ", 3)[3] for _, state in states))
        command = ("rev-list", "--full-history", "--no-merges", "--reverse", "--format=%H %cI", self.tip, "--", *paths)
        listed = self._run(*command).splitlines() if paths else []
        rows = [line.split(" ", 1) for line in listed if not line.startswith("commit ")]
        beside = [(commit, at, path) for commit, at in rows if commit not in self._commits for path in paths]
        found = self._contents([f"{commit}:{path}" for commit, _, path in beside])
        for (commit, at, path), raw in zip(beside, found, strict=True):
            same = [index for index, (_, state) in enumerate(states) if state.raw == raw]
            if same:
                moment = datetime.fromisoformat(at)
                later = [index for index in same if (states[index][1].at or moment) >= moment]
                place, state = states[(later or same)[0]]
                line = f"git {commit} {at} {path}"
                states[(later or same)[0]] = place, replace(state, evidence=EVIDENCE.join((state.evidence, line)))
            elif raw is not None:
                remarks.append(Remark(f"{commit[:10]}:{path}", _SIDE))
        return states

    def file_beside(self, state: State, name: str) -> bytes | None:
        """The file that a state names beside itself, as it was in the same commit."""
        _, commit, _, path = state.evidence.partition(EVIDENCE)[0].split(" ", 3)
        target = normpath(join(dirname(path), unquote(name)))
        if target.startswith("../") or "\n" in target:
            return None
        return next(self._contents([f"{commit}:{target}"]))

    def _states(
        self, paths: Sequence[str], tag: str, remarks: list[Remark], begun: list[Remark]
    ) -> Iterator[tuple[int, State]]:
        """The content-distinct states of one text, under all its names, with their places on the branch."""
        seen: dict[int, tuple[_Commit, str, bytes | None]] = {}
        for path in paths:
            for commit, name, raw in self._lineage(path, paths, begun):
                if raw is not None or commit.place not in seen:
                    seen[commit.place] = (commit, name, raw)
        last: bytes | None = None
        for place, (commit, name, raw) in sorted(seen.items()):
            if raw is None and last is not None:
                remarks.append(Remark(f"{commit.id[:10]}:{name}", f"The file was deleted on {commit.at.date()}.", True))
            if raw is not None and raw != last:
                evidence = f"git {commit.id} {commit.at.isoformat()} {name}"
                yield place, State(tag, raw, f"{commit.id[:10]}:{name}", evidence, commit.at)
            last = raw

    def _lineage(
        self, path: str, own: Sequence[str], begun: list[Remark]
    ) -> Iterator[tuple[_Commit, str, bytes | None]]:
        """Every commit that touched a file under its names, and its bytes after it (None: it was not there)."""
        waiting: list[tuple[str, str]] = [(self.tip, path)]
        for start, name in waiting:
            commits = self._touching(start, name)
            states = list(self._contents([f"{commit.id}:{name}" for commit in commits]))
            for commit, raw, older in zip(commits, states, [*states, None][1:], strict=True):
                yield commit, name, raw
                if raw is None or older is not None or commit.place == 0:
                    continue
                parent = self._order[commit.place - 1]
                origin, deleted = self._before(parent, commit.id, name)
                if origin and origin not in (each for _, each in waiting):
                    waiting.append((parent, origin))
                elif others := [each for each in deleted if each not in own]:
                    what = f"The file begins here; deleted beside it: {', '.join(others)}. {_FORMER}"
                    begun.append(Remark(f"{commit.id[:10]}:{name}", what, doubt=True))

    def _touching(self, start: str, path: str) -> list[_Commit]:
        ids = self._run("rev-list", "--first-parent", start, "--", path).split()
        return [self._commits[each] for each in ids if each in self._commits]

    def _before(self, parent: str, commit: str, path: str) -> tuple[str, list[str]]:
        """The name that a file had before a commit gave it its own, or `""` and the texts that the commit deleted."""
        listed = self._run("diff-tree", _SIMILARITY, "-r", "-z", "--name-status", parent, commit)
        for old, new in _RENAMED.findall(listed):
            if new == path:
                return old, []
        return "", [name for name in _DELETED.findall(listed) if name.endswith(".md")][:_NAMED]

    def _translations(self, patterns: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Every path that ever was on the branch and is like a pattern, with the language in it."""
        if not patterns:
            return
        written = [
            re.compile(re.escape(pattern).replace(re.escape(LOCALE), r"([A-Za-z0-9_-]+)")) for pattern in patterns
        ]
        ids = "".join(f"{commit}\n" for commit in self._order)
        listed = self._run(
            "diff-tree", "--stdin", "--root", "-m", "--first-parent", "-r", "-z", "--no-renames", "--name-only",
            "--no-commit-id", "--diff-filter=A", stdin=ids,
        )  # fmt: skip
        for path in dict.fromkeys(each for each in listed.split("\0") if "\n" not in each):
            for pattern in written:
                if match := pattern.fullmatch(path):
                    yield path, match[1].replace("_", "-")
                    break

    def _files_like(self, path: str) -> list[str]:
        name = path.rpartition("/")[2].rpartition(".")[0].lower()
        listed = self._run("ls-tree", "-r", "-z", "--name-only", self.tip).split("\0")
        return [each for each in listed if name in each.lower() and each.endswith(".md")]

    def _contents(self, names: Sequence[str]) -> Iterator[bytes | None]:
        """The files of `COMMIT:PATH` names, in order; None for what is no file there."""
        if not names:
            return
        data = self._bytes("cat-file", "--batch", stdin="".join(f"{name}\n" for name in names))
        place = 0
        for _ in names:
            end = data.index(b"\n", place)
            header = data[place:end]
            place = end + 1
            match = _OBJECT.fullmatch(header)
            if match is None:
                yield None
                continue
            size = int(match[2])
            yield data[place : place + size] if match[1] == b"blob" else None
            place += size + 1

    def _run(self, *arguments: str, stdin: str = "") -> str:
        return self._bytes(*arguments, stdin=stdin).decode("utf-8", "surrogateescape")

    def _bytes(self, *arguments: str, stdin: str = "") -> bytes:
        if any("\n" in each for each in arguments):
            msg = "A path with a line break in it cannot be imported."
            raise UsageError(msg)
        command = (*_GIT, "-C", str(self.folder), *arguments)
        try:
            done = subprocess.run(command, input=stdin.encode(), capture_output=True, check=False, env=_surroundings())  # noqa: S603  (no shell)
        except FileNotFoundError as error:
            msg = "Git is not installed, or not on the search path; “import git” needs it."
            raise EnvironmentFault(msg) from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip() or "the revision does not exist"
            msg = f"Git cannot read {self.folder}: {said.splitlines()[0]}."
            raise UsageError(msg)
        return done.stdout


def _surroundings() -> dict[str, str]:
    """The environment without what would point Git elsewhere; nothing is fetched, messages are English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
