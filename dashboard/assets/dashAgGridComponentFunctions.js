// Cells of the tables: links within the application. Values are children of elements, never markup.
(function () {
  "use strict";
  var cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});

  function link(props, href) {
    if (!href) { return props.value === null || props.value === undefined ? "" : String(props.value); }
    return window.React.createElement("a", {
      href: href,
      className: "link",
      onClick: function (event) {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) { return; }
        event.preventDefault();
        window.netralitas.go(href);
      },
    }, props.value);
  }

  // The address of the row (`href`), or that of the cell's own column (`href_<field>`).
  cells.InternalLink = function (props) { return link(props, props.data && props.data.href); };
  cells.FieldLink = function (props) { return link(props, props.data && props.data["href_" + props.colDef.field]); };
})();
