"""Filters and tags of the look. They are thin: the words are in ui/words.py, the pieces of HTML in ui/marks.py."""

from django import template
from django.templatetags.static import static

from gongkai.ground.ui import marks, parts, words

register = template.Library()

register.filter("zh_date", words.zh_date)
register.filter("iso_date", words.iso_date)
register.filter("zh_time", words.zh_time)
register.filter("zh_number", words.zh_number)
register.filter("zh_points", words.zh_points)
register.filter("zh_size", words.zh_size)
register.filter("weekday", words.weekday)
register.filter("days_left", words.days_left)
register.filter("how_many", words.how_many)
register.filter("phrases", marks.phrases)


register.filter("near_day", words.near_date)


def sprite() -> str:
    return static("lib/icons.svg")


@register.simple_tag
def icon(name, css="i"):
    return marks.icon(name, sprite(), css)


@register.simple_tag
def seal():
    return marks.seal(sprite())


@register.simple_tag
def light(value, text="", pill=False):
    """{% light reading %}, {% light "red" "有超期" %}, {% light reading pill=True %}"""
    return marks.light(value, sprite(), text, pill)


@register.inclusion_tag("ui/ruler.html", takes_context=True)
def ruler(context, ruler, mini=False, due_label="到期", begins="收到"):
    """The working-day ruler of a clock (`gongkai.pure.clock.Ruler`) with its sentence."""
    return {
        "cells": [parts.cell_classes(cell) for cell in ruler.cells],
        "sentence": ruler.sentence,
        "mini": mini,
        "ends": parts.ruler_ends(ruler.reading, due_label, context.get("today"), begins),
    }


@register.inclusion_tag("ui/ruler_blank.html")
def blank_ruler(days, mini=False):
    """The ruler of a term that has yet to start: so many empty days, no due day."""
    return {"days": range(days), "mini": mini}


@register.inclusion_tag("ui/ruler_key.html", takes_context=True)
def ruler_key(context, ruler):
    """What the cells mean, naming only kinds that are there."""
    kinds = {cell.kind.value for cell in ruler.cells}
    return {
        "kinds": kinds, "weekly": ruler.weekly, "make_up": ruler.make_up,
        "over_left_out": ruler.over_left_out, "paused_left_out": ruler.paused_left_out, "today": context.get("today"),
    }  # fmt: skip


@register.inclusion_tag("ui/mix.html")
def mix(counts):
    """A stacked bar from {"green": 88, "yellow": 5, "red": 1, "paused": 4}."""
    return {"slices": parts.slices(counts), "label": parts.mix_label(counts)}


@register.inclusion_tag("ui/figure.html")
def figure(value, url="", unit="", current=False):
    """A number; with `url` it opens onto what it counts, unless it is zero."""
    return {"value": value, "url": url, "unit": unit, "current": current}


@register.filter
def beside(cells, columns):
    """Pairs of (column, cell) of one row."""
    return list(zip(columns, cells, strict=True))
