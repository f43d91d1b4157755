"""No path that reads a file can run what is in it: the package's syntax trees, against a list of what may."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

import themeline

PACKAGE = Path(themeline.__file__).parent
MODULES = {
    "pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "skops", "yaml", "ctypes", "cffi", "code",
    "socket", "ssl", "urllib.request", "http", "http.client", "requests", "httpx", "aiohttp", "ftplib", "smtplib",
    "xmlrpc", "webbrowser", "telnetlib", "asyncio", "multiprocessing", "subprocess", "runpy", "imp",
}  # fmt: skip
CALLS = {"eval", "exec", "compile", "__import__", "import_module", "breakpoint"}
METHODS = {"read_pickle", "to_pickle", "extractall", "mktemp", "system", "popen", "execv", "torch.load"}

PARSERS = ("etree.fromstring", "etree.parse", "etree.XML", "html.fromstring", "html.document_fromstring")

ALLOWED = {
    # values between this program's own processes, over pipes that nobody else holds
    "engine/frames.py": {"pickle"},
    "engine/process.py": {"subprocess"},
    "ingest/isolation.py": {"pickle", "subprocess"},  # and from the reader process, results alone
    # names written in the code, never in data: which module has a reader, a stage or a lazy name
    "engine/worker.py": {"import_module"},
    "engine/identity.py": {"import_module"},
    "ingest/formats.py": {"import_module"},
    "lazy.py": {"import_module"},
    # packages that are not always installed, by names written in the code
    "themes/train_accurate.py": {"import_module"},
    "themes/finetuning.py": {"import_module"},
    "themes/filter_training.py": {"import_module"},
    "themes/minilm.py": {"import_module"},
    "themes/minilm_weights.py": {"import_module"},
    "themes/network.py": {"import_module"},
    "memory.py": {"ctypes"},  # the C library's own functions, by names written in the code
    "store/lock.py": {"socket"},  # for the name of this machine
    # the browser that prints a page
    "report/pdf.py": {"subprocess"},
}


def findings(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            yield node.module
        elif isinstance(node, ast.Call):
            yield from _call(node)


def _call(node):
    function = node.func
    name = (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
    whole = ast.unparse(function)
    if (whole in CALLS or name == "import_module") or (name in METHODS or whole in METHODS):
        yield name
    if whole in ("np.load", "numpy.load") and given.get("allow_pickle") != "False":
        yield "np.load without allow_pickle=False"
    if given.get("shell", "False") != "False" or given.get("allow_pickle", "False") != "False":
        yield f"{whole} with a shell or pickle"
    if name == "XMLParser" and not (given.get("resolve_entities") == "False" and given.get("no_network") == "True"):
        yield "an XML parser that resolves entities or may use the network"
    if name == "HTMLParser" and given.get("no_network") != "True":
        yield "an HTML parser that may use the network"
    if whole in PARSERS and len(node.args) < 2 and "parser" not in given:
        yield f"{whole} without a parser of its own"


def test_nothing_in_the_package_runs_what_a_file_says():
    found = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for finding in findings(ast.parse(path.read_text(encoding="utf-8"))):
            found[path.relative_to(PACKAGE).as_posix()].add(finding)
    assert found == ALLOWED


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from pickle import loads",
        "eval(text)",
        "np.load(path)",
        "np.load(path, allow_pickle=True)",
        "torch.load(path)",
        "pd.read_pickle(path)",
        "archive.extractall(folder)",
        "subprocess_run(x, shell=True)",
        "etree.fromstring(data)",
        "etree.XMLParser(huge_tree=True)",
        "import urllib.request",
    ],
)
def test_the_test_finds_what_it_looks_for(code):
    assert list(findings(ast.parse(code)))
