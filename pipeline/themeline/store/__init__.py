"""The workspace: one folder, one DuckDB file, one writer, and transactions."""

from themeline.store.query import Selection
from themeline.store.store import Store

__all__ = ["Selection", "Store"]
