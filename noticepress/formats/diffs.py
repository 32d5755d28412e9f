"""The patch beside every text page: from the Markdown of the page before it to the Markdown beside it.

In one language the dated pages of an edition form a chain: the patches, applied one after the other in the order of
the dates, make every text of the first. Within a version its states form a chain of their own, which begins at the
version before. A text that was withdrawn is left out, and the next patch leads over it.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.deferred import key_of
from noticepress.editions import Edition, EditionVersion
from noticepress.formats.markdown import permanent_texts
from noticepress.formats.patches import patch
from noticepress.model import DocumentId, Text
from noticepress.pages import Plan

_Texts = Mapping[DocumentId, Text]


def diffs(plan: Plan, edition: Edition, locale: str) -> Iterator[Artifact]:
    """`changes.diff` for the notice and `<region>.diff` for an addendum, in the page's own language alone."""
    latest: _Texts = {}
    for version, addresses in groupby(edition.addresses(locale), lambda address: address[0]):
        before = latest
        for _, state in addresses:
            texts = _own(plan, version, locale, state)
            url = permalinks.dated(locale, edition.id, version.effective, state)
            yield from _beside(url, before if state else latest, texts)
            if version is edition.shown and not state:
                yield from _beside(permalinks.text(locale, edition.id), latest, texts)
            before = {**before, **texts} if state else before
        if version.withdrawal is None:
            latest = {**latest, **_own(plan, version, locale, 0)}


def _own(plan: Plan, version: EditionVersion, locale: str, state: int) -> _Texts:
    """The texts of a page that are its language's own and may be read."""
    texts = permanent_texts(plan, version, locale, state)
    return {text.entry.document: text for text in texts if text.locale == locale}


def _beside(url: str, before: _Texts, texts: _Texts) -> Iterator[Artifact]:
    for document, text in texts.items():
        old = before.get(document)
        name = permalinks.markdown("", document)
        key = key_of(name, old.entry.sha256 if old else "", text.entry.sha256)
        path = permalinks.output_path(permalinks.diff(url, document))
        yield Artifact(path, partial(_patch, name, old, text), key=key)


def _patch(name: str, old: Text | None, new: Text) -> bytes:
    return patch(name, old.raw if old else None, new.raw)
