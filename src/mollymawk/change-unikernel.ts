import { z } from 'zod';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { RestartChanges } from '../unikernels/schema.ts';
import type { UnikernelService } from '../unikernels/service.ts';
import { unikernelAt } from './audit-objects.ts';
import { success } from './envelope.ts';
import { inPhrases } from './host-phrases.ts';
import { expectMembers, readObject } from './json-body.ts';
import { defineMollymawkRoute } from './route.ts';
import { readRestart } from './unikernel-config.ts';
import { isNamed, namedInBody, namedInQuery, placeQuery } from './unikernel-place.ts';

const restartMembers = z.object({ arguments: z.string().optional() });

/** `POST /api/unikernel/destroy` and `/api/unikernel/restart`. */
export function changeUnikernelRoutes(unikernels: UnikernelService): Route[] {
  return [
    defineMollymawkRoute({
      method: 'POST',
      path: '/api/unikernel/destroy',
      action: 'destroyUnikernel',
      access: scope('unikernels:write'),
      handle: async (request) => {
        const { actor, requestId, signal } = request;
        const { place, phrases } = namedInBody(actor, await readObject(request));
        request.note(unikernelAt(place));
        await inPhrases(phrases, place.host, () =>
          unikernels.destroy(place, { actor, requestId, signal }),
        );
        return success('destroyed unikernel');
      },
    }),
    defineMollymawkRoute({
      method: 'POST',
      path: '/api/unikernel/restart',
      action: 'restartUnikernel',
      access: scope('unikernels:write'),
      query: placeQuery,
      handle: async (request) => {
        const { actor, query, requestId, signal } = request;
        const body = await readObject(request);
        // mollymawk takes the names from the query, its handbook shows them in the body.
        const named = isNamed(query) ? namedInQuery(actor, query) : namedInBody(actor, body);
        const { place, phrases } = named;
        request.note(unikernelAt(place));
        const changes = readChanges(body);
        await inPhrases(phrases, place.host, () =>
          unikernels.restart(place, changes, { actor, requestId, signal }),
        );
        return success('created unikernel');
      },
    }),
  ];
}

function readChanges(body: object): RestartChanges {
  const given = expectMembers(restartMembers, body, 'Arguments is expected to be a string');
  return given.arguments === undefined ? {} : readRestart(given.arguments);
}
