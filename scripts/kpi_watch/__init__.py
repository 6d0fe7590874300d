"""The runner: judges the KPI marts against their targets."""
