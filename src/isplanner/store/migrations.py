"""The steps from each version of the tables to the next. Imported when one is due: sqlite-utils takes 0.1 s to load.

A step never imports today's code beside the first: when version 2 comes, the text of version 1 moves here as it was.
TEMP triggers are made after migrating: `transform()` drops them without a word.
"""

import sqlite3

from sqlite_utils import Database, Migrations

from isplanner.store import schema
from isplanner.store.connection import transaction

_steps = Migrations("isplanner")


@_steps()
def _version_1(database: Database) -> None:
    schema.create_tables(database.conn)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file's tables to this version, all steps or none; `user_version` follows."""
    with transaction(connection):
        # Plugins of sqlite-utils that happen to be installed have no business in a plan.
        _steps.apply(Database(connection, execute_plugins=False))
        connection.execute(f"pragma user_version = {schema.VERSION}")
