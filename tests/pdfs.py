"""Small PDFs made for tests: lines of Helvetica, encrypted or not."""

import hashlib
from pathlib import Path

PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
IDENTITY = b"0123456789abcdef"
PERMISSIONS = -4


def pdf(path: Path, pages: list[list[str]], password: str = "") -> Path:
    """Write a PDF with a line for each string; with a password, encrypted with 40-bit RC4 (PDF 1.7, 7.6.3)."""
    owner, key = _keys(password)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 760 Td {shown} ET".encode("latin-1")
        if password:
            number = len(objects) + 1
            stream = _rc4(hashlib.md5(key + number.to_bytes(3, "little") + bytes(2)).digest()[:10], stream)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects)
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    trailer = b""
    if password:
        user = _rc4(key, PADDING)
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /P %d /O <%s> /U <%s> >>"
            % (PERMISSIONS, owner.hex().encode(), user.hex().encode())
        )
        trailer = b"/Encrypt %d 0 R /ID [<%s> <%s>]" % (len(objects), *[IDENTITY.hex().encode()] * 2)
    path.write_bytes(_file(objects, trailer))
    return path


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, trailer, len(data))
    )


def _keys(password: str) -> tuple[bytes, bytes]:
    """Return the owner's entry and the file's key, the owner having the user's password."""
    padded = (password.encode("latin-1") + PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    permissions = PERMISSIONS.to_bytes(4, "little", signed=True)
    return owner, hashlib.md5(padded + owner + permissions + IDENTITY).digest()[:5]


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    result, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        result.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(result)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
