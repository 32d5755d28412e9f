// The bar of the preview: sends its form when something is chosen, shows findings at their paragraphs, and after a save
// puts the new page in place of the old one without losing the reader's place.
"use strict";
(() => {
  const bar = document.querySelector("noticepress-bar");
  const shadow = bar.shadowRoot;
  bar.classList.add("scripted");
  // What the server sent, before a script of the theme changes it: a save changes only what differs from this.
  let sent = document.documentElement.cloneNode(true);
  // For each node that the server sent, the one that shows it: scripts of the theme add others beside them.
  const twins = new WeakMap();
  pair(sent, document.documentElement);
  withoutBar(sent);
  let shown = bar.dataset.number;
  let due = null;
  let busy = false;
  const SILENT = "The preview does not answer";

  function withoutBar(tree) {
    tree.querySelector("noticepress-bar")?.replaceWith(document.createElement("noticepress-bar"));
    return tree;
  }

  function pair(copy, live) {
    twins.set(copy, live);
    copy.childNodes.forEach((child, at) => pair(child, live.childNodes[at]));
  }

  function carry(before, after) {
    twins.set(after, twins.get(before));
    before.childNodes.forEach((child, at) => carry(child, after.childNodes[at]));
  }

  function made(copy) {
    const live = document.importNode(copy, true);
    pair(copy, live);
    return live;
  }

  const say = (text) => {
    shadow.querySelector("[role=status]").textContent = text;
  };

  const height = () => shadow.querySelector("aside").getBoundingClientRect().height;
  const fit = () => document.documentElement.style.setProperty("--noticepress-bar", `${height()}px`);
  new ResizeObserver(fit).observe(shadow.querySelector("aside"));

  shadow.addEventListener("change", (event) => event.target.form?.requestSubmit());

  function showFindings() {
    for (const found of JSON.parse(bar.dataset.findings)) {
      const place = document.getElementById(found.id) ?? document.getElementById(found.section);
      if (!place) continue;
      const element = document.createElement("noticepress-finding");
      element.lang = "en";
      element.dir = "ltr";
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = "/-/finding.css";
      const text = document.createElement("p");
      text.className = found.severity;
      const kind = document.createElement("b");
      kind.textContent = `${found.severity}: `;
      text.append(kind, `${found.what} ${found.mend}`);
      element.attachShadow({ mode: "open" }).append(style, text);
      if (/^(P|H[1-6])$/.test(place.tagName)) place.after(element);
      else place.append(element);
    }
  }

  function hideFindings() {
    for (const each of document.querySelectorAll("noticepress-finding")) each.remove();
  }

  function attributes(live, before, after) {
    for (const { name } of before.attributes) if (!after.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of after.attributes) if (before.getAttribute(name) !== value) live.setAttribute(name, value);
  }

  // Changes the live tree where what the server sent differs. What did not change keeps its nodes, and with them focus,
  // selection, opened parts and the place in the window.
  function patch(before, after) {
    const live = twins.get(before);
    if (before.isEqualNode(after)) {
      carry(before, after);
    } else if (before.nodeName !== after.nodeName || !live) {
      live?.replaceWith(made(after));
    } else {
      twins.set(after, live);
      if (after.nodeType === Node.ELEMENT_NODE) {
        attributes(live, before, after);
        children(live, [...before.childNodes], [...after.childNodes]);
      } else live.data = after.data;
    }
  }

  function children(live, olds, news) {
    const most = Math.min(olds.length, news.length);
    let head = 0;
    while (head < most && olds[head].isEqualNode(news[head])) head += 1;
    let tail = 0;
    while (tail < most - head && olds.at(-1 - tail).isEqualNode(news.at(-1 - tail))) tail += 1;
    const [oldEnd, newEnd] = [olds.length - tail, news.length - tail];
    for (let at = 0; at < head; at += 1) carry(olds[at], news[at]);
    for (let at = 1; at <= tail; at += 1) carry(olds.at(-at), news.at(-at));
    const after = twins.get(olds[oldEnd]);
    const next = after?.parentNode === live ? after : null;
    for (let at = head; at < Math.max(oldEnd, newEnd); at += 1) {
      if (at >= oldEnd) live.insertBefore(made(news[at]), next);
      else if (at >= newEnd) twins.get(olds[at])?.remove();
      else patch(olds[at], news[at]);
    }
  }

  // The blocks of the text in the window, and where each stands; a table of contents may stand still beside it.
  function places() {
    const top = height();
    return [...document.querySelectorAll("main :is(p, li, h1, h2, h3, h4, h5, h6, tr, dt, dd, pre):not(nav *, aside *)")]
      .map((element) => [element, element.getBoundingClientRect()])
      .filter(([, box]) => box.height && box.top >= top && box.top < innerHeight)
      .map(([element, box]) => [element, box.top]);
  }

  function restore(before) {
    const kept = before.find(([element]) => element.isConnected);
    if (kept) scrollBy({ top: kept[0].getBoundingClientRect().top - kept[1], behavior: "instant" });
  }

  const linked = (tree) =>
    [...tree.querySelectorAll("head link[rel=stylesheet], head script[src]")].map((each) => each.outerHTML).join();

  async function update() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("noticepress-bar");
    if (!next || linked(page) !== linked(sent)) {
      location.reload();
      return;
    }
    const before = scrollY ? places() : [];
    hideFindings();
    showBar(next);
    const fresh = withoutBar(page.documentElement);
    attributes(document.documentElement, sent, fresh);
    document.title = page.title;
    patch(sent.querySelector("body"), fresh.querySelector("body"));
    sent = fresh;
    showFindings();
    fit();
    restore(before);
  }

  // Replaces what changed in the bar alone, so that focus and the place in the open list stay.
  function showBar(next) {
    const aside = shadow.querySelector("aside");
    const fresh = next.querySelector("template").content.querySelector("aside");
    const list = aside.querySelector("details");
    const place = list?.lastElementChild.scrollTop;
    if (list?.open) fresh.querySelector("details")?.setAttribute("open", "");
    const olds = [...aside.children];
    const news = [...fresh.children];
    if (olds.length === news.length) {
      for (const [at, old] of olds.entries()) {
        if (old.role !== "status" && !old.isEqualNode(news[at])) old.replaceWith(news[at]);
      }
    } else aside.replaceChildren(...news);
    if (list?.open) aside.querySelector("details")?.lastElementChild.scrollTo(0, place);
    bar.dataset.findings = next.dataset.findings;
    shown = next.dataset.number;
    bar.dataset.number = shown;
    say("Updated");
  }

  // One update at a time; what is saved meanwhile asks for one more.
  async function refresh(number) {
    due = number;
    if (number === shown) say("");
    if (busy) return;
    busy = true;
    try {
      while (due !== null && due !== shown) {
        due = null;
        await update();
      }
    } catch {
      say(SILENT);
    } finally {
      busy = false;
    }
  }

  // A browser keeps few connections to one address, and a stream holds one for good: of all open windows one listens to
  // the preview and tells the others. When it closes, the lock goes to the next.
  const windows = new BroadcastChannel("noticepress");
  const hear = ({ number, text }) => (number === undefined ? say(text) : refresh(number));
  windows.addEventListener("message", ({ data }) => data.isQuestion || hear(data));
  windows.postMessage({ isQuestion: true });

  function listen() {
    const events = new EventSource("/-/events");
    let last = null;
    const tell = (data) => {
      last = data;
      windows.postMessage(data);
      hear(data);
    };
    events.addEventListener("message", ({ data }) => tell({ number: data }));
    events.addEventListener("error", () => tell({ text: SILENT }));
    windows.addEventListener("message", ({ data }) => data.isQuestion && last && windows.postMessage(last));
    addEventListener("pagehide", () => events.close());
    return new Promise(() => {});
  }

  if (navigator.locks) navigator.locks.request("noticepress", listen);
  else listen();
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });

  showFindings();
  fit();
})();
