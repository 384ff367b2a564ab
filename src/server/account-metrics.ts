import type { Exposition, Family } from '../unikernels/metrics/prometheus/exposition.ts';
import type { RegisteredUnikernel } from '../unikernels/registry/registered-unikernel.ts';

const wanted: Family = {
  name: 'fulmar_account_unikernels',
  help: 'Unikernels of the account, by what they are to be.',
  type: 'gauge',
};

const taken: Family = {
  name: 'fulmar_account_spool_taken_bytes',
  help: 'Room in the spool that content of the account on its way takes.',
  type: 'gauge',
};

/** Adds what an account has: unikernels, and octets in the spool. */
export function addAccountFigures(
  exposition: Exposition,
  unikernels: readonly RegisteredUnikernel[],
  spooled: number,
): void {
  const kindOf = ({ key: { host }, desired }: RegisteredUnikernel) => `${host}/${desired}`;
  for (const alike of Map.groupBy(unikernels, kindOf).values()) {
    const [first] = alike;
    if (!first) continue;
    const labels = { host: first.key.host, desired: first.desired };
    exposition.add(wanted, labels, alike.length);
  }
  exposition.add(taken, {}, spooled);
}
