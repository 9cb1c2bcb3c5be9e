// Several rows at once: x on a row, or Shift and a click on its number, chooses it; a lifted one takes the others along.
import { letter } from "./letters.js";
import { titleOf } from "./rows.js";

export const chosenWith = (row) => (row.matches(".is-chosen") ? [...document.querySelectorAll("[data-order] .is-chosen")] : [row]);

function toggle(row) {
  const chosen = row.classList.toggle("is-chosen");
  const all = document.querySelectorAll("[data-order] .is-chosen").length;
  const { chosen: yes, unchosen: no } = document.getElementById("lift").dataset;
  document.getElementById("said").textContent = (chosen ? yes : no).replace("{title}", titleOf(row)).replace("{n}", all);
}

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-order] .row");
  if (!row || event.target.closest(".lift") || letter(event) !== "x") return;
  event.preventDefault();
  toggle(row);
});

document.addEventListener("click", (event) => {
  const pos = event.target.closest("[data-order] a.pos");
  if (!pos || !event.shiftKey) return;
  event.preventDefault();
  toggle(pos.closest(".row"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  for (const row of document.querySelectorAll("[data-order] .is-chosen")) row.classList.remove("is-chosen");
});
