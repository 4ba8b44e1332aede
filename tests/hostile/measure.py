"""Run a command and write down what it took: ``measure.py FILE COMMAND …``.

A process of its own, because the kernel counts the memory of whoever forks to the largest of the forked.
"""

import json
import os
import sys
import time

file, *command = sys.argv[1:]
begun = time.monotonic()
_, status, used = os.wait4(os.posix_spawn(command[0], command, os.environ), 0)
with open(file, "w") as taken:  # noqa: PTH123 - nothing is imported that need not be
    json.dump([os.waitstatus_to_exitcode(status), time.monotonic() - begun, used.ru_maxrss], taken)
