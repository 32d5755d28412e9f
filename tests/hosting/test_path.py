"""A site below a path of its host, behind each server; this path looks like a language and goes beyond ASCII."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from noticepress.cli import main
from tests.building import CHECKOUT, Building
from tests.hosting.servers import Answer, Server, free_port, started

PATH = "/sv/r%C3%A4tt"
MOVED = '\n[[moved]]\nold = "/gammal/"\nnew = "/sv/privacy/"\n'


@pytest.fixture(scope="module")
def project() -> Iterator[Path]:
    """A small site below a path, where a server that gives up its rights can read it."""
    building = Building(
        locales=("en", "sv"),
        documents={"privacy": {}, "privacy/eea": {"placement": "page"}},
        site={"base-url": f"https://example.org{PATH}"},
    )
    building.publish("privacy", "2021-03-01", {"en": "Little.", "sv": "Lite."}, at="2021-02-01")
    building.publish("privacy", "2022-03-01", {"en": "More.", "sv": "Mer."}, at="2022-02-01", summary="More")
    building.publish("privacy/eea", "2021-03-01", {"en": "Rights.", "sv": "Dina."}, at="2021-02-01")
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        building.write(folder)
        config = folder / "notices" / "site.toml"
        config.write_text(config.read_text(encoding="utf-8") + MOVED, encoding="utf-8")
        for each in ("theme", "locales"):
            (folder / each).symlink_to(CHECKOUT / each)
        run("build", "--compress", "--source", name, "--on", "2022-06-01")
        yield folder


def run(*arguments: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module", params=["nginx", "apache", "caddy"])
def server(request: pytest.FixtureRequest, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder, port = tmp_path_factory.mktemp(request.param), free_port()
    places = ["--source", str(project), "--output", str(folder), "--on", "2022-06-01"]
    listen = ["--listen", f"127.0.0.1:{port}", "--server-name", "localhost", "--suggest-country", "X-Country"]
    run("hosting", request.param, *places, *listen)
    with started(request.param, folder, port) as running:
        yield running


def target(answer: Answer) -> str:
    """Where an answer leads, in the spelling of the test: Apache writes `%c3`."""
    return re.sub(r"%[0-9a-f]{2}", lambda found: found[0].upper(), re.sub(r"^https?://[^/]+", "", answer["Location"]))


def test_every_page_is_found_below_the_path_and_none_beside_it(server: Server, project: Path) -> None:
    public = project / "public"
    pages = ["/" + each.relative_to(public).as_posix() for each in public.rglob("*.html")]
    assert len(pages) > 20
    for page in sorted(set(pages) - {"/gammal/index.html"}):
        address = page.removesuffix("index.html")
        answer = server.get(PATH + address)
        assert (answer.status, answer.body) == (200, (public / page[1:]).read_bytes()), address
        assert server.get(address).status == 404, address


def test_redirects_stay_below_the_path(server: Server) -> None:
    for asked, language, expected in (
        ("", "", "/"),
        ("/", "sv-FI", "/sv/"),
        ("/privacy/eea/", "en", "/en/privacy/eea/"),
        ("/sv/privacy", "", "/sv/privacy/"),
        ("/sv/privacy/2021-03-01", "", "/sv/privacy/2021-03-01/"),
        ("/gammal/", "", "/sv/privacy/"),
        ("/gammal", "", "/sv/privacy/"),
    ):
        answer = server.get(PATH + asked, accept_language=language)
        assert answer.status in (301, 302, 308), asked
        assert target(answer) == PATH + expected


def test_the_choice_of_a_language_is_kept_for_the_path_alone(server: Server) -> None:
    came_from = f"http://127.0.0.1:{server.port}{PATH}/en/privacy/"
    cookie = server.get(f"{PATH}/sv/privacy/", referer=came_from)["Set-Cookie"]
    assert cookie.startswith(f"notice-language=sv; Path={PATH}/; Max-Age=")
    assert server.get(f"{PATH}/sv/privacy/", referer=came_from.replace(PATH, ""))["Set-Cookie"] == ""
    answer = server.get(f"{PATH}/privacy/", cookie="notice-language=sv", accept_language="en")
    assert target(answer) == f"{PATH}/sv/privacy/"


def test_what_does_not_exist_is_said_in_its_language(server: Server) -> None:
    for address, language in ((f"{PATH}/sv/none/", "sv"), (f"{PATH}/en/none/", "en"), (f"{PATH}/none", "en")):
        answer = server.get(address)
        assert answer.status == 404
        assert f'<html lang="{language}"'.encode() in answer.body
        style = re.search(rb'rel="stylesheet" href="([^"]+)"', answer.body)
        assert style
        assert server.get(style[1].decode())["Cache-Control"].endswith("immutable")


def test_the_edition_of_a_territory_is_named_below_the_path(server: Server) -> None:
    answer = server.get(f"{PATH}/sv/privacy/", x_country="SE")
    assert f'<{PATH}/sv/privacy/eea/>; rel="related"' in answer["Link"]
    assert {"x-country", "accept-encoding"} <= answer.names("Vary")


def test_a_moment_leads_to_a_version_below_the_path(server: Server) -> None:
    if server.name != "nginx":
        pytest.skip("only nginx negotiates moments")
    answer = server.get(f"{PATH}/sv/privacy/", accept_datetime="Sat, 01 May 2021 00:00:00 GMT")
    assert (answer.status, target(answer)) == (302, f"{PATH}/sv/privacy/2021-03-01/")
    memento = server.get(f"{PATH}/sv/privacy/2021-03-01/")
    assert memento["Memento-Datetime"] == "Sun, 28 Feb 2021 23:00:00 GMT"
    assert f'<https://example.org{PATH}/sv/privacy/>; rel="original timegate"' in memento["Link"]
