"""Themeline: from a folder of policy texts to entities, dates, keywords, themes and comparisons."""
