// Choosing several rows: with the box of a row, or x on the row. Shift and a click choose all rows from the last changed one on. Lifting one
// chosen row moves all of them. Without this script the boxes are a plain form. The bar (shown by CSS) says how many rows are chosen, and
// here its pages open in a dialog.
import { open } from "./dialog.js";
import { letter } from "./letters.js";
import { isBlank, numberOf, titleOf } from "./rows.js";

const bar = document.getElementById("chosen");
const all = () => [...document.querySelectorAll(".choose:checked")];
const boxOf = (row) => row.querySelector(".choose");
export const chosenWith = (row) => (boxOf(row)?.checked ? all().map((box) => box.value) : [numberOf(row)]); // numbers
let last = null; // the last changed box

function tell() {
  if (bar) bar.firstChild.textContent = bar.dataset.words.replace("{n}", (bar.dataset.n = all().length));
}

function changed(box) {
  const words = bar.dataset[box.checked ? "chosen" : "unchosen"];
  document.getElementById("said").textContent = words.replace("{title}", titleOf(box.closest(".row"))).replace("{n}", all().length);
  last = box;
  tell();
}

document.addEventListener("change", ({ target }) => {
  if (target.matches(".choose")) changed(target);
  else if (target.id === "selecting" && !target.checked) bar.reset();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !event.target.closest?.("dialog, [popover]")) bar?.reset();
  const row = event.target.closest?.("[data-choose] .row");
  if (!row || event.target.closest(".lift") || letter(event) !== "x") return;
  event.preventDefault();
  boxOf(row).click();
});

document.addEventListener("click", (event) => {
  const at = event.shiftKey && event.target.closest("[data-choose] :is(.choose, .pos)");
  if (!at) return;
  const row = at.closest(".row");
  const box = boxOf(row);
  if (at !== box) box.checked = !box.checked;
  const lines = [...row.parentElement.children];
  const [from, to] = [lines.indexOf(last?.closest(".row")), lines.indexOf(row)].sort((a, b) => a - b);
  const between = from < 0 ? [] : lines.slice(from, to);
  if (!between.some(isBlank)) for (const one of between.map(boxOf)) if (one) one.checked = box.checked;
  if (at === box) return; // The browser changes the box.
  event.preventDefault();
  changed(box);
});

document.addEventListener("submit", (event) => {
  if (event.target !== bar) return;
  event.preventDefault();
  open({ href: `${event.submitter.formAction}?${new URLSearchParams(new FormData(bar))}` });
});

for (const change of ["fresh", "settled"]) document.addEventListener(change, tell);
bar?.addEventListener("reset", () => setTimeout(tell, (last = null)));
document.addEventListener("arrived", ({ target }) => target.elements.items && bar?.reset());
