import { writeFile } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { readImageFile } from '../../../src/solo5/image-file.ts';
import { label } from '../../files/project-schema.ts';
import { defaultProjectFile } from '../../files/read-project.ts';
import { CommandError } from '../../output/command-error.ts';
import { explainFile } from '../../output/explain-file.ts';
import type { Context } from '../context.ts';
import { explainImage } from '../images/explain-image.ts';
import { newCommand, type Run } from '../new-command.ts';
import { firstProject } from './first-project.ts';
import { workflow } from './workflow.ts';

interface InitOptions {
  readonly file: string;
  readonly name?: string;
  readonly host?: string;
  readonly force?: true;
}

/** `init`: writes a first `fulmar.yaml` for an image; no server is asked. */
export const initCommand = (run: Run) => {
  const command = newCommand('init', {
    summary: 'Write fulmar.yaml for an image, without asking a server',
    description:
      'Its devices are those of the manifest of the image. Printed is a workflow for GitHub that ' +
      'deploys it, and the smallest token that it needs.',
    examples: [['fulmar init dist/hello.hvt --host one', 'for the host one']],
  })
    .argument('<image>', 'an ELF file for solo5')
    .option('-f, --file <file>', 'the file', defaultProjectFile)
    .option('--name <name>', 'the name of the unikernel (default: that of the file)')
    .option('--host <host>', 'the host that it is for')
    .option('--force', 'replace a file that is there');
  return command.action((image, options) =>
    run(command, (context) => init(context, image, options)),
  );
};

async function init({ out }: Context, image: string, options: InitOptions): Promise<void> {
  const { devices } = await readImageFile(image).catch((error: unknown) => {
    throw explainImage(image, error);
  });
  const { file, host = null, force } = options;
  if (host !== null) expectLabel('--host', host);
  if (options.name !== undefined) expectLabel('--name', options.name);
  const name = options.name ?? nameOf(image);
  const path = relative(dirname(resolve(file)), resolve(image)); // as the file has it
  const project = firstProject({ name, host, image: path, devices });
  await writeFile(file, project, { flag: force ? 'w' : 'wx' }).catch((error) => {
    const isThere = Reflect.get(Object(error), 'code') === 'EEXIST';
    throw explainFile(
      file,
      error,
      isThere ? 'it is there already; --force replaces it' : undefined,
    );
  });
  const apply = file === defaultProjectFile ? 'apply' : `apply -f ${quoted(file)}`;
  out.note(`Wrote ${file}: look at it, then run \`fulmar ${apply}\`.`);
  const scopes = scopesFor({ host, hasVolumes: devices.some(({ type }) => type === 'block') });
  const text = workflow({ name, host, image, scopes, apply });
  out.result({ file, name, host, scopes, workflow: text }, () => text);
}

/** The least that `apply` needs: without a host it looks for the only one. */
const scopesFor = ({
  host,
  hasVolumes,
}: {
  readonly host: string | null;
  readonly hasVolumes: boolean;
}) => [
  'unikernels:write',
  ...(hasVolumes ? ['volumes:write'] : []),
  ...(host === null ? ['hosts:read'] : []),
];

/** A word as a shell reads it: quoted if the shell would otherwise split or change it. */
const quoted = (word: string): string =>
  /^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** Throws where `apply` would not take it. */
function expectLabel(option: string, text: string): void {
  const { success, error } = label.safeParse(text);
  if (success) return;
  throw new CommandError(`${option} ${text}: it ${error.issues[0]?.message}.`);
}

/** What a file's name says, as a label. Throws where it says nothing. */
function nameOf(file: string): string {
  const name = basename(file)
    .toLowerCase()
    .replace(/\.[^.]*$/, '')
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 63);
  if (name !== '') return name;
  throw new CommandError('The name of the file makes no name: give one with --name.');
}
