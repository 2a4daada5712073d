"""An interview on the public site: when, with whom, how much was asked."""

order = 38


def line(view):
    """Day, guest, how many questions."""
    guests = [each.split("，")[0].strip() for each in (view.get("guests") or "").splitlines() if each.strip()]
    found = [
        f"{view['held_on']}访谈" if view.get("held_on") else "",
        f"嘉宾{guests[0]}{'等' if len(guests) > 1 else ''}" if guests else "",
    ]
    return [each for each in (*found, f"{len(view['questions'])}个问答" if view.get("questions") else "") if each]


def linked(view):
    """Questions with their answers."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": row["question"], "acceptedAnswer": {"@type": "Answer", "text": row["answer"]}}
            for row in view.get("questions") or ()
        ],
    }
