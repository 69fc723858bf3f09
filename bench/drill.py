"""The drill: three replicas behind nginx; one is killed, a version is published, a backup is restored, all under load.

`make drill`, or `python bench/drill.py [--visitors 12] [--seconds 8]`.  Everything happens in a temporary folder and on
loopback.  Every page that a visitor sees is compared, whole, with the same page of a single server on the same data
version: a page that differs, or that names two versions, is wrong.  Exit 0 when nothing was wrong, 1 else.
Needs nginx (Debian: nginx-light) and openssl.
"""

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from visitor import FAILURES, Seen, Visitor

ROOT = Path(__file__).parents[1]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
PAGES = (
    "/?year=2021", "/mal?year=2021&status=partly", "/mal?year=2021&lang=en", "/ekonomi?year=2021", "/bolag?year=2021",
    "/nyckeltal?year=2021&lang=en", "/framgangsfaktor?factor=infrastruktur&year=2021",
)  # fmt: skip


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answer(url: str) -> dict[str, object] | None:
    """What `/readyz` says; None while it does not answer 200."""
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as said:
        return dict(json.load(said))
    return None


def until(what: str, holds: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        if time.monotonic() > end:
            raise SystemExit(f"waited {seconds:.0f} s in vain: {what}")
        time.sleep(0.1)


@dataclass
class Site:
    """Replicas over one folder of published databases, and nginx in front of them."""

    folder: Path
    ports: list[int] = field(default_factory=lambda: [free_port() for _ in range(3)])
    front: int = field(default_factory=free_port)
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    nginx: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"https://localhost:{self.front}"

    @property
    def certificate(self) -> str:
        return str(self.folder / "cert.pem")

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DASHBOARD_DATA": str(self.folder / "data"),
            "DASHBOARD_PUBLISHED": str(self.folder / "published"),
        }

    def command(self, *args: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "dashboard", *args],
            env=self.environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start(self, port: int) -> None:
        with (self.folder / f"replica-{port}.log").open("ab") as log:
            self.running[port] = subprocess.Popen(
                [sys.executable, "-m", "dashboard", "serve", "--port", str(port)], env=self.environment, cwd=ROOT, stdout=log, stderr=log
            )  # fmt: skip

    def wait(self) -> None:
        for port, process in self.running.items():
            address = f"http://127.0.0.1:{port}/readyz"
            until(f"replica {port} is ready", lambda a=address, p=process: answer(a) or p.poll() is not None, 240)
            if process.poll() is not None:
                raise SystemExit((self.folder / f"replica-{port}.log").read_text(encoding="utf-8"))

    def proxy(self) -> None:
        """nginx with the files of deploy/, on free ports and with a certificate of its own."""
        subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *subject, "-keyout", self.folder / "key.pem", "-out", self.certificate],
            check=True, capture_output=True,
        )  # fmt: skip
        for source in (ROOT / "deploy" / "nginx").glob("*.conf"):
            said = source.read_text(encoding="utf-8")
            said = said.replace("listen 443 ssl", f"listen 127.0.0.1:{self.front} ssl").replace(
                "listen 80", f"listen 127.0.0.1:{free_port()}"
            )
            said = said.replace("/etc/nginx/tls/", f"{self.folder}/").replace("run.example.org", "localhost")
            for number, port in enumerate(self.ports, 1):
                said = said.replace(f"replica{number}:8501", f"127.0.0.1:{port}")
            (self.folder / source.name).write_text(said, encoding="utf-8")
        temporary = "".join(
            f"{kind}_temp_path {self.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if os.getuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(
            f"{user} worker_processes 1; pid {self.folder}/nginx.pid; error_log {self.folder}/error.log; daemon off;"
            f"events {{ worker_connections 2048; }} http {{ {temporary} include dashboard.conf; }}", encoding="utf-8",
        )  # fmt: skip
        arguments = [
            str(NGINX),
            "-p",
            str(self.folder),
            "-c",
            str(self.folder / "nginx.conf"),
            "-e",
            str(self.folder / "error.log"),
        ]
        subprocess.run([*arguments, "-t"], check=True, capture_output=True)
        self.nginx = subprocess.Popen(arguments)

    def stop(self) -> dict[int, int]:
        """Ends all; the exit status of each replica."""
        if self.nginx:
            self.nginx.terminate()
            self.nginx.wait(20)
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        return {port: process.wait(30) for port, process in self.running.items()}


@contextlib.contextmanager
def site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        made = Site(Path(name))
        made.folder.chmod(0o755)
        shutil.copytree(ROOT / "data", made.folder / "data", ignore=shutil.ignore_patterns("build"))
        try:
            yield made
        finally:
            made.stop()


async def reference(port: int) -> dict[str, str]:
    """Every page as one replica shows it."""
    pages = {}
    for path in PAGES:
        visitor = Visitor(f"http://127.0.0.1:{port}", path)
        await visitor.open()
        pages[path] = (await visitor.see()).html
        await visitor.close()
    return pages


