"""What the benchmark measures is the work, and not the benchmark."""

from pathlib import Path

from bench.cost import measure_command


def test_the_peak_of_a_command_leaves_out_what_its_parent_holds(tmp_path: Path) -> None:
    held = bytearray(b"1") * 300_000_000
    peak = measure_command(["sleep", "0.2"], {}, tmp_path).peak
    assert held
    assert 0 < peak < 100
