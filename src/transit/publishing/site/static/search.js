/* The search: passages of the book by their words, whatever the script, ending or small misspelling.
   The index, window.bookIndex, comes from search-index.js. */
(function () {
  "use strict";

  const MOST = 30, AT_MOST_OF_A_PAGE = 4, EXCERPT = 34, FEW = 8;
  const LATIN = {
    а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "zh", з: "z", и: "i", й: "y", к: "k",
    л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts",
    ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya",
    ә: "a", ғ: "g", қ: "k", ң: "n", ө: "o", ұ: "u", ү: "u", һ: "h", і: "i",
  };
  const { pages, passages, aliases } = window.bookIndex;
  const form = document.querySelector(".bd-search-container form.bd-search");
  const field = form.querySelector("input[name=q]");
  const results = document.getElementById("search-results");

  /* ---- Words, as they are compared ---- */

  function fold(text) {
    return text.toLowerCase().normalize("NFC")
      .replace(/[\u0400-\u04ff]/g, function (letter) { return LATIN[letter] ?? letter; })
      .normalize("NFD").replace(/[\u0300-\u036f'’ʼʻ]/g, "");
  }

  const WORD = /[\p{L}\p{N}\p{M}'’ʼʻ]+/gu;

  function wordsOf(text) {
    return Array.from(text.matchAll(WORD), function (match) {
      return { word: fold(match[0]), from: match.index, to: match.index + match[0].length };
    });
  }

  function stem(word) {
    if (word.length < 5) return word;
    return word.replace(/(?:ies|ied|y)$/, "i").replace(/(?:ing|ed|es|s|e)$/, "");
  }

  /* How many letters have to be put in, left out, changed or swapped; more than `most` is Infinity. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return Infinity;
    let last = [], row = Array.from({ length: other.length + 1 }, function (_, k) { return k; });
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          next[j] = Math.min(next[j], last[j - 2] + 1);
        }
      }
      if (Math.min(...next) > most) return Infinity;
      [last, row] = [row, next];
    }
    return row[other.length] <= most ? row[other.length] : Infinity;
  }

  /* ---- The index: for each word, how often it stands in which passage ---- */

  const postings = new Map();
  const sizes = passages.map(function ([, , , , title, text], number) {
    let size = 0;
    for (const [part, weight] of [[title, 4], [text, 1]]) {
      for (const { word } of wordsOf(part)) {
        if (!postings.has(word)) postings.set(word, new Map());
        const own = postings.get(word);
        own.set(number, (own.get(number) || 0) + weight);
        size += 1;
      }
    }
    return size;
  });
  const mean = sizes.reduce(function (sum, size) { return sum + size; }, 0) / sizes.length;
  const vocabulary = Array.from(postings.keys());

  /* The words of the book that a word may mean, each with how surely. */
  function meant(word) {
    const found = new Map();
    const root = stem(word);
    for (const own of vocabulary) {
      if (own === word) found.set(own, 1);
      else if (stem(own) === root) found.set(own, 0.9);
      else if (word.length > 2 && own.startsWith(word)) found.set(own, 0.5);
    }
    const places = Array.from(found.keys(), function (own) { return postings.get(own).size; });
    const many = places.reduce(function (sum, count) { return sum + count; }, 0) >= FEW;
    if (many || word.length < 5 || /\d/.test(word)) return found;
    for (let most = 1; most <= (word.length > 6 ? 2 : 1); most++) {
      const like = vocabulary.filter(function (own) {
        return !found.has(own) && own.length > 3 && own[0] === word[0] && distance(word, own, most) <= most;
      });
      for (const own of like) found.set(own, 0.5 / most);
      if (like.length) break;
    }
    return found;
  }

  function asked(query) {
    const known = Object.fromEntries(Object.entries(aliases).map(function ([from, to]) {
      return [fold(from), to];
    }));
    return wordsOf(query).flatMap(function ({ word }) {
      return word in known ? wordsOf(known[word]).map(function (own) { return own.word; }) : [word];
    });
  }

  function search(query) {
    const terms = Array.from(new Set(asked(query)), function (word) {
      return { word, meant: meant(word) };
    });
    const scores = new Map();
    for (const { meant: own } of terms) {
      const best = new Map();
      for (const [word, surely] of own) {
        const places = postings.get(word);
        const rare = Math.log(1 + passages.length / places.size);
        for (const [number, count] of places) {
          const often = count / (count + 0.6 + 0.6 * sizes[number] / mean);
          best.set(number, Math.max(best.get(number) || 0, surely * rare * often));
        }
      }
      for (const [number, score] of best) {
        const [sum, hits] = scores.get(number) || [0, 0];
        scores.set(number, [sum + score, hits + 1]);
      }
    }
    const name = fold(query.trim());
    const phrase = ` ${asked(query).join(" ")} `;
    const most = Math.max(0, ...Array.from(scores.values(), function ([, hits]) { return hits; }));
    const ranked = [];
    passages.forEach(function ([page, place, also, , title, text], number) {
      const named = [place, ...also].some(function (own) {
        return fold(own) === name || (/\d$/.test(name) && fold(own).endsWith(`-${name}`));
      });
      const [sum, hits] = scores.get(number) || [0, 0];
      if (!named && (!hits || hits < most)) return;
      const near = terms.length > 1 && fold(` ${title} ${text} `).replace(/[^\p{L}\p{N}]+/gu, " ").includes(phrase);
      const score = sum * pages[page][2] * (near ? 2 : 1);
      const exact = fold(place) === name ? 2 : Number(named);
      ranked.push({ number, score, exact });
    });
    ranked.sort(function (one, other) {
      return other.exact - one.exact || other.score - one.score || one.number - other.number;
    });
    return { terms, ranked };
  }

  /* ---- What the reader sees ---- */

  /* Short words that only begin with what was asked, as introduced with int, are not set off. */
  function isHit(word, terms) {
    return terms.some(function (term) {
      return term.meant.get(word) >= (term.word.length > 3 ? 0 : 0.9);
    });
  }

  function excerpt(text, terms) {
    const words = wordsOf(text);
    const hits = words.map(function ({ word }) { return isHit(word, terms); });
    let from = 0, most = -1;
    for (let start = 0; start < Math.max(1, words.length - EXCERPT / 2); start++) {
      const seen = new Set();
      for (let k = start; k < Math.min(start + EXCERPT, words.length); k++) {
        if (hits[k]) seen.add(words[k].word);
      }
      if (seen.size > most) [from, most] = [start, seen.size];
      if (hits[start] === undefined) break;
    }
    const first = hits.indexOf(true, from);
    if (first > from + 6) from = first - 6;
    const shown = words.slice(from, from + EXCERPT);
    const part = document.createElement("p");
    if (!shown.length) return part;
    let at = from ? shown[0].from : 0;
    if (from) part.append("… ");
    shown.forEach(function ({ from: begin, to }, k) {
      if (!hits[from + k]) return;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(begin, to);
      part.append(text.slice(at, begin), mark);
      at = to;
    });
    const last = from + shown.length < words.length ? shown[shown.length - 1].to : text.length;
    part.append(text.slice(at, last));
    if (last < text.length) part.append(" …");
    return part;
  }

  function item({ number }, terms) {
    const [page, place, , , title, text] = passages[number];
    const [path, name] = pages[page];
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = path + (place ? `#${encodeURIComponent(place)}` : "");
    link.textContent = title || text.slice(0, 90).replace(/\s\S*$/, " …");
    entry.append(link);
    if (place) {
      const where = document.createElement("span");
      where.className = "search-page";
      where.textContent = name;
      entry.append(where);
    }
    entry.append(excerpt(text, terms));
    return entry;
  }

  function told(query, terms, count) {
    if (!query.trim()) return "";
    const other = terms.filter(function (term) { return term.meant.size && !term.meant.has(term.word); })
      .filter(function (term) { return Math.max(...term.meant.values()) <= 0.5; });
    const lacking = terms.filter(function (term) { return !term.meant.size; });
    if (!count) return `Nothing in the book matches “${query.trim()}”.`;
    let text = `${count} ${count === 1 ? "place" : "places"}`;
    if (other.length) text += `; like ${other.map(function (term) { return `“${term.word}”`; }).join(", ")}`;
    if (lacking.length) text += `; without ${lacking.map(function (term) { return `“${term.word}”`; }).join(", ")}`;
    return `${text}.`;
  }

  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const list = document.createElement("ol");
  results.replaceChildren(status, list);

  function show(query) {
    const { terms, ranked } = query.trim() ? search(query) : { terms: [], ranked: [] };
    const perPage = {};
    const shown = ranked.filter(function ({ number, exact }) {
      const page = passages[number][0];
      perPage[page] = (perPage[page] || 0) + 1;
      return exact || perPage[page] <= AT_MOST_OF_A_PAGE;
    }).slice(0, MOST);
    list.replaceChildren(...shown.map(function (found) { return item(found, terms); }));
    status.textContent = told(query, terms, ranked.length)
      + (shown.length < ranked.length ? ` The first ${shown.length} follow.` : "");
  }

  let waiting = 0;
  field.addEventListener("input", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () { show(field.value); }, 150);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    const address = new URL(window.location.href);
    address.searchParams.set("q", field.value);
    try {
      window.history.replaceState(null, "", address);
    } catch (_refused) { /* a page opened from disk keeps its address */ }
    show(field.value);
  });
  field.value = new URLSearchParams(window.location.search).get("q") || "";
  show(field.value);
})();
