"""Histories out of Git: every state of a file as a version or a correction, with its evidence."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from noticepress.cli import main
from tests.importing.history import Past

EFFECTIVE = ("--effective", "Effective {date}", "--effective", "Gäller från {date}")
LONG = "\n\n".join(f"We tell you about our practice number {number}, at length." for number in range(20))


def text(day: str, words: str = "We collect little.") -> str:
    return f"# Privacy notice\n\nEffective {day}\n\n## Who we are\n\n{words}\n\n{LONG}\n"


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return Past(tmp_path)


def test_versions_silent_edits_and_several_states_a_day(past: Past) -> None:
    past.commit("2020-01-10T09:00:00+01:00", {"privacy.md": text("February 1, 2020")})
    past.commit("2020-03-01T09:00:00+01:00", {"privacy.md": text("February 1, 2020", "We collect very little.")})
    past.commit("2021-05-05T09:00:00+02:00", {"privacy.md": "# Privacy notice\n\nNo date here."})
    past.commit("2021-05-05T17:00:00+02:00", {"privacy.md": "# Privacy notice\n\nNo date here!"})
    done = past.import_git("privacy.md", *EFFECTIVE)
    assert done.exit_code == 0, done.output
    assert past.archive() == [
        ("2020-02-01", "en", 1), ("2020-02-01", "en", 2), ("2021-05-05", "en", 1), ("2021-05-05", "en", 2)
    ]  # fmt: skip
    first, second, *_ = past.document().entries
    assert {entry.event for entry in past.document().entries} == {"import"}
    assert (first.published.isoformat(), first.reason) == ("2020-01-10T09:00:00+01:00", "")
    assert (second.published.isoformat(), second.reason) != (first.published.isoformat(), "")
    assert "4 texts: 2 versions, 1 languages, 2 corrections, 2 doubts." in done.output


def test_the_evidence_names_commit_moment_and_path(past: Past) -> None:
    commit = past.commit("2020-01-10T23:30:00-08:00", {"a file.md": "# Privacy\n\nText."})
    past.import_git("a file.md")
    (entry,) = past.document().entries
    assert entry.evidence == f"git {commit} 2020-01-10T23:30:00-08:00 a file.md"
    assert entry.version.isoformat() == "2020-01-11", "the day in the site's zone"
    assert past.git("show", f"{commit}:a file.md") == "# Privacy\n\nText."


def test_renames_are_followed_also_several_times(past: Past) -> None:
    past.commit("2020-01-10T09:00:00Z", {"old.md": text("February 1, 2020")})
    past.commit("2020-02-10T09:00:00Z", {"old.md": None, "new/name.md": text("February 1, 2020")})
    past.commit("2021-01-10T09:00:00Z", {"new/name.md": text("February 1, 2021")})
    past.commit("2021-02-10T09:00:00Z", {"new/name.md": None, "privacy.md": text("March 1, 2021")})
    assert past.import_git("privacy.md", *EFFECTIVE).exit_code == 0
    assert [version for version, _, _ in past.archive()] == ["2020-02-01", "2021-02-01", "2021-03-01"]


def test_an_earlier_path_that_git_cannot_follow_is_suggested_and_may_be_named(past: Past) -> None:
    past.commit("2020-01-10T09:00:00Z", {"old.md": text("February 1, 2020")})
    past.commit("2021-01-10T09:00:00Z", {"old.md": None, "privacy.md": "# Other\n\nEffective May 1, 2021\n"})
    dry = past.import_git("privacy.md", *EFFECTIVE, "--dry-run")
    assert "deleted beside it: old.md" in dry.output
    assert not (past.project / "notices/privacy").exists()
    past.import_git("privacy.md", "old.md", *EFFECTIVE)
    assert [version for version, _, _ in past.archive()] == ["2020-02-01", "2021-05-01"]


def test_translations_belong_to_the_version_of_their_date_or_time(past: Past) -> None:
    swedish = "# Integritet\n\nGäller från 1 mars 2021\n\n## Vilka vi är\n\nVi."
    past.commit(
        "2020-01-10T09:00:00Z", {"en/privacy.md": text("February 1, 2020"), "de/privacy.md": "# Datenschutz\n\nA"}
    )
    past.commit("2021-02-01T09:00:00Z", {"sv/privacy.md": swedish})
    past.commit("2021-02-10T09:00:00Z", {"en/privacy.md": text("March 1, 2021")})
    past.commit("2021-04-10T09:00:00Z", {"de/privacy.md": "# Datenschutz\n\nB", "fr/privacy.md": "# Vie\n\nC"})
    done = past.import_git("en/privacy.md", "--translations", "{locale}/privacy.md", *EFFECTIVE)
    assert past.archive() == [
        ("2020-02-01", "en", 1), ("2020-02-01", "de", 1), ("2021-03-01", "en", 1), ("2021-03-01", "sv", 1),
        ("2021-03-01", "de", 1),
    ]  # fmt: skip
    assert "Texts in “fr” (1) are left out" in done.output
    english = (past.project / "notices/privacy/published/2021-03-01/en.md").read_text()
    assert "## Who we are {#who-we-are}" in english
    assert "## Vilka vi är {#who-we-are}" in (past.project / "notices/privacy/published/2021-03-01/sv.md").read_text()


def test_a_date_that_goes_back_is_a_correction_of_what_readers_saw(past: Past) -> None:
    past.commit("2020-01-10T09:00:00Z", {"privacy.md": text("February 1, 2020")})
    past.commit("2021-01-10T09:00:00Z", {"privacy.md": text("February 1, 2021")})
    past.commit("2021-03-10T09:00:00Z", {"privacy.md": text("February 1, 2020")})
    done = past.import_git("privacy.md", *EFFECTIVE)
    assert past.archive() == [("2020-02-01", "en", 1), ("2021-02-01", "en", 1), ("2021-02-01", "en", 2)]
    assert "taken as a correction of 2021-02-01" in done.output


def test_states_of_one_moment_are_kept_apart_and_told(past: Past) -> None:
    past.commit("2020-01-10T09:00:00Z", {"privacy.md": text("February 1, 2020")})
    past.commit("2020-01-10T09:00:00Z", {"privacy.md": text("February 1, 2020", "We collect all.")})
    done = past.import_git("privacy.md", *EFFECTIVE)
    first, second = past.document().entries
    assert (second.published - first.published).total_seconds() == 1
    assert "one second later is recorded" in done.output


def test_line_ends_alone_make_no_revision(past: Past) -> None:
    past.commit("2020-01-10T09:00:00Z", {"privacy.md": text("February 1, 2020")})
    past.commit("2020-02-10T09:00:00Z", {"privacy.md": text("February 1, 2020").replace("\n", "\r\n").encode()})
    done = past.import_git("privacy.md", *EFFECTIVE)
    assert past.archive() == [("2020-02-01", "en", 1)]
    assert "no new revision" in done.output


def test_braces_stay_literal_and_files_come_along(past: Past) -> None:
    body = (
        "# Privacy\n\nWrite to {{ contact.email }} or {{ organisation.name }}.\n\n![A map](img/map.png) [x](gone.pdf)\n"
    )
    past.commit("2020-01-10T09:00:00Z", {"docs/privacy.md": body, "docs/img/map.png": b"\x89PNG"})
    done = past.import_git("docs/privacy.md")
    assert "“gone.pdf” was not found" in done.output
    document = past.document()
    assert "{{ contact.email }} or {{ organisation.name }}" in document.texts[0].body
    assert "\\{{ contact.email }}" in document.sources[document.entries[0].version][0].body
    (kept,) = document.entries[0].attachments
    assert (past.project / "notices/privacy/published" / kept.file).read_bytes() == b"\x89PNG"
    built = CliRunner().invoke(main, ["build", "--source", str(past.project), "--output", str(past.folder / "site")])
    assert built.exit_code == 0, built.output
    page = next((past.folder / "site/en/privacy").glob("*/index.html")).read_text()
    assert "{{ contact.email }} or {{ organisation.name }}" in page


def test_a_second_import_adds_what_is_new(past: Past) -> None:
    past.commit("2020-01-10T09:00:00Z", {"privacy.md": text("February 1, 2020")})
    past.import_git("privacy.md", *EFFECTIVE)
    assert "nothing to import" in past.import_git("privacy.md", *EFFECTIVE).output
    past.commit("2020-03-10T09:00:00Z", {"privacy.md": text("February 1, 2020", "We collect all.")})
    past.commit("2021-01-10T09:00:00Z", {"privacy.md": text("February 1, 2021")})
    past.import_git("privacy.md", *EFFECTIVE)
    assert past.archive() == [("2020-02-01", "en", 1), ("2020-02-01", "en", 2), ("2021-02-01", "en", 1)]


def test_the_newest_text_becomes_the_working_text_and_no_draft(past: Past) -> None:
    past.commit("2020-01-10T09:00:00Z", {"privacy.md": text("February 1, 2020")})
    past.import_git("privacy.md", *EFFECTIVE)
    assert past.document().working is not None
    assert not past.document().has_draft


def test_merges_count_with_their_own_moment_and_hooks_do_not_run(past: Past) -> None:
    past.commit("2020-01-10T09:00:00Z", {"privacy.md": text("February 1, 2020")})
    past.git("checkout", "--quiet", "-b", "side")
    draft = past.commit("2020-05-01T09:00:00Z", {"privacy.md": text("June 1, 2020", "A draft.")})
    written = past.commit("2020-05-02T09:00:00Z", {"privacy.md": text("June 1, 2020")})
    past.git("checkout", "--quiet", "main")
    past.git("merge", "--quiet", "--no-ff", "side", at="2020-05-20T09:00:00Z")
    marker = past.folder / "ran"
    past.git("config", "core.fsmonitor", f"touch {marker}")
    past.git("config", "core.pager", f"touch {marker}")
    done = past.import_git("privacy.md", *EFFECTIVE)
    assert past.archive() == [("2020-02-01", "en", 1), ("2020-06-01", "en", 1)]
    entry = past.document().entries[1]
    assert entry.published.isoformat() == "2020-05-20T11:00:00+02:00"
    merge = past.git("rev-parse", "HEAD").strip()
    assert [line.split(" ")[1] for line in entry.evidence.split("\n")] == [merge, written]
    assert f"did not see it; it is left out.\n      {draft[:10]}:privacy.md" in done.output
    assert "There is nothing to import" in past.import_git("privacy.md", *EFFECTIVE).output
    assert not marker.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("absent.md",), 2, "“absent.md” is not in the history"),
        (("notice.md",), 2, "Files there: legal/notice-of-privacy.md"),
        (("privacy.md", "--revision", "nowhere"), 2, "the revision does not exist"),
        (("privacy.md", "--effective", "Effective"), 2, "must have {date} once"),
        (("privacy.md", "--translations", "x.md"), 2, "must have {locale} once"),
        (("privacy.md", "--encoding", "klingon"), 2, "is no encoding"),
        (("privacy.md", "--document", "privcy"), 2, "Did you mean “privacy”"),
        (("privacy.md", "--locale", "sv"), 2, "has no “=” in it"),
        (("latin.md",), 1, "line 3: error: The byte 0xC5 is not UTF-8"),
        (("a\nb.md",), 2, "line break"),
    ],
)
def test_faults_are_told_and_nothing_is_written(past: Past, arguments: tuple[str, ...], code: int, said: str) -> None:
    past.commit("2020-01-10T09:00:00Z", {
        "privacy.md": text("February 1, 2020"), "latin.md": "# A\n\nÅ".encode("latin-1"),
        "legal/notice-of-privacy.md": "# A\n\nB",
    })  # fmt: skip
    done = past.import_git(*arguments)
    assert (done.exit_code, said in done.output.replace(":3:", " line 3:")) == (code, True), done.output
    assert not (past.project / "notices/privacy/published").exists()


def test_what_is_no_repository_is_told(past: Past) -> None:
    done = past.run("git", str(past.project), "privacy.md")
    assert done.exit_code == 2
    assert "Git cannot read" in done.output


def test_what_was_published_here_is_not_touched(past: Past) -> None:
    working = past.project / "notices/privacy/notice.md"
    working.parent.mkdir()
    working.write_text("---\ntitle: Privacy\neffective: 2020-02-01\n---\nText.\n")
    late = ["publish", "privacy", "--late", "--reason", "Moved", "--source", str(past.project)]
    assert CliRunner().invoke(main, late).exit_code == 0
    past.commit("2020-01-10T09:00:00Z", {"privacy.md": text("February 1, 2020")})
    done = past.import_git("privacy.md", *EFFECTIVE)
    assert done.exit_code == 1
    assert "published here for 2020-02-01" in done.output


def test_commits_that_left_the_text_as_it_was_are_named_in_its_evidence(past: Past) -> None:
    def words(topic: str) -> str:
        return f"---\ntopics: {topic}\n---\n\n# Privacy\n\n## Who {{#we}}\n\nUs.\n"

    first = past.commit("2020-01-10T09:00:00Z", {"privacy.md": words("a")})
    second = past.commit("2020-02-10T09:00:00Z", {"privacy.md": words("b")})
    past.import_git("privacy.md")
    (entry,) = past.document().entries
    assert [line.split(" ")[1] for line in entry.evidence.split("\n")] == [first, second]
    past.commit("2020-03-10T10:00:00Z", {"privacy.md": words("c")})
    assert "There is nothing to import" in past.import_git("privacy.md").output
    assert past.archive() == [("2020-01-10", "en", 1)]
