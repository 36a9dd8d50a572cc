"""The tables of a plan file, as they are in this version, and the comparison of a file with them."""

import re
import sqlite3

APPLICATION_ID = 0x4953504C
"""Marks a SQLite file as a plan ("ISPL" in its header)."""

VERSION = 5
"""`user_version` of the files this program writes. Each step up is a function in `migrations.py`."""

# Days are ordinals, ranges half-open. A `present` row is part of the plan; the others are kept for facts and undo.
TABLES = """
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
    denominator text,
    conditions text not null default '',
    source text not null default '',
    since integer
) strict;
create table agreement (
    id integer primary key,
    metric integer not null references metric (id),
    department text not null,
    day integer not null,
    unique (metric, department)
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
    ramp text not null,
    teams text not null default '[]'
) strict;
create unique index member_name on member (name) where present = 1;
create table node (
    id integer primary key,
    metric integer not null references metric (id),
    channel integer references channel (id),
    formula text,
    priority integer,
    owner text not null default '',
    due integer,
    low real,
    high real
) strict;
create unique index node_key on node (metric, ifnull(channel, 0));
create table goal (
    id integer primary key check (id = 1),
    value real not null,
    base real,
    relative real,
    base_source text,
    superior text not null default '',
    strategy text not null default '',
    set_by text not null default '',
    set_day integer
) strict;
create table target (
    id integer primary key,
    node integer not null references node (id) on delete cascade,
    line text not null,
    value real not null,
    edition text not null,
    edition_day integer,
    way text not null,
    markup real not null default 0,
    unique (node, line)
) strict;
create table target_weight (
    id integer primary key,
    target integer not null references target (id) on delete cascade,
    member integer not null references member (id),
    weight real not null,
    unique (target, member)
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
create table open_at_start (
    id integer primary key,
    node integer not null unique references node (id) on delete cascade,
    count real not null check (count >= 0)
) strict;
create table levels (
    id integer primary key check (id = 1),
    on_plan real not null,
    will_miss real not null,
    least_count integer not null
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
create table scenario (
    id integer primary key,
    name text not null unique,
    is_baseline integer not null check (is_baseline in (0, 1)),
    note text not null default ''
) strict;
create table lever_value (
    id integer primary key,
    scenario integer not null references scenario (id) on delete cascade,
    node integer not null references node (id) on delete cascade,
    month integer,
    value real not null
) strict;
create unique index lever_value_place on lever_value (scenario, node, ifnull(month, -1));
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
    total real not null,
    time text not null default '',
    place integer,
    amends integer references batch (id)
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
create table held_cell (
    id integer primary key,
    sheet integer not null references sheet (id),
    cell text not null,
    content text not null,
    reason text not null,
    waiting text not null default '',
    settled integer not null default 0 check (settled in (0, 1))
) strict;
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


def strangers(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Names of what a file has beside this version's schema, lacks, or has differently. () is right.

    A received plan may hold triggers or views of its own: nothing that a schema can execute gets past this.
    """
    expected = {_type_and_name(statement): _normal(statement) for statement in _statements()}
    found = {
        (kind, name): _normal(sql)
        for kind, name, table, sql in connection.execute("select type, name, tbl_name, sql from main.sqlite_schema")
        if sql is not None and not (kind in ("table", "index") and _OTHERS.fullmatch(table))
    }
    return tuple(sorted({name for (_, name), _ in expected.items() ^ found.items()}))


def columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The columns of a table but its id."""
    return tuple(name for (name,) in connection.execute("select name from pragma_table_info(?) where pk = 0", [table]))


# What sqlite-utils notes its migrations in, and what SQLite's own analyze writes.
_OTHERS = re.compile(r"_sqlite_migrations|sqlite_stat[134]")


def _statements() -> list[str]:
    return [statement.strip() for statement in TABLES.split(";") if statement.strip()]


def _type_and_name(statement: str) -> tuple[str, str]:
    kind, name = re.findall(r"create (?:unique )?(table|index) (\w+)", statement)[0]
    return kind, name


def _normal(sql: str) -> str:
    """A statement without what `alter table` and hand-written text do differently: case, space, quotes."""
    spaced = re.sub(r"\s+", " ", re.sub(r"[\"`\[\]]", "", sql)).lower()
    return re.sub(r" ?([(),=]) ?", r"\1", spaced)
