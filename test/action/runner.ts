import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What a step of a job left behind, and what the end of the job added to that. */
export interface StepResult {
  /** Of the step itself; 130: it was ended by the runner. */
  readonly code: number;
  /** Of what is run at the end of the job. */
  readonly postCode: number;
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
  readonly post: string;
  readonly postIf: string;
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
    post: scalar(section('runs'), 'post'),
    postIf: scalar(section('runs'), 'post-if'),
  };
}

/**
 * Runs the action as the runner does: inputs as variables, files for outputs, the state and the summary;
 * first the step, which ends at once where `cancelled` aborts, and then what the end of a job runs.
 */
export async function runStep(
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
  cancelled?: AbortSignal,
): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-step-'));
  try {
    const declared = await readDeclaration();
    const within = (name: string) => join(folder, name);
    const files = {
      outputs: within('outputs'),
      summary: within('summary'),
      state: within('state'),
    };
    for (const file of Object.values(files)) await writeFile(file, '');
    const given: Record<string, string> = {};
    for (const [name, standard] of declared.inputs) {
      given[`INPUT_${name.toUpperCase()}`] = inputs[name] ?? standard;
    }
    const env = {
      PATH: '',
      GITHUB_OUTPUT: files.outputs,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_STATE: files.state,
      ...given,
      ...environment,
    };
    const step = await run(join(root, declared.main), env, cancelled);
    const kept = stateVariables(await readFile(files.state, 'utf8'));
    const end = await run(join(root, declared.post), { ...env, ...kept });
    const log = step.log + end.log;
    return {
      code: step.code,
      postCode: end.code,
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

/** What shells say of one that was interrupted. */
const interrupted = 130;

async function run(main: string, env: Record<string, string>, cancelled?: AbortSignal) {
  const { promise, resolve: end } = Promise.withResolvers<{ code: number; log: string }>();
  const child = execFile(process.execPath, [main], { env, cwd: tmpdir() }, (error, out, err) => {
    const code = error ? (error.code ?? interrupted) : 0;
    end({ code: Number(code), log: out + err });
  });
  // The runner sends this first, and takes what the step has written of its state all the same.
  cancelled?.addEventListener('abort', () => child.kill('SIGINT'), { once: true });
  return promise;
}

/** What the runner gives to the end of the job: of each name what was written last. */
function stateVariables(text: string): Record<string, string> {
  const entries = Object.entries(readOutputs(text));
  return Object.fromEntries(entries.map(([name, value]) => [`STATE_${name}`, value]));
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
