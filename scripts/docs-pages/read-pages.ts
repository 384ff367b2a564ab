import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';

/** A page of the documentation, as its Markdown has it. */
export interface DocsPage {
  /** Its address below `/docs/`: `tokens`. */
  readonly name: string;
  /** Where it is in the repository: `docs/tokens.md`. */
  readonly file: string;
  readonly title: string;
  /** The first paragraph after the title, in Markdown. */
  readonly about: string;
  readonly markdown: string;
}

/** Pages that are not in `docs/`. */
const outside = ['CHANGELOG.md', 'CONTRIBUTING.md'];

/** Those that would be at an address of something else: `/docs/api` is the API to be tried. */
const renamed: Readonly<Record<string, string>> = { 'docs/api.md': 'routes' };

/** Reads every page of the repository below `root`. */
export async function readPages(root: string): Promise<DocsPage[]> {
  const names = await readdir(join(root, 'docs'));
  const inside = names.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
  return await Promise.all([...inside.sort(), ...outside].map((file) => readPage(root, file)));
}

async function readPage(root: string, file: string): Promise<DocsPage> {
  const markdown = await readFile(join(root, file), 'utf8');
  const [, title] = /^# (.+)$/m.exec(markdown) ?? [];
  if (!title) throw new Error(`${file} has no title`);
  const paragraphs = markdown.split(/\n{2,}/).slice(1);
  const about = paragraphs.find((text) => /^[\p{L}`[]/u.test(text)) ?? '';
  const name = renamed[file] ?? parse(file).name.toLowerCase();
  return { name, file, title: title.replaceAll('`', ''), about, markdown };
}
