// Filters tiles, plots and filings, and has Vega draw what is left, in the colours of the page.
"use strict";

{ // Names of the plots' library are global and short.
  const { tiles, listed, rows, specs, bars } = JSON.parse(document.getElementById("data").textContent);
  const filters = document.querySelector(".filters");
  const [form, from, to] = ["form", "from", "to"].map((id) => document.getElementById(id));
  const search = document.getElementById("search");
  const dark = matchMedia("(prefers-color-scheme: dark)"), narrow = matchMedia("(max-width: 40rem)");
  const filings = new Map(Object.entries(JSON.parse(document.getElementById("packed").textContent)));
  const MOST_SHOWN = 100;

  // What has a form or quarter, and another one than is selected, is left out. From and To may stand either way round.
  function selected(row) {
    const [first, last] = [from.value, to.value].sort();
    return (!("form" in row) || !form.value || row.form === form.value)
      && (!("quarter" in row) || (row.quarter >= first && row.quarter <= last));
  }

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const [text, line] = ["--text", "--line"].map((name) => style.getPropertyValue(name).trim());
    const scheme = dark.matches
      ? ["#7ab8f5", "#f5a35c", "#7fd18b", "#e58bd0", "#d9cf6b", "#9aa5f0", "#f08a8a", "#70d6cf"]
      : ["#1f6fb2", "#c25700", "#2b8a3e", "#a3338f", "#8a7600", "#4a51b8", "#b3261e", "#0b7a75"];
    const axis = { labelFontSize: 11, titleFontSize: 11, labelColor: text, titleColor: text, gridColor: line, domainColor: line, tickColor: line };
    return {
      background: "transparent",
      font: "system-ui, sans-serif",
      axis,
      axisQuantitative: { tickCount: 5, labelOverlap: "greedy", labelSeparation: 8 },
      legend: { labelFontSize: 11, titleFontSize: 11, labelColor: text, titleColor: text, columns: narrow.matches ? 2 : 3 },
      mark: { color: scheme[0] },
      range: { category: scheme, ramp: { scheme: dark.matches ? "darkblue" : "blues" } },
      view: { stroke: "transparent" },
    };
  }

  function table(left) {
    const names = Object.keys(left[0] ?? {});
    const made = document.createElement("table");
    made.append(document.createElement("thead"), document.createElement("tbody"));
    const head = made.tHead.insertRow();
    for (const name of names) head.append(Object.assign(document.createElement("th"), { textContent: name }));
    for (const row of left) {
      const line = made.tBodies[0].insertRow();
      for (const name of names) {
        const cell = line.insertCell();
        cell.textContent = typeof row[name] === "number" ? row[name].toLocaleString("en") : row[name];
        if (typeof row[name] === "number") cell.className = "n";
      }
    }
    return made;
  }

  async function draw(name) {
    const figure = document.getElementById(name);
    const left = rows[name].filter(selected);
    figure.querySelector(".nothing").hidden = left.length > 0;
    figure.querySelector(".plot").hidden = left.length === 0;
    const details = figure.querySelector("details");
    details.hidden = left.length === 0;
    const fill = () => details.querySelector("div").replaceChildren(table(left));
    details.ontoggle = () => details.open && fill();
    if (details.open) fill();
    if (left.length === 0) return;
    const spec = { ...specs[name], data: { values: left }, description: figure.querySelector("h2").textContent };
    if (bars[name]) {
      const count = new Set(left.map((row) => row[bars[name]])).size;
      spec.height = Math.min(count, 20) * ("yOffset" in spec.encoding ? 44 : 20);
    }
    await vegaEmbed(figure.querySelector(".plot"), spec, { renderer: "svg", actions: false, logLevel: 1, config: colours() });
  }

  function addUp() {
    const left = tiles.filter(selected);
    for (const tile of document.querySelectorAll("header .tiles div")) {
      const name = tile.querySelector("dt").textContent;
      tile.querySelector("dd").textContent = left.reduce((sum, row) => sum + (row[name] ?? 0), 0).toLocaleString("en");
    }
  }

  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }

  const list = unpacked(listed).then((text) => JSON.parse(text).map(([accession, cik, company, form, quarter, filed, ...counts]) => {
    const names = [accession, accession.replaceAll("-", ""), String(cik).padStart(10, "0"), company];
    return { accession, company, form, quarter, filed, counts, text: names.join("\n").toLowerCase() };
  }));

  function shown({ accession, company, form, filed, counts }) {
    const line = document.createElement("tr");
    for (const [value, name] of [["", "whole"], [company], [form, "whole"], [filed, "whole"], ...counts.map((count) => [(count ?? 0).toLocaleString("en"), "n"])]) {
      Object.assign(line.insertCell(), { textContent: value, className: name ?? "" });
    }
    const link = Object.assign(document.createElement("a"), { textContent: accession });
    if (filings.has(accession)) link.href = `#${accession}`;
    line.cells[0].append(link);
    return line;
  }

  async function fillList() {
    const section = document.getElementById("list"), sought = search.value.trim().toLowerCase();
    const found = (await list).filter((filing) => selected(filing) && filing.text.includes(sought));
    section.querySelector("tbody").replaceChildren(...found.slice(0, MOST_SHOWN).map(shown));
    const number = found.length.toLocaleString("en");
    section.querySelector("[role=status]").textContent = found.length > MOST_SHOWN
      ? `The first ${MOST_SHOWN} of ${number} filings; filters and search narrow them down.`
      : found.length ? `Filings: ${number}` : "No filing is in the selection.";
  }

  async function drawAll() {
    addUp();
    await fillList();
    for (const name of Object.keys(specs)) await draw(name);
    document.documentElement.dataset.drawn = "true";
  }

  const article = document.getElementById("filing");
  let opened = "";

  // #0000320193-23-000106 opens that filing, # and Escape close it; what lies within a filing is left alone.
  async function route() {
    const name = location.hash.slice(1);
    const isOpen = filings.has(name);
    if (isOpen) {
      if (name !== opened) article.innerHTML = await unpacked(filings.get(name));
      opened = name;
    } else if (name && opened && document.getElementById(name)) {
      return;
    }
    article.hidden = !isOpen;
    document.body.classList.toggle("filing-open", isOpen);
    if (isOpen) {
      scrollTo(0, 0);
      article.querySelector("h1").focus();
    } else if (opened) {
      document.querySelector(`a[href="#${opened}"]`)?.focus();
      opened = "";
    }
  }

  addEventListener("hashchange", route);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opened) location.hash = "";
  });
  filters.addEventListener("change", drawAll);
  filters.addEventListener("reset", () => setTimeout(drawAll));
  search.addEventListener("input", fillList);
  dark.addEventListener("change", drawAll);
  narrow.addEventListener("change", drawAll);
  drawAll().then(route);
}
