/* Behaviour of the published book.  No network, no eval; every feature degrades to plain HTML. */
(function () {
  "use strict";

  const script = document.currentScript;

  /* ---- Charts: the static picture becomes interactive once it comes near the window ---- */

  let vega = null;

  function loadVega() {
    vega = vega || new Promise(function (resolve, reject) {
      const tag = document.createElement("script");
      tag.src = new URL(script.dataset.vega, script.src).href;
      tag.onload = function () { resolve(window.transitEmbed); };
      tag.onerror = function () { reject(new Error("Vega could not be loaded: " + tag.src)); };
      document.head.append(tag);
    });
    return vega;
  }

  const embedOptions = {
    ast: true,
    renderer: "svg",
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  };

  /* Data sets come as a list of names and a list per row. */
  function expand(rows) {
    if (!rows.length || !Array.isArray(rows[0])) return rows;
    const names = rows[0];
    return rows.slice(1).map(function (row) {
      return Object.fromEntries(names.map(function (name, column) { return [name, row[column]]; }));
    });
  }

  /* Vega gives parts of a chart the role of an image but not always a name; the text alternative
     of the whole is that of the picture it replaces. */
  function describe(live, view) {
    const whole = live.querySelector("svg");
    whole.setAttribute("role", "graphics-document");
    whole.setAttribute("aria-label", view.querySelector(".chart-static").getAttribute("aria-label"));
    for (const part of whole.querySelectorAll("[role]:not([aria-label])")) {
      part.removeAttribute("role");
      part.removeAttribute("aria-roledescription");
    }
  }

  async function activate(chart) {
    const view = chart.querySelector(".chart-view");
    const spec = JSON.parse(chart.querySelector("script").textContent);
    for (const name of Object.keys(spec.datasets || {})) {
      spec.datasets[name] = expand(spec.datasets[name]);
    }
    const live = document.createElement("div");
    live.className = "chart-live";
    delete spec.$schema;
    spec.background = null;
    view.append(live);
    try {
      const embed = await loadVega();
      const mode = chart.classList.contains("is-vega") ? "vega" : "vega-lite";
      await embed(live, spec, Object.assign({ mode: mode }, embedOptions));
      describe(live, view);
      chart.classList.add("is-live");
    } catch (error) {
      live.remove();
      console.error(error);
    }
  }

  function watchCharts() {
    const charts = document.querySelectorAll(".chart-of-vega");
    if (!charts.length) return;
    const seen = new IntersectionObserver(function (entries) {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        seen.unobserve(entry.target);
        activate(entry.target);
      }
    }, { rootMargin: "300px 0px" });
    charts.forEach(function (chart) { seen.observe(chart); });
  }

  /* ---- Plots of plotly, drawn with the book's own copy ---- */

  function drawPlots() {
    const plots = document.querySelectorAll(".plot-of-plotly");
    if (!plots.length) return;
    const tag = document.createElement("script");
    tag.src = new URL("plotly.min.js", script.src).href;
    tag.onload = function () {
      for (const plot of plots) {
        const content = JSON.parse(plot.querySelector("script").textContent);
        window.Plotly.newPlot(plot, content.data, content.layout, { responsive: true });
      }
    };
    document.head.append(tag);
  }

  /* ---- The menus of the page header, and what the theme expects of Bootstrap ---- */

  window.bootstrap = { Tooltip: class { dispose() {} hide() {} show() {} } };

  function setMenu(toggle, open) {
    toggle.setAttribute("aria-expanded", String(open));
    toggle.parentElement.querySelector(".dropdown-menu").classList.toggle("show", open);
  }

  function closeMenus(except) {
    document.querySelectorAll(".dropdown-toggle[aria-expanded=true]").forEach(function (toggle) {
      if (toggle !== except) setMenu(toggle, false);
    });
  }

  document.addEventListener("click", function (event) {
    const toggle = event.target.closest("button.dropdown-toggle");
    closeMenus(toggle);
    if (toggle) setMenu(toggle, toggle.getAttribute("aria-expanded") !== "true");
  });

  document.addEventListener("keydown", function (event) {
    const menu = document.querySelector(".dropdown-menu.show");
    if (!menu) return;
    const toggle = menu.parentElement.querySelector(".dropdown-toggle");
    if (event.key === "Escape") {
      setMenu(toggle, false);
      toggle.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const items = Array.from(menu.querySelectorAll("a, button"));
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = items.indexOf(document.activeElement);
      items[(at + step + items.length) % items.length].focus();
      event.preventDefault();
    }
  });

  function watchBackToTop() {
    const button = document.getElementById("pst-back-to-top");
    if (!button) return;
    let before = window.scrollY;
    window.addEventListener("scroll", function () {
      const shown = window.scrollY < before && window.scrollY > 400;
      button.style.display = shown ? "block" : "none";
      before = window.scrollY;
    }, { passive: true });
    button.addEventListener("click", function () { window.scrollTo({ top: 0 }); });
  }

  /* ---- Copy buttons of the cite box ---- */

  async function copy(button) {
    const text = document.getElementById(button.dataset.copy).textContent;
    const status = button.closest(".cite-box").querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(text);
    } catch (_refused) {
      /* Pages opened from disk may not write to the clipboard; select for the reader instead. */
      const selection = window.getSelection();
      selection.selectAllChildren(document.getElementById(button.dataset.copy));
      if (!document.execCommand("copy")) {
        status.textContent = "Selected; copy with your keyboard.";
        return;
      }
      selection.removeAllRanges();
    }
    status.textContent = "Copied.";
    const label = button.firstChild;
    label.textContent = "Copied";
    window.setTimeout(function () { label.textContent = "Copy"; status.textContent = ""; }, 2500);
  }

  /* ---- Tables that can be filtered and sorted: <table class="filterable"> ---- */

  function cellValue(row, column) {
    const cell = row.cells[column];
    return cell ? cell.dataset.value || cell.textContent.trim() : "";
  }

  function compare(one, other) {
    const a = Number(one.replace("\u2212", "-").replace(/[,%\s]/g, ""));
    const b = Number(other.replace("\u2212", "-").replace(/[,%\s]/g, ""));
    return one !== "" && other !== "" && !Number.isNaN(a) && !Number.isNaN(b)
      ? a - b : one.localeCompare(other, document.documentElement.lang);
  }

  function control(label, field) {
    const wrapper = document.createElement("label");
    wrapper.append(label, field);
    return wrapper;
  }

  function makeFilterable(table) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    const heads = Array.from(table.tHead.rows[0].cells);
    const bar = document.createElement("div");
    bar.className = "table-filter";
    bar.setAttribute("role", "search");
    bar.setAttribute("aria-label", "Filter the table");
    const words = document.createElement("input");
    words.type = "search";
    bar.append(control("Contains", words));
    const choices = [];
    heads.forEach(function (head, column) {
      if (table.dataset.facets && table.dataset.facets.split(";").includes(head.textContent.trim())) {
        const values = Array.from(new Set(rows.map(function (row) { return cellValue(row, column); })));
        const select = document.createElement("select");
        select.append(new Option("all", ""));
        values.filter(Boolean).sort().forEach(function (value) { select.append(new Option(value)); });
        choices.push([select, column]);
        bar.append(control(head.textContent.trim(), select));
      }
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", function () {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort(function (one, other) {
          const order = compare(cellValue(one, column), cellValue(other, column));
          return down ? -order : order;
        });
        body.append(...rows);
      });
    });
    const count = document.createElement("output");
    bar.append(count);
    const unit = table.dataset.unit || "rows", part = table.dataset.part;
    function partsOf(row) { return Math.max(1, row.querySelectorAll("." + part).length); }
    function sum(chosen) { return chosen.reduce(function (all, row) { return all + partsOf(row); }, 0); }
    function apply() {
      const wanted = words.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !((!wanted || row.textContent.toLowerCase().includes(wanted))
          && choices.every(function (pair) {
            return !pair[0].value || cellValue(row, pair[1]) === pair[0].value;
          }));
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = shown + " of " + rows.length + " " + unit;
      if (part) {
        const left = rows.filter(function (row) { return !row.hidden; });
        count.textContent += ", " + sum(left) + " of " + sum(rows) + " " + part + "s";
      }
      if (!shown) count.textContent += ": nothing found";
    }
    /* An address chooses rows, as in ?section=Clarity&verdict=open, and keeps what is chosen. */
    const fields = [["contains", words]].concat(choices.map(function (pair) {
      return [heads[pair[1]].textContent.trim().toLowerCase(), pair[0]];
    }));
    const asked = new URL(window.location.href);
    for (const [name, field] of fields) field.value = asked.searchParams.get(name) || "";
    function keep() {
      const address = new URL(window.location.href);
      for (const [name, field] of fields) {
        if (field.value) address.searchParams.set(name, field.value);
        else address.searchParams.delete(name);
      }
      try {
        window.history.replaceState(null, "", address);
      } catch (_refused) { /* a page opened from disk keeps its address */ }
    }
    bar.addEventListener("input", function () { apply(); keep(); });
    const place = table.closest(".table-scroll, .pst-scrollable-table-container") || table;
    place.before(bar);
    apply();
    const chosen = fields.some(function (pair) { return pair[1].value; });
    if (chosen && !window.location.hash) {
      window.addEventListener("load", function () { bar.scrollIntoView(); });
    }
  }

  /* ---- What scrolls can be reached by keyboard ---- */

  /* The theme asks every box in turn as the page is loaded, which lays out the whole of it. */
  function watchScrolling() {
    const sizes = new ResizeObserver(function (entries) {
      const scrolls = entries.map(function (entry) {
        const box = entry.target;
        return box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      });
      entries.forEach(function (entry, place) { entry.target.tabIndex = scrolls[place] ? 0 : -1; });
    });
    const boxes = "pre, .cell_output > .output, .pst-scrollable-table-container";
    document.querySelectorAll(boxes).forEach(function (box) { sizes.observe(box); });
  }

  /* ---- Search results on a page opened from disk, where nothing may be fetched ---- */

  if (window.location.protocol === "file:" && typeof DOCUMENTATION_OPTIONS !== "undefined") {
    DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-copy], [data-action=print]");
    if (!button) return;
    if (button.dataset.copy) copy(button);
    else window.print();
  });

  /* A place in the page stays where it is once everything before it is laid out. */
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[href*='#']");
    if (link) document.documentElement.dataset.whole = "";
  }, true);

  document.querySelectorAll("table.filterable").forEach(makeFilterable);
  watchBackToTop();
  watchScrolling();
  watchCharts();
  drawPlots();
})();
