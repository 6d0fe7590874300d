"""JDBC, as Metabase and Tableau open a database: a jar, its class, a URL and properties."""

import json
import sys

import jaydebeapi
from answer import answer

jar, driver, url, properties = json.loads(sys.argv[1])
opened = jaydebeapi.connect(driver, url, properties, jar)
found = opened.jconn.getMetaData().getTables(None, "governance", "%", None)
tables = []
while found.next():
    if "TABLE" in str(found.getString("TABLE_TYPE")):
        tables.append(str(found.getString("TABLE_NAME")))


def ask(sql: str) -> list[tuple[object, ...]]:
    """Run a statement."""
    with opened.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


answer(ask, tables)
