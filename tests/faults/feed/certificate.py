"""A certificate for loopback that lives as long as a test."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Certificate:
    """Two PEM files; the certificate is its own authority."""

    chain: Path
    key: Path

    def trust(self) -> ssl.SSLContext:
        """A context that believes this one alone."""
        return trust(self.chain)


def trust(chain: Path | str) -> ssl.SSLContext:
    """A context that believes one certificate alone."""
    return ssl.create_default_context(cafile=str(chain))


def self_signed(folder: Path) -> Certificate:
    """Make one for 127.0.0.1."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=12))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    made.chain.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    made.key.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return made
