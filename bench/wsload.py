#!/usr/bin/env python3
"""wsload.py - load a running Streamlit server over its own websocket protocol.

Each simulated session does what one browser tab does:
  1. opens ws://HOST:PORT/<base>/_stcore/stream (subprotocol "streamlit"),
  2. sends BackMsg.rerun_script {query_string, page_name, widget_states, ...},
  3. reads ForwardMsgs until script_finished            -> the "first" time,
  4. repeats K times, optionally changing one widget (--set) or the page
     (--pages), keeping widget state and the message cache as the real front
     end does                                            -> the "rerun" times.
If the changed widget lives in an st.fragment, the rerun is sent as a fragment
rerun, as the browser would.

Usage
  python wsload.py --url http://127.0.0.1:8501 --path /page --query 'year=2021' \
                   --sessions 20 --reruns 10
  # change a selectbox on every rerun, cycling over the options given:
  python wsload.py --url http://127.0.0.1:8501 --sessions 10 --reruns 20 \
                   --set 'Year=2021|2022|2023'
  # '*' cycles over the widget's own options; --set may be given several times
  # go from page to page:
  python wsload.py --url http://127.0.0.1:8501 --pages /,detail --reruns 20
  # managers, not robots: 5 s (2.5 to 7.5, at random) between clicks
  python wsload.py --url http://127.0.0.1:8501 --sessions 50 --reruns 5 --think 5

Reports: first-load and rerun p50/p95/p99/min/max (ms), time to first delta,
reruns/s, bytes received per rerun, errors (exceptions shown on the page, page
not found, timeouts, closed sockets), server RSS before / with sessions open /
after, server CPU ms per rerun (user+system; the steadiest number on a noisy
machine), and the load client's own CPU share (near 100 % = client-bound: do
not trust the latencies). --json FILE writes all of it.

Exit status: 0 all reruns finished without error, 1 otherwise, 2 bad usage.
Bounds: loopback addresses only; <= 500 sessions, <= 100000 reruns in all, every
wait has a timeout (--timeout), the whole run has one (--max-seconds).
Needs: streamlit (for its .proto modules) and websockets, which it depends on.
"""

from __future__ import annotations

import argparse
import asyncio
import ipaddress
import json
import os
import random
import re
import statistics
import sys
import time
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MAX_SESSIONS, MAX_TOTAL = 500, 100_000
FINISHED = ForwardMsg.ScriptFinishedStatus

# element type -> how its value travels in WidgetState (streamlit 1.67)
STRING = {"selectbox", "radio", "text_input", "text_area", "date_input", "color_picker"}
STRINGS = {"multiselect", "button_group"}
TRIGGER = {"button", "download_button"}


