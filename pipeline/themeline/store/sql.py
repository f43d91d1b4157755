"""Values and names as they are written in SQL, where no parameter is allowed."""


def literal(value: object) -> str:
    """Return a text, a path or the like as a string of SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Return the name of a table, a column or a database, whatever signs are in it."""
    return '"' + name.replace('"', '""') + '"'
