"""A Dask cluster that builds parts of a site (extra ``dask``)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from distributed import Client, WorkerPlugin

from bitext.errors import BitextError
from bitext.site.bundle import Bundle, bundle_of
from bitext.site.cluster import (
    RemoteParts,
    drop_bundle,
    keep_bundle,
    number_of_parts,
    remote_parts,
)
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
        # Data that is scattered can be lost with a worker. This stays at the scheduler,
        # which sends it to each worker once, those that come later too.
        bundle = bundle_of(project)
        name = f"bitext-{bundle.digest}"
        client.register_plugin(_Sent(bundle), name=name)
        try:
            with remote_parts(
                project,
                client.get_executor(pure=False),
                bundle.digest,
                count=number_of_parts(project, workers=workers),
                progress=progress,
            ) as parts:
                yield parts
        finally:
            client.unregister_worker_plugin(name)


class _Sent(WorkerPlugin):
    """Brings a project to every worker."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    def setup(self, worker: object) -> None:
        """Keep it there."""
        del worker
        keep_bundle(self._bundle)

    def teardown(self, worker: object) -> None:
        """Keep it no longer."""
        del worker
        drop_bundle(self._bundle)
