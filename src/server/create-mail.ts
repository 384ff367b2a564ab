import type { Clock } from '../base/clock.ts';
import { Courier } from '../database/mails/courier.ts';
import type { Mailing } from '../database/mails/mailing.ts';
import { Outbox } from '../database/mails/outbox.ts';
import type { SecretBox } from '../database/secret-box.ts';
import type { Automation } from '../hosts/automation/automation.ts';
import { basePathOf } from '../http/base-path.ts';
import type { Config } from './configuration.ts';
import { sparingLog } from './replicas.ts';
import type { ServerDeps } from './server-deps.ts';

/** How people are written to; null where there is no mail server. */
export function createMailing({ smtp, url }: Config, box: SecretBox, clock: Clock): Mailing | null {
  if (!smtp || !url) return null;
  return { outbox: new Outbox(box, clock), serverAddress: url.origin + basePathOf(url) };
}

/** Delivers the mails that wait, until disposed; those that wait then are left to the next start. */
export async function deliverMails(
  deps: ServerDeps,
  automation: Pick<Automation, 'pauseNow'>,
): Promise<AsyncDisposable> {
  const { database, box, locks, clock, timer, log } = deps;
  const { smtp: server, mailFrom: from, url } = deps.config;
  const delivering = new AsyncDisposableStack();
  if (!server || !from || !url) return delivering;
  const { createSendMail } = await import('../outgoing/mail/send-mail.ts');
  const sparing = sparingLog(log);
  const courier = new Courier({
    ...{ database, box, locks, clock, timer, domain: url.hostname },
    send: createSendMail({ server, from }),
    pausedSince: async () => (await automation.pauseNow())?.since ?? null,
    report: (error, what) => sparing.report(error, what),
  });
  delivering.defer(() => courier.close());
  courier.start();
  return delivering;
}
