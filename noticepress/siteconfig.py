"""site.toml: text in, `SiteConfig` or findings out."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from noticepress.errors import EnvironmentFault, Finding, nearest
from noticepress.languages import is_locale, is_territory, locale_help, territory_meant
from noticepress.markup import DIALECT
from noticepress.model import (
    CheckSetting,
    DocumentConfig,
    DocumentId,
    Html,
    Level,
    Moved,
    Placement,
    Region,
    Settings,
    SiteConfig,
    Untranslated,
)
from noticepress.regions import TERRITORIES, lack_of_region
from noticepress.schema import Fields, check_name

if TYPE_CHECKING:
    from noticepress.checks.requirements import Requirements

_ADDRESS: Final = re.compile(r"/(?:[\w~%-]+(?:\.[\w~%-]+)*/)*(?:[\w~%-]+(?:\.[\w~%-]+)*)?(?:#[\w-]+)?")
UNKNOWN_LOCALE: Final = "unknown-locale"
"""The rule of a finding after which “not a locale of the site” says nothing new."""
UNKNOWN_NAMES: Final = (UNKNOWN_LOCALE, "name", "region")
"""Rules of findings after which files that seem to belong to nothing say nothing new."""

OWN_THEME: Final = "theme"
"""The folder of a theme where site.toml names none; it need not exist."""
LEVELS: Final = ("error", "warning", "note", "off")
LIMITED: Final = "long-sentence"
"""The one check that takes a limit."""


def read_site(text: str, file: str, findings: list[Finding]) -> SiteConfig | None:
    """The configuration, or None with findings; `file` is the path to name in them."""
    before = len(findings)
    config = survey_site(text, file, findings)
    return config if len(findings) == before else None


def survey_site(text: str, file: str, findings: list[Finding]) -> SiteConfig | None:
    """The configuration with defaults in place of what is wrong, so that the texts can be looked at all the same;
    None where the file is no TOML."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        from noticepress.diagnosis.toml import toml_faults

        findings += toml_faults(text, file)
        return None
    except RecursionError:
        findings.append(Finding(file, 0, 0, "toml", "site.toml is nested too deeply.", "Write it flatter."))
        return None
    return _Reader(Fields(values, file, partial(_place, text), findings)).site()


def _place(text: str, path: tuple[str, ...]) -> tuple[int, int]:
    from noticepress.diagnosis.toml import nearest_place

    return nearest_place(text, path), 1


