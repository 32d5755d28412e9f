"""What `noticepress hosting` writes, without a server."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from noticepress.cli import main
from tests.building import Building


@pytest.fixture
def project(tmp_path: Path) -> Path:
    built = Building(locales=("en", "pt-BR"), site={"name": "Line one\nline two"})
    built.publish("privacy", "2021-03-01", {"en": "We collect little."}, at="2021-02-01")
    built.write(tmp_path)
    return tmp_path


def hosting(project: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["hosting", *arguments, "--source", str(project), "--on", "2021-05-01"])
    assert result.exit_code == 0, result.output
    return result.output


def test_netlify_chooses_the_language_at_the_root_and_at_each_notice(project: Path) -> None:
    config = tomllib.loads(hosting(project, "netlify", "--site", "public"))
    languages = {
        (row["from"], row["to"]): row["conditions"]["Language"] for row in config["redirects"] if row["status"] == 302
    }
    assert languages["/", "/pt-BR/"] == ["pt"]
    assert languages["/privacy/", "/en/privacy/"] == ["en"]
    assert config["build"]["publish"] == "public"
    everywhere = next(row["values"] for row in config["headers"] if row["for"] == "/*")
    assert everywhere["Content-Security-Policy"].startswith("default-src 'none'")


def test_files_are_written_into_a_folder_or_printed(project: Path) -> None:
    printed = hosting(project, "nginx")
    assert "js_import" in printed
    assert "export default" in printed
    named = hosting(project, "nginx", "--output", str(project / "conf"))
    assert [Path(line).name for line in named.splitlines()] == ["noticepress.conf", "noticepress.js"]
    assert "".join(Path(line).read_text(encoding="utf-8") for line in named.splitlines()) == printed


@pytest.mark.parametrize("target", ["nginx", "apache", "caddy", "netlify"])
def test_the_name_of_a_site_cannot_add_a_line(project: Path, target: str) -> None:
    assert "\nline two" not in hosting(project, target)


@pytest.mark.parametrize(
    ("option", "value"),
    [("--site", '/srv/a"b'), ("--server-name", "a.example; }"), ("--listen", "80; x"), ("--suggest-country", "A B")],
)
def test_what_would_break_out_of_a_configuration_is_refused(project: Path, option: str, value: str) -> None:
    result = CliRunner().invoke(main, ["hosting", "nginx", option, value, "--source", str(project)])
    assert result.exit_code == 2
    assert f"“{value}” cannot stand in the configuration of a server ({option})." in result.output


def test_a_folder_keeps_its_name(project: Path) -> None:
    for target in ("nginx", "apache", "caddy"):
        assert '"/srv/O’Brien & co/å"' in hosting(project, target, "--site", "/srv/O’Brien & co/å")


def test_an_unknown_server_is_refused_with_those_that_are_known(project: Path) -> None:
    result = CliRunner().invoke(main, ["hosting", "iis", "--source", str(project)])
    assert result.exit_code == 2
    assert "nginx" in result.output


def test_without_a_cookie_none_is_set_or_read(project: Path) -> None:
    for target in ("apache", "caddy"):
        assert "notice-language" not in hosting(project, target, "--no-cookie")
    assert 'const COOKIE = "";' in hosting(project, "nginx", "--no-cookie")
