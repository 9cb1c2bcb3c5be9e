// Says beside a field with one line an item how many items it holds: [data-lines] names the field, and carries the words.
// It counts the lines that `lines` in domain/inputs.py makes: those with a letter, number, punctuation or symbol.

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
