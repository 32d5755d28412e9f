"""The ends of texts: a version that will not apply, a text that must not be shown, a notice that is no more."""

from datetime import date

from noticepress.errors import RefusedError
from noticepress.model import Document, Site
from noticepress.publishing.publishing import published_locales
from noticepress.publishing.values import Publication, Stamp, chain, plain_entry, withdrawal_of


def withdraw_version(site: Site, document: Document, version: date, stamp: Stamp) -> Publication:
    """The withdrawal of an upcoming version: it will not take effect, and its date may be used again.

    RefusedError where the version is not public, or applies already.
    """
    _known(document, version)
    if version <= stamp.at.astimezone(site.config.zone).date():
        msg = (
            f"The version {version} of “{document.id}” applies already, and history cannot be changed.\n"
            "A text that must no longer be shown is withdrawn language by language: add the locale. To replace the "
            "version, publish a new one."
        )
        raise RefusedError(msg)
    _reason(stamp)
    return Publication(document, {}, chain(document, [plain_entry(document, "withdraw", version, stamp)]))


def withdraw_text(document: Document, version: date, locale: str, stamp: Stamp) -> Publication:
    """The withdrawal of a version's text in one locale, with all its revisions: it is no longer shown.

    What applied does not change; reason and hash stay public. RefusedError where there is no such text.
    """
    _known(document, version)
    _reason(stamp)
    texts = [t for t in document.texts if t.entry.version == version and t.locale == locale and not t.withdrawn]
    if not texts:
        known = ", ".join(sorted(published_locales(document, version)))
        msg = f"The version {version} of “{document.id}” has no text in “{locale}” that is shown. It has: {known}."
        raise RefusedError(msg)
    return Publication(document, {}, chain(document, [withdrawal_of(text.entry, stamp) for text in texts]))


def retire(site: Site, document: Document, first_day: date, stamp: Stamp) -> Publication:
    """The end of a document: from the first day on it no longer applies. Its archive and addresses stay.

    RefusedError where nothing is published, a version applies only from that day or later, or the day has passed.
    """
    if first_day < stamp.at.astimezone(site.config.zone).date():
        msg = f"{first_day} has passed, and “{document.id}” was shown as in force since. Give today or a later day."
        raise RefusedError(msg)
    days = [day for day in document.sources if published_locales(document, day)]
    if not days:
        msg = f"Nothing is published of “{document.id}”: take its table out of site.toml instead."
        raise RefusedError(msg)
    later = [day.isoformat() for day in days if day >= first_day]
    if later:
        msg = (
            f"“{document.id}” has versions that apply from {first_day} or later: {', '.join(later)}.\n"
            f"Withdraw them first (“noticepress withdraw {document.id} {later[0]}”), or give a later date."
        )
        raise RefusedError(msg)
    return Publication(document, {}, chain(document, [plain_entry(document, "retire", first_day, stamp)]))


def _known(document: Document, version: date) -> None:
    days = sorted({entry.version for entry in document.entries if entry.event != "retire"})
    if version not in days or not published_locales(document, version):
        known = ", ".join(day.isoformat() for day in days if published_locales(document, day)) or "none"
        msg = f"“{document.id}” has no version {version}. Published: {known}."
        raise RefusedError(msg)


def _reason(stamp: Stamp) -> None:
    if not stamp.reason:
        msg = "A withdrawal needs its reason, which stays public: add --reason “why”."
        raise RefusedError(msg)
