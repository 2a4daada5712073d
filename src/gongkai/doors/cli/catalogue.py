"""``gongkai catalogue``: templates of the catalogue: list them, and load one, after seeing what it would do."""

import argparse
from pathlib import Path

from django.utils import timezone

from gongkai.doors.cli import Usage, arguments, count
from gongkai.doors.cli.office import listing, print_list, read_file, signed
from gongkai.ground.units.queries import unit_by_code
from gongkai.kernel.records import loading, queries
from gongkai.pure.law.catalogue_file import Template, parse, shipped


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "catalogue",
        help="load sections of the catalogue from a template",
        description="Templates are YAML files with a version. Loading one adds what is new and changes what the office has not made its "
        "own; it never deletes, and loading it again does nothing. docs/catalogue.md describes the files.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing(
        verbs.add_parser("list", help="the templates that are shipped, and which version of which is loaded")
    ).set_defaults(run=run_list)
    loader = signed(verbs.add_parser("load", help="load a template"))
    loader.add_argument(
        "template", type=arguments.path, metavar="FILE", help="a YAML file, or the key of a shipped template"
    )
    loader.add_argument("--dry-run", action="store_true", help="only say, section by section, what would happen")
    loader.add_argument(
        "--with",
        dest="wanted",
        action="append",
        default=[],
        metavar="KEY",
        help="take this optional section (may be given again)",
    )
    loader.set_defaults(run=run_load)


def run_list(args: argparse.Namespace) -> int:
    loaded = {each.key: each for each in queries.loaded_templates()}
    rows = []
    for key in sorted({*shipped(), *loaded}):
        here, there = shipped().get(key), loaded.get(key)
        rows.append(
            {
                "key": key, "name": here.name if here else there.name, "sections": len(here.sections) if here else "",
                "shipped": here.version if here else "", "loaded": there.version if there else "",
                "on": there.loaded_on.isoformat() if there else "",
            }
        )  # fmt: skip
    print_list(rows, args.format)
    return 0


def run_load(args: argparse.Namespace) -> int:
    template = _read(args.template)
    try:
        if args.dry_run:
            planned = loading.plan(template, args.wanted)
        else:
            planned = loading.load(template=template, by=args.by, at=timezone.now(), wanted=args.wanted)
    except loading.LoadRefused as refusal:
        raise Usage(f"{args.template}: {refusal}") from refusal
    for step in planned.steps:
        where = f"line {step.line}" if step.line else "earlier"
        print("\t".join((where, step.what, step.key, step.name, step.told)).rstrip())
    told = ", ".join(
        f"{planned.count(what)} {words}"
        for what, words in (
            (loading.ADD, "added"),
            (loading.CHANGE, "changed"),
            (loading.SAME, "the same"),
            (loading.LEFT, "left"),
        )
    )
    done = "would do this" if args.dry_run else "nothing to do" if planned.idle else "loaded"
    print(f"{template.key} {template.version}, {count(len(template.sections), 'section')}: {told}; {done}.")
    return 0


def _read(name: str) -> Template:
    """Raises Usage, with every error of a file on a line of its own."""
    path = Path(name)
    if name in shipped() and not path.exists():
        return shipped()[name]
    known = ", ".join(shipped())
    template = read_file(name, parse, f"; it is neither a file nor a shipped template ({known})")
    strange = [
        f"  line {spec.line}: there is no unit with the code {code}; `gongkai unit list` shows all"
        for spec in template.sections
        for code in filter(None, spec.values["units"].split(","))
        if unit_by_code(code) is None
    ]
    if strange:
        raise Usage("\n".join([f"{name} cannot be loaded:", *strange]))
    return template
