"""Mail (EML): the text of the letter and of letters attached to it; other attachments are named, not read.

Web pages that a browser saved as one file (MHTML) are put together like letters.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from themeline.ingest.decoding import DecodedText, decode
from themeline.ingest.paragraphs import join_lines
from themeline.ingest.raw import RawBlock, RawDocument, ReadError
from themeline.ingest.readers.base import Input, Parts
from themeline.ingest.readers.web import html_document


def read_eml(source: Input) -> Parts:
    """Read a letter."""
    message = message_from_bytes(source.data(), policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise ReadError("damaged", "The file has no header of a letter.")
    written = list(_letters(message))
    yield RawDocument(
        text="\n\n".join(part.text for part in written),
        blocks=()
        if all(part.text for part in written)
        else tuple(block for part in written for block in _blocks(part)),
        title=_header(message, "subject"),
        published=_date(_header(message, "date")),
        metadata=_facts(message),
    )


def read_mhtml(source: Input) -> Parts:
    """Read a web page that was saved with its pictures as one file."""
    message = message_from_bytes(source.data(), policy=policy.default)
    pages = (part for part in message.walk() if part.get_content_type() == "text/html")
    page = next((part for part in pages if isinstance(part, EmailMessage)), None)
    if page is None:
        raise ReadError("damaged", "The file holds no web page.")
    yield html_document(DecodedText(_text(page), "", ""), source.settings.html == "main")


def _letters(message: EmailMessage) -> Iterator[RawDocument]:
    """Yield the body of a letter, and of each letter that is attached to it."""
    body = message.get_body(preferencelist=("plain", "html"))
    if isinstance(body, EmailMessage):
        text = _text(body)
        if body.get_content_type() == "text/html" and text.strip():
            yield html_document(DecodedText(text, "", ""), main=False)
        elif text.strip():
            yield RawDocument(text=text)
    for part in message.iter_attachments():
        inner = part.get_content() if part.get_content_type() == "message/rfc822" else None
        if isinstance(inner, EmailMessage):
            yield from _letters(inner)


def _blocks(part: RawDocument) -> tuple[RawBlock, ...]:
    """Return a letter as paragraphs, the lines of each put together."""
    return part.blocks or tuple(join_lines(part.text.replace("\r\n", "\n").split("\n"))[0])


def _text(body: EmailMessage) -> str:
    data = body.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(body.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decode(data).text


def _facts(message: EmailMessage) -> dict[str, object]:
    attachments = "; ".join(part.get_filename() or "unnamed" for part in message.iter_attachments())
    facts = {
        "authors": _header(message, "from"),
        "to": _header(message, "to"),
        "attachments": attachments,
        "published_source": "header" if _date(_header(message, "date")) else "",
    }
    return {name: fact for name, fact in facts.items() if fact}


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:  # the parser of headers raises what it likes
        return ""


def _date(value: str) -> str:
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""
