import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { RouteRequest } from '../http/handler.ts';
import { filePart, type Part, textPart } from '../http/multipart/parts.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { Deps as VolumeDeps } from '../volumes/deps.ts';
import type { EarlyForm } from './early-content.ts';
import type { Named } from './find-named.ts';
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
  /** Throws where the account may not fill a volume there, as far as it is named by then. */
  expectAllowed(host: Label, name: Label | null): Promise<unknown>;
}

/**
 * Reads such a form, whatever the order of its parts: the data may come before the name of its
 * volume, and is spooled then; before the host is named only little of it. Throws mollymawk's 400,
 * `no-room`, and as `readForm`, `EarlyForm.take` and `expectAllowed` do.
 */
export async function readVolumeForm(
  request: RouteRequest<unknown, unknown, unknown, Actor>,
  { spool, early, account, expectAllowed }: VolumeFormDeps,
): Promise<VolumeForm> {
  spool.expectRoomFor(Number(request.header('content-length') ?? 0), account);
  const named: { host?: string; json?: string } = {};
  const store = (content: Readable) => spool.store(content, { account, signal: request.signal });
  const receive = async (content: Readable) => {
    if (named.host === undefined) return await early.take(content, store);
    const name = named.json === undefined ? null : nameIn(readMembers(named.json));
    await expectAllowed(hostIn(named.host), name);
    return await store(content);
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
    const given = readMembers(form.json_data);
    return {
      volume: { name: nameIn(given), host: hostIn(form.albatross_instance) },
      size: given.block_size,
      compressed: given.block_compressed,
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

const nameIn = ({ block_name }: z.output<typeof members>) =>
  readLabel(block_name, 'Invalid block name:');

const hostIn = (text: string) => readLabel(text, "Couldn't convert name to albatross instance");

function readMembers(text: string): z.output<typeof members> {
  const value = parse(text);
  return expectMembers(members, value, `unexpected field. got ${memberNames(value)}`);
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
