"""The refusals of the rules: each says why, and what to do next. A refused action changes nothing."""

from queue_app.domain.errors import N_, Refusal, nN_


class WipLimitReached(Refusal):
    sentence = N_("{running} of {limit} in progress. Help finish one of them, or swap one for the next item.")


class NothingToPull(Refusal):
    sentence = N_(
        "Nothing can be pulled: {blocked} waiting items are blocked and {skipped} skipped by you. Unblock or add one."
    )


class TopChanged(Refusal):
    sentence = N_("Meanwhile “{title}” (number {number}) is what you would pull. Look at it and pull again.")


class NotNext(Refusal):
    sentence = N_("“{title}” is not what you would pull next, so there is nothing to skip. Reload the page to see it.")


class NotWaiting(Refusal):
    sentence = N_("“{title}” is not waiting any more; it is {state}. Reload the page to see it.")


class NotRunning(Refusal):
    sentence = N_("“{title}” is not in progress; it is {state}. Reload the page to see it.")


class NotOpen(Refusal):
    sentence = N_("“{title}” is {state} already. Reopen or restore it first.")


class NotFinished(Refusal):
    sentence = N_("“{title}” is not finished; it is {state}.")


class NotDropped(Refusal):
    sentence = N_("“{title}” was not dropped; it is {state}.")


class AnchorGone(Refusal):
    sentence = N_("“{title}” has left the order meanwhile. Look at the order as it is now and choose a place again.")


class OrderChanged(Refusal):
    sentence = N_("The order changed while you read it. Begin again at its top.")


class ReasonMissing(Refusal):
    sentence = N_("This changes the first {top} waiting places. Say why in one sentence, with its kind.")


class AlreadyUrgent(Refusal):
    sentence = N_("“{title}” is urgent already, and only one item of a team can be. Finish or calm that one first.")


class NotUrgent(Refusal):
    sentence = N_("“{title}” is not marked urgent.")


class AlreadyBlocked(Refusal):
    sentence = N_("“{title}” is blocked already: {sentence}. Change its words or unblock it.")


class NotBlocked(Refusal):
    sentence = N_("“{title}” is not blocked.")


class AlreadyOnIt(Refusal):
    sentence = N_("You are on “{title}” already.")


class NotOnIt(Refusal):
    sentence = N_("You are not on “{title}”.")


class OpenSteps(Refusal):
    sentence = nN_(
        "One step of the plan is open. Finish anyway, or split it off as a new item.",
        "{open} steps of the plan are open. Finish anyway, or split them off as a new item.",
        "open",
    )


class LimitOverrun(Refusal):
    sentence = N_("{running} in progress and the limit is {limit}. Finish or put back one before anything is swapped.")


class CoinAlreadyFlipped(Refusal):
    sentence = N_(
        "The coin fell for “{title}” already. It is flipped again once one of the two was moved for a reason."
    )


class SameItem(Refusal):
    sentence = N_("An item cannot stand above or below itself. Choose another one.")


class EditedMeanwhile(Refusal):
    sentence = N_("Somebody changed “{title}” while you wrote. Both texts are shown; nothing of yours is lost.")


class PlanChanged(Refusal):
    sentence = N_("Somebody changed the plan of “{title}” while you wrote. Look at it as it is now and say it again.")


class TooLateToUndo(Refusal):
    sentence = N_("This cannot be undone any more: undo works for 10 minutes. Do the opposite instead.")


class TouchedSince(Refusal):
    sentence = N_("“{title}” was changed since, so this cannot be undone. Do the opposite instead.")


class NeighbourGone(Refusal):
    sentence = N_("“{title}” was directly above it and has moved or left since. Do the opposite instead.")


class NotYoursToUndo(Refusal):
    sentence = N_("Only the person who did this can undo it. Do the opposite instead.")


class UndoneAlready(Refusal):
    sentence = N_("This was undone already. Look at the page as it is now.")


class NothingToUndo(Refusal):
    sentence = N_("You did nothing in the last 10 minutes that can be undone.")


class NotUndoable(Refusal):
    sentence = N_("This kind of change cannot be undone. Do the opposite instead.")


class ReferenceTaken(Refusal):
    sentence = N_("This reference is on another item of the team already. Choose another, or leave it empty.")


class LastManager(Refusal):
    sentence = N_("A team needs a manager. Make somebody else a manager first.")


class AlreadyMember(Refusal):
    sentence = N_("This person is in the team already.")


class EmailTaken(Refusal):
    sentence = N_("There is an account with this e-mail address already. Sign in with it.")


class ClaimedAlready(Refusal):
    sentence = N_("Somebody else said that this was them. Ask in the team, and let them take it back first.")


class NameTaken(Refusal):
    sentence = N_("This name is on the list already. Choose another one.")


class TeamArchived(Refusal):
    sentence = N_("This team is archived and changes no more. A manager can bring it back on the team page.")


class LinkUsedUp(Refusal):
    sentence = N_("This link was used already or is too old. Ask for a new one.")


class NotEmpty(Refusal):
    sentence = N_("This installation is not empty; the example team is only for a fresh one.")


class NoRoomForImport(Refusal):
    sentence = nN_(
        "One row is in progress and there is room for {room}. Raise the limit, or let the rest wait.",
        "{running} rows are in progress and there is room for {room}. Raise the limit, or let the rest wait.",
        "running",
    )


class NoExample(Refusal):
    sentence = N_("This team is a real one; only the example team can be removed. Archive it instead.")
