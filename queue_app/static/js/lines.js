// Says how many items a field holds that takes one item on each line. [data-lines] names the field and has the words.
// Counts the same lines as `lines` in domain/inputs.py: those with a letter, number, punctuation or symbol.

const countOf = (field) => field.value.split(/\r\n?|\n/).filter((line) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(line)).length;

function tell(words) {
  const field = words.closest("form").elements[words.dataset.lines];
  const count = countOf(field);
  words.textContent = count ? (count === 1 ? words.dataset.one : words.dataset.more.replace("{n}", count)) : "";
}

const within = (place) => place?.querySelectorAll("[data-lines]").forEach(tell);
document.addEventListener("input", ({ target }) => within(target.form));
document.addEventListener("shown", ({ detail }) => within(detail));
within(document);
