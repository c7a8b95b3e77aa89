"""Everyone is asked the same, in turn, and everyone's answers are checked."""

from statistics import median

from benchmarks.processes import Failed, say
from benchmarks.timing import spread_of

# Processes have a worker or two, and a worker may need a few searches to be at its best.
WARM_UP = 12


def measure(contenders, questions, rounds):
    """Return {name: figures in milliseconds}, the checks included; raise Failed on a wrong one."""
    checks = {}
    for contender in contenders:
        say(f"{contender.name}: warming up and checking {len(questions)} answers")
        for question in questions[:WARM_UP]:
            contender.ask(question)
        checks[contender.name] = sum(checked(contender, question) for question in questions)
    times = {contender.name: [[] for _question in questions] for contender in contenders}
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        for turn, question in enumerate(questions):
            # Each begins as often as the others: whoever slows the machine slows them all.
            first = (turn + number) % len(contenders)
            for contender in contenders[first:] + contenders[:first]:
                times[contender.name][turn].append(contender.ask(question).seconds * 1000)
    return {
        contender.name: summed_up(times[contender.name])
        | {"counts_checked": checks[contender.name]}
        for contender in contenders
    }


def summed_up(times):
    """Return p50 and p95 over the questions' medians, and the p50 of every round."""
    rounds = [median(of_round) for of_round in zip(*times, strict=True)]
    return {**spread_of([median(of_question) for of_question in times]), "rounds": rounds}


def checked(contender, question):
    """Return how many counts of an answer are right; raise Failed if one isn't."""
    answer, truth = contender.ask(question), question["answer"]
    right = 0
    for name in ("ticked", "apart", "narrowing"):
        counts = getattr(answer, name)
        if counts is not None:
            for slug in truth[name]:
                right += same(contender, question, counts.get(slug, 0), name, slug)
    return right + same(contender, question, answer.total, "total")


def same(contender, question, count, name, slug=None):
    """Return True if a count is as it must be, else raise Failed."""
    exact, around = question["answer"], question["answer"]["around"]
    bounds = [exact[name]] * 2 if contender.is_exact else around[name]
    least, most = [bound[slug] if slug else bound for bound in bounds]
    if not least <= count <= most:
        should = least if least == most else f"{least} to {most}"
        raise Failed(
            f"{contender.name} counts {count} for {slug or 'all'} ({question['query']}): "
            f"by looking at every facility it is {should}"
        )
    return True


def ratios(figures, peer, base):
    """Return (the median, the least and the most of the rounds' ratios)."""
    rounds = zip(figures[peer]["rounds"], figures[base]["rounds"], strict=True)
    each = [peer_seconds / base_seconds for peer_seconds, base_seconds in rounds]
    return median(each), min(each), max(each)
