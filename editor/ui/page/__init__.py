"""The transcript as one page to read and type in."""

from __future__ import annotations

from editor.ui.page.page import TranscriptPage

__all__ = ["TranscriptPage"]
