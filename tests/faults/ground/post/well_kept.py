"""A relay as hospitals keep them: STARTTLS or nothing, an account or nothing. Says its port, then each mail it took.

Arguments: certificate, key, account, password; the word "open" instead of a certificate leaves TLS away.
"""

import asyncio
import email
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

CERTIFICATE, KEY, ACCOUNT, PASSWORD = sys.argv[1:5]


def say(line):
    print(line, flush=True)


class Handler:
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content)
        kind = session.ssl["cipher"][1] if session.ssl else "open"
        name = session.auth_data.login.decode() if session.auth_data else "nobody"
        say(f"mail {mail['Message-ID']} {kind} {name}")
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (ACCOUNT.encode(), PASSWORD.encode())
    say("signed-in" if right else "refused")
    return AuthResult(success=right, auth_data=data)


def protocol():
    context = None
    if CERTIFICATE != "open":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(CERTIFICATE, KEY)
    return SMTP(
        Handler(),
        hostname="localhost",
        tls_context=context,
        require_starttls=context is not None,
        auth_required=True,
        auth_require_tls=context is not None,
        authenticator=authenticate,
    )


async def main():
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    say(f"port {server.sockets[0].getsockname()[1]}")
    await server.serve_forever()


asyncio.run(main())
