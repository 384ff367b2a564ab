import MiniSearch from 'minisearch';

/** A part of a page, as the build lists them in `sections.json`. */
export interface Section {
  /** Below `/docs/`: `tokens#presenting-it`. */
  readonly at: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

const shown = 8;

/** Makes the search through all parts of the documentation: the best first, at most eight. */
export function createSearch(sections: readonly Section[]): (words: string) => Section[] {
  const byAddress = new Map(sections.map((section) => [section.at, section]));
  const index = new MiniSearch<Section>({
    idField: 'at',
    fields: ['heading', 'page', 'text'],
    searchOptions: {
      boost: { heading: 4, page: 3 },
      prefix: true,
      fuzzy: (word) => (word.length > 4 ? 0.2 : false),
      combineWith: 'AND',
    },
  });
  index.addAll([...byAddress.values()]);
  return (words) =>
    index
      .search(words)
      .slice(0, shown)
      .flatMap(({ id }) => byAddress.get(`${id}`) ?? []);
}

/** What a part says around the first of the words that it has. */
export function excerpt({ text }: Section, words: string): string {
  const places = words
    .toLowerCase()
    .split(/\s+/)
    .map((word) => text.toLowerCase().indexOf(word))
    .filter((place) => place >= 0);
  const first = Math.max(0, Math.min(...(places.length > 0 ? places : [0])) - 30);
  const begin = first === 0 ? 0 : text.indexOf(' ', first) + 1;
  return `${begin > 0 ? '… ' : ''}${text.slice(begin, begin + 110)}`;
}
