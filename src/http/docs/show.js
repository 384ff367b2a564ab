// Runs in the browser, on the page at /docs/api.
globalThis.SwaggerUIBundle({
  url: '../api/v1/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  persistAuthorization: false,
});
