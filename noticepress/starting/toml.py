"""site.toml changed as a person would: comments, order and spacing stay. The only importer of tomlkit."""

from collections.abc import Iterable, Mapping
from typing import Final

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Array, Table

from noticepress.errors import RefusedError
from noticepress.model import DocumentId

_SITE: Final = """\
# The settings of the site. Every text is between quotation marks; lines that start with # are notes for people.

[site]
name = ""
# Where readers will find the site.
base-url = ""
# Days begin and end here.
time-zone = ""
# The language in which you write; the others are translations.
source-locale = ""
locales = []

# Use these in your texts as {{ organisation.name }} and so on.
[organisation]
name = ""
email = ""

# Values that differ by region: {{ contact.email }}. These apply where no region does.
[contact]
email = ""

# One table for each notice, in the order in which readers see them.
"""


def site_toml(site: Mapping[str, str], locales: Iterable[str], organisation: str, email: str, notice: str) -> str:
    """The site.toml of a new site with one notice; `site` are the texts of its first table."""
    document = tomlkit.parse(_SITE)
    for key, value in site.items():
        _table(document, "site")[key] = value
    locale_list = _table(document, "site")["locales"]
    if isinstance(locale_list, Array):
        locale_list.extend(locales)
    _table(document, "organisation").update({"name": organisation, "email": email})
    _table(document, "contact").update({"email": email})
    return f"{tomlkit.dumps(document).rstrip()}\n[notices.{notice}]\n"


def with_notice(text: str, slug: str, settings: Mapping[str, object]) -> str:
    """The same with a table for a notice after the others."""
    document = tomlkit.parse(text)
    _table(document, "notices").add(slug, _new(settings))
    return _written(document)


def with_addendum(text: str, identifier: DocumentId, settings: Mapping[str, object]) -> str:
    """The same with a table for an addendum after those of its notice."""
    document = tomlkit.parse(text)
    notice = _table(document, "notices", identifier.notice)
    if "addenda" not in notice:
        notice.add("addenda", tomlkit.table(is_super_table=True))
    _table(document, "notices", identifier.notice, "addenda").add(identifier.region, _new(settings))
    return _written(document)


def with_region(text: str, slug: str, settings: Mapping[str, object]) -> str:
    """The same with a table for a region after the others."""
    document = tomlkit.parse(text)
    if "regions" not in document:
        document.add("regions", tomlkit.table(is_super_table=True))
    _table(document, "regions").add(slug, _new(settings))
    return _written(document)


def with_locale(text: str, tag: str) -> str:
    """The same with a locale at the end of the site's list."""
    document = tomlkit.parse(text)
    _list(_table(document, "site")["locales"]).append(tag)
    return _written(document)


def _new(settings: Mapping[str, object]) -> Table:
    table = tomlkit.table()
    for key, value in settings.items():
        table.add(key, value)
    table.add(tomlkit.nl())
    return table


def _table(document: TOMLDocument, *path: str) -> Table:
    found: object = document
    for name in path:
        found = found[name] if isinstance(found, TOMLDocument | Table) else None
    if not isinstance(found, Table):
        msg = f"site.toml writes {'.'.join(path)} in an unusual way. Write it as a table [{'.'.join(path)}]."
        raise RefusedError(msg)
    return found


def _list(value: object) -> Array:
    if not isinstance(value, Array):
        msg = "site.toml writes the locales in an unusual way. Write them as a list between [ and ]."
        raise RefusedError(msg)
    return value


def _written(document: TOMLDocument) -> str:
    return tomlkit.dumps(document).rstrip("\r\n") + "\n"
