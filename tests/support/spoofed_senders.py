"""Mails that try to pass for kunde@heyer.example although they come from evil.example (danger T4).

The verifier of the desk has seen the From of whoever sent it and says so: dmarc=pass for evil.example. A case is a name
and the header fields the attacker chose; none of them may become a mail of Heyer's class.
"""

KUNDE = b"kunde@heyer.example"
EVIL = b"x@evil.example"


def _from(value):
    return [("From", b" " + value)]


SPOOFED = {
    # --- the display name says it
    "address as display name": _from(b'"kunde@heyer.example" <x@evil.example>'),
    "address as bare display name": _from(b"kunde@heyer.example <x@evil.example>"),
    "encoded display name, Q": _from(b"=?utf-8?Q?kunde=40heyer=2Eexample?= <x@evil.example>"),
    "encoded display name, B": _from(b"=?utf-8?B?a3VuZGVAaGV5ZXIuZXhhbXBsZQ==?= <x@evil.example>"),
    "encoded display name with brackets": _from(b"=?utf-8?Q?=3Ckunde=40heyer=2Eexample=3E?= <x@evil.example>"),
    "encoded display name that ends the line": _from(b"=?utf-8?Q?x=0D=0AFrom:_kunde=40heyer=2Eexample?= <x@evil.example>"),
    "display name with a quoted pair": _from(b'"Ina \\"<kunde@heyer.example>\\"" <x@evil.example>'),
    # --- two addresses, two fields
    "two addresses, ours first": _from(b"kunde@heyer.example, x@evil.example"),
    "two addresses, ours last": _from(b"x@evil.example, kunde@heyer.example"),
    "two addresses in brackets": _from(b"<kunde@heyer.example>, <x@evil.example>"),
    "two addresses without a comma": _from(b"<kunde@heyer.example> <x@evil.example>"),
    "two addresses by a semicolon": _from(b"kunde@heyer.example; x@evil.example"),
    "two fields, ours first": _from(KUNDE) + _from(EVIL),
    "two fields, ours last": _from(EVIL) + _from(KUNDE),
    "two fields, ours in capitals": _from(EVIL) + [("FROM", b" " + KUNDE)],
    "two fields, ours with a blank before the colon": [("From ", b" " + KUNDE), *_from(EVIL)],
    "two fields, ours with a tab before the colon": _from(EVIL) + [("From\t", b" " + KUNDE)],
    "two fields, one empty": [("From", b""), *_from(KUNDE)],
    "two fields, ours folded": _from(EVIL) + [("From", b"\r\n kunde@heyer.example")],
    "second field beyond a thousand others": _from(EVIL) + [(f"X-{n}", b" y") for n in range(1100)] + _from(KUNDE),
    # --- comments
    "comment behind": _from(b"x@evil.example (kunde@heyer.example)"),
    "comment before": _from(b"(<kunde@heyer.example>) x@evil.example"),
    "comment inside the address": _from(b"x@evil.example(@heyer.example)"),
    "comment inside the domain": _from(b"x@(heyer.example)evil.example"),
    "comment that is never closed": _from(b"x@evil.example (kunde@heyer.example"),
    "nested comment": _from(b"(a(b)<kunde@heyer.example>) <x@evil.example>"),
    # --- groups, routes
    "group": _from(b"kunde@heyer.example: x@evil.example;"),
    "group of two": _from(b"g: kunde@heyer.example, x@evil.example;"),
    "group in a group": _from(b"a: b: kunde@heyer.example; x@evil.example;"),
    "empty group, then a name": _from(b"kunde@heyer.example:;, x@evil.example"),
    "source route": _from(b"<@heyer.example,@x.example:x@evil.example>"),
    "percent route": _from(b"<kunde%heyer.example@evil.example>"),
    "bang route": _from(b"<heyer.example!kunde@evil.example>"),
    # --- two @, quotes, encodings in the address itself
    "two @": _from(b"<x@evil.example@heyer.example>"),
    "two @, ours first": _from(b"<kunde@heyer.example@evil.example>"),
    "quoted local part": _from(b'<"kunde@heyer.example"@evil.example>'),
    "encoded word as address": _from(b"=?utf-8?Q?kunde=40heyer=2Eexample?="),
    "encoded word as address in brackets": _from(b"<=?utf-8?B?a3VuZGVAaGV5ZXIuZXhhbXBsZQ==?=>"),
    "encoded word that ends with NUL": _from(b"=?utf-8?Q?kunde=40heyer=2Eexample=00?=x@evil.example"),
    "control character behind ours": _from(b"<kunde@heyer.example\x01@evil.example>"),
    "bracket left open": _from(b"<kunde@heyer.example, <x@evil.example>"),
    "brackets in brackets": _from(b"<<kunde@heyer.example> x@evil.example>"),
    "domain literal": _from(b"<kunde@[heyer.example]>"),
    # --- fields that never name a customer
    "Sender": _from(EVIL) + [("Sender", b" " + KUNDE)],
    "Reply-To": _from(EVIL) + [("Reply-To", b" " + KUNDE)],
    "Resent-From": _from(EVIL) + [("Resent-From", b" " + KUNDE)],
    "X-Original-From": _from(EVIL) + [("X-Original-From", b" " + KUNDE)],
    "Return-Path": _from(EVIL) + [("Return-Path", b" <kunde@heyer.example>")],
    "Sender and no From": [("Sender", b" " + KUNDE)],
    # --- what the verifier read as evil.example's, and we as Heyer's: nobody's class
    "ours alone": _from(KUNDE),
    "ours after white space and a comment": _from(b"\r\n\t(x@evil.example)\r\n kunde@heyer.example"),
}

# Domain of the sender -> customer. Beside heyer.example the desk knows domains that begin or end like it.
DOMAINS = {
    "heyer.example": "heyer", "HEYER.Example": "heyer", "heyer.example.": "heyer",
    "eyer.example": "eyer", "heyer.example.org": "org", "xn--mller-kva.example": "mueller", "müller.example": "mueller",
    "MÜLLER.example": "mueller",
    "xheyer.example": None, "x-heyer.example": None, "mail.heyer.example": None, "heyer.example.net": None,
    "heyer.exampl": None, "heyer.examplee": None, "example": None, "yer.example": None, "heyer..example": None,
    "heyer.example.evil.example": None, "heyer-example.org": None, "heyеr.example": None, "xn--heyr-o8d.example": None,
    "ｈeyer.example.com": None, "gmail.com": None, "GMX.de": None,
}
