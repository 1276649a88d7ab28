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

  watchCharts();
})();
