// The rules of tests/pages/test_html.py; each that differs from the presets says why.
export default {
  root: true,
  extends: ["html-validate:standard", "html-validate:document"],
  // RDFa: `<meta property>` may be anywhere (docs/decisions/0070-structured-data.md).
  elements: ["html5", { meta: { inherit: "meta", flow: true } }],
  rules: {
    // Files of the site itself come from where the page came from: a digest adds nothing.
    "require-sri": ["error", { target: "crossorigin" }],
  },
};
