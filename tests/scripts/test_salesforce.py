"""Salesforce, as its connectors land it: each sentence of docs/connectors.md over small made-up files."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Build, run_dbt

FIELDS = {"mql_at": "MQL_Date__c", "is_icp": "is_icp_c", "recurring_amount": "arr_c", "team": "Team__c"}
VARIABLES = json.dumps({"crm_system": "salesforce", "salesforce_fields": FIELDS})
ANN, BOB = "005000000000001AAA", "005000000000002AAA"

FILES = {
    # Fivetran's names, with a history of versions: two rows of one account, and an account whose last version is over
    "salesforce_account.csv": f"""\
id,name,parent_id,website,number_of_employees,billing_country,owner_id,created_date,system_modstamp,is_deleted,_fivetran_active,_fivetran_start,is_icp_c
A1,Acme old,,https://www.acme.com/x,10,FR,{ANN},2024-01-01 00:00:00,2024-01-01 00:00:00,false,false,2024-01-01 00:00:00,true
A1,Acme,,https://www.acme.com/x,20,FR,{ANN},2024-01-01 00:00:00,2024-01-01 00:00:00,false,true,2024-02-01 00:00:00,true
A2,Gone,,,,,{ANN},2024-01-01 00:00:00,2024-01-02 00:00:00,true,true,2024-01-01 00:00:00,
A3,Over,,,,,{ANN},2024-01-01 00:00:00,2024-01-02 00:00:00,false,false,2024-01-01 00:00:00,
""",
    "salesforce_contact.csv": """\
id,account_id,email,first_name,last_name,title,created_date,system_modstamp,is_deleted,master_record_id
C1,A1,Zoe@acme.com,Zoe,Zimmer,CFO,2024-01-01 00:00:00,2024-01-01 00:00:00,false,
C2,A1,zoe@acme.com,Zoe,Zimmer,CFO,2024-01-02 00:00:00,2024-01-03 00:00:00,true,C1
C3,A1,yan@acme.com,Yan,Young,,2024-01-02 00:00:00,2024-01-03 00:00:00,true,
""",
    "salesforce_opportunity.csv": f"""\
id,account_id,owner_id,name,type,stage_name,amount,currency_iso_code,created_date,system_modstamp,close_date,forecast_category,probability,lead_source,is_deleted,_fivetran_deleted,arr_c,_fivetran_active,_fivetran_start
O1,A1,{ANN},Standard history,New Customer,Negotiation/Review,100.50,USD,2024-01-01 08:00:00,2024-03-01 00:00:00,2024-04-01 00:00:00,Forecast,90,Web,false,false,80,,
O2,A1,{BOB},Field history,Existing Customer - Upgrade,Closed Won,300,EUR,2024-01-01 08:00:00,2024-03-01 00:00:00,2024-03-01 00:00:00,Closed,100,Web,false,false,,,
O3,A1,{ANN},Deleted,New Customer,Own stage,1,EUR,2024-01-01 08:00:00,2024-03-01 00:00:00,2024-04-01 00:00:00,BestCase,1000,Web,true,false,,,
O4,A1,{ANN},Gone for the loader,New Customer,Prospecting,1,EUR,2024-01-01 08:00:00,2024-03-01 00:00:00,2024-04-01 00:00:00,BestCase,10,Web,false,true,,,
O5,A1,{ANN},Versions,New Customer,Prospecting,7,EUR,2024-01-01 08:00:00,2024-03-01 00:00:00,2024-04-01 00:00:00,BestCase,10,Web,false,false,,,
O6,A1,{ANN},Own versions,New Customer,Prospecting,5,EUR,2024-01-01 08:00:00,2024-03-01 00:00:00,2024-04-01,Pipeline,10,Web,false,false,,false,2024-01-05 00:00:00
O6,A1,{ANN},Own versions,New Customer,Closed Lost,6,EUR,2024-01-01 08:00:00,2024-03-01 00:00:00,2024-04-01,Omitted,0,Web,false,false,,true,2024-02-05 00:00:00
""",
    # The history that Salesforce keeps of stages and the versions that Fivetran keeps bear one name
    "salesforce_opportunity_history.csv": """\
id,opportunity_id,created_date,stage_name,amount,close_date,forecast_category,probability,_fivetran_start
H1,O1,2024-01-01 08:00:00,Prospecting,50,2024-05-01,Pipeline,10,
H2,O1,2024-02-01 09:00:00,Negotiation/Review,100.50,2024-04-01,Forecast,90,
O1,,2024-01-01 08:00:00,Qualification,9,2024-05-01,Pipeline,10,2024-01-20 00:00:00
O5,,2024-01-01 08:00:00,Qualification,6,2024-05-01,Pipeline,10,2024-01-20 00:00:00
O5,,2024-01-01 08:00:00,Prospecting,7,2024-05-01,Pipeline,10,2024-01-21 00:00:00
""",
    "salesforce_opportunity_field_history.csv": f"""\
