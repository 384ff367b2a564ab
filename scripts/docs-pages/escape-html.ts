const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in HTML, in attributes too. */
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (mark) => named[mark] ?? mark);
