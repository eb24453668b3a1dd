/* Previews: what a link to a record or page leads to, shown beside it on hover and on focus by keyboard.

   Nothing is fetched: what there is to show comes as a script of the briefing (previews.js in its folder), asked for
   when the first of its links is pointed at, so that it works from disk too. A preview stays while the pointer is on
   it, and Escape closes it. Without scripts a link is just a link. */

(() => {
  const root = new URL("../../", document.currentScript.src)
  const known = new Map()
  const box = document.createElement("div")
  let shown = null
  let timer = 0

  box.className = "preview"
  box.id = "briefbook-preview"
  box.hidden = true
  box.setAttribute("role", "tooltip")
  document.body.append(box)

  /* Called by the scripts of the briefings. */
  globalThis.briefbookPreviews = (briefing, entries) => known.get(briefing).give(new Map(Object.entries(entries)))

  const entries = briefing => {
    if (!known.has(briefing)) {
      const asked = {}
      asked.there = new Promise((give, fail) => {
        const script = document.createElement("script")
        asked.give = give
        script.onerror = fail
        script.src = new URL(`${briefing}/previews.js`, root)
        document.head.append(script)
      })
      known.set(briefing, asked)
    }
    return known.get(briefing).there
  }

  /* The briefing a link leads into, and its place there; nothing for links that lead elsewhere. */
  const target = link => {
    if (!link.href.startsWith(root.href)) return null
    const [briefing, ...rest] = link.href.slice(root.href.length).split("/")
    const name = rest.join("/")
    return /^[^?#]+\.html(#|$)/.test(name) ? { briefing, name } : null
  }

  const hide = () => {
    clearTimeout(timer)
    if (!shown) return
    shown.link.removeAttribute("aria-describedby")
    if (shown.title) shown.link.title = shown.title
    shown = null
    box.hidden = true
  }

  const place = link => {
    const at = link.getClientRects()[0]
    const room = document.documentElement.clientWidth - box.offsetWidth - 8
    const below = at.bottom + 6 + box.offsetHeight <= innerHeight || at.top < box.offsetHeight + 6
    box.style.left = `${scrollX + Math.max(8, Math.min(at.left, room))}px`
    box.style.top = `${scrollY + (below ? at.bottom + 6 : at.top - box.offsetHeight - 6)}px`
  }

  const show = (link, words) => {
    hide()
    const names = ["preview-kind", "preview-title", "preview-text"]
    box.replaceChildren(...words.flatMap((text, index) => {
      if (!text) return []
      const line = document.createElement("p")
      line.className = names[index]
      line.textContent = text
      return [line]
    }))
    shown = { link, title: link.title }
    link.removeAttribute("title")
    link.setAttribute("aria-describedby", box.id)
    box.hidden = false
    place(link)
  }

  const soon = (link, wait) => {
    const to = target(link)
    clearTimeout(timer)
    if (!to || shown?.link === link) return
    timer = setTimeout(async () => {
      const found = (await entries(to.briefing).catch(() => new Map())).get(to.name)
      if (found && (link.matches(":hover") || link === document.activeElement)) show(link, found)
    }, wait)
  }

  const linkOf = event => event.target.closest?.(".md-content a[href]")

  document.addEventListener("pointerover", event => {
    if (event.pointerType === "touch") return
    if (box.contains(event.target)) return clearTimeout(timer)
    const link = linkOf(event)
    if (link) return soon(link, 250)
    clearTimeout(timer)
    if (shown && shown.link !== document.activeElement) timer = setTimeout(hide, 250)
  })
  document.addEventListener("focusin", event => {
    const link = linkOf(event)
    if (link?.matches(":focus-visible")) soon(link, 0)
    else hide()
  })
  document.addEventListener("focusout", hide)
  document.addEventListener("keydown", event => event.key === "Escape" && hide())
})()
