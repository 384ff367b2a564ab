import type { Label } from '../albatross/names.ts';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import type { Lock, Locks } from '../database/locks/locks.ts';
import type { AskingCredential } from '../identity/access/actor.ts';
import type { Spool, SpooledFile } from '../storage/spool.ts';
import { volumeAwaits } from './awaited-upload.ts';
import { contextOf, type Delivery, isFinal, keptFor, newDelivery } from './delivery.ts';
import { DeliveryRetries, type RetryDeps } from './delivery-retries.ts';
import { type SendDeps, sendDelivery } from './send-delivery.ts';
import type { UploadRecord, UploadRecords, VolumeOutcome } from './upload-records.ts';
import { formatKey, holdVolume, type VolumeKey } from './volume-locks.ts';

export interface PendingDeps extends SendDeps, RetryDeps {
  readonly records: UploadRecords;
  readonly spool: Spool;
  readonly locks: Locks;
  readonly clock: Clock;
  /** Throws where whoever sent it may not fill the volume any more, as of now. */
  readonly expectAllowed: (credential: AskingCredential, record: UploadRecord) => Promise<void>;
  /** Whether nothing goes on by itself at present; left out: it does. */
  readonly isPaused?: () => Promise<boolean>;
}

/** What lets content go into its volume. */
export interface SendPermit {
  /** Aborts when the volume is not held any more. */
  readonly lost: AbortSignal;
  /** Throws where whoever sent it may not any more; not asked once the host may have had some of it. */
  confirm?(): Promise<unknown>;
}

/** That the one who uploads waits for; later ones go on by themselves. */
const attemptsInRequest = 3;

const cutDirect =
  'a direct upload was cut by the end of the server: the volume may hold a part of it';
const missingSpool = 'the spool of an upload is missing: the volume may hold a part of it';

/**
 * Complete spools on their way to their hosts. Each is recorded before its first octet is sent and
 * given up only when the host has taken it, when something speaks against it before anything was sent, when
 * the volume is removed, or when a newer one replaces it: until then it is sent again, after a restart too.
 */
export class PendingUploads {
  readonly #deps: PendingDeps;
  readonly #deliveries = new Map<string, Delivery>();
  readonly #retries: DeliveryRetries;

  constructor(deps: PendingDeps) {
    this.#deps = deps;
    this.#retries = new DeliveryRetries(deps);
  }

  /** Rejects with `volume-busy` where the volume does not hold yet what was uploaded last. */
  async expectNone(key: VolumeKey): Promise<void> {
    const awaited = await this.#deps.records.awaited(key);
    if (awaited) throw volumeAwaits(key, awaited);
  }

