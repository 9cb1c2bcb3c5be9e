// An open menu is seen whole; it closes on Escape and on a click elsewhere; the focus goes back to what opened it.

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.drop-down[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// What opens is seen whole: not below the window, nor behind the bar under the thumb.
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
