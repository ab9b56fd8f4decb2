"""``stet check``: say what a person should look at before an episode goes out."""

from __future__ import annotations

import sys
from typing import Final

from editor.cli.command import Command, Exit, Options, add_json
from editor.cli.subject import opened
from editor.cli.terminal import print_json, report, say


def _run(options: Options) -> Exit:
    from editor.app.checking import check
    from editor.app.summary import remark_facts

    with opened(options) as subject:
        found = check(subject.episode)
        remarks = subject.remarks
    if options.json:
        print_json([remark_facts(remark) for remark in (*remarks, *found)])
    else:
        report((*remarks, *found), sys.stdout)
        count = len(found) + len(remarks)
        say(f"{count} to look at." if count else "Nothing to look at.")
    return Exit.FOUND if found or remarks else Exit.DONE


COMMAND: Final = Command("check", "Say what a person should look at.", _run, add_json)
