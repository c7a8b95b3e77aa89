"""Look up known vulnerabilities of everything that requirements/ locks (`make audit`).

    python scripts/audit.py [--strict]

Ends with 1 if one is known that a newer version mends; with 0 if the advisories can't be reached,
and says so: whoever is offline can still work. --strict ends with 1 then, too.

OSV_URL  the advisories of another host than PyPI, in OSV's form: https://api.osv.dev/v1/query
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# It locks all that serves, too (tests/setup/test_requirements.py).
LOCKED = ROOT / "requirements" / "dev.txt"
SECONDS = 15  # for one answer


def main(arguments):
    if arguments not in ([], ["--strict"]):
        sys.exit("usage: audit.py [--strict]")
    asked, skipped, known = sorted_out(audit(LOCKED))
    for name, version, advisory, mended in known:
        remedy = f"mended in {', '.join(mended)}" if mended else "not mended yet"
        print(f"{name} {version}: {advisory}, {remedy}")
    if any(mended for *_rest, mended in known):
        sys.exit("Take newer versions: make lock ARGS=--upgrade")
    if skipped:
        print(f"Not looked up: {len(skipped)} packages, such as {', '.join(skipped[:3])}.")
    if not asked:
        print("The advisories can't be reached from here: nothing was looked up.")
        sys.exit(int(bool(arguments)))
    print(f"{asked} packages looked up.")


def audit(path):
    """Return what pip-audit says of each package, as a list; empty if it can't say anything."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", path, "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", str(SECONDS)]
    if address := os.environ.get("OSV_URL"):
        command += ["--vulnerability-service", "osv", "--osv-url", address]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        return json.loads(done.stdout)["dependencies"]
    except ValueError:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        print(f"pip-audit: {lines[-1]}")
        return []


def sorted_out(packages):
    """Return how many packages were looked up, which weren't, and what is known of them.

    Of each vulnerability (name, version, its id, the versions that mend it).
    """
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    known = [
        (package["name"], package["version"], advisory["id"], advisory["fix_versions"])
        for package in packages
        for advisory in package.get("vulns", [])
    ]
    return len(packages) - len(skipped), skipped, known


if __name__ == "__main__":
    main(sys.argv[1:])
