// Single keys: which one was pressed, and whether it may act. A button with [data-letters] turns them off for this browser.

const OFF = "letters-off";
const root = document.documentElement;
const kept = () => {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false; // A browser that keeps nothing has them on.
  }
};
root.classList.toggle(OFF, kept());

// They act on the page itself and on its rows. A link, a button or a field that has the focus keeps its own keys.
const acts = (element) => element.matches("body, main, .notice, [data-row], [data-row] :is(.pos, .row-title, h2 a, h3 a, .title)");

// The letter or sign of a key, "" for one that may not act. A keyboard of other letters (З) says it by the place of the key (p).
export function letter(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return "";
  if ((event.key.length === 1 && root.classList.contains(OFF)) || !acts(event.target)) return "";
  const place = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (!place || !/^\p{L}$/u.test(event.key) || /\p{Script=Latin}/u.test(event.key)) return event.key;
  return event.shiftKey ? place : place.toLowerCase();
}

function show() {
  for (const place of document.querySelectorAll("[data-letters-here]")) place.hidden = false; // It does nothing without a script.
  for (const button of document.querySelectorAll("[data-letters]")) button.setAttribute("aria-checked", String(!root.classList.contains(OFF)));
}

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-letters]")) return;
  const off = root.classList.toggle(OFF);
  try {
    if (off) localStorage.setItem(OFF, "");
    else localStorage.removeItem(OFF);
  } catch {
    // It holds for this page.
  }
  show();
});

show();
