"""Which marts came out of a build clean: built, tested, and with nothing upstream that failed.

A test with several marts speaks of the last of them: not of one from which another of them is built. A test
without marts speaks of all that it reads.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

FINE = frozenset({"success", "pass", "warn", "no-op"})
BAD = frozenset({"error", "fail", "runtime error", "partial success"})
TEST = "test"
FEW = 3


@dataclass(frozen=True)
class Node:
    """A model, seed, snapshot or data test, and what became of it; no status where it did not run."""

    key: str
    name: str
    kind: str
    parents: frozenset[str]
    relation: str = ""
    is_mart: bool = False
    is_kpi: bool = False
    status: str = ""
    message: str = ""


@dataclass(frozen=True)
class Outcome:
    """All nodes after a build."""

    nodes: Mapping[str, Node]

    def after(self, results: Iterable[Any]) -> "Outcome":
        """The same after a build of some of them."""
        nodes = dict(self.nodes)
        for result in results:
            if (key := result.node.unique_id) in nodes:
                status, message = str(result.status), str(result.message or "")
                nodes[key] = replace(nodes[key], status=status, message=message)
        return Outcome(nodes)

    @property
    def marts(self) -> list[Node]:
        """What is published, in the order of names."""
        return sorted((n for n in self.nodes.values() if n.is_mart), key=lambda node: node.relation)

    def above(self, key: str, stop: Iterable[str] = ()) -> set[str]:
        """All that a node is built from; what is above one of `stop` does not count, nor it itself."""
        found: set[str] = set()
        waiting = [key]
        while waiting:
            new = self.nodes[waiting.pop()].parents - found - set(stop)
            found |= new
            waiting += new
        return found

    @cached_property
    def lineage(self) -> Mapping[str, set[str]]:
        """All that each mart is built from."""
        return {mart.key: self.above(mart.key) for mart in self.marts}

    @cached_property
    def tests(self) -> Mapping[str, list[Node]]:
        """The tests that speak of each node."""
        found: dict[str, list[Node]] = {key: [] for key in self.nodes}
        for test in (node for node in self.nodes.values() if node.kind == TEST):
            for key in self.spoken_of(test):
                found[key].append(test)
        return found

    def spoken_of(self, test: Node) -> set[str]:
        """The nodes that a test speaks of."""
        marts = {key for key in test.parents if key in self.lineage}
        last = {key for key in marts if not any(key in self.lineage[other] for other in marts)}
        return last or set(test.parents)

    def is_bad(self, key: str) -> bool:
        """Whether a node itself failed, or a test that speaks of it."""
        return any(node.status in BAD for node in [self.nodes[key], *self.tests[key]])

    def reason(self, key: str) -> str:
        """Why a mart is not clean, in words; nothing where it is."""
        node, tests = self.nodes[key], self.tests[key]
        if node.status in BAD:
            return f"could not be built: {first_line(node.message)}"
        if failed := [test.name for test in tests if test.status in BAD]:
            return f"failed {listed(failed)}"
        if node.status not in FINE:
            culprits = sorted(self.nodes[k].name for k in self.above(key) if self.is_bad(k))
            return f"was not built, since {listed(culprits)} failed" if culprits else "was not built"
        if not tests:
            return "has no test: nothing proves it"
        unproven = [test.name for test in tests if test.status not in FINE and not self.is_excused(test, key)]
        return f"was not tested by {listed(unproven)}" if unproven else ""

    def is_excused(self, test: Node, key: str) -> bool:
        """Whether a test did not run because of another mart of which it speaks."""
        return any(self.nodes[k].status not in FINE or self.is_bad(k) for k in self.spoken_of(test) - {key})

    def origins(self) -> list[Node]:
        """The marts that are not clean and are built from no other such mart."""
        unclean = {mart.key for mart in self.marts if self.reason(mart.key)}
        return [mart for mart in self.marts if mart.key in unclean and not self.lineage[mart.key] & unclean]

    def rebuildable(self, restored: Iterable[str]) -> list[Node]:
        """What can be built once some marts are restored, tests included: all that hangs on them alone."""
        stop = set(restored)
        below = {key for key in self.nodes if self.above(key) & stop}
        built = {
            key
            for key in below
            if self.nodes[key].kind != TEST
            and all(k in below or self.is_sound(k) for k in self.above(key, stop))
        }
        usable = built | stop
        tests = {
            node.key
            for node in self.nodes.values()
            if node.kind == TEST
            and node.parents & built
            and all(k in usable or self.is_sound(k) for k in node.parents)
        }
        return [node for key, node in self.nodes.items() if key in built | tests]

    def is_sound(self, key: str) -> bool:
        """Whether a node was built and nothing speaks against it."""
        return self.nodes[key].status in FINE and not self.is_bad(key)


def listed(names: list[str]) -> str:
    """A few names, and how many more."""
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return ", ".join(names[:FEW]) + more


def first_line(message: str) -> str:
    """What the warehouse said, without dbt's heading and without anybody's address."""
    lines = [line.strip() for line in message.splitlines()]
    said = [
        line for line in lines if line and not re.match(r"(Runtime|Database|Compilation) Error in ", line)
    ]
    return re.sub(r"\S+@\S+", "...", said[0])[:200] if said else "dbt said no more"
