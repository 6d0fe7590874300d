"""Shapes that break tables: a company and one oddity more each, built with every data test."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import duckdb

from bench.company import write_company
from bench.cost import Cost
from bench.empty import DEMO
from bench.project import Place

TOLD = "create temp macro told(moment) as strftime(moment, '%Y-%m-%d %H:%M:%S')"
# The account with most deals, whose people are seen once in each eighty seconds of two and a half years.
GIANT = """
    create temp table giant as
        select account_id from crm_opportunities where account_id is not null
        group by account_id order by count(*) desc, account_id limit 1;
    create temp table people as
        select email, row_number() over (order by contact_id) - 1 as place, count(*) over () as number_of
        from crm_contacts semi join giant using (account_id) where email is not null;
    insert into web_touches by name
        select
            'X' || number as touch_id, 'xv' || number % 500 as anonymous_id, email, 'page_view' as touch_type,
            told(timestamp '2024-01-02' + to_seconds(number * 80)) as occurred_at,
            'https://www.vendor.example/p' || number % 1000 as page_url,
            ['google', 'linkedin', 'newsletter', 'criteo', null][1 + number % 5] as utm_source,
            ['cpc', 'social', 'email', 'display', null][1 + number % 5] as utm_medium,
            'c' || number % CAMPAIGNS as utm_campaign
        from range(1_000_000) as numbers (number) inner join people on place = number % number_of;
"""
PEOPLE = """
    insert into crm_leads by name
        select
            'PL' || number as lead_id, 'pl' || number || '@bigaccount.example' as email, 'P L' as full_name,
            'Webinar' as lead_source, 'Converted' as status, 'U01' as owner_id,
            account_id as converted_account_id,
            told(timestamp '2024-06-01' + to_days(number::integer * 7)) as created_at,
            told(timestamp '2024-07-01' + to_days(number::integer * 7)) as mql_at
        from range(100) as numbers (number) cross join giant;
"""
NAMES = """
    insert into crm_leads by name
        select
            'XL' || number as lead_id, 'x' || number || '@firm' || number % 200_000 || '.example' as email,
            'X Y' as full_name, 'Made-up source ' || number as lead_source, 'Open' as status,
            'U0' || 1 + number % 9 as owner_id,
            told(timestamp '2024-01-02' + to_seconds(number * 80)) as created_at,
            case when number % 3 = 0
                then told(timestamp '2024-01-05' + to_seconds(number * 80)) end as mql_at
        from range(1_000_000) as numbers (number);
    insert into web_touches by name
        select
            'X' || number as touch_id, 'xv' || number as anonymous_id, 'page_view' as touch_type,
            told(timestamp '2024-01-02' + to_seconds(number * 800)) as occurred_at,
            'https://www.vendor.example/' as page_url, 'junk-' || number as utm_source,
            'm' || number % 7 as utm_medium
        from range(100_000) as numbers (number);
"""
# A few sell much and many little; each has a quota and most a forecast in every quarter.
SELLERS = """
    create temp macro seller(number) as 'S' || lpad(number::varchar, 5, '0');
    create temp macro one_of_many(key) as
        seller(floor(10_000 * power(hash(key) % 1_000_003 / 1_000_003, 1.5))::integer);
    delete from crm_users;
    insert into crm_users by name
        select seller(number) as user_id, 'Seller ' || number as full_name, 'Team ' || number % 300 as team,
            'true' as is_active
        from range(10_000) as numbers (number);
    update crm_opportunities set owner_id = one_of_many(opportunity_id);
    update crm_opportunity_history set owner_id = one_of_many(opportunity_id);
    update crm_accounts set owner_id = one_of_many(account_id);
    update crm_leads set owner_id = one_of_many(lead_id);
    create temp table quarters as
        select start::date::varchar as period_start
        from generate_series(date '2024-01-01', date '2026-10-01', interval 3 month) as starts (start);
    delete from planning_quotas;
    delete from planning_forecasts;
    insert into planning_quotas by name
        select period_start, 'quarter' as period_grain, seller(number) as owner_id, '100000' as quota_amount,
            'EUR' as currency
        from quarters cross join range(10_000) as numbers (number);
    insert into planning_forecasts by name
        select period_start, 'quarter' as period_grain, seller(number) as owner_id,
            'commit' as forecast_category, '50000' as forecast_amount, 'EUR' as currency,
            period_start::date - 2 || ' 10:00:00' as submitted_at
        from quarters cross join range(10_000) as numbers (number)
        where number % 4 > 0 and period_start < '2026-07-01';
"""
FEW_CAMPAIGNS = GIANT.replace("CAMPAIGNS", "20")
OF_THE_DEMO = {
    "an account with 1,000,000 touches": FEW_CAMPAIGNS,
    "the same, and 100 people who became MQL": FEW_CAMPAIGNS + PEOPLE,
    "the same account with 1,000,000 campaigns": GIANT.replace("CAMPAIGNS", "1_000_000"),
    "1,000,000 lead sources, 100,000 utm sources": NAMES,
}
LARGEST = "select table_name, estimated_size from duckdb_tables() order by estimated_size desc limit 1"
VALUES = "select estimated_size from duckdb_tables() where table_name = 'kpi_values'"


@dataclass(frozen=True)
class Shape:
    """What a shape costs to build, its largest table, and the rows of all KPIs."""

    name: str
    cost: Cost
    largest: str
    rows: int
    values: int


def measure_shapes(folder: Path) -> Iterator[Shape]:
    """Build each once, from nothing."""
    company = folder / "company"
    write_company(company, 200_000, 60_000, 60_000)
    for number, (name, oddity) in enumerate(OF_THE_DEMO.items()):
        yield measure_shape(folder / str(number), name, f"{DEMO}/*.csv", oddity)
    yield measure_shape(
        folder / "sellers", "10,000 sellers with 60,000 deals", f"{company}/*.parquet", SELLERS
    )


def measure_shape(folder: Path, name: str, files: str, oddity: str) -> Shape:
    """Write the company with its oddity, and build it."""
    rmtree(folder, ignore_errors=True)
    place = Place(folder, 0)
    place.data.mkdir(parents=True)
    with duckdb.connect() as connection:
        for (path,) in connection.execute("select file from glob(?)", [files]).fetchall():
            reader = "read_csv(?, all_varchar = true)" if path.endswith(".csv") else "read_parquet(?)"
            connection.execute(f"create table {Path(path).stem} as from {reader}", [path])
        tables = connection.execute("select table_name from duckdb_tables()").fetchall()
        connection.execute(TOLD)
        connection.execute(oddity)
        for (table,) in tables:
            connection.execute(f"copy {table} to '{place.data / table}.parquet' (format parquet)")
    cost = place.build_tested()
    with duckdb.connect(str(place.warehouse), read_only=True) as connection:
        largest, rows = connection.execute(LARGEST).fetchall()[0]
        values = connection.execute(VALUES).fetchall()[0][0]
    return Shape(name, cost, largest, rows, values)


def shapes_table(shapes: Iterator[Shape]) -> str:
    """One row per shape."""
    rows = [
        "| shape | CPU s | wall s | peak MB | largest table | rows of kpi_values |",
        "|---|--:|--:|--:|---|--:|",
    ]
    for shape in shapes:
        cost = shape.cost
        rows.append(
            f"| {shape.name} | {cost.cpu:.0f} | {cost.wall:.0f} | {cost.peak:.0f} "
            f"| {shape.largest}, {shape.rows:,} rows | {shape.values:,} |"
        )
    return "\n".join(rows)
