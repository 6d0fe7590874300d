"""What the tests of the incremental models share over all engines."""

CONVERSION = ("conversion_type", "conversion_id")
KEPT = {"int_touches_sequenced": ("buyer_id",), "int_journeys": CONVERSION, "int_touch_credits": CONVERSION}
FINGERPRINTS = {
    "int_touches_sequenced": "int_buyer_fingerprints",
    "int_journeys": "int_conversion_fingerprints",
    "int_touch_credits": "int_conversion_fingerprints",
}
NO_TESTS = ("--exclude-resource-type", "test", "unit_test")
TOGETHER = (*sorted(set(FINGERPRINTS.values())), *KEPT)
SELECTED = ("--select", *TOGETHER, *NO_TESTS)
# A day on a server: touches deleted, moved and a little later, conversions gone, reopened and with another amount.
DAY = (
    "delete from building_intermediate.int_touches where touch_key like '%7'",
    "update building_intermediate.int_touches set channel = 'Events' where touch_key like '%11'",
    "delete from building_intermediate.int_conversions where conversion_id like '%5'",
    "update building_intermediate.int_conversions set outcome = 'null' where conversion_id like '%31'",
    "update building_intermediate.int_conversions set amount = amount + 7 where conversion_id like '%4'",
    "update building_intermediate.int_touches set touched_at = touched_at + interval '1 microsecond' where touch_key like '%3'",
)
# Another rule: the fingerprint of every conversion is another one.
OTHER_RULE = "update building_reference.attribution_models set w_first = '3000', w_last = '5000' where model = 'position_based'"
