"""ODBC, as Excel and Power BI open a database: a connection string."""

import sys

import pyodbc
from answer import answer

opened = pyodbc.connect(sys.argv[1])
tables = [row.table_name for row in opened.cursor().tables(schema="governance")]
answer(lambda sql: [tuple(row) for row in opened.execute(sql).fetchall()], tables)
