"""Attachments: whoever may see the record or has a part in the case may have its files. Notices on paper go out by their own page, with a fact."""

from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors.desk.entry import desk
from gongkai.ground.documents.queries import enclosed_with, notices_of, papers
from gongkai.ground.files.queries import by_ids
from gongkai.ground.files.serving import response
from gongkai.kernel.assessments import queries as assessments
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.keypoints import queries as keypoints
from gongkai.kernel.logbooks import queries as logbooks
from gongkai.kernel.oversight import queries as oversight
from gongkai.kernel.records import queries as records


@desk()
def attachment(request: HttpRequest, public_id: str) -> HttpResponse:
    """A file, if what it belongs to exists for this person."""
    file = next(iter(by_ids([public_id])), None)
    if file is None or file.removed or not _visible(request, file.owner, public_id):
        raise Http404
    return response(file, request)


def _visible(request: HttpRequest, owner: str, public_id: str) -> bool:
    subject, _, key = owner.partition(":")
    if subject == "case":
        case = cases.get_visible(request.scope, key)
        if case is None or cases.is_guest(request.scope, case) or public_id in papers(owner):
            return False
        return not cases.only_watches(request.scope, case) or _sent(owner, public_id)
    if subject == "entry":
        return logbooks.get_visible(request.scope, key) is not None
    if subject == "keypoint":
        return keypoints.get_visible(request.scope, key) is not None
    if subject == "mark":
        return assessments.get_visible(request.scope, key.partition("/")[0]) is not None
    if subject == "finding":
        return oversight.get_visible(request.scope, key) is not None
    return subject == "record" and records.get_visible(request.scope, key) is not None


def _sent(owner: str, public_id: str) -> bool:
    """Has a file gone out with a notice?"""
    enclosed = enclosed_with([each.notice for each in notices_of(owner)])
    return any(each.file.public_id == public_id for files in enclosed.values() for each in files)
