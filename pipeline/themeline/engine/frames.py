"""Values between processes: length-prefixed pickles on a pipe that only the two of them hold."""

import pickle
import struct
from typing import Any, BinaryIO

HEADER = struct.Struct(">Q")


def write_frame(stream: BinaryIO, value: object) -> None:
    """Send one value."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(HEADER.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: BinaryIO) -> Any:  # noqa: ANN401 - whatever was sent
    """Receive one value.

    Raises:
        EOFError: If the other side is gone.
    """
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        raise EOFError
    (length,) = HEADER.unpack(header)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)
