// Runs in the head, before the first paint: the reader's colour scheme, so that nothing flashes.
(function () {
  var stored = null;
  try { stored = window.localStorage.getItem("mantine-color-scheme-value"); } catch (error) { /* storage is closed */ }
  var dark = stored === "dark" || (stored !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
