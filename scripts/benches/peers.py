"""Other tools that make message catalogs of Markdown, timed without their start."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

__all__ = ["mdpo", "po4a"]

_MEGABYTE = 1_000_000
_MISSING = "not installed"

_MDPO = """\
import sys, time
from mdpo.md2po import markdown_to_pofile

files = sys.stdin.read().splitlines()
failed, started = 0, time.process_time()
for file in files:
    try:
        markdown_to_pofile(file)
    except Exception:
        failed += 1
print(time.process_time() - started, failed)
"""
_PO4A = """\
use strict;
use Locale::Po4a::Chooser;
chomp(my @files = <STDIN>);
my ($failed, $started) = (0, (times)[0]);
for my $file (@files) {
    eval {
        my $document = Locale::Po4a::Chooser::new('text', 'markdown' => 1);
        $document->process(
            'file_in_name' => [$file], 'file_in_charset' => 'UTF-8');
        1;
    } or $failed++;
}
printf "%s %d\\n", (times)[0] - $started, $failed;
"""


def mdpo(paths: Sequence[Path], size_bytes: int) -> float | str:
    """MB a second of mdpo's md2po; it is put into an environment that is thrown away.

    A text says why there is no figure.
    """
    with tempfile.TemporaryDirectory(prefix="bitext-bench-") as folder:
        python = str(Path(folder, "bin", "python"))
        try:
            for command in (
                [sys.executable, "-m", "venv", folder],
                [python, "-m", "pip", "install", "--quiet", "mdpo"],
            ):
                subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command lines
        except (OSError, subprocess.CalledProcessError):
            return _MISSING
        return _timed([python, "-c", _MDPO], paths, size_bytes)


def po4a(paths: Sequence[Path], size_bytes: int) -> float | str:
    """MB a second of po4a's Markdown, if this host has it."""
    perl = shutil.which("perl")
    if not perl or not shutil.which("po4a"):
        return _MISSING
    return _timed([perl, "-e", _PO4A], paths, size_bytes)


def _timed(
    command: Sequence[str], paths: Sequence[Path], size_bytes: int
) -> float | str:
    done = subprocess.run(  # noqa: S603 - our own command lines
        command,
        input="\n".join(map(str, paths)),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        return f"failed: {done.stderr.strip().splitlines()[-1:]}"
    seconds, failed = done.stdout.split()[-2:]
    if int(failed):
        return f"failed on {failed} of {len(paths)} files"
    return size_bytes / _MEGABYTE / float(seconds)
