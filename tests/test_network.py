"""Nothing leaves the machine: the main job, with its workers, under a guard that notes and refuses every connection.

Where the system lets us (`unshare`), the job also has no network at all, which holds for compiled libraries too.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import sample, write_texts

ROOT = Path(__file__).resolve().parent.parent
# urllib3, which comes with trafilatura, binds a socket to ('::1', 0) on import, to see whether there is IPv6.
GUARD = """
import os, sys
def guard(event, arguments):
    if event == "socket.bind" and arguments[1] == ("::1", 0):
        return
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"):
        with open(os.environ["THEMELINE_TEST_SOCKETS"], "a") as file:
            file.write(f"{event} {arguments}\\n")
        raise ConnectionError(f"the test allows no {event}")
sys.addaudithook(guard)
"""
WITHOUT_NETWORK = ["unshare", "--map-root-user", "--net"]


@pytest.fixture
def guarded(tmp_path):
    """Give a function that runs Python under the guard, which every process that it starts inherits."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    log = tmp_path / "sockets.txt"
    path = os.pathsep.join(map(str, (tmp_path / "guard", ROOT / "pipeline", ROOT)))
    environment = {**os.environ, "PYTHONPATH": path, "THEMELINE_TEST_SOCKETS": str(log)}

    def run(*arguments, alone=()):
        command = [*alone, sys.executable, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        return done, log.read_text() if log.exists() else ""

    return run


def can_be_alone():
    try:
        return subprocess.run([*WITHOUT_NETWORK, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("call", ["socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo('localhost', 80)"])
def test_the_guard_notes_and_refuses(guarded, call):
    done, noted = guarded("-P", "-c", f"import socket; {call}")
    assert done.returncode == 1
    assert "ConnectionError: the test allows no socket." in done.stderr
    assert noted


def test_the_main_job_speaks_to_nobody(guarded, tmp_path):
    write_texts(tmp_path / "in", sample("theses", 4))
    (tmp_path / "in" / "page.html").write_text(
        '<html><body><img src="http://127.0.0.1:9/x.png"><p>The Ministry of Defence met in Geneva in 2016 '
        "with the European Commission, and adopted the strategy.</p></body></html>"
    )
    write_texts(tmp_path / "other", sample("speeches", 4))
    arguments = ["-m", "tests.reproducible.everything", str(tmp_path / "w"), "1", str(tmp_path / "in"), "--"]
    done, noted = guarded(*arguments, str(tmp_path / "other"), alone=WITHOUT_NETWORK if can_be_alone() else ())
    assert done.returncode == 0, done.stderr[-2000:]
    assert noted == ""
    assert "mixed-vs-speeches.html" in done.stdout
