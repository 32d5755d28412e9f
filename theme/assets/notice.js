// What a browser with scripts gets besides; every page works without it.
const told = (from, text) => {
  from.closest("section, form").querySelector("[role=status]").textContent = text;
};

for (const button of document.querySelectorAll("[data-np-copy]")) {
  if (!navigator.clipboard) continue;
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector("[data-np-permanent]").href);
    told(button, button.dataset.npCopy);
  });
}

for (const button of document.querySelectorAll("[data-np-share]")) {
  if (!navigator.share) continue;
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    const url = document.querySelector("[data-np-permanent]").href;
    navigator.share({ title: document.title, url }).catch(() => {}); // closed by the reader
  });
}

// From disk nobody adds index.html to the address of a folder
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll('a[href*="/"]')) {
    const url = new URL(link.href);
    if (url.protocol !== "file:" || !url.pathname.endsWith("/")) continue;
    url.pathname += "index.html";
    link.href = url;
  }
}

// Contents that stand open beside the text are open to programs, too
if (matchMedia("(min-width: 62rem)").matches) {
  for (const details of document.querySelectorAll(".np-contents details")) details.open = true;
}

// Archive: the version that applied on a day
for (const form of document.querySelectorAll("[data-np-find]")) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const day = form.elements.day.value;
    const entry = [...document.querySelectorAll("[data-np-from]")].find(({ dataset }) =>
      dataset.npStatus !== "withdrawn" && dataset.npFrom <= day && (!dataset.npUntil || day <= dataset.npUntil));
    if (entry) location.href = entry.querySelector("h3 a").href;
    else told(form.elements.day, form.dataset.npFind);
  });
}

// Redline: a change that the chosen text does not show is shown among the changes
addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  const all = document.getElementById("np-redline");
  if (!target || !all || target.getClientRects().length) return;
  all.checked = true;
  target.scrollIntoView();
});
