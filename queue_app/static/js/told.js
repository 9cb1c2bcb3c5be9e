// Shows what others did in one line. The line changes at most every four seconds, so that a busy team does not distract. The latest news wins.

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

// The undo line is a toast for ten seconds, or longer while the pointer or the focus is on it. Then it becomes a plain line.
function watch() {
  const toast = document.querySelector(".toast");
  if (!toast || toast.dataset.watched) return;
  toast.dataset.watched = "yes";
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : toast.classList.remove("toast"));
  setTimeout(leave, TOAST);
}

watch();
document.addEventListener("fresh", watch);
