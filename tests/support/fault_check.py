"""What must hold after faults: the ledger of the senders against tickets, messages, outbox and mailboxes.

`violations` is a pure function, so that it can be shown to find what it is there to find.
"""

import collections
import email
import email.policy
import re
from dataclasses import dataclass, field

_QUEUE_ID = re.compile(rb"by mx\.desk\.example \(Postfix\) with E?SMTPS?A? id (\w+)")
_NUMBER = re.compile(r"\[#(\d+)\]")


@dataclass
class World:
    """What was found."""
    messages: list = field(default_factory=list)  # ticket, direction, kind, message_id, digest (of the body)
    tickets: list = field(default_factory=list)  # number, sender
    listed: list = field(default_factory=list)  # numbers, as `vorrang ticket list` tells them
    confirmed: dict = field(default_factory=dict)  # number: events of kind confirmed
    outbox: list = field(default_factory=list)  # id, kind, ticket, state, queue_id
    mailboxes: dict = field(default_factory=dict)  # address: mails
    unsafe: set = field(default_factory=set)  # queue ids that Postfix gave and, killed as a whole, never had in its queue
    disowned: set = field(default_factory=set)  # queue ids that a killed cleanup left complete: answered 451, delivered
    rows: dict = field(default_factory=dict)  # ticket: rows that the agent sees


@dataclass
class Admitted:
    """What the design admits: counted, and no violation."""
    lost: int = 0  # accepted by the milter, and the whole of Postfix killed before its file was safe
    doubled: int = 0  # one file in Postfix's queue, delivered twice (the customer's side, not ours)
    again: int = 0  # answered 451 because cleanup was killed with its file complete: sent again, with the same Message-ID


def subject(mail):
    return str(email.message_from_bytes(mail, policy=email.policy.default)["Subject"])


def copies(mails):
    """Queue id: how often that file was delivered."""
    ids = collections.Counter()
    for number, mail in enumerate(mails):
        found = _QUEUE_ID.search(mail)
        ids[found[1].decode() if found else f"none-{number}"] += 1
    return ids


def violations(entries, world, admitted=None):
    admitted = admitted if admitted is not None else Admitted()
    wrong = []
    wrong += _of_letters(entries, world)
    wrong += _of_tickets(entries, world)
    wrong += _of_confirmations(entries, world, admitted)
    wrong += _of_answers(entries, world, admitted)
    wrong += [f"outbox {row['id']} ({row['kind']} of {row['ticket']}) is {row['state']}, not sent"
              for row in world.outbox if row["state"] != "sent"]
    return wrong


def _of_letters(entries, world):
    by_id = collections.defaultdict(list)
    for message in world.messages:
        if message["direction"] == "in" or message["kind"] == "source":
            by_id[message["message_id"]].append(message)
    for entry in entries:
        letter, found = entry.letter, by_id[entry.letter.key]
        if not entry.accepted:
            yield f"{letter.key}: never taken, last answer {entry.codes[-1:]} {entry.texts[-1:]}"
            if entry.refused and found:
                yield f"{letter.key}: refused, and stored all the same"
        elif len(found) != 1:
            yield f"{letter.key}: answered 250, is {len(found)} messages"
        elif found[0]["digest"] != letter.digest:
            yield f"{letter.key}: stored with another body"


def _mails(entries):
    return [entry for entry in entries if entry.letter.kind == "mail" and entry.accepted]


def _of_tickets(entries, world):
    numbers = [ticket["number"] for ticket in world.tickets]
    for number, count in collections.Counter(numbers).items():
        if count > 1:
            yield f"ticket number {number} was given {count} times"
    if sorted(world.listed) != sorted(set(world.listed)):
        yield "`vorrang ticket list` names a number twice"
    for number in set(numbers) - set(world.listed):
        yield f"ticket {number} is not listed"
    by_sender = collections.Counter(ticket["sender"] for ticket in world.tickets)
    for entry in _mails(entries):
        if by_sender[entry.letter.sender] != 1:
            yield f"{entry.letter.sender} has {by_sender[entry.letter.sender]} tickets"
    for number in numbers if world.rows else ():
        if world.rows.get(number, 0) != 1:
            yield f"the agent sees {world.rows.get(number, 0)} rows of ticket {number}"


def _of_confirmations(entries, world, admitted):
    ticket_of = {ticket["sender"]: ticket["number"] for ticket in world.tickets}
    for entry in _mails(entries):
        address = entry.letter.sender
        number = ticket_of.get(address)
        mails = [mail for mail in world.mailboxes.get(address, []) if b"\nAuto-Submitted: auto-replied" in mail]
        yield from _arrived_once(world, admitted, "confirmation", number, mails, f"{address} (ticket {number})")
        for mail in mails:
            named = _NUMBER.search(subject(mail))
            if not named or int(named[1]) != number:
                yield f"{address}: its ticket is {number}, its confirmation says {subject(mail)!r}"
        if world.confirmed.get(number, 0) != 1:
            yield f"the history of {number} says {world.confirmed.get(number, 0)} times that it was confirmed"


def _of_answers(entries, world, admitted):
    for entry in entries:
        letter = entry.letter
        if letter.kind != "reply" or not entry.accepted:
            continue
        mails = [mail for mail in world.mailboxes.get(letter.customer, []) if letter.mark.encode() in mail]
        number = next((ticket["number"] for ticket in world.tickets if ticket["sender"] == letter.customer), None)
        yield from _arrived_once(world, admitted, "reply", number, mails, f"{letter.customer} ({letter.key})")


def _arrived_once(world, admitted, kind, number, mails, who):
    ids = copies(mails)
    different = len(ids)
    admitted.doubled += len(mails) - different
    if different == 1:
        return
    if len(ids.keys() - world.disowned) == 1:
        admitted.again += different - 1
        return
    unsafe = any(row["kind"] == kind and row["ticket"] == number and row["state"] == "sent"
                 and row["queue_id"] in world.unsafe for row in world.outbox)
    if different == 0 and unsafe:
        admitted.lost += 1
        return
    yield f"{who} has {different} mails of kind {kind}"
