import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { addressesFile, type HasPage, readAddresses } from './addresses.ts';
import { SiteContents } from './site-contents.ts';

/** How a file may be sent, the smallest first; the build has compressed each that gains by it. */
export const codings = ['br', 'gzip', 'identity'] as const;

export type Coding = (typeof codings)[number];

const suffixes: Readonly<Record<string, Coding>> = { '.br': 'br', '.gz': 'gzip' };

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.yaml': 'text/plain; charset=utf-8',
};

/** One file of the site. What it holds is read when it is asked for: together that is megabytes. */
export interface SiteFile {
  readonly type: string;
  /** Where its content is, in each coding that there is. */
  readonly places: ReadonlyMap<Coding, string>;
}

/** The dashboard and the documentation as they were built. Whatever is not in `files` is not served. */
export interface Site {
  /** `index.html`, with `noncePlaceholder` where the nonce of an answer belongs. */
  readonly page: string;
  /** Which addresses the page answers. */
  readonly hasPage: HasPage;
  /** By path, as `/assets/main-C8Zk2q.js`; a page of the documentation without `.html`, as `/docs/tokens`. */
  readonly files: ReadonlyMap<string, SiteFile>;
  /** Where what they hold is read. */
  readonly contents: SiteContents;
}

/** What the build writes into the page where the nonce of its styles belongs. */
export const noncePlaceholder = 'NONCE-OF-THIS-ANSWER';

/** Finds the files of a built site; null where there is none. */
export async function readSite(folder: string): Promise<Site | null> {
  const page = await readPage(join(folder, 'index.html'));
  if (page === null) return null;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('index.html') && name !== addressesFile);
  const originals = names.filter((name) => !(extname(name) in suffixes));
  const files = originals.map((name) => [pathOf(name), siteFile(folder, name, names)] as const);
  const hasPage = await readAddresses(folder);
  return { page, hasPage, files: new Map(files), contents: new SiteContents() };
}

async function readPage(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') return null;
    throw error;
  }
}

function siteFile(folder: string, name: string, names: readonly string[]): SiteFile {
  const places = new Map<Coding, string>([['identity', join(folder, name)]]);
  for (const [suffix, coding] of Object.entries(suffixes)) {
    if (names.includes(name + suffix)) places.set(coding, join(folder, name + suffix));
  }
  return { type: types[extname(name)] ?? 'application/octet-stream', places };
}

const pathOf = (name: string) => `/${name.split(sep).join('/')}`.replace(/(\/index)?\.html$/, '');
