// Keeps the ages in <time data-ago> current. Refreshes the page when a new day begins in the team's time zone.
import { refresh } from "./refresh.js";

const root = document.documentElement;
const [now, minutes, hours, days, daysAndHours] = (root.dataset.ago ?? "").split("|");
const fill = (pattern, ...numbers) => numbers.reduce((words, number) => words.replace("{}", number), pattern);

function ago(since) {
  const m = Math.max(0, Math.floor((Date.now() - since) / 60000));
  const h = Math.floor(m / 60);
  const d = Math.floor(h / 24);
  if (d >= 3 || (d && !(h % 24))) return fill(days, d);
  if (d) return fill(daysAndHours, d, h % 24);
  if (h) return fill(hours, h);
  return m ? fill(minutes, m) : now;
}

const today = () => new Date().toLocaleDateString("en-CA", { timeZone: root.dataset.zone });
let day = root.dataset.zone && today();

function tick() {
  if (document.hidden) return;
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const words = ago(Date.parse(time.dateTime));
    if (time.textContent !== words) time.textContent = words;
  }
  if (day && day !== today()) {
    day = today();
    refresh();
  }
}

setInterval(tick, 30000);
document.addEventListener("visibilitychange", tick);
document.addEventListener("fresh", tick);
