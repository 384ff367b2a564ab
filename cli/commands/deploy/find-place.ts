import { stat } from 'node:fs/promises';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { onlyHost } from '../only-host.ts';
import { findByName, type Place, readPlace } from '../unikernels/place.ts';

/**
 * Where to deploy: where the unikernel is; if there is none and an image is given, the only host that may be used.
 * Throws `CommandError` if there is no such host, or more than one.
 */
export async function findPlaceToDeploy(
  context: Context,
  text: string,
  hasImage: boolean,
): Promise<Place> {
  if (!hasImage) await expectNoImage(text);
  const { host, name } = readPlace(text);
  if (host !== null) return { host, name };
  const api = await context.api();
  const found = await findByName(context, api, name);
  if (!found && !hasImage) {
    throw new CommandError(
      `There is no unikernel ${name}.\nGive an image to create it: \`fulmar deploy ${name} IMAGE\`.`,
    );
  }
  return found ?? { host: await onlyHost(api, name), name };
}

/** Throws if an image was given in place of the name. */
async function expectNoImage(text: string): Promise<void> {
  if (!/\.(hvt|spt|virtio)$/.test(text)) return;
  const isFile = await stat(text).then(
    (status) => status.isFile(),
    () => false,
  );
  if (isFile) throw new CommandError(`${text} is a file: write \`fulmar deploy NAME ${text}\`.`);
}
