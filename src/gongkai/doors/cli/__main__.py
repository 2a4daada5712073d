"""``python -m gongkai.doors.cli``: the same as ``gongkai``."""

import sys

from gongkai.doors.cli import main

sys.exit(main())
