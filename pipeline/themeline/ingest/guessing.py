"""A guess at the encoding of bytes that declare none and are not UTF-8."""

from charset_normalizer import from_bytes

SAMPLE = 65_536


def guess_encoding(data: bytes) -> str:
    """Return the most plausible encoding, or an empty string."""
    for encoding in ("cp1252",):
        if _western(data, encoding):
            return encoding
    best = from_bytes(data[:SAMPLE]).best()
    return best.encoding if best else ""


def _western(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return sum(ord(character) > 127 for character in text) < len(text) * 0.2
