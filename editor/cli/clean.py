"""``stet clean``: list what cleaning would strike; in a project, lay it as marks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.cli.command import Command, Exit, Options, add_json
from editor.cli.subject import opened
from editor.cli.terminal import amount, carry_out, print_json, say
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.cleaning import Profile


def _run(options: Options) -> Exit:
    from editor.app.cleaning import clean, listed
    from editor.app.cleaning_choice import (
        choose_language,
        choose_profile,
        profile_of,
        save_profile,
    )

    with opened(options, writing=True) as subject:
        if options.language:
            _refuse_unknown(options.language)
            subject.do(choose_language(subject.episode, options.language))
        if options.profile:
            subject.do(choose_profile(subject.episode, _profile(options.profile)))
        if options.save_profile:
            save_profile(Path(options.save_profile), profile_of(subject.episode.info))
        subject.do(carry_out(clean(subject.episode)))
        findings = listed(subject.episode)
    if options.json:
        print_json(findings)
        return Exit.DONE
    for finding in findings:
        print(
            f"{finding['time']}\t{finding['kind']}\t{finding['state']}\t{finding['struck']!r}"
            f"\t{finding['context']}"
        )
    say(f"{amount(len(findings), 'finding')}.")
    return Exit.DONE


def _refuse_unknown(language: str) -> None:
    """Raise ``UserError`` for a language without a pack: its marks would go for nothing."""
    from editor.cleaning.pack import languages

    if language.partition("-")[0].lower() not in languages():
        known = ", ".join(languages())
        raise UserError("language-unknown", language=language, known=known)


def _profile(name: str) -> Profile:
    """A shipped profile, or the first one of a file."""
    from editor.app.cleaning_choice import load_profile
    from editor.cleaning import PROFILES, profile

    return (
        profile(name) if name in PROFILES or not Path(name).exists() else load_profile(Path(name))
    )


def _options(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    parser.add_argument(
        "--profile",
        metavar="NAME|FILE",
        help="verbatim, captions, clean, edited, or a profile's file; a project keeps it",
    )
    parser.add_argument(
        "--save-profile", metavar="FILE", help="save the profile for other episodes"
    )
    parser.add_argument(
        "--language", metavar="TAG", help="what is spoken, where the guess is wrong"
    )


COMMAND: Final = Command(
    "clean",
    "List what cleaning would strike; in a project, lay it as marks.",
    _run,
    _options,
)
