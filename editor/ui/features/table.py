"""Table of the features, in the order of their tabs; a new feature is a row here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from editor.ui.features.accounts import Accounts
from editor.ui.features.beginning import Beginning
from editor.ui.features.caption_deciding import CaptionDeciding
from editor.ui.features.caption_files import CaptionFiles
from editor.ui.features.caption_preview import CaptionPreview
from editor.ui.features.caption_repairs import CaptionRepairs
from editor.ui.features.caption_sounds import CaptionSounds
from editor.ui.features.captions import CaptionFeature
from editor.ui.features.cleanup import CleanUp
from editor.ui.features.clips import Clips
from editor.ui.features.drifting import Drifting
from editor.ui.features.film import Film
from editor.ui.features.find_replace import FindReplace
from editor.ui.features.history import History
from editor.ui.features.loudness import Loudness
from editor.ui.features.notes import Notes
from editor.ui.features.outline import Outline
from editor.ui.features.pace import TypingPace
from editor.ui.features.people import People
from editor.ui.features.places import Places
from editor.ui.features.review import Review
from editor.ui.features.speaker_voices import SpeakerVoices
from editor.ui.features.translation import TranslationFeature
from editor.ui.features.waveform import WaveformTools
from editor.ui.features.word_times import WordTimes
from editor.ui.features.wording import Wording

if TYPE_CHECKING:
    from editor.ui.features.feature import Feature

FEATURES: Final[tuple[type[Feature], ...]] = (
    Review,
    CleanUp,
    Wording,
    CaptionFeature,
    CaptionDeciding,
    CaptionFiles,
    CaptionRepairs,
    CaptionSounds,
    TranslationFeature,
    FindReplace,
    Accounts,
    Notes,
    History,
    WaveformTools,
    TypingPace,
    Loudness,
    Clips,
    Film,
    CaptionPreview,
    People,
    Outline,
    Places,
    WordTimes,
    Drifting,
    SpeakerVoices,
    Beginning,
)
