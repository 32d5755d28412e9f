"""A working text as it is published: variables resolved, ids written out, contact values and local files kept."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from noticepress import frontmatter
from noticepress.errors import RefusedError
from noticepress.ledger import digest
from noticepress.markup import local_targets, resolve, variables, write_out_ids
from noticepress.model import Attachment, Document, Site, WorkingText
from noticepress.publishing.values import Frozen

CONTACT: Final = "contact."
SAFE_SUFFIXES: Final = frozenset(
    "avif csv doc docx epub gif jpeg jpg json mp3 mp4 ods odt pdf png rtf txt webp xls xlsx".split()
)
"""Files that no browser runs as a program of this site; SVG and HTML can hold scripts."""

_PLAIN_VARIABLE: Final = re.compile(r"\{\{[ \t]*([a-z0-9.-]+)[ \t]*\}\}")


def freeze(
    site: Site,
    document: Document,
    locale: str,
    text: WorkingText,
    *,
    source: WorkingText,
    files: Mapping[str, bytes],
    values: Mapping[str, str] | None = None,
) -> Frozen:
    """The text of a locale, ready to be published.

    `source` is what it was made from; `files` are the local files of the document's folder by name. `values` are the
    variables frozen with the version's first text, which win over those of site.toml: a text published later says
    what the version said. RefusedError where a local file is missing or may not be published.
    """
    raw, body = written_out(site, document, text, source=source, values=values)
    attachments = tuple(_attachment(document, text, name, files) for name in local_targets(body))
    return Frozen(locale, raw, source.meta.change, source.sha256, attachments)


def written_out(
    site: Site, document: Document, text: WorkingText, *, source: WorkingText, values: Mapping[str, str] | None = None
) -> tuple[bytes, str]:
    """The bytes of a text as published, and its body alone."""
    known = {**site.config.variables, **(values or {})}
    used = {name: known[name] for name in _used(text) if name in known}
    body = write_out_ids(resolve(text.body, known.get), document.config.settings.html)
    contacts = site.config.contacts() if any(name.startswith(CONTACT) for name in _used(text)) else {}
    head = {
        "title": _plain(text.meta.title, known),
        "description": _plain(text.meta.description, known),
        "effective": source.meta.effective,
        "change": source.meta.change,
        "summary": resolve(text.meta.summary, known.get),
        "variables": used,
        "contacts": {region or frontmatter.NOWHERE: table for region, table in contacts.items()},
    }
    body = body.lstrip("\r\n")
    return (frontmatter.write(head) + "\n" + body).encode(), "\n" + body


def attached(texts: Mapping[str, Frozen] | list[Frozen], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The local files of texts by their names below `published/`."""
    every = texts.values() if isinstance(texts, Mapping) else texts
    return {each.file: files[each.name] for text in every for each in text.attachments}


def attachment(name: str, data: bytes) -> Attachment:
    """Where a local file is kept: by its hash, so that equal files are kept once."""
    mark = digest(data)
    return Attachment(name, f"files/{mark[:16]}/{unquote(name).rpartition('/')[2]}", mark)


def _attachment(document: Document, text: WorkingText, name: str, files: Mapping[str, bytes]) -> Attachment:
    data = files.get(name)
    if data is None:
        msg = f"{text.path}: there is no file “{name}” beside the text of “{document.id}”."
        raise RefusedError(msg)
    suffix = name.rpartition(".")[2].lower()
    if suffix not in SAFE_SUFFIXES:
        msg = (
            f"{text.path}: “{name}” is not published, since a browser could run it as a program of your site.\n"
            f"Save it in another form: {', '.join(sorted(SAFE_SUFFIXES))}."
        )
        raise RefusedError(msg)
    return attachment(name, data)


def _used(text: WorkingText) -> list[str]:
    parts = (text.body, text.meta.title, text.meta.description, text.meta.summary)
    return list(dict.fromkeys(found.name for part in parts for found in variables(part)))


def _plain(text: str, values: Mapping[str, str]) -> str:
    return _PLAIN_VARIABLE.sub(lambda match: values.get(match[1], match[0]), text)
