"""A phone with an authenticator app, for a person's second step."""

from dataclasses import dataclass
from datetime import timedelta

from queue_app.domain.sign_in.totp import code_at, step_of
from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import second_steps
from queue_app.usecases.sign_in import second_step
from queue_app.usecases.sign_in.seal import Seal
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.http.world import World

SECRET = b"twenty bytes to trust"


@dataclass
class Phone:
    """`ahead`: the number of codes it has shown. The server also accepts the code of the next half minute."""

    doors: Doors
    seal: Seal
    person: int
    ahead: int = -1

    def code(self) -> str:
        """The next code. No code is returned twice."""
        self.ahead += 1
        return code_at(SECRET, step_of(utc_now()) + self.ahead)

    def begun(self) -> "Phone":
        """Begin the second step. The server then waits for the first code."""
        row = {"person": self.person, "sealed": self.seal.close(self.person, SECRET), "now": utc_now()}
        in_transaction(self.doors, second_steps.begin_second_step, **row)
        return self

    def turned_on(self) -> "Phone":
        """Turn the second step on. Sign-in then asks for codes."""
        self.begun()
        before = step_of(utc_now() - timedelta(minutes=1))
        about = {"person": self.person, "used_step": before, "now": utc_now()}
        in_transaction(self.doors, second_steps.confirm_second_step, **about)
        return self

    def recovery_codes(self) -> list[str]:
        """New recovery codes."""
        return in_transaction(self.doors, second_step.renew_codes, person=self.person)


def second_step_of(world: World, person: int) -> Phone:
    """The phone of a person of the furnished world."""
    return Phone(world.cast.doors, Seal(world.secret_key), person)
