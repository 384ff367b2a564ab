import { z } from 'zod';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { VolumeNames, VolumeService } from '../volumes/service.ts';
import { volumeAt } from './audit-objects.ts';
import { success } from './envelope.ts';
import { type HostPhrases, inPhrases } from './host-phrases.ts';
import { expectMembers, readObject } from './json-body.ts';
import { labelFrom } from './labels.ts';
import { defineMollymawkRoute } from './route.ts';

const phrases: HostPhrases = {
  unknown: (host) => `Couldn't find albatross instance with name: ${host}`,
  unreached: 'Error querying albatross:',
  refused: '',
  refusedStatus: 500,
};

const named = z.object({ block_name: z.string(), albatross_instance: z.string() });
const download = named.extend({ compression_level: z.int().min(0).max(9) });

const missing = "Couldn't find block name in json";

/** `delete` and `download` below `prefix`, which take JSON. */
export function volumeRoutes(prefix: string, volumes: VolumeService): Route[] {
  return [
    defineMollymawkRoute({
      method: 'POST',
      path: `${prefix}/delete`,
      action: 'deleteVolume',
      access: scope('volumes:write'),
      handle: async (request) => {
        const { actor, signal } = request;
        const given = expectMembers(named, await readObject(request), missing);
        const place = placeOf(actor, given);
        request.note(volumeAt(place));
        await inPhrases(phrases, place.host, () => volumes.remove(actor, place, signal));
        return success('removed block');
      },
    }),
    defineMollymawkRoute({
      method: 'POST',
      path: `${prefix}/download`,
      action: 'downloadVolume',
      access: scope('volumes:read'),
      streams: 'application/octet-stream',
      handle: async (request) => {
        const { actor, signal } = request;
        const given = expectMembers(download, await readObject(request), missing);
        const place = placeOf(actor, given);
        request.note(volumeAt(place));
        const level = given.compression_level;
        const { content, length } = await inPhrases(phrases, place.host, () =>
          volumes.download(actor, place, level, signal),
        );
        const headers = {
          'Content-Disposition': `attachment; filename="${place.name}_dump"`,
          ...(length === null ? {} : { 'Content-Length': `${length}` }),
        };
        return { status: 200, stream: content, headers };
      },
    }),
  ];
}

function placeOf({ account }: Actor, given: z.output<typeof named>): VolumeNames {
  const host = labelFrom(given.albatross_instance, "Couldn't convert instance name:");
  const name = labelFrom(given.block_name, "Couldn't convert block name:");
  return { host, account: account.name, name };
}
