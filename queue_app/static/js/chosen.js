// Several rows at once: x on a row, or Shift and a click on its number, chooses it; a lifted one takes the others along. A bar says how many
// are chosen and what can be done with all of them.
import { letter } from "./letters.js";
import { numberOf, titleOf } from "./rows.js";

const all = () => [...document.querySelectorAll("[data-choose] .is-chosen")];
export const chosenWith = (row) => (row.matches(".is-chosen") ? all() : [row]);

function toggle(event, row) {
  event.preventDefault();
  const words = document.getElementById("chosen").dataset[row.classList.toggle("is-chosen") ? "chosen" : "unchosen"];
  document.getElementById("said").textContent = words.replace("{title}", titleOf(row)).replace("{n}", all().length);
  tell();
}

function tell() {
  const bar = document.getElementById("chosen");
  const rows = all();
  if (!bar) return;
  bar.hidden = !rows.length;
  bar.firstChild.textContent = bar.dataset.words.replace("{n}", rows.length);
  for (const link of bar.querySelectorAll("a")) link.search = new URLSearchParams(rows.map((row) => ["items", numberOf(row)]));
}

function clear() {
  for (const row of all()) row.classList.remove("is-chosen");
  tell();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !event.target.closest?.("dialog, [popover]")) clear();
  const row = event.target.closest?.("[data-choose] .row");
  if (row && !event.target.closest(".lift") && letter(event) === "x") toggle(event, row);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-clear]")) return clear();
  const pos = event.target.closest("[data-choose] .pos");
  if (pos && event.shiftKey) toggle(event, pos.closest(".row"));
});

for (const change of ["fresh", "settled"]) document.addEventListener(change, tell);
document.addEventListener("arrived", ({ target }) => target.elements.items && clear());
