"""Writing what was started: all of it or nothing, and never over a file that is there."""

import os
from pathlib import Path

from noticepress.errors import RefusedError
from noticepress.files import replace_file
from noticepress.starting.start import Start

_SITE_TOML = "notices/site.toml"


def write(root: Path, start: Start, *, before: str = "") -> list[str]:
    """Write the files of a start below a project folder; gives the paths that were written.

    `before` is site.toml as it was read. RefusedError, with nothing written, where a file is in the way or site.toml
    has changed meanwhile.
    """
    in_the_way = [path for path in start.files if os.path.lexists(root / path)]
    if in_the_way:
        msg = f"Nothing was written, since this is there already: {', '.join(in_the_way)}."
        raise RefusedError(msg)
    if start.site_toml and (root / _SITE_TOML).read_bytes().decode().removeprefix("\ufeff") != before:
        msg = "Somebody changed site.toml at the same moment. Nothing was written; run the command again."
        raise RefusedError(msg)
    wanted = {**start.files, **{p: t for p, t in start.optional.items() if not os.path.lexists(root / p)}}
    written: list[Path] = []
    try:
        for path, text in wanted.items():
            _create(root / path, text)
            written.append(root / path)
        if start.site_toml:
            replace_file(root / _SITE_TOML, start.site_toml.encode())
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    return [*wanted, *([_SITE_TOML] if start.site_toml else [])]


def _create(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n") as handle:
        handle.write(text)
