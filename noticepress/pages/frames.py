"""What every page of the site has around its own content."""

from noticepress import languages, permalinks
from noticepress.editions import EditionId
from noticepress.pages.plan import Plan
from noticepress.regions import NAMES
from noticepress.views import Frame, Link


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
) -> Frame:
    """The frame of a page; `canonical` is rooted, the page's own address by default."""
    config = plan.config
    accessibility = plan.edition(EditionId(config.accessibility)) if config.accessibility else None
    link = None
    if accessibility:
        target = permalinks.text(plan.best_locale(accessibility.id, locale), accessibility.id)
        link = Link(target, plan.words[locale].text("Accessibility notice"))
    return Frame(
        url=url,
        locale=locale,
        dir=direction(locale),
        title=title,
        site=config.name,
        organisation=config.variables.get("organisation.name", config.name),
        absolute=config.base_url + url,
        canonical=config.base_url + (canonical or url),
        description=description,
        robots=robots,
        home=permalinks.home(locale),
        accessibility=link,
        languages=languages,
    )


def direction(locale: str) -> str:
    """`ltr` or `rtl`."""
    return languages.direction(locale)


def language_link(url: str, tag: str, *, current: bool = False, note: str = "") -> Link:
    """A link named by a language in itself."""
    return Link(url, languages.autonym(tag), tag, direction(tag), tag, current, note)


def only_in(plan: Plan, locale: str, reader: str) -> str:
    """ "only in English", in the reader's language."""
    return plan.words[reader].text("only in %(language)s", language=languages.name_in(locale, reader))


def edition_name(plan: Plan, edition: EditionId, reader: str) -> str:
    """The name of a region's edition in the reader's language ("California"), or of the general one."""
    words = plan.words[reader]
    region = plan.config.regions.get(edition.region)
    if not edition.region or region is None:
        return words.text("General edition")
    if region.name or edition.region in NAMES:
        return words.text(region.name or NAMES[edition.region])
    return languages.territory_name(region.territories[0], reader)
