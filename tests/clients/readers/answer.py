"""What a client written in Python is asked; it prints what the tests compare."""

import json
import sys
from collections.abc import Callable, Iterable

SCORECARD, WRITE = sys.argv[2:4]


def answer(ask: Callable[[str], Iterable[Iterable[object]]], tables: Iterable[str]) -> None:
    """Print the tables of the schema as the client lists them, the scorecard, and whether it may write."""
    rows = [list(row) for row in ask(SCORECARD)]
    try:
        ask(WRITE)
        refused = ""
    except Exception as error:
        refused = str(error)
    print(json.dumps({"tables": sorted(tables), "rows": rows, "refused": refused}, default=str))
