import { Delivery, DeliveryCursor } from '../../audit/deliveries/entity.ts';
import { Notice } from '../../audit/notices/entity.ts';
import type { Database } from '../../database/database.ts';
import { EventSequence } from '../../database/events/entity.ts';
import { QueuedMail } from '../../database/mails/entity.ts';
import { EmailLink } from '../../identity/accounts/addresses/entity.ts';
import { PasswordReset } from '../../identity/accounts/resets/entity.ts';
import { DeviceRequest } from '../../identity/devices/entity.ts';
import { Session } from '../../identity/sessions/entity.ts';
import { Upload } from '../../volumes/entity.ts';

/** By how much the numbers of events go on from those of the backup: those given since come to nobody again. */
const skipped = 1_000_000;

/**
 * Ends what was under way when a backup was made, and has long been over: uploads whose content is not
 * here, mails and messages that have been sent, sessions and links that have ended since.
 */
export async function endPassing(database: Database): Promise<void> {
  await database.transaction(async (em) => {
    await em.nativeDelete(Upload, {});
    await em.nativeDelete(QueuedMail, {});
    await em.nativeDelete(Notice, {});
    await em.nativeDelete(Session, {});
    await em.nativeDelete(PasswordReset, {});
    await em.nativeDelete(EmailLink, {});
    await em.nativeDelete(DeviceRequest, {});
    await em.nativeDelete(Delivery, { nextTryAt: { $ne: null } });
    const sequence = await em.findOne(EventSequence, { id: 1 });
    if (!sequence) return;
    sequence.last += skipped;
    const cursor = await em.findOne(DeliveryCursor, { id: 1 });
    if (cursor) cursor.last = sequence.last;
  });
}
