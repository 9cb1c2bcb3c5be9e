// After a refusal the focus is where the words are; after a pull and an act or an undo by keyboard, on the item it was done to. An empty time zone field starts with the browser's own zone.

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
