// "Show more" brings the next rows to the end of the list: nothing that was read goes away. A row that is dragged to the end brings them too.
import { rowsOf } from "./rows.js";

let coming = null; // The rows that are under way.

const listIn = (page) => page.querySelector("#part-order .rows");
const linkIn = (page) => page.querySelector("#part-order .rows-end [rel=next]:not([data-old])");

// Brings the next rows of the page that is shown. The first one of them, or null.
export function more() {
  return (coming ??= bring(document).finally(() => (coming = null)));
}

// Brings as many rows into a page that was asked for anew as are shown now.
export async function extend(fresh) {
  const shown = listIn(document);
  while (shown && listIn(fresh) && rowsOf(listIn(fresh)).length < rowsOf(shown).length) if (!(await bring(fresh))) return;
}

async function bring(page) {
  const link = linkIn(page);
  const answer = link && (await fetch(link.href, { headers: { Accept: "text/html" } }).catch(() => null));
  if (link && (!answer?.ok || answer.redirected)) link.dataset.old = ""; // The order is another one by now, or nobody answered.
  if (!answer?.ok || answer.redirected) return null;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [list, coming] = [listIn(page), listIn(next)];
  if (!list || !coming || linkIn(page) !== link) return null; // The page was drawn anew meanwhile.
  rescale(coming, coming.dataset.days / list.dataset.days);
  const rows = rowsOf(coming);
  list.append(...coming.children);
  showEnd(page, link.parentElement, linkIn(next)?.parentElement);
  return rows[0];
}

// The bars of a later page are drawn on an axis of its own.
function rescale(list, by) {
  for (const bar of by ? list.querySelectorAll(".span rect") : [])
    for (const name of ["x", "width"]) if (bar.hasAttribute(name)) bar.setAttribute(name, `${parseFloat(bar.getAttribute(name)) * by}%`);
}

// What is shown is from the first row on.
function showEnd(page, end, next) {
  if (!next) return end.remove();
  const words = next.querySelector("span");
  words.textContent = words.textContent.replace(/\d+/, end.querySelector("span").textContent.match(/\d+/));
  end.replaceWith(page.adoptNode(next));
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("#part-order .rows-end [rel=next]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const first = await more();
  if (!first) return location.assign(link.href);
  first.querySelector(".row-title").focus();
  const list = first.parentElement;
  document.getElementById("said").textContent = list.dataset.said.replace("{n}", rowsOf(list).length);
});
