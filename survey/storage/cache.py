"""The only in-process cache: what was read or worked out once is kept until its version changes.

Knows keys, versions and values; what a value is, and who may see it, is decided by those who keep it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime
from threading import Lock, RLock
from typing import Generic, NamedTuple, TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")
Key = tuple[Hashable, ...]
"""The database (where the cache is not an application's own), and what identifies a value in it."""


class Version(NamedTuple):
    """The state of something that is kept: how often it was changed, when last, and anything else that tells.

    The time tells a restored backup from the state that it replaced: both may have the same number.
    `content` is whatever else the value was made of, such as a hash.
    """

    number: int = 0
    changed_at: datetime | None = None
    content: object = ()

    def after_save(self, now: datetime) -> Version:
        """Return the version after one more change."""
        return self._replace(number=self.number + 1, changed_at=now.astimezone(UTC))


UNCHANGING = Version()
"""The version of what never changes under its key."""


class Cache(Generic[T]):
    """A bounded cache with one value for each key; the least recently used value goes first.

    No lock is held over the whole cache while a value is made: only those who want the same value wait.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, tuple[Version, T]] = OrderedDict()
        self._lock = Lock()
        self._making: WeakValueDictionary[Key, RLock] = WeakValueDictionary()

    def get(self, key: Key, version: Version = UNCHANGING) -> T | None:
        """Return the value of a key, if it is kept in this version."""
        found = self.latest(key)
        return found[1] if found is not None and found[0] == version else None

    def latest(self, key: Key) -> tuple[Version, T] | None:
        """Return the value of a key with its version, whichever that is."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Key, value: T, version: Version = UNCHANGING) -> None:
        """Keep a value in place of any other version of it."""
        with self._lock:
            self._kept[key] = version, value
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def get_or_make(self, key: Key, make: Callable[[], T], version: Version = UNCHANGING) -> T:
        """Return the value of a key in a version; make and keep it, if it is not there."""
        found = self.get(key, version)
        if found is None:
            with self.making(key):
                found = self.get(key, version)
                if found is None:
                    found = make()
                    self.put(key, found, version)
        return found

    def making(self, key: Key) -> RLock:
        """Return the lock of those who make the value of a key; it lasts as long as anybody holds it."""
        with self._lock:
            return self._making.setdefault(key, RLock())

    def values(self) -> Sequence[tuple[Key, T]]:
        """Return everything that is kept, the least recently used value first."""
        with self._lock:
            return [(key, value) for key, (_, value) in self._kept.items()]
