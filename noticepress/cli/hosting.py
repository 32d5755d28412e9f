"""`noticepress hosting`."""

from datetime import date
from pathlib import Path

import click

from noticepress.cli.common import SOURCE, Day, OneOf, now, told


@click.command("hosting")
@click.argument("target", type=OneOf(["nginx", "caddy", "apache", "netlify"]))
@SOURCE
@click.option("--site", default="", help="The folder of the site, as the server sees it (public/ of the project).")
@click.option("--server-name", default="", help="The names the server answers to (the host of the base URL).")
@click.option("--listen", default="", help="Where the server listens, such as 80 or 127.0.0.1:8080.")
@click.option("--cookie/--no-cookie", default=True, help="Remember in a cookie which language a reader chose.")
@click.option("--suggest-country", "country_header", default="", metavar="HEADER",
              help="A request header with the reader's territory; a Link header names its edition.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Write the files into this folder.")
@click.option("--on", "day", type=Day(), help="As of the end of this day instead of today.")
@told
def command(
    target: str, source: Path, site: str, server_name: str, listen: str, cookie: bool, country_header: str,
    output: Path | None, day: date | None,
) -> None:  # fmt: skip
    """Write the configuration of a web server for the site: languages, headers, caching, 404.

    Without --output it is printed.
    """
    from noticepress.formats.hosting import Hosting, hosting
    from noticepress.pages import plan
    from noticepress.source import read_sources

    project, _ = read_sources(source)
    root = site or str((source / "public").resolve())
    settings = Hosting(root, server_name, listen, cookie, country_header)
    files = hosting(target, plan(project, day or now(project.config).date(), {}), settings)
    for file in files:
        if output is None:
            click.echo(file.data.decode(), nl=False)
            continue
        output.mkdir(parents=True, exist_ok=True)
        (output / file.path).write_bytes(file.data)
        click.echo(f"{output / file.path}")
