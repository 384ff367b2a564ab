import { z } from 'zod';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { Deps } from '../volumes/deps.ts';
import { downloadVolume } from '../volumes/download-volume.ts';
import { removeVolume } from '../volumes/remove-volume.ts';
import { volumeAt } from './audit-notes.ts';
import { defineMollymawkRoute } from './define-route.ts';
import { success } from './envelope.ts';
import { findNamedVolume, type Named } from './find-named.ts';
import { type HostPhrases, inPhrases } from './host-phrases.ts';
import { expectMembers, jsonBody, readObject } from './json-body.ts';
import { readLabel } from './read-label.ts';

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
export function volumeRoutes(prefix: string, deps: Deps): Route[] {
  return [
    defineMollymawkRoute({
      method: 'POST',
      path: `${prefix}/delete`,
      action: 'deleteVolume',
      access: scope('volumes:write'),
      body: jsonBody,
      handle: async (request) => {
        const volume = volumeIn(expectMembers(named, readObject(request), missing));
        request.note(volumeAt(volume));
        await inPhrases(phrases, volume.host, async () => {
          const location = await findNamedVolume(deps, request, 'volumes:write', volume);
          await removeVolume(deps, location, request);
        });
        return success('removed block');
      },
    }),
    defineMollymawkRoute({
      method: 'POST',
      path: `${prefix}/download`,
      action: 'downloadVolume',
      access: scope('volumes:read'),
      streams: 'application/octet-stream',
      body: jsonBody,
      handle: async (request) => {
        const { signal } = request;
        const given = expectMembers(download, readObject(request), missing);
        const volume = volumeIn(given);
        request.note(volumeAt(volume));
        const { content, length } = await inPhrases(phrases, volume.host, async () => {
          const location = await findNamedVolume(deps, request, 'volumes:read', volume);
          return await downloadVolume(deps, location, given.compression_level, signal);
        });
        const headers = {
          'Content-Disposition': `attachment; filename="${volume.name}_dump"`,
          ...(length === null ? {} : { 'Content-Length': `${length}` }),
        };
        return { status: 200, stream: content, headers };
      },
    }),
  ];
}

function volumeIn(given: z.output<typeof named>): Named {
  const host = readLabel(given.albatross_instance, "Couldn't convert instance name:");
  const name = readLabel(given.block_name, "Couldn't convert block name:");
  return { host, name };
}
