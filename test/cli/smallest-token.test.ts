import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { callCommand } from './support/call-command.ts';
import { CommandWorld } from './support/command-world.ts';

const devices = [{ name: 'storage', type: 'block' }] as const;

/** Images with what a token has to reach, and hosts named or not. */
const cases = [
  { image: 'plain', devices: [], host: ['--host', 'one'] },
  { image: 'plain-anywhere', devices: [], host: [] },
  { image: 'stored', devices, host: ['--host', 'one'] },
  { image: 'stored-anywhere', devices, host: [] },
] as const;

describe('the token that fulmar init prints', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
  });
  after(() => world?.close());

  /** The words of the line that makes the token, as a shell takes them. */
  const wordsOf = (printed: string): string[] => {
    const line = /^# {3}fulmar (tokens create .*)$/m.exec(printed)?.[1] ?? '';
    return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  };

  for (const { image, devices, host } of cases) {
    it(`applies the file for an image: ${image}`, async () => {
      const path = await world.write(`${image}.spt`, sampleImage({ devices }));
      const file = join(world.home, `${image}.yaml`);
      const printed = await world.expect(0, ['init', path, ...host, '-f', file]);
      const token = (await world.expect(0, wordsOf(printed))).trim();
      await appendFile(file, '    settle: 0\n');
      const environment = { FULMAR_TOKEN: token };
      const plan = await world.expect(0, ['diff', '-f', file], { environment });
      assert.match(plan, new RegExp(`^\\+ unikernel one/${image}: create$`, 'm'));
      await world.expect(0, ['apply', '-f', file], { environment });
      const again = await world.expect(0, ['apply', '-f', file], { environment });
      assert.match(again, new RegExp(`^= unikernel one/${image}: as it is$`, 'm'));
    });
  }

  it('is created with the token of a login by a code', async () => {
    const answered: Promise<unknown>[] = [];
    const login = await callCommand(world.home, ['login', world.server.url, '--device'], {
      watchErrors(said) {
        const [, code] = /enter the code (\S+)/.exec(said) ?? [];
        if (!code || answered.length > 0) return;
        const json = { allow: true };
        answered.push(world.server.expect(204, `/device_authorization/${code}`, { json }));
      },
    });
    await Promise.all(answered);
    assert.equal(login.code, 0, login.stderr);
    const path = await world.write('by-code.spt', sampleImage({ devices: [] }));
    const words = ['init', path, '--host', 'one', '-f', join(world.home, 'by-code.yaml')];
    const printed = await callCommand(world.home, words);
    const made = await callCommand(world.home, wordsOf(printed.stdout));
    assert.equal(made.code, 0, made.stderr);
  });

  it('does not prune where it does not see volumes, and says so', async () => {
    const token = await world.server.administrator.makeToken(world.server.url, [
      'unikernels:write',
      'hosts:read',
    ]);
    const file = join(world.home, 'plain.yaml');
    const call = { environment: { FULMAR_TOKEN: token } };
    const pruned = await world.run(['apply', '-f', file, '--prune', '--yes'], call);
    assert.equal(pruned.code, 1, pruned.stdout);
    assert.match(pruned.stderr, /volumes:read/);
    const told = await world.run(['apply', '-f', file], call);
    assert.equal(told.code, 0, told.stderr);
    assert.match(told.stderr, /volumes:read/);
    const { stdout } = await world.run(['diff', '-f', file]);
    assert.match(stdout, /^\? volume one\/stored-storage: not in the file; stays$/m);
  });
});
