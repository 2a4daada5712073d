"""No process of ours outlives the one that it works for, however that one ended."""

from __future__ import annotations

import ctypes
import os
import signal
from contextlib import suppress
from typing import Final

_PR_SET_PDEATHSIG: Final = 1


def end_with(parent: int) -> None:
    """Have this process killed once the one that started it, of this number, has ended, though it be by SIGKILL.

    Where the system knows no such order (it is no Linux), a process works on until it is done.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it had ended before we gave the order
            os._exit(1)
