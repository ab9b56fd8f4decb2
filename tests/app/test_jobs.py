"""Jobs are generators: run to the end they return their result, closed they tidy up."""

from __future__ import annotations

import pytest

from editor.app.jobs import Begun, Step, Work, run
from editor.model.errors import UserError


def _count(to: int, log: list[str]) -> Work[str]:
    try:
        for number in range(to):
            yield Step(number, to, "count")
        return f"counted to {to}"
    finally:
        log.append("tidied")


def test_run_returns_the_result_and_tells_each_step() -> None:
    heard: list[Step] = []
    log: list[str] = []
    assert run(_count(3, log), heard.append) == "counted to 3"
    assert [step.done for step in heard] == [0, 1, 2]
    assert log == ["tidied"]


def test_a_share_is_known_only_with_a_total() -> None:
    assert Step(1, 4).share == 0.25
    assert Step(9, 4).share == 1.0
    assert Step(9).share is None


def test_what_is_begun_ahead_is_gone_on_with_where_it_was_left() -> None:
    log: list[str] = []
    begun = Begun(_count(4, log))
    ahead = begun.go_on()
    assert [next(ahead).done, next(ahead).done] == [0, 1]
    ahead.close()
    assert not log
    heard: list[Step] = []
    assert run(begun.go_on(), heard.append) == "counted to 4"
    assert [step.done for step in heard] == [2, 3]
    assert run(begun.go_on(), heard.append) == "counted to 4"
    assert len(heard) == 2
    assert log == ["tidied"]


def test_what_failed_ahead_fails_when_it_is_asked_for() -> None:
    def refused() -> Work[str]:
        yield Step(0)
        raise UserError("find-pattern-slow")

    begun = Begun(refused())
    for _ in range(2):
        with pytest.raises(UserError, match="find-pattern-slow"):
            run(begun.go_on())
