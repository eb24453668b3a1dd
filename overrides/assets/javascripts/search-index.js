/* Finds documents in the index that briefbook.search writes; its form is described in handbook/search.md.

   In: what a reader typed. Out: the best documents. It fetches what the words need and nothing more, as scripts, because
   a page opened from disk may load scripts and nothing else. Apart from search.js, which shows what is found here. */

"use strict"

const briefbookSearch = (() => {
  const FORMAT = 1, RUN = 32
  const LONGEST_QUERY = 200, MOST_WORDS = 12, LONGEST_WORD = 40
  const NEARBY = 4 // files of words that one word may ask for
  const MOST_FORMS = 40 // of one word
  const HERE = 1.25 // how much more a document of the reader's own briefing counts
  const root = new URL("../../", document.currentScript.src)
  const asked = new Map(), taken = new Map()
  let edition = ""

  /* ---- files ---- */

  function take(name, value) { taken.set(name, value) }

  function part(name) {
    if (!asked.has(name)) asked.set(name, load(name))
    return asked.get(name)
  }

  function load(name) {
    return new Promise((done, failed) => {
      const script = document.createElement("script")
      script.src = new URL(`search/${name}.js${edition && `?v=${edition}`}`, root)
      script.onload = () => { script.remove(); done(taken.get(name)) }
      script.onerror = () => { script.remove(); asked.delete(name); failed(new Error(`no ${name}`)) }
      document.head.append(script)
    })
  }

  async function about() {
    const known = await part("index")
    if (known.format !== FORMAT) throw new Error(`an index of format ${known.format}`)
    edition = known.edition
    return known
  }

  async function wordsIn(number) {
    const lines = await part(`words/${number}`)
    return lines.map(line => ({ word: line.slice(0, (line + " ").search(/[| ]/)), line }))
  }

  /* ---- words: the same as briefbook.search.folding, step by step ---- */

  const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3ffff}"
  const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu")
  const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u")

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}+/gu, "").toUpperCase().toLowerCase().replaceAll("ς", "σ")
  }

  function split(text) {
    const found = []
    for (const word of fold(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
      for (const run of word.match(RUNS)) {
        const signs = [...run]
        if (!IS_UNSPACED.test(run)) {
          if (signs.length > 1 || /^\p{Nd}$/u.test(run)) found.push(signs.slice(0, LONGEST_WORD).join(""))
        } else if (signs.length === 1) found.push(run)
        else for (let at = 0; at + 1 < signs.length; at++) found.push(signs[at] + signs[at + 1])
      }
    }
    return found
  }

  /* ---- from a word to its forms ---- */

  function common(one, other) {
    let at = 0
    while (at < one.length && one[at] === other[at]) at++
    return at
  }

  /* Edits between two words, neighbours changing places counting as one; past `most` it no longer matters how many. */
  function edits(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1
    let before = [], last = Array.from({ length: other.length + 1 }, (_, at) => at)
    for (let i = 1; i <= one.length; i++) {
      const row = [i]
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1]
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + !same)
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
      }
      if (Math.min(...row) > most) return most + 1
      before = last
      last = row
    }
    return last[other.length]
  }

  /* How well a word of the index answers a word typed, from 0 to 1. Forms of a word share their beginning, in most
     languages: that takes the place of a stemmer for each. */
  function likeness(typed, word) {
    if (typed === word) return 1
    const shared = common(typed, word)
    if (shared === typed.length) return typed.length < 2 ? 0 : 0.5 + 0.4 * typed.length / word.length
    const longer = Math.max(typed.length, word.length)
    const ends = longer - shared
    return shared >= 4 && ends <= 4 && shared / longer >= 0.65 ? 0.7 * shared / longer : 0
  }

  function misspelt(typed, word) {
    const most = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2
    const needed = edits(typed, word.slice(0, typed.length + most), most)
    return needed <= most ? 0.6 - 0.2 * needed : 0
  }

  /* The files of words whose words begin like this, those nearest to the word typed first. */
  function filesFor(firsts, start, typed) {
    const holding = Math.max(0, firsts.findLastIndex(first => first <= typed))
    const files = []
    for (let at = 0; at < firsts.length; at++) {
      const begins = firsts[at] <= start || firsts[at].startsWith(start)
      const ends = at + 1 === firsts.length || firsts[at + 1] >= start
      if (begins && ends) files.push(at)
    }
    return files.sort((one, other) => Math.abs(one - holding) - Math.abs(other - holding)).slice(0, NEARBY)
  }

  async function forms(firsts, typed) {
    const found = await among(filesFor(firsts, typed.slice(0, Math.max(4, Math.ceil(typed.length * 0.65))), typed), typed, likeness)
    if (found.length || typed.length < 4) return found
    return among(filesFor(firsts, firsts.length > NEARBY ? typed.slice(0, 2) : "", typed), typed, misspelt)
  }

  async function among(files, typed, measure) {
    const found = []
    for (const lines of await Promise.all(files.map(wordsIn))) {
      for (const { word, line } of lines) {
        const like = measure(typed, word)
        if (like) found.push({ like, line })
      }
    }
    return found.sort((one, other) => other.like - one.like).slice(0, MOST_FORMS)
  }

  /* ---- from forms to documents ---- */

  function postings({ like, line }) {
    const [head, ...pieces] = line.split(" ")
    let number = 0
    const weights = pieces.map(piece => [number += parseInt(piece.slice(1), 36), like * parseInt(piece[0], 36)])
    return { weights, count: Number(head.split("|")[1] ?? weights.length) }
  }

  /* What one word typed says for each document, and how much the word tells: a rare one more than a common one. */
  function votes(found, documents) {
    const weights = new Map()
    let count = 0
    for (const form of found) {
      const read = postings(form)
      count = Math.max(count, read.count)
      for (const [number, weight] of read.weights) weights.set(number, Math.max(weights.get(number) ?? 0, weight))
    }
    return { weights, tells: count && Math.log(1 + documents / count) }
  }

  /* A word that stands nowhere counts against every document alike, and as much as the others do on average. */
  function weigh(ballots) {
    const known = ballots.filter(({ tells }) => tells)
    const usual = known.reduce((sum, { tells }) => sum + tells, 0) / known.length
    return ballots.map(ballot => ballot.tells ? ballot : { ...ballot, tells: usual })
  }

  function rank(votes, isHere) {
    const ballots = weigh(votes)
    const all = ballots.reduce((sum, ballot) => sum + ballot.tells, 0)
    const scores = new Map()
    for (const { weights, tells } of ballots) {
      for (const [number, weight] of weights) {
        const score = scores.get(number) ?? { sum: 0, said: 0 }
        scores.set(number, { sum: score.sum + weight * tells, said: score.said + tells })
      }
    }
    return [...scores]
      .map(([number, { sum, said }]) => ({ number, said: said / all, score: sum * (said / all) ** 2 * (isHere(number) ? HERE : 1) }))
      .filter(({ said }) => said > 0.45)
      .sort((one, other) => other.score - one.score || one.number - other.number)
  }

  /* ---- what others may ask ---- */

  /* The numbers of the documents for a query, best first. `here` is the folder of the briefing the reader is in. */
  async function find(query, here = "") {
    const known = await about()
    const typed = [...new Set(split(query.slice(0, LONGEST_QUERY)))].slice(0, MOST_WORDS)
    const found = await Promise.all(typed.map(word => forms(known.words, word)))
    const at = known.briefings.findIndex(([name]) => name === here)
    const from = at < 0 ? Infinity : known.briefings[at][1]
    const to = known.briefings[at + 1]?.[1] ?? Infinity
    const ballots = found.map(each => votes(each, known.documents))
    return rank(ballots, number => here && number >= from && number < to).map(({ number }) => number)
  }

  /* What a result shows, for one number. */
  async function shown(number) {
    const [briefing, run] = await part(`documents/${Math.floor(number / RUN)}`)
    const [address, title, kind, date, names, text] = run[number % RUN]
    return { href: new URL(address, root).href, briefing, title, kind, date, names, text }
  }

  /* Whether a word of a text is one that was typed, or a form of it. */
  function answers(word, typed) {
    const bare = fold(word)
    return typed.some(one => likeness(one, bare) || misspelt(one, bare) || (IS_UNSPACED.test(one) && bare.includes(one)))
  }

  return { find, shown, split, answers, take, root }
})()
