"""The refusals of the rules: each says why, and what to do next. A refused action changes nothing."""

from queue_app.domain.errors import N_, Refusal, nN_


class WipLimitReached(Refusal):
    sentence = N_("{running} of {limit} are in progress. Help finish one, or swap one for the next item.")


class NothingToPull(Refusal):
    sentence = N_(
        "Nothing can be pulled. Blocked: {blocked}. Waiting for others: {held}. Skipped by you: {skipped}. Unblock or add one."
    )


class NoRoomForAgents(Refusal):
    sentence = N_("Agents have {working} of {at_once} items. Wait until a person finishes one or puts it back.")


class NothingForAgents(Refusal):
    sentence = N_("Nothing waits that agents may pull. Waiting: {waiting}. Ask later, or propose an item.")


class ManyProposals(Refusal):
    sentence = N_("{new} new items are not placed yet. Wait until people have looked at them.")


class RunOver(Refusal):
    sentence = N_("Your run of “{title}” is over. Nothing was changed. Stop, and pull again.")


class TopChanged(Refusal):
    sentence = N_("The next item changed. Now it is “{title}” (#{number}). Pull it?")


class NotNext(Refusal):
    sentence = N_("“{title}” is not your next item, so you cannot skip it. Reload the page.")


class NotWaiting(Refusal):
    sentence = N_("“{title}” is {state}, not waiting. Reload the page.")


class NotRunning(Refusal):
    sentence = N_("“{title}” is {state}, not in progress. Reload the page.")


class NotOpen(Refusal):
    sentence = N_("“{title}” is already {state}. Reopen or restore it first.")


class NotFinished(Refusal):
    sentence = N_("“{title}” is {state}, not finished. Reload the page.")


class NotDropped(Refusal):
    sentence = N_("“{title}” is {state}, not dropped. Reload the page.")


class AnchorGone(Refusal):
    sentence = N_("“{title}” is not in the order any more. Choose another position.")


class OrderChanged(Refusal):
    sentence = N_("The order changed while you read it. Start again at the top.")


class ReasonMissing(Refusal):
    sentence = N_("This changes the top {top}. Choose a kind of reason and say why in one sentence.")


class AlreadyUrgent(Refusal):
    sentence = N_("Only one item can be urgent, and “{title}” already is. Finish it, or make it not urgent.")


class NotUrgent(Refusal):
    sentence = N_("“{title}” is not urgent. Reload the page.")


class AlreadyBlocked(Refusal):
    sentence = N_("“{title}” is already blocked: {sentence}. Edit the reason or unblock it.")


class NotBlocked(Refusal):
    sentence = N_("“{title}” is not blocked. Reload the page.")


class WaitsForItself(Refusal):
    sentence = N_("An item cannot wait for itself. Choose another one.")


class AlreadyWaits(Refusal):
    sentence = N_("“{title}” already waits for {other}. Reload the page.")


class TooManyWaits(Refusal):
    sentence = N_("“{title}” already waits for {most} items. Remove one of these waits first.")


class WaitsInACircle(Refusal):
    sentence = N_("This would be a circle: {path}. Remove one of these waits first.")


class NoSuchWait(Refusal):
    sentence = N_("“{title}” does not wait for this item. Reload the page.")


class AlreadyOnIt(Refusal):
    sentence = N_("You are already on “{title}”. Reload the page.")


class NotOnIt(Refusal):
    sentence = N_("You are not on “{title}”. Reload the page.")


class OpenSteps(Refusal):
    sentence = nN_(
        "One step of the plan is open. Finish anyway, or split it off as a new item.",
        "{open} steps of the plan are open. Finish anyway, or split them off as a new item.",
        "open",
    )


class LimitOverrun(Refusal):
    sentence = N_("{running} are in progress and the limit is {limit}. Finish or put back one before you swap.")


class CoinAlreadyFlipped(Refusal):
    sentence = N_("“{title}” already won this coin flip. Move one of the two with a reason to flip again.")


class SameItem(Refusal):
    sentence = N_("An item cannot be above or below itself. Choose another one.")


class EditedMeanwhile(Refusal):
    sentence = N_("Somebody changed “{title}” while you wrote. Compare both texts and save again.")


