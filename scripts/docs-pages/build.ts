import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAssets } from './build-assets.ts';
import { findDeadLinks } from './find-dead-links.ts';
import { firstPage } from './first-page.ts';
import { groupPages } from './groups.ts';
import { llmsText } from './llms.ts';
import { pageHtml } from './page-html.ts';
import { readPages } from './read-pages.ts';
import { renderMarkdown } from './render-markdown.ts';
import { sectionsOf } from './sections.ts';

const root = join(import.meta.dirname, '../..');

/** Files beside the pages that they lead to. */
const beside = ['monitoring', 'fulmar.schema.json'];

/**
 * Builds the documentation into the folder of a site: `docs/*.html`, the same as Markdown, what the search
 * looks through, and `llms.txt`. Throws where a link leads nowhere.
 */
export async function buildDocs(folder: string): Promise<void> {
  const docs = join(folder, 'docs');
  await mkdir(docs, { recursive: true });
  const pages = await readPages(root);
  const rendered = pages.map((page) => renderMarkdown(page, pages));
  const dead = findDeadLinks(rendered, root);
  if (dead.length > 0) throw new Error(`links that lead nowhere:\n${dead.join('\n')}`);
  const groups = groupPages(pages);
  const assets = await buildAssets(root, folder);
  await writeFile(join(docs, 'index.html'), pageHtml(firstPage(groups), groups, assets));
  const summaries = new Map(
    groups.flatMap(({ pages: listed }) => listed.map(({ name, summary }) => [name, summary])),
  );
  for (const { page, html, headings } of rendered) {
    const about = summaries.get(page.name) ?? '';
    const parts = { name: page.name, title: page.title, about, content: html, headings };
    await writeFile(join(docs, `${page.name}.html`), pageHtml(parts, groups, assets));
    await copyFile(join(root, page.file), join(docs, `${page.name}.md`));
  }
  await writeFile(join(docs, 'sections.json'), JSON.stringify(rendered.flatMap(sectionsOf)));
  await writeFile(join(folder, 'llms.txt'), llmsText(groups));
  for (const name of beside) {
    await cp(join(root, 'docs', name), join(docs, name), { recursive: true });
  }
}
