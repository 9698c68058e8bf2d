"""Objects that only refer to each other are looked for in the window's thread alone, and all of them in rests."""

import gc
import threading
import weakref

import pytest

from medaid_desktop.ui.collector import RestingLooks, end_own_looks

RESTED = 6
"""So often it is asked until it has found that the clerk rests."""


class Ring:
    """Refers to itself; the ballast makes enough new objects for a look to be worth while."""

    def __init__(self):
        self.itself = self
        self.ballast = [[] for _ in range(6000)]


class Witness:
    """Refers to itself, and notes in which thread it goes."""

    def __init__(self, went: list[threading.Thread]):
        self.itself, self.went = self, went

    def __del__(self):
        self.went.append(threading.current_thread())


@pytest.fixture
def looks(qapp):  # noqa: ARG001  # timers want an application
    was_on = gc.isenabled()
    end_own_looks()
    gc.collect()
    yield RestingLooks()
    if was_on:
        gc.enable()


def seen_during(act) -> list[int]:
    """The generations that were looked at meanwhile."""
    seen = []
    watch = lambda phase, info: seen.append(info["generation"]) if phase == "start" else None  # noqa: E731
    gc.callbacks.append(watch)
    try:
        act()
    finally:
        gc.callbacks.remove(watch)
    return seen


def test_a_ring_goes_in_a_rest(looks):
    ring = weakref.ref(Ring())
    looks.look()
    assert ring() is not None
    for _ in range(RESTED):
        looks.look()
    assert ring() is None


def test_no_look_at_all_objects_while_the_clerk_works(looks):
    kept = []

    def work() -> None:
        for _ in range(3 * RESTED):
            looks.look()
            kept.append([[] for _ in range(9000)])

    seen = seen_during(work)
    assert seen and set(seen) == {0}


@pytest.mark.usefixtures("looks")
def test_nothing_goes_in_another_thread():
    went: list[threading.Thread] = []
    Witness(went)

    def work() -> None:
        kept = [[] for _ in range(300_000)]
        assert len(kept) == 300_000

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert went == []
    gc.collect()
    assert went == [threading.current_thread()]


def test_rings_of_work_aside_do_not_pile_up(looks):
    rings = [weakref.ref(Ring()) for _ in range(20)]
    looks.look()
    assert not any(ring() for ring in rings)
