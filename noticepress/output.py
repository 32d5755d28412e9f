"""The only writer of the output folder: whole files, in an order in which no page links to one that is not there.

Files are compared before they are written, so that nothing that stays the same is touched. New pages come first,
entry pages next, deletions last; each file is written beside its place and renamed.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from noticepress.artifact import Artifact
from noticepress.errors import EnvironmentFault

MANIFEST = "output"


@dataclass(slots=True)
class Report:
    """What a build did to the output: counts of files."""

    written: int = 0
    unchanged: int = 0
    deleted: int = 0
    foreign: list[str] = field(default_factory=list)


def write_site(folder: Path, cache: Path, artifacts: Iterable[Artifact], *, full: bool = False) -> Report:
    """Bring the folder to exactly these artifacts. Files that this program never wrote are left (with `full`: named).

    `cache` keeps, for each output folder, the names of what was written there.

    EnvironmentFault where the folder cannot be written; the next run heals what is missing.
    """
    report = Report()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        cache.mkdir(parents=True, exist_ok=True)
        manifest = cache / f"{MANIFEST}-{sha256(str(folder.resolve()).encode()).hexdigest()[:12]}.json"
        before = _read_manifest(manifest)
        entries: list[Artifact] = []
        paths: set[str] = set()
        for artifact in artifacts:
            paths.add(artifact.path)
            if artifact.is_entry:
                entries.append(artifact)
            else:
                _write(folder, artifact, report)
        _write_manifest(manifest, before | paths)
        for artifact in entries:
            _write(folder, artifact, report)
        for path in sorted(before - paths):
            _delete(folder, path, report)
        _write_manifest(manifest, paths)
    except OSError as error:
        name = error.filename or folder
        msg = f"{name} cannot be written: {error.strerror}. The next build will complete the site."
        raise EnvironmentFault(msg) from error
    if full:
        report.foreign.extend(sorted(set(_files(folder)) - paths))
    return report


def _write(folder: Path, artifact: Artifact, report: Report) -> None:
    file = folder / artifact.path
    try:
        if file.read_bytes() == artifact.data and not file.is_symlink():
            report.unchanged += 1
            return
    except OSError:
        file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, prefix=".new-", delete=False) as handle:
        temporary = Path(handle.name)
        try:
            handle.write(artifact.data)
            handle.flush()
            temporary.chmod(0o644)
            temporary.replace(file)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    report.written += 1


def _delete(folder: Path, path: str, report: Report) -> None:
    file = folder / path
    if not file.parent.resolve().is_relative_to(folder.resolve()):
        return
    if file.is_file() or file.is_symlink():
        file.unlink()
        report.deleted += 1
    parent = file.parent
    while parent != folder and parent.is_dir() and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent


def _files(folder: Path) -> Iterator[str]:
    for directory, _, names in os.walk(folder):
        for name in names:
            yield Path(directory, name).relative_to(folder).as_posix()


def _read_manifest(manifest: Path) -> set[str]:
    try:
        paths = json.loads(manifest.read_bytes())
    except (OSError, ValueError):
        return set()
    return {path for path in paths if isinstance(path, str)} if isinstance(paths, list) else set()


def _write_manifest(manifest: Path, paths: set[str]) -> None:
    temporary = manifest.with_name(f".{manifest.name}.{os.getpid()}")
    temporary.write_text(json.dumps(sorted(paths)))
    temporary.replace(manifest)
