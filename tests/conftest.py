"""What every test gets: no screen, a home of its own, samples, and a log that must stay silent."""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PROJECT = Path(__file__).resolve().parent.parent

# Before anything imports Qt: where no display is, xcb aborts the process instead of raising.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia*=false")

# Where bytecode may not lie beside sources, each process a test starts would compile numpy anew.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(PROJECT / ".pytest_cache" / "bytecode"))

# The program under test, and every process a test starts, lives in a home made for this run.
_HOME = Path(tempfile.mkdtemp(prefix="stet-tests-"))
for _variable, _folder in {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}.items():
    (_HOME / _folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ[_variable] = str(_HOME / _folder)

# No deadlines: a busy machine is not a bug. The timeout of pytest catches what hangs.
_SLOW_IS_FINE = [HealthCheck.too_slow]
settings.register_profile(
    "dev", max_examples=50, deadline=None, suppress_health_check=_SLOW_IS_FINE
)
settings.register_profile(
    "ci",
    max_examples=100,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=_SLOW_IS_FINE,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))

ExpectLog = Callable[..., None]
_PASSES: Final = pytest.StashKey[list[int]]()


_TESTS_A_FULL_PASS: Final = 40


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """Return the bot that drives a window, with the patience that a busy machine needs."""
    from tests.patience import PatientBot

    del qapp
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _garbage_of_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Look for garbage between tests, on this thread, as ``editor.ui.collector`` does.

    A worker thread of a later test that collected a window's remains would crash the run.
    """
    gc.disable()
    yield
    passes = request.config.stash.setdefault(_PASSES, [0])
    passes[0] += 1
    gc.collect(2 if passes[0] % _TESTS_A_FULL_PASS == 0 else 1)


def pytest_collection_finish() -> None:
    """Leave modules and collected tests out of every later look: they live as long as the run."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Leave nothing of the run's home behind."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of real sample files beside the project, or skip where there is none."""
    folder = Path(os.environ.get("STET_SAMPLES", PROJECT.parent / "shared" / "samples"))
    if not folder.is_dir():
        pytest.skip(f"no sample files at {folder} (STET_SAMPLES names another place)")
    return folder


class _LogWatch(logging.Handler):
    """Collects what was logged at WARNING or above, and what of it a test expected."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expected: list[tuple[re.Pattern[str], int]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def expect(self, pattern: str, level: int = logging.WARNING) -> None:
        self.expected.append((re.compile(pattern), level))

    def faults(self) -> list[str]:
        unexpected = [
            f"unexpected {record.levelname} of {record.name}: {record.getMessage()}"
            for record in self.records
            if not any(_fits(record, *wanted) for wanted in self.expected)
        ]
        missing = [
            f"expected {logging.getLevelName(level)} was not logged: {pattern.pattern}"
            for pattern, level in self.expected
            if not any(_fits(record, pattern, level) for record in self.records)
        ]
        return unexpected + missing


def _fits(record: logging.LogRecord, pattern: re.Pattern[str], level: int) -> bool:
    return record.levelno == level and pattern.search(record.getMessage()) is not None


@pytest.fixture(autouse=True)
def _silent_log() -> Iterator[_LogWatch]:
    """Fail a test that logs a warning it did not announce through `expect_log`."""
    watch = _LogWatch()
    logging.getLogger().addHandler(watch)
    yield watch
    logging.getLogger().removeHandler(watch)
    if faults := watch.faults():
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.fixture
def expect_log(_silent_log: _LogWatch) -> ExpectLog:
    """Announce a log record: `expect_log(pattern, level=WARNING)`; it then has to come."""
    return _silent_log.expect
