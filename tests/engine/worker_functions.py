"""Functions that the tests' workers run; each payload says what happens to it."""

import os
import time
from collections.abc import Callable

from themeline.errors import ModelError


def prepare(argument: str) -> Callable[[list[str]], list[str]]:
    return lambda payloads: [act(payload, argument) for payload in payloads]


def act(payload: str, argument: str) -> str:
    if payload == "exit":
        os._exit(7)
    if payload == "raise":
        raise ValueError("a bad document")
    if payload == "hang":
        time.sleep(600)
    if payload.startswith("slow"):
        time.sleep(0.05)
    print("a library that prints must not disturb the frames")
    return f"{argument}:{payload}"


def prepare_fails(argument: str) -> Callable[[list[str]], list[str]]:
    raise ModelError("There is no model.", "Install one.")


def versions(argument: str) -> dict[str, str]:
    return {"themeline": os.environ.get("THEMELINE_TEST_VERSION", "1.0"), "model": "a" * 64}
