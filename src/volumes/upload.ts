import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Problem } from '../base/errors.ts';
import { firstOf } from '../base/timer.ts';
import { type Actor, askedWith } from '../identity/access/actor.ts';
import type { Deps } from './deps.ts';
import {
  type ContentFacts,
  exceeds,
  type IncomingContent,
  unexpectedlyEmpty,
} from './incoming-content.ts';
import { expectFreeVolume, mebibyte, type VolumeLocation } from './location.ts';
import type { UploadRecord } from './upload-records.ts';

/** An upload as it is asked for; `content` is called once the body is wanted. */
export interface UploadRequest {
  readonly facts: ContentFacts;
  readonly requestId: string;
  /** By which credential it comes. */
  readonly credential: Actor['credential'];
  /** Throws where whoever asked may not any more. */
  confirm(): Promise<unknown>;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
  content(): Readable;
}

/** What came, and what the volume holds now. */
export interface UploadResult {
  /** Octets received. */
  readonly size: number;
  /** Octets of content, inflated. */
  readonly contentSize: number;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
}

/**
 * MiB that the volume has, or had before a host was killed in the midst of an upload that is still
 * kept. Throws where the upload can be refused already.
 */
export async function expectFittingVolume(
  { pending, protection }: Pick<Deps, 'pending' | 'protection'>,
  location: VolumeLocation,
  { facts, signal }: Pick<UploadRequest, 'facts' | 'signal'>,
  lost: AbortSignal,
): Promise<number> {
  if (facts.length === 0 && !facts.empty) throw unexpectedlyEmpty();
  await protection.expectNone(location.key);
  const size =
    (await pending.sizeBefore(location.key)) ??
    (await expectFreeVolume(location, firstOf(signal, lost))).size;
  const limit = size * mebibyte;
  if (facts.encoding === 'identity' && (facts.length ?? 0) > limit) throw exceeds(limit);
  return size;
}

/** What is recorded of an upload before its first octet is sent. */
export function newRecord(
  { clock }: Pick<Deps, 'clock'>,
  { key }: VolumeLocation,
  { requestId, credential }: Pick<UploadRequest, 'requestId' | 'credential'>,
  content: Pick<UploadRecord, 'sha256' | 'volumeSize'>,
): UploadRecord {
  const asked = { credential: askedWith(credential), requestId, startedAt: clock() };
  return { id: randomUUID(), key, ...content, ...asked };
}

/** What an upload is answered with, once its content has come to its end. */
export function resultOf(incoming: IncomingContent): UploadResult {
  return { size: incoming.received, contentSize: incoming.size, sha256: incoming.digest() };
}

/** A body that broke off as the problem that it is; any other error as it is. */
export function brokenOff(error: unknown, consequence: string): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  const code = 'code' in error ? `${error.code}` : '';
  if (!['ECONNRESET', 'ABORT_ERR', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code)) return error;
  return new Problem('upload-incomplete', `The content broke off. ${consequence}`, {
    cause: error,
  });
}
