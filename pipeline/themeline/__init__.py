"""Themeline: from a folder of policy texts to entities, dates, keywords, themes and comparisons."""

from typing import TYPE_CHECKING

from themeline.lazy import lazy_names

if TYPE_CHECKING:
    from themeline.errors import ThemelineError
    from themeline.stages.settings import Settings
    from themeline.stages.workspace import Workspace

__all__ = ["Settings", "ThemelineError", "Workspace", "__version__"]
__version__ = "0.1.0"

__getattr__ = lazy_names(
    __name__, {"Settings": "stages.settings", "ThemelineError": "errors", "Workspace": "stages.workspace"}
)
