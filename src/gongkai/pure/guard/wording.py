"""Lists of words: which posts leaders hold, expressions that are not to be used, common mis-writings. YAML files with versions, read with the
line of everything that is wrong in them; the shipped ones lie in ``lists/``, an office writes its own (docs/guard.md).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any

import yaml

from gongkai.pure.guard.sorts import SORTS, Find
from gongkai.pure.law.catalogue_file import KEY, VERSION, version_order
from gongkai.pure.law.yaml_lines import FileErrors, line_of, root_of, shipped_in

WORDED = ("title", "expression", "writing")
LARGEST, MOST, LONGEST = 1_000_000, 5_000, 60
BEGIN = 'begin with lines such as `list: our-words`, `sort: writing`, `name: …`, `version: "2026.1"`, `entries:`'
HEAD = ("list", "sort", "name", "version", "basis", "entries")
ENTRY = ("wrong", "right", "why", "stops", "unless")
PERSON = ("name", "posts", "since", "until")
_POST = r"(?:常务副|第一副|副|代理?)?(?:书记|省长|市长|州长|县长|区长|镇长|乡长|主任|主席|局长|部长|厅长|科长|院长|检察长|秘书长|总理|委员长|国务委员|常委|组长|队长|校长)"
_LEVEL = "[省市州县区旗镇乡]"
_ORGAN = rf"(?:(?:中共[\u4e00-\u9fff]{{2,8}}?)?(?:[省市州县区旗]委|{_LEVEL}?党委|党工委|党组|纪委|监委|政法委)|{_LEVEL}?(?:人大(?:常委会)?|政协|(?:人民)?政府))"
"""What often stands before a post and belongs to it: 县委书记."""
_ITEM = re.compile(rf"(?P<former>原|时任)?(?P<organ>{_ORGAN})?(?P<post>{_POST})")
_ONE = rf"(?:原|时任)?(?:{_ORGAN})?{_POST}"
_BEFORE, _BEHIND = re.compile(rf"(?:{_ONE}、)*{_ONE}[、\s]?$"), re.compile(rf"{_ONE}(?!助理|办公室|的)")
_FAR = 60
_LEADS_A_PLACE = re.compile(r"[省市州县区镇乡]长$")
"""Posts that say themselves what they lead; a government has them, no party organ."""
_ORGANS_END = re.compile(r"[委局办院校厅部组会府协镇乡村社处科心团]$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]$")


@dataclass(frozen=True)
class Entry:
    """What is not to be written, and what is (``right``, "" if the list does not say). ``unless``: wider words in which it is right."""

    wrong: str
    right: str = ""
    why: str = ""
    stops: bool = False
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """The posts that somebody holds from one day to another, the main one last; none: the person holds none any more."""

    name: str
    posts: tuple[str, ...]
    since: date | None = None
    until: date | None = None

    def holds(self, post: str, organ: str = "") -> bool:
        """县委书记 is 书记, 县委副书记 is not; and it is no 市委书记, where the text names the organ."""
        return any(_is_post(held, post, organ) for held in self.posts)

    def on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class WordList:
    """A list in one version."""

    key: str
    sort: str
    name: str
    version: str
    basis: str = ""
    entries: tuple[Entry, ...] = field(default=(), hash=False)
    people: tuple[Person, ...] = field(default=(), hash=False)

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version)

    @property
    def size(self) -> int:
        return len(self.entries) + len(self.people)

    def content(self) -> list[dict[str, Any]]:
        """The entries as they are stored; ``restored`` reads them back."""
        said: list[dict[str, Any]] = [
            {name: value for name, value in vars(each).items() if value not in ("", (), False)} for each in self.entries
        ]
        said += [
            {"name": each.name, "posts": list(each.posts)}
            | {name: value.isoformat() for name in ("since", "until") if (value := getattr(each, name))}
            for each in self.people
        ]
        return [{name: list(v) if isinstance(v, tuple) else v for name, v in each.items()} for each in said]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of its wrong words, the longest first; of nothing, nothing."""
        words = sorted((each.wrong for each in self.entries), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words)) or r"(?!)")

    @cached_property
    def by_word(self) -> dict[str, Entry]:
        return {each.wrong: each for each in self.entries}

    @cached_property
    def named(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted({re.escape(each.name) for each in self.people})) or r"(?!)")


