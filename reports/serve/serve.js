(function () {
  "use strict";
  function byId(id) { return document.getElementById(id); }

  /* Search along with typing: links below the field, each an ordinary link. */
  var field = document.querySelector("[data-search]"), hits = byId("hits"), found = byId("found");
  var timer = 0, latest = 0;
  function show(answer, words) {
    var place = answer.place || field.form.elements.place.value;
    hits.textContent = "";
    answer.hits.forEach(function (hit) {
      var item = document.createElement("li"), link = document.createElement("a");
      var code = document.createElement("span");
      link.href = "/guide?occupation=" + encodeURIComponent(hit.code) +
        "&place=" + encodeURIComponent(hit.place || place);
      link.textContent = hit.title;
      code.className = "code";
      code.textContent = (hit.name !== hit.title ? hit.name + " · " : "") + hit.code +
        (hit.note ? " · " + hit.note : "");
      item.append(link, " ", code);
      hits.append(item);
    });
    var n = answer.n_found, shown = answer.hits.length;
    found.textContent = (answer.notice ? answer.notice + " " : "") + (
      !n ? "No occupation is called “" + words + "”." :
      !answer.has_all_words ? "No occupation has all the words of “" + words + "”. These have some of them:" :
      n > shown ? "The " + shown + " best of " + n + " occupations" :
      n === 1 ? "1 occupation" : n + " occupations");
  }
  function search() {
    var words = field.value.trim(), number = ++latest;
    if (words.length < 2) {
      hits.textContent = found.textContent = "";
      return;
    }
    fetch("/search.json?q=" + encodeURIComponent(words) + "&place=" +
      encodeURIComponent(field.form.elements.place.value)).then(function (response) {
      return response.ok ? response.json() : null;
    }).then(function (answer) {
      if (answer && number === latest) show(answer, words);
    }).catch(function () {
      found.textContent = "The server does not answer: is careerstat serve still running?";
    });
  }
  /* Arrow keys walk from the field through the links. */
  function walk(event) {
    var step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    var stops = [field].concat(Array.prototype.slice.call(hits.querySelectorAll("a")));
    var at = stops.indexOf(document.activeElement);
    if (at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  }
  if (field) {
    field.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(search, 120);
    });
    field.addEventListener("keydown", walk);
    hits.addEventListener("keydown", walk);
    /* Back from a guide: the browser has kept the words, not the answers. */
    window.addEventListener("pageshow", function () {
      if (field.value && !hits.firstElementChild) search();
    });
  }

  var print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", function () { window.print(); });
  }

  /* Import: dropped files, how much has been sent, the answer in place. */
  var form = byId("import"), state = byId("state"), progress = byId("progress");
  function finish(request, button) {
    button.disabled = false;
    progress.hidden = true;
    state.textContent = "";
    var page = new DOMParser().parseFromString(request.responseText, "text/html");
    var result = page.getElementById("result") || page.querySelector("main");
    var here = byId("result");
    here.textContent = "";
    if (result && /html/.test(request.getResponseHeader("Content-Type") || ""))
      here.append.apply(here, Array.prototype.slice.call(document.importNode(result, true).childNodes));
    else
      here.textContent = request.responseText || "The files could not be sent.";
    here.scrollIntoView();
  }
  function send(event) {
    event.preventDefault();
    var size = Array.prototype.reduce.call(byId("files").files, function (sum, file) {
      return sum + file.size;
    }, 0);
    if (size > 1e9) {
      state.textContent = "These files are larger than 1 GB together: add them in several steps.";
      return;
    }
    var request = new XMLHttpRequest(), button = form.querySelector("button[type=submit]");
    request.upload.addEventListener("progress", function (e) {
      var percent = e.lengthComputable ? Math.round(100 * e.loaded / e.total) : 0;
      progress.value = percent;
      state.textContent = percent < 100 ? "Sending: " + percent + "%" : "Reading the files …";
    });
    request.addEventListener("load", function () { finish(request, button); });
    request.addEventListener("error", function () {
      finish(request, button);
    });
    request.open("POST", "/import");
    button.disabled = true;
    progress.hidden = false;
    request.send(new FormData(form));
  }
  if (form) {
    var drop = document.querySelector("[data-drop]"), files = byId("files");
    form.addEventListener("submit", send);
    ["dragover", "dragleave", "drop"].forEach(function (name) {
      drop.addEventListener(name, function (event) {
        event.preventDefault();
        drop.classList.toggle("over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files.length) files.files = event.dataTransfer.files;
      });
    });
  }
}());
