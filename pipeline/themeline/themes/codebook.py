"""A codebook: the themes that sentences are coded with, each with what a coder needs to know."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from themeline.errors import SettingsError
from themeline.files import write_whole
from themeline.resources import data_path


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme (a code, in the words of qualitative analysis).

    Attributes:
        key: What tables and label files call it; unique in its codebook.
        name: What people call it.
        definition: What a sentence of this theme is about, and what not.
        cues: Words and phrases that often speak for it.
        examples: Sentences of the theme.
        counter_examples: Sentences that a hasty reader would take for it.
    """

    key: str
    name: str = ""
    definition: str = ""
    cues: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """Themes in their order, under a name and a version; `check_faults` has found nothing that forbids its use.

    Attributes:
        exclusive: Whether every sentence has exactly one of the themes, rather than several or none.
    """

    name: str
    version: str
    themes: tuple[Theme, ...]
    exclusive: bool = False

    def __post_init__(self) -> None:
        _refuse_bad_keys(self)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the themes, in order."""
        return tuple(theme.key for theme in self.themes)

    @property
    def fingerprint(self) -> str:
        """A digest of the whole content: two codebooks with one fingerprint are equal."""
        content = asdict(self)
        if not self.exclusive:  # older versions knew no other codebooks: their digests hold
            del content["exclusive"]
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def __getitem__(self, key: str) -> Theme:
        for theme in self.themes:
            if theme.key == key:
                return theme
        near = get_close_matches(key, self.keys, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Its themes are {', '.join(self.keys)}."
        raise SettingsError(f"The codebook {self.name!r} has no theme {key!r}.", hint)


def default_codebook() -> Codebook:
    """Return the 13 themes that Themeline ships."""
    return read_codebook(data_path("models", "themes", "default.toml"))


def read_codebook(path: Path) -> Codebook:
    """Read a codebook from TOML.

    Raises:
        SettingsError: If the file cannot be read or a theme in it cannot be used; the message names the theme.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"The codebook {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"The codebook {path} is not UTF-8 text.", "Save it as UTF-8.") from None
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"The codebook {path} is not valid TOML: {error}.") from None
    try:
        return _from_mapping(content)
    except SettingsError as error:
        raise SettingsError(f"The codebook {path}: {error.message}", error.hint) from None


def write_codebook(codebook: Codebook, path: Path) -> None:
    """Write a codebook as TOML; reading it back gives an equal one."""
    write_whole(path, "\n".join(_toml_lines(codebook)) + "\n")


def check_faults(codebook: Codebook) -> list[str]:
    """Return what is questionable in a codebook that can be used: one line for each finding."""
    findings = [*_bare_themes(codebook), *_shared_cues(codebook), *_contradictions(codebook)]
    return [*findings, *_missing_rest(codebook)]


_TEXTS = {"key", "name", "definition"}
_LISTS = {"cues", "examples", "counter_examples"}


def _from_mapping(content: Mapping[str, object]) -> Codebook:
    _refuse_unknown(content, {"name", "version", "exclusive", "theme"}, "the top level")
    exclusive = content.get("exclusive", False)
    if not isinstance(exclusive, bool):
        raise SettingsError(f"the top level: exclusive must be true or false, not {exclusive!r}.")
    themes = content.get("theme")
    if not isinstance(themes, list) or not all(isinstance(theme, dict) for theme in themes):
        raise SettingsError("it has no [[theme]] tables.", "Start from `themeline themes init`.")
    return Codebook(
        name=_text(content, "name", "the top level"),
        version=_text(content, "version", "the top level"),
        themes=tuple(_theme(theme, number) for number, theme in enumerate(themes, start=1)),
        exclusive=exclusive,
    )


def _theme(content: Mapping[str, object], number: int) -> Theme:
    where = f"theme {number} ({content.get('key') or 'without a key'})"
    _refuse_unknown(content, _TEXTS | _LISTS, where)
    if not content.get("key"):
        raise SettingsError(f"{where} needs a key.", 'Add a line such as key = "housing".')
    texts = {field: _text(content, field, where) for field in _TEXTS}
    lists = {field: _text_list(content, field, where) for field in _LISTS}
    return Theme(**texts, **lists)  # type: ignore[arg-type]


