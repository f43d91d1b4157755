"""Damage done to whole files at random, from a seed: bits, cuts, splices, bombs, and members of packed files."""

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence

LAUGHS = b'<!DOCTYPE a [<!ENTITY a0 "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9)
) + b']>'  # fmt: skip
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "http://127.0.0.1:9/y">%y;]>'
STRANGE = (
    b"\0", b"\0" * 300, b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1b$B", b"\r", b"\x0c",
    b"\x85", "\u2028\u202e\u200b\ufeff".encode(), "\U0001f469\u200d\U0001f4bb".encode(), b"\\ud800", b"\\u0000",
    b"&#x110000;", b"&#0;", b"&a8;", b"&x;", b"]]>", b"<![CDATA[", b"<!--", b"<?", b"{{", b"}}", b"\"", b"'",
    b"NaN", b"-Infinity", b"1e999", b"-1", b"0", b"9" * 5000, b"18446744073709551616", b"2147483648", b"null", b"[]",
    b"=cmd|' /C calc'!A0", b"../../../../tmp/escape", b"%s%n%x", b"\\bin999999999 ", b"\\u-1?", b"\\uc99999 ",
    b"@article{", b"ER  - \n", b"\n---\n", b"charset=unicode_escape", b"charset=utf-7", b"charset=idna", b"undefined",
    b"<meta charset=punycode>", b"=?utf-8?b?////?=", b"=?x?q?=", b"Content-Transfer-Encoding: uuencode\n\n",
    LAUGHS, EXTERNAL,
)  # fmt: skip
NESTED = (b"<div>", b"<b>", b"{", b"[", b'{"a":', b"(", b"<w:p>", b"<text:span>", b"<Code name='a'>", b"> ", b"\\b{",
          b"<table><tr><td>", b"a.b=[[", b"(((", b"*", b"_", b"`", b". . ")  # fmt: skip
NAMES = ("../escape.txt", "/etc/escape.txt", "..\\escape.txt", "C:\\escape.txt", "a/../../b.txt", "word/document.xml",
         "content.xml", "x" * 3000, "a\0b.txt", "", ".", "a/", "d.zip", "META-INF/container.xml", "[Content_Types].xml",
         "ü\u202e.txt")  # fmt: skip
NUMBER = re.compile(rb"\d+")
Mutation = Callable[[bytes, random.Random], bytes]


def mutate(data: bytes, chance: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Damage a file in one to four ways; a zip as often inside as outside."""
    for _ in range(chance.randint(1, 4)):
        if data[:2] == b"PK" and chance.random() < 0.7:
            data = _in_zip(data, chance)
        elif others and chance.random() < 0.1:
            data = _spliced(data, chance.choice(others), chance)
        else:
            data = chance.choice(MUTATIONS)(data, chance)
    return data


def _bits(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), chance.choice((1, 1, 2, 8, 64)))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    first, last = _stretch(data, chance)
    return chance.choice((data[:first], data[last:], data[:first] + data[last:]))


def _doubled(data: bytes, chance: random.Random) -> bytes:
    first, last = _stretch(data, chance)
    times = chance.choice((2, 3, 20, 300)) if last - first < 400 else 2
    return data[:first] + data[first:last] * times + data[last:]


def _inserted(data: bytes, chance: random.Random) -> bytes:
    place = chance.choice((0, len(data), chance.randint(0, len(data))))
    return data[:place] + chance.choice(STRANGE) + data[place:]


def _nested(data: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(data))
    return data[:place] + chance.choice(NESTED) * chance.choice((5, 300, 3000)) + data[place:]


def _numbers(data: bytes, chance: random.Random) -> bytes:
    found = list(NUMBER.finditer(data))
    if not found:
        return _inserted(data, chance)
    match = chance.choice(found)
    value = chance.choice((b"0", b"-1", b"99999999999", b"65536", b"2147483647", b"9" * 400, match[0] + b"0"))
    return data[: match.start()] + value + data[match.end() :]


def _recoded(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("latin-1")
    return text.encode(chance.choice(("utf-16", "utf-32", "utf-16-be", "utf-8", "utf-7", "utf-8-sig")), "replace")


def _spliced(data: bytes, other: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    first = chance.randint(0, len(data))
    return first, min(len(data), first + int(2 ** chance.uniform(0, 12)))


def _in_zip(data: bytes, chance: random.Random) -> bytes:
    """Pack a zip anew with a member damaged, renamed, doubled, exchanged, blown up, or with false sizes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # damaged before
        return _bits(data, chance)
    if not members:
        return _bits(data, chance)
    place = chance.randrange(len(members))
    name, content = members[place]
    deed = chance.randrange(7)
    if deed <= 2:
        members[place] = (name, chance.choice(MUTATIONS)(content, chance))
    elif deed == 3:
        members.append((chance.choice(NAMES), content))
    elif deed == 4:
        other = chance.randrange(len(members))
        members[place], members[other] = (name, members[other][1]), (members[other][0], content)
    elif deed == 5:
        members[place] = (name, bytes(chance.choice((1 << 16, 60 << 20)) if chance.random() < 0.2 else 1 << 16))
    packed = _packed(members, chance)
    return _false_size(packed, chance) if deed == 6 else packed


def _packed(members: Sequence[tuple[str, bytes]], chance: random.Random) -> bytes:
    out = io.BytesIO()
    method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        warnings.simplefilter("ignore")  # a name twice, which is meant
        for name, content in members:
            archive.writestr(name or "empty", content)
    return out.getvalue()


def _false_size(packed: bytes, chance: random.Random) -> bytes:
    """Change a field of a central header: method, check sum, sizes, offset."""
    place = packed.find(b"PK\x01\x02") + chance.choice((8, 10, 16, 20, 24, 42))
    return packed[:place] + chance.randbytes(chance.choice((1, 2, 4))) + packed[place:][4:]


MUTATIONS: tuple[Mutation, ...] = (_bits, _bits, _cut, _doubled, _inserted, _inserted, _nested, _numbers, _recoded)
