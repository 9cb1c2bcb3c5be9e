"""The mail server of the settings, against a real one: encryption, login, what it refuses."""

import ssl
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from queue_app.service.mail.mail_server import OddMailServer, parsed, sender
from queue_app.usecases.mail.delivery import NotDelivered
from tests.mailbox import mailbox


def letter(to="alice@example.org"):
    message = EmailMessage()
    message["From"], message["To"] = "queue@example.org", to
    message.set_content("Hello\n")
    return message


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Of localhost, and good for the one who trusts it alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    plain, pem = serialization.NoEncryption(), serialization.Encoding.PEM
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def secure(certificate):
    """A server with STARTTLS that wants a login after it."""

    def authenticate(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"topmost", b"p@ss"), handled=False)

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with mailbox(tls_context=context, require_starttls=True, auth_required=True, authenticator=authenticate) as both:
        yield both


def test_a_letter_arrives(certificate):
    with mailbox() as (box, port):
        parsed(f"smtp+plain://127.0.0.1:{port}").send(letter())
    assert [one["To"] for one in box.letters] == ["alice@example.org"]


def test_it_is_encrypted_and_signed_in(secure, certificate, monkeypatch):
    box, port = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server = parsed(f"smtp://topmost:p%40ss@localhost:{port}")
    assert server.try_out() == ""
    assert box.letters == []
    server.send(letter())
    assert len(box.letters) == 1


def test_a_certificate_that_nobody_trusts_gets_no_password(secure):
    box, port = secure
    server = parsed(f"smtp://topmost:p%40ss@localhost:{port}")
    assert "certificate verify failed" in server.try_out()
    with pytest.raises(NotDelivered) as failure:
        server.send(letter())
    assert not failure.value.for_ever
    assert box.letters == []


def test_a_wrong_login_is_named_and_gives_up_no_letter(secure, certificate, monkeypatch):
    _, port = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(NotDelivered, match="535") as failure:
        parsed(f"smtp://topmost:wrong@localhost:{port}").send(letter())
    assert not failure.value.for_ever


def test_a_server_without_encryption_gets_nothing():
    with mailbox() as (box, port):
        assert "STARTTLS" in parsed(f"smtp://127.0.0.1:{port}").try_out()
    assert box.letters == []


@pytest.mark.parametrize(("says", "for_ever"), [("550 No such user", True), ("451 Try later", False)])
def test_a_refused_recipient_is_for_ever_or_not(says, for_ever):
    with mailbox() as (box, port):
        box.says = says
        with pytest.raises(NotDelivered, match=says) as failure:
            parsed(f"smtp+plain://127.0.0.1:{port}").send(letter())
    assert failure.value.for_ever is for_ever


def test_a_server_that_is_away_is_named():
    assert "no connection to 127.0.0.1:1" in parsed("smtp+plain://127.0.0.1:1").try_out()


@pytest.mark.parametrize(
    "odd",
    ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://host:99999", "smtp://host/path", "smtp://a:geheim@",
     "smtp://geheim@host", "smtp+plain://a:geheim@host", "smtp://ho st", "smtp://host?x=1", "smtp://host:0"],
)  # fmt: skip
def test_an_odd_address_is_refused_without_its_password(odd):
    with pytest.raises(OddMailServer) as refused:
        parsed(odd)
    assert "geheim" not in str(refused.value)


def test_the_password_is_never_shown():
    assert "geheim" not in repr(parsed("smtps://a:geheim@host"))
    assert parsed("smtps://a:geheim@host").port == 465


@pytest.mark.parametrize("odd", ["", "topmost", "a@b@c", "Topmost <>", "x\r\nBcc: y@example.org"])
def test_an_odd_sender_is_refused(odd):
    with pytest.raises(OddMailServer):
        sender(odd)


def test_a_sender_may_have_a_name():
    assert sender("Queue <queue@example.org>") == ("Queue", "queue@example.org")
    assert sender("queue@example.org") == ("Topmost", "queue@example.org")
