"""A thousand random changes in the published folders of the example site: each is named, and stops a build."""

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
ROUNDS = 1000


@dataclass(frozen=True)
class Change:
    """What was done: the paths of which one must be named, and whether the sources contradict the ledger now."""

    paths: tuple[Path, ...]
    stops: bool = True


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
    is_shorter_ledger = file.name == LEDGER and raw.startswith(new) and (not new or new.endswith(b"\n"))
    return Change((file, *(file.parent.rglob("*.md") if file.name == LEDGER else ())), not is_shorter_ledger)


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
    return Change((ledger, *ledger.parent.rglob("*.md")), index < len(lines) - 1)


ACTS: tuple[Callable[[random.Random, list[Path]], Change], ...] = (
    _edit, _edit, _edit, _delete, _rename, _swap, _swap_lines, _drop_line
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(CHECKOUT / "notices", tmp_path / "notices")
    return tmp_path


def test_the_example_site_is_whole(project: Path) -> None:
    assert verify_sources(project) == ()


def test_every_random_change_is_named_and_stops_a_build(project: Path) -> None:
    chance = random.Random(20261124)
    files = sorted(f for f in project.rglob("published/**/*") if f.is_file() and f.name != ".lock")
    originals = {file: file.read_bytes() for file in files}
    stopped = 0
    for number in range(ROUNDS):
        change = chance.choice(ACTS)(chance, files)
        named = {finding.path for finding in verify_sources(project)}
        wanted = {path.relative_to(project).as_posix() for path in change.paths}
        assert named & wanted, f"round {number}: {sorted(wanted)} not in {sorted(named)}"
        if change.stops:
            stopped += 1
            with pytest.raises(SourceError):
                read_sources(project)
        for path in change.paths:
            if path not in originals:
                path.unlink()
            else:
                path.write_bytes(originals[path])
    assert stopped > ROUNDS * 9 // 10
    assert verify_sources(project) == ()
