import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { selectPage } from '../../src/unikernels/list-query.ts';
import { defaultArguments } from '../../src/unikernels/plan-arguments.ts';
import { infoFrom } from '../../src/unikernels/running-arguments.ts';
import { type UnikernelView, viewForeign } from '../../src/unikernels/view-unikernel.ts';

function viewOf(host: string, domain: string, name: string): UnikernelView {
  const info = infoFrom(defaultArguments, 'ab', {
    path: [parseLabel(domain)],
    label: parseLabel(name),
  });
  return viewForeign(parseLabel(host), { domain: parseLabel(domain), name }, info, true);
}

describe('a list that is asked for in pages', () => {
  const views = ['a-b', 'a', 'a.b', 'b'].flatMap((host) =>
    ['web', 'web-1', 'web.1', 'w'].flatMap((name) =>
      ['bob', 'alice'].map((domain) => viewOf(host, domain, name)),
    ),
  );
  const keyOf = ({ key }: UnikernelView) => `${key.host} ${key.name} ${key.domain}`;

  for (const limit of [1, 3, 7, 100]) {
    it(`holds each once, by host and name, whatever their names [${limit} a page]`, () => {
      const all: string[] = [];
      let cursor: string | undefined;
      do {
        const page = selectPage(views, { limit, ...(cursor && { cursor }) });
        all.push(...page.data.map(keyOf));
        cursor = page.next ?? undefined;
      } while (cursor);
      assert.deepEqual(all, views.map(keyOf).sort());
    });
  }
});
