"""Why a file is not taken."""


class FileRefused(ValueError):
    """The file cannot be stored; the message is a Chinese sentence that says why and what to do."""
