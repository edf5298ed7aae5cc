// What the browser does by itself. The address is the only state: every control writes it, and shows what it says.
(function () {
  "use strict";

  var DEFAULT_LANGUAGE = "id";
  // The path that the application stands under: "" or "/netralitas".
  var config = document.getElementById("_dash-config");
  var PREFIX = config ? JSON.parse(config.textContent).requests_pathname_prefix.replace(/\/$/, "") : "";
  // The order in which dashboard/address.py writes the keys: one view has one address.
  var ORDER = ["election", "province", "region", "measure", "measure_status", "violation", "violation_status",
    "outlet", "relevance", "from", "to", "q"];
  var FILTERS = ["election", "place", "measure", "violation", "outlet", "relevance"];
  var PAGE_KEYS = ["kind", "type", "status", "sure", "order", "area", "week", "undated", "of", "show", "per", "page", "list", "sql"];
  // Sections of the navigation whose links take the filters along, as in dashboard/components/shell.py.
  var FILTERED = ["/", "/elections", "/regions", "/officials", "/cases", "/articles", "/coverage"]
    .map(function (path) { return PREFIX + path; });
  ORDER = ORDER.concat(PAGE_KEYS, "lang");
  // The switches of the reader's legend, as in dashboard/components/reader.py.
  var KINDS = ["officials", "regions", "time", "law", "quotes", "statements", "measures", "totals",
    "prohibited", "alleged", "proven"];
  var phone = window.matchMedia("(max-width: 599px)");

  function params() {
    return new URLSearchParams(window.location.search);
  }

  function query(values) {
    var known = new URLSearchParams();
    ORDER.forEach(function (key) {
      var value = values.get(key);
      if (value && !(key === "lang" && value === DEFAULT_LANGUAGE)) { known.set(key, value); }
    });
    var text = known.toString().replace(/%2C/g, ",");
    return text ? "?" + text : "";
  }

  // Go to another address within the application; a step that the back button takes back.
  function go(href) {
    var here = window.location.pathname + window.location.search + window.location.hash;
    if (href === here) { return; }
    window.history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  // Set some keys of this address; null and "" take a key away.
  function change(values, path) {
    var next = params();
    Object.keys(values).forEach(function (key) {
      if (values[key]) { next.set(key, values[key]); } else { next.delete(key); }
    });
    if (query(next) === query(params()) && (!path || path === window.location.pathname)) { return; }
    next.delete("page");
    go((path || window.location.pathname) + query(next));
  }

  function triggered() {
    return window.dash_clientside.callback_context.triggered.map(function (part) { return part.prop_id; });
  }

  function readView() {
    var scheme = document.documentElement.getAttribute("data-mantine-color-scheme") === "dark" ? "dark" : "light";
    return { scheme: scheme, width: phone.matches ? "phone" : "wide" };
  }

  var lastView = null;
  function tellView() {
    var view = readView();
    var text = JSON.stringify(view);
    if (lastView !== null && text !== lastView) {
      lastView = text;
      window.dash_clientside.set_props("view", { data: view });
    }
  }
  new MutationObserver(tellView).observe(document.documentElement,
    { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
  phone.addEventListener("change", tellView);

  // The element of an anchor; an offset inside a mark leads to the mark that holds it.
  function anchored(hash) {
    var id = decodeURIComponent(hash.slice(1));
    var exact = id && document.getElementById(id);
    if (exact || !/^at-\d+$/.test(id)) { return exact; }
    var wanted = Number(id.slice(3));
    var best = null;
    document.querySelectorAll("[id^='at-']").forEach(function (element) {
      if (Number(element.id.slice(3)) <= wanted) { best = element; }
    });
    return best;
  }

  function arriveAt(hash, tries) {
    document.querySelectorAll(".arrived").forEach(function (element) { element.classList.remove("arrived"); });
    if (!hash) { return; }
    var target = anchored(hash);
    if (!target) {
      if (tries > 0) { window.setTimeout(function () { arriveAt(hash, tries - 1); }, 60); }
      return;
    }
    target.classList.add("arrived");
    target.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", function () { arriveAt(window.location.hash, 0); });

  function day(value) {
    return typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : null;
  }

  var lastPath = null;
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    netralitas: {
      read_view: function () {
        var view = readView();
        lastView = JSON.stringify(view);
        return view;
      },
      set_title: function (title) {
        if (title) {
          document.title = title.title;
          document.documentElement.lang = title.lang;
        }
      },
      arrive: function () {
        // A link of Dash takes no such attribute from the server.
        document.querySelectorAll(".nav-link.is-here, .language.is-here").forEach(function (link) {
          link.setAttribute("aria-current", link.classList.contains("nav-link") ? "page" : "true");
        });
        var path = window.location.pathname;
        if (window.location.hash) { arriveAt(window.location.hash, 40); }
        else if (lastPath !== null && path !== lastPath) { window.scrollTo(0, 0); }
        lastPath = path;
      },
      choose: function () {
        var values = Array.prototype.slice.call(arguments);
        var changed = {};
        triggered().forEach(function (prop) {
          FILTERS.forEach(function (key, place) {
            if (prop === "filter-" + key + ".value") { changed[key] = values[place]; }
          });
        });
        // A value of several, written in the address, shows as none; only a choice may replace it.
        Object.keys(changed).forEach(function (key) {
          if (!changed[key] && single(key) === null) { delete changed[key]; }
        });
        // A code with a point is that of a regency or city.
        if ("place" in changed) {
          var code = changed.place;
          changed.region = code && code.indexOf(".") > 0 ? code : null;
          changed.province = code && !changed.region ? code : null;
          delete changed.place;
        }
        if (Object.keys(changed).length) { change(changed); }
      },
      choose_dates: function (value) {
        var first = day(value && value[0]);
        var last = day(value && value[1]);
        if ((first === null) !== (last === null)) {
          // Half a range is one still being chosen, unless the address itself has one end only.
          return;
        }
        change({ from: first, to: last });
      },
      search: function (count, value) {
        if (count) { change({ q: (value || "").trim() }, PREFIX + "/articles"); }
      },
      show_filters: function () {
        var now = params();
        var values = FILTERS.map(single);
        values.push([day(now.get("from")), day(now.get("to"))]);
        return values;
      },
      sync_links: function () {
        var now = params();
        var path = window.location.pathname;
        var kept = new URLSearchParams(now);
        PAGE_KEYS.forEach(function (key) { kept.delete(key); });
        var links = FILTERED.map(function (target) { return target + query(kept); });
        ["id", "en"].forEach(function (other) {
          var next = new URLSearchParams(now);
          next.set("lang", other);
          links.push(path + query(next));
        });
        return links;
      },
      switch_kinds: function (shown) {
        var hidden = KINDS.filter(function (kind) { return (shown || []).indexOf(kind) < 0; });
        return ["reader"].concat(hidden.map(function (kind) { return "hide-" + kind; })).join(" ");
      },
      switch_all: function (count, shown) {
        return (shown || []).length ? [] : KINDS;
      },
      choose_map: function (shown, per) {
        change({ show: shown === "stories" ? null : shown, per: per || null });
      },
      show_map_choice: function () {
        return [params().get("show") || "stories", params().get("per") === "outlet" ? "outlet" : ""];
      },
      // What is clicked filters the page; once more, and it does no longer.
      click_map: function (event) {
        var area = pointValue(event, "map-figure", 1);
        var code = area || pointValue(event, "map-figure");
        if (!code) { return; }
        var key = area ? "region" : "province";
        var values = { region: null, province: null };
        values[key] = params().get(key) === code ? null : code;
        change(values);
      },
      click_measures: function (event) {
        var type = pointValue(event, "measures-figure");
        if (type) { change({ measure: params().get("measure") === type ? null : type }); }
      },
      drag_timeline: function (layout) {
        if (!layout) { return; }
        if (layout["xaxis.autorange"]) { change({ from: null, to: null }); return; }
        var first = day(layout["xaxis.range[0]"] || (layout["xaxis.range"] || [])[0]);
        var last = day(layout["xaxis.range[1]"] || (layout["xaxis.range"] || [])[1]);
        if (first && last && first < last) { change({ from: first, to: last }); }
      },
    },
  });

  // The one value a select can show; null where the address has none or several.
  function single(key) {
    if (key === "place") { return single("region") || single("province"); }
    var value = params().get(key);
    if (!value) { return null; }
    return key === "relevance" || value.indexOf(",") < 0 ? value : null;
  }

  // The code that a clicked point stands for: its own, or that of the trace it belongs to; with `place` another part.
  function pointValue(event, name, place) {
    var point = event && event.points && event.points[0];
    if (!point) { return null; }
    var data = point.customdata;
    if (place) { return Array.isArray(data) && data.length > place ? String(data[place]) : null; }
    if (data === undefined || data === null) {
      var graph = document.querySelector("#" + name + " .js-plotly-plot");
      var trace = graph && graph.data && graph.data[point.curveNumber];
      data = trace && (trace.meta || trace.customdata);
    }
    while (Array.isArray(data)) { data = data[0]; }
    if (data && typeof data === "object") { data = data.code || data.type; }
    return data === undefined || data === null ? null : String(data);
  }

  document.addEventListener("click", function (event) {
    var toggle = event.target.closest("[data-toggles]");
    if (toggle) {
      var part = document.getElementById(toggle.getAttribute("data-toggles"));
      var open = part.classList.toggle("is-open");
      toggle.setAttribute("aria-expanded", String(open));
      return;
    }
    var copy = event.target.closest("[data-copy]");
    if (copy) {
      var words = copy.textContent;
      navigator.clipboard.writeText(window.location.href).then(function () {
        copy.textContent = copy.getAttribute("data-copied");
        window.setTimeout(function () { copy.textContent = words; }, 1600);
      });
      return;
    }
    var image = event.target.closest("[data-image]");
    if (image) { window.netralitas.saveImage(image.getAttribute("data-image"), image.getAttribute("data-format")); }
  });

  // "/" leads to the search box, as its sign in the box says.
  document.addEventListener("keydown", function (event) {
    var tag = (event.target.tagName || "").toLowerCase();
    if (event.key === "/" && tag !== "input" && tag !== "textarea" && !event.ctrlKey && !event.metaKey) {
      var box = document.getElementById("search");
      if (box && box.offsetParent) { event.preventDefault(); box.focus(); }
    }
  });

  // A figure in a place of class `opens` leads where its points say: the address in their customdata.
  new MutationObserver(function () {
    document.querySelectorAll(".opens .js-plotly-plot:not([data-opens])").forEach(function (graph) {
      if (!graph.on) { return; }
      graph.setAttribute("data-opens", "");
      graph.on("plotly_click", function (event) {
        var href = pointValue(event, "");
        if (href && href.charAt(0) === "/") { go(href); }
      });
    });
  }).observe(document.documentElement, { childList: true, subtree: true });

  window.netralitas = { go: go, change: change, prefix: PREFIX, view: readView };
})();
