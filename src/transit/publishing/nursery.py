"""Kernels that start with their imports done.

A notebook's kernel spends most of a short run importing the same packages as the next one. Here
one process imports them once, and every kernel is forked from it: a process of its own, with
nothing run in it yet, that begins with the packages in memory, and with what a function that the
settings name has computed for all.

`Nursery` is the side of the build. The process itself is this module run as a program, with the
modules and functions as arguments: it answers each line of JSON on its standard input with the number
of a new process, and ends with everything it started when its input does.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
import uuid
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from transit.errors import TransitError

LONGEST_ADDRESS = 90
"""Most characters of the address of a socket; systems take little more than a hundred."""


class Nursery:
    """A process from which kernels are forked, for the time of a ``with`` block.

    Parameters
    ----------
    modules : iterable of str
        What it imports beforehand. After a module and a colon stands a function that it calls
        without arguments: ``package.module:prepare``. What the function leaves in memory every
        kernel begins with.
    folder : path-like
        Its working folder.
    """

    def __init__(self, modules: Iterable[str] = (), folder: Path | str = ".") -> None:
        self._modules = list(modules)
        self._folder = folder
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._sockets = tempfile.TemporaryDirectory(prefix="kernels-", ignore_cleanup_errors=True)

    def __enter__(self) -> "Nursery":
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, *self._modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            cwd=self._folder,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None and self._process.stdin and self._process.stdout:
            self._process.stdin.close()
            self._process.wait()
            self._process.stdout.close()
        self._sockets.cleanup()

    def fork(self, argv: list[str], env: dict[str, str], cwd: str) -> int:
        """Start a kernel.

        Parameters
        ----------
        argv : list of str
            The arguments of ``ipykernel_launcher``.
        env : dict
            The whole environment.
        cwd : str
            The working folder.

        Returns
        -------
        int
            The number of the process.

        Raises
        ------
        TransitError
            If a module cannot be imported or a function fails, or the nursery has ended.
        """
        assert self._process is not None and self._process.stdin and self._process.stdout
        with self._lock:
            try:
                print(
                    json.dumps({"argv": argv, "env": env, "cwd": cwd}),
                    file=self._process.stdin,
                    flush=True,
                )
                answer = json.loads(self._process.stdout.readline() or '"it has ended"')
            except BrokenPipeError:
                answer = "it has ended"
        if not isinstance(answer, int):
            raise TransitError(
                f"transit_execution_preload: {', '.join(self._modules)}: cannot be made ready for "
                f"the kernels: {answer}"
            )
        return answer

    def manager(self) -> type[AsyncKernelManager]:
        """Return the class of kernel managers whose Python kernels are forked from here.

        They are spoken to through sockets in a folder of their own: a free port that is looked up
        for a kernel can be another program's by the time the kernel is there.
        """
        nursery = self

        class ForkingKernelManager(AsyncKernelManager):
            async def _async_pre_start_kernel(
                self, **kwargs: Any
            ) -> tuple[list[str], dict[str, Any]]:
                spec = self.kernel_spec
                if self.provisioner is None and spec and _is_this_python(spec.argv):
                    address = f"{nursery._sockets.name}/{uuid.uuid4().hex[:8]}"
                    if len(address) < LONGEST_ADDRESS:
                        self.transport, self.ip = "ipc", address
                    self.provisioner = ForkProvisioner(
                        nursery, kernel_id=self.kernel_id, kernel_spec=spec, parent=self
                    )
                return await super()._async_pre_start_kernel(**kwargs)

        return ForkingKernelManager


def _is_this_python(argv: list[str]) -> bool:
    """Whether a kernel specification starts ipykernel in the interpreter that runs here."""
    same = {"python", "python3", f"python3.{sys.version_info.minor}", sys.executable}
    return "ipykernel_launcher" in argv and argv[0] in same


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel from a nursery, where jupyter-client would start a new interpreter."""

    def __init__(self, nursery: Nursery, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._nursery = nursery

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel and take note of its process."""
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        self.cwd = kwargs.get("cwd") or os.getcwd()
        env = kwargs.get("env") or dict(os.environ)
        self.pid = self.pgid = self._nursery.fork(arguments, env, str(self.cwd))
        self.process: Any = _Process(self.pid)
        return self.connection_info


class _Process:
    """What a provisioner asks of a process, for one that is no child of ours."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """None while it runs; its nursery takes note of its end at once."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Say that it has ended; called after `poll` has said so."""
        return 0

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def _serve(modules: list[str]) -> None:
    """Import the modules, call their functions, and fork a kernel for every line of the input."""
    children: set[int] = set()

    def reap(*_signal: Any) -> None:
        for pid in list(children):
            with contextlib.suppress(ChildProcessError):
                if not os.waitpid(pid, os.WNOHANG)[0]:
                    continue
            children.discard(pid)

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    # Read by ipykernel when it is imported: without it, each kernel explains how to connect to it.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    try:
        for name in ("ipykernel.kernelapp", *modules):
            module, _, function = name.partition(":")
            found = importlib.import_module(module)
            if function:
                getattr(found, function)()
    except Exception as error:
        print(json.dumps(f"{type(error).__name__}: {error}"), file=answers, flush=True)
        return
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, reap)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become_kernel(**json.loads(line))
        children.add(pid)
        reap()
        print(pid, file=answers, flush=True)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for pid in children:
        os.kill(pid, signal.SIGKILL)


def _become_kernel(argv: list[str], env: dict[str, str], cwd: str) -> None:
    """Run a kernel in this process, and end it."""
    from ipykernel.kernelapp import IPKernelApp

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    empty = os.open(os.devnull, os.O_RDWR)
    os.dup2(empty, 0)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.argv = ["ipykernel_launcher", *argv]
    status = 1
    try:
        IPKernelApp.launch_instance(argv)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    _serve(sys.argv[1:])
