"""At length: what is tried by samples every time, ``make whole`` tries in full."""

import os

AT_LENGTH = "AT_LENGTH" in os.environ
