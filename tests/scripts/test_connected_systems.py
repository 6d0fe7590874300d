"""HubSpot, advertising platforms and Stripe as their loaders land them: what each sentence of their docs promises."""

import csv
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import Build, run_dbt

SYSTEMS = {
    "crm_system": ["exports", "hubspot"],
    "ads_system": ["exports", "fivetran_ads"],
    "billing_system": ["exports", "stripe"],
}
FIELDS = {
    "hubspot_fields": {"mql_at": "became_mql_on", "recurring_amount": "contract_value"},
    "stripe_fields": {"account_id": "crm_account", "acquisition_opportunity_id": "crm_deal"},
}
STAGED = [f"+stg_crm__{table}" for table in ("accounts", "contacts", "leads", "opportunities", "users")]
STAGED += ["+stg_crm__opportunity_history", "+stg_crm__opportunity_contacts", "+stg_crm__campaign_members"]
STAGED += ["+stg_ads__spend", "+stg_finance__subscriptions"]
WON, LOST, OPEN = "101", "102", "103"

FILES: dict[str, list[dict[str, str]]] = {
    # The exports beside them: the same ids mean others.
    "crm_accounts": [{"account_id": "1", "account_name": "Export Co", "domain": "export.example"}],
    "crm_opportunities": [{"opportunity_id": "11", "account_id": "1", "stage_name": "Won"}],
    "ads_spend": [{"spend_date": "2024-01-01", "platform": "google_ads", "cost": "1"}],
    # HubSpot
    "hubspot_company": [
        {"id": "1", "property_name": "Acme", "property_domain": "acme.example", "property_createdate": "2020-01-01", "property_hs_merged_object_ids": "3;4"},
        {"id": "2", "property_name": "", "property_domain": "nameless.example", "property_hs_parent_company_id": "3"},
        {"id": "3", "property_name": "Acme, merged away", "is_deleted": "true"},
        {"id": "4", "property_name": "Merged, not deleted"},
        {"id": "5", "property_name": "Deleted Co", "is_deleted": "true"},
    ],
    "hubspot_contact": [
        {"id": "10", "property_email": "ann@acme.example", "property_firstname": "Ann", "property_lastname": "Lee", "property_associatedcompanyid": "3", "property_lifecyclestage": "customer",
         "property_createdate": "2024-01-01", "property_hs_date_entered_lead": "2024-01-02", "property_hs_date_entered_marketingqualifiedlead": "2024-02-01",
         "property_hs_lifecyclestage_salesqualifiedlead_date": "2024-03-01", "property_hs_calculated_merged_vids": "12:1683405004614;13:1683405004615"},
        {"id": "12", "property_email": "ann@old.example", "_fivetran_deleted": "true"},
        {"id": "14", "property_email": "gone@acme.example", "property_lifecyclestage": "lead", "_fivetran_deleted": "true"},
        {"id": "15", "property_email": "bob@acme.example", "property_lifecyclestage": "lead", "property_createdate": "2024-01-05", "property_became_mql_on": "2024-01-20", "property_hs_date_entered_marketingqualifiedlead": "2024-02-01"},
        {"id": "16", "property_email": "no@cycle.example", "property_createdate": "2024-01-05"},
        {"id": "17", "property_email": "chain@acme.example"},
    ],
    "hubspot_contact_merge_audit": [{"canonical_vid": "18", "vid_to_merge": "19"}, {"canonical_vid": "17", "vid_to_merge": "18"}],
    "hubspot_deal": [
        {"deal_id": "11", "deal_pipeline_id": "new", "deal_pipeline_stage_id": WON, "property_dealname": "Big", "property_amount": "1000", "property_closedate": "2024-06-30 12:00:00",
         "property_deal_currency_code": "USD", "property_dealtype": "newbusiness", "owner_id": "7", "property_contract_value": "800", "property_createdate": "2024-01-01"},
        {"deal_id": "21", "deal_pipeline_id": "new", "deal_pipeline_stage_id": "999", "property_dealname": "Unnamed stage"},
        {"deal_id": "22", "deal_pipeline_id": "new", "deal_pipeline_stage_id": OPEN, "is_deleted": "true"},
        {"deal_id": "23", "deal_pipeline_id": "new", "deal_pipeline_stage_id": OPEN, "is_deleted": "true"},
        {"deal_id": "24", "deal_pipeline_id": "old", "deal_pipeline_stage_id": OPEN, "companies": '["1", "2"]', "contacts": '["10","15"]'},
    ],
    "hubspot_merged_deal": [{"deal_id": "11", "merged_deal_id": "23"}],
    "hubspot_deal_pipeline_stage": [
        {"stage_id": WON, "pipeline_id": "new", "label": "Closed Won"},
        {"stage_id": LOST, "pipeline_id": "new", "label": "Closed Lost"},
        {"stage_id": OPEN, "pipeline_id": "new", "label": "Discovery"},
        {"stage_id": OPEN, "pipeline_id": "old", "label": "Proposal"},
        {"stage_id": "104", "pipeline_id": "new", "label": "Demo", "updated_at": "2024-01-01"},
        {"stage_id": "104", "pipeline_id": "new", "label": "Renamed", "updated_at": "2025-01-01", "_fivetran_deleted": "true"},
    ],
    "hubspot_deal_pipeline": [
        {
            "pipelineId": "air",
            "stages": '[{"label": "Contract, signed", "metadata": {"probability": "0.9"}, "stageId": "201"}, {"id": "202", "label": "Quote"}]',
        }
    ],
    "hubspot_deal_company": [
        {"deal_id": "11", "company_id": "2", "type_id": "341", "category": "HUBSPOT_DEFINED"},
        {"deal_id": "11", "company_id": "4", "type_id": "5", "category": "HUBSPOT_DEFINED"},
        {"deal_id": "21", "company_id": "10", "type_id": "341", "category": "HUBSPOT_DEFINED"},
        {"deal_id": "21", "company_id": "2", "type_id": "341", "category": "HUBSPOT_DEFINED"},
        {"deal_id": "21", "company_id": "33", "type_id": "5", "category": "USER_DEFINED"},
    ],
    "hubspot_deal_contact": [
        {"deal_id": "11", "contact_id": "10"}, {"deal_id": "11", "contact_id": "13"}, {"deal_id": "23", "contact_id": "15"}, {"deal_id": "11", "contact_id": "19"},
    ],
    "hubspot_deal_property_history": [
        {"deal_id": "11", "timestamp": "2024-01-01 9:00:00", "name": "dealstage", "value": OPEN},
        {"deal_id": "11", "timestamp": "2024-01-01 9:00:00", "name": "amount", "value": "500"},
        {"deal_id": "11", "timestamp": "2024-01-01 10:00:00", "name": "dealstage", "value": "104"},
        {"deal_id": "11", "timestamp": "2024-02-01 10:00:00", "name": "closedate", "value": "1719705600123"},
        {"deal_id": "11", "timestamp": "2024-03-01 10:00:00", "name": "amount", "value": ""},
        {"deal_id": "11", "timestamp": "2024-03-02 10:00:00", "name": "description", "value": "no state"},
        {"deal_id": "11", "timestamp": "2024-06-30 12:00:00", "name": "dealstage", "value": WON},
        {"deal_id": "11", "timestamp": "2024-06-30 12:00:00", "name": "hubspot_owner_id", "value": "7"},
    ],
    "hubspot_deal_stage": [
        {"deal_id": "11", "date_entered": "2023-01-01", "value": LOST},
        {"deal_id": "24", "date_entered": "2024-01-03 00:00:00", "value": OPEN},
    ],
    "hubspot_owner": [
        {"owner_id": "7", "email": "eve@us.example", "first_name": "Eve", "last_name": "Day", "active_user_id": "70"},
        {"owner_id": "8", "email": "left@us.example", "archived": "true"},
    ],
    "hubspot_users": [{"id": "70", "primary_team_id": "700"}],
    "hubspot_team": [{"id": "700", "name": "North"}, {"id": "701", "name": "South"}, {"id": "702", "name": "West"}],
    "hubspot_owner_team": [
        {"owner_id": "7", "team_id": "701", "is_team_primary": "false"}, {"owner_id": "7", "team_id": "702", "is_team_primary": "true"},
    ],
    # Advertising
    "google_ads_campaign_stats": [
        {"date": "2024-01-01", "id": "1", "customer_id": "9", "cost_micros": "1000001", "impressions": "10", "clicks": "1", "device": "MOBILE"},
        {"date": "2024-01-01", "id": "1", "customer_id": "9", "cost_micros": "1000001", "impressions": "10", "clicks": "1", "device": "DESKTOP"},
        {"date": "2024-01-01", "id": "1", "customer_id": "9", "cost_micros": "dear", "impressions": "5", "clicks": "1", "device": "TABLET"},
        {"date": "2024-01-02", "id": "1", "customer_id": "8", "cost_micros": "5", "impressions": "", "clicks": "0"},
    ],
    "google_ads_campaign_history": [
        {"id": "1", "name": "Old name", "updated_at": "2023-01-01"}, {"id": "1", "name": "Brand", "updated_at": "2024-01-01"},
    ],
    "google_ads_account_history": [
        {"id": "9", "currency_code": "USD", "updated_at": "2023-01-01"}, {"id": "9", "currency_code": "GBP", "updated_at": "2024-01-01"},
    ],
    "linkedin_ads_ad_analytics_by_campaign": [
        {"day": "2024-01-01 00:00:00", "campaign_id": "1", "cost_in_local_currency": "10", "cost_in_usd": "11.5", "impressions": "1", "clicks": "1"},
        {"day": "2024-01-01 00:00:00", "campaign_id": "2", "cost_in_local_currency": "10", "cost_in_usd": "11.5", "impressions": "1", "clicks": "1"},
    ],
    "linkedin_ads_ad_campaign_history": [{"id": "1", "name": "Known", "account_id": "5"}],
    "linkedin_ads_ad_account_history": [{"id": "5", "currency": "EUR"}],
    "facebook_ads_basic_ad": [{"date": "2024-01-01", "ad_id": "100", "account_id": "6", "spend": "7.25", "impressions": "1", "inline_link_clicks": "3"}],
    "facebook_ads_ad_history": [{"id": "100", "campaign_id": "50", "updated_time": "2024-01-02"}, {"id": "100", "campaign_id": "51", "updated_time": "2023-01-02"}],
    "facebook_ads_campaign_history": [{"id": "50", "name": "Retarget"}, {"id": "51", "name": "Before"}],
    "microsoft_ads_campaign_performance_daily_report": [{"date": "2024-01-01", "campaign_id": "1", "currency_code": "CHF", "spend": "3.5", "impressions": "1", "clicks": "2"}],
    "snapchat_ads_campaign_hourly_report": [
        {"date": "2024-01-01T10:00:00", "campaign_id": "s", "spend": "500000", "impressions": "1", "swipes": "1"},
        {"date": "2024-01-01T23:00:00", "campaign_id": "s", "spend": "500000", "impressions": "1", "swipes": "1"},
    ],
    # Billing
    "stripe_subscription_history": [
        {"id": "sub_1", "customer_id": "cus_mail", "status": "active", "created": "2024-01-10 08:00:00", "start_date": "2024-01-10 08:00:00", "_fivetran_active": "true", "_fivetran_synced": "2024-02-01"},
        {"id": "sub_1", "customer_id": "cus_old", "status": "trialing", "created": "2024-01-10 08:00:00", "start_date": "2024-01-10 08:00:00", "_fivetran_active": "false", "_fivetran_synced": "2024-03-01"},
        {"id": "sub_trial", "customer_id": "cus_named", "status": "canceled", "created": "2024-01-10", "start_date": "2024-01-10", "trial_start": "2024-01-10", "trial_end": "2024-02-10", "ended_at": "2024-02-01"},
        {"id": "sub_ending", "customer_id": "cus_free", "status": "active", "created": "2024-01-10", "start_date": "2024-01-10", "cancel_at_period_end": "true", "current_period_end": "2025-01-10",
         "metadata": '{"crm_account": "A77", "crm_deal": "D5"}'},
        {"id": "sub_unpaid", "customer_id": "cus_free", "status": "incomplete_expired", "created": "2024-01-10", "start_date": "2024-01-10"},
    ],
    "stripe_subscription_item": [
        {"id": "si_month", "subscription_id": "sub_1", "plan_id": "p_month", "quantity": "3", "created": "2024-01-10"},
        {"id": "si_added", "subscription_id": "sub_1", "plan_id": "p_month", "quantity": "1", "created": "2024-05-01"},
        {"id": "si_trial", "subscription_id": "sub_trial", "plan_id": "p_year", "quantity": "1", "created": "2024-01-10"},
        {"id": "si_week", "subscription_id": "sub_ending", "plan_id": "p_week", "quantity": "", "created": "2024-01-10"},
        {"id": "si_pack", "subscription_id": "sub_ending", "plan_id": "p_pack", "quantity": "11", "created": "2024-01-10"},
        {"id": "si_yen", "subscription_id": "sub_ending", "plan_id": "p_yen", "quantity": "1", "created": "2024-01-10"},
        {"id": "si_dinar", "subscription_id": "sub_ending", "plan_id": "p_dinar", "quantity": "1", "created": "2024-01-10"},
        {"id": "si_metered", "subscription_id": "sub_ending", "plan_id": "p_metered", "quantity": "", "created": "2024-01-10"},
        {"id": "si_unpaid", "subscription_id": "sub_unpaid", "plan_id": "p_month", "quantity": "1", "created": "2024-01-10"},
        {"id": "si_removed", "subscription_id": "sub_trial", "plan_id": "p_year", "quantity": "1", "created": "2024-01-10", "is_deleted": "true"},
        {"id": "si_orphan", "subscription_id": "sub_gone", "plan_id": "p_month", "quantity": "1", "created": "2024-01-10"},
    ],
    "stripe_price": [
        {"id": "p_month", "unit_amount": "1000", "unit_amount_decimal": "1000.5", "currency": "usd", "recurring_interval": "month", "recurring_interval_count": "1", "product_id": "prod"},
        {"id": "p_week", "unit_amount": "1200", "currency": "eur", "recurring_interval": "week", "recurring_interval_count": "2"},
        {"id": "p_yen", "unit_amount": "1200", "currency": "jpy", "recurring_interval": "year", "recurring_interval_count": "1"},
        {"id": "p_dinar", "unit_amount": "1200", "currency": "kwd", "recurring_interval": "month", "recurring_interval_count": "3"},
        {"id": "p_pack", "unit_amount": "500", "currency": "eur", "recurring_interval": "month", "transform_quantity_divide_by": "5", "transform_quantity_round": "up"},
        {"id": "p_metered", "unit_amount": "500", "currency": "eur", "recurring_interval": "month", "recurring_usage_type": "metered"},
    ],
    "stripe_plan": [
        {"id": "p_year", "amount": "100000", "currency": "eur", "interval": "year", "interval_count": "1", "nickname": "Yearly"},
        {"id": "p_month", "amount": "1", "currency": "usd", "interval": "month", "interval_count": "1"},
    ],
    "stripe_product": [{"id": "prod", "name": "Suite"}],
    "stripe_customer": [
        {"id": "cus_mail", "email": "Billing@ACME.example"}, {"id": "cus_free", "email": "someone@gmail.com"},
        {"id": "cus_named", "email": "x@acme.example", "metadata": '{"note": "a", "crm_account":"A42"}'},
    ],
    "stripe_subscription_discount": [
        {"id": "di_1", "subscription_id": "sub_1", "coupon_id": "ever"}, {"id": "di_2", "subscription_id": "sub_1", "coupon_id": "welcome"},
        {"id": "di_3", "subscription_id": "sub_1", "coupon_id": "ever", "end": "2024-03-01"}, {"id": "di_4", "subscription_id": "sub_trial", "coupon_id": "money"},
    ],
    "stripe_coupon": [
        {"id": "ever", "percent_off": "20", "duration": "forever"}, {"id": "welcome", "percent_off": "50", "duration": "repeating"},
        {"id": "money", "amount_off": "4000", "currency": "eur", "duration": "forever"},
    ],
}  # fmt: skip


