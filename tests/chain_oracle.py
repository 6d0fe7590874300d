"""What channels are worth to all journeys: exact fractions, brute force. It shares no line with the project's SQL."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

Chain = dict[tuple[str, str], int]


def transitions(journeys: Iterable[tuple[Sequence[str], bool]]) -> Chain:
    """How often one state follows another."""
    chain: Counter[tuple[str, str]] = Counter()
    for channels, converted in journeys:
        states = ["start", *channels, "conversion" if converted else "null"]
        chain.update(pairwise(states))
    return dict(chain)


def conversion_rate(chain: Chain, removed: str | None) -> Fraction:
    """The probability of a conversion from the start, with a channel turned into an end without one."""
    leaving = Counter[str]()
    for (state, _), count in chain.items():
        leaving[state] += count
    states = [state for state in leaving if state != removed]
    rows = []
    for state in states:
        row = [
            Fraction(int(state == other)) - Fraction(chain.get((state, other), 0), leaving[state])
            for other in states
        ]
        rows.append([*row, Fraction(chain.get((state, "conversion"), 0), leaving[state])])
    return solve(rows)[states.index("start")]


def solve(rows: list[list[Fraction]]) -> list[Fraction]:
    """Gauss's elimination of a system with its right side in the last column."""
    for place in range(len(rows)):
        pivot = next(i for i in range(place, len(rows)) if rows[i][place])
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [cell / rows[place][place] for cell in rows[place]]
        for i, row in enumerate(rows):
            if i != place and row[place]:
                rows[i] = [cell - row[place] * top for cell, top in zip(row, rows[place], strict=True)]
    return [row[-1] for row in rows]


def removal_effects(chain: Chain) -> dict[str, Fraction]:
    """The share of the conversions that is lost with each channel, by really removing it."""
    channels = {state for state, _ in chain} - {"start"}
    rate = conversion_rate(chain, None)
    return {channel: 1 - conversion_rate(chain, channel) / rate for channel in channels} if rate else {}


def shapley_values(journeys: Sequence[tuple[Sequence[str], bool]]) -> dict[str, Fraction]:
    """The mean marginal gain over all orders in which channels may join, v(S) being the conversions inside S."""
    sets = [frozenset(channels) for channels, converted in journeys if converted]
    players = sorted({channel for channels, _ in journeys for channel in channels})
    values = dict.fromkeys(players, Fraction(0))
    orders = [1]
    for number in range(1, len(players) + 1):
        orders.append(orders[-1] * number)
    for player in players:
        rest = [other for other in players if other != player]
        for size in range(len(players)):
            weight = Fraction(orders[size] * orders[len(rest) - size], orders[len(players)])
            for joined in combinations(rest, size):
                gain = sum(inside <= {*joined, player} and player in inside for inside in sets)
                values[player] += weight * gain
    return values
