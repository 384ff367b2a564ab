import type { Label } from '../../albatross/names.ts';
import type { Database } from '../../database/database.ts';
import { StoredUnikernel } from '../registry/entity.ts';

/** Which console. */
export interface ConsoleKey {
  readonly host: Label;
  readonly domain: Label;
  readonly name: Label;
}

/** A unikernel whose console is to be kept, as far as that matters for it. */
export interface KeptUnikernel {
  readonly id: string;
  readonly key: ConsoleKey;
  /** When it was last started from here. */
  readonly startedAt: Date | null;
  /** The release that it was started with; null: none, or none yet. */
  readonly release: number | null;
  /** Since when it does not run, as far as was seen. */
  readonly absentSince: Date | null;
}

const fields = ['id', 'host', 'domain', 'name', 'askedAt', 'absentSince', 'digest'] as const;

/** Those of a host: what is managed, and does not say otherwise. */
export async function listKept(database: Database, host: Label): Promise<KeptUnikernel[]> {
  const where = { host, managed: true, keepConsole: true, destroyedAt: null };
  const stored = await database.em().find(StoredUnikernel, where, { fields });
  const releases = await latestReleases(database, host);
  return stored.map(({ id, domain, name, askedAt, absentSince, digest }) => {
    const latest = releases.get(`${domain}:${name}`);
    return {
      ...{ id, key: { host, domain, name } },
      startedAt: askedAt ?? null,
      // While a deployment is not over, what it has started is no release yet.
      release: latest && latest.digest === digest ? latest.number : null,
      absentSince: absentSince ?? null,
    };
  });
}

/** The newest of each unikernel: the others of a host may be very many. */
const newestReleases = `
  select r.domain, r.unikernel, r.number, r.digest from releases r
  join (
    select domain, unikernel, max(number) as number from releases where host = ? group by domain, unikernel
  ) newest on newest.domain = r.domain and newest.unikernel = r.unikernel and newest.number = r.number
  where r.host = ?`;

interface NewestRelease {
  readonly domain: string;
  readonly unikernel: string;
  readonly number: number;
  readonly digest: string;
}

/** By domain and name. */
async function latestReleases(database: Database, host: Label) {
  const releases = await database.em().execute<NewestRelease[]>(newestReleases, [host, host]);
  return new Map(releases.map((release) => [`${release.domain}:${release.unikernel}`, release]));
}
