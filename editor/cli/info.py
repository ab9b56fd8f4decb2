"""``stet info``: say what an episode holds, with the import report."""

from __future__ import annotations

from typing import Final

from editor.cli.command import Command, Exit, Options, add_json
from editor.cli.subject import measure, opened
from editor.cli.terminal import print_json, report


def _run(options: Options) -> Exit:
    from editor.app.recording_fit import misfit
    from editor.app.summary import summary
    from editor.model.time import clock

    with opened(options) as subject:
        remarks = (*subject.remarks, *misfit(subject.episode))
        facts = summary(subject.episode, remarks)
    if options.json:
        print_json(facts)
        return Exit.DONE
    print(facts["title"] or options.source)
    print(measure(subject.episode))
    for person in subject.episode.speakers:
        print(f"  {person.name} ({', '.join(person.roles) or 'speaker'})")
    for chapter in subject.episode.chapters:
        print(f"  {clock(chapter.start):>8}  {chapter.title}")
    report(remarks)
    return Exit.DONE


COMMAND: Final = Command(
    "info", "Say what an episode holds, with the import report.", _run, add_json
)
