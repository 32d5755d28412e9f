const attributes = require("markdown-it-attrs");

const HEADING = /<h[23] id="([^"]+)"[^>]*>(.*?)<\/h[23]>/g;

module.exports = (config) => {
  config.setQuietMode(true);
  config.amendLibrary("md", (markdown) => markdown.use(attributes));
  config.addFilter("contents", (html) => [...html.matchAll(HEADING)].map(([, id, title]) => ({ id, title })));
  config.addGlobalData("locales", [LOCALES]);
  config.addGlobalData("layout", "text.njk");
  config.addGlobalData("permalink", () => (data) => `/${data.locale}/${data.notice}/${data.day}/`);
  return {
    dir: { input: "content", includes: "../_includes", output: "public" },
    markdownTemplateEngine: false,
    templateFormats: ["md"],
  };
};
