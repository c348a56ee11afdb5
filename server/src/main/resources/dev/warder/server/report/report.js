(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripted");
  const data = JSON.parse(document.getElementById("chart-data").textContent);

  // Theme: the system's, until somebody chooses.
  const isDark = () =>
    (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  document.getElementById("theme").addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    drawAll();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll());

  // Tables: a search box each, and headings that sort.
  const cellValue = (row, column) => {
    const cell = row.cells[column];
    const number = cell.dataset.value;
    return number === undefined ? cell.textContent.trim().toLowerCase() : Number(number);
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));

  function makeSortable(table) {
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      if ("fixed" in heading.dataset) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const firstDown = heading.classList.contains("num");
        const before = heading.getAttribute("aria-sort");
        const down = before ? before === "ascending" : firstDown;
        headings.forEach((other) => other.removeAttribute("aria-sort"));
        heading.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const rows = [...body.rows].map((row) => [cellValue(row, column), row]);
        rows.sort((a, b) => (down ? compare(b[0], a[0]) : compare(a[0], b[0])));
        body.append(...rows.map((entry) => entry[1]));
      });
    });
  }

  function makeSearchable(card) {
    const rows = [...card.querySelector("tbody").rows];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const tools = document.createElement("div");
    const input = document.createElement("input");
    const count = document.createElement("output");
    tools.className = "tools";
    input.type = "search";
    input.placeholder = "Search " + card.dataset.searchable;
    input.setAttribute("aria-label", input.placeholder);
    const tell = (shown) => (count.textContent = shown === rows.length ? rows.length + " rows" : shown + " of " + rows.length + " rows");
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, i) => {
        row.hidden = !words.every((word) => texts[i].includes(word));
        if (!row.hidden) shown++;
      });
      tell(shown);
    });
    tell(rows.length);
    tools.append(input, count);
    card.prepend(tools);
  }

  document.querySelectorAll("table.sortable").forEach(makeSortable);
  document.querySelectorAll("[data-searchable]").forEach(makeSearchable);

  // Charts. Tooltips are drawn, never built as markup: names in them come from logs.
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const colour = (name) => {
    probe.style.color = "var(--" + name + ")";
    return getComputedStyle(probe).color;
  };
  const two = (n) => String(n).padStart(2, "0");
  const clock = (ms) => {
    const t = new Date(ms);
    return two(t.getUTCHours()) + ":" + two(t.getUTCMinutes());
  };
  const day = (ms) => new Date(ms).toISOString().slice(5, 10);
  const count = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
  const short = (text, most) => (text.length > most ? text.slice(0, most - 1) + "…" : text);

  const base = () => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("ink-3") },
    aria: { enabled: false },
  });
  const tooltip = () => ({
    renderMode: "richText",
    confine: true,
    backgroundColor: colour("surface"),
    borderColor: colour("line-strong"),
    textStyle: { color: colour("ink"), fontSize: 12 },
  });
  const valueAxis = (extra) => ({
    type: "value",
    axisLabel: { color: colour("ink-3"), fontSize: 11, formatter: count },
    splitLine: { lineStyle: { color: colour("line") } },
    ...extra,
  });
  const timeAxis = (from, to) => ({
    type: "time",
    min: from,
    max: to,
    useUTC: true,
    axisLabel: {
      color: colour("ink-3"),
      fontSize: 11,
      hideOverlap: true,
      formatter: (ms) => (to - from > 172800000 ? day(ms) + " " + clock(ms) : clock(ms)),
    },
    axisLine: { lineStyle: { color: colour("line-strong") } },
    axisTick: { show: false },
    splitLine: { show: false },
  });

  function timelineOption() {
    const line = data.timeline;
    const at = (i) => line.start + i * line.step + line.step / 2;
    const ok = line.calls.map((n, i) => [at(i), n - line.failures[i]]);
    const failed = line.failures.map((n, i) => [at(i), n]);
    const end = line.start + line.calls.length * line.step;
    const marks = data.incidents.map((incident, i) => [
      {
        xAxis: Math.max(line.start, incident.from),
        name: String(i + 1),
        itemStyle: { color: colour(incident.severity === "informational" ? "ink-3" : incident.severity), opacity: 0.13 },
        label: { color: colour(incident.severity === "informational" ? "ink-3" : incident.severity), fontWeight: 650, fontSize: 12, position: "insideTop" },
      },
      { xAxis: Math.max(incident.to, incident.from + line.step) },
    ]);
    return {
      ...base(),
      useUTC: true,
      grid: { left: 4, right: 8, top: 30, bottom: 4, containLabel: true },
      legend: { right: 4, top: 0, itemWidth: 10, itemHeight: 10, textStyle: { color: colour("ink-2"), fontSize: 12 } },
      tooltip: {
        ...tooltip(),
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (points) => {
          const from = points[0].value[0] - line.step / 2;
          return day(from) + " " + clock(from) + " UTC\n" + points.map((p) => p.seriesName + "  " + count(p.value[1])).join("\n");
        },
      },
      xAxis: timeAxis(line.start, end),
      yAxis: valueAxis(),
      series: [
        { name: "succeeded", type: "bar", stack: "calls", data: ok, barCategoryGap: "18%", color: colour("chart-bar"), markArea: { silent: true, data: marks } },
        { name: "failed", type: "bar", stack: "calls", data: failed, color: colour("chart-fail") },
      ],
    };
  }

  const refused = (result) => !/^[123]\d\d$|^(success|ok)$/i.test(result);

  function lanesOption(incident) {
    const rows = incident.rows;
    const points = rows.flatMap((row, i) => row.points.map((p) => ({ value: [p[0], i], what: p[1], result: p[2] })));
    const made = rows.map((row, i) => ({ value: [row.made, i], what: "the finding was made", result: "" }));
    const pad = Math.max(60000, (incident.to - incident.from) * 0.03);
    const tip = (p) => clock(p.value[0]) + " UTC  " + short(p.data.what, 70) + (p.data.result ? "\n" + short(p.data.result, 40) : "");
    return {
      ...base(),
      useUTC: true,
      grid: { left: 4, right: 16, top: 30, bottom: 4, containLabel: true },
      legend: { right: 4, top: 0, itemWidth: 10, itemHeight: 10, textStyle: { color: colour("ink-2"), fontSize: 12 } },
      tooltip: { ...tooltip(), trigger: "item", formatter: tip },
      xAxis: timeAxis(incident.from - pad, incident.to + pad),
      yAxis: {
        type: "category",
        inverse: true,
        data: rows.map((row) => row.label),
        axisLabel: { color: colour("ink-2"), fontSize: 11.5 },
        axisTick: { show: false },
        axisLine: { show: false },
        splitLine: { show: true, lineStyle: { color: colour("line") } },
      },
      series: [
        { name: "call", type: "scatter", data: points.filter((p) => !refused(p.result)), symbolSize: 8, color: colour("accent"), itemStyle: { opacity: 0.75 } },
        { name: "refused call", type: "scatter", data: points.filter((p) => refused(p.result)), symbolSize: 8, color: colour("surface"), itemStyle: { borderColor: colour("chart-fail"), borderWidth: 2 } },
        { name: "finding made", type: "scatter", data: made, symbol: "diamond", symbolSize: 13, color: colour("critical") },
      ],
    };
  }

  const charts = [];
  function place(element, option, height) {
    if (!element) return;
    if (height) element.style.height = height + "px";
    charts.push({ element, option, chart: null });
  }
  place(document.getElementById("chart-timeline"), timelineOption);
  document.querySelectorAll(".lanes").forEach((element) => {
    const incident = data.incidents[Number(element.dataset.incident)];
    place(element, () => lanesOption(incident), 66 + 25 * incident.rows.length);
  });

  function draw(entry) {
    if (entry.element.clientWidth === 0) return;
    entry.chart = entry.chart || echarts.init(entry.element, null, { renderer: "canvas" });
    entry.chart.resize();
    entry.chart.setOption(entry.option(), true);
  }
  function drawAll() {
    charts.forEach(draw);
  }
  drawAll();
  addEventListener("resize", drawAll);
  document.querySelectorAll("details.fold").forEach((fold) => fold.addEventListener("toggle", drawAll));

  // Print in light colours and with everything unfolded, then put it back.
  let restore = () => {};
  addEventListener("beforeprint", () => {
    const theme = root.dataset.theme;
    const closed = [...document.querySelectorAll("details:not([open]):not(.twin)")];
    root.dataset.theme = "light";
    closed.forEach((fold) => (fold.open = true));
    drawAll();
    restore = () => {
      if (theme) root.dataset.theme = theme;
      else delete root.dataset.theme;
      closed.forEach((fold) => (fold.open = false));
      drawAll();
    };
  });
  addEventListener("afterprint", () => restore());
})();
