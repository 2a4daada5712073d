"""Reading points (查阅点): where what is public can be read on paper, with somebody who helps (条例第25条)."""
