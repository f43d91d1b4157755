"""Mail (EML): the letter's text; attachments are named, not read."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from themeline.ingest.decoding import DecodedText, decode
from themeline.ingest.raw import RawDocument, ReadError
from themeline.ingest.readers.base import Input, Parts
from themeline.ingest.readers.web import html_document


def read_eml(source: Input) -> Parts:
    """Read a letter."""
    message = message_from_bytes(source.data(), policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise ReadError("damaged", "The file has no header of a letter.")
    body = message.get_body(preferencelist=("plain", "html"))
    text = _text(body) if isinstance(body, EmailMessage) else ""
    written = html_document(DecodedText(text, "", ""), main=False) if _is_html(body) and text.strip() else None
    yield RawDocument(
        text="" if written else text,
        blocks=written.blocks if written else (),
        title=_header(message, "subject"),
        published=_date(_header(message, "date")),
        metadata=_facts(message),
    )


def _text(body: EmailMessage) -> str:
    data = body.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(body.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decode(data).text


def _is_html(body: object) -> bool:
    return isinstance(body, EmailMessage) and body.get_content_type() == "text/html"


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
    except (ValueError, IndexError, AttributeError):
        return ""


def _date(value: str) -> str:
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError):
        return ""
