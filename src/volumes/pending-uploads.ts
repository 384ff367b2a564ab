import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../albatross/host/host.ts';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { Spool, SpooledFile } from '../storage/spool.ts';
import { volumeAwaits } from './awaited-upload.ts';
import {
  type DomainDirectory,
  expectFreeVolume,
  type HostDirectory,
  locateVolume,
} from './locate-volume.ts';
import { restoreVolume } from './restore-volume.ts';
import type { UploadRecord, UploadRecords } from './upload-records.ts';
import { formatKey, type VolumeKey, type VolumeLocks } from './volume-locks.ts';

export interface PendingTools {
  readonly records: UploadRecords;
  readonly spool: Spool;
  readonly locks: VolumeLocks;
  readonly hosts: HostDirectory;
  readonly domains: DomainDirectory;
  readonly log: Logger;
  /** Milliseconds to wait after the n-th failed attempt, n from 1. */
  readonly delay?: (attempt: number) => number;
}

/** Attempts that the one who uploads waits for; later ones go on by themselves. */
const attemptsInRequest = 3;

const cutDirect =
  'a direct upload was cut by the end of the server: the volume may hold a part of it';
const missingSpool = 'the spool of an upload is missing: the volume may hold a part of it';

/** 0.5 s, 1 s, 2 s, …, at most a minute. */
const defaultDelay = (attempt: number) => Math.min(60_000, 250 * 2 ** attempt);

interface Delivery {
  readonly record: UploadRecord;
  /** null: only the volume's size is to be what it was, since a direct upload has no content left. */
  readonly file: SpooledFile | null;
  readonly ended: AbortController;
  /** Whether the host may have deleted the old content already: from then on it is not given up. */
  touched: boolean;
}

/**
 * Complete spools on their way to their hosts. Each is recorded before its first octet is sent and
 * given up only when the host has taken it, when nothing was sent yet, when the volume is removed, or
 * when a newer one replaces it: until then it is sent again, after a restart too (DESIGN section 7).
 */
export class PendingUploads {
  readonly #tools: PendingTools;
  readonly #delay: (attempt: number) => number;
  readonly #deliveries = new Map<string, Delivery>();
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(tools: PendingTools) {
    this.#tools = tools;
    this.#delay = tools.delay ?? defaultDelay;
  }

  /** Rejects with `volume-busy` where the volume does not hold yet what was uploaded last. */
  async expectNone(key: VolumeKey): Promise<void> {
    const awaited = await this.#tools.records.awaited(key);
    if (awaited) throw volumeAwaits(key, awaited);
  }

  /**
   * MiB that a volume had before an upload that may have been sent in part, and is to have again;
   * null where there is none: what the host says then holds.
   */
  sizeBefore(key: VolumeKey): number | null {
    const delivery = this.#deliveries.get(formatKey(key));
    return delivery?.touched ? delivery.record.volumeSize : null;
  }