# ------------------------------------------------------------------ server side
def pid_of_port(port: int) -> int | None:
    """The pid that listens on a loopback/any TCP port (Linux /proc, same user)."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table) as f:
                for line in f.readlines()[1:]:
                    c = line.split()
                    if c[3] == "0A" and int(c[1].rsplit(":", 1)[1], 16) == port:
                        inodes.add(f"socket:[{c[9]}]")
        except OSError:
            pass
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            for fd in os.listdir(f"/proc/{pid}/fd"):
                if os.readlink(f"/proc/{pid}/fd/{fd}") in inodes:
                    return int(pid)
        except OSError:
            continue
    return None


def tree(pid: int) -> list[int]:
    out, todo = [], [pid]
    while todo:
        p = todo.pop()
        out.append(p)
        try:
            for t in os.listdir(f"/proc/{p}/task"):
                with open(f"/proc/{p}/task/{t}/children") as f:
                    todo += [int(x) for x in f.read().split()]
        except OSError:
            pass
    return out


def server_stats(pid: int | None) -> dict:
    """RSS (MiB) and CPU seconds, summed over the server process and its children."""
    rss = cpu = thr = 0.0
    if pid is None:
        return {"rss": None, "cpu": None, "threads": None}
    for p in tree(pid):
        try:
            with open(f"/proc/{p}/status") as f:
                s = f.read()
            rss += int(re.search(r"VmRSS:\s+(\d+)", s).group(1)) / 1024
            thr += int(re.search(r"Threads:\s+(\d+)", s).group(1))
            with open(f"/proc/{p}/stat") as f:
                v = f.read().rsplit(")", 1)[1].split()
            cpu += (int(v[11]) + int(v[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, AttributeError):
            pass
    return {"rss": rss, "cpu": cpu, "threads": thr}


# ------------------------------------------------------------------ one session
class Failed(Exception):
    pass


class Session:
    def __init__(self, n, a, ws_url):
        self.n, self.a, self.ws_url = n, a, ws_url
        self.page_hash = ""  # set by new_session, as the browser does
        self.widgets = {}  # label -> (kind, id, options, fragment_id)
        self.states = {}  # widget id -> (field, value)
        self.cache = {}  # message hash -> age in runs
        self.first, self.reruns, self.ttfd = None, [], []
        self.bytes = self.msgs = self.rerun_bytes = 0
        self.errors = []
        self.rng = random.Random(n)

    async def open(self):
        self.ws = await asyncio.wait_for(
            websockets.connect(
                self.ws_url,
                subprotocols=["streamlit"],
                max_size=None,
                ping_interval=None,
                open_timeout=self.a.timeout,
                compression="deflate" if self.a.deflate else None,
            ),
            self.a.timeout,
        )

    def back_msg(self, page_name, fragment):  # page_name "/" = the default page
        m = BackMsg()
        r = m.rerun_script
        r.query_string = self.a.query
        r.page_name = page_name.strip("/")
        r.page_script_hash = "" if page_name else self.page_hash
        r.context_info.timezone = "UTC"
        r.context_info.locale = "en-US"
        r.context_info.url = self.a.url.rstrip("/") + self.a.path
        if fragment:
            r.fragment_id = fragment
        for wid, (field, value) in self.states.items():
            s = r.widget_states.widgets.add()
            s.id = wid
            if field == "string_array_value":
                s.string_array_value.data.extend(value)
            elif field == "double_array_value":
                s.double_array_value.data.extend(value)
            else:
                setattr(s, field, value)
        if not self.a.no_cache:
            r.cached_message_hashes.extend(self.cache)
        for wid in [w for w, (f, _) in self.states.items() if f == "trigger_value"]:
            del self.states[wid]  # a click is sent once
        return m.SerializeToString()

    def note(self, msg):
        """Learn widgets; collect errors shown on the page; keep the message cache."""
        if msg.hash and msg.metadata.cacheable:
            self.cache[msg.hash] = 0
        kind = msg.WhichOneof("type")
        if kind == "delta":
            d = msg.delta
            if d.WhichOneof("type") == "new_element":
                e = d.new_element
                t = e.WhichOneof("type")
                if t == "alert" and e.alert.format == 1:  # what the dashboard says when a page fails
                    self.errors.append("alert: %s" % e.alert.body[:200])
                    return
                if t == "exception":
                    self.errors.append("exception: %s %s" % (e.exception.type, e.exception.message[:200]))
                    return
                w = getattr(e, t) if t else None
                if w is not None and getattr(w, "id", "") and hasattr(w, "label"):
                    if t == "button_group":
                        opts = [o.content for o in w.options]
                    else:
                        opts = list(getattr(w, "options", []))
                    self.widgets[w.label] = (t, w.id, opts, d.fragment_id, w)
        elif kind == "new_session":
            self.page_hash = msg.new_session.page_script_hash
        elif kind == "navigation":  # st.navigation: only now is it known which page this is
            self.page_hash = msg.navigation.page_script_hash or self.page_hash
        elif kind == "ref_hash":
            self.cache[msg.ref_hash] = 0
        elif kind == "page_not_found":
            self.errors.append("page not found: %r" % msg.page_not_found.page_name)

    async def run_once(self, page_name="", fragment="") -> float:
        t0 = time.perf_counter()
        first_delta = None
        got = 0
        await self.ws.send(self.back_msg(page_name, fragment))
        while True:
            left = self.a.timeout - (time.perf_counter() - t0)
            if left <= 0:
                raise Failed("timeout after %.1f s" % self.a.timeout)
            try:
                data = await asyncio.wait_for(self.ws.recv(), left)
            except asyncio.TimeoutError:
                raise Failed("timeout after %.1f s" % self.a.timeout) from None
            got += len(data)
            self.msgs += 1
            msg = ForwardMsg.FromString(data)
            self.note(msg)
            kind = msg.WhichOneof("type")
            if kind == "delta" and first_delta is None:
                first_delta = (time.perf_counter() - t0) * 1e3
            if kind == "script_finished":
                if msg.script_finished == FINISHED.FINISHED_EARLY_FOR_RERUN:
                    continue
                if msg.script_finished == FINISHED.FINISHED_WITH_COMPILE_ERROR:
                    self.errors.append("compile error")
                break
        ms = (time.perf_counter() - t0) * 1e3
        self.bytes += got
        if first_delta is not None:
            self.ttfd.append(first_delta)
        # the front end forgets a message not used in the last 2 full runs
        for h in list(self.cache):
            self.cache[h] += 1
            if self.cache[h] > 2:
                del self.cache[h]
        self._got = got
        return ms

    def turn(self, k):
        """Apply --set for rerun number k; returns the fragment id to rerun, if any."""
        fragments = set()
        for label, values in self.a.sets:
            if label not in self.widgets:
                raise Failed(
                    "no widget labelled %r on the page; there are: %s"
                    % (label, ", ".join(sorted(self.widgets)) or "none")
                )
            t, wid, opts, frag, w = self.widgets[label]
            vals = opts if values == ["*"] and opts else values
            v = vals[(k + self.n) % len(vals)]
            if t in STRING:
                self.states[wid] = ("string_value", v)
            elif t in STRINGS:
                self.states[wid] = ("string_array_value", [x for x in v.split("+") if x])
            elif t == "slider":
                if opts:  # select_slider travels as strings
                    self.states[wid] = ("string_array_value", v.split("+"))
                else:
                    self.states[wid] = ("double_array_value", [float(x) for x in v.split("+")])
            elif t == "number_input":
                self.states[wid] = ("double_value", float(v))
            elif t == "pagination":
                self.states[wid] = ("int_value", int(v))
            elif t == "checkbox":
                self.states[wid] = ("bool_value", v.lower() in ("1", "true", "on", "yes"))
            elif t in TRIGGER:
                self.states[wid] = ("trigger_value", True)
            else:
                raise Failed("cannot set a %s" % t)
            fragments.add(frag)
        return fragments.pop() if len(fragments) == 1 else ""

    async def go(self, started: asyncio.Event):
        try:
            await self.open()
            self.first = await self.run_once(page_name=self.a.page_name)
        except Exception as e:
            self.errors.append("first: %s: %s" % (type(e).__name__, str(e)[:200]))
        finally:
            self.ready.set()
        await started.wait()
        if self.first is None:
            return
        try:
            for k in range(self.a.reruns):
                if self.a.think:
                    await asyncio.sleep(self.a.think * self.rng.uniform(0.5, 1.5))
                page = self.a.pages[(k + self.n) % len(self.a.pages)] if self.a.pages else ""
                frag = "" if page else self.turn(k)
                n = len(self.errors)
                ms = await self.run_once(page_name=page, fragment=frag)
                if len(self.errors) == n:
                    self.reruns.append(ms)
                    self.rerun_bytes += self._got
        except Exception as e:
            self.errors.append("rerun %d: %s: %s" % (len(self.reruns), type(e).__name__, str(e)[:200]))

    async def close(self):
        try:
            await asyncio.wait_for(self.ws.close(), 5)
        except Exception:
            pass


# ------------------------------------------------------------------ the run
def pct(xs, q):
    """Nearest-rank percentile."""
    xs = sorted(xs)
    return xs[min(len(xs) - 1, max(0, -(-len(xs) * q // 100) - 1))] if xs else None


def summary(xs):
    if not xs:
        return None
    return {
        "n": len(xs),
        "p50": statistics.median(xs),
        "p95": pct(xs, 95),
        "p99": pct(xs, 99),
        "min": min(xs),
        "max": max(xs),
        "mean": statistics.fmean(xs),
    }


async def run(a) -> dict:
    u = urlsplit(a.url)
    scheme = "wss" if u.scheme == "https" else "ws"
    ws_url = f"{scheme}://{u.netloc}{u.path.rstrip('/')}/_stcore/stream"
    pid = a.pid or pid_of_port(u.port or (443 if u.scheme == "https" else 80))
    before = server_stats(pid)
    sessions = [Session(i, a, ws_url) for i in range(a.sessions)]
    go = asyncio.Event()
    for s in sessions:
        s.ready = asyncio.Event()
    tasks = []
    for s in sessions:
        tasks.append(asyncio.create_task(s.go(go)))
        if a.serial_open:
            await s.ready.wait()
    for s in sessions:
        await s.ready.wait()
    mid = server_stats(pid)
    c0, t0 = time.process_time(), time.perf_counter()
    go.set()
    await asyncio.gather(*tasks)
    wall, client = time.perf_counter() - t0, time.process_time() - c0
    after = server_stats(pid)
    await asyncio.gather(*(s.close() for s in sessions if hasattr(s, "ws")))
    rer = [x for s in sessions for x in s.reruns]
    errs = [e for s in sessions for e in s.errors]
    kinds = {}
    for e in errs:
        kinds[e] = kinds.get(e, 0) + 1
    out = {
        "url": a.url,
        "path": a.path,
        "query": a.query,
        "set": a.set,
        "pages": a.pages,
        "sessions": a.sessions,
        "reruns": a.reruns,
        "think": a.think,
        "first_ms": summary([s.first for s in sessions if s.first is not None]),
        "rerun_ms": summary(rer),
        "first_delta_ms": summary([x for s in sessions for x in s.ttfd]),
        "reruns_per_s": len(rer) / wall if wall and rer else None,
        "bytes_total": sum(s.bytes for s in sessions),
        "bytes_per_rerun": sum(s.rerun_bytes for s in sessions) / len(rer) if rer else None,
        "messages": sum(s.msgs for s in sessions),
        "errors": len(errs),
        "error_kinds": dict(sorted(kinds.items(), key=lambda x: -x[1])[:10]),
        "wall_s": wall,
        "client_cpu_share": client / wall if wall else None,
        "server_pid": pid,
        "rss_before": before["rss"],
        "rss_sessions": mid["rss"],
        "rss_after": after["rss"],
        "threads_after": after["threads"],
    }
    if pid:
        out["rss_per_session"] = (after["rss"] - before["rss"]) / a.sessions
        out["server_cpu_ms_per_rerun"] = (after["cpu"] - mid["cpu"]) * 1e3 / len(rer) if rer else None
        out["server_cpu_ms_per_first"] = (mid["cpu"] - before["cpu"]) * 1e3 / a.sessions
    return out


def show(o):
    def line(name, s):
        if s:
            print(
                "%-16s n=%-6d p50 %8.2f  p95 %8.2f  p99 %8.2f  min %8.2f  max %8.2f ms"
                % (name, s["n"], s["p50"], s["p95"], s["p99"], s["min"], s["max"])
            )

    print("%s%s  sessions=%d reruns=%d" % (o["url"], o["path"], o["sessions"], o["reruns"]))
    line("first load", o["first_ms"])
    line("rerun", o["rerun_ms"])
    line("first delta", o["first_delta_ms"])
    if o["reruns_per_s"]:
        print(
            "reruns/s %.1f   bytes/rerun %.0f   bytes total %d   messages %d"
            % (o["reruns_per_s"], o["bytes_per_rerun"], o["bytes_total"], o["messages"])
        )
    if o["server_pid"]:
        print(
            "server pid %d  RSS MiB before %.0f, sessions open %.0f, after %.0f "
            "(%.2f MiB/session)  threads %d  CPU ms/first %.1f%s"
            % (
                o["server_pid"],
                o["rss_before"],
                o["rss_sessions"],
                o["rss_after"],
                o["rss_per_session"],
                o["threads_after"],
                o["server_cpu_ms_per_first"],
                "  CPU ms/rerun %.2f" % o["server_cpu_ms_per_rerun"]
                if o["server_cpu_ms_per_rerun"] is not None
                else "",
            )
        )
    print("client CPU share %.0f %%   errors %d" % (100 * o["client_cpu_share"], o["errors"]))
    for e, n in o["error_kinds"].items():
        print("  %d x %s" % (n, e))


def main(argv=None):
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="See the head of this file.")
    p.add_argument("--url", default="http://127.0.0.1:8501", help="server, with base path if any")
    p.add_argument("--path", default="/", help="page path, e.g. /overview")
    p.add_argument("--query", default="", help="query string, without '?'")
    p.add_argument("--sessions", type=int, default=1)
    p.add_argument("--reruns", type=int, default=10, help="per session")
    p.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="LABEL=V1|V2",
        help="widget to change each rerun; '*' = its own options; '+' joins several values",
    )
    p.add_argument("--pages", default="", help="comma-separated page names to cycle over; / is the default page")
    p.add_argument(
        "--think", type=float, default=0.0, help="mean seconds between reruns of a session (uniform, 0.5x to 1.5x)"
    )
    p.add_argument("--timeout", type=float, default=30.0, help="seconds for any one run")
    p.add_argument("--max-seconds", type=float, default=600.0)
    p.add_argument("--serial-open", action="store_true", help="open sessions one after another")
    p.add_argument("--no-cache", action="store_true", help="do not use the front end's message cache")
    p.add_argument("--deflate", action="store_true", help="offer websocket compression")
    p.add_argument("--pid", type=int, help="server pid (default: found from the port)")
    p.add_argument("--json", help="write the result here")
    a = p.parse_args(argv)
    host = urlsplit(a.url).hostname or ""
    try:
        ok = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        ok = False
    if not ok:
        p.error("only loopback addresses are allowed, not %r" % host)
    if not (1 <= a.sessions <= MAX_SESSIONS and 0 <= a.reruns and a.sessions * a.reruns <= MAX_TOTAL):
        p.error("at most %d sessions and %d reruns in all" % (MAX_SESSIONS, MAX_TOTAL))
    a.path = "/" + a.path.strip("/")
    a.page_name = a.path.strip("/")
    a.query = a.query.lstrip("?")
    a.pages = [x.strip().strip("/") or "/" for x in a.pages.split(",") if x.strip()]
    a.sets = []
    for s in a.set:
        if "=" not in s:
            p.error("--set wants LABEL=VALUE, got %r" % s)
        label, v = s.split("=", 1)
        a.sets.append((label, v.split("|")))
    try:
        out = asyncio.run(asyncio.wait_for(run(a), a.max_seconds))
    except asyncio.TimeoutError:
        print("gave up after --max-seconds %g" % a.max_seconds, file=sys.stderr)
        return 1
    show(out)
    if a.json:
        with open(a.json, "w") as f:
            json.dump(out, f, indent=1)
    return 0 if out["errors"] == 0 and (a.reruns == 0 or out["rerun_ms"]) else 1


if __name__ == "__main__":
    sys.exit(main())
