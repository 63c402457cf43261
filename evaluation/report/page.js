"use strict";
(function () {
  function open() {
    var to = location.hash && document.getElementById(location.hash.slice(1));
    if (!to) return;
    for (var d = to; d; d = d.parentElement) if (d.tagName === "DETAILS") d.open = true;
    to.scrollIntoView();
  }
  addEventListener("hashchange", open);
  open();
  function value(row, k) {
    var text = row.cells[k] ? row.cells[k].textContent.trim() : "";
    var number = parseFloat(text.replace(/[,\s]/g, ""));
    return { text: text, number: number };
  }
  document.querySelectorAll("table.wide").forEach(function (table) {
    var body = table.tBodies[0], all = Array.from(body.rows), rows = all.filter(function (r) { return !r.className; });
    var heads = Array.from(table.tHead.rows[0].cells), words = "";
    function show(list) { body.replaceChildren.apply(body, list); }
    function fits(r) { return r.textContent.toLowerCase().indexOf(words) >= 0; }
    heads.forEach(function (head, k) {
      if (k === heads.length - 1) return;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (h) { h.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var sorted = rows.slice().sort(function (a, b) {
          var x = value(a, k), y = value(b, k);
          if (isNaN(x.number) !== isNaN(y.number)) return isNaN(x.number) ? 1 : -1;
          var c = isNaN(x.number) ? x.text.localeCompare(y.text, document.documentElement.lang) : x.number - y.number;
          return down ? -c : c;
        });
        show(sorted);
      });
    });
    var label = document.createElement("label"), input = document.createElement("input");
    label.className = "filter";
    label.textContent = document.body.dataset.filter;
    input.type = "search";
    label.append(input);
    table.parentElement.before(label);
    input.addEventListener("input", function () {
      words = input.value.trim().toLowerCase();
      all.forEach(function (r) { r.hidden = words !== "" && (r.className === "cut" || !fits(r)); });
    });
  });
})();
