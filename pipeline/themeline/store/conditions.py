"""What an SQL condition may be: one expression over a row's columns, of functions that neither reach nor swell.

A condition may come from a stranger (`corpora define` keeps it in the workspace). It is therefore parsed by DuckDB as
one expression, so that it cannot close its bracket and go on as something else, and its tree may hold only what is
allowed here: no sub-query, hence no other table, file, setting or endless recursion; no function but those below, none
of which makes much out of little, waits, or answers differently tomorrow.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from themeline.errors import UsageError

LONGEST = 10_000
SECONDS = 60.0
HINT = "It is SQL over columns and metadata fields, as in: \"year >= 2016 and institution = 'NDU'\"."
REFUSED = {
    "SUBQUERY": "a query within it",
    "LAMBDA": "a lambda",
    "WINDOW": "a window function",
    "PARAMETER": "a parameter",
    "STAR": "a star",
}
FUNCTIONS = frozenset(
    """
    !~~ !~~* !~~~ ~ ~~ ~~* ~~~ ^@ ! & | + - * / // % ** ^ -> ->> abs array_contains array_extract array_has
    array_has_all array_has_any array_length array_position ceil ceiling century contains date_add date_diff date_part
    date_sub date_trunc datediff datepart datetrunc day dayofmonth dayofweek dayofyear decade ends_with epoch exp floor
    greatest hour ilike_escape instr isnan json_array_length json_contains json_exists json_extract json_extract_string
    json_type json_valid lcase least left len length like_escape list_contains list_element list_extract list_has
    list_has_all list_has_any list_position list_value ln log log10 log2 lower ltrim make_date minute mod month
    not_ilike_escape not_like_escape nullif position pow power prefix quarter regexp_extract regexp_full_match
    regexp_matches right round row rtrim second sign split_part sqrt starts_with str_split strftime string_split
    strip_accents strlen strpos strptime substr substring suffix to_days to_months to_years trim trunc try_strptime
    ucase unicode upper week weekday weekofyear year
    """.split()  # noqa: SIM905
)


def check_condition(database: duckdb.DuckDBPyConnection, condition: str) -> None:
    """Make sure that a text is one condition of the allowed kind.

    Raises:
        UsageError: If it is not; the message names what is not allowed.
    """
    if len(condition) > LONGEST:
        raise UsageError(f"The condition has {len(condition):,} characters; at most {LONGEST:,} are read.", HINT)
    try:
        duckdb.SQLExpression(condition)
        row = database.execute("SELECT json_serialize_sql(?)", [f"SELECT 1 WHERE (\n{condition}\n)"]).fetchone()
        tree = json.loads(row[0]) if row else {}
    except (duckdb.Error, UnicodeError, TypeError, RecursionError) as error:  # TypeError: a lone surrogate
        raise refusal(condition, str(error).splitlines()[0]) from error
    if tree.get("error"):
        raise refusal(condition, str(tree.get("error_message")))
    found = next(_refused(tree["statements"][0]["node"]["where_clause"]), "")
    if found:
        raise UsageError(f"The condition {condition!r} holds {found}, which is not allowed in one.", HINT)


@contextmanager
def time_limit(database: duckdb.DuckDBPyConnection, condition: str) -> Iterator[None]:
    """Interrupt what runs on a connection when it takes longer than a condition may.

    Raises:
        UsageError: If it did, or if a row made the condition fail.
    """
    timer = threading.Timer(SECONDS, database.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        raise UsageError(f"The condition {condition!r} takes longer than {SECONDS:g} seconds.", HINT) from error
    except duckdb.Error as error:
        raise refusal(condition, str(error).splitlines()[0]) from error
    finally:
        timer.cancel()


def refusal(condition: str, why: str) -> UsageError:
    """Return the error for a condition that DuckDB cannot run."""
    return UsageError(f"The condition {condition!r} does not work: {why}", HINT)


def _refused(tree: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield what in a tree is not allowed, as people call it."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            kind = node.get("class")
            if kind in REFUSED:
                yield REFUSED[kind]
            elif kind == "TYPE" and node["type_name"].lower() == "array":
                yield "a type of fixed length"
            elif kind == "FUNCTION" and (node["function_name"].lower() not in FUNCTIONS or node["schema"]):
                yield f"the function {node['function_name']!r}"
