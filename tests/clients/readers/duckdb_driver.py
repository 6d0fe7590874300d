"""DuckDB's own driver: a path, read only."""

import sys

import duckdb
from answer import answer

opened = duckdb.connect(sys.argv[1], read_only=True)
listed = opened.execute("select table_name from duckdb_tables() where schema_name = 'governance'").fetchall()
answer(lambda sql: opened.execute(sql).fetchall(), [name for (name,) in listed])
