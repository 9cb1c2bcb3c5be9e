"""A phone with an authenticator app, and a person whose second step it is."""

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
    """`ahead`: how many codes it has shown. The server takes one of the next half minute too."""

    doors: Doors
    seal: Seal
    person: int
    ahead: int = -1

    def code(self) -> str:
        """The next code, never the same twice."""
        self.ahead += 1
        return code_at(SECRET, step_of(utc_now()) + self.ahead)

    def begun(self) -> "Phone":
        """Its secret waits for the first code."""
        row = {"person": self.person, "sealed": self.seal.close(self.person, SECRET), "now": utc_now()}
        in_transaction(self.doors, second_steps.begin_second_step, **row)
        return self

    def turned_on(self) -> "Phone":
        """Signing in asks for its codes."""
        self.begun()
        before = step_of(utc_now() - timedelta(minutes=1))
        about = {"person": self.person, "used_step": before, "now": utc_now()}
        in_transaction(self.doors, second_steps.confirm_second_step, **about)
        return self

    def recovery_codes(self) -> list[str]:
        """New ones."""
        return in_transaction(self.doors, second_step.renew_codes, person=self.person)


def second_step_of(world: World, person: int) -> Phone:
    """The phone of somebody of the furnished world."""
    return Phone(world.cast.doors, Seal(world.secret_key), person)
