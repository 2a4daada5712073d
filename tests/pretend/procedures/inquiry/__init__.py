"""问询: a small procedure (pretend)."""

from gongkai.pure.declare import DONE, OPEN, Measure, Notice, Procedure, Role, State, Step, register


class Inquiry(Procedure):
    """A question that is answered by the officer who got it."""

    code = "inquiry"
    name = "问询"
    prefix = "WX-"
    rule_family = "foi"
    notices = (Notice("inquiry_reply", "问询答复函", "询"),)
    measures = (
        Measure(
            key="inquiries.received", label="收到问询", definition="本期收到的问询件数。", unit="件", sheet="case",
            on="first_received_on", where={"procedure": "inquiry"}, dimensions=("unit", "channel"),
        ),
    )  # fmt: skip

    ASKED = State("待答复", OPEN)
    REPLIED = State("已答复", DONE)

    reply = Step(
        ASKED, REPLIED, by=Role.CASE_OFFICER, label="答复", outcome=True, notice="inquiry_reply", public="已经答复。"
    )


register(Inquiry, __name__)
