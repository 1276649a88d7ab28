/* The explorer of terms.  Reads the JSON that the page carries and needs nothing else.  In a
   notebook, which is loaded long before its outputs are, it does nothing. */
(function () {
  "use strict";

  const LETTERS = ["A", "B", "C", "D"];
  const SOME = 8;
  const FEW = 5;
  const MINUS = "\u2212";
  const UNBOUNDED = "no bound";
  const ASKED = /^#terms=(.*)$/;

  /* ---- Small helpers ---- */

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") node.textContent = value;
      else if (value !== false && value !== null && value !== undefined) {
        node.setAttribute(name, value === true ? "" : value);
      }
    }
    node.append(...children);
    return node;
  }

  function el(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
  }

  function svg(tag, attributes = {}, ...children) {
    return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
  }

  function number(value, digits = 2) {
    if (value === null || value === undefined) return "–";
    const size = Math.round(`${Math.abs(value)}e${digits}`);  // halves up in decimal digits
    const text = (Math.sign(value) * Number(`${size}e-${digits}`)).toFixed(digits);
    return Number(text) < 0 ? text.replace("-", MINUS) : text.replace("-", "");
  }

  function bounds(low, high, digits = 1) {
    const [a, b] = [low, high].map((value) => value === null ? UNBOUNDED : number(value, digits));
    return `${a} to ${b}`;
  }

  function probability(p) {
    if (p === null) return "–";
    return p < 0.001 ? "< 0.001" : number(p, 3);
  }

  function counted(n, noun) {
    return `${n} ${noun}${n === 1 ? "" : "s"}`;
  }

  function listed(words) {
    return words.length < 2 ? words.join("")
      : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
  }

  /* Times as often, for a number of doublings. */
  function times(doublings) {
    return doublings < 0 ? `1/${2 ** -doublings}` : `${2 ** doublings}`;
  }

  /* A table; the first cell of a row is its head.  A cell is text or a node. */
  function table(caption, heads, rows, words = 1) {
    const head = heads.map((text, i) =>
      el("th", { scope: "col", class: i >= words && "number", text }));
    const body = rows.map((cells) => el("tr", {}, ...cells.map((cell, i) =>
      el(i ? "td" : "th",
        { scope: !i && "row", class: i >= words && "number", "data-head": heads[i] }, cell))));
    return el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption },
      el("table", { class: heads.length > 2 ? "data-table stacks" : "data-table" }, el("caption", { text: caption }),
        el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body)));
  }

  /* The mark of a term: its letter on its ink. */
  function badge(i) {
    return el("span", { class: `explorer-badge ink-${i}`, "aria-hidden": "true", text: LETTERS[i] });
  }

  function shape(i, hollow) {
    const paths = ["M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "M-4.5-4.5h9v9h-9z",
      "M0-6.5L6.5 0L0 6.5L-6.5 0z", "M0-6L6 5H-6z"];
    return svg("path", { d: paths[i], class: `ink-${i}${hollow ? " is-hollow" : ""}` });
  }

  /* ---- The explorer ---- */

  class Explorer {
    constructor(root, data) {
      this.root = root;
      this.data = data;
      this.most = Number(root.dataset.most);
      this.place = new Map(data.terms.map((term, i) => [term.id, i]));
      this.near = data.terms.map(() => []);
      for (const [a, b, tie] of data.pairs) {
        this.near[a].push([b, ...data.ties[tie]]);
        this.near[b].push([a, ...data.ties[tie]]);
      }
      for (const term of data.terms) term.by_section = term.by_section.map((k) => data.cells[k]);
      this.total = data.sections.reduce((sum, section) => sum + section.tokens, 0);
      this.chosen = [];
      this.opened = new Set();
      this.active = -1;
      root.replaceChildren();
      this.build();
      this.linkTable();
      if (!this.follow()) {
        const start = root.dataset.start.split(",");
        this.choose(this.known(start), this.status.textContent);
      }
    }

    /* -- Choosing -- */

    build() {
      const id = this.root.id;
      const kinds = [...new Set(this.data.terms.map((term) => term.kind))].sort();
      this.search = el("input", { type: "search", autocomplete: "off", "aria-controls": `${id}-list` });
      this.kind = el("select", {}, new Option("all", ""), ...kinds.map((kind) => new Option(kind)));
      this.order = el("select", {}, new Option("most frequent first", "total"),
        new Option("alphabetical", "label"), new Option("most uneven for its frequency", "uneven"));
      const field = (name, input) => el("label", {}, name, input);
      this.match = el("output", {});
      this.list = el("div", { class: "explorer-list", id: `${id}-list`, role: "listbox", tabindex: "0",
        "aria-multiselectable": "true", "aria-label": "Terms",
        "aria-describedby": `${id}-keys` });
      this.options = this.data.terms.map((term, i) => {
        const option = el("div", { class: "explorer-option", role: "option", id: `${id}-option-${i}`,
          "aria-selected": "false" },
        el("span", { class: "explorer-name", text: term.label }),
        el("span", { class: "explorer-count" }, String(term.total),
          el("span", { class: "visually-hidden", text: term.total === 1 ? " occurrence" : " occurrences" })));
        /* Before the list gets the focus, so that nothing moves under the pointer. */
        option.addEventListener("mousedown", () => this.activate(i, false));
        option.addEventListener("click", () => this.toggle(i));
        return option;
      });
      this.status = el("p", { class: "explorer-status", role: "status" });
      this.chips = el("ul", { class: "explorer-chosen", "aria-label": "Terms shown" });
      this.output = el("div", { class: "explorer-output" });
      this.search.addEventListener("input", () => this.filter());
      this.search.addEventListener("keydown", (event) => this.searchKey(event));
      this.kind.addEventListener("change", () => this.filter());
      this.order.addEventListener("change", () => this.filter());
      this.list.addEventListener("keydown", (event) => this.listKey(event));
      this.list.addEventListener("focus", () => {
        if (this.active < 0) this.activate(this.chosen.length ? this.chosen[0] : this.shown[0]);
      });
      this.root.append(
        el("div", { class: "explorer-controls", role: "search", "aria-label": "Find a term" },
          field("Find", this.search), field("Kind", this.kind), field("Order", this.order), this.match),
        this.list,
        el("p", { class: "explorer-keys", id: `${id}-keys` }, `Choose up to ${this.most} terms.`,
          el("span", { text: " In the list, arrow keys move, Enter or the space bar chooses." })),
        this.status, this.chips, this.output);
      this.filter();
    }

    filter() {
      const text = this.search.value.trim().toLowerCase();
      const terms = this.data.terms;
      const sorted = terms.map((_, i) => i);
      if (this.order.value === "label") {
        sorted.sort((a, b) => terms[a].label.localeCompare(terms[b].label, "en"));
      } else if (this.order.value === "uneven") {
        sorted.sort((a, b) => terms[a].p - terms[b].p || terms[b].dp - terms[a].dp);
      }
      this.shown = sorted.filter((i) =>
        `${terms[i].label} ${terms[i].gloss}`.toLowerCase().includes(text) &&
        (!this.kind.value || terms[i].kind === this.kind.value));
      this.list.replaceChildren(...this.shown.map((i) => this.options[i]));
      if (!this.shown.length) {
        this.list.append(el("div", { class: "explorer-none", role: "option", "aria-disabled": "true",
          "aria-selected": "false", text: "No term matches." }));
      }
      if (!this.shown.includes(this.active)) this.activate(-1);
      this.match.textContent = `${this.shown.length} of ${counted(terms.length, "term")}`;
    }

    activate(i, scroll = true) {
      if (this.active >= 0) this.options[this.active].classList.remove("is-active");
      this.active = i === undefined ? -1 : i;
      if (this.active < 0) {
        this.list.removeAttribute("aria-activedescendant");
        return;
      }
      const option = this.options[this.active];
      option.classList.add("is-active");
      this.list.setAttribute("aria-activedescendant", option.id);
      if (!scroll) return;
      const top = option.offsetTop - this.list.offsetTop;
      if (top < this.list.scrollTop) this.list.scrollTop = top;
      else if (top + option.offsetHeight > this.list.scrollTop + this.list.clientHeight) {
        this.list.scrollTop = top + option.offsetHeight - this.list.clientHeight;
      }
    }

    searchKey(event) {
      if (event.key === "ArrowDown" || event.key === "Enter") {
        event.preventDefault();
        if (!this.shown.length) return;
        this.activate(this.shown[0]);
        if (event.key === "Enter") this.toggle(this.shown[0]);
        else this.list.focus();
      } else if (event.key === "Escape" && this.search.value) {
        event.preventDefault();
        this.search.value = "";
        this.filter();
      }
    }

    /* How many options stand in the first row. */
    columns() {
      const top = this.options[this.shown[0]].offsetTop;
      const next = this.shown.findIndex((i) => this.options[i].offsetTop !== top);
      return next < 0 ? this.shown.length : next;
    }

    listKey(event) {
      if (!this.shown.length || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = this.shown.indexOf(this.active);
      const last = this.shown.length - 1;
      const moves = {
        ArrowDown: () => at + this.columns(), ArrowUp: () => at - this.columns(),
        ArrowRight: () => at + 1, ArrowLeft: () => at - 1, Home: () => 0, End: () => last,
        PageDown: () => at + 6 * this.columns(), PageUp: () => at - 6 * this.columns(),
      };
      if (moves[event.key]) {
        event.preventDefault();
        this.activate(this.shown[Math.max(0, Math.min(last, moves[event.key]()))]);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        if (this.active >= 0) this.toggle(this.active);
      } else if (event.key.length === 1) {
        this.typeAhead(event.key.toLowerCase(), at);
      }
    }

    typeAhead(letter, at) {
      const now = Date.now();
      this.typed = now - (this.typedAt || 0) < 700 ? this.typed + letter : letter;
      this.typedAt = now;
      const from = this.typed.length > 1 ? at : at + 1;
      const turned = [...this.shown.slice(from), ...this.shown.slice(0, from)];
      const found = turned.find((i) =>
        this.data.terms[i].label.toLowerCase().startsWith(this.typed));
      if (found !== undefined) this.activate(found);
    }

    known(ids) {
      return [...new Set(ids.map((id) => this.place.get(id)).filter((i) => i !== undefined))];
    }

    toggle(i) {
      const label = this.data.terms[i].label;
      if (this.chosen.includes(i)) {
        this.choose(this.chosen.filter((other) => other !== i), `${label} taken off.`);
      } else if (this.chosen.length === this.most) {
        this.status.textContent = `${this.most} terms are shown, which is the most; take one off first.`;
        return;
      } else this.choose([...this.chosen, i]);
      this.address();
    }

    /* Show the terms that the address names; say whether it names any. */
    follow() {
      const match = ASKED.exec(window.location.hash);
      if (!match) return false;
      let named = match[1];
      try { named = decodeURIComponent(named); } catch (_malformed) { /* taken as it stands */ }
      const ids = named.split(",").filter(Boolean);
      const found = this.known(ids);
      const unknown = ids.filter((id) => !this.place.has(id));
      const notes = [];
      if (unknown.length) notes.push(`Not in the list: ${unknown.join(", ")}.`);
      if (found.length > this.most) notes.push(`Only the first ${this.most} are shown.`);
      if (!found.length) {
        this.status.textContent = notes.join(" ");
        return false;
      }
      this.choose(found.slice(0, this.most), notes.join(" "));
      this.root.scrollIntoView();
      return true;
    }

    link(chosen) {
      return `#terms=${chosen.map((i) => this.data.terms[i].id).join(",")}`;
    }

    address() {
      window.history.replaceState(null, "",
        this.chosen.length ? this.link(this.chosen) : window.location.pathname);
    }

    choose(chosen, note = "") {
      this.chosen = chosen;
      this.options.forEach((option, i) => {
        const ink = chosen.indexOf(i);
        option.setAttribute("aria-selected", String(ink >= 0));
        const old = option.querySelector(".explorer-badge");
        if (old) old.remove();
        if (ink >= 0) option.prepend(badge(ink));
      });
      const terms = chosen.map((i) => this.data.terms[i]);
      const shown = terms.length ? `Showing ${listed(terms.map((term) => term.label))}.`
        : "No term is chosen.";
      this.status.textContent = [note, shown].filter(Boolean).join(" ");
      this.chips.replaceChildren(...terms.map((term, ink) => this.chip(term, ink)));
      this.chips.hidden = !terms.length;
      this.output.replaceChildren(...(terms.length ? [
        this.strips(terms), this.paragraphTable(terms), this.rates(terms), this.rateTable(terms),
        this.keyness(terms), this.keynessTable(terms), this.overall(terms),
        ...(terms.length > 1 ? [this.pairs()] : []),
        ...chosen.map((i) => this.neighbours(i)),
        el("p", { class: "explorer-link" },
          el("a", { href: this.link(chosen), text: "Link to this choice" }))] : []));
    }

    chip(term, ink) {
      const off = el("button", { type: "button", "aria-label": `Take off ${term.label}`, text: "×" });
      off.addEventListener("click", () => {
        this.toggle(this.place.get(term.id));
        const next = this.chips.querySelectorAll("button")[Math.min(ink, this.chosen.length - 1)];
        (next || this.list).focus();
      });
      return el("li", {}, badge(ink),
        el("span", {}, el("strong", { text: term.label }), ` (${term.kind}). ${term.gloss}.`), off);
    }

    /* The terms of the table below the explorer lead to it. */
    linkTable() {
      for (const [id, i] of this.place) {
        const row = document.getElementById(`entry-${id}`);
        const label = row && row.cells[0].firstChild;
        if (!label) continue;
        const link = el("a", { href: this.link([i]) });
        label.replaceWith(link);
        link.append(label);
        link.addEventListener("click", () => { if (window.location.hash === this.link([i])) this.follow(); });
      }
    }

    /* -- Pictures: lengths across in per cent, so that type keeps its size on every screen -- */

    at(tokens) {
      return `${(100 * tokens / this.total).toFixed(3)}%`;
    }

    /* A folded part, which stays open when other terms are chosen. */
    folded(name, summary, content) {
      const details = el("details", { class: "explorer-more", open: this.opened.has(name) },
        el("summary", { text: summary }), content);
      details.addEventListener("toggle", () => this.opened[details.open ? "add" : "delete"](name));
      return details;
    }

    figure(picture, caption) {
      return el("figure", { class: "explorer-figure" }, picture, el("figcaption", { text: caption }));
    }

    /* Hatching for the second ink, lines for the third; the first is solid, the fourth hollow. */
    patterns() {
      const pattern = (i, size, d) => svg("pattern", { id: `${this.root.id}-ink-${i}`, width: size,
        height: size, patternUnits: "userSpaceOnUse", class: `explorer-pattern ink-${i}` },
      svg("rect", { width: size, height: size }), svg("path", { d }));
      return svg("defs", {}, pattern(1, 5, "M-1 1L1-1M0 5L5 0M4 6L6 4"), pattern(2, 4, "M0 1H4"));
    }

    strips(terms) {
      const { sections, paragraphs } = this.data;
      const high = 34, row = 62, head = 18;
      const most = Math.max(...terms.flatMap((term) => term.counts.map((pair) => pair[1])));
      const height = head + terms.length * row;
      const labels = terms.map((term, i) => `${LETTERS[i]}, ${term.label}`);
      const picture = svg("svg", { width: "100%", height, role: "img", "aria-label":
        `Where in the article they occur: ${listed(labels)}. The table of paragraphs below has the numbers.` });
      const starts = [0];
      for (const section of sections) starts.push(starts[starts.length - 1] + section.tokens);
      sections.forEach((section, k) => {
        const last = k === sections.length - 1;
        const x = last ? "100%" : this.at(starts[k]);
        const anchor = last ? { "text-anchor": "end" } : { dx: 3 };
        picture.append(
          svg("line", { x1: this.at(starts[k]), x2: this.at(starts[k]), y1: 2, y2: height, class: "explorer-grid" }),
          svg("text", { x, y: 12, class: "explorer-wide", ...anchor, text: section.short }),
          svg("text", { x, y: 12, class: "explorer-narrow", ...anchor, text: section.code }));
      });
      picture.append(this.patterns());
      terms.forEach((term, i) => {
        const base = head + (i + 1) * row - 4;
        const pattern = i === 1 || i === 2 ? `url(#${this.root.id}-ink-${i})` : false;
        picture.append(svg("text", { x: 0, y: base - high - 6, class: "explorer-label",
          text: `${LETTERS[i]}  ${term.label}: ${term.total}` }),
        svg("line", { x1: 0, x2: "100%", y1: base + 0.5, y2: base + 0.5, class: "explorer-base" }));
        const counts = new Map(term.counts);
        let from = 0;
        paragraphs.forEach(([id, section, tokens], k) => {
          const count = counts.get(k);
          if (count) {
            const tall = Math.max(4, high * count / most);
            picture.append(svg("rect", { x: this.at(from), width: this.at(tokens), y: base - tall,
              height: tall, class: `explorer-bar ink-${i}`, fill: pattern },
            svg("title", { text: `${term.label}: ${count} in ${id} (${sections[section].title}, ${tokens} words)` })));
          }
          from += tokens;
        });
      });
      return this.figure(picture, "Where the terms occur. A paragraph is as wide as it is long, and a " +
        `bar as high as the term is frequent in it, ${most} at most.`);
    }

    paragraphTable(terms) {
      const counts = terms.map((term) => new Map(term.counts));
      const rows = [];
      this.data.paragraphs.forEach(([id, section, tokens], k) => {
        if (counts.some((own) => own.has(k))) {
          rows.push([id, this.data.sections[section].title, String(tokens),
            ...counts.map((own) => String(own.get(k) || 0))]);
        }
      });
      return this.folded("paragraphs", `Paragraph by paragraph (${rows.length} of ${this.data.paragraphs.length} have a term)`,
        table("Occurrences by paragraph", ["Paragraph", "Section", "Words", ...terms.map((t) => t.label)],
          rows, 2));
    }

    /* Rows of intervals: for every section one line per term. */
    intervals(terms, label, { low, high, ticks, tick, zero, row }) {
      const scale = (value) =>
        `${(100 * (Math.max(low, Math.min(high, value)) - low) / (high - low)).toFixed(2)}%`;
      const line = 17, title = 22, foot = 22;
      const block = title + terms.length * line + 4;
      const height = this.data.sections.length * block + foot;
      const bottom = height - foot;
      const picture = svg("svg", { width: "100%", height, role: "img", class: "explorer-intervals",
        "aria-label": label });
      const plot = svg("svg", { x: "2%", width: "84%", height, overflow: "visible" });
      for (const value of ticks) {
        plot.append(svg("line", { x1: scale(value), x2: scale(value), y1: 0, y2: bottom,
          class: value === zero ? "explorer-zero" : "explorer-grid" }),
        svg("text", { x: scale(value), y: bottom + 15, "text-anchor": "middle", class: "explorer-tick",
          text: tick(value) }));
      }
      picture.append(plot);
      this.data.sections.forEach((section, k) => {
        const top = k * block;
        picture.append(svg("text", { x: 0, y: top + 15, class: "explorer-label", text: section.title }));
        terms.forEach((term, i) => {
          const { value, from, to, text, hollow } = row(term.by_section[k]);
          const y = top + title + (i + 0.5) * line;
          if (value === null) return;
          plot.append(svg("line", { x1: scale(from === null ? low : from), x2: scale(to === null ? high : to),
            y1: y, y2: y, class: "explorer-interval" }));
          if (from === null || from < low) plot.append(this.arrow("0%", y, -1));
          if (to === null || to > high) plot.append(this.arrow("100%", y, 1));
          plot.append(svg("svg", { x: scale(value), y, overflow: "visible" }, shape(i, hollow)));
          picture.append(svg("text", { x: "100%", y: y + 4, "text-anchor": "end", class: "explorer-tick",
            text }));
        });
      });
      return picture;
    }

    arrow(x, y, way) {
      return svg("svg", { x, y, overflow: "visible" },
        svg("path", { d: way < 0 ? "M0-4L-6 0L0 4z" : "M0-4L6 0L0 4z", class: "explorer-arrow" }));
    }

    marks(terms) {
      return terms.length > 1
        ? `${listed(terms.map((term, i) => `${LETTERS[i]} ${["circle", "square", "diamond", "triangle"][i]}`))}. ` : "";
    }

    rates(terms) {
      const top = Math.max(5, ...terms.flatMap((term) => term.by_section.map((own) => own[3])));
      const step = [1, 2, 5, 10, 20, 50, 100].find((size) => top / size <= 6) || 200;
      const high = step * Math.ceil(top / step);
      const ticks = Array.from({ length: high / step + 1 }, (_, k) => k * step);
      const picture = this.intervals(terms,
        `How often the sections use ${listed(terms.map((t) => t.label))}. The table of sections below has the numbers.`,
        { low: 0, high, ticks, tick: String, zero: 0,
          row: ([count, value, from, to]) => ({ value, from, to, text: String(count) }) });
      return this.figure(picture, "Occurrences per thousand words, with 95 per cent intervals; at the right the " +
        `count. ${this.marks(terms)}From top to bottom within a section: ${terms.map((t) => t.label).join(", ")}.`);
    }

    rateTable(terms) {
      return this.folded("sections", "Section by section", table(
        "Occurrences by section, in brackets per thousand words (95 per cent interval)",
        ["Section", "Words", ...terms.map((term) => term.label)],
        this.data.sections.map((section, k) => [section.title, String(section.tokens),
          ...terms.map(({ by_section: own }) =>
            `${own[k][0]} (${number(own[k][1], 1)}; ${bounds(own[k][2], own[k][3])})`)])));
    }

    keyness(terms) {
      const ends = terms.flatMap((term) => term.by_section.map((own) => Math.abs(own[4])));
      const reach = Math.min(8, Math.max(3, Math.ceil(Math.max(...ends)) + 1));
      const ticks = [];
      for (let t = -reach; t <= reach; t += 1) if (t % (reach > 4 ? 2 : 1) === 0) ticks.push(t);
      const picture = this.intervals(terms,
        "How many times as often a section uses the terms as the other sections do, the abstract left out. The table of keyness below has the numbers.",
        { low: -reach, high: reach, ticks, tick: times, zero: 0,
          row: ([count, , , , value, from, to, , finding], ) =>
            ({ value, from, to, hollow: !finding, text: String(count) }) });
      return this.figure(picture, "Keyness: how many times as often as in the other sections (Log Ratio), the abstract left " +
        "out, with 95 per cent intervals; an arrow means that the interval goes on. Filled: a finding; hollow: " +
        `none. ${this.marks(terms)}`.trim());
    }

    keynessTable(terms) {
      const rows = this.data.sections.flatMap((section, k) => terms.flatMap((term) => {
        const [count, , , , ratio, low, high, p, finding] = term.by_section[k];
        if (ratio === null) return [];
        const all = term.by_section.reduce((sum, own) => sum + (own[4] === null ? 0 : own[0]), 0);
        const verdict = p === null ? "too rare to test" : finding ? "finding" : "not told from chance";
        return [[section.title, term.label, `${count} : ${all - count}`, number(ratio, 1),
          bounds(low, high), probability(p), verdict]];
      }));
      return this.folded("keyness", "Keyness in numbers", table("Each section against the others, without the abstract",
        ["Section", "Term", "Here : elsewhere", "Log Ratio", "95 per cent interval", "Adjusted p", "Verdict"],
        rows, 2));
    }

    overall(terms) {
      return table("Over the whole article",
        ["Term", "Occurrences", "Per thousand", "Paragraphs", "Sections", "DPnorm", "By chance", "p"],
        terms.map((term) => [term.label, String(term.total),
          `${number(term.rate[0], 1)} (${bounds(term.rate[1], term.rate[2])})`,
          `${term.range} of ${this.data.paragraphs.length}`,
          `${term.by_section.filter((own) => own[0]).length} of ${this.data.sections.length}`,
          number(term.dp), number(term.chance), probability(term.p)]));
    }

    /* Sentences together, expected, NPMI, adjusted p of two terms; those that never meet have no p. */
    together(a, b) {
      const [one, other] = [this.data.terms[a], this.data.terms[b]];
      const found = this.near[a].find((row) => row[0] === b);
      return found ? found.slice(1)
        : [0, one.sentences * other.sentences / this.data.sentences, -1, null];
    }

    pairs() {
      const rows = this.chosen.flatMap((a, i) => this.chosen.slice(i + 1).map((b) => {
        const names = [a, b].map((k) => this.data.terms[k].label);
        return [listed(names), ...this.measures(this.together(a, b))];
      }));
      return table("The chosen terms in the same sentence",
        ["Pair", "Together", "Expected", "NPMI", "Adjusted p"], rows);
    }

    measures([n, expected, npmi, p]) {
      return [String(n), number(expected, 1), number(npmi), probability(p)];
    }

    neighbours(place) {
      const term = this.data.terms[place];
      const rows = this.near[place].map(([i, ...measures]) => {
        const other = this.data.terms[i];
        if (this.chosen.includes(i)) return [other.label, ...this.measures(measures)];
        const button = el("button", { type: "button", class: "explorer-add", text: other.label,
          title: `Compare with ${other.label}` });
        button.addEventListener("click", () => {
          this.toggle(i);
          const chips = this.chips.querySelectorAll("button");
          if (this.chosen.includes(i)) chips[chips.length - 1].focus();
        });
        return [button, ...this.measures(measures)];
      });
      if (!rows.length) {
        return el("p", { text: `${term.label} shares no sentence with another term of the list.` });
      }
      const shown = table(`Neighbours of ${term.label}: sentences together`,
        ["Neighbour", "Together", "Expected", "NPMI", "Adjusted p"], rows);
      const rest = [...shown.querySelectorAll("tbody tr")].slice(this.chosen.length > 2 ? FEW : SOME);
      const holder = el("div", { class: "explorer-near" }, shown);
      if (rest.length > 2) {
        rest.forEach((row) => { row.hidden = true; });
        const more = el("button", { type: "button", class: "explorer-all", text: `Show all ${rows.length}` });
        more.addEventListener("click", () => {
          rest.forEach((row) => { row.hidden = false; });
          more.remove();
          const next = rest[0].querySelector("button");
          (next || shown).focus();
        });
        holder.append(more);
      }
      return holder;
    }
  }

  /* An explorer is built when it or its table comes near the window, or the address asks for terms. */
  function watch(root) {
    let explorer = null;
    function build() {
      near.disconnect();
      explorer = explorer || new Explorer(root,
        JSON.parse(document.getElementById(root.dataset.source).textContent));
    }
    function follow() {
      if (explorer) explorer.follow();
      else if (ASKED.test(window.location.hash)) build();
    }
    const near = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) build();
    }, { rootMargin: "600px 0px" });
    near.observe(root.parentElement);
    window.addEventListener("hashchange", follow);
    follow();
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const root of document.querySelectorAll(".term-explorer:not(.is-ready)")) {
      root.classList.add("is-ready");
      watch(root);
    }
  });
})();
