import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

/** The method of what operations do, by the first word of their names. */
const methods: Readonly<Record<string, string>> = {
  ...{ get: 'get', list: 'get', show: 'get', read: 'get', download: 'get', export: 'get' },
  ...{ watch: 'get', compare: 'get', change: 'patch', save: 'put', upload: 'put', set: 'put' },
  ...{ add: 'post', allow: 'post', create: 'post', make: 'post', invite: 'post', mute: 'post' },
  ...{ delete: 'delete', remove: 'delete', destroy: 'delete', revoke: 'delete', end: 'delete' },
  ...{ close: 'delete', unmute: 'delete', unlock: 'delete', lock: 'put', begin: 'put' },
  ...{ discard: 'delete', sign: 'post', reset: 'post', request: 'post', verify: 'post' },
  ...{ offer: 'post', start: 'post', answer: 'post', redeem: 'post', exchange: 'post' },
  ...{ mark: 'post', deploy: 'post', update: 'post', move: 'post', redeliver: 'post' },
  ...{ check: 'post', rotate: 'post', test: 'post', restart: 'post', rollback: 'post' },
  ...{ stop: 'post', recover: 'post', cancel: 'post' },
};

/** Acts, which are the end of their path. */
const acts = [
  'check',
  'rotate',
  'test',
  'restart',
  'rollback',
  'stop',
  'recover',
  'cancel',
  'move',
  'update',
  'redeliver',
];

/** For several accounts at once, there is no one thing to put; and a session ends by `signOut`. */
const exceptions = new Set(['setPolicies', 'signOut']);

interface Found {
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

describe('what is done by the API', () => {
  let operations: Found[];
  let description: string;
  before(async () => {
    const { info, paths } = JSON.parse(await readFile('docs/openapi.json', 'utf8'));
    ({ description } = info);
    operations = Object.entries<object>(paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, { deprecated }]) => !deprecated)
        .map(([method, { operationId: id }]) => ({ id, method, path })),
    );
  });

  it('is told in a table of nouns and verbs', () => {
    for (const row of ['| noun | all of them | one |', '| `/secrets` | GET | PUT, DELETE |']) {
      assert.ok(description.includes(row), row);
    }
    for (const { path } of operations) {
      const [, noun = ''] = /^\/api\/v1\/([^/]+)/.exec(path) ?? [];
      assert.ok(description.includes(`| \`/${noun}`), path);
    }
  });

  it('has a verb of the list, and the same method wherever it is done', () => {
    const others = operations.filter(({ id, method }) => {
      const [verb = ''] = /^[a-z]+/.exec(id) ?? [];
      return !exceptions.has(id) && methods[verb] !== method;
    });
    assert.deepEqual(others, []);
  });

  it('is a POST to a path that ends with it, where it is an act', () => {
    for (const act of acts) {
      const found = operations.filter(({ id }) => new RegExp(`^${act}(?![a-z])`).test(id));
      assert.ok(found.length > 0, act);
      for (const { method, path } of found) {
        assert.equal(method, 'post', path);
        assert.ok(path.endsWith(`/${act}`), path);
      }
    }
  });
});
