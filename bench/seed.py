"""Multiplies the prototypes by bulk SQL: for each copy all the rows that the real acts left, under its own names.

A copy has its own identifier, numbers, keys, ciphertexts, digests, salts and facts; steps, days, people and texts are those of
its prototype. The order of facts stays dense and each leaf commits to its fact: a seeded database verifies like a lived one.
"""

import json
import re
import secrets
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from bench.prototypes import Prototype, Row, own_names, read
from bench.size import Size
from gongkai.demo.stage import Progress
from gongkai.engines.measures import sheets
from gongkai.ground.documents.models import Register
from gongkai.ground.home.database import look_at_the_data
from gongkai.ground.ledger.acts import FACT_SQL, LEAF_SQL, leaf_entry
from gongkai.ground.parties.vault import encrypt
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import consumers
from gongkai.kernel.flow.models import Cursor
from gongkai.kernel.records.actions import new_id
from gongkai.kernel.records.models import Record
from gongkai.pure.tlog.entry import SALT_BYTES

BATCH = 400
"""Copies to a transaction."""

DUTIES_FROM = 100_000_000
"""Numbers of copied duties all have as many digits, so that their names sort in a fact's body as the numbers do."""

_NOTICE_NUMBER = re.compile(r"(?P<stem>.+)〔(?P<year>\d{4})〕\d+号")

Rows = dict[str, list[Row]]


def multiply(size: Size) -> None:
    """Copy the prototypes until the database holds the records and cases of a size, count sheets included."""
    sheets.catch_up()
    kinds = [(read(Record), size.records), (read(Case), size.cases)]
    progress = Progress(sum(wanted - len(prototypes) for prototypes, wanted in kinds), "Seeding")
    done = 0
    with _quick():
        writer = _Writer()
        for prototypes, wanted in kinds:
            copies = range(wanted - len(prototypes))
            for start in copies[::BATCH]:
                batch = copies[start : start + BATCH]
                # Neighbours in the ledger are copies of different prototypes, as they are different subjects in life.
                # The last copy is of the last prototype: the ledger ends in the year that the county lived last.
                for n in batch:
                    writer.copy(prototypes[(n - len(copies)) % len(prototypes)])
                writer.flush()
                done += len(batch)
                progress.show(done)
        writer.finish()


