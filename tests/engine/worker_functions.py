"""Functions that the tests' workers run; each payload says what happens to it."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from themeline.errors import ModelError


def prepare(argument: str) -> Callable[[list[str]], list[str]]:
    return lambda payloads: [act(payload, argument) for payload in payloads]


def act(payload: str, argument: str) -> str:
    if payload == "exit":
        os._exit(7)
    if payload.startswith(("kill once ", "no memory once ")) and first_time(payload.rpartition(" ")[2]):
        if payload.startswith("no memory"):
            raise MemoryError
        os.kill(os.getpid(), signal.SIGKILL)
    if payload == "no memory":
        raise MemoryError
    if payload == "raise":
        raise ValueError("a bad document")
    if payload == "hang":
        time.sleep(600)
    if payload.startswith("slow"):
        time.sleep(0.05)
    print("a library that prints must not disturb the frames")
    return f"{argument}:{payload}"


def first_time(path: str) -> bool:
    try:
        Path(path).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def prepare_once(argument: str) -> Callable[[list[str]], list[str]]:
    if first_time(argument):
        os._exit(7)
    return lambda payloads: payloads


def prepare_starved(argument: str) -> Callable[[list[str]], list[str]]:
    if first_time(argument):
        try:
            raise MemoryError
        except MemoryError as error:  # as a library may pass it on
            raise SystemError("a built-in function returned a result with an exception set") from error
    return lambda payloads: payloads


def prepare_never(argument: str) -> Callable[[list[str]], list[str]]:
    sys.stderr.write("ld.so: no room for libblas\n")
    sys.stderr.flush()
    os._exit(7)


def prepare_fails(argument: str) -> Callable[[list[str]], list[str]]:
    raise ModelError("There is no model.", "Install one.")


def versions(argument: str) -> dict[str, str]:
    return {"themeline": os.environ.get("THEMELINE_TEST_VERSION", "1.0"), "model": "a" * 64}
