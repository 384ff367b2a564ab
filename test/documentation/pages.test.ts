import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findDeadLinks } from '../../scripts/docs-pages/find-dead-links.ts';
import { groupPages } from '../../scripts/docs-pages/groups.ts';
import { type DocsPage, readPages } from '../../scripts/docs-pages/read-pages.ts';
import { renderMarkdown } from '../../scripts/docs-pages/render-markdown.ts';
import { sectionsOf } from '../../scripts/docs-pages/sections.ts';

const root = join(import.meta.dirname, '../..');

const pageOf = (markdown: string, name = 'one'): DocsPage => ({
  name,
  file: `docs/${name}.md`,
  title: 'One',
  about: 'About it. More.',
  markdown,
});

const other = pageOf('# Two\n\n## A part of `it`: this\n\nText.', 'two');

function render(markdown: string) {
  const page = pageOf(markdown);
  return [page, other].map((each) => renderMarkdown(each, [page, other]));
}

describe('the pages of the documentation', () => {
  it('lead nowhere that does not exist, and are each in a group', async () => {
    const pages = await readPages(root);
    const rendered = pages.map((page) => renderMarkdown(page, pages));
    assert.deepEqual(findDeadLinks(rendered, root), []);
    assert.equal(groupPages(pages).flatMap((group) => group.pages).length, pages.length);
  });

  it('have their server and token in the same variables everywhere', async () => {
    const pages = await readPages(root);
    const known = ['FULMAR_URL', 'FULMAR_TOKEN', 'ADMIN_TOKEN'];
    const lines = pages.flatMap(({ file, markdown }) =>
      [...markdown.matchAll(/Bearer \$(\w+)|\$(\w+)\/api\//g)]
        .filter(([, token, server]) => !known.includes(token ?? server ?? ''))
        .map(([found]) => `${file}: ${found}`),
    );
    assert.deepEqual(lines, []);
  });

  it('name each other without their files’ ends, and are checked', () => {
    const [page, ...rest] = render(
      '# One\n\n[a](two.md#a-part-of-it-this) [b](two.md#gone) [c](gone.json)',
    );
    assert.match(page?.html ?? '', /<a href="two#a-part-of-it-this">a<\/a>/);
    assert.deepEqual(findDeadLinks(page ? [page, ...rest] : [], root), [
      'docs/one.md: two#gone',
      'docs/one.md: docs/gone.json',
    ]);
  });

  it('name what only a checkout has, without a link', () => {
    const [page] = render('# One\n\n[the table](../package.json)');
    assert.match(page?.html ?? '', /<p>the table<\/p>/);
  });

  it('name headings of one text apart, and are divided at them for the search', () => {
    const [page] = render('# One\n\nBefore.\n\n## Part\n\nFirst `a < b`.\n\n## Part\n\nSecond.');
    assert.deepEqual(page && sectionsOf(page), [
      { at: 'one', page: 'One', heading: '', text: 'Before.' },
      { at: 'one#part', page: 'One', heading: 'Part', text: 'First a < b.' },
      { at: 'one#part-1', page: 'One', heading: 'Part', text: 'Second.' },
    ]);
  });

  it('show code as it stands, and nothing of it as HTML', () => {
    const [page] = render('# One\n\n    curl "<b>" && x');
    assert.match(page?.html ?? '', /<code>curl &quot;&lt;b&gt;&quot; &amp;&amp; x<\/code>/);
  });
});
