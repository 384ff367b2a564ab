import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const parameters = '#/components/parameters';

describe('every list of the API', () => {
  let document: ReturnType<typeof JSON.parse>;
  before(async () => {
    document = JSON.parse(await readFile('docs/openapi.json', 'utf8'));
  });

  const schemaOf = (operation: ReturnType<typeof JSON.parse>) => {
    const schema = operation.responses[200]?.content?.['application/json']?.schema;
    const name = schema?.$ref?.split('/').at(-1);
    return name ? document.components.schemas[name] : schema;
  };
  const reads = () =>
    Object.entries<ReturnType<typeof JSON.parse>>(document.paths).flatMap(([path, { get }]) =>
      get ? [{ path, get, properties: schemaOf(get)?.properties ?? {} }] : [],
    );

  it('is paged by the one `limit` and the one `cursor`, with the one `next`, or comes whole', () => {
    let paged = 0;
    for (const { path, get, properties } of reads()) {
      const refs = new Set(get.parameters?.map(({ $ref }: { $ref?: string }) => $ref));
      const isPaged = refs.has(`${parameters}/Cursor`);
      assert.equal(refs.has(`${parameters}/Limit`), isPaged, path);
      const next = isPaged ? { $ref: '#/components/schemas/Next' } : undefined;
      assert.deepEqual(properties.next, next, path);
      if (isPaged) paged += 1;
    }
    assert.ok(paged >= 10);
  });

  it('knows no other words for it', () => {
    const others = reads().flatMap(({ path, get }) =>
      (get.parameters ?? [])
        .filter(({ in: place, deprecated }: Record<string, unknown>) => {
          return place === 'query' && deprecated !== true;
        })
        .filter(({ name }: { name: string }) =>
          /^(limit|cursor|before|after|next|page|offset|per_?page|size)$/i.test(name),
        )
        .map(({ name }: { name: string }) => `${path} ${name}`),
    );
    // Not a page of a list: where a stream begins.
    assert.deepEqual(others, ['/api/v1/events/live after']);
  });
});
