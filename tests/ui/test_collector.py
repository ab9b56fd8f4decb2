"""The collector finds what was left in a cycle, and does not look through what a job made."""

from __future__ import annotations

import gc
import sys
import weakref
from threading import Event, Thread

import pytest
from PySide6.QtWidgets import QApplication

from editor.ui.collector import Collector, few


@pytest.fixture
def collector(qapp: QApplication) -> Collector:
    """Return one for which what there is by now, of the tests before, is set aside."""
    made = Collector(qapp)
    gc.collect()
    gc.freeze()
    return made


class Link:
    """Something that can hold itself."""

    def __init__(self) -> None:
        self.other = self


def test_a_cycle_is_found_beside_some_hundred_new_objects(collector: Collector) -> None:
    left = weakref.ref(Link())
    kept = [[number] for number in range(1_000)]
    collector.collect()
    assert left() is None
    assert len(kept) == 1_000


def test_what_a_job_made_is_set_aside_unseen(collector: Collector) -> None:
    looks, before = list[str](), gc.get_freeze_count()
    kept = [[number] for number in range(50_000)]
    gc.callbacks.append(lambda phase, _facts: looks.append(phase))
    collector.collect()
    gc.callbacks.pop()
    assert looks == []
    assert gc.get_freeze_count() - before >= len(kept)


def test_no_look_grows_with_what_was_made_before(collector: Collector) -> None:
    kept, looks = list[list[int]](), list[int]()

    def count(phase: str, facts: dict[str, int]) -> None:
        if phase == "start":
            there = range(facts["generation"] + 1)
            found = [gc.get_objects(number) for number in there]
            looks.append(sum(map(len, found)))

    gc.callbacks.append(count)
    for _ in range(150):
        kept += [[number] for number in range(1_500)]
        collector.collect()
    gc.callbacks.pop()
    assert len(looks) > 100
    assert max(looks) < 25_000


def test_counting_leaves_alone_what_a_job_has_half_made() -> None:
    failed, over = list[SystemError](), Event()

    def job() -> None:
        while not over.is_set():
            try:
                tuple([number] for number in range(50))
            except SystemError as error:
                failed.append(error)

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    thread = Thread(target=job)
    thread.start()
    for _ in range(4_000):
        few()
    over.set()
    thread.join()
    sys.setswitchinterval(usual)
    assert failed == []


def test_what_was_set_aside_is_looked_through_once_a_project_is_closed(
    collector: Collector,
) -> None:
    left, kept = weakref.ref(Link()), list[list[int]]()
    gc.freeze()
    for _ in range(150):
        kept.extend([number] for number in range(1_000))
        collector.collect()
    assert left() is not None
    collector.bring_back()
    collector.collect()
    assert left() is None
