/* Previews of links: <a data-preview="HTML written at build time">.

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
    hide();
    owner = link;
    box.innerHTML = link.dataset.preview;
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
    return event.target instanceof Element ? event.target.closest("a[data-preview]") : null;
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    const link = linkOf(event);
    if (link) later(function () { show(link); }, OPEN_AFTER);
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
    event.preventDefault();
    show(link);
  });

  document.addEventListener("focusin", function (event) {
    const link = linkOf(event);
    if (link && !touched && link.matches(":focus-visible")) show(link);
  });

  document.addEventListener("focusout", function (event) {
    if (owner && linkOf(event) === owner && !touched) later(hide, CLOSE_AFTER);
  });

  document.addEventListener("keydown", function (event) {
    touched = false;
    if (event.key === "Escape") hide();
  });
})();
