// The review page: sends what reviewers decide, then shows the next item. Keys work while the item has the focus.
(function () {
  "use strict";

  var FIELDS = "input[name], textarea[name], select[data-name]";
  var wantsFocus = false;

  function told(form, words) {
    var place = form.querySelector(".review-told") || document.querySelector(".review-told");
    if (place) { place.textContent = words; }
  }

  // Ask the server for the same address anew.
  var turn = 0;
  function refresh() {
    turn += 1;
    window.dash_clientside.set_props("view", { data: Object.assign({ turn: turn }, window.netralitas.view()) });
  }

  function send(form, act) {
    if (form.getAttribute("aria-busy") === "true") { return; }
    var body = { lang: form.dataset.lang };
    ["kind", "article", "item", "decision"].forEach(function (name) {
      if (form.dataset[name]) { body[name] = form.dataset[name]; }
    });
    if (act) { body.act = act; }
    form.querySelectorAll(FIELDS).forEach(function (field) {
      if (act !== "correct" && field.closest(".review-correction")) { return; }
      body[field.name || field.dataset.name] = field.value;
    });
    var why = form.querySelector("textarea[name=why]");
    if (why && act !== "accept" && !why.value.trim()) {
      told(form, form.dataset.whyMissing);
      why.focus();
      return;
    }
    form.setAttribute("aria-busy", "true");
    form.querySelectorAll("[aria-invalid]").forEach(function (field) { field.removeAttribute("aria-invalid"); });
    told(form, "");
    fetch(window.netralitas.prefix + "/review/" + form.dataset.review, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Review-Token": form.dataset.token || "" },
      body: JSON.stringify(body),
      credentials: "same-origin",
    }).then(function (answer) {
      return answer.json().then(function (said) {
        form.removeAttribute("aria-busy");
        if (answer.ok) {
          wantsFocus = true;
          form.querySelectorAll("input[type=password]").forEach(function (field) { field.value = ""; });
          refresh();
          return;
        }
        told(form, said.words);
        if (answer.status === 422) {
          var wrong = said.field && document.getElementById("review-field-" + said.field);
          var field = wrong || form.querySelector("textarea, input");
          if (wrong) { wrong.setAttribute("aria-invalid", "true"); }
          if (field) { field.focus(); }
        }
      });
    }).catch(function () {
      form.removeAttribute("aria-busy");
      told(form, form.dataset.noAnswer);
    });
  }

  function openCorrection(button) {
    var part = document.getElementById(button.dataset.opens);
    part.hidden = !part.hidden;
    button.setAttribute("aria-expanded", String(!part.hidden));
    if (part.hidden) { return; }
    part.querySelectorAll("small[id$='-help']").forEach(function (help) {
      document.getElementById(help.id.replace(/-help$/, "")).setAttribute("aria-describedby", help.id);
    });
    part.querySelector("select, input").focus();
  }

  document.addEventListener("submit", function (event) {
    var form = event.target.closest("form[data-review]");
    if (!form) { return; }
    event.preventDefault();
    if (form.dataset.review !== "decide") { send(form); }
  });

  document.addEventListener("click", function (event) {
    var opens = event.target.closest("form[data-review] [data-opens]");
    if (opens) { openCorrection(opens); return; }
    var button = event.target.closest("form[data-review] [data-act]");
    if (button) { send(button.closest("form"), button.dataset.act); }
  });

  document.addEventListener("keydown", function (event) {
    var place = event.target.closest && event.target.closest("[data-review-item]");
    if (!place || event.ctrlKey || event.metaKey || event.altKey || event.repeat) { return; }
    if (/^(input|textarea|select)$/i.test(event.target.tagName)) { return; }
    var key = event.key.toLowerCase();
    if (key === "s") {
      var skip = document.getElementById("review-skip");
      if (skip) { event.preventDefault(); wantsFocus = true; skip.click(); }
      return;
    }
    var button = place.querySelector("[data-key='" + key + "']");
    if (button) { event.preventDefault(); button.click(); }
  });

  // After a decision the next item takes the focus, so that the keys go on working.
  var lastItem = null;
  new MutationObserver(function () {
    var place = document.querySelector("[data-review-item]");
    var item = place && place.getAttribute("data-review-item");
    if (item === lastItem) { return; }
    lastItem = item;
    if (item && wantsFocus) { wantsFocus = false; place.focus({ preventScroll: true }); }
  }).observe(document.documentElement,
    { childList: true, subtree: true, attributes: true, attributeFilter: ["data-review-item"] });
})();
