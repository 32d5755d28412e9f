"""Every kind of page of the example site, with one address for each language that has it."""

from pathlib import Path

LOCALES = ("en", "sv", "ar", "ja")

KINDS = {
    "root": "/",
    "neutral": "/privacy/",
    "home": "/{locale}/",
    "in force": "/{locale}/privacy/",
    "regional edition": "/{locale}/privacy/eea/",
    "addendum on a page": "/{locale}/privacy/california/",
    "superseded": "/{locale}/privacy/2025-02-01/",
    "upcoming": "/{locale}/privacy/2027-01-01/",
    "state": "/{locale}/privacy/2023-12-15/r1/",
    "correction": "/{locale}/privacy/2023-12-15/r2/changes/",
    "changes": "/{locale}/privacy/2026-05-15/changes/",
    "compare": "/{locale}/privacy/2025-02-01/compare/",
    "archive": "/{locale}/privacy/archive/",
    "not found": "/404.html",
    "not found in a language": "/{locale}/404.html",
}


def addresses(site: Path, kind: str) -> list[str]:
    """The pages of a kind, one for each language that has it; at least one."""
    paths = dict.fromkeys(KINDS[kind].format(locale=locale) for locale in LOCALES)
    found = [path for path in paths if file_of(site, path).is_file()]
    assert found, f"the example site has no page of the kind “{kind}” any more"
    return found


def one_of_each(site: Path) -> list[str]:
    """One page of every kind."""
    return [addresses(site, kind)[0] for kind in KINDS]


def all_addresses(site: Path) -> list[str]:
    """The pages of every kind in every language."""
    return [path for kind in KINDS for path in addresses(site, kind)]


def file_of(site: Path, path: str) -> Path:
    """The file behind an address."""
    return site / (path[1:] + ("index.html" if path.endswith("/") else ""))
