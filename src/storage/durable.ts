import { open } from 'node:fs/promises';
import { Problem } from '../base/errors.ts';

/** fsync, so that a record that points at the file never outlives it. */
export async function makeDurable(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether a file system has no room any more, or none for this user. */
export function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(`${error.code}`)
  );
}

/** `what` is on the disk, as `the spool`. */
export function diskFull(what: string, cause: unknown): Problem {
  const detail = `The disk that holds ${what} is full. Free room there, or try a smaller content.`;
  return new Problem('no-room', detail, { cause });
}
