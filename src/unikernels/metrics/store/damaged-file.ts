import { renameSync, rmSync } from 'node:fs';

/** What SQLite says of a file that is damaged, and of one that is none of its own. */
const damage: ReadonlySet<number> = new Set([11, 26]);

/** Of SQLite's result codes the lower octet tells the kind, the others what kind of that. */
const kindOf = (code: number) => code & 0xff;

/** Whether an error says that the file is no good, which no second attempt mends. */
export function isDamage(error: unknown): error is Error {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return damage.has(kindOf(Number(error.errcode)));
}

/** Sets a damaged file aside, that nobody has open, in place of the last such one. */
export function setAside(path: string): void {
  renameSync(path, `${path}.damaged`);
  for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
}
