"""A press conference on the public site: when, who spoke, how much was asked."""

order = 37


def line(view):
    """Day, who spoke, how many questions."""
    spoke = [each.split("，")[0].strip() for each in (view.get("spokesperson") or "").splitlines() if each.strip()]
    found = [
        f"{view['held_on']}召开" if view.get("held_on") else "",
        spoke[0] + ("等" if len(spoke) > 1 else "") if spoke else "",
    ]
    return [each for each in (*found, f"{len(view['questions'])}个问答" if view.get("questions") else "") if each]


def linked(view):
    """An event that has taken place, with what was asked there."""
    place = {"@type": "Place", "name": view.get("place") or view["unit"]["name"]}
    asked = [
        {"@type": "Question", "name": row["question"], "acceptedAnswer": {"@type": "Answer", "text": row["answer"]}}
        for row in view.get("questions") or ()
    ]
    about = {"@type": "Event", "name": view.get("subject"), "startDate": view.get("held_on"), "location": place}
    return {"about": about, "hasPart": asked}
