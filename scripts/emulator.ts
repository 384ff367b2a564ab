import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator } from '../src/emulator/emulator.ts';
import {
  type KeyPair,
  newAuthority,
  newHostCertificate,
} from '../src/emulator/tls/host-certificates.ts';

const usage = `Starts an emulated albatross host, for trying clients. It runs no unikernel.

Usage: npm run emulator -- [options]

  --port PORT        where to listen (default 1025, or FULMAR_EMULATOR_PORT; 0: a free one)
  --address ADDRESS  the address to listen on (default 127.0.0.1, or FULMAR_EMULATOR_ADDRESS)
  --folder FOLDER    for certificates and volumes (default data/emulator, or FULMAR_EMULATOR_FOLDER)
  --sockets FOLDER   for the daemons' own sockets (default none, or FULMAR_EMULATOR_SOCKETS)
  --help             this text

A unikernel with the argument --emulator-exit=CODE ends with that code a moment after its start,
with --emulator-exit=CODE:MS after so many milliseconds.`;

interface Settings {
  readonly address: string;
  readonly port: number;
  readonly folder: string;
  /** Null: no sockets. */
  readonly sockets: string | null;
}

/** From the command line, then the environment. Null where help is asked for. */
function readSettings(): Settings | null {
  const text = { type: 'string' } as const;
  const help = { type: 'boolean' } as const;
  const options = { port: text, address: text, folder: text, sockets: text, help } as const;
  const { values } = parseArgs({ options });
  if (values.help) return null;
  const port = values.port ?? process.env.FULMAR_EMULATOR_PORT ?? '1025';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(`${JSON.stringify(port)} is no port: give a number from 0 to 65535`);
  }
  return {
    port: Number(port),
    address: values.address ?? process.env.FULMAR_EMULATOR_ADDRESS ?? '127.0.0.1',
    folder: resolve(values.folder ?? process.env.FULMAR_EMULATOR_FOLDER ?? 'data/emulator'),
    sockets: values.sockets ?? process.env.FULMAR_EMULATOR_SOCKETS ?? null,
  };
}

/** The certificate and key in a folder, made there when they are missing. */
async function keptKeyPair(folder: string, name: string, make: () => KeyPair): Promise<KeyPair> {
  const certificateFile = join(folder, `${name}.pem`);
  const keyFile = join(folder, `${name}.key`);
  try {
    return {
      certificatePem: await readFile(certificateFile, 'utf8'),
      privateKeyPem: await readFile(keyFile, 'utf8'),
    };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw error;
  }
  const pair = make();
  await writeFile(keyFile, pair.privateKeyPem, { mode: 0o600, flag: 'wx' });
  await writeFile(certificateFile, pair.certificatePem);
  return pair;
}

async function run({ address, port, folder, sockets }: Settings): Promise<void> {
  await mkdir(folder, { recursive: true });
  const now = new Date();
  const authority = await keptKeyPair(folder, 'ca', () => newAuthority(now));
  const certificate = await keptKeyPair(folder, 'server', () => newHostCertificate(authority, now));
  const emulator = await startEmulator({
    address,
    port,
    folder,
    authority,
    certificate,
    ...(sockets !== null && { sockets: resolve(sockets) }),
  });
  console.log(`An emulated albatross host listens on ${address}:${emulator.port}.
It runs no unikernel: consoles and statistics are made up, volumes are files.

  CA certificate   ${join(folder, 'ca.pem')}
  CA private key   ${join(folder, 'ca.key')}
  key fingerprint  ${emulator.fingerprint} (SHA-256)
  volumes          ${join(folder, 'block')}
  sockets          ${emulator.sockets ?? 'none'}

Ctrl-C ends it.`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await emulator.close();
}

try {
  const settings = readSettings();
  if (settings) await run(settings);
  else console.log(usage);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
