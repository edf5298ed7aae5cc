// Values of the tables as they are written in the language of the page.
(function () {
  "use strict";
  var functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  functions.formatCount = function (params) {
    var lang = document.documentElement.lang === "en" ? "en" : "id";
    return params.value === null || params.value === undefined ? "" : Number(params.value).toLocaleString(lang);
  };
})();
