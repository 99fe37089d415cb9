"""A Dask cluster that builds parts of a site (extra ``dask``)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from distributed import Client

from bitext.errors import BitextError
from bitext.site.bundle import bundle_of
from bitext.site.cluster import RemoteParts, number_of_parts, remote_parts
from bitext.site.project import Project
from bitext.site.result import ProgressCallback

__all__ = ["SchedulerError", "dask_parts"]

_WAIT_S = 20


class SchedulerError(BitextError):
    """No cluster can be reached, or it has no workers."""


@contextmanager
def dask_parts(
    project: Project, address: str, *, progress: ProgressCallback
) -> Iterator[RemoteParts]:
    """All parts of ``project`` as workers of the scheduler at ``address`` made them.

    The project is sent to each worker once. Parts of a worker that dies are built by
    another. Raises SchedulerError.
    """
    try:
        client: Any = Client(address, timeout=_WAIT_S, set_as_default=False)  # type: ignore[no-untyped-call]  # in Dask
    # Addresses are looked at in many places.
    except (OSError, TimeoutError, ValueError, ImportError) as error:
        raise SchedulerError(
            f"--scheduler {address}: no Dask scheduler answers there ({error}); start "
            f"one with: dask scheduler"
        ) from error
    with client:
        workers = len(client.nthreads())
        if not workers:
            raise SchedulerError(
                f"--scheduler {address}: has no workers; start some with: "
                f"dask worker {address} --nthreads 1"
            )
        bundle = client.scatter(bundle_of(project), broadcast=True)
        with remote_parts(
            project,
            client.get_executor(pure=False),
            bundle,
            count=number_of_parts(project, workers=workers),
            progress=progress,
        ) as parts:
            yield parts
