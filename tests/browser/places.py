"""Every kind of page of the example site, with one address for each language that has it."""

from pathlib import Path

LOCALES = ("en", "sv", "ar", "ja")

KINDS = {
    "root": ["/"],
    "neutral": ["/privacy/"],
    "home": ["/{locale}/"],
    "in force": ["/{locale}/privacy/"],
    "regional edition": ["/{locale}/privacy/eea/"],
    "superseded": ["/{locale}/privacy/2025-02-01/"],
    "upcoming": ["/{locale}/privacy/2027-01-01/"],
    "state": ["/{locale}/privacy/2024-04-01/r1/", "/en/privacy/uk/2025-06-19/r1/"],
    "correction": ["/{locale}/privacy/2024-04-01/r2/changes/", "/en/privacy/uk/2025-06-19/r2/changes/"],
    "changes": ["/{locale}/privacy/2026-05-15/changes/"],
    "compare": ["/{locale}/privacy/2025-02-01/compare/"],
    "archive": ["/{locale}/privacy/archive/"],
    "not found": ["/{locale}/404.html", "/404.html"],
}
"""The addresses of each kind, the best first: some kinds do not exist in every language."""


def address(site: Path, kind: str, locale: str) -> str | None:
    """The address of the first page of that kind that the site has, None where it has none in this language."""
    for pattern in KINDS[kind]:
        path = pattern.format(locale=locale)
        if file_of(site, path).is_file():
            return path
    return None


def file_of(site: Path, path: str) -> Path:
    """The file behind an address."""
    return site / (path[1:] + ("index.html" if path.endswith("/") else ""))


def all_addresses(site: Path) -> list[str]:
    """One address of every kind in every language that has it, without repetition."""
    found = (address(site, kind, locale) for locale in LOCALES for kind in KINDS)
    return list(dict.fromkeys(path for path in found if path))
