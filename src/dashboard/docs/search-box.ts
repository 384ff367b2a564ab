import { createSearch, excerpt, type Section } from './search.ts';

/**
 * A field that searches the documentation as one types: arrows choose, Enter opens, Escape closes. What it
 * looks through is loaded when it is used first, from `docs`, the address of the pages.
 */
export function addSearchBox(page: Document, place: Element, docs: string): HTMLInputElement {
  place.innerHTML = `<input type="search" role="combobox" aria-label="Search the documentation" aria-expanded="false"
    aria-controls="results" aria-autocomplete="list" autocomplete="off" placeholder="Search ( / )">
    <ul id="results" role="listbox" aria-label="Found" hidden></ul><p class="status" role="status"></p>`;
  const field = place.querySelector('input');
  const list = place.querySelector('ul');
  const status = place.querySelector('p');
  if (!field || !list || !status) throw new Error('the search has no place');
  let loading: Promise<(words: string) => Section[]> | null = null;
  let chosen = -1;

  const choose = (index: number) => {
    const { length } = list.children;
    chosen = length === 0 ? -1 : (index + length) % length;
    [...list.children].forEach((item, at) => {
      item.setAttribute('aria-selected', `${at === chosen}`);
      if (at === chosen) item.scrollIntoView({ block: 'nearest' });
    });
    if (chosen < 0) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', `result-${chosen}`);
  };
  const close = () => {
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
  };
  const search = async () => {
    const words = field.value.trim();
    if (words === '') {
      status.textContent = '';
      list.replaceChildren();
      return close();
    }
    loading ??= load(docs);
    const find = await loading;
    if (words !== field.value.trim()) return;
    const found = find(words);
    list.replaceChildren(...found.map((section, at) => item(page, section, at, words, docs)));
    list.hidden = found.length === 0;
    field.setAttribute('aria-expanded', `${found.length > 0}`);
    status.textContent = found.length === 0 ? 'No results' : `${found.length} found`;
    status.classList.toggle('empty', found.length === 0);
    choose(found.length > 0 ? 0 : -1);
  };
  const tell = () => {
    loading = null; // the next letter tries again
    status.textContent = 'Search could not be loaded';
    status.classList.add('empty');
  };
  field.addEventListener('input', () => search().catch(tell));
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      choose(chosen + (event.key === 'ArrowDown' ? 1 : -1));
    }
    if (event.key === 'Enter') list.children[chosen]?.querySelector('a')?.click();
    if (event.key === 'Escape') close();
  });
  page.addEventListener('click', ({ target }) => {
    if (target instanceof Node && (!place.contains(target) || list.contains(target))) close();
  });
  return field;
}

async function load(docs: string): Promise<(words: string) => Section[]> {
  const answer = await fetch(`${docs}sections.json`);
  if (!answer.ok) throw new Error(`the search was refused: ${answer.status}`);
  const sections: readonly Section[] = await answer.json();
  return createSearch(sections);
}

function item(page: Document, section: Section, at: number, words: string, docs: string): Element {
  const element = page.createElement('li');
  element.id = `result-${at}`;
  element.role = 'option';
  const link = page.createElement('a');
  link.href = docs + section.at;
  link.tabIndex = -1;
  const title = page.createElement('strong');
  title.textContent = section.heading ? `${section.page} › ${section.heading}` : section.page;
  const text = page.createElement('span');
  text.textContent = excerpt(section, words);
  link.append(title, text);
  element.append(link);
  return element;
}
