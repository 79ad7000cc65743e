"""End a process when the one that started it has died, however that died."""

import ctypes
import os
import signal
import sys

_SET_PARENT_DEATH_SIGNAL = 1


def die_with_parent(parent: int, number: signal.Signals) -> None:
    """Have the kernel send this process the signal once its parent is gone.

    Only Linux can; elsewhere a server killed with SIGKILL leaves its children.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, int(number), 0, 0, 0)
    # It may have died before we asked.
    if os.getppid() != parent:
        os.kill(os.getpid(), number)
