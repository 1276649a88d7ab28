/* The explorer of terms: reads the data that the page carries and needs nothing else. */
(function () {
  "use strict";

  const MOST = 4;
  const INKS = ["a", "b", "c", "d"];

  const el = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") node.textContent = value;
      else if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children);
    return node;
  };
  const svg = (tag, attributes = {}, ...children) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const number = (value, digits = 2) =>
    value === null || value === undefined ? "–" : value.toFixed(digits).replace("-", "−");

  function table(caption, heads, rows) {
    const head = el("tr", {}, ...heads.map((text, i) =>
      el("th", { scope: "col", class: i ? "number" : false, text })));
    const body = rows.map((cells) => el("tr", {}, ...cells.map((cell, i) => {
      const node = el(i ? "td" : "th", i ? { class: "number" } : { scope: "row" });
      node.append(cell);
      return node;
    })));
    return el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption },
      el("table", { class: "data-table" }, el("caption", { text: caption }),
        el("thead", {}, head), el("tbody", {}, ...body)));
  }

  class Explorer {
    constructor(root, data) {
      this.data = data;
      this.byId = new Map(data.terms.map((term) => [term.id, term]));
      this.paragraphs = data.sections.flatMap((section) =>
        section.paragraphs.map((paragraph) => ({ ...paragraph, section })));
      this.chosen = [];
      this.build(root);
      const asked = new URLSearchParams(window.location.hash.replace(/^#terms=/, "terms="));
      const wanted = (asked.get("terms") || "").split(",").filter((id) => this.byId.has(id));
      this.choose(wanted.length ? wanted.slice(0, MOST) : [data.terms[0].id]);
    }

    build(root) {
      const id = root.id;
      this.search = el("input", { type: "search", id: `${id}-search`, autocomplete: "off" });
      this.kind = el("select", { id: `${id}-kind` }, el("option", { value: "", text: "all kinds" }),
        ...[...new Set(this.data.terms.map((term) => term.kind))].sort().map((kind) =>
          el("option", { value: kind, text: kind })));
      this.list = el("fieldset", { class: "explorer-list" },
        el("legend", { text: `Terms (choose up to ${MOST})` }));
      this.boxes = new Map();
      for (const term of this.data.terms) {
        const box = el("input", { type: "checkbox", value: term.id });
        const row = el("label", { class: "explorer-term" }, box,
          el("span", { text: ` ${term.label}` }), el("small", { text: ` ${term.total}` }));
        box.addEventListener("change", () => this.toggle(term.id, box.checked));
        this.boxes.set(term.id, { box, row });
        this.list.append(row);
      }
      this.status = el("p", { class: "explorer-status", role: "status" });
      this.output = el("div", { class: "explorer-output" });
      this.search.addEventListener("input", () => this.filter());
      this.kind.addEventListener("change", () => this.filter());
      root.append(
        el("div", { class: "explorer-controls" },
          el("label", { for: this.search.id, text: "Find a term " }), this.search,
          el("label", { for: this.kind.id, text: " Kind " }), this.kind),
        this.list, this.status, this.output);
    }

    filter() {
      const text = this.search.value.trim().toLowerCase();
      for (const term of this.data.terms) {
        const hit = (!text || `${term.label} ${term.gloss}`.toLowerCase().includes(text)) &&
          (!this.kind.value || term.kind === this.kind.value);
        this.boxes.get(term.id).row.hidden = !hit;
      }
    }

    toggle(id, on) {
      if (on && this.chosen.length === MOST) {
        this.boxes.get(id).box.checked = false;
        this.status.textContent = `At most ${MOST} terms at a time: take one off first.`;
        return;
      }
      this.choose(on ? [...this.chosen, id] : this.chosen.filter((other) => other !== id));
      history.replaceState(null, "", `#terms=${this.chosen.join(",")}`);
    }

    choose(ids) {
      this.chosen = ids;
      for (const [id, { box }] of this.boxes) box.checked = ids.includes(id);
      const terms = ids.map((id) => this.byId.get(id));
      this.status.textContent = terms.length
        ? `Showing ${terms.map((term) => term.label).join(", ")}.` : "No term chosen.";
      this.output.replaceChildren(...(terms.length ? [
        this.glosses(terms), this.strips(terms), this.bySection(terms),
        this.statistics(terms), this.keyness(terms), this.neighbours(terms)] : []));
    }

    glosses(terms) {
      return el("dl", { class: "explorer-glosses" }, ...terms.flatMap((term, i) => [
        el("dt", { class: `ink-${INKS[i]}`, text: `${term.label} (${term.kind})` }),
        el("dd", { text: term.gloss })]));
    }

    strips(terms) {
      const width = 640, left = 4, row = 34, gap = 6;
      const step = (width - left - gap * this.data.sections.length) / this.paragraphs.length;
      const most = Math.max(1, ...terms.flatMap((term) => Object.values(term.counts)));
      const height = 18 + terms.length * row;
      const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "explorer-strips",
        role: "img", "aria-label": `Occurrences by paragraph of ${terms.map((t) => t.label).join(", ")}; the counts by section are in the table below.` });
      let x = left, section = null;
      for (const paragraph of this.paragraphs) {
        if (paragraph.section !== section) {
          section = paragraph.section;
          x += gap;
          picture.append(svg("text", { x, y: 11, class: "explorer-label" },
            document.createTextNode(section.short)));
        }
        terms.forEach((term, i) => {
          const base = 18 + (i + 1) * row - 6;
          const count = term.counts[paragraph.id] || 0;
          picture.append(svg("rect", { x, y: base, width: Math.max(step - 1, 1), height: 1,
            class: "explorer-base" }));
          if (count) {
            const tall = (row - 10) * count / most;
            picture.append(svg("rect", { x, y: base - tall, width: Math.max(step - 1, 1),
              height: tall, class: `ink-${INKS[i]}` },
              svg("title", {}, document.createTextNode(
                `${term.label}: ${count} in ${paragraph.id}`))));
          }
        });
        x += step;
      }
      return el("figure", { class: "explorer-figure" }, picture,
        el("figcaption", { text: "Occurrences by paragraph, sections from left to right; one row per term, all on one scale." }));
    }

    bySection(terms) {
      return table("Occurrences by section (per thousand words)",
        ["Section", "Words", ...terms.map((term) => term.label)],
        this.data.sections.map((section) => [section.title, String(section.tokens),
          ...terms.map((term) => {
            const count = section.paragraphs.reduce((sum, p) => sum + (term.counts[p.id] || 0), 0);
            return `${count} (${number(1000 * count / section.tokens, 1)})`;
          })]));
    }

    statistics(terms) {
      return table("Over the whole article",
        ["Term", "Occurrences", "Paragraphs", "DPnorm"],
        terms.map((term) => [term.label, String(term.total),
          `${term.range} of ${this.paragraphs.length}`, number(term.dp_norm)]));
    }

    keyness(terms) {
      const heads = ["Section", ...terms.map((term) => `${term.label}: Log Ratio (95% interval)`)];
      return table("Keyness of a section against the rest of the article", heads,
        this.data.sections.map((section) => [section.title, ...terms.map((term) => {
          const key = term.keyness[section.id];
          return key ? `${number(key.log_ratio, 1)} (${number(key.low, 1)} to ${number(key.high, 1)})` : "–";
        })]));
    }

    neighbours(terms) {
      const rows = terms.flatMap((term) => term.neighbours.map((other) => {
        const button = el("button", { type: "button", class: "explorer-link", text: other.label });
        button.addEventListener("click", () => {
          this.choose([...new Set([term.id, other.id])]);
          this.boxes.get(other.id).box.focus();
        });
        return [term.label, button, String(other.together), number(other.expected, 1),
          number(other.npmi)];
      }));
      return table("Neighbours: terms in the same sentence",
        ["Term", "Neighbour", "Sentences together", "Expected", "NPMI"], rows);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const root of document.querySelectorAll(".term-explorer")) {
      const source = document.getElementById(root.dataset.source);
      new Explorer(root, JSON.parse(source.textContent));
    }
  });
})();
