// Keeps the page as it is on the server: [data-live] is a stream that says the revisions, and [data-seen] those that are shown.
// A page that nobody sees does not listen. Without a stream it asks again and again. The server decides what is shown.
import { refresh } from "./refresh.js";

const APART = 250; // ms between two requests for the page
const [SOON, LATE] = [500, 10000]; // ms until it asks again by itself
const REFUSED = 30000; // ms until a stream that was refused twice is tried again
const SILENT = 40000; // ms after which a stream that says nothing is dead: the server ends it after 25 s
const TICK = 5000;

const root = document.documentElement;
const line = document.getElementById("connection");
let stream = null;
let refusals = 0; // streams that never opened, one after the other
let tried = 0;
let heard = 0;
let asked = 0;
let lost = 0; // requests without an answer, one after the other
let next = 0; // the timer until it asks by itself
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
    if (open && mine.readyState === EventSource.CONNECTING) open = false; // Its time was over, and the browser resumes it.
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

// Asks for the page at once; several wishes within a quarter of a second are one request.
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

// After sleep, a long while in the background or a dead connection: first catch up, then listen.
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
