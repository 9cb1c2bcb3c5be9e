"""Topmost: one team, one queue, one order.

Start reading in `domain/` (the rules), then `usecases/` (what people do), `store/` (where it is kept), and `web/`,
`api/` and `cli/` (how it is reached).
"""

__version__ = "0.2.0"
