import { catalogue } from '../../src/base/errors.ts';

interface Operation {
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  /** A former address of another one. */
  readonly deprecated?: boolean;
}

/** What of an OpenAPI document the page needs. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** `docs/api.md`, from the OpenAPI document of a running server. */
export function apiPage(document: ApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
  const current = operations.filter(({ deprecated = false }) => !deprecated);
  const byTag = Map.groupBy(current, ({ tags }) => tags[0] ?? 'Other');
  const sections = [...byTag].map(([tag, members]) => {
    const rows = members.map(
      ({ method, path, summary, description = '' }) =>
        `| \`${method.toUpperCase()} ${path}\` | ${cell(summary, description)} |`,
    );
    return `## ${tag}\n\n| route | does |\n| --- | --- |\n${rows.join('\n')}\n`;
  });
  const codes = Object.entries(catalogue).map(
    ([code, { status, title }]) => `| ${status} | \`${code}\` | ${title} |`,
  );
  return `# The API, version 1

Made from the routes' own declarations. A running server shows the same with all schemas at \`/docs/api\`,
and as OpenAPI 3.1 at \`/api/v1/openapi.json\`. What holds for all of it: [conventions](api-conventions.md).

Every error is \`application/problem+json\` (RFC 9457) with a stable \`code\`, a \`detail\` for people, and
the \`requestId\` that the log knows it by. A \`POST\`, \`PUT\` or \`DELETE\` may carry an \`Idempotency-Key\`:
the same request again gets the first answer, for 24 hours. Kept is only the answer to a body that arrived
whole, and none that passes by itself: nothing from 500 on, and no \`volume-busy\`, \`unikernel-busy\`,
\`upload-incomplete\`, \`request-timeout\` or \`too-many-requests\`. After those the key is free for another try.
While the first try runs the answer is 409 \`request-running\`; where it was cut off with its server, the
next one is made anew. Each server keeps at most a thousand refusals an hour of an account: a repeat of a further
one is made anew. A secret is not kept: its answer is 409 \`answer-not-kept\` the second time.

Answers of a former address, as \`/users\` for \`/accounts\`, say so: \`Deprecation\` (RFC 9745), \`Sunset\` (RFC 8594)
and a \`Link\` to the one that took its place. They are in the OpenAPI document as deprecated, and not below.

Text is taken without control characters and halves of surrogate pairs (\`"\\ud800"\`), in bodies as in
queries; a description, PEM and the like may have several lines. Names lose the blanks at their ends.
Passwords and arguments are taken as they are, without U+0000.

${sections.join('\n')}
## Problems

| status | code | means |
| --- | --- | --- |
${codes.join('\n')}
`;
}

const cell = (summary: string, description: string) =>
  [`**${summary}.**`, description.replace(/\s*\n\s*/g, ' ')]
    .join(' ')
    .trim()
    .replaceAll('|', '\\|');
