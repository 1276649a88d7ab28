/* Figures: the mark nearest to pointer, finger or arrow keys tells its value; a series can be
   chosen and stays in the address.  Marks carry what they say as data-tip, their series as data-of. */
(function () {
  "use strict";

  const tip = document.createElement("div");
  tip.id = "chart-tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  document.body.append(tip);

  function seriesOf(view) {
    return Array.from(new Set(Array.from(view.querySelectorAll("[data-of]"), function (mark) {
      return mark.dataset.of;
    })));
  }

  function choose(view, name) {
    const known = Boolean(name) && seriesOf(view).includes(name);
    view.classList.toggle("has-chosen", known);
    for (const mark of view.querySelectorAll("[data-of]")) {
      mark.classList.toggle("is-chosen", known && mark.dataset.of === name);
    }
  }

  function hide(view) {
    tip.hidden = true;
    for (const mark of view.querySelectorAll(".is-near")) mark.classList.remove("is-near");
    choose(view, view.closest(".chart").dataset.chosen);
  }

  function show(view, mark) {
    hide(view);
    mark.classList.add("is-near");
    if (mark.dataset.of) choose(view, mark.dataset.of);
    tip.textContent = mark.dataset.tip;
    tip.hidden = false;
    const place = mark.getBoundingClientRect(), size = tip.getBoundingClientRect();
    const middle = place.left + place.width / 2 - size.width / 2;
    tip.style.left = Math.max(4, Math.min(window.innerWidth - size.width - 4, middle)) + "px";
    const above = place.top - size.height - 8;
    tip.style.top = (above > 4 ? above : place.bottom + 8) + "px";
  }

  function nearest(view, x, y) {
    let best = null, least = Infinity;
    for (const mark of view.querySelectorAll("[data-tip]")) {
      const box = mark.getBoundingClientRect();
      const dx = Math.max(box.left - x, 0, x - box.right), dy = Math.max(box.top - y, 0, y - box.bottom);
      const far = dx * dx + dy * dy + 1e-4 * Math.abs(box.left + box.width / 2 - x);
      if (far < least) [best, least] = [mark, far];
    }
    return best;
  }

  function middle(mark) {
    const box = mark.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }

  /* The next mark in the direction of an arrow, of the same series if it is along the series. */
  function step(view, from, key) {
    const along = key === "ArrowLeft" || key === "ArrowRight", axis = along ? 0 : 1;
    const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1, here = middle(from);
    let best = null, least = Infinity;
    for (const mark of view.querySelectorAll("[data-tip]")) {
      if (mark === from || (along && mark.dataset.of !== from.dataset.of)) continue;
      const there = middle(mark), ahead = sign * (there[axis] - here[axis]);
      if (ahead < 0.5) continue;
      const far = ahead + 3 * Math.abs(there[1 - axis] - here[1 - axis]);
      if (far < least) [best, least] = [mark, far];
    }
    return best;
  }

  function watch(view) {
    view.tabIndex = 0;
    view.setAttribute("role", "group");
    view.setAttribute("aria-label", "Values of the chart, by arrow keys");
    function point(event) {
      const mark = nearest(view, event.clientX, event.clientY);
      if (mark) show(view, mark);
    }
    view.addEventListener("pointermove", point);
    view.addEventListener("pointerdown", point);
    view.addEventListener("pointerleave", function (event) {
      if (event.pointerType === "mouse") hide(view);
    });
    view.addEventListener("blur", function () { hide(view); });
    view.addEventListener("keydown", function (event) {
      if (event.key === "Escape") return hide(view);
      if (!event.key.startsWith("Arrow")) return;
      event.preventDefault();
      const from = view.querySelector(".is-near");
      const mark = from ? step(view, from, event.key) : view.querySelector("[data-tip]");
      if (mark) show(view, mark);
    });
  }

  function remember(chart, name) {
    const address = new URL(window.location.href);
    if (name) address.searchParams.set(chart.dataset.chart, name);
    else address.searchParams.delete(chart.dataset.chart);
    try {
      window.history.replaceState(null, "", address);
    } catch (_refused) { /* a page opened from disk keeps its address */ }
  }

  /* The buttons of one picture's series, which are shown with the picture. */
  function barOf(chart, view, names) {
    const bar = document.createElement("div");
    bar.className = "chart-choice " + view.className.replace("chart-view", "").trim();
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Highlight");
    for (const name of names) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", function () {
        const now = chart.dataset.chosen === name ? "" : name;
        press(chart, now);
        remember(chart, now);
      });
      bar.append(button);
    }
    view.before(bar);
  }

  function press(chart, name) {
    chart.dataset.chosen = name || "";
    for (const button of chart.querySelectorAll(".chart-choice button")) {
      button.setAttribute("aria-pressed", String(button.textContent === name));
    }
    chart.querySelectorAll(".chart-view").forEach(function (view) { choose(view, name); });
  }

  const asked = new URLSearchParams(window.location.search);
  for (const chart of document.querySelectorAll(".chart:not(.chart-of-vega)")) {
    const known = new Set();
    for (const view of chart.querySelectorAll(".chart-view")) {
      if (view.querySelector("[data-tip]")) watch(view);
      const names = seriesOf(view);
      if (names.length < 3) continue;
      barOf(chart, view, names);
      names.forEach(known.add, known);
    }
    const wanted = asked.get(chart.dataset.chart);
    if (known.size) press(chart, known.has(wanted) ? wanted : "");
  }
  window.addEventListener("scroll", function () { tip.hidden = true; }, { passive: true });
})();