def _is_post(held: str, post: str, organ: str) -> bool:
    lead = held.removesuffix(post)
    if lead == held or lead.endswith(("副", "代")):
        return False
    if organ and _LEADS_A_PLACE.search(post):
        return organ.endswith("政府")
    lead, organ = (each.replace("人大常委会", "人大").replace("人民政府", "政府") for each in (lead, organ))
    return not (lead and organ) or lead.endswith(organ) or organ.endswith(lead)


def restored(key: str, sort: str, name: str, version: str, content: Sequence[dict[str, Any]]) -> WordList:
    """A list from its stored ``content``."""
    entries, people = [], []
    for each in content:
        if "wrong" in each:
            entries.append(Entry(**{**each, "unless": tuple(each.get("unless", ()))}))
        else:
            days = {name: date.fromisoformat(each[name]) for name in ("since", "until") if name in each}
            people.append(Person(each["name"], tuple(each["posts"]), **days))
    return WordList(key, sort, name, version, "", tuple(entries), tuple(people))


def find_wording(text: str, lists: Sequence[WordList], on: date) -> Iterator[Find]:
    """What some lists object to in a text of a day."""
    for words in lists:
        for match in words.pattern.finditer(text):
            entry = words.by_word[match[0]]
            if not any(_within(text, match, wider) for wider in entry.unless):
                why = entry.why or (f"应写作“{entry.right}”" if entry.right else "")
                yield Find(words.sort, *match.span(), better=entry.right, why=why, stops=entry.stops)
        for match in words.named.finditer(text):
            yield from _titled(text, match, words, on)


def _within(text: str, match: re.Match[str], wider: str) -> bool:
    """Is a match part of these wider words?"""
    at = text.find(wider, max(0, match.start() - len(wider)), match.end() + len(wider))
    return 0 <= at <= match.start() and at + len(wider) >= match.end()


def _titled(text: str, match: re.Match[str], words: WordList, on: date) -> Iterator[Find]:
    known = [each for each in words.people if each.name == match[0]]
    in_force = [each for each in known if each.on(on)]
    if not known:
        return
    before = _BEFORE.search(text, max(0, match.start() - _FAR), match.start())
    behind = _BEHIND.match(text, match.end())
    for told, start, end in (
        (before, before.start() if before else 0, match.end()),
        (behind, match.start(), behind.end() if behind else 0),
    ):
        items = list(_ITEM.finditer(told[0])) if told else []
        wrong = [each for each in items if not each["former"] and not _is_held(each, in_force)]
        if not wrong:
            continue
        now = in_force[-1].posts if in_force else ()
        why = f"名单上{match[0]}是{'、'.join(now)}" if now else f"名单上{match[0]}现在没有职务"
        fits = now and _fits(text[:start], items[0] if told is before else None)
        better = f"{now[-1] if len(items) == 1 else '、'.join(now)}{match[0]}" if fits else ""
        yield Find(words.sort, start, end, better=better, why=why, stops=SORTS[words.sort].stops)


def _is_held(item: re.Match[str], in_force: Sequence[Person]) -> bool:
    return any(each.holds(item["post"], item["organ"] or "") for each in in_force)


def _fits(lead: str, first: re.Match[str] | None) -> bool:
    """May another post stand behind these words? Not if they end in the organ of the one that stands there: 县住建局｜局长."""
    if _ORGANS_END.search(lead):
        return False
    says_itself = first is None or (not first["organ"] and _LEADS_A_PLACE.search(first["post"]))
    return bool(says_itself) or not _CHINESE.search(lead)


# Reading a file.


@cache
def shipped() -> dict[str, WordList]:
    """The lists that come with the product, by key."""
    return {words.key: words for words in shipped_in(__package__, "lists", parse)}


def parse(text: str) -> WordList:
    """Read a list. Raises FileErrors with everything that is wrong."""
    if len(text) > LARGEST:
        raise FileErrors([(0, f"the file has {len(text):,} characters; a list has at most {LARGEST:,}")])
    return _Reading().read(root_of(text, BEGIN))


