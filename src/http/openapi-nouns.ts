/** Paths of an OpenAPI document, as far as the table needs them. */
type Paths = Readonly<Record<string, object>>;

const titles = ['noun', 'all of them', 'one', 'its parts, and acts'];

/** One noun, and what is done with it. */
interface Noun {
  /** Of all of them: `GET`, `POST`. */
  readonly collection: string[];
  /** Of one: `GET`, `PUT`, `PATCH`, `DELETE`. */
  readonly item: string[];
  /** Parts and acts, each with its method. */
  readonly further: string[];
}

/** The table of what is done with which noun of the API, in Markdown. */
export function nounTable(paths: Paths, prefix: string): string {
  const rows = [titles, titles.map(() => '---'), ...nounRows(paths, prefix)];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A row for each noun of the API: its path, what is done with all of them and with one, and its parts and acts. */
export function nounRows(paths: Paths, prefix: string): string[][] {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => !operation.deprecated)
      .map(([method]) => ({ path: path.slice(prefix.length), method: method.toUpperCase() })),
  );
  const collections = collectionsOf(operations.map(({ path }) => path));
  const nouns = new Map<string, Noun>();
  for (const { path, method } of operations) {
    const name = nounOf(path, collections);
    const noun = nouns.get(name) ?? { collection: [], item: [], further: [] };
    nouns.set(name, noun);
    const rest = path.slice(name.length);
    if (rest === '') noun.collection.push(method);
    else if (/^\/\{\w+\}$/.test(rest)) noun.item.push(method);
    else noun.further.push(`\`${method} …${rest.replace(/^\/\{\w+\}/, '')}\``);
  }
  return [...nouns].map(([name, noun]) => [
    `\`${name}\``,
    noun.collection.join(', '),
    noun.item.join(', '),
    noun.further.join(', '),
  ]);
}

/** What has members that are asked for one by one. */
function collectionsOf(paths: readonly string[]): readonly string[] {
  const members = paths.filter((path) => path.endsWith('}'));
  const found = new Set(members.map((path) => path.slice(0, path.lastIndexOf('/'))));
  return [...found].sort((one, other) => other.length - one.length);
}

function nounOf(path: string, collections: readonly string[]): string {
  const found = collections.find((each) => path === each || path.startsWith(`${each}/`));
  return found ?? path.split('/').slice(0, 2).join('/');
}
