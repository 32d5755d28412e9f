"""Build the site: `python build.py` is the `noticepress build` command, run from a checkout."""

import sys

from noticepress.__main__ import run

if __name__ == "__main__":
    sys.argv.insert(1, "build")
    run()
