"""The commands that are disturbed, as data: what each starts from and what it touches."""

from dataclasses import dataclass

DATABASE, FILES, WORKERS, READER, INPUTS = "database", "files", "workers", "reader", "inputs"
"""What a command touches: writes the database, writes files, has workers, has the process that reads, reads inputs."""


@dataclass(frozen=True)
class Command:
    """A command line.

    Attributes:
        name: Its name in the plan and in the table.
        state: The prepared workspace that it starts from; `empty` for none.
        words: Its arguments, with `{first}`, `{second}` (folders of inputs), `{labels}` and `{out}` filled in.
        touches: What it touches, which says what can be done to it.
        again: What it says when it is given again after it had come to its end, if it cannot do it twice.
    """

    name: str
    state: str
    words: tuple[str, ...]
    touches: frozenset[str]
    again: str = ""


def _command(name, state, words, *touches, again=""):
    return Command(name, state, tuple(words.split("|")), frozenset(touches), again)


ALL = (
    _command("run", "empty", "run|{first}|{second}|--corpus|all|--workers|2", DATABASE, FILES, WORKERS, READER, INPUTS),
    _command("run more", "first", "run|{second}|--workers|2", DATABASE, FILES, WORKERS, READER, INPUTS),
    _command("ingest", "empty", "ingest|{first}|{second}|--corpus|all", DATABASE, READER, INPUTS),
    _command("extract", "ingested", "extract|--workers|2", DATABASE, WORKERS),
    _command("classify", "extracted", "classify|--workers|2", DATABASE, WORKERS),
    _command("report", "classified", "report|--corpus|first|--format|csv|--format|xlsx|--format|json", DATABASE, FILES),
    _command("compare", "classified", "compare|first|second", FILES),
    _command("export file", "classified", "export|entities|--format|xlsx|-o|{out}/entities.xlsx", FILES),
    _command("export", "classified", "export|documents|--format|jsonl", FILES),
    _command("search", "classified", "search|the", FILES),
    _command("define", "classified", "corpora|define|senate|--where|body = 'Senate'", DATABASE),
    _command("remove", "classified", "corpora|remove|first", DATABASE, again="There is no corpus 'first'"),
    _command("labels import", "classified", "themes|labels|import|{labels}|--coder|ann", DATABASE),
    _command("train", "classified", "themes|train", FILES),
    _command("repair", "damaged", "check|--repair", DATABASE),
    _command("merge", "classified", "entities|merge|{entities}|--as|The Merged|--label|ORG", DATABASE),
)
BY_NAME = {command.name: command for command in ALL}
