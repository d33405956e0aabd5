"""A test program is a list of sentences about the desk, run in their order and reported as TAP.

    @test("a mail from a customer becomes a ticket")
    def ticket(desk):
        ...
    main(Desk)

A failed sentence does not stop the others; a failed program shows the desk's logs.
"""

import os
import sys
import time
import traceback

# A busy machine is given longer; what Vorrang promises in seconds is measured where it is promised.
PATIENCE = float(os.environ.get("VORRANG_TEST_PATIENCE", "4"))
_TESTS = []


class Skip(Exception):
    """What this sentence needs is not there; the message names it."""


def test(sentence):
    def register(function):
        _TESTS.append((sentence, function))
        return function

    return register


def equal(found, wanted, what="value"):
    if found != wanted:
        raise AssertionError(f"{what}: found {found!r}, wanted {wanted!r}")


def true(condition, sentence):
    if not condition:
        raise AssertionError(sentence)


def eventually(function, seconds=10, what="it"):
    """Calls the function until it returns something true, and returns that; seconds are those of an idle machine."""
    end = time.monotonic() + seconds * PATIENCE
    while True:
        value = function()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not happen within {seconds} s")
        time.sleep(0.05)


def _run_one(number, sentence, function, fixture):
    try:
        function(fixture)
    except Skip as skip:
        print(f"ok {number} - {sentence} # SKIP {skip}", flush=True)
        return True
    except Exception:  # a test reports everything
        print(f"not ok {number} - {sentence}")
        print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()), end="", flush=True)
        return False
    print(f"ok {number} - {sentence}", flush=True)
    return True


def main(make_fixture):
    print(f"1..{len(_TESTS)}", flush=True)
    good = True
    with make_fixture() as fixture:
        for number, (sentence, function) in enumerate(_TESTS, 1):
            good = _run_one(number, sentence, function, fixture) and good
        if not good:
            fixture.show_logs()
    sys.exit(0 if good else 1)
