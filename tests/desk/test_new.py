"""Starting a site, a notice, an addendum and a language: what is written builds, and nothing is written over."""

from pathlib import Path

import pytest

from tests.desk.conftest import Run


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_site_builds_at_once_and_the_build_says_what_to_do(run: Run, new_site: Path) -> None:
    result = run("build", "--source", new_site)
    assert result.exit_code == 0, result.output
    assert "notices/privacy/notice.md is not published yet" in result.output
    assert "noticepress publish privacy" in result.output
    assert (new_site / "public/en/index.html").is_file()


def test_what_was_started_can_be_published_and_stands_on_its_page(run: Run, new_site: Path) -> None:
    assert run("new", "addendum", "privacy/eea", "--source", new_site, "--placement", "section",
               "--effective", "2099-01-01").exit_code == 0  # fmt: skip
    for name in ("privacy", "privacy/eea"):
        result = run("publish", name, "--source", new_site)
        assert result.exit_code == 0, result.output
    assert run("build", "--source", new_site).exit_code == 0
    page = (new_site / "public/en/privacy/2099-01-01/index.html").read_text("utf-8")
    assert "Norrby AB decides why" in page
    assert "people in European Economic Area" in page or "people in the European Economic Area" in page


def test_questions_are_asked_again_until_they_can_be_answered(run: Run, tmp_path: Path) -> None:
    answers = ("Norrby AB", "norrby", "https://legal.norrby.example", "nobody", "p@norrby.example", "en zz", "en, ar",
               "Mars", "UTC", "soon", "2099-01-01")  # fmt: skip
    result = run("new", "site", tmp_path / "asked", typed="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    for said in (
        "“norrby” is not a web address",
        "“nobody” is not an e-mail",
        "“zz” is not a language",
        "“Mars” is not",
    ):
        assert said in result.output
    assert 'locales = ["en", "ar"]' in (tmp_path / "asked/notices/site.toml").read_text("utf-8")


def test_what_it_is_about_is_asked_as_well(run: Run, new_site: Path) -> None:
    for command, typed, said in (
        ("notice", "Cookies\ncookies\n\n\n", "“Cookies” is not a name"),
        ("addendum", "eea\ncokies/eea\nprivacy/eea\nsection\n\n\n", "Did you mean “cookies”?"),
        ("locale", "Finnish\nfi\n", "Did you mean “fi”?"),
    ):
        result = run("new", command, "--source", new_site, typed=typed)
        assert result.exit_code == 0, result.output
        assert said in result.output
    assert (new_site / "notices/cookies/notice.md").is_file()
    assert (new_site / "notices/privacy/eea/addendum.md").is_file()
    assert run("check", "--source", new_site).exit_code == 0


def test_without_anybody_to_ask_a_site_has_values_to_be_replaced_and_says_so(run: Run, tmp_path: Path) -> None:
    result = run("new", "site", tmp_path / "none", "--organisation", "Norrby AB")
    assert result.exit_code == 0
    assert "2. Put your own name, web address and e-mail into notices/site.toml" in result.output
    config = (tmp_path / "none/notices/site.toml").read_text("utf-8")
    assert 'name = "Norrby AB"' in config
    assert 'base-url = "https://legal.example.com"' in config
    assert run("check", "--source", tmp_path / "none").exit_code == 0
    assert run("build", "--source", tmp_path / "none").exit_code == 0


def test_without_anybody_to_ask_what_cannot_be_guessed_is_named(run: Run, new_site: Path) -> None:
    result = run("new", "addendum", "privacy/atlantis", "--source", new_site)
    assert result.exit_code == 2
    assert "--name is missing" in result.output


def test_additions_keep_every_line_of_site_toml(run: Run, new_site: Path) -> None:
    config = new_site / "notices/site.toml"
    config.write_text(
        config.read_text("utf-8").replace(
            "[notices.privacy]", "[notices.privacy]  # ours\nlast-review = 2026-01-01 # by KM"
        ),
        "utf-8",
    )
    before = config.read_text("utf-8").splitlines()
    assert run("new", "notice", "cookies", "--source", new_site, "--effective", "2099-01-01").exit_code == 0
    assert run("new", "addendum", "privacy/washington", "--source", new_site, "--name", "Washington", "--territories",
               "us-wa", "--effective", "2099-01-01").exit_code == 0  # fmt: skip
    assert run("new", "locale", "pt-BR", "--source", new_site).exit_code == 0
    after = config.read_text("utf-8").splitlines()
    changed = [line for line in before if line not in after]
    assert changed == ['locales = ["en", "sv"]']
    kept = [line for line in before if line and line not in changed]
    assert [line for line in after if line in kept] == kept
    assert 'territories = ["US-WA"]' in after
    assert run("build", "--source", new_site).exit_code == 0


def test_nothing_is_written_over(run: Run, new_site: Path) -> None:
    (new_site / "notices/cookies").mkdir()
    (new_site / "notices/cookies/notice.md").write_text("mine", "utf-8")
    before = files(new_site)
    for arguments in (
        ("site", new_site), ("notice", "privacy", "--source", new_site), ("locale", "sv", "--source", new_site),
        ("notice", "cookies", "--source", new_site, "--effective", "2099-01-01"),
    ):  # fmt: skip
        result = run("new", *arguments)
        assert result.exit_code in (1, 2), result.output
        assert "already" in result.output
    assert files(new_site) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("notice", "Ünsere"), "lower-case letters"),
        (("notice", "archive"), "reserved"),
        (("addendum", "privcy/uk"), "Did you mean “privacy”?"),
        (("addendum", "privacy/califonia"), "Did you mean “california”?"),
        (("addendum", "privacy"), "Write them like privacy/california"),
        (("locale", "pt_BR"), "Write “pt-BR”"),
        (("locale", "Portuguese"), "Did you mean “pt”?"),
        (("locale", "xx"), "with a hyphen"),
        (("notice", "cookies", "--effective", "1 May"), "--effective: “1 May” is not a day"),
    ],
)
def test_wrong_names_are_told_before_anything_is_asked(
    run: Run, new_site: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run("new", *arguments, "--source", new_site)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_broken_site_toml_is_told_and_left_alone(run: Run, new_site: Path) -> None:
    config = new_site / "notices/site.toml"
    config.write_text(config.read_text("utf-8") + "\n[notices.privacy\n", "utf-8")
    before = config.read_bytes()
    result = run("new", "locale", "de", "--source", new_site)
    assert result.exit_code == 1
    assert "notices/site.toml:" in result.output
    assert config.read_bytes() == before
