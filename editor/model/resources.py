"""Resources: where the data files lie, in a checkout and in an installed Stet."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """The path of a data file or folder below ``resources``; it need not exist.

    A wheel carries the folder inside the package as ``editor/_resources``; a checkout has it
    beside the package.
    """
    installed = _PACKAGE / "_resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
