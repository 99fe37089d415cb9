"""What the setting ``guard`` says to translations that are refused."""

from collections.abc import Sequence

from bitext.guard_config import Danger, GuardConfig
from bitext.site.result import Unpublished

__all__ = ["why_not_built"]

_LISTED = 5


def why_not_built(
    unpublished: Sequence[Unpublished], *, guard: GuardConfig
) -> str | None:
    """Why a language that lacks ``unpublished`` must not be built; None if it may.

    The text has a line for each of the first translations that stop it.
    """
    stopping = [
        one for one in unpublished if one.danger and Danger(one.danger) in guard.failing
    ]
    if not stopping:
        return None
    lines = [
        f"{one.path}:{one.line}: {one.reason}, and guard.{one.danger} in mkdocs.yml "
        f"is fail; change words only"
        for one in stopping[:_LISTED]
    ]
    if len(stopping) > _LISTED:
        lines.append(f"and {len(stopping) - _LISTED} more; run: bitext check")
    return "\n".join(lines)
