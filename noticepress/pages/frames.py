"""What every page of the site has around its own content."""

import re
from collections.abc import Iterator

from noticepress import languages, permalinks
from noticepress.editions import EditionId
from noticepress.model import Text
from noticepress.pages.plan import Around, Plan
from noticepress.pages.search import Alternates
from noticepress.regions import CLDR_CODES, NAMES, TERRITORIES
from noticepress.views import Frame, Link, Relation


def frame(
    plan: Plan,
    url: str,
    locale: str,
    title: str,
    *,
    languages: tuple[Link, ...] = (),
    canonical: str = "",
    robots: str = "",
    description: str = "",
    alternates: Alternates = (),
    relations: tuple[Relation, ...] = (),
) -> Frame:
    """The frame of a page; `canonical` is rooted, the page's own address by default."""
    config = plan.config
    accessibility = EditionId(config.accessibility)
    link = None
    if config.accessibility and plan.exists(accessibility):
        offered = plan.best_locale(accessibility, locale)
        foreign = "" if offered == locale else offered
        words = plan.words[locale].text("Accessibility notice")
        link = Link(permalinks.text(offered, accessibility), words, hreflang=foreign)
    return Frame(
        url=url,
        locale=locale,
        dir=direction(locale),
        title=title,
        site=config.name,
        organisation=config.organisation,
        absolute=config.base_url + url,
        canonical=config.base_url + (canonical or url),
        description=description,
        robots=robots,
        home=permalinks.home(locale),
        accessibility=link,
        languages=languages,
        alternates=tuple(Link(config.base_url + address, tag, hreflang=tag) for tag, address in alternates),
        relations=(*relations, *_privacy_policy(plan, url, locale)),
    )


def _privacy_policy(plan: Plan, url: str, locale: str) -> Iterator[Relation]:
    """The privacy notice of the site, from every page but its own (RFC 6903)."""
    edition = EditionId(plan.config.privacy)
    if plan.config.privacy and plan.exists(edition):
        offered = plan.best_locale(edition, locale)
        target = permalinks.text(offered, edition)
        if not url.startswith(target):
            yield Relation("privacy-policy", target, "text/html", offered)


def direction(locale: str) -> str:
    """`ltr` or `rtl`."""
    return languages.direction(locale)


def language_link(url: str, tag: str, *, current: bool = False, note: str = "") -> Link:
    """A link named by a language in itself."""
    return Link(url, languages.autonym(tag), tag, direction(tag), tag, current, note)


def only_in(plan: Plan, locale: str, reader: str, *others: str) -> str:
    """ "only in English", in the reader's language; with other locales "only in English, German and French"."""
    names = [languages.name_in(each, reader) for each in (locale, *others)]
    return plan.words[reader].text("only in %(language)s", language=languages.listing(names, reader))


def edition_name(plan: Plan, edition: EditionId, reader: str) -> str:
    """The name of a region's edition in the reader's language ("California"), or of the general one."""
    return region_name(plan, edition.region, reader) if edition.region else plan.words[reader].text("General edition")


def region_name(plan: Plan | Around, slug: str, reader: str) -> str:
    """The name of a region in the reader's language; of one that site.toml does not have, the slug."""
    region = plan.config.regions.get(slug)
    if region is None:
        return slug
    if region.name or slug in NAMES:
        words = plan.words.get(reader)
        name = region.name or NAMES[slug]
        return words.text(name) if words else name
    code = CLDR_CODES.get(slug) or TERRITORIES.get(slug, region.territories)[0]
    return languages.territory_name(code, reader)


def edition_title(plan: Plan, edition: EditionId, own: Text) -> str:
    """The notice's title, with the name of the region in the same language: no brackets within brackets."""
    if not edition.region:
        return own.meta.title
    name = region_name(plan, edition.region, own.locale)
    return f"{own.meta.title} – {name}" if re.search(r"[(（]", name) else f"{own.meta.title} ({name})"


def edition_countries(plan: Plan, edition: EditionId, reader: str) -> str:
    """The countries of an edition in words; those that its name says already are left out."""
    if not edition.region:
        return plan.words[reader].text("All countries without an edition of their own")
    region = plan.config.regions.get(edition.region)
    codes = {code.partition("-")[0] for code in region.territories} if region else set()
    names = {languages.territory_name(code, reader) for code in codes} - {region_name(plan, edition.region, reader)}
    return languages.listing(languages.in_order(names, reader), reader) if names else ""