  /**
   * MiB that a volume had before an upload that may have been sent in part, and is to have again;
   * null where there is none: what the host says then holds. How much another server sent is not known here.
   */
  async sizeBefore(key: VolumeKey): Promise<number | null> {
    const delivery = this.#deliveries.get(formatKey(key));
    if (delivery) return delivery.touched ? delivery.record.volumeSize : null;
    return (await this.#deps.records.awaited(key))?.volumeSize ?? null;
  }

  /**
   * Sends a spool to its host. Resolves when the host has taken it; rejects when it is given up,
   * as where it may not be sent any more when its turn comes, or after a few attempts, while it goes on being sent.
   * The volume's lock is held until it settles; what of it is lost breaks the sending off.
   */
  async deliver(record: UploadRecord, file: SpooledFile, permit: SendPermit): Promise<void> {
    const { lost } = permit;
    const delivery = await this.#begin(record, file, permit);
    for (let nth = 1; ; nth++) {
      const failure = await this.#attempt(delivery, nth, lost);
      if (!failure) return;
      if (delivery.ended.signal.aborted) throw failure;
      const again = nth < attemptsInRequest && !lost.aborted;
      if (again && (await this.#retries.pause(delivery, nth))) continue;
      this.#continue(delivery, nth);
      throw keptFor(failure);
    }
  }

  /**
   * Records one in place of an older one; `file` null: a direct one; `touched`: whether the host may have had some of
   * the older one. Where the database's answer is lost, what it holds counts: this one, or the older one.
   */
  async record(record: UploadRecord, file: SpooledFile | null, touched: boolean): Promise<void> {
    const { records } = this.#deps;
    const replaced = await records.awaited(record.key).catch(() => 'unknown');
    try {
      await records.put(record, file?.id ?? null, touched);
    } catch (error) {
      const delivery = { ...newDelivery(record, file), touched, inherited: touched };
      if (!(await this.#isRecorded(delivery, replaced !== null))) throw error;
    }
  }

  /** Gives a volume the size back that a host may have made less of, in the midst of a direct upload. */
  restore(record: UploadRecord): void {
    this.#continue(this.#register(record, null, { touched: true }), 0);
  }

  /** Removes the record of a direct upload that is over. */
  async removeRecord(record: UploadRecord, outcome: VolumeOutcome): Promise<void> {
    await this.#remove(newDelivery(record, null), outcome);
  }

  /** Takes up what an earlier run left, and removes every spool that no record needs. */
  async resume(): Promise<void> {
    const { records, spool, log } = this.#deps;
    const left = await records.all();
    for (const { record, spoolId, inherited, ...row } of left) {
      const file = spoolId === null ? null : await spool.find(spoolId, record.key.domain);
      const context = contextOf(record);
      if (file) log.info(context, 'an upload is sent again after a restart');
      else log.error(context, spoolId === null ? cutDirect : missingSpool);
      const confirm = async () => await this.#expectAllowed(record);
      const touched = row.touched || !file;
      this.#continue(this.#register(record, file, { touched, inherited, confirm }), 0);
    }
    await spool.keepOnly(new Set(left.flatMap(({ spoolId }) => spoolId ?? [])));
  }

  /**
   * Gives up what is pending for a volume that is removed or filled anew; its lock is held. Says
   * whether there was anything.
   */
  async forget(key: VolumeKey): Promise<boolean> {
    const ended = await this.endReplaced(key);
    const removed = await this.#deps.records.removeOf(key); // another server's too
    return ended || removed;
  }

  /** Ends what this server sends into a volume and a newer record has replaced; its lock is held. */
  async endReplaced(key: VolumeKey): Promise<boolean> {
    const delivery = this.#deliveries.get(formatKey(key));
    if (delivery) await this.#end(delivery);
    return delivery !== undefined;
  }

  /** Gives up what is pending in a whole domain on a host, on other servers too: all its volumes are removed. */
  async forgetDomain(host: Label, domain: Label): Promise<void> {
    await this.#deps.records.removeAllOf(host, domain);
    const pending = [...this.#deliveries.values()].filter(
      ({ record: { key } }) => key.host === host && key.domain === domain,
    );
    await Promise.all(pending.map((delivery) => this.#end(delivery)));
  }

  /** Ends the waits and lets the sending end; what is not sent stays for the next start. */
  async close(): Promise<void> {
    await this.#retries.close();
  }

  /** What an earlier release recorded does not say by whom it came. */
  async #expectAllowed(record: UploadRecord): Promise<void> {
    const { credential } = record;
    if (credential) await this.#deps.expectAllowed(credential, record);
  }

  /** From here on the content is sent until the host has it; an older one is no longer. */
  async #begin(record: UploadRecord, file: SpooledFile, permit: SendPermit): Promise<Delivery> {
    const touched = await this.#expectHeld(record, file, permit);
    await this.record(record, file, touched);
    await this.endReplaced(record.key);
    const confirm = async () => await permit.confirm?.();
    return this.#register(record, file, { touched, inherited: touched, confirm });
  }

  /** Whether the host may have deleted something for an older one: that is missing for this one, too. */
  async #expectHeld(
    { key }: UploadRecord,
    file: SpooledFile,
    { lost }: SendPermit,
  ): Promise<boolean> {
    try {
      const touched = (await this.sizeBefore(key)) !== null;
      lost.throwIfAborted();
      return touched;
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  /** Whether one is recorded though that failed, as where the answer was lost; what is not, or may not be, is removed. */
  async #isRecorded(delivery: Delivery, hasReplaced: boolean): Promise<boolean> {
    const isThere = await this.#deps.records.has(delivery.record.id).catch(() => null);
    if (isThere === null && hasReplaced) this.#findOut(delivery);
    else if (!isThere) await this.#remove(delivery);
    return isThere === true;
  }

  /** Either it has replaced an older one, which is gone then, or that one goes on: one of them has to be sent. */
  #findOut({ record, file, ...delivery }: Delivery): void {
    const { touched, inherited } = delivery;
    const doubt = { ...delivery, record, file };
    this.#retries.begin(doubt, 1, async () => {
      await using hold = await this.#tryLock(record.key);
      if (!hold) return;
      if (await this.#deps.records.has(record.id)) {
        await this.endReplaced(record.key);
        const confirm = async () => await this.#expectAllowed(record);
        this.#continue(this.#register(record, file, { touched, inherited, confirm }), 0);
      } else await file?.discard();
      doubt.ended.abort();
    });
  }

  #register(
    record: UploadRecord,
    file: SpooledFile | null,
    what: Pick<Delivery, 'touched' | 'confirm'> & Partial<Pick<Delivery, 'inherited'>>,
  ): Delivery {
    const delivery = { ...newDelivery(record, file), ...what };
    this.#deliveries.set(formatKey(record.key), delivery);
    return delivery;
  }

  /** Goes on in the background, taking the volume's lock for each attempt. */
  #continue(delivery: Delivery, failed: number): void {
    delivery.promised = true;
    this.#retries.begin(delivery, failed, (nth) => this.#tryAgain(delivery, nth));
  }

