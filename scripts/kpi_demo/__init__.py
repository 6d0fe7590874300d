"""The demo company: a story with known truth, then the mess that real systems add to it."""
