"""Every kind of page, read as text: nothing in it makes a browser ask for anything."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

LOADS = {"src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "manifest", "xlink:href"}


class Loads(HTMLParser):
    """Gathers what a browser would load, and where links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[tuple[str, str, str | None]] = []
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in LOADS or (name == "href" and tag in ("link", "base", "image", "use", "script")):
                self.loads.append((tag, name, value))
            elif name == "href":
                self.links.append(value)


@pytest.mark.parametrize("kind", ["keyword_page", "comparison_page", "many_page"])
def test_a_page_asks_for_nothing(kind: str, request: pytest.FixtureRequest) -> None:
    page: Path = request.getfixturevalue(kind)
    text = page.read_text(encoding="utf-8")
    found = Loads()
    found.feed(text)
    assert found.loads == []
    assert found.links
    assert [link for link in found.links if not link or not link.startswith("#")] == []
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    style = "".join(re.findall(r"<style>(.*?)</style>", text, re.DOTALL))
    assert not re.search(r"@import|url\(", style)
    script = "".join(re.findall(r"<script>(.*?)</script>", text, re.DOTALL))
    assert not re.search(
        r"\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|import)\s*\(", script
    )
