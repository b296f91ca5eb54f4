"""A mail server on the loopback, small and real: it speaks SMTP and keeps what it was given."""

import socket
import socketserver
from email import message_from_bytes
from email.policy import default
from threading import Event, Thread


class Conversation(socketserver.StreamRequestHandler):
    """One client's visit."""

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.say("220 here")
        for line in iter(self.rfile.readline, b""):
            command = line.strip().upper()
            if self.server.hangs_at and self.server.hangs_at.upper() in command:
                self.server.let_go.wait(60)
                return
            if command.startswith(b"EHLO"):
                self.say("250-here")
                self.say("250 SMTPUTF8")
            elif command.startswith(b"RCPT"):
                self.say(self.server.answer_to_recipient)
            elif command == b"DATA":
                self.take()
            elif command == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def take(self):
        self.say("354 go on")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        self.server.kept.append(message_from_bytes(b"".join(lines), policy=default))
        if self.server.dies_after_taking:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.say(self.server.answer_to_letter)


class LoopbackMail(socketserver.ThreadingTCPServer):
    """The server, on a free port; what it answers can be chosen."""

    allow_reuse_address = daemon_threads = True
    dies_after_taking = False
    hangs_at = b""
    answer_to_recipient = "250 fine"
    answer_to_letter = "250 kept"

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.kept, self.visits = [], 0
        self.let_go = Event()
        self.port = self.server_address[1]
        Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def verify_request(self, request, client_address):
        self.visits += 1
        return True

    def handle_error(self, request, client_address):
        """A client that is cut off is what some tests are about."""

    def close(self):
        self.shutdown()
        self.server_close()
