import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RenderedPage } from './render-markdown.ts';

/** Every link of the documentation that leads nowhere, as `docs/tokens.md: volumes#nothing`. */
export function findDeadLinks(rendered: readonly RenderedPage[], root: string): string[] {
  const anchors = new Map(
    rendered.map(({ page, headings }) => [page.name, new Set(headings.map(({ id }) => `#${id}`))]),
  );
  return rendered.flatMap(({ page, targets }) =>
    targets.flatMap((target) => {
      if (target.kind === 'elsewhere') return [];
      if (target.kind === 'page') {
        if (target.anchor === '' || anchors.get(target.name)?.has(target.anchor)) return [];
        return [`${page.file}: ${target.name}${target.anchor}`];
      }
      const path = target.kind === 'file' ? join('docs', target.path) : target.path;
      return existsSync(join(root, path)) ? [] : [`${page.file}: ${path}`];
    }),
  );
}
