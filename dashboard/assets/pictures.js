// PNG and SVG of a figure, made in the browser: with its title, unit line, source, the day, and the demonstration notice.
(function () {
  "use strict";

  function words(id) {
    var element = document.getElementById(id);
    return element ? element.textContent.trim().replace(/\s+/g, " ") : "";
  }

  function wrap(text, size) {
    var lines = [""];
    text.split(" ").forEach(function (word) {
      var line = lines[lines.length - 1];
      if (line && (line + " " + word).length > size) { lines.push(word); }
      else { lines[lines.length - 1] = line ? line + " " + word : word; }
    });
    return lines;
  }

  function escape(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  window.netralitas.saveImage = function (name, format) {
    var graph = document.querySelector("#" + name + "-figure .js-plotly-plot");
    if (!graph || !window.Plotly) { return; }
    var style = getComputedStyle(document.documentElement);
    var ink = style.getPropertyValue("--ink").trim() || "#1A1F24";
    var muted = style.getPropertyValue("--muted").trim() || "#5A636D";
    var surface = style.getPropertyValue("--surface").trim() || "#FFFFFF";
    var width = graph.clientWidth + 32;
    var characters = Math.floor(width / 6.4);
    var banner = document.querySelector("#demonstration");
    var below = wrap(words(name + "-foot") + " · netralitas, " + new Date().toISOString().slice(0, 10), characters);
    if (banner) {
      below = wrap(words("demonstration-words"), characters).concat(below);
    }
    var title = wrap(words(name + "-title"), Math.floor(width / 10));
    var unit = wrap(words(name + "-unit"), characters);
    var head = 20 + title.length * 24 + unit.length * 16;
    var foot = 16 + below.length * 15;
    var height = graph.clientHeight + head + foot;
    var layout = JSON.parse(JSON.stringify(graph.layout));
    var margin = Object.assign({ l: 0, r: 0, t: 0, b: 0 }, layout.margin);
    layout.margin = { l: margin.l + 16, r: margin.r + 16, t: margin.t + head, b: margin.b + foot, pad: margin.pad, autoexpand: false };
    layout.width = width;
    layout.height = height;
    layout.autosize = false;
    layout.paper_bgcolor = surface;
    layout.plot_bgcolor = surface;
    layout.title = {
      text: "<b>" + title.map(escape).join("<br>") + "</b><br><span style='font-size:12px;color:" + muted + "'>" +
        unit.map(escape).join("<br>") + "</span>",
      x: 16 / width, xanchor: "left", y: 1 - 14 / height, yanchor: "top", yref: "container", automargin: false,
      font: { family: "Georgia, serif", size: 18, color: ink },
    };
    layout.annotations = (layout.annotations || []).concat([{
      text: below.map(escape).join("<br>"), x: 0, xref: "paper", xanchor: "left", align: "left", showarrow: false,
      y: 0, yref: "paper", yanchor: "top", yshift: -margin.b - 4, font: { size: 11, color: muted },
    }]);
    window.Plotly.toImage({ data: graph.data, layout: layout }, { format: format, width: width, height: height, scale: 2 })
      .then(function (url) {
        var link = document.createElement("a");
        link.href = url;
        link.download = "netralitas-" + name + "." + format;
        document.body.appendChild(link);
        link.click();
        link.remove();
      });
  };
})();
