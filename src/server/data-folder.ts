import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, open, readdir, readFile, rename } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileFault } from '../base/file-fault.ts';
import { makeFolder } from '../base/make-folder.ts';
import type { DatabaseAddress } from '../base/parsers.ts';
import { secretKeyLength } from '../database/secret-box.ts';

/** Whose a data folder is: neither opens the other's. */
export type Purpose = 'server' | 'demonstration';

/** A folder that cannot be used; the message says why, for whoever starts the server. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/** What a data folder belongs to. */
export interface FolderOwner {
  readonly purpose: Purpose;
  /** The database; what another one does not know of in the folder, it would remove. */
  readonly database: DatabaseAddress;
}

/**
 * Opens a data folder, made when it is missing; it and what is in it its owner alone can read then.
 * Rejects with `DataFolderError`.
 */
export async function openDataFolder(folder: string, owner: FolderOwner): Promise<void> {
  const expected = `a ${owner.purpose} with the database ${describe(folder, owner.database)}`;
  const marker = join(folder, 'owner');
  await makeFolder(folder).catch(refuse(folder, 'made'));
  await keepPrivate(folder).catch(refuse(folder, 'used'));
  const text = await makeOnce(marker, `${expected}\n`).catch(refuse(folder, 'written'));
  const found = text.trim();
  if (found === expected) return;
  throw new DataFolderError(
    `The data folder ${folder} belongs to ${found}, and this is ${expected}. ` +
      `Choose another folder with FULMAR_DATA; where the database has moved, remove ${marker}.`,
  );
}

/** Says that a folder cannot be made or written, for whoever starts the server. */
const refuse = (folder: string, what: string) => (cause: unknown) => {
  if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
  const isNoPlace = Reflect.get(cause, 'code') === 'ENOENT';
  const reason = isNoPlace
    ? 'its file system does not allow folders to be created'
    : fileFault(cause);
  const message = `The data folder ${folder} cannot be ${what}: ${reason}. Choose another with FULMAR_DATA.`;
  throw new DataFolderError(message, { cause });
};

/** Which database it is: of an address without what may change, as the password. */
function describe(folder: string, database: DatabaseAddress): string {
  if ('file' in database) return relative(folder, database.file);
  const { host, pathname } = new URL(database.url);
  return `${host}${pathname}`;
}

/** The key that seals secrets where none is configured: `initial`, kept once, in the folder, mode 0600. */
export async function ownSecretKey(
  folder: string,
  initial: Uint8Array = randomBytes(secretKeyLength),
): Promise<Buffer> {
  const file = secretKeyFile(folder);
  const text = await makeOnce(file, `${Buffer.from(initial).toString('base64')}\n`);
  await chmod(file, 0o600);
  return parseKey(folder, text);
}

/** That key as it is; null where there is none, or none any more. */
export async function keptSecretKey(folder: string): Promise<Buffer | null> {
  const text = await readFile(secretKeyFile(folder), 'utf8').catch(unlessMissing);
  return text.trim() === '' ? null : parseKey(folder, text);
}

function parseKey(folder: string, text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === secretKeyLength) return key;
  throw lostKey(folder);
}

/** Says that the key is not there that a database needs. */
export function lostKey(folder: string): DataFolderError {
  return new DataFolderError(
    `${secretKeyFile(folder)} holds no key of ${secretKeyLength} octets in base64. Restore it from the backup ` +
      'that belongs to the database: without it the keys of the hosts cannot be read. If it is permanently ' +
      'lost, set FULMAR_SECRET_KEY to a new key, and enter everything again that was encrypted with the old one.',
  );
}

/** Where that key is. */
export const secretKeyFile = (folder: string): string => join(folder, 'secret-key');

/** Where a backup copies SQLite to meanwhile. */
export const snapshotCopy = (folder: string): string => join(folder, 'fulmar.sqlite.snapshot');

/** What tells the server of this folder from others that share its database: made once. */
export async function ownReplicaId(folder: string): Promise<string> {
  return (await makeOnce(join(folder, 'replica'), `${randomUUID()}\n`)).trim();
}

/** Milliseconds that another process is given to write what it has just made. */
const writingTime = 500;

/** The content of a file, made of `content` where it is missing, or empty since a crash cut it. */
async function makeOnce(file: string, content: string): Promise<string> {
  try {
    await writeDurably(file, content, 'wx');
    return content;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const found = await readFile(file, 'utf8');
  if (found.trim() !== '') return found;
  await sleep(writingTime);
  return await mendEmpty(file, content);
}

async function mendEmpty(file: string, content: string): Promise<string> {
  const found = await readFile(file, 'utf8');
  if (found.trim() !== '') return found;
  await replaceFile(file, content);
  return content;
}

/** Gives a file another content, whole or not at all. */
export async function replaceFile(file: string, content: string): Promise<void> {
  const anew = `${file}.anew`;
  await writeDurably(anew, content, 'w');
  await rename(anew, file);
}

async function writeDurably(file: string, content: string, flag: 'w' | 'wx'): Promise<void> {
  const handle = await open(file, flag, 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a server keeps in its folder; what else is there is not its own. */
export const ownNames =
  /^(owner|secret-key|replica|generation|control\.sock|spool|images|consoles|(fulmar|metrics)\.sqlite.*)$/;

/** Takes from others what an earlier umask or hand has given them. */
async function keepPrivate(folder: string): Promise<void> {
  // A folder that is mounted may be another's, who alone can change it: its content is private then.
  await chmod(folder, 0o700).catch(unlessForbidden);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!ownNames.test(entry.name)) continue;
    if (entry.isFile()) await chmod(path, 0o600);
    if (!entry.isDirectory()) continue;
    await chmod(path, 0o700).catch(unlessForbidden);
    // A disk that is mounted there has a folder of root's, `lost+found`.
    const files = (await readdir(path, { withFileTypes: true })).filter((each) => each.isFile());
    for (const { name } of files) await chmod(join(path, name), 0o600);
  }
}

function unlessMissing(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}

function unlessForbidden(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
}
