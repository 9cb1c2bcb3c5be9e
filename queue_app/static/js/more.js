// A long list only holds its first rows and the rows near the visible ones. Blanks of the same height replace the others. A blank's rows are
// loaded when it comes near, and rows that are far away become blanks again. Places are those on the server: while a row is lifted, .was marks
// its place there. A link to the next page serves browsers without scripts, and stays if no answer comes.
import { countOf, isBlank, numberOf, rowsOf } from "./rows.js";

const MOST = 100; // rows that are loaded at once; as many first rows always stay
const NEAR = 1; // distance in windows within which rows are loaded
const PATIENCE = 1000; // ms until rows that did not come are requested again
const SPARE = 20; // further rows, so that a small change needs no other request
const FAR = 8; // distance in windows beyond which rows become blanks. As many rows as may be chosen at once fit within it.

const listIn = (page) => page.querySelector("#part-order .rows");
const linkIn = (page) => page.querySelector("#part-order .rows-end [rel=next]");
const standsFor = (one) => (one.matches(".was") ? 1 : one.matches(".is-lifted") ? 0 : countOf(one));
const far = (row, windows) => {
  const { top, bottom } = row.getBoundingClientRect();
  return bottom < -windows * innerHeight || top > (windows + 1) * innerHeight;
};
let height = 0; // of a row
let coming = null;

function blankOf(rows) {
  const blank = document.createElement("li");
  blank.className = "blank";
  blank.dataset.rows = rows;
  return blank;
}

// The number of rows above an element, as the server counts them.
const placeIn = (list, element) => [...list.children].slice(0, [...list.children].indexOf(element)).reduce((sum, one) => sum + standsFor(one), 0);

// Joins adjacent blanks, and gives each an id and the height of its rows. Removes gaps next to blanks, since a gap is between two rows.
function tidy(list) {
  for (const one of [...list.children]) {
    const next = one.nextElementSibling;
    if (one.matches(".row-gap") && (isBlank(next) || isBlank(one.previousElementSibling))) one.remove();
    else if (one.dataset.rows === "0") one.remove();
    else if (isBlank(one) && isBlank(next)) {
      next.dataset.rows = countOf(one) + countOf(next);
      next.prepend(...one.children);
      one.remove();
    }
  }
  list.querySelectorAll(":scope > .blank").forEach((blank, n) => {
    blank.id = `blank-${n}`;
    if (list.ownerDocument === document) blank.style.height = `${countOf(blank) * height}px`;
  });
}

// Loads rows of this page's list: those after the first `from` ones, or those around the item `at`.
async function get({ from = 0, rows, at }, { days = 1 } = listIn(document).dataset) {
  const address = new URL(`${location.pathname}/rows/${from + 1}/${rows}/${days}${location.search}`, location);
  if (at) address.searchParams.set("at", at);
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  const list = answer?.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-from]");
  return list && { from: Number(list.dataset.from), rows: rowsOf(list) };
}

// Puts loaded rows in place of blanks; returns how many.
function lay(list, { from, rows }) {
  let count = 0;
  rows.forEach((row, n) => {
    let before = from + n;
    const blank = [...list.children].find((one) => (before -= standsFor(one)) < 0);
    if (!isBlank(blank) || list.querySelector(`[data-item="${numberOf(row)}"]`)) return;
    const rest = -before - 1;
    const chosen = blank.querySelector(`[value="${numberOf(row)}"]`);
    if (chosen) row.querySelector(".choose").checked = chosen.checked;
    chosen?.remove();
    const gap = row.previousElementSibling;
    blank.before(blankOf(countOf(blank) - rest - 1), ...(gap?.matches(".row-gap") ? [gap] : []), row);
    blank.dataset.rows = rest;
    count += 1;
  });
  tidy(list);
  return count;
}

// Loads rows of a blank, beginning with its row `first`; returns how many came.
export function fill(blank, first) {
  return (coming ??= bring(blank, first).finally(() => (coming = null)));
}