@contextmanager
def _quick() -> Iterator[None]:
    """SQLite without syncing and with a large cache as long as the seeding lasts: a broken seed is thrown away."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-1048576")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    look_at_the_data()  # as the worker does
    connection.close()  # The next connection is opened with the product's own settings.


class _Writer:
    """Makes copies, and inserts the rows of many together, table by table."""

    def __init__(self) -> None:
        self._waiting: Rows = defaultdict(list)
        self._facts: list[tuple[Any, ...]] = []
        self._leaves: list[tuple[int, bytes]] = []
        self._idx = consumers.head()
        self._registers = dict(Register.objects.values_list("name", "last"))
        self._last_id = {"flow_duty": DUTIES_FROM}

    def copy(self, of: Prototype) -> None:
        """A further subject like this one, its rows and facts."""
        rows = self._of_record(of) if "records_record" in of.rows else self._of_case(of)
        key = rows["records_record"][0]["id"] if "records_record" in rows else rows["cases_case"][0]["reference"]
        names = dict(zip(own_names(of.key, of.rows), own_names(key, rows), strict=True))
        for table, found in rows.items():
            self._waiting[table] += found
        self._tell(of, of.ref.replace(of.key, key), names)

    def flush(self) -> None:
        """Insert what waits, in one transaction."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self._waiting.items():
                if not rows:  # Not every batch has a case that somebody was alerted of.
                    continue
                columns, marks = ", ".join(f'"{name}"' for name in rows[0]), ", ".join(["%s"] * len(rows[0]))
                sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
                cursor.executemany(sql, [tuple(row.values()) for row in rows])
            cursor.executemany(FACT_SQL, self._facts)
            cursor.executemany(LEAF_SQL, self._leaves)
        self._waiting.clear()
        self._facts, self._leaves = [], []

    def finish(self) -> None:
        """Numbers go on where the copies ended; what was counted here need not be counted again."""
        for name, last in self._registers.items():
            Register.objects.update_or_create(name=name, defaults={"last": last})
        Cursor.objects.update_or_create(name=sheets.NAME, defaults={"next_idx": consumers.head()})

    def _of_record(self, of: Prototype) -> Rows:
        old, key = of.rows["records_record"][0], new_id()
        number = old["index_number"] and self._index_number(old["index_number"])
        versions = []
        for row in of.rows["records_version"]:
            new = row | {"id": self._id("records_version"), "record_id": key}
            if row["public"] is not None:
                public = bytes(row["public"]).replace(of.key.encode(), key.encode())
                new["public"] = public.replace(old["index_number"].encode(), number.encode())
                new["public_digest"] = sha256(new["public"]).hexdigest()
            versions.append(new)
        outlets = [row | {"id": self._id("records_outlet"), "record_id": key} for row in of.rows["records_outlet"]]
        sheet_rows = [self._sheet(of, "record_sheet", row) | {"ref": key} for row in of.rows["record_sheet"]]
        outlet_rows = [
            self._sheet(of, "outlet_sheet", row) | {"ref": row["ref"].replace(of.key, key), "record": key}
            for row in of.rows["outlet_sheet"]
        ]
        return {
            "records_record": [old | {"id": key, "index_number": number}],
            "records_version": versions,
            "records_outlet": outlets,
            "record_sheet": sheet_rows,
            "outlet_sheet": outlet_rows,
        } | self._flow(of, f"record:{key}", {})

    def _of_case(self, of: Prototype) -> Rows:
        old, case_id = of.rows["cases_case"][0], self._id("cases_case")
        key = self._reference(of.key)
        ref, secret = f"case:{key}", AESGCM.generate_key(256)
        numbers = {row["number"]: self._notice_number(row["number"]) for row in of.rows["documents_notice"]}
        sealed = [self._sealed(of, row, key, secret, numbers) for row in of.rows["parties_sealed"]]
        digests = {row["digest"]: new["digest"] for row, new in zip(of.rows["parties_sealed"], sealed, strict=True)}
        clocks = {row["id"]: self._id("flow_clock") for row in of.rows["flow_clock"]}
        return {
            "cases_case": [old | {"id": case_id, "reference": key, "form_token": None}],
            "parties_subjectkey": [{"ref": ref, "key": secret}],
            "parties_sealed": sealed,
            "foi_application": [
                row | {"id": self._id("foi_application"), "case_id": case_id} for row in of.rows["foi_application"]
            ],
            "foi_proposal": [
                row | {"id": self._id("foi_proposal"), "case_id": case_id, "text_digest": digests[row["text_digest"]]}
                for row in of.rows["foi_proposal"]
            ],
            "documents_notice": [
                row
                | {"id": self._id("documents_notice"), "ref": ref, "number": numbers[row["number"]]}
                | {"data_digest": digests[row["data_digest"]]}
                for row in of.rows["documents_notice"]
            ],
            "flow_clock": [row | {"id": clocks[row["id"]], "ref": ref} for row in of.rows["flow_clock"]],
            "flow_clockevent": [
                row | {"id": self._id("flow_clockevent"), "clock_id": clocks[row["clock_id"]]}
                for row in of.rows["flow_clockevent"]
            ],
            "oversight_alert": [
                row | {"id": self._id("oversight_alert"), "ref": ref} for row in of.rows["oversight_alert"]
            ],
            "case_sheet": [self._sheet(of, "case_sheet", row) | {"ref": key} for row in of.rows["case_sheet"]],
            "matter_sheet": [
                self._sheet(of, "matter_sheet", row) | {"ref": row["ref"].replace(of.ref, ref)}
                for row in of.rows["matter_sheet"]
            ],
        } | self._flow(of, ref, clocks)

    def _flow(self, of: Prototype, ref: str, clocks: dict[int, int]) -> Rows:
        steps = [row | {"id": self._id("flow_steptaken"), "ref": ref} for row in of.rows["flow_steptaken"]]
        # Numbered in the order of the old names, in which they stand in the bodies of facts.
        numbers = {old: self._id("flow_duty") for old in sorted((row["id"] for row in of.rows["flow_duty"]), key=str)}
        duties = [
            row | {"id": numbers[row["id"]], "ref": ref, "clock_id": clocks.get(row["clock_id"])}
            for row in of.rows["flow_duty"]
        ]
        counted = [
            self._sheet(of, "step_sheet", row) | {"ref": f"{ref}#{row['ref'].rpartition('#')[2]}"}
            for row in of.rows["step_sheet"]
        ]
        return {"flow_steptaken": steps, "flow_duty": duties, "step_sheet": counted}

    def _sealed(self, of: Prototype, row: Row, key: str, secret: bytes, numbers: dict[str, str]) -> Row:
        ref, name, plain = f"case:{key}", row["name"], of.opened[row["id"]].replace(of.key.encode(), key.encode())
        if name.startswith("notice:"):
            number = next(each for each in numbers if f"notice:{each}"[:40] == name)
            name = f"notice:{numbers[number]}"[:40]
            plain = plain.replace(number.encode(), numbers[number].encode())
        ciphertext = encrypt(secret, plain, f"{ref}/{name}")
        new = {"ref": ref, "name": name, "ciphertext": ciphertext, "digest": sha256(ciphertext).hexdigest()}
        return row | {"id": self._id("parties_sealed")} | new

    def _sheet(self, of: Prototype, table: str, row: Row) -> Row:
        ended = None if row["to_idx"] is None else self._idx + of.places[row["to_idx"]]
        return row | {"id": self._id(table), "from_idx": self._idx + of.places[row["from_idx"]], "to_idx": ended}

    def _tell(self, of: Prototype, ref: str, names: dict[bytes, bytes]) -> None:
        for fact in of.facts:
            body, salt = fact.body, secrets.token_bytes(SALT_BYTES)
            for name in fact.names:
                body = body.replace(name, names[name])
            values = json.loads(body)["fact"] if fact.public else {}
            entry = leaf_entry(fact.name, fact.public, ref, fact.at, values, body, salt)
            self._facts.append((self._idx, fact.name, ref, fact.stored_at, fact.actor, body, salt))
            self._leaves.append((self._idx, entry))
            self._idx += 1

    def _id(self, table: str) -> int:
        if table not in self._last_id:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")
                self._last_id[table] = cursor.fetchone()[0]
        self._last_id[table] += 1
        return self._last_id[table]

    def _number(self, register: str) -> int:
        self._registers[register] = self._registers.get(register, 0) + 1
        return self._registers[register]

    def _index_number(self, old: str) -> str:
        stem, _, _ = old.rpartition("-")
        return f"{stem}-{self._number(f'index/{stem}'):05}"

    def _reference(self, old: str) -> str:
        year, _, _ = old.rpartition("-")
        return f"{year}-{self._number(f'case/foi/{year}'):04}"

    def _notice_number(self, old: str) -> str:
        stem, year = _NOTICE_NUMBER.fullmatch(old).groups()
        return f"{stem}〔{year}〕{self._number(f'notice/{stem}/{year}')}号"
