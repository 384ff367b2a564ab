import { z } from 'zod';
import type { Actor } from '../identity/access/actor.ts';
import type { UnikernelNames } from '../unikernels/service.ts';
import type { HostPhrases } from './host-phrases.ts';
import { expectMembers } from './json-body.ts';
import { labelFrom } from './labels.ts';
import { malformed } from './refusal.ts';

/** Which unikernel a request is about, and how what its host does is told there. */
export interface NamedUnikernel {
  readonly place: UnikernelNames;
  readonly phrases: HostPhrases;
}

/** `?instance=HOST&unikernel=NAME` */
export const placeQuery = z.object({
  instance: z.string().optional(),
  unikernel: z.string().optional(),
});

const placeMembers = z.object({ name: z.string(), albatross_instance: z.string() });

const told = { unreached: 'Error querying albatross:', refused: '', refusedStatus: 500 } as const;

/** Whether the query names anything. */
export function isNamed({ instance, unikernel }: z.output<typeof placeQuery>): boolean {
  return instance !== undefined || unikernel !== undefined;
}

/** The unikernel that a query names, in the account's own domain. */
export function namedInQuery(
  { account }: Actor,
  { instance, unikernel }: z.output<typeof placeQuery>,
): NamedUnikernel {
  if (instance === undefined) throw malformed("Couldn't find instance in query params");
  if (unikernel === undefined) throw malformed("Couldn't find unikernel in query params");
  const host = labelFrom(instance, 'Error with albatross instance name:');
  const name = labelFrom(unikernel, 'Error with unikernel name:');
  return {
    place: { host, account: account.name, name },
    phrases: { ...told, unknown: () => `Couldn't find albatross instance with name: ${host}` },
  };
}

/** The unikernel that a body names, in the account's own domain. */
export function namedInBody({ account }: Actor, body: object): NamedUnikernel {
  const given = expectMembers(placeMembers, body, "Couldn't find unikernel name in json");
  const host = labelFrom(given.albatross_instance, 'Error converting instance name:');
  const name = labelFrom(given.name, 'Error converting unikernel name:');
  return {
    place: { host, account: account.name, name },
    phrases: { ...told, unknown: () => `Error finding albatross instance: ${host}` },
  };
}
