"""No page of this site takes files."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class NoFiles(FileUploadHandler):
    """Stop reading where a file begins.

    Django would write it to the disk, however large, before any view could refuse it.
    """

    def new_file(self, *args, **kwargs):
        raise StopUpload(connection_reset=True)
