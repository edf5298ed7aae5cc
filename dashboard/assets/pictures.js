// PNG and SVG of a figure, made in the browser: with its title, unit line, source, the day, and the demonstration notice.
(function () {
  "use strict";

  var FONTS = [
    ["Inter Variable", "inter-latin-wght-normal.woff2"],
    ["Source Serif 4 Variable", "source-serif-4-latin-wght-normal.woff2"],
  ];
  var SCALE = 2;
  var folder = new URL("fonts/", document.currentScript.src);
  var faces = null;

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

  // A picture has no style sheet beside it: its fonts go into it.
  function fontFaces() {
    faces = faces || Promise.all(FONTS.map(function (font) {
      return fetch(new URL(font[1], folder)).then(function (answer) {
        if (!answer.ok) { throw new Error("no font " + font[1]); }
        return answer.blob();
      }).then(function (blob) {
        return new Promise(function (resolve) {
          var reader = new FileReader();
          reader.onload = function () {
            var data = reader.result.slice(reader.result.indexOf(",") + 1);
            resolve("@font-face{font-family:'" + font[0] + "';font-weight:100 900;src:url(data:font/woff2;base64," + data +
              ") format('woff2')}");
          };
          reader.readAsDataURL(blob);
        });
      });
    })).then(function (found) { return found.join(""); }, function () { return ""; });
    return faces;
  }

  // The figure again, with room above for its title and below for its source.
  function framed(name, graph) {
    var style = getComputedStyle(document.documentElement);
    var colour = function (token) { return style.getPropertyValue("--" + token).trim(); };
    var width = graph.clientWidth + 32;
    var characters = Math.floor(width / 6.2);
    var below = wrap(words(name + "-foot") + " · netralitas, " + new Date().toISOString().slice(0, 10), characters);
    if (document.getElementById("demonstration")) { below = wrap(words("demonstration-words"), characters).concat(below); }
    var title = wrap(words(name + "-title"), Math.floor(width / 10));
    // The first sentence: the second one tells what a click does. Then what the page is filtered by.
    var chosen = words("active-filters").split("×").map(function (word) { return word.trim(); }).filter(Boolean);
    var unit = wrap([words(name + "-unit").split(". ")[0]].concat(chosen).join(" · "), characters);
    var head = 24 + title.length * 23 + unit.length * 16;
    var foot = 16 + below.length * 15;
    var height = graph.clientHeight + head + foot;
    var layout = JSON.parse(JSON.stringify(graph.layout));
    var margin = Object.assign({ l: 0, r: 0, t: 0, b: 0 }, layout.margin);
    var text = function (lines, place) {
      return Object.assign({
        text: lines.map(escape).join("<br>"), x: 0, xref: "paper", xanchor: "left", xshift: -margin.l, align: "left",
        yref: "paper", showarrow: false, borderpad: 0,
      }, place);
    };
    layout.margin = { l: margin.l + 16, r: margin.r + 16, t: margin.t + head, b: margin.b + foot, pad: margin.pad, autoexpand: false };
    layout.width = width;
    layout.height = height;
    layout.autosize = false;
    layout.paper_bgcolor = layout.plot_bgcolor = colour("surface");
    layout.annotations = (layout.annotations || []).concat([
      text(title, {
        y: 1, yanchor: "top", yshift: margin.t + head - 12,
        font: { family: colour("font-text"), size: 18, color: colour("ink"), weight: 600 },
      }),
      text(unit, { y: 1, yanchor: "top", yshift: margin.t + head - 14 - title.length * 23, font: { size: 12, color: colour("muted") } }),
      text(below, { y: 0, yanchor: "top", yshift: -margin.b - 4, font: { size: 11, color: colour("muted") } }),
    ]);
    return { data: graph.data, layout: layout, width: width, height: height };
  }

  function rasterize(svg, width, height) {
    return new Promise(function (resolve, reject) {
      var image = new Image();
      var url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
      image.onerror = function () { reject(new Error("the picture cannot be drawn")); };
      image.onload = function () {
        var canvas = document.createElement("canvas");
        canvas.width = width * SCALE;
        canvas.height = height * SCALE;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(url);
        canvas.toBlob(resolve, "image/png");
      };
      image.src = url;
    });
  }

  function save(blob, filename) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = filename;
    document.body.appendChild(link);
    link.click();
    link.remove();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  window.netralitas.saveImage = function (name, format) {
    var graph = document.querySelector("#" + name + "-figure .js-plotly-plot");
    if (!graph || !window.Plotly) { return; }
    var picture = framed(name, graph);
    var size = { format: "svg", width: picture.width, height: picture.height, imageDataOnly: true };
    Promise.all([window.Plotly.toImage({ data: picture.data, layout: picture.layout }, size), fontFaces()])
      .then(function (made) {
        var svg = made[0].replace(/(<svg[^>]*>)/, function (open) { return open + "<style>" + made[1] + "</style>"; });
        return format === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : rasterize(svg, picture.width, picture.height);
      })
      .then(function (blob) { save(blob, "netralitas-" + name + "." + format); });
  };
})();
