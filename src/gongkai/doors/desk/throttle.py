"""Counting failed sign-ins by name and by network, outside the main database."""

from hashlib import sha256

from django.core.cache import cache

WINDOW = 15 * 60
MOST_BY_BOTH, MOST_BY_NAME, MOST_BY_NETWORK = 8, 40, 60
"""Of one name from one network; of one name from anywhere, more, lest a stranger keep somebody out; from one network."""
SENTENCE = "试的次数太多了。请15分钟以后再试，忘了密码请找系统管理员。"
CODE_SENTENCE = "验证码试的次数太多了。请15分钟以后再试，验证码总是不对的请找系统管理员。"


def _keys(username: str, network: str) -> dict[str, int]:
    name = sha256(username.strip().lower().encode()).hexdigest()
    return {
        f"sign-in/both/{name}/{network}": MOST_BY_BOTH,
        f"sign-in/name/{name}": MOST_BY_NAME,
        f"sign-in/network/{network}": MOST_BY_NETWORK,
    }


def too_many(username: str, network: str) -> bool:
    """Has this name, known or not, or this network failed too often of late?"""
    return any((cache.get(key) or 0) >= most for key, most in _keys(username, network).items())


def failed(username: str, network: str) -> None:
    """Count a failure; the window begins with the first one."""
    for key in _keys(username, network):
        cache.add(key, 0, WINDOW)
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two
            cache.add(key, 1, WINDOW)


def succeeded(username: str, network: str) -> None:
    """A right answer clears the counts of the name; the network's stands, for others may be guessed at from there."""
    both, name, _ = _keys(username, network)
    cache.delete_many([both, name])


def use_once(person_id: int, step: int) -> bool:
    """Take a one-time code's step for a person; False if that code was used before."""
    return cache.add(f"second-factor/{person_id}/{step}", True, 180)
