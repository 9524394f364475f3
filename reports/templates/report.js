(function () {
  "use strict";
  var folds = document.querySelectorAll("details");
  if (window.matchMedia("(max-width: 40rem)").matches)
    folds.forEach(function (fold) { fold.open = false; });
  window.addEventListener("beforeprint", function () {
    folds.forEach(function (fold) { fold.open = true; });
  });
  function key(row, column) {
    var cell = row.cells[column], value = cell.getAttribute("data-value");
    return value === null ? cell.textContent.trim().toLowerCase() : Number(value);
  }
  function compare(a, b) {
    var x = typeof a === "number", y = typeof b === "number";
    if (x !== y) return x ? -1 : 1;
    return x ? a - b : a.localeCompare(b);
  }
  function sort(table, column) {
    var heads = table.tHead.rows[0].cells, head = heads[column], body = table.tBodies[0];
    var rises = head.getAttribute("aria-sort") !== "ascending";
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (r, s) {
      var a = key(r, column), b = key(s, column), order = compare(a, b);
      return rises || typeof a !== typeof b ? order : -order;
    });
    rows.forEach(function (row) { body.appendChild(row); });
    Array.prototype.forEach.call(heads, function (h) { h.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", rises ? "ascending" : "descending");
  }
  document.querySelectorAll("table.sortable").forEach(function (table) {
    if (table.tBodies[0].rows.length < 6) return;
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      if (!head.textContent) return;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", function () { sort(table, column); });
      head.textContent = "";
      head.appendChild(button);
    });
  });
}());
