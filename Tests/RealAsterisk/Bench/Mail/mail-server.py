"""A mail server on loopback for tests: python3 mail-server.py PORT FOLDER SECURITY

SECURITY is none, starttls (required, with login bench/secret) or tls (from the first byte, with login).
Each message taken is a file FOLDER/NNNN.json: the envelope, and what Python's email package reads of it. What the file
FOLDER/behaviour says is done to every RCPT: nothing, or a reply such as "451 4.3.0 try later".
"""
import asyncio
import base64
import email
import email.policy
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

port, folder, security = int(sys.argv[1]), sys.argv[2], sys.argv[3]


class Handler:
    # Goes on after those that a server before this one has taken.
    count = sum(name.endswith(".json") for name in os.listdir(folder))

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
        message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        files = [
            {"name": part.get_filename(), "type": part.get_content_type(),
             "body": base64.b64encode(part.get_payload(decode=True)).decode()}
            for part in message.walk() if part.get_filename() is not None]
        received = {
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "isSecure": security != "none" and (security == "tls" or session.ssl is not None),
            "login": bool(session.authenticated), "headers": [[key, str(value)] for key, value in message.items()],
            "text": message.get_body(("plain",)).get_content(), "attachments": files,
            "source": envelope.original_content.decode("utf-8", "replace")}
        with open(name + ".new", "w") as file:
            json.dump(received, file)
        os.rename(name + ".new", name + ".json")
        return "250 OK"


def authenticator(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"bench", b"secret")
    # Not handled: the reply is still to be sent.
    return AuthResult(success=right, handled=False)


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
