"""What every reader is given and gives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from themeline.ingest.decoding import DecodedText, decode
from themeline.ingest.raw import BadPart, RawDocument, ReadError, refusal
from themeline.ingest.settings import IngestSettings

Parts: TypeAlias = Iterator[RawDocument | BadPart]
Reader: TypeAlias = Callable[["Input"], Parts]


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: where its bytes are, what it is called, and how the user wants it read."""

    path: Path
    name: str
    settings: IngestSettings

    def data(self) -> bytes:
        """Return the bytes of the file.

        Raises:
            ReadError: `too_large` above the limit, `unreadable` if the system refuses.
        """
        try:
            size = self.path.stat().st_size
            if size > self.settings.max_bytes:
                raise ReadError("too_large", f"It has {size:,} bytes; the limit is {self.settings.max_bytes:,}.")
            return self.path.read_bytes()
        except OSError as error:
            raise refusal(error) from error

    def decoded(self, declared: str = "") -> DecodedText:
        """Return the file's text; the settings' encoding goes before what the document declares."""
        return decode(self.data(), self.settings.encoding or declared)


def encoding_facts(decoded: DecodedText) -> dict[str, object]:
    """Return the metadata that says how a text was decoded."""
    return {"encoding": decoded.encoding, "encoding_source": decoded.origin}
