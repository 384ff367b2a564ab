import assert from 'node:assert/strict';
import { parseChallenges } from '../../src/sources/oci/challenge.ts';
import { parseReference } from '../../src/sources/oci/reference.ts';

const digest = `sha256:${'0'.repeat(64)}`;

describe('a reference to an image in a registry', () => {
  for (const [text, registry, repository, tag, pinned = null] of [
    ['alpine', 'docker.io', 'library/alpine', 'latest'],
    ['alpine:3', 'docker.io', 'library/alpine', '3'],
    ['octo/app', 'docker.io', 'octo/app', 'latest'],
    ['docker.io/alpine', 'docker.io', 'library/alpine', 'latest'],
    ['index.docker.io/octo/app:1', 'docker.io', 'octo/app', '1'],
    ['ghcr.io/octo/app:v1.2', 'ghcr.io', 'octo/app', 'v1.2'],
    ['Registry.Example.org:5000/a/b/c', 'registry.example.org:5000', 'a/b/c', 'latest'],
    [`example.org/app@${digest}`, 'example.org', 'app', null, digest],
    [`example.org/app:v1@${digest}`, 'example.org', 'app', 'v1', digest],
    ['127.0.0.1:5000/app', '127.0.0.1:5000', 'app', 'latest'],
    ['[::1]:5000/app', '[::1]:5000', 'app', 'latest'],
    ['a__b/c--d/e.f', 'docker.io', 'a__b/c--d/e.f', 'latest'],
  ] as const) {
    it(`is taken apart [${text}]`, () => {
      assert.deepEqual(parseReference(text), { registry, repository, tag, digest: pinned });
    });
  }

  for (const text of [
    ...['', '/', 'App', 'a//b', 'a/', '/a', 'a:b:c', 'a:', 'a@sha256:00', 'a@', 'example.org/'],
    ...['a/../b', 'a/./b', 'exa mple.org/a', 'user:pw@example.org/a', 'example.org:99999999/a'],
    ...['example.org:99999/a', '[:::]:5000/a', '1.2.3.4.5/a', 'a.0x/a', '256.1.1.1/a'],
    ...[
      'https://example.org/a',
      'a?b=c',
      'a#b',
      `a@sha512:${'0'.repeat(128)}`,
      `a:${'t'.repeat(129)}`,
    ],
  ]) {
    it(`is none [${text.slice(0, 40)}]`, () => {
      assert.equal(parseReference(text), null);
    });
  }
});

describe('what a registry asks for', () => {
  for (const [header, expected] of [
    ['Basic realm="a \\"b\\""', [['basic', { realm: 'a "b"' }]]],
    [
      'Bearer realm="https://a/t",service=b,Scope="repository:c:pull,push"',
      [['bearer', { realm: 'https://a/t', service: 'b', scope: 'repository:c:pull,push' }]],
    ],
    [
      'Negotiate, Basic realm="x", Bearer realm="y"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
        ['bearer', { realm: 'y' }],
      ],
    ],
    ['Bearer realm="open', []],
    ['=', []],
    ['', []],
    [`Bearer realm="${'x'.repeat(5000)}"`, []],
  ] as const) {
    it(`is read [${header.slice(0, 40)}]`, () => {
      const challenges = parseChallenges(header);
      assert.deepEqual(
        challenges.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]),
        expected,
      );
    });
  }
});
