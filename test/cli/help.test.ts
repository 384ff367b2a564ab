import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { callCommand } from './support/call-command.ts';

const print = async (...words: readonly string[]) => {
  const { code, stdout, stderr } = await callCommand(tmpdir(), words);
  assert.equal(code, 0, stderr);
  return stdout;
};
const root = join(import.meta.dirname, '../..');

describe('what the command says of itself', () => {
  const shell = async (program: string, ...options: readonly string[]) =>
    (await promisify(execFile)(program, options)).stdout.trim().split('\n');

  it('completes commands and options in bash', async () => {
    const source = await print('completion', 'bash');
    const complete = (...words: readonly string[]) =>
      shell(
        'bash',
        ...['--norc', '-c'],
        `${source}\nCOMP_WORDS=(fulmar ${words.map((word) => `'${word}'`).join(' ')})
        COMP_CWORD=${words.length}; _fulmar; printf '%s\\n' "\${COMPREPLY[@]}"`,
      );
    assert.deepEqual(await complete('vol'), ['volumes', 'volume']);
    assert.deepEqual(await complete('volumes', 'up'), ['upload']);
    assert.deepEqual(await complete('volume', 'upload', 'data', '--r'), ['--raw']);
    assert.deepEqual(await complete('deploy', 'hello', '--me'), ['--memory']);
    assert.deepEqual(await complete('list', '--ser'), ['--server']);
  });

  it('completes in fish', async function () {
    if (!existsSync('/usr/bin/fish')) this.skip();
    const source = await print('completion', 'fish');
    const complete = (line: string) =>
      shell('fish', '--no-config', '-c', `${source}\ncomplete -C '${line}'`);
    assert.match((await complete('fulmar volumes up')).join(), /^upload\tFill a volume/);
    assert.match((await complete('fulmar deploy hello --mem')).join(), /^--memory\t/);
    assert.match((await complete('fulmar volume upload data --r')).join(), /^--raw\t/);
  });

  it('has a script that zsh takes', async function () {
    if (!existsSync('/usr/bin/zsh')) this.skip();
    const source = await print('completion', 'zsh');
    // Instead of compinit, which reads every completion that the machine has.
    const lines = `compdef() { echo "$@"; }\n${source}`;
    assert.match((await shell('zsh', '-f', '-c', lines)).join(), /_bash_complete .*_fulmar fulmar/);
  });

  it('names the command that was meant by a word that people try', async () => {
    for (const [words, meant] of [
      [['status'], /`fulmar list`.*`fulmar show NAME`/],
      [['status', 'hello', '-f'], /`fulmar show NAME`/],
      [['log', 'hello'], /`fulmar logs NAME`/],
      [['volumes', 'fill', 'data', 'disk.img'], /`fulmar volumes upload NAME FILE`/],
    ] as const) {
      const { code, stderr } = await callCommand(tmpdir(), words);
      assert.equal(code, 1);
      assert.match(stderr, meant);
    }
    assert.doesNotMatch(await print('--help'), /status/);
  });

  it('shows the help of a command with `fulmar help`, too', async () => {
    assert.equal(await print('help'), await print('--help'));
    assert.equal(await print('help', 'deploy'), await print('deploy', '--help'));
  });

  it('points to the help of a command that was called incorrectly', async () => {
    for (const [words, hint] of [
      [['show'], 'See `fulmar show --help`.\n'],
      [['policies', 'list'], 'See `fulmar policies list --help`.\n'],
      [['deploy', 'hello', '--memroy', '1'], 'See `fulmar deploy --help`.\n'],
      [['lst'], 'See `fulmar --help`.\n'],
    ] as const) {
      const { code, stderr } = await callCommand(tmpdir(), words);
      assert.equal(code, 1);
      assert.ok(stderr.startsWith('error: ') && stderr.endsWith(`\n${hint}`), stderr);
      assert.ok(stderr.split('\n').length <= 4, stderr);
    }
  });

  it('has a man page with every command', async () => {
    const page = await print('man');
    assert.match(page, /^\.TH FULMAR 1\n/);
    assert.match(page, /^\.SS fulmar volumes upload /m);
    assert.match(page, /^\.B \\-\\-memory <size>\nmemory, in MiB, or as 512M or 2G$/m);
    assert.ok(!page.includes('.SS fulmar volumes\n'));
  });

  it('has a schema that the file in its documentation keeps to', async () => {
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(await print('schema')));
    const [, example = ''] =
      /```yaml\n([^`]*)```/.exec(await readFile(join(root, 'docs/cli.md'), 'utf8')) ?? [];
    assert.ok(validate(parse(example)), JSON.stringify(validate.errors));
    assert.ok(!validate({ unikernels: { hello: { memry: 3, image: 'x' } } }));
  });
});
