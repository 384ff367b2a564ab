import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { SshDoor } from './world.ts';

/** A socket here that OpenSSH's client forwards; it ends with its disposal. */
export interface SshForward extends AsyncDisposable {
  readonly path: string;
}

const interval = 10;

/** Forwards a socket of ours to one on the host, as `ssh -L` does. Rejects where `ssh` ends. */
export async function sshForward(door: SshDoor, remote: string): Promise<SshForward> {
  const { address, port, user, privateKey } = door;
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-forward-'));
  const [path, keyFile] = [join(folder, 'local.sock'), join(folder, 'key')];
  await writeFile(keyFile, privateKey, { mode: 0o600 });
  const options = [
    ...['-N', '-F', 'none', '-i', keyFile, '-p', `${port}`, '-L', `${path}:${remote}`],
    // The host is this machine, and its key a moment old.
    ...['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'],
    ...['-o', 'LogLevel=ERROR', '-o', 'ExitOnForwardFailure=yes', '-o', 'IdentitiesOnly=yes'],
  ];
  const ssh = spawn('ssh', [...options, `${user}@${address}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(ssh, 'exit');
  while (!existsSync(path)) {
    await Promise.race([setTimeout(interval), ended.then(failed)]);
  }
  return {
    path,
    async [Symbol.asyncDispose]() {
      ssh.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function failed(): never {
  throw new Error('ssh ended before it forwarded anything');
}
