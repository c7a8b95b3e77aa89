"""itemsjs, a search engine in the memory of a JavaScript program."""

import json
import shutil
from contextlib import contextmanager
from pathlib import Path

from benchmarks.conversation import conversation
from benchmarks.peers.contender import Answer, Contender
from benchmarks.processes import Failed, run, say

RELEASE = "itemsjs@2.4.4"
DRIVER = Path(__file__).with_suffix(".mjs")


@contextmanager
def itemsjs(exported_path, folder, home):
    """Yield the Contender, or [] with a line that says why not."""
    module = installed(home / "itemsjs")
    if module is None:
        yield []
        return
    command = ["node", str(DRIVER), str(module), str(exported_path)]
    with conversation(command, folder / "itemsjs.log") as (started, ask_driver):
        facts = {"load": f"{started['load']:.1f} s"}

        def ask(question):
            answer = ask_driver(question)
            facts["memory"] = f"{answer['megabytes']:.0f} MB"
            return Answer(answer["seconds"], answer["total"], apart=answer["apart"])

        description = (
            f"{RELEASE} in node, given the point; the search alone: no HTTP, no JSON, no HTML"
        )
        yield [Contender("itemsjs: in process", description, ask, is_served=False, facts=facts)]


def installed(home):
    """Return the path of the module, below var/bench; None if it can't be had."""
    if not (shutil.which("node") and shutil.which("npm")):
        say("itemsjs is left out: it needs node and npm (apt install nodejs npm)")
        return None
    package = home / "node_modules" / "itemsjs"
    version = RELEASE.partition("@")[2]
    about = package / "package.json"
    if not about.exists() or json.loads(about.read_text())["version"] != version:
        say(f"installing {RELEASE} below {home}")
        home.mkdir(parents=True, exist_ok=True)
        try:
            options = ["--no-save", "--no-audit", "--no-fund", "--silent"]
            run(["npm", "install", "--prefix", str(home), *options, RELEASE])
        except Failed as error:
            say(f"itemsjs is left out: {error}")
            return None
    return package / "dist" / "index.modern.js"
