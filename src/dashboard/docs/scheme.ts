// Runs before the page is drawn. The colours that were chosen in the dashboard, where it keeps them.
try {
  const chosen = localStorage.getItem('mantine-color-scheme-value');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.scheme = chosen;
} catch {
  // Without a storage the system's colours remain.
}
