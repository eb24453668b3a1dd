/* Choose events of a timeline by who took part and by what they are. The page reads whole without this script: it adds
   the controls, from the data of the list itself, and hides what was not chosen in the list and in the picture.
   The choice stands in the address (?who=...&what=...); of an address only values that the list has are taken. */
"use strict";

(() => {
  const FIELDS = [
    { name: "who", data: "actors", say: "sayWho" },
    { name: "what", data: "types", say: "sayType" },
  ];

  /** The choices of a field, as pairs of a value and its words, one a line. */
  function choices(text) {
    return text.split("\n").filter(Boolean).map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, at), line.slice(at + 1)];
    });
  }

  function option(value, words) {
    const made = document.createElement("option");
    made.value = value;
    made.textContent = words;
    return made;
  }

  function control(view, field, asked) {
    const known = choices(view.dataset[field.data]);
    if (known.length < 2) return null;
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.name = field.name;
    select.append(option("", view.dataset.sayAll), ...known.map(([value, words]) => option(value, words)));
    const wanted = asked.get(field.name);
    if (known.some(([value]) => value === wanted)) select.value = wanted;
    const words = document.createElement("span");
    words.textContent = view.dataset[field.say];
    label.append(words, select);
    return { label, select, name: field.name };
  }

  function fits(item, chosen) {
    const who = !chosen.who || item.dataset.actors.split(" ").includes(chosen.who);
    return who && (!chosen.what || item.dataset.type === chosen.what);
  }

  /** Hide what does not fit: items, their marks, and a heading with nothing left under it. Gives how many are shown. */
  function apply(view, items, chosen) {
    const shown = items.filter((item) => {
      item.hidden = !fits(item, chosen);
      return !item.hidden;
    });
    const hashes = new Set(shown.map((item) => `#event-${item.dataset.event}`));
    for (const mark of view.querySelectorAll(".timeline-band a")) {
      mark.toggleAttribute("hidden", !hashes.has(new URL(mark.href.baseVal, location.href).hash));
    }
    for (const list of view.querySelectorAll("ol.coming")) {
      const none = [...list.children].every((item) => item.hidden);
      list.hidden = none;
      list.previousElementSibling.hidden = none;
    }
    return shown.length;
  }

  function remember(chosen) {
    const url = new URL(location.href);
    for (const { name } of FIELDS) {
      if (chosen[name]) url.searchParams.set(name, chosen[name]);
      else url.searchParams.delete(name);
    }
    history.replaceState(history.state, "", url);
  }

  function setUp(view) {
    const items = [...view.querySelectorAll("ol.timeline > li")];
    const asked = new URLSearchParams(location.search);
    const controls = FIELDS.map((field) => control(view, field, asked)).filter(Boolean);
    if (!controls.length) return;
    const form = document.createElement("form");
    form.className = "timeline-filter";
    form.setAttribute("aria-label", view.dataset.sayFilter);
    const count = document.createElement("p");
    count.setAttribute("role", "status");
    form.append(...controls.map((one) => one.label), count);
    const update = () => {
      const chosen = Object.fromEntries(controls.map((one) => [one.name, one.select.value]));
      const shown = apply(view, items, chosen);
      count.textContent = view.dataset.sayShown.replace("{shown}", shown).replace("{all}", items.length);
      return chosen;
    };
    form.addEventListener("change", () => remember(update()));
    form.addEventListener("submit", (event) => event.preventDefault());
    view.querySelector("ol.timeline").before(form); // under the picture: what is being read does not move
    update();
    followLinks(view, () => {
      for (const one of controls) one.select.value = "";
      remember(update());
    });
  }

  /** A link to an event that is not shown shows all again, so that no link leads nowhere. */
  function followLinks(view, showAll) {
    const follow = () => {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !view.contains(target) || !target.closest("[hidden]")) return;
      showAll();
      target.scrollIntoView();
    };
    addEventListener("hashchange", follow);
    follow();
  }

  document.querySelectorAll(".timeline-view").forEach(setUp);
})();
