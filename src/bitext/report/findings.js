"use strict"
const form = document.querySelector("form")
const main = document.querySelector("main")
const none = document.getElementById("none")
const cards = [...main.querySelectorAll("article")]

function show() {
  const chosen = new FormData(form)
  const words = chosen.get("text").toLowerCase()
  const severities = new Set(chosen.getAll("severity"))
  const groups = new Map()
  for (const card of cards) {
    const { locale, severity } = card.dataset
    const isShown = severities.has(severity) &&
      (!chosen.get("locale") || locale === chosen.get("locale")) &&
      card.textContent.toLowerCase().includes(words)
    card.hidden = !isShown
    if (!isShown) continue
    const name = card.dataset[chosen.get("by")] || "the project"
    groups.set(name, [...(groups.get(name) || []), card])
  }
  const sections = [...groups].map(([name, members]) => {
    const section = document.createElement("section")
    const heading = document.createElement("h2")
    const count = document.createElement("small")
    count.textContent = ` ${members.length}`
    heading.append(name, count)
    section.append(heading, ...members)
    return section
  })
  for (const section of main.querySelectorAll("section")) section.remove()
  main.prepend(...sections)
  none.hidden = sections.length > 0
}

form.hidden = false
form.addEventListener("input", show)
form.addEventListener("submit", (event) => event.preventDefault())
show()
