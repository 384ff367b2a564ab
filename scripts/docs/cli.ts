import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What of a command's outline the page needs. */
interface Outline {
  readonly path: readonly string[];
  readonly aliases: readonly string[];
  readonly usage: string;
  readonly description: string;
  readonly arguments: readonly Term[];
  readonly options: readonly Term[];
  readonly below: readonly Outline[];
}

interface Term {
  readonly term: string;
  readonly description: string;
}

/** `docs/cli-reference.md`, and the JSON schema of `fulmar.yaml`, both as the command prints them. */
export async function cliPages(): Promise<{ readonly reference: string; readonly schema: string }> {
  const outline: Outline = JSON.parse(await print('man', '--json'));
  return { reference: referencePage(outline), schema: await print('schema') };
}

async function print(...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['cli/main.ts', ...words]);
  return stdout;
}

function referencePage(root: Outline): string {
  const commands = leaves(root).map(sectionOf);
  return `# Every command of \`fulmar\`

Made from the commands themselves; \`fulmar COMMAND --help\` and \`fulmar man\` say the same. [How to use
it](cli.md).

## Every command takes

${table(root.options)}
${commands.join('\n')}`;
}

function leaves(outline: Outline): Outline[] {
  return outline.below.length === 0 ? [outline] : outline.below.flatMap(leaves);
}

function sectionOf({ path, aliases, usage, description, arguments: given, options }: Outline) {
  const also = aliases.length > 0 ? ` Also \`${aliases.join('`, `')}\`.` : '';
  const terms = [...given, ...options];
  return `## ${path.join(' ')}

    ${[...path, usage].join(' ')}

${description}${also}
${terms.length > 0 ? `\n${table(terms)}` : ''}`;
}

function table(terms: readonly Term[]): string {
  const rows = terms.map(({ term, description }) => `| \`${cell(term)}\` | ${cell(description)} |`);
  return `| | |\n| --- | --- |\n${rows.join('\n')}\n`;
}

const cell = (text: string) => text.replaceAll('|', '\\|');
