"""What search engines are told: which pages may be indexed, and their counterparts in other languages.

Counterparts are reciprocal (every page of a set names the same set, itself among them), and `x-default` is for readers
whose language the site does not have. A page on which another language stands in for a missing translation is none.
"""

from noticepress import permalinks
from noticepress.editions import Edition
from noticepress.pages.plan import Plan

Alternates = tuple[tuple[str, str], ...]
"""Pairs of a language tag, or `x-default`, and a rooted address."""


def is_indexed(plan: Plan, edition: Edition, locale: str) -> bool:
    """Whether the undated page of an edition is to be found: it is in force, public and in its own language."""
    shown = plan.shown(edition.shown.notice, locale)
    return edition.shown.status == "in force" and shown.stands_for == "own" and not shown.text.draft


def of_texts(plan: Plan, edition: Edition) -> Alternates:
    """The undated pages of an edition; the language-neutral address is for all others."""
    found = [
        (tag, permalinks.text(tag, edition.id)) for tag in plan.locales(edition.id) if is_indexed(plan, edition, tag)
    ]
    return (*found, ("x-default", permalinks.neutral(edition.id))) if found else ()


def of_archives(plan: Plan, edition: Edition) -> Alternates:
    """The archives of an edition; that in the language that prevails is for all others."""
    locales = plan.locales(edition.id)
    found = [(tag, permalinks.archive(tag, edition.id)) for tag in locales]
    authoritative = edition.shown.notice.authoritative.locale
    default = authoritative if authoritative in locales else locales[0]
    return (*found, ("x-default", permalinks.archive(default, edition.id)))


def of_homes(plan: Plan) -> Alternates:
    """The lists of notices; the choice of languages is for all others."""
    return (*((tag, permalinks.home(tag)) for tag in plan.config.locales), ("x-default", permalinks.ROOT))
