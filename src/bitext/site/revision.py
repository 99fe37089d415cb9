"""The project as it stood at a revision of git."""

import os
import posixpath
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from bitext.errors import BitextError
from bitext.site.project import Project, load_project

__all__ = ["RevisionError", "project_at"]

# What is never read for its text. Everything else may be: configuration, hooks, pages.
_MEDIA = frozenset(
    """
    .7z .avif .bmp .eot .gif .gz .ico .jpeg .jpg .mov .mp3 .mp4 .ogg .otf .pdf .png .tar
    .tif .tiff .ttf .wav .webm .webp .woff .woff2 .xz .zip
    """.split()
)
_LINK, _SUBMODULE = "120000", "160000"


class RevisionError(BitextError):
    """The project cannot be had as it stood at a revision."""

    def __init__(self, revision: str, what: str, *, cure: str) -> None:
        self.revision = revision
        super().__init__(f"--since {revision}: {what}; {cure}")


@contextmanager
def project_at(project: Project, revision: str) -> Iterator[Project]:
    """``project`` as it stood at ``revision``, in a folder that is removed afterwards.

    The repository and the working tree are only read. Errors of the old project are
    told with the revision in the place of the folder. Raises RevisionError.
    """
    repository = _Repository.of(project.root, revision)
    top = Path(os.path.realpath(repository.top))
    place = Path(os.path.realpath(project.root)).relative_to(top)
    with TemporaryDirectory(prefix="bitext-") as name:
        folder = Path(os.path.realpath(name))
        repository.write(folder)
        old = folder / place
        config_file = old / project.config_file.name
        if not config_file.is_file():
            raise RevisionError(
                revision,
                f"there was no {(place / config_file.name).as_posix()} then",
                cure="name a later revision",
            )
        # What did not change is not cut into sentences again.
        with suppress(OSError):
            cache = old / project.cache_dir.relative_to(project.root)
            project.cache_dir.mkdir(parents=True, exist_ok=True)
            cache.parent.mkdir(exist_ok=True)
            cache.symlink_to(project.cache_dir, target_is_directory=True)
        try:
            yield load_project(config_file)
        except RevisionError:
            raise
        except BitextError as error:
            said = str(error)
            if str(folder) not in said:
                raise
            raise RevisionError(
                revision,
                said.replace(f"{folder}{os.sep}", ""),
                cure="these files are as they were then: name another revision",
            ) from error


@dataclass(frozen=True, slots=True)
class _Repository:
    """A repository and a commit of it."""

    top: Path
    revision: str
    commit: str

    @classmethod
    def of(cls, root: Path, revision: str) -> "_Repository":
        if shutil.which("git") is None:
            raise RevisionError(
                revision,
                "git is not installed, and only git knows revisions",
                cure="install it, or leave --since out",
            )
        top = _asked(root, "rev-parse", "--show-toplevel")
        if not top:
            raise RevisionError(
                revision,
                f"{root} is not in a git repository",
                cure="run it in a clone, or leave --since out",
            )
        commit = _asked(
            root,
            *("rev-parse", "--verify", "--quiet", "--end-of-options"),
            f"{revision}^{{commit}}",
        )
        if not commit:
            raise RevisionError(
                revision,
                "git knows no such revision",
                cure=f"fetch it first, for example: git fetch origin {revision}; in "
                f"CI, check out the whole history",
            )
        return cls(Path(os.fsdecode(top)), revision, commit.decode())

    def write(self, folder: Path) -> None:
        """Put the files of the commit into ``folder``, but for media."""
        listed = _asked(self.top, "ls-tree", "-r", "-z", "--full-tree", self.commit)
        command = ("git", "-C", str(self.top), "cat-file", "--batch")
        with subprocess.Popen(  # noqa: S603 - git, without a shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as blobs:
            for entry in filter(None, listed.split(b"\0")):
                facts, _, name = entry.partition(b"\t")
                mode, _, blob = facts.decode().split()
                path = PurePosixPath(os.fsdecode(name))
                if mode == _SUBMODULE or path.suffix.lower() in _MEDIA:
                    continue
                content = _blob(blobs, blob)
                _write(folder, path, content, is_link=mode == _LINK)


def _asked(folder: Path, *arguments: str) -> bytes:
    """Standard output of git without its last line feed; empty where it fails."""
    command = ("git", "-C", str(folder), *arguments)
    answer = subprocess.run(  # noqa: S603 - git, without a shell
        command, capture_output=True, check=False
    )
    return answer.stdout.removesuffix(b"\n") if answer.returncode == 0 else b""


def _blob(blobs: subprocess.Popen[bytes], name: str) -> bytes:
    if blobs.stdin is None or blobs.stdout is None:
        raise TypeError(blobs)
    blobs.stdin.write(f"{name}\n".encode())
    blobs.stdin.flush()
    size = int(blobs.stdout.readline().split()[2])
    content = blobs.stdout.read(size)
    blobs.stdout.read(1)
    return content


def _write(folder: Path, path: PurePosixPath, content: bytes, *, is_link: bool) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if not is_link:
        target.write_bytes(content)
        return
    meant = posixpath.normpath(path.parent / os.fsdecode(content))
    # A link that leads out would show what lies there now.
    if not posixpath.isabs(meant) and meant.split("/")[0] != "..":
        with suppress(OSError):
            target.symlink_to(os.fsdecode(content))
