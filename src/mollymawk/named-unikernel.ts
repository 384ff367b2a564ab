import { z } from 'zod';
import type { Named } from './find-named.ts';
import type { HostPhrases } from './host-phrases.ts';
import { expectMembers } from './json-body.ts';
import { malformed } from './mollymawk-problem.ts';
import { readLabel } from './read-label.ts';

/** Which unikernel a request is about, and how what its host does is told there. */
export interface NamedUnikernel extends Named {
  readonly phrases: HostPhrases;
}

/** `?instance=HOST&unikernel=NAME` */
export const nameQuery = z.object({
  instance: z.string().optional(),
  unikernel: z.string().optional(),
});

const nameMembers = z.object({ name: z.string(), albatross_instance: z.string() });

const told = { unreached: 'Error querying albatross:', refused: '', refusedStatus: 500 } as const;

/** Whether the query names anything. */
export function isNamed({ instance, unikernel }: z.output<typeof nameQuery>): boolean {
  return instance !== undefined || unikernel !== undefined;
}

/** The unikernel that a query names, in the account's own domain. */
export function namedInQuery({ instance, unikernel }: z.output<typeof nameQuery>): NamedUnikernel {
  if (instance === undefined) throw malformed("Couldn't find instance in query params");
  if (unikernel === undefined) throw malformed("Couldn't find unikernel in query params");
  const host = readLabel(
    instance,
    'Error with albatross instance name:',
    'Albatross instance error',
  );
  const name = readLabel(unikernel, 'Error with unikernel name:', 'Unikernel name error');
  return {
    host,
    name,
    phrases: { ...told, unknown: () => `Couldn't find albatross instance with name: ${host}` },
  };
}

/** The unikernel that a body names, in the account's own domain. */
export function namedInBody(body: object): NamedUnikernel {
  const given = expectMembers(nameMembers, body, "Couldn't find unikernel name in json");
  const host = readLabel(given.albatross_instance, 'Error converting instance name:');
  const name = readLabel(given.name, 'Error converting unikernel name:');
  return {
    host,
    name,
    phrases: { ...told, unknown: () => `Error finding albatross instance: ${host}` },
  };
}
