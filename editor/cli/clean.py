"""``stet clean``: list what cleaning would strike; in a project, lay it as marks."""

from __future__ import annotations

from typing import Final

from editor.cli.command import Command, Exit, Options, add_json
from editor.cli.subject import opened
from editor.cli.terminal import carry_out, print_json, say


def _run(options: Options) -> Exit:
    from editor.app.cleaning import clean, listed

    with opened(options, writing=True) as subject:
        if subject.session is not None:
            subject.session.do(carry_out(clean(subject.episode)))
        findings = listed(subject.episode)
    if options.json:
        print_json(findings)
        return Exit.DONE
    for finding in findings:
        print(
            f"{finding['time']}\t{finding['kind']}\t{finding['state']}\t{finding['struck']!r}"
            f"\t{finding['context']}"
        )
    say(f"{len(findings)} findings.")
    return Exit.DONE


COMMAND: Final = Command(
    "clean",
    "List what cleaning would strike; in a project, lay it as marks.",
    _run,
    add_json,
)
