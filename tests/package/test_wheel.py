"""The wheel alone is the whole program: installed into a fresh environment, it builds sites away from the checkout."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import CHECKOUT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a release would build it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(CHECKOUT))
    return next(folder.glob("noticepress-*.whl"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `noticepress` of an environment into which nothing but the wheel was installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    pip("--python", str(folder / "bin" / "python"), "install", str(wheel))
    return folder / "bin" / "noticepress"


def pip(*arguments: str) -> None:
    run(
        sys.executable,
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        *arguments,
        folder=Path("/"),
    )


def run(*command: str | Path, folder: Path) -> str:
    """Standard output of a command that must succeed, outside the checkout and its environment."""
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_theme_words_and_server_templates_and_no_example(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    assert {
        "noticepress/_data/theme/templates/base.html",
        "noticepress/_data/theme/assets/notice.css",
        "noticepress/_data/locales/site.pot",
        "noticepress/hosting/nginx/noticepress.js",
        "noticepress/hosting/caddy/Caddyfile",
        *(f"noticepress/_data/{each.relative_to(CHECKOUT)}" for each in CHECKOUT.glob("locales/*/LC_MESSAGES/site.po")),
    } <= names
    assert not [name for name in names if name.endswith("privacy.po")]
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"noticepress"}


def test_it_builds_the_same_pages_where_neither_theme_nor_catalogues_are_at_hand(
    program: Path, tmp_path: Path, example_site: Path
) -> None:
    shutil.copytree(CHECKOUT / "notices", tmp_path / "notices")
    run(program, "build", "--on", "2026-11-24", folder=tmp_path)
    for name in ("sv/privacy/index.html", "ja/privacy/2026-05-15/changes/index.html", "404.html"):
        assert (tmp_path / "public" / name).read_bytes() == (example_site / name).read_bytes(), name
    assert "js_set" in run(program, "hosting", "nginx", folder=tmp_path)


def test_it_starts_a_new_site_that_builds(program: Path, tmp_path: Path) -> None:
    answers = ("--organisation", "Larkfield Ltd", "--base-url", "https://legal.larkfield.example", "--locales", "en,sv")
    others = ("--email", "privacy@larkfield.example", "--time-zone", "Europe/London", "--effective", "2030-01-01")
    run(program, "new", "site", "site", *answers, *others, folder=tmp_path)
    run(program, "build", folder=tmp_path / "site")
    assert (tmp_path / "site/public/index.html").is_file()
