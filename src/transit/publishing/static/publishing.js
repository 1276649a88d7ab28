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
    mode: "vega-lite",
    ast: true,
    renderer: "svg",
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  };

  async function activate(chart) {
    const view = chart.querySelector(".chart-view");
    const spec = JSON.parse(chart.querySelector("script").textContent);
    const live = document.createElement("div");
    live.className = "chart-live";
    delete spec.$schema;
    spec.background = null;
    view.append(live);
    try {
      const embed = await loadVega();
      await embed(live, spec, embedOptions);
      chart.classList.add("is-live");
    } catch (error) {
      live.remove();
      console.error(error);
    }
  }

  function watchCharts() {
    const charts = document.querySelectorAll(".chart");
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

  /* A chart that is wider than its frame can be scrolled with the keyboard. */
  function watchFrames() {
    const frames = document.querySelectorAll(".chart-view");
    const sized = new ResizeObserver(function (entries) {
      for (const entry of entries) {
        const frame = entry.target;
        const wide = frame.scrollWidth > frame.clientWidth + 1;
        if (wide) {
          frame.tabIndex = 0;
          frame.setAttribute("role", "group");
          frame.setAttribute("aria-label", "Chart, scrolls sideways");
        } else {
          for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
        }
      }
    });
    frames.forEach(function (frame) { sized.observe(frame); });
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
      const values = Array.from(new Set(rows.map(function (row) { return cellValue(row, column); })));
      if (table.dataset.facets && table.dataset.facets.split(";").includes(head.textContent.trim())) {
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
    function apply() {
      const wanted = words.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !(row.textContent.toLowerCase().includes(wanted)
          && choices.every(function (pair) {
            return !pair[0].value || cellValue(row, pair[1]) === pair[0].value;
          }));
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = shown + " of " + rows.length + " rows";
    }
    bar.addEventListener("input", apply);
    const place = table.closest(".table-scroll, .pst-scrollable-table-container") || table;
    place.before(bar);
    apply();
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

  document.querySelectorAll("table.filterable").forEach(makeFilterable);
  watchFrames();
  watchCharts();
})();
