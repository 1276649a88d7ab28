"""Dates of charts, the same everywhere."""

import os
import re
import subprocess
import sys

PROGRAM = """
import sys
from transit.display.drawing import draw_svg
rows = [{"d": "2019-01-01T00:00:00", "s": "2020-01-01", "b": 1}, {"d": "2021-01-01", "s": "2022-01-01", "b": 2}]
for x in ({"field": "d", "timeUnit": "year", "type": "ordinal"}, {"field": "s", "type": "temporal"}):
    spec = {"data": {"values": rows}, "mark": "point",
            "transform": [{"filter": "year(datum.s) > 2000"}],
            "encoding": {"x": x, "y": {"field": "b", "type": "quantitative"},
                         "tooltip": {"field": "d", "type": "temporal"}}}
    sys.stdout.write(draw_svg(spec))
"""


def test_a_chart_is_the_same_in_every_time_zone():
    drawn = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in ("Asia/Almaty", "America/Los_Angeles")
    }
    assert len(drawn) == 1
    assert re.findall(r">(20\d\d)<", drawn.pop())[:2] == ["2019", "2021"]
