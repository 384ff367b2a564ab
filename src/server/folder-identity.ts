import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderIdentity } from '../hosts/automation/recognize-folder.ts';
import { ownReplicaId, replaceFile } from './data-folder.ts';

/** What tells a data folder from its copies. */
export async function folderIdentity(folder: string): Promise<FolderIdentity> {
  const id = await ownReplicaId(folder);
  const file = join(folder, 'generation');
  return {
    id,
    mark: await markOf(join(folder, 'replica')),
    async generations() {
      const text = await readFile(file, 'utf8').catch(asEmpty);
      return text.split('\n').filter((line) => line !== '');
    },
    async keepGenerations(generations) {
      await replaceFile(file, `${generations.join('\n')}\n`);
    },
  };
}

/** When the file was made: kept by a restart, by no copy; where that is not told, its number. */
async function markOf(file: string): Promise<string> {
  const { birthtimeNs, ino } = await stat(file, { bigint: true });
  return birthtimeNs > 0n ? `made ${birthtimeNs}` : `number ${ino}`;
}

function asEmpty(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}
