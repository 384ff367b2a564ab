import { z } from 'zod';
import { Problem } from '../base/errors.ts';
import type { RouteRequest } from '../http/handler.ts';
import { filePart, type Part, textPart } from '../http/multipart/parts.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { Spool, SpooledFile } from '../storage/spool.ts';
import type { Named } from './find-named.ts';
import { expectMembers, isDictionary, memberNames, parseLeniently } from './json-body.ts';
import { malformed } from './mollymawk-problem.ts';
import { readForm } from './read-form.ts';
import { readLabel } from './read-label.ts';

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

/**
 * Reads such a form, whatever the order of its parts: the data may come before the name of its
 * volume, and so it is spooled first, in the share of `account`. Throws mollymawk's 400, `no-room`, and as `readForm`.
 */
export async function readVolumeForm(
  request: RouteRequest<unknown, unknown, unknown, Actor>,
  spool: Spool,
  account: string,
): Promise<VolumeForm> {
  spool.expectRoomFor(Number(request.header('content-length') ?? 0), account);
  const form = await readForm(request, {
    albatross_instance: textPart(),
    json_data: textPart(),
    block_data: dataPart(spool, account, request.signal),
  });
  const data = form.block_data;
  let released = false;
  const discard = async () => {
    if (!released) await data?.discard();
  };
  try {
    const given = readMembers(form.json_data);
    const name = readLabel(given.block_name, 'Invalid block name:');
    const host = readLabel(form.albatross_instance, "Couldn't convert name to albatross instance");
    return {
      volume: { host, name },
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
function dataPart(spool: Spool, account: string, signal: AbortSignal): Part<SpooledFile | null> {
  const file = filePart<SpooledFile | null>({
    limit: Number.MAX_SAFE_INTEGER, // the spool has its own
    receive: (content) => spool.store(content, { account, signal }),
    discard: async (data) => await data?.discard(),
  });
  return {
    ...file,
    fromText: (name, text) =>
      ['', 'undefined', 'null'].includes(text) ? null : file.fromText(name, text),
  };
}
