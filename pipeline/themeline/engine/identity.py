"""Whether the workers of a cluster compute what this machine would: the same versions, models and rules."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from themeline.engine.jobs import Identity, Task
from themeline.errors import ThemelineError, WorkerError

if TYPE_CHECKING:
    from distributed import Client


def check_identities(client: "Client", task: Task) -> None:
    """Ask every worker that is there.

    Raises:
        WorkerError: Naming the first that differs, and in what.
    """
    if task.identity is None:
        return
    for address, answer in sorted(client.run(differences, task.identity, on_error="return").items()):
        if isinstance(answer, Exception):
            raise _refusal(address, [f"it says: {answer}"]) from answer
        if answer:
            raise _refusal(address, answer)


def check_identity(task: Task) -> None:
    """Compare this worker with what a task expects: it may have joined after the others were asked.

    Raises:
        WorkerError: Naming this worker, and in what it differs.
    """
    from distributed import get_worker

    if task.identity is not None and (found := differences(task.identity)):
        raise _refusal(get_worker().address, found)


def differences(identity: Identity) -> list[str]:
    """Say in what this process differs from what is expected."""
    module, _, name = identity.function.partition(":")
    try:
        here: Mapping[str, str] = getattr(import_module(module), name)(identity.argument)
    except ThemelineError as error:
        return [str(error)]
    names = sorted(name for name in {*here, *identity.expected} if here.get(name) != identity.expected.get(name))
    return [_told(name, here.get(name, "none"), identity.expected.get(name, "none")) for name in names]


def _told(name: str, here: str, expected: str) -> str:
    return f"{name} {here} instead of {expected}" if len(here + expected) < 40 else f"another {name}"


def _refusal(address: str, found: list[str]) -> WorkerError:
    return WorkerError(
        f"The worker at {address} is not the same as this machine: {', '.join(found)}.",
        "Install the same Themeline, language model and files there, or take it out of the cluster.",
    )