class PlanChanged(Refusal):
    sentence = N_("Somebody changed the plan of “{title}” while you wrote. Look at the new plan and try again.")


class TooLateToUndo(Refusal):
    sentence = N_("Undo works for {minutes} minutes only. Do the opposite instead.")


class TouchedSince(Refusal):
    sentence = N_("“{title}” has changed since, so you cannot undo this. Do the opposite instead.")


class NeighbourGone(Refusal):
    sentence = N_("“{title}” was directly above and has moved since. Do the opposite instead.")


class ImportTouched(Refusal):
    sentence = nN_(
        "One item was changed since: “{title}”. Tick that it stays.",
        "{count} items were changed since, such as “{title}”. Tick that they stay.",
        "count",
    )


class ImportCancelled(Refusal):
    sentence = N_("The import was cancelled. Nothing was changed.")


class ImportFailed(Refusal):
    sentence = N_("The import did not end well. Check in the queue if its items are there.")


class ImportsBusy(Refusal):
    sentence = N_("Other large imports are running. Try again in a few minutes.")


class TakenBackAlready(Refusal):
    sentence = N_("Somebody took this import back already.")


class NotYoursToUndo(Refusal):
    sentence = N_("Somebody else did this, so you cannot undo it. Do the opposite instead.")


class UndoneAlready(Refusal):
    sentence = N_("This is already undone. Reload the page.")


class NothingToUndo(Refusal):
    sentence = N_("Nothing to undo from the last {minutes} minutes. Do the opposite instead.")


class NotUndoable(Refusal):
    sentence = N_("This kind of change cannot be undone. Do the opposite instead.")


class ReferenceTaken(Refusal):
    sentence = N_("Another item of the team has this reference. Choose another one or leave it empty.")


class LastManager(Refusal):
    sentence = N_("A team needs a manager. Make somebody else a manager first.")


class NotYourNote(Refusal):
    sentence = N_("Only its author can correct a note. Write a note of your own.")


class TooLateToCorrect(Refusal):
    sentence = N_("A note can be corrected for {minutes} minutes. Write another note.")


class TooManyNotes(Refusal):
    sentence = N_("You wrote {most} notes within a day. Write the next one tomorrow.")


class AlreadyMember(Refusal):
    sentence = N_("This person is already in the team.")


class EmailTaken(Refusal):
    sentence = N_("This e-mail address already has an account. Sign in with it.")


class CannotMakeAccount(Refusal):
    sentence = N_("No account was made. Do you have one? Sign in first. Otherwise use another address.")


class OtherAddress(Refusal):
    sentence = N_("This invitation is for {email}. Use that address, or ask for a new invitation.")


class SameName(Refusal):
    sentence = N_("The team already has somebody called {name}. Choose a name that differs.")


class ClaimedAlready(Refusal):
    sentence = N_("Somebody else already chose this name. Ask them to give it back first.")


class NameTaken(Refusal):
    sentence = N_("This name is already on the list. Choose another one.")


class TooManyViews(Refusal):
    sentence = N_("The team already has {most} views. Remove one first.")


class TooManyAreas(Refusal):
    sentence = N_("“{title}” would have {count} areas. An item has at most {most}. Replace its areas, or leave it out.")


class TeamArchived(Refusal):
    sentence = N_("This team is archived. A manager can bring it back on the team page.")


class LinkUsedUp(Refusal):
    sentence = N_("This link no longer works. Ask for a new one.")


class NotEmpty(Refusal):
    sentence = N_("This installation is not empty. Use a new one for the example team.")


class NoRoomForImport(Refusal):
    sentence = nN_(
        "One row is in progress and there is room for {room}. Raise the limit, or let the rest wait.",
        "{running} rows are in progress and there is room for {room}. Raise the limit, or let the rest wait.",
        "running",
    )


class NoExample(Refusal):
    sentence = N_("Only the example team can be removed. Archive this team instead.")


class LetterTooLate(Refusal):
    sentence = N_("This letter cannot be sent again: it has gone, or its link has ended. Make a new one.")


class CheckRuns(Refusal):
    sentence = N_("Somebody checks everything already. Wait for them, then try again.")
