// The rows of the order as they stand on the page: walking them, showing their numbers, giving way softly. Where rows of a long list are not in the
// page, a blank stands for [data-rows] of them: nothing is known of what is beside it.
import { move } from "./morph.js";

export const rowsOf = (list) => [...list.querySelectorAll(":scope > .row")];
export const isBlank = (one) => one?.matches(".blank");
export const countOf = (one) => Number(one.dataset.rows ?? one.matches(".row"));
export const above = (row) => beside(row, "previousElementSibling");
export const below = (row) => beside(row, "nextElementSibling");
export const numberOf = (row) => row.dataset.item;
export const placeOf = (row) => Number(row.querySelector(".pos").textContent.replace(/\D/g, ""));
export const titleOf = (row) => row.querySelector(".row-title").textContent;
export const words = (number) => number.toLocaleString(document.documentElement.lang);

// The next row on that side, or null: there is none, or a blank comes first.
function beside(row, side) {
  const next = blankOrRow(row, side);
  return isBlank(next) ? null : next;
}

export function blankOrRow(row, side) {
  let next = row[side];
  while (next && !countOf(next)) next = next[side];
  return next;
}

// Puts `row` before `next` (null: last), shows the numbers anew and keeps the line under the top where it belongs.
export function put(list, row, next) {
  let place = Math.min(...rowsOf(list).map(placeOf)) - 1;
  softly(list, () => {
    move(list, row, next);
    for (const one of list.children) {
      place += countOf(one);
      if (one.matches(".row")) showPlace(one, place);
    }
    const line = list.querySelector(".row-line");
    if (line) list.insertBefore(line, rowsOf(list).find((one) => placeOf(one) > Number(list.dataset.top)) ?? null);
  });
}

function showPlace(row, place) {
  const pos = row.querySelector(".pos");
  if (pos.textContent === words(place)) return;
  pos.textContent = words(place);
  pos.setAttribute("aria-label", pos.getAttribute("aria-label").replace(/^[\d.,]+/, words(place)));
}

// What changes its place glides there in 120 ms, unless somebody asked for less motion. Rows out of sight are left alone.
function softly(list, change) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return change();
  const seen = rowsOf(list).map((row) => [row, row.getBoundingClientRect().top]).filter(([, top]) => top > -200 && top < innerHeight + 200);
  change();
  for (const [row, before] of seen) {
    const by = before - row.getBoundingClientRect().top;
    if (by && !row.classList.contains("is-lifted")) row.animate([{ translate: `0 ${by}px` }, { translate: "none" }], { duration: 120, easing: "ease-out" });
  }
}
