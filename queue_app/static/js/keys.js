// Keys: p presses [data-key="p"]; j and k move through the rows; Ctrl and Enter send the form that has the focus.
import { letter } from "./letters.js";
import { blankOrRow, isBlank } from "./rows.js";

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form");
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  const key = letter(event);
  if (key === "j" || key === "k") return walk(event, key === "j" ? 1 : -1);
  const element = key && [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  if (!element) return;
  event.preventDefault();
  if (element.matches("input, textarea")) element.focus();
  else element.click();
});

function walk(event, step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const here = rows.indexOf(document.activeElement?.closest("[data-row]"));
  const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step];
  if (!next) return;
  event.preventDefault();
  if (here >= 0 && isBlank(blankOrRow(rows[here], step > 0 ? "nextElementSibling" : "previousElementSibling"))) return; // The rows of the blank are being loaded.
  (next.querySelector(".row-title, h2 a, h3 a") ?? next.querySelector("a, button"))?.focus();
  next.scrollIntoView({ block: "nearest" });
}
