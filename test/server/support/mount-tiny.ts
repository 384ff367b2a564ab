import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Puts a file system of so many KiB in the place of a folder; false where that is not permitted. */
export async function mountTiny(folder: string, kibibytes: number): Promise<boolean> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k,mode=700`, 'tmpfs', folder]);
    return true;
  } catch {
    return false;
  }
}

/** Takes it away again, with what is in it. */
export async function unmount(folder: string): Promise<void> {
  await run('umount', [folder]);
}
