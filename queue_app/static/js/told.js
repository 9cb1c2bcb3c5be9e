// Says what others did in one quiet line. It changes every four seconds at most, so that a busy team does not chatter; the last word counts.

const [APART, STAYS] = [4000, 12000]; // ms
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