def write_files(folder: Path, files: Mapping[str, Iterable[Mapping[str, str]]]) -> Path:
    """Write each table as a CSV file, as loaders export them."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in files.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def build(folder: Path, data: Path, *select: str, parsed: Path | None = None) -> Build:
    """Build some models with every system chosen, from a folder of files; the first one has fields of its own."""
    settings = SYSTEMS if parsed else SYSTEMS | FIELDS
    arguments = ("build", "--exclude-resource-type", "test", "unit_test", "--vars", json.dumps(settings))
    done = run_dbt(folder, *arguments, "--select", *select, data=data, parse=parsed is None, parsed=parsed)
    assert done.exit_code == 0, done.output
    return done


@pytest.fixture(scope="module")
def systems(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Every system at once, staged."""
    folder = tmp_path_factory.mktemp("systems")
    return build(folder, write_files(folder / "data", FILES), *STAGED)


CASES: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    "a_company_that_was_merged_or_deleted_is_removed_and_one_without_a_name_is_called_by_its_domain": (
        "select account_id, account_name, is_removed from staging.hubspot__crm_accounts order by 1",
        [("1", "Acme", False), ("2", "nameless.example", False), ("3", "Acme, merged away", True), ("4", "Merged, not deleted", True), ("5", "Deleted Co", True)],
    ),
    "a_parent_that_was_merged_is_its_survivor": (
        "select parent_account_id from staging.hubspot__crm_accounts where account_id = '2'", [("1",)],
    ),
    "a_merged_person_names_its_survivor_and_a_deleted_one_is_removed": (
        "select contact_id, merged_into_contact_id, is_removed from staging.hubspot__crm_contacts order by 1",
        [("10", None, False), ("12", "10", False), ("14", None, True), ("15", None, False), ("16", None, False), ("17", None, False)],
    ),
    "a_person_belongs_to_the_survivor_of_its_company": (
        "select account_id, full_name from staging.hubspot__crm_contacts where contact_id = '10'", [("1", "Ann Lee")],
    ),
    "merges_are_followed_to_the_end": (
        "select survivor_id from staging.hubspot__merges where record_type = 'contact' and merged_id = '19'", [("17",)],
    ),
    "a_person_in_the_life_cycle_is_a_lead_converted_to_itself": (
        "select lead_id, converted_contact_id, converted_account_id, created_at from staging.hubspot__crm_leads order by 1",
        [("10", "10", "1", "2024-01-02"), ("14", "14", None, None), ("15", "15", None, "2024-01-05")],
    ),
    "a_milestone_is_the_day_on_which_the_stage_was_entered": (
        "select mql_at, sql_at from staging.hubspot__crm_leads where lead_id = '10'", [("2024-02-01", "2024-03-01")],
    ),
    "a_field_of_ones_own_comes_first": ("select mql_at from staging.hubspot__crm_leads where lead_id = '15'", [("2024-01-20",)]),
    "a_deal_has_the_name_of_its_stage_in_its_pipeline_or_the_id": (
        "select opportunity_id, stage_name from staging.hubspot__crm_opportunities order by 1",
        [("11", "Closed Won"), ("21", "999"), ("22", "Discovery"), ("23", "Discovery"), ("24", "Proposal")],
    ),
    "the_stages_of_a_pipeline_may_be_listed_in_it": (
        "select stage_id, stage_name, probability from staging.hubspot__stages where pipeline_id = 'air' order by 1",
        [("201", "Contract, signed", "0.9"), ("202", "Quote", None)],
    ),
    "a_deal_has_one_company": (
        "select opportunity_id, account_id from staging.hubspot__crm_opportunities where account_id is not null order by 1",
        [("11", "1"), ("21", "2"), ("24", "1")],
    ),
    "a_merged_deal_is_no_deleted_one": (
        "select opportunity_id, merged_into_opportunity_id, is_deleted from staging.hubspot__crm_opportunities where opportunity_id in ('11', '22', '23') order by 1",
        [("11", None, "false"), ("22", None, "true"), ("23", "11", "false")],
    ),
    "a_deal_has_its_currency_and_the_fields_of_ones_own": (
        "select amount, recurring_amount, currency, opportunity_type, owner_id, close_date from staging.hubspot__crm_opportunities where opportunity_id = '11'",
        [("1000", "800", "USD", "newbusiness", "7", "2024-06-30 12:00:00")],
    ),
    "each_change_gives_the_whole_state_after_it": (
        "select changed_at, stage_name, amount, close_date, owner_id from staging.hubspot__crm_opportunity_history where opportunity_id = '11' order by length(changed_at), 1",
        [
            ("2024-01-01 9:00:00", "Discovery", "500", None, None),
            ("2024-01-01 10:00:00", "Demo", "500", None, None),
            ("2024-02-01 10:00:00", "Demo", "500", "2024-06-30 00:00:00", None),
            ("2024-03-01 10:00:00", "Demo", None, "2024-06-30 00:00:00", None),
            ("2024-06-30 12:00:00", "Closed Won", None, "2024-06-30 00:00:00", "7"),
        ],
    ),
    "the_table_of_stages_counts_where_the_history_has_none": (
        "select changed_at, stage_name from staging.hubspot__crm_opportunity_history where opportunity_id = '24'", [("2024-01-03 00:00:00", "Proposal")],
    ),
    "a_buyer_is_named_once_and_by_its_survivors": (
        "select opportunity_id, contact_id from staging.hubspot__crm_opportunity_contacts order by 1, 2",
        [("11", "10"), ("11", "15"), ("11", "17"), ("24", "10"), ("24", "15")],
    ),
    "an_owner_has_its_primary_team_and_a_name": (
        "select user_id, full_name, team, is_active from staging.hubspot__crm_users order by 1",
        [("7", "Eve Day", "West", "true"), ("8", "left@us.example", None, "false")],
    ),
    "campaign_days_are_added_up_and_what_cannot_be_read_is_not": (
        "select spend_date, campaign_name, cost, currency, impressions, clicks from staging.fivetran_ads__ads_spend where platform = 'google_ads' order by 1, 3",
        [("2024-01-01", "Brand", "2.000002", "GBP", "20", "2"), ("2024-01-01", "Brand", "dear", "GBP", "5", "1"), ("2024-01-02", "Brand", "0.000005", None, None, "0")],
    ),
    "a_cost_of_linkedin_is_in_dollars_where_the_account_is_not_known": (
        "select spend_date, campaign_name, cost, currency from staging.fivetran_ads__ads_spend where platform = 'linkedin_ads' order by 2",
        [("2024-01-01", "2", "11.500000", "USD"), ("2024-01-01", "Known", "10.000000", "EUR")],
    ),
    "an_ad_of_facebook_belongs_to_its_newest_campaign": (
        "select campaign_name, cost, clicks from staging.fivetran_ads__ads_spend where platform = 'facebook_ads'", [("Retarget", "7.250000", "3")],
    ),
    "a_report_may_name_its_currency": ("select currency from staging.fivetran_ads__ads_spend where platform = 'microsoft_ads'", [("CHF",)]),
    "the_hours_of_a_day_are_one_row": (
        "select spend_date, cost, clicks from staging.fivetran_ads__ads_spend where platform = 'snapchat_ads'", [("2024-01-01", "1.000000", "2")],
    ),
    "amounts_are_monthly_exact_and_discounted_for_ever_only": (
        "select subscription_id, monthly_amount, currency, plan_name from staging.stripe__finance_subscriptions order by 1",
        [
            ("si_added", "8.004000", "USD", "Suite"),
            ("si_dinar", "0.400000", "KWD", "p_dinar"),
            ("si_metered", None, "EUR", "p_metered"),
            ("si_month", "24.012000", "USD", "Suite"),
            ("si_orphan", "10.005000", "USD", "Suite"),
            ("si_pack", "15.000000", "EUR", "p_pack"),
            ("si_removed", "80.000000", "EUR", "Yearly"),
            ("si_trial", "80.000000", "EUR", "Yearly"),
            ("si_unpaid", "10.005000", "USD", "Suite"),
            ("si_week", "26.000000", "EUR", "p_week"),
            ("si_yen", "100.000000", "JPY", "p_yen"),
        ],
    ),
    "an_item_that_left_its_subscription_is_removed": (
        "select subscription_id from staging.stripe__finance_subscriptions where is_removed", [("si_removed",)],
    ),
    "a_subscription_lives_from_its_first_paid_day_to_its_end": (
        "select subscription_id, started_on, ended_on from staging.stripe__finance_subscriptions where subscription_id in ('si_month', 'si_added', 'si_trial', 'si_week', 'si_unpaid') order by 1",
        [
            ("si_added", "2024-05-01", None), ("si_month", "2024-01-10", None), ("si_trial", "2024-02-10", "2024-02-10"),
            ("si_unpaid", "2024-01-10", "2024-01-10"), ("si_week", "2024-01-10", "2025-01-10"),
        ],
    ),
    "a_customer_is_an_account_by_metadata_then_domain_then_itself": (
        "select subscription_id, account_id, acquisition_opportunity_id from staging.stripe__finance_subscriptions where subscription_id in ('si_month', 'si_trial', 'si_week', 'si_unpaid') order by 1",
        [("si_month", "hubspot:1", None), ("si_trial", "A42", None), ("si_unpaid", "cus_free", None), ("si_week", "A77", "D5")],
    ),
    "ids_of_several_systems_are_told_apart": (
        "select source_relation, opportunity_id, account_id, owner_id from staging.stg_crm__opportunities where opportunity_id like '%:11' order by 1",
        [("exports", "exports:11", "exports:1", None), ("hubspot", "hubspot:11", "hubspot:1", "hubspot:7")],
    ),
    "spend_of_several_systems_is_united": (
        "select source_relation, count(*) from staging.stg_ads__spend group by 1 order by 1", [("exports", 1), ("fivetran_ads", 8)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_mapping(systems: Build, case: str) -> None:
    sql, expected = CASES[case]
    assert systems.rows(sql) == expected


@pytest.fixture(scope="module")
def samples(
    systems: Build, real_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Build:
    """The sample tables of a loader, under the names that the project reads."""
    folder = tmp_path_factory.mktemp("samples")
    (folder / "data").mkdir()
    others = {"linkedin": "linkedin_ads", "twitter": "twitter_ads", "snapchat": "snapchat_ads"}
    others |= {"pinterest": "pinterest_ads", "tiktok": "tiktok_ads", "apple_search": "apple_search_ads"}
    for path in real_data("fivetran_ads").glob("*/*_data.csv"):
        name = path.stem.removesuffix("_data")
        own = next((short for short in others if name.startswith(f"{short}_")), "")
        shutil.copy(path, folder / "data" / f"{others.get(own, own)}{name.removeprefix(own)}.csv")
    for home, prefix in (("fivetran_hubspot", "hubspot"), ("fivetran_billing/stripe", "stripe")):
        for path in real_data(home).glob("*_data.csv"):
            shutil.copy(path, folder / "data" / f"{prefix}_{path.stem.removesuffix('_data')}.csv")
    return build(
        folder, folder / "data", "+row_reconciliation", "+rejected_rows", parsed=systems.warehouse.parent
    )


@pytest.mark.real_data
def test_every_sample_row_lands(samples: Build) -> None:
    assert samples.rows(
        "select source_table, raw_rows, accepted_rows, merged_rows, rejected_rows, unexplained_rows "
        "from governance.row_reconciliation where raw_rows > 0 order by 1"
    ) == [
        ("ads_spend", 564, 564, 0, 0, 0),
        ("crm_accounts", 24, 24, 0, 0, 0),
        ("crm_contacts", 22, 19, 3, 0, 0),
        ("crm_opportunities", 44, 0, 0, 44, 0),
        ("crm_opportunity_contacts", 11, 11, 0, 0, 0),
        ("crm_opportunity_history", 14, 14, 0, 0, 0),
        ("crm_users", 100, 100, 0, 0, 0),
        ("finance_subscriptions", 14, 2, 0, 12, 0),
    ]
    assert samples.rows(
        "select source_table, rejection_reason, cast(sum(row_count) as integer) from governance.rejected_rows group by all order by all"
    ) == [
        ("crm_opportunities", "stage_name is empty", 44),
        ("finance_subscriptions", "account_id is empty; started_on is empty", 11),
        ("finance_subscriptions", "account_id is empty; started_on is empty; monthly_amount is empty", 1),
    ]


@pytest.mark.real_data
def test_every_cent_of_the_samples_is_spend(samples: Build, real_data: Callable[[str], Path]) -> None:
    """Recounted over the files themselves, in the smallest unit of each platform."""
    reports = {
        "google_ads": ("google_ads_campaign_stats", "cost_micros", 1_000_000),
        "microsoft_ads": ("microsoft_ads_campaign_performance_daily_report", "spend", 1),
        "linkedin_ads": ("linkedin_ad_analytics_by_campaign", "cost_in_local_currency", 1),
        "facebook_ads": ("facebook_ads_basic_ad", "spend", 1),
        "twitter_ads": ("twitter_campaign_report", "billed_charge_local_micro", 1_000_000),
        "reddit_ads": ("reddit_ads_campaign_report", "spend", 1_000_000),
        "snapchat_ads": ("snapchat_campaign_hourly_report", "spend", 1_000_000),
        "pinterest_ads": ("pinterest_campaign_report", "spend_in_micro_dollar", 1_000_000),
        "tiktok_ads": ("tiktok_campaign_report_hourly", "SPEND", 1),
        "amazon_ads": ("amazon_ads_campaign_level_report", "cost", 1),
        "apple_search_ads": ("apple_search_campaign_report", "local_spend_amount", 1),
    }
    expected = {}
    for platform, (name, column, units) in reports.items():
        path = real_data("fivetran_ads") / "ad_reporting" / f"{name}_data.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            expected[platform] = sum(Decimal(row[column] or 0) for row in csv.DictReader(file)) / units
    assert dict(samples.rows("select platform, sum(cost) from staging.stg_ads__spend group by 1")) == expected


@pytest.mark.real_data
def test_the_companies_of_airbyte_land(
    systems: Build, real_data: Callable[[str], Path], tmp_path: Path
) -> None:
    others = {table: FILES[table] for table in ("stripe_product", "google_ads_account_history")}
    companies = write_files(tmp_path / "data", others) / "hubspot_companies.jsonl"
    shutil.copy(real_data("airbyte_layout") / "hubspot_companies_trimmed.jsonl", companies)
    landed = build(tmp_path, tmp_path / "data", "+stg_crm__accounts", parsed=systems.warehouse.parent)
    assert landed.rows(
        "select account_id, account_name, domain, employee_count, owner_id, rejection_reason from staging.stg_crm__accounts order by 1"
    ) == [
        ("hubspot:4992593519", "Airbyte test1", "airbyte.io", 200, "hubspot:52550153", None),
        ("hubspot:5000526215", "Dataline", "dataline.io", 25, "hubspot:52550153", None),
    ]
