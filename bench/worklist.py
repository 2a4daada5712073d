"""The worklist under load: people of the county signed in over HTTP, each asking for a page, thinking, asking again."""

import http.client
import re
import threading
import time
from collections.abc import Iterator
from random import Random
from statistics import median, quantiles
from urllib.parse import urlencode

import pyotp
from django.db.models import Count

from bench.prototypes import TODAY
from bench.report import Line
from bench.served import HOST, web
from bench.size import Size
from gongkai.demo.stage import Progress
from gongkai.ground.units.models import Person
from gongkai.ground.units.scope import scope_of
from gongkai.kernel.flow.models import Duty
from gongkai.pure.declare import Role

THINK, MOST_MS = 1.0, 50
PASSWORD = "bench-password-0"
ADDRESSES = ("/desk/", "/desk/", "/desk/", "/desk/?tab=unit", "/desk/?p=foi", "/desk/?tab=closed")
"""What people look at: mostly what they owe, sometimes all of the unit, or what is done."""

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class SignInFailed(RuntimeError):
    """Somebody could not sign in."""


class Visitor:
    """One person's browser: a kept connection and cookies."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=30)
        self._cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and text of an answer."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, urlencode(form) if form is not None else None, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        for line in answer.msg.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, text

    def sign_in(self, person: Person) -> None:
        """By password, and by the one-time code if one is asked for. Raises SignInFailed."""
        _, page = self.ask("GET", "/desk/sign-in")
        form = {"csrfmiddlewaretoken": _TOKEN.search(page)[1], "next": "/desk/"}
        status, page = self.ask("POST", "/desk/sign-in", form | {"username": person.username, "password": PASSWORD})
        if status == 200 and (token := _TOKEN.search(page)):
            code = {"csrfmiddlewaretoken": token[1], "code": pyotp.TOTP(person.totp_secret).now()}
            status, _ = self.ask("POST", "/desk/sign-in/code", form | code)
        if status != 302:
            raise SignInFailed(f"{person.username} was answered {status}")

    def close(self) -> None:
        self._connection.close()


def measure(size: Size) -> Iterator[Line]:
    """Latencies at the client, of all people together."""
    people = choose(size.users)
    give_passwords(people)
    took: list[float] = []
    progress = Progress(size.users, "Signing in")
    with web() as port:
        visitors = []
        for person in people:
            visitors.append(Visitor(port))
            visitors[-1].sign_in(person)
            progress.show(len(visitors))
        for visitor in visitors:
            visitor.ask("GET", "/desk/")
        end = time.monotonic() + size.seconds * 3
        threads = [
            threading.Thread(target=_work, args=(visitor, Random(n), end, took)) for n, visitor in enumerate(visitors)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for visitor in visitors:
            visitor.close()
    if len(took) < 2 * len(people):
        raise RuntimeError("the desk answered too seldom to say anything")
    p50, p95 = median(took) * 1000, quantiles(took, n=20)[-1] * 1000
    yield Line(
        f"Worklist at {size.cases:,} cases, {Duty.objects.filter(closed_on=None).count():,} open duties, {size.users} people, {THINK:g} s between",
        f"p50 {p50:.0f} ms, p95 {p95:.0f} ms ({len(took)} pages)", "", None, f"p50 < {MOST_MS} ms", p50 < MOST_MS,
    )  # fmt: skip


def choose(count: int) -> list[Person]:
    """Who owes most; one who oversees the whole county among them."""
    overseer = Person.objects.filter(demo_role=Role.OPENNESS_OFFICE).first()
    busy = Duty.objects.filter(closed_on=None, role=Role.CASE_OFFICER).values_list("unit_id").annotate(n=Count("pk"))
    found = [overseer] if overseer else []
    officers = {
        unit_id: person
        for person in Person.objects.order_by("-pk")
        for unit_id in scope_of(person, TODAY).by_role.get(Role.CASE_OFFICER, ())
    }
    for unit_id, _ in sorted(busy, key=lambda each: -each[1]):
        if unit_id in officers and officers[unit_id] not in found:
            found.append(officers[unit_id])
    return found[:count]


def give_passwords(people: list[Person]) -> None:
    """Demonstrations have none: their people sign in with a press, one for each role."""
    hashed = Person()
    hashed.set_password(PASSWORD)
    Person.objects.filter(pk__in=[person.pk for person in people]).update(password=hashed.password)


def _work(visitor: Visitor, rng: Random, end: float, took: list[float]) -> None:
    time.sleep(rng.random() * THINK)
    while time.monotonic() < end:
        begun = time.perf_counter()
        status, _ = visitor.ask("GET", rng.choice(ADDRESSES))
        if status == 200:
            took.append(time.perf_counter() - begun)
        time.sleep(THINK * rng.uniform(0.5, 1.5))
