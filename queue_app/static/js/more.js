// A long list holds the rows near what is seen, and its first ones. A blank as high as the others takes their place; they come when it comes near,
// and what went far away becomes blank again. Places are those of the server: while a row is lifted, .was stands where it stands there.
// A link to the next page stays for whoever has no script, or no answer.
import { countOf, isBlank, numberOf, rowsOf } from "./rows.js";

const MOST = 100; // rows that come at once; so many first ones stay
const NEAR = 1; // windows from what is seen: there rows are
const PATIENCE = 1000; // ms until what did not come is asked for again
const SPARE = 20; // rows beyond, so that a change of a few does not ask again
const FAR = 8; // windows: there rows are no more. As many rows as may be chosen at once are between.

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

// Where the rows above an element end, counted on the server.
const placeIn = (list, element) => [...list.children].slice(0, [...list.children].indexOf(element)).reduce((sum, one) => sum + standsFor(one), 0);

// Blanks side by side are one, have a name and are as high as their rows. What stands between two rows stands beside no blank.
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

// Rows of the list of this address: `from` a place on, or around the item `at`.
async function get({ from = 0, rows, at }, { days = 1 } = listIn(document).dataset) {
  const address = new URL(`${location.pathname}/rows/${from + 1}/${rows}/${days}${location.search}`, location);
  if (at) address.searchParams.set("at", at);
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  const list = answer?.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-from]");
  return list && { from: Number(list.dataset.from), rows: rowsOf(list) };
}

// Rows that came take their place in blanks; how many did.
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

// Brings rows of a blank, from one of them on; how many came.
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

// What went far away becomes blank, without what somebody holds.
function leave(list) {
  const held = ".is-lifted, :focus-within, .is-lifted + .row, .row:has(+ :is(.is-lifted, .was)), .was + .row";
  for (const row of rowsOf(list).slice(MOST).filter((row) => far(row, FAR) && !row.matches(held))) {
    const blank = blankOf(1);
    blank.append(...row.querySelectorAll(".choose:checked"));
    row.replaceWith(blank);
  }
  tidy(list);
}

// Brings what is missing near what is seen.
export async function look() {
  const list = listIn(document);
  const blank = [...(list?.querySelectorAll(":scope > .blank") ?? [])].find((one) => !far(one, NEAR));
  if (!blank) return;
  const first = Math.floor((-NEAR * innerHeight - blank.getBoundingClientRect().top) / height);
  if (await fill(blank, Math.max(0, first))) return look();
}

// The list of a page that was asked for anew gets what is seen, held and chosen in this one.
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

// The row of an item that was moved, brought where it is not in the page, seen and marked. Undefined: it does not wait here.
export async function reveal(number) {
  const list = listIn(document);
  const find = () => list?.querySelector(`[data-item="${number}"]`);
  if (list?.querySelector(".blank") && !find()) lay(list, await get({ at: number, rows: MOST }) ?? { rows: [] });
  const row = find();
  if (row && far(row, -0.1)) row.scrollIntoView({ block: "center" });
  row?.classList.add(matchMedia("(prefers-reduced-motion: reduce)").matches ? "just-changed" : "has-changed");
  return row;
}

// The first page of a list that is longer: a blank for the rest, in place of the link. Whether that is so.
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
