import { addCopyButtons } from './copy-buttons.ts';
import { addSearchBox } from './search-box.ts';
import './colors.css';
import './page.css';
import './search.css';
import './content.css';

// Runs on the pages of the documentation, which are whole without it.
const place = document.querySelector('#search');
if (place) {
  const field = addSearchBox(document, place, document.documentElement.dataset.docs ?? './');
  addEventListener('keydown', (event) => {
    const typing = document.activeElement?.matches('input, textarea, select');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
  });
}
addCopyButtons(document);
// The list of pages is beside the page where there is room, and else opened by whoever wants it.
const pages = document.querySelector<HTMLDetailsElement>('nav.pages details');
const roomy = matchMedia('(min-width: 62em)');
const settle = () => {
  if (pages) pages.open = roomy.matches;
};
roomy.addEventListener('change', settle);
settle();