id,opportunity_id,field,old_value,new_value,created_date
F1,O2,created,,,2024-01-01 08:00:00
F2,O2,StageName,Prospecting,Proposal/Price Quote,2024-02-01 10:00:00
F3,O2,Amount,,300,2024-02-01 10:00:00
F4,O2,Owner,Ann,Bob,2024-02-02 10:00:00
F5,O2,Owner,{ANN},{BOB},2024-02-02 10:00:00
F6,O2,StageName,Proposal/Price Quote,Closed Won,2024-03-01 10:00:00
F7,O2,NextStep,Call,Sign,2024-03-01 11:00:00
""",
    "salesforce_opportunity_contact_role.csv": """\
id,opportunity_id,contact_id,role,is_primary,is_deleted
R1,O1,C1,Decision Maker,true,false
R2,O1,C3,Evaluator,false,true
""",
    "salesforce_campaign.csv": "id,name,type\nM1,Spring fair,Trade Show\n",
    "salesforce_campaign_member.csv": """\
id,campaign_id,lead_id,contact_id,has_responded,first_responded_date,created_date
B1,M1,,C1,true,2024-02-03,2024-01-01 00:00:00
B2,M1,L1,,true,,2024-01-05 00:00:00
B3,M1,L2,,false,,2024-01-05 00:00:00
""",
    "salesforce_user.csv": f"""\
