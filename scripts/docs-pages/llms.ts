import type { DocsGroup } from './groups.ts';

/** `/llms.txt` (llmstxt.org): the pages for programs that read, each as Markdown. */
export function llmsText(groups: readonly DocsGroup[]): string {
  const parts = groups.map(({ title, pages }) => {
    const lines = pages.map(
      ({ name, title: label, summary }) => `- [${label}](docs/${name}.md): ${summary}`,
    );
    return `## ${title}\n\n${lines.join('\n')}\n`;
  });
  return `# Fulmar

> A control plane for MirageOS unikernels on albatross hosts: deploy, update, watch and restart them through an API,
> a command and a dashboard.

The API is described by [openapi.json](api/v1/openapi.json), OpenAPI 3.1; the command is at [cli](cli).

${parts.join('\n')}`;
}
