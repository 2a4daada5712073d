"""``gongkai person``: who can sign in, and what for: list, add, appoint, relieve, renew, retire."""

import argparse
import sys
from datetime import date, timedelta

import pyotp
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from gongkai.doors.cli import Usage
from gongkai.doors.cli.office import (
    STAFF_ROLES,
    listing,
    person_named,
    print_list,
    refusals,
    signed,
    unit_named,
    warn_of_vacancies,
)
from gongkai.ground.ledger.acts import act
from gongkai.ground.units import actions, queries, substitutes
from gongkai.ground.units.models import Person
from gongkai.ground.units.substitutes import ROLES
from gongkai.pure.declare.roles import ENDS_AT_ONCE, SECOND_FACTOR_ROLES, Role


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "person",
        help="give people a sign-in and roles",
        description="Who can sign in to the desk, and what they may do for which units. Whoever signs or administers gets a second "
        "factor: put the address that is printed into an authenticator (any TOTP app).",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing(verbs.add_parser("list", help="everybody who can sign in, with their roles")).set_defaults(run=run_list)

    adding = signed(verbs.add_parser("add", help="give somebody a sign-in"))
    adding.add_argument("username")
    adding.add_argument("--name", required=True)
    _roles(adding, required=False)
    _password(adding)
    adding.set_defaults(run=run_add)

    appointing = signed(verbs.add_parser("appoint", help="give somebody roles for a unit"))
    appointing.add_argument("username")
    _roles(appointing, required=True)
    appointing.set_defaults(run=run_appoint)

    relieving = signed(
        verbs.add_parser("relieve", help="end roles for a unit after today; to shut somebody out at once, retire them")
    )
    relieving.add_argument("username")
    _roles(relieving, required=True)
    relieving.set_defaults(run=run_relieve)

    standing_in = signed(verbs.add_parser("substitute", help="let somebody stand in for a person in a role"))
    standing_in.add_argument("username", help="who is away, or has left")
    standing_in.add_argument("substitute", help="who does it meanwhile")
    standing_in.add_argument("--unit", metavar="CODE", required=True)
    standing_in.add_argument("--role", choices=[role.value for role in ROLES], required=True)
    standing_in.add_argument("--from", dest="from_on", metavar="DAY", type=date.fromisoformat, required=True)
    standing_in.add_argument(
        "--to", dest="to_on", metavar="DAY", type=date.fromisoformat, required=True, help="the last day"
    )
    standing_in.add_argument("--reason", required=True)
    standing_in.set_defaults(run=run_substitute)

    renewing = signed(verbs.add_parser("renew", help="a new password, and with --second-factor a new second factor"))
    renewing.add_argument("username")
    renewing.add_argument("--second-factor", action="store_true", help="the old authenticator entry works no more")
    _password(renewing)
    renewing.set_defaults(run=run_renew)

    retiring = signed(verbs.add_parser("retire", help="end a sign-in and all its roles"))
    retiring.add_argument("username")
    retiring.set_defaults(run=run_retire)


def _roles(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--unit", metavar="CODE", required=required)
    parser.add_argument(
        "--role", action="append", default=[], choices=STAFF_ROLES, required=required, help="may be given several times"
    )


def _password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from standard input (default: make one up and print it)",
    )


def run_list(args: argparse.Namespace) -> int:
    rows = [
        {"username": person.username, "name": person.name, "roles": [f"{unit}:{role}" for unit, role in held]}
        for person, held in queries.people_with_roles(timezone.localdate())
    ]
    print_list(rows, args.format)
    return 0


def run_add(args: argparse.Namespace) -> int:
    if bool(args.unit) != bool(args.role):
        raise Usage("--unit and --role go together")
    unit = unit_named(args.unit) if args.unit else None
    password, at = _new_password(args), timezone.now()
    with refusals(), act():
        person = actions.add_person(username=args.username, name=args.name, password=password, at=at, by=args.by)
        for role in args.role:
            actions.appoint(person=person, unit=unit, role=Role(role), at=at, by=args.by)
        secret = _second_factor_if_needed(person, args)
    _tell(args, person, password, secret)
    return 0


