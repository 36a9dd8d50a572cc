"""The steps from each version of the tables to the next. Imported when one is due: sqlite-utils takes 0.1 s to load.

A step never imports today's code: what each version's tables were stays here as text.
TEMP triggers are made after migrating: `transform()` drops them without a word.
"""

import sqlite3

from sqlite_utils import Database, Migrations

from isplanner.plan.problem import PlanError
from isplanner.store import schema
from isplanner.store.connection import file_name, transaction

_steps = Migrations("isplanner")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file's tables to this version, all steps or none; `user_version` follows.

    Raises:
        PlanError: damaged_plan where its tables are then not those of this version, for they were not before.
    """
    with transaction(connection):
        # Plugins of sqlite-utils that happen to be installed have no business in a plan.
        _steps.apply(Database(connection, execute_plugins=False))
        if schema.strangers(connection):
            raise PlanError("damaged_plan", file=file_name(connection))
        connection.execute(f"pragma user_version = {schema.VERSION}")


@_steps()
def _version_1(database: Database) -> None:
    _execute_all(database, _VERSION_1)


@_steps()
def _version_2(database: Database) -> None:
    """Teams, markup and weights, month factors, judgements, levels of evaluation, activity records, kept forecasts.

    Beside that: who answers for a node and by when, agreed definitions, the goal's purpose, comments, influences; how
    workbooks are read, when they were, and cells of theirs that are settled later.
    """
    _execute_all(database, _VERSION_2)


@_steps()
def _version_3(database: Database) -> None:
    """What a scenario is for."""
    _execute_all(database, "alter table scenario add column note text not null default ''")


@_steps()
def _version_4(database: Database) -> None:
    """Whom a scenario hires, and who goes in it; which import counts for a metric in a month, where somebody chose."""
    _execute_all(database, _VERSION_4)


@_steps()
def _version_5(database: Database) -> None:
    """How many of a count were open when the period began, where no actuals tell."""
    _execute_all(database, _VERSION_5)


def _execute_all(database: Database, statements: str) -> None:
    # Not executescript: it would commit the transaction that is running.
    for statement in statements.split(";"):
        database.conn.execute(statement)


_VERSION_1 = """
create table plan (
    id integer primary key check (id = 1),
    document text not null,
    revision integer not null,
    last_edit integer not null,
    name text not null,
    start integer not null,
    stop integer not null check (stop > start),
    base_start integer not null,
    base_stop integer not null check (base_stop > base_start),
    closing_day integer not null check (closing_day between 0 and 31),
    week_start integer not null check (week_start between 0 and 6),
    fiscal_month integer not null check (fiscal_month between 1 and 12),
    kgi integer references metric (id),
    chosen integer not null references scenario (id)
) strict;
create table closing (
    id integer primary key,
    start integer not null,
    stop integer not null check (stop > start),
    unique (start, stop)
) strict;
create table metric (
    id integer primary key,
    present integer not null check (present in (0, 1)),
    key text not null unique,
    ja text not null,
    en text not null,
    unit text not null,
    kind text not null,
    direction text not null,
    definition_ja text not null,
    definition_en text not null,
    numerator text,
    denominator text
) strict;
create table channel (
    id integer primary key,
    present integer not null check (present in (0, 1)),
    key text not null unique,
    ja text not null,
    en text not null,
    short_ja text not null,
    short_en text not null
) strict;
create table member (
    id integer primary key,
    present integer not null check (present in (0, 1)),
    name text not null,
    capacity real not null,
    joined integer,
    gone integer,
    ramp text not null
) strict;
create unique index member_name on member (name) where present = 1;
create table node (
    id integer primary key,
    metric integer not null references metric (id),
    channel integer references channel (id),
    formula text,
    priority integer
) strict;
create unique index node_key on node (metric, ifnull(channel, 0));
create table goal (
    id integer primary key check (id = 1),
    value real not null,
    base real,
    relative real,
    base_source text
) strict;
create table target (
    id integer primary key,
    node integer not null references node (id) on delete cascade,
    line text not null,
    value real not null,
    edition text not null,
    edition_day integer,
    way text not null,
    unique (node, line)
) strict;
create table fixed_cell (
    id integer primary key,
    node integer not null references node (id) on delete cascade,
    member integer references member (id),
    start integer not null,
    stop integer not null check (stop > start),
    value integer not null
) strict;
create unique index fixed_cell_place on fixed_cell (node, ifnull(member, 0), start, stop);
create table scenario (
    id integer primary key,
    name text not null unique,
    is_baseline integer not null check (is_baseline in (0, 1))
) strict;
create table lever_value (
    id integer primary key,
    scenario integer not null references scenario (id) on delete cascade,
    node integer not null references node (id) on delete cascade,
    month integer,
    value real not null
) strict;
create unique index lever_value_place on lever_value (scenario, node, ifnull(month, -1));
create table edit (
    id integer primary key,
    token text not null unique,
    code text not null,
    words text not null,
    reason text,
    time text not null,
    undone integer not null check (undone in (0, 1)),
    revision integer not null unique
) strict;
create table change (
    id integer primary key,
    edit integer not null references edit (id) on delete cascade,
    step integer not null,
    relation text not null,
    row_id integer not null,
    action text not null check (action in ('insert', 'update', 'delete')),
    field text,
    old any
) strict;
create index change_step on change (edit, step);
create table batch (
    id integer primary key,
    withdrawn integer not null check (withdrawn in (0, 1)),
    fingerprint text not null,
    facts integer not null,
    held integer not null,
    total real not null
) strict;
create table batch_file (
    id integer primary key,
    batch integer not null references batch (id),
    name text not null
) strict;
create table sheet (
    id integer primary key,
    file integer not null references batch_file (id),
    name text not null
) strict;
create table fact (
    id integer primary key,
    batch integer not null references batch (id),
    metric integer not null references metric (id),
    is_target integer not null check (is_target in (0, 1)),
    member integer references member (id),
    channel integer references channel (id),
    start integer not null check (start > 0),
    stop integer not null check (stop > start and stop <= 3652059),
    grain integer not null check (grain between 0 and 5),
    value real not null check (abs(value) <= 1e300),
    sheet integer not null references sheet (id),
    cell_row integer,
    cell_column integer
) strict;
create index fact_identity on fact (metric, is_target, member, channel, start, stop, batch, value);
create table held_cell (
    id integer primary key,
    sheet integer not null references sheet (id),
    cell text not null,
    content text not null,
    reason text not null
) strict;
"""

_VERSION_2 = """
alter table metric add column conditions text not null default '';
alter table metric add column source text not null default '';
alter table metric add column since integer;
alter table node add column owner text not null default '';
alter table node add column due integer;
alter table node add column low real;
alter table node add column high real;
alter table goal add column superior text not null default '';
alter table goal add column strategy text not null default '';
alter table goal add column set_by text not null default '';
alter table goal add column set_day integer;
create table agreement (
    id integer primary key,
    metric integer not null references metric (id),
    department text not null,
    day integer not null,
    unique (metric, department)
) strict;
create table comment (
    id integer primary key,
    node integer not null references node (id) on delete cascade,
    author text not null,
    day integer not null,
    words text not null,
    is_settled integer not null check (is_settled in (0, 1))
) strict;
create table influence (
    id integer primary key,
    driver integer not null references node (id) on delete cascade,
    driven integer not null references node (id) on delete cascade,
    note text not null,
    unique (driver, driven)
) strict;
alter table member add column teams text not null default '[]';
alter table target add column markup real not null default 0;
create table target_weight (
    id integer primary key,
    target integer not null references target (id) on delete cascade,
    member integer not null references member (id),
    weight real not null,
    unique (target, member)
) strict;
create table month_factor (
    id integer primary key,
    month integer not null unique check (month between 1 and 12),
    factor real not null,
    source text not null,
    is_estimated integer not null check (is_estimated in (0, 1))
) strict;
create table judgement (
    id integer primary key,
    node integer not null unique references node (id) on delete cascade,
    low real not null,
    likely real not null,
    high real not null
) strict;
create table levels (
    id integer primary key check (id = 1),
    on_plan real not null,
    will_miss real not null,
    least_count integer not null
) strict;
create table activity_log (
    id integer primary key,
    sheet integer not null references sheet (id),
    records integer not null check (records >= 0)
) strict;
create table activity_column (
    id integer primary key,
    log integer not null references activity_log (id),
    role text not null check (role in ('day', 'minute', 'member', 'channel', 'count', 'counted_on', 'attribute')),
    name text not null,
    words text,
    width integer not null check (width in (1, 2, 4, 8)),
    cells blob not null,
    unique (log, role, name)
) strict;
create table kept_forecast (
    id integer primary key,
    day integer not null check (day between 1 and 3652059),
    revision integer not null,
    metric integer not null references metric (id),
    channel integer references channel (id),
    member integer references member (id),
    mean real not null,
    p10 real,
    p50 real,
    p90 real,
    probability real,
    target real
) strict;
create unique index kept_forecast_place on kept_forecast
    (day, revision, metric, ifnull(channel, 0), ifnull(member, 0));
