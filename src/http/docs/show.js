// Runs in the browser, on the page at /docs/api.

// The colours that were chosen in the dashboard, where it keeps them, or else the system's.
const dark = matchMedia('(prefers-color-scheme: dark)');
function color() {
  let chosen = null;
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value');
  } catch {
    // Without a storage the system's colours remain.
  }
  const isDark = chosen === 'dark' || (chosen !== 'light' && dark.matches);
  document.documentElement.classList.toggle('dark-mode', isDark);
}
color();
dark.addEventListener('change', color);

globalThis.SwaggerUIBundle({
  url: '../api/v1/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  persistAuthorization: false,
});
