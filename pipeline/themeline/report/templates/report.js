"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const payload = JSON.parse(document.getElementById("payload").textContent);
  const byId = (id) => document.getElementById(id);
  const make = (tag, text, name) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (name) node.className = name;
    return node;
  };
  const say = (text) => { byId("said").textContent = text; };

  // Light and dark
  const keep = (value) => { try { localStorage.setItem("themeline-shade", value); } catch { /* not from disk */ } };
  const kept = () => { try { return localStorage.getItem("themeline-shade"); } catch { return null; } };
  if (kept()) root.dataset.shade = kept();
  byId("shade").addEventListener("click", () => {
    const dark = root.dataset.shade ? root.dataset.shade === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.shade = dark ? "light" : "dark";
    keep(root.dataset.shade);
  });

  // Saving files
  const save = (blob, name) => {
    const link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  // Tables: sort, search, filter, more, CSV
  const exact = (cell) => cell.dataset.v ?? cell.textContent;
  const csvCell = (text) => {
    const safe = /^[=+@\t\r-]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const setUpTable = (box) => {
    const body = box.querySelector("tbody");
    const heads = [...box.querySelectorAll("thead th")];
    const more = box.querySelector("[data-more]");
    const count = box.querySelector(".count");
    const search = box.querySelector("input[type=search]");
    const filters = [...box.querySelectorAll("select")];
    const step = Number(box.dataset.shown);
    const rows = [...body.rows];
    let texts = null;
    let limit = step;
    let order = rows;
    const matches = (row, index) => {
      if (search?.value && !texts[index].includes(search.value.toLowerCase())) return false;
      return filters.every((one) => !one.value || row.cells[Number(one.dataset.column)].textContent.trim() === one.value);
    };
    const number = new Map(rows.map((row, index) => [row, index]));
    const refresh = () => {
      if (search?.value && !texts) texts = rows.map((row) => row.textContent.toLowerCase());
      let found = 0;
      for (const row of order) {
        const hit = matches(row, number.get(row));
        if (hit) found += 1;
        row.classList.toggle("out", !hit);
        row.classList.toggle("more", hit && found > limit);
      }
      const shown = Math.min(found, limit);
      count.textContent = rows.length > step || found < rows.length ? `${shown} of ${found.toLocaleString()} rows.` : "";
      more.hidden = found <= limit;
    };
    heads.forEach((head, column) => head.querySelector("button")?.addEventListener("click", () => {
      const first = rows.some((row) => row.cells[column].dataset.v !== undefined) ? "descending" : "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      const way = head.getAttribute("aria-sort") === first ? other : first;
      heads.forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", way);
      const sign = way === "ascending" ? 1 : -1;
      const values = rows.map((row) => {
        const cell = row.cells[column];
        return cell.dataset.v !== undefined ? Number(cell.dataset.v.replace("inf", "Infinity")) : cell.textContent.trim();
      });
      const numeric = values.some((value) => typeof value === "number");
      const absent = (value) => (numeric ? typeof value !== "number" : value === "–" || value === "");
      order = [...rows].sort((left, right) => {
        const [a, b] = [values[number.get(left)], values[number.get(right)]];
        if (absent(a) || absent(b)) return absent(a) - absent(b);
        return sign * (numeric ? a - b : a.localeCompare(b, "en"));
      });
      body.append(...order);
      refresh();
      say(`Sorted by ${head.textContent.trim()}, ${way}.`);
    }));
    search?.addEventListener("input", refresh);
    filters.forEach((one) => one.addEventListener("change", refresh));
    more.addEventListener("click", () => { limit = limit < 100 ? 100 : limit * 5; refresh(); });
    box.querySelector("[data-csv]").addEventListener("click", () => {
      const lines = [heads.map((head) => csvCell(head.textContent.trim()))];
      for (const row of order) if (!row.classList.contains("out")) lines.push([...row.cells].map((cell) => csvCell(exact(cell).trim())));
      save(new Blob(["\ufeff" + lines.map((line) => line.join(",")).join("\r\n") + "\r\n"], { type: "text/csv" }), `${box.dataset.name}.csv`);
      say("Table saved.");
    });
    refresh();
  };
  document.querySelectorAll(".table").forEach(setUpTable);

  // Figures as SVG and PNG, with the colours of the page written out
  const standalone = (svg) => {
    const style = getComputedStyle(root);
    const copy = svg.cloneNode(true);
    copy.querySelectorAll(".chosen").forEach((node) => node.classList.remove("chosen"));
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("font-family", "Helvetica, Arial, sans-serif");
    return new XMLSerializer().serializeToString(copy).replace(/var\((--[a-z0-9-]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
  };
  const savePng = (source, svg, name) => {
    const picture = new Image();
    const [width, height] = [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height];
    picture.onload = () => {
      const canvas = make("canvas");
      [canvas.width, canvas.height] = [width * 3, height * 3];
      const pen = canvas.getContext("2d");
      pen.fillStyle = getComputedStyle(root).getPropertyValue("--card");
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(blob, `${name}.png`));
    };
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(source);
  };
  document.querySelectorAll("figure").forEach((figure) => figure.querySelectorAll("[data-save]").forEach((button) =>
    button.addEventListener("click", () => {
      const svg = figure.querySelector("svg");
      const source = standalone(svg);
      if (button.dataset.save === "svg") save(new Blob([source], { type: "image/svg+xml" }), `${figure.dataset.name}.svg`);
      else savePng(source, svg, figure.dataset.name);
      say("Figure saved.");
    })));

  // A term: its numbers, years, themes and sentences
  const panel = byId("panel");
  const link = (term) => "#term=" + encodeURIComponent(term);
  const svgNode = (tag, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };
  const drawYears = (series) => {
    const [first, values] = [series[0], series.slice(1)];
    const top = Math.max(...values, 1e-9);
    const at = (value, index) => `${(300 * index) / Math.max(values.length - 1, 1)},${48 - (44 * value) / top}`;
    const line = values.map(at).join("L");
    const svg = svgNode("svg", { class: "spark", viewBox: "0 0 300 50", preserveAspectRatio: "none", "aria-hidden": "true" });
    svg.append(svgNode("path", { class: "under", d: `M0,50L${line}L300,50Z` }), svgNode("path", { d: `M${line}`, "vector-effect": "non-scaling-stroke" }));
    const label = make("div", undefined, "years");
    label.append(make("span", String(first)), make("span", `up to ${(100 * top).toFixed(0)}% of a year's documents`), make("span", String(first + values.length - 1)));
    return [svg, label];
  };
  const quote = ([index, start, end]) => {
    const [doc, text] = payload.sentences[index];
    const [id, title, year] = payload.docs[doc];
    const box = make("blockquote");
    const line = make("bdi");
    line.append(text.slice(0, start), make("mark", text.slice(start, end)), text.slice(end));
    const paragraph = make("p");
    paragraph.append(line);
    const source = make("footer");
    source.append(make("bdi", [id, title, year].filter(Boolean).join(" · ")));
    box.append(paragraph, source);
    return box;
  };
  const fill = (term, entry) => {
    const title = byId("panel-title");
    title.replaceChildren(make("bdi", term));
    const body = byId("panel-body");
    body.replaceChildren();
    const facts = make("dl");
    for (const [name, value] of entry.facts) facts.append(make("dt", name), make("dd", value));
    body.append(facts);
    if (entry.years) body.append(make("h3", "By year of publication"), ...drawYears(entry.years));
    if (entry.mix?.length) {
      const list = make("ul", undefined, "bars");
      const top = Math.max(...entry.mix.map((one) => one[1]));
      for (const [name, value] of entry.mix) {
        const item = make("li");
        const bar = make("i");
        bar.style.width = `${(100 * value) / top}%`;
        item.append(make("span", name), bar, make("b", String(value)));
        list.append(item);
      }
      body.append(make("h3", "Themes of its sentences"), list);
    }
    for (const [heading, places] of entry.evidence) body.append(make("h3", heading), ...places.map(quote));
  };
  const clear = () => document.querySelectorAll(".chosen").forEach((node) => node.classList.remove("chosen"));
  const highlight = (term) => {
    clear();
    const wanted = new Set([link(term), "#term=" + strict(term)]);
    document.querySelectorAll('main a[href^="#term="], main a[*|href^="#term="]').forEach((node) => {
      if (wanted.has(node.getAttribute("href"))) (node.closest("tr") ?? node).classList.add("chosen");
    });
  };
  const strict = (term) => encodeURIComponent(term).replace(/[!'()*]/g, (sign) => "%" + sign.charCodeAt(0).toString(16).toUpperCase());
  let before = null;
  const open = (term) => {
    const entry = Object.hasOwn(payload.terms, term) ? payload.terms[term] : { facts: [["In this report", "no details for this term; see the files beside the page"]], evidence: [] };
    if (panel.hidden) before = document.activeElement;
    fill(term, entry);
    panel.hidden = false;
    panel.scrollTop = 0;
    byId("panel-title").focus({ preventScroll: true });
    highlight(term);
  };
  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    clear();
    history.replaceState(null, "", location.pathname + location.search);
    before?.focus?.({ preventScroll: true });
  };
  const follow = () => {
    if (!location.hash.startsWith("#term=")) return;
    try { open(decodeURIComponent(location.hash.slice(6))); } catch { /* a damaged link */ }
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const target = event.target.closest('a[href^="#term="]');
    if (target && target.getAttribute("href") === location.hash) follow();
  });
  byId("panel-close").addEventListener("click", close);
  byId("panel-link").addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(location.href); say("Link copied."); } catch { prompt("Link to this term", location.href); }
  });

  // Finding a term
  const names = Object.keys(payload.terms);
  const find = byId("find");
  byId("terms").append(...names.slice(0, 2000).map((name) => { const one = make("option"); one.value = name; return one; }));
  const lower = new Map(names.map((name) => [name.toLowerCase(), name]));
  const named = (text) => {
    const typed = text.trim().toLowerCase();
    return lower.get(typed) ?? (typed && names.find((one) => one.toLowerCase().startsWith(typed)));
  };
  const go = () => {
    const name = named(find.value);
    if (name) location.hash = link(name); else if (find.value.trim()) say("No such term in this report.");
  };
  find.addEventListener("change", go);
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) { event.preventDefault(); find.focus(); }
  });

  // A term in all corpora, side by side
  const chooser = byId("beside-find");
  const beside = (term) => {
    const columns = make("div", undefined, "columns");
    (payload.terms[term].evidence).forEach(([heading, places], index) => {
      const column = make("div");
      const title = make("h4", undefined, `side side-${payload.sides.indexOf(heading) % 6}`);
      title.append(make("bdi", heading));
      column.append(title, ...places.map(quote));
      columns.append(column);
    });
    if (!columns.children.length) columns.append(make("p", "No sentence of this term is in the page.", "note"));
    const title = make("h3");
    const anchor = make("a", term);
    anchor.href = link(term);
    title.append(anchor);
    byId("beside").replaceChildren(title, columns);
  };
  chooser?.addEventListener("change", () => {
    const name = named(chooser.value);
    if (name) beside(name); else if (chooser.value.trim()) say("No such term in this report.");
  });

  // Where the reader is
  const links = new Map([...document.querySelectorAll(".contents a")].map((one) => [one.getAttribute("href").slice(1), one]));
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) {
      links.forEach((one) => one.removeAttribute("aria-current"));
      links.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  document.querySelectorAll("main > section").forEach((section) => watcher.observe(section));
  follow();
})();
