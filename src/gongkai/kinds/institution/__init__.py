"""机构职能: what a unit is there for, where and when it is found, what stands within it."""

from gongkai.pure.declare import Col, Field, Grid, Kind, register

OFFICES = Grid(
    columns=(
        Col("office", "内设机构", required=True, heads=("机构名称", "科室", "股室", "内设机构名称")),
        Col("duties", "职责", "long", max_length=400, heads=("主要职责", "职能")),
        Col("head", "负责人", max_length=30),
        Col("phone", "电话", max_length=40, heads=("联系电话", "办公电话")),
    ),
    most=80,
)


class Institution(Kind):
    """A unit's duties and how it is reached (条例第20条第二项). The text are its duties."""

    code = "institution"
    name = "机构职能"
    standing = 0.9
    group = "机构和人事"
    fields = (
        Field("street", "办公地址", required=True, public=True, max_length=120, heads=("地址", "机构地址"), help="写到路和门牌号"),
        Field("bus", "怎么到", public=True, max_length=200, heads=("乘车路线", "交通"), help="附近的路口、公交站、从哪个门进"),
        Field("hours", "办公时间", required=True, public=True, max_length=80, heads=("工作时间", "对外办公时间")),
        Field("phone", "联系电话", required=True, public=True, max_length=60, heads=("电话", "办公电话"), help="公开的办公电话"),
        Field("fax", "传真", public=True, max_length=40),
        Field("email", "电子信箱", public=True, max_length=80, heads=("邮箱", "电子邮箱")),
        Field("postcode", "邮编", public=True, max_length=10, heads=("邮政编码",)),
        Field("head", "负责人", public=True, max_length=40, heads=("主要负责人", "负责人姓名")),
        Field("offices", "内设机构", type="table", public=True, grid=OFFICES, heads=("内设机构表", "科室设置")),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip


register(Institution, __name__)
