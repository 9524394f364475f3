#!/usr/bin/env python3
"""A web server on loopback that behaves as it is told, for what real ones do on bad days.

Usage: server.py FOLDER PORT [CERTIFICATE PORT]
 - FOLDER/hosts/127.0.0.N/…: what the host of this address has; its file `behavior` names one of the
   functions below, else it serves as it should: ETag, If-None-Match, Range, If-Range
 - with a CERTIFICATE and its key in one file, 127.0.0.1 answers to TLS at the second PORT
 - FOLDER/log: a line of JSON a request
"""
import gzip
import hashlib
import http.server
import json
import pathlib
import ssl
import sys
import threading
import time
import urllib.parse

folder, port = pathlib.Path(sys.argv[1]), int(sys.argv[2])
lock = threading.Lock()
counts = {}
under_way = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Loopback/1"

    def log_message(self, *words):
        pass

    def note(self, **what):
        what.update(host=self.host, path=self.path, time=time.time(), agent=self.headers.get("User-Agent"),
                    range=self.headers.get("Range"), if_range=self.headers.get("If-Range"),
                    if_none_match=self.headers.get("If-None-Match"))
        with lock, open(folder / "log", "a", encoding="utf-8") as log:
            log.write(json.dumps(what) + "\n")

    def head(self, status, **lines):
        self.send_response(status)
        for name, value in lines.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def content(self, path=None):
        path = urllib.parse.unquote(urllib.parse.urlsplit(path or self.path).path).lstrip("/")
        file = folder / "hosts" / self.host / path
        file = file / "index.data" if file.is_dir() else file
        return file.read_bytes() if file.is_file() else None

    def serve(self, body, pace=None, cut=None, ranges=True, etag=None):
        """As it should be, though slowly (seconds a kilobyte) or cut after so many bytes."""
        etag = etag or '"%s"' % hashlib.sha256(body).hexdigest()[:16]
        first = 0
        if self.headers.get("If-None-Match") == etag:
            return self.head(304, ETag=etag)
        asked = self.headers.get("Range")
        if asked and ranges and self.headers.get("If-Range") in (None, etag):
            first = int(asked.split("=")[1].split("-")[0])
            if first >= len(body):
                return self.head(416, Content_Range=f"bytes */{len(body)}", Content_Length=0)
            self.head(206, ETag=etag, Content_Length=len(body) - first,
                      Content_Range=f"bytes {first}-{len(body) - 1}/{len(body)}")
        else:
            self.head(200, ETag=etag, Content_Length=len(body))
        self.send(body[first:cut], pace)
        if cut is not None:
            self.close_connection = True

    def send(self, body, pace=None):
        for i in range(0, len(body), 1024) if pace else [0]:
            time.sleep(pace or 0)
            self.wfile.write(body[i:i + 1024] if pace else body)
            self.wfile.flush()

    def do_GET(self):
        self.host = self.connection.getsockname()[0]
        with lock:
            counts[self.host] = n = counts.get(self.host, 0) + 1
            under_way[self.host] = under_way.get(self.host, 0) + 1
            busy = sum(under_way.values()), under_way[self.host]
        self.note(n=n, at_once=busy[0], at_host=busy[1])
        behavior = folder / "hosts" / self.host / "behavior"
        name = behavior.read_text().strip() if behavior.exists() else "fine"
        try:
            body = self.content()
            if body is None:
                self.head(404, Content_Length=0)
            else:
                BEHAVIORS[name](self, body, n)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with lock:
                under_way[self.host] -= 1


