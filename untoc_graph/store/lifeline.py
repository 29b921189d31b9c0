"""What ties a process to the one that started it, so that none is ever left behind."""

from __future__ import annotations

import ctypes
import os
import signal
from typing import Final

__all__ = ["die_with"]

_PR_SET_PDEATHSIG: Final = 1

_libc = ctypes.CDLL(None, use_errno=True)


def die_with(parent: int) -> None:
    """End this process as soon as its parent ends, however that ends.

    Args:
        parent: process id of the parent; where it has gone already, this process ends at once.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        os._exit(1)
