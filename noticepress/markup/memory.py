"""Pieces that were rendered before: almost all of a new version was in the versions before it."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import islice
from typing import Any, Final

from msgspec import json
from msgspec.structs import astuple

from noticepress.markup.gaps import Piece, piece_of
from noticepress.markup.pieces import How
from noticepress.markup.sections import Section

_LIMIT: Final = 1000


class Pieces:
    """The pieces that earlier builds made of some sources, as `to_keep` wrote them, and those that are used now. `kept`
    reads them when the first is asked for."""

    def __init__(self, kept: Callable[[], bytes | None] = lambda: None) -> None:
        self._kept = kept
        self._used: dict[How, dict[str, Piece]] = {}

    @cached_property
    def _known(self) -> Mapping[str, list[Any]]:
        raw = self._kept()
        found: Mapping[str, list[Any]] = json.decode(zlib.decompress(raw)) if raw else {}
        return found

    def find(self, how: How, source: str) -> Piece | None:
        """The piece of a source, if it was made before."""
        known = self._known.get(_key(how, source)) if self._known else None
        return _unpacked(*known) if known else None

    def use(self, how: How, sources: Sequence[str], pieces: Sequence[Piece]) -> None:
        """Note what is worth keeping: what it took the parser to make."""
        parsed = [pair for pair in zip(sources, pieces, strict=True) if pair[1].parsed]
        if parsed:
            self._used.setdefault(how, {}).update(parsed)

    def to_keep(self) -> bytes | None:
        """The pieces that were used, and as many others that were known before as there is room for; None where none
        is new."""
        if not self._used:
            return None
        used = {_key(how, source): each for how, some in self._used.items() for source, each in some.items()}
        if used.keys() <= self._known.keys():
            return None
        now = {key: [each.parts, [astuple(heading) for heading in each.headings]] for key, each in used.items()}
        both = {**now, **{key: each for key, each in self._known.items() if key not in now}}
        return zlib.compress(json.encode(dict(islice(both.items(), _LIMIT))), 1)


def _key(how: How, source: str) -> str:
    """The hash of all that a piece is made of."""
    return sha256(f"{_named(how)}\0{source}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


@lru_cache(maxsize=16)
def _named(how: How) -> str:
    return repr(how)


def _unpacked(parts: list[str], headings: list[list[Any]]) -> Piece:
    found = (Section(each[0], each[1], each[2], each[3], each[4], tuple(each[5])) for each in headings)
    return piece_of(tuple(parts), tuple(found))
