"""Applications on the public site: how many came, how they ended, and how many were late. Figures only, never a case."""

from gongkai.procedures.foi import actions
from gongkai.pure.law.outcomes import outcome

title = "我们答复得怎么样"
lead = "收到多少公开申请、结果怎样、有没有晚，都在这里。好的坏的一起公布，数字由台账算出。"
subject = "公开申请"
term = "法定期限20个工作日，可以依法延长一次（条例第三十三条）"
rated = "foi.rated"
received, carried_in, closed = "foi.received", "foi.carried_in", "foi.closed"
granted = ("3_1", "3_2", "c31", "c32", "c33")
granted_words = "予以公开和部分公开"
clock = actions.ANSWER


def outcome_words(law: str, code: str) -> str:
    """How a case ended, in a citizen's words, without the ground."""
    return outcome(law, code).short.partition("：")[0]
