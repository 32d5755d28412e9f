"""A thousand random changes in the published folders of the example site: each is named, and stops a build."""

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from noticepress.errors import SourceError
from noticepress.folders import LEDGER
from noticepress.source import read_sources
from noticepress.verifying import verify_sources

CHECKOUT = Path(__file__).parent.parent.parent
ROUNDS = 300  # of which a run takes a dozen seconds; a thousand were tried when the reading of sources was written


@dataclass(frozen=True)
class Change:
    """What was done: the paths that were touched, of which one must be named."""

    paths: tuple[Path, ...]


def _edit(chance: random.Random, files: list[Path]) -> Change:
    file = chance.choice(files)
    raw = file.read_bytes()
    while True:
        start = chance.randrange(len(raw))
        end = min(len(raw), start + chance.choice((0, 1, 1, 7, 400)))
        new = raw[:start] + chance.randbytes(chance.choice((0, 1, 1, 12))) + raw[end:]
        if new != raw:
            break
    file.write_bytes(new)
    return Change((file,))


def _delete(chance: random.Random, files: list[Path]) -> Change:
    file = chance.choice(files)
    file.unlink()
    return Change((file,))


def _rename(chance: random.Random, files: list[Path]) -> Change:
    file = chance.choice(files)
    target = file.with_name(chance.choice(("x.md", f"{file.name}~", "en.9.md", "source.7.md", f"{file.stem}.jsonl")))
    if target.exists():
        return _delete(chance, files)
    file.rename(target)
    return Change((file, target))


def _swap(chance: random.Random, files: list[Path]) -> Change:
    while True:
        one, two = chance.sample(files, 2)
        if one.read_bytes() != two.read_bytes():
            break
    raw = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(raw)
    return Change((one, two))


def _swap_lines(chance: random.Random, files: list[Path]) -> Change:
    ledger = chance.choice([file for file in files if file.name == LEDGER])
    lines = ledger.read_bytes().splitlines(keepends=True)
    one, two = chance.sample(range(len(lines)), 2)
    lines[one], lines[two] = lines[two], lines[one]
    ledger.write_bytes(b"".join(lines))
    return Change((ledger,))


def _drop_line(chance: random.Random, files: list[Path]) -> Change:
    ledger = chance.choice([file for file in files if file.name == LEDGER])
    lines = ledger.read_bytes().splitlines(keepends=True)
    index = chance.randrange(len(lines))
    ledger.write_bytes(b"".join(lines[:index] + lines[index + 1 :]))
    return Change((ledger,))


def _cut(chance: random.Random, files: list[Path]) -> Change:
    """Take away the last lines of a ledger, with all files that they name."""
    ledger = chance.choice([file for file in files if file.name == LEDGER])
    lines = ledger.read_bytes().splitlines(keepends=True)
    first = chance.randrange(len(lines))
    ledger.write_bytes(b"".join(lines[:first]))
    named = [ledger.parent / str(json.loads(line)["file"]) for line in lines[first:]]
    for file in named:
        file.unlink(missing_ok=True)
    return Change((ledger, *named))


def _repeat_line(chance: random.Random, files: list[Path]) -> Change:
    ledger = chance.choice([file for file in files if file.name == LEDGER])
    lines = ledger.read_bytes().splitlines(keepends=True)
    index = chance.randrange(len(lines))
    ledger.write_bytes(b"".join([*lines[: index + 1], *lines[index:]]))
    return Change((ledger,))


def _convert(chance: random.Random, files: list[Path]) -> Change:
    file = chance.choice(files)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    return Change((file,))


def _add(chance: random.Random, files: list[Path]) -> Change:
    beside = chance.choice(files)
    file = beside.with_name(
        chance.choice(("de.md", "notes.txt", ".hidden", "copy.jsonl", "source.9.md", "Ledger.jsonl"))
    )
    file.write_bytes(beside.read_bytes())
    return Change((file,))


def _link(chance: random.Random, files: list[Path]) -> Change:
    file = chance.choice(files)
    kept = file.parents[3] / f"kept-{file.name}"
    file.rename(kept)
    file.symlink_to(kept)
    return Change((file, kept))


def _move_folder(chance: random.Random, files: list[Path]) -> Change:
    folder = chance.choice([file.parent for file in files if file.name == "source.md"])
    own = [file for file in files if file.parent == folder]
    moved = folder.with_name(chance.choice(("2020-01-01", "old", f"{folder.name}-2")))
    folder.rename(moved)
    return Change((*own, *(moved / file.name for file in own)))


ACTS: tuple[Callable[[random.Random, list[Path]], Change], ...] = (
    _edit, _edit, _edit, _delete, _rename, _swap, _swap_lines, _drop_line, _cut, _repeat_line, _convert, _add, _link,
    _move_folder
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(CHECKOUT / "notices", tmp_path / "notices")
    return tmp_path


def test_the_example_site_is_whole(project: Path) -> None:
    assert verify_sources(project) == ()


def test_every_random_change_is_named_and_stops_a_build(project: Path) -> None:
    chance = random.Random(20261124)
    files = sorted(file for file in project.rglob("published/**/*") if file.is_file())
    originals = {file: file.read_bytes() for file in files}
    for number in range(ROUNDS):
        change = chance.choice(ACTS)(chance, files)
        named = _named(project, number)
        wanted = {path.relative_to(project).as_posix() for path in change.paths}
        assert named & wanted, f"round {number}: {sorted(wanted)} not in {sorted(named)}"
        for path in change.paths:
            path.unlink(missing_ok=True)
            if path in originals:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(originals[path])
    assert verify_sources(project) == ()


def _named(project: Path, number: int) -> set[str]:
    """The files that stop a build, or (by turns) that verification names."""
    if number % 2:
        return {finding.path for finding in verify_sources(project)}
    with pytest.raises(SourceError) as told:
        read_sources(project)
    return {finding.path for finding in told.value.findings}
