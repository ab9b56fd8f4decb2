"""Jobs are generators: run to the end they return their result, closed they tidy up."""

from __future__ import annotations

from editor.app.jobs import Step, Work, run


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
