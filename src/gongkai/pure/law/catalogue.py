"""What must be published without being asked: art. 20 and 21 of the Regulation (2019), as the catalogue's top level."""

from dataclasses import dataclass
from typing import Literal

UnitLevel = Literal["county", "department", "town", "institution"]


@dataclass(frozen=True)
class Category:
    """A statutory category. key: permanent ("art20_01"). label: what the article names. article: as `cite` reads it."""

    key: str
    label: str
    article: str


_ART_20 = (
    "行政法规、规章和规范性文件",
    "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
    "国民经济和社会发展规划、专项规划、区域规划及相关政策",
    "国民经济和社会发展统计信息",
    "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
    "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定",
    "财政预算、决算信息",
    "行政事业性收费项目及其依据、标准",
    "政府集中采购项目的目录、标准及实施情况",
    "重大建设项目的批准和实施情况",
    "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
    "突发公共事件的应急预案、预警信息及应对情况",
    "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
    "公务员招考的职位、名额、报考条件等事项以及录用结果",
    "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
)
ART_20 = tuple(Category(f"art20_{n:02}", label, f"20({n})") for n, label in enumerate(_ART_20, start=1))

# Art. 21: what county level and its departments add, and what towns add. The keys are ours; the article doesn't number.
ART_21_COUNTY = (
    Category("art21_municipal_works", "市政建设", "21"),
    Category("art21_public_services", "公共服务", "21"),
    Category("art21_public_welfare", "公益事业", "21"),
    Category("art21_land_taking", "土地征收", "21"),
    Category("art21_house_taking", "房屋征收", "21"),
    Category("art21_public_security", "治安管理", "21"),
    Category("art21_social_assistance", "社会救助", "21"),
)
ART_21_TOWN = (
    Category("art21_rural_policy", "农业农村政策", "21"),
    Category("art21_irrigation", "农田水利", "21"),
    Category("art21_land_contract_transfer", "农村土地承包经营权流转", "21"),
    Category("art21_homestead_review", "宅基地审核", "21"),
    Category("art21_land_taking", "土地征收", "21"),
    Category("art21_house_taking", "房屋征收", "21"),
    Category("art21_labour_and_funds", "筹资筹劳", "21"),
    Category("art21_social_assistance", "社会救助", "21"),
)

# Art. 12: what every catalogue entry must tell.
CATALOGUE_FIELDS = ("索引", "名称", "内容概述", "生成日期")


def categories_for(level: UnitLevel) -> tuple[Category, ...]:
    """The categories of a unit's catalogue by its level: art. 20, and what art. 21 adds for the level.

    Institutions have art. 20 only. Raises LookupError for an unknown level.
    """
    added = {"county": ART_21_COUNTY, "department": ART_21_COUNTY, "town": ART_21_TOWN, "institution": ()}
    if level not in added:
        raise LookupError(f"Unknown level {level!r}; known levels: {', '.join(added)}.")
    return ART_20 + added[level]
