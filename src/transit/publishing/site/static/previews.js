/* Previews of links: what <a data-preview="HTML written at build time"> says, or the entry of a
   glossary, bibliography or table that the link leads to.

   Shown on hover, on focus from the keyboard, and at the first tap (the second follows the link).
   A preview can be hovered, stays until pointer or focus leave, and closes with Escape.  Without
   scripts a link is a link. */
(function () {
  "use strict";

  const OPEN_AFTER = 120, CLOSE_AFTER = 250;
  const box = document.createElement("div");
  box.className = "preview";
  box.id = "link-preview";
  box.setAttribute("role", "tooltip");
  let owner = null, timer = 0, touched = false;
  const script = document.currentScript, root = new URL("../", script.src).href;

  /* The texts of entries come with the first link that may lead to one. */
  let loading = null;

  function load() {
    loading = loading || new Promise(function (resolve) {
      const tag = document.createElement("script");
      tag.src = new URL(script.dataset.texts, script.src).href;
      tag.onload = tag.onerror = resolve;
      document.head.append(tag);
    });
    return loading;
  }

  /* Where a link of the text or of a picture leads. */
  function addressOf(link) { return new URL(link.getAttribute("href") || "", document.baseURI).href; }

  function isKnown(link) { return "preview" in link.dataset || "bookPreviews" in window; }

  function entryOf(link) {
    const [page, place] = addressOf(link).slice(root.length).split(/[?#].*#|#/);
    const entries = (window.bookPreviews || {})[decodeURIComponent(page)] || {};
    const target = document.getElementById(decodeURIComponent(place));
    return target && target.contains(link) ? null : entries[decodeURIComponent(place)];
  }

  /* What a link's preview shows; nothing where there is none. */
  function contentOf(link) {
    if ("preview" in link.dataset) {
      return document.createRange().createContextualFragment(link.dataset.preview);
    }
    const lines = entryOf(link);
    if (!lines) return null;
    link.removeAttribute("title");
    const content = document.createDocumentFragment();
    lines.forEach(function (line, number) {
      const part = document.createElement("p"), text = document.createElement(number ? "span" : "b");
      text.textContent = line[0];
      text.className = line[1];
      part.append(text);
      content.append(part);
    });
    return content;
  }

  function place() {
    const at = owner.getClientRects()[0], gap = 6, wide = document.documentElement.clientWidth;
    const left = Math.max(12, Math.min(at.left, wide - box.offsetWidth - 12));
    const below = at.bottom + gap + box.offsetHeight <= window.innerHeight;
    const top = below || at.top < box.offsetHeight ? at.bottom + gap : at.top - gap - box.offsetHeight;
    box.style.left = left + window.scrollX + "px";
    box.style.top = top + window.scrollY + "px";
  }

  function show(link) {
    window.clearTimeout(timer);
    if (owner === link) return;
    const content = contentOf(link), tip = document.getElementById("chart-tip");
    if (!content) return;
    hide();
    if (tip) tip.hidden = true;
    owner = link;
    box.replaceChildren(content);
    box.style.left = box.style.top = "0";
    document.body.append(box);
    link.setAttribute("aria-describedby", box.id);
    place();
  }

  function hide() {
    window.clearTimeout(timer);
    if (!owner) return;
    owner.removeAttribute("aria-describedby");
    owner = null;
    box.remove();
  }

  function later(action, wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(action, wait);
  }

  function linkOf(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || "preview" in link.dataset) return link;
    const inside = link.matches(".bd-article a[href*='#']:not(.headerlink)");
    return inside && addressOf(link).startsWith(root) ? link : null;
  }

  /* Show the preview of a link once it can be known. */
  function whenKnown(link, action) {
    if (isKnown(link)) action();
    else load().then(action);
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch" || event.target.closest?.("svg a")) return;
    const link = linkOf(event);
    if (link) {
      later(function () { whenKnown(link, function () { if (link.matches(":hover")) show(link); }); }, OPEN_AFTER);
    }
    else if (box.contains(event.target)) window.clearTimeout(timer);
    else if (owner && owner !== document.activeElement) later(hide, CLOSE_AFTER);
    else window.clearTimeout(timer);
  });

  document.addEventListener("pointerdown", function (event) {
    touched = event.pointerType === "touch";
    if (touched && owner && !linkOf(event) && !box.contains(event.target)) hide();
  });

  document.addEventListener("click", function (event) {
    const link = linkOf(event);
    if (!link || !touched || owner === link) return;
    if (isKnown(link) && !contentOf(link)) return;
    event.preventDefault();
    whenKnown(link, function () {
      if (contentOf(link)) show(link);
      else window.location.href = addressOf(link);
    });
  });

  document.addEventListener("focusin", function (event) {
    const link = linkOf(event);
    if (!link || touched || link.closest("svg") || !link.matches(":focus-visible")) return;
    whenKnown(link, function () { if (link === document.activeElement) show(link); });
  });

  document.addEventListener("focusout", function (event) {
    if (owner && linkOf(event) === owner && !touched) later(hide, CLOSE_AFTER);
  });

  document.addEventListener("keydown", function (event) {
    touched = false;
    if (event.key === "Escape") hide();
  });
})();
