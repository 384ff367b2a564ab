import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { RouteRequest } from '../http/handler.ts';
import { filePart, type Part, textPart } from '../http/multipart/parts.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { Deps as VolumeDeps } from '../volumes/deps.ts';
import { exceeds } from '../volumes/incoming-content.ts';
import type { EarlyForm } from './early-content.ts';
import type { Named } from './find-named.ts';
import { type HostPhrases, inPhrases } from './host-phrases.ts';
import { expectMembers, isDictionary, memberNames, parseLeniently } from './json-body.ts';
import { malformed } from './mollymawk-problem.ts';
import { notedPart } from './noted-part.ts';
import { readForm } from './read-form.ts';
import { readLabel } from './read-label.ts';

type Spool = VolumeDeps['spool'];
type SpooledFile = Awaited<ReturnType<Spool['store']>>;

/** What creates or fills a volume. */
export interface VolumeForm extends AsyncDisposable {
  readonly volume: Named;
  /** MiB. */
  readonly size: number;
  /** Whether the data is a zlib stream. */
  readonly compressed: boolean;
  /** In the spool until the form is disposed of; null: none was sent. */
  readonly data: SpooledFile | null;
  /** Leaves the data to the caller, who discards it. */
  releaseData(): void;
}

const members = z.object({
  block_name: z.string(),
  block_size: z.int().min(0),
  block_compressed: z.boolean(),
});

export interface VolumeFormDeps {
  readonly spool: Spool;
  readonly early: EarlyForm;
  /** Whose share of the spool the data takes. */
  readonly account: string;
  /** Whether whatever is named later may be filled, as far as it is the account's. */
  readonly anyName: boolean;
  /**
   * Throws where the account may not fill a volume there, as far as it is said which by then; else how
   * many octets of plain data it takes, null where that is not known.
   */
  expectAllowed(host: Label, given: GivenVolume | null): Promise<number | null>;
}

/** Which volume, and what it is to be. */
export interface GivenVolume {
  readonly name: Label;
  /** MiB. */
  readonly size: number;
  readonly compressed: boolean;
}

/** How what happens on a host is told. */
export const volumePhrases: HostPhrases = {
  unknown: (host) => `Couldn't find albatross instance with name ${host}`,
  unreached: 'an error with albatross. got',
  refused: 'unexpected field. got',
  refusedStatus: 400,
};

/**
 * Reads such a form, whatever the order of its parts: mollymawk's handbook sends the data between the
 * host and the volume's name. It is spooled then where the account may fill whatever is named; before
 * that is known only little of it. Throws mollymawk's 400, `no-room`, and as `readForm`,
 * `EarlyForm.take` and `expectAllowed` do.
 */
export async function readVolumeForm(
  request: RouteRequest<unknown, unknown, unknown, Actor>,
  { spool, early, account, anyName, expectAllowed }: VolumeFormDeps,
): Promise<VolumeForm> {
  spool.expectRoomFor(Number(request.header('content-length') ?? 0), account);
  const named: { host?: string; json?: string } = {};
  const store = (content: Readable) => spool.store(content, { account, signal: request.signal });
  const receive = async (content: Readable) => {
    if (named.host === undefined) return await early.take(content, store);
    const host = hostIn(named.host);
    const given = named.json === undefined ? null : readVolume(named.json);
    const limit = await inPhrases(volumePhrases, host, () => expectAllowed(host, given));
    if (given === null && !anyName) return await early.take(content, store);
    if (limit === null) return await store(content);
    return await inPhrases(volumePhrases, host, () => store(fitting(content, limit)));
  };
  const form = await readForm(request, {
    albatross_instance: notedPart(textPart(), (text) => {
      named.host = text;
    }),
    json_data: notedPart(textPart(), (text) => {
      named.json = text;
    }),
    block_data: dataPart(receive),
  });
  const data = form.block_data;
  let released = false;
  const discard = async () => {
    if (!released) await data?.discard();
  };
  try {
    const { name, size, compressed } = readVolume(form.json_data);
    return {
      volume: { name, host: hostIn(form.albatross_instance) },
      size,
      compressed,
      data,
      releaseData: () => {
        released = true;
      },
      [Symbol.asyncDispose]: discard,
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

const hostIn = (text: string) => readLabel(text, "Couldn't convert name to albatross instance");

function readVolume(text: string): GivenVolume {
  const value = parse(text);
  const given = expectMembers(members, value, `unexpected field. got ${memberNames(value)}`);
  const name = readLabel(given.block_name, 'Invalid block name:');
  return { name, size: given.block_size, compressed: given.block_compressed };
}

/** The content, which fails where it has more octets than the volume. */
function fitting(content: Readable, limit: number): Readable {
  async function* count(): AsyncGenerator<Buffer> {
    let octets = 0;
    for await (const chunk of content) {
      octets += chunk.length;
      if (octets > limit) throw exceeds(limit);
      yield chunk;
    }
  }
  return Readable.from(count(), { objectMode: false });
}

function parse(text: string): object {
  try {
    const value = parseLeniently(text);
    if (isDictionary(value)) return value;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  throw malformed('expected a dictionary', { code: 'invalid-body' });
}

/** A file; the texts that mollymawk's page and handbook send without one are no data. */
function dataPart(receive: (content: Readable) => Promise<SpooledFile>): Part<SpooledFile | null> {
  const file = filePart<SpooledFile | null>({
    limit: Number.MAX_SAFE_INTEGER, // the spool has its own
    receive,
    discard: async (data) => await data?.discard(),
  });
  return {
    ...file,
    fromText: (name, text) =>
      ['', 'undefined', 'null'].includes(text) ? null : file.fromText(name, text),
  };
}
