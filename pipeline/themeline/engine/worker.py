"""A worker process: prepares one function, then applies it to chunks until its input ends.

Started as `python -P -m themeline.engine.worker`; speaks length-prefixed pickles over its standard streams with the
process that started it, and with nobody else.
"""

import os
import signal
import sys
import traceback
from importlib import import_module
from typing import Any

from themeline.engine.frames import read_frame, write_frame

UNFIT = (MemoryError, OSError, ImportError)
"""What no document is to blame for: a worker without memory, or whose files cannot be read. Another one may do."""


def main() -> None:
    """Serve chunks: `(path of the preparing function, its argument)` comes first, then lists of payloads."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may get between the frames
    try:
        path, argument = read_frame(source)
        module, _, name = path.partition(":")
        function = getattr(import_module(module), name)(argument)
        write_frame(answers, ("ready", None))
        while True:
            payloads = read_frame(source)
            write_frame(answers, _apply(function, payloads))
    except (EOFError, BrokenPipeError):
        return
    except Exception as error:  # preparing failed, or it can do no more: say why, then end
        if isinstance(error, UNFIT) or _lacks_memory(error):
            write_frame(answers, ("unfit", _told(error)))
        else:
            write_frame(answers, ("broken", error if _is_ours(error) else traceback.format_exc()))


def _apply(function: Any, payloads: list[object]) -> tuple[str, object]:  # noqa: ANN401
    try:
        return "done", function(payloads)
    except UNFIT:
        raise
    except Exception as error:
        if _lacks_memory(error):
            raise MemoryError from error
        return "error", _told(error)


def _lacks_memory(error: BaseException | None) -> bool:
    """Tell that a want of memory is behind an error: a library may raise one of its own."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _is_ours(error: Exception) -> bool:
    from themeline.errors import ThemelineError

    return isinstance(error, ThemelineError)


if __name__ == "__main__":
    main()
