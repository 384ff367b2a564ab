import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Router from '@koa/router';
import type { HttpContext, RequestState } from '../context.ts';
import { reply } from '../reply.ts';
import { pagePolicy } from '../security-headers.ts';
import { renderApiPage } from './api-page.ts';
import { apiStyle } from './api-style.ts';

const swagger = fileURLToPath(new URL('.', import.meta.resolve('swagger-ui-dist/package.json')));

/** What the page of the API loads, by its name below `/docs/`. */
const assets = new Map([
  ['swagger-ui.css', { folder: swagger, type: 'text/css' }],
  ['swagger-ui-bundle.js', { folder: swagger, type: 'text/javascript' }],
  ['favicon-32x32.png', { folder: swagger, type: 'image/png' }],
  ['show.js', { folder: import.meta.dirname, type: 'text/javascript' }],
]);

/** Browsers keep what the page loads for an hour. */
const kept = { 'cache-control': 'public, max-age=3600' };

/**
 * Serves the OpenAPI document, which is described when somebody first asks for it, and the API for people:
 * Swagger UI from our own origin. The other pages of the documentation are part of the site.
 */
export function addDocs(router: Router<RequestState>, describe: () => Promise<object>): void {
  // Octets: a text of that size would be encoded anew for each who asks.
  let json: Buffer | null = null;
  const page = Buffer.from(renderApiPage());
  router.get('/api/v1/openapi.json', async (context) => {
    context.state.route = '/api/v1/openapi.json';
    const headers = { 'content-type': 'application/json' };
    json ??= Buffer.from(JSON.stringify(await describe()));
    reply(context, { status: 200, headers, body: json });
  });
  router.get('/docs/api', (context) => {
    context.state.route = '/docs/api';
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    const policy = { 'content-security-policy': pagePolicy };
    reply(context, { status: 200, headers: { ...headers, ...policy }, body: page });
  });
  router.get('/docs/api-page.css', (context) => {
    context.state.route = '/docs/:asset';
    const headers = { 'content-type': 'text/css; charset=utf-8', ...kept };
    reply(context, { status: 200, headers, body: apiStyle });
  });
  for (const [name, { folder, type }] of assets) {
    const send = sendAsset(join(folder, name), type);
    router.get(`/docs/${name}`, send);
  }
}

/** All who are sent a file at the same time are sent the same octets, which nobody keeps after that. */
function sendAsset(file: string, type: string): (context: HttpContext) => Promise<void> {
  const textType = type.startsWith('text/') ? `${type}; charset=utf-8` : type;
  const headers = { 'content-type': textType, ...kept };
  let read: WeakRef<Buffer> | null = null;
  return async (context) => {
    context.state.route = '/docs/:asset';
    const body = read?.deref() ?? (await readFile(file));
    read = new WeakRef(body);
    reply(context, { status: 200, headers, body });
  };
}
