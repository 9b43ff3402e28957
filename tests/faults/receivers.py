"""Other sides of a line, each a process of its own that writes down what it is sent.

``python receivers.py hook|mail FOLDER``: prints its port; each message is a line of
``FOLDER/received``: the key, and what it was for. ``moody FOLDER PORT`` comes back on
its port and notes in ``FOLDER/taken`` what it took.
"""

import json
import random
import socketserver
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SLOW = 0.06  # seconds, so that death finds a message on its way


class Hook(BaseHTTPRequestHandler):
    """A work-chat: takes a message, and drops one whose key it has seen."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.note(self.headers["Idempotency-Key"], self.path)
        time.sleep(SLOW)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args):
        """Silent."""


class Moody(BaseHTTPRequestHandler):
    """A program that is often not in the mood, or goes silent after having taken it."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        mood = random.random()
        if mood > 0.12:
            ids = ",".join(str(row["id"]) for row in json.loads(body)["results"])
            with self.server.taken.open("a") as book:
                book.write(f"{self.headers['Idempotency-Key']}\t{ids}\n")
        self.send_response(204 if mood > 0.22 else 500)
        self.end_headers()

    def log_message(self, *args):
        """Silent."""


class Mail(socketserver.StreamRequestHandler):
    """A mail server that delivers whatever it is given, twice if given twice."""

    def handle(self):
        self._say("220 here")
        to = ""
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            if word == "DATA":
                self._take(to)
            else:
                self._say("221 bye" if word == "QUIT" else "250 ok")

    def _take(self, to: str) -> None:
        self._say("354 go on")
        key = ""
        while (line := self.rfile.readline().decode()) not in {".\r\n", ""}:
            if line.lower().startswith("message-id:"):
                key = line.partition(":")[2].strip()
        if line:  # whoever dies on the way has sent nothing
            self.server.note(key, to)
            time.sleep(SLOW)
            self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Noting:
    """Writes each message down at once."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def note(self, key: str, to: str) -> None:
        with self.book.open("a") as book:
            book.write(f"{key}\t{to}\n")

    def handle_error(self, request, client_address):
        """Whoever is killed hangs up in the middle."""


class HookServer(Noting, ThreadingHTTPServer):
    pass


class MailServer(Noting, socketserver.ThreadingTCPServer):
    pass


SERVERS = {
    "hook": (HookServer, Hook),
    "moody": (HookServer, Moody),
    "mail": (MailServer, Mail),
}


def main(kind: str, folder: str, port: str = "0") -> None:
    server_class, handler = SERVERS[kind]
    with server_class(("127.0.0.1", int(port)), handler) as server:
        server.book = Path(folder) / "received"
        server.taken = Path(folder) / "taken"
        sys.stdout.write(f"{server.server_address[1]}\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
