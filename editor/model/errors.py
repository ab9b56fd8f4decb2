"""The one exception that is meant for a person to read.

Below ``ui`` and ``cli`` no sentence is written: a ``UserError`` carries a stable code and the
facts, and the sentence with its way out is looked up where it is shown (``resources/texts``).
"""

from __future__ import annotations


class UserError(Exception):
    """Something the user can understand and act on.

    A missing file, a full disk, a line that cannot be read.

    ``code`` is stable and names the sentence; ``facts`` fill its blanks (``path``, ``line``,
    ``seconds`` ...).
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        listed = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({listed})"


class StaleEdit(Exception):
    """An edit was planned against an episode that has changed since; plan it again."""
