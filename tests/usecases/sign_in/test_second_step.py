"""The second step on both engines: each code once, whoever asks at the same moment; nothing readable is stored."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.sign_in.throttle import TooManyAttempts
from queue_app.store.sign_in import people, second_steps
from queue_app.usecases.sign_in import second_step, secrets
from queue_app.usecases.sign_in.forget import forget
from queue_app.usecases.sign_in.seal import Seal
from queue_app.usecases.sign_in.second_step import NoSecondStep, mark_of
from queue_app.usecases.sign_in.sessions import Visit, begin, find
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.http.phone import SECRET, Phone

VISIT = Visit("10.0.0.1", "Firefox", "d" * 43)
SEAL = Seal("a key of the server that nobody knows")


@pytest.fixture
def phone(cast):
    return Phone(cast.doors, SEAL, cast.alice)


def enter(cast, code, seal=SEAL, mark=None):
    right = mark_of(None) if mark is None else mark
    return second_step.finish_sign_in(cast.doors, seal, cast.alice, right, code, VISIT)


def test_it_is_on_from_its_first_code_and_ends_other_sessions(cast, phone):
    mine, other = (in_transaction(cast.doors, begin, person=cast.alice, client="", now=utc_now()) for _ in range(2))
    phone.begun()
    with pytest.raises(InputError):
        second_step.confirm(cast.doors, SEAL, cast.alice, "000000", secrets.hash_of(mine))
    first = phone.code()
    codes = second_step.confirm(cast.doors, SEAL, cast.alice, first, secrets.hash_of(mine))
    assert len(set(codes)) == second_step.CODES
    assert (find(cast.doors, mine) is None, find(cast.doors, other) is None) == (False, True)
    with pytest.raises(InputError):
        enter(cast, first)
    assert enter(cast, phone.code())


def test_one_code_opens_one_session_whoever_asks_at_the_same_moment(cast, phone):
    code = phone.turned_on().code()

    def one(_):
        try:
            return enter(cast, code)
        except InputError:
            return None

    with ThreadPoolExecutor(4) as pool:
        assert len([session for session in pool.map(one, range(4)) if session]) == 1


def test_a_recovery_code_works_once_however_it_is_typed(cast, phone):
    codes = phone.turned_on().recovery_codes()
    assert enter(cast, f" {codes[0].upper().replace('-', ' ')} ")
    for code in (codes[0], "", "-", "x" * 100):
        with pytest.raises(InputError):
            enter(cast, code)
    phone.recovery_codes()
    with pytest.raises(InputError):
        enter(cast, codes[1])


def test_guessing_codes_has_to_wait(cast, phone):
    phone.turned_on()
    for _ in range(5):
        with pytest.raises(InputError):
            enter(cast, "000000")
    with pytest.raises(TooManyAttempts):
        enter(cast, phone.code())


def test_a_password_that_was_changed_meanwhile_opens_nothing(cast, phone):
    phone.turned_on()
    in_transaction(cast.doors, people.set_password, person=cast.alice, password_hash="another")
    with pytest.raises(NoSecondStep):
        enter(cast, phone.code())


def test_the_database_alone_has_no_secret(cast, phone):
    phone.turned_on()
    with cast.doors.reading() as conn:
        sealed = second_steps.find_second_step(conn, cast.alice).sealed
    assert SEAL.open(cast.alice, sealed) == SECRET
    assert SEAL.open(cast.bob, sealed) is None
    assert Seal("another key of the server").open(cast.alice, sealed) is None
    assert SEAL.open(cast.alice, "no seal") is None


def test_with_another_key_recovery_codes_still_let_their_owner_in(cast, phone):
    codes = phone.turned_on().recovery_codes()
    with pytest.raises(InputError):
        enter(cast, phone.code(), Seal("another key of the server"))
    assert enter(cast, codes[0], Seal("another key of the server"))


def test_a_forgotten_person_has_none(cast, phone):
    phone.turned_on().recovery_codes()
    cast.told = False
    forget(cast.doors, cast.alice)
    with cast.doors.reading() as conn:
        assert second_steps.find_second_step(conn, cast.alice) is None
