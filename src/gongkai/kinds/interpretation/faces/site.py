"""An interpretation on the public site: its form beside the title, a film as a link."""

from gongkai.kinds.interpretation import FORMS

order = 3
block = "interpretation/video.html"


def state(view):
    """文字解读, 图解, 音视频解读 …"""
    return ("tag--info", dict(FORMS)[view["form"]])


def line(view):
    """In what form it interprets."""
    return [dict(FORMS)[view["form"]]]
