import { cp } from 'node:fs/promises';

/** Copies a data folder: all but the control socket, which is there while a server runs and after a kill. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, filter: (path) => !path.endsWith('.sock') });
}
