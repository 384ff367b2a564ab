import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What a step of a job left behind. */
export interface StepResult {
  readonly code: number;
  /** All that it wrote, as it stands in the job's log before secrets are hidden. */
  readonly log: string;
  /** What the job's log shows: secrets hidden. */
  readonly shown: string;
  /** The messages of `::error::`. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** The declaration of the action, as far as the runner needs it. */
export interface ActionDeclaration {
  readonly inputs: ReadonlyMap<string, string>;
  readonly outputs: readonly string[];
  readonly using: string;
  readonly main: string;
}

/** Reads `action.yml`: two levels of names, and scalars. */
export async function readDeclaration(): Promise<ActionDeclaration> {
  const text = await readFile(join(root, 'action.yml'), 'utf8');
  const section = (name: string) =>
    new RegExp(`^${name}:\\n((?: .*\\n|\\n)+)`, 'm').exec(text)?.[1] ?? '';
  const members = (name: string) =>
    section(name)
      .split(/^ {2}(?=\w)/m)
      .slice(1);
  const nameOf = (member: string) => member.slice(0, member.indexOf(':'));
  const scalar = (within: string, name: string) =>
    new RegExp(`^ +${name}: (.*)$`, 'm').exec(within)?.[1]?.replace(/^(['"])(.*)\1$/, '$2') ?? '';
  const inputs = members('inputs').map(
    (member) => [nameOf(member), scalar(member, 'default')] as const,
  );
  return {
    inputs: new Map(inputs),
    outputs: members('outputs').map(nameOf),
    using: scalar(section('runs'), 'using'),
    main: scalar(section('runs'), 'main'),
  };
}

/** Runs the action as the runner does: inputs as variables, files for outputs and the summary. */
export async function runStep(
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-step-'));
  try {
    const declared = await readDeclaration();
    const files = { outputs: join(folder, 'outputs'), summary: join(folder, 'summary') };
    for (const file of Object.values(files)) await writeFile(file, '');
    const given: Record<string, string> = {};
    for (const [name, standard] of declared.inputs) {
      given[`INPUT_${name.toUpperCase()}`] = inputs[name] ?? standard;
    }
    const env = {
      PATH: '',
      GITHUB_OUTPUT: files.outputs,
      GITHUB_STEP_SUMMARY: files.summary,
      ...given,
      ...environment,
    };
    const { code, log } = await run(join(root, declared.main), env);
    return {
      code,
      log,
      shown: hideSecrets(log),
      errors: messages(log, 'error'),
      warnings: messages(log, 'warning'),
      outputs: readOutputs(await readFile(files.outputs, 'utf8')),
      summary: await readFile(files.summary, 'utf8'),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(main: string, env: Record<string, string>) {
  const { promise, resolve: end } = Promise.withResolvers<{ code: number; log: string }>();
  execFile(process.execPath, [main], { env, cwd: tmpdir() }, (error, stdout, stderr) => {
    end({ code: Number(error?.code ?? 0), log: stdout + stderr });
  });
  return promise;
}

/** The runner's part: from `::add-mask::` on, what it names is shown as `***`; commands are not. */
function hideSecrets(log: string): string {
  const secrets = messages(log, 'add-mask');
  const lines = log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), lines.join('\n'));
}

function messages(log: string, command: string): string[] {
  const lines = log.split('\n').filter((line) => line.startsWith(`::${command}::`));
  return lines.map((line) => decodeURIComponent(line.slice(command.length + 4)));
}

function readOutputs(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.includes('='));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
