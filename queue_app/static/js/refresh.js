// Refreshes the page: requests it with the ETag of the present one, and morphs the shown page. One refresh runs at a time.
import { extend } from "./more.js";
import { morph } from "./morph.js";

const root = document.documentElement;
const PATIENCE = 10000; // ms
let etag = "";
let behind = false; // A list was not updated, because one of its rows is lifted.
let before = Promise.resolve();

// Resolves to "fresh", "same" (nothing changed), "old" (rows of an order that has changed), "gone" (the person may no longer see the page, or
// Topmost has another version) or "lost" (no answer).
export function refresh({ all = false } = {}) {
  return (before = before.then(() => ask(all)));
}

async function ask(all) {
  const headers = { Accept: "text/html", "Topmost-Seen": root.dataset.seen ?? "" };
  if (etag) headers["If-None-Match"] = etag;
  try {
    const answer = await fetch(location.href, { headers, signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 304) return "same";
    if (answer.status === 409) return "old";
    if (answer.redirected || (answer.status >= 400 && answer.status < 500)) return "gone";
    if (!answer.ok) return "lost";
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (scriptOf(fresh) !== scriptOf(document)) return "gone"; // Another version of Topmost.
    etag = answer.headers.get("ETag") ?? "";
    await extend(fresh, all);
    show(fresh, all);
    return "fresh";
  } catch {
    return "lost";
  }
}

document.addEventListener("settled", () => behind && refresh());

const scriptOf = (page) => page.querySelector("script[type=module]")?.getAttribute("src");

function show(fresh, all) {
  behind = !all && document.querySelector(".is-lifting") !== null;
  if (behind) etag = "";
  const held = document.activeElement;
  const [where, start, end] = [placeOf(held), held.selectionStart, held.selectionEnd];
  morph(document.body, fresh.body, all);
  document.title = fresh.title;
  const told = fresh.documentElement.dataset;
  if (told.seen) root.dataset.seen = told.seen;
  if (document.activeElement === document.body && held !== document.body) focusAgain(held, where, start, end);
  document.dispatchEvent(new CustomEvent("fresh", { detail: told.told }));
}

// A selector for the element with the focus, which also finds the element that replaces it.
function placeOf(element) {
  const row = element.closest("[data-item]");
  if (element.id || !row) return element.id && `#${CSS.escape(element.id)}`;
  const kind = ["pos", "menu", "row-title"].find((name) => element.classList.contains(name));
  return `[data-item="${row.dataset.item}"] ${kind ? `.${kind}` : "a"}`;
}

function focusAgain(held, where, start, end) {
  const element = held.isConnected ? held : where && document.querySelector(where);
  element?.focus({ preventScroll: true });
  if (element === held && typeof start === "number") held.setSelectionRange(start, end);
}
