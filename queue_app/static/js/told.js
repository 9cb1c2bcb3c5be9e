// Says what others did in one quiet line. It changes every four seconds at most, so that a busy team does not chatter; the last word counts.

const [APART, STAYS, TOAST] = [4000, 12000, 10000]; // ms
const line = document.getElementById("told");
let said = 0;
let waiting = 0;
let leaving = 0;

document.addEventListener("fresh", ({ detail }) => {
  if (!detail || !line) return;
  clearTimeout(waiting);
  waiting = setTimeout(say, Math.max(0, said + APART - Date.now()), detail);
});

function say(words) {
  said = Date.now();
  line.textContent = words;
  clearTimeout(leaving);
  leaving = setTimeout(() => (line.textContent = ""), STAYS);
}

// The undo line is a toast for ten seconds, longer while the pointer or the focus is on it; then it is a quiet line.
function watch() {
  const toast = document.querySelector(".toast");
  if (!toast || toast.dataset.watched) return;
  toast.dataset.watched = "yes";
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : toast.classList.remove("toast"));
  setTimeout(leave, TOAST);
}

watch();
document.addEventListener("fresh", watch);
