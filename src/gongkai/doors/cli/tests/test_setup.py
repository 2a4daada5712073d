"""``gongkai setup``: a government from a file; given again it changes what differs and adds what is new."""

from pathlib import Path

import pytest

from gongkai.doors.cli import main
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.verify import verify
from gongkai.ground.units.models import Government, Unit
from gongkai.kernel.records.models import Section

EXAMPLE = Path(__file__).resolve().parents[5] / "docs" / "examples" / "county.toml"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_process_of_its_own():
    """What an earlier command remembers would not be there in a new process."""
    forget_everything()
    yield
    forget_everything()


@pytest.fixture
def file(tmp_path):
    """Writes a file with this text and gives its path."""

    def write(text: str) -> str:
        path = tmp_path / "county.toml"
        path.write_text(text, "utf-8")
        return str(path)

    return write


def test_the_example_is_a_whole_government(home):
    assert main(["setup", "--government", str(EXAMPLE)]) == 0
    assert Government.objects.get().name == "清河县人民政府"
    assert Unit.objects.get(code="zjz").parent_code == "zjj"
    assert Section.objects.get(pk="guifan").parent_key == "zhengce"
    assert verify().findings == []


def test_given_again_what_differs_is_changed_and_what_is_new_is_added(home, file):
    main(["setup", "--government", str(EXAMPLE)])
    before = Fact.objects.count()
    text = EXAMPLE.read_text("utf-8").replace('name = "公告公示"', 'name = "通知公告"')
    text = text.replace('phone = "0000-0066128"', 'phone = "0000-0066129"')
    more = '\n[[units]]\ncode = "jyj"\nname = "清河县教育局"\nshort_name = "县教育局"\nlevel = "department"\n'
    assert main(["setup", "--government", file(text.replace("# The catalogue", f"{more}\n# The catalogue"))]) == 0
    names = list(Fact.objects.filter(idx__gte=before).order_by("idx").values_list("name", flat=True))
    assert names == ["government.established", "unit.changed", "unit.opened", "section.placed"]
    assert Unit.objects.get(code="zjj").phone == "0000-0066129"
    assert Section.objects.get(pk="gonggao").name == "通知公告"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "is not a TOML file"),
        ('name = "x"', "lacks domain, host, short_name, site_id_code"),
        (f'{EXAMPLE.read_text("utf-8")}\ncolour = "red"', "does not know colour"),
        (EXAMPLE.read_text("utf-8").replace('level = "town"', 'level = "village"'), "level is one of"),
        (
            EXAMPLE.read_text("utf-8").replace('parent_code = "zjj"', 'parent_code = "zzz"'),
            "no open unit with the code zzz",
        ),
        (EXAMPLE.read_text("utf-8").replace("[[units]]", "[[unit]]"), "does not know unit"),
        (EXAMPLE.read_text("utf-8").replace("www.qinghe.gov.example", "not a domain!"), "is not a domain such as"),
        (EXAMPLE.read_text("utf-8").replace('"9901240001"', '"abc"'), "is not of ten digits"),
        (
            EXAMPLE.read_text("utf-8").replace('"清河县人民政府"', "5", 1),
            "has a wrong name: it is a text in quotes, not 5",
        ),
        (
            EXAMPLE.read_text("utf-8").replace('"清河县人民政府"', f'"{"长" * 500}"', 1),
            "it has 500 characters, and at most",
        ),
    ],
)
def test_a_file_that_won_t_do_is_told_and_enters_nothing(home, file, capsys, text, told):
    assert main(["setup", "--government", file(text)]) == 2
    assert told in capsys.readouterr().err
    assert not Government.objects.exists() and not Unit.objects.exists()


def test_a_type_of_section_that_no_guideline_knows_is_told_and_kept(home, file, capsys):
    text = EXAMPLE.read_text("utf-8")
    assert main(["setup", "--government", file(text)]) == 0
    assert capsys.readouterr().err == ""
    first = text.partition('column_type = "')[2].partition('"')[0]
    assert (
        main(["setup", "--government", file(text.replace(f'column_type = "{first}"', 'column_type = "胡编"', 1))]) == 0
    )
    told = capsys.readouterr().err
    assert "column_type 胡编 is none of the guideline's (首页、" in told and told.count("\n") == 1
    assert Section.objects.filter(column_type="胡编").count() == 1


def test_a_file_that_is_not_there(home, capsys):
    assert main(["setup", "--government", "no-such-file.toml"]) == 2
    assert "cannot read no-such-file.toml" in capsys.readouterr().err


def test_a_lived_past_does_not_become_another_government(home, capsys):
    main(["setup", "--government", str(EXAMPLE)])
    Government.objects.update(lived=True)
    forget_everything()
    assert main(["setup", "--government", str(EXAMPLE)]) == 2
    assert "holds the lived past of 清河县人民政府" in capsys.readouterr().err


def test_a_signed_log_keeps_its_domain(home, file, capsys):
    main(["setup", "--government", str(EXAMPLE)])
    other = file(EXAMPLE.read_text("utf-8").replace("www.qinghe.gov.example", "www.qinghe2.gov.example"))
    assert main(["setup", "--government", other]) == 0
    assert main(["seal", "--init"]) == 0
    assert main(["setup", "--government", str(EXAMPLE)]) == 2
    assert "the domain stays www.qinghe2.gov.example" in capsys.readouterr().err
    assert Government.objects.get().domain == "www.qinghe2.gov.example"
