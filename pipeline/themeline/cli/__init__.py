"""The command line: parses, calls a stage, prints."""

from themeline.cli.main import main

__all__ = ["main"]
