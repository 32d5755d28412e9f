"""The published Markdown beside every text page: the very bytes whose SHA-256 the ledger has."""

from collections.abc import Iterator

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.editions import Edition
from noticepress.pages import Plan
from noticepress.pages.plan import Shown


def markdown(plan: Plan, edition: Edition, locale: str) -> Iterator[Artifact]:
    """`index.md` for the notice and `<region>.md` for an addendum; in another language than the page's, with its tag.

    A text that was withdrawn has none.
    """
    for version, state in edition.addresses(locale):
        url = permalinks.dated(locale, edition.id, version.effective, state)
        if version.notice.withdrawn(locale) is None:
            yield from _beside(url, plan.shown_in(version, locale, state), locale)
    yield from _beside(permalinks.text(locale, edition.id), plan.shown_in(edition.shown, locale), locale)


def _beside(url: str, shown: tuple[Shown, ...], locale: str) -> Iterator[Artifact]:
    for text in (each.text for each in shown):
        if not text.withdrawn:
            foreign = text.locale if text.locale != locale else ""
            yield Artifact(permalinks.output_path(permalinks.markdown(url, text.entry.document, foreign)), text.raw)