def _refuse_unknown(content: Mapping[str, object], known: set[str], where: str) -> None:
    for field in content:
        if field not in known:
            near = get_close_matches(field, known, 1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known are {', '.join(sorted(known))}."
            raise SettingsError(f"{where} has an unknown field {field!r}.", hint)


def _text(content: Mapping[str, object], field: str, where: str) -> str:
    value = content.get(field, "")
    if not isinstance(value, str):
        raise SettingsError(f"{where}: {field} must be a text in quotes, not {value!r}.")
    return value.strip()


def _text_list(content: Mapping[str, object], field: str, where: str) -> tuple[str, ...]:
    value = content.get(field, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SettingsError(f"{where}: {field} must be a list of texts in quotes.")
    return tuple(item.strip() for item in value if item.strip())


def _refuse_bad_keys(codebook: Codebook) -> None:
    if not codebook.themes:
        raise SettingsError(f"The codebook {codebook.name!r} has no themes.")
    seen: dict[str, str] = {}
    for key in codebook.keys:
        if not key.strip() or key != key.strip() or re.search(r"[\x00-\x1f\x7f]", key):
            raise SettingsError(f"The theme key {key!r} is empty, or has outer spaces or control characters.")
        if key.casefold() in seen:
            raise SettingsError(f"Two themes have the key {seen[key.casefold()]!r}.", "Rename or remove one.")
        seen[key.casefold()] = key
    if codebook.exclusive and len(codebook.themes) == 1:
        raise SettingsError(
            f"The codebook {codebook.name!r} is exclusive and has one theme only, which every sentence would have.",
            "Add a theme for what is of no other, or take out: exclusive = true",
        )


def _bare_themes(codebook: Codebook) -> Iterator[str]:
    for theme in codebook.themes:
        if not theme.definition:
            yield f"{theme.key}: no definition; coders and the unlabelled classifier both need one."
        if not theme.cues and not theme.examples:
            yield f"{theme.key}: neither cues nor examples; without labels it will be found only by its name."


def _shared_cues(codebook: Codebook) -> Iterator[str]:
    owners: dict[str, list[str]] = {}
    for theme in codebook.themes:
        for cue in sorted({cue.casefold() for cue in theme.cues}):
            owners.setdefault(cue, []).append(theme.key)
    for cue, keys in owners.items():
        if len(keys) > 1:
            yield f"{', '.join(keys)}: the cue {cue!r} is shared."


def _contradictions(codebook: Codebook) -> Iterator[str]:
    for theme in codebook.themes:
        for sentence in theme.examples:
            if sentence in theme.counter_examples:
                yield f"{theme.key}: {sentence!r} is both an example and a counter-example."


def _missing_rest(codebook: Codebook) -> Iterator[str]:
    rest = r"\b(others?|none|no|rest|miscellaneous|nothing|without|uncoded)\b"
    if codebook.exclusive and not any(
        re.search(rest, f"{t.key} {t.name}".replace("_", " "), re.I) for t in codebook.themes
    ):
        yield "exclusive: every sentence gets one of the themes; is there one for sentences of no other, as 'other'?"


def _toml_lines(codebook: Codebook) -> Iterator[str]:
    yield f"name = {_quoted(codebook.name)}"
    yield f"version = {_quoted(codebook.version)}"
    if codebook.exclusive:
        yield "exclusive = true"
    for theme in codebook.themes:
        yield ""
        yield "[[theme]]"
        for field in fields(theme):
            value = getattr(theme, field.name)
            if isinstance(value, str):
                yield f"{field.name} = {_quoted(value)}"
            else:
                yield from [f"{field.name} = [", *(f"  {_quoted(item)}," for item in value), "]"]


def _quoted(text: str) -> str:
    """Return a TOML basic string; JSON escapes the same characters, save for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
