"""Who does the work of a corpus: this process, processes of this machine, or a Dask cluster."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, Protocol, TypeVar

from transit.errors import TransitError

T = TypeVar("T")
AHEAD = 2
"""Tasks that wait for each worker; more would only fill memory."""

SECONDS = 20
"""Longest to wait for the scheduler of a cluster, and for a worker if it has none."""

NEEDED = "a corpus needs the extra of its name: pip install 'power-in-transit[corpus]'"


class Lost:
    """Stands for the result of a task whose worker died each time it was tried."""


LOST = Lost()


class Executor(Protocol):
    """Does tasks and gives each back with its result, in whatever order."""

    def each(self, function: Callable[[T], Any], tasks: Iterable[T]) -> Iterator[tuple[T, Any]]:
        """Do `function` of every task; the result of one that kills its worker is `LOST`."""
        ...


class Serial:
    """This process."""

    def each(self, function: Callable[[T], Any], tasks: Iterable[T]) -> Iterator[tuple[T, Any]]:
        """Do one task after the other."""
        for task in tasks:
            yield task, function(task)


class Processes:
    """Processes of this machine.

    Parameters
    ----------
    jobs : int
        How many.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def each(self, function: Callable[[T], Any], tasks: Iterable[T]) -> Iterator[tuple[T, Any]]:
        """Do tasks side by side; those that were under way when a process died, one by one."""
        left = iter(tasks)
        while True:
            suspects: list[T] = []
            with _pool(self.jobs) as pool:
                running: dict[Future, T] = {}
                while True:
                    room = AHEAD * self.jobs - len(running)
                    if not suspects:
                        running |= {pool.submit(function, t): t for t in islice(left, room)}
                    if not running:
                        break
                    for done in wait(running, return_when=FIRST_COMPLETED).done:
                        task = running.pop(done)
                        try:
                            result = done.result()
                        except BrokenProcessPool:
                            suspects.append(task)
                        else:
                            yield task, result
            if not suspects:
                return
            for task in suspects:
                yield task, _alone(function, task)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def _alone(function: Callable[[T], Any], task: T) -> Any:
    """Do one task in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(function, task).result()
        except BrokenProcessPool:
            return LOST


class Cluster:
    """A Dask cluster, whose workers see the same folders and have this package.

    Parameters
    ----------
    address : str
        Of its scheduler, for instance ``tcp://127.0.0.1:8786``.
    """

    def __init__(self, address: str) -> None:
        self.address = address

    def each(self, function: Callable[[T], Any], tasks: Iterable[T]) -> Iterator[tuple[T, Any]]:
        """Do tasks on the cluster; it does those of a worker that died on another."""
        try:
            from distributed import Client, KilledWorker
            from distributed import wait as wait_for
        except ImportError as error:
            raise TransitError(NEEDED) from error
        try:
            client = Client(self.address, timeout=SECONDS)
        except (OSError, ValueError) as error:
            raise TransitError(f"{self.address}: no Dask scheduler answers here") from error
        with client:
            left = iter(tasks)
            running: dict[Any, T] = {}
            while True:
                room = AHEAD * max(1, sum(client.nthreads().values())) - len(running)
                for task in islice(left, max(0, room)):
                    running[client.submit(function, task, pure=False)] = task
                if not running:
                    return
                try:
                    finished = wait_for(list(running), SECONDS, "FIRST_COMPLETED").done
                except TimeoutError as error:
                    if client.nthreads():
                        continue
                    raise TransitError(f"{self.address}: the cluster has no worker") from error
                for future in finished:
                    task = running.pop(future)
                    try:
                        result = future.result()
                    except KilledWorker:
                        result = LOST
                    yield task, result


def executor(jobs: int = 1, scheduler: str | None = None) -> Executor:
    """Choose who does the work.

    Parameters
    ----------
    jobs : int, default 1
        Processes of this machine; 1 for this process alone.
    scheduler : str, optional
        Address of the scheduler of a Dask cluster, which then does it all.

    Returns
    -------
    Executor

    Raises
    ------
    TransitError
        If `jobs` is below 1.

    Examples
    --------
    >>> list(executor().each(abs, [-1, 2]))
    [(-1, 1), (2, 2)]
    """
    if scheduler:
        return Cluster(scheduler)
    if jobs < 1:
        raise TransitError(f"jobs: at least one process is needed, not {jobs}")
    return Serial() if jobs == 1 else Processes(jobs)
