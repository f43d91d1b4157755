import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.ingest.decoding import decode
from themeline.ingest.raw import ReadError

TEXTS = {
    "cp1252": "L'été, la ministre a déjà présenté le projet où figurent les mêmes règles ; l’Assemblée l’a adopté.",
    "cp1250": "Příští týden vláda předloží návrh zákona, který změní způsob řízení úřadů a zvýší jejich počet.",
    "iso8859_2": "W przyszłym tygodniu rząd przedłoży projekt ustawy, która zmieni sposób zarządzania urzędami.",
    "cp1251": "На следующей неделе правительство представит закон о порядке управления ведомствами.",
    "koi8_r": "На следующей неделе правительство представит закон о порядке управления ведомствами.",
    "cp1253": "Την επόμενη εβδομάδα η κυβέρνηση θα παρουσιάσει το νομοσχέδιο για τη διοίκηση.",
    "cp932": "来週、政府は新しい法律の案を国会に出すことを決めた。これはとても大切なことである。",
    "gb18030": "下周政府将向大会提出新的法律，这是我们国家的一件大事。",
    "big5": "下週政府將向大會提出新的法律，這是我們國家的一件大事。",
    "cp949": "다음 주에 정부는 새로운 법률을 국회에 제출하기로 하였다. 이것은 중요한 일이다.",
}


@pytest.mark.parametrize(("encoding", "text"), TEXTS.items())
def test_undeclared_encodings_are_guessed_and_marked_as_guessed(encoding: str, text: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.origin) == (text, "guessed")


def test_english_with_chinese_quotation_marks() -> None:
    text = "The country’s “national strategy” – as of now – is under review, and people’s views are sought."
    assert decode(text.encode("gb18030")).text == text
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_unicode_with_and_without_marks(encoding: str) -> None:
    text = "The council met in Geneva in the spring; it was café weather."
    assert decode(text.encode(encoding)).text == text


def test_a_declared_encoding_is_used_and_checked() -> None:
    data = "année".encode("cp850")
    assert decode(data, "cp850").text == "année"
    with pytest.raises(ReadError, match="no encoding"):
        decode(data, "nonsense")


def test_a_few_broken_bytes_in_utf8_are_read_as_windows_text() -> None:
    text = "Die Räte prüfen die Verträge über Zölle für Güter, die übrigen hören zu."
    data = text.encode().replace("Güter".encode(), "Güter".encode("cp1252"))
    assert decode(data).text == text
    assert decode(data).origin == "guessed"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_utf8_is_read_as_it_is(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    with contextlib.suppress(ReadError):
        found = decode(data)
        assert found.origin != "utf-8" or found.text == text
