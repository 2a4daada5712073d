"""Duties of applications as the worklist names them, and where somebody outside is to move."""

from gongkai.kernel.cases.orders import PERFORM
from gongkai.procedures.foi import actions, assisting, consulting, excess, opposed
from gongkai.procedures.foi.serving import SERVE_AGAIN

DUTIES = {
    consulting.CONSULTED: "等征求的意见",
    consulting.UNDELIVERED: "等登记送达",
    PERFORM: "责令办理",
    SERVE_AGAIN: "重新送达文书",
    opposed.TELL_THIRD: "告知第三方公开决定",
    excess.AWAIT_REASONS: "等申请人说明理由",
    assisting.RETRIEVE: "答复调取",
    assisting.ASSIST: "答复协办",
    assisting.AWAIT_HOLDER: "等调取的材料",
}
"""Duties beside the main one, as the worklist names them."""

WAITS = {
    SERVE_AGAIN: ("等重新送达", "文书退回，要重新送达", 0),
    actions.AWAIT_CORRECTION: ("等补正", "补正期已过", 20),
    actions.CONFIRM: ("等确认", "还没确认", 0),
    consulting.CONSULTED: ("等意见", "意见没来，送达没有登记", 0),
    consulting.UNDELIVERED: ("等送达", "送达没有登记", 0),
    actions.AWAIT_PAYMENT: ("等缴费", "缴费期已过，或者送达没有登记", 0),
    assisting.AWAIT_HOLDER: ("等调取", "调取的材料没有来", 0),
    excess.AWAIT_REASONS: ("等说明理由", "说明理由的期限已过", 0),
}
"""Where somebody outside is to move: what we wait for, what is said once their day has passed, and the days of a term that starts anew."""
