"""What is fuzzed: each target takes bytes that anyone may have made, and must take them or refuse them in our words."""

import json
import pickle
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np

from tests.hostile.seeds import knowledge, seeds
from themeline.errors import ThemelineError
from themeline.ingest import IngestSettings, Source, clean_text, read_source
from themeline.ingest.documents import Cleaned
from themeline.ingest.formats import READERS, is_harmless
from themeline.ingest.raw import ReadError
from themeline.ingest.reading import read_directly
from themeline.tables import Document, Failure

SETTINGS = (
    {},
    {},
    {"html": "all"},
    {"verbatim": True},
    {"split": "page"},
    {"split": "heading"},
    {"split": "lines"},
    {"skip": ("line_wraps", "characters")},
    {"encoding": "cp1252"},
    {"date_order": "dmy"},
)
# Small enough that nothing harmless reaches them, and that what swells does.
LIMITS = {"max_bytes": 50_000_000, "max_characters": 5_000_000, "seconds": 60.0, "memory_mb": 1500}


@dataclass(frozen=True)
class Target:
    """Something that takes a file from strangers.

    Attributes:
        run: What takes the bytes; any exception is a fault.
        seeds: Whole files to begin from.
        isolated: Whether the program reads such files in a process of its own.
    """

    run: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    isolated: bool = False


def settings_for(data: bytes) -> IngestSettings:
    """Choose settings by the bytes, so that one input always means one run."""
    return IngestSettings.model_validate({**LIMITS, **SETTINGS[zlib.crc32(data) % len(SETTINGS)]})


def read_in_process(data: bytes, suffix: str) -> int:
    """Read a file as the reader process does, here, and check what comes; return the number of documents."""
    with _file(data, suffix) as path:
        count = 0
        try:
            for result in read_directly(_source(path, data, suffix), settings_for(data)):
                check_result(result)
                count += 1
        except (ReadError, RecursionError, MemoryError, OSError):
            return count
    return count


def read_whole(data: bytes, suffix: str) -> list[Document | Failure]:
    """Read a file as the program does, its own process and limits included."""
    with _file(data, suffix) as path:
        results = list(read_source(_source(path, data, suffix), settings_for(data)))
    assert results, "an input ends as a document or a failure"
    for result in results:
        check_result(result)
    return results


def check_result(result: object) -> None:
    """Make sure that a result can be stored, sent and shown, and that its offsets fit."""
    document = result.document if isinstance(result, Cleaned) else result
    pickle.dumps(document)
    if isinstance(document, Failure):
        assert all(isinstance(part, str) for part in (document.source, document.error, document.detail))
        document.detail.encode()
        return
    assert isinstance(document, Document)
    assert document.text.strip(), "a document has a text"
    for part in (document.doc, document.text, document.title, document.published, *document.author_keywords):
        part.encode()
    json.dumps(dict(document.metadata), allow_nan=False, ensure_ascii=False).encode()
    end = 0
    for block in document.blocks:
        assert end <= block.start <= block.end <= len(document.text), "blocks follow each other within the text"
        end = block.end


def _clean(data: bytes) -> None:
    settings = settings_for(data)
    cleaned = clean_text(data.decode("utf-8", "replace"), settings)
    end = 0
    for block in cleaned.blocks:
        assert end <= block.start <= block.end <= len(cleaned.text)
        end = block.end


def _decode(data: bytes) -> None:
    from themeline.ingest.decoding import decode

    declared, _, rest = data.partition(b"\n")
    for given in ("", declared.decode("latin-1")[:30]):
        try:
            decode(rest, given).text.encode("utf-8", "surrogatepass")
        except ReadError:
            continue


def _published(data: bytes) -> None:
    from datetime import date

    from themeline.ingest.published import parse_published

    text = data.decode("utf-8", "replace")
    for order in ("", "dmy", "mdy"):
        found = parse_published(text, order)  # type: ignore[arg-type]
        assert found == "" or date.fromisoformat((found + "-01-01")[:10] if len(found) < 7 else (found + "-01")[:10])


def _loaded(data: bytes, name: str, load: Callable[[Path], object]) -> None:
    """Load a file; our own errors are answers."""
    with tempfile.TemporaryDirectory(prefix="themeline-fuzz-", dir=_SCRATCH) as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        try:
            load(path)
        except ThemelineError as error:
            f"{error.message} {error.hint}".encode()


def _settings(path: Path) -> object:
    from themeline.stages.settings import load_settings

    return load_settings(path.parent)


def _codebook(path: Path) -> object:
    from themeline.themes.codebook import check_faults, read_codebook

    return check_faults(read_codebook(path))


def _foreign_codebook(path: Path) -> None:
    from themeline.themes.codebook import read_codebook, write_codebook
    from themeline.themes.codebook_files import export_codebook, import_codebook

    codebook = import_codebook(path)
    again = path.with_name("again.toml")
    write_codebook(codebook, again)
    assert read_codebook(again).fingerprint == read_codebook(again).fingerprint
    export_codebook(codebook, path.with_name("again.qdc"))
    export_codebook(codebook, path.with_name("again.csv"))


