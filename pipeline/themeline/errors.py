"""Every error that a user can cause or meet: what is wrong, where, and what to do next."""


class ThemelineError(Exception):
    """An error for people: the command line prints it without a traceback.

    Args:
        message: What is wrong and where, one sentence.
        hint: What to do next, one sentence; empty when the message already says it.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type["ThemelineError"], tuple[str, str]]:
        return type(self), (self.message, self.hint)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(ThemelineError):
    """The call does not make sense: an unknown corpus, column, table or option value."""


class SettingsError(ThemelineError):
    """A settings file, codebook or pattern file that cannot be used as it is written."""


class InputError(ThemelineError):
    """One input that cannot be read; it becomes a row of `failures` and costs only itself."""


class ModelError(ThemelineError):
    """The language model or a trained model is missing, altered or of another version."""


class OutputError(ThemelineError):
    """A file that the user wants cannot be written: no room, no permission, no such folder."""


class StoreError(ThemelineError):
    """The workspace cannot be opened, locked, read or written."""


class WorkerError(ThemelineError):
    """The workers cannot go on: they cannot start, or the scheduler went away."""
