import { defineEntity, p } from '@mikro-orm/core';

/** A mail that is to be sent. It goes when it is delivered, or given up. */
const QueuedMailSchema = defineEntity({
  name: 'QueuedMail',
  tableName: 'mails',
  properties: {
    /** Its Message-ID is made from it, so that each try is of the same mail. */
    id: p.uuid().primary(),
    recipient: p.string(),
    /** Subject, text and HTML: they may hold a link that lets somebody in. */
    sealedContent: p.text(),
    queuedAt: p.datetime(),
    tries: p.integer(),
    nextTryAt: p.datetime().index(),
    /** After this it is not tried again. */
    givenUpAt: p.datetime(),
  },
});

export class QueuedMail extends QueuedMailSchema.class {}
QueuedMailSchema.setClass(QueuedMail);
