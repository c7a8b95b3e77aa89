"""What growth.py asks a process for: pages, as in_process.py serves them."""

from benchmarks.in_process import Server


def answerer():
    """Return a function: a path in, the seconds that its answer takes, on a processor, out."""
    serve = Server()

    def answer(path):
        _seconds, worked = serve(path)
        return {"seconds": worked}

    return answer