class _Reading:
    def __init__(self) -> None:
        self.errors: list[tuple[int, str]] = []
        self.seen: dict[str, int] = {}

    def read(self, root: yaml.MappingNode) -> WordList:
        head = self.fields(root, HEAD)
        for name in ("list", "sort", "name", "version", "entries"):
            if name not in head:
                self.errors.append((0, f"the file lacks `{name}:`"))
        key, sort, version = (self.text(head, name) for name in ("list", "sort", "version"))
        if key and not KEY.fullmatch(key):
            self.wrong(head["list"], "list", "small letters, digits, - and _, at most 40")
        if version and not VERSION.fullmatch(version):
            self.wrong(head["version"], "version", "numbers with dots between, such as 2026.1")
        if sort and sort not in WORDED:
            self.wrong(head["sort"], "sort", f"one of {', '.join(WORDED)}")
        entries, people = self.entries(head.get("entries"), sort)
        if self.errors:
            raise FileErrors(sorted(self.errors, key=lambda error: error[0] or 10**9))
        return WordList(key, sort, self.text(head, "name"), version, self.text(head, "basis"), entries, people)

    def entries(self, node: yaml.Node | None, sort: str) -> tuple[tuple[Entry, ...], tuple[Person, ...]]:
        entries: list[Entry] = []
        people: list[Person] = []
        if node is None:
            return (), ()
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, "entries", "a list")
            return (), ()
        if len(node.value) > MOST:
            self.errors.append((0, f"there are {len(node.value):,} entries; a list has at most {MOST:,}"))
        for each in node.value:
            if not isinstance(each, yaml.MappingNode):
                self.errors.append((line_of(each), "an entry is `{wrong: …, right: …}`, or `{name: …, posts: […]}`"))
            elif sort == "title":
                people += self.person(each)
            else:
                entries += self.entry(each, sort)
        return tuple(entries), tuple(people)

    def entry(self, node: yaml.MappingNode, sort: str) -> Iterator[Entry]:
        said, line = self.fields(node, ENTRY), line_of(node)
        wrong, right = self.text(said, "wrong"), self.text(said, "right")
        if len(wrong) < 2:
            self.errors.append((line, "`wrong` is a word of two characters or more"))
        elif wrong in self.seen:
            self.errors.append((line, f"“{wrong}” stands in line {self.seen[wrong]} already"))
        elif wrong == right:
            self.errors.append((line, "`wrong` and `right` are the same"))
        else:
            self.seen[wrong] = line
            unless = self.words(said, "unless")
            stops = self.text(said, "stops")
            if stops not in ("", "true", "false"):
                self.wrong(said["stops"], "stops", "true or false")
            yield Entry(
                wrong,
                right,
                self.text(said, "why"),
                stops == "true" if stops else SORTS.get(sort, SORTS["writing"]).stops,
                unless,
            )

    def person(self, node: yaml.MappingNode) -> Iterator[Person]:
        said, line = self.fields(node, PERSON), line_of(node)
        name = self.text(said, "name")
        if len(name) < 2 or "posts" not in said:
            self.errors.append(
                (line, "an entry of posts has `name:` and `posts:`, an empty list for somebody who holds none any more")
            )
            return
        yield Person(name, self.words(said, "posts"), self.day(said, "since"), self.day(said, "until"))

    def fields(self, node: yaml.MappingNode, known: tuple[str, ...]) -> dict[str, yaml.Node]:
        found: dict[str, yaml.Node] = {}
        for name_node, value in node.value:
            name = str(name_node.value)
            if name not in known:
                self.errors.append((line_of(name_node), f"`{name}` is not known here; known are {', '.join(known)}"))
            elif name in found:
                self.errors.append((line_of(name_node), f"`{name}` stands twice"))
            else:
                found[name] = value
        return found

    def text(self, said: dict[str, yaml.Node], name: str) -> str:
        node = said.get(name)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(node, name, "a text")
            return ""
        if len(node.value) > (200 if name in ("name", "basis", "why") else LONGEST):
            self.errors.append((line_of(node), f"`{name}` is too long"))
        return node.value.strip()

    def words(self, said: dict[str, yaml.Node], name: str) -> tuple[str, ...]:
        node = said.get(name)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(each, yaml.ScalarNode) for each in node.value):
            self.wrong(node, name, "a list of words")
            return ()
        return tuple(each.value.strip() for each in node.value if each.value.strip())

    def day(self, said: dict[str, yaml.Node], name: str) -> date | None:
        written = self.text(said, name)
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            self.wrong(said[name], name, "a day such as 2026-03-31")
            return None

    def wrong(self, node: yaml.Node, name: str, form: str) -> None:
        self.errors.append((line_of(node), f"`{name}` is {form}"))
