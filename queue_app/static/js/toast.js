// The undo line is a toast for ten seconds, longer while the pointer or the focus is on it; then it is a quiet line.

const STAYS = 10000;

function watch() {
  const toast = document.querySelector(".toast");
  if (!toast || toast.dataset.watched) return;
  toast.dataset.watched = "yes";
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : toast.classList.remove("toast"));
  setTimeout(leave, STAYS);
}

watch();
document.addEventListener("fresh", watch);
