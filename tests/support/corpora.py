"""The sample mails beside the project (../shared/corpora), as they are and spoilt. Read in place, never copied."""

import pathlib
import random
import re

NO_MAILS = (".xml", ".json", ".html", "README")
FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:(.*(?:\r?\n[ \t].*)*)\r?\n?")


def paths(corpora):
    return [path for path in sorted(pathlib.Path(corpora).rglob("*"))
            if path.is_file() and not any(word in path.name for word in NO_MAILS)]


def mails(corpora):
    """(path, mail) of each; an mbox holds several."""
    for path in paths(corpora):
        content = path.read_bytes()
        if not content.startswith(b"From "):
            yield path, content
            continue
        for one in re.split(rb"^From .*\n", content, flags=re.MULTILINE)[1:]:
            yield path, one


def _every_97th(mail, byte):
    return b"".join(mail[at:at + 96] + byte for at in range(0, len(mail), 97))


# T12: each mail × {as is, NUL inserted, bare LF, bare CR, cut at each 1/16}.
WAYS = {"as is": lambda mail: mail, "NUL": lambda mail: _every_97th(mail, b"\0"),
        "bare LF": lambda mail: mail.replace(b"\r\n", b"\n"),
        "bare CR": lambda mail: mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r")}
WAYS.update({f"cut at {part}/16": lambda mail, part=part: mail[:len(mail) * part // 16] for part in range(1, 16)})


def samples(corpora, spoilt=None, seed=1):
    """(path, way, mail): every mail as it is, and in `spoilt` other ways drawn by the seed (None: in all)."""
    draw = random.Random(seed)
    for path, mail in mails(corpora):
        others = list(WAYS)[1:]
        for way in ["as is", *(others if spoilt is None else draw.sample(others, spoilt))]:
            yield path, way, WAYS[way](mail)


def milter_form(mail):
    """(headers, body) as an MTA hands them over: a header ends at a blank line or at what is no field; a string of the
    protocol ends at a NUL, and a header's line ends are LF."""
    headers, at = [], 0
    while found := FIELD.match(mail, at):
        name, value = found.groups()
        value = value.replace(b"\r\n", b"\n").removesuffix(b"\r")
        headers.append((name, value.split(b"\0")[0]))
        at = found.end()
    rest = mail[at:]
    for blank in (b"\r\n", b"\n"):
        if rest.startswith(blank):
            return headers, rest[len(blank):]
    return headers, rest


def postfix_form(mail):
    """The same from Postfix, which knows no line end but CRLF. (Of others Dovecot would make CRLF when it shows them.)"""
    headers, body = milter_form(mail)
    return headers, re.sub(rb"(?<!\r)\n", b"\r\n", body)
