// What Streamlit's page cannot do itself: links without reload, the page's language and title, focus after a page
// change, Swedish for Streamlit's own words, printing, copying the link.
(() => {
  "use strict";
  // Streamlit would else look for its server below every page's path first, and fail, twice.
  const base = new URL("../", document.currentScript.src).href;
  const root = new URL(base).pathname;
  window.__streamlit = { BACKEND_BASE_URL: base, MAIN_PAGE_BASE_URL: base };

  const SWEDISH = new Map(Object.entries({
    "App pages": "Sidor", "Sidebar": "Sidopanel", "Main menu": "Huvudmeny", "Clear all": "Rensa alla", "Open": "Öppna",
    "Dismiss": "Stäng", "Close": "Stäng", "Select all": "Markera alla", "No results": "Inga träffar",
    "Choose an option": "Välj", "Choose options": "Välj", "Skip to main content": "Hoppa till huvudinnehållet",
    "Fullscreen": "Helskärm", "Close fullscreen": "Stäng helskärm", "Search": "Sök", "Link to heading": "Länk till rubriken",
    "Expand sidebar": "Visa sidopanelen", "Collapse sidebar": "Dölj sidopanelen", "Print": "Skriv ut", "Rerun": "Läs om",
    "Type to search": "Skriv för att söka", "Selected values": "Valda värden", "Press Enter to apply": "Tryck på Enter för att använda",
    "Stop": "Stoppa", "Running...": "Arbetar …", "Connecting": "Ansluter", "Error": "Fel", "Loading": "Laddar",
    "Please wait...": "Vänta …", "Page not found": "Sidan finns inte",
    "The page that you have requested does not seem to exist. Running the app's main page.": "Sidan som adressen anger finns inte. Startsidan visas i stället.", "Connection error": "Anslutningen är bruten",
    "Upload": "Välj fil", "Add files": "Välj fler filer", "Drag and drop a file here": "Dra en fil hit", "Delete file": "Ta bort filen",
    "Clear value": "Rensa", "Clear entry": "Rensa", "Selectbox options": "Alternativ", "Multiselect options": "Alternativ", "Try again": "Försök igen",
    "Network error": "Nätverksfel", "Error uploading file": "Filen kunde inte skickas", "Error deleting file": "Filen kunde inte tas bort",
    "Connection timed out": "Servern svarade inte i tid", "Request timed out": "Servern svarade inte i tid",
    "Connecting to Streamlit server": "Ansluter till servern", "Unable to connect to Streamlit server": "Servern går inte att nå",
    "Connection lost. Please wait for the app to reconnect, then try again.": "Anslutningen bröts. Vänta tills den är tillbaka och försök igen.",
    "Reconnected to server.": "Ansluten igen.", "Script execution error": "Fel i sidan", "Unknown error": "Okänt fel",
    "Upload": "Välj fil", "Browse files": "Välj fil", "file upload": "Fil att lämna in", "Add files": "Byt fil", "add icon": "Byt fil", "progress": "Förlopp",
  }));
  const PATTERNS = [
    [/^Help for (.*)$/, "Hjälp om $1"], [/^Remove (.*)$/, "Ta bort $1"], [/^(\d+) options? available\.$/, "$1 alternativ."],
    [/^([\d.]+)\s?([KMG]?B) per file(.*)$/, "högst $1 $2 per fil$3"], [/^File must be ([\d.]+)\s?([KMG]?B) or smaller\.$/, "Filen får vara högst $1 $2."],
    [/^(.*) files are not allowed\.$/, "Filer av typen $1 tas inte emot."], [/^(\d+)\/(\d+) characters?$/, "$1/$2 tecken"], [/^Press Enter to apply(.*)$/, "Tryck på Enter för att använda$1"],
    [/^(\d+)MB per file$/, "Högst $1 MB"], [/^Error: (.*) files are not allowed\.$/, "Filen är inte en XLSX-fil."],
    [/^Error: File must be (.*)MB or smaller\.$/, "Filen är större än $1 MB."], [/^(\d+)\.(\d)(B|KB|MB)$/, "$1,$2 $3"],
  ];
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "data-title"];
  const OURS = "[data-ours],pre,code,.stHtml,[data-testid=stMarkdownContainer]";
  const ours = (element) => element.closest(OURS) && !element.closest("[data-testid=stFileUploaderDropzone] button");
  const lang = () => document.documentElement.lang;

  // Writes only what differs, and at most five times an element: an observer that answers itself never ends.
  const written = new WeakMap();
  const mayWrite = (node) => { const n = (written.get(node) || 0) + 1; written.set(node, n); return n < 6; };
  const swedish = (said) => {
    const words = said.trim();
    if (!words || words.length > 120) return null;
    if (SWEDISH.has(words)) return said.replace(words, SWEDISH.get(words));
    for (const [pattern, form] of PATTERNS) if (pattern.test(words)) return words.replace(pattern, form);
    return null;
  };
  // On narrow screens a row is a block of cells: each names its column, and says by its role that it is still a table.
  const label = (table) => {
    const names = [...table.querySelectorAll("thead th")].map((th) => th.textContent.replace(/[↑↓]/g, "").trim());
    table.setAttribute("role", "table");
    for (const part of table.querySelectorAll("thead,tbody")) part.setAttribute("role", "rowgroup");
    for (const row of table.rows) {
      row.setAttribute("role", "row");
      [...row.cells].forEach((cell, n) => {
        const head = cell.closest("thead"), across = cell.colSpan > 1;
        cell.setAttribute("role", head || cell.scope === "col" ? "columnheader" : cell.tagName === "TH" ? "rowheader" : "cell");
        if (!head && !across && cell.tagName === "TD" && names[n] && cell.textContent.trim()) {
          cell.dataset.label = names[n];
          if (/[^\s/-]{16}/.test(names[n])) cell.dataset.long = ""; // a word that the column of names cannot hold: the name stands above
        }
      });
    }
  };
  let overlays = 0;
  const mend = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (lang() !== "sv" || !node.parentElement || ours(node.parentElement)) return;
      const said = swedish(node.nodeValue);
      if (said !== null && said !== node.nodeValue && mayWrite(node)) node.nodeValue = said;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (lang() === "sv") for (const name of ATTRIBUTES) {
      const value = node.getAttribute(name);
      const said = value && swedish(value);
      if (said && said !== value && mayWrite(node)) node.setAttribute(name, said);
    }
    if (node.parentElement === document.body && node.tagName === "DIV" && node.id !== "root" && !node.matches("[data-ours],[role],[data-live-announcer]")) {
      node.setAttribute("role", "region");
      node.setAttribute("aria-label", `${lang() === "sv" ? "Tillfälligt innehåll" : "Temporary content"} ${++overlays}`);
    }
    if (node.matches("table.data:not(.across)")) label(node);
    if (node.matches("[data-testid=stFileUploaderDropzone][role=presentation]")) node.setAttribute("role", "group"); // it has a name and takes the focus
    if (node.matches("[data-page-lang]")) arrive(node);
    if (node.dataset?.say) live.textContent = node.dataset.say;
  };
  // What is ours says everything itself: of it only a few elements need a look, not every word.
  const OWN = ".stHtml", LOOKED_AT = "table.data,[data-page-lang],[data-say]";
  const walk = (root) => {
    mend(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    if (root.closest(OWN)) return root.querySelectorAll(LOOKED_AT).forEach(mend);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => node.parentElement?.matches(OWN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    while (walker.nextNode()) mend(walker.currentNode);
    root.querySelectorAll(`${OWN} :is(${LOOKED_AT})`).forEach(mend);
  };

  // What has come of a page that arrives, for the style sheet.
  const COME = { begun: "[data-testid=stMain] :is(.stHtml, [data-testid=stAlert])", sidebar: "[data-testid=stSidebar]", menu: "[data-testid=stSidebar] .stHtml" };
  const come = () => {
    for (const [name, selector] of Object.entries(COME)) if (!(name in document.documentElement.dataset) && document.querySelector(selector)) document.documentElement.dataset[name] = "";
  };

  // Language follows the page; focus and a word to screen readers follow a change of page.
  const live = document.createElement("div");
  live.setAttribute("role", "status"); live.setAttribute("data-ours", ""); live.className = "hidden";
  const arrive = (sign) => { document.documentElement.lang = sign.dataset.pageLang; };
  // The place that a link names may be drawn after the heading, and the URL is rewritten meanwhile: so the name is kept.
  const settle = (before, place, tries = 0) => {
    const heading = document.querySelector("[data-testid=stMain] h1");
    const drawn = heading && (heading.textContent !== before || tries > 15);
    if (drawn && (!place || document.getElementById(place) || tries > 40)) {
      if (!document.getElementById(place)) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
      live.textContent = heading.textContent;
      arriveAt(place);
    } else if (tries < 60) setTimeout(settle, 50, before, place, tries + 1);
  };
  const pointer = new CSSStyleSheet();
  document.adoptedStyleSheets.push(pointer);
  const arriveAt = (place) => {
    const at = place && `:is(tr, article, li)#${CSS.escape(place)}`;
    pointer.replaceSync(at ? `${at} { outline: 2px solid var(--accent); } tr${at} > * { background: #eef4f8; }` : "");
    let top = null;
    hold(() => {
      const target = document.getElementById(place);
      if (!target) return document.querySelector("[data-testid=stMain] h1");
      const now = Math.round(target.getBoundingClientRect().top);
      if (now !== top) { target.scrollIntoView(); top = Math.round(target.getBoundingClientRect().top); }
      return target.matches("h2,h3") ? target : target.querySelector("h2,h3,th") || target;
    });
  };
  const placeOf = (hash) => { try { return decodeURIComponent(hash.slice(1)); } catch { return ""; } };
  // Streamlit may draw the page once more and lose the focus with the old heading; give it back for a second.
  const hold = (find, tries = 0) => {
    if (tries && touched) return; // a key since the last look: the reader has moved on
    const active = document.activeElement, heading = find();
    if (heading && (active === document.body || active?.closest(".stHtml a,[data-testid=stSidebar]") || !active?.isConnected) && active !== heading) {
      heading.tabIndex = -1; heading.focus({ preventScroll: true });
    }
    if (tries < 10) setTimeout(hold, 100, find, tries + 1);
  };
  let touched = false;
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => { touched = true; }, true);
  const title = () => document.querySelector("[data-testid=stMain] h1")?.textContent;
  const go = (href) => {
    touched = false;
    const before = title();
    history.pushState({}, "", href);
    dispatchEvent(new PopStateEvent("popstate"));
    settle(before, placeOf(new URL(href).hash));
  };
  // Back and forward to another page; to another choice on the same page the focus stays.
  let page;
  addEventListener("popstate", (event) => {
    const before = page;
    page = location.pathname;
    if (!event.isTrusted || page === before) return;
    touched = false;
    document.activeElement?.blur();
    settle(title(), placeOf(location.hash));
  });
  // A list that is shown in parts is printed whole.
  const printAll = (tries = 0) => {
    const all = document.querySelector("a[data-all-rows]");
    if (!all || tries > 60) return print();
    if (!tries) go(all.href);
    setTimeout(printAll, 100, tries + 1);
  };
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    if (document.querySelector("a[data-all-rows]")) { event.preventDefault(); printAll(); }
  });
  addEventListener("click", (event) => {
    const action = event.target.closest?.("[data-do]")?.dataset.do;
    if (action === "print") return printAll();
    if (action === "copy") { navigator.clipboard?.writeText(location.href).then(() => { live.textContent = ""; live.textContent = event.target.textContent + " ✓"; event.target.textContent += event.target.textContent.endsWith("✓") ? "" : " ✓"; }); return; }
    const link = event.target.closest?.(".stHtml a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || link.hasAttribute("download") || link.dataset.outside !== undefined || !url.pathname.startsWith(root) || url.pathname.startsWith(root + "api/")) return;
    event.preventDefault();
    if (url.pathname === location.pathname && url.search === location.search && url.hash) {
      history.replaceState({}, "", url.href); touched = false; arriveAt(placeOf(url.hash)); return;
    }
    go(url.href);
  });
  const sheets = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheets);
  const stamp = () => {
    const today = new Date().toLocaleDateString(lang() === "sv" ? "sv-SE" : "en-GB");
    for (const e of document.querySelectorAll("[data-now]")) e.textContent = today;
    const said = `${document.querySelector("[data-running]")?.dataset.running ?? ""} ${today}`.replace(/["\\]/g, "\\$&");
    sheets.replaceSync(`@page { @bottom-left { content: "${said}"; font: 7.5pt sans-serif; color: #595959; width: 88%; } }`);
    for (const e of document.querySelectorAll("[data-here]")) e.textContent = location.href;
    for (const e of document.querySelectorAll("details:not([open])")) { e.open = true; e.dataset.shut = ""; }
    for (const e of document.querySelectorAll("[data-testid=stElementContainer]:has([data-testid=stPlotlyChart])")) e.style.setProperty("--fit", Math.min(1, 680 / e.offsetWidth)); // 182 mm: the width of the paper
  };
  addEventListener("beforeprint", stamp);
  addEventListener("afterprint", () => { for (const e of document.querySelectorAll("details[data-shut]")) { e.open = false; delete e.dataset.shut; } });
  addEventListener("DOMContentLoaded", () => {
    document.body.append(live);
    walk(document.body);
    new MutationObserver((changes) => {
      come();
      for (const change of changes) change.type === "childList" ? change.addedNodes.forEach(walk) : mend(change.target);
    }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...ATTRIBUTES, "data-page-lang"] });
    page = location.pathname;
    if (location.hash) settle("", placeOf(location.hash));
  });
})();
