/* The search box: opens, asks search-index.js as the reader types, and lists what was found.

   In: the markup of macros/web/search.html.jinja. Out: links that end at the records themselves. Whatever was typed or
   found is put into the page as text, never as markup. */

"use strict"

;(() => {
  const box = document.querySelector("dialog.search")
  const opener = document.querySelector(".search-open")
  if (!box || !opener) return
  const input = box.querySelector("input")
  const status = box.querySelector(".search-status")
  const list = box.querySelector(".search-results")
  const more = box.querySelector(".search-more")
  const STEP = 10, PAUSE = 120, AROUND = 8, LENGTH = 34
  let round = 0, shown = STEP, waiting = 0

  /* ---- asking ---- */

  async function ask() {
    const mine = ++round, query = input.value
    remember(query)
    const typed = briefbookSearch.split(query)
    try {
      const numbers = typed.length ? await briefbookSearch.find(query, box.dataset.briefing) : []
      const found = await Promise.all(numbers.slice(0, shown).map(briefbookSearch.shown))
      if (mine === round) show(found, numbers.length, typed)
    } catch {
      if (mine === round) status.textContent = box.dataset.broken
    }
  }

  function show(found, count, typed) {
    list.replaceChildren(...found.map(one => result(one, typed)))
    more.hidden = count <= found.length
    status.textContent = !typed.length ? "" : count ? box.dataset.count.replace("#", count) : box.dataset.none
  }

  /* ---- a result ---- */

  function element(name, style, ...inside) {
    const made = document.createElement(name)
    if (style) made.className = style
    made.append(...inside)
    return made
  }

  function result(found, typed) {
    const link = element("a", "search-result")
    link.href = found.href
    link.append(
      element("span", "search-kind", [found.kind, found.date, found.briefing].filter(Boolean).join(" · ")),
      element("span", "search-title", ...marked(pieces(found.title), typed)),
    )
    if (found.names) link.append(element("span", "search-names", ...marked(pieces(found.names), typed)))
    if (found.text) link.append(element("span", "search-text", ...excerpt(found.text, typed)))
    return element("li", "", link)
  }

  /* A text in pieces that are words, with what stands between them. */
  function pieces(text) { return text.split(/([\p{L}\p{M}\p{N}]+)/u) }

  function isHit(piece, typed) { return /[\p{L}\p{N}]/u.test(piece) && briefbookSearch.answers(piece, typed) }

  function marked(parts, typed) {
    return parts.map(piece => isHit(piece, typed) ? element("mark", "", piece) : piece)
  }

  /* The text from a little before the first word that was meant. */
  function excerpt(text, typed) {
    const parts = pieces(text)
    const first = parts.findIndex(piece => isHit(piece, typed))
    const from = first > 2 * LENGTH - 2 * AROUND ? first - 2 * AROUND : 0
    const part = parts.slice(from, from + 2 * LENGTH)
    return [from ? "… " : "", ...marked(part, typed), from + 2 * LENGTH < parts.length ? " …" : ""]
  }

  /* ---- opening, closing, and the address ---- */

  function remember(query) {
    const address = new URL(location)
    if (query) address.searchParams.set("q", query)
    else address.searchParams.delete("q")
    if (address.href !== location.href) history.replaceState(history.state, "", address)
  }

  function open(query) {
    if (box.open) return
    if (query) input.value = query.slice(0, input.maxLength)
    box.showModal()
    input.select()
    if (input.value) ask()
  }

  /* A record on this very page is reached without leaving it; elsewhere the page is left with its search still open,
     so that going back leads to the results again. */
  function follow(event, link) {
    if (link.origin !== location.origin || link.pathname !== location.pathname) return
    event.preventDefault()
    box.close()
    remember("")
    location.hash = link.hash
  }

  function step(event, by) {
    const stops = [input, ...list.querySelectorAll("a")]
    const next = stops[stops.indexOf(document.activeElement) + by]
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  opener.hidden = false
  opener.addEventListener("click", () => open())
  more.addEventListener("click", () => { shown += STEP; ask() })
  box.addEventListener("close", () => { ++round; remember("") })
  box.addEventListener("click", event => {
    const link = event.target.closest("a")
    if (link) follow(event, link)
    else if (event.target === box || event.target.closest(".search-close")) box.close()
  })
  box.addEventListener("keydown", event => {
    if (event.key === "ArrowDown") step(event, 1)
    if (event.key === "ArrowUp") step(event, -1)
    if (event.key === "Escape") { // which would only empty the field in some browsers
      event.preventDefault()
      box.close()
    }
  })
  box.querySelector("form").addEventListener("submit", async event => {
    event.preventDefault()
    clearTimeout(waiting)
    await ask()
    list.querySelector("a")?.click()
  })
  input.addEventListener("input", () => {
    clearTimeout(waiting)
    shown = STEP
    waiting = setTimeout(ask, PAUSE)
  })
  document.addEventListener("keydown", event => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]")
    if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    open()
  })
  const given = new URLSearchParams(location.search).get("q")
  if (given) open(given)
})()
