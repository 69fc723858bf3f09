// Pictures of charts to take away, made of what the page shows: the boxes and words of HTML as SVG, Plotly's SVG as it
// is.  Each carries its heading and what the foot of the page says: source, data version, filters.
(() => {
  "use strict";
  const NS = "http://www.w3.org/2000/svg", PAD = 20, SCALE = 2, FONT = '"Source Sans", "Segoe UI", Arial, sans-serif';
  const pen = document.createElement("canvas").getContext("2d");
  let count = 0;

  const make = (parent, name, attributes) => {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === "number" ? +value.toFixed(2) : value);
    return parent.appendChild(made);
  };
  // Programs other than browsers want a colour and its opacity apart.
  const colour = (said) => {
    const [r, g, b, a = 1] = said.match(/[\d.]+/g).map(Number);
    return { rgb: `rgb(${r},${g},${b})`, opacity: a };
  };

  // The fill of a box: its background colour, or a gradient or stripes of its background image.
  const ground = (out, style, box) => {
    const image = style.backgroundImage;
    if (image === "none") {
      const { rgb, opacity } = colour(style.backgroundColor);
      return opacity ? { fill: rgb, "fill-opacity": opacity } : null;
    }
    const stops = [...image.matchAll(/(rgba?\([^)]*\))\s*([\d.]+%|[\d.]+px)?/g)].map(([, c, at]) => ({ ...colour(c), at }));
    const id = `paint-${++count}`;
    if (image.startsWith("repeating")) {
      const length = (at) => at.endsWith("%") ? box.width * parseFloat(at) / 100 : parseFloat(at);
      const pattern = make(out, "pattern", { id, patternUnits: "userSpaceOnUse", x: box.x, y: box.y, width: length(stops.at(-1).at), height: Math.max(box.height, 1), patternTransform: image.includes("deg") ? "rotate(45)" : "" });
      make(pattern, "rect", { width: length(stops[1].at), height: Math.max(box.height, 1), fill: stops[0].rgb });
    } else {
      const left = image.includes("to left"), solid = stops.find((s) => s.opacity) || stops[0];
      const gradient = make(out, "linearGradient", { id, x1: left ? 1 : 0, x2: left ? 0 : 1 });
      stops.forEach((s, n) => make(gradient, "stop", { offset: s.at || n / (stops.length - 1), "stop-color": solid.rgb, "stop-opacity": s.opacity }));
    }
    return { fill: `url(#${id})` };
  };

  const DASHES = { dashed: [3, 2], dotted: [1, 1.5] };
  const boxed = (out, style, box) => {
    const radius = Math.min(parseFloat(style.borderTopLeftRadius) * (style.borderTopLeftRadius.endsWith("%") ? box.height / 100 : 1) || 0, box.height / 2);
    const fill = ground(out, style, box);
    if (fill) make(out, "rect", { x: box.x, y: box.y, width: box.width, height: box.height, rx: radius, ...fill });
    const sides = ["Top", "Right", "Bottom", "Left"].map((side) => ({
      width: parseFloat(style[`border${side}Width`]), dash: DASHES[style[`border${side}Style`]], ...colour(style[`border${side}Color`]),
    }));
    const stroke = (s) => ({ stroke: s.rgb, "stroke-opacity": s.opacity, "stroke-width": s.width, fill: "none", ...(s.dash ? { "stroke-dasharray": s.dash.map((d) => d * s.width).join(" ") } : {}) });
    const drawn = sides.filter((s) => s.width && s.opacity);
    if (drawn.length === 4 && new Set(drawn.map((s) => s.width + s.rgb)).size === 1) {
      const w = sides[0].width;
      make(out, "rect", { x: box.x + w / 2, y: box.y + w / 2, width: Math.max(box.width - w, 0), height: Math.max(box.height - w, 0), rx: radius, ...stroke(sides[0]) });
      return;
    }
    const { x, y, width, height } = box;
    const lines = [[x, y, x + width, y, 0, 1], [x + width, y, x + width, y + height, -1, 0], [x, y + height, x + width, y + height, 0, -1], [x, y, x, y + height, 1, 0]];
    sides.forEach((s, n) => {
      if (!s.width || !s.opacity) return;
      const [x1, y1, x2, y2, dx, dy] = lines[n], half = s.width / 2;
      make(out, "line", { x1: x1 + dx * half, y1: y1 + dy * half, x2: x2 + dx * half, y2: y2 + dy * half, ...stroke(s) });
    });
  };

  const line = (out, said, x, top, height, style, width) => {
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${FONT}`;
    const ink = pen.measureText("x"), full = ink.fontBoundingBoxAscent + ink.fontBoundingBoxDescent;
    const { rgb, opacity } = colour(style.color);
    const text = make(out, "text", {
      x, y: top + (height - full) / 2 + ink.fontBoundingBoxAscent, fill: rgb, "fill-opacity": opacity, "font-family": FONT,
      "font-size": style.fontSize, "font-weight": style.fontWeight, "font-style": style.fontStyle,
      ...(width ? { textLength: width, lengthAdjust: "spacingAndGlyphs" } : {}),
    });
    text.textContent = said;
  };
  // A text node as lines, where the browser broke it.
  const words = (out, node, style, at) => {
    const range = document.createRange();
    let said = "", from = null, right = 0;
    const flush = () => { if (said.trim()) line(out, said.trimEnd(), from.left - at.left, from.top - at.top, from.height, style, right - from.left); said = ""; from = null; };
    for (let n = 0; n < node.length; n++) {
      range.setStart(node, n); range.setEnd(node, n + 1);
      const place = range.getClientRects()[0], space = !node.data[n].trim();
      if (!place || !place.width) continue;
      if (from && Math.abs(place.top - from.top) > 2) flush();
      if (!from && space) continue;
      from ??= place;
      said += node.data[n];
      if (!space) right = place.right;
    }
    flush();
  };

  const SKIPPED = ".hidden, .take, [data-do], .modebar-container, .hoverlayer";
  const walk = (out, element, at) => {
    if (element.matches(SKIPPED) || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
    const place = element.getBoundingClientRect();
    if (element.matches("svg")) {
      const copy = element.cloneNode(true);
      copy.querySelectorAll(".hoverlayer").forEach((e) => e.remove());
      for (const [key, value] of Object.entries({ x: place.left - at.left, y: place.top - at.top, width: place.width, height: place.height })) copy.setAttribute(key, value);
      copy.style.background = "none";
      out.append(copy);
      return;
    }
    const style = getComputedStyle(element);
    boxed(out, style, { x: place.left - at.left, y: place.top - at.top, width: place.width, height: place.height });
    const mark = getComputedStyle(element, "::before"), wide = parseFloat(mark.width), high = parseFloat(mark.height);
    if (mark.content === '""' && wide && high) {
      boxed(out, mark, { x: place.left - at.left, y: place.top - at.top + (place.height - high) / 2, width: wide, height: high });
    }
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) words(out, child, style, at);
      else if (child.nodeType === Node.ELEMENT_NODE) walk(out, child, at);
    }
  };

  const broken = (said, width, style) => {
    pen.font = `${style.fontWeight} ${style.fontSize} ${FONT}`;
    const lines = [""];
    for (const word of said.split(/\s+/)) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (pen.measureText(longer).width > width) lines.push(word); else lines[lines.length - 1] = longer;
    }
    return lines;
  };

  const draw = (root, title) => {
    const frame = root.getBoundingClientRect(), width = Math.max(root.scrollWidth, frame.width);
    const svg = document.createElementNS(NS, "svg");
    const ground = make(svg, "rect", { fill: "#fff" });
    make(svg, "title", {}).textContent = title;
    let y = PAD;
    const paragraph = (said, style, height) => { for (const one of broken(said, width, style)) { line(svg, one, PAD, y, height, style); y += height; } };
    paragraph(title, { fontStyle: "normal", fontWeight: "650", fontSize: "20px", color: "rgb(22,22,22)" }, 26);
    y += 8;
    const body = make(svg, "g", { transform: `translate(${PAD} ${y})` });
    walk(body, root, frame);
    y += frame.height + 12;
    paragraph(document.querySelector(".foot p").textContent, { fontStyle: "normal", fontWeight: "400", fontSize: "13px", color: "rgb(89,89,89)" }, 18);
    const size = { width: Math.ceil(width + 2 * PAD), height: Math.ceil(y + PAD) };
    for (const [key, value] of Object.entries({ xmlns: NS, ...size, viewBox: `0 0 ${size.width} ${size.height}` })) svg.setAttribute(key, value);
    ground.setAttribute("width", size.width); ground.setAttribute("height", size.height);
    return svg;
  };

  // A picture inside a picture sees no fonts of the page, so the page's own goes with it.
  const font = async () => {
    for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule) || !/^"?Source Sans"?$/.test(rule.style.fontFamily) || rule.style.fontStyle === "italic") continue;
      const url = rule.style.src.match(/url\("?([^")]+)"?\)/)?.[1];
      if (!url) continue;
      const blob = await (await fetch(new URL(url, sheet.href || location.href))).blob();
      const data = await new Promise((done) => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(blob); });
      return `@font-face { font-family: "Source Sans"; font-weight: 200 900; src: url(${data}); }`;
    }
    return "";
  };
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob); link.download = name; link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const take = async ({ of, title, file, format }) => {
    const svg = draw(document.querySelector(`[data-picture="${CSS.escape(of)}"], .st-key-${CSS.escape(of)} .js-plotly-plot`), title);
    const written = () => new XMLSerializer().serializeToString(svg);
    if (format === "svg") return save(new Blob([written()], { type: "image/svg+xml" }), `${file}.svg`);
    make(svg, "style", {}).textContent = await font();
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written())}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = svg.getAttribute("width") * SCALE; canvas.height = svg.getAttribute("height") * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, `${file}.png`), "image/png");
  };
  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-do=picture]");
    if (button) take(button.dataset);
  });
})();
