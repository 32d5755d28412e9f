"""`noticepress new site | notice | addendum | locale`."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click
from msgspec.structs import replace

from noticepress.cli import asking
from noticepress.cli.common import SOURCE, Commands, OneOf, now, told
from noticepress.errors import Finding, RefusedError, SourceError, UsageError

if TYPE_CHECKING:
    from noticepress.model import DocumentId, SiteConfig
    from noticepress.starting import Start

_NAME, _ADDRESS, _EMAIL = "Example Company", "https://legal.example.com", "privacy@example.com"
_PUT_YOURS = "Put your own name, web address and e-mail into notices/site.toml: nobody was here to ask for them."
"""What stands in a new site where no option says it and nobody can be asked, and what is said of that."""

EFFECTIVE = click.option("--effective", metavar="DATE", help="The day from which the text applies.")
TITLE = click.option("--title", help="The title that readers see.")


@click.group("new", cls=Commands)
def command() -> None:
    """Start a site, a notice, an addendum or a language.

    Each asks what it needs, or takes the answers as options; it writes files that build, never overwrites one, and
    says what to do next.
    """


@command.command("site")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--organisation", help="Who publishes the notices.")
@click.option("--base-url", help="Where readers will find the site: https://legal.example.com.")
@click.option("--email", help="The address for questions about personal data.")
@click.option("--locales", help="Languages, the one you write in first: en,sv,pt-BR.")
@click.option("--time-zone", help="Where days begin and end: Europe/Stockholm.")
@click.option("--title", default="Privacy notice", show_default=True, help="The title of the first notice.")
@EFFECTIVE
@told
def site(
    folder: Path | None, organisation: str | None, base_url: str | None, email: str | None, locales: str | None,
    time_zone: str | None, title: str, effective: str | None,
) -> None:  # fmt: skip
    """Start a project folder with a site and its first notice."""
    from noticepress.starting import SiteAnswers, new_site

    folder = folder or Path(asking.ask(None, "DIR", "The folder for the new site", asking.words, "my-notices"))
    if (folder / "notices" / "site.toml").exists():
        msg = f"There is a site in {folder} already. Add to it with “noticepress new notice NAME”."
        raise UsageError(msg)
    # Nobody has said yet in which zone days begin: the machine's own will do for a suggestion.
    suggested = asking.next_month(datetime.now().astimezone().date()).isoformat()
    answers = SiteAnswers(
        organisation=asking.ask(organisation, "--organisation", "Your organisation's name", asking.words, alone=_NAME),
        base_url=asking.ask(
            base_url, "--base-url", "The web address that the site will have", asking.address, alone=_ADDRESS
        ),
        email=asking.ask(
            email, "--email", "E-mail address for questions about personal data", asking.email, alone=_EMAIL
        ),
        locales=asking.ask(locales, "--locales", "Languages, the one you write in first", asking.locales, "en"),
        zone=asking.ask(
            time_zone, "--time-zone", "Time zone, such as Europe/Stockholm", asking.zone, _own_zone(), alone="UTC"
        ),
        effective=asking.ask(effective, "--effective", "From when does the first notice apply?", asking.day, suggested),
        title=title,
    )
    start = new_site(answers)
    first = [f"Go into the folder: cd {folder}"] if folder.resolve() != Path.cwd() else []
    if {_NAME, _ADDRESS, _EMAIL} & {answers.organisation, answers.base_url, answers.email}:
        first.append(_PUT_YOURS)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, replace(start, steps=(*first, *start.steps)))


@command.command("notice")
@click.argument("name", required=False)
@SOURCE
@TITLE
@EFFECTIVE
@told
def notice(name: str | None, source: Path, title: str | None, effective: str | None) -> None:
    """Add a notice NAME, such as cookies: the word stands in its address."""
    from noticepress.starting import new_notice
    from noticepress.starting.additions import check_notice

    text, config = _settings(source)
    name = _asked(
        name, "NAME", "Name of the notice, for its address, such as cookies", lambda it: check_notice(config, it)
    )
    suggested = name.replace("-", " ").capitalize() + " notice"
    start = new_notice(
        text, config, name,
        title=asking.ask(title, "--title", "Title that readers see", asking.words, suggested),
        effective=_effective(effective, config),
    )  # fmt: skip
    _write(source, start, text)


@command.command("addendum")
@click.argument("name", metavar="[NOTICE/REGION]", required=False)
@SOURCE
@TITLE
@EFFECTIVE
@click.option("--placement", type=OneOf(["section", "page"]), help="A section of the notice, or its own page.")
@click.option("--name", "region_name", help="The region's name in English, where noticepress does not know it.")
@click.option("--territories", help="Its ISO 3166 codes, where noticepress does not know it: US-WA.")
@told
def addendum(
    name: str | None, source: Path, title: str | None, effective: str | None, placement: str | None,
    region_name: str | None, territories: str | None,
) -> None:  # fmt: skip
    """Add what a notice says to one region more, such as privacy/california."""
    from noticepress.regions import TERRITORIES, meant
    from noticepress.starting import new_addendum
    from noticepress.starting.additions import check_addendum, is_known_region
    from noticepress.starting.additions import region_name as name_of

    text, config = _settings(source)
    question = "Notice and region, such as privacy/california"
    name = _asked(name, "NOTICE/REGION", question, lambda it: check_addendum(config, _identifier(it)))
    identifier = _identifier(name)
    codes: tuple[str, ...] = ()
    if not is_known_region(config, identifier.region):
        if region_name is None and (hint := meant(identifier.region, {**TERRITORIES, **config.regions})):
            click.echo(f"“{identifier.region}” is a region that noticepress does not know. {hint}", err=True)
        region_name = asking.ask(region_name, "--name", "The region's name in English", asking.words)
        codes = asking.ask(territories, "--territories", "Its ISO 3166 codes, such as US-WA", _codes)
    place = asking.ask(
        placement, "--placement", "A “section” of the notice, or a “page” of its own", _placement, "page"
    )
    suggested = f"Addendum for {region_name or name_of(config, identifier.region)}"
    start = new_addendum(
        text, config, identifier,
        title=asking.ask(title, "--title", "Title that readers see", asking.words, suggested),
        effective=_effective(effective, config),
        placement=place,
        name=region_name or "",
        territories=codes,
    )  # fmt: skip
    _write(source, start, text)


@command.command("locale")
@click.argument("tag", required=False)
@SOURCE
@told
def locale(tag: str | None, source: Path) -> None:
    """Add a language, such as sv or pt-BR."""
    from noticepress.starting import new_locale

    text, config = _settings(source)
    tag = _asked(tag, "TAG", "Language, such as sv or pt-BR", lambda it: new_locale(text, config, it))
    _write(source, new_locale(text, config, tag), text)


def _asked(given: str | None, name: str, question: str, check: Callable[[str], object]) -> str:
    """What the command is about: as given, else of the person, who is asked until it can be used."""

    def read(answer: str) -> str:
        try:
            check(answer)
        except (UsageError, RefusedError) as error:
            raise ValueError(str(error)) from error
        return answer

    if given is not None:
        check(given)
        return given
    return asking.ask(None, name, question, read)


def _settings(source: Path) -> tuple[str, "SiteConfig"]:
    """site.toml as it is, and what it says. SourceError where it cannot be read."""
    from noticepress.folders import where_to_run
    from noticepress.siteconfig import read_site

    file = source / "notices" / "site.toml"
    if not file.is_file():
        msg = f"There is no site in {source.resolve()}. {where_to_run(source)}"
        raise UsageError(msg)
    findings: list[Finding] = []
    text = file.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    config = read_site(text, "notices/site.toml", findings)
    if config is None:
        raise SourceError(findings)
    return text, config


def _identifier(name: str) -> "DocumentId":
    from noticepress.model import DocumentId

    parts = name.split("/")
    if len(parts) != 2 or not all(parts):
        msg = f"“{name}” is not a notice and a region. Write them like privacy/california."
        raise UsageError(msg)
    return DocumentId(*parts)


def _codes(text: str) -> tuple[str, ...]:
    codes = tuple(re.split(r"[\s,]+", text.strip(" ,").upper()))
    for code in codes:
        if not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", code):
            msg = f"“{code}” is not an ISO 3166 code. Write two letters, such as BR, or a part of a country: US-WA."
            raise ValueError(msg)
    return codes


def _placement(text: str) -> Literal["section", "page"]:
    if text not in ("section", "page"):
        msg = f"“{text}” is neither “section” nor “page”."
        raise ValueError(msg)
    return cast("Literal['section', 'page']", text)


def _effective(given: str | None, config: "SiteConfig") -> date:
    suggested = asking.next_month(now(config).date()).isoformat()
    return asking.ask(given, "--effective", "From when does it apply?", asking.day, suggested)


def _own_zone() -> str | None:
    """The zone of this machine, where it says so in the usual place."""
    name = Path("/etc/localtime").resolve().as_posix().partition("/zoneinfo/")[2]
    return name or None


def _write(root: Path, start: "Start", before: str = "") -> None:
    from noticepress.starting import write

    for path in write(root, start, before=before):
        click.echo(f"wrote {root / path}")
    click.echo("\nNext:")
    for number, step in enumerate(start.steps, 1):
        click.echo(f"  {number}. {step}")