def _labels(path: Path) -> object:
    from themeline.themes.codebook import default_codebook
    from themeline.themes.label_files import read_labels

    return read_labels(path, default_codebook())


def _vocabulary(path: Path) -> object:
    from themeline.keywords.vocabulary import read_vocabulary

    return read_vocabulary(path)


def _background(path: Path) -> object:
    from themeline.keywords.background import read_own_background

    return read_own_background(path).rarity(["trade", "law"])


def _review(path: Path) -> object:
    from themeline.entities.review import read_review

    return read_review(path)


def _metadata(path: Path) -> object:
    from themeline.ingest.metadata import described, joined_metadata

    settings = IngestSettings(metadata_file=path)
    return described(joined_metadata(settings, "a.txt", "a"))


def _model(path: Path, name: str) -> object:
    """Load a themes model of which one file is a stranger's; the others are the shipped ones.

    The description names the digest of a stranger's arrays, or none but the shipped ones would be looked at.
    """
    from themeline.resources import data_path
    from themeline.themes.model import load_model

    whole = data_path("models", "themes", "default")
    for other in ("model.json", "arrays.npz", "codebook.toml"):
        if other != name:
            path.with_name(other).symlink_to(whole / other)
    if name == "arrays.npz":
        description = json.loads((whole / "model.json").read_text(encoding="utf-8"))
        path.with_name("model.json").unlink()
        description["arrays"] = sha256(path.read_bytes()).hexdigest()
        path.with_name("model.json").write_text(json.dumps(description), encoding="utf-8")
    return load_model(path.parent)


def _with_landmarks(raw: bytes) -> bytes:
    """Return the arrays of a linear model as a user's model has them."""
    with np.load(BytesIO(raw)) as whole:
        arrays = dict(whole)
    packed = BytesIO()
    np.savez(packed, **arrays, landmarks=np.zeros((len(arrays["vector_weights"]), 4), dtype=np.float32))
    return packed.getvalue()


def _loaders() -> Iterator[tuple[str, str, Callable[[Path], object]]]:
    yield "settings", "themeline.toml", _settings
    yield "codebook_toml", "codebook.toml", _codebook
    yield "codebook_csv", "codebook.csv", _foreign_codebook
    yield "codebook_qdc", "codebook.qdc", _foreign_codebook
    yield "labels_csv", "labels.csv", _labels
    yield "labels_jsonl", "labels.jsonl", _labels
    yield "vocabulary_csv", "vocabulary.csv", _vocabulary
    yield "vocabulary_skos", "vocabulary.rdf", _vocabulary
    yield "background", "background.tsv", _background
    yield "review", "review.csv", _review
    yield "metadata", "metadata.csv", _metadata


def _model_targets() -> Iterator[tuple[str, Target]]:
    from themeline.resources import data_path

    whole = data_path("models", "themes", "default")
    arrays = (whole / "arrays.npz").read_bytes()
    begun = {"model.json": ((whole / "model.json").read_bytes(),), "arrays.npz": (arrays, _with_landmarks(arrays))}
    for name, found in begun.items():
        run = partial(_loaded, name=name, load=partial(_model, name=name))
        yield f"model_{name.partition('.')[0]}", Target(run, found)


def targets() -> Mapping[str, Target]:
    """Return every target by its name: a reader by its suffix, the rest by what they read."""
    whole = seeds()
    found: dict[str, Target] = {}
    for suffix, files in whole.items():
        is_archive = suffix in (".zip", ".tar.gz", ".txt.gz")
        isolated = not is_archive and not is_harmless(suffix.rpartition(".")[2])
        run = partial(read_in_process if isolated else read_whole, suffix=suffix)
        found[suffix.lstrip(".")] = Target(run, files, isolated)
    text = whole[".txt"]
    found["cleaning"] = Target(_clean, text)
    found["decoding"] = Target(_decode, tuple(b"utf-8\n" + seed for seed in text))
    found["published"] = Target(_published, knowledge()["published"])
    for name, file, load in _loaders():
        found[name] = Target(partial(_loaded, name=file, load=load), knowledge()[name])
    return found | {"labels_xlsx": Target(partial(_loaded, name="labels.xlsx", load=_labels), whole[".xlsx"])} | dict(
        _model_targets()
    )  # fmt: skip


def uncovered_readers() -> set[str]:
    """Return the reader functions for which there is no seed."""
    suffixes = {suffix.rpartition(".")[2] for suffix in seeds()}
    return {name for name, extensions in READERS.items() if not suffixes.intersection(extensions)}


_SCRATCH = "/dev/shm" if Path("/dev/shm").is_dir() else None


class _file:  # noqa: N801 - reads as a function
    """A temporary file that holds given bytes."""

    def __init__(self, data: bytes, suffix: str) -> None:
        self._data, self._suffix = data, suffix

    def __enter__(self) -> Path:
        self._folder = tempfile.TemporaryDirectory(prefix="themeline-fuzz-", dir=_SCRATCH)
        path = Path(self._folder.name, f"file{self._suffix}")
        path.write_bytes(self._data)
        return path

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _source(path: Path, data: bytes, suffix: str) -> Source:
    return Source(path, f"file{suffix}", len(data), 0)
