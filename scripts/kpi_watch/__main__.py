"""`python -m kpi_watch` is the command `kpis`."""

from kpi_watch.cli import main

main()
