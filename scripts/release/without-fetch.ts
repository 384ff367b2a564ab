import http from 'node:http';
import type { Plugin } from 'rolldown';

/** What `node:http` gives from Node's own `fetch`, and loads it for. */
const ofFetch = new Set(['CloseEvent', 'MessageEvent', 'WebSocket']);

const virtual = '\0http';

/** Where Koa asks whether a body is an answer of `fetch`. */
const koa = /\/node_modules\/koa\/lib\/(application|response)\.js$/;
const question = / instanceof Response\b/;

/**
 * Has the server start without Node's `fetch`, which it never calls, and which takes some 14 MB: `import` of
 * `node:http` reads everything that this exports and so loads it, and Koa loads it to ask whether a stream is
 * an answer of it.
 */
export function withoutFetch(): Plugin {
  return {
    name: 'without-fetch',
    resolveId: (source, _importer, { kind }) =>
      kind === 'import-statement' && /^(node:)?http$/.test(source) ? virtual : null,
    load: (id) => (id === virtual ? httpModule() : null),
    transform(code, id) {
      if (!koa.test(id)) return null;
      if (!question.test(code)) this.error(`${id} does not ask for a Response any more`);
      return code.replace(question, ' instanceof (class Response {})');
    },
  };
}

function httpModule(): string {
  const names = Object.keys(http).filter((name) => !ofFetch.has(name));
  return `const http = process.getBuiltinModule('node:http');
export default http;
export const { ${names.join(', ')} } = http;
`;
}
