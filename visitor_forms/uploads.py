"""No page of this site takes files."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class NoFiles(FileUploadHandler):
    """Stop reading the request at the first file.

    Django would otherwise write it to disk, however large, before a view could refuse it.
    """

    def new_file(self, *args, **kwargs):
        raise StopUpload(connection_reset=True)
