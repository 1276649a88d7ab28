import signal
import subprocess
import sys

import distributed
import pytest

from transit import corpus
from transit.corpus import executors
from transit.errors import TransitError


def test_processes_survive_a_death_and_name_its_task():
    deadly = f"__import__('os').kill(__import__('os').getpid(), {int(signal.SIGKILL)})"
    tasks = ["1 + 1", deadly, *(f"{n} * 2" for n in range(6))]
    found = dict(executors.Processes(2).each(eval, tasks))
    assert found.pop(deadly) is executors.LOST
    assert found == {"1 + 1": 2} | {f"{n} * 2": n * 2 for n in range(6)}


def test_an_error_of_a_task_is_raised():
    with pytest.raises(ZeroDivisionError):
        list(executors.Processes(2).each(eval, ["1 / 0"]))


def test_tasks_are_taken_when_there_is_room():
    taken = []

    def tasks():
        for number in range(20):
            taken.append(number)
            yield f"{number}"

    first = next(executors.Processes(2).each(eval, tasks()))
    assert first[1] in range(4) and len(taken) <= 5


@pytest.fixture
def cluster():
    """Return the address of a scheduler with two workers, and the workers."""
    command = [sys.executable, "-m", "distributed.cli.dask_worker", "--no-nanny", "--no-dashboard"]
    with distributed.LocalCluster(n_workers=0, dashboard_address=None) as scheduler:
        address = scheduler.scheduler_address
        workers = [
            subprocess.Popen([*command, "--nthreads", "1", address], stderr=subprocess.DEVNULL)
            for _ in range(2)
        ]
        with distributed.Client(address) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, workers
        for worker in workers:
            worker.kill()
            worker.wait()


def test_a_cluster_that_loses_a_worker_gives_the_same(gathered, articles, tmp_path, cluster):
    address, workers = cluster

    class Struck(executors.Cluster):
        """Loses a worker after the second result."""

        def each(self, function, tasks):
            for number, found in enumerate(super().each(function, tasks)):
                if number == 1:
                    workers[0].kill()
                yield found

    again = corpus.gather(articles, tmp_path / "corpus", corpus.executor(scheduler=address))
    assert again.new == gathered.new and again.unread == gathered.unread
    assert again.corpus.documents.equals(gathered.corpus.documents)
    found = corpus.measure(again.corpus, Struck(address), cells=2500)
    assert workers[0].wait() == -signal.SIGKILL and workers[1].poll() is None
    assert found.equals(corpus.measure(gathered.corpus, cells=2500))
    compared = corpus.compare(again.corpus, gathered.corpus, Struck(address))
    assert compared.equals(corpus.compare(gathered.corpus, gathered.corpus))


def test_nobody_at_the_address(monkeypatch):
    monkeypatch.setattr(executors, "SECONDS", 0.2)
    with pytest.raises(TransitError, match="no Dask scheduler answers here"):
        list(corpus.executor(scheduler="tcp://127.0.0.1:1").each(abs, [1]))
    with pytest.raises(TransitError, match="at least one process"):
        corpus.executor(0)
