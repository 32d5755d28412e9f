"""`python -m noticepress` is the noticepress command."""

from noticepress.cli import main

main()
