// Cells of the tables: links within the application. Values are children of elements, never markup.
(function () {
  "use strict";
  var cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  cells.InternalLink = function (props) {
    var href = props.data && props.data.href;
    if (!href) { return props.value || ""; }
    return window.React.createElement("a", {
      href: href,
      className: "link",
      onClick: function (event) {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) { return; }
        event.preventDefault();
        window.netralitas.go(href);
      },
    }, props.value);
  };
})();
