// A thin line between the entries that this browser has shown before and those that are new. What one does oneself is not new.
// [data-since] is a list of entries with [data-at], a number that grows; the largest one is kept for each page.
const OWN = "since-own";
const seen = new Map(); // {key: the largest number when the page was opened}
const at = (entry) => Number(entry.dataset.at);

function mark() {
  const own = sessionStorage.getItem(OWN);
  sessionStorage.removeItem(OWN);
  for (const list of document.querySelectorAll("[data-since]")) {
    list.querySelector(".since")?.remove();
    const key = `since ${location.pathname} ${list.dataset.since}`;
    const entries = [...list.querySelectorAll("[data-at]")];
    const newest = Math.max(Number(localStorage.getItem(key)), ...entries.map(at));
    if (own || !seen.has(key)) seen.set(key, own ? newest : Number(localStorage.getItem(key) ?? newest));
    const isNew = (entry) => at(entry) > seen.get(key);
    const border = entries.find((entry, n) => n && isNew(entry) !== isNew(entries[n - 1]));
    border?.before(line(border, list.dataset.words));
    localStorage.setItem(key, newest);
  }
}

function line(border, words) {
  const made = document.createElement(border.localName === "li" ? "li" : "p");
  made.className = "since";
  made.textContent = words;
  return made;
}

document.addEventListener("submit", () => sessionStorage.setItem(OWN, "yes"));
document.addEventListener("fresh", mark);
mark();
