// The rows of the order on the page: finding neighbours, showing positions, moving rows with an animation. A blank takes the place of [data-rows]
// rows of a long list that are not on the page. The neighbours of a blank are unknown.
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

// The next row on that side; null if there is none, or a blank comes first.
function beside(row, side) {
  const next = blankOrRow(row, side);
  return isBlank(next) ? null : next;
}

export function blankOrRow(row, side) {
  let next = row[side];
  while (next && !countOf(next)) next = next[side];
  return next;
}

// Puts `row` before `next` (null: last), updates the positions and keeps the line below the top in place.
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

// Animates moved rows for 120 ms, unless the person prefers reduced motion. Rows out of sight are not animated.
function softly(list, change) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return change();
  const seen = rowsOf(list).map((row) => [row, row.getBoundingClientRect().top]).filter(([, top]) => top > -200 && top < innerHeight + 200);
  change();
  for (const [row, before] of seen) {
    const by = before - row.getBoundingClientRect().top;
    if (by && !row.classList.contains("is-lifted")) row.animate([{ translate: `0 ${by}px` }, { translate: "none" }], { duration: 120, easing: "ease-out" });
  }
}
