"""The screen on which a coder labels sentences with single keys."""

import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from themeline.errors import StoreError, UsageError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from themeline.stages.labelling import Item, LabellingSession

ACCEPT, SKIP, UNDO, QUIT, HELP = ("\r", "\n"), "s", "u", ("q", "\x04", "\x1b"), "?"
ACCEPTS_ALL = "Enter accepts what is ticked (nothing: no theme)"
TAKEN = {SKIP, UNDO, "q"}
TOGGLES = [key for key in "123456789" + string.ascii_lowercase + string.ascii_uppercase if key not in TAKEN]


@dataclass
class _State:
    """What is on the screen: the themes ticked, whether definitions are shown, and a message."""

    ticked: list[str] = field(default_factory=list)
    definitions: bool = False
    message: str = ""


def toggle_keys(themes: Sequence[str]) -> dict[str, str]:
    """Return the theme that each key ticks: digits first, then letters that mean nothing else.

    Raises:
        UsageError: If there are more themes than keys.
    """
    if len(themes) > len(TOGGLES):
        raise UsageError(
            f"The screen has keys for {len(TOGGLES)} themes, and the codebook has {len(themes)}.",
            "Label in a spreadsheet instead, and read it with: themeline themes labels import FILE",
        )
    return dict(zip(TOGGLES, themes, strict=False))


def label_sentences(session: "LabellingSession", read_key: Callable[[], str], console: "Console") -> int:
    """Show sentence after sentence and obey keys until the coder quits or all are done.

    Args:
        session: Where sentences come from and judgements go to.
        read_key: Returns the next key pressed; it may raise `EOFError` when there are no more.
        console: Where to draw.

    Returns:
        How many judgements were made, less those taken back.
    """
    keys, state, made = toggle_keys(session.codebook.keys), _State(), 0
    while (item := session.next()) is not None:
        _draw(session, item, keys, state, console)
        state.message = ""
        try:
            key = read_key()
        except EOFError:
            return made
        if key in QUIT:
            return made
        try:
            made += _obey(key, keys, session, state)
        except StoreError as error:  # another command is writing; the sentence and its ticks stay
            state.message = str(error)
    console.print("Every sentence here is done.")
    return made


def _obey(key: str, keys: dict[str, str], session: "LabellingSession", state: _State) -> int:
    """Do what a key means, and return by how much the number of judgements grew."""
    if key in ACCEPT and session.codebook.exclusive and not state.ticked:
        state.message = "Every sentence has one theme in this codebook: tick it first, or skip with s."
    elif key in ACCEPT:
        session.judge([theme for theme in session.codebook.keys if theme in state.ticked])
        state.ticked = []
        return 1
    elif key == UNDO:
        taken_back = session.undo()
        state.ticked = []
        state.message = "Taken back: judge it again." if taken_back else "There is nothing to take back."
        return -1 if taken_back else 0
    elif key == SKIP:
        session.skip()
        state.ticked = []
    elif key == HELP:
        state.definitions = not state.definitions
    elif key in keys:
        _tick(keys[key], state, exclusive=session.codebook.exclusive)
    else:
        state.message = f"The key {key!r} means nothing here."
    return 0


def _tick(theme: str, state: _State, *, exclusive: bool) -> None:
    """Tick a theme, or take its tick away; where themes exclude each other another's tick goes."""
    if theme in state.ticked:
        state.ticked.remove(theme)
    else:
        state.ticked = [theme] if exclusive else [*state.ticked, theme]


def _draw(session: "LabellingSession", item: "Item", keys: dict[str, str], state: _State, console: "Console") -> None:
    from rich.columns import Columns
    from rich.text import Text

    console.clear()
    if state.definitions:  # above the sentence, which must stay in sight however many they are
        for theme in session.codebook.themes:
            console.print(Text.assemble((theme.name or theme.key, "bold"), f"  {theme.definition}"))
        console.print()
    title = f"{session.codebook.name}  ·  {session.coder}: {session.count():,} judged  ·  {item.corpus}/{item.doc}"
    choices = [_choice(key, theme, session, state) for key, theme in keys.items()]
    console.print(Text(title, "bold"), "", _in_context(item), "", sep="\n")
    console.print(Columns(choices, column_first=True, padding=(0, 3)))
    accepts = "Enter accepts the ticked one" if session.codebook.exclusive else ACCEPTS_ALL
    help_line = f"{accepts}  ·  s skip  ·  u undo  ·  ? definitions  ·  q quit"
    console.print("", Text(help_line, "dim"), Text(state.message, "yellow"), sep="\n")


def _in_context(item: "Item") -> "Text":
    from rich.text import Text

    before, after = (" ".join(" ".join(part).split()) for part in (item.before, item.after))
    sentence = " ".join(item.text.split())
    return Text.assemble((f"{before} ".lstrip(), "dim"), (sentence, "bold reverse"), (f" {after}", "dim"))


def _choice(key: str, theme: str, session: "LabellingSession", state: _State) -> "Text":
    from rich.text import Text

    ticked = theme in state.ticked
    name = session.codebook[theme].name or theme
    return Text.assemble(
        (f" {key} ", "reverse"), f" {'[x]' if ticked else '[ ]'} ", (name, "bold green" if ticked else "")
    )
