// Brings the parts of the page up to date: fetches the page and puts each [data-part] in its place. Focus survives.
import { extend } from "./more.js";

export async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  await extend(fresh);
  const held = focused();
  for (const part of document.querySelectorAll("[data-part]")) {
    const next = fresh.getElementById(part.id);
    if (next) part.replaceWith(document.adoptNode(next));
  }
  document.title = fresh.title;
  document.getElementById("main").className = fresh.getElementById("main")?.className ?? "";
  if (held && document.activeElement === document.body) document.querySelector(held)?.focus();
  document.dispatchEvent(new Event("parts"));
  return true;
}

// Where the focus is, in words that hold for the fresh page too.
function focused() {
  const element = document.activeElement;
  if (element?.id) return `#${CSS.escape(element.id)}`;
  const row = element?.closest("[data-item]");
  if (!row) return null;
  const kind = ["pos", "menu", "row-title"].find((name) => element.classList.contains(name));
  return `[data-item="${row.dataset.item}"] ${kind ? `.${kind}` : "a"}`;
}
