"""A small chart of one slice: its values, its target band and its alert limits, as SVG by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from kpi_watch.records import Comparison, Target

WIDTH, HEIGHT, EDGE = 168, 44, 4
PERIODS = 24


@dataclass(frozen=True)
class Scale:
    """From a value to its height."""

    low: float
    high: float

    def y(self, value: Decimal | float) -> float:
        """The middle where all values are the same."""
        span = self.high - self.low
        share = (float(value) - self.low) / span if span else 0.5
        return round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE), 1)


def sparkline(values: Sequence[Decimal | None], target: Target | None, label: str) -> Markup:
    """Draw the values in order; a period without one is a gap.

    The band and the limits are drawn where the target speaks of the value itself.
    """
    values = values[-PERIODS:]
    known = [value for value in values if value is not None]
    if not known:
        return Markup("")
    is_level = target is not None and target.comparison is Comparison.LEVEL
    band = (target.target_low, target.target_high) if target and is_level else (None, None)
    limits = (target.alert_below, target.alert_above) if target and is_level else ()
    drawn = [float(value) for value in (*known, *band, *limits) if value is not None]
    scale = Scale(min(drawn), max(drawn))
    step = (WIDTH - 2 * EDGE) / max(1, len(values) - 1)
    points = [None if v is None else (round(EDGE + i * step, 1), scale.y(v)) for i, v in enumerate(values)]
    shapes = [_band(*band, scale)] if band != (None, None) else []
    shapes += [_limit(limit, scale) for limit in limits if limit is not None]
    shapes += [_line(run) for run in _runs(points)]
    x, y = [point for point in points if point][-1]
    shapes.append(Markup('<circle cx="{}" cy="{}" r="3"/>').format(x, y))
    return Markup('<svg class="spark" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, label, Markup("").join(shapes)
    )


def _band(low: Decimal | None, high: Decimal | None, scale: Scale) -> Markup:
    top = scale.y(high) if high is not None else 0
    bottom = scale.y(low) if low is not None else HEIGHT
    return Markup('<rect class="band" x="0" y="{}" width="{}" height="{}"/>').format(
        top, WIDTH, round(max(1.0, bottom - top), 1)
    )


def _limit(limit: Decimal, scale: Scale) -> Markup:
    return Markup('<path class="limit" d="M0 {0}H{1}"/>').format(scale.y(limit), WIDTH)


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _line(run: list[tuple[float, float]]) -> Markup:
    """A value between two gaps is a dot."""
    path = " ".join(f"{x} {y}" for x, y in (run if len(run) > 1 else run * 2))
    return Markup('<polyline points="{}"/>').format(path)
