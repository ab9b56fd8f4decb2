"""``stet check``: say what a person should look at, in the episode or in its captions."""

from __future__ import annotations

import argparse
import shlex
import sys
from typing import TYPE_CHECKING, Final

from editor.cli.command import Command, Exit, Options, add_json, add_language, add_output, add_view
from editor.cli.subject import Subject, opened, path
from editor.cli.terminal import amount, print_json, report, say
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.app.caption_checks import CaptionReport
    from editor.captions.profile import Profile
    from editor.model.episode import Episode
    from editor.model.render import View


def _run(options: Options) -> Exit:
    if options.profile or options.form or options.fix or options.language:
        return _captions(options)
    from editor.app.checking import check
    from editor.app.summary import remark_facts

    with opened(options) as subject:
        found = check(subject.episode)
        remarks = subject.remarks
        broken = None if options.json else _by_chosen_guide(subject.episode)
    if options.json:
        print_json([remark_facts(remark) for remark in (*remarks, *found)])
    else:
        report((*remarks, *found), sys.stdout)
        reported = f"{amount(len(remarks), 'remark')} of the import, then " if remarks else ""
        say(f"{reported}{len(found)} to look at." if found or remarks else "Nothing to look at.")
    if broken is not None:
        say(told_shortly(broken, options.source))
    return Exit.FOUND if found or remarks or (broken and broken.findings) else Exit.DONE


def _by_chosen_guide(episode: Episode) -> CaptionReport | None:
    """What the captions break of the guide the project has chosen; ``None`` where it has not."""
    from editor.app.caption_checks import check_captions
    from editor.app.captioning import CHOICE, profile_of

    chosen = episode.info.setting(CHOICE)
    return check_captions(episode, profile_of(episode)) if chosen else None


def told_shortly(broken: CaptionReport, path: str, guide: str = "") -> str:
    """The verdict on captions, which rules how often, and the command that lists all of it."""
    from editor.app.caption_checks import rules_told, verdict
    from editor.app.texts import filled, table

    if not broken.findings:
        return verdict(broken)
    facts = {"path": shlex.quote(path), "guide": shlex.quote(guide or broken.profile.key)}
    how = filled(table("caption_rules")["see-them-by"], facts)
    return f"{verdict(broken)} {rules_told(broken)} {how}"


def _captions(options: Options) -> Exit:
    """Check the captions against a profile; a report where a form is asked for."""
    from editor.app.caption_checks import advice, as_file, check_captions, foreign, verdict
    from editor.app.caption_export import rules_of
    from editor.app.caption_report import ReportForm, save_report, write_report
    from editor.app.captioning import profile_of, translated, words_of
    from editor.model.render import View

    form = ReportForm.JSON if options.json else ReportForm(options.form) if options.form else None
    with opened(options, writing=options.fix) as subject:
        episode = subject.episode
        view = View(options.text) if options.text else words_of(episode)
        chosen = profile_of(episode, options.language)
        named = options.profile not in ("", chosen.key)
        rules = rules_of(options.profile) if named else chosen
        if options.language:
            if options.fix:
                raise UserError("language-not-fixed")
            episode = translated(episode, options.language)
        if options.fix:
            _fix(subject, rules, view)
        checked = as_file(check_captions(episode, rules, view), subject.form)
        target = path(options.output)
        if target is not None and options.output != "-":
            save_report(checked, episode, target, form or ReportForm.CSV)
        elif form is not None:
            sys.stdout.write(write_report(checked, episode, form))
        else:
            _list(checked)
    say(verdict(checked))
    to_do = advice(checked, fixed=options.fix, file=subject.session is None)
    for sentence in filter(None, (*to_do, foreign(rules, episode.info.language))):
        say(sentence)
    return Exit.FOUND if checked.findings else Exit.DONE


def _list(checked: CaptionReport) -> None:
    """A line for each finding; what needs a person comes last, where one looks first."""
    from editor.app.caption_checks import finding_sentence
    from editor.captions.checks.finding import Grade
    from editor.model.time import exact_clock

    order = list(Grade)
    for finding in sorted(checked.findings, key=lambda finding: order.index(finding.grade)):
        cue = checked.cues[finding.cue]
        place = f"{finding.cue + 1}\t{exact_clock(cue.start)}\t{finding.rule}"
        print(f"{place}\t{finding_sentence(finding)}\t{' / '.join(cue.lines)}")


def _fix(subject: Subject, rules: Profile, view: View) -> None:
    """Repair in the project what is safe to repair, in one step that can be undone."""
    from editor.app.caption_repairs import fix_safe
    from editor.cli.terminal import carry_out

    if subject.session is None:
        raise UserError("fix-needs-project")
    edit = carry_out(fix_safe(subject.episode, rules, view))
    subject.session.do(edit)
    if edit.splices:
        say(f"Repaired {amount(len(edit.splices), 'line')}.")
    else:
        say("Nothing was repaired. What is left, and why:")


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile",
        metavar="NAME|FILE",
        default="",
        help="check the captions: default, netflix, bbc, dcmp, youtube, podcast, or a .toml file "
        "(own: the one that the project keeps)",
    )
    add_view(parser)
    add_language(parser)
    add_json(parser)
    for name, what in (
        ("csv", "a table of the captions' findings"),
        ("html", "a web page of them"),
    ):
        parser.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=what)
    parser.add_argument(
        "--fix", action="store_true", help="repair first what is safe, in one step (a project)"
    )
    add_output(parser, "the file for the report; - is stdout")


COMMAND: Final = Command("check", "Say what a person should look at.", _run, _options)
