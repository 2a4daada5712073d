"""``python -m gongkai.pure.audit.tests.true FIRST LAST``: which true sentences of these seeds are accused."""

import sys

from gongkai.pure.audit.tests.true import accused


def main() -> int:
    first, last = map(int, sys.argv[1:3])
    found = [each for seed in range(first, last + 1) for each in accused(seed)]
    for sentence, arithmetic in found:
        print(sentence, *arithmetic)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
