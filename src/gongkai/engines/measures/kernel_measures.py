"""Measures of every kind of record; a drawer declares its own beside itself."""

from gongkai.pure.declare import Measure
from gongkai.pure.declare.flow import REMIND, URGE

URGING = (REMIND, URGE)

MEASURES = (
    Measure(
        key="records.published",
        label="主动公开的政府信息",
        definition="本期首次公开的政府信息条数，不同渠道公开的相同信息计1条；后来撤下的仍计入公开的那一期。",
        unit="条",
        sheet="record",
        on="published_on",
        dimensions=("unit", "kind", "normative"),
    ),
    Measure(
        key="outlets.published",
        label="通过各渠道公开的政府信息",
        definition="本期在一个渠道上公开的政府信息条数，按在该渠道公开的日期计。",
        unit="条",
        sheet="outlet",
        on="on",
        dimensions=("unit", "channel"),
    ),
    Measure(
        key="submissions.made",
        label="报送的信息",
        definition="本期报送到本级政府网站和上级平台的条数，同一条报送到几处，每处算一条。",
        unit="条",
        sheet="submission",
        on="reported_on",
        dimensions=("unit", "destination", "state"),
    ),
    Measure(
        key="submissions.adopted",
        label="报送后被采用的信息",
        definition="本期报送的里面，到统计时已经被采用的条数。采用率以本期报送的条数为分母。",
        unit="条",
        sheet="submission",
        on="reported_on",
        where={"state": "adopted"},
        dimensions=("unit", "destination"),
    ),
    Measure(
        key="points.open",
        label="政府信息公开查阅点",
        definition="期末开放的政府信息公开查阅点数，由政务公开办登记，计在本级政府。",
        unit="个",
        sheet="entry",
        on="on",
        balance="standing",
        where={"source": "points", "what": ""},
        dimensions=("unit",),
        total="amount",
    ),
    Measure(
        key="interpretations.published",
        label="发布的政策解读稿件",
        definition="本期首次公开的政策解读篇数。",
        unit="篇",
        sheet="record",
        on="published_on",
        where={"kind": "interpretation"},
        dimensions=("unit",),
    ),
    Measure(
        key="cases.urged",
        label="催办、督办",
        definition="本期发出的催办、督办次数，按被催的单位计；一件办件催几次算几次。",
        unit="次",
        sheet="demand",
        on="demanded_on",
        where={"kind": URGING},
        dimensions=("unit", "procedure", "kind", "kept"),
    ),
    Measure(
        key="cases.urging_answered",
        label="答复的催办、督办",
        definition="本期答复的催办、督办次数，按答复的日期计；按期没按期分开数。办件办结以前没有答复的不在内。",
        unit="次",
        sheet="demand",
        on="answered_on",
        where={"kind": URGING},
        dimensions=("unit", "procedure", "kind", "kept"),
    ),
    *(
        Measure(key, label, definition, "项", "keypoint", on, where=where, dimensions=("unit", "level"))
        for key, label, definition, on, where in (
            ("keypoints.due", "年度要点任务", "完成时限在本期的要点任务数，按牵头单位计；撤销的不计。", "due_on", {}),
            (
                "keypoints.done",
                "完成的要点任务",
                "完成时限在本期、到统计时已经完成的要点任务数。",
                "due_on",
                {"state": "done"},
            ),
            (
                "keypoints.kept",
                "按期完成的要点任务",
                "完成时限在本期、在时限以前完成的要点任务数。",
                "due_on",
                {"state": "done", "kept": True},
            ),
            (
                "keypoints.open",
                "没有完成的要点任务",
                "完成时限在本期、到统计时还没有完成的要点任务数，暂缓的不计。",
                "due_on",
                {"state": ("not_begun", "under_way")},
            ),
            (
                "keypoints.put_off",
                "暂缓的要点任务",
                "完成时限在本期、写明原因暂缓的要点任务数。",
                "due_on",
                {"state": "put_off"},
            ),
            (
                "keypoints.completed",
                "本期报完成的要点任务",
                "本期报完成的要点任务数，按完成日期计，不论完成时限在哪一期。",
                "done_on",
                {"state": "done"},
            ),
        )
    ),
)