def stalled(handler, body, n):
    """Stops in the middle, the first time, and says nothing more."""
    if n > 1:
        return handler.serve(body, etag='"s"')
    handler.head(200, ETag='"s"', Content_Length=len(body))
    handler.send(body[:len(body) // 2])
    time.sleep(20)


def changed(handler, body, n):
    """Another version from the second request on, of the same length."""
    handler.serve(body if n > 1 else b"x" * len(body), cut=None if n > 1 else len(body) // 2,
                  etag='"new"' if n > 1 else '"old"')


def wrong_range(handler, body, n):
    """Continues from another byte than was asked for."""
    if handler.headers.get("Range"):
        handler.head(206, ETag='"r"', Content_Length=len(body) - 7,
                     Content_Range=f"bytes 7-{len(body) - 1}/{len(body)}")
        handler.send(body[7:])
    else:
        handler.serve(body, cut=len(body) // 2 if n == 1 else None, etag='"r"')


def mixed(handler, body, n):
    """Continues with the bytes of another version, and says so only by its ETag."""
    if handler.headers.get("Range"):
        first = int(handler.headers["Range"].split("=")[1].split("-")[0])
        handler.head(206, ETag='"other"', Content_Length=len(body) - first,
                     Content_Range=f"bytes {first}-{len(body) - 1}/{len(body)}")
        handler.send(body[first:])
    else:
        handler.serve(body if n > 1 else b"y" * len(body), cut=None if n > 1 else len(body) // 2, etag='"m"')


def too_long(handler, body, n):
    """Promises more than comes."""
    handler.head(200, Content_Length=len(body) + 1000)
    handler.send(body)
    handler.close_connection = True


def too_short(handler, body, n):
    """Promises less than there is."""
    handler.head(200, Content_Length=len(body) // 2)
    handler.send(body)
    handler.close_connection = True


def without_length(handler, body, n):
    """Closes when it is done, or when it is not."""
    handler.head(200, Connection="close")
    handler.send(body)
    handler.close_connection = True


def by_name(handler, body, n):
    """Refuses programs that name nobody."""
    if "@" in (handler.headers.get("User-Agent") or ""):
        handler.serve(body)
    else:
        handler.head(403, Content_Length=0)


def busy(handler, body, n):
    if n == 1:
        handler.head(429, Retry_After=2, Content_Length=0)
    else:
        handler.serve(body)


def long_busy(handler, body, n):
    handler.head(503, Retry_After=3600, Content_Length=0)


def broken_twice(handler, body, n):
    if n <= 2:
        handler.head(500, Content_Length=4)
        handler.send(b"oops")
    else:
        handler.serve(body)


def redirect(where):
    def behave(handler, body, n):
        if where in handler.path:
            handler.serve(body)
        else:
            handler.head(302, Location=where.format(host=handler.host, port=port, path=handler.path), Content_Length=0)
    return behave


def packed(handler, body, n):
    """Packs for the way, though it may have been asked not to."""
    body = gzip.compress(body)
    handler.head(200, ETag='"packed"', Content_Encoding="gzip", Content_Length=len(body))
    handler.send(body)


def packed_and_cut(handler, body, n):
    packed_body = gzip.compress(body)
    handler.head(200, ETag='"packed"', Content_Encoding="gzip", Content_Length=len(packed_body))
    handler.send(packed_body[:len(packed_body) // 2] if n == 1 else packed_body)
    handler.close_connection = True


def bomb(handler, body, n):
    body = gzip.compress(b"0" * 50_000_000)
    handler.head(200, Content_Encoding="gzip", Content_Length=len(body))
    handler.send(body)


def endless(handler, body, n):
    handler.head(200, Transfer_Encoding="chunked")
    while True:
        handler.send(b"400\r\n" + b"1,2,3,4\n" * 128 + b"\r\n")


def huge(handler, body, n):
    handler.head(200, Content_Length=10**12)
    handler.send(b"0" * 1000)
    handler.close_connection = True


def page(handler, body, n):
    body = b"\n<!DOCTYPE html><html><head><title> Access <b>Denied \x1b[31m</title></head><body>no</body></html>"
    handler.head(200, Content_Type="application/zip", Content_Length=len(body))
    handler.send(body)


def unasked_304(handler, body, n):
    handler.head(304, ETag='"z"')


def unversioned(handler, body, n):
    """Says nothing of which version it is."""
    handler.head(200, Content_Length=len(body))
    handler.send(body)


def no_http(handler, body, n):
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    handler.close_connection = True


BEHAVIORS = {
    "fine": lambda h, body, n: h.serve(body),
    "slow": lambda h, body, n: h.serve(body, pace=0.1),
    "paced": lambda h, body, n: h.serve(body, pace=0.02),
    "cut": lambda h, body, n: h.serve(body, cut=len(body) * n // 3 if n < 3 else None),
    "no_ranges": lambda h, body, n: h.serve(body, cut=len(body) // 2 if n < 3 else None, ranges=False),
    "weak": lambda h, body, n: h.serve(body, cut=len(body) // 2 if n == 1 else None, etag='W/"weak"'),
    "long_etag": lambda h, body, n: h.serve(body, etag='"' + "e" * 2000 + '"'),
    "empty": lambda h, body, n: h.head(200, Content_Length=0),
    "moved": redirect("/there/file"),
    "elsewhere": redirect("http://127.0.0.99:{port}/x"),
    "in_circles": redirect("{path}?again"),
    "to_a_file": redirect("file:///etc/passwd"),
    "as_user": redirect("http://{host}:x@127.0.0.99:{port}/x"),
    **{f.__name__: f for f in (stalled, changed, wrong_range, mixed, too_long, too_short, without_length, by_name,
                               busy, long_busy, broken_twice, packed, packed_and_cut, bomb, endless, huge, page,
                               unasked_304, unversioned, no_http)},
}


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        """Clients that leave are what this server is for."""


hosts = sorted(path.name for path in (folder / "hosts").iterdir())
servers = [Server((host, port), Handler) for host in hosts]
for server in servers:
    threading.Thread(target=server.serve_forever, daemon=True).start()
if len(sys.argv) > 3:
    secure = Server(("127.0.0.1", int(sys.argv[4])), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[3])
    secure.socket = context.wrap_socket(secure.socket, server_side=True)
    threading.Thread(target=secure.serve_forever, daemon=True).start()
(folder / "ready").touch()
threading.Event().wait()