  /**
   * Sends a spool to its host. Resolves when the host has taken it; rejects when it is given up,
   * or after a few attempts, while it goes on being sent. `hold` is the volume's lock, taken over.
   */
  async deliver(record: UploadRecord, file: SpooledFile, hold: Disposable): Promise<void> {
    using _held = hold;
    const delivery = await this.#record(record, file);
    for (let attempt = 1; ; attempt++) {
      const failure = await this.#attempt(delivery, attempt);
      if (!failure) return;
      if (delivery.ended.signal.aborted) throw failure;
      if (attempt < attemptsInRequest && (await this.#pause(delivery, attempt))) continue;
      this.#continue(delivery, attempt);
      throw kept(failure);
    }
  }

  /** Gives a volume the size back that a host may have made less of, in the midst of a direct upload. */
  restore(record: UploadRecord): void {
    this.#continue(this.#register(record, null, true), 0);
  }

  /** Takes up what an earlier run left, and removes every spool that no record needs. */
  async resume(): Promise<void> {
    const { records, spool, log } = this.#tools;
    const left = await records.all();
    for (const { record, spoolId } of left) {
      const file = spoolId === null ? null : await spool.find(spoolId);
      const context = { upload: record.id, ...record.key };
      if (file) log.info(context, 'an upload is sent again after a restart');
      else log.error(context, spoolId === null ? cutDirect : missingSpool);
      this.#continue(this.#register(record, file, true), 0);
    }
    await spool.keepOnly(new Set(left.flatMap(({ spoolId }) => spoolId ?? [])));
  }

  /**
   * Gives up what is pending for a volume that is removed or filled anew; its lock is held. Says
   * whether there was anything.
   */
  async forget(key: VolumeKey): Promise<boolean> {
    const ended = await this.endReplaced(key);
    const removed = await this.#tools.records.removeOf(key); // another server's too
    return ended || removed;
  }

  /** Ends what this server sends into a volume and a newer record has replaced; its lock is held. */
  async endReplaced(key: VolumeKey): Promise<boolean> {
    const delivery = this.#deliveries.get(formatKey(key));
    if (delivery) await this.#end(delivery);
    return delivery !== undefined;
  }

  /** Gives up what is pending in a whole domain on a host, whose volumes are all removed. */
  async forgetDomain(host: Label, domain: Label): Promise<void> {
    const pending = [...this.#deliveries.values()].filter(
      ({ record: { key } }) => key.host === host && key.domain === domain,
    );
    await Promise.all(pending.map((delivery) => this.#end(delivery)));
  }

  /** Ends the waits and lets the sending end; what is not sent stays for the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  /** From here on the content is sent until the host has it; an older one is no longer. */
  async #record(record: UploadRecord, file: SpooledFile): Promise<Delivery> {
    try {
      await this.#tools.records.put(record, file.id);
    } catch (error) {
      await file.discard();
      throw error;
    }
    const older = this.#deliveries.get(formatKey(record.key));
    await this.endReplaced(record.key);
    // What an older one may have deleted on the host is missing for this one, too.
    return this.#register(record, file, older?.touched ?? false);
  }

  #register(record: UploadRecord, file: SpooledFile | null, touched: boolean): Delivery {
    const delivery = { record, file, ended: new AbortController(), touched };
    this.#deliveries.set(formatKey(record.key), delivery);
    return delivery;
  }

  /** Goes on in the background, taking the volume's lock for each attempt. */
  #continue(delivery: Delivery, after: number): void {
    const { record } = delivery;
    const run = this.#keepTrying(delivery, after)
      .catch((error) => {
        const context = { upload: record.id, ...record.key, error };
        this.#tools.log.error(context, 'an upload is left to the next start');
      })
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #keepTrying(delivery: Delivery, after: number): Promise<void> {
    for (let attempt = after; !this.#isOver(delivery); attempt++) {
      if (attempt > 0 && !(await this.#pause(delivery, attempt))) return;
      await this.#tryAgain(delivery, attempt + 1).catch((error) => {
        const { id, key } = delivery.record;
        this.#tools.log.error({ upload: id, ...key, error }, 'an upload cannot be sent now');
      });
    }
  }

  async #tryAgain(delivery: Delivery, attempt: number): Promise<void> {
    const { id, key } = delivery.record;
    const hold = await this.#tryLock(key);
    if (!hold) return;
    using _held = hold;
    // Another server may have replaced it, or removed the volume.
    if (await this.#tools.records.has(id)) await this.#attempt(delivery, attempt);
    else await this.#end(delivery);
  }

  async #tryLock(key: VolumeKey): Promise<Disposable | null> {
    try {
      return await this.#tools.locks.exclusive(key);
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
  }

  #isOver({ ended }: Delivery): boolean {
    return ended.signal.aborted || this.#closing.signal.aborted;
  }

  /** Whether there is to be another attempt when the pause is over. */
  async #pause(delivery: Delivery, attempt: number): Promise<boolean> {
    const signal = AbortSignal.any([delivery.ended.signal, this.#closing.signal]);
    await sleep(this.#delay(attempt), undefined, { signal }).catch(() => {});
    return !this.#isOver(delivery);
  }

  /** One attempt: null when the host has taken it, else why it has not. */
  async #attempt(delivery: Delivery, attempt: number): Promise<unknown> {
    const { record, file } = delivery;
    try {
      const located = await locateVolume(this.#tools, record.key);
      if (delivery.touched) await restoreVolume(located, record.volumeSize);
      else await expectFreeVolume(located);
      if (!file) {
        await this.#end(delivery);
        return null;
      }
      const send = (client: Host, signal: AbortSignal) => {
        delivery.touched = true;
        return client.setVolume(located.target, file.open(), { compressed: false, signal });
      };
      await located.host.change(send, undefined, 'transfer');
      await this.#end(delivery);
      return null;
    } catch (error) {
      const context = { upload: record.id, ...record.key, attempt, error };
      if (isFinal(error, delivery)) {
        this.#tools.log.warn(context, 'an upload is given up');
        await this.#end(delivery);
      } else {
        this.#tools.log.warn(context, 'an upload has not reached its host and is sent again');
      }
      return error;
    }
  }

  async #end(delivery: Delivery): Promise<void> {
    const key = formatKey(delivery.record.key);
    if (this.#deliveries.get(key) === delivery) this.#deliveries.delete(key);
    delivery.ended.abort();
    await this.#tools.records.remove(delivery.record.id);
    await delivery.file?.discard();
  }
}

/** The old content is still there, or there is no host any more to send the new one to. */
function isFinal(error: unknown, { touched }: Delivery): boolean {
  return !touched || (error instanceof Problem && error.code === 'host-unknown');
}

function kept(failure: unknown): unknown {
  if (!(failure instanceof Problem)) return failure;
  const sentence = 'The content is kept here and is sent again until the host has taken it.';
  return failure.extended(sentence, { kept: true });
}
