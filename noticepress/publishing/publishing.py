"""Publications of a new version, and of translations of a version that is public already."""

from collections.abc import Mapping
from datetime import date

from noticepress.errors import RefusedError
from noticepress.model import Document, Site, WorkingText
from noticepress.publishing.freezing import attached, freeze
from noticepress.publishing.values import Held, Publication, Stamp, publication


def publish(
    site: Site,
    document: Document,
    working: WorkingText,
    translations: Mapping[str, WorkingText],
    stamp: Stamp,
    *,
    held: tuple[Held, ...] = (),
    files: Mapping[str, bytes] | None = None,
    late: bool = False,
    yes: bool = False,
) -> Publication:
    """The publication of a new version with its complete translations; `files` are the local files by name.

    RefusedError where the version exists, its date lies in the past (without `late`), an upcoming version would be
    overtaken, or a material change gives less notice than site.toml promises (both without `yes`).
    """
    _refuse(site, document, working, stamp, late=late, yes=yes)
    local = files or {}
    texts = [freeze(site, document, site.config.source_locale, working, source=working, files=local)]
    for locale in document.config.locales:
        if locale in translations and locale != site.config.source_locale:
            texts.append(freeze(site, document, locale, translations[locale], source=working, files=local))
    return publication(
        document, working.meta.effective, "publish", texts, stamp,
        source=working, attached=attached(texts, local), held=held,
    )  # fmt: skip


def publish_late(
    site: Site,
    document: Document,
    version: date,
    translations: Mapping[str, WorkingText],
    stamp: Stamp,
    *,
    files: Mapping[str, bytes] | None = None,
) -> Publication:
    """The publication of translations of a version that is public in its source language.

    They are made from the frozen source and say what the version says: variables have the values of that time.
    RefusedError where the version does not exist or the locale has its text.
    """
    source = last_source(document, version)
    values = _values_of(site, document, version)
    texts = []
    for locale, text in translations.items():
        if locale in published_locales(document, version):
            msg = f"The version {version} of “{document.id}” is published in “{locale}” already. To change it, run\n"
            msg += f"    noticepress correct {document.id} {version} {locale}"
            raise RefusedError(msg)
        texts.append(freeze(site, document, locale, text, source=source, files=files or {}, values=values))
    return publication(document, version, "publish", texts, stamp, source=source, attached=attached(texts, files or {}))


def last_source(document: Document, version: date) -> WorkingText:
    """The frozen source of a version, as last corrected. RefusedError where there is none."""
    if version not in document.sources:
        known = ", ".join(day.isoformat() for day in document.sources) or "none"
        msg = f"“{document.id}” has no version {version}. Published: {known}."
        raise RefusedError(msg)
    return document.sources[version][-1]


def published_locales(document: Document, version: date) -> frozenset[str]:
    """The locales in which a version may be read: published, and not withdrawn since."""
    since = _since_withdrawal(document, version)
    return frozenset(text.locale for text in document.texts if text.entry.digest in since and not text.withdrawn)


def _since_withdrawal(document: Document, version: date) -> frozenset[str]:
    """The entries of a version since it was last withdrawn as a whole."""
    entries = [entry for entry in document.entries if entry.version == version]
    for index in range(len(entries) - 1, -1, -1):
        if entries[index].event == "withdraw" and not entries[index].sha256:
            entries = entries[index + 1 :]
            break
    return frozenset(entry.digest for entry in entries)


def _values_of(site: Site, document: Document, version: date) -> Mapping[str, str]:
    """The variables as they were frozen with the text in the source locale."""
    frozen = [t for t in document.texts if t.entry.version == version and t.locale == site.config.source_locale]
    return frozen[-1].meta.variables if frozen else {}


def _refuse(site: Site, document: Document, working: WorkingText, stamp: Stamp, *, late: bool, yes: bool) -> None:
    effective = working.meta.effective
    today = stamp.at.astimezone(site.config.zone).date()
    published = sorted({day for day in document.sources if published_locales(document, day)})
    if effective in published:
        msg = (
            f"The version {effective} of “{document.id}” is published already, and its text differs from this one.\n"
            f"Either correct it (“noticepress correct {document.id} {effective}”), "
            "or give the new text a new date in its front matter (effective: …)."
        )
        raise RefusedError(msg)
    if effective < today and not (late and stamp.reason):
        msg = f"{effective} has passed. Give a later date, or publish with --late --reason “why”."
        raise RefusedError(msg)
    overtaken = [day for day in published if day > effective]
    if overtaken and not yes:
        days = ", ".join(day.isoformat() for day in overtaken)
        msg = f"{effective} comes before what is already published for {days}. Add --yes if that is meant."
        raise RefusedError(msg)
    notice = (effective - today).days
    if published and working.meta.change == "material" and notice < site.config.notice_days and not yes:
        msg = (
            f"A material change that applies from {effective} gives readers {max(notice, 0)} days of notice; "
            f"site.toml promises {site.config.notice_days} (notice-days).\n"
            "Give a later date, or add --yes if it must be so."
        )
        raise RefusedError(msg)
