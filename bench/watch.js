// Runs in each measured page before anything of its own.
(() => {
  "use strict";
  // Shadow roots too: Panel draws in them.
  const all = (selector, root = document) => {
    const found = [...root.querySelectorAll(selector)];
    for (const e of root.querySelectorAll("*")) if (e.shadowRoot) found.push(...all(selector, e.shadowRoot));
    return found;
  };
  // Where each part was found: to go through the whole page once a frame would cost large pages more than small ones.
  const roots = {};
  const first = (selector) => {
    const e = (roots[selector]?.host?.isConnected !== false && roots[selector]?.querySelector(selector)) || all(selector)[0];
    if (e) roots[selector] = e.getRootNode();
    return e;
  };
  const text = (e) => (e.shadowRoot ?? e).textContent;
  const drawn = (e) => e && (text(e).trim() || e.querySelector("canvas"));
  // A data frame is a canvas; its text is in the table that screen readers get, which comes late, so its pixels count.
  const said = (e) => {
    const canvas = e.matches("canvas") ? e : e.querySelector("canvas");
    return canvas && canvas.width ? canvas.toDataURL() : text(e);
  };
  let start = 0, before = {}, parts = {}, at = {};
  for (const kind of ["click", "input"]) addEventListener(kind, () => { if (!Object.keys(at).length) start = performance.now(); }, true);
  const look = () => {
    for (const [name, selector] of Object.entries(parts)) {
      if (name in at) continue;
      const e = first(selector);
      if (drawn(e) && said(e) !== before[name]) at[name] = performance.now();
    }
    if (Object.keys(parts).some((name) => !(name in at))) requestAnimationFrame(look);
  };
  window.bench = {
    shift: 0, stood: 0,
    stands(selectors) {
      const there = selectors.every((s) => drawn(first(s)));
      if (there && !bench.stood) bench.stood = performance.now();
      return there;
    },
    watch(wanted) {
      parts = wanted; at = {}; before = {};
      for (const [name, selector] of Object.entries(wanted)) before[name] = said(first(selector));
      requestAnimationFrame(look);
    },
    done: () => Object.keys(parts).every((name) => name in at),
    taken: () => Object.fromEntries(Object.entries(at).map(([name, when]) => [name, when - start])),
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) bench.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
})();
