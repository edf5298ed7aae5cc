// Forms that write the address: `data-writes` names the page; each named field is a key, `data-form="slug"` a name to search.
(function () {
  "use strict";

  // A name as the address holds it: small letters and figures, hyphens between the words (dashboard/pages/officials.py).
  function slug(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "").slice(0, 80);
  }

  function write(form) {
    var values = {};
    form.querySelectorAll("[name]").forEach(function (field) {
      var text = (field.value || "").trim();
      values[field.getAttribute("name")] = field.closest("[data-form='slug']") ? slug(text) : text;
    });
    (form.getAttribute("data-forgets") || "").split(" ").filter(Boolean).forEach(function (key) { values[key] = null; });
    window.netralitas.change(values, form.getAttribute("data-writes"));
  }

  document.addEventListener("submit", function (event) {
    var form = event.target.closest("form[data-writes]");
    if (!form) { return; }
    event.preventDefault();
    write(form);
  }, true);

  document.addEventListener("change", function (event) {
    var form = event.target.tagName === "SELECT" && event.target.closest("form[data-writes]");
    if (form) { write(form); }
  });

  // Ctrl+Enter runs what stands in a field of several lines.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target.tagName !== "TEXTAREA") { return; }
    var form = event.target.closest("form[data-writes]");
    if (form) { event.preventDefault(); write(form); }
  });

  // Numbers of any kind as the language writes them; counts stay whole, others keep up to four decimals.
  var functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  functions.formatAny = function (params) {
    var lang = document.documentElement.lang === "en" ? "en" : "id";
    if (params.value === null || params.value === undefined) { return ""; }
    return Number(params.value).toLocaleString(lang, { maximumFractionDigits: 4 });
  };
})();
