import { createTransport } from 'nodemailer';
import { DeliveryError } from '../../base/delivery-error.ts';
import type { MailContent } from './letter.ts';
import type { SmtpAddress } from './smtp-address.ts';

/** Milliseconds for a connection and for each greeting, for a silence, and for a mail as a whole. */
const connectTime = 10_000;
const silence = 20_000;
const wholeTime = 60_000;

/** A mail as it is handed over. */
export interface OutgoingMail extends MailContent {
  readonly messageId: string;
  readonly to: string;
  readonly queuedAt: Date;
}

/** Hands a mail over to the mail server, once. Throws `DeliveryError`. */
export type SendMail = (mail: OutgoingMail, signal: AbortSignal) => Promise<void>;

export interface SendMailOptions {
  readonly server: SmtpAddress;
  readonly from: string;
}

/** Sends by SMTP, each mail on a connection of its own. */
export function createSendMail({ server, from }: SendMailOptions): SendMail {
  const transport = transportTo(server);
  return async ({ to, messageId, queuedAt, ...content }, ending) => {
    const signal = AbortSignal.any([ending, AbortSignal.timeout(wholeTime)]);
    const headers = { 'Auto-Submitted': 'auto-generated' }; // RFC 3834: no absence is to answer
    const to1 = { name: '', address: to };
    try {
      await transport.sendMail({
        ...{ ...content, from, messageId, headers, signal },
        ...{ to: to1, date: queuedAt },
      });
    } catch (error) {
      ending.throwIfAborted();
      throw mailError(error);
    }
  };
}

/** Signs in to the mail server and sends nothing. Throws `DeliveryError`. */
export async function checkMailServer(server: SmtpAddress): Promise<void> {
  try {
    await transportTo(server).verify();
  } catch (error) {
    throw mailError(error);
  }
}

function transportTo({ host, port, encryption, login }: SmtpAddress) {
  return createTransport({
    ...{ host, port, secure: encryption === 'tls' },
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none',
    ...(login && { auth: { user: login.user, pass: login.password } }),
    tls: { minVersion: 'TLSv1.2' },
    ...{ connectionTimeout: connectTime, greetingTimeout: connectTime, dnsTimeout: connectTime },
    ...{ socketTimeout: silence, socketCloseTimeout: 0, maxResponseSize: 64 * 1024 },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
}

/** What the server says of the recipient, or of the mail itself, it will say again. */
function mailError(error: unknown): DeliveryError {
  const { code, responseCode } = Object(error);
  const aboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const isFinal = aboutMail && Math.floor(responseCode / 100) === 5;
  const reason = [code, responseCode].filter(Boolean).join(' ') || 'unknown';
  return new DeliveryError(`the mail server did not take a mail (${reason})`, isFinal);
}
