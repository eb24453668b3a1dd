/* The selector of versions, in published copies only. It reads versions.json, the list beside the copies; without it,
   from disk or without scripts, the notice of an old version is still there. A reader who goes to another version stays
   on the page and at the place he was at, or is told that the other version has no such page or place. */
(() => {
  const bar = document.querySelector(".versions[data-root]");
  if (!bar) return;
  const said = bar.dataset;
  const root = new URL(said.root, location.href);

  const say = (text) => {
    const line = document.createElement("p");
    line.setAttribute("role", "status");
    bar.append(line);
    bar.hidden = false;
    line.textContent = text;
  };

  const told = new URL(location.href);
  const missing = told.searchParams.get("not-there");
  if (missing === "page" || missing === "place") {
    say(missing === "page" ? said.pageGone : said.placeGone);
    told.searchParams.delete("not-there");
    history.replaceState(history.state, "", told);
  }

  const without = (address, what) => {
    address.searchParams.set("not-there", what);
    return address.href;
  };

  const destination = async (folder) => {
    const page = new URL(said.page, folder);
    const answer = await fetch(page);
    if (!answer.ok) return without(new URL("index.html", folder), "page");
    const other = new DOMParser().parseFromString(await answer.text(), "text/html");
    const place = decodeURIComponent(location.hash.slice(1));
    if (place && !other.body.hasAttribute("data-gone") && !other.getElementById(place)) return without(page, "place");
    return page.href + location.hash;
  };

  const entry = (version) => {
    const newest = version.aliases.includes("latest");
    const name = newest && said.copy !== version.version ? "latest" : version.version;
    const folder = new URL(encodeURIComponent(name) + "/", root);
    const link = document.createElement("a");
    const notes = [newest && said.newest, version.properties?.withdrawn && said.withdrawn].filter(Boolean);
    link.textContent = version.title + (notes.length ? ` (${notes.join(", ")})` : "");
    link.href = new URL(said.page, folder).href;
    if (version.version === said.version) link.setAttribute("aria-current", "true");
    link.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      destination(folder).then((address) => location.assign(address), () => location.assign(link.href));
    });
    const item = document.createElement("li");
    item.append(link);
    return item;
  };

  const show = (versions) => {
    const box = document.createElement("details");
    const title = document.createElement("summary");
    const list = document.createElement("ul");
    title.textContent = `${said.choose}: ${said.version}`;
    list.append(...versions.map(entry));
    box.append(title, list);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      box.open = false;
      title.focus();
    });
    bar.append(box);
  };

  fetch(new URL("versions.json", root), { cache: "no-cache" })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(show)
    .catch(() => {
      bar.classList.remove("choosing");
      bar.hidden = !bar.childElementCount;
    });
})();
