"""A new notice, addendum or locale of a site that is there."""

from collections.abc import Mapping, Sequence
from datetime import date

from noticepress import languages
from noticepress.errors import Finding, RefusedError, UsageError, nearest
from noticepress.model import DocumentId, Placement, SiteConfig
from noticepress.regions import NAMES, TERRITORIES
from noticepress.schema import check_name
from noticepress.siteconfig import read_site
from noticepress.starting import toml
from noticepress.starting.start import Start
from noticepress.starting.texts import addendum_text, notice_text

_SITE_TOML = "notices/site.toml"


def new_notice(site_toml: str, config: SiteConfig, slug: str, *, title: str, effective: date) -> Start:
    """A notice of that name. UsageError where it cannot bear the name, RefusedError where there is one already."""
    check_notice(config, slug)
    working = f"notices/{slug}/notice.md"
    text = notice_text(title, effective, has_contact="email" in config.contact)
    return Start({working: text}, _steps(working, slug), _checked(toml.with_notice(site_toml, slug, {})))


def new_addendum(
    site_toml: str,
    config: SiteConfig,
    identifier: DocumentId,
    *,
    title: str,
    effective: date,
    placement: Placement,
    name: str = "",
    territories: Sequence[str] = (),
) -> Start:
    """An addendum to a notice for a region, and the region where site.toml has none of that name.

    `name` and `territories` describe a region that noticepress does not know. UsageError where the notice is unknown
    or the region cannot bear its name, RefusedError where the addendum is there already.
    """
    check_addendum(config, identifier)
    changed = site_toml
    if identifier.region not in config.regions:
        changed = toml.with_region(changed, identifier.region, _region(identifier.region, name, territories))
    changed = toml.with_addendum(changed, identifier, {"placement": placement})
    working = f"notices/{identifier}/addendum.md"
    text = addendum_text(
        title, name or region_name(config, identifier.region), effective, has_contact="email" in config.contact
    )
    return Start({working: text}, _steps(working, str(identifier)), _checked(changed))


def check_notice(config: SiteConfig, slug: str) -> None:
    """Refuse a notice under a name that none can have, or that is there already."""
    if fault := check_name(slug, config.locales):
        raise UsageError(fault)
    _refuse_known(config, DocumentId(slug))


def check_addendum(config: SiteConfig, identifier: DocumentId) -> None:
    """Refuse an addendum to an unknown notice, under a name that no region can have, or that is there already."""
    notices = [str(each.id) for each in config.documents if not each.id.region]
    if identifier.notice not in notices:
        msg = f"There is no notice “{identifier.notice}”. {nearest(identifier.notice, notices)}"
        raise UsageError(msg)
    if fault := check_name(identifier.region, config.locales):
        raise UsageError(fault)
    _refuse_known(config, identifier)


def new_locale(site_toml: str, config: SiteConfig, tag: str) -> Start:
    """A language of the site. UsageError where CLDR does not know the tag, RefusedError where the site has it."""
    if not languages.is_locale(tag):
        msg = f"“{tag}” is not a language that CLDR knows. {languages.locale_help(tag)}"
        raise UsageError(msg)
    if tag in config.locales:
        msg = f"The site has the locale “{tag}” already."
        raise RefusedError(msg)
    if clash := next((each.id for each in config.documents if tag.lower() in (each.id.notice, each.id.region)), None):
        msg = f"“{clash}” bears the name of this locale, so their addresses would be the same. Rename it first."
        raise RefusedError(msg)
    own = [str(each.id) for each in config.documents if each.locales != config.locales]
    steps = [
        "Make the files for translators: noticepress messages update",
        f"Give them locales/{languages.posix_name(tag)}/LC_MESSAGES/; see what waits: noticepress status",
    ]
    if own:
        steps.append(f"These have locales of their own in site.toml; add “{tag}” where they need it: {', '.join(own)}")
    return Start({}, tuple(steps), _checked(toml.with_locale(site_toml, tag)))


def region_name(config: SiteConfig, slug: str) -> str:
    """A region's name in English: as site.toml says it, as noticepress knows it, or of its first territory."""
    region = config.regions.get(slug)
    territories = (region.territories if region else ()) or TERRITORIES.get(slug, ())
    known = (region.name if region else "") or NAMES.get(slug, "")
    return known or (languages.territory_name(territories[0], "en") if territories else slug.replace("-", " ").title())


def is_known_region(config: SiteConfig, slug: str) -> bool:
    """Whether nothing needs to be said of a region: site.toml or noticepress itself knows it."""
    return slug in config.regions or slug in TERRITORIES


def _region(slug: str, name: str, territories: Sequence[str]) -> Mapping[str, object]:
    if slug in TERRITORIES:
        return {}
    if not (name and territories):
        msg = f"noticepress does not know the region “{slug}”: say its name and its ISO 3166 territories."
        raise UsageError(msg)
    return {"name": name, "territories": list(territories)}


def _refuse_known(config: SiteConfig, identifier: DocumentId) -> None:
    if any(each.id == identifier for each in config.documents):
        msg = f"site.toml has “{identifier}” already."
        raise RefusedError(msg)


def _checked(site_toml: str) -> str:
    """The text, if it is a site.toml that can be read."""
    findings: list[Finding] = []
    if read_site(site_toml, _SITE_TOML, findings) is None:
        listed = "\n".join(str(each) for each in findings)
        msg = f"site.toml would not be valid with this addition, so it was left as it is:\n{listed}"
        raise RefusedError(msg)
    return site_toml


def _steps(working: str, name: str) -> tuple[str, ...]:
    return (
        f"Write your text in {working}.",
        "See it as readers will: noticepress preview",
        f"Make it public: noticepress publish {name}",
    )
