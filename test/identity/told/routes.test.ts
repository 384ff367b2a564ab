import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { serveIdentity } from '../accounts/http-fixture.ts';

/** The parts of the document that others refer to, such as schemas, by their kinds and names. */
const partsOf = (document: object): [string, object][] =>
  Object.entries(Object(document).components).flatMap(([kind, parts]) =>
    Object.entries(Object(parts)).map(([name, part]): [string, object] => [
      `${kind}/${name}`,
      Object(part),
    ]),
  );

describe('the routes of identity', () => {
  let own: object;
  let whole: object;
  before(async () => {
    const server = await serveIdentity();
    own = Object((await server.ask('/openapi.json')).json);
    await server.close();
    whole = JSON.parse(await readFile('docs/openapi.json', 'utf8'));
  });

  it('are described as the document says that is committed', () => {
    const { paths } = Object(whole);
    for (const [path, operations] of Object.entries(Object(own).paths)) {
      assert.deepEqual(operations, paths[path], path);
    }
  });

  it('take and answer what it says', () => {
    const described = new Map(partsOf(whole));
    for (const [name, part] of partsOf(own)) assert.deepEqual(part, described.get(name), name);
  });
});
