"""Cut lists as other programs read them: Audacity, CMX 3600, OpenTimelineIO, JSON."""
