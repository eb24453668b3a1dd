/* What a page of this theme must do, in the place of the theme's own bundle, which weighs ten times as much: light and
   dark, the menu on a phone, and where the reader is in the contents. The theme's inline scripts have put the colours
   on before; `__md_get` and `__md_set` are theirs, so that a choice made with the bundle holds here too. */
"use strict"
{
  document.documentElement.classList.replace("no-js", "js")

  /* Light and dark: a row of options, of which each one's label leads to the next. */
  const options = [...document.querySelectorAll("[data-md-component=palette] input")]
  const colorsOf = option => {
    const asked = option.dataset.mdColorMedia === "(prefers-color-scheme)"
    const media = `(prefers-color-scheme: ${matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"})`
    const shown = (asked && options.find(one => one.dataset.mdColorMedia === media)) || option
    return { media: option.dataset.mdColorMedia, scheme: shown.dataset.mdColorScheme, primary: shown.dataset.mdColorPrimary, accent: shown.dataset.mdColorAccent }
  }
  const showPalette = option => {
    for (const [name, value] of Object.entries(colorsOf(option))) document.body.setAttribute(`data-md-color-${name}`, value)
    options.forEach((one, index) => {
      const label = document.querySelector(`label[for="${options[(index + 1) % options.length].id}"]`)
      if (label) label.hidden = one !== option
    })
  }
  if (options.length) {
    const chosen = (typeof __md_get === "function" && __md_get("__palette")) || {}
    const current = options[chosen.index] ?? options[0]
    current.checked = true
    showPalette(current)
    options.forEach((option, index) => option.addEventListener("change", () => {
      showPalette(option)
      __md_set("__palette", { index, color: colorsOf(option) })
    }))
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => showPalette(options.find(one => one.checked)))
  }

  /* The menu on a phone: a label to the theme, a button to whoever uses keys or a screen reader. */
  const drawer = document.getElementById("__drawer")
  const menu = document.querySelector("label.md-header__button[for=__drawer]")
  if (drawer && menu) {
    const name = document.querySelector(".md-sidebar--primary nav")?.getAttribute("aria-label") ?? ""
    Object.entries({ role: "button", tabindex: "0", "aria-label": name }).forEach(([key, value]) => menu.setAttribute(key, value))
    const tell = () => menu.setAttribute("aria-expanded", drawer.checked)
    const set = open => { drawer.checked = open; tell() }
    drawer.addEventListener("change", tell)
    menu.addEventListener("keydown", event => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      set(!drawer.checked)
      if (drawer.checked) document.querySelector(".site-nav a")?.focus()
    })
    document.addEventListener("keydown", event => {
      if (event.key !== "Escape" || !drawer.checked) return
      set(false)
      menu.focus()
    })
    tell()
  }

  /* The menu begins where the reader is: a long one has the page's own entry in the middle of what is seen. */
  const here = document.querySelector(".site-nav [aria-current=page]")
  const lists = here?.closest(".md-sidebar__scrollwrap")
  const reach = () => {
    if (!lists || lists.scrollHeight <= lists.clientHeight) return
    const [entry, seen] = [here.getBoundingClientRect(), lists.getBoundingClientRect()]
    if (entry.top < seen.top || entry.bottom > seen.bottom) lists.scrollTop += entry.top - seen.top - seen.height / 2
  }
  reach()
  drawer?.addEventListener("change", reach)

  /* The contents beside the page: the last heading that has gone by is where the reader is. */
  const entries = [...document.querySelectorAll(".md-nav--secondary a[href^='#']")]
    .map(link => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]).filter(([, heading]) => heading)
  const follow = () => {
    const passed = entries.filter(([, heading]) => heading.getBoundingClientRect().top < 100).at(-1)
    for (const entry of entries) {
      entry[0].classList.toggle("md-nav__link--active", entry === passed)
      entry === passed ? entry[0].setAttribute("aria-current", "true") : entry[0].removeAttribute("aria-current")
    }
  }
  let asked = 0
  addEventListener("scroll", () => { cancelAnimationFrame(asked); asked = requestAnimationFrame(follow) }, { passive: true })
  follow()
}
