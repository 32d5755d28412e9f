"""Pin what `noticepress check` says of every mistake: `python -m tests.checks.pin`. Read the difference afterwards."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.checks.lamps import DAY, INVALID, make_mistake, publish_lamps, run


def main() -> None:
    """Write `expected.txt` of every folder of tests/sites/invalid."""
    with TemporaryDirectory() as folder:
        lamps = publish_lamps(Path(folder) / "lamps")
        for mistake in INVALID:
            project = Path(shutil.copytree(lamps, Path(folder) / mistake.name))
            make_mistake(project, mistake)
            told = run("check", "--on", DAY, project=project)
            if told.crashed:
                raise told.crashed
            (mistake / "expected.txt").write_text(told.text, encoding="utf-8")


if __name__ == "__main__":
    main()
