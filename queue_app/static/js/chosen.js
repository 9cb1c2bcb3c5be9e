// Several rows at once: x on a row, or Shift and a click on its number, chooses it; a lifted one takes the others along. A bar says how many
// are chosen and what can be done with all of them.
import { letter } from "./letters.js";
import { numberOf, titleOf } from "./rows.js";

const all = () => [...document.querySelectorAll("[data-order] .is-chosen")];
export const chosenWith = (row) => (row.matches(".is-chosen") ? all() : [row]);

function toggle(row) {
  const chosen = row.classList.toggle("is-chosen");
  const { chosen: yes, unchosen: no } = document.getElementById("lift").dataset;
  document.getElementById("said").textContent = (chosen ? yes : no).replace("{title}", titleOf(row)).replace("{n}", all().length);
  tell();
}

function tell() {
  const bar = document.getElementById("chosen");
  const rows = all();
  if (!bar) return;
  bar.hidden = !rows.length;
  bar.firstChild.textContent = bar.dataset.words.replace("{n}", rows.length);
  bar.querySelector("a").search = new URLSearchParams(rows.map((row) => ["items", numberOf(row)]));
}

function clear() {
  for (const row of all()) row.classList.remove("is-chosen");
  tell();
}

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-order] .row");
  if (!row || event.target.closest(".lift") || letter(event) !== "x") return;
  event.preventDefault();
  toggle(row);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-clear]")) return clear();
  const pos = event.target.closest("[data-order] a.pos");
  if (!pos || !event.shiftKey) return;
  event.preventDefault();
  toggle(pos.closest(".row"));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !event.target.closest?.("dialog, [popover]")) clear();
});

for (const change of ["fresh", "settled"]) document.addEventListener(change, tell);
document.addEventListener("arrived", ({ target }) => target.elements.items && clear());
