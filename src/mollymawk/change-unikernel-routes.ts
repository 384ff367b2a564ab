import { z } from 'zod';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { Asking } from '../places/places.ts';
import type { Deps } from '../unikernels/deps.ts';
import { destroyUnikernel } from '../unikernels/destroy-unikernel.ts';
import type { RestartChanges } from '../unikernels/request-schema.ts';
import { restartUnikernel } from '../unikernels/restart-unikernel.ts';
import { unikernelAt } from './audit-notes.ts';
import { defineMollymawkRoute } from './define-route.ts';
import { success } from './envelope.ts';
import { findNamedUnikernel, type Named } from './find-named.ts';
import { inPhrases } from './host-phrases.ts';
import { expectMembers, jsonBody, longJsonBody, readObject } from './json-body.ts';
import { isNamed, namedInBody, namedInQuery, nameQuery } from './named-unikernel.ts';
import { readRestart } from './unikernel-config.ts';

const restartMembers = z.object({ arguments: z.string().optional() });

/** `POST /api/unikernel/destroy` and `/api/unikernel/restart`. */
export function changeUnikernelRoutes(deps: Deps): Route[] {
  const access = scope('unikernels:write');
  const find = (request: Asking, named: Named) =>
    findNamedUnikernel(deps, request, 'unikernels:write', named);
  return [
    defineMollymawkRoute({
      method: 'POST',
      path: '/api/unikernel/destroy',
      action: 'destroyUnikernel',
      access,
      body: jsonBody,
      handle: async (request) => {
        const named = namedInBody(readObject(request));
        request.note(unikernelAt(named));
        await inPhrases(named.phrases, named.host, async () => {
          await destroyUnikernel(deps, await find(request, named), request);
        });
        return success('destroyed unikernel');
      },
    }),
    defineMollymawkRoute({
      method: 'POST',
      path: '/api/unikernel/restart',
      action: 'restartUnikernel',
      access,
      query: nameQuery,
      body: longJsonBody,
      handle: async (request) => {
        const { query } = request;
        // mollymawk takes the names from the query, and looks at them first; its handbook shows them in the body.
        const named = isNamed(query) ? namedInQuery(query) : namedInBody(readObject(request));
        request.note(unikernelAt(named));
        const { phrases, host } = named;
        const location = await inPhrases(phrases, host, () => find(request, named));
        const changes = readChanges(readObject(request));
        await inPhrases(phrases, host, () => restartUnikernel(deps, location, changes, request));
        return success('created unikernel');
      },
    }),
  ];
}

function readChanges(body: object): RestartChanges {
  const given = expectMembers(restartMembers, body, 'Arguments is expected to be a string');
  return given.arguments === undefined ? {} : readRestart(given.arguments);
}