class _Reader:
    """Reads the tables in the order in which they need each other: locales before regions before notices."""

    def __init__(self, root: Fields) -> None:
        self.root = root
        self.has_unknown_locale = False

    def site(self) -> SiteConfig:
        site = self.root.table("site")
        locales = self._locales(site)
        source = site.text("source-locale", locales[0] if locales else "en")
        if locales and source not in locales:
            site.note("source-locale", "locale", f"“{source}” is not among the locales.", "Add it to locales.")
            source = locales[0]
        base = site.text("base-url", mend='Add base-url = "https://www.example.com".').rstrip("/")
        if base and not re.match(r"https?://[^\s/?#]+(/[^\s?#]*)?$", base):
            mend = "Write it like https://legal.example.com, without ? or #."
            site.note("base-url", "url", f"“{base}” is not a web address.", mend)
        organisation = self.root.plain(self._meant("organisation"))
        if "name" not in organisation:
            mend = 'Write name = "…" below [organisation].'
            self.root.note("organisation", "missing-key", "The organisation has no name.", mend)
        retired = self._retired(site, locales)
        contact = self.root.plain("contact")
        regions = self._regions(locales)
        config = SiteConfig(
            name=site.text("name", organisation.get("name", "")),
            base_url=base,
            zone=self._zone(site),
            source_locale=source,
            locales=locales,
            variables={f"organisation.{key}": value for key, value in organisation.items()},
            contact=contact,
            regions=regions,
            documents=self._documents(locales, source, regions),
            theme=site.text("theme", OWN_THEME),
            accessibility=site.text("accessibility", ""),
            privacy=site.text("privacy", ""),
            moved=self._moved(),
            retired_locales=retired,
            material_days=site.number("material-days", 30),
            notice_days=site.number("notice-days", 30),
            checks=self._checks(),
        )
        self._check_roles(site, config)
        site.close()
        self.root.close()
        return config

    def _meant(self, table: str) -> str:
        """The name under which a table stands: its own, or one so near that it was meant, which is told."""
        keys = self.root.keys()
        near = get_close_matches(table, keys, n=1, cutoff=0.8) if table not in keys else []
        for name in near:
            self.root.note(name, "unknown-key", f"Unknown key “{name}”.", f"Did you mean “{table}”?")
        return near[0] if near else table

    def _locales(self, site: Fields) -> tuple[str, ...]:
        if site.is_text("locales"):
            locales = tuple(filter(None, re.split(r"[\s,;]+", site.text("locales"))))
            listed = ", ".join(f'"{tag}"' for tag in locales)
            site.note("locales", "type", "“locales” must be a list of texts.", f"Write locales = [{listed}].")
        else:
            locales = site.texts("locales") or ()
        if not locales:
            site.note("locales", UNKNOWN_LOCALE, "The site has no locales.", 'Write locales = ["en", "sv"].')
            self.has_unknown_locale = True
        for tag in dict.fromkeys(locales):
            if not is_locale(tag):
                mend = locale_help(tag)
                site.note("locales", UNKNOWN_LOCALE, f"“{tag}” is not a language that CLDR knows.", mend)
                self.has_unknown_locale = True
            if locales.count(tag) > 1:
                site.note("locales", "locale", f"“{tag}” stands twice in locales.", "Keep one of the two.")
        locales = tuple(dict.fromkeys(locales))
        return tuple(tag for tag in locales if is_locale(tag))

    @staticmethod
    def _retired(site: Fields, locales: Sequence[str]) -> tuple[str, ...]:
        retired = site.texts("retired-locales") or ()
        for tag in retired:
            if not is_locale(tag):
                mend = "Use the tag that the locale had in “locales”."
                site.note("retired-locales", "locale", f"“{tag}” is not a language that CLDR knows.", mend)
            elif tag in locales:
                mend = "Take it out of one of the two lists."
                site.note("retired-locales", "locale", f"“{tag}” is offered and retired at once.", mend)
        return tuple(tag for tag in retired if is_locale(tag) and tag not in locales)

    @staticmethod
    def _zone(site: Fields) -> ZoneInfo:
        name = site.text("time-zone", mend='Add time-zone = "Europe/Stockholm": days begin and end there.')
        try:
            return ZoneInfo(name or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            known = sorted(available_timezones())
            if not known:
                msg = "This machine has no time zone data. Install the Python package tzdata (pip install tzdata)."
                raise EnvironmentFault(msg) from error
            close = (
                nearest(name, [each for each in known if "/" in each]) if not re.match(r"(?i)(gmt|utc)\b", name) else ""
            )
            mend = close if close.startswith("Did") else "Use a name of the IANA list, such as Europe/Stockholm."
            site.note("time-zone", "time-zone", f"“{name}” is not a time zone.", mend)
            return ZoneInfo("UTC")

    def _regions(self, locales: Sequence[str]) -> dict[str, Region]:
        table, regions = self.root.table("regions"), {}
        for slug in table.keys():  # noqa: SIM118  (Fields is no mapping)
            fields = table.table(slug)
            if fault := check_name(slug, locales):
                table.note(slug, "name", fault, _other_name(slug, locales))
            territories = fields.texts("territories") or TERRITORIES.get(slug, ())
            for code in territories:
                if not is_territory(code):
                    meant = territory_meant(code)
                    mend = f"Did you mean “{meant}”?" if meant else "Write ISO 3166 codes, such as NO or US-CA."
                    fields.note("territories", "territory", f"“{code}” is not a country or part of one.", mend)
            name = fields.text("name", "")
            if lack := lack_of_region(slug, name, territories):
                table.note(slug, "region", *lack)
            regions[slug] = Region(slug, territories, name, fields.plain("contact"), fields.flag("retired"))
            fields.close()
        return regions

    def _documents(
        self, locales: tuple[str, ...], source: str, regions: Mapping[str, Region]
    ) -> tuple[DocumentConfig, ...]:
        table, documents = self.root.table("notices"), []
        for slug in table.keys():  # noqa: SIM118  (Fields is no mapping)
            if fault := check_name(slug, locales):
                table.note(slug, "name", fault, _other_name(slug, locales))
            fields = table.table(slug)
            notice = self._document(fields, DocumentId(slug), locales, source)
            documents.append(notice)
            addenda = fields.table("addenda")
            for region in addenda.keys():  # noqa: SIM118  (Fields is no mapping)
                if region not in regions:
                    close = "" if region in TERRITORIES else nearest(region, list(regions)) + " Or "
                    mend = f"{close}add a table [regions.{region}].".replace("add", "Add", not close)
                    addenda.note(region, "region", f"“{region}” is not a region of the site.", mend.lstrip())
                inner = addenda.table(region)
                documents.append(self._document(inner, DocumentId(slug, region), notice.locales, source))
                inner.close()
            fields.close()
        if not documents:
            self.root.note("notices", "missing-key", "The site has no notices.", "Add a table [notices.privacy].")
        # A name that is none could lead out of the folder: such documents are not looked at.
        return tuple(each for each in documents if _is_named_well(each.id, locales, regions))

    def _document(
        self, fields: Fields, identifier: DocumentId, offered: tuple[str, ...], source: str
    ) -> DocumentConfig:
        given = fields.texts("locales")
        if given == ():
            fields.note(
                "locales", "locale", f"{identifier} is offered in no language.", "Take the line out, or name one."
            )
        locales = given or offered
        whole = f"notice “{identifier.notice}”" if identifier.region else "site"
        for tag in locales:
            if tag not in offered and not self.has_unknown_locale:
                mend = f"Add it to the locales of the {whole} first, or take it out here."
                fields.note("locales", "locale", f"“{tag}” is not a locale of the {whole}.", mend)
        reason = fields.text("locales-reason", "")
        locales = tuple(tag for tag in locales if tag in offered)
        if len(locales) < len(offered) and not reason:
            mend = 'Say why in locales-reason = "…".'
            fields.note("locales", "locales-reason", f"{identifier} is offered in fewer languages.", mend)
        authoritative = fields.text("authoritative", source)
        if authoritative not in locales and not self.has_unknown_locale:
            what = f"The authoritative locale “{authoritative}” is not offered."
            fields.note("authoritative", "locale", what, "Name one of the document's locales.")
        settings = Settings(
            authoritative=authoritative,
            dialect=DIALECT,
            html=cast("Html", fields.choice("html", ("off", "sanitised"), "off")),
            placement=cast("Placement", fields.choice("placement", ("section", "page"), "page")),
            untranslated=cast("Untranslated", fields.choice("untranslated", ("source", "previous"), "source")),
        )
        review: date | None = fields.day("last-review", required=False)
        covers = _Reader._covers(fields)
        return DocumentConfig(identifier, locales, settings, reason, review, covers, _Reader._exempt(fields, covers))

    @staticmethod
    def _covers(fields: Fields) -> tuple[str, ...]:
        """The lists of legal contents that a document must meet."""
        names = (fields.text("covers"),) if fields.is_text("covers") else fields.texts("covers") or ()
        for name in names:
            if name not in (known := _requirements()):
                what = f"“{name}” is not a list of contents."
                fields.note("covers", "covers", what, f"Known: {', '.join(known)}.")
        return names

    @staticmethod
    def _exempt(fields: Fields, covers: Sequence[str]) -> dict[str, str]:
        """The items of these lists that do not apply, each with the reason."""
        table = fields.table("not-applicable")
        known = [item.name for name in covers if name in (lists := _requirements()) for item in lists[name].items]
        reasons = {}
        for item in table.keys():  # noqa: SIM118  (Fields is no mapping)
            reasons[item] = table.text(item, mend="Say why it does not apply.")
            if item not in known and all(name in _requirements() for name in covers):
                mend = nearest(item, known) or 'Name the list first: covers = ["gdpr-13"].'
                table.note(item, "covers", f"“{item}” is not an item of the lists in covers.", mend)
        return reasons

    def _checks(self) -> dict[str, CheckSetting]:
        """The tables `[checks.NAME]`: a level with its reason, and a limit where the rule has one."""
        table, settings = self.root.table("checks"), {}
        usual = _severities() if table.keys() else {}
        for name in table.keys():  # noqa: SIM118  (Fields is no mapping)
            fields = table.table(name)
            if name not in usual:
                table.note(name, "check", f"There is no check “{name}”.", nearest(name, list(usual)))
            level = cast("Level", fields.choice("level", LEVELS, usual.get(name, "warning")))
            reason = fields.text("reason", "")
            if "level" in fields and not reason:
                mend = 'Add reason = "…", so that others know why.'
                fields.note("level", "missing-key", f"The check “{name}” is changed without a reason.", mend)
            limit = fields.number("limit", 0) if name == LIMITED else 0
            settings[name] = CheckSetting(level, reason, limit)
            fields.close()
        return settings

    def _moved(self) -> tuple[Moved, ...]:
        """The rows `[[moved]]`: addresses of the site without its host."""
        rows: list[Moved] = []
        for fields in self.root.tables("moved"):
            old = fields.text("old", mend='Write old = "/former/address/": where readers come from.')
            new = fields.text("new", mend='Write new = "/sv/privacy/": where they shall go.')
            for key, address in (("old", old), ("new", new)):
                if address and not _ADDRESS.fullmatch(address):
                    mend = f'Write {key} = "/sv/privacy/": an address of this site, from its first slash on.'
                    fields.note(key, "url", f"“{address}” is not an address of this site.", mend)
            if old in (row.old for row in rows):
                fields.note("old", "moved", f"“{old}” has moved twice.", "Keep one of the rows.")
            rows.append(Moved(old, new))
            fields.close()
        return tuple(rows)

    @staticmethod
    def _check_roles(site: Fields, config: SiteConfig) -> None:
        slugs = [document.id.notice for document in config.documents if not document.id.region]
        for role, slug in (("accessibility", config.accessibility), ("privacy", config.privacy)):
            if slug and slug not in slugs:
                what = f"The {role} notice “{slug}” is not a notice of the site."
                site.note(role, "reference", what, nearest(slug, slugs))


def _other_name(name: str, locales: Sequence[str]) -> str:
    """A name that would do in place of one that does not."""
    other = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    is_well = other != name and not check_name(other, locales)
    return f"Write “{other}”, and rename its folder." if is_well else "Give it another name."


def _is_named_well(identifier: DocumentId, locales: Sequence[str], regions: Mapping[str, Region]) -> bool:
    names = (identifier.notice, *filter(None, (identifier.region,)))
    return not any(check_name(name, locales) for name in names) and identifier.region in ("", *regions)


def _requirements() -> "Mapping[str, Requirements]":
    """The lists of legal contents; they and the checks are loaded where site.toml speaks of them alone."""
    from noticepress.checks.requirements import REQUIREMENTS

    return REQUIREMENTS


def _severities() -> dict[str, Level]:
    """The usual severity of each check."""
    from noticepress.checks import RULES

    return {rule.name: rule.severity for rule in RULES}
