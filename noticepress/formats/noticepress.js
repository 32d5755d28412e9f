/**
 * Shows a notice, its date, or that it has changed, on another page.
 *
 *     <script type="module" src="https://legal.example/assets/noticepress.js"></script>
 *     <noticepress-notice href="https://legal.example/sv/privacy/" show="date">
 *       <a href="https://legal.example/sv/privacy/">Integritetspolicy</a>
 *     </noticepress-notice>
 *
 * `show` is "text" (the whole notice, the default), "date" or "banner". Without scripts, or where the notice cannot be
 * fetched, what stands within the element stays. Nothing is sent but the request for the notice, without cookies and
 * without a referrer. Only "banner" keeps something: the version last seen, in this browser's localStorage.
 */

const PARTS = { text: ".noticepress", date: ".noticepress-date", banner: ".noticepress-changed" };

/**
 * The article of a notice.
 * @param {string} href The undated address of the notice; it ends with a slash.
 * @returns {Promise<HTMLElement>} Its `dataset` has `version`, `status` and `sha256`.
 */
export async function fetchNotice(href) {
  const address = new URL("embed.html", new URL(href, document.baseURI));
  const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const article = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(PARTS.text);
  if (!article) throw new Error(`${address}: no notice`);
  return document.adoptNode(article);
}

/**
 * Whether the reader saw another version on the last visit. The first visit is remembered, and is no change.
 * @param {string} href The address of the notice.
 * @param {string} version The version in force.
 */
export function hasChanged(href, version) {
  const seen = recall(href);
  if (seen === null) remember(href, version);
  return seen !== null && seen !== version;
}

/** Remembers the version that the reader has seen. */
export function remember(href, version) {
  try {
    localStorage.setItem(key(href), version);
  } catch {} // storage is off or full: there is no banner then
}

function recall(href) {
  try {
    return localStorage.getItem(key(href));
  } catch {
    return null;
  }
}

const key = (href) => `noticepress ${new URL(href, document.baseURI).href}`;

class NoticeElement extends HTMLElement {
  static observedAttributes = ["href", "show"];

  #isDue = false;

  connectedCallback() {
    this.#updateOnce();
  }

  attributeChangedCallback() {
    this.#updateOnce();
  }

  // The browser tells of each attribute and of the element by itself; one request answers them all.
  #updateOnce() {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (this.isConnected) this.update();
    });
  }

  async update() {
    const href = this.getAttribute("href");
    const kind = this.getAttribute("show") ?? "text";
    if (!href || !(kind in PARTS)) return;
    if (kind === "banner") this.setAttribute("role", "status"); // before it has words, so that they are read aloud
    try {
      const article = await fetchNotice(href);
      if (href === this.getAttribute("href")) this.show(kind, href, article);
    } catch (error) {
      console.warn("noticepress:", error.message);
    }
  }

  show(kind, href, article) {
    const { version } = article.dataset;
    const banner = article.querySelector(PARTS.banner);
    if (kind !== "banner") {
      banner?.remove();
      const part = kind === "text" ? article : article.querySelector(PARTS[kind]);
      this.lang = article.lang;
      this.dir = article.dir;
      this.replaceChildren(part);
    } else if (banner && hasChanged(href, version)) {
      const close = () => (remember(href, version), banner.remove());
      banner.querySelector(".noticepress-close").addEventListener("click", close);
      for (const link of banner.querySelectorAll("a")) link.addEventListener("click", () => remember(href, version));
      banner.lang = article.lang;
      banner.dir = article.dir;
      banner.hidden = false;
      this.replaceChildren(banner);
    }
  }
}

if (!customElements.get("noticepress-notice")) customElements.define("noticepress-notice", NoticeElement);
