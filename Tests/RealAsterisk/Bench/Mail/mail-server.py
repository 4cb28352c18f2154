"""A mail server on loopback for tests: python3 mail-server.py PORT FOLDER SECURITY

SECURITY is none, starttls (required, with login bench/secret) or tls (from the first byte, with login).
Each message taken is a file FOLDER/NNNN.eml with the envelope in two lines before it. What the file FOLDER/behaviour says
is done to every RCPT: nothing, or a reply such as "451 4.3.0 try later".
"""
import asyncio
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

port, folder, security = int(sys.argv[1]), sys.argv[2], sys.argv[3]


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        try:
            with open(os.path.join(folder, "behaviour")) as file:
                reply = file.read().strip()
        except FileNotFoundError:
            reply = ""
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Handler.count += 1
        name = os.path.join(folder, f"{Handler.count:04d}")
        with open(name + ".new", "wb") as file:
            file.write(f"{envelope.mail_from}\n{','.join(envelope.rcpt_tos)}\n".encode())
            file.write(envelope.original_content)
        os.rename(name + ".new", name + ".eml")
        return "250 OK"


def authenticator(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"bench", b"secret")
    return AuthResult(success=right)


def certificate():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, "certificate.pem"), os.path.join(folder, "key.pem"))
    return context


def protocol():
    if security == "none":
        return SMTP(Handler(), hostname="bench.invalid")
    return SMTP(
        Handler(), hostname="bench.invalid", authenticator=authenticator, auth_required=True,
        tls_context=certificate() if security == "starttls" else None, require_starttls=security == "starttls",
        auth_require_tls=security == "starttls")


async def main():
    loop = asyncio.get_running_loop()
    tls = certificate() if security == "tls" else None
    server = await loop.create_server(protocol, "127.0.0.1", port, ssl=tls)
    await server.serve_forever()


asyncio.run(main())
