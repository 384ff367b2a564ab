import { access, constants, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../configuration.ts';
import { ownNames } from '../data-folder.ts';
import { Wrong } from './finding.ts';

/** That the data folder, with what the server keeps in it, is one user's alone, and its TLS key not everybody's. */
export async function checkPermissions({ data, tls }: Config): Promise<string> {
  const ours = (await readdir(data)).filter((name) => ownNames.test(name));
  // A folder that is mounted may be another's; what is in it is not.
  const { uid } = await stat(join(data, 'owner')).catch(() => stat(data));
  for (const path of [data, ...ours.map((name) => join(data, name))]) {
    const found = await stat(path).catch(unlessGone);
    if (!found) continue;
    if ((found.mode & 0o077) !== 0) {
      throw new Wrong(`Others than its owner may use ${path}.`, `chmod go-rwx ${path}`);
    }
    if (found.uid === uid || path === data) continue;
    const detail = `${path} belongs to the user ${found.uid}, and the rest of the folder to ${uid}.`;
    throw new Wrong(detail, `chown ${uid} ${path}`);
  }
  await access(data, constants.W_OK).catch((cause: unknown) => {
    throw new Wrong(`${data} cannot be written to.`, 'Run this as the user of the server.', {
      cause,
    });
  });
  if (tls && ((await stat(tls.key)).mode & 0o007) !== 0) {
    throw new Wrong(`Everybody may use ${tls.key}.`, `chmod o-rwx ${tls.key}`);
  }
  return `${data} is its owner's alone`;
}

/** What a server that runs has just removed. */
function unlessGone(error: unknown): null {
  if (Reflect.get(Object(error), 'code') === 'ENOENT') return null;
  throw error;
}
