"""Values: JSON, whole numbers and texts as the tables hold them, refused where they are not."""

from __future__ import annotations

import json
from collections.abc import Callable
from json.encoder import encode_basestring
from typing import Any, Final

LAST_ID: Final = 1 << 53
"""Ids and times above this are refused.

No episode has them, and JSON readers elsewhere would round them.
"""

ODD: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
"""What reading a value that is not as it must be may raise."""


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


to_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
"""Compact JSON; raises ``ValueError`` for what JSON cannot say."""

quoted: Final[Callable[[str], str]] = encode_basestring
"""A text as ``to_json`` writes it, for what is put together of many texts and numbers."""

_decode: Final = json.JSONDecoder(parse_constant=_refuse_constant).raw_decode


def from_json(text: str) -> Any:  # noqa: ANN401 - JSON may be anything
    """The value of a JSON text without blanks around it.

    Raises ``ValueError`` (``RecursionError`` where nested beyond reason).
    """
    value, end = _decode(text)
    if end != len(text):
        raise ValueError(text)
    return value


def whole(value: object) -> int:
    """A whole number of reasonable size; raises ``TypeError`` or ``ValueError``."""
    if type(value) is not int:
        raise TypeError(value)
    if not 0 <= value < LAST_ID:
        raise ValueError(value)
    return value


def maybe(value: object) -> int | None:
    """A whole number or nothing."""
    return None if value is None else whole(value)


def text_from(value: object) -> str:
    """A text; raises ``TypeError``."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value
