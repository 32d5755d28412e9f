"""The parts of a site, each made by itself: what one notice has in one locale, and what stands for the whole site.

A part is a pure function of what its key is made of, so that a build may skip it while the key stays the same, and
any process that has the sources may make it.
"""

from collections.abc import Iterator
from hashlib import sha256

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.formats import edition_artifacts, site_artifacts
from noticepress.pages import Leaf, Plan, edition_leaves, site_leaves
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
    parts = [
        program,
        theme.digest,
        plan.on.isoformat(),
        f"pdf {plan.pdf}",
        repr(plan.config),
        repr(sorted((each.notice, each.region, locales) for each, locales in plan.directory.items())),
        *(f"{tag} {words.digest}" for tag, words in sorted(plan.words.items())),
    ]
    for document in plan.site.documents:
        parts.append(f"{document.id} {document.entries[-1].digest if document.entries else ''}")
        parts += [text.entry.digest for text in document.texts if text.draft]
    return sha256("\0".join(parts).encode()).hexdigest()


def artifacts(plan: Plan, name: str, theme: Theme) -> Iterator[Artifact]:
    """The files of a part; `plan` is narrowed to it."""
    if name == SITE:
        for asset in theme.assets.values():
            yield Artifact(permalinks.output_path(permalinks.asset(asset.fingerprinted)), asset.data)
        yield from (_artifact(plan, leaf, theme) for leaf in site_leaves(plan))
        yield from site_artifacts(plan)
        return
    locale = name.split(" ")[1]
    for edition in plan.editions:
        if locale in plan.directory[edition.id]:
            yield from (_artifact(plan, leaf, theme) for leaf in edition_leaves(plan, edition, locale))
            yield from edition_artifacts(plan, edition, locale)


def _artifact(plan: Plan, leaf: Leaf[Page], theme: Theme) -> Artifact:
    page = leaf.page
    data = theme.render(page, plan.words[page.frame.locale])
    return Artifact(permalinks.output_path(page.frame.url), data, leaf.is_entry)
