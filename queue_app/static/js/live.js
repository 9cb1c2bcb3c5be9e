// Keeps the page up to date. [data-live] is the address of a stream of revisions, and [data-seen] the revisions that the page shows.
// A hidden page does not listen. Without a stream the page polls. The server decides what is shown.
import { refresh } from "./refresh.js";

const APART = 250; // ms between two requests for the page
const [SOON, LATE] = [500, 10000]; // ms between two polls, least and most
const REFUSED = 30000; // ms until a stream that was refused twice is tried again
const SILENT = 40000; // ms after which a silent stream is dead; the server ends each stream after 25 s
const TICK = 5000;

const root = document.documentElement;
const line = document.getElementById("connection");
let stream = null;
let refusals = 0; // consecutive streams that never opened
let tried = 0;
let heard = 0;
let asked = 0;
let lost = 0; // consecutive requests without an answer
let next = 0; // the timer of the next poll
let busy = null;
let again = false;

function listen() {
  if (stream || document.hidden) return;
  const mine = (stream = new EventSource(root.dataset.live));
  let open = false;
  tried = heard = Date.now();
  mine.onopen = () => {
    open = true;
    refusals = 0;
    heard = Date.now();
  };
  mine.onmessage = ({ data }) => {
    heard = Date.now();
    if (data !== root.dataset.seen) catchUp();
  };
  mine.onerror = () => {
    if (open && mine.readyState === EventSource.CONNECTING) open = false; // The server ended it after its time, and the browser reconnects.
    else {
      refusals += 1;
      hush();
      askLater();
    }
  };
}

function hush() {
  stream?.close();
  stream = null;
  clearTimeout(next);
}

function askLater() {
  clearTimeout(next);
  next = setTimeout(catchUp, Math.min(LATE, SOON * 2 ** (lost ? Math.min(lost, 6) : Math.min(refusals, 3))) * (0.8 + Math.random() * 0.4));
}

// Requests the page at once. Several calls within a quarter of a second make one request.
function catchUp() {
  again = busy !== null;
  return (busy ??= ask().finally(() => (busy = null)));
}

async function ask() {
  let found;
  do {
    again = false;
    await new Promise((go) => setTimeout(go, asked + APART - Date.now()));
    asked = Date.now();
    found = await refresh();
  } while (again && found !== "lost");
  if (found === "gone") return location.reload();
  lost = found === "lost" ? lost + 1 : 0;
  say(found);
  if (found === "old") return hush();
  if (document.hidden || stream) return;
  if (!lost && (refusals < 2 || Date.now() - tried > REFUSED)) listen();
  else askLater();
}

function say(found) {
  const words = found === "old" ? line.dataset.old : lost ? (navigator.onLine ? line.dataset.lost : line.dataset.offline) : "";
  if (line.textContent !== words) line.textContent = words;
}

// Catches up first and then listens, after sleep, a long time in the background or a dead connection.
function wake() {
  if (document.hidden) return;
  hush();
  catchUp();
}

let ticked = Date.now();
function tick() {
  const slept = Date.now() - ticked > 3 * TICK;
  ticked = Date.now();
  const minute = "eachMinute" in root.dataset && Date.now() - asked > 60000;
  if (document.hidden || busy) return;
  if (slept || (stream && Date.now() - heard > SILENT)) wake();
  else if (minute) catchUp();
}

if (root.dataset.live) {
  listen();
  setInterval(tick, TICK);
  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : wake()));
  addEventListener("pageshow", ({ persisted }) => persisted && wake());
  addEventListener("pagehide", hush);
  addEventListener("focus", () => Date.now() - heard > SILENT && wake());
  addEventListener("online", wake);
  addEventListener("offline", () => (lost ||= 1) && say("lost"));
}
