// A link to plain text with [data-copy] puts the text on the clipboard and says so; with [data-copy-address] its own address. Without a clipboard
// (a page over http) an address that is shown is selected, and else the link leads there.

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
    if (!document.execCommand("copy")) return; // It can be copied by hand now.
  }
  document.getElementById("said").textContent = link.lastChild.textContent = link.dataset.copy;
});
