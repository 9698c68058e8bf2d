"""Objects that only refer to each other are looked for in rests, never while something is being done."""

import gc
import weakref

import pytest

from medaid_desktop.ui.collector import RestingLooks, look_seldom


class Ring:
    """Refers to itself; the ballast makes enough new objects for a look to be worth while."""

    def __init__(self):
        self.itself = self
        self.ballast = [[] for _ in range(6000)]


@pytest.fixture
def looks(qapp):  # noqa: ARG001  # timers want an application
    before = gc.get_threshold()
    look_seldom()
    gc.collect()
    yield RestingLooks()
    gc.set_threshold(*before)


def test_a_ring_goes_in_a_rest(looks):
    ring = weakref.ref(Ring())
    looks.look()
    assert ring() is not None
    looks.look()
    assert ring() is None


def test_no_look_while_the_clerk_works(looks):
    ring = weakref.ref(Ring())
    kept = []
    for _ in range(4):
        looks.look()
        kept.append([[] for _ in range(200)])
    assert ring() is not None


@pytest.mark.usefixtures("looks")
def test_typing_never_meets_a_look_at_all_objects():
    seen = []
    watch = lambda phase, info: seen.append(info["generation"]) if phase == "start" else None  # noqa: E731
    gc.callbacks.append(watch)
    try:
        kept = [[] for _ in range(200_000)]
    finally:
        gc.callbacks.remove(watch)
    assert seen
    assert set(seen) == {0}
    assert len(kept) == 200_000
