"""Where commands are disturbed: a small file system of its own, prepared workspaces, and what a calm run gives."""

import csv
import functools
import os
import pickle
import shutil
import signal
import subprocess
from dataclasses import dataclass

from tests.faults import commands
from tests.faults.contents import Contents
from tests.faults.corpus import write_inputs
from tests.faults.kinds import PATIENCE
from tests.faults.victim import Victim
from tests.faults.watch import LogWatch
from themeline.store import Store

OWN = ("themeline.duckdb", "themeline.before-", ".writer")
"""Files of a workspace that are not compared: they hold times and numbers of processes, or what a crash left."""
SIZE = "400m"
SETTINGS = "[engine]\nseconds = 8\nstart_seconds = 60\n[ingest]\nseconds = 8\n"
STATES = {
    "empty": ("", ""),
    "first": ("empty", "run|{first}|--workers|2"),
    "ingested second": ("empty", "ingest|{second}"),
    "ingested": ("ingested second", "ingest|{first}"),
    "extracted": ("ingested", "extract|--workers|2"),
    "classified": ("extracted", "classify|--workers|2"),
    "damaged": ("classified", ""),
}
"""Each prepared workspace: the one that it is made from, and by which command."""
DAMAGE = """
    DELETE FROM sentences WHERE document % 40 = 3;
    UPDATE entities SET text = text || '?' WHERE document % 40 = 7;
    DELETE FROM themes WHERE document % 40 = 11;
    UPDATE documents SET title = title || '?' WHERE id % 90 = 5;"""


@dataclass(frozen=True)
class Calm:
    """What an undisturbed run of a command gave."""

    code: int
    seconds: float
    commits: int
    grown: int
    before: Contents
    after: Contents
    files: dict[str, bytes]


class Arena:
    """A folder, for root a small file system of its own, that holds the workspace and what commands write."""

    def __init__(self, root, documents=300):
        self.root, self.folder = root, root / "arena"
        self.workspace, self.out, self.temporary = (self.folder / name for name in ("w", "out", "tmp"))
        self.first, self.second = root / "inputs" / "first", root / "inputs" / "second"
        if not self.first.exists():
            write_inputs(root / "inputs", documents)
        self.folder.mkdir(exist_ok=True)
        self.is_root = os.geteuid() == 0
        self.mounted = self._mount()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job would hand on that it is ignored
        self._empty(root / "states" / "empty")

    @property
    def environment(self):
        own = {"TMPDIR": str(self.temporary), "HOME": str(self.out), "THEMELINE_WORKSPACE": str(self.workspace)}
        return os.environ | own | {"PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

    @property
    def store(self):
        return Store(self.workspace)

    def close(self):
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=True)
            self.mounted = False

    def can(self, need):
        """Say whether a kind of fault can be made here; only root can `mount` a file system."""
        return not need or self.mounted

    def begin(self, state):
        """Put a prepared workspace into the arena, with nothing else in it."""
        source = self._state(state)
        self.clear()
        shutil.copytree(source, self.workspace)
        for folder in (self.out, self.temporary):
            folder.mkdir()

    def clear(self):
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def start(self, words, environment=None):
        return Victim(words, self, environment or {})

    def words(self, command):
        """Return a command's arguments."""
        return self._filled(command.words)

    @functools.cache  # noqa: B019 - an arena lives as long as the program
    def calm(self, name):
        """Run a command undisturbed, and keep what it gave; in a folder that was kept, it is there already."""
        kept = self.root / "calm" / f"{name}.pickle"
        if not kept.exists():
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(pickle.dumps(self._calm(name)))
        return pickle.loads(kept.read_bytes())

    def _calm(self, name):
        command = commands.BY_NAME[name]
        words = self.words(command)
        self.begin(command.state)
        before, size = self.contents(), self._size()
        with LogWatch(self.workspace) as watch:
            ending = self.start(words).wait(PATIENCE)
            commits = watch.count()
        assert ending.code in (0, 3), (name, ending)
        grown = max(self._size() - size, 4096)
        return Calm(ending.code, ending.seconds, commits, grown, before, self.contents(), self.files())

    def contents(self):
        """Return what the workspace's tables hold."""
        if not self.store.exists():
            return Contents({}, {}, {}, {})
        with self.store.reading() as database:
            return Contents.of(database)

    def files(self):
        """Return every file in the arena but the database, by its path."""
        paths = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        kept = (path for path in paths if not path.name.startswith(OWN))
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in kept}

    @functools.cache  # noqa: B019 - as above
    def _state(self, name):
        base, words = STATES[name]
        folder = self.root / "states" / name.replace(" ", "-")
        if not folder.exists():
            self.begin(base)
            if words:
                ending = self.start(self._filled(words.split("|"))).wait(PATIENCE)
                assert ending.code in (0, 3), (name, ending)
            else:
                with self.store.writing() as database:
                    database.execute(DAMAGE)
            shutil.copytree(self.workspace, folder)
        return folder

    def _filled(self, words):
        values = {"first": self.first, "second": self.second, "out": self.out}
        if "{labels}" in words:
            values["labels"] = self._labels()
        filled = [word.format(**values) for word in words if word != "{entities}"]
        if "{entities}" in words:
            place = words.index("{entities}")
            filled[place:place] = self._entities()
        return filled

    @functools.cache  # noqa: B019 - as above
    def _labels(self):
        """Write labels of some sentences of the prepared workspace, and return the file."""
        with Store(self._state("classified")).reading() as database:
            themes = [row[0] for row in database.execute("SELECT DISTINCT theme FROM themes ORDER BY ALL").fetchall()]
            rows = database.execute(
                "SELECT d.corpus || '/' || d.doc, s.text FROM sentences s JOIN documents d ON d.id = s.document "
                "ORDER BY d.id, s.sentence LIMIT 120"
            ).fetchall()
        path = self.root / "labels.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["document", "text", "themes"])
            writer.writerows([doc, text, themes[n % len(themes)]] for n, (doc, text) in enumerate(rows))
        return path

    @functools.cache  # noqa: B019 - as above
    def _entities(self):
        with Store(self._state("classified")).reading() as database:
            rows = database.execute(
                "SELECT n.canonical FROM entities e JOIN names n USING (name, label) WHERE n.label = 'ORG' "
                "GROUP BY n.canonical ORDER BY count(*) DESC, n.canonical LIMIT 2"
            ).fetchall()
        return [row[0] for row in rows]

    def _empty(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "themeline.toml").write_text(SETTINGS, encoding="utf-8")

    def _size(self):
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def _mount(self):
        if not self.is_root:
            return False
        command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "tmpfs", str(self.folder)]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
