"""An HTTP listener on loopback for tests: python3 webhook-listener.py PORT FOLDER

Each POST is a file FOLDER/NNNN.json: path, headers, body, and what was answered. What the file FOLDER/behaviour says is
done: "STATUS SECONDS", 200 at once without it; a redirect leads to /redirected.
"""
import json
import os
import select
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

port, folder = int(sys.argv[1]), sys.argv[2]
lock = threading.Lock()
# Goes on after those that a listener before this one has taken.
count = sum(name.endswith(".json") for name in os.listdir(folder))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        global count
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        try:
            with open(os.path.join(folder, "behaviour")) as file:
                status, seconds = file.read().split()
        except (FileNotFoundError, ValueError):
            status, seconds = "200", "0"
        time.sleep(float(seconds))
        if self.is_gone():
            status = "0"
        with lock:
            count += 1
            name = os.path.join(folder, f"{count:04d}")
        with open(name + ".new", "w") as file:
            headers = {key.lower(): value for key, value in self.headers.items()}
            json.dump({"path": self.path, "headers": headers, "body": body.decode(), "status": int(status)}, file)
        os.rename(name + ".new", name + ".json")
        if status == "0":
            self.close_connection = True
            return
        self.send_response(int(status))
        if status.startswith("3"):
            self.send_header("Location", "/redirected")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def is_gone(self):
        """Whether nobody waits for an answer any more."""
        if not select.select([self.connection], [], [], 0)[0]:
            return False
        return self.connection.recv(1, socket.MSG_PEEK) == b""

    def log_message(self, *_):
        pass


ThreadingHTTPServer.request_queue_size = 128
ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