  async #tryAgain(delivery: Delivery, nth: number): Promise<void> {
    const { id, key } = delivery.record;
    if (await this.#deps.isPaused?.()) return;
    await using hold = await this.#tryLock(key);
    if (!hold) return;
    // Another server may have replaced it, or removed the volume.
    if (!(await this.#deps.records.has(id))) return await this.#end(delivery);
    await this.#attempt(delivery, nth, hold.lost);
  }

  async #tryLock(key: VolumeKey): Promise<Lock | null> {
    try {
      return await holdVolume(this.#deps.locks, key);
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
  }

  /** One attempt: null when the host has taken it, else why it has not. */
  async #attempt(delivery: Delivery, nth: number, lost: AbortSignal): Promise<unknown> {
    try {
      await sendDelivery(this.#deps, delivery, lost);
      await this.#end(delivery, delivery.file ? 'filled' : 'lost');
      return null;
    } catch (error) {
      const context = { ...contextOf(delivery.record), attempt: nth, error };
      if (isFinal(error, delivery)) {
        this.#deps.log.warn(context, 'an upload is given up');
        await this.#end(delivery);
      } else {
        this.#deps.log.warn(context, 'an upload has not reached its host and is sent again');
      }
      return error;
    }
  }

  /** Ends one; `outcome`: of the volume, where that is to be told. */
  async #end(delivery: Delivery, outcome: VolumeOutcome | null = null): Promise<void> {
    const key = formatKey(delivery.record.key);
    if (this.#deliveries.get(key) === delivery) this.#deliveries.delete(key);
    delivery.ended.abort();
    await this.#remove(delivery, outcome);
  }

  /** While a record is there its volume waits for it: so its removal is never given up. */
  async #remove(delivery: Delivery, outcome: VolumeOutcome | null = null): Promise<void> {
    const { records, clock } = this.#deps;
    const { record } = delivery;
    const remove = async () => {
      if (outcome) await records.settle(record, outcome, clock());
      else await records.remove(record.id);
      await delivery.file?.discard();
    };
    try {
      await remove();
    } catch (error) {
      const context = { ...contextOf(delivery.record), error };
      this.#deps.log.warn(context, 'the record of an upload is removed later');
      const removal = { ...delivery, ended: new AbortController() };
      this.#retries.begin(removal, 1, async () => {
        await remove();
        removal.ended.abort();
      });
    }
  }
}
