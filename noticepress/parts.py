"""The parts of a site, each made by itself: what one notice has in one locale, what it has in none, and what stands
for the whole site.

A part is a pure function of what its key is made of, so that a build may skip it while the key stays the same, and
any process that has the sources may make it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.editions import EditionId
from noticepress.formats import Told, edition_artifacts, notice_artifacts, site_artifacts
from noticepress.pages import Leaf, Outlines, Plan, edition_leaves, front_leaves, notice_leaves
from noticepress.theme import Theme
from noticepress.views import NoticeRow, Page

SITE = "site"
"""The name of the part that stands for the whole site."""


def names(directory: Mapping[EditionId, Iterable[str]], notices: Iterable[str]) -> list[str]:
    """The parts of a site: for each notice `privacy sv` for each locale in which it has pages, and `privacy/`; then
    `site`, to which the notices tell what it says of them. Those that take longest come first."""
    found: dict[str, dict[str, None]] = {notice: {} for notice in notices}
    for edition, locales in directory.items():
        found[edition.notice] |= {f"{edition.notice} {tag}": None for tag in locales}
    return [*(name for notice, own in found.items() for name in (*own, f"{notice}/")), SITE]


def place_of(name: str) -> tuple[str, str]:
    """The notice and the locale of a part; `""` where it is of none."""
    notice, _, locale = name.partition(" ")
    return ("", "") if name == SITE else (notice.removesuffix("/"), locale)


def locale_artifacts(plan: Plan, locale: str, theme: Theme, outlines: Outlines) -> Iterator[Artifact]:
    """The files of a notice in a locale, to both of which `plan` is narrowed; `outlines` are those of its redlines
    that are known already."""
    for edition in plan.editions:
        if locale in plan.directory[edition.id]:
            yield from _pages(plan, edition_leaves(plan, edition, locale, outlines), theme)
            yield from edition_artifacts(plan, edition, locale)


def locale_free_artifacts(plan: Plan, theme: Theme) -> Iterator[Artifact]:
    """The files of the one notice of a plan that are those of no locale."""
    yield from _pages(plan, notice_leaves(plan), theme)
    yield from notice_artifacts(plan)


def front_artifacts(plan: Plan, theme: Theme, found: Sequence[Told]) -> Iterator[Artifact]:
    """The files of no notice; `found` is what each tells, of which `plan` need not know."""
    for asset in theme.assets.values():
        yield Artifact(permalinks.output_path(permalinks.asset(asset.fingerprinted)), asset.data)
    yield from _pages(plan, front_leaves(plan, _rows(found)), theme)
    yield from site_artifacts(plan, found)


def _rows(found: Sequence[Told]) -> Callable[[str], tuple[NoticeRow, ...]]:
    return lambda locale: tuple(row for each in found for row in each.rows[locale])


def _pages(plan: Plan, leaves: Iterable[Leaf[Page]], theme: Theme) -> Iterator[Artifact]:
    for leaf in leaves:
        page = leaf.page
        words = plan.words[page.frame.locale]
        path = permalinks.output_path(page.frame.url)
        key, marks = theme.key(page, words), theme.marks(page)
        yield Artifact(path, partial(theme.gapped, page, words), leaf.is_entry, key, marks)
