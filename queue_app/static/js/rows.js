// The rows of the order as they stand on the page: walking them, showing their numbers, giving way softly.

export const rowsOf = (list) => [...list.querySelectorAll(":scope > .row")];
export const above = (row) => beside(row, "previousElementSibling");
export const below = (row) => beside(row, "nextElementSibling");
export const numberOf = (row) => row.dataset.item;
export const placeOf = (row) => Number(row.querySelector(".pos").textContent.replace(/\D/g, ""));
export const titleOf = (row) => row.querySelector(".row-title").textContent;

function beside(row, side) {
  let next = row[side];
  while (next && !next.classList.contains("row")) next = next[side];
  return next;
}

// Puts `row` before `next` (null: last), shows the numbers anew and keeps the line under the top where it belongs.
export function put(list, row, next) {
  const first = Math.min(...rowsOf(list).map(placeOf));
  softly(list, () => {
    list.insertBefore(row, next);
    rowsOf(list).forEach((one, index) => showPlace(one, first + index));
    const line = list.querySelector(".row-line");
    if (line) list.insertBefore(line, rowsOf(list).find((one) => placeOf(one) > Number(list.dataset.top)) ?? null);
  });
}

function showPlace(row, place) {
  const pos = row.querySelector(".pos");
  const words = place.toLocaleString(document.documentElement.lang);
  if (pos.textContent === words) return;
  pos.textContent = words;
  pos.setAttribute("aria-label", pos.getAttribute("aria-label").replace(/^[\d,]+/, words));
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
