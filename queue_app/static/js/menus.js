// Menus: an open one is scrolled into view, and closes on Escape or a click elsewhere. After Escape the focus returns to what opened it.

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.drop-down[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// Scrolls an opened menu into view: not below the window, nor behind the bottom bar of a phone.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.open && target.matches("details.drop-down")) target.lastElementChild.scrollIntoView({ block: "nearest" });
  },
  { capture: true },
);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.drop-down[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
