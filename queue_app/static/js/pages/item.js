// Edits texts of the item in place: a click on the text or its pen shows the input. Enter saves; Escape and Cancel show the text again.

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.open && target.matches(".edit")) target.querySelector("input:not([type=hidden]), textarea")?.focus();
  },
  { capture: true },
);

document.addEventListener("click", (event) => {
  const name = event.target.closest("[data-edits]")?.dataset.edits;
  const link = event.target.closest("a");
  if (!name || (link && !link.href.endsWith("/edit")) || !getSelection().isCollapsed) return; // Selecting text is not a click.
  event.preventDefault();
  document.getElementById(`edit-${name}`).open = true;
});

document.addEventListener("keydown", (event) => {
  const edit = event.key === "Escape" && event.target.closest(".edit[open]");
  if (edit) edit.querySelector("form").reset();
});

document.addEventListener("reset", ({ target }) => {
  const edit = target.closest(".edit");
  if (!edit) return;
  edit.open = false;
  edit.querySelector("summary").focus();
});
