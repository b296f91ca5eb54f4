"""A mail server in a process of its own; it prints its port, and at its end to whom it took letters."""

import signal
import sys

from survey.actions.mail.posting import send_due
from survey.storage.engine.connecting import engine_for
from tests.actions.mail.mail_servers import LoopbackMail
from tests.actions.mail.test_posting_letters import to


def send(url, port, now, folder):
    """Send what is due, as the worker does."""
    engine = engine_for(url)
    send_due(now, to(port), engine, folder=folder)
    engine.dispose()


def serve():
    """Take letters until a signal comes."""
    server = LoopbackMail()
    print(server.port, flush=True)
    signal.sigwait({signal.SIGTERM})
    for letter in server.kept:
        print(f"<{letter['To'].addresses[0].addr_spec}>")
    sys.stdout.flush()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    serve()
