"""Caption guide: choosing a shipped style guide, or making one of the project's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.app.captioning import choose_own_profile, choose_profile, profile_of
from editor.ui.panels.guides import OWN_GUIDE

if TYPE_CHECKING:
    from editor.ui.desk import Desk


def choose_guide(desk: Desk, key: str, language: str = "") -> None:
    """Choose a style guide for a language ("": the first one); for one's own a dialog opens."""
    if key != OWN_GUIDE:
        desk.do(choose_profile(desk.session.episode, key, language))
        _warn(desk, language)
        return
    from editor.ui.dialogs.caption_profile import CaptionProfile

    dialog = CaptionProfile(profile_of(desk.session.episode, language), desk)

    def keep() -> None:
        desk.session.commit(desk)
        desk.do(choose_own_profile(desk.session.episode, dialog.text, language))

    dialog.accepted.connect(keep)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _warn(desk: Desk, language: str) -> None:
    """Say where the guide is one for another language than the words are in."""
    from editor.app.caption_checks import foreign

    episode = desk.session.episode
    said = foreign(profile_of(episode, language), language or episode.info.language)
    if said:
        desk.say(said)
