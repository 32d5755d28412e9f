"""The published Markdown beside every text page: the very bytes whose SHA-256 the ledger has."""

from collections.abc import Iterator, Sequence
from functools import partial

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.editions import Edition, EditionVersion
from noticepress.model import Text
from noticepress.pages import Plan


def markdown(plan: Plan, edition: Edition, locale: str) -> Iterator[Artifact]:
    """`index.md` for the notice and `<region>.md` for an addendum; in another language than the page's, with its tag.

    A text that was withdrawn has none.
    """
    for version, state in edition.addresses(locale):
        url = permalinks.dated(locale, edition.id, version.effective, state)
        yield from _beside(url, permanent_texts(plan, version, locale, state), locale)
    undated = [shown.text for shown in plan.shown_in(edition.shown, locale)]
    yield from _beside(permalinks.text(locale, edition.id), undated, locale)


def permanent_texts(plan: Plan, version: EditionVersion, locale: str, state: int) -> tuple[Text, ...]:
    """The texts at a permanent address that may be read: where the notice's own was withdrawn, its addenda alone."""
    texts = tuple(shown.text for shown in plan.shown_in(version, locale, state))
    return tuple(text for text in texts[1 if version.notice.withdrawn(locale) else 0 :] if not text.withdrawn)


def _beside(url: str, texts: Sequence[Text], locale: str) -> Iterator[Artifact]:
    for text in texts:
        if not text.withdrawn:
            foreign = text.locale if text.locale != locale else ""
            path = permalinks.output_path(permalinks.markdown(url, text.entry.document, foreign))
            yield Artifact(path, partial(getattr, text, "raw"), key=text.entry.sha256)
