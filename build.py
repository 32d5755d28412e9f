"""Build the site: `python build.py` is the `noticepress build` command, run from a checkout."""

import sys

from noticepress.cli import main

if __name__ == "__main__":
    sys.argv.insert(1, "build")
    main()
