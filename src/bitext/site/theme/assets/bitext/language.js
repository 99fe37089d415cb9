// The menu's links lead to this page in each language; this adds the place in it.
// The theme replaces <head> but not the header when it loads a page in place, so the
// addresses are read from <head> at the click, before the theme's own listeners.
if (!window.bitextLanguage) {
  window.bitextLanguage = true
  addEventListener("click", function (event) {
    var link = event.target instanceof Element
      && event.target.closest("a[data-bitext-language]")
    var map = document.getElementById("bitext-languages")
    if (!link || !map) return
    var entry = JSON.parse(map.textContent)[link.hreflang]
    if (!entry) return
    link.href = entry[0] + (entry[1] ? location.hash : "")
    // Where the site's root asks the browser for its language, a choice is kept.
    if ("remember" in map.dataset && link.closest(".md-header")) {
      try { localStorage.setItem("bitext-language", link.hreflang) } catch { /* no room */ }
    }
  }, true)
}
