"""Files that change: every way in which editors save, and folders that go and come back."""

import threading
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from noticepress.errors import EnvironmentFault

_SOURCES: Final = ("notices", "locales")
_QUIET: Final = 0.015
"""Seconds without an event after which a save is over: editors write, rename and set times in one go. One that takes
longer is looked at again."""
_LONGEST: Final = 0.15
_EVENTS: Final[list[type[FileSystemEvent]]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
"""Not among them: opening and reading, which looking at the files causes itself."""


class Watcher(FileSystemEventHandler):
    """Calls `changed` with the paths, from the project folder, of each burst of changes, in a thread of its own.

    The project folder is watched without what lies in it, since it may hold a great deal; `notices`, `locales` and
    the theme are watched with all that lies in them, again when they come back.
    """

    def __init__(self, root: Path, theme: str, changed: Callable[[frozenset[str]], None]) -> None:
        self._root, self._changed = root.resolve(), changed
        self._folders = (*_SOURCES, theme)
        self._events: SimpleQueue[str | None] = SimpleQueue()
        self._observer = Observer()
        self._watches: dict[str, ObservedWatch] = {}
        self._thread = threading.Thread(target=self._work, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch. EnvironmentFault where the system allows no more watches."""
        try:
            self._observer.schedule(self, str(self._root), event_filter=_EVENTS)
            for name in self._folders:
                self._watch(name)
            self._observer.start()
        except OSError as error:
            msg = (
                f"The files cannot be watched: {error.strerror}. On Linux the limit is in "
                "/proc/sys/fs/inotify/max_user_watches; closing other programs that watch files helps too."
            )
            raise EnvironmentFault(msg) from error
        self._thread.start()

    def stop(self) -> None:
        """End watching."""
        self._observer.stop()
        self._events.put(None)
        self._observer.join()
        self._thread.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path:
                self._events.put(str(path))

    def _watch(self, name: str) -> None:
        """Watch a folder, anew if it was watched: the one watched before may be another."""
        before = self._watches.pop(name, None)
        if before is not None:
            self._observer.unschedule(before)
        folder = self._root / name
        if folder.is_dir():
            self._watches[name] = self._observer.schedule(self, str(folder), recursive=True, event_filter=_EVENTS)

    def _work(self) -> None:
        while (burst := self._burst()) is not None:
            paths = frozenset(filter(None, map(self._name, burst)))
            for name in self._folders:
                # The folder itself was made, removed or renamed.
                if name in paths:
                    self._watch(name)
            concerned = {path for path in paths if path.startswith(self._folders)}
            if concerned:
                self._changed(frozenset(concerned))

    def _burst(self) -> set[str] | None:
        """The paths of events that follow each other closely; None at the end."""
        burst = {self._events.get()}
        for _ in range(round(_LONGEST / _QUIET)):
            try:
                burst.add(self._events.get(timeout=_QUIET))
                while not self._events.empty():
                    burst.add(self._events.get())
            except Empty:
                break
        return None if None in burst else {path for path in burst if path}

    def _name(self, path: str) -> str:
        found = Path(path)
        return found.relative_to(self._root).as_posix() if found.is_relative_to(self._root) else ""
