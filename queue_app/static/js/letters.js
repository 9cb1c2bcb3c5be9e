// Single keys: which one was pressed, and whether it may act. Who turned them off on the account page has [data-keys] on the page.

// They act on the page itself and on its rows. A link, a button or a field that has the focus keeps its own keys.
const acts = (element) => element.matches("body, main, .notice, [data-row], [data-row] :is(.choose, .pos, .row-title, h2 a, h3 a, .title)");

// The letter or sign of a key, "" for one that may not act. A keyboard of other letters (З) says it by the place of the key (p).
export function letter(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return "";
  if ((event.key.length === 1 && document.documentElement.dataset.keys) || !acts(event.target)) return "";
  const place = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (!place || !/^\p{L}$/u.test(event.key) || /\p{Script=Latin}/u.test(event.key)) return event.key;
  return event.shiftKey ? place : place.toLowerCase();
}
