import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ruleset, Spectral } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';

/** The document as `npm run docs` writes it; CI fails where that is not current. */
const file = 'docs/openapi.json';

describe('the OpenAPI document', function () {
  this.timeout(120_000); // seconds of computing, beside other files
  let document: string;
  before(async () => {
    document = await readFile(file, 'utf8');
  });

  it('keeps the rules that Redocly recommends', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const found = await lintFromString({ source: document, absoluteRef: `/${file}`, config });
    const faults = found.map(
      ({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`,
    );
    assert.deepEqual(faults, []);
  });

  it('keeps the rules that Spectral recommends', async () => {
    const spectral = new Spectral();
    spectral.setRuleset(new Ruleset({ extends: [[oas, 'recommended']] }));
    const found = await spectral.run(document);
    const faults = found.map(({ code, message, path }) => `${code}: ${message} ${path.join('/')}`);
    assert.deepEqual(faults, []);
  });
});
