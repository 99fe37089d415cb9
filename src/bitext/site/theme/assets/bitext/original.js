// The original of a translated page, for readers who ask: by sentence, side by side, or
// in the place of the translation. Nothing is loaded, changed or focusable before.
// Text comes from the page's source file, and only ever becomes text nodes.
(function () {
  "use strict"
  const words = window.bitextWords
  if (!words || !("popover" in HTMLElement.prototype)) return

  const KEY = "bitext-original"
  const MODES = ["off", "sentences", "columns", "only"]
  const INLINE = new Set(
    ("A ABBR B BDI BDO BR CITE CODE DATA DEL DFN EM I IMG INS KBD MARK Q S SAMP "
      + "SMALL SPAN STRONG SUB SUP TIME U VAR WBR").split(" "))
  // What is no text: pictures, emoji, mathematics. Copied, never made.
  const OPAQUE = "img, .twemoji, .arithmatex, svg"
  const LINK = "M3.9 12c0-1.7 1.4-3.1 3.1-3.1h4V7H7a5 5 0 0 0 0 10h4v-1.9H7c-1.7 0-3.1"
    + "-1.4-3.1-3.1M8 13h8v-2H8zm9-6h-4v1.9h4a3.1 3.1 0 0 1 0 6.2h-4V17h4a5 5 0 0 0 0-10"
  const PENCIL = "M20.7 7a1 1 0 0 0 0-1.4l-2.3-2.3a1 1 0 0 0-1.4 0l-1.9 1.8 3.8 3.8"
    + "M3 17.2V21h3.8L17.8 9.9l-3.7-3.7z"
  const PAGES = "M4 3h8v2H4v12H2V5a2 2 0 0 1 2-2m6 4h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10"
    + "a2 2 0 0 1-2-2V9c0-1.1.9-2 2-2m2 4v2h6v-2zm0 4v2h4v-2z"

  // ---------------------------------------------------------------- small parts

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value)
    }
    element.append(...children)
    return element
  }

  function icon(path) {
    const space = "http://www.w3.org/2000/svg"
    const svg = document.createElementNS(space, "svg")
    svg.setAttribute("viewBox", "0 0 24 24")
    svg.setAttribute("aria-hidden", "true")
    const shape = document.createElementNS(space, "path")
    shape.setAttribute("d", path)
    svg.append(shape)
    return svg
  }

  function stored() {
    try {
      const mode = localStorage.getItem(KEY)
      return MODES.includes(mode) ? mode : "off"
    } catch { return "off" }
  }

  function store(mode) {
    try {
      if (mode === "off") localStorage.removeItem(KEY)
      else localStorage.setItem(KEY, mode)
    } catch { /* the choice lasts as long as the page */ }
  }

  // ---------------------------------------------------------------- source files

  const received = new Map()
  const files = new Map()
  window.bitextOriginal = value => {
    received.set(document.currentScript.src, value)
  }

  function file(url) {
    if (!files.has(url)) {
      files.set(url, new Promise((resolve, reject) => {
        const script = make("script", { src: url })
        script.addEventListener("load", () => resolve(received.get(script.src)))
        script.addEventListener("error", () => {
          files.delete(url)
          reject(new Error(url))
        })
        document.head.append(script)
      }))
    }
    return files.get(url)
  }

  // Number of a sentence to its contents, and to where a better one is suggested.
  async function sources(url) {
    const own = await file(url)
    const parts = await Promise.all(
      own.includes.map(path => file(new URL(path, url).href)))
    const found = new Map()
    for (const part of [own, ...parts]) {
      for (const [id, [rest, ...contents]] of Object.entries(part.segments)) {
        found.set(id, { contents, suggest: part.suggest ? part.suggest + rest : "" })
      }
    }
    return found
  }

  // ---------------------------------------------------------------- the page

  // Blocks with their sentences, and all sentences by number, as the page has them.
  function read(root) {
    const blocks = new Map()
    for (const span of root.querySelectorAll("[data-s]")) {
      let block = span.parentElement
      while (INLINE.has(block.tagName)) block = block.parentElement
      if (!blocks.has(block)) {
        blocks.set(block, { element: block, sentences: new Map(), drawn: [] })
      }
      const { sentences } = blocks.get(block)
      const id = span.dataset.s
      if (!sentences.has(id)) sentences.set(id, [])
      sentences.get(id).push(span)
    }
    return [...blocks.values()]
  }

  function isSource(span) {
    return span.dataset.state === "untranslated" || span.dataset.state === "fuzzy"
  }

  function isTranslated(block) {
    return [...block.sentences.values()].some(spans => !isSource(spans[0]))
  }

  function drawn(element) {
    return [...element.querySelectorAll(OPAQUE)].filter(
      one => !one.parentElement.closest(OPAQUE))
  }

  // Nodes of a sentence's contents. `pictures` are those of its block, in order.
  function nodes(contents, pictures, linked = true) {
    return contents.map(part => {
      if (typeof part === "string") return document.createTextNode(part)
      const [name, ...rest] = part
      if (name === "*") {
        const picture = pictures.shift()
        return picture ? bare(picture.cloneNode(true)) : document.createTextNode(rest[0])
      }
      const [tag, ...classes] = name.split(" ")
      const isLink = tag === "a"
      const known = INLINE.has(tag.toUpperCase()) && tag !== "img"
      const element = make(isLink && !linked || !known ? "span" : tag, {})
      if (classes.length) element.className = classes.join(" ")
      if (isLink && linked && /^(https?:|mailto:|[^:]*$)/i.test(rest[0])) {
        element.setAttribute("href", rest[0])
      }
      element.append(...nodes(isLink ? rest.slice(1) : rest, pictures, linked))
      return element
    })
  }

  // A copy without what must stand on a page once, or works by a script.
  function bare(copy) {
    for (const one of copy.querySelectorAll(
      ".headerlink, .md-clipboard, .md-code__nav, .md-tooltip, script, [data-bitext]")) {
      one.remove()
    }
    for (const one of [copy, ...copy.querySelectorAll("[id], [name], [for]")]) {
      // A label needs the id of its input.
      if (one.id && one.tagName !== "INPUT") one.removeAttribute("id")
      for (const name of ["id", "name", "for"]) {
        if (one.hasAttribute(name)) {
          one.setAttribute(name, `bitext-${one.getAttribute(name)}`)
        }
      }
    }
    return copy
  }

  // Puts the original of each sentence into its spans; pairs of what was there.
  function fill(blocks, found) {
    const before = []
    for (const block of blocks) {
      const pictures = drawn(block.element)
      for (const [id, spans] of block.sentences) {
        const source = found.get(id)
        if (!source || isSource(spans[0])) continue
        spans.forEach((span, index) => {
          before.push([span, [...span.childNodes]])
          const isFree = !span.parentElement.closest("a")
          span.replaceChildren(
            ...index ? [] : nodes(source.contents, pictures, isFree))
        })
      }
    }
    return before
  }

  // ---------------------------------------------------------------- the modes

  // Each changes the page and gives what changes it back.
  const shows = {
    off: () => () => {},

    sentences(page) {
      const added = []
      page.blocks.filter(isTranslated).forEach((block, index) => {
        const id = `bitext-${index + 1}`
        const name = words.part.replace("{}", index + 1)
        const button = make("button", {
          type: "button", class: "bitext-button", popovertarget: id, "data-bitext": "",
          "data-label": words.code, "aria-label": `${words.code}: ${name}`,
        })
        const popover = make("div", {
          id, popover: "auto", class: "bitext-popover", role: "note", "data-bitext": "",
          "aria-label": name,
        })
        popover.addEventListener("beforetoggle", event => {
          const opens = event.newState === "open"
          if (opens) popover.replaceChildren(...list(block, page.found))
          const isLeaf = !block.element.querySelector("p, ul, ol, dl, table, pre")
          block.element.classList.toggle("bitext-open", opens && isLeaf)
          popover.classList.toggle("bitext-below", isLeaf)
        })
        popover.addEventListener("toggle", event => {
          if (event.newState === "open") uncover(block, popover)
          else if (!page.root.querySelector(":popover-open")) highlight(null)
        })
        added.push(...place(block, button, popover))
        block.button = button
        block.popover = popover
      })
      return () => added.forEach(one => one.remove())
    },

    columns(page) {
      const added = []
      for (const child of [...page.root.children]) {
        const inside = page.blocks.filter(block => child.contains(block.element))
        if (!inside.some(isTranslated)) continue
        const copy = child.cloneNode(true)
        const copied = read(make("div", {}, copy))
        fill(copied, page.found)
        for (const span of copy.querySelectorAll("[data-s]")) {
          span.setAttribute("data-of", span.dataset.s)
          for (const name of ["data-s", "data-state", "lang", "dir"]) {
            span.removeAttribute(name)
          }
        }
        const column = make("div", {
          class: "bitext-column bitext-source", role: "group", "aria-label": words.name,
          lang: words.lang, dir: words.dir, "data-bitext": "",
        }, bare(copy))
        child.classList.add("bitext-paired")
        child.after(column)
        added.push([child, column])
      }
      page.root.classList.add("bitext-columns")
      document.body.classList.add("bitext-wide")
      const sizes = new ResizeObserver(() => align(page.root, added))
      sizes.observe(page.root)
      const follow = event => mirror(event.target, added)
      page.root.addEventListener("change", follow)
      page.root.addEventListener("toggle", follow, true)
      return () => {
        sizes.disconnect()
        align(null, added)
        page.root.removeEventListener("change", follow)
        page.root.removeEventListener("toggle", follow, true)
        page.root.classList.remove("bitext-columns")
        document.body.classList.remove("bitext-wide")
        for (const [child, column] of added) {
          column.remove()
          child.classList.remove("bitext-paired")
          if (!child.classList.length) child.removeAttribute("class")
        }
      }
    },

    only(page) {
      const before = fill(page.blocks, page.found)
      const holder = page.root.parentElement
      const had = ["lang", "dir"].map(name => [name, holder.getAttribute(name)])
      holder.lang = words.lang
      holder.dir = words.dir
      holder.classList.add("bitext-source")
      return () => {
        holder.classList.remove("bitext-source")
        for (const [span, children] of before) span.replaceChildren(...children)
        for (const [name, value] of had) {
          if (value === null) holder.removeAttribute(name)
          else holder.setAttribute(name, value)
        }
      }
    },
  }

  // Puts the button of a block after its text; what has been added to the page.
  function place(block, button, popover) {
    if (block.element.tagName === "SUMMARY") {
      // It is a button itself, and may hold no other; what follows it may be closed.
      const row = make("div", { class: "bitext-row", "data-bitext": "" }, button, popover)
      block.element.parentElement.before(row)
      return [row]
    }
    const spans = [...block.sentences.values()].flat()
    let last = spans[spans.length - 1]
    while (last.parentElement !== block.element) last = last.parentElement
    const after = last.nextSibling
    const isText = after && after.nodeType === Node.TEXT_NODE && after.data.trim()
    ;(isText ? after : last).after(button, popover)
    return [button, popover]
  }

  // The sentences of a block in the original, each with its two links.
  function list(block, found) {
    const pictures = drawn(block.element)
    return [...block.sentences].flatMap(([id, spans]) => {
      const source = found.get(id)
      if (!source) return []
      const text = make("span", { lang: words.lang, dir: words.dir },
        ...nodes(source.contents, pictures))
      const tools = make("span", { class: "bitext-tools" }, tool(
        words.link, LINK, { href: `#sentence-${id}` }))
      if (source.suggest) {
        tools.append(tool(words.suggest, PENCIL,
          { href: source.suggest, target: "_blank", rel: "noopener" }))
      }
      const item = make("div", { class: "bitext-item", "data-of": id }, text)
      const state = words.states[spans[0].dataset.state]
      if (state) item.append(make("span", { class: "bitext-state" }, state))
      item.append(tools)
      return [item]
    })
  }

  function tool(label, path, attributes) {
    return make("a", { ...attributes, "aria-label": label, title: label }, icon(path))
  }

  // Nothing may cover the sentences: the page moves on by what lies over them.
  function uncover(block, popover) {
    requestAnimationFrame(() => {
      const box = popover.getBoundingClientRect()
      const text = document.createRange()
      const spans = [...block.sentences.values()].flat()
      text.setStartBefore(spans[0])
      text.setEndAfter(spans[spans.length - 1])
      const lines = text.getBoundingClientRect()
      const covers = box.top < lines.bottom && lines.top < box.bottom
      if (covers) scrollBy({ top: lines.bottom - box.top, behavior: "instant" })
    })
  }

  // Items of lists and tables stand beside each other, too, where there are columns.
  function align(root, pairs) {
    const kinds = "li, dt, dd, p, tr"
    const inner = side => [...side.querySelectorAll(kinds)].filter(
      one => !one.querySelector(kinds))
    const isBeside = root && getComputedStyle(root).display === "grid"
    const twins = pairs.flatMap(([child, column]) => {
      const [here, there] = [inner(child), inner(column.firstElementChild)]
      return here.length === there.length
        ? here.map((one, place) => [one, there[place]]) : []
    })
    for (const one of twins.flat()) {
      one.style.removeProperty("min-height")
      one.style.removeProperty("height")
      if (!one.getAttribute("style")) one.removeAttribute("style")
    }
    if (!isBeside) return
    const heights = twins.map(([one, two]) => [one.offsetHeight, two.offsetHeight])
    twins.forEach((pair, place) => {
      const [own, other] = heights[place]
      if (!own || !other || own === other) return
      const low = pair[own < other ? 0 : 1]
      const name = low.tagName === "TR" ? "height" : "min-height"
      low.style.setProperty(name, `${Math.max(own, other)}px`)
    })
  }

  // Tabs and details of the columns go with those of the page, and the other way round.
  function mirror(target, pairs) {
    for (const [child, column] of pairs) {
      const sides = [child, column.firstElementChild]
      const here = sides.findIndex(side => side.contains(target))
      if (here < 0 || !target.matches("details, input")) continue
      const kind = target.tagName.toLowerCase()
      const all = side => [
        ...side.matches(kind) ? [side] : [], ...side.querySelectorAll(kind)]
      const twin = all(sides[1 - here])[all(sides[here]).indexOf(target)]
      if (!twin) continue
      if (kind === "details") twin.open = target.open
      else twin.checked = target.checked
    }
  }

  // ---------------------------------------------------------------- highlights

  let lit = null

  function highlight(id) {
    if (id && lit === id) return
    lit = null
    for (const one of document.querySelectorAll(".bitext-lit")) {
      one.classList.remove("bitext-lit")
    }
    const pair = id && page && [
      ...page.root.querySelectorAll(`[data-s="${id}"], [data-of="${id}"]`)]
    if (pair && pair.some(one => one.dataset.of && one.checkVisibility())) {
      pair.forEach(one => one.classList.add("bitext-lit"))
      lit = id
    }
  }

  function pointed(target) {
    const element = target instanceof Element ? target : target && target.parentElement
    const found = element && element.closest("[data-s], [data-of]")
    return found && page && page.root.contains(found)
      ? found.dataset.s || found.dataset.of : null
  }

  function isOn(name) { return Boolean(page && page.shown === name) }

  document.addEventListener("pointerover", event => {
    if (isOn("sentences") || isOn("columns")) {
      const id = pointed(event.target)
      if (id) highlight(id)
    }
  })
  document.addEventListener("focusin", event => {
    const id = pointed(event.target)
    if (id && (isOn("sentences") || isOn("columns"))) highlight(id)
  })
  document.addEventListener("selectionchange", () => {
    const selection = getSelection()
    if (selection.isCollapsed || !(isOn("sentences") || isOn("columns"))) return
    const id = pointed(selection.anchorNode)
    if (id) highlight(id)
  })
  document.addEventListener("click", event => {
    const id = pointed(event.target)
    if (!id || event.target.closest("a, button, input, label, summary, .bitext-popover")
      || !getSelection().isCollapsed) return
    if (isOn("columns")) highlight(id)
    if (!isOn("sentences")) return
    const block = page.blocks.find(one => one.sentences.has(id) && one.button)
    if (!block) return
    if (!block.popover.matches(":popover-open")) block.button.click()
    highlight(id)
  })

  // ---------------------------------------------------------------- permalinks

  function arrive() {
    for (const one of document.querySelectorAll(".bitext-here")) {
      one.classList.remove("bitext-here")
    }
    const id = /^#sentence-(\d+)$/.exec(location.hash)?.[1]
    const spans = id && page ? [...page.root.querySelectorAll(`[data-s="${id}"]`)] : []
    if (!spans.length) return
    for (let one = spans[0]; one; one = one.parentElement) {
      if (one.tagName === "DETAILS") one.open = true
      if (one.classList.contains("tabbed-block")) {
        const place = [...one.parentElement.children].indexOf(one)
        one.closest(".tabbed-set").querySelectorAll(":scope > input")[place]?.click()
      }
    }
    spans.forEach(span => span.classList.add("bitext-here"))
    spans[0].scrollIntoView({ block: "center", behavior: "instant" })
  }

  addEventListener("hashchange", arrive)

  // ---------------------------------------------------------------- the control

  let host = null
  let button = null
  let status = null

  function control() {
    if (host) return
    host = document.querySelector("[data-bitext-original]")
    if (!host) {
      const inner = document.querySelector(".md-header__inner")
      if (!inner) return
      host = make("div", { class: "md-header__option", "data-bitext-original": "" })
      inner.querySelector(".md-header__title").after(host)
    }
    button = make("button", {
      type: "button", class: "md-header__button md-icon", popovertarget: "bitext-modes",
    }, icon(PAGES))
    const choices = make("fieldset", {}, make("legend", {}, words.choose))
    for (const name of MODES) {
      const radio = make("input", { type: "radio", name: "bitext-mode", value: name })
      radio.addEventListener("change", () => choose(name))
      choices.append(make("label", {}, radio, words.modes[name]))
    }
    status = make("p", { role: "status" })
    host.append(button, make("div", {
      id: "bitext-modes", popover: "auto", class: "bitext-modes",
    }, choices, status))
    addEventListener("storage", event => {
      if (event.key === KEY) choose(stored())
    })
  }

  function tell(mode) {
    const name = mode === "off" ? "" : `: ${words.modes[mode]}`
    button.setAttribute("aria-label", words.choose + name)
    button.title = words.choose + name
    button.classList.toggle("bitext-on", mode !== "off")
    for (const radio of host.querySelectorAll("input")) {
      radio.checked = radio.value === mode
    }
  }

  // ---------------------------------------------------------------- all together

  let page = null
  let asked = 0

  function choose(mode) {
    store(mode)
    show(mode)
  }

  async function show(mode) {
    const here = page
    const turn = ++asked
    if (!here) return
    tell(mode)
    status.textContent = ""
    try {
      if (mode !== "off") here.found ||= await sources(here.url)
    } catch {
      if (turn === asked) {
        status.textContent = words.failed
        mode = "off"
      }
    }
    if (turn !== asked || page !== here || here.shown === mode) return
    keepPlace(here, () => {
      here.undo()
      here.undo = shows[mode](here)
      here.shown = mode
    })
    lit = null
  }

  // Whatever changes, the first block in sight stays where it is.
  function keepPlace(here, change) {
    const header = document.querySelector(".md-header")
    const top = header ? header.getBoundingClientRect().bottom : 0
    const first = here.blocks.find(
      block => block.element.getBoundingClientRect().bottom > top)
    const before = first ? first.element.getBoundingClientRect().top : 0
    change()
    if (first && scrollY > 0) {
      const moved = first.element.getBoundingClientRect().top - before
      scrollBy({ top: moved, behavior: "instant" })
    }
  }

  function begin() {
    const link = document.querySelector("meta[name=bitext-original]")
    const root = document.querySelector(".md-content__inner")
    page = null
    control()
    if (host) host.hidden = !link || !root
    if (!link || !root || !host) return
    page = {
      root, url: new URL(link.content, document.baseURI).href, blocks: read(root),
      shown: "off", undo: shows.off(), found: null,
    }
    show(stored())
    arrive()
  }

  // The theme says when it has put another page in place of this one.
  if (window.document$) window.document$.subscribe(begin)
  else begin()
})()
