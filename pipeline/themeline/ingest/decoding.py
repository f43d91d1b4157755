"""From bytes to text: byte order mark, strict UTF-8, the encoding that was declared, and only then a guess."""

import codecs
import re
from dataclasses import dataclass

from themeline.ingest.guessing import guess_encoding
from themeline.ingest.raw import ReadError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b")
CONTROLS = re.compile(rb"[\x01-\x06\x0e-\x1a\x1c-\x1f]")
ESCAPE = b"\x1b$"
MENDED = "themeline-cp1252"
SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text and how it was decoded; `origin` is `mark`, `utf-8`, `declared` or `guessed`."""

    text: str
    encoding: str
    origin: str


def decode(data: bytes, declared: str = "") -> DecodedText:
    """Decode the bytes of a text.

    Args:
        data: The bytes.
        declared: An encoding that the user or the document states.

    Raises:
        ReadError: `binary` when the bytes are no text, `encoding` when no encoding fits.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, "mark")
    wide = _wide_encoding(data[:SAMPLE])
    if wide:
        return _strict(data, wide, "guessed")
    if ESCAPE in data[:SAMPLE]:
        return _guess(data, declared)
    _refuse_binary(data[:SAMPLE])
    try:
        return _strict(data, "utf-8", "utf-8")
    except ReadError:
        return _guess(data, declared)


def _guess(data: bytes, declared: str) -> DecodedText:
    """Decode by what is declared, or by the best guess; a text that is almost UTF-8 is taken as such."""
    if declared:
        try:
            return DecodedText(data.decode(declared), codecs.lookup(declared).name, "declared")
        except UnicodeDecodeError:
            declared = ""
        except (LookupError, ValueError):  # idna and its like have errors of their own
            raise ReadError("encoding", f"There is no encoding {declared!r} for texts.") from None
    if _almost_utf8(data):
        return DecodedText(data.decode("utf-8", MENDED), "utf-8", "guessed")
    encoding = guess_encoding(data)
    if not encoding:
        raise ReadError("encoding", "The encoding cannot be recognised; name it with --encoding.")
    return _strict(data, encoding, "guessed")


def _almost_utf8(data: bytes) -> bool:
    """Tell whether the bytes are UTF-8 but for a few: at most one in five of the characters beyond ASCII."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return 0 < broken * 5 <= sum(character > "\x7f" for character in text[: 4 * SAMPLE])


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(MENDED, _as_cp1252)


def _strict(data: bytes, encoding: str, origin: str) -> DecodedText:
    try:
        return DecodedText(data.decode(encoding), codecs.lookup(encoding).name, origin)
    except LookupError:
        raise ReadError("encoding", f"There is no encoding {encoding!r}.") from None
    except UnicodeDecodeError as error:
        raise ReadError(
            "encoding", f"Byte {error.start} does not fit the encoding {encoding}; name the right one with --encoding."
        ) from None


def _wide_encoding(sample: bytes) -> str:
    """Return UTF-16 or UTF-32 without a mark, told by where the zero bytes are."""
    if len(sample) < 8 or 0 not in sample:
        return ""
    quarter = len(sample) // 4
    zeros = [sample[place::4].count(0) / quarter for place in range(4)]
    if min(zeros[1:]) > 0.9 and zeros[0] < 0.5:
        return "utf-32-le"
    if min(zeros[:3]) > 0.9 and zeros[3] < 0.5:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.2 and even < 0.02:
        return "utf-16-le"
    return "utf-16-be" if even > 0.2 and odd < 0.02 else ""


def _refuse_binary(sample: bytes) -> None:
    if (
        sample.startswith(BINARY)
        or len(CONTROLS.findall(sample)) > max(2, len(sample) // 100)
        or (sample and not sample.strip(b"\0"))
    ):
        raise ReadError("binary", "The file is not a text: it holds binary data.")
