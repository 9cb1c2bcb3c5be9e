// After a refusal the focus is where the words are. An empty time zone field starts with the browser's own zone.

const wrong = document.querySelector("[data-focus]");
wrong?.focus();

for (const field of document.querySelectorAll("[data-guess-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && field.value === field.defaultValue) field.value = zone;
}
