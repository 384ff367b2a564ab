import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Router from '@koa/router';
import { catalogue, Problem } from '../../base/errors.ts';
import type { HttpContext, RequestState } from '../context.ts';
import { reply } from '../reply.ts';
import { pagePolicy } from '../security-headers.ts';

const swagger = fileURLToPath(new URL('.', import.meta.resolve('swagger-ui-dist/package.json')));

/** What the page loads, by its name below `/docs/`. */
const assets = new Map([
  ['swagger-ui.css', { folder: swagger, type: 'text/css' }],
  ['swagger-ui-bundle.js', { folder: swagger, type: 'text/javascript' }],
  ['favicon-32x32.png', { folder: swagger, type: 'image/png' }],
  ['show.js', { folder: import.meta.dirname, type: 'text/javascript' }],
]);

/**
 * Serves the OpenAPI document, which is described when somebody first asks for it, and the API's
 * documentation for people: Swagger UI from our own origin.
 */
export function addDocs(router: Router<RequestState>, describe: () => object): void {
  // Octets: a text of that size would be encoded anew for each who asks.
  let json: Buffer | null = null;
  const page = Buffer.from(renderPage());
  router.get('/api/v1/openapi.json', (context) => {
    context.state.route = '/api/v1/openapi.json';
    const headers = { 'content-type': 'application/json' };
    json ??= Buffer.from(JSON.stringify(describe()));
    reply(context, { status: 200, headers, body: json });
  });
  router.get('/docs', (context) => {
    context.state.route = '/docs';
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    const policy = { 'content-security-policy': pagePolicy };
    reply(context, { status: 200, headers: { ...headers, ...policy }, body: page });
  });
  router.get('/docs/:asset', async (context) => {
    context.state.route = '/docs/:asset';
    await sendAsset(context);
  });
}

async function sendAsset(context: HttpContext): Promise<void> {
  const { asset: name } = context.params;
  const asset = assets.get(name);
  if (!asset) throw new Problem('not-found', 'There is nothing at this address.');
  const type = asset.type.startsWith('text/') ? `${asset.type}; charset=utf-8` : asset.type;
  const headers = { 'content-type': type, 'cache-control': 'public, max-age=3600' };
  reply(context, { status: 200, headers, body: await readFile(join(asset.folder, name)) });
}

/** It names what it loads relative to its own address, since only a proxy may know what is before that. */
function renderPage(): string {
  const rows = Object.entries(catalogue).map(
    ([code, { status, title }]) =>
      `<tr id="${code}"><td>${status}</td><td><code>${code}</code></td><td>${title}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Fulmar API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<section class="swagger-ui">
<div class="wrapper">
<h2>Problems</h2>
<table>
<thead><tr><th>Status</th><th>Code</th><th>Meaning</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table>
</div>
</section>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/show.js"></script>
</body>
</html>
`;
}
