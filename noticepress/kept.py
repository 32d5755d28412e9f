"""What earlier builds have worked out and later ones need not: small files in the cache folder.

Each stands under a name and is of use only while its key is the same. A file begins with the hash of key and content,
so that one that is damaged, or of another key, is as good as none. Some hold compiled templates, which are run: as the
templates do, they come from the project folder, and a file that somebody else has put there, or may change, is left
alone (docs/decisions/0193).
"""

import os
import stat
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

_HASH: Final = 32
_SHARED: Final = stat.S_IWGRP | stat.S_IWOTH


class Kept:
    """The files of one kind, in a folder of their own; where there are more than `limit`, all others go."""

    def __init__(self, folder: Path, limit: int = 0) -> None:
        self._folder, self._limit = folder, limit

    def get(self, name: str, key: str) -> bytes | None:
        """What was put under a name with this key, and None where that is lost."""
        try:
            with self._file(name).open("rb") as handle:
                raw = handle.read() if _is_ours(os.fstat(handle.fileno())) else b""
        except OSError:
            return None
        content = raw[_HASH:]
        return content if raw[:_HASH] == _hash(key, content) else None

    def put(self, name: str, key: str, content: bytes) -> None:
        """Keep something, whole or not at all; a folder that cannot be written keeps nothing."""
        file = self._file(name)
        temporary = file.with_name(f".{file.name}.{os.getpid()}")
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(_hash(key, content) + content)
            temporary.chmod(0o644)
            temporary.replace(file)
            if self._limit and sum(1 for _ in os.scandir(self._folder)) > self._limit:
                self.only([name])

    def only(self, names: Collection[str]) -> None:
        """Clear away what is kept under other names."""
        wanted = {self._file(name).name for name in names}
        with suppress(OSError):
            for file in os.scandir(self._folder):
                if file.name not in wanted:
                    Path(file.path).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def _hash(key: str, content: bytes) -> bytes:
    return sha256(f"{len(key)} {key}".encode("utf-8", "surrogateescape") + content).digest()


def _is_ours(status: os.stat_result) -> bool:
    """Whether a file is one of this user, which no other may write; where there are no such users, always."""
    return os.name != "posix" or (status.st_uid == os.geteuid() and not status.st_mode & _SHARED)