async function bring(blank, first) {
  const list = blank.parentElement;
  const rows = Math.min(MOST, countOf(blank));
  const came = await get({ from: placeIn(list, blank) + Math.min(first, countOf(blank) - rows), rows });
  const count = came && list.isConnected ? lay(list, came) : 0;
  if (count) leave(list);
  else {
    linkIn(document)?.parentElement.removeAttribute("hidden");
    await new Promise((go) => setTimeout(go, PATIENCE));
  }
  return count;
}

// Turns rows that are far away into blanks, except those that are lifted, have the focus or are next to a lifted row.
function leave(list) {
  const held = ".is-lifted, :focus-within, .is-lifted + .row, .row:has(+ :is(.is-lifted, .was)), .was + .row";
  for (const row of rowsOf(list).slice(MOST).filter((row) => far(row, FAR) && !row.matches(held))) {
    const blank = blankOf(1);
    blank.append(...row.querySelectorAll(".choose:checked"));
    row.replaceWith(blank);
  }
  tidy(list);
}

// Loads missing rows near the visible ones.
export async function look() {
  const list = listIn(document);
  const blank = [...(list?.querySelectorAll(":scope > .blank") ?? [])].find((one) => !far(one, NEAR));
  if (!blank) return;
  const first = Math.floor((-NEAR * innerHeight - blank.getBoundingClientRect().top) / height);
  if (await fill(blank, Math.max(0, first))) return look();
}

// Completes the list of a refreshed page with the rows that are visible, have the focus or are chosen on this page.
export async function extend(fresh, all) {
  const list = listIn(fresh);
  const was = listIn(document);
  const first = list && rowsOf(list).length;
  if (!begin(fresh) || !was || (was.matches(".is-lifting") && !all)) return;
  const near = rowsOf(was).filter((row) => !far(row, NEAR));
  const beyond = near.filter((row) => placeIn(was, row) >= first);
  const asked = [];
  if (beyond.length) {
    const from = Math.max(first, placeIn(was, beyond[0]) - SPARE);
    asked.push({ from, rows: Math.min(2 * MOST, placeIn(was, beyond.at(-1)) - from + SPARE) });
  }
  const focus = document.activeElement.closest(".rows > .row");
  if (focus && !near.includes(focus) && !list.querySelector(`[data-item="${numberOf(focus)}"]`)) asked.push({ at: numberOf(focus), rows: 1 });
  for (const came of await Promise.all(asked.map((one) => get(one, list.dataset)))) if (came) lay(list, came);
  const blank = list.querySelector(":scope > .blank");
  const boxes = [...was.querySelectorAll(".choose:checked")].filter((box) => !near.includes(box.closest(".row")) && !list.querySelector(`.choose[value="${box.value}"]`));
  blank?.append(...boxes.map((box) => box.cloneNode()));
}

// Loads the row of a moved item if needed, scrolls to it and marks it. Returns undefined if the item is not in this list.
export async function reveal(number) {
  const list = listIn(document);
  const find = () => list?.querySelector(`[data-item="${number}"]`);
  if (list?.querySelector(".blank") && !find()) lay(list, await get({ at: number, rows: MOST }) ?? { rows: [] });
  const row = find();
  if (row && far(row, -0.1)) row.scrollIntoView({ block: "center" });
  row?.classList.add(matchMedia("(prefers-reduced-motion: reduce)").matches ? "just-changed" : "has-changed");
  return row;
}

// On the first page of a longer list, replaces the link to the next page by a blank for the rest. Returns whether it did.
function begin(page) {
  const list = listIn(page);
  const link = linkIn(page);
  if (!link || new URLSearchParams(location.search).has("after")) return false;
  list.append(blankOf(list.dataset.size - rowsOf(list).length));
  link.parentElement.hidden = true;
  tidy(list);
  return true;
}

function measure() {
  const rows = listIn(document) ? rowsOf(listIn(document)).slice(-20) : [];
  if (rows.length) height = (rows.at(-1).getBoundingClientRect().bottom - rows[0].getBoundingClientRect().top) / rows.length;
}

measure();
begin(document);
look();
addEventListener("scroll", look, { passive: true });
addEventListener("resize", () => {
  measure();
  if (listIn(document)) tidy(listIn(document));
  look();
});
document.addEventListener("fresh", () => {
  if (listIn(document)) tidy(listIn(document));
  look();
});
