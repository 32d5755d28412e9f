"""A new site: its settings, its first notice, and what keeps its published files safe in Git."""

from datetime import date
from typing import Final

from msgspec import Struct

from noticepress.starting.start import Start
from noticepress.starting.texts import notice_text
from noticepress.starting.toml import site_toml

_BUILD: Final = '''"""Build the site: `python build.py` is the `noticepress build` command."""

import sys

from noticepress.cli import main

if __name__ == "__main__":
    sys.argv.insert(1, "build")
    main()
'''

_ATTRIBUTES: Final = """\
# Published texts are proof: Git must never change their line ends.
notices/**/published/** -text
"""

_IGNORE: Final = """\
/public/
/.noticepress/
"""


class SiteAnswers(Struct, frozen=True):
    """What a new site needs to know; the first of the locales is the one in which people write."""

    organisation: str
    base_url: str
    email: str
    locales: tuple[str, ...]
    zone: str
    effective: date
    notice: str = "privacy"
    title: str = "Privacy notice"


def new_site(answers: SiteAnswers) -> Start:
    """A site with one notice, which builds at once."""
    source = answers.locales[0]
    settings = {
        "name": f"{answers.organisation}: legal notices",
        "base-url": answers.base_url,
        "time-zone": answers.zone,
        "source-locale": source,
    }
    config = site_toml(settings, answers.locales, answers.organisation, answers.email, answers.notice)
    working = f"notices/{answers.notice}/notice.md"
    steps = [
        f"Write your text in {working}; settings are in notices/site.toml.",
        "See it as readers will: noticepress preview",
        *(["Have it translated: noticepress messages update"] if len(answers.locales) > 1 else []),
        f"Make it public: noticepress publish {answers.notice}",
        "Build the site into public/: noticepress build",
    ]
    text = notice_text(answers.title, answers.effective, has_contact=True)
    return Start(
        {"notices/site.toml": config, working: text},
        tuple(steps),
        optional={".gitattributes": _ATTRIBUTES, ".gitignore": _IGNORE, "build.py": _BUILD},
    )
