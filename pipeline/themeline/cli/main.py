"""The entry point: every error becomes one message and an exit code."""

import errno
import os
import sys
from typing import TextIO

from themeline.errors import ThemelineError

BUG, INTERRUPTED = 1, 130
REFUSALS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.ENOMEM}
)
"""What the machine may refuse at any moment, through no fault of the program."""


def main() -> None:
    """Run the `themeline` command and exit: 0 done, 3 done with failed inputs, 2 wrong use, 4 damage found, 1 a bug."""
    try:
        from themeline.cli.app import app

        app()
    except ThemelineError as error:
        print_error(error)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno not in REFUSALS:
            raise  # a bug: nothing that the machine refuses
        print_error(ThemelineError(*_refused(error)))
        sys.exit(ThemelineError.exit_code)
    except KeyboardInterrupt:
        _say_stopped()
        sys.exit(INTERRUPTED)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:  # typer turns Ctrl-C into it, without a word
            _say_stopped()
        if isinstance(ended.__context__, BrokenPipeError):  # click turns `| head` into exit code 1
            _silence(sys.stdout)
            sys.exit(0)
        raise


def _say_stopped() -> None:
    sys.stderr.write("stopped; everything finished so far is kept, the same command goes on from there\n")
    sys.stderr.flush()
    _silence(sys.stderr)  # libraries whose threads still run complain while Python ends


def _silence(stream: TextIO) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _refused(error: OSError) -> tuple[str, str]:
    from themeline.files import hint_for, reason

    what = f"{error.filename} cannot be used" if error.filename else "The output cannot be written"
    return f"{what}: {reason(error)}.", hint_for(error)


def print_error(error: ThemelineError) -> None:
    """Write an error and what to do about it to standard error."""
    sys.stderr.write(f"error: {error.message}\n")
    if error.hint:
        sys.stderr.write(f"  {error.hint}\n")
