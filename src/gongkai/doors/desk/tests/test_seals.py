"""电子印章 on the desk: loaded and taken out of use by the unit's administrator, seen by nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.ground.documents import seals
from gongkai.ground.files.tests.samples import PDF, seal_png

URL = "/desk/seals/?unit=zjj"


def sent(client, data=None, name="印章.png", **values):
    return client.post(
        URL, {"picture": SimpleUploadedFile(name, seal_png() if data is None else data)} | {"reach": "signed"} | values
    )


def test_it_is_loaded_looked_at_and_taken_out_of_use(cast, desk, home):
    admin = desk("lin_guanli")
    assert "没有启用" in admin.get(URL).content.decode()
    assert sent(admin, reach="every").status_code == 302
    page = admin.get(URL).content.decode()
    assert seals.EVERY in page and "/desk/seals/zjj/1/" in page
    assert admin.get("/desk/seals/zjj/1/").content == seal_png()
    assert admin.post(URL, {"do": "end"}).status_code == 302
    assert seals.in_force(cast.units["zjj"]) is None and "以前的" in admin.get(URL).content.decode()


@pytest.mark.parametrize("data, words", [(PDF, "PNG图片"), (seal_png(100, 100), "像素"), (b"", "空的")])
def test_what_cannot_be_taken_is_told_and_what_was_chosen_stays(cast, desk, home, data, words):
    page = sent(desk("lin_guanli"), data, reach="every")
    assert page.status_code == 422 and words in page.content.decode()
    assert page.context["form"]["reach"].value() == "every"


@pytest.mark.parametrize("username", ["liu_qianfa", "zhou_jingban", "gao_gongkai"])
def test_nobody_else_has_it(cast, desk, home, username):
    sent(desk("lin_guanli"))
    for path in ("/desk/seals/", "/desk/seals/zjj/1/"):
        assert desk(username).get(path).status_code == 404
    assert sent(desk(username)).status_code == 404
