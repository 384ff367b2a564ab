import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';

export const nameTaken = (host: Label) =>
  new Problem('name-taken', `There is a host ${host} already.`, { facts: { host } });

export const hostUnknown = (host: Label) =>
  new Problem('host-unknown', `There is no host ${host}.`, { facts: { host } });
