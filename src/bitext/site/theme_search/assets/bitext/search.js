"use strict"
// Search with Pagefind in the theme's own box. The index is loaded when the box opens.
;(() => {
  const box = document.querySelector(".bitext-search")
  const toggle = document.getElementById("__search")
  if (!box || !toggle) return
  const input = box.querySelector("input")
  const status = box.querySelector("[role=status]")
  const list = box.querySelector("ol")
  const words = JSON.parse(box.querySelector("script").textContent)
  const root = new URL(box.dataset.root, location.href)
  const most = 20
  let engine

  const load = () => {
    engine ??= import(new URL("pagefind/pagefind.js", root)).then(async (found) => {
      await found.init()
      return found
    })
    return engine
  }

  // An excerpt is text with marks; it is read as such and never put into the page as HTML.
  const plain = (html) => {
    const text = document.createElement("textarea")
    text.innerHTML = html
    return text.value
  }
  const marked = (excerpt) =>
    excerpt.split(/<\/?mark>/).map((part, number) => {
      if (number % 2 === 0) return plain(part)
      const mark = document.createElement("mark")
      mark.textContent = plain(part)
      return mark
    })

  const entry = (data) => {
    const item = document.createElement("li")
    item.className = "md-search-result__item"
    const link = document.createElement("a")
    link.className = "md-search-result__link"
    link.href = new URL(data.raw_url, root)
    const article = document.createElement("article")
    article.className = "md-search-result__article md-typeset"
    const title = document.createElement("h1")
    title.textContent = data.meta.title
    const text = document.createElement("p")
    text.append(...marked(data.excerpt))
    article.append(title, text)
    if (data.meta.page && data.meta.page !== data.meta.title) {
      const page = document.createElement("p")
      page.className = "bitext-search-page"
      page.textContent = data.meta.page
      title.after(page)
    }
    link.append(article)
    item.append(link)
    return item
  }

  const show = async () => {
    const query = input.value.trim()
    if (!query) {
      status.textContent = words.start
      list.replaceChildren()
      return
    }
    const search = await (await load()).debouncedSearch(query, {}, 100)
    if (search === null) return
    const count = search.results.length
    const text = count === 0 ? words.none : count === 1 ? words.one : words.other
    const found = await Promise.all(search.results.slice(0, most).map((one) => one.data()))
    if (query !== input.value.trim()) return
    status.textContent = text.replace("#", count.toLocaleString(document.documentElement.lang))
    list.replaceChildren(...found.map(entry))
    box.dataset.shown = query
  }

  const open = () => {
    toggle.checked = true
    input.focus()
    input.select()
    load()
  }
  const close = () => {
    toggle.checked = false
    input.blur()
  }

  input.addEventListener("focus", () => {
    toggle.checked = true
    load()
  })
  input.addEventListener("input", (event) => {
    if (!event.isComposing) show()
  })
  input.addEventListener("compositionend", show)
  toggle.addEventListener("change", () => {
    if (toggle.checked) open()
  })
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault()
    list.querySelector("a")?.click()
  })
  box.querySelector("form").addEventListener("reset", () => {
    setTimeout(() => {
      show()
      input.focus()
    })
  })
  list.addEventListener("click", close)

  const step = (direction) => {
    const stops = [input, ...list.querySelectorAll("a")]
    const here = stops.indexOf(document.activeElement)
    stops[Math.min(Math.max(here + direction, 0), stops.length - 1)]?.focus()
  }
  addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      if (toggle.checked && event.key === "Escape") close()
      else if (toggle.checked && event.key === "ArrowDown") step(1)
      else if (toggle.checked && event.key === "ArrowUp") step(-1)
      else if (
        !toggle.checked &&
        ["/", "s", "f"].includes(event.key) &&
        !event.target.closest("input, textarea, select, [contenteditable]")
      ) open()
      else return
      event.preventDefault()
      event.stopPropagation()
    },
    true,
  )
})()
