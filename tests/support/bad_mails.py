"""The ten mails of the bad kind, as bytes that a client may send."""

from dataclasses import dataclass

CUSTOMER = "kunde@heyer.example"
BIG = 20 << 20


@dataclass
class BadMail:
    name: str
    mail: bytes
    sender: str = CUSTOMER  # as the ticket is to show it
    customer: str = "heyer"
    rank: str = "A"
    subject: str = None  # None: not looked at


def _head(name, *lines):
    fields = [f"From: Ina Heyer <{CUSTOMER}>", "To: support@desk.example", f"Subject: bad mail, {name}",
              "Date: Wed, 25 Nov 2026 10:00:00 +0100", f"Message-ID: <bad.{name.replace(' ', '-')}@heyer.example>", *lines]
    return "".join(line + "\r\n" for line in fields).encode()


def _without(head, name):
    return b"".join(line for line in head.splitlines(True) if not line.startswith(name + b":"))


def _nested(depth):
    out = []
    for n in range(depth):
        out.append(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")
    out.append("Content-Type: text/plain\r\n\r\ninnermost\r\n")
    out += [f"--b{n}--\r\n" for n in reversed(range(depth))]
    return "".join(out).encode()


def bad_mails():
    plain = b"\r\nHello\r\n"
    broken = (b"\r\nno boundary of mine\r\n--other\r\nContent-Transfer-Encoding: base64\r\n\r\n=== not base64 ***\r\n"
              b"--b\r\nContent-Type: text/plain; name=\"unclosed\r\nContent-Disposition attachment\r\n\r\nnever closed\r\n")
    nested = _nested(500)
    long_line = b"X-Long: " + b"y" * 200_000 + b"\r\n"
    big_line = b"the quick brown fox jumps over the lazy dog 0123456789 ABCDEFGHIJK\r\n"
    return [
        BadMail("NUL", _head("NUL", "X-Odd: a\0b") + b"\r\nbefore\0after\r\n\0\0\r\n"),
        BadMail("broken MIME", _head("broken MIME", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b; =; x",
                                     "Content-Transfer-Encoding: nonsense") + broken, subject="bad mail, broken MIME"),
        BadMail("500 nested multiparts", _head("nested", "MIME-Version: 1.0") + nested, subject="bad mail, nested"),
        BadMail("200 KB header", _head("long header") + long_line + plain, subject="bad mail, long header"),
        BadMail("no Message-ID", _without(_head("without id"), b"Message-ID") + plain, subject="bad mail, without id"),
        # Two senders map to no customer: neither of them is proven.
        BadMail("two From", _head("two From", "From: other@nordit.example") + plain, customer=None, rank="-"),
        BadMail("raw 8-bit subject", _without(_head("8bit"), b"Subject") + b"Subject: Gr\xfc\xdfe aus K\xf6ln\r\n" + plain,
                subject="Grüße aus Köln"),
        BadMail("bare LF", _head("bare LF") + b"\r\nfirst\nsecond\n\nfourth\r\nfifth\r\n", subject="bad mail, bare LF"),
        # Nothing says whose it is: the envelope is no proof.
        BadMail("empty", b"", sender="", customer=None, rank="-", subject=""),
        BadMail("20 MB", _head("20 MB") + b"\r\n" + big_line * (BIG // len(big_line) + 1), subject="bad mail, 20 MB"),
    ]
