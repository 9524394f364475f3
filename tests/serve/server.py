"""A `careerstat serve` of a test's own, and a client that says exactly what it is told to."""
import http.client
import os
import pathlib
import re
import socket
import subprocess
import tempfile


class Server:
    """Started in a folder of its own, which is TMPDIR too: what is left there shows."""

    def __init__(self, program, *words, library=True, port=("--port", "0")):
        self.folder = tempfile.TemporaryDirectory(prefix="careerstat-serve-")
        self.root = pathlib.Path(self.folder.name)
        self.spool = self.root / "spool"
        self.spool.mkdir()
        self.library = self.root / "library.sqlite"
        environment = {**os.environ, "TMPDIR": str(self.spool), "HOME": str(self.root),
                       "CAREERSTAT_LIBRARY": str(self.library) if library else ""}
        environment.pop("XDG_DATA_HOME", None)
        self.process = subprocess.Popen([program, "serve", *port, *words],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True, cwd=self.root, env=environment)
        first = self.process.stdout.readline()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\n", first)
        if not found:
            raise RuntimeError(f"the server does not start: {first!r} {self.process.stderr.read()}")
        self.port = int(found.group(1))
        self.origin = f"http://127.0.0.1:{self.port}"

    def request(self, method, path, body=None, **headers):
        """Status, headers, body. Names of headers are written with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body,
                               {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.request("GET", path, **headers)

    def raw(self, data):
        """What comes back for bytes as they are, until the other end closes or is silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            answer = b""
            while more := line.recv(1 << 16):
                answer += more
            return answer

    def token(self):
        return re.search(rb'name="token" value="([0-9a-f]{64})"', self.get("/import")[2]).group(1).decode()

    def send_files(self, files, token, origin=None, fields=()):
        """Posts files (name, bytes) as a browser's form does."""
        mark = b"----careerstat-test"
        parts = [(b'name="token"', token.encode())] if token is not None else []
        parts += [(f'name="{name}"'.encode(), value.encode()) for name, value in fields]
        parts += [(b'name="files"; filename="' + name.encode() + b'"\r\nContent-Type: text/csv', data)
                  for name, data in files]
        body = b"".join(b"--" + mark + b"\r\nContent-Disposition: form-data; " + head + b"\r\n\r\n"
                        + data + b"\r\n" for head, data in parts) + b"--" + mark + b"--\r\n"
        headers = {"Content_Type": "multipart/form-data; boundary=" + mark.decode()}
        if origin is not False:
            headers["Origin"] = origin or self.origin
        return self.request("POST", "/import", body, **headers)

    def stop(self, signal):
        """Exit code and standard error."""
        self.process.send_signal(signal)
        _, error = self.process.communicate(timeout=30)
        return self.process.returncode, error

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()
        self.folder.cleanup()