@dataclass
class Crowd:
    """Visitors who look at their pages again and again, and what they saw."""

    site: Site
    count: int
    seen: list[tuple[str, Seen]] = field(default_factory=list)
    visitors: list[Visitor] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def visit(self, number: int) -> None:
        visitor = Visitor(self.site.url, PAGES[number % len(PAGES)], self.site.certificate)
        self.visitors.append(visitor)
        await visitor.come_back()
        visitor.reconnects = 0
        while not self.over.is_set():
            try:
                self.seen.append((visitor.path, await visitor.see()))
                await asyncio.sleep(0.3)
            except FAILURES:
                await visitor.come_back()
        await visitor.close()

    def start(self) -> asyncio.Task[list[None]]:
        return asyncio.create_task(self._all())

    async def _all(self) -> list[None]:
        return list(await asyncio.gather(*(self.visit(n) for n in range(self.count))))

    def wrong(self, references: dict[str, dict[str, str]]) -> list[str]:
        """What was shown and should not have been."""
        found = []
        for path, seen in self.seen:
            if seen.errors:
                found.append(f"{path}: error: {seen.errors[0]}")
            elif len(seen.versions) != 1:
                found.append(f"{path}: versions {sorted(seen.versions)}")
            elif seen.html != references.get(next(iter(seen.versions)), {}).get(path):
                found.append(f"{path}: not as a single server shows it")
        return found


async def drill(made: Site, count: int, seconds: float) -> dict[str, object]:
    said: dict[str, object] = {}
    made.command("build")
    for port in made.ports:
        made.start(port)
    made.wait()
    made.proxy()
    ready = answer(f"http://127.0.0.1:{made.ports[0]}/readyz") or {}
    first = str(ready["version"])
    references = {first: await reference(made.ports[0])}

    crowd = Crowd(made, count)
    crowd_task = crowd.start()
    await asyncio.sleep(seconds)
    said["replicas that visitors were spread over"] = len(replicas(made))

    victim = made.running.pop(busiest(made))
    victim.kill()
    victim.wait()
    await asyncio.sleep(seconds)
    said["visitors cut off by kill -9 who came back"] = sum(v.reconnects for v in crowd.visitors)

    goals = made.folder / "data" / "2021" / "income_statement.csv"
    text = goals.read_text(encoding="utf-8")
    heading, row, rest = text.split("\n", 2)
    label = row.split(",")[heading.split(",").index("label_sv")]
    goals.write_text("\n".join([heading, row.replace(label, f"{label} (ny)", 1), rest]), encoding="utf-8")
    await asyncio.to_thread(made.command, "build")
    alive = list(made.running)
    until("all replicas have the new version", lambda: len(fresh(alive, first)) == len(alive), 20)
    (second,) = {str(v) for v in fresh(alive, first)}
    references[second] = await reference(alive[0])
    await asyncio.sleep(seconds)
    crowd.over.set()
    await crowd_task
    by_version = Counter(next(iter(s.versions), "none") for _, s in crowd.seen)
    wrong = crowd.wrong(references)
    said |= {
        "pages seen on the old and the new version": [by_version[first], by_version[second]],
        "pages that were wrong or mixed": len(wrong), "the first of them": wrong[:3],
        "the new label stands in the new version only": [f"{label} (ny)" in references[v]["/ekonomi?year=2021"] for v in (first, second)],
    }  # fmt: skip

    published, backup = made.folder / "published", made.folder / "backup.tar.gz"
    with tarfile.open(backup, "w:gz") as archive:
        archive.add(published, "published")
    codes = made.stop()
    said["exit status of replicas at SIGTERM"] = sorted(codes.values())
    shutil.rmtree(published)
    with tarfile.open(backup) as archive:
        archive.extractall(made.folder, filter="data")
    made.running.clear()
    made.start(alive[0])
    made.wait()
    restored = await reference(alive[0])
    said["pages that differ after the backup was restored"] = sum(restored[p] != references[second][p] for p in PAGES)
    made.command("rollback", "1", "--reason", "drill")
    until(
        "the rollback is served",
        lambda: (answer(f"http://127.0.0.1:{alive[0]}/readyz") or {}).get("version") == first,
        20,
    )
    back = await reference(alive[0])
    said["pages that differ after the rollback"] = sum(back[p] != references[first][p] for p in PAGES)
    return said


def fresh(ports: list[int], old: str) -> list[object]:
    answers = [answer(f"http://127.0.0.1:{port}/readyz") for port in ports]
    return [a["version"] for a in answers if a and a["version"] != old]


def replicas(made: Site) -> Counter[int]:
    """How many connections each replica holds (Linux), those without any left out."""
    counted: Counter[int] = Counter()
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        _, local, _, state, *_ = line.split()
        if state == "01" and (port := int(local.rpartition(":")[2], 16)) in made.running:
            counted[port] += 1
    return counted


def busiest(made: Site) -> int:
    return replicas(made).most_common(1)[0][0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=8, help="of load before, between and after the faults")
    args = parser.parse_args()
    if NGINX is None or shutil.which("openssl") is None:
        print("nginx and openssl are needed (Debian: apt-get install nginx-light openssl)", file=sys.stderr)
        return 2
    with site() as made:
        said = asyncio.run(drill(made, args.visitors, args.seconds))
    for what, value in said.items():
        print(f"{what:55} {value}")
    good = (
        said["pages that were wrong or mixed"] == 0
        and said["visitors cut off by kill -9 who came back"]
        and said["the new label stands in the new version only"] == [False, True]
        and set(said["exit status of replicas at SIGTERM"]) <= {0, -signal.SIGTERM}
        and all(said["pages seen on the old and the new version"])
        and said["pages that differ after the backup was restored"] == said["pages that differ after the rollback"] == 0
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