def run_appoint(args: argparse.Namespace) -> int:
    person, unit, at = person_named(args.username), unit_named(args.unit), timezone.now()
    with refusals(), act():
        for role in args.role:
            actions.appoint(person=person, unit=unit, role=Role(role), at=at, by=args.by)
        secret = _second_factor_if_needed(person, args)
    _tell(args, person, None, secret)
    return 0


def run_substitute(args: argparse.Namespace) -> int:
    away = queries.anybody(args.username)
    if away is None:
        raise Usage(f"there is nobody with the sign-in name {args.username}; `gongkai person list` shows all")
    with refusals():
        substitutes.substitute(
            person=away, substitute=person_named(args.substitute), unit=unit_named(args.unit), role=Role(args.role),
            from_on=args.from_on, to_on=args.to_on, reason=args.reason, by=args.by, at=timezone.now(),
        )  # fmt: skip
    print(
        f"{args.substitute} is {args.role} for {args.unit} in the place of {args.username} from {args.from_on} to {args.to_on}."
    )
    return 0


def run_relieve(args: argparse.Namespace) -> int:
    person, unit, at = person_named(args.username), unit_named(args.unit), timezone.now()
    held = {each.role: each for each in queries.appointments(person, unit)}
    missing = [role for role in args.role if role not in held]
    if missing:
        raise Usage(f"{person.username} does not hold {', '.join(missing)} for {unit.code}")
    with refusals(), act():
        for role in args.role:
            actions.relieve(appointment=held[role], at=at, by=args.by)
    today_still = [role for role in args.role if role not in ENDS_AT_ONCE]
    if today_still:
        print(f"{person.username}: relieved of {', '.join(today_still)} for {unit.code}, after today.")
    if at_once := [role for role in args.role if role in ENDS_AT_ONCE]:
        print(
            f"{person.username}: relieved of {', '.join(at_once)} for {unit.code}, at once; what they granted stands."
        )
    warn_of_vacancies(unit, timezone.localdate(at) + timedelta(1))
    return 0


def run_renew(args: argparse.Namespace) -> int:
    person, password = person_named(args.username), _new_password(args)
    secret = pyotp.random_base32() if args.second_factor else None
    actions.renew_credentials(person=person, password=password, totp_secret=secret, at=timezone.now(), by=args.by)
    _tell(args, person, password, secret)
    return 0


def run_retire(args: argparse.Namespace) -> int:
    person, at = person_named(args.username), timezone.now()
    served = queries.served_by(person, timezone.localdate(at))
    with refusals():
        actions.retire(person=person, at=at, by=args.by)
    print(f"{person.username}: retired.")
    for unit in served:
        warn_of_vacancies(unit, timezone.localdate(at))
    return 0


def _second_factor_if_needed(person: Person, args: argparse.Namespace) -> str | None:
    if person.totp_secret or not SECOND_FACTOR_ROLES & {Role(role) for role in args.role}:
        return None
    secret = pyotp.random_base32()
    actions.renew_credentials(person=person, totp_secret=secret, at=timezone.now(), by=args.by)
    return secret


def _new_password(args: argparse.Namespace) -> str:
    if not args.password_stdin:
        return actions.made_up_password()
    password = sys.stdin.readline().rstrip("\r\n")
    try:
        with translation.override("en"):
            validate_password(password)
    except ValidationError as error:
        raise Usage(" ".join(error.messages)) from error
    return password


def _tell(args: argparse.Namespace, person: Person, password: str | None, secret: str | None) -> None:
    roles = f", {', '.join(args.role)} for {args.unit}" if getattr(args, "role", None) else ""
    print(f"{person.username} {person.name}{roles}.")
    if password and not args.password_stdin:
        print(f"Password (shown once): {password}")
    if secret:
        government = queries.government()
        issuer = government.short_name if government else "Gongkai"
        print(f"Second factor: {pyotp.TOTP(secret).provisioning_uri(name=person.username, issuer_name=issuer)}")
