// Headings of columns become buttons that sort the rows. Without scripts the table is
// in the order of the navigation.
document.querySelectorAll("table").forEach(function (table) {
  var body = table.tBodies[0]
  table.querySelectorAll("thead th[data-sort]").forEach(function (heading) {
    var button = document.createElement("button")
    button.type = "button"
    while (heading.firstChild) button.append(heading.firstChild)
    heading.append(button)
    button.addEventListener("click", function () {
      var up = heading.getAttribute("aria-sort") !== "ascending"
      table.querySelectorAll("[aria-sort]").forEach(function (other) {
        other.removeAttribute("aria-sort")
      })
      heading.setAttribute("aria-sort", up ? "ascending" : "descending")
      var column = heading.cellIndex
      var compare = heading.dataset.sort === "number"
        ? function (one, other) { return one - other }
        : new Intl.Collator(document.documentElement.lang).compare
      Array.from(body.rows)
        .map(function (row) {
          var cell = row.cells[column]
          return [cell.dataset.value || cell.textContent, row]
        })
        .sort(function (one, other) { return (up ? 1 : -1) * compare(one[0], other[0]) })
        .forEach(function (pair) { body.append(pair[1]) })
    })
  })
})
