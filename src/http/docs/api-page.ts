import { catalogue } from '../../base/errors.ts';

/** The page at `/docs/api`. It names what it loads relative to its own address, since only a proxy may know what is before that. */
export function renderApiPage(): string {
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
<link rel="icon" href="favicon-32x32.png">
<link rel="stylesheet" href="swagger-ui.css">
<link rel="stylesheet" href="api-page.css">
</head>
<body>
<header class="head">
<a class="brand" href="../">Fulmar</a>
<a href="../docs">Documentation</a>
</header>
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
<script src="swagger-ui-bundle.js"></script>
<script src="show.js"></script>
</body>
</html>
`;
}
