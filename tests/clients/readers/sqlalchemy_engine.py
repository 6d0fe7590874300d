"""SQLAlchemy, as Superset opens a database: a URI, and what its engine parameters hold."""

import json
import sys

import sqlalchemy
from answer import answer

uri, arguments = json.loads(sys.argv[1])
engine = sqlalchemy.create_engine(uri, connect_args=arguments)
with engine.connect() as opened:
    tables = sqlalchemy.inspect(engine).get_table_names(schema="governance")
    answer(lambda sql: opened.execute(sqlalchemy.text(sql)).fetchall(), tables)
