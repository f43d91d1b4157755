"""Themeline: from a folder of policy texts to entities, dates, keywords, themes and comparisons."""

__version__ = "0.1.0"
