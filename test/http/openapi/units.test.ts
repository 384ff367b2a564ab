import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { quantitiesOf } from '../../../scripts/docs/quantities.ts';

describe('every quantity of the API', () => {
  let quantities: ReturnType<typeof quantitiesOf>;
  before(async () => {
    quantities = quantitiesOf(JSON.parse(await readFile('docs/openapi.json', 'utf8')));
  });

  it('says its unit, by its name or in its description', () => {
    const without = quantities.filter(({ unit }) => unit === null).map(({ name }) => name);
    assert.deepEqual([...new Set(without)], []);
    assert.ok(quantities.length > 50);
  });

  it('has one unit wherever it has that name', () => {
    const units = Map.groupBy(quantities, ({ name }) => name);
    const several = [...units].filter(([, each]) => new Set(each.map(({ unit }) => unit)).size > 1);
    assert.deepEqual(
      several.map(([name]) => name),
      [],
    );
  });

  it('is not found where there is none, and is missed where its unit is not said', () => {
    const number = { type: 'number' };
    const properties = { memory: number, tookMs: number, port: number, name: { type: 'string' } };
    assert.deepEqual(quantitiesOf({ schema: { properties } }), [
      { name: 'memory', unit: null },
      { name: 'tookMs', unit: 'milliseconds' },
    ]);
  });
});
