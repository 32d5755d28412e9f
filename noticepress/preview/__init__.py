"""The preview: the site with its drafts, made page by page when it is looked at, and made anew when a file is saved.

reading.py   the project as it stands on disk, with what is broken as it last was
places.py    where in a page a finding belongs
where.py     what an address of the site shows
bar.py       the bar above a page: day, region, language, text or redline, findings
desk.py      the project as it is now, and the answer to an address
watching.py  files that change
serving.py   the server on loopback, and the open windows that are told of changes
"""
