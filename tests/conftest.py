"""What tests of every room may ask for."""

import shutil
import signal
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the code.
settings.register_profile("bitext", deadline=None)
settings.load_profile("bitext")

# Where tests run in the background the system may ignore interrupts, and so would every
# process that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

_CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of corpora, which lies beside the project and not in it."""
    if not _CORPUS.is_dir():
        pytest.skip("the corpora are not there: no ../shared/corpus beside the project")
    return _CORPUS


@pytest.fixture(scope="session")
def unpacked(
    corpus: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The folder with the files of a corpus, by its name without ``.tar.xz``."""
    folders: dict[str, Path] = {}

    def unpack(name: str) -> Path:
        if name not in folders:
            folder = tmp_path_factory.mktemp(name)
            with tarfile.open(corpus / f"{name}.tar.xz") as archive:
                archive.extractall(folder, filter="data")
            folders[name] = folder
        return folders[name]

    return unpack


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium."""
    for name in _BROWSERS:
        if found := shutil.which(name):
            return found
    pytest.skip(f"no browser is installed: none of {', '.join(_BROWSERS)}")
