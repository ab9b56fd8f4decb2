"""Caption guide: choosing a shipped style guide, or making one of the project's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.app.captioning import choose_own_profile, choose_profile, profile_of
from editor.ui.panels.captions import OWN_GUIDE

if TYPE_CHECKING:
    from editor.ui.desk import Desk


def choose_guide(desk: Desk, key: str, language: str = "") -> None:
    """Choose a style guide for a language ("": the first one); for one's own a dialog opens."""
    if key != OWN_GUIDE:
        desk.do(choose_profile(desk.session.episode, key, language))
        return
    from editor.ui.dialogs.caption_profile import CaptionProfile

    dialog = CaptionProfile(profile_of(desk.session.episode, language), desk)

    def keep() -> None:
        desk.session.commit(desk)
        desk.do(choose_own_profile(desk.session.episode, dialog.text, language))

    dialog.accepted.connect(keep)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
