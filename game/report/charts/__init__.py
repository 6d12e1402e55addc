"""Pictures: functions from plain data to an SVG element that stands in a page by itself.

Each takes a `name`, with which its ids begin (one to a page), and a `title`, which is read aloud.
"""

from game.report.charts.causes import Fall, Step, Weighed, waterfall, weighed
from game.report.charts.cloud import Cloud, Heap, place
from game.report.charts.courses import Band, Course, Panel, courses
from game.report.charts.members import Mix, Read, mixes, readings, votes

__all__ = [
    "Band",
    "Cloud",
    "Course",
    "Fall",
    "Heap",
    "Mix",
    "Panel",
    "Read",
    "Step",
    "Weighed",
    "courses",
    "mixes",
    "place",
    "readings",
    "votes",
    "waterfall",
    "weighed",
]
