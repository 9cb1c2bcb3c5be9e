// Images pasted or dropped into a text: each is added to the item, and a reference to it is inserted at the cursor.
import { freshKey } from "../ask.js";

// The form that takes the images of a text: in the same dialog, if the text is in one. A text that belongs to no item has no such form.
const formOf = (text) => text?.closest("dialog, main").querySelector("[data-images]");

function textOf({ target }) {
  const text = target.closest("textarea:is([name=words], [name=text])");
  return formOf(text) && text;
}

document.addEventListener("paste", (event) => take(event, event.clipboardData));
document.addEventListener("drop", (event) => take(event, event.dataTransfer));
document.addEventListener("dragover", (event) => {
  if (textOf(event) && event.dataTransfer.types.includes("Files")) event.preventDefault();
});

function take(event, data) {
  const text = textOf(event);
  const images = [...data.files].filter((file) => file.type.startsWith("image/"));
  if (!text || !images.length || data.types.includes("text/plain")) return; // Content that includes text is pasted as text.
  event.preventDefault();
  for (const image of images) add(text, image);
}

async function add(text, image) {
  const form = formOf(text);
  const { reading, lost } = form.dataset;
  const mark = `![${reading}](${freshKey()})\n`; // Each image is on a separate line.
  put(text, text.selectionStart, text.selectionEnd, (/(^|\n)$/.test(text.value.slice(0, text.selectionStart)) ? "" : "\n") + mark, "end");
  const answer = await send(form, image).catch(() => ({}));
  const at = text.value.indexOf(mark);
  if (at >= 0) put(text, at, at + mark.length, answer.image ? `![](image:${answer.image})\n` : "", text.selectionStart === at + mark.length ? "end" : "preserve");
  if (!answer.image) refused(text, answer.detail ?? lost);
}

function put(text, from, to, words, cursor) {
  text.setRangeText(words, from, to, cursor);
  text.dispatchEvent(new Event("input", { bubbles: true })); // So that drafts.js saves it.
}

async function send(form, image) {
  const fields = new FormData(form);
  fields.set("image", image);
  fields.set("key", freshKey());
  return (await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: fields })).json();
}

function refused(text, words) {
  const line = document.createElement("p");
  line.className = "refusal";
  line.role = "alert";
  line.textContent = words;
  text.after(line);
}
