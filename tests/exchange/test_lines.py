"""Lines of one text found again in another."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.exchange.sxs.lines import line_runs

LINES = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=9)


def described(before: str, now: str) -> str:
    """Equal lines as they are, different ones as ``[old>new]``."""
    return "".join(
        before[run.start : run.end]
        if run.is_equal
        else f"[{before[run.start : run.end]}>{now[run.other_start : run.other_end]}]"
        for run in line_runs(before, now)
    )


@given(LINES, LINES)
def test_runs_hold_every_line_of_both_texts_in_order(
    before: list[str], now: list[str]
) -> None:
    runs = list(line_runs(before, now))
    assert [one for run in runs for one in before[run.start : run.end]] == before
    assert [one for run in runs for one in now[run.other_start : run.other_end]] == now
    for run in runs:
        same = before[run.start : run.end] == now[run.other_start : run.other_end]
        assert same == run.is_equal


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("abc", "abc", "abc"),
        ("abc", "axc", "a[b>x]c"),
        ("a--b", "a-x-b", "a-[>x]-b"),
        ("abcd", "acd", "a[b>]cd"),
        ("a-b-c-d", "a-c-b-d", "a-[b->]c[>-b]-d"),
        ("-a-", "-b-", "-[a>b]-"),
        ("", "a", "[>a]"),
    ],
)
def test_lines_that_stayed_are_found(before: str, now: str, expected: str) -> None:
    assert described(before, now) == expected


def test_time_grows_with_the_lines_however_often_they_occur() -> None:
    def seconds(count: int) -> float:
        before = [line for n in range(count) for line in (f"old {n}", "", f"{n}", "")]
        now = [line.replace("old", "new") for line in before]
        start = time.process_time()
        assert sum(run.is_equal for run in line_runs(before, now)) == count
        return time.process_time() - start

    # Quadratic time would be sixteen times as long.
    assert seconds(8_000) < 9 * seconds(2_000) + 0.05