id,name,email,is_active,user_role_id,_fivetran_deleted,department,team_c
{ANN},Ann,ann@us.com,true,X1,false,Dept,East
{BOB},Bob,bob@us.com,true,X1,true,Dept,
""",
    "salesforce_user_role.csv": "id,name\nX1,Account Executive\n",
}
# Airbyte's records: Salesforce's own names, one record a line
LEADS: list[dict[str, Any]] = [
    {
        "Id": "L1", "FirstName": "Lea", "LastName": "Long", "Email": "lea@acme.com", "Company": "Acme", "Status": "Qualified",
        "LeadSource": "Web", "CreatedDate": "2024-01-01T08:00:00.000+0000", "SystemModstamp": "2024-01-02T08:00:00.000+0000",
        "IsDeleted": False, "ConvertedOpportunityId": "O1", "ConvertedContactId": "C1", "MQL_Date__c": "2024-01-02T00:00:00.000+0000",
    },
    {"Id": "L2", "Name": "Merged", "CreatedDate": "2024-01-01T08:00:00.000+0000", "IsDeleted": True, "MasterRecordId": "L1"},
]  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("salesforce")
    data = folder / "data"
    data.mkdir()
    for name, text in FILES.items():
        (data / name).write_text(text, encoding="utf-8")
    records = [json.dumps({"stream": "Lead", "data": lead, "emitted_at": 1}) for lead in LEADS]
    (data / "salesforce_Lead.jsonl").write_text("\n".join(records), encoding="utf-8")
    done = run_dbt(folder, "run", "--select", "+stg_crm__*", "--vars", VARIABLES, data=data, parse=True)
    assert done.exit_code == 0, done.output
    return done


def staged(built: Build, table: str, columns: str) -> list[tuple[Any, ...]]:
    return built.rows(f"select {columns} from staging.stg_crm__{table} order by all")


def test_versions_deletions_and_own_fields_of_accounts(built: Build) -> None:
    columns = "account_id, account_name, domain, employee_count, is_icp, rejection_reason"
    deleted = "was deleted in its system"
    assert staged(built, "accounts", columns) == [
        ("A1", "Acme", "acme.com", 20, True, None),
        ("A1", "Acme old", "acme.com", 10, True, None),
        ("A2", "Gone", None, None, None, deleted),
        ("A3", "Over", None, None, None, deleted),
    ]
    newest = "select account_name from staging.stg_crm__accounts where account_id = 'A1' order by updated_at desc limit 1"
    assert built.rows(newest) == [("Acme",)]


def test_a_merged_contact_names_its_survivor_and_a_deleted_one_is_rejected(built: Build) -> None:
    columns = "contact_id, full_name, email, merged_into_contact_id, rejection_reason"
    assert staged(built, "contacts", columns) == [
        ("C1", "Zoe Zimmer", "zoe@acme.com", None, None),
        ("C2", "Zoe Zimmer", "zoe@acme.com", "C1", None),
        ("C3", "Yan Young", "yan@acme.com", None, "was deleted in its system"),
    ]


def test_leads_in_the_names_of_salesforce_itself(built: Build) -> None:
    columns = (
        "lead_id, full_name, company_name, status, cast(created_at as varchar), cast(mql_at as varchar), "
        "sql_at, converted_contact_id, converted_opportunity_id, source_relation, rejection_reason"
    )
    assert staged(built, "leads", columns) == [
        ("L1", "Lea Long", "Acme", "Qualified", "2024-01-01 08:00:00", "2024-01-02 00:00:00",
         None, "C1", "O1", "salesforce", None),
        ("L2", "Merged", None, None, "2024-01-01 08:00:00", None,
         None, None, None, "salesforce", "was deleted in its system"),
    ]  # fmt: skip


def test_deals_with_currency_type_forecast_and_what_was_deleted(built: Build) -> None:
    columns = "opportunity_id, opportunity_type, cast(amount as double), cast(recurring_amount as double), currency, forecast_category, is_deleted"
    assert staged(built, "opportunities", columns) == [
        ("O1", "New Customer", 100.5, 80.0, "USD", "Commit", False),
        ("O2", "Existing Customer - Upgrade", 300.0, None, "EUR", "Closed", False),
        ("O3", "New Customer", 1.0, None, "EUR", "Best Case", True),
        ("O4", "New Customer", 1.0, None, "EUR", "Best Case", True),
        ("O5", "New Customer", 7.0, None, "EUR", "Best Case", False),
        ("O6", "New Customer", 5.0, None, "EUR", "Pipeline", False),
        ("O6", "New Customer", 6.0, None, "EUR", "Omitted", False),
    ]


def test_each_deal_has_the_history_that_reaches_back_furthest(built: Build) -> None:
    columns = "opportunity_id, cast(changed_at as varchar), stage_name, cast(amount as double), cast(close_date as varchar), forecast_category, owner_id"
    assert staged(built, "opportunity_history", columns) == [
        ("O1", "2024-01-01 08:00:00", "Prospecting", 50.0, "2024-05-01", "Pipeline", None),
        ("O1", "2024-02-01 09:00:00", "Negotiation/Review", 100.5, "2024-04-01", "Commit", None),
        ("O2", "2024-01-01 08:00:00", "Prospecting", None, "2024-03-01", "Closed", ANN),
        ("O2", "2024-02-01 10:00:00", "Proposal/Price Quote", 300.0, "2024-03-01", "Closed", ANN),
        ("O2", "2024-02-02 10:00:00", "Proposal/Price Quote", 300.0, "2024-03-01", "Closed", BOB),
        ("O2", "2024-03-01 10:00:00", "Closed Won", 300.0, "2024-03-01", "Closed", BOB),
        ("O5", "2024-01-20 00:00:00", "Qualification", 6.0, "2024-05-01", "Pipeline", None),
        ("O5", "2024-01-21 00:00:00", "Prospecting", 7.0, "2024-05-01", "Pipeline", None),
        ("O6", "2024-01-05 00:00:00", "Prospecting", 5.0, "2024-04-01", "Pipeline", ANN),
        ("O6", "2024-02-05 00:00:00", "Closed Lost", 6.0, "2024-04-01", "Omitted", ANN),
    ]


def test_buyers_campaigns_and_sellers(built: Build) -> None:
    assert staged(
        built, "opportunity_contacts", "contact_id, contact_role, is_primary, rejection_reason"
    ) == [
        ("C1", "Decision Maker", True, None),
        ("C3", "Evaluator", False, "was deleted in its system"),
    ]
    columns = (
        "campaign_member_id, lead_id, contact_id, campaign_name, campaign_type, cast(responded_at as varchar)"
    )
    assert staged(built, "campaign_members", columns) == [
        ("B1", None, "C1", "Spring fair", "Trade Show", "2024-02-03 00:00:00"),
        ("B2", "L1", None, "Spring fair", "Trade Show", "2024-01-05 00:00:00"),
    ]
    assert staged(built, "users", "full_name, team, is_active") == [
        ("Ann", "East", True),
        ("Bob", "Account Executive", False),
    ]


BAD = {
    "not_a_record": ({"salesforce_lead.jsonl": '{"Id": "1"}\n{"Id"'}, ["salesforce_lead.jsonl, line 2: it is not a JSON record"]),
    "absent_columns": (
        {"salesforce_lead.csv": "id\nx\n", "salesforce_contact.csv": "name\nx\n"},
        [
            "salesforce_contact.csv: required column id is missing",
            "salesforce_lead.csv: column MQL_Date__c, which var salesforce_fields names for mql_at, is missing",
        ],
    ),
    "no_table": ({"web_touches.csv": "touch_id,occurred_at\n"}, ["salesforce: none of its tables is there"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_named(built: Build, tmp_path: Path, case: str) -> None:
    files, problems = BAD[case]
    data = tmp_path / "data"
    data.mkdir()
    for name, text in files.items():
        (data / name).write_text(text, encoding="utf-8")
    land = ("run-operation", "land_sources", "--vars", VARIABLES)
    done = run_dbt(tmp_path, *land, data=data, parsed=built.warehouse.parent)
    assert done.exit_code != 0
    for problem in problems:
        assert problem in " ".join(done.output.split())
    assert "Traceback" not in done.output
