"""What growth.py asks a process for: pages, as in_process.py serves them."""

from benchmarks.in_process import Server


def answerer():
    """Return a function: a path in, the seconds its answer takes out."""
    serve = Server()

    def answer(path):
        seconds, _on_a_processor = serve(path)
        return {"seconds": seconds}

    return answer
