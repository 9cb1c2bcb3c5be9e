// Sets the focus: after a refusal on its message; after a pull, and after an act or undo by keyboard, on the item.
// Also fills an unchanged time zone field with the browser's time zone.

const { acted } = sessionStorage;
delete sessionStorage.acted;
(document.querySelector("[data-focus]") ?? document.querySelector(`[data-item="${acted}"] a:not(.btn)`))?.focus();

document.addEventListener("submit", ({ submitter }) => {
  if (submitter?.matches("[data-item] :focus-visible, .pull")) sessionStorage.acted = submitter.closest("[data-item]").dataset.item;
});

for (const field of document.querySelectorAll("[data-guess-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && field.value === field.defaultValue) field.value = zone;
}
