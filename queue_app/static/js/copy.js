// A link to plain text with [data-copy] copies the text to the clipboard and says so; with [data-copy-address] it copies its own address.
// Without a clipboard (a page over http) an address shown on the page is selected; otherwise the browser follows the link.

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("[data-copy]");
  const shown = link?.closest(".made")?.querySelector("code");
  if (!link || !(shown || navigator.clipboard)) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText("copyAddress" in link.dataset ? link.href : await (await fetch(link.href)).text());
  } catch {
    if (!shown) return location.assign(link.href);
    getSelection().selectAllChildren(shown);
    if (!document.execCommand("copy")) return; // The text is selected, to be copied by hand.
  }
  document.getElementById("said").textContent = link.lastChild.textContent = link.dataset.copy;
});
