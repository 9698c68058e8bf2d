import re
import time
from datetime import datetime, timedelta

from medaid_desktop.store.ground import identity


def test_ids_rise_and_never_repeat():
    ids = [identity.new_id() for _ in range(20_000)]
    assert all(re.fullmatch(r"[0-9a-hjkmnp-tv-z]{13}", one) for one in ids)
    assert ids == sorted(set(ids))


def test_ids_sort_by_time(monkeypatch):
    monkeypatch.setattr(identity, "_last", 0)
    made = []
    for moment in (0, 1_600_000_000, 1_600_000_000.001, 4_000_000_000, 35_000_000_000):
        monkeypatch.setattr(time, "time_ns", lambda moment=moment: int(moment * 1e9))
        made.append(identity.new_id())
    assert made == sorted(made)
    assert {len(one) for one in made} == {13}


def test_two_offices_at_the_same_moment_get_different_ids(monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 1_600_000_000_000_000_000)
    offices = []
    for _ in range(50):
        monkeypatch.setattr(identity, "_last", 0)
        offices.append(identity.new_id())
    assert len(set(offices)) > 45  # four decided by lot: five pairs alike among fifty come once in 10**17 runs


def test_moments_bear_their_offset():
    assert datetime.fromisoformat(identity.now()).utcoffset() is not None


class _Clock:
    """A clock that stands where it is put."""

    def __init__(self, moment: datetime):
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def test_moments_rise_where_the_clock_stands_still(monkeypatch):
    clock = _Clock(datetime(2026, 11, 22, 14, 3))
    monkeypatch.setattr(identity, "datetime", clock)
    made = [identity.now() for _ in range(500)]
    assert made == sorted(set(made))
    clock.moment += timedelta(microseconds=50)  # within what was given out already
    assert identity.now() > made[-1]


def test_a_clock_set_back_is_followed(monkeypatch):
    clock = _Clock(datetime(2026, 11, 22, 14, 3))
    monkeypatch.setattr(identity, "datetime", clock)
    identity.now()
    clock.moment -= timedelta(hours=1)
    assert identity.now().startswith("2026-11-22T13:03:00")
