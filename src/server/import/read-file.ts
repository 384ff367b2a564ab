import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Problem } from '../../base/errors.ts';
import { fileFault } from '../../base/file-fault.ts';
import { readStore } from '../../mollymawk/store/read-store.ts';
import { StoreError } from '../../mollymawk/store/store-error.ts';
import type { Store } from '../../mollymawk/store/store-schema.ts';

/** Reads mollymawk's data, of a file or a block device. Throws `import-refused`. */
export async function readFile(file: string, signal: AbortSignal): Promise<Store> {
  try {
    const found = await stat(file);
    if (!found.isFile() && !found.isBlockDevice()) {
      throw new StoreError(`${file} is neither a file nor a block device.`);
    }
    return await readStore(createReadStream(file, { signal }));
  } catch (cause) {
    if (cause instanceof StoreError) throw new Problem('import-refused', cause.message, { cause });
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    const detail =
      `The server cannot read ${file}: ${fileFault(cause)}. It sees what its user and its unit let it, as files in its ` +
      'data folder.';
    throw new Problem('import-refused', detail, { cause });
  }
}