alter table batch add column time text not null default '';
alter table batch add column place integer;
alter table batch add column amends integer references batch (id);
alter table held_cell add column waiting text not null default '';
alter table held_cell add column settled integer not null default 0 check (settled in (0, 1));
create table spelling (
    id integer primary key,
    written text not null,
    member integer references member (id),
    channel integer references channel (id),
    check ((member is null) <> (channel is null))
) strict;
create unique index spelling_of_member on spelling (written) where member is not null;
create unique index spelling_of_channel on spelling (written) where channel is not null;
create table import_template (
    id integer primary key,
    name text not null unique,
    mapping text not null
) strict;
"""

_VERSION_4 = """
create table hire (
    id integer primary key,
    scenario integer not null references scenario (id) on delete cascade,
    people real not null,
    start integer not null,
    ramp text not null
) strict;
create table leaver (
    id integer primary key,
    scenario integer not null references scenario (id) on delete cascade,
    member integer not null references member (id),
    day integer not null,
    unique (scenario, member)
) strict;
create table chosen_batch (
    id integer primary key,
    metric integer not null references metric (id),
    is_target integer not null check (is_target in (0, 1)),
    year integer not null check (year between 2 and 9998),
    month integer not null check (month between 1 and 12),
    batch integer not null references batch (id),
    unique (metric, is_target, year, month)
) strict;
"""

_VERSION_5 = """
create table open_at_start (
    id integer primary key,
    node integer not null unique references node (id) on delete cascade,
    count real not null check (count >= 0)
) strict;
"""
