/* Conveniences for a reader: text size, what is new since the last visit, copying, keys.

   Nothing here is needed to read, and nothing leaves the browser: what is remembered is in its own storage, under the
   address of this site. It runs before the page is drawn, so that a larger text does not jump; the rest waits for the
   page. Every word comes from the page, in <template class="conveniences">. No clock is asked: a record is new or
   changed when the digest that the page gives differs from the one that was here before. */
"use strict"
{
  const root = new URL("../..", document.currentScript.src).pathname

  /* The two fonts that the first screen is set in are asked for at once. A page read from disk may not ask so. */
  if (location.protocol !== "file:") {
    for (const face of ["serif-400", "sans-600"]) {
      const href = new URL(`../fonts/briefbook-${face}-latin.woff2`, document.currentScript.src).href
      document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href }))
    }
  }

  /* Storage may be full, forbidden or empty; then a reader simply starts anew. */
  const kept = (area, name) => { try { return JSON.parse(area().getItem(`briefbook ${root} ${name}`)) } catch { return null } }
  const keep = (area, name, value) => { try { area().setItem(`briefbook ${root} ${name}`, JSON.stringify(value)) } catch { /* then not */ } }
  const forget = area => {
    try { Object.keys(area()).filter(key => key.startsWith(`briefbook ${root} seen`)).forEach(key => area().removeItem(key)) } catch { /* nothing was kept */ }
  }
  const local = () => localStorage
  const session = () => sessionStorage

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties)
    element.append(...children)
    return element
  }
  const button = (text, action, className = "") => {
    const made = make("button", { type: "button", className, textContent: text })
    made.addEventListener("click", () => action(made))
    return made
  }

  /* Text size: three steps, remembered. The sizes themselves are in conveniences.css. */
  const SIZES = ["normal", "large", "largest"]
  const size = () => (SIZES.includes(kept(local, "text-size")) ? kept(local, "text-size") : "normal")
  const setSize = value => {
    keep(local, "text-size", value)
    document.documentElement.dataset.textSize = value
  }
  setSize(size())

  /* Where records are on this page, in order; at home they carry a digest. */
  const records = () => [...document.querySelectorAll("[data-digest][id]")]
  const recordOf = marked => marked.closest(".record")

  /* What this page said when it was last visited. Within one visit that stays the same, however often it is loaded. */
  const before = page => {
    const inVisit = kept(session, `seen ${page}`)
    if (inVisit) return inVisit
    const last = kept(local, `seen ${page}`)
    keep(session, `seen ${page}`, last ?? {})
    return last ?? {}
  }
  const markNews = words => {
    if (kept(local, "remember") === false || !records().length) return
    const page = location.pathname.slice(root.length - 1)
    const now = Object.fromEntries(records().map(marked => [marked.id, marked.dataset.digest]))
    const last = before(page)
    keep(local, `seen ${page}`, now)
    if (!Object.keys(last).length) return
    const news = records().filter(marked => last[marked.id] !== marked.dataset.digest)
    for (const marked of news) {
      const mark = make("span", { className: "mark news", textContent: last[marked.id] ? words.changed : words.new })
      marked.matches("h1, h2, h3, h4, h5, h6") ? marked.after(mark) : marked.prepend(mark)
    }
    if (news.length) showNotice(news, words, page, now)
  }
  const showNotice = (news, words, page, now) => {
    const links = news.map(marked => make("li", {}, make("a", { href: `#${marked.id}`, textContent: titleOf(marked) })))
    const notice = make("section", { className: "news-notice" },
      make("p", { className: "label", textContent: words.news }), make("ul", {}, ...links),
      button(words.read, () => {
        keep(session, `seen ${page}`, now)
        document.querySelectorAll(".mark.news").forEach(mark => mark.remove())
        notice.remove()
      }))
    notice.setAttribute("aria-label", words.news)
    document.querySelector(".page-head").after(notice)
  }

  /* The title of a record without marks; a key point has none and gives its first words. */
  const titleOf = marked => {
    const text = (marked.matches(".record") ? marked.querySelector(".record-text") ?? marked : marked).textContent.trim().replace(/\s+/g, " ")
    return text.length > 100 ? `${text.slice(0, 99)}…` : text
  }
  const linkTo = marked => {
    const canonical = document.querySelector("link[rel=canonical]")
    return `${(canonical?.href ?? location.href).split("#")[0]}#${marked.id}`
  }
  const sentence = parts => parts.filter(Boolean).map(part => part.replace(/\.$/, "")).join(". ") + "."
  const citation = (marked, words) => {
    const record = recordOf(marked)
    if (!record.matches(".source")) return `${sentence([titleOf(marked), words.briefing, words.factsTo])} ${linkTo(marked)}`
    const say = css => record.querySelector(css)?.textContent.trim()
    const said = sentence([say(".record-meta .author"), titleOf(marked), say(".record-meta .publisher"), say(".record-meta time")])
    return `${said} ${record.querySelector("a.external")?.href ?? linkTo(marked)}`
  }

  /* Copying works without permission on https; elsewhere the old way is tried. */
  const copy = async text => {
    try { return await navigator.clipboard.writeText(text) } catch { /* not allowed here */ }
    const area = make("textarea", { value: text, className: "visually-hidden" })
    document.body.append(area)
    area.select()
    document.execCommand("copy")
    area.remove()
  }
  const copyButton = (text, words, what) => button(text, async pressed => {
    await copy(what())
    pressed.textContent = words.copied
    status.textContent = words.copied
    setTimeout(() => { pressed.textContent = text; status.textContent = "" }, 2000)
  })
  const status = make("p", { className: "visually-hidden", role: "status" })
  const addCopying = words => {
    for (const marked of records()) {
      recordOf(marked).append(make("p", { className: "copying" },
        copyButton(words.copyLink, words, () => linkTo(marked)), copyButton(words.copyCitation, words, () => citation(marked, words))))
    }
  }

  /* Keys. They can be switched off, as some readers speak to their machines and would set them off by talking. */
  const step = by => {
    const stops = records().length ? records() : [...document.querySelectorAll(".md-content h2[id]")]
    const here = stops.indexOf(document.activeElement)
    const below = stops.findIndex(stop => stop.getBoundingClientRect().top > 80)
    const passed = below < 0 ? stops.length : below
    const next = stops[here >= 0 ? here + by : by > 0 ? passed : passed - 1]
    if (!next) return
    next.tabIndex = -1
    next.focus({ preventScroll: true })
    next.scrollIntoView({ block: "start" })
  }
  const follow = link => link && location.assign(link.href)
  const actions = places => ({
    j: () => step(1),
    k: () => step(-1),
    n: () => follow(document.querySelector(".turn-next")),
    p: () => follow(document.querySelector(".turn-prev")),
    ...Object.fromEntries(places.map(place => [place.dataset.key, () => follow(place)])),
  })
  const listen = (dialog, places) => {
    const acts = actions(places)
    document.addEventListener("keydown", event => {
      const writing = event.target.closest?.("input, textarea, select, [contenteditable]")
      if (event.ctrlKey || event.metaKey || event.altKey || writing || document.querySelector("dialog[open]")) return
      if (kept(local, "keys") === false || !(event.key === "?" || Object.hasOwn(acts, event.key))) return
      event.preventDefault()
      event.key === "?" ? dialog.showModal() : acts[event.key]()
    })
  }

  /* The box that holds all of it. */
  const choice = (type, name, label, checked, changed) => {
    const input = make("input", { type, name, checked })
    input.addEventListener("change", () => changed(input.checked))
    return make("label", {}, input, ` ${label}`)
  }
  const group = (title, ...children) => make("fieldset", {}, make("legend", { textContent: title }), ...children)
  const makeDialog = (words, keys) => {
    const list = make("dl", {}, ...keys.flatMap(([key, says]) => [make("dt", {}, make("kbd", { textContent: key })), make("dd", { textContent: says })]))
    const dialog = make("dialog", { className: "conveniences" },
      make("h2", { textContent: words.title }),
      group(words.textSize, ...SIZES.map(name => choice("radio", "text-size", words[name], name === size(), () => setSize(name)))),
      group(words.sinceLast,
        choice("checkbox", "remember", words.remember, kept(local, "remember") !== false, on => {
          keep(local, "remember", on)
          if (!on) [local, session].forEach(forget)
        }),
        button(words.forget, pressed => { [local, session].forEach(forget); pressed.textContent = words.forgotten })),
      group(words.keys, choice("checkbox", "keys", words.keysOn, kept(local, "keys") !== false, on => keep(local, "keys", on)), list),
      button(words.close, () => dialog.close(), "close"))
    dialog.setAttribute("aria-label", words.title)
    return dialog
  }

  document.addEventListener("DOMContentLoaded", () => {
    const template = document.querySelector("template.conveniences")
    if (!template) return
    const words = template.dataset
    const places = [...template.content.querySelectorAll("a[data-key]")].map(link => document.importNode(link, true))
    const keys = [...template.content.querySelectorAll("li[data-key]")].map(item => [item.dataset.key, item.textContent])
    const dialog = makeDialog(words, [...keys, ...places.map(place => [place.dataset.key, place.textContent])])
    const open = button("Aa", () => dialog.showModal(), "conveniences-open")
    open.setAttribute("aria-label", words.title)
    open.title = words.title
    document.querySelector(".md-header__inner .md-header__title")?.after(open)
    document.body.append(dialog, status)
    addCopying(words)
    markNews(words)
    listen(dialog, places)
  })
}
