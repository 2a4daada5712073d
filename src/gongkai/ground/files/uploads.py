"""How uploads arrive: in memory only, for a file of an applicant must not lie on the disk in the clear, not even for a moment."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler

from gongkai.ground.files.refusals import FileRefused

TOO_MUCH = "这次选的文件一共超过30 MB，请分几次上传"


class TooMuch(UploadedFile):
    """A file whose bytes were let go because the request was too long. It keeps its name, and refuses when it is read."""

    def read(self, *args: Any) -> bytes:
        raise FileRefused(TOO_MUCH)


class InMemory(MemoryFileUploadHandler):
    """Django's own handler leaves out, without a word, all files of a request longer than FILE_UPLOAD_MAX_MEMORY_SIZE."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return super().receive_data_chunk(raw_data, start) if self.activated else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.activated:
            return super().file_complete(file_size)
        return TooMuch(name=self.file_name, content_type=self.content_type, size=file_size)
