"""Files in the forms in which web servers send them: beside each text file a brotli and a gzip form of it."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from pathlib import PurePosixPath
from struct import pack
from typing import Final

from msgspec.structs import replace

from noticepress.artifact import Artifact
from noticepress.errors import EnvironmentFault

ENDINGS: Final = frozenset(".html .css .js .json .jsonl .xml .md .diff .txt .svg".split())
NAMES: Final = frozenset({"timemap"})
"""What is worth compressing; pictures and PDF files are compressed already."""

_GZIP_HEADER: Final = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255))
"""RFC 1952: deflate, no name, no time, compressed as well as it goes, by an unknown system."""

Encode = Callable[[bytes], bytes]


def encoders() -> Mapping[str, Encode]:
    """The forms by the ending that they add to a name. EnvironmentFault where the library for brotli is missing."""
    try:
        brotli = import_module("brotli")
    except ImportError as error:
        msg = "Compressing needs the library brotli. Install it with: pip install 'noticepress[compress]'"
        raise EnvironmentFault(msg) from error
    return {".br": brotli.compress, ".gz": _gzip}


def compressed(artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """The artifacts, each after its compressed forms, which hold no time and no name: the same in, the same out."""
    forms = encoders()
    for artifact in artifacts:
        path = PurePosixPath(artifact.path)
        if path.suffix in ENDINGS or path.name in NAMES:
            once = replace(artifact, content=cache(partial(getattr, artifact, "gapped")))
            for ending, encode in forms.items():
                key = artifact.key and f"{''.join((artifact.key, *artifact.marks))}{ending}"
                yield Artifact(artifact.path + ending, partial(_encoded, once, encode), artifact.is_entry, key)
            yield once
        else:
            yield artifact


def _encoded(artifact: Artifact, encode: Encode) -> bytes:
    return encode(artifact.data)


def _gzip(data: bytes) -> bytes:
    """As gzip does it at its best; Python's own module writes another header in another version."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(data) + deflate.flush()
    return _GZIP_HEADER + body + pack("<LL", zlib.crc32(data), len(data) & 0xFFFFFFFF)
