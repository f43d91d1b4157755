"""Package doors whose rooms are entered only when a name is used.

spaCy, pandas and scikit-learn take ten seconds to import together; a command that needs none of them must not
wait for them, not even because a room's settings live beside code that does.
"""

from collections.abc import Callable, Mapping
from importlib import import_module


def lazy_names(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Return a module's `__getattr__` (PEP 562) that imports each name from its module when it is first used.

    Args:
        package: The package's `__name__`.
        homes: The module below the package that each public name lives in.
    """

    def get(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return get
