"""The parts of a site, each made by itself: what one notice has in one locale, and what stands for the whole site.

A part is a pure function of what its key is made of, so that a build may skip it while the key stays the same, and
any process that has the sources may make it.
"""

from collections.abc import Iterator
from functools import partial

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.deferred import key_of
from noticepress.formats import edition_artifacts, site_artifacts
from noticepress.pages import Leaf, Outlines, Plan, edition_leaves, site_leaves
from noticepress.theme import Theme
from noticepress.views import Page

SITE = "site"
"""The name of the part that stands for the whole site."""


def names(plan: Plan) -> list[str]:
    """The parts of a site: `privacy sv` for each notice and locale in which it has pages, then `site`."""
    found = {f"{edition.notice} {tag}": None for edition, locales in plan.directory.items() for tag in locales}
    return [*found, SITE]


def narrowed(plan: Plan, name: str) -> Plan:
    """The plan with nothing in it that the part does not depend on."""
    if name == SITE:
        return plan
    notice, locale = name.split(" ")
    return plan.narrowed(notice, locale)


def key(plan: Plan, theme: Theme, program: str) -> str:
    """The hash of everything that can change a byte of the part to which the plan is narrowed.

    Texts are named by their ledgers, whose last entry stands for all before it; `program` stands for the program and
    the libraries it uses.
    """
    heads = [each.entries[-1].digest if each.entries else "" for each in plan.site.documents]
    drafts = [text.entry.digest for each in plan.site.documents for text in each.texts if text.draft]
    return key_of(program, theme.digest, plan.on, plan.pdf, plan.around.key, heads, drafts)


def artifacts(plan: Plan, name: str, theme: Theme, outlines: Outlines) -> Iterator[Artifact]:
    """The files of a part; `plan` is narrowed to it, `outlines` are those of its redlines that are known already."""
    if name == SITE:
        for asset in theme.assets.values():
            yield Artifact(permalinks.output_path(permalinks.asset(asset.fingerprinted)), asset.data)
        yield from (_artifact(plan, leaf, theme) for leaf in site_leaves(plan))
        yield from site_artifacts(plan)
        return
    locale = name.split(" ")[1]
    for edition in plan.editions:
        if locale in plan.directory[edition.id]:
            yield from (_artifact(plan, leaf, theme) for leaf in edition_leaves(plan, edition, locale, outlines))
            yield from edition_artifacts(plan, edition, locale)


def _artifact(plan: Plan, leaf: Leaf[Page], theme: Theme) -> Artifact:
    page = leaf.page
    words = plan.words[page.frame.locale]
    path = permalinks.output_path(page.frame.url)
    return Artifact(path, partial(theme.render, page, words), leaf.is_entry, theme.key(page, words))
